"""The `pattern` attribute of a field: a JavaScript regular expression, run by an engine whose time is linear.

RE2 knows no look-ahead, which most patterns for passwords begin with: `(?=.*[A-Z])(?=.*[0-9]).{8,}`. Those in front
are taken off and tried one by one, for each looks from the same place.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_LONGEST = 1000
_MEMORY = 1 << 16
_LOOK_AHEADS = ("(?=", "(?!")
_SYNTAX = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_OF_JAVASCRIPT_ALONE = re.compile(r"\\[uUcCkpP]|&&|--")


def compile_pattern(pattern: str) -> Callable[[str], bool]:
    """Whether a whole value fits (HTML, section 4.10.5.3.6), told within a millisecond.

    Raises ValueError for a pattern that RE2 cannot run, or not with little memory, which bounds its time as well.
    """
    import re2  # type: ignore[import-untyped]  # late: few fields have a pattern

    if len(pattern) > _LONGEST or _OF_JAVASCRIPT_ALONE.search(pattern):
        raise ValueError("too long, or RE2 reads it otherwise")
    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    options.max_mem = _MEMORY
    rest, looks = pattern.removeprefix("^"), []
    while rest.startswith(_LOOK_AHEADS):
        end = _closing(rest)
        looks.append((rest[2] == "=", rest[3:end]))
        rest = rest[end + 1 :]
    if looks and _has_alternatives(rest):
        raise ValueError("the look-aheads belong to the first alternative alone")
    try:
        whole = re2.compile(rest, options)
        aheads = [(wanted, re2.compile(look, options)) for wanted, look in looks]
    except re2.error:
        raise ValueError("not a regular expression in the strict sense") from None
    return lambda value: (
        whole.fullmatch(value) is not None
        and all((ahead.match(value) is not None) == wanted for wanted, ahead in aheads)
    )


def _closing(pattern: str) -> int:
    """Where the parenthesis that the pattern begins with is closed."""
    depth = 0
    for token in _SYNTAX.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth == 0 and token[0] == ")":
            return token.start()
    raise ValueError("a parenthesis is not closed")


def _has_alternatives(pattern: str) -> bool:
    depth = 0
    for token in _SYNTAX.finditer(pattern):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth == 0 and token[0] == "|":
            return True
    return False
