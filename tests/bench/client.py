"""The browser's end of a native host's pipes, with nothing in it that would show in a measurement."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
from io import FileIO
from pathlib import Path
from typing import Any, Self, cast

from twinlatch import framing
from twinlatch.extension_ids import CHROMIUM_ORIGIN

HOST = [sys.executable, "-I", "-m", "twinlatch", CHROMIUM_ORIGIN]
ECHO = [sys.executable, "-I", str(Path(__file__).with_name("echo.py"))]


def frame(method: str, **params: object) -> bytes:
    """A request, ready to be written."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    return struct.pack("=I", len(body)) + body


class Client:
    """A host, started; it ends with the block."""

    def __init__(self, command: list[str], folders: dict[str, str] | None = None) -> None:
        """`folders` are the variables that move the vaults and the state."""
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | (folders or {}),
            bufsize=0,
        )
        self._stdin, self._stdout = cast(FileIO, self._process.stdin), cast(FileIO, self._process.stdout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._stdin.close()
        self._process.wait()
        self._stdout.close()

    def exchange(self, request: bytes) -> bytearray:
        """Writes a frame; gives the body of the next reply, past any notification."""
        self._stdin.write(request)
        while (body := framing.read_frame(self._stdout)).find(b'"id"', 0, 40) < 0:
            pass
        return body

    def ask(self, method: str, **params: object) -> Any:
        """The result of a method. Raises RuntimeError when it is refused."""
        reply = json.loads(self.exchange(frame(method, **params)))
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply["result"]

    def resident_mib(self) -> float | None:
        """The memory the host holds now; None where the system does not tell it as Linux does."""
        try:
            lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        except OSError:
            return None
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))
