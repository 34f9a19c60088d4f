"""Native messaging frames: a 32-bit length in the machine's own byte order, then that many bytes of JSON.

The only file that touches stdin and stdout. https://developer.chrome.com/docs/extensions/develop/concepts/native-messaging
"""

from __future__ import annotations

import os
import struct
import sys
from io import FileIO

MAX_REQUEST_BYTES = 8 * 1024 * 1024
MAX_REPLY_BYTES = 1024 * 1024

_LENGTH = struct.Struct("=I")


class StreamEnd(Exception):
    """No further frame can be read or written."""


class Disconnected(StreamEnd):
    """The browser closed its end between two frames."""


class BrokenFrame(StreamEnd):
    """The stream ended inside a frame."""


class FrameTooLarge(StreamEnd):
    """A frame announced more than MAX_REQUEST_BYTES; what follows it cannot be told apart."""


def take_standard_streams() -> tuple[FileIO, FileIO]:
    """Takes stdin and stdout for the protocol alone: the streams to read frames from and write frames to.

    Afterwards whatever prints to stdout reaches stderr, whatever reads stdin finds it empty, and child processes
    inherit neither.
    """
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    source, sink = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2 if sys.stderr else nothing, 1)
    os.close(nothing)
    return FileIO(source, "rb"), FileIO(sink, "wb")


def read_frame(source: FileIO) -> bytearray:
    """Reads the body of the next frame, of MAX_REQUEST_BYTES at most. Raises StreamEnd."""
    header = bytearray(_LENGTH.size)
    received = _fill(source, header)
    if not received:
        raise Disconnected
    if received < _LENGTH.size:
        raise BrokenFrame
    (length,) = _LENGTH.unpack(header)
    if length > MAX_REQUEST_BYTES:
        raise FrameTooLarge
    body = bytearray(length)
    if _fill(source, body) < length:
        raise BrokenFrame
    return body


def write_frame(sink: FileIO, *bodies: bytes) -> None:
    """Writes frames whole, several in one piece; browsers end the connection at one of more than MAX_REPLY_BYTES.

    Raises Disconnected.
    """
    rest = memoryview(b"".join(_LENGTH.pack(len(body)) + body for body in bodies))
    try:
        while rest:
            rest = rest[sink.write(rest) :]
    except OSError:
        raise Disconnected from None


def wipe(body: bytearray) -> None:
    body[:] = bytes(len(body))


def _fill(source: FileIO, buffer: bytearray) -> int:
    """Fills the buffer as far as the stream goes; gives the number of bytes."""
    rest = memoryview(buffer)
    try:
        while rest and (received := source.readinto(rest)):
            rest = rest[received:]
    except OSError:
        pass
    return len(buffer) - len(rest)
