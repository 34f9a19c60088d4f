"""The real host as a browser starts it: a process of its own, frames on its pipes."""

from __future__ import annotations

import contextlib
import json
import os
import struct
import subprocess
import sys
from io import FileIO
from pathlib import Path
from threading import Timer
from typing import Any, Self, cast

import twinlatch
from twinlatch import framing
from twinlatch.extension_ids import CHROMIUM_ORIGIN

_SOURCE = str(Path(twinlatch.__file__).parents[1])

# What the launcher does by `python -I -m twinlatch`, but for a source tree that is not installed.
_PROGRAM = f"""
import runpy, sys
sys.path.insert(0, {_SOURCE!r})
{{first}}
runpy.run_module("twinlatch", run_name="__main__")
"""


class Refused(Exception):
    """A JSON-RPC error."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error["data"]["reason"])
        self.code: int = error["code"]
        self.data: dict[str, Any] = error["data"]


class HostProcess:
    """A running host whose vaults and state lie in `folder`; killed when the block or a minute ends first."""

    def __init__(self, folder: Path, *arguments: str, first: str = "") -> None:
        """`first` is code of the test's own that the process runs before it becomes the host."""
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", _PROGRAM.format(first=first), *(arguments or [CHROMIUM_ORIGIN])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | {"TWINLATCH_HOME": str(folder / "vaults"), "TWINLATCH_STATE": str(folder / "state")},
            bufsize=0,
        )
        self.notifications: list[Any] = []
        self._stdin, self._stdout, self._stderr = (
            cast(FileIO, pipe) for pipe in (self.process.stdin, self.process.stdout, self.process.stderr)
        )
        self._watchdog = Timer(60, self.process.kill)
        self._watchdog.start()
        self._last_id = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._watchdog.cancel()
        self.process.kill()
        self.process.wait()
        for pipe in (self._stdin, self._stdout, self._stderr):
            pipe.close()

    def hello(self) -> Any:
        return self.ask("system.hello", client_version="0.1.0")

    def ask(self, method: str, **params: object) -> Any:
        """The result of a method. Raises Refused."""
        self._last_id += 1
        self.send({"jsonrpc": "2.0", "id": self._last_id, "method": method, "params": params})
        reply = self.receive()
        assert reply["id"] == self._last_id
        if "error" in reply:
            raise Refused(reply["error"])
        return reply["result"]

    def send(self, message: object) -> None:
        body = json.dumps(message).encode()
        self.send_bytes(struct.pack("=I", len(body)) + body)

    def send_bytes(self, content: bytes) -> None:
        """Writes to the host's stdin as it is."""
        rest = memoryview(content)
        while rest:
            rest = rest[self._stdin.write(rest) :]

    def receive(self) -> Any:
        """The next reply; notifications before it are kept. Raises framing.Disconnected when the host is gone."""
        while True:
            message = json.loads(framing.read_frame(self._stdout))
            if "method" not in message:
                return message
            self.notifications.append(message)

    def leave(self) -> tuple[int, str]:
        """Closes the pipe as a browser does; the exit status and what was said on stderr."""
        self.stop_writing()
        return self.outcome()

    def stop_writing(self) -> None:
        self._stdin.close()

    def stop_reading(self) -> None:
        self._stdout.close()

    def outcome(self) -> tuple[int, str]:
        """Waits until the host ended by itself. What is left on its stdout must be frames, and is read as such."""
        with contextlib.suppress(framing.Disconnected):
            while True:
                self.receive()
        said = self._stderr.readall()
        return self.process.wait(), said.decode()
