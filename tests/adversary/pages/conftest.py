"""One browser with one open vault for all attack pages; every address is answered by the tests themselves."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from installers.browser import chromium
from installers.profile import Profile
from tests.adversary.pages.attacks import BANK
from tests.adversary.pages.victim import Victim
from tests.browser.options.person import make_account
from tests.browser.popup.person import EMAIL, website


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Victim]:
    """Somebody with a login for the bank, logged in."""
    profile = Profile(tmp_path_factory.mktemp("attacked") / "person")
    profile.register_host()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        with sync_playwright() as playwright, chromium(playwright, profile) as running:
            running.first_run_page.close()
            make_account(profile, EMAIL)
            person = Victim(running)
            person.keep(website(BANK))
            person.open_vault()
            yield person
    profile.forget()
