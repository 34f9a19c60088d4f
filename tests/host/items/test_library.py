"""The index in memory follows the file, whoever wrote to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.host import vaults
from twinlatch.errors import Conflict, Damaged, NotFound
from twinlatch.items.entry import summary_of
from twinlatch.items.library import Library
from twinlatch.items.search import in_order
from twinlatch.vault.vault import Change, Vault, new_id

KEY = bytes(range(32))
LOGIN: dict[str, Any] = {
    "title": "Library",
    "urls": [{"url": "https://one.example", "match": "domain"}],
    "username": "ana",
    "password": "secret",
    "totp": "",
    "notes": "",
    "custom_fields": [],
    "tags": [],
    "favorite": False,
}


class Host:
    """One of two processes that have the same vault open."""

    def __init__(self, vault: Vault) -> None:
        self.vault = vault
        self.library = Library(vault)

    def seen(self) -> dict[str, str]:
        """Titles by id, in the index and in its buckets alike."""
        self.library.refresh()
        filed = {item_id for ids in self.library.by_bucket.values() for item_id in ids}
        assert filed == set(self.library.entries)
        assert list(self.library.in_order) == in_order(self.library.entries.values())
        return {item_id: entry.title for item_id, entry in self.library.entries.items()}


@pytest.fixture
def hosts(tmp_path: Path) -> Iterator[tuple[Host, Host]]:
    path = tmp_path / "two.twinlatch"
    pair = Host(vaults.make(path, KEY)), Host(Vault.open(path, KEY))
    yield pair
    for host in pair:
        host.vault.close()


def test_one_host_sees_what_the_other_created_changed_and_deleted(hosts: tuple[Host, Host]) -> None:
    here, there = hosts
    item_id = there.library.create("login", LOGIN, 1.0)["id"]
    assert here.seen() == there.seen() == {item_id: "Library"}
    there.library.update(item_id, 1, {"title": "New", "urls": [{"url": "two.example", "match": "host"}]}, 2.0)
    assert here.seen() == {item_id: "New"}
    assert [key for key, ids in here.library.by_bucket.items() if ids] == ["two.example"]
    there.library.delete(item_id, 2)
    assert here.seen() == {}


def test_a_save_here_hides_nothing_that_was_saved_there_just_before(hosts: tuple[Host, Host]) -> None:
    here, there = hosts
    theirs = there.library.create("login", LOGIN | {"title": "Theirs"}, 1.0)["id"]
    ours = here.library.create("login", LOGIN | {"title": "Ours"}, 1.0)["id"]
    assert here.seen() == there.seen() == {theirs: "Theirs", ours: "Ours"}


def test_a_look_at_one_record_hides_nothing_else_that_changed(hosts: tuple[Host, Host]) -> None:
    here, there = hosts
    theirs = there.library.create("login", LOGIN, 1.0)["id"]
    here.vault.account()
    assert here.seen() == {theirs: "Library"}


def test_an_older_version_changes_nothing_even_when_the_newer_came_from_elsewhere(hosts: tuple[Host, Host]) -> None:
    here, there = hosts
    item_id = here.library.create("login", LOGIN, 1.0)["id"]
    there.library.refresh()
    there.library.update(item_id, 1, {"password": "theirs"}, 2.0)
    with pytest.raises(Conflict):
        here.library.update(item_id, 1, {"password": "ours"}, 3.0)
    assert here.library.get(item_id)["password"] == "theirs"


def test_what_was_deleted_elsewhere_is_not_found(hosts: tuple[Host, Host]) -> None:
    here, there = hosts
    item_id = here.library.create("login", LOGIN, 1.0)["id"]
    there.library.refresh()
    there.library.delete(item_id, 1)
    for attempt in (here.library.get, lambda each: here.library.update(each, 1, {"title": "x"}, 2.0)):
        with pytest.raises(NotFound):
            attempt(item_id)
    here.library.refresh()
    with pytest.raises(NotFound):
        here.library.entry(item_id)


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        (0, None),
        (1, 5),
        (2, "https://one.example"),
        (2, ["https://one.example"]),
        (2, [["https://one.example", "domain"]]),
        (2, [["https://one.example", "domain", None]]),
        (3, {}),
        (3, [5]),
        (4, 1),
        (5, "yes"),
        (6, True),
        (7, "1.0"),
    ],
)
def test_an_index_of_another_form_is_damaged_on_opening_and_when_it_comes_from_another_host(
    hosts: tuple[Host, Host], cell: int, wrong: object
) -> None:
    here, there = hosts
    fields = LOGIN | {"created_at": 1, "updated_at": 2.5}
    here.library.create("login", fields, 1.0)
    for summary in ([], summary_of(fields)[:-1], [*summary_of(fields), ""], replaced(summary_of(fields), cell, wrong)):
        item_id = new_id()
        there.vault.save([Change(item_id, 0, "login", fields, summary)])
        with pytest.raises(Damaged):
            here.library.refresh()
        with pytest.raises(Damaged):
            Library(there.vault)
        there.vault.save([Change(item_id, 1, "login", None)])
    there.vault.save([Change(new_id(), 0, "login", fields, summary_of(fields))])
    assert len(Library(there.vault).entries) == len(here.seen()) == 2


def replaced(summary: list[Any], cell: int, value: object) -> list[Any]:
    return [*summary[:cell], value, *summary[cell + 1 :]]
