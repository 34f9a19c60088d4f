"""One browser for the tests of a module; each test has accounts of its own in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect, sync_playwright

from installers.browser import Chromium, chromium
from installers.profile import Profile
from tests.browser.options.person import OPTIONS, Person

_NO_SESSION_BUS = "disabled:"


@pytest.fixture(scope="module")
def shared_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """No system keyring answers in it, whatever this computer has. Not to be mixed with `browser` in a module:
    Playwright runs once at a time."""
    profile = Profile(tmp_path_factory.mktemp("options") / "person")
    profile.register_host()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DBUS_SESSION_BUS_ADDRESS", _NO_SESSION_BUS)
        with sync_playwright() as playwright, chromium(playwright, profile) as running:
            yield running
    profile.forget()


@pytest.fixture
def person(shared_browser: Chromium) -> Iterator[Person]:
    """Nobody is logged in yet, and language and theme are not chosen. A complaint of the browser's fails the test."""
    page = shared_browser.open_extension_page(OPTIONS)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    person = Person(shared_browser, page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    yield person
    person.log_out()
    person.prefer(language="", theme="system")
    page.close()
    assert complaints == []
