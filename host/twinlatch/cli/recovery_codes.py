"""`twinlatch recovery-codes`: ten new ones, and handing them over."""

from __future__ import annotations

import argparse

from twinlatch.cli.desk import DONE, REFUSED, Desk, DeskCommand
from twinlatch.errors import NotEnabled


def _new(desk: Desk, arguments: argparse.Namespace) -> int:
    if not desk.ask("two_factor.status").enabled:
        raise NotEnabled
    codes = desk.ask("recovery_codes.regenerate", **desk.proof()).recovery_codes
    desk.terminal.tell("recovery_renewed")
    return deliver(desk, codes)


def deliver(desk: Desk, codes: list[str]) -> int:
    """Shows the codes this once; they count as delivered when the person says so."""
    terminal = desk.terminal
    terminal.give({"recovery_codes": codes})
    terminal.tell("recovery_sheet_heading", "recovery_sheet_lead", "recovery_sheet_where")
    terminal.show("", *(f"{number:4}  {code}" for number, code in enumerate(codes, 1)), "")
    if not terminal.confirm("cli_saved_them"):
        terminal.tell("recovery_unsaved", "recovery_unsaved_advice", "cli_new_codes")
        return REFUSED
    desk.ask("recovery_codes.saved")
    terminal.tell("common_done")
    return DONE


COMMANDS = {"new": DeskCommand(_new, rules=("recovery_new_text", "recovery_lead"))}
