"""New random passwords, each as likely as any other that fits."""

from __future__ import annotations

import math
import secrets
import string
from collections.abc import Callable, Iterable
from typing import NamedTuple

from twinlatch.errors import InvalidParams

LOWER = frozenset(string.ascii_lowercase)
UPPER = frozenset(string.ascii_uppercase)
DIGITS = frozenset(string.digits)
SYMBOLS = frozenset("!#$%&*+-.=?@^_")
"""Those that most sites accept."""

_AMBIGUOUS = frozenset("Il1O0o")
_ENOUGH = 100


class Generated(NamedTuple):
    """A secret, and the logarithm to base 2 of how many others were as likely."""

    password: str
    entropy_bits: float


def generate(length: int, *, lower: bool, upper: bool, digits: bool, symbols: bool, avoid_ambiguous: bool) -> Generated:
    """A password with at least one character of each chosen class; every such password is equally likely.

    Ambiguous are the letters and digits that look alike in many typefaces. Raises InvalidParams when no class is
    chosen, or more classes than `length`.
    """
    chosen = {LOWER: lower, UPPER: upper, DIGITS: digits, SYMBOLS: symbols}
    left_out = _AMBIGUOUS if avoid_ambiguous else frozenset[str]()
    classes = [characters - left_out for characters, wanted in chosen.items() if wanted]
    if not classes:
        raise InvalidParams(field="lower", why="no_characters")
    generated = draw(frozenset[str]().union(*classes), length, lambda password: has_each(password, classes))
    if generated is None:
        raise InvalidParams(field="length", why="short")
    return generated


def draw(alphabet: frozenset[str], length: int, fits: Callable[[str], bool], most: int = 1000) -> Generated | None:
    """A password over `alphabet` that fits, or None when `most` random ones did not.

    Characters come from the system's random source. A draw that does not fit is thrown away whole: to mend it would
    make some passwords likelier than others. How many of a number of draws fit tells how many there are.
    """
    characters = sorted(alphabet)
    fitting: list[str] = []
    draws = 0
    while draws < most and len(fitting) < _ENOUGH:
        draws += 1
        password = "".join(secrets.choice(characters) for _ in range(length))
        if fits(password):
            fitting.append(password)
    if not fitting:
        return None
    return Generated(fitting[0], length * math.log2(len(characters)) + math.log2(len(fitting) / draws))


def has_each(password: str, classes: Iterable[frozenset[str]]) -> bool:
    """Whether a password has a character of each class."""
    return not any(characters.isdisjoint(password) for characters in classes)
