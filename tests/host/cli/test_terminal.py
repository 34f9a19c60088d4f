"""The real command in a real terminal: what is asked, what is hidden, and where secrets do not go."""

from __future__ import annotations

import base64
import os
import re
import sys
import time
from pathlib import Path

import pytest

import twinlatch
from tests.host.cli.terminals import RealTerminal, running
from tests.host.computers import EMAIL, PASSWORD, Computer, totp

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at the process in /proc")

ASKS_PASSWORD = "Master password ("
RECOVERY_CODE = re.compile(r"(?:[A-Z2-7]{4}-){6}[A-Z2-7]{4}")


@pytest.fixture(autouse=True)
def surroundings(off: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """New processes find the account, English, and no keyring."""
    monkeypatch.setenv("PYTHONPATH", str(Path(twinlatch.__file__).parents[1]))
    monkeypatch.setenv("PYTHONUTF8", "1")
    monkeypatch.setenv("TWINLATCH_LANGUAGE", "en")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows, by the real clock."""
    return totp(base64.b32decode(secret.replace(" ", "")), int(time.time() // 30) + steps)


def test_from_the_first_question_to_a_log_in_with_both_factors() -> None:
    """`2fa enable` draws the code, asks where the key goes, proves the app; then `login` asks for password and code.

    Nothing typed in secret is shown, or stands in the command line or environment; others may not read its memory.
    """
    with running("2fa", "enable", "--email", EMAIL) as terminal:
        assert "Nothing changes before" in terminal.until(ASKS_PASSWORD)
        terminal.type(PASSWORD, hidden=True)
        assert "weaker" in terminal.until("[y/n] ")
        terminal.type("y")
        shown = terminal.until("new entry in the app: ")
        assert "▀▀▀▀▀▀▀" in shown
        (secret,) = re.findall(r"^(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}$", shown, re.MULTILINE)
        for place in ("cmdline", "environ"):
            assert PASSWORD not in terminal.status(place)
            assert secret.replace(" ", "") not in terminal.status(place)
        assert re.search(r"^Max core file size +0 +0 ", terminal.status("limits"), re.MULTILINE)
        if os.getuid() != 0:
            assert not os.access(f"/proc/{terminal.process.pid}/mem", os.R_OK)
        first = code_of(secret)
        terminal.type(first, hidden=True)
        assert len(RECOVERY_CODE.findall(terminal.until("Have you saved them? [y/n] "))) == 10
        terminal.type("y")
        assert terminal.end() == 0
        assert_hidden(terminal, PASSWORD, first)

    with running("login") as terminal:
        terminal.until(ASKS_PASSWORD)
        terminal.type(PASSWORD, hidden=True)
        terminal.until("6-digit code: ")
        second = code_of(secret, steps=1)
        terminal.type(second, hidden=True)
        assert terminal.end() == 0
        assert "The vault opens." in terminal.shown
        assert_hidden(terminal, PASSWORD, second, secret)


def test_interrupted_where_a_secret_is_asked_for() -> None:
    """Ctrl+C cancels, changes nothing, exits with 1, and the terminal echoes again."""
    with running("2fa", "enable", "--device-key-file", "--email", EMAIL) as terminal:
        terminal.until(ASKS_PASSWORD)
        terminal.type(PASSWORD, hidden=True)
        terminal.until("new entry in the app: ")
        terminal.press(b"\x03")
        terminal.until("Cancelled.")
        assert terminal.end() == 1
    with running("login") as terminal:
        terminal.until(ASKS_PASSWORD)
        terminal.type(PASSWORD, hidden=True)
        assert terminal.end() == 0


def test_the_shell_of_a_person() -> None:
    """Passwords are typed unseen, commands seen; Ctrl+C clears the line, Ctrl+D ends; nothing is kept in a file."""
    with running("shell", "--email", EMAIL) as terminal:
        terminal.until(ASKS_PASSWORD)
        terminal.type(PASSWORD, hidden=True)
        terminal.until("twinlatch> ")
        terminal.type("add")
        for question, answer in (("Title: ", "Mail"), ("Website: ", ""), ("User name: ", "ada")):
            terminal.until(question)
            terminal.type(answer)
        terminal.until("random one): ")
        terminal.type("a password of hers", hidden=True)
        terminal.until("twinlatch> ")
        terminal.press(b"show\x03")
        terminal.until("twinlatch> ")
        terminal.type("search mail")
        terminal.until("Mail (ada)")
        terminal.until("twinlatch> ")
        assert "readline" not in terminal.status("maps")
        terminal.press(b"\x04")
        assert terminal.end() == 0
        assert_hidden(terminal, PASSWORD, "a password of hers")


def assert_hidden(terminal: RealTerminal, *secrets: str) -> None:
    for secret in secrets:
        assert secret not in terminal.shown
