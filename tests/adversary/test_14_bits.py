"""14: every bit of header, slots, second-factor record and root flipped: refused, by both readers.

A sample in the normal run, every bit by `TWINLATCH_ATTACK=full`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.adversary.computers import again, is_let_in, stand_in, stretched
from tests.host.computers import EMAIL, Computer
from tests.reader import second_reader
from twinlatch.two_factor import proof

BYTES = {
    "header": ("vault_id", "salt", "email_hash", "slots", "second_factor"),
    "root": ("sealed",),
}
NUMBERS = ("generation", "memory_kib", "iterations", "lanes")
SAMPLE = 12
"""Bits of each column in the normal run, spread over it."""


def test_a_flipped_bit(on: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool) -> None:
    """Every log-in on the own computer with a right code is refused, and the second reader refuses too."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    computer = again(on, tmp_path / "computer", monkeypatch)
    (note,) = (computer.state / "devices").glob("*.json")
    memory, path, a = note.read_bytes(), computer.vault_file, stretched(computer)
    current = computer.guard().current
    assert current is not None
    computer.clock.advance(60)
    flipped = 0
    for table, column, good, bad in flips(path, full=full):
        note.write_bytes(memory)
        set_cell(path, table, column, bad)
        assert not is_let_in(computer, lambda session: computer.login(session, computer.code())), (column, flipped)
        with pytest.raises(second_reader.Refusal):
            second_reader.open_vault(path, EMAIL, a, current.secret)
        set_cell(path, table, column, good)
        flipped += 1
    note.write_bytes(memory)
    assert second_reader.open_vault(path, EMAIL, a, current.secret).logins
    assert is_let_in(computer, lambda session: computer.login(session, computer.code()))
    print(f"{flipped} bits")


def flips(path: Path, *, full: bool) -> Iterator[tuple[str, str, object, object]]:
    """Table, column, the value as it is, and with one bit changed."""
    with closing(sqlite3.connect(path)) as db:
        for table, columns in BYTES.items():
            for column in columns:
                good = db.execute(f"SELECT {column} FROM {table}").fetchone()[0]
                bits = len(good) * 8
                for bit in range(0, bits, 1 if full else bits // SAMPLE):
                    bad = bytearray(good)
                    bad[bit // 8] ^= 1 << bit % 8
                    yield table, column, good, bytes(bad)
        for column in NUMBERS:
            good = db.execute(f"SELECT {column} FROM header").fetchone()[0]
            for bit in range(0, 63, 1 if full else 9):
                yield "header", column, good, good ^ (1 << bit)
        label = db.execute("SELECT device_label FROM header").fetchone()[0].encode()
        for bit in range(0, len(label) * 8, 1 if full else 9):
            bad = bytearray(label)
            bad[bit // 8] ^= 1 << bit % 8
            yield "header", "device_label", label.decode(), bad.decode("latin-1")


def set_cell(path: Path, table: str, column: str, value: object) -> None:
    """Writes a value as any program can."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA synchronous=OFF")
        db.execute(f"UPDATE {table} SET {column} = ?", [value])
