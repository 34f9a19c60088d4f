"""Passphrases are words of the EFF's list, as many as asked for, and as hard to guess as is said."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinlatch.crypto import sha256
from twinlatch.generator.passphrase import _words, generate

EFF_SHA256 = "6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522"
"""Of the words of eff_large_wordlist.txt alone, sorted, each with a line feed."""


def test_the_list_is_the_efs_own_and_no_word_begins_another() -> None:
    """So no two rows of words look alike, whatever stands between them: entropy is that of the words."""
    words = _words()
    assert sha256("".join(f"{word}\n" for word in words).encode()).hex() == EFF_SHA256
    assert len(set(words)) == 7776
    assert not [pair for pair in pairwise(sorted(words)) if pair[1].startswith(pair[0])]


@given(st.integers(3, 20), st.sampled_from([" ", ".", "_", "::"]), st.booleans(), st.booleans())
def test_a_passphrase_is_made_of_words_as_asked_for(words: int, separator: str, capitalise: bool, number: bool) -> None:
    password, bits = generate(words, separator=separator, capitalise=capitalise, number=number)
    parts = password.split(separator)
    assert len(parts) == words
    assert all(part[0].isupper() == capitalise for part in parts)
    assert {part.rstrip("0123456789").lower() for part in parts} <= set(_words())
    assert sum(character.isdigit() for character in password) == number
    assert bits == pytest.approx(words * math.log2(7776) + (math.log2(10 * words) if number else 0))


def test_every_word_can_come_and_the_digit_can_be_anywhere() -> None:
    """20,000 words leave out about one in thirteen of the list; a source that never gives some would leave out more."""
    drawn = [generate(20, separator=" ", capitalise=False, number=True).password.split() for _ in range(1000)]
    assert len({word.rstrip("0123456789") for row in drawn for word in row}) > 0.9 * 7776
    assert {place for row in drawn for place, word in enumerate(row) if word[-1].isdigit()} == set(range(20))
    assert {word[-1] for row in drawn for word in row if word[-1].isdigit()} == set("0123456789")
