"""A new password that a certain site takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from twinlatch.generator.password import DIGITS, LOWER, UPPER, Generated, draw
from twinlatch.generator.pattern import compile_pattern
from twinlatch.generator.rules import Rules

_LENGTHS = (16, 12, 10, 8, 6, 4)
_FEWER = (LOWER | UPPER | DIGITS, UPPER | DIGITS, LOWER | DIGITS, DIGITS)

_Fits = Callable[[str], bool]
_Classes = tuple[frozenset[str], ...]


def generate(rules: Rules, length: int, pattern: str = "") -> tuple[Generated, bool]:
    """A password that follows the rules and fits the pattern of its field, and whether all of that could be done.

    It is as long as `length`, or as near to it as the rules let it be, and has each of small letters, capital letters,
    digits and others that the rules leave room for. What cannot be followed is left out, the pattern first.
    """
    fits, readable = _compiled(pattern)
    lengths_alone = Rules(min_length=rules.min_length, max_length=rules.max_length)
    for kept, kept_pattern, followed in ((rules, fits, readable), (rules, None, False), (lengths_alone, None, False)):
        generated = _following(kept, length, kept_pattern)
        if generated:
            return generated, followed
    raise ValueError("the shortest is longer than the longest")


def _compiled(pattern: str) -> tuple[_Fits | None, bool]:
    """What tells whether a password fits, and whether the pattern could be read."""
    if not pattern:
        return None, True
    try:
        return compile_pattern(pattern), True
    except ValueError:
        return None, False


def _following(rules: Rules, length: int, pattern: _Fits | None) -> Generated | None:
    """None where no password was found, after some 5,000 draws at most.

    A pattern may be narrower than the rules: for one, other lengths and fewer kinds of characters are tried, too.
    """
    for alphabet, required in _alphabets(rules, fewer=pattern is not None):
        wanted = rules._replace(required=required)
        for tried in _lengths(rules, length, others=pattern is not None):
            generated = draw(alphabet, tried, _all_of(wanted.allow, pattern), most=100 if pattern else 1000)
            if generated:
                return generated
    return None


def _all_of(allow: _Fits, pattern: _Fits | None) -> _Fits:
    return allow if pattern is None else lambda password: allow(password) and pattern(password)


def _alphabets(rules: Rules, *, fewer: bool) -> Iterator[tuple[frozenset[str], _Classes]]:
    """Alphabets, from the largest, and the classes that a password has to have a character of."""
    alphabet = rules.alphabet
    kinds = (alphabet & LOWER, alphabet & UPPER, alphabet & DIGITS, alphabet - LOWER - UPPER - DIGITS)
    yield alphabet, tuple(dict.fromkeys((*rules.required, *filter(None, kinds))))
    yield alphabet, rules.required
    if fewer:
        yield from ((alphabet & characters, rules.required) for characters in _FEWER if alphabet & characters)


def _lengths(rules: Rules, length: int, *, others: bool) -> Iterator[int]:
    """The best length, then others."""
    shortest = rules.min_length or 1
    longest = rules.max_length or max(length, shortest)
    best = min(max(length, shortest), longest)
    yield best
    if others:
        yield from (other for other in (longest, *_LENGTHS, shortest) if shortest <= other <= longest and other != best)
