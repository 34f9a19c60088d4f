"""Getting in: an account made, master password, code, recovery code, waiting, unlocking."""

from __future__ import annotations

import contextlib
import re

import pyotp
import pytest
from playwright.sync_api import expect

from tests.browser.options.person import PASSWORD, fresh_code, make_account, make_account_with_two_factor, wrong_code
from tests.browser.popup.person import EMAIL, Person
from twinlatch import access
from twinlatch.errors import TwinlatchError


class Protected:
    """A person with two-factor on: their phone and their recovery codes."""

    def __init__(self, person: Person, totp: pyotp.TOTP, codes: list[str]) -> None:
        self.person = person
        self.totp = totp
        self.codes = codes

    def enter_password(self) -> None:
        self.person.field("Master password").fill(PASSWORD)
        self.person.field("Master password").press("Enter")

    def reach_code(self) -> None:
        self.enter_password()
        expect(self.person.field("6-digit code")).to_be_focused()

    def type_code(self, code: str) -> None:
        self.person.field("6-digit code").press_sequentially(code)

    def guess(self, times: int) -> None:
        """Somebody who knows the password guesses codes."""
        for _ in range(times):
            with self.person.another_host() as session, contextlib.suppress(TwinlatchError):
                access.login(session, EMAIL, PASSWORD, wrong_code(self.totp), None)


@pytest.fixture
def protected(newcomer: Person) -> Protected:
    return Protected(newcomer, *make_account_with_two_factor(newcomer.profile, EMAIL))


def test_an_account_is_made_in_the_popup(newcomer: Person) -> None:
    """From the welcome to an empty vault, which says what to do next; the master password is judged on the way."""
    with newcomer.opened() as popup:
        newcomer.button("Create account").click()
        expect(newcomer.field("E-mail address")).to_be_focused()
        newcomer.field("E-mail address").fill(EMAIL)
        newcomer.field("Master password").fill("password12")
        expect(popup.get_by_role("meter", name="Password strength")).to_have_attribute("aria-valuetext", "Weak")
        newcomer.field("Master password, again").fill("password12")
        newcomer.button("Create account").click()
        expect(newcomer.problem("weak_password")).to_be_visible()
        newcomer.field("Master password").fill(PASSWORD)
        newcomer.button("Create account").click()
        expect(newcomer.field("Master password, again")).to_have_attribute("aria-invalid", "true")
        newcomer.field("Master password, again").fill(PASSWORD)
        newcomer.button("Create account").click()
        expect(popup.get_by_text("Your account is ready")).to_be_visible()
        expect(popup.get_by_text("No logins yet")).to_be_visible()
    assert newcomer.ask("session.state")["email"] == EMAIL


def test_what_nobody_can_reset_is_said_before_an_account_is_made(newcomer: Person) -> None:
    """And again at log-in, under the question for it."""
    with newcomer.opened() as popup:
        newcomer.button("Create account").click()
        expect(popup.get_by_text("Nobody can reset it.")).to_be_visible()
        expect(popup.get_by_text("Recovery codes do not replace it.")).to_be_visible()
    make_account(newcomer.profile, EMAIL)
    with newcomer.opened() as popup:
        popup.get_by_text("Forgot your master password?").click()
        for fact in ("Nobody can reset it.", "Recovery codes do not replace it.", "Starting over"):
            expect(popup.get_by_text(fact)).to_be_visible()


def test_a_known_account_needs_the_master_password_alone(person: Person) -> None:
    """The e-mail address is there, the keyboard in the password; a wrong one says so and lets one type again."""
    with person.opened():
        expect(person.field("E-mail address")).to_have_value(EMAIL)
        expect(person.field("Master password")).to_be_focused()
        person.field("Master password").fill("not it")
        person.button("Log in").click()
        expect(person.problem("bad_credentials")).to_be_visible()
        person.log_in()


def test_several_accounts_are_chosen_from_and_the_last_one_is_remembered(person: Person) -> None:
    """Where this computer knows several accounts they are offered, and another one can be typed."""
    make_account(person.profile, "grace@example.org")
    with person.opened():
        person.field("Account").select_option("grace@example.org")
        person.log_in()
        person.button("Log out").click()
        expect(person.field("Account")).to_have_value("grace@example.org")
    with person.opened():
        expect(person.field("Account")).to_have_value("grace@example.org")
        person.field("Account").select_option("Another account")
        expect(person.field("E-mail address")).to_be_focused()


def test_a_locked_vault_opens_with_the_master_password(person: Person) -> None:
    """Locking asks for the password of the same account, also in a popup opened later; logging out forgets it."""
    with person.inside():
        person.button("Lock").click()
        expect(person.heading("Unlock your vault")).to_be_visible()
    with person.opened() as popup:
        expect(popup.get_by_text(EMAIL)).to_be_visible()
        person.log_in()
        person.button("Log out").click()
        expect(person.heading("Log in")).to_be_visible()
        person.log_in()


def test_the_code_submits_itself_at_the_sixth_digit(protected: Protected) -> None:
    """A wrong one shows this computer's clock and empties the field, for the next one."""
    with protected.person.opened():
        protected.reach_code()
        protected.type_code(wrong_code(protected.totp))
        problem = protected.person.problem("wrong_code")
        expect(problem).to_contain_text(re.compile(r"clock shows \d+:\d\d:\d\d"))
        expect(protected.person.field("6-digit code")).to_have_value("")
        expect(protected.person.field("6-digit code")).to_be_focused()
        protected.type_code(protected.totp.now())
        expect(protected.person.search).to_be_visible()


def test_a_code_can_be_pasted_and_works_once(protected: Protected) -> None:
    """A used code is told apart from a wrong one."""
    with protected.person.opened() as popup:
        protected.reach_code()
        code = protected.totp.now()
        popup.evaluate("(code) => navigator.clipboard.writeText(`${code.slice(0, 3)} ${code.slice(3)}`)", code)
        popup.keyboard.press("Control+V")
        expect(protected.person.search).to_be_visible()
        protected.person.button("Log out").click()
        protected.reach_code()
        protected.type_code(code)
        expect(protected.person.problem("code_already_used")).to_be_visible()
        protected.type_code(fresh_code(protected.totp))
        expect(protected.person.search).to_be_visible()


def test_a_recovery_code_opens_and_turns_two_factor_off(protected: Protected) -> None:
    """The next screen says so and offers to set it up again, also after the popup was closed, until it was seen."""
    with protected.person.opened():
        protected.reach_code()
        protected.person.button("Use a recovery code").click()
        protected.person.field("Recovery code").fill("AAAA")
        protected.person.button("Log in").click()
        expect(protected.person.problem("wrong_recovery_code")).to_be_visible()
        protected.person.field("Recovery code").fill(protected.codes[0].lower())
        protected.person.button("Log in").click()
        expect(protected.person.heading("Two-factor is off now.")).to_be_focused()
        expect(protected.person.button("Set up two-factor")).to_be_visible()
        protected.person.button("Not now").click()
        expect(protected.person.search).to_be_visible()
    with protected.person.opened() as popup:
        expect(popup.get_by_text("Two-factor is off now.")).to_be_visible()
        expect(protected.person.button("Set up two-factor")).to_be_visible()
        protected.person.button("Got it").click()
        expect(protected.person.search).to_be_focused()
    with protected.person.opened() as popup:
        expect(protected.person.search).to_be_visible()
        expect(popup.get_by_text("Two-factor is off now.")).to_have_count(0)
    assert protected.person.ask("two_factor.status")["enabled"] is False


def test_what_was_to_be_told_ends_with_its_reason(protected: Protected) -> None:
    """Two-factor set up again elsewhere is no longer off, and what one account had to hear is not told to another."""
    person = protected.person
    with person.opened() as popup:
        protected.reach_code()
        person.button("Use a recovery code").click()
        person.field("Recovery code").fill(protected.codes[0])
        person.button("Log in").click()
        expect(popup.get_by_text("Two-factor is off now.")).to_be_visible()
    person.ask("session.logout")
    make_account(person.profile, "grace@example.org")
    person.ask("session.login", email="grace@example.org", master_password=PASSWORD)
    with person.opened() as popup:
        expect(popup.get_by_text("No logins yet")).to_be_visible()
        expect(popup.get_by_text("Two-factor is off now.")).to_have_count(0)
    person.ask("session.login", email=EMAIL, master_password=PASSWORD)
    enrolment = person.ask("two_factor.begin", master_password=PASSWORD, device_key_store="file")
    person.ask("two_factor.confirm", code=pyotp.TOTP(enrolment["secret"]).now())
    with person.opened() as popup:
        expect(popup.get_by_text("No logins yet")).to_be_visible()
        expect(popup.get_by_text("Two-factor is off now.")).to_have_count(0)


def test_wrong_codes_since_the_last_log_in_are_told(protected: Protected) -> None:
    """Whoever entered them knew the master password, which can be changed at once."""
    protected.guess(2)
    with protected.person.opened() as popup:
        protected.reach_code()
        protected.type_code(protected.totp.now())
        expect(popup.get_by_text("2 wrong codes since your last log-in.")).to_be_visible()
        expect(protected.person.button("Change master password")).to_be_visible()


def test_a_wait_is_counted_down_also_in_a_popup_opened_later(protected: Protected) -> None:
    """After five wrong codes; a recovery code is still let in."""
    protected.guess(5)
    with protected.person.opened():
        protected.reach_code()
        protected.type_code(protected.totp.now())
        expect(protected.person.problem("throttled")).to_contain_text(re.compile(r"in \d+ seconds"))
    with protected.person.opened():
        waiting = protected.person.problem("throttled")
        expect(waiting).to_contain_text(re.compile(r"in \d+ seconds"))
        before = waiting.inner_text()
        expect(waiting).not_to_have_text(before)
        protected.reach_code()
        protected.person.button("Use a recovery code").click()
        protected.person.field("Recovery code").fill(protected.codes[3])
        protected.person.button("Log in").click()
        expect(protected.person.heading("Two-factor is off now.")).to_be_visible()


def test_a_vault_of_another_computer_is_set_up_for_this_one_in_one_go(protected: Protected) -> None:
    """Without the device secret the popup names the computer and the month; a recovery code opens the vault and leads
    to the first step of the set-up."""
    person = protected.person
    for file in (person.profile.state / "devices").glob("*"):
        file.unlink()
    with person.opened() as popup:
        protected.enter_password()
        problem = person.problem("unknown_device")
        expect(problem).to_contain_text(re.compile(r"a computer with Linux, in [A-Z][a-z]+ 20\d\d"))
        problem.get_by_role("button", name="Use a recovery code").click()
        person.field("Recovery code").fill(protected.codes[0])
        person.button("Log in").click()
        expect(person.heading("Two-factor is off now.")).to_be_visible()
        with popup.context.expect_page() as opening:
            person.button("Set up two-factor").click()
        settings = opening.value
        expect(settings.get_by_role("heading", name="Enter your master password")).to_be_visible()
        settings.close()


def test_the_own_second_factor_is_not_stored_without_a_word(protected: Protected) -> None:
    """A recovery code in the notes is explained before it is stored, and stored when the person says so."""
    person = protected.person
    with person.opened():
        protected.reach_code()
        protected.type_code(protected.totp.now())
        person.button("Add login").first.click()
        person.field("Notes").fill(f"Twinlatch:\n{protected.codes[0]}")
        person.button("Save").click()
        warning = person.problem("own_second_factor")
        expect(warning).to_contain_text("Better keep recovery codes on paper")
        assert person.ask("items.list")["total"] == 0
        warning.get_by_role("button", name="Save it all the same").click()
        expect(person.heading("Untitled")).to_be_visible()
        assert person.ask("items.list")["total"] == 1


def test_trusting_the_device_can_be_chosen_before_the_last_digit(protected: Protected) -> None:
    """The switch comes before the code, which submits itself; the keyboard starts in the code."""
    with protected.person.opened() as popup:
        protected.reach_code()
        popup.keyboard.press("Shift+Tab")
        trust = popup.get_by_role("switch", name="Trust this device for 30 days")
        expect(trust).to_be_focused()
        popup.keyboard.press("Space")
        protected.type_code(protected.totp.now())
        expect(protected.person.search).to_be_visible()
    assert protected.person.ask("two_factor.status")["trusted_until"] is not None


def test_unsaved_recovery_codes_are_offered_anew(newcomer: Person) -> None:
    """If they were never confirmed as saved, the log-in says so."""
    totp, _ = make_account_with_two_factor(newcomer.profile, EMAIL, saved=False)
    protected = Protected(newcomer, totp, [])
    with newcomer.opened() as popup:
        protected.reach_code()
        protected.type_code(totp.now())
        expect(popup.get_by_text("Your recovery codes were not saved.")).to_be_visible()
        expect(newcomer.button("New recovery codes")).to_be_visible()


def test_a_damaged_vault_is_named(person: Person) -> None:
    """The popup says what happened and what to do, and the file is left alone."""
    (file,) = person.profile.vaults.glob("*.twinlatch")
    content = bytearray(file.read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    file.write_bytes(content)
    with person.opened():
        person.field("Master password").fill(PASSWORD)
        person.button("Log in").click()
        expect(person.problem("damaged")).to_be_visible()
    assert file.read_bytes() == content


def test_each_vault_that_is_opened_brings_its_theme(person: Person) -> None:
    """Also back to the one that the popup began with."""
    with person.inside() as popup:
        page = popup.locator("html")
        for theme in ("dark", "system"):
            person.ask("settings.set", changes={"theme": theme})
            person.button("Lock").click()
            person.log_in()
            if theme == "dark":
                expect(page).to_have_attribute("data-theme", "dark")
            else:
                expect(page).not_to_have_attribute("data-theme", "dark")
