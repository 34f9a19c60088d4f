"""The first run, in a browser of its own: finding the host, creating an account."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from installers.browser import Chromium
from installers.profile import Profile
from tests.browser.chromium import register_host
from tests.browser.options.person import PASSWORD, Person


@pytest.fixture
def newcomer(browser: Chromium) -> Person:
    """In front of the page that opened by itself after installation, on a computer without accounts."""
    return Person(browser, browser.first_run_page)


def test_an_account_is_created_and_the_next_steps_are_offered(newcomer: Person) -> None:
    """What must be known is said before; language and theme chosen before become the account's."""
    page = newcomer.page
    expect(page.get_by_role("main")).to_contain_text("Nobody can reset it.")
    expect(page.get_by_role("main")).to_contain_text("Recovery codes do not replace it.")
    expect(page.get_by_role("main")).to_contain_text("Starting over")
    newcomer.field("Theme").select_option("dark")
    newcomer.field("E-mail address").fill("ada@example.org")
    newcomer.field("Master password").fill(PASSWORD)
    newcomer.field("Master password, again").fill(PASSWORD)
    newcomer.button("Create account").click()
    expect(newcomer.heading("Your account is ready")).to_be_visible()
    expect(newcomer.link("Set up two-factor")).to_be_visible()
    expect(newcomer.heading("Keep Twinlatch in sight")).to_be_visible()
    assert len(list(newcomer.vaults.glob("*.twinlatch"))) == 1
    assert newcomer.ask("settings.get")["theme"] == "dark"
    newcomer.link("Go to the settings").click()
    expect(newcomer.heading("Security")).to_be_visible()


def test_choosing_a_language_keeps_what_was_typed(newcomer: Person) -> None:
    """The page speaks the language at once, and no field is emptied by it."""
    newcomer.field("E-mail address").fill("ada@example.org")
    newcomer.field("Master password").fill(PASSWORD)
    newcomer.field("Language").focus()
    newcomer.page.keyboard.type("Fr")
    expect(newcomer.page.locator("html")).to_have_attribute("lang", "fr")
    expect(newcomer.page.locator("select[name=language]")).to_be_focused()
    expect(newcomer.page.locator("input[name=email]")).to_have_value("ada@example.org")
    expect(newcomer.page.locator("input[name=new_password]")).to_have_value(PASSWORD)


@pytest.mark.without_host
@pytest.mark.parametrize("cause", ["host_missing", "host_crashed"])
def test_a_host_that_does_not_answer_is_named_until_it_comes(
    newcomer: Person, profile: Profile, tmp_path: Path, cause: str
) -> None:
    """The page names the cause and the command that mends it, and goes on by itself."""
    if cause == "host_crashed":
        program = tmp_path / "host"
        program.write_text("#!/bin/sh\nexit 1\n")
        program.chmod(0o755)
        register_host(profile.browser, program)
    expect(newcomer.problem(cause)).to_contain_text("twinlatch install")
    expect(newcomer.button("Copy the command")).to_be_visible()
    profile.register_host()
    expect(newcomer.heading("Welcome to Twinlatch")).to_be_visible()
    expect(newcomer.page.get_by_role("alert")).to_have_count(0)


@pytest.mark.without_host
def test_the_cause_is_told_in_a_language_chosen_meanwhile(newcomer: Person) -> None:
    """Choosing one does not put a form there that no host answers."""
    expect(newcomer.problem("host_missing")).to_be_visible()
    newcomer.field("Language").focus()
    newcomer.page.keyboard.type("Fr")
    expect(newcomer.page.locator("html")).to_have_attribute("lang", "fr")
    expect(newcomer.page.get_by_role("button", name="Copier la commande")).to_be_visible()
    expect(newcomer.page.locator("input")).to_have_count(0)
    expect(newcomer.page.locator("select[name=language]")).to_be_focused()
