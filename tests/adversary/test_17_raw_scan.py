"""17: a raw scan of the vault folder has no address, name, seed, code or e-mail; sizes tell nothing of short texts."""

from __future__ import annotations

import base64
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.adversary.computers import again, stand_in, with_code
from tests.host.computers import EMAIL, LOGIN, NOW, PASSWORD, Computer
from twinlatch.two_factor import proof


def cell_sizes(path: Path) -> list[tuple[int, ...]]:
    """The length of everything that is sealed, in no order that tells one record from another."""
    with closing(sqlite3.connect(path)) as db:
        tables = ("pages", "records", "root")
        return [tuple(sorted(size for (size,) in db.execute(f"SELECT length(sealed) FROM {name}"))) for name in tables]


def test_nothing_is_in_clear(on: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither in the file nor in a journal left by a process that died in the midst of saving."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    computer = again(on, tmp_path / "computer", monkeypatch)
    session = computer.start()
    with_code(session, computer)
    session.library.create(
        "login", LOGIN | {"title": "Zebra crossing", "notes": "zebra notes", "tags": ["striped"]}, NOW
    )
    session.change_settings({"language": "ja"})
    computer.close()
    seed = computer.seed
    looked_for = [
        *(EMAIL, "Ada.Lovelace", "example.org", PASSWORD, "bank.example", "A bank", "ada", LOGIN["password"]),
        *(
            "Zebra crossing",
            "zebra notes",
            "striped",
            "master",
            base64.b32encode(seed).decode(),
            *computer.recovery_codes,
        ),
        *(code.replace("-", "") for code in computer.recovery_codes),
    ]
    found = b"".join(path.read_bytes() for path in computer.data.iterdir()).lower()
    for text in looked_for:
        if len(text) > 3:
            assert text.lower().encode() not in found, text
            assert text.lower().encode("utf-16-le") not in found, text
    assert seed not in found
    assert len(found) > 100_000


def test_short_texts_do_not_show_in_any_size(on: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two vaults whose logins differ in the lengths of their texts are alike, sealed text by sealed text."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    sizes = []
    for name, length in (("short", 1), ("long", 12)):
        computer = again(on, tmp_path / name, monkeypatch)
        session = computer.start()
        with_code(session, computer)
        text = "x" * length
        for _ in range(3):
            session.library.create("login", LOGIN | {"title": text, "username": text, "password": text}, NOW)
        computer.close()
        sizes.append((computer.vault_file.stat().st_size, cell_sizes(computer.vault_file)))
    assert sizes[0] == sizes[1]
