"""A real Chromium with the extension and the host in it, as tests, pictures and the story drive it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright, Worker, expect

from installers import packages
from installers.profile import Profile
from twinlatch.extension_ids import CHROMIUM_ORIGIN

_QUIET = (
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=DialMediaRouteProvider,MediaRouter,OptimizationHints,Translate",
    "--disable-quic",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-pings",
    "--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
"""What keeps the browser from looking for anything outside this computer; `*.test` is this computer (RFC 6761)."""

POPUPS = "async () => (await chrome.runtime.getContexts({ contextTypes: ['POPUP'] })).length"
"""How many are open, asked in the worker."""

_PATIENCE_S = 60.0
"""A master password alone takes a second here, and several on a busy computer."""


class Chromium:
    """A running browser. Pages are Playwright's; the toolbar popup is opened as the toolbar button does."""

    def __init__(self, playwright: Playwright, context: BrowserContext, profile: Profile) -> None:
        self._playwright = playwright
        self.context = context
        self.profile = profile
        self._last_sight_of_popup = b""
        self.worker: Worker = next(iter(context.service_workers), None) or context.wait_for_event("serviceworker")
        # It takes the empty tab, so nothing may be opened before it is there.
        self.first_run_page = self._wait_for_page(context, "options/", "the first-run page did not open by itself")

    def open(self, url: str) -> Page:
        page = self.context.new_page()
        page.goto(url)
        return page

    def open_extension_page(self, path: str) -> Page:
        return self.open(CHROMIUM_ORIGIN + path)

    @contextmanager
    def popup(self, over: Page, press: Callable[[], object] | None = None) -> Iterator[Page]:
        """Opens the toolbar popup over a page, and closes it afterwards if it is still there.

        `press`: opens it in place of the toolbar button.
        """
        over.bring_to_front()
        self._wait_for_popups(0, "an earlier popup did not close")
        if press:
            press()
            self.wait_for_popup()
        else:
            self.worker.evaluate("() => globalThis.chrome.action.openPopup()")
        port = (self.profile.browser / "DevToolsActivePort").read_text().split()[0]
        # Playwright's own context never hears of a popup; a second connection, made once it is open, does.
        browser = self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        try:
            page = self._wait_for_page(browser.contexts[0], "popup/", "the popup did not open")
            try:
                yield page
            except Exception:
                self._last_sight_of_popup = b"" if page.is_closed() else page.screenshot()
                raise
            finally:
                if not page.is_closed():
                    page.close()
        finally:
            browser.close()
            self._take_downloads_back()

    def wait_for_popup(self) -> None:
        """Until a popup is open, whatever opens it. Raises TimeoutError."""
        self._wait_for_popups(1, "no popup opened")

    def _wait_for_popups(self, number: int, otherwise: str) -> None:
        end = time.monotonic() + _PATIENCE_S
        while self.worker.evaluate(POPUPS) != number:
            if time.monotonic() > end:
                raise TimeoutError(otherwise)
            self.context.pages[0].wait_for_timeout(20)

    def _take_downloads_back(self) -> None:
        """Chromium puts downloads where the newest connection says, and forgets it with that connection."""
        where = {"behavior": "allowAndName", "downloadPath": str(self.profile.downloads), "eventsEnabled": True}
        self.context.new_cdp_session(self.context.pages[0]).send("Browser.setDownloadBehavior", where)

    def take_pictures(self, folder: Path, name: str) -> None:
        """Pictures of all that is open, for someone who must find out what went wrong."""
        folder.mkdir(parents=True, exist_ok=True)
        if self._last_sight_of_popup:
            (folder / f"{name}-popup.png").write_bytes(self._last_sight_of_popup)
        for number, page in enumerate(self.context.pages, 1):
            page.screenshot(path=folder / f"{name}-{number}.png")

    def _wait_for_page(self, context: BrowserContext, path: str, otherwise: str) -> Page:
        """A page of the extension that something else opens. Raises TimeoutError with the text `otherwise`."""
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            for page in context.pages:
                if page.url.startswith(CHROMIUM_ORIGIN + path):
                    return page
            self.context.pages[0].wait_for_timeout(20)  # time.sleep() would keep Playwright from hearing of it
        raise TimeoutError(otherwise)


@contextmanager
def chromium(playwright: Playwright, profile: Profile, *, language: str = "en", scale: int = 1) -> Iterator[Chromium]:
    """Starts a headless Chromium with the extension, its interface in `language`, drawn with `scale` pixels a point."""
    executable = packages.chromium()
    if not executable:
        raise FileNotFoundError("there is no Chromium here that loads extensions; installers/test.py installs one")
    expect.set_options(timeout=_PATIENCE_S * 1000)
    interface = (f"--lang={language}", f"--screen-info={{{1280 * scale}x{800 * scale} devicePixelRatio={scale}}}")
    context = playwright.chromium.launch_persistent_context(
        profile.browser,
        executable_path=executable,
        downloads_path=profile.downloads,
        headless=True,
        timeout=_PATIENCE_S * 1000,
        args=[*profile.chromium_arguments(), *_QUIET, "--remote-debugging-port=0", *interface],
        env={**profile.variables(), "LANGUAGE": language},
        viewport={"width": 1280, "height": 800},
        device_scale_factor=scale,
    )
    try:
        yield Chromium(playwright, context, profile)
    finally:
        context.close()
