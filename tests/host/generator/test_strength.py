"""Strength is told in our own words, in bounded time, and keeps guessable master passwords out."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
import zxcvbn.feedback  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

from twinlatch.errors import WeakPassword
from twinlatch.generator.strength import SENTENCES, check_master_password, estimate

_MESSAGES = Path(__file__).parents[3] / "extension" / "_locales" / "en" / "messages.json"


def sentences_of_zxcvbn() -> set[str]:
    """Every text that its feedback module hands to its translation function."""
    tree = ast.parse(Path(zxcvbn.feedback.__file__).read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return {ast.literal_eval(call.args[0]) for call in calls if isinstance(call.func, ast.Name) and call.func.id == "_"}


def test_every_sentence_zxcvbn_can_give_has_a_key_and_no_key_is_idle() -> None:
    found = sentences_of_zxcvbn()
    assert len(found) > 20
    assert set(SENTENCES) == found


def test_every_key_has_a_sentence_of_its_own() -> None:
    messages = json.loads(_MESSAGES.read_text(encoding="utf-8"))
    ours = [messages[key]["message"] for key in SENTENCES.values()]
    assert all(ours)
    assert len(set(ours)) == len(set(SENTENCES.values())) == len(SENTENCES)


@pytest.mark.parametrize(
    ("password", "warning", "suggestion"),
    [
        ("password", "strength_warning_top_10", "strength_suggestion_more_words"),
        ("aaaaaaaa", "strength_warning_repeated_character", "strength_suggestion_no_repeats"),
        ("qwertyuiop[", "strength_warning_row_of_keys", "strength_suggestion_longer_keyboard_pattern"),
        ("xq 1987", "strength_warning_recent_year", "strength_suggestion_no_years_of_yours"),
    ],
)
def test_advice_comes_as_keys(password: str, warning: str, suggestion: str) -> None:
    found = estimate(password)
    assert found.warning == warning
    assert suggestion in found.suggestions


@pytest.mark.parametrize(("password", "score"), [("", 0), ("password", 0), ("correct horse battery staple", 4)])
def test_scores_run_from_guessed_at_once_to_very_hard(password: str, score: int) -> None:
    assert estimate(password).score == score


def test_hints_and_their_parts_count_as_known_words() -> None:
    assert estimate("Marjolaine.Dubreuilh").score > estimate("Marjolaine.Dubreuilh", ["dubreuilh@marjolaine.fr"]).score


def test_only_the_first_fifty_characters_are_looked_at() -> None:
    beginning = "ab3" * 16 + "zz"
    assert estimate(beginning + "correct horse battery staple") == estimate(beginning)


@settings(max_examples=200)
@given(st.text(max_size=1024))
def test_any_text_has_a_strength(password: str) -> None:
    found = estimate(password, ["ana@example.com"])
    assert 0 <= found.score <= 4
    assert found.guesses_log10 >= 0


@pytest.mark.parametrize("password", ["", "short", "X7#kQ2!pZ"])
def test_a_short_master_password_is_refused_with_the_length_it_needs(password: str) -> None:
    with pytest.raises(WeakPassword) as refusal:
        check_master_password(password, "ana@example.com")
    assert refusal.value.data == {"reason": "weak_password", "why": "short", "min_length": 10}


@pytest.mark.parametrize("password", ["1234567890", "password123", "aaaaaaaaaaaaaaaa", "ana@example.com", "anaexample"])
def test_a_guessable_master_password_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword) as refusal:
        check_master_password(password, "ana@example.com")
    assert refusal.value.data["why"] == "guessable"


@pytest.mark.parametrize("password", ["correct horse battery staple", "mossy-Lantern-84", "Пятнадцать чаек"])
def test_a_master_password_that_is_hard_to_guess_is_taken(password: str) -> None:
    check_master_password(password, "ana@example.com")
