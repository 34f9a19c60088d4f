"""The language of the `passwordrules` attribute is read as Apple documents it, strictly."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinlatch.generator.rules import Rules, parse

LOWER, UPPER, DIGITS = map(frozenset, (string.ascii_lowercase, string.ascii_uppercase, string.digits))
SYMBOLS = frozenset("!#$%&*+-.=?@^_")


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("", Rules()),
        (" ; ;; ", Rules()),
        ("minlength: 8; maxlength: 20; max-consecutive: 2", Rules((), frozenset(), 8, 20, 2)),
        ("minlength: 6; minlength: 8; maxlength: 30; maxlength: 20;", Rules(min_length=8, max_length=20)),
        ("max-consecutive: 3; max-consecutive: 2", Rules(max_consecutive=2)),
        ("minlength: 4000; maxlength: 0", Rules()),
        ("required: lower; required: digit", Rules((LOWER, DIGITS))),
        ("required: lower, upper", Rules((LOWER | UPPER,))),
        ("required: lower; required: lower", Rules((LOWER,))),
        ("Required : UPPER ;Allowed:Digit", Rules((UPPER,), DIGITS)),
        ("allowed: digit; allowed: lower", Rules(allowed=DIGITS | LOWER)),
        ("allowed: special", Rules(allowed=SYMBOLS)),
        ("allowed: ascii-printable", Rules(allowed=LOWER | UPPER | DIGITS | SYMBOLS)),
        ("allowed: unicode", Rules(allowed=LOWER | UPPER | DIGITS | SYMBOLS)),
        ("required: [-_!], digit", Rules((frozenset("-_!") | DIGITS,))),
        ("allowed: [a-c]", Rules(allowed=frozenset("ac"))),
        ("allowed: [-a-c]", Rules(allowed=frozenset("-ac"))),
        ("allowed: [;:,]; minlength: 5", Rules(allowed=frozenset(";:,"), min_length=5)),
        ("allowed: [[]; minlength: 5", Rules(allowed=frozenset("["), min_length=5)),
        ("allowed: []]; minlength: 5", Rules(allowed=frozenset("]"), min_length=5)),
        ("required: [!?]], lower", Rules((frozenset("!?]") | LOWER,))),
        ("allowed: [ #ä€\u2019]", Rules(allowed=frozenset("#"))),
    ],
)
def test_rules_are_read(text: str, rules: Rules) -> None:
    assert parse(text) == rules


@pytest.mark.parametrize(
    "text",
    [
        "minlength",
        "minlength 8",
        "minlength: eight",
        "minlength: -8",
        "minlength: 8 maxlength: 9",
        "required:",
        "required: 8",
        "required: vowels",
        "required: lower upper",
        "required: lower,, upper",
        "required: []",
        "required: [ ]",
        "allowed: [abc",
        "symbols: none",
        "; ".join(f"required: [{character}]" for character in "abcdefghi"),
    ],
)
def test_what_is_not_wholly_understood_is_no_rule(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


@settings(max_examples=500)
@given(
    st.lists(
        st.sampled_from(["required", "allowed", "minlength", ":", ";", ",", "[", "]", "-", " ", "lower", "9", "ä"])
    )
)
def test_any_text_is_read_or_refused(tokens: list[str]) -> None:
    """Whatever is read has an alphabet that can be typed, and lengths that make sense."""
    try:
        rules = parse("".join(tokens))
    except ValueError:
        return
    assert rules.alphabet
    assert all(character.isascii() and character.isprintable() for character in rules.alphabet)
    assert all(1 <= length <= 128 for length in (rules.min_length, rules.max_length) if length is not None)


@pytest.mark.parametrize(
    ("rules", "field", "bounds"),
    [
        ((8, 20), (None, None), (8, 20)),
        ((8, 20), (12, 16), (12, 16)),
        ((8, 20), (4, 64), (8, 20)),
        ((None, None), (0, 40), (None, 40)),
        ((8, None), (None, 6), (None, 6)),
        ((None, 8), (12, None), (12, None)),
        ((20, 8), (None, None), (None, None)),
        ((8, None), (30, 10), (None, 10)),
        ((8, None), (None, 524_288), (8, None)),
    ],
)
def test_a_field_has_the_last_word_on_lengths(
    rules: tuple[int | None, int | None], field: tuple[int | None, int | None], bounds: tuple[int | None, int | None]
) -> None:
    least, most = rules
    within = Rules(min_length=least, max_length=most).within(*field)
    assert (within.min_length, within.max_length) == bounds


@pytest.mark.parametrize(
    ("password", "allowed"),
    [
        ("abc1", True),
        ("ab1", False),
        ("abcdef123", False),
        ("abcd", False),
        ("abc1!", False),
        ("aabb1", True),
        ("aaab1", False),
    ],
)
def test_a_password_is_held_against_every_rule(password: str, allowed: bool) -> None:
    rules = parse("minlength: 4; maxlength: 8; required: digit; allowed: lower; max-consecutive: 2")
    assert rules.allow(password) == allowed
