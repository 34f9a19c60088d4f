"""Vaults of many made-up logins, written in one transaction by the host's own code."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass
from pathlib import Path

from twinlatch import access
from twinlatch.crypto import KdfParams
from twinlatch.items.entry import summary_of
from twinlatch.session import Session
from twinlatch.vault.format import LANES
from twinlatch.vault.vault import Change, new_id

EMAIL = "ana@example.com"
MASTER_PASSWORD = "mossy lantern over 84 stairs"
KDF = KdfParams(256 * 1024, 3, LANES)
_WORDS = ("north", "river", "paper", "cloud", "stone", "green", "light", "house", "apple", "metro", "delta", "union")
_LOGINS_A_SITE = 3
_NOW = 1_790_000_000.0


@dataclass(frozen=True)
class BigVault:
    """Where a vault lies, and what is in it: id, title and host of each login."""

    folders: dict[str, str]
    ids: list[str]
    titles: list[str]
    hosts: list[str]

    @property
    def size(self) -> str:
        return f"{len(self.ids):,} items"


def build(folder: Path, count: int) -> BigVault:
    """An account with `count` logins, the same in every run but for ids and passwords."""
    folders = {"TWINLATCH_HOME": str(folder / "vaults"), "TWINLATCH_STATE": str(folder / "state")}
    os.environ.update(folders)
    chance = random.Random(count)
    sites = [chance.randrange(count // _LOGINS_A_SITE) for _ in range(count)]
    names = [f"{_WORDS[site % 12]} {_WORDS[site // 12 % 12]} {site}" for site in sites]
    hosts = [f"{name.replace(' ', '-')}.example" for name in names]
    users = [f"{chance.choice(_WORDS)}{chance.randrange(1000)}@example.com" for _ in sites]
    titles = [name.title() for name in names]
    changes = [_login(*login) for login in zip(titles, hosts, users, strict=True)]
    session = Session(kdf=KDF)
    access.create(session, EMAIL, MASTER_PASSWORD)
    session.vault.save(changes)
    session.close()
    return BigVault(folders, [change.id for change in changes], titles, hosts)


def _login(title: str, host: str, username: str) -> Change:
    fields = {
        "title": title,
        "urls": [{"url": f"https://www.{host}/login", "match": "domain"}],
        "username": username,
        "password": new_id(),
        "totp": "",
        "notes": "",
        "custom_fields": [],
        "tags": [],
        "favorite": False,
        "created_at": _NOW,
        "updated_at": _NOW,
    }
    return Change(new_id(), 0, "login", fields, summary_of(fields))
