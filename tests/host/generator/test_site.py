"""A password for a site follows its rules, and says when it could not."""

from __future__ import annotations

import string
import time
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinlatch.generator.pattern import compile_pattern
from twinlatch.generator.rules import parse
from twinlatch.generator.site import generate

KINDS = {
    "lower": set(string.ascii_lowercase),
    "upper": set(string.ascii_uppercase),
    "digit": set(string.digits),
    "special": set("-~!@#$%^&*_+=`|(){}[:;\"'<>,.?]"),
    "[-_!/]": set("-_!/"),
    "[abcXYZ]": set("abcXYZ"),
}
CLASSES = st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3)


@settings(max_examples=300)
@given(
    least=st.integers(8, 30),
    more=st.integers(0, 20),
    required=st.lists(CLASSES, max_size=4),
    allowed=CLASSES,
    consecutive=st.integers(2, 4),
    length=st.integers(4, 64),
)
def test_every_rule_is_followed(
    least: int, more: int, required: list[list[str]], allowed: list[str], consecutive: int, length: int
) -> None:
    most = least + more
    rules = [f"minlength: {least}", f"maxlength: {most}", f"max-consecutive: {consecutive}"]
    rules += [f"allowed: {', '.join(allowed)}", *(f"required: {', '.join(classes)}" for classes in required)]
    (password, _), followed = generate(parse("; ".join(rules)), length)
    assert followed
    assert len(password) == min(max(length, least), most)
    assert set(password) <= union(allowed).union(*map(union, required))
    assert all(set(password) & union(classes) for classes in required)
    assert max(len(list(run)) for _, run in groupby(password)) <= consecutive


def union(names: list[str]) -> set[str]:
    return set().union(*(KINDS[name] for name in names))


def test_a_site_that_says_little_gets_every_kind_of_character() -> None:
    """Whatever it wants without saying so is likely to be there."""
    for text in ("", "minlength: 12", "required: lower, upper, digit, special", "allowed: ascii-printable"):
        (password, _), followed = generate(parse(text), 12)
        assert followed
        assert all(set(password) & KINDS[kind] for kind in ("lower", "upper", "digit", "special"))


@pytest.mark.parametrize(
    "text",
    [
        "maxlength: 2; required: lower; required: upper; required: digit",
        "allowed: [a]; max-consecutive: 2; minlength: 6",
        "; ".join(f"required: [{character}]" for character in "abcdefgh") + "; allowed: ascii-printable; maxlength: 8",
    ],
)
def test_rules_that_cannot_be_followed_leave_the_lengths(text: str) -> None:
    rules = parse(text)
    (password, _), followed = generate(rules, 20)
    assert not followed
    assert (rules.min_length or 0) <= len(password) <= (rules.max_length or 20)


@pytest.mark.parametrize(
    ("pattern", "fitting", "other"),
    [
        ("[A-Za-z0-9]{8,16}", "abcdefgh", "abcdefgh!"),
        ("^(?=.*[A-Z])(?=.*\\d).{8,}$", "Abcdefg1", "abcdefg1"),
        ("(?!.*[<>])(?=(.*\\d){2})[!-~]{8,20}", "abcdef12", "abcdef12<"),
        ("(?=.*[)(])\\S{8,}", "abcdef(g", "abcdefgh"),
        ("\\d{4}|\\d{6}", "123456", "12345"),
        ("\\/[\\]a]+", "/]a", "]a"),
    ],
)
def test_a_pattern_is_that_of_the_whole_value(pattern: str, fitting: str, other: str) -> None:
    fits = compile_pattern(pattern)
    assert fits(fitting)
    assert not fits(other)
    assert not fits(f"{fitting}\n")


@pytest.mark.parametrize(
    "pattern", ["(.)\\1", "a(?=b)", "(?=a)b|c", "(?=a", "[a", "(?=(?=a)b).*", "\\p{L}+", "[\\w--a]", "(a{1000}){1000}"]
)
def test_a_pattern_that_cannot_be_run_in_linear_time_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError):
        compile_pattern(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Za-z0-9]{8,16}",
        "(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{8,}",
        "\\d{6}",
        "[0-9A-Z]{10}",
        "(?!.*password)(?=.*[!@#$%&*])[^\\s]{8,64}",
    ],
)
def test_a_password_fits_the_pattern_of_its_field(pattern: str) -> None:
    (password, _), followed = generate(parse(""), 20, pattern)
    assert followed
    assert compile_pattern(pattern)(password)


@settings(max_examples=150)
@given(st.lists(st.sampled_from([*"()[]{}?*+|^$.-,a1", "(?=", "(?!", "\\d", "\\", ".*", "{2,9}"]), max_size=20))
def test_any_pattern_is_followed_or_left_out(tokens: list[str]) -> None:
    """What is called followed fits."""
    pattern = "".join(tokens)
    (password, _), followed = generate(parse("minlength: 4; maxlength: 12"), 8, pattern)
    assert 4 <= len(password) <= 12
    assert not (followed and pattern) or compile_pattern(pattern)(password)


@pytest.mark.parametrize(
    "pattern", ["(.)\\1", "x{40}", "(a|aa)+$^b", "(?!.*)", "(" * 400 + "ab" + ")" * 400, "(.?){200}aaaa", "a?" * 500]
)
def test_a_pattern_that_cannot_be_followed_is_left_out_in_time(pattern: str) -> None:
    """No pattern of a page can keep the host busy."""
    before = time.monotonic()
    (password, _), followed = generate(parse("minlength: 8; required: digit; required: lower"), 20, pattern)
    assert time.monotonic() - before < 5
    assert not followed
    assert parse("minlength: 8; required: digit; required: lower").allow(password)
