"""Vault files without a password: a header with a slot table of noise, and the key given."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from twinlatch.crypto import random_bytes
from twinlatch.vault.format import FLOOR, Header
from twinlatch.vault.vault import Change, Vault, new_id

ACCOUNT: dict[str, Any] = {"email": "ada@example.org", "created_at": 1.0, "settings": {}, "two_factor": None}


def a_header(vault_id: bytes | None = None, generation: int = 1) -> Header:
    noise = random_bytes(1984), random_bytes(612)
    return Header(
        vault_id or random_bytes(16), generation, random_bytes(16), FLOOR, random_bytes(32), "", noise[0], noise[1]
    )


def make(path: Path, key: bytes, entries: int = 0) -> Vault:
    """A new vault at `path` with some records, open."""
    vault = Vault.create(path, a_header(), key, ACCOUNT)
    if entries:
        vault.save([added(number) for number in range(entries)])
    return vault


def added(number: int = 0, record_id: str | None = None) -> Change:
    """A new record whose text is found in the file only if it is there in clear."""
    fields = login(f"Title{number}") | {"password": f"Password{number}"}
    return Change(record_id or new_id(), 0, "login", fields, [f"Title{number}"])


def login(title: str) -> dict[str, Any]:
    """A record of that title with nothing else in it."""
    texts = dict.fromkeys(("username", "password", "totp", "notes"), "")
    lists: dict[str, list[Any]] = {name: [] for name in ("urls", "custom_fields", "tags")}
    return {"title": title, **texts, **lists, "favorite": False, "created_at": 1.0, "updated_at": 1.0}


def content(vault: Vault) -> dict[str, Any]:
    """All records by id."""
    return {record_id: vault.get(record_id) for record_id, _ in vault}


def tamper(path: Path, *statements: str, parameters: tuple[Any, ...] = ()) -> None:
    """Another program writes to the file."""
    with sqlite3.connect(path) as database:
        for statement in statements:
            database.execute(statement, parameters)
    database.close()


def query(path: Path, statement: str, *parameters: Any) -> list[Any]:
    database = sqlite3.connect(path)
    try:
        return database.execute(statement, parameters).fetchall()
    finally:
        database.close()
