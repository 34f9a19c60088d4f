"""The command line: tables of commands made into a parser that speaks the person's language."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NoReturn, Protocol, Union

from twinlatch.cli.text import fitted, printable, wrapped
from twinlatch.i18n import Sentences

NOT_UNDERSTOOD = 2

_REFUSALS = (
    (re.compile(r"argument \S+: invalid choice: '(?P<name>.*?)' \(choose from"), "cli_unknown_command"),
    (re.compile(r"the following arguments are required: (?P<names>.*)"), "cli_missing"),
    (re.compile(r"unrecognized arguments: (?P<names>.*)"), "cli_unrecognized"),
    (re.compile(r"argument (?P<name>\S+).*: expected (?:one|at least one) argument"), "cli_needs_value"),
)
"""What argparse says, which it does in English only, and the sentence for it."""


class Command(Protocol):
    """What stands in a table of commands: a file of this folder, or a DeskCommand."""

    @property
    def add_arguments(self) -> Callable[[argparse._ArgumentGroup, Sentences], None]: ...

    @property
    def run(self) -> Callable[[argparse.Namespace, Sentences], int]: ...


Commands = Mapping[str, Union[Command, "Commands"]]


class NotUnderstood(Exception):
    """The command line contradicts itself; `sentence` names what to say."""

    def __init__(self, sentence: str, **values: str | int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values = values


class Parser(argparse.ArgumentParser):
    """argparse, with its own few sentences in the person's language."""

    def __init__(self, *, say: Sentences, **settings: Any) -> None:
        formatter = partial(_Formatter, usage=say("cli_usage"))
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=formatter, **settings)
        self._say = say
        self.options = self.add_argument_group(say("cli_options"))
        self.options.add_argument("-h", "--help", action="help", help=say("cli_help_help"))

    def add_commands(self, commands: Commands, key: str = "cli") -> None:
        """Adds a table of commands, and the tables in it; `<key>_<name>_help` says what each does."""
        say = self._say
        title, metavar = say("cli_commands"), say("cli_command")
        parsers = self.add_subparsers(required=True, title=title, metavar=metavar, dest="command")
        for name, command in commands.items():
            own_key = f"{key}_{name.replace('-', '_')}"
            about = say(f"{own_key}_help")
            prog = f"{self.prog} {name}".strip()
            parser = parsers.add_parser(name, say=say, prog=prog, help=about, description=about, epilog=self.epilog)
            if isinstance(command, Mapping):
                parser.add_commands(command, own_key)
            else:
                command.add_arguments(parser.options, say)
                parser.set_defaults(run=command.run)

    def refuse(self, error: NotUnderstood) -> NoReturn:
        self.error(self._say(error.sentence, **error.values))

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        command = f"{self.prog} --help" if self.prog else "help"
        why = printable(self._own_words(message))
        sentence = self._say("cli_not_understood", why=why, command=command)
        self.exit(NOT_UNDERSTOOD, fitted(sentence, sys.stderr) + "\n")

    def _own_words(self, message: str) -> str:
        found = ((pattern.match(message), key) for pattern, key in _REFUSALS)
        return next((self._say(key, **match.groupdict()) for match, key in found if match), message)


class _Formatter(argparse.HelpFormatter):
    """Breaks lines where the language allows it; Japanese has no spaces to break at, and characters twice as wide."""

    def __init__(self, prog: str, *, usage: str, **settings: Any) -> None:
        super().__init__(prog, **settings)
        self._usage_prefix = f"{usage} "

    def add_usage(
        self, usage: str | None, actions: Iterable[argparse.Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, self._usage_prefix if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(text, width - len(indent)))
