"""`twinlatch shell`: many commands in one session. Nothing that is typed here is kept."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from twinlatch.cli import items, log, recovery_codes, two_factor
from twinlatch.cli.desk import DONE, REFUSED, Desk, DeskCommand, told
from twinlatch.cli.parsing import NOT_UNDERSTOOD, Commands, Parser
from twinlatch.cli.terminal import InputEnded, Terminal
from twinlatch.i18n import Sentences

_PROMPT = "twinlatch> "
_COMMANDS: Mapping[str, Any] = {
    **items.COMMANDS,
    "2fa": two_factor.COMMANDS,
    "recovery-codes": recovery_codes.COMMANDS,
    "log": log.COMMAND,
}


@dataclass(frozen=True)
class _Here:
    """A command in the session that there is."""

    command: DeskCommand
    desk: Desk

    def add_arguments(self, options: argparse._ArgumentGroup, say: Sentences) -> None:
        self.command.arguments(options, say)

    def run(self, arguments: argparse.Namespace, say: Sentences) -> int:
        self.desk.terminal.rules(*self.command.rules)
        return self.command.act(self.desk, arguments)


def _shell(desk: Desk, arguments: argparse.Namespace) -> int:
    """Answers the exit code of the last command."""
    desk.stay()
    say, terminal = desk.terminal.say, desk.terminal
    parser = Parser(say=say, prog="", usage=argparse.SUPPRESS, description=say("cli_shell_lead"))
    parser.add_commands(_here(_COMMANDS, desk))
    terminal.tell("cli_logged_in", "cli_shell_lead", email=desk.session.email)
    code = DONE
    while desk.session.state().state != "logged_out":
        try:
            words = _words(terminal)
        except ValueError:
            terminal.tell("cli_quotes")
            code = NOT_UNDERSTOOD
        except KeyboardInterrupt:
            print(file=sys.stderr)
        except InputEnded:
            return code
        else:
            if words == ["exit"]:
                return code
            if words:
                code = told(terminal, partial(_run, parser, words, say))
    return REFUSED


def _words(terminal: Terminal) -> list[str]:
    """Raises ValueError for an open quotation mark, InputEnded."""
    words = shlex.split(terminal.line(_PROMPT))
    return ["--help"] if words == ["help"] else words


def _run(parser: Parser, words: list[str], say: Sentences) -> int:
    try:
        arguments = parser.parse_args(words)
    except SystemExit as exit_:  # argparse has said why
        return int(exit_.code or DONE)
    code: int = arguments.run(arguments, say)
    return code


def _here(commands: Mapping[str, Any], desk: Desk) -> Commands:
    return {
        name: _here(command, desk) if isinstance(command, Mapping) else _Here(command, desk)
        for name, command in commands.items()
    }


COMMAND = DeskCommand(_shell)
