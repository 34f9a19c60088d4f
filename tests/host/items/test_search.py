"""Lists are sorted and paged without gaps; search finds every word, titles that begin with it first."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinlatch.errors import InvalidParams
from twinlatch.items.entry import Entry
from twinlatch.items.search import in_order, page, search

_ids = itertools.count()


def entry(
    title: str, username: str = "", url: str = "", tags: tuple[str, ...] = (), version: int = 1, item_id: str = ""
) -> Entry:
    urls = [[url, "domain", ""]] if url else []
    summary = [title, username, urls, tags, False, False, 0.0, 0.0]
    return Entry.of(item_id or f"{next(_ids):022}", version, "login", summary)


def titles(entries: Sequence[Entry]) -> list[str]:
    return [each.title for each in entries]


LIBRARY = [
    entry("Online bank", "ana", "https://bank.example/login"),
    entry("Bank", "ben", "https://www.bank.example"),
    entry("bank", "ana", "https://www.bank.example"),
    entry("Mail", "ana@example.com", "mail.example", ("work", "Banking")),
    entry("ÉCOLE", "zoé", "https://user@école.example:8443/bank"),
    entry("Zoo"),
    entry("A mailbox"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("bank", ["bank", "Bank", "Mail", "Online bank"]),
        ("BANK", ["bank", "Bank", "Mail", "Online bank"]),
        ("ban", ["bank", "Bank", "Mail", "Online bank"]),
        ("ana", ["bank", "Mail", "Online bank"]),
        ("ana bank", ["bank", "Mail", "Online bank"]),
        ("  bank   ana ", ["bank", "Mail", "Online bank"]),
        ("online b", ["Online bank"]),
        ("www.bank.example", ["bank", "Bank"]),
        ("work", ["Mail"]),
        ("mail", ["Mail", "A mailbox"]),
        ("école", ["ÉCOLE"]),
        ("e\u0301cole", ["ÉCOLE"]),
        ("ZOÉ", ["ÉCOLE"]),
        ("zo", ["Zoo", "ÉCOLE"]),
        ("https", []),
        ("login", []),
        ("bank cow", []),
        ("*", []),
        ("", ["A mailbox", "bank", "Bank", "Mail", "Online bank", "Zoo", "ÉCOLE"]),
    ],
)
def test_search_finds_entries_with_every_word_titles_that_begin_with_it_first(query: str, found: list[str]) -> None:
    result = search(LIBRARY, query, 100)
    assert titles(result.entries) == found
    assert result.total == len(found)


def test_search_gives_the_first_ones_and_counts_all() -> None:
    result = search(LIBRARY, "bank", 2)
    assert titles(result.entries) == ["bank", "Bank"]
    assert (result.total, result.next_cursor) == (4, None)


def test_a_list_is_sorted_by_title_then_user_name_whatever_their_case() -> None:
    result = page(in_order(LIBRARY), None, 100)
    assert [(each.title, each.username) for each in result.entries[1:3]] == [("bank", "ana"), ("Bank", "ben")]
    assert titles(result.entries) == ["A mailbox", "bank", "Bank", "Mail", "Online bank", "Zoo", "ÉCOLE"]
    assert (result.next_cursor, result.total) == (None, 7)


def read_all(entries: list[Entry], limit: int) -> list[str]:
    seen: list[str] = []
    cursor = None
    while True:
        result = page(entries, cursor, limit)
        seen += [each.id for each in result.entries]
        cursor = result.next_cursor
        if cursor is None:
            return seen


@given(st.lists(st.text(max_size=3), max_size=30), st.integers(1, 10))
def test_pages_of_any_size_hold_every_entry_once_in_order(names: list[str], limit: int) -> None:
    entries = in_order(entry(name) for name in names)
    assert read_all(entries, limit) == [each.id for each in page(entries, None, 500).entries]
    assert len(set(read_all(entries, limit))) == len(names)


def test_entries_added_or_deleted_between_pages_shift_nothing() -> None:
    entries = [entry(name) for name in "bdfh"]
    cursor = page(entries, None, 2).next_cursor
    assert titles(page([entry("a"), *entries], cursor, 2).entries) == ["f", "h"]
    assert titles(page(entries[1:], cursor, 2).entries) == ["f", "h"]


def test_when_the_last_entry_given_is_gone_or_changed_the_next_page_goes_on_at_its_number() -> None:
    entries = [entry(name) for name in "bdfh"]
    cursor = page(entries, None, 2).next_cursor
    renamed = entry("z", version=2, item_id=entries[1].id)
    assert titles(page([entries[0], entries[2], entries[3], renamed], cursor, 2).entries) == ["h", "z"]
    assert titles(page([entries[0], entry("c"), entries[2], entries[3]], cursor, 2).entries) == ["f", "h"]


@pytest.mark.parametrize("cursor", ["x", "1", "1.2", "a.1.b", "1.a.b", "1.1.1.1", "-", "é.1.x"])
def test_a_cursor_that_was_never_given_is_refused(cursor: str) -> None:
    with pytest.raises(InvalidParams) as refusal:
        page(in_order(LIBRARY), cursor, 2)
    assert refusal.value.data["field"] == "cursor"


def test_cursors_fit_the_contract() -> None:
    entries = [entry("a", version=10**9), entry("b")]
    cursor = page(entries, None, 1).next_cursor
    assert cursor is not None
    assert len(cursor) <= 64
