"""The `twinlatch` command: a file a command, each with `add_arguments(options, say)` and `run(arguments, say)`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, NoReturn, Protocol

import twinlatch
from twinlatch.cli import install, status, uninstall
from twinlatch.cli.report import NotUnderstood
from twinlatch.i18n import Sentences, language


class Command(Protocol):
    """What a file of this folder holds that is a command."""

    @property
    def add_arguments(self) -> Callable[[argparse._ArgumentGroup, Sentences], None]: ...

    @property
    def run(self) -> Callable[[argparse.Namespace, Sentences], int]: ...


COMMANDS: dict[str, Command] = {"install": install, "uninstall": uninstall, "status": status}

_NOT_UNDERSTOOD = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and answers its exit code: 0 done, 1 not all is well, 2 the command line was not understood."""
    say = Sentences(language())
    parser = _parser(say)
    parsed = parser.parse_args(arguments)
    try:
        return COMMANDS[parsed.command].run(parsed, say)
    except NotUnderstood as error:
        parser.error(say(str(error)))


def _parser(say: Sentences) -> argparse.ArgumentParser:
    top = _Parser(say=say, prog="twinlatch", description=say("cli_about"), epilog=say("cli_exit_codes"))
    top.options.add_argument("--version", action="version", version=twinlatch.__version__, help=say("cli_version_help"))
    commands = top.add_subparsers(dest="command", required=True, title=say("cli_commands"), metavar=say("cli_command"))
    for name, command in COMMANDS.items():
        about = say(f"cli_{name}_help")
        parser = commands.add_parser(name, say=say, help=about, description=about, epilog=say("cli_exit_codes"))
        command.add_arguments(parser.options, say)
    return top


class _Parser(argparse.ArgumentParser):
    """argparse, with its own few sentences in the person's language."""

    def __init__(self, *, say: Sentences, **settings: Any) -> None:
        formatter = partial(_Formatter, usage=say("cli_usage"))
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=formatter, **settings)
        self._say = say
        self.options = self.add_argument_group(say("cli_options"))
        self.options.add_argument("-h", "--help", action="help", help=say("cli_help_help"))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(_NOT_UNDERSTOOD, self._say("cli_not_understood", why=message, command=self.prog) + "\n")


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, *, usage: str, **settings: Any) -> None:
        super().__init__(prog, **settings)
        self._usage_prefix = f"{usage} "

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage_prefix if prefix is None else prefix)
