"""What life brings: a device that is trusted, a new phone, an older vault file put back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.options.person import (
    PASSWORD,
    Person,
    fresh_code,
    make_account_with_two_factor,
)


def vault_file_of(person: Person, email: str) -> Path:
    person.log_out()
    assert person.ask("session.login", email=email, master_password=PASSWORD)["reason"] == "code_required"
    return max(person.vaults.glob("*.twinlatch"), key=lambda path: path.stat().st_mtime)


def log_in_by_hand(person: Person, email: str) -> None:
    """As far as what follows the master password."""
    person.enter_email(email)
    person.field("Master password").fill(PASSWORD)
    person.button("Log in").click()


def test_a_trusted_device(person: Person) -> None:
    """Chosen at log-in it stands for the code; Settings shows until when, and ends it; the next log-in says why."""
    email = "trusting@example.org"
    totp, _ = make_account_with_two_factor(person.browser.profile, email)
    person.page.reload()
    log_in_by_hand(person, email)
    person.page.get_by_role("switch", name="Trust this device for 30 days").click()
    person.type_code(totp.now())
    expect(person.heading("Security")).to_be_visible()
    person.log_out()

    log_in_by_hand(person, email)
    expect(person.heading("Security")).to_be_visible()
    person.go("two-factor")
    expect(person.page.locator(".details")).to_contain_text("Trusted until")
    person.button("End trust").click()
    expect(person.page.locator(".details")).to_contain_text("Asks for the code at every log-in")
    expect(person.page.locator(".details :focus")).to_contain_text("This device")
    person.log_out()

    log_in_by_hand(person, email)
    expect(person.page.get_by_text("You have ended the trust in this device.")).to_be_visible()
    person.type_code(fresh_code(totp))
    expect(person.heading("Two-factor is on")).to_be_visible()


def test_a_new_phone(person: Person) -> None:
    """The new app is proved before the old one ends, and new recovery codes are given."""
    email = "new-phone@example.org"
    old, _ = make_account_with_two_factor(person.browser.profile, email, trusted=True)
    person.page.reload()
    person.log_in(email)
    person.go("two-factor")
    person.link("New phone").click()
    person.field("Master password").fill(PASSWORD)
    person.type_code(old.now())
    person.button("Continue").click()
    expect(person.heading("Authenticator app")).to_be_visible()
    new = person.scan()
    assert new.secret != old.secret
    person.type_code(new.now())
    expect(person.heading("Save your recovery codes")).to_be_visible()
    assert len(set(person.shown_codes())) == 10
    person.confirm_codes()
    expect(person.heading("Two-factor is on")).to_be_visible()
    person.log_out()
    refusal = person.ask("session.login", email=email, master_password=PASSWORD, code=fresh_code(old))
    assert refusal["reason"] == "wrong_code"
    opened = person.ask("session.login", email=email, master_password=PASSWORD, code=fresh_code(new))
    assert opened["two_factor"] is True


def test_an_older_file_is_restored_on_purpose(person: Person, tmp_path: Path) -> None:
    """It is refused with the reason; Restore asks for one of its own recovery codes, and turns two-factor off."""
    email = "restoring@example.org"
    totp, codes = make_account_with_two_factor(person.browser.profile, email)
    person.page.reload()
    path = vault_file_of(person, email)
    shutil.copyfile(path, tmp_path / "backup")
    person.page.reload()
    person.log_in(email, code=totp.now())
    person.ask("recovery_codes.regenerate", master_password=PASSWORD, code=fresh_code(totp))
    person.log_out()
    path.write_bytes((tmp_path / "backup").read_bytes())

    log_in_by_hand(person, email)
    expect(person.problem("rolled_back")).to_contain_text("older than the one you last opened here")
    expect(person.page.get_by_text("You have been logged out.")).to_have_count(0)
    person.button("Restore this file").click()
    expect(person.heading("Restore an older vault file")).to_be_visible()
    person.field("Recovery code").fill("AAAA-AAAA")
    person.button("Restore this file").click()
    expect(person.problem("wrong_recovery_code")).to_be_visible()
    person.field("Recovery code").fill(codes[0].lower())
    person.button("Restore this file").click()
    expect(person.page.get_by_role("alert").filter(has_text="Two-factor is off now.")).to_be_visible()
    expect(person.heading("Enter your master password")).to_be_visible()
    assert person.ask("two_factor.status")["enabled"] is False


def test_a_vault_from_another_computer_is_set_up_for_this_one_in_one_go(person: Person) -> None:
    """The log-in says whose it is and since when; a recovery code opens it and leads through the set-up, after which
    this computer's code is what it takes."""
    email = "moved@example.org"
    _, codes = make_account_with_two_factor(person.browser.profile, email)
    for file in person.browser.profile.state.glob("devices/*.json"):
        file.unlink()
    person.page.reload()
    log_in_by_hand(person, email)
    whose = person.problem("unknown_device")
    expect(whose).to_contain_text(re.compile(r"a computer with Linux, in [A-Z][a-z]+ 20\d\d"))
    whose.get_by_role("button", name="Use a recovery code").click()
    person.field("Recovery code").fill(codes[5])
    person.button("Log in").click()
    expect(person.page.get_by_role("alert")).to_contain_text("Two-factor is off now.")
    person.field("Master password").fill(PASSWORD)
    person.button("Continue").click()
    person.page.get_by_label("In a device-key file").check()
    person.button("Continue").click()
    expect(person.heading("Authenticator app")).to_be_visible()
    totp = person.scan()
    person.type_code(totp.now())
    expect(person.heading("Save your recovery codes")).to_be_visible()
    assert not set(person.shown_codes()) & set(codes)
    person.confirm_codes()
    person.log_out()
    log_in_by_hand(person, email)
    person.type_code(fresh_code(totp))
    expect(person.heading("Two-factor is on")).to_be_visible()
