"""What the page does as time passes, in a browser of its own because its clock is moved."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, expect

from installers.browser import chromium
from installers.profile import Profile
from tests.browser.options.person import Person


@pytest.fixture
def person(playwright: Playwright, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Iterator[Person]:
    """Logged in, without a system keyring, on a page whose clock the test moves."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    with chromium(playwright, profile) as browser:
        page = browser.first_run_page
        page.clock.install()
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        person = Person(browser, page)
        person.account("slow@example.org")
        yield person


def test_a_set_up_that_takes_too_long_says_so_and_starts_again(person: Person) -> None:
    """After 15 minutes the first step is back, and says that nothing was stored."""
    person.begin_set_up()
    person.page.clock.fast_forward("15:01")
    expect(person.page.get_by_role("alert")).to_contain_text("took longer than 15 minutes")
    expect(person.heading("Enter your master password")).to_be_visible()


def test_the_time_until_the_lock_is_shown(person: Person) -> None:
    """In minutes, then in seconds."""
    left = person.page.locator(".session-left")
    expect(left).to_have_text("Locks in 15 minutes")
    person.page.clock.fast_forward("10:00")
    expect(left).to_have_text("Locks in 5 minutes")
    person.page.clock.fast_forward("04:05")
    expect(left).to_contain_text("seconds")
