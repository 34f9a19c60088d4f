"""`twinlatch 2fa`: turning two-factor on and off, a new phone, and the trust in this device."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from twinlatch import clock, protocol
from twinlatch.cli import recovery_codes
from twinlatch.cli.desk import DONE, Desk, DeskCommand
from twinlatch.cli.terminal import Cancelled
from twinlatch.errors import AlreadyEnabled, NoKeyring, NotEnabled, WrongCode
from twinlatch.i18n import Sentences
from twinlatch.two_factor.totp import qr_terminal

_GROUP = 4


def _status(desk: Desk, arguments: argparse.Namespace) -> int:
    status: protocol.TwoFactorStatus = desk.ask("two_factor.status")
    terminal = desk.terminal
    terminal.give(status.model_dump())
    if not status.enabled:
        terminal.tell("two_factor_is_off", "two_factor_off_hint", "cli_turn_on")
        return DONE
    terminal.tell("two_factor_is_on")
    terminal.tell("two_factor_since", date=clock.date_and_time(status.since or 0))
    if codes := status.recovery_codes:
        terminal.fact("recovery_title", "recovery_issued", date=clock.date_and_time(codes.issued_at))
        terminal.tell(*(() if codes.saved else ("recovery_unsaved", "recovery_unsaved_advice", "cli_new_codes")))
    terminal.fact("two_factor_store", f"two_factor_store_{status.device_key_store}")
    terminal.tell(*(("two_factor_limit_file",) if status.device_key_store == "file" else ()))
    trusted = "two_factor_trusted_until" if status.trusted_until else "two_factor_not_trusted"
    terminal.fact("two_factor_trust", trusted, date=clock.date_and_time(status.trusted_until or 0))
    terminal.fact("sms_title", "phone_is" if status.phone else "phone_none", phone=status.phone or "")
    return DONE


def _enable(desk: Desk, arguments: argparse.Namespace) -> int:
    if desk.ask("two_factor.status").enabled:
        raise AlreadyEnabled
    where = _store(desk, arguments)
    password = desk.master_password()
    _show(desk, desk.ask("two_factor.begin", master_password=password, device_key_store=where))
    codes = _confirmed(desk, lambda: desk.ask("two_factor.confirm", code=_first_code(desk)))
    desk.terminal.tell("two_factor_is_on", "two_factor_done")
    return recovery_codes.deliver(desk, codes)


def _store(desk: Desk, arguments: argparse.Namespace) -> str:
    """The system keyring where there is one; the weaker device-key file only by the person's own word.

    Raises NoKeyring, Cancelled.
    """
    if arguments.device_key_file:
        return "file"
    if desk.ask("system.status").keyring:
        return "keyring"
    if not desk.terminal.interactive:
        raise NoKeyring
    desk.terminal.tell("error_no_keyring", "error_no_keyring_advice", "two_factor_choose_file")
    if not desk.terminal.confirm("cli_use_file"):
        raise Cancelled
    return "file"


def _new_phone(desk: Desk, arguments: argparse.Namespace) -> int:
    _require_two_factor(desk)
    _show(desk, desk.ask("two_factor.replace_app", **desk.proof()))
    codes = _confirmed(desk, lambda: desk.ask("two_factor.confirm_replace", new_code=_first_code(desk)))
    desk.terminal.tell("two_factor_new_app_done")
    return recovery_codes.deliver(desk, codes)


def _show(desk: Desk, enrolment: protocol.Enrolment) -> None:
    """The QR code, and the secret in groups of four."""
    terminal, secret = desk.terminal, enrolment.secret
    terminal.give(enrolment.model_dump(exclude={"qr_svg"}))
    terminal.tell("two_factor_scan_text")
    terminal.draw(qr_terminal(enrolment.uri))
    terminal.tell("two_factor_by_hand_text")
    terminal.show(" ".join(secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP)))
    terminal.tell("two_factor_until", time=clock.date_and_time(enrolment.expires_at))


def _first_code(desk: Desk) -> str:
    return "".join(desk.terminal.secret(f"{desk.terminal.say('cli_new_code')}: ").split())


def _confirmed(desk: Desk, confirm: Callable[[], protocol.RecoveryCodes]) -> list[str]:
    """Until a code is right, or the set-up ends."""
    while True:
        try:
            return confirm().recovery_codes
        except WrongCode as error:
            desk.terminal.refuse(error)


def _disable(desk: Desk, arguments: argparse.Namespace) -> int:
    _require_two_factor(desk)
    desk.ask("two_factor.disable", **desk.proof())
    desk.terminal.tell("two_factor_is_off", "two_factor_off_done")
    desk.terminal.give({"enabled": False})
    return DONE


def _end_trust(desk: Desk, arguments: argparse.Namespace) -> int:
    _require_two_factor(desk)
    desk.ask("devices.forget", id="this")
    desk.terminal.tell("two_factor_trust_ended")
    desk.terminal.give({"trusted_until": None})
    return DONE


def _require_two_factor(desk: Desk) -> None:
    """Before anything more is asked. Raises NotEnabled."""
    if not desk.ask("two_factor.status").enabled:
        raise NotEnabled


def _device_key_file(options: argparse._ArgumentGroup, say: Sentences) -> None:
    options.add_argument("--device-key-file", action="store_true", help=say("cli_device_key_file_help"))


COMMANDS = {
    "status": DeskCommand(_status),
    "enable": DeskCommand(
        _enable,
        _device_key_file,
        rules=("two_factor_setup_title", "two_factor_what", "two_factor_needed", "two_factor_password_text"),
    ),
    "disable": DeskCommand(_disable, rules=("two_factor_off_lead", "two_factor_off_confirm_text")),
    "new-phone": DeskCommand(_new_phone, rules=("two_factor_new_app_title", "two_factor_new_app_text")),
    "end-trust": DeskCommand(_end_trust),
}
