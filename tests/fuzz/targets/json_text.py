"""JSON and JSON-RPC's envelope: one refusal for all that is not strict JSON, and what is read is what was meant."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from math import isfinite
from pathlib import Path

from pydantic_core import from_json

from twinlatch import hello, jsonrpc, strict_json
from twinlatch.errors import InvalidRequest, ParseError

LARGEST = 4096
IN_JSON = True
_DEEPEST_FOR_THE_OTHER_PARSER = 100


def seeds() -> dict[str, bytes]:
    texts = {
        "request": '{"jsonrpc":"2.0","id":1,"method":"items.get","params":{"id":"AAAAAAAAAAAAAAAAAAAAAA"}}',
        "hello": '{"jsonrpc":"2.0","id":1,"method":"system.hello","params":{"client_version":"0.1.0"}}',
        "notification": '{"jsonrpc":"2.0","method":"session.lock"}',
        "batch": '[{"jsonrpc":"2.0","id":1,"method":"session.state"}]',
        "numbers": "[0,-0,-1,9007199254740991,9007199254740992,1e308,1e309,0.1,1E-7,123456789.25]",
        "texts": '["","\\u0000","\\ud83d\\ude00","\\ud800","é","日本","\\"\\\\\\/\\b\\f\\n\\r\\t"]',
        "twice": '{"a":1,"a":2,"b":{"":0,"":1}}',
        "literals": '[true,false,null,NaN,Infinity,-Infinity," "]',
        "deep": "[" * 60 + "]" * 60,
        "space": ' \t\r\n{ "a" : [ 1 , { } ] } \n',
    }
    return {name: text.encode() for name, text in texts.items()}


@contextmanager
def prepared(folder: Path) -> Iterator[Callable[[bytes], None]]:
    yield check


def check(data: bytes) -> None:
    try:
        value = strict_json.loads(bytearray(data))
    except ValueError as error:
        check_refusal(error)
    else:
        look_at(value)
        text = json.dumps(value).encode()
        assert strict_json.loads(bytearray(text)) == value
        if b"\\ud" not in text and depth(data) < _DEEPEST_FOR_THE_OTHER_PARSER:
            assert from_json(data, allow_inf_nan=False) == value
    frame = bytearray(data)
    with suppress(ParseError, InvalidRequest):
        request = jsonrpc.request(jsonrpc.parse(frame))
        assert request.id is None or type(request.id) is int
    assert frame == bytes(len(data))
    answer = hello.answer(bytearray(data))
    assert answer is None or json.loads(answer)["result"]["protocol_version"] == 1


def check_refusal(error: ValueError) -> None:
    """It says nothing of the text, and nor does what it came of."""
    assert repr(error) == "ValueError('not strict JSON')"
    assert error.__suppress_context__


def look_at(value: object) -> None:
    """Only numbers that JavaScript holds exactly. Half of a surrogate pair is JSON: the models refuse it, by field."""
    match value:
        case dict():
            for member in value.values():
                look_at(member)
        case list():
            for member in value:
                look_at(member)
        case str() | bool() | None:
            pass
        case int():
            assert abs(value) < 2**53
        case float():
            assert isfinite(value)
        case _:
            raise AssertionError(type(value))


def depth(data: bytes) -> int:
    """At most so deep."""
    return data.count(b"[") + data.count(b"{")
