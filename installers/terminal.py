"""What the installers say: a line a step, with the seconds it took."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

INTERACTIVE = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()

_RICH = (sys.stdout.encoding or "").lower().startswith("utf")
_DONE, _FAILED, _NOW = ("✓", "✗", "…") if _RICH else ("ok", "FAILED", "...")


class Stop(Exception):
    """An installer cannot go on; the text says why and what to do. `status` is its exit code."""

    def __init__(self, text: str, status: int = 1) -> None:
        super().__init__(text)
        self.status = status


def run(main: Callable[[], int]) -> NoReturn:
    """Runs an installer and exits with its status; a Stop is told, not traced. Being ended leaves nothing behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 - people start this with the python3 they have
            raise Stop(f"Twinlatch needs Python 3.11 or newer; this is {sys.version.split()[0]}.", 2)
        sys.exit(main())
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        sys.exit(stop.status)
    except KeyboardInterrupt:
        sys.exit(130)


@dataclass
class Step:
    """A step that goes on. `seen`, if anything is to be told of it, is what showed that it worked."""

    seen: str = ""


@contextmanager
def step(title: str) -> Iterator[Step]:
    """Shows a step while it goes on, and how it ended."""
    going = Step()
    if sys.stdout.isatty():
        print(f"  {_NOW} {title}", end="", flush=True)
    began = time.monotonic()
    try:
        yield going
    except BaseException:
        _end(_FAILED, title, began)
        raise
    _end(_DONE, f"{title}: {going.seen}" if going.seen else title, began)


def _end(mark: str, title: str, began: float) -> None:
    start_over = "\r\x1b[2K" if sys.stdout.isatty() else ""
    print(f"{start_over}  {mark} {title}  {time.monotonic() - began:.1f} s", flush=True)


def say(text: str = "") -> None:
    print(text, flush=True)


def ask(question: str) -> bool:
    """Yes unless the answer begins with an n; without a terminal nobody is asked."""
    return not INTERACTIVE or not input(f"{question} [Y/n] ").strip().lower().startswith("n")
