"""The sentences of the terminal: which language, and values in their places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from twinlatch import i18n


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> i18n.Sentences:
    """German over English, of three sentences."""
    placeholders = {"count": {"content": "$1"}, "total": {"content": "9"}}
    english = {
        "plain": {"message": "Plain, $$5"},
        "named": {"message": "$COUNT$ of $Total$", "placeholders": placeholders},
        "only_english": {"message": "Only English"},
    }
    german = {"named": {"message": "$COUNT$ von $TOTAL$", "placeholders": placeholders}}
    for name, messages in ("en", english), ("de", german):
        (tmp_path / name).mkdir()
        (tmp_path / name / "messages.json").write_text(json.dumps(messages))
    monkeypatch.setattr(i18n, "_folder", lambda: tmp_path)
    return i18n.Sentences("de")


def test_values_stand_where_their_names_are(say: i18n.Sentences) -> None:
    """$NAME$ is a value given by that name in any case, or the fixed text the file gives it; $$ is a dollar sign."""
    assert say("named", count=3) == "3 von 9"
    assert say("plain") == "Plain, $5"


def test_a_value_is_never_read_as_a_message(say: i18n.Sentences) -> None:
    """What a value contains stays as it is."""
    assert say("named", count="$TOTAL$ $$") == "$TOTAL$ $$ von 9"


def test_what_is_not_translated_is_english(say: i18n.Sentences) -> None:
    """A missing translation shows English, a missing sentence or value is a bug that shows at once."""
    assert say("only_english") == "Only English"
    with pytest.raises(KeyError):
        say("no_such_sentence")
    with pytest.raises(KeyError):
        say("named")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "de_AT.UTF-8"}, "de"),
        ({"LANG": "ja_JP.eucJP"}, "ja"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "pl_PL.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_FR", "LANG": "de_DE"}, "fr"),
        ({"LC_ALL": "C", "LC_MESSAGES": "fr_FR", "LANG": "de_DE"}, "en"),
        ({"TWINLATCH_LANGUAGE": "nl", "LC_ALL": "de_DE.UTF-8"}, "nl"),
        ({"LANG": "sr_RS@latin"}, "en"),
        ({"LANG": "it@euro"}, "it"),
    ],
)
def test_the_language_is_the_systems(
    environment: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first variable that is set decides, as POSIX has it; a language that Twinlatch does not speak is English."""
    for name in ("TWINLATCH_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.language() == language
