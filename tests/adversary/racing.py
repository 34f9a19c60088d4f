"""Starts processes that log in at the same moment (POSIX)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

import twinlatch
from tests.host.computers import PASSWORD, Computer


class Racing:
    """Every attempt is a process of its own."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.adversary.racing_process"],
            cwd=Path(__file__).resolve().parents[2],
            env=os.environ | {"PYTHONPATH": str(Path(twinlatch.__file__).parents[1])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._orders, self._replies = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)

    def close(self) -> None:
        self._orders.close()
        self._process.wait()
        self._replies.close()

    def run(self, computer: Computer, codes: list[str], password: str = PASSWORD) -> list[str]:
        """What each of the log-ins with these codes was answered, in no order."""
        attempts = [{"folder": str(computer.folder), "password": password, "code": code} for code in codes]
        self._orders.write(json.dumps({"wall": computer.clock.wall, "attempts": attempts}) + "\n")
        self._orders.flush()
        answers: list[str] = json.loads(self._replies.readline())
        return answers
