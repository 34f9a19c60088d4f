"""The loop and its error mapping, with a session and methods of the tests' own."""

from __future__ import annotations

import contextlib
import json
import os
import select
import struct
from io import FileIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinlatch import framing, protocol
from twinlatch.errors import Throttled
from twinlatch.registry import Method
from twinlatch.server import Inbox, Server

MIB = 1024 * 1024
SECRET = "correct horse battery staple"
LOGGED_OUT = protocol.Session(state="logged_out")
LOCKED = protocol.Session(state="locked", email="ada@example.org")
UNLOCKED = protocol.Session(state="unlocked", email="ada@example.org", locks_at=900.0)


class FakeSession:
    """Locks itself at the first tick after `seconds` became 0."""

    def __init__(self, state: protocol.Session = LOGGED_OUT, seconds: float | None = None) -> None:
        self.current = state
        self.seconds = seconds
        self.touched = 0

    def state(self) -> protocol.Session:
        return self.current

    def touch(self) -> None:
        self.touched += 1

    def tick(self) -> None:
        if self.seconds == 0:
            self.current, self.seconds = LOCKED, None

    def seconds_until_tick(self) -> float | None:
        return self.seconds


def echo(session: FakeSession, params: protocol.StrengthParams) -> protocol.StrengthParams:
    return params


def create(session: FakeSession, params: protocol.ItemCreateParams) -> protocol.Nothing:
    return protocol.Nothing()


def whoami(session: FakeSession, params: protocol.Nothing) -> protocol.Session:
    return session.state()


def unlock(session: FakeSession, params: protocol.Nothing) -> protocol.Nothing:
    session.current = UNLOCKED
    return protocol.Nothing()


def log_out(session: FakeSession, params: protocol.Nothing) -> protocol.Nothing:
    session.current = LOGGED_OUT
    return protocol.Nothing()


def throttled(session: FakeSession, params: protocol.Nothing) -> protocol.Nothing:
    raise Throttled(retry_after_s=30)


def broken(session: FakeSession, params: protocol.UnlockParams) -> protocol.Nothing:
    raise KeyError(params.master_password)


def huge(session: FakeSession, params: protocol.Nothing) -> protocol.Json:
    return {"text": "x" * framing.MAX_REPLY_BYTES}


def unspeakable(session: FakeSession, params: protocol.Nothing) -> protocol.Json:
    return {"path": "\udcff"}


METHODS = {
    method.name: method
    for method in (
        Method.of("echo", echo),
        Method.of("create", create),
        Method.of("whoami", whoami),
        Method.of("unlock", unlock, gesture=True),
        Method.of("log_out", log_out, gesture=True),
        Method.of("throttled", throttled, gesture=True),
        Method.of("broken", broken),
        Method.of("huge", huge),
        Method.of("unspeakable", unspeakable),
    )
}


def answer(message: object, session: FakeSession | None = None) -> Any:
    """The server's reply to one message, given as bytes or as a value."""
    body = message if isinstance(message, bytes) else json.dumps(message).encode()
    with open(os.devnull, "wb", buffering=0) as sink:
        reply = Server(session or FakeSession(), METHODS, sink).answer(bytearray(body))
    return reply and json.loads(reply)


def request(method: str, **params: object) -> dict[str, object]:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}


class Script(Inbox):
    """An inbox that knows what will come: messages, None where nothing comes in time, and then the browser goes."""

    def __init__(self, *messages: object) -> None:
        self.messages = iter(messages)
        self.timeouts: list[float | None] = []

    def next(self, timeout: float | None) -> bytearray | None:
        self.timeouts.append(timeout)
        for message in self.messages:
            return None if message is None else bytearray(json.dumps(message).encode())
        raise framing.Disconnected


def serve(session: FakeSession, script: Script) -> list[Any]:
    """What the loop writes until it ends, by itself or because the browser goes."""
    browser, host = os.pipe()
    with FileIO(browser, "rb") as written, contextlib.suppress(framing.Disconnected):
        with FileIO(host, "wb") as sink, contextlib.suppress(framing.Disconnected):
            Server(session, METHODS, sink).serve(script)
        replies = []
        while True:
            replies.append(json.loads(framing.read_frame(written)))
    return replies


# --- replies


def test_a_request_gets_the_result_of_its_method_under_its_id() -> None:
    message = request("echo", password="x", hints=["y"]) | {"id": 77}
    assert answer(message) == {"jsonrpc": "2.0", "id": 77, "result": {"password": "x", "hints": ["y"]}}


def test_parameters_may_be_left_out_when_there_are_none() -> None:
    assert answer({"jsonrpc": "2.0", "id": 1, "method": "unlock"})["result"] == {}


def test_the_frame_is_wiped() -> None:
    frame = bytearray(json.dumps(request("echo", password=SECRET)).encode())
    with open(os.devnull, "wb", buffering=0) as sink:
        Server(FakeSession(), METHODS, sink).answer(frame)
    assert not any(frame)


def test_a_notification_gets_no_reply_and_does_nothing() -> None:
    session = FakeSession()
    assert answer({"jsonrpc": "2.0", "method": "unlock"}, session) is None
    assert session.current is LOGGED_OUT


# --- refusals


@pytest.mark.parametrize("body", [b"", b"{", b'"\xff"', b'{"id":1,"id":2}', b"[" * 100_000, b"9" * 5000, b"NaN"])
def test_what_is_not_json_is_a_parse_error(body: bytes) -> None:
    assert refusal(answer(body)) == (None, -32700, "parse_error")


@pytest.mark.parametrize(
    ("message", "number"),
    [
        (1, None),
        ("text", None),
        (None, None),
        ([], None),
        ([request("echo", password="x")], None),
        ({}, None),
        ({"id": 1, "method": "unlock"}, 1),
        ({"jsonrpc": "1.0", "id": 1, "method": "unlock"}, 1),
        ({"jsonrpc": "2.0", "id": 1}, 1),
        ({"jsonrpc": "2.0", "id": 1, "method": 5}, 1),
        ({"jsonrpc": "2.0", "id": 1, "method": "unlock", "params": []}, 1),
        ({"jsonrpc": "2.0", "id": 1, "method": "unlock", "params": None}, 1),
        ({"jsonrpc": "2.0", "id": 1, "method": "unlock", "more": 1}, 1),
        ({"jsonrpc": "2.0", "id": "1", "method": "unlock"}, None),
        ({"jsonrpc": "2.0", "id": None, "method": "unlock"}, None),
        ({"jsonrpc": "2.0", "id": True, "method": "unlock"}, None),
        ({"jsonrpc": "2.0", "id": 1.0, "method": "unlock"}, None),
        ({"jsonrpc": "2.0", "id": {}, "method": "unlock"}, None),
        ({"jsonrpc": "2.0", "method": 5}, None),
    ],
)
def test_what_is_no_request_of_ours_is_an_invalid_request(message: object, number: int | None) -> None:
    assert refusal(answer(message)) == (number, -32600, "invalid_request")


@pytest.mark.parametrize("method", ["", "Echo", "echo ", "__init__", "rpc.echo", "\ud800", SECRET])
def test_an_unknown_method_is_refused_without_repeating_it(method: str) -> None:
    reply = answer(request(method))
    assert refusal(reply) == (1, -32601, "unknown_method")
    assert SECRET not in json.dumps(reply)


@pytest.mark.parametrize(
    ("message", "field", "why"),
    [
        (request("echo"), "password", "missing"),
        (request("echo", password=5), "password", "string_type"),
        (request("echo", password="x", hints=["a", 5]), "hints.1", "string_type"),
        (request("echo", password="\ud800"), "password", "string_unicode"),
        (request("echo", password=SECRET, **{SECRET: 1}), None, "extra_forbidden"),
        (request("create", item={"title": SECRET * 100}), "item.title", "string_too_long"),
        (request("create", item={SECRET: SECRET}), "item", "extra_forbidden"),
        (request("create", item={"urls": [{"url": SECRET, SECRET: 1}]}), "item.urls.0", "extra_forbidden"),
        (request("create", item={"favorite": 1}), "item.favorite", "bool_type"),
        (request("create", item={"type": SECRET}), "item.type", "literal_error"),
        (request("unlock", anything=1), None, "extra_forbidden"),
    ],
)
def test_wrong_parameters_are_refused_by_a_path_of_ours_and_nothing_of_the_input(
    message: object, field: str | None, why: str
) -> None:
    reply = answer(message)
    assert refusal(reply) == (1, -32602, "invalid_params")
    assert reply["error"]["data"] == {"reason": "invalid_params", "field": field, "why": why}
    assert SECRET not in json.dumps(reply)


def test_a_refusal_of_a_method_carries_its_reason_and_data() -> None:
    reply = answer(request("throttled"))
    assert refusal(reply) == (1, -32000, "throttled")
    assert reply["error"]["data"] == {"reason": "throttled", "retry_after_s": 30}


def test_a_bug_is_internal_and_tells_neither_browser_nor_stderr_what_was_typed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    reply = answer(request("broken", master_password=SECRET))
    assert refusal(reply) == (1, -32603, "internal")
    assert SECRET not in json.dumps(reply)
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("twinlatch: KeyError in a request: server.py:")
    assert SECRET not in line


def test_a_result_that_is_no_json_text_is_internal(capfd: pytest.CaptureFixture[str]) -> None:
    assert refusal(answer(request("unspeakable"))) == (1, -32603, "internal")
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_a_result_larger_than_browsers_take_is_refused() -> None:
    reply = answer(request("huge"))
    assert refusal(reply) == (1, -32000, "too_large")
    assert reply["error"]["data"]["limit"] == 1024 * 1024


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(st.sampled_from(["jsonrpc", "id", "method", "params", "password"]) | st.text(), inner)
            | st.fixed_dictionaries(
                {"jsonrpc": st.just("2.0"), "id": st.integers(), "method": st.sampled_from(sorted(METHODS))},
                optional={"params": inner},
            )
        ),
        max_leaves=30,
    )
)
def test_whatever_comes_the_reply_is_one_json_rpc_object_or_none(message: object) -> None:
    reply = answer(message)
    if reply is not None:
        assert reply["jsonrpc"] == "2.0"
        assert reply.keys() in ({"jsonrpc", "id", "result"}, {"jsonrpc", "id", "error"})
        assert reply.keys() == {"jsonrpc", "id", "result"} or reply["error"].keys() == {"code", "message", "data"}


def refusal(reply: Any) -> tuple[int | None, int, str]:
    return reply["id"], reply["error"]["code"], reply["error"]["data"]["reason"]


# --- the session's life


def test_a_gesture_that_succeeded_extends_the_session_and_nothing_else_does() -> None:
    for method, touched in [("unlock", 1), ("throttled", 0), ("echo", 0), ("nothing", 0)]:
        session = FakeSession()
        answer(request(method, **({"password": "x"} if method == "echo" else {})), session)
        assert session.touched == touched, method


def test_a_change_of_the_session_is_told_after_the_reply() -> None:
    written = serve(FakeSession(), Script(request("unlock"), request("echo", password="x")))
    assert [each.get("method", "reply") for each in written] == ["reply", "session.changed", "reply"]
    assert written[1] == {"jsonrpc": "2.0", "method": "session.changed", "params": UNLOCKED.model_dump()}


def test_the_loop_ends_with_the_session() -> None:
    script = Script(request("log_out"), request("echo", password="x"))
    written = serve(FakeSession(UNLOCKED), script)
    assert [each.get("method", "reply") for each in written] == ["reply", "session.changed"]
    assert len(script.timeouts) == 1


class Pieces(FileIO):
    """A sink that counts what is written to it."""

    count = 0

    def write(self, piece: Any) -> int:
        self.count += 1
        return super().write(piece)


def test_nobody_can_ask_between_the_reply_to_a_log_out_and_the_end() -> None:
    """They are written in one piece."""
    with Pieces(os.devnull, "wb") as sink:
        Server(FakeSession(UNLOCKED), METHODS, sink).serve(Script(request("log_out")))
        assert sink.count == 1


def test_a_session_that_is_due_is_locked_without_a_request() -> None:
    written = serve(FakeSession(UNLOCKED, seconds=0), Script(None))
    assert written == [{"jsonrpc": "2.0", "method": "session.changed", "params": LOCKED.model_dump()}]


def test_a_session_that_is_due_is_locked_before_the_next_request_is_answered() -> None:
    written = serve(FakeSession(UNLOCKED, seconds=0), Script(request("whoami")))
    assert written[0]["result"] == LOCKED.model_dump()


@pytest.mark.parametrize(("seconds", "timeout"), [(None, None), (12.5, 12.5), (-1.0, 0.0), (86_400.0, 30.0)])
def test_the_loop_waits_for_the_lock_but_looks_at_the_clock_every_half_minute(
    seconds: float | None, timeout: float | None
) -> None:
    script = Script()
    serve(FakeSession(UNLOCKED, seconds), script)
    assert script.timeouts == [timeout]


# --- the inbox


def test_an_inbox_gives_the_first_frame_then_those_of_the_stream_then_its_end() -> None:
    requests, browser = os.pipe()
    with FileIO(requests, "rb") as source:
        inbox = Inbox(source, first=bytearray(b"first"))
        with FileIO(browser, "wb") as sink:
            assert inbox.next(None) == bytearray(b"first")
            assert inbox.next(0.0) is None
            framing.write_frame(sink, b"second")
            assert inbox.next(None) == bytearray(b"second")
        with pytest.raises(framing.Disconnected):
            inbox.next(None)


def test_an_inbox_that_nobody_empties_stops_reading() -> None:
    frame = struct.pack("=I", MIB) + bytes(MIB)
    requests, browser = os.pipe()
    os.set_blocking(browser, False)
    taken = 0
    with FileIO(requests, "rb") as source:
        inbox = Inbox(source)
        with FileIO(browser, "wb") as sink:
            while select.select([], [sink], [], 0.5)[1] and taken < 16 * len(frame):
                taken += sink.write((frame * 2)[taken % len(frame) :][: len(frame)])
        assert taken < 4 * len(frame)
        with contextlib.suppress(framing.StreamEnd):
            while True:
                inbox.next(None)
