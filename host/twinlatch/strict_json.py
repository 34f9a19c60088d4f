"""JSON as it may come from outside: RFC 8259 in UTF-8, within the bounds of I-JSON (RFC 7493)."""

from __future__ import annotations

import json
from math import isfinite

_LARGEST = 2**53 - 1


def loads(body: bytearray) -> object:
    """Parses one JSON text.

    Raises ValueError, and nothing else, for bytes that are not UTF-8, text that is not JSON, a name used twice in an
    object, a number that JavaScript cannot hold exactly or at all, and nesting too deep to follow.
    """
    try:
        return _DECODER.decode(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ValueError("not strict JSON") from None


def _object(members: list[tuple[str, object]]) -> dict[str, object]:
    unique = dict(members)
    if len(unique) < len(members):
        raise ValueError
    return unique


def _integer(digits: str) -> int:
    number = int(digits)
    if abs(number) > _LARGEST:
        raise ValueError
    return number


def _real(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError
    return number


def _refuse(constant: str) -> object:
    raise ValueError


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_int=_integer, parse_float=_real, parse_constant=_refuse)
