"""A person at a terminal: what they answer, and what they read."""

from __future__ import annotations

import base64
import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.host.computers import EMAIL, Computer
from twinlatch import cli

Answer = str | Callable[[], str]

_GROUPS = re.compile(r"^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$", re.MULTILINE)
_RECOVERY_CODE = re.compile(r"^ +\d+  ((?:[A-Z2-7]{4}-){6}[A-Z2-7]{4})$", re.MULTILINE)


class Answers:
    """Standard input that is no terminal: a line for each question, made when it is asked."""

    def __init__(self, answers: Iterator[Answer]) -> None:
        self._answers = answers

    def isatty(self) -> bool:
        return False

    def readline(self) -> str:
        answer = next(self._answers, None)
        if answer is None:
            return ""
        return f"{answer if isinstance(answer, str) else answer()}\n"


class Person:
    """Runs commands at a computer; `read` is all that the last one wrote, `printed` what came by standard output."""

    def __init__(self, computer: Computer, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self.computer = computer
        self.read = ""
        self.printed = ""
        self._capsys = capsys
        self._patch = patch

    def run(self, command: str, *answers: Answer) -> int:
        """The exit code of `twinlatch <command>`, its questions answered in this order, then by nobody."""
        self._look()
        self.read = self.printed = ""
        left = iter(answers)
        self._patch.setattr(sys, "stdin", Answers(left))
        code = 2
        with contextlib.suppress(SystemExit):
            code = cli.main(command.split())
        self._look()
        assert not list(left), "not everything was asked"
        return code

    def at_home(self, command: str, *answers: Answer) -> int:
        """`run` for the account of this computer."""
        return self.run(f"{command} --email {EMAIL}", *answers)

    def answer(self) -> dict[str, Any]:
        """The last line of JSON."""
        answer: dict[str, Any] = json.loads(self.printed.splitlines()[-1])
        return answer

    def scan(self) -> str:
        """Types the printed secret into the authenticator app, and reads its code."""
        self._look()
        (groups,) = _GROUPS.findall(self.read)
        self.computer.seed = base64.b32decode(groups.replace(" ", ""))
        return self.computer.code()

    def keep_codes(self) -> str:
        """Copies the ten recovery codes, and says so."""
        self._look()
        self.computer.recovery_codes = _RECOVERY_CODE.findall(self.read)
        assert len(self.computer.recovery_codes) == 10
        return "y"

    def _look(self) -> None:
        shown = self._capsys.readouterr()
        self.read += shown.out + shown.err
        self.printed += shown.out
