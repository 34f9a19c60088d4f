"""An open vault: saving, several hosts at one file, new generations, and files that somebody worked on."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.host.computers import unchanged
from tests.host.vaults import ACCOUNT, a_header, added, content, login, make, query, tamper
from twinlatch.crypto import hkdf_expand, random_bytes
from twinlatch.errors import Conflict, Damaged, LoggedOut, NotFound, StoreFailed, TwinlatchError
from twinlatch.vault.format import Header, b64, enc
from twinlatch.vault.records import Keys, Row
from twinlatch.vault.store import Store
from twinlatch.vault.vault import Change, Vault

KEY = random_bytes(32)
ACCOUNT_TEXT = "A" * 22
EVENT = {"at": 1.0, "what": "login"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.twinlatch"


def ids(vault: Vault) -> list[str]:
    return [record_id for record_id, _ in vault]


def proves_nothing(header: Header) -> None:
    """For generations whose slots nobody opens."""


def rekey(vault: Vault, key: bytes, prove: Callable[[Header], None] = proves_nothing) -> None:
    header = a_header(vault.header.vault_id, vault.header.generation + 1)
    vault.rekey(header, key, {"account": lambda account: account | {"created_at": 2.0}}, prove)


# --- saving


def test_what_is_saved_is_there_again(path: Path) -> None:
    with_entries = make(path, KEY, entries=20)
    saved = content(with_entries)
    with_entries.close()
    again = Vault.open(path, KEY)
    assert content(again) == saved
    assert len(saved) == 20
    assert again.account() == ACCOUNT
    again.close()


def test_another_key_opens_nothing(path: Path) -> None:
    make(path, KEY).close()
    with unchanged(path), pytest.raises(Damaged):
        Vault.open(path, random_bytes(32))


def test_changes_need_the_version_they_started_from(path: Path) -> None:
    """A lost update is impossible: another version is a conflict that names the stored one, and nothing is stored."""
    vault = make(path, KEY, entries=1)
    (record_id,) = ids(vault)
    vault.save([Change(record_id, 1, "login", login("new"), ["new"])])
    for fields in (login("old"), None):
        with pytest.raises(Conflict) as refused:
            vault.save([added(), Change(record_id, 1, "login", fields)])
        assert refused.value.data["version"] == 2
    with pytest.raises(Conflict):
        vault.save([Change(record_id, 0, "login", {})])
    assert content(vault) == {record_id: login("new")}
    vault.close()


def test_deleting(path: Path) -> None:
    """A deleted record is gone from index and file; deleting it again says so, whatever the version."""
    vault = make(path, KEY, entries=2)
    record_id, other = ids(vault)
    vault.save([Change(record_id, 1, "login", None)])
    assert ids(vault) == [other]
    for version in (0, 1, 2):
        with pytest.raises(NotFound):
            vault.save([Change(record_id, version, "login", None)])
    assert query(path, "SELECT count(*) FROM records") == [(2,)]
    vault.close()


@pytest.mark.parametrize("record_id", ["", "AAAA", "B" * 21, "B" * 23, "B" * 21 + "=", "é" * 22, "B" * 22])
def test_ids_that_name_nothing(path: Path, record_id: str) -> None:
    vault = make(path, KEY)
    with pytest.raises(NotFound):
        vault.get(record_id)
    vault.close()


def test_the_account_is_no_item(path: Path) -> None:
    """Its record is not listed, read or reached as an item: deleting it would end the vault."""
    vault = make(path, KEY)
    assert ids(vault) == []
    with pytest.raises(NotFound):
        vault.get(ACCOUNT_TEXT)
    with pytest.raises(NotFound):
        vault.row(ACCOUNT_TEXT)
    vault.close()


def test_a_save_writes_a_record_a_page_and_the_root(path: Path) -> None:
    """However many records there are: one of each is written, nothing is read but header and root."""
    vault = make(path, KEY, entries=300)
    statements: list[str] = []
    vault._store._database.set_trace_callback(statements.append)
    vault.save([added()])
    verbs = sorted(" ".join(statement.split()[:4]) for statement in statements)
    assert verbs == [
        "BEGIN IMMEDIATE",
        "COMMIT",
        "INSERT INTO records (id,",
        "INSERT OR REPLACE INTO",
        "INSERT OR REPLACE INTO",
        "SELECT sealed FROM root",
    ]
    vault.close()


def test_opening_decrypts_no_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening reads pages; a record is read when it is asked for."""
    make(path, KEY, entries=50).close()
    read: list[bytes] = []
    original = Store.record

    def counted(store: Store, record_id: bytes) -> bytes:
        read.append(record_id)
        return original(store, record_id)

    monkeypatch.setattr(Store, "record", counted)
    vault = Vault.open(path, KEY)
    assert len(ids(vault)) == 50
    assert read == []
    vault.get(ids(vault)[0])
    assert len(read) == 1
    vault.close()


def test_closing_wipes_the_keys(path: Path) -> None:
    vault = make(path, KEY, entries=1)
    keys = vault._keys._record_key, vault._keys._index_key
    vault.close()
    assert keys == (bytearray(32), bytearray(32))
    assert ids(vault) == []


# --- several hosts at one file


def test_what_one_host_saves_the_other_sees(path: Path) -> None:
    """Added, changed and deleted records are named once by `refresh`, and read as they are now."""
    one = make(path, KEY, entries=3)
    other = Vault.open(path, KEY)
    changed, deleted, kept = ids(one)
    fresh = added(9)
    one.save([Change(changed, 1, "login", login("new"), ["new"]), Change(deleted, 1, "login", None), fresh])
    assert other.refresh() == {changed, deleted, fresh.id}
    assert other.refresh() == set()
    assert content(other) == content(one)
    assert set(ids(other)) == {changed, kept, fresh.id}
    one.close()
    other.close()


def test_reading_takes_the_newest(path: Path) -> None:
    """Even without `refresh` nobody reads a record that was replaced; its change is still named later."""
    one = make(path, KEY, entries=1)
    other = Vault.open(path, KEY)
    (record_id,) = ids(one)
    one.save([Change(record_id, 1, "login", login("new"), ["new"])])
    assert other.get(record_id) == login("new")
    assert other.refresh() == {record_id}
    one.close()
    other.close()


def test_two_hosts_lose_nothing(path: Path) -> None:
    """Each saves upon what the other saved; the same record only one of them changes."""
    one = make(path, KEY, entries=1)
    other = Vault.open(path, KEY)
    (record_id,) = ids(one)
    for number in range(10):
        one.save([added(2 * number)])
        other.save([added(2 * number + 1)])
    one.save([Change(record_id, 1, "login", login("one"), ["one"])])
    with pytest.raises(Conflict):
        other.save([Change(record_id, 1, "login", login("other"), ["other"])])
    assert len(content(one)) == len(content(other)) == 21
    assert other.sequence == one.sequence == 23
    one.close()
    other.close()


def test_a_new_generation_ends_the_others(path: Path) -> None:
    """M17: whoever holds the earlier key can neither read, save, refresh nor begin a generation of their own."""
    one = make(path, KEY, entries=1)
    other = Vault.open(path, KEY)
    (record_id,) = ids(one)
    rekey(one, random_bytes(32))
    attempts: list[Callable[[], Any]] = [
        lambda: other.get(record_id),
        other.refresh,
        other.catch_up,
        lambda: other.save([added()]),
        lambda: rekey(other, random_bytes(32)),
    ]
    with unchanged(path):
        for attempt in attempts:
            with pytest.raises(LoggedOut):
                attempt()
    one.save([added()])
    assert len(content(one)) == 2
    one.close()
    other.close()


def test_an_older_file_under_an_open_vault(path: Path, tmp_path: Path) -> None:
    """A file that is put back in place while a host has it open is noticed: nothing is read from it."""
    vault = make(path, KEY, entries=1)
    earlier = path.read_bytes()
    vault.save([added()])
    with open(path, "r+b") as file:
        file.write(earlier)
        file.truncate()
    with pytest.raises(TwinlatchError):
        vault.save([added()])
    with pytest.raises(TwinlatchError):
        vault.get(ids(vault)[0])
    vault.close()


# --- new generations


def test_a_new_generation_keeps_every_record(path: Path) -> None:
    """All records are there under the new key, before and after opening again, and the old key opens nothing."""
    vault = make(path, KEY, entries=40)
    before, new_key = content(vault), random_bytes(32)
    rekey(vault, new_key)
    assert content(vault) == before
    vault.save([added()])
    vault.close()
    with pytest.raises(Damaged):
        Vault.open(path, KEY)
    again = Vault.open(path, new_key)
    assert {record_id: again.get(record_id) for record_id in before} == before
    assert again.account() == ACCOUNT | {"created_at": 2.0}
    assert again.sequence == 4
    again.close()


def test_nothing_of_an_earlier_generation_stays_in_the_file(path: Path) -> None:
    """No slot, commitment, page, root or record of before is found anywhere in the folder, free pages included."""
    vault = make(path, KEY, entries=60)
    vault.save([Change(record_id, 1, "login", None) for record_id in ids(vault)[:30]])
    header = vault.header
    earlier = [header.slots[at : at + 32] for at in range(0, 1984, 31)]
    earlier += [header.second_factor[at : at + 32] for at in range(0, 580, 32)]
    earlier += [sealed[:28] for (sealed,) in query(path, "SELECT sealed FROM pages UNION SELECT sealed FROM records")]
    earlier += [sealed[at : at + 32] for (sealed,) in query(path, "SELECT sealed FROM root") for at in (0, 1000, 8000)]
    earlier.append(bytes(hkdf_expand(KEY, enc("twinlatch/key/1", "record", header.vault_id, 1))))
    found = path.read_bytes()
    assert sum(part in found for part in earlier) == len(earlier) - 1
    rekey(vault, random_bytes(32))
    found = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert [part for part in earlier if part in found] == []
    vault.close()


def test_deleted_and_replaced_records_are_overwritten(path: Path) -> None:
    """Neither a deleted record nor an earlier version of one is left in the file."""
    vault = make(path, KEY, entries=2)
    earlier = [sealed for (sealed,) in query(path, "SELECT sealed FROM records WHERE id != ?", bytes(16))]
    deleted, changed = ids(vault)
    vault.save([Change(deleted, 1, "login", None), Change(changed, 1, "login", login("new"), ["new"])])
    found = path.read_bytes()
    assert [part for part in earlier if part[:28] in found or part[-28:] in found] == []
    vault.close()


def test_generations_only_grow(path: Path) -> None:
    vault = make(path, KEY)
    with pytest.raises(LoggedOut):
        vault.rekey(a_header(vault.header.vault_id, 1), random_bytes(32), {}, proves_nothing)
    vault.close()


@pytest.mark.parametrize("writing", ["write_records", "write_header", "write_pages", "write_root", "header"])
def test_a_generation_that_fails_on_its_way(path: Path, writing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever step fails, the file is the old one byte for byte, and the vault goes on with the old key."""
    vault = make(path, KEY, entries=10)
    before = content(vault)

    def fail(*_: object) -> None:
        raise StoreFailed(why="disk_full")

    with monkeypatch.context() as broken, unchanged(path):
        broken.setattr(Store, writing, fail)
        with pytest.raises(StoreFailed):
            rekey(vault, random_bytes(32))
    assert content(vault) == before
    vault.save([added()])
    vault.close()
    again = Vault.open(path, KEY)
    assert len(content(again)) == 11
    again.close()


def test_a_generation_whose_slots_do_not_open(path: Path) -> None:
    """The header is read back and proved before COMMIT; a slot that does not open leaves the old generation."""
    vault = make(path, KEY, entries=1)
    seen: list[Header] = []

    def refuse(stored: Header) -> None:
        seen.append(stored)
        raise StoreFailed(why="io")

    with unchanged(path), pytest.raises(StoreFailed):
        rekey(vault, random_bytes(32), refuse)
    assert seen[0].generation == 2
    assert vault.header.generation == 1
    assert len(content(vault)) == 1
    vault.close()


# --- files that somebody worked on


def test_nothing_is_in_clear(path: Path) -> None:
    """No title, password, setting or address of any record stands in the file."""
    vault = make(path, KEY, entries=5)
    vault.change_own("account", lambda account: account | {"settings": {"language": "fr", "theme": "midnight"}})
    vault.close()
    found = path.read_bytes()
    for text in (b"Title", b"Password", b"ada@", b"midnight", b"login", b"account", KEY):
        assert text not in found


def test_vaults_that_differ_in_short_strings_have_equal_sizes(tmp_path: Path) -> None:
    sizes = set()
    for text in ("", "x", "a somewhat longer string, still short" * 3):
        path = tmp_path / f"{len(text)}.twinlatch"
        vault = make(path, KEY)
        vault.save([Change(f"{number:A>22}"[::-1], 0, "login", {"title": text}, [text]) for number in range(4, 9)])
        vault.close()
        sizes.add(path.stat().st_size)
    assert len(sizes) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET sealed = (SELECT sealed FROM records LIMIT 1 OFFSET 2) WHERE id != zeroblob(16)",
        "UPDATE records SET sealed = zeroblob(284) WHERE id != zeroblob(16)",
    ],
)
def test_records_that_were_exchanged(path: Path, statement: str) -> None:
    """M15: a record that is not the one its row names is damaged when it is read."""
    make(path, KEY, entries=3).close()
    tamper(path, statement)
    vault = Vault.open(path, KEY)
    damaged = 0
    for record_id in ids(vault):
        try:
            vault.get(record_id)
        except Damaged:
            damaged += 1
    assert damaged >= 2
    vault.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM records WHERE rowid = 2",
        "INSERT INTO records SELECT randomblob(16), sealed FROM records LIMIT 1",
        "UPDATE records SET id = randomblob(16) WHERE rowid = 2",
        "DELETE FROM records WHERE id = zeroblob(16)",
        "DELETE FROM pages WHERE number = 7",
        "DELETE FROM pages",
        "INSERT INTO pages SELECT 256, sealed FROM pages WHERE number = 0",
        "UPDATE pages SET number = 300 WHERE number = 255",
        "UPDATE pages SET sealed = (SELECT sealed FROM pages WHERE number = 8) WHERE number = 7",
        "UPDATE pages SET sealed = x''",
        "UPDATE root SET sealed = x''",
        "UPDATE root SET sealed = zeroblob(8228)",
        "DELETE FROM root",
        "INSERT INTO root SELECT 1, sealed FROM root",
        "UPDATE header SET slots = randomblob(1984)",
        "UPDATE header SET second_factor = randomblob(612)",
        "UPDATE header SET device_label = 'Linux 2026-11'",
        "UPDATE header SET generation = generation + 1",
        "UPDATE header SET vault_id = randomblob(16)",
        "UPDATE header SET email_hash = randomblob(32)",
        "UPDATE header SET iterations = 4",
        "UPDATE header SET salt = randomblob(16)",
    ],
)
def test_rows_that_were_changed_by_hand(path: Path, statement: str) -> None:
    """M10, M11, M13: whatever is deleted, added, exchanged or altered, the vault does not open and is left as it is."""
    make(path, KEY, entries=3).close()
    tamper(path, "PRAGMA ignore_check_constraints = ON", statement)
    with unchanged(path), pytest.raises(Damaged):
        Vault.open(path, KEY)


@pytest.mark.parametrize("table", ["header", "root", "pages", "records"])
def test_parts_of_an_earlier_state(path: Path, tmp_path: Path, table: str) -> None:
    """A table put back from an earlier state of the same generation does not fit the others."""
    vault = make(path, KEY, entries=3)
    earlier = tmp_path / "earlier"
    shutil.copy(path, earlier)
    replacement = Change(ids(vault)[0], 1, "login", login("new"), ["new"])
    vault.save([replacement])
    vault.close()
    if table == "header":
        tamper(earlier, "UPDATE header SET slots = randomblob(1984)")
    _copy_table(earlier, path, table)
    with pytest.raises(Damaged):
        opened = Vault.open(path, KEY)
        try:
            opened.get(replacement.id)
        finally:
            opened.close()


@pytest.mark.parametrize("table", ["header", "root", "pages", "records"])
def test_parts_of_another_vault(path: Path, tmp_path: Path, table: str) -> None:
    """Parts moved between two vaults do not fit, even where both have the same key."""
    make(path, KEY, entries=3).close()
    make(tmp_path / "other", KEY, entries=3).close()
    _copy_table(tmp_path / "other", path, table)
    with unchanged(path), pytest.raises(Damaged):
        Vault.open(path, KEY)


def _copy_table(source: Path, target: Path, table: str) -> None:
    database = sqlite3.connect(target, isolation_level=None)
    database.execute("ATTACH ? AS source", (str(source),))
    database.execute(f"DELETE FROM {table}")
    database.execute(f"INSERT INTO {table} SELECT * FROM source.{table}")
    database.close()


def test_flipped_bits(path: Path) -> None:
    """A bit flipped anywhere in the file: refused, or everything is intact; never something else."""
    vault = make(path, KEY, entries=4)
    expected = content(vault)
    vault.close()
    original = path.read_bytes()
    outcomes = {"refused": 0, "intact": 0}
    for at in [*range(0, 100, 3), *range(100, len(original), len(original) // 350)]:
        changed = bytearray(original)
        changed[at] ^= 1 << at % 8
        path.write_bytes(changed)
        try:
            opened = Vault.open(path, KEY)
        except TwinlatchError:
            outcomes["refused"] += 1
            continue
        finally:
            assert path.read_bytes() == changed, at
        try:
            assert content(opened) == expected, at
            outcomes["intact"] += 1
        except Damaged:
            outcomes["refused"] += 1
        finally:
            opened.close()
    assert outcomes["refused"] > outcomes["intact"] > 0


def test_every_named_part_counts(path: Path) -> None:
    """A bit of salt, slots, second-factor record, root or a page, sampled: the vault does not open."""
    make(path, KEY, entries=4).close()
    columns = [("header", "salt", 16), ("header", "slots", 1984), ("header", "second_factor", 612)]
    for table, column, length in [*columns, ("root", "sealed", 8228), ("pages", "sealed", 540)]:
        for at in range(0, length, max(1, length // 40)):
            kept = query(path, f"SELECT rowid, {column} FROM {table} LIMIT 1")[0]
            changed = bytearray(kept[1])
            changed[at] ^= 1 << at % 8
            write = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"
            tamper(path, write, parameters=(bytes(changed), kept[0]))
            with pytest.raises(Damaged):
                Vault.open(path, KEY)
            tamper(path, write, parameters=(kept[1], kept[0]))
    Vault.open(path, KEY).close()


def test_an_account_must_be_there(path: Path) -> None:
    """M14: a vault whose index names no account, or another record as one, is damaged even under the right key."""
    vault = make(path, KEY, entries=1)
    (record_id,) = ids(vault)
    vault.save([Change(record_id, 1, "account", {})])
    vault.close()
    with pytest.raises(Damaged):
        Vault.open(path, KEY)


def test_only_the_vault_stays_in_the_folder(path: Path) -> None:
    """No journal is left behind by saving or by a new generation."""
    vault = make(path, KEY, entries=3)
    rekey(vault, random_bytes(32))
    assert os.listdir(path.parent) == [path.name]
    vault.close()


# --- the vault's own records


def test_an_own_record_is_made_and_changed(path: Path) -> None:
    """Empty before there is one, then what it was changed to; it is no item."""
    vault = make(path, KEY, entries=1)
    assert vault.own("log") == {}
    vault.change_own("log", lambda log: {"events": [EVENT]} if log == {} else {})
    vault.change_own("log", lambda log: {"events": [*log["events"], EVENT | {"at": 2.0}]})
    vault.close()
    opened = Vault.open(path, KEY)
    assert opened.own("log") == {"events": [EVENT, EVENT | {"at": 2.0}]}
    assert len(ids(opened)) == 1
    with pytest.raises(NotFound):
        opened.get("AAAAAAAAAAAAAAAAAAAAAQ")
    opened.close()


def one_more(log: dict[str, Any]) -> dict[str, Any]:
    return {"events": [*log.get("events", []), EVENT]}


def test_two_hosts_change_an_own_record(path: Path) -> None:
    """Whoever comes second changes what the first has made, also of nothing."""
    vault = make(path, KEY)
    other = Vault.open(path, KEY)
    for total in (2, 4):
        overtaken = iter([lambda: other.change_own("log", one_more)])

        def slowly(log: dict[str, Any], overtaken: Iterator[Callable[[], object]] = overtaken) -> dict[str, Any]:
            for act in overtaken:
                act()
            return one_more(log)

        vault.change_own("log", slowly)
        assert vault.own("log") == other.own("log") == {"events": [EVENT] * total}
    vault.close()
    other.close()


def test_a_new_generation_takes_the_own_records_along(path: Path) -> None:
    """Those that it does not change stay; those that it names are changed or made with it."""
    vault = make(path, KEY)
    vault.change_own("log", lambda _: {"events": [EVENT]})
    new_key = random_bytes(32)
    vault.rekey(a_header(vault.header.vault_id, 2), new_key, {"generated": lambda _: {"passwords": []}}, proves_nothing)
    vault.close()
    opened = Vault.open(path, new_key)
    assert (opened.own("log"), opened.own("generated")) == ({"events": [EVENT]}, {"passwords": []})
    assert opened.account()["email"]
    opened.close()


def test_own_records_stand_under_their_own_ids(path: Path) -> None:
    """M14: another id for a type of the vault's own, or another type under such an id, is refused."""
    vault = make(path, KEY, entries=1)
    keys = Keys(vault.header, KEY)
    row = Row(1, b64(bytes(16)), "log", None)
    row_of_login = row._replace(type="login", summary=[])
    for record_id, wrong in ((bytes(15) + b"\2", row), (bytes(15) + b"\1", row_of_login), (b"\7" * 16, row)):
        with pytest.raises(Damaged) as refusal:
            keys.open_page(record_id[0], keys.seal_page(record_id[0], {record_id: wrong}))
        assert refusal.value.data["why"] == "own"
    vault.close()
