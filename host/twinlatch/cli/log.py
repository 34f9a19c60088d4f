"""`twinlatch log`: the security log, newest first."""

from __future__ import annotations

import argparse

from twinlatch import clock, protocol
from twinlatch.cli.desk import DONE, Desk, DeskCommand
from twinlatch.i18n import Sentences


def _log(desk: Desk, arguments: argparse.Namespace) -> int:
    log: protocol.SecurityLog = desk.ask("log.list")
    terminal, events = desk.terminal, log.events[: arguments.limit]
    terminal.give({"events": [event.model_dump(exclude_defaults=True) for event in events]})
    terminal.show(*(f"{clock.date_and_time(event.at)}  {_in_words(event, terminal.say)}" for event in events))
    if not events:
        terminal.tell("log_empty")
    return DONE


def _in_words(event: protocol.LogEvent, say: Sentences) -> str:
    """What happened, as extension/lib/log_event.js says it."""
    number = "one" if event.count == 1 else "other"
    names = (f"log_{event.what}_{ending}" for ending in (event.how, event.name, number) if ending)
    known = next((name for name in (*names, f"log_{event.what}") if name in say), "log_other")
    words = say(known, count=event.count, what=event.what)
    return f"{words} ({event.system})" if event.system else words


def _limit(options: argparse._ArgumentGroup, say: Sentences) -> None:
    def positive(text: str) -> int:
        if not text.isdecimal() or not int(text):
            raise argparse.ArgumentTypeError(say("cli_number_needed"))
        return int(text)

    options.add_argument("--limit", type=positive, metavar=say("cli_number"), help=say("cli_limit_help"))


COMMAND = DeskCommand(_log, _limit)
