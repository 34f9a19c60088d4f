"""`twinlatch login`: proves that the vault opens, and says what a log-in has to say."""

from __future__ import annotations

import argparse

from twinlatch.cli.desk import DONE, Desk, DeskCommand


def _login(desk: Desk, arguments: argparse.Namespace) -> int:
    desk.terminal.tell("cli_logged_in", email=desk.session.email)
    desk.terminal.give(desk.login_result.model_dump())
    return DONE


COMMAND = DeskCommand(_login)
