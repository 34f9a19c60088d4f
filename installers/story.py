"""The main job, seen to work from end to end in a real browser: a line a step, a picture a step.

The one-time code is computed by `oathtool` from the QR code as a decoder of its own reads it off a screenshot, as a
phone would.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from PIL import Image
from playwright.sync_api import Error, Page, Playwright, sync_playwright

from installers import terminal
from installers.browser import Chromium, chromium
from installers.demo_site import DemoSite, Login
from installers.profile import Profile

EMAIL = "anna@example.org"
MASTER_PASSWORD = "tern battery lantern orchard"  # noqa: S105 - made up, for a vault that is thrown away
LIBRARY = Login("anna.card", "Otter-51-reed-grass")

TOTP_PERIOD_S = 30


@dataclass
class Story:
    """What the person of the story has: a browser, a website, a phone (the secret it scanned), recovery codes."""

    browser: Chromium
    site: DemoSite
    until_step_ends: ExitStack = field(default_factory=ExitStack)
    phone: str = ""
    last_code: str = ""
    recovery_codes: list[str] = field(default_factory=list)

    def popup(self, over: Page) -> Page:
        """The toolbar popup, open until the step ends."""
        return self.until_step_ends.enter_context(self.browser.popup(over))

    def scan(self, screenshot: Path) -> None:
        """Reads the QR code off a screenshot, as a phone's camera would, and keeps its secret."""
        with Image.open(screenshot) as picture:
            found = zxingcpp.read_barcodes(picture.convert("L"))
        check(len(found) == 1, f"{len(found)} QR codes are in the picture, not one")
        uri = urlsplit(found[0].text)
        check((uri.scheme, uri.netloc) == ("otpauth", "totp"), "the QR code is no otpauth://totp address")
        self.phone = parse_qs(uri.query)["secret"][0]

    def code(self) -> str:
        """The phone's next code that was not used yet; waits for it, up to 30 s."""
        while (code := oathtool(self.phone)) == self.last_code:
            time.sleep(TOTP_PERIOD_S - time.time() % TOTP_PERIOD_S)
        self.last_code = code
        return code


Step = Callable[[Story], Page]
"""Does something as a person would, sees that it worked, and gives the page to take a picture of."""


def oathtool(secret: str) -> str:
    """The current code (RFC 6238), by an independent program; stdin keeps the secret from other users' sight."""
    done = subprocess.run(
        ["oathtool", "--totp", "--base32", "-"], input=secret, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def check(holds: bool, otherwise: str) -> None:
    """Raises AssertionError with the text `otherwise`."""
    if not holds:
        raise AssertionError(otherwise)


def greet(story: Story) -> Page:
    page = story.browser.first_run_page
    page.get_by_role("heading", name="Twinlatch").wait_for()
    return page


def create_account(story: Story) -> Page:
    raise NotImplementedError


def save_login(story: Story) -> Page:
    raise NotImplementedError


def fill_login(story: Story) -> Page:
    raise NotImplementedError


def turn_on_two_factor(story: Story) -> Page:
    raise NotImplementedError


def save_recovery_codes(story: Story) -> Page:
    raise NotImplementedError


def log_out(story: Story) -> Page:
    raise NotImplementedError


def log_in_with_code(story: Story) -> Page:
    raise NotImplementedError


def log_in_with_recovery_code(story: Story) -> Page:
    raise NotImplementedError


def see_two_factor_off(story: Story) -> Page:
    raise NotImplementedError


STEPS: dict[str, Step] = {
    "The first-run page opens and the host answers": greet,
    "Create an account": create_account,
    "Save a login for the website": save_login,
    "Fill it on the website, and be let in": fill_login,
    "Turn on two-factor with the code of a phone that scanned the screen": turn_on_two_factor,
    "Save the recovery codes": save_recovery_codes,
    "Log out": log_out,
    "Log in with the master password and a code": log_in_with_code,
    "Lose the phone: log in with the master password and a recovery code": log_in_with_recovery_code,
    "See that two-factor is off": see_two_factor_off,
}


def tell(playwright: Playwright, folder: Path, pictures: Path) -> None:
    """Tells the story in throw-away folders inside `folder`. Raises what the first step that fails raises."""
    pictures.mkdir(parents=True, exist_ok=True)
    for old in pictures.glob("*.png"):
        old.unlink()
    profile = Profile(folder)
    profile.register_host()
    site = DemoSite()
    try:
        with chromium(playwright, profile) as browser:
            story = Story(browser, site)
            for number, (title, act) in enumerate(STEPS.items(), 1):
                with terminal.step(title), ExitStack() as story.until_step_ends:
                    _take(story, act, pictures / f"{number:02}-{act.__name__}.png")
    finally:
        site.close()
        profile.forget()


def _take(story: Story, act: Step, picture: Path) -> None:
    try:
        act(story).screenshot(path=picture)
    except Exception:
        story.browser.take_pictures(picture.parent, f"{picture.stem}-failed")
        raise


def main() -> int:
    pictures = Path(sys.argv[1])
    terminal.say("\nThe story")
    temporary = tempfile.TemporaryDirectory(prefix="twinlatch-", ignore_cleanup_errors=True)
    with temporary as folder, sync_playwright() as playwright:
        try:
            tell(playwright, Path(folder), pictures)
        except (AssertionError, TimeoutError, Error) as failure:
            raise terminal.Stop(f"{failure}\nThe pictures are in {pictures}") from failure
    terminal.say(f"\nEvery step was seen to work. The pictures are in {pictures}")
    return 0


if __name__ == "__main__":
    terminal.run(main)
