"""What can be wrong with a new account, and opening a vault file from elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from installers.profile import Profile
from tests.browser.options.person import PASSWORD, Person, make_account


def test_a_weak_master_password_is_explained_and_creates_nothing(person: Person) -> None:
    """The meter advises while typing, and the refusal says what to take instead."""
    before = set(person.vaults.glob("*"))
    person.go("welcome")
    person.field("E-mail address").fill("weak@example.org")
    person.field("Master password").fill("password1234")
    expect(person.page.get_by_role("meter")).to_have_attribute("aria-valuetext", re.compile("[Ww]eak"))
    expect(person.page.get_by_text("This is a very common password.")).to_be_visible()
    person.field("Master password, again").fill("password1234")
    person.button("Create account").click()
    expect(person.problem("weak_password")).to_contain_text("four or more words")
    assert set(person.vaults.glob("*")) == before


def test_two_different_master_passwords_are_not_sent(person: Person) -> None:
    """The second field says that it differs, until it does not."""
    person.go("welcome")
    person.field("E-mail address").fill("differs@example.org")
    person.field("Master password").fill(PASSWORD)
    again = person.field("Master password, again")
    again.fill("quiet lamp orbit funnel")
    person.button("Create account").click()
    expect(again).to_be_focused()
    expect(again).to_have_accessible_description("The two passwords are not the same.")
    again.fill(PASSWORD)
    person.button("Create account").click()
    expect(person.heading("Your account is ready")).to_be_visible()


def test_an_address_that_has_an_account_leads_to_log_in(person: Person) -> None:
    """The address is carried over."""
    make_account(person.browser.profile, "known@example.org")
    person.go("welcome")
    person.field("E-mail address").fill("known@example.org")
    person.field("Master password").fill(PASSWORD)
    person.field("Master password, again").fill(PASSWORD)
    person.button("Create account").click()
    person.problem("account_exists").get_by_role("link", name="Log in").click()
    expect(person.heading("Log in")).to_be_visible()
    expect(person.page.locator("input[name=email]")).to_have_value("known@example.org")


def test_a_vault_file_from_elsewhere_is_opened_where_it_is(person: Person, tmp_path: Path) -> None:
    """Its path is enough; then its own e-mail address and master password open it."""
    elsewhere = Profile(tmp_path / "elsewhere")
    file = make_account(elsewhere, "elsewhere@example.org")
    person.go("open-vault")
    expect(person.page.get_by_role("main")).to_contain_text(str(person.vaults))
    person.field("Path of the file").fill(str(file))
    person.button("Open this file").click()
    expect(person.page.get_by_role("status")).to_contain_text("The vault file was found.")
    person.field("E-mail address").fill("elsewhere@example.org")
    person.field("Master password").fill(PASSWORD)
    person.button("Log in").click()
    expect(person.heading("Security")).to_be_visible()
    assert person.ask("system.status")["vault_file"] == str(file)


@pytest.mark.parametrize(("name", "reason"), [("letter.txt", "not_a_vault"), ("nothing.twinlatch", "not_found")])
def test_a_path_that_is_no_vault_is_refused_with_the_reason(
    person: Person, tmp_path: Path, name: str, reason: str
) -> None:
    """What was typed stays, to be mended."""
    (tmp_path / "letter.txt").write_text("Dear Ada, ...")
    person.go("open-vault")
    person.field("Path of the file").fill(str(tmp_path / name))
    person.button("Open this file").click()
    expect(person.problem(reason)).to_be_visible()
    expect(person.field("Path of the file")).to_have_value(str(tmp_path / name))
