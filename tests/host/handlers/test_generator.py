"""Generated passwords come with their strength; strength can be asked for alone."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.host.handlers.asking import Ask
from twinlatch.errors import InvalidParams


def test_a_generated_password_is_as_asked_for_and_strong(ask: Ask) -> None:
    found = ask("generator.password", length=24, symbols=False)
    assert len(found["password"]) == 24
    assert found["password"].isalnum()
    assert found["strength"]["score"] == 4


def test_no_class_of_characters_is_refused(ask: Ask) -> None:
    with pytest.raises(InvalidParams) as refusal:
        ask("generator.password", lower=False, upper=False, digits=False, symbols=False)
    assert refusal.value.data["why"] == "no_characters"


def test_a_length_out_of_bounds_is_refused(ask: Ask) -> None:
    with pytest.raises(ValidationError):
        ask("generator.password", length=3)


def test_strength_takes_hints_into_account(ask: Ask) -> None:
    alone = ask("generator.strength", password="ana.beltran.1999")["score"]
    hinted = ask("generator.strength", password="ana.beltran.1999", hints=["ana.beltran@example.com"])["score"]
    assert hinted < alone
