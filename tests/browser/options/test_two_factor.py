"""Two-factor on the options page: set up, recovery codes, logging in with one, turning it off."""

from __future__ import annotations

import re
from pathlib import Path

import pyotp
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.browser.options.person import (
    PASSWORD,
    Person,
    fresh_code,
    make_account_with_two_factor,
    wrong_code,
)

CODE = re.compile(r"([A-Z2-7]{4}-){6}[A-Z2-7]{4}")


def test_the_whole_set_up(person: Person, tmp_path: Path) -> None:
    """From the master password to the status: a QR code that scans in the dark, a wrong code that turns nothing on, ten
    recovery codes to download, and the weaker store named as what it is."""
    page = person.page
    person.account("whole@example.org")
    person.prefer(theme="dark")
    person.link("Two-factor authentication").click()
    person.link("Set up two-factor").click()
    person.begin_set_up()
    for app in ("Google Authenticator", "Microsoft Authenticator", "Duo Mobile", "Authy"):
        expect(page.get_by_role("listitem").filter(has_text=app).get_by_role("link")).to_have_count(2)
    person.button("Continue").click()

    secret = page.locator(".secret").inner_text()
    assert [len(group) for group in secret.split()] == [4] * 8
    qr_code = page.get_by_role("img", name=re.compile("QR code"))
    qr_code.evaluate("(image) => image.decode()")
    qr_code.screenshot(path=tmp_path / "qr.png")
    (scanned,) = zxingcpp.read_barcodes(Image.open(tmp_path / "qr.png"))
    totp = pyotp.parse_uri(scanned.text)
    assert isinstance(totp, pyotp.TOTP)
    assert totp.secret == "".join(secret.split())
    person.button("Copy the key").click()
    expect(person.button("Copied")).to_be_visible()
    assert page.evaluate("() => navigator.clipboard.readText()") == totp.secret
    person.button("Continue").click()

    person.type_code(wrong_code(totp))
    expect(person.problem("wrong_code")).to_contain_text(re.compile(r"clock shows \d+:\d\d:\d\d"))
    expect(person.field("6-digit code")).to_have_value("")
    expect(person.field("6-digit code")).to_be_focused()
    assert person.ask("two_factor.status")["enabled"] is False
    person.type_code(totp.now())

    expect(person.heading("Save your recovery codes")).to_be_visible()
    codes = person.shown_codes()
    assert len(set(codes)) == 10
    assert all(CODE.fullmatch(code) for code in codes)
    with page.expect_download() as downloading:
        person.link("Download").click()
    download = downloading.value
    assert re.fullmatch(r"twinlatch-recovery-codes-\d{4}-\d\d-\d\d\.txt", download.suggested_filename)
    assert download.url.startswith("blob:")
    text = download.path().read_text("utf-8")
    assert [line for line in text.splitlines() if CODE.fullmatch(line)] == codes
    assert "whole@example.org" in text
    assert person.ask("two_factor.status")["recovery_codes"]["saved"] is False

    person.confirm_codes()
    expect(person.heading("Two-factor is on")).to_be_visible()
    details = page.locator(".details")
    expect(details).to_contain_text("Saved")
    expect(details).to_contain_text("In a device-key file")
    expect(details).to_contain_text("Weaker")
    assert person.ask("two_factor.status")["recovery_codes"]["saved"] is True
    assert codes[0] not in page.content()


def test_the_weaker_store_is_never_chosen_silently(person: Person) -> None:
    """Without a keyring the system keyring stays chosen: going on without choosing is refused again."""
    person.account("silent@example.org")
    person.go("two-factor-setup")
    expect(person.page.get_by_role("radio")).to_have_count(0)
    person.field("Master password").fill(PASSWORD)
    person.button("Continue").click()
    expect(person.page.get_by_label("In the system keyring")).to_be_checked()
    expect(person.page.get_by_label("In a device-key file")).to_have_accessible_name(re.compile("Weaker"))
    person.button("Continue").click()
    expect(person.problem("no_keyring")).to_be_visible()
    expect(person.heading("Enter your master password")).to_be_visible()


@pytest.mark.parametrize("leave", ["Cancel", "General"])
def test_leaving_before_the_right_code_stores_nothing(person: Person, leave: str) -> None:
    """The set-up under way ends, in the host too."""
    person.account(f"leaves-by-{leave.lower()}@example.org")
    person.begin_set_up()
    totp = person.scan()
    page = person.page
    (person.button("Cancel") if leave == "Cancel" else page.get_by_role("link", name="General")).click()
    expect(person.heading("Two-factor authentication" if leave == "Cancel" else "General")).to_be_visible()
    assert person.ask("two_factor.confirm", code=totp.now())["reason"] == "not_enrolling"
    assert person.ask("two_factor.status")["enabled"] is False


def test_a_vault_that_locks_during_set_up_ends_it(person: Person) -> None:
    """The page says that nothing was stored; unlocking leads back to the first step."""
    person.account("locks@example.org")
    person.begin_set_up()
    person.button("Lock").click()
    expect(person.heading("Unlock your vault")).to_be_visible()
    expect(person.page.get_by_role("status")).to_contain_text("Nothing was stored")
    person.field("Master password").fill(PASSWORD)
    person.button("Unlock").click()
    expect(person.heading("Enter your master password")).to_be_visible()
    assert person.ask("two_factor.status")["enabled"] is False


def test_recovery_codes_outlive_the_lock_until_they_are_saved(person: Person) -> None:
    """They were given once: a vault that locks does not take them away, and saving them asks to unlock."""
    person.account("keeps@example.org")
    person.turn_on()
    codes = person.shown_codes()
    person.ask("session.lock")
    expect(person.page.get_by_role("main")).to_contain_text("The codes stay here")
    assert person.shown_codes() == codes
    person.confirm_codes()
    person.field("Master password").fill(PASSWORD)
    person.button("Unlock").click()
    expect(person.heading("Two-factor is on")).to_be_visible()
    assert person.ask("two_factor.status")["recovery_codes"]["saved"] is True


def test_leaving_unsaved_recovery_codes_asks_first_and_warns_ever_after(person: Person) -> None:
    """No keeps them on the page; yes leads on, and every panel then offers new ones."""
    page = person.page
    person.account("warned@example.org")
    person.turn_on()
    codes = person.shown_codes()
    assert page.evaluate("() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    page.get_by_role("link", name="General").click()
    page.get_by_role("dialog").get_by_role("button", name="Cancel").click()
    expect(person.heading("Save your recovery codes")).to_be_visible()
    assert person.shown_codes() == codes
    page.get_by_role("link", name="General").click()
    page.get_by_role("dialog").get_by_role("button", name="Leave").click()
    expect(person.heading("General")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("never confirmed as saved")
    page.get_by_role("alert").get_by_role("link").click()
    expect(person.heading("Recovery codes")).to_be_visible()
    assert page.evaluate("() => dispatchEvent(new Event('beforeunload', { cancelable: true }))")


def test_logging_in_with_a_code_and_then_with_a_recovery_code(person: Person) -> None:
    """The sixth digit logs in; a recovery code does too, turns two-factor off, says so, and leads to setting it up."""
    totp, codes = make_account_with_two_factor(person.browser.profile, "lost-phone@example.org")
    for enter in ("code", "recovery code"):
        person.page.reload()
        person.enter_email("lost-phone@example.org")
        person.field("Master password").fill(PASSWORD)
        person.button("Log in").click()
        expect(person.heading("Enter the code")).to_be_visible()
        if enter == "code":
            person.type_code(totp.now())
            expect(person.link("Two-factor authentication")).to_contain_text("On")
            person.log_out()
    person.button("Use a recovery code").click()
    recovery_code = person.field("Recovery code")
    recovery_code.fill(codes[3].replace("-", "")[:-1] + "?")
    person.button("Log in").click()
    expect(person.problem("wrong_recovery_code")).to_contain_text("typing mistake")
    recovery_code.fill(codes[3].lower())
    person.button("Log in").click()
    expect(person.page.get_by_role("alert")).to_contain_text("Two-factor is off now.")
    expect(person.heading("Enter your master password")).to_be_visible()
    assert person.ask("two_factor.status")["enabled"] is False


def test_new_recovery_codes_replace_the_old_ones(person: Person) -> None:
    """With the master password and a fresh code; a wrong one leaves the page ready for another."""
    totp, old = person.account_with_two_factor("renews@example.org")
    person.go("recovery-codes")
    person.field("Master password").fill(PASSWORD)
    person.type_code(wrong_code(totp))
    person.button("Get new recovery codes").click()
    expect(person.problem("wrong_code")).to_be_visible()
    expect(person.field("6-digit code")).to_be_focused()
    person.type_code(fresh_code(totp))
    person.button("Get new recovery codes").click()
    expect(person.heading("Save your recovery codes")).to_be_visible()
    new = person.shown_codes()
    assert len(new) == 10
    assert not set(new) & set(old)
    person.confirm_codes()
    expect(person.page.get_by_role("status").filter(has_text="in force")).to_be_visible()
    person.log_out()
    login = {"email": "renews@example.org", "master_password": PASSWORD}
    assert person.ask("session.login", **login, recovery_code=old[0])["reason"] == "wrong_recovery_code"
    assert person.ask("session.login", **login, recovery_code=new[0])["two_factor_turned_off"] is True


def test_a_code_that_was_used_is_refused_with_the_reason(person: Person) -> None:
    """The code that logged in turns nothing off."""
    totp, _ = make_account_with_two_factor(person.browser.profile, "reuses@example.org")
    used = totp.now()
    person.log_in("reuses@example.org", code=used)
    person.go("two-factor-off")
    person.field("Master password").fill(PASSWORD)
    person.type_code(used)
    person.button("Turn off two-factor").click()
    person.page.get_by_role("dialog").get_by_role("button", name="Turn off").click()
    expect(person.problem("code_already_used")).to_be_visible()
    assert person.ask("two_factor.status")["enabled"] is True


def test_turning_two_factor_off_asks_what_it_means(person: Person) -> None:
    """Only after the question, with password and fresh code; then the password alone logs in."""
    totp, _ = person.account_with_two_factor("off@example.org")
    person.go("two-factor-off")
    person.field("Master password").fill(PASSWORD)
    person.type_code(fresh_code(totp))
    person.button("Turn off two-factor").click()
    dialog = person.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Whoever has the vault file and your master password can then open it.")
    dialog.get_by_role("button", name="Cancel").click()
    assert person.ask("two_factor.status")["enabled"] is True
    person.button("Turn off two-factor").click()
    dialog.get_by_role("button", name="Turn off").click()
    expect(person.heading("Two-factor is off")).to_be_visible()
    person.log_out()
    assert person.ask("session.login", email="off@example.org", master_password=PASSWORD)["two_factor"] is False
