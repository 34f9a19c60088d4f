"""The host's process: puts the parts together and serves the browser that started it."""

from __future__ import annotations

import gc
import os
import sys
from io import FileIO

from twinlatch import diagnostics, extension_ids, framing, hardening, hello

_OBJECTS_BETWEEN_COLLECTIONS = 500_000  # an index is all alive: to look for garbage in it doubles the time of unlocking


def main() -> None:
    """Serves until the browser goes, the person logs out, or the system says stop. Never returns."""
    try:
        status = run(sys.argv[1:])
    except (SystemExit, KeyboardInterrupt):
        status = 0
    except Exception as error:
        diagnostics.report_bug(error, "the host")
        status = 1
    os._exit(status)  # a thread may still read or import: no interpreter must be taken down under it


def run(arguments: list[str]) -> int:
    """Gives the exit status: 1 for messages that could not be followed, 2 for a caller that is not our extension."""
    hardening.forbid_core_dumps()
    if not extension_ids.names_our_extension(arguments):
        diagnostics.complain("browsers start this program, for the Twinlatch extension only; people run `twinlatch`")
        return 2
    source, sink = framing.take_standard_streams()
    try:
        first = framing.read_frame(source)
        if reply := hello.answer(first):
            framing.write_frame(sink, reply)
        serve(source, sink, None if reply else first)
    except framing.FrameTooLarge:
        diagnostics.complain(f"a message of more than {framing.MAX_REQUEST_BYTES} bytes was refused")
        refuse_too_large(sink)
        return 1
    except framing.BrokenFrame:
        diagnostics.complain("the connection ended inside a message")
        return 1
    except framing.Disconnected:
        pass
    return 0


def serve(source: FileIO, sink: FileIO, first: bytearray | None) -> None:
    """Answers everything but a first hello, for which it imports the rest of the host. Raises StreamEnd.

    `first` is a frame that was read already.
    """
    hardening.forbid_inspection()
    diagnostics.silence_tracebacks()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)

    from contextlib import closing
    from threading import Thread

    from twinlatch import handlers, signals
    from twinlatch.server import Inbox, Server
    from twinlatch.session import Session

    signals.raise_on_stop()
    with closing(Session()) as session:
        server = Server(session, handlers.load(), sink)
        Thread(target=load_the_rest, name="loading", daemon=True).start()
        try:
            server.serve(Inbox(source, first))
        finally:
            signals.ignore()


def refuse_too_large(sink: FileIO) -> None:
    from contextlib import suppress

    from twinlatch import jsonrpc
    from twinlatch.errors import TooLarge

    with suppress(framing.Disconnected):
        framing.write_frame(sink, jsonrpc.failure(None, TooLarge(limit=framing.MAX_REQUEST_BYTES)))


def load_the_rest() -> None:
    """Loads, while the person reads and types, what requests would load when they first need it."""
    from twinlatch import device_store
    from twinlatch.sites import equivalents, public_suffix

    public_suffix.load()
    equivalents.load()
    device_store.load()


if __name__ == "__main__":
    main()
