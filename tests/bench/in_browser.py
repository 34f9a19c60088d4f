"""What a person waits for in a real Chromium: the popup with this website's logins, and a fill."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from playwright.sync_api import sync_playwright

from installers.browser import chromium
from installers.profile import Profile
from tests.bench import vaults
from tests.bench.timing import Timing, in_turn
from tests.browser.popup.person import LOGIN_PAGE, Person

_OPEN = """async (popup) => {
    await chrome.action.setPopup({ popup });
    globalThis.clicked = performance.timeOrigin + performance.now();
    return chrome.action.openPopup();
}"""
_SHOWN = """() => new Promise((shown) => {
    const look = () => performance.getEntriesByName("first-contentful-paint")[0];
    const tell = () => shown(performance.timeOrigin + look().startTime);
    if (look()) tell();
    else new PerformanceObserver(() => look() && tell()).observe({ type: "paint" });
})"""
"""When the popup first showed anything: its list, and nothing before."""
_POPUP = "popup/popup.html"
_TEXT_ALONE = "popup/settings_page.js"
"""As a popup the browser shows it as text: what no popup can be faster than."""
_FILL = """async (id) => {
    const [tab] = await chrome.tabs.query({ url: "https://*.example/*" });
    const began = performance.now();
    const wish = { item_id: id, tab_id: tab.id, allowed: {} };
    const answer = await chrome.runtime.sendMessage({ type: "fill", wish });
    if (!answer.result?.filled.includes("current-password")) throw new Error(JSON.stringify(answer));
    return (performance.now() - began) / 1000;
}"""
_ASK = """async () => {
    const began = performance.now();
    await chrome.runtime.sendMessage({ type: "ask", method: "session.state", params: {} });
    return (performance.now() - began) / 1000;
}"""


def measure(count: int, rounds: int) -> Iterator[Timing]:
    """Click to list, and choice to filled, with the vault open."""
    with tempfile.TemporaryDirectory() as folder, _person(Path(folder), count) as (person, vault):
        drawn, floor = in_turn(rounds, lambda: _popup(person, _POPUP), lambda: _popup(person, _TEXT_ALONE))
        yield Timing(f"click -> list, {vault.size}", "a popup of text alone", drawn, floor, most_p95=0.1)
        filled = [(_fill(person, vault), float(person.control.evaluate(_ASK))) for _ in range(rounds + 1)][1:]
        took, asked = ([fill[part] for fill in filled] for part in (0, 1))
        yield Timing(f"choice -> filled, {vault.size}", "asking the host", took, asked, most_p95=0.05)


@contextmanager
def _person(folder: Path, count: int) -> Iterator[tuple[Person, vaults.BigVault]]:
    profile = Profile(folder / "person")
    profile.register_host()
    with mock.patch.dict("os.environ"):
        vault = vaults.build(folder / "made", count)
    for file in Path(vault.folders["TWINLATCH_HOME"]).glob("*.twinlatch"):
        profile.vaults.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(file, profile.vaults)
    with sync_playwright() as playwright, chromium(playwright, profile) as browser:
        browser.first_run_page.close()
        person = Person(browser)
        browser.context.route("**://*.example/**", person.answer)
        person.ask("session.login", email=vaults.EMAIL, master_password=vaults.MASTER_PASSWORD)
        person.visit(f"https://{vault.hosts[0]}/", LOGIN_PAGE)
        yield person, vault
    profile.forget()


def _popup(person: Person, page: str) -> float:
    """Seconds from the click until something was drawn."""
    worker = person.browser.worker
    with person.browser.popup(person.web, lambda: worker.evaluate(_OPEN, page)) as popup:
        shown = float(popup.evaluate(_SHOWN))
        popup.locator(".login .row" if page == _POPUP else "pre").first.wait_for()
    return (shown - float(worker.evaluate("() => clicked"))) / 1000


def _fill(person: Person, vault: vaults.BigVault) -> float:
    person.web.reload()
    person.web.bring_to_front()
    return float(person.control.evaluate(_FILL, vault.ids[0]))
