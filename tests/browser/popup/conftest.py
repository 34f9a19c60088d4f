"""One browser for the tests of a module; each test begins with an empty computer in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import sync_playwright

from installers.browser import Chromium, chromium
from installers.profile import Profile
from tests.browser.options.person import make_account
from tests.browser.popup.person import EMAIL, Person


@pytest.fixture(scope="module")
def shared_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """No system keyring answers in it. Not to be mixed with `browser` in a module: Playwright runs once at a time."""
    profile = Profile(tmp_path_factory.mktemp("popup") / "person")
    profile.register_host()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        with sync_playwright() as playwright, chromium(playwright, profile) as running:
            running.first_run_page.close()
            yield running
    profile.forget()


@pytest.fixture
def newcomer(shared_browser: Chromium, request: pytest.FixtureRequest) -> Iterator[Person]:
    """Somebody without an account."""
    person = Person(shared_browser)
    shared_browser.context.route("**://*.test/**", person.answer)
    yield person
    shared_browser.context.unroute("**://*.test/**", person.answer)
    person.forget_everything()


@pytest.fixture
def person(newcomer: Person) -> Person:
    """Somebody with an account and an empty vault, not logged in."""
    make_account(newcomer.profile, EMAIL)
    return newcomer
