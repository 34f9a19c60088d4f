"""The history keeps the latest passwords, newest first, and each once."""

from __future__ import annotations

from twinlatch.generator.history import MOST, Entry, with_entry


def entry(password: str, host: str = "bank.test", created_at: float = 0.0) -> Entry:
    return Entry(password=password, host=host, created_at=created_at)


def test_the_newest_come_first_and_the_oldest_go() -> None:
    kept: list[Entry] = []
    for number in range(MOST + 5):
        kept = with_entry(kept, entry(f"p{number}"))
    assert [found["password"] for found in kept] == [f"p{number}" for number in range(MOST + 4, 4, -1)]


def test_a_password_that_is_copied_and_filled_is_kept_once() -> None:
    kept = with_entry([entry("b"), entry("a"), entry("a", host="")], entry("a", created_at=9.0))
    assert kept == [entry("a", created_at=9.0), entry("b"), entry("a", host="")]
