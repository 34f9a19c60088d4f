"""Attack pages in real Chromium: no wrong fill, no value read, and an answer in time."""

from __future__ import annotations

import pytest

from tests.adversary.pages.attacks import Attack, attacks
from tests.adversary.pages.victim import SECRET, Victim

pytestmark = pytest.mark.browser

ATTACKS = list(attacks())


@pytest.mark.parametrize("attack", ATTACKS, ids=[attack.name for attack in ATTACKS])
def test_a_hostile_page_gets_nothing(victim: Victim, attack: Attack) -> None:
    """What the person cannot see, or did not choose to fill there, stays empty; what they can see is filled."""
    victim.visit_page_of(attack)
    outcome = victim.fill()
    assert outcome != "late", "the extension did not answer"
    assert [value for value in victim.loot() if SECRET in value] == []
    if attack.filled:
        assert "username" in outcome["filled"]
        assert "current-password" not in outcome["filled"]
    else:
        assert isinstance(outcome, str) or outcome["filled"] == []
    assert victim.web.evaluate("1 + 1") == 2
