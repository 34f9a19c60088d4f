"""Lists of items: sorted by title, in pages, and narrowed by what a person types."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from twinlatch.errors import InvalidParams
from twinlatch.items.entry import Entry, fold

_by_title = attrgetter("search_text")


class Page(NamedTuple):
    """`next_cursor` is None on the last page; `total` counts the entries of all pages."""

    entries: Sequence[Entry]
    next_cursor: str | None
    total: int


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """By title, then user name."""
    return sorted(entries, key=_by_title)


def page(ordered: Sequence[Entry], cursor: str | None, limit: int) -> Page:
    """At most `limit` of the entries in order, from where the page with this `next_cursor` ended.

    Entries added or deleted between two pages shift nothing. Raises InvalidParams for a cursor that was never given.
    """
    start = _start(ordered, cursor) if cursor else 0
    end = start + limit
    next_cursor = _cursor(ordered, end) if end < len(ordered) else None
    return Page(ordered[start:end], next_cursor, len(ordered))


def search(entries: Collection[Entry], query: str, limit: int) -> Page:
    """The first `limit` entries that contain every word of `query`; those whose title begins with it come first."""
    words = fold(query).split()
    found = list(entries)
    for word in words:
        found = [entry for entry in found if word in entry.search_text]
    beginning = " ".join(words)
    best = heapq.nsmallest(limit, found, lambda entry: (not entry.search_text.startswith(beginning), entry.search_text))
    return Page(best, None, len(found))


def _cursor(ordered: Sequence[Entry], end: int) -> str:
    """How many entries were given, and the last of them as it was."""
    last = ordered[end - 1]
    return f"{end}.{last.version}.{last.id}"


def _start(ordered: Sequence[Entry], cursor: str) -> int:
    """Behind the last entry given; where that one was changed or deleted, as many entries down as were given."""
    try:
        end, version, last_id = cursor.split(".")
        last = (last_id, int(version))
        return next((i for i, entry in enumerate(ordered, 1) if (entry.id, entry.version) == last), int(end))
    except ValueError:
        raise InvalidParams(field="cursor", why="unknown") from None
