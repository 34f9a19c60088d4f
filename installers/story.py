"""The main job, seen to work from end to end in a real browser: a line a step, a picture a step.

Everything is real: the toolbar popup, the options page, the host, the vault on disk, and the system keyring where one
answers. Where none does, the story chooses the device-key file on screen, as a person would.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Error, Locator, Page, Playwright, expect, sync_playwright

from installers import terminal
from installers.browser import Chromium, chromium
from installers.demo_site import DemoSite, Login
from installers.phone import Phone
from installers.profile import Profile

EMAIL = "anna@example.org"
MASTER_PASSWORD = "tern battery lantern orchard"  # noqa: S105 - made up, for a vault that is thrown away
LIBRARY = Login("anna.card", "Otter-51-reed-grass")

RECOVERY_CODE = re.compile(r"([A-Z2-7]{4}-){6}[A-Z2-7]{4}")


@dataclass
class Story:
    """What the person of the story has."""

    browser: Chromium
    site: DemoSite
    settings: Page
    website: Page
    phone: Phone = field(default_factory=Phone)
    recovery_codes: list[str] = field(default_factory=list)
    key_store: str = ""
    """Where this computer's key is kept: "keyring" or "file"."""
    picture: Path = Path()
    """Of the step that goes on."""
    until_step_ends: ExitStack = field(default_factory=ExitStack)

    def popup(self) -> Page:
        """The toolbar popup over the website, open until the step ends."""
        return self.until_step_ends.enter_context(self.browser.popup(self.website))


class Seen(NamedTuple):
    """What proves that a step worked, and the page that shows it."""

    page: Page
    what: str


Step = Callable[[Story], Seen]
"""Does something as a person would. Raises AssertionError if it cannot see that it worked."""


def heading(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=name, exact=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def enter(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).fill(text)


def type_code(page: Page, code: str) -> None:
    """Digit by digit; the sixth one sends it."""
    page.get_by_label("6-digit code", exact=True).press_sequentially(code)


def check(holds: bool, expected: str) -> None:
    """Raises AssertionError."""
    if not holds:
        raise AssertionError(f"expected {expected}")


# --- the steps


def greet(story: Story) -> Seen:
    page = story.settings
    page.bring_to_front()
    expect(heading(page, "Welcome to Twinlatch")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    return Seen(page, "“Welcome to Twinlatch”, and no fault is named")


def create_account(story: Story) -> Seen:
    page = story.settings
    enter(page, "E-mail address", EMAIL)
    enter(page, "Master password", MASTER_PASSWORD)
    enter(page, "Master password, again", MASTER_PASSWORD)
    press(page, "Create account")
    expect(heading(page, "Your account is ready")).to_be_visible()
    vault = story.browser.profile.vault_file()
    return Seen(page, f"“Your account is ready”, and {vault.name} is on disk")


def save_login(story: Story) -> Seen:
    popup = story.popup()
    popup.get_by_text("Add login", exact=True).click()
    enter(popup, "User name", LIBRARY.username)
    enter(popup, "Password", LIBRARY.password)
    press(popup, "Save")
    expect(popup.get_by_role("button", name="Fill on this page")).to_be_visible()
    expect(popup.get_by_role("definition").filter(has_text=LIBRARY.username)).to_be_visible()
    return Seen(popup, f"the popup shows the login of {LIBRARY.username}")


def fill_login(story: Story) -> Seen:
    popup, page = story.popup(), story.website
    with popup.expect_event("close"):
        popup.get_by_role("button", name=re.compile(f"^Fill: .*{re.escape(LIBRARY.username)}")).first.click()
        expect(popup.get_by_role("paragraph").filter(has_text="Filled on localhost")).to_be_visible()
    expect(page.get_by_label("User name or e-mail")).to_have_value(LIBRARY.username)
    expect(page.get_by_label("Password")).to_have_value(LIBRARY.password)
    press(page, "Log in")
    expect(page.get_by_text(f"You are logged in as {LIBRARY.username}.")).to_be_visible()
    check(story.site.logins == [LIBRARY], "the website to be sent this login, once")
    return Seen(page, f"the website says “You are logged in as {LIBRARY.username}”")


def begin_two_factor(story: Story) -> Seen:
    page = story.settings
    page.bring_to_front()
    page.get_by_role("link", name="Set up two-factor").click()
    enter(page, "Master password", MASTER_PASSWORD)
    press(page, "Continue")
    ready = heading(page, "Authenticator app")
    no_keyring = page.get_by_role("alert").filter(has_text="system keyring")
    expect(ready.or_(no_keyring)).to_be_visible()
    if no_keyring.is_visible():
        story.key_store = "file"
        page.get_by_role("radio", name="In a device-key file").check()
        press(page, "Continue")
        expect(ready).to_be_visible()
        return Seen(page, "no system keyring answers, so this computer's key goes into a file, the weaker choice")
    story.key_store = "keyring"
    return Seen(page, "this computer's key goes into the system keyring")


def scan_qr_code(story: Story) -> Seen:
    page = story.settings
    press(page, "Continue")
    page.get_by_role("img", name="QR code").evaluate("(image) => image.decode()")
    page.screenshot(path=story.picture)
    entry = story.phone.scan(story.picture)
    check(entry == f"Twinlatch:{EMAIL}", f"the phone to list Twinlatch:{EMAIL}, not {entry}")
    return Seen(page, f"the phone lists {entry}")


def turn_on_two_factor(story: Story) -> Seen:
    page = story.settings
    press(page, "Continue")
    type_code(page, story.phone.code())
    expect(heading(page, "Save your recovery codes")).to_be_visible()
    return Seen(page, "the phone's first code is right, and recovery codes are shown")


def save_recovery_codes(story: Story) -> Seen:
    page = story.settings
    shown = page.get_by_role("main").get_by_role("listitem").filter(has_text=RECOVERY_CODE).all_inner_texts()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    lines = download.value.path().read_text("utf-8").splitlines()
    story.recovery_codes = [line for line in lines if RECOVERY_CODE.fullmatch(line)]
    check(len(set(story.recovery_codes)) == 10, "ten codes in the text file")
    check(story.recovery_codes == shown, "the codes of the text file to be those on the page")
    press(page, "I have saved them")
    expect(heading(page, "Two-factor is on")).to_be_visible()
    place = {"keyring": "In the system keyring", "file": "In a device-key file"}[story.key_store]
    expect(page.get_by_role("definition").filter(has_text=place)).to_be_visible()
    kept = story.browser.profile.key_is_in_keyring()
    check(kept == (story.key_store == "keyring"), "the system keyring to have an item only where it was chosen")
    return Seen(page, f"ten, the same in the text file; “Two-factor is on”, this computer's key: “{place}”")


def log_out(story: Story) -> Seen:
    popup = story.popup()
    press(popup, "Log out")
    expect(heading(popup, "Log in")).to_be_visible()
    return Seen(popup, "the popup asks to log in")


def log_in_with_code(story: Story) -> Seen:
    popup = _pass_password(story)
    expect(heading(popup, "Enter the code")).to_be_visible()
    type_code(popup, story.phone.code())
    _expect_logins(popup)
    return Seen(popup, "the password alone was not enough; with the code the popup shows the logins")


def log_in_with_recovery_code(story: Story) -> Seen:
    popup = _pass_password(story)
    press(popup, "Use a recovery code")
    enter(popup, "Recovery code", story.recovery_codes[0])
    press(popup, "Log in")
    expect(heading(popup, "Two-factor is off now.")).to_be_visible()
    press(popup, "Not now")
    _expect_logins(popup)
    return Seen(popup, "the popup says “Two-factor is off now”, offers to set it up again, and shows the logins")


def see_two_factor_off(story: Story) -> Seen:
    page = story.settings
    page.bring_to_front()
    expect(heading(page, "Two-factor is off")).to_be_visible()
    return Seen(page, "Settings say “Two-factor is off”")


def log_in_with_password(story: Story) -> Seen:
    press(story.settings, "Log out")
    popup = _pass_password(story)
    _expect_logins(popup)
    return Seen(popup, "no code is asked for any more")


def _pass_password(story: Story) -> Page:
    """The popup, after e-mail address and master password."""
    popup = story.popup()
    expect(popup.get_by_label("E-mail address")).to_have_value(EMAIL)
    enter(popup, "Master password", MASTER_PASSWORD)
    press(popup, "Log in")
    return popup


def _expect_logins(popup: Page) -> None:
    expect(popup.get_by_role("searchbox")).to_be_visible()
    expect(popup.get_by_role("button", name=LIBRARY.username).first).to_be_visible()


STEPS: list[tuple[str, Step]] = [
    ("See the first-run page", greet),
    ("Create an account", create_account),
    ("Save a login for a website", save_login),
    ("Fill it on the website, and log in there", fill_login),
    ("Begin to set two-factor up", begin_two_factor),
    ("Scan the QR code off the screen", scan_qr_code),
    ("Turn two-factor on", turn_on_two_factor),
    ("Save the recovery codes", save_recovery_codes),
    ("Log out", log_out),
    ("Log in with the master password and a code", log_in_with_code),
    ("Log out again", log_out),
    ("Lose the phone, and log in with a recovery code", log_in_with_recovery_code),
    ("See that two-factor is off", see_two_factor_off),
    ("Log in with the master password alone", log_in_with_password),
]


# --- telling it


def tell(playwright: Playwright, profile: Profile, pictures: Path) -> Story:
    """Tells the story to its end to a person whose browser finds the host. Raises what the first step to fail does."""
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()
    site = DemoSite()
    try:
        with chromium(playwright, profile) as browser:
            story = Story(browser, site, browser.first_run_page, browser.open(site.url))
            for number, (title, act) in enumerate(STEPS, 1):
                story.picture = pictures / f"{number:02}-{title.lower().replace(',', '').replace(' ', '-')}.png"
                _take(story, title, act)
            return story
    finally:
        site.close()


def _take(story: Story, title: str, act: Step) -> None:
    try:
        with terminal.step(title) as step, ExitStack() as story.until_step_ends:
            page, step.seen = act(story)
            page.screenshot(path=story.picture)
    except Exception:
        story.browser.take_pictures(story.picture.parent, f"{story.picture.stem}-failed")
        raise


def main() -> int:
    pictures = Path(sys.argv[1])
    terminal.say("\nThe story")
    temporary = tempfile.TemporaryDirectory(prefix="twinlatch-", ignore_cleanup_errors=True)
    with temporary as folder, sync_playwright() as playwright:
        profile = Profile(Path(folder))
        profile.register_host()
        try:
            tell(playwright, profile, pictures)
        except (AssertionError, TimeoutError, Error) as failure:
            raise terminal.Stop(f"{failure}\nThe pictures are in {pictures}") from failure
        finally:
            profile.forget()
    terminal.say(f"\nEvery step was seen to work. The pictures are in {pictures}")
    return 0


if __name__ == "__main__":
    terminal.run(main)
