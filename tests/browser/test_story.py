"""The whole story, as `installers/try.py --headless` tells it, and what it leaves on disk."""

from __future__ import annotations

import pytest
from playwright.sync_api import Playwright

from installers.environment import ROOT
from installers.profile import Profile
from installers.story import EMAIL, LIBRARY, MASTER_PASSWORD, Story, tell
from tests.reader.second_reader import Refusal, open_vault, read_store, stretch

PICTURES = ROOT / "test-results" / "story"


def test_the_story_without_a_keyring(playwright: Playwright, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the first-run page to the recovered vault, with the weaker store chosen on screen."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    story = tell(playwright, profile, PICTURES / "device-key-file")
    assert story.key_store == "file"
    check_vault(story)


@pytest.mark.secret_service
def test_the_story_with_a_system_keyring(playwright: Playwright, profile: Profile) -> None:
    """The same, with this computer's key in a real Secret Service."""
    story = tell(playwright, profile, PICTURES / "system-keyring")
    assert story.key_store == "keyring"
    check_vault(story)


def check_vault(story: Story) -> None:
    """The second reader opens the file with the master password alone, and with none of the ten recovery codes; nothing
    that was typed stands in it."""
    path = story.browser.profile.vault_file()
    (login,) = open_vault(path, EMAIL, MASTER_PASSWORD).logins
    assert (login.content["username"], login.content["password"]) == LIBRARY
    stretched = stretch(MASTER_PASSWORD, read_store(path).header)
    for code in story.recovery_codes:
        with pytest.raises(Refusal) as refused:
            open_vault(path, EMAIL, stretched, code)
        assert refused.value.outcome == "wrong_factor"
    content = path.read_bytes()
    for typed in (EMAIL, MASTER_PASSWORD, *LIBRARY, story.site.url):
        assert typed.encode() not in content
