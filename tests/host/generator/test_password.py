"""Generated passwords hold every chosen class, nothing else, and are uniform among those."""

from __future__ import annotations

import itertools
import secrets
import string
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from twinlatch.errors import InvalidParams
from twinlatch.generator.password import generate

CLASSES = {
    "lower": set(string.ascii_lowercase),
    "upper": set(string.ascii_uppercase),
    "digits": set(string.digits),
    "symbols": set(string.punctuation),
}
ALL = dict.fromkeys(CLASSES, True)


@given(st.integers(4, 256), st.fixed_dictionaries({name: st.booleans() for name in CLASSES}), st.booleans())
def test_a_password_has_its_length_and_at_least_one_of_each_chosen_class_only(
    length: int, chosen: dict[str, bool], avoid_ambiguous: bool
) -> None:
    assume(any(chosen.values()))
    password = generate(length, **chosen, avoid_ambiguous=avoid_ambiguous)
    assert len(password) == length
    for name, characters in CLASSES.items():
        assert bool(characters & set(password)) == chosen[name]
    assert set(password) <= set().union(*(CLASSES[name] for name in CLASSES if chosen[name]))
    if avoid_ambiguous:
        assert not set(password) & set("Il1O0o")


def test_no_class_is_refused() -> None:
    with pytest.raises(InvalidParams):
        generate(20, lower=False, upper=False, digits=False, symbols=False, avoid_ambiguous=False)


def test_more_classes_than_characters_are_refused() -> None:
    with pytest.raises(InvalidParams) as refusal:
        generate(3, **ALL, avoid_ambiguous=False)
    assert refusal.value.data["field"] == "length"


def test_each_admissible_password_comes_from_exactly_one_draw(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every equally likely draw of two characters is played: those with both classes are given once, others never."""
    alphabet = sorted(set(string.digits + string.ascii_lowercase))
    draws = itertools.product(alphabet, repeat=2)
    characters = itertools.chain.from_iterable(draws)
    monkeypatch.setattr(secrets, "choice", lambda choices: _next(characters, choices))
    given_out: Counter[str] = Counter()
    while True:
        try:
            given_out[generate(2, lower=True, upper=False, digits=True, symbols=False, avoid_ambiguous=False)] += 1
        except RuntimeError:
            break
    mixed = {a + b for a in string.digits for b in string.ascii_lowercase}
    assert given_out == Counter(mixed | {password[::-1] for password in mixed})


def _next(characters: itertools.chain[str], choices: Sequence[str]) -> str:
    character = next(characters)
    assert character in choices
    return character
