"""Frames: whatever comes, in pieces of whatever size, ends as the lengths in it say."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import cast

from twinlatch import framing

LARGEST = 4096

Found = tuple[list[bytes], type[framing.StreamEnd]]


class Trickle:
    """A stream that gives `step` bytes at a time, or as many as are asked for where it is 0."""

    def __init__(self, content: bytes, step: int) -> None:
        self._rest = content
        self._step = step

    def readinto(self, buffer: memoryview) -> int:
        size = min(len(buffer), self._step or len(buffer), len(self._rest))
        buffer[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def seeds() -> dict[str, bytes]:
    """The first byte is the size of the pieces."""

    def frame(body: bytes) -> bytes:
        return struct.pack("=I", len(body)) + body

    return {
        "nothing": b"\0",
        "two frames": b"\0" + frame(b"{}") + frame(b'{"jsonrpc":"2.0"}'),
        "in pieces": b"\3" + frame(b"a longer body") + frame(b""),
        "cut in the length": b"\0" + frame(b"{}") + b"\1\0",
        "cut in the body": b"\1" + frame(b"{}") + frame(b"{}")[:-1],
        "largest": b"\0" + struct.pack("=I", framing.MAX_REQUEST_BYTES) + b"{}",
        "too large": b"\0" + struct.pack("=I", framing.MAX_REQUEST_BYTES + 1) + b"{}",
        "2^32 - 1": b"\0" + struct.pack("=I", 2**32 - 1),
    }


def expected(content: bytes) -> Found:
    """What comes of it, by the lengths alone."""
    bodies: list[bytes] = []
    at = 0
    while len(content) - at >= 4:
        (length,) = struct.unpack_from("=I", content, at)
        if length > framing.MAX_REQUEST_BYTES:
            return bodies, framing.FrameTooLarge
        at += 4 + length
        if at > len(content):
            return bodies, framing.BrokenFrame
        bodies.append(content[at - length : at])
    return bodies, framing.BrokenFrame if at < len(content) else framing.Disconnected


def found(content: bytes, step: int) -> Found:
    """What the host reads."""
    source = cast(FileIO, Trickle(content, step))
    bodies: list[bytes] = []
    try:
        while True:
            bodies.append(bytes(framing.read_frame(source)))
    except framing.StreamEnd as end:
        return bodies, type(end)


@contextmanager
def prepared(folder: Path) -> Iterator[Callable[[bytes], None]]:
    yield check


def check(data: bytes) -> None:
    content = data[1:]
    assert found(content, data[0] if data else 0) == expected(content)
