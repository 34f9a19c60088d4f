"""JSON from outside: what RFC 8259 and I-JSON allow is read as Python's own parser reads it, the rest is refused."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinlatch import strict_json

EXACT = 2**53 - 1
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-EXACT, EXACT)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(values)
def test_every_json_value_survives(value: object) -> None:
    assert strict_json.loads(bytearray(json.dumps(value).encode())) == value
    assert strict_json.loads(bytearray(json.dumps(value, ensure_ascii=False).encode())) == value


@given(st.binary(max_size=300))
def test_any_bytes_are_a_value_or_a_value_error(body: bytes) -> None:
    with contextlib.suppress(ValueError):
        strict_json.loads(bytearray(body))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" ",
        b"{",
        b"{}{}",
        b"{'a':1}",
        b'{"a":1,}',
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b"\xef\xbb\xbf{}",
        "{}".encode("utf-16"),
        b'{"a":1,"a":1}',
        b'{"b":{"a":1,"a":2}}',
        b'{"a":1,"\\u0061":2}',
        b"NaN",
        b"[Infinity]",
        b"-Infinity",
        b"1e999",
        b"-1e999",
        str(EXACT + 1).encode(),
        str(-EXACT - 1).encode(),
        b"9" * 5000,
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    ],
    ids=lambda body: repr(body[:20]),
)
def test_what_is_not_strict_json_is_refused_without_a_word_of_it(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"^not strict JSON$"):
        strict_json.loads(bytearray(body))


def test_the_largest_exact_integers_are_read() -> None:
    assert strict_json.loads(bytearray(b"[9007199254740991,-9007199254740991]")) == [EXACT, -EXACT]
