"""The loop: one request after the other, the lock's timer in between, every failure a JSON-RPC error."""

from __future__ import annotations

from collections.abc import Mapping
from io import FileIO
from itertools import takewhile
from queue import Empty, Queue
from threading import Thread
from typing import Protocol

from pydantic import BaseModel, ValidationError

from twinlatch import diagnostics, framing, jsonrpc, protocol
from twinlatch.errors import Internal, InvalidParams, TwinlatchError, UnknownMethod
from twinlatch.registry import Method

_LONGEST_WAIT_S = 30.0  # a computer that slept wakes up with a clock that jumped


class Lifetime(Protocol):
    """What the loop needs of a session."""

    def state(self) -> protocol.Session: ...
    def touch(self) -> None: ...
    def tick(self) -> None: ...
    def seconds_until_tick(self) -> float | None: ...


class Inbox:
    """Frames as a thread reads them: one is worked on, one waits, one is being read."""

    def __init__(self, source: FileIO, first: bytearray | None = None) -> None:
        """`first` is a frame that was read before."""
        self._source = source
        self._frames: Queue[bytearray | framing.StreamEnd] = Queue(maxsize=1)
        if first is not None:
            self._frames.put(first)
        Thread(target=self._read, name="inbox", daemon=True).start()

    def next(self, timeout: float | None) -> bytearray | None:
        """The next frame, or None when `timeout` seconds went by without one. Raises StreamEnd."""
        try:
            frame = self._frames.get(timeout=timeout)
        except Empty:
            return None
        if isinstance(frame, framing.StreamEnd):
            raise frame
        return frame

    def _read(self) -> None:
        try:
            while True:
                self._frames.put(framing.read_frame(self._source))
        except framing.StreamEnd as end:
            self._frames.put(end)


class Server:
    """Answers one browser's requests on `sink`, for one session."""

    def __init__(self, session: Lifetime, methods: Mapping[str, Method], sink: FileIO) -> None:
        self._session = session
        self._methods = methods
        self._sink = sink
        self._told = session.state()

    def serve(self, inbox: Inbox) -> None:
        """Works until the person logs out: a process serves one session. Raises StreamEnd if the browser goes first."""
        while True:
            frame = inbox.next(self._patience())
            self._session.tick()
            reply = self.answer(frame) if frame is not None else None
            before, self._told = self._told, self._session.state()
            changed = self._told != before
            news = jsonrpc.notification("session.changed", self._told) if changed else None
            # In one piece: who has the reply to a log-out would else ask on, of a host that is about to end.
            framing.write_frame(self._sink, *filter(None, (reply, news)))
            if changed and self._told.state == "logged_out":
                return

    def answer(self, frame: bytearray) -> bytes | None:
        """The reply to one frame, None to a notification. Wipes the frame."""
        number = None
        try:
            try:
                message = jsonrpc.parse(frame)
                number = jsonrpc.id_of(message)
                request = jsonrpc.request(message)
                return None if request.id is None else jsonrpc.success(number, self._run(request))
            except TwinlatchError as refusal:
                return jsonrpc.failure(number, refusal)
        except Exception as error:
            diagnostics.report_bug(error, "a request")
            return jsonrpc.failure(number, Internal())

    def _run(self, request: jsonrpc.Request) -> object:
        method = self._methods.get(request.method)
        if method is None:
            raise UnknownMethod
        result = method.run(self._session, validated(method.params, request.params))
        if method.gesture:
            self._session.touch()
        return result

    def _patience(self) -> float | None:
        seconds = self._session.seconds_until_tick()
        return None if seconds is None else min(max(seconds, 0.0), _LONGEST_WAIT_S)


def validated(model: type[BaseModel], params: dict[str, object]) -> BaseModel:
    """Raises InvalidParams, which names a field of ours and repeats nothing of the input."""
    try:
        return model.model_validate(params)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(str(part) for part in takewhile(_is_ours, first["loc"]))
        raise InvalidParams(field=field or None, why=first["type"]) from None


def _is_ours(part: int | str) -> bool:
    """Whether a step of a path is a position or a field of our models: any other name is input."""
    return isinstance(part, int) or part in _FIELDS


_FIELDS = {
    name
    for model in vars(protocol).values()
    if isinstance(model, type) and issubclass(model, BaseModel)
    for name in model.model_fields
}
