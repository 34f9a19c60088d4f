"""`twinlatch shell`: many commands in one session, nothing shown that was not asked for, locked when it is time."""

from __future__ import annotations

import os
import pty
import sys
from collections.abc import Iterator

import pytest

from tests.host.cli.person import Person
from tests.host.computers import EMAIL, LOGIN, PASSWORD
from twinlatch.cli.desk import Desk
from twinlatch.cli.terminal import Terminal
from twinlatch.i18n import Sentences

SECRET = LOGIN["password"]


@pytest.fixture
def keeper(ada: Person) -> Person:
    """Ada, with two logins in her vault; one holds what a terminal would obey."""
    session = ada.computer.enter()
    session.library.create("login", LOGIN | {"totp": "GEZDGNBVGY3TQOJQ"}, 0.0)
    fields = [{"name": "PIN", "value": "4711", "hidden": True}]
    urls = [{"url": "https://shop.example", "match": "domain"}, {"url": "https://till.shop.example", "match": "host"}]
    hostile = {"title": "A shop\x1b]0;owned\x07 \u202e", "username": "\x1b[2J", "urls": urls, "custom_fields": fields}
    session.library.create("login", LOGIN | hostile, 0.0)
    return ada


def test_a_login_is_found_and_shown_without_its_password(keeper: Person) -> None:
    """list, search and show give no secret; `show --password` gives this one's, by number or by words."""
    assert keeper.at_home("shell", PASSWORD, "list", "search bank", "show 1", "show shop") == 0
    assert SECRET not in keeper.read
    assert "PIN: ********" in keeper.read
    assert "Website: https://shop.example\n" in keeper.read.replace("\r", "")
    assert "Website: https://till.shop.example (This host only)" in keeper.read
    assert "A bank (ada)" in keeper.read
    assert keeper.at_home("shell", PASSWORD, "list", "show --password 1") == 0
    assert f"Password: {SECRET}" in keeper.read


def test_json_holds_no_secret_that_was_not_asked_for(keeper: Person) -> None:
    """Without --password no password and no hidden field; never the key of the one-time codes, nor old passwords."""
    assert keeper.at_home("shell --json", PASSWORD, "list", "show shop") == 0
    assert not {SECRET, "4711"} & set(keeper.read.split('"'))
    assert keeper.answer()["title"] == "A shop\x1b]0;owned\x07 \u202e"
    assert keeper.at_home("shell --json", PASSWORD, "show --password shop") == 0
    assert keeper.answer()["custom_fields"][0]["value"] == "4711"
    assert not {"totp", "previous_passwords"} & keeper.answer().keys()


def test_titles_from_websites_cannot_steer_the_terminal(keeper: Person) -> None:
    """Escape sequences, bells and reversed text in stored fields are shown as replacement characters."""
    assert keeper.at_home("shell", PASSWORD, "list", "show shop") == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(keeper.read)


def test_words_that_fit_several_logins_or_none(keeper: Person) -> None:
    """Nothing is shown of either; the output says how to choose. The exit code is the last command's."""
    assert keeper.at_home("shell", PASSWORD, "show example") == 1
    assert "Several logins fit." in keeper.read
    assert keeper.at_home("shell", PASSWORD, "show nowhere", "list") == 0
    assert "Nothing found for “nowhere”" in keeper.read


def test_a_one_time_code(keeper: Person) -> None:
    """`code` prints the code of this moment, or that there is none."""
    assert keeper.at_home("shell --json", PASSWORD, "code bank") == 0
    assert len(keeper.answer()["code"]) == 6
    assert keeper.at_home("shell", PASSWORD, "code shop") == 1


def test_adding_a_login(ada: Person) -> None:
    """`add` asks for each field; an empty password becomes a random one."""
    added = ("add", "Mail", "https://mail.example", "ada", SECRET, "add", "Forum", "", "ada", "")
    assert ada.at_home("shell --json", PASSWORD, *added, "show --password mail", "show --password forum") == 0
    mail, forum = [line for line in ada.read.splitlines() if '"password"' in line]
    assert SECRET in mail
    assert len(ada.answer()["password"]) == 20
    assert SECRET not in forum


def test_locked_and_unlocked_again(keeper: Person) -> None:
    """After `lock` the next command asks for the master password; a wrong one is refused and nothing is listed."""
    assert keeper.at_home("shell", PASSWORD, "lock", "list", "wrong") == 1
    assert "A bank" not in keeper.read
    assert keeper.at_home("shell", PASSWORD, "lock", "list", PASSWORD) == 0
    assert "A bank" in keeper.read


def test_two_factor_in_the_shell(ada: Person) -> None:
    """The commands of `twinlatch 2fa` work inside, and ask for the master password anew."""
    enable = ("2fa enable --device-key-file", PASSWORD, ada.scan, ada.keep_codes)
    assert ada.at_home("shell", PASSWORD, *enable, "2fa status") == 0
    assert "Two-factor is on" in ada.read
    assert "This code is not right." not in ada.read
    assert ada.at_home("login", PASSWORD, ada.computer.fresh_code()) == 0


def test_what_is_not_understood_ends_nothing(ada: Person) -> None:
    """An unknown command, an open quotation mark and `help` leave the shell open; `exit` ends it."""
    assert ada.at_home("shell", PASSWORD, "fly", 'search "', "help", "list", "exit") == 0
    assert "recovery-codes" in ada.read
    assert "No logins yet" in ada.read


def test_the_shell_ends_when_another_browser_changes_the_locks(careful: Person) -> None:
    """A new generation begun elsewhere ends this session too."""

    def changed_elsewhere() -> str:
        careful.computer.enter(recovery=careful.computer.recovery_codes[0])
        return "list"

    assert careful.at_home("shell", PASSWORD, careful.computer.fresh_code(), changed_elsewhere) == 1
    assert "You are logged out." in careful.read


def test_the_vault_locks_while_nobody_types(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk waits no longer than until the lock, locks then, and says so once."""
    desk = Desk(Terminal(Sentences("en")))
    desk.ask("session.login", email=EMAIL, master_password=PASSWORD)
    assert desk.news() is None
    ada.computer.clock.advance(15 * 60 - 10)
    assert desk.patience() == 10
    ada.computer.clock.advance(10)
    assert desk.patience() == 0
    assert (desk.news(), desk.news()) == ("options_now_locked", None)
    assert desk.session.state().state == "locked"


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Standard input is a terminal; answers the other end of it."""
    other_end, terminal = pty.openpty()
    with os.fdopen(terminal, "r") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield other_end
    os.close(other_end)


class Hurried:
    """Has news at once, and the person types afterwards."""

    def __init__(self, keyboard: int) -> None:
        self._keyboard = keyboard

    def patience(self) -> float | None:
        return 0

    def news(self) -> str | None:
        os.write(self._keyboard, b"list\n")
        return "options_now_locked"


def test_news_come_in_the_middle_of_a_question(
    keyboard: int, english: None, capsys: pytest.CaptureFixture[str]
) -> None:
    """What happens while the person thinks is told at once, the question is put again, and the answer still counts."""
    terminal = Terminal(Sentences("en"))
    terminal.idle = Hurried(keyboard)
    assert terminal.line("> ") == "list"
    shown = capsys.readouterr()
    assert shown.out == "The vault has been locked.\n"
    assert shown.err.count("> ") >= 2
