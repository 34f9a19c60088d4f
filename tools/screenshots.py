"""Draw the pictures of the README from the running product: docs/pictures/*.png, in light and dark.

Run it where `installers/test.py` has run, after a change that shows: `.twinlatch/venv/bin/python -m tools.screenshots`.
"""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path
from typing import Any

import pyotp
from PIL import Image
from playwright.sync_api import Page, Route, sync_playwright

from installers.browser import Chromium, chromium
from installers.demo_site import PAGES
from installers.environment import ROOT
from installers.profile import Profile

PICTURES = ROOT / "docs" / "pictures"
LARGEST = 120_000
"""Bytes."""

EMAIL = "anna@example.org"
MASTER_PASSWORD = "tern battery lantern orchard"  # noqa: S105 - made up, for a vault that is thrown away
WEBSITE = "https://lakeside-library.example/"
LOGINS = (
    ("Lakeside Library", WEBSITE, "anna.card"),
    ("Lakeside Library, children", WEBSITE, "the.otters"),
    ("Harbour Bank", "https://harbour-bank.example", "1207 4418"),
    ("Hill School", "https://hill-school.example", "a.lindqvist"),
    ("Post and Parcel", "https://post-and-parcel.example", EMAIL),
)
THEMES = ("light", "dark")


def main() -> None:
    """Write the pictures. Raises ValueError for one that is larger than it may be."""
    # No system keyring: the pictures are the same everywhere, and nobody's own keyring is touched.
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, sync_playwright() as playwright:
        profile = Profile(Path(folder))
        profile.register_host()
        with chromium(playwright, profile, scale=2) as browser:
            draw(browser)


def draw(browser: Chromium) -> None:
    browser.context.route(f"{WEBSITE}**", answer)
    page, website = browser.first_run_page, browser.open(WEBSITE)
    page.set_viewport_size({"width": 1080, "height": 640})
    ask(page, "account.create", email=EMAIL, master_password=MASTER_PASSWORD)
    for title, url, username in LOGINS:
        login = {"title": title, "urls": [{"url": url, "match": "domain"}], "username": username, "password": "made up"}
        ask(page, "items.create", item=login)
    for theme in THEMES:
        show(page, theme)
        with browser.popup(website) as popup:
            popup.get_by_role("heading", name="All logins").wait_for()
            save(popup.screenshot(), f"popup-{theme}")
        save(scan_step(page), f"two-factor-{theme}")
    turn_on_two_factor(page)
    page.set_viewport_size({"width": 1080, "height": 440})
    for theme in THEMES:
        show(page, theme)
        save(page.screenshot(), f"security-{theme}")


def answer(route: Route) -> None:
    """The website, without asking the network."""
    file = PAGES / (route.request.url.removeprefix(WEBSITE) or "login.html")
    route.fulfill(path=file)


def ask(page: Page, method: str, **params: object) -> Any:
    """What the host answers to a page of the extension."""
    return page.evaluate(
        "async ([method, params]) => (await import('/lib/ask.js')).ask(method, params)", [method, params]
    )


def show(page: Page, theme: str) -> None:
    """The security panel, in a theme."""
    ask(page, "settings.set", changes={"theme": theme})
    page.goto(page.url.partition("#")[0] + "#security")
    page.reload()
    page.locator(f"html[data-theme={theme}]").get_by_role("heading", name="Security").wait_for()


def scan_step(page: Page) -> bytes:
    """The set-up as far as its QR code, and back."""
    page.get_by_role("link", name="Two-factor authentication").click()
    page.get_by_role("link", name="Set up two-factor").click()
    page.get_by_label("Master password", exact=True).fill(MASTER_PASSWORD)
    resume = page.get_by_role("button", name="Continue")
    resume.click()
    page.get_by_role("radio", name="In a device-key file").check()
    resume.click()
    page.get_by_role("heading", name="Authenticator app").wait_for()
    resume.click()
    page.get_by_role("img", name="QR code").wait_for()
    picture = page.screenshot()
    page.get_by_role("button", name="Cancel").click()
    return picture


def turn_on_two_factor(page: Page) -> None:
    begun = ask(page, "two_factor.begin", master_password=MASTER_PASSWORD, device_key_store="file")
    ask(page, "two_factor.confirm", code=pyotp.TOTP(begun["secret"]).now())
    ask(page, "recovery_codes.saved")


def save(screenshot: bytes, name: str) -> None:
    """As a palette of 64 colours, which our flat pictures do not miss."""
    file = PICTURES / f"{name}.png"
    with Image.open(io.BytesIO(screenshot)) as picture:
        picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(file, optimize=True)
    if file.stat().st_size > LARGEST:
        raise ValueError(f"{file} has {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
