"""Starts processes that log in at the same moment (POSIX)."""

from __future__ import annotations

from tests.adversary.worker import Worker
from tests.host.computers import PASSWORD, Computer


class Racing:
    """Every attempt is a process of its own."""

    def __init__(self) -> None:
        self._worker = Worker("tests.adversary.racing_process")

    def close(self) -> None:
        self._worker.close()

    def run(
        self, computer: Computer, codes: list[str], password: str = PASSWORD, *, recovery: bool = False
    ) -> list[str]:
        """What each of the log-ins with these codes was answered, in no order."""
        kind = "recovery_code" if recovery else "code"
        attempts = [{"folder": str(computer.folder), "password": password, kind: code} for code in codes]
        answers: list[str] = self._worker.ask({"wall": computer.clock.wall, "attempts": attempts})
        return answers
