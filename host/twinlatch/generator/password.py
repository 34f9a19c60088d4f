"""New random passwords."""

from __future__ import annotations

import secrets
import string

from twinlatch.errors import InvalidParams

_SYMBOLS = "!#$%&*+-.=?@^_"
_AMBIGUOUS = frozenset("Il1O0o")


def generate(length: int, *, lower: bool, upper: bool, digits: bool, symbols: bool, avoid_ambiguous: bool) -> str:
    """A password with at least one character of each chosen class; every such password is equally likely.

    Characters come from the system's random source. A draw that misses a class is thrown away whole: to mend it, or
    to give each class its place, would make some passwords likelier than others. Symbols are those that most sites
    accept; ambiguous are the letters and digits that look alike in many typefaces. Raises InvalidParams when no class
    is chosen, or more classes than `length`.
    """
    chosen = {string.ascii_lowercase: lower, string.ascii_uppercase: upper, string.digits: digits, _SYMBOLS: symbols}
    left_out = _AMBIGUOUS if avoid_ambiguous else frozenset[str]()
    classes = [frozenset(characters) - left_out for characters, wanted in chosen.items() if wanted]
    if not classes:
        raise InvalidParams(field="lower", why="no_characters")
    if length < len(classes):
        raise InvalidParams(field="length", why="short")
    alphabet = sorted(frozenset[str]().union(*classes))
    while True:
        password = "".join(secrets.choice(alphabet) for _ in range(length))
        if all(characters & set(password) for characters in classes):
            return password
