"""A person at work: their terminal, their session, and the same methods that the extension asks."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twinlatch import accounts, diagnostics, handlers, hardening, paths, protocol
from twinlatch.cli.parsing import NotUnderstood
from twinlatch.cli.terminal import Cancelled, InputEnded, Terminal
from twinlatch.errors import CodeRequired, Internal, Locked, NotFound, TwinlatchError
from twinlatch.i18n import Sentences, language
from twinlatch.server import validated
from twinlatch.session import Session

DONE, REFUSED, CANNOT_RUN = 0, 1, 2
_TEXT_ME = "sms"


class Desk:
    """`listed`: the ids of the items last listed, in their order."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.session = Session()
        self.login_result = protocol.LoginResult(state="logged_out")
        self.listed: list[str] = []
        self._methods = handlers.load()
        self._just_typed: str | None = None
        self._code_prompt = "common_code_label"
        terminal.idle = self

    def ask(self, name: str, **params: Any) -> Any:
        """The result of a method; a vault that locked meanwhile is unlocked first. Raises what the method does."""
        method = self._methods[name]
        wanted = validated(method.params, params)
        try:
            result = method.run(self.session, wanted)
        except Locked:
            self._unlock()
            result = method.run(self.session, wanted)
        self.session.touch()
        return result

    # --- who is there

    def log_in(self, email: str | None, *, by_recovery_code: bool = False, trust_device: bool = False) -> None:
        """Raises what session.login does, NotUnderstood."""
        email = email or self.only_email() or self.terminal.line(self._prompt("common_email"))
        password = self.terminal.secret(self._prompt("common_master_password", email))
        claim = {"email": email, "master_password": password}
        if by_recovery_code:
            claim["recovery_code"] = self.recovery_code()
        try:
            result = self.ask("session.login", **claim)
        except CodeRequired as required:
            ended = f"login_trust_ended_{required.data.get('trust_ended')}"
            if ended in self.terminal.say:
                self.terminal.tell(ended)
            factor = self._second_factor(claim, required.data.get("phone"))
            result = self.ask("session.login", **claim, **factor, trust_device=trust_device)
            if "code" in factor:
                self._code_prompt = "cli_next_code"
        self._just_typed = password
        self.welcome(result)

    def _second_factor(self, claim: dict[str, str], phone: str | None) -> dict[str, str]:
        """The app's code, or, where a phone is known and the person says so, the one that is texted to it."""
        if phone is None:
            return {"code": self.code()}
        code = "".join(self.terminal.secret(f"{self.terminal.say('cli_code_or_text', phone=phone)}: ").split())
        if code.casefold() != _TEXT_ME:
            return {"code": code}
        self.ask("phone.send_code", **claim, language=language())
        self.terminal.tell("login_text_lead", phone=phone)
        return {"sms_code": "".join(self.terminal.secret(self._prompt("common_text_code_label")).split())}

    def welcome(self, result: protocol.LoginResult) -> None:
        """Tells what a log-in has to say."""
        self.login_result = result
        count = result.failures_since_last_login
        if count:
            key = "login_notice_failures_one" if count == 1 else "login_notice_failures_other"
            self.terminal.tell(key, "login_notice_failures_advice", count=count)
        if result.older_copy:
            self.terminal.tell("login_notice_older_copy", "login_notice_older_copy_advice")
        if result.two_factor_turned_off:
            self.terminal.tell("login_notice_two_factor_off", "login_notice_two_factor_off_advice", "cli_set_up_again")
        if result.by_text_message:
            self.terminal.tell("login_notice_text", "login_notice_text_advice")
        if result.recovery_codes_saved is False:
            self.terminal.tell("recovery_unsaved", "recovery_unsaved_advice", "cli_new_codes")

    def stay(self) -> None:
        """From now on the master password is asked for each time that it is needed."""
        self._just_typed = None
        self._code_prompt = "common_code_label"

    def master_password(self) -> str:
        """The one typed a moment ago to log in, else asked for now."""
        return self._just_typed or self.terminal.secret(self._prompt("common_master_password", self.session.email))

    def code(self) -> str:
        return "".join(self.terminal.secret(self._prompt(self._code_prompt)).split())

    def recovery_code(self) -> str:
        return self.terminal.secret(self._prompt("login_recovery_label"))

    def proof(self) -> dict[str, str]:
        """Master password and code, before something that matters."""
        return {"master_password": self.master_password(), "code": self.code()}

    def _unlock(self) -> None:
        password = self.terminal.secret(self._prompt("common_master_password", self.session.email))
        try:
            self.ask("session.unlock", master_password=password)
        except CodeRequired:
            self.ask("session.unlock", master_password=password, code=self.code())

    def _prompt(self, key: str, *whose: str) -> str:
        return " ".join([self.terminal.say(key), *(f"({name})" for name in whose)]) + ": "

    def only_email(self) -> str | None:
        """Raises NotUnderstood where there are several, NotFound where there is none."""
        known = [str(account["email"]) for account in accounts.listing() if account["email"]]
        if len(known) > 1:
            raise NotUnderstood("cli_which_account", known=", ".join(known))
        folder = Path(paths.data_folder())
        if not accounts.listing() and not (folder.is_dir() and any(folder.iterdir())):
            raise NotFound(what="account")
        return known[0] if known else None

    # --- while the person thinks

    def patience(self) -> float | None:
        seconds = self.session.seconds_until_lock()
        return None if seconds is None else max(seconds, 0.0)

    def news(self) -> str | None:
        was_open = self.session.state().state == "unlocked"
        self.session.tick()
        return "options_now_locked" if was_open and self.session.state().state != "unlocked" else None


@dataclass(frozen=True)
class DeskCommand:
    """A command for a person at a desk. On its own it logs in first, in the shell it goes on; `rules` are told
    before anything is asked."""

    act: Callable[[Desk, argparse.Namespace], int]
    arguments: Callable[[argparse._ArgumentGroup, Sentences], None] = lambda options, say: None
    rules: tuple[str, ...] = ()
    logs_in: bool = True

    def add_arguments(self, options: argparse._ArgumentGroup, say: Sentences) -> None:
        self.arguments(options, say)
        if self.logs_in:
            add_email(options, say)
            options.add_argument("--recovery-code", action="store_true", help=say("cli_recovery_code_help"))
            options.add_argument("--trust-device", action="store_true", help=say("cli_trust_device_help"))
        options.add_argument("--json", action="store_true", help=say("cli_json_help"))

    def run(self, arguments: argparse.Namespace, say: Sentences) -> int:
        hardening.forbid_core_dumps()
        hardening.forbid_inspection()
        diagnostics.silence_tracebacks()
        terminal = Terminal(say, as_json=arguments.json)
        desk = Desk(terminal)
        try:
            return told(terminal, lambda: self._run(desk, arguments))
        except InputEnded:
            terminal.tell("cli_input_ended")
            return CANNOT_RUN
        finally:
            desk.session.close()

    def _run(self, desk: Desk, arguments: argparse.Namespace) -> int:
        desk.terminal.rules(*self.rules)
        if self.logs_in:
            desk.log_in(arguments.email, by_recovery_code=arguments.recovery_code, trust_device=arguments.trust_device)
        return self.act(desk, arguments)


def add_email(options: argparse._ArgumentGroup, say: Sentences) -> None:
    options.add_argument("--email", metavar=say("cli_address"), help=say("cli_email_help"))


def told(terminal: Terminal, act: Callable[[], int]) -> int:
    """The exit code of `act`, whose refusals are told; nothing of an unexpected failure but where it was."""
    try:
        return act()
    except TwinlatchError as refusal:
        terminal.refuse(refusal)
    except NotUnderstood:
        raise
    except (Cancelled, KeyboardInterrupt, InputEnded) as end:
        if isinstance(end, InputEnded) and not terminal.interactive:
            raise
        terminal.tell("cli_cancelled")
    except Exception as error:
        diagnostics.report_bug(error, "a command")
        terminal.refuse(Internal())
    return REFUSED
