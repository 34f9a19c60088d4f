"""A real terminal with the real command in it."""

from __future__ import annotations

import codecs
import contextlib
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from fcntl import ioctl
from pathlib import Path

_COMMAND = """
import os, sys
os.open(os.ttyname(0), os.O_RDWR)  # the first terminal that a new session opens is the one whose Ctrl+C it hears
from twinlatch.cli import main
sys.exit(main())
"""
_PATIENCE_S = 30.0


class RealTerminal:
    """`shown` is everything the terminal showed."""

    def __init__(self, process: subprocess.Popen[bytes], keyboard: int) -> None:
        self.process = process
        self._keyboard = keyboard
        self._seen = 0
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self.shown = ""

    def until(self, words: str) -> str:
        """What is shown up to these words, from where the last look ended."""
        deadline = time.monotonic() + _PATIENCE_S
        while words not in self.shown[self._seen :]:
            assert select.select([self._keyboard], [], [], deadline - time.monotonic())[0], self.shown
            self.shown += self._decode(os.read(self._keyboard, 65536))
        start, self._seen = self._seen, self.shown.index(words, self._seen) + len(words)
        return re.sub(r"\x1b\[[0-9;]*m", "", self.shown[start : self._seen]).replace("\r\n", "\n")

    def type(self, line: str, *, hidden: bool = False) -> None:
        """Types a line; asserts that the terminal echoes, or hides, what is typed now."""
        assert bool(termios.tcgetattr(self._keyboard)[3] & termios.ECHO) is not hidden
        os.write(self._keyboard, line.encode() + b"\n")

    def press(self, key: bytes) -> None:
        os.write(self._keyboard, key)

    def status(self, name: str) -> str:
        """A file of the process in /proc, as text."""
        return Path(f"/proc/{self.process.pid}/{name}").read_bytes().decode(errors="replace")

    def end(self) -> int:
        """Reads to the end; answers the exit code."""
        with contextlib.suppress(OSError):  # Linux says EIO when the other end is closed
            while more := os.read(self._keyboard, 65536):
                self.shown += self._decode(more)
        return self.process.wait(_PATIENCE_S)


@contextlib.contextmanager
def running(*arguments: str) -> Iterator[RealTerminal]:
    """`twinlatch <arguments>` in a terminal of 80 columns and 50 lines."""
    keyboard, end = pty.openpty()
    ioctl(keyboard, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 80, 0, 0))
    command = [sys.executable, "-c", _COMMAND, *arguments]
    with subprocess.Popen(command, stdin=end, stdout=end, stderr=end, start_new_session=True) as process:
        os.close(end)
        try:
            yield RealTerminal(process, keyboard)
        finally:
            os.close(keyboard)  # hangs up, which ends it
