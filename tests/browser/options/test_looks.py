"""Every view: accessible in light and dark, nothing cut or overflowing when narrow or zoomed, no mouse needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pyotp
from playwright.sync_api import Locator, expect

from installers.environment import ROOT
from installers.profile import EXTENSION
from tests.browser.axe import violations
from tests.browser.options.person import PASSWORD, Person
from twinlatch.i18n import LANGUAGES

PICTURES = ROOT / "test-results" / "options"

PANELS = {
    "security": "options_security",
    "two-factor": "two_factor_title",
    "two-factor-off": "two_factor_turn_off",
    "recovery-codes": "recovery_title",
    "text-messages": "sms_title",
    "text-gateway": "sms_gateway_set_up",
    "phone-number": "phone_title",
    "phone-removal": "phone_remove",
    "change-password": "options_change_password",
    "change-email": "options_change_email",
    "security-log": "log_title",
    "emergency-kit": "kit_title",
    "delete-account": "options_delete_account",
    "general": "options_general",
    "sites": "options_sites",
    "about": "options_about",
    "next-steps": "welcome_next_title",
}
"""What an open vault lets be seen, by address: the key of its heading."""

TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll("body *")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1)
    .filter((element) => element.scrollWidth > innerWidth || getComputedStyle(element).overflowX !== "visible")
    .filter((element) => !element.matches("input, .visually-hidden"))
    .map((element) => element.outerHTML.slice(0, 200))"""


def sentences(language: str) -> dict[str, str]:
    messages = json.loads((EXTENSION / "_locales" / language / "messages.json").read_text("utf-8"))
    return {key: entry["message"] for key, entry in messages.items()}


def views(person: Person, email: str) -> Iterator[str]:
    """Leads through every view there is; gives the name of each."""
    for route, heading in (("welcome", "Welcome to Twinlatch"), ("open-vault", "Open a vault file from elsewhere")):
        person.go(route)
        expect(person.heading(heading)).to_be_visible()
        yield route
    person.go("security")
    person.account(email)
    switch_off(person)
    person.go("two-factor")
    expect(person.heading("Two-factor is off")).to_be_visible()
    yield "two-factor-when-off"
    person.begin_set_up()
    yield "set-up-app"
    person.button("Continue").click()
    expect(person.page.get_by_role("img")).to_be_visible()
    yield "set-up-scan"
    person.button("Back").click()
    totp = person.scan()
    yield "set-up-code"
    person.type_code(totp.now())
    expect(person.heading("Save your recovery codes")).to_be_visible()
    yield "set-up-codes"
    person.confirm_codes()
    expect(person.heading("Two-factor is on")).to_be_visible()
    for route, heading in PANELS.items():
        person.go(route)
        expect(person.heading(sentences("en")[heading])).to_be_visible()
        yield route
    person.go("security")
    expect(person.heading("Security")).to_be_visible()
    person.ask("session.lock")
    expect(person.heading("Unlock your vault")).to_be_visible()
    person.page.locator("summary").click()
    yield "unlock"
    person.button("Unlock").click()
    expect(person.field("Master password")).to_be_focused()
    yield "unlock-incomplete"
    person.ask("session.logout")
    expect(person.heading("Log in")).to_be_visible()
    yield "log-in"


def switch_off(person: Person) -> None:
    """What Settings > Sites has to show."""
    person.ask("sites.set_rule", url="https://longestwebsiteaddressofthemall.example", never_save=True, never_fill=True)
    person.ask("sites.set_rule", url="https://example.com/login", scope="page", off=True)
    person.ask("sites.pause", url="https://news.example")
    person.ask("sites.set_equivalent_domains", groups=[["example.com", "longestwebsiteaddressofthemall.example"]])


def test_every_view_is_accessible_in_light_and_dark(person: Person) -> None:
    """Axe finds nothing against WCAG 2.2 AA, contrast included; pictures are left to look at."""
    page = person.page
    PICTURES.mkdir(parents=True, exist_ok=True)
    for view in views(person, "axe@example.org"):
        for theme in ("light", "dark"):
            page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
            found = violations(page)
            page.screenshot(path=PICTURES / f"{view}-{theme}.png", full_page=True)
            assert (view, theme, found) == (view, theme, [])


def test_nothing_is_cut_or_overflows(person: Person) -> None:
    """At 320 px, and at 640, which is what 200 % zoom leaves of 1280, nothing needs scrolling sideways."""
    page = person.page
    PICTURES.mkdir(parents=True, exist_ok=True)
    for view in views(person, "narrow@example.org"):
        for width in (320, 640):
            page.set_viewport_size({"width": width, "height": 640})
            too_wide = page.evaluate(TOO_WIDE)
            page.screenshot(path=PICTURES / f"{view}-{width}.png", full_page=True)
            assert (view, width, too_wide) == (view, width, [])


def test_no_language_is_cut(person: Person) -> None:
    """At 320 px the panels hold the sentences of all seven languages."""
    person.account_with_two_factor("languages@example.org")
    switch_off(person)
    person.page.set_viewport_size({"width": 320, "height": 640})
    for language in LANGUAGES:
        person.prefer(language=language)
        for route, heading in PANELS.items():
            person.go(route)
            expect(person.heading(sentences(language)[heading])).to_be_visible()
            too_wide = person.page.evaluate(TOO_WIDE)
            assert (language, route, too_wide) == (language, route, [])


def test_the_keyboard_alone_sets_two_factor_up(person: Person) -> None:
    """From the navigation to the saved codes, each step begins where it should, and focus can always be seen."""
    page = person.page
    keyboard = page.keyboard
    person.account("keyboard@example.org")
    tab_to(person, page.get_by_role("link", name=re.compile("^Two-factor authentication")))
    keyboard.press("Enter")
    expect(person.heading("Two-factor authentication")).to_be_focused()
    tab_to(person, person.link("Set up two-factor"))
    keyboard.press("Enter")
    expect(person.heading("Set up two-factor authentication")).to_be_focused()
    tab_to(person, person.field("Master password"))
    keyboard.type(PASSWORD)
    keyboard.press("Enter")
    expect(person.problem("no_keyring")).to_be_visible()
    tab_to(person, page.get_by_label("In the system keyring"))
    keyboard.press("ArrowDown")
    expect(page.get_by_label("In a device-key file")).to_be_checked()
    keyboard.press("Enter")
    for step in ("Authenticator app", "Scan the QR code"):
        expect(person.heading(step)).to_be_focused()
        tab_to(person, person.button("Continue"))
        secret = page.locator(".secret").all_inner_texts()
        keyboard.press("Enter")
    expect(person.field("6-digit code")).to_be_focused()
    keyboard.type(pyotp.TOTP("".join(secret[0].split())).now())
    expect(person.heading("Save your recovery codes")).to_be_focused()
    tab_to(person, person.button("I have saved them"))
    keyboard.press("Enter")
    expect(person.heading("Two-factor is on")).to_be_visible()


def tab_to(person: Person, target: Locator) -> None:
    """Presses Tab until the target has the focus, which must show."""
    for _ in range(40):
        person.page.keyboard.press("Tab")
        if target.evaluate("(element) => element === document.activeElement"):
            outline = target.evaluate("(element) => getComputedStyle(element).outlineStyle")
            assert outline != "none" or target.evaluate("(element) => element.classList.contains('code-input')")
            return
    raise AssertionError(f"Tab does not lead to {target}")
