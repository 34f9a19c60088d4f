"""What a site wants of a password, as its `passwordrules` attribute says it.

The language is Apple's ("Customizing Password AutoFill Rules"), also that of the facts kept in twinlatch/sites:
`minlength: 8; maxlength: 20; max-consecutive: 2; required: lower, upper; required: digit; allowed: [-_!];`
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from twinlatch.generator.password import DIGITS, LOWER, SYMBOLS, UPPER, has_each

LONGEST = 128
"""Characters. No site means more, whatever it says."""

_MOST_REQUIRED = 8
_TYPED = frozenset(map(chr, range(0x21, 0x7F)))
_NAMED = {
    "lower": LOWER,
    "upper": UPPER,
    "digit": DIGITS,
    "special": SYMBOLS,
    "ascii-printable": LOWER | UPPER | DIGITS | SYMBOLS,
    "unicode": LOWER | UPPER | DIGITS | SYMBOLS,
}
"""The classes with a name; of `special` and what holds it, the symbols that most sites accept."""

_CLASS = r"(?:\[(?:[^\]]|\](?=\]))+\]|[A-Za-z-]+)"  # a bracket within brackets comes last
_RULE = re.compile(rf"([A-Za-z-]+)\s*:\s*({_CLASS}(?:\s*,\s*{_CLASS})*|[0-9]{{1,9}})\s*(?:;[\s;]*|$)")


class Rules(NamedTuple):
    """`required`: one character of each is needed; `allowed`: all that there may be, empty where nothing is said of it.

    Lengths and `max_consecutive`, of equal characters in a row, are None where nothing is said of them.
    """

    required: tuple[frozenset[str], ...] = ()
    allowed: frozenset[str] = frozenset()
    min_length: int | None = None
    max_length: int | None = None
    max_consecutive: int | None = None

    @property
    def alphabet(self) -> frozenset[str]:
        """All that a password may consist of. What is required is allowed."""
        return self.allowed.union(*self.required) or _NAMED["ascii-printable"]

    def within(self, min_length: int | None, max_length: int | None) -> Rules:
        """These rules in a field with bounds of its own, which count alone where the rules contradict them."""
        field = Rules(min_length=_sensible(min_length), max_length=_sensible(max_length))
        shortest = max(filter(None, (self.min_length, field.min_length)), default=None)
        longest = min(filter(None, (self.max_length, field.max_length)), default=None)
        if not _in_order(shortest, longest):
            shortest, longest = field.min_length, field.max_length
        if not _in_order(shortest, longest):
            shortest = None
        return self._replace(min_length=shortest, max_length=longest)

    def allow(self, password: str) -> bool:
        """Whether a password follows these rules."""
        longest_run = max((len(list(run)) for _, run in groupby(password)), default=0)
        return (
            (self.min_length or 0) <= len(password) <= (self.max_length or LONGEST)
            and self.alphabet.issuperset(password)
            and has_each(password, self.required)
            and longest_run <= (self.max_consecutive or LONGEST)
        )


def parse(text: str) -> Rules:
    """Raises ValueError for what is not wholly understood: half of the rules may ask for something else.

    Where a rule is given twice, both count. Numbers above 128 are no rules.
    """
    required: list[frozenset[str]] = []
    allowed: list[frozenset[str]] = []
    numbers: dict[str, list[int]] = {"minlength": [], "maxlength": [], "max-consecutive": []}
    for name, value in _rules(text):
        if name == "required":
            required.append(_characters(value))
        elif name == "allowed":
            allowed.append(_characters(value))
        elif name not in numbers:
            raise ValueError("no rule of this name")
        elif number := _sensible(int(value)):
            numbers[name].append(number)
    if len(set(required)) > _MOST_REQUIRED:
        raise ValueError("too many required classes")
    return Rules(
        tuple(dict.fromkeys(required)),
        frozenset().union(*allowed),
        max(numbers["minlength"], default=None),
        min(numbers["maxlength"], default=None),
        min(numbers["max-consecutive"], default=None),
    )


def _rules(text: str) -> Iterator[tuple[str, str]]:
    text, at = text.strip(f"{string.whitespace};"), 0
    while at < len(text):
        rule = _RULE.match(text, at)
        if rule is None:
            raise ValueError("not a rule")
        yield rule[1].lower(), rule[2]
        at = rule.end()


def _characters(classes: str) -> frozenset[str]:
    """All that a list of classes holds. Raises ValueError for a name that is none, and for nothing."""
    characters = frozenset[str]().union(*map(_class, re.findall(_CLASS, classes)))
    if not characters:
        raise ValueError("a class of nothing")
    return characters


def _class(text: str) -> frozenset[str]:
    """A class by its name, or the characters in brackets that can be typed in any form: no space, ASCII alone.

    A dash counts in front only; elsewhere it may have been meant for a range.
    """
    if text.startswith("["):
        return frozenset(text[1] + text[2:-1].replace("-", "")) & _TYPED
    if text.lower() not in _NAMED:
        raise ValueError("no class of this name")
    return _NAMED[text.lower()]


def _sensible(number: int | None) -> int | None:
    return number if number and number <= LONGEST else None


def _in_order(shortest: int | None, longest: int | None) -> bool:
    return shortest is None or longest is None or shortest <= longest
