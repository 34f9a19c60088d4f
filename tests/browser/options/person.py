"""Somebody at the options page: their accounts, made in this process where making them is not what is tested."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import pyotp
from playwright.sync_api import Locator, Page, expect

from installers.browser import Chromium
from installers.profile import Profile
from twinlatch import access, factors
from twinlatch.session import Session
from twinlatch.vault.format import FLOOR

PASSWORD = "quiet lamp orbit fennel"
OPTIONS = "options/options.html"

_HOUR = 3600


class Person:
    """A browser whose options page is open, and the shortest ways to what tests begin with."""

    def __init__(self, browser: Chromium, page: Page) -> None:
        self.browser = browser
        self.page = page
        self.vaults = browser.profile.vaults

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        """What the host answers; of a refusal its data."""
        answer: dict[str, Any] = self.page.evaluate(
            """async ([method, params]) => {
                const { ask } = await import("/lib/ask.js");
                return ask(method, params).catch(({ reason, data }) => ({ ...data, reason }));
            }""",
            [method, params],
        )
        return answer

    def prefer(self, **preferences: str) -> None:
        """Chooses language or theme for all pages, as they do, whoever is logged in."""
        self.page.evaluate("async (chosen) => (await import('/lib/preferences.js')).remember(chosen)", preferences)

    def go(self, route: str) -> None:
        self.page.evaluate("(route) => { location.hash = route; }", route)

    def account(self, email: str) -> None:
        """Makes an account and logs in; the page follows."""
        make_account(self.browser.profile, email)
        self.log_in(email)

    def account_with_two_factor(self, email: str, *, saved: bool = True) -> tuple[pyotp.TOTP, list[str]]:
        """Makes an account with two-factor on and logs in. The next code to use is `fresh_code`'s."""
        totp, codes = make_account_with_two_factor(self.browser.profile, email, saved=saved)
        self.log_in(email, code=totp.now())
        return totp, codes

    def log_in(self, email: str, **factor: str) -> None:
        assert self.ask("session.login", email=email, master_password=PASSWORD, **factor)["state"] == "unlocked"
        expect(self.heading("Security")).to_be_visible()

    def enter_email(self, email: str) -> None:
        """On the log-in form, which offers the accounts it knows where there are several."""
        expect(self.heading("Log in")).to_be_visible()
        account = self.page.get_by_role("combobox", name="Account")
        if account.count():
            account.select_option(email)
        else:
            self.field("E-mail address").fill(email)

    def log_out(self) -> None:
        self.ask("session.logout")
        expect(self.page.get_by_role("button", name="Log out")).to_have_count(0)

    def heading(self, name: str) -> Locator:
        return self.page.get_by_role("heading", name=name, exact=True)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("link", name=name)

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True)

    def problem(self, reason: str) -> Locator:
        """The banner of a refusal."""
        return self.page.locator(f'[role="alert"][data-reason="{reason}"]')

    def type_code(self, code: str) -> None:
        self.field("6-digit code").press_sequentially(code)

    def begin_set_up(self) -> None:
        """Setting two-factor up as far as the list of apps, with the device-key file chosen."""
        self.go("two-factor-setup")
        self.field("Master password").fill(PASSWORD)
        self.button("Continue").click()
        expect(self.problem("no_keyring")).to_be_visible()
        self.page.get_by_label("In a device-key file").check()
        self.button("Continue").click()
        expect(self.heading("Authenticator app")).to_be_visible()

    def scan(self) -> pyotp.TOTP:
        """The app, by the secret as text, and on to the code."""
        self.button("Continue").click()
        totp = pyotp.TOTP("".join(self.page.locator(".secret").inner_text().split()))
        self.button("Continue").click()
        expect(self.field("6-digit code")).to_be_focused()
        return totp

    def turn_on(self) -> pyotp.TOTP:
        """All of the set-up but saving the recovery codes that are shown."""
        self.begin_set_up()
        totp = self.scan()
        self.type_code(totp.now())
        expect(self.heading("Save your recovery codes")).to_be_visible()
        return totp

    def shown_codes(self) -> list[str]:
        return self.page.locator("main .codes li").all_inner_texts()

    def confirm_codes(self) -> None:
        self.button("I have saved them").click()


def fresh_code(totp: pyotp.TOTP) -> str:
    """A code that works after one of now was used: the next time step's."""
    return totp.at(time.time() + totp.interval)


def wrong_code(totp: pyotp.TOTP) -> str:
    """Six digits that no time step around now has."""
    near = {totp.at(time.time() + step * totp.interval) for step in range(-3, 4)}
    return next(code for code in map("{:06d}".format, range(10)) if code not in near)


def make_account(profile: Profile, email: str) -> Path:
    """Makes an account with an empty vault; gives its file."""
    with _session(profile) as session:
        access.create(session, email, PASSWORD)
        assert session.path
        return session.path


def make_account_with_two_factor(
    profile: Profile, email: str, *, saved: bool = True, trusted: bool = False
) -> tuple[pyotp.TOTP, list[str]]:
    """An hour ago, so that every code of now is a later one. Gives the app and the recovery codes.

    `trusted`: this device stands for the code.
    """
    with _session(profile, now=time.time() - _HOUR) as session:
        access.create(session, email, PASSWORD)
        with session.proved(PASSWORD) as proof:
            totp = pyotp.TOTP(factors.begin_enrolment(session, proof, "file").secret)
        codes = factors.confirm_enrolment(session, totp.at(session.now()))
        if saved:
            factors.confirm_codes_saved(session)
        if trusted:
            access.login(session, email, PASSWORD, totp.at(session.now() + totp.interval), trust_device=True)
        return totp, codes


@contextmanager
def _session(profile: Profile, now: float | None = None) -> Iterator[Session]:
    folders = {"TWINLATCH_HOME": str(profile.vaults), "TWINLATCH_STATE": str(profile.state)}
    with mock.patch.dict(os.environ, folders):
        session = Session(now=(lambda: now) if now else time.time, kdf=FLOOR)
        yield session
        session.close()
