"""SIGTERM and SIGINT mean what the browser's leaving means: lock, wipe, exit."""

from __future__ import annotations

import signal
from types import FrameType

_STOPPING = (signal.SIGTERM, signal.SIGINT)


def raise_on_stop() -> None:
    """From now on the first of them raises SystemExit in the main thread, and only the first."""
    for number in _STOPPING:
        signal.signal(number, _stop)


def ignore() -> None:
    """From now on nothing interrupts the clean-up; the caller is about to exit."""
    for number in _STOPPING:
        signal.signal(number, signal.SIG_IGN)


def _stop(number: int, frame: FrameType | None) -> None:
    ignore()
    raise SystemExit(0)
