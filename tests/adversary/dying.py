"""Starts operations to which something happens: strace kills them, or refuses a call, or a folder is gone (Linux)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO, Any, NamedTuple, cast

from tests.adversary.worker import Worker
from tests.host.computers import Computer


def _may_attach() -> bool:
    """Whether Linux lets a process of this user trace another of theirs (Yama's ptrace_scope)."""
    scope = Path("/proc/sys/kernel/yama/ptrace_scope")
    return os.geteuid() == 0 or not scope.exists() or scope.read_text().strip() == "0"


STRACE = shutil.which("strace") if sys.platform == "linux" and _may_attach() else None
WRITING = ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate")
READING = ("pread64",)


class End(NamedTuple):
    """How an operation ended (see dying_process), what strace wrote, and the seed of the new app."""

    status: int
    calls: str
    seed: bytes


class Dying:
    """Every operation is a process of its own."""

    def __init__(self) -> None:
        self._worker = Worker("tests.adversary.dying_process")

    def close(self) -> None:
        self._worker.close()

    def run(self, operation: str, computer: Computer, harm: str, size: int = 0) -> End:
        """After that harm was done."""
        ready = self._begin(operation, computer, harm, size)
        self._worker.tell(".")
        return End(self._worker.answer()["status"], "", bytes.fromhex(ready["seed"]))

    def trace(self, operation: str, computer: Computer, *injection: str) -> End:
        """Under strace, with what it does to the operation."""
        ready = self._begin(operation, computer, "nothing", 0)
        log = computer.folder.with_suffix(".strace")
        arguments = ["-o", str(log), "-e", f"trace={','.join(WRITING + READING)}", *injection, "-p", str(ready["pid"])]
        tracer = subprocess.Popen([STRACE or "", *arguments], stderr=subprocess.PIPE, text=True)
        said = cast(IO[str], tracer.stderr)
        assert "attached" in said.readline()
        self._worker.tell(".")
        status = self._worker.answer()["status"]
        tracer.wait()
        said.close()
        return End(status, log.read_text(), bytes.fromhex(ready["seed"]))

    def _begin(self, operation: str, computer: Computer, harm: str, size: int) -> Any:
        order = {
            "folder": str(computer.folder),
            "wall": computer.clock.wall,
            "seed": computer.seed.hex(),
            "codes": computer.recovery_codes,
            "operation": operation,
            "harm": [harm, size],
        }
        return self._worker.ask(order)
