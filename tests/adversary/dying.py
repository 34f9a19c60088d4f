"""Starts operations that strace kills, or refuses a system call, at their n-th call of a kind (Linux)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, cast

import twinlatch
from tests.host.computers import Computer


def _may_attach() -> bool:
    """Whether Linux lets a process of this user trace another of theirs (Yama's ptrace_scope)."""
    scope = Path("/proc/sys/kernel/yama/ptrace_scope")
    return os.geteuid() == 0 or not scope.exists() or scope.read_text().strip() == "0"


STRACE = shutil.which("strace") if sys.platform == "linux" and _may_attach() else None
CALLS = ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate")


class Dying:
    """Starts operations that die."""

    def __init__(self) -> None:
        root = Path(__file__).resolve().parents[2]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.adversary.dying_process"],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(Path(twinlatch.__file__).parents[1])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._orders, self._replies = cast(IO[str], self._process.stdin), cast(IO[str], self._process.stdout)

    def close(self) -> None:
        self._orders.close()
        self._process.wait()
        self._replies.close()

    def run(self, operation: str, computer: Computer, *tracing: str) -> tuple[int, str, bytes]:
        """The status with which it ended, what strace wrote, and the seed of the new app."""
        order = {
            "folder": str(computer.folder),
            "wall": computer.clock.wall,
            "seed": computer.seed.hex(),
            "codes": computer.recovery_codes,
            "operation": operation,
        }
        self._orders.write(json.dumps(order) + "\n")
        self._orders.flush()
        ready = json.loads(self._replies.readline())
        log = computer.folder.with_suffix(".strace")
        tracer = subprocess.Popen(
            [STRACE or "", "-o", str(log), "-e", f"trace={','.join(CALLS)}", *tracing, "-p", str(ready["pid"])],
            stderr=subprocess.PIPE,
            text=True,
        )
        said = cast(IO[str], tracer.stderr)
        assert "attached" in said.readline()
        self._orders.write(".")
        self._orders.flush()
        status = json.loads(self._replies.readline())["status"]
        tracer.wait()
        said.close()
        return status, log.read_text(), bytes.fromhex(ready["seed"])
