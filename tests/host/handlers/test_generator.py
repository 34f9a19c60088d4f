"""Generated passwords come with their strength, fit a site, and are kept when they are used."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.host.handlers.asking import NOW, Ask
from twinlatch.errors import InvalidParams, WrongSite


def test_a_generated_password_is_as_asked_for_and_strong(ask: Ask) -> None:
    found = ask("generator.password", length=24, symbols=False)
    assert len(found["password"]) == 24
    assert found["password"].isalnum()
    assert found["strength"]["score"] == 4
    assert 140 < found["entropy_bits"] < 143


def test_no_class_of_characters_is_refused(ask: Ask) -> None:
    with pytest.raises(InvalidParams) as refusal:
        ask("generator.password", lower=False, upper=False, digits=False, symbols=False)
    assert refusal.value.data["why"] == "no_characters"


def test_a_length_out_of_bounds_is_refused(ask: Ask) -> None:
    with pytest.raises(ValidationError):
        ask("generator.password", length=3)


def test_a_passphrase_is_as_asked_for_and_its_strength_is_that_of_its_words(ask: Ask) -> None:
    found = ask("generator.passphrase", words=6, separator=" ", capitalise=True)
    assert len(found["password"].split(" ")) == 6
    assert found["entropy_bits"] == pytest.approx(77.5, abs=0.1)
    assert found["strength"] == {"score": 4, "guesses_log10": pytest.approx(23.3, abs=0.1)} | {
        "warning": None,
        "suggestions": [],
    }


@pytest.mark.parametrize(("digits", "score"), [(4, 1), (7, 2), (9, 3), (10, 4)])
def test_a_short_random_password_is_called_what_it_is(ask: Ask, digits: int, score: int) -> None:
    """By how many there are: 10,000 of four digits."""
    found = ask("generator.password", length=digits, lower=False, upper=False, symbols=False)
    assert found["strength"]["score"] == score


def test_a_site_gets_what_its_field_says(ask: Ask) -> None:
    """The lengths of the field narrow those of the rules; what the site wants is told along."""
    rules = "minlength: 6; maxlength: 40; max-consecutive: 2; required: lower; required: digit; allowed: [-_]"
    found = ask("generator.for_site", url="https://bank.test/", passwordrules=rules, minlength=8, maxlength=12)
    assert len(found["password"]) == 12
    assert found["followed"]
    assert found["rules"] == {
        "min_length": 8,
        "max_length": 12,
        "max_consecutive": 2,
        "lower": True,
        "upper": False,
        "digits": True,
        "symbols": "-_",
    }


@pytest.mark.parametrize("url", ["https://www.163.com/sign-up?x", "163.com"])
def test_a_site_that_says_nothing_gets_what_is_known_of_it(ask: Ask, url: str) -> None:
    found = ask("generator.for_site", url=url, passwordrules="none that could be read", length=40)
    assert (found["rules"]["min_length"], found["rules"]["max_length"]) == (6, 16)
    assert found["rules"]["symbols"] is None
    assert len(found["password"]) == 16


def test_an_unknown_site_that_says_nothing_has_no_rules(ask: Ask) -> None:
    found = ask("generator.for_site", url="about:blank", length=24)
    assert found["rules"] is None
    assert found["followed"]
    assert len(found["password"]) == 24


def test_a_pattern_that_cannot_be_read_is_said(ask: Ask) -> None:
    assert not ask("generator.for_site", url="https://bank.test/", pattern="(.)\\1")["followed"]


def test_used_passwords_are_kept_in_the_vault_newest_first_until_they_are_cleared(ask: Ask) -> None:
    ask("generator.keep", password="first", url="https://www.bank.test:8443/path?query")
    ask("generator.keep", password="second")
    newest, oldest = ask("generator.history")["passwords"]
    assert newest == {"password": "second", "host": "", "created_at": NOW}
    assert oldest == {"password": "first", "host": "www.bank.test", "created_at": NOW}
    ask("generator.clear_history")
    assert ask("generator.history") == {"passwords": []}


def test_what_was_chosen_for_new_passwords_is_a_setting(ask: Ask) -> None:
    chosen = ask("settings.get")["generator"] | {"kind": "passphrase", "words": 5, "separator": " "}
    ask("settings.set", changes={"generator": chosen})
    assert ask("settings.get")["generator"] == chosen


@pytest.mark.parametrize(
    ("url", "top_url", "why"),
    [
        ("https://bank.test.evil.test/", "https://bank.test/", "no_match"),
        ("https://one.github.io/", "https://two.github.io/", "no_match"),
        ("http://www.bank.test/", "https://bank.test/", "insecure"),
        ("data:text/html,", "https://bank.test/", "opaque"),
        ("https://bank.test/", "about:blank", "opaque"),
    ],
)
def test_a_new_password_is_filled_on_the_site_it_was_made_for_alone(ask: Ask, url: str, top_url: str, why: str) -> None:
    ask("sites.check", url="https://login.bank.test/", top_url="https://bank.test/")
    with pytest.raises(WrongSite) as refusal:
        ask("sites.check", url=url, top_url=top_url)
    assert refusal.value.data["why"] == why


def test_strength_takes_hints_into_account(ask: Ask) -> None:
    alone = ask("generator.strength", password="ana.beltran.1999")["score"]
    hinted = ask("generator.strength", password="ana.beltran.1999", hints=["ana.beltran@example.com"])["score"]
    assert hinted < alone
