"""Generated passwords hold every chosen class, nothing else, and are uniform among those."""

from __future__ import annotations

import itertools
import math
import secrets
import string
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from twinlatch.errors import InvalidParams
from twinlatch.generator.password import draw, generate

CLASSES = {
    "lower": set(string.ascii_lowercase),
    "upper": set(string.ascii_uppercase),
    "digits": set(string.digits),
    "symbols": set(string.punctuation),
}
ALL = dict.fromkeys(CLASSES, True)
DIGITS = frozenset("0123456789")


@given(st.integers(4, 128), st.fixed_dictionaries({name: st.booleans() for name in CLASSES}), st.booleans())
def test_a_password_has_its_length_and_at_least_one_of_each_chosen_class_only(
    length: int, chosen: dict[str, bool], avoid_ambiguous: bool
) -> None:
    assume(any(chosen.values()))
    password = generate(length, **chosen, avoid_ambiguous=avoid_ambiguous).password
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


@pytest.mark.parametrize("text", ["".join(pair) for pair in itertools.product("a7", repeat=2)])
def test_the_first_draw_that_fits_is_given_and_one_that_does_not_is_thrown_away_whole(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Every draw of two characters is as likely as any other, so every password that fits is, too."""
    played = itertools.chain(text, itertools.cycle("x8"))
    monkeypatch.setattr(secrets, "choice", lambda characters: _next(played, characters))
    given_out = generate(2, lower=True, upper=False, digits=True, symbols=False, avoid_ambiguous=False).password
    assert given_out == (text if text in ("a7", "7a") else "x8")


def _next(played: itertools.chain[str], characters: Sequence[str]) -> str:
    """The system's source is asked for one of all the characters there may be."""
    assert sorted(characters) == sorted(string.digits + string.ascii_lowercase)
    return next(played)


@pytest.mark.parametrize(
    ("classes", "length", "fitting"),
    [
        (["digits"], 8, 10**8),
        (["lower", "digits"], 4, 36**4 - 26**4 - 10**4),
        (["lower", "upper"], 20, 52**20 - 2 * 26**20),
        (["lower", "upper", "digits", "symbols"], 4, math.factorial(4) * 26 * 26 * 10 * 14),
    ],
)
def test_the_entropy_is_that_of_all_passwords_that_fit(classes: list[str], length: int, fitting: int) -> None:
    """Within a bit, for it is told from some hundred draws."""
    bits = generate(length, **{name: name in classes for name in CLASSES}, avoid_ambiguous=False).entropy_bits
    assert bits == pytest.approx(math.log2(fitting), abs=1)


def test_nothing_is_given_where_nothing_fits() -> None:
    assert draw(DIGITS, 4, lambda _: False) is None
