"""Somebody at the toolbar popup: a website under it, and a vault whose content is made in this process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from playwright.sync_api import Locator, Page, Route, expect

from installers.browser import Chromium
from installers.environment import ROOT
from installers.profile import Profile
from tests.browser.chromium import page_url
from tests.browser.options.person import PASSWORD
from twinlatch import access
from twinlatch.session import Session

PICTURES = ROOT / "test-results"

EMAIL = "ada@example.org"
LOGIN: dict[str, Any] = {
    "title": "",
    "urls": [],
    "username": "",
    "password": "",
    "totp": "",
    "notes": "",
    "custom_fields": [],
    "tags": [],
    "favorite": False,
}

LOGIN_PAGE = """<!doctype html><title>Log in</title>
<form method=post ACTION><h1>Log in</h1>
<label>User name <input name=username autocomplete=username></label>
<label>Password <input name=password type=password autocomplete=current-password></label>
<button>Log in</button></form>"""


class Person:
    """`web` is the page under the popup. `pages` are websites that exist in this browser alone, by address."""

    def __init__(self, browser: Chromium) -> None:
        self.browser = browser
        self.profile = browser.profile
        self.pages: dict[str, str] = {}
        self.control = browser.open(page_url("manifest.json"))
        self.web = browser.open("about:blank")
        self.popup: Page = self.web

    # --- the web

    def visit(self, address: str, page: str | None = None) -> None:
        """Goes to an address, where there is the given page."""
        if page is not None:
            self.pages[address] = page
        self.web.goto(address)

    def answer(self, route: Route) -> None:
        page = self.pages.get(route.request.url)
        route.fulfill(status=200 if page else 404, content_type="text/html", body=page or "")

    def filled(self, page: Any = None) -> tuple[str, str]:
        """What is in the form of the page, or of a frame."""
        place = page or self.web
        return place.locator("[name=username]").input_value(), place.locator("[name=password]").input_value()

    # --- the popup

    @contextmanager
    def opened(self, press: Callable[[], object] | None = None) -> Iterator[Page]:
        """The popup, over the website, by its button or what `press` does. The browser's complaints fail the test."""
        complaints: list[str] = []
        try:
            with self.browser.popup(self.web, press) as popup:
                popup.on("pageerror", lambda error: complaints.append(str(error)))
                popup.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
                self.popup = popup
                expect(popup.locator("h1").first).to_be_attached()
                yield popup
        except Exception:
            self.browser.take_pictures(PICTURES, os.environ["PYTEST_CURRENT_TEST"].split("::")[-1].split(" ")[0])
            raise
        assert complaints == []

    @contextmanager
    def inside(self) -> Iterator[Page]:
        """The popup, with the vault open."""
        with self.opened() as popup:
            self.log_in()
            yield popup

    def unlock(self) -> None:
        """Opens the vault without a look at the popup."""
        assert self.ask("session.login", email=EMAIL, master_password=PASSWORD)["state"] == "unlocked"

    def command(self, name: str) -> None:
        """A keyboard shortcut, as the browser tells of it: keys that a test presses reach the page alone."""
        self._tell("commands.onCommand", name)

    def menu(self, entry: str) -> None:
        """An entry of the page's context menu."""
        self._tell("contextMenus.onClicked", {"menuItemId": entry})

    def _tell(self, event: str, *words: object) -> None:
        self.web.bring_to_front()
        self.browser.worker.evaluate(
            """async ([event, words]) => {
                const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
                event.split(".").reduce((at, name) => at[name], chrome).dispatch(...words, tab);
            }""",
            [event, words],
        )

    def badge(self) -> tuple[str, str]:
        """What the toolbar button says in the website's tab: its mark and its tooltip."""
        self.web.bring_to_front()
        text, title = self.browser.worker.evaluate(
            """async () => {
                const [{ id: tabId }] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
                return Promise.all([chrome.action.getBadgeText({ tabId }), chrome.action.getTitle({ tabId })]);
            }"""
        )
        return text, title

    def keep_open(self) -> None:
        """Lets the popup say that it closes, in place of closing: what it says last is there for less than a second."""
        self.popup.evaluate("() => { window.close = () => { document.title = 'Closed'; }; }")

    def see_filled(self) -> None:
        """Waits until the popup has closed, as it does by itself after a fill alone."""
        if not self.popup.is_closed():
            self.popup.wait_for_event("close")

    def log_in(self, password: str = PASSWORD) -> None:
        self.field("Master password").fill(password)
        self.field("Master password").press("Enter")
        expect(self.search).to_be_visible()

    @property
    def search(self) -> Locator:
        return self.popup.get_by_role("searchbox", name="Search logins")

    def button(self, name: str) -> Locator:
        return self.popup.get_by_role("button", name=name, exact=True)

    def heading(self, name: str) -> Locator:
        return self.popup.get_by_role("heading", name=name, exact=True)

    def field(self, label: str) -> Locator:
        return self.popup.get_by_label(label, exact=True)

    def row(self, title: str) -> Locator:
        """A login in a list: the part that is pressed."""
        return self.popup.locator(".login .row", has=self.popup.locator(".row-title", has_text=title))

    def titles(self) -> list[str]:
        return [text.strip() for text in self.popup.locator(".login .row-title").all_inner_texts()]

    def problem(self, reason: str) -> Locator:
        return self.popup.locator(f'[data-reason="{reason}"]')

    def expect_clipboard(self, *texts: str) -> None:
        """Waits until the clipboard holds one of these: what a press copies is asked of the host first."""
        found = self.popup.evaluate(
            """async (texts) => {
                for (let tries = 0; tries < 3000; tries += 1) {
                    const text = await navigator.clipboard.readText();
                    if (texts.includes(text)) return text;
                    await new Promise((again) => setTimeout(again, 20));
                }
                return null;
            }""",
            list(texts),
        )
        assert found is not None, "the clipboard holds none of what was to be copied"

    def ask(self, method: str, **params: object) -> dict[str, Any]:
        """What the host answers a page of the extension; of a refusal its data."""
        answer: dict[str, Any] = self.control.evaluate(
            """async ([method, params]) => {
                const { ask } = await import("/lib/ask.js");
                return ask(method, params).catch(({ reason, data }) => ({ ...data, reason }));
            }""",
            [method, params],
        )
        return answer

    # --- the vault

    def keep(self, *logins: dict[str, Any]) -> list[str]:
        """Puts logins into the vault, as another browser would; gives their ids."""
        with self.vault() as session:
            return [str(session.library.create("login", LOGIN | login, session.now())["id"]) for login in logins]

    def kept(self) -> list[dict[str, Any]]:
        """All that is in the vault, read from the file."""
        with self.vault() as session:
            return [session.library.get(item_id) for item_id in session.library.entries]

    @contextmanager
    def vault(self) -> Iterator[Session]:
        """The vault, opened by another host."""
        with self.another_host() as session:
            access.login(session, EMAIL, PASSWORD, None, None)
            yield session

    @contextmanager
    def another_host(self) -> Iterator[Session]:
        folders = {"TWINLATCH_HOME": str(self.profile.vaults), "TWINLATCH_STATE": str(self.profile.state)}
        with mock.patch.dict(os.environ, folders):
            session = Session()
            yield session
            session.close()

    def forget_everything(self) -> None:
        """The next test begins on a computer where nobody ever was."""
        self.ask("session.logout")
        self.control.evaluate("() => Promise.all([chrome.storage.session.clear(), chrome.storage.local.clear()])")
        self.control.evaluate("() => localStorage.clear()")
        for page in (self.web, self.control):
            page.close()
        for file in [*self.profile.vaults.glob("*"), *self.profile.state.glob("devices/*")]:
            file.unlink(missing_ok=True)  # what the host is just putting away itself
        (self.profile.state / "accounts.json").unlink(missing_ok=True)


def website(address: str, **fields: Any) -> dict[str, Any]:
    """A login for a website."""
    return {"title": "A bank", "username": "ada", "password": "Otter-51-reed"} | {
        "urls": [{"url": address, "match": "domain"}],
        **fields,
    }


def kill_host(profile: Profile) -> None:
    """Ends the host of this profile's browser as a crash would, and waits until it is gone."""
    pid = host_of(profile)
    os.kill(pid, signal.SIGKILL)
    end = time.monotonic() + 60
    while pid in hosts(profile):
        assert time.monotonic() < end, "the host did not go"
        time.sleep(0.01)


def host_of(profile: Profile) -> int:
    """The process that serves this profile's browser, once that of somebody before is gone."""
    end = time.monotonic() + 60
    while len(found := hosts(profile)) != 1:
        assert time.monotonic() < end, f"{len(found)} hosts"
        time.sleep(0.01)
    return found[0]


def hosts(profile: Profile) -> list[int]:
    """The processes that serve this profile's browser."""
    mark = f"TWINLATCH_STATE={profile.state}".encode()
    return [int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _is_host(folder, mark)]


def _is_host(process: Path, mark: bytes) -> bool:
    try:
        command, variables = ((process / name).read_bytes().split(b"\0") for name in ("cmdline", "environ"))
        return b"twinlatch" in command and mark in variables
    except OSError:
        return False
