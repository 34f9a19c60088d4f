"""Native messaging frames, read and written through real pipes."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinlatch import framing


@contextmanager
def stream(content: bytes) -> Iterator[FileIO]:
    """The reading end of a pipe into which `content` is written before it is closed."""
    reading, writing = os.pipe()

    def write() -> None:
        with FileIO(writing, "wb") as sink:
            rest = memoryview(content)
            try:
                while rest:
                    rest = rest[sink.write(rest) :]
            except BrokenPipeError:
                pass

    writer = Thread(target=write)
    writer.start()
    with FileIO(reading, "rb") as source:
        yield source
    writer.join()


def frame(body: bytes) -> bytes:
    return struct.pack("=I", len(body)) + body


def frames_until_end(content: bytes) -> tuple[list[bytes], type[framing.StreamEnd]]:
    bodies = []
    with stream(content) as source:
        try:
            while True:
                bodies.append(bytes(framing.read_frame(source)))
        except framing.StreamEnd as end:
            return bodies, type(end)


@given(st.lists(st.binary(max_size=2000), max_size=5))
def test_frames_come_out_as_they_went_in(bodies: list[bytes]) -> None:
    assert frames_until_end(b"".join(map(frame, bodies))) == (bodies, framing.Disconnected)


@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_stream_end_and_nothing_else(content: bytes) -> None:
    frames_until_end(content)


@given(st.binary(min_size=1, max_size=100), st.data())
def test_a_frame_cut_anywhere_is_broken(body: bytes, data: st.DataObject) -> None:
    whole = frame(body)
    cut = data.draw(st.integers(1, len(whole) - 1))
    assert frames_until_end(whole[:cut]) == ([], framing.BrokenFrame)


def test_a_frame_of_the_largest_size_is_read() -> None:
    body = bytes(framing.MAX_REQUEST_BYTES)
    assert frames_until_end(frame(body)) == ([body], framing.Disconnected)


@pytest.mark.parametrize("length", [framing.MAX_REQUEST_BYTES + 1, 64 * 1024 * 1024, 2**32 - 1])
def test_a_larger_length_is_refused_before_the_body_comes(length: int) -> None:
    assert frames_until_end(struct.pack("=I", length)) == ([], framing.FrameTooLarge)


def test_a_frame_larger_than_the_pipe_is_written_whole() -> None:
    body = bytes(range(256)) * 4096
    reading, writing = os.pipe()
    with FileIO(reading, "rb") as source, FileIO(writing, "wb") as sink:
        writer = Thread(target=framing.write_frame, args=(sink, body))
        writer.start()
        assert framing.read_frame(source) == body
        writer.join()


def test_writing_to_nobody_is_a_disconnection() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with FileIO(writing, "wb") as sink, pytest.raises(framing.Disconnected):
        framing.write_frame(sink, b"{}")


def test_a_wiped_frame_holds_zeros_only() -> None:
    body = bytearray(b'{"master_password":"x"}')
    framing.wipe(body)
    assert body == bytes(len(body))
    assert len(body) == 23
