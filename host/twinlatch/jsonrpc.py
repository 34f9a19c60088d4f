"""JSON-RPC 2.0 as this wire speaks it: one object a frame, integer ids, parameters by name. https://www.jsonrpc.org"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic_core import to_json

from twinlatch import strict_json
from twinlatch.errors import InvalidRequest, ParseError, TooLarge, TwinlatchError
from twinlatch.framing import MAX_REPLY_BYTES, wipe

_MEMBERS = {"jsonrpc", "id", "method", "params"}
_CODES = {
    "parse_error": -32700,
    "invalid_request": -32600,
    "unknown_method": -32601,
    "invalid_params": -32602,
    "internal": -32603,
}


@dataclass(frozen=True)
class Request:
    """`id` is None for a notification, which gets no reply."""

    id: int | None
    method: str
    params: dict[str, object]


def parse(body: bytearray) -> dict[str, object]:
    """The object in a frame; wipes the frame. Raises ParseError, or InvalidRequest for what is no object: a batch."""
    try:
        message = strict_json.loads(body)
    except ValueError:
        raise ParseError from None
    finally:
        wipe(body)
    if not isinstance(message, dict):
        raise InvalidRequest
    return message


def id_of(message: dict[str, object]) -> int | None:
    number = message.get("id")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def request(message: dict[str, object]) -> Request:
    """Checks the envelope of a message. Raises InvalidRequest."""
    number, method, params = id_of(message), message.get("method"), message.get("params", {})
    if message.get("jsonrpc") != "2.0" or not message.keys() <= _MEMBERS or ("id" in message and number is None):
        raise InvalidRequest
    if not isinstance(method, str) or not isinstance(params, dict):
        raise InvalidRequest
    return Request(number, method, params)


def code_of(error: TwinlatchError | type[TwinlatchError]) -> int:
    """JSON-RPC's own code where it has one (section 5.1), else -32000."""
    return _CODES.get(error.reason, -32000)


def success(number: int | None, result: object) -> bytes:
    """The reply to a request. Raises TooLarge rather than make one that would end the connection."""
    reply = _encode(id=number, result=result)
    if len(reply) > MAX_REPLY_BYTES:
        raise TooLarge(limit=MAX_REPLY_BYTES)
    return reply


def failure(number: int | None, error: TwinlatchError) -> bytes:
    """The refusal of a request; `number` is None when the message had no usable id."""
    return _encode(id=number, error={"code": code_of(error), "message": error.message, "data": error.data})


def notification(method: str, params: object) -> bytes:
    return _encode(method=method, params=params)


def _encode(**members: object) -> bytes:
    return to_json({"jsonrpc": "2.0", **members})
