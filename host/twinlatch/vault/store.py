"""The SQLite file (VAULT_FORMAT.md, section 2): the only reader and writer of it. Knows bytes, no keys."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from twinlatch.crypto import KdfParams
from twinlatch.errors import Damaged, NewerFormat, NotAVault, NotFound, StoreFailed
from twinlatch.files import make_private_folder, store_errors, sync_folder
from twinlatch.vault.format import APPLICATION_ID, FORMAT, PAGE_COUNT, Header

_TABLES = {
    "header": (
        "CREATE TABLE header (id INTEGER PRIMARY KEY CHECK (id = 0), vault_id BLOB NOT NULL, "
        "generation INTEGER NOT NULL, salt BLOB NOT NULL, memory_kib INTEGER NOT NULL, iterations INTEGER NOT NULL, "
        "lanes INTEGER NOT NULL, email_hash BLOB NOT NULL, device_label TEXT NOT NULL, slots BLOB NOT NULL, "
        "second_factor BLOB NOT NULL) STRICT"
    ),
    "root": "CREATE TABLE root (id INTEGER PRIMARY KEY CHECK (id = 0), sealed BLOB NOT NULL) STRICT",
    "pages": "CREATE TABLE pages (number INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT",
    "records": "CREATE TABLE records (id BLOB NOT NULL UNIQUE, sealed BLOB NOT NULL) STRICT",
}
_SCHEMA = {("table", name, name, sql) for name, sql in _TABLES.items()} | {
    ("index", "sqlite_autoindex_records_1", "records", None)
}
_PRAGMAS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "synchronous=EXTRA",
    "journal_mode=DELETE",
    "temp_store=MEMORY",
    "busy_timeout=10000",
)
_FRONT_BYTES = 100
_MAGIC = b"SQLite format 3\0"
_ROLLBACK_JOURNAL = b"\x01\x01"
_WHY = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY_DBMOVED": "missing",
    "SQLITE_READONLY": "read_only",
    "SQLITE_BUSY": "busy",
    "SQLITE_CANTOPEN": "missing",
}
_READ_HEADER = (
    "SELECT vault_id, generation, salt, memory_kib, iterations, lanes, email_hash, device_label, slots, second_factor "
    "FROM header"
)
_WRITE_HEADER = "INSERT OR REPLACE INTO header VALUES (0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_HEADER_TYPES = (bytes, int, bytes, int, int, int, bytes, str, bytes, bytes)


class Store:
    """One open vault file. Every method raises StoreFailed when the system refuses and Damaged for a broken file."""

    def __init__(self, path: Path) -> None:
        """Opens a file that `check_front` accepts. Raises NotFound, NotAVault, NewerFormat, Damaged."""
        check_front(path)
        self.path = path
        self._database = _connect(path)
        try:
            with _errors():
                rows = self._database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
            if len(rows) != len(_SCHEMA) or set(rows) != _SCHEMA:
                raise Damaged(why="schema")
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(cls, path: Path, header: Header, root: bytes, pages: list[bytes], records: dict[bytes, bytes]) -> None:
        """Writes a new vault file, which appears whole or not at all; `path` is nobody's yet. Raises StoreFailed."""
        make_private_folder(path.parent)
        fresh = path.with_name(f".{path.name}.new")
        with store_errors():
            fresh.unlink(missing_ok=True)
            os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            database = _connect(fresh)
            try:
                with _errors():
                    database.execute(f"PRAGMA application_id={APPLICATION_ID}")
                    database.execute(f"PRAGMA user_version={FORMAT}")
                    database.execute("BEGIN IMMEDIATE")
                    for sql in _TABLES.values():
                        database.execute(sql)
                    _write_header(database, header)
                    _write_root(database, root)
                    _write_pages(database, dict(enumerate(pages)))
                    _write_records(database, records.items())
                    database.execute("COMMIT")
            finally:
                database.close()
            with store_errors():
                os.rename(fresh, path)
        finally:
            with store_errors():
                fresh.unlink(missing_ok=True)
                sync_folder(path.parent)

    def close(self) -> None:
        self._database.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[None]:
        """One unchanging view of the file."""
        with self._transaction("BEGIN"):
            yield

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """All that is written within is stored when this returns, or nothing is."""
        with self._transaction("BEGIN IMMEDIATE"):
            yield

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[None]:
        with _errors():
            self._database.execute(begin)
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")
                raise

    def changed_elsewhere(self) -> int:
        """A number that changes when another connection has written to the file."""
        with _errors():
            (number,) = self._database.execute("PRAGMA data_version").fetchone()
        return int(number)

    def header(self) -> Header:
        """Raises Damaged (M5, M6)."""
        with _errors():
            rows = self._database.execute(_READ_HEADER).fetchall()
        if [tuple(map(type, row)) for row in rows] != [_HEADER_TYPES]:
            raise Damaged(why="header")
        vault_id, generation, salt, memory_kib, iterations, lanes, *rest = rows[0]
        header = Header(vault_id, generation, salt, KdfParams(memory_kib, iterations, lanes), *rest)
        header.check()
        return header

    def root(self) -> bytes:
        with _errors():
            rows = self._database.execute("SELECT sealed FROM root").fetchall()
        if len(rows) != 1:
            raise Damaged(why="root")
        return _blob(rows[0][0], "root")

    def pages(self) -> list[bytes]:
        """All sealed pages, in order. Raises Damaged (M11)."""
        with _errors():
            rows = self._database.execute("SELECT number, sealed FROM pages ORDER BY number").fetchall()
        if [number for number, _ in rows] != list(range(PAGE_COUNT)):
            raise Damaged(why="page")
        return [_blob(sealed, "page") for _, sealed in rows]

    def page(self, number: int) -> bytes:
        return self._one("SELECT sealed FROM pages WHERE number = ?", number, "page")

    def record(self, record_id: bytes) -> bytes:
        return self._one("SELECT sealed FROM records WHERE id = ?", record_id, "record")

    def record_ids(self) -> set[bytes]:
        """Raises Damaged when the table holds other rows than its index, which alone is read otherwise (M13)."""
        with _errors():
            ids = set(chain.from_iterable(self._database.execute("SELECT id FROM records")))
            (rows,) = self._database.execute("SELECT count(*) FROM records NOT INDEXED").fetchone()
        if rows != len(ids):
            raise Damaged(why="records")
        return ids

    def _one(self, query: str, key: int | bytes, why: str) -> bytes:
        with _errors():
            row = self._database.execute(query, (key,)).fetchone()
        if row is None:
            raise Damaged(why=why)
        return _blob(row[0], why)

    def write_header(self, header: Header) -> None:
        _write_header(self._database, header)

    def write_root(self, sealed: bytes) -> None:
        _write_root(self._database, sealed)

    def write_pages(self, pages: dict[int, bytes]) -> None:
        _write_pages(self._database, pages)

    def write_records(self, records: Iterable[tuple[bytes, bytes]]) -> None:
        _write_records(self._database, records)

    def delete_record(self, record_id: bytes) -> None:
        self._database.execute("DELETE FROM records WHERE id = ?", (record_id,))


def _blob(value: object, why: str) -> bytes:
    """STRICT tables are checked when written, not when read. Raises Damaged."""
    if not isinstance(value, bytes):
        raise Damaged(why=why)
    return value


def check_front(path: Path) -> None:
    """Looks at a file before SQLite may touch it (M2, M3). Raises NotFound, NotAVault, NewerFormat, Damaged."""
    try:
        with store_errors():
            if path.is_fifo():  # it would keep the host waiting
                raise NotAVault
            with open(path, "rb") as file:
                front = file.read(_FRONT_BYTES)
    except StoreFailed as error:
        if error.data["why"] == "missing":
            raise NotFound(what="file") from None
        raise
    application_id, version = front[68:72], int.from_bytes(front[60:64], "big")
    if (
        len(front) < _FRONT_BYTES
        or not front.startswith(_MAGIC)
        or front[18:20] != _ROLLBACK_JOURNAL
        or application_id != APPLICATION_ID.to_bytes(4, "big")
        or version == 0
    ):
        raise NotAVault
    if version > FORMAT:
        raise NewerFormat(format=version)
    if path.with_name(f"{path.name}-wal").exists():  # SQLite would copy it into the file, whatever the first bytes say
        raise Damaged(why="write_ahead_log")


def read_header(path: Path) -> Header:
    """The clear, not yet authenticated header of a vault file."""
    store = Store(path)
    try:
        return store.header()
    finally:
        store.close()


def _connect(path: Path) -> sqlite3.Connection:
    with _errors():
        database = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
        )
        for pragma in _PRAGMAS:
            database.execute(f"PRAGMA {pragma}")
    return database


@contextlib.contextmanager
def _errors() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", None)
        if name is None:
            raise Damaged(why="database") from None
        raise StoreFailed(why=next((why for start, why in _WHY.items() if name.startswith(start)), "io")) from None
    except (sqlite3.Error, UnicodeDecodeError):  # SQLite's words may repeat what is no text in the file
        raise Damaged(why="database") from None


def _write_header(database: sqlite3.Connection, header: Header) -> None:
    values = (
        header.vault_id,
        header.generation,
        header.salt,
        header.kdf.memory_kib,
        header.kdf.iterations,
        header.kdf.lanes,
        header.email_hash,
        header.device_label,
        header.slots,
        header.second_factor,
    )
    database.execute(_WRITE_HEADER, values)


def _write_root(database: sqlite3.Connection, sealed: bytes) -> None:
    database.execute("INSERT OR REPLACE INTO root (id, sealed) VALUES (0, ?)", (sealed,))


def _write_pages(database: sqlite3.Connection, pages: dict[int, bytes]) -> None:
    database.executemany("INSERT OR REPLACE INTO pages (number, sealed) VALUES (?, ?)", pages.items())


def _write_records(database: sqlite3.Connection, records: Iterable[tuple[bytes, bytes]]) -> None:
    database.executemany(
        "INSERT INTO records (id, sealed) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
        records,
    )
