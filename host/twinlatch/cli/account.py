"""`twinlatch account`: creating one, opening the door for a vault file from elsewhere, restoring an older one."""

from __future__ import annotations

import argparse
from pathlib import Path

from twinlatch import protocol
from twinlatch.cli.desk import DONE, REFUSED, Desk, DeskCommand, add_email
from twinlatch.i18n import Sentences


def _create(desk: Desk, arguments: argparse.Namespace) -> int:
    terminal = desk.terminal
    email = arguments.email or terminal.line(f"{terminal.say('common_email')}: ")
    password = terminal.secret(f"{terminal.say('common_master_password')}: ")
    if password != terminal.secret(f"{terminal.say('welcome_password_again')}: "):
        terminal.tell("welcome_passwords_differ")
        return REFUSED
    desk.ask("account.create", email=email, master_password=password)
    terminal.tell("cli_created", "cli_turn_on", email=desk.session.email)
    terminal.give({"email": desk.session.email, "vault_file": str(desk.session.path)})
    return DONE


def _add(desk: Desk, arguments: argparse.Namespace) -> int:
    added: protocol.AddedAccount = desk.ask("account.add", path=str(arguments.file.expanduser().absolute()))
    desk.terminal.tell("welcome_added", "welcome_added_advice", "cli_log_in")
    if added.label:
        desk.terminal.tell("welcome_added_two_factor", computer=added.label)
    desk.terminal.give(added.model_dump())
    return DONE


def _restore(desk: Desk, arguments: argparse.Namespace) -> int:
    terminal = desk.terminal
    email = arguments.email or desk.only_email() or terminal.line(f"{terminal.say('common_email')}: ")
    password = terminal.secret(f"{terminal.say('common_master_password')} ({email}): ")
    terminal.tell("login_restore_hint")
    code = desk.recovery_code()
    desk.welcome(desk.ask("account.restore", email=email, master_password=password, recovery_code=code or None))
    terminal.tell("cli_restored")
    terminal.give(desk.login_result.model_dump())
    return DONE


def _file(options: argparse._ArgumentGroup, say: Sentences) -> None:
    options.add_argument("file", type=Path, metavar=say("cli_file"), help=say("cli_vault_file_help"))


_FACTS = ("login_fact_no_reset", "login_fact_recovery_codes", "login_fact_starting_over")

COMMANDS = {
    "create": DeskCommand(_create, add_email, rules=_FACTS, logs_in=False),
    "add": DeskCommand(_add, _file, logs_in=False),
    "restore": DeskCommand(_restore, add_email, rules=("login_restore_title", "login_restore_lead"), logs_in=False),
}
