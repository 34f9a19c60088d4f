"""What the host says on stderr: for developers, a line each, and never a value."""

from __future__ import annotations

import contextlib
import os
import sys
from types import TracebackType

_HERE = os.path.dirname(__file__) + os.sep


def complain(line: str) -> None:
    if sys.stderr:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"twinlatch: {line}\n")


def report_bug(error: BaseException | None, doing: str) -> None:
    """Names the class of an exception and the lines of ours it passed, never its text: that may hold what was typed."""
    places = " > ".join(_our_places(error.__traceback__ if error else None))
    complain(f"{type(error).__name__} in {doing}: {places or 'outside our files'}")


def silence_tracebacks() -> None:
    """Reports uncaught exceptions of threads and destructors as bugs instead of printing them."""
    import threading

    threading.excepthook = lambda uncaught: report_bug(uncaught.exc_value, "a thread")
    sys.unraisablehook = lambda uncaught: report_bug(uncaught.exc_value, "a destructor")


def _our_places(trace: TracebackType | None) -> list[str]:
    places = []
    while trace:
        path = trace.tb_frame.f_code.co_filename
        if path.startswith(_HERE):
            places.append(f"{path.removeprefix(_HERE)}:{trace.tb_lineno}")
        trace = trace.tb_next
    return places
