"""`twinlatch log`: what happened to the account, newest first."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.host.cli.person import Person
from tests.host.computers import PASSWORD
from twinlatch import security_log
from twinlatch.cli import log
from twinlatch.i18n import LANGUAGES, Sentences
from twinlatch.protocol import LogEvent

SOURCE = Path(security_log.__file__).parent


def test_the_log_newest_first(careful: Person) -> None:
    """For people a line each, for programs the words of the format; at most as many as were asked for."""
    assert careful.at_home("login", PASSWORD, careful.computer.wrong_code()) == 1
    assert careful.at_home("log", PASSWORD, careful.computer.fresh_code()) == 0
    lines = [line for line in careful.printed.splitlines() if re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d  ", line)]
    assert [line.split("  ", 1)[1] for line in lines[:2]] == [
        f"Logged in with the app's code ({security_log.system()})",
        "Wrong code",
    ]
    assert careful.at_home("log --json --limit 2", PASSWORD, careful.computer.fresh_code()) == 0
    newest, before = careful.answer()["events"]
    assert newest["at"] > before["at"]
    assert (newest["what"], newest["how"]) == ("login", "code")


@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5"])
def test_a_limit_is_a_whole_number(careful: Person, number: str) -> None:
    """Anything else is not understood, and nothing is asked."""
    assert careful.run(f"log --limit={number}") == 2
    assert "whole number" in careful.read


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_event_has_words(language: str) -> None:
    """Whatever the host writes into a log has a sentence of its own in every language."""
    say = Sentences(language)
    written = "".join(file.read_text("utf-8") for file in SOURCE.rglob("*.py"))
    words = set(re.findall(r'\bevent\(\s*"([a-z_]+)"', written)) | {"new_app", "two_factor_on", "password_changed"}
    assert len(words) > 8
    for what in words:
        assert log._in_words(LogEvent(at=0.0, what=what), say) != say("log_other", what=what), what
    assert log._in_words(LogEvent(at=0.0, what="of_later_years"), say) == say("log_other", what="of_later_years")
    assert "3" in log._in_words(LogEvent(at=0.0, what="wrong_password", count=3), say)


def test_the_log_of_a_vault_without_any(careful: Person) -> None:
    """JSON is one object, also in the shell."""
    answers = (PASSWORD, careful.computer.fresh_code(), "log --limit 1", "exit")
    assert careful.at_home("shell --json", *answers) == 0
    (line,) = [json.loads(line) for line in careful.printed.splitlines() if "events" in line]
    assert len(line["events"]) == 1
