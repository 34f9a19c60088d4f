"""What sites want of passwords is found by their hosts, and is what was published."""

from __future__ import annotations

import json

import pytest

from installers.environment import ROOT
from tools.password_rules import listing
from twinlatch.generator.rules import parse
from twinlatch.generator.site import generate
from twinlatch.sites import password_rules

PUBLISHED = ROOT.parent / "shared" / "data" / "apple" / "password-rules.json"


def test_a_host_has_the_rules_of_the_nearest_host_above_it() -> None:
    assert password_rules.of("login.aetna.com") == password_rules.of("aetna.com")
    assert "max-consecutive: 2" in (password_rules.of("aetna.com") or "")
    assert password_rules.of("notaetna.com") is None
    assert password_rules.of("com") is None
    assert password_rules.of("[::1]") is None


def test_every_rule_can_be_read_and_followed() -> None:
    for host, text in password_rules._shipped().items():
        rules = parse(text).within(None, None)
        (password, _), followed = generate(rules, 20)
        assert followed, host
        assert rules.allow(password), host


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published facts are not here")
def test_the_list_is_what_was_published() -> None:
    made = listing(json.loads(PUBLISHED.read_text("utf-8")))
    assert password_rules._SHIPPED.read_text("utf-8") == made
