"""The vault file as a file: which ones are touched at all, and that the others keep every byte."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from tests.host.computers import unchanged
from tests.host.vaults import a_header, make, tamper
from twinlatch.crypto import random_bytes
from twinlatch.errors import Damaged, NewerFormat, NotAVault, NotFound, StoreFailed, TwinlatchError
from twinlatch.vault.store import Store, read_header

KEY = random_bytes(32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A vault with three records."""
    path = tmp_path / "vaults" / "a.twinlatch"
    make(path, KEY, entries=3).close()
    return path


def patch(path: Path, at: int, content: bytes) -> None:
    with open(path, "r+b") as file:
        file.seek(at)
        file.write(content)


def test_only_its_owner_may_read_it(path: Path, tmp_path: Path) -> None:
    """The file is 0600, its folder and the folders made for it 0700."""
    deep = tmp_path / "one" / "two" / "b.twinlatch"
    make(deep, KEY).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (deep.parent, deep.parent.parent)] == [0o700, 0o700]
    assert os.listdir(path.parent) == [path.name]


def test_the_front_of_the_file(path: Path) -> None:
    """Section 2: the SQLite magic, no write-ahead log, the format and the application id stand in the first bytes."""
    front = path.read_bytes()[:100]
    assert front.startswith(b"SQLite format 3\0")
    assert (front[18:20], front[60:64], front[68:72]) == (b"\1\1", b"\0\0\0\1", b"TWLA")


def test_how_the_file_is_opened(path: Path) -> None:
    """Deleted bytes are overwritten, the journal is deleted, and the schema is not trusted."""
    store = Store(path)
    expected = {"secure_delete": 1, "journal_mode": "delete", "synchronous": 3, "trusted_schema": 0, "temp_store": 2}
    assert {name: store._database.execute(f"PRAGMA {name}").fetchone()[0] for name in expected} == expected
    assert store._database.execute("PRAGMA cell_size_check").fetchone()[0] == 1
    store.close()


@pytest.mark.parametrize(
    ("at", "content", "refusal"),
    [
        (0, b"SQLite format 2\0", NotAVault),
        (18, b"\2\2", NotAVault),
        (18, b"\2\1", NotAVault),
        (19, b"\2", NotAVault),
        (60, b"\0\0\0\0", NotAVault),
        (68, b"\0\0\0\0", NotAVault),
        (60, b"\0\0\0\2", NewerFormat),
        (60, b"\xff\xff\xff\xff", NewerFormat),
    ],
)
def test_fronts_that_are_refused(path: Path, at: int, content: bytes, refusal: type[TwinlatchError]) -> None:
    """M2, M3: SQLite never sees a file with another front, so that not a byte of it changes."""
    patch(path, at, content)
    with unchanged(path), pytest.raises(refusal):
        read_header(path)
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("length", [0, 1, 99, 100, 512, 4096, 40_000])
def test_truncated_files(path: Path, length: int) -> None:
    """A file that ends early is refused with its reason and left as it is."""
    os.truncate(path, length)
    with unchanged(path), pytest.raises((NotAVault, Damaged)):
        Store(path).pages()


def test_foreign_files(tmp_path: Path) -> None:
    """Text, noise and other programs' databases are not vaults."""
    database = tmp_path / "other.db"
    tamper(database, "CREATE TABLE t (x)")
    (tmp_path / "text").write_text("a vault, surely" * 100)
    (tmp_path / "noise").write_bytes(random_bytes(5000))
    for path in (database, tmp_path / "text", tmp_path / "noise"):
        with unchanged(path), pytest.raises(NotAVault):
            read_header(path)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_header(tmp_path / "none.twinlatch")
    with pytest.raises(StoreFailed):
        read_header(tmp_path)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON records BEGIN DELETE FROM pages; END",
        "CREATE VIEW v AS SELECT * FROM records",
        "CREATE TABLE extra (x)",
        "CREATE INDEX i ON records (sealed)",
        "ALTER TABLE records ADD COLUMN extra BLOB",
        "DROP TABLE pages",
    ],
)
def test_a_planted_schema(path: Path, statement: str) -> None:
    """M4: one trigger, view, table, index or column more or less, and the vault is refused and left as it is."""
    tamper(path, statement)
    with unchanged(path), pytest.raises(Damaged):
        read_header(path)


def test_a_schema_that_only_looks_alike(path: Path) -> None:
    """M4: the statements are compared byte for byte; one without STRICT is another."""
    tamper(path, "ALTER TABLE root RENAME TO old", "CREATE TABLE root (id INTEGER PRIMARY KEY, sealed BLOB)")
    tamper(path, "INSERT INTO root SELECT * FROM old", "DROP TABLE old")
    with unchanged(path), pytest.raises(Damaged):
        read_header(path)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO header SELECT 1, vault_id, generation, salt, memory_kib, iterations, lanes, email_hash, "
        "device_label, slots, second_factor FROM header",
        "DELETE FROM header",
        "UPDATE header SET generation = 0",
        "UPDATE header SET memory_kib = 1024",
        "UPDATE header SET memory_kib = 1048577",
        "UPDATE header SET memory_kib = 9223372036854775807",
        "UPDATE header SET iterations = 1",
        "UPDATE header SET slots = zeroblob(1985)",
        "UPDATE header SET device_label = printf('%.65c', 'x')",
    ],
)
def test_a_planted_header(path: Path, statement: str) -> None:
    """M5, M6: a second row, none, wrong lengths and costs out of bounds are refused and left as they are."""
    tamper(path, "PRAGMA ignore_check_constraints = ON", statement)
    with unchanged(path), pytest.raises(Damaged):
        read_header(path)


def test_a_header_of_other_types(path: Path) -> None:
    """STRICT is checked when written only: a label that is a number, written by lax hands, is refused."""
    tamper(path, "PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET sql = replace(sql, ' STRICT', '')")
    tamper(path, "UPDATE header SET slots = CAST(slots AS TEXT), salt = 7")
    schema = "UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE type = 'table'"
    tamper(path, "PRAGMA writable_schema = ON", schema)
    with unchanged(path), pytest.raises(Damaged):
        read_header(path)


def test_a_write_ahead_log_beside_it(path: Path, tmp_path: Path) -> None:
    """A log left or planted beside the file would be copied into it by SQLite: it is refused, and nothing written."""
    other = tmp_path / "other.twinlatch"
    shutil.copy(path, other)
    writer = sqlite3.connect(other, isolation_level=None)
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("DELETE FROM records")
    shutil.copy(f"{other}-wal", f"{path}-wal")
    with unchanged(path), pytest.raises(Damaged):
        read_header(path)
    writer.close()


def test_a_failed_step_writes_nothing(path: Path) -> None:
    """What raises within a transaction undoes all of it."""
    store = Store(path)
    before = store.record_ids()
    with pytest.raises(ZeroDivisionError), store.writing():
        store.write_records([(bytes(16), b"x")])
        store.write_header(a_header())
        raise ZeroDivisionError
    assert store.record_ids() == before
    store.close()


def test_creating_leaves_nothing_half_done(tmp_path: Path) -> None:
    """A vault that cannot be written whole does not appear."""
    with pytest.raises(TwinlatchError):
        Store.create(tmp_path / "a.twinlatch", a_header(), b"", [None], {})  # type: ignore[list-item]
    assert os.listdir(tmp_path) == []


def test_a_file_that_vanishes(path: Path) -> None:
    """Writing to a vault whose file was moved away is refused, not done where nobody looks."""
    store = Store(path)
    path.rename(path.with_name("moved"))
    with pytest.raises(StoreFailed) as refused, store.writing():
        store.write_root(b"x")
    assert refused.value.data["why"] == "missing"
    store.close()


def test_errors_name_no_path(tmp_path: Path) -> None:
    """What is refused says why, never where: paths hold names."""
    with pytest.raises(TwinlatchError) as refused:
        read_header(tmp_path / "secret-name")
    assert "secret-name" not in f"{refused.value}{refused.value.data}"
