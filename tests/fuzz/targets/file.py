"""The bytes of the file, changed by hand: it is refused, or all in it is as it was; nothing is written to it.

An input begins with how many pages of the file are kept, 255 for all. A list of changes follows: page and offset (two
bytes each), how many bytes, and the bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.reader.writer import Writer
from twinlatch.errors import Damaged, NewerFormat, NotAVault, StoreFailed
from twinlatch.vault.store import read_header
from twinlatch.vault.vault import Vault

LARGEST = 256

_PAGE_BYTES = 4096
_WHOLE = 255


def seeds() -> dict[str, bytes]:
    """One change each, at places that mean something to SQLite (https://sqlite.org/fileformat2.html)."""
    places = {
        "magic": (0, 0, b"X"),
        "page size": (0, 16, b"\2\0"),
        "write-ahead log": (0, 18, b"\2\2"),
        "reserved": (0, 20, b"\x20"),
        "pages in the file": (0, 28, b"\0\0\0\1"),
        "free pages": (0, 32, b"\0\0\0\2\0\0\0\1"),
        "schema format": (0, 44, b"\0\0\0\1"),
        "largest root": (0, 52, b"\0\0\0\4"),
        "encoding": (0, 56, b"\0\0\0\2"),
        "version": (0, 60, b"\0\0\0\2"),
        "application": (0, 68, b"\0\0\0\0"),
        "schema's cells": (0, 103, b"\0\6"),
        "schema's kind": (0, 100, b"\5"),
        "a cell's place": (0, 108, b"\xff\xff"),
        "header's row": (1, 8, b"\0\x09"),
        "kind of a page": (2, 0, b"\x0a"),
        "a child": (3, 8, b"\0\0\0\1"),
        "an overflow": (4, 0, b"\0\0\0\4"),
        "end of a page": (2, 4090, b"\xff" * 6),
    }
    changes = {name: changed(page, at, text) for name, (page, at, text) in places.items()}
    whole = {name: bytes([_WHOLE]) + change for name, change in changes.items()}
    return whole | {"unchanged": bytes([_WHOLE]), "cut": b"\3", "empty": b"\0"}


def changed(page: int, at: int, text: bytes) -> bytes:
    return page.to_bytes(2, "big") + at.to_bytes(2, "big") + bytes([len(text)]) + text


@contextmanager
def prepared(folder: Path) -> Iterator[Callable[[bytes], None]]:
    key = Writer().vault_key
    original = Writer(two_factor=True).write(folder / "original").read_bytes()
    (folder / "open").mkdir()
    path = folder / "open" / "a.twinlatch"
    path.write_bytes(original)
    intact = content(path, key)

    def check(data: bytes) -> None:
        written = bytes(altered(original, data))
        path.write_bytes(written)
        for look in (read_header, lambda path: content(path, key)):
            try:
                found = look(path)
                assert look is read_header or found == intact
            except (Damaged, NotAVault, NewerFormat, StoreFailed):
                pass
        assert path.read_bytes() == written
        assert list(path.parent.iterdir()) == [path]

    yield check


def altered(original: bytes, data: bytes) -> bytearray:
    pages = len(original) // _PAGE_BYTES
    kept = original if data[:1] == bytes([_WHOLE]) else original[: sum(data[:1]) * _PAGE_BYTES]
    file = bytearray(kept)
    for page, at, text in changes_of(data[1:]):
        place = page % pages * _PAGE_BYTES + at % _PAGE_BYTES
        if place + len(text) <= len(file):
            file[place : place + len(text)] = text
    return file


def changes_of(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    while len(data) > 5:
        page, at, length = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big"), data[4]
        yield page, at, data[5 : 5 + length]
        data = data[5 + length :]


def content(path: Path, key: bytes) -> dict[str, Any]:
    """All records by id. Raises what Vault.open does."""
    vault = Vault.open(path, key)
    try:
        return {record_id: vault.get(record_id) for record_id, _ in vault} | {"account": vault.account()}
    finally:
        vault.close()
