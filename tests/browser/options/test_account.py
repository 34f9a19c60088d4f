"""Changing the master password and the e-mail address, deleting the account, and what survives a lock."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.options.person import PASSWORD, Person, fresh_code, make_account

OTHER_PASSWORD = "velvet comet radish anchor"


def change_password(person: Person, code: str | None = None) -> None:
    person.go("change-password")
    person.field("Current master password").fill(PASSWORD)
    if code:
        person.type_code(code)
    person.field("New master password").fill(OTHER_PASSWORD)
    person.field("New master password, again").fill(OTHER_PASSWORD)
    person.button("Change master password").click()


def change_email(person: Person, email: str, code: str | None = None) -> None:
    person.go("change-email")
    person.field("New e-mail address").fill(email)
    person.field("Master password").fill(PASSWORD)
    if code:
        person.type_code(code)
    person.button("Change e-mail address").click()


def login(person: Person, email: str, password: str, **factor: str) -> object:
    """The reason of a refused log-in, else None."""
    person.log_out()
    return person.ask("session.login", email=email, master_password=password, **factor).get("reason")


def test_another_master_password(person: Person) -> None:
    """The new one logs in and the old one does not; the page says that older copies keep the old one."""
    person.account("password@example.org")
    change_password(person)
    expect(person.page.get_by_role("status")).to_contain_text("still open with the old one")
    assert login(person, "password@example.org", PASSWORD) == "bad_credentials"
    assert login(person, "password@example.org", OTHER_PASSWORD) is None


def test_another_master_password_with_two_factor_gives_new_recovery_codes(person: Person) -> None:
    """The code is asked for too, and the new codes are shown until they are saved."""
    totp, old = person.account_with_two_factor("password-2fa@example.org")
    change_password(person, fresh_code(totp))
    expect(person.heading("Save your recovery codes")).to_be_visible()
    new = person.shown_codes()
    assert not set(new) & set(old)
    person.confirm_codes()
    expect(person.page.get_by_role("status")).to_contain_text("The master password is changed.")
    assert login(person, "password-2fa@example.org", OTHER_PASSWORD) == "code_required"
    assert login(person, "password-2fa@example.org", OTHER_PASSWORD, recovery_code=new[9]) is None


def test_a_wrong_current_master_password_changes_nothing(person: Person) -> None:
    """It is said, and what was typed for the new one is still there."""
    person.account("wrong@example.org")
    person.go("change-password")
    person.field("Current master password").fill("not this one at all")
    person.field("New master password").fill(OTHER_PASSWORD)
    person.field("New master password, again").fill(OTHER_PASSWORD)
    person.button("Change master password").click()
    expect(person.problem("bad_credentials")).to_be_visible()
    expect(person.field("New master password")).to_have_value(OTHER_PASSWORD)
    assert login(person, "wrong@example.org", PASSWORD) is None


def test_another_email_address(person: Person) -> None:
    """It shows at once beside the session, and logs in from then on."""
    person.account("before@example.org")
    change_email(person, "after@example.org")
    expect(person.page.get_by_role("status")).to_contain_text("The e-mail address is changed.")
    expect(person.page.locator(".session-email")).to_have_text("after@example.org")
    assert login(person, "before@example.org", PASSWORD) == "bad_credentials"
    assert login(person, "after@example.org", PASSWORD) is None


def test_another_email_address_with_two_factor_gives_new_recovery_codes(person: Person) -> None:
    """The code is asked for too; the sheet names the new address."""
    totp, old = person.account_with_two_factor("before-2fa@example.org")
    change_email(person, "after-2fa@example.org", fresh_code(totp))
    expect(person.heading("Save your recovery codes")).to_be_visible()
    assert not set(person.shown_codes()) & set(old)
    expect(person.page.locator(".kit")).to_contain_text("after-2fa@example.org")
    person.confirm_codes()
    expect(person.page.get_by_role("status")).to_contain_text("The e-mail address is changed.")


def test_an_address_that_is_taken_is_refused(person: Person) -> None:
    """The other account is not touched."""
    make_account(person.browser.profile, "taken@example.org")
    person.account("wants@example.org")
    change_email(person, "taken@example.org")
    expect(person.problem("account_exists")).to_be_visible()
    expect(person.field("New e-mail address")).to_have_value("taken@example.org")


def test_deleting_the_account_takes_its_name_and_its_password(person: Person) -> None:
    """A slip in the name deletes nothing; then the vault file is gone, and the page says what remains."""
    file = make_account(person.browser.profile, "gone@example.org")
    person.log_in("gone@example.org")
    person.go("delete-account")
    expect(person.page.get_by_role("main")).to_contain_text("Copies elsewhere, such as backups, remain")
    name = person.field("To confirm, type gone@example.org")
    name.fill("gone@example.com")
    person.field("Master password").fill(PASSWORD)
    person.button("Delete for good").click()
    expect(name).to_have_accessible_description("This is not the account's e-mail address.")
    assert file.exists()
    name.fill("gone@example.org")
    person.button("Delete for good").click()
    expect(person.page.get_by_role("status").filter(has_text="The account is deleted.")).to_be_visible()
    assert not file.exists()


def test_what_is_no_secret_survives_the_lock(person: Person) -> None:
    """The address that was typed is there after unlocking; the password is not."""
    person.account("typed@example.org")
    person.go("change-email")
    person.field("New e-mail address").fill("halfway@example.org")
    person.field("Master password").fill("typed before the lock")
    person.ask("session.lock")
    expect(person.heading("Unlock your vault")).to_be_visible()
    person.field("Master password").fill(PASSWORD)
    person.button("Unlock").click()
    expect(person.field("New e-mail address")).to_have_value("halfway@example.org")
    expect(person.field("Master password")).to_have_value("")
