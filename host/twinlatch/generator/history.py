"""The generated passwords that were used lately, so that none is lost between a website and its login."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

MOST = 50


class Entry(TypedDict):
    """`host`: of the website it was made for; "" where there was none. `created_at` in unix seconds."""

    password: str
    host: str
    created_at: float


def with_entry(entries: Sequence[Entry], entry: Entry) -> list[Entry]:
    """The entries with one more, newest first; the same password for the same host is kept once, the oldest go."""
    others = [other for other in entries if (other["password"], other["host"]) != (entry["password"], entry["host"])]
    return [entry, *others][:MOST]
