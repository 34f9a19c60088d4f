"""The extension in a real Chromium, before there is a host, and with hosts that misbehave."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import chromium, page_url, register_host

pytestmark = pytest.mark.browser

# A document of the extension in which no code of it runs by itself.
BLANK = page_url("manifest.json")

# A host that greets, says on request that the session changed, and dies on request.
TALKING_HOST = """\
import json, struct, sys
def send(message):
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    sys.stdout.buffer.write(struct.pack("=I", len(body)) + body)
    sys.stdout.buffer.flush()
while head := sys.stdin.buffer.read(4):
    request = json.loads(sys.stdin.buffer.read(struct.unpack("=I", head)[0]))
    if request["method"] == "session.logout":
        sys.exit(1)
    if request["method"] == "session.unlock":
        send({"method": "session.changed", "params": {"state": "unlocked"}})
    if request["method"] == "rpc.discover":
        send({"method": "session.changed", "params": {"state": "locked"}})
    if request["method"] == "settings.get":
        send({"id": request["id"], "error": {"code": -32000, "message": "", "data": {"reason": "throttled",
            "retry_after_s": 65}}})
    else:
        send({"id": request["id"], "result": {"protocol_version": VERSION, "host_version": "9", "accounts": [],
            "now": 0}})
"""


def program(folder: Path, source: str) -> Path:
    """Write a Python program that a browser can start."""
    path = folder / "host.py"
    path.write_text(f"#!{sys.executable} -I\n{source}")
    path.chmod(0o755)
    return path


def talking_host(folder: Path, version: int = 1) -> Path:
    return program(folder, f"VERSION = {version}\n{TALKING_HOST}")


def missing(_folder: Path, _profile: Path) -> None:
    """Nothing is registered."""


def gone(folder: Path, profile: Path) -> None:
    register_host(profile, folder / "deleted.py")


def forbidden(folder: Path, profile: Path) -> None:
    register_host(profile, talking_host(folder), origin="chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/")


def crashing(folder: Path, profile: Path) -> None:
    register_host(profile, program(folder, "raise SystemExit(1)\n"))


def too_old(folder: Path, profile: Path) -> None:
    register_host(profile, talking_host(folder, version=0))


def too_new(folder: Path, profile: Path) -> None:
    register_host(profile, talking_host(folder, version=99))


@pytest.mark.parametrize(
    ("prepare", "cause"),
    [
        (missing, "host_missing"),
        (gone, "host_missing"),
        (forbidden, "host_forbidden"),
        (crashing, "host_crashed"),
        (too_old, "host_too_old"),
        (too_new, "extension_too_old"),
    ],
)
def test_a_page_learns_why_no_host_answers(tmp_path: Path, prepare: Callable[[Path, Path], None], cause: str) -> None:
    """Each way in which a host can be absent reaches the page as its own cause."""
    profile = tmp_path / "profile"
    prepare(tmp_path, profile)
    with chromium(profile) as context:
        page = context.new_page()
        page.goto(BLANK)
        assert ask(page, "system.hello")["reason"] == cause


def test_pages_and_toolbar_follow_the_session(tmp_path: Path) -> None:
    """A change told by the host reaches open pages and the toolbar; a host that dies means logged out."""
    profile = tmp_path / "profile"
    register_host(profile, talking_host(tmp_path))
    with chromium(profile) as context:
        page = context.new_page()
        page.goto(BLANK)
        page.evaluate(
            """async () => {
                const { onEvent } = await import("/lib/ask.js");
                onEvent("session.changed", ({ state }) => (document.title = state));
            }"""
        )
        ask(page, "session.unlock")
        expect(page).to_have_title("unlocked")
        wait_for_toolbar(page, "Twinlatch: unlocked")
        ask(page, "rpc.discover")
        expect(page).to_have_title("locked")
        wait_for_toolbar(page, "Twinlatch: locked")
        assert ask(page, "session.logout") == {"reason": "host_crashed"}
        expect(page).to_have_title("logged_out")
        wait_for_toolbar(page, "Twinlatch: logged out")
        assert ask(page, "system.hello")["protocol_version"] == 1


def test_a_refusal_reaches_the_page_with_its_data(tmp_path: Path) -> None:
    """The page gets the host's reason and what its sentence needs."""
    profile = tmp_path / "profile"
    register_host(profile, talking_host(tmp_path))
    with chromium(profile) as context:
        page = context.new_page()
        page.goto(BLANK)
        assert ask(page, "settings.get") == {"reason": "throttled", "retry_after_s": 65}


def test_a_request_wakes_a_dead_service_worker(tmp_path: Path) -> None:
    """The worker may die at any time: the session is then gone, and the next request starts worker and host again."""
    profile = tmp_path / "profile"
    register_host(profile, talking_host(tmp_path))
    with chromium(profile) as context:
        page = context.new_page()
        page.goto(BLANK)
        ask(page, "session.unlock")
        wait_for_toolbar(page, "Twinlatch: unlocked")
        devtools = context.new_cdp_session(page)
        devtools.send("ServiceWorker.enable")
        devtools.send("ServiceWorker.stopAllWorkers")
        wait_until(page, "(await chrome.runtime.getContexts({ contextTypes: ['BACKGROUND'] })).length === 0")
        assert ask(page, "system.hello")["protocol_version"] == 1
        wait_for_toolbar(page, "Twinlatch: logged out")


def test_installing_opens_the_options_page_once(tmp_path: Path) -> None:
    """The first thing seen after installation is the options page, in one tab."""
    with chromium(tmp_path / "profile") as context:
        assert [page.url for page in context.pages].count(page_url("options/options.html")) == 1


def test_the_clipboard_is_cleared_after_the_copying_page_is_gone(tmp_path: Path) -> None:
    """Of every value, also of one that is copied while the one before is being cleared."""
    with chromium(tmp_path / "profile") as context:
        other = context.new_page()
        other.goto(BLANK)
        for secret in ("s3cret", "0ther"):
            page = context.new_page()
            page.goto(BLANK)
            page.evaluate("async (text) => (await import('/lib/clipboard.js')).copy(text, 1)", secret)
            page.close()
            other.bring_to_front()
            wait_until(other, "(await navigator.clipboard.readText()) === ''")


def test_language_and_theme_are_there_before_log_in(tmp_path: Path) -> None:
    """A remembered language and theme show on a page that starts without a host."""
    with chromium(tmp_path / "profile") as context:
        page = context.new_page()
        page.goto(page_url("options/options.html"))
        page.evaluate("async () => (await import('/lib/preferences.js')).remember({ language: 'fr', theme: 'dark' })")
        page.goto(page_url("popup/popup.html"))
        html = page.locator("html")
        expect(html).to_have_attribute("lang", "fr")
        expect(html).to_have_attribute("data-theme", "dark")
        expect(html).not_to_have_class("starting")


def test_markup_in_a_value_stays_text(tmp_path: Path) -> None:
    """A value that looks like markup is shown as it is; only the sentence's own markup becomes elements."""
    with chromium(tmp_path / "profile") as context:
        page = context.new_page()
        page.goto(BLANK)
        shown = page.evaluate(
            """async () => {
                const { rich, useMessages } = await import("/lib/i18n.js");
                const message = "Run <code>$COMMAND$</code> or <img src=x> <a data-to='x'>";
                useMessages("en", { x: { message, placeholders: { command: { content: "$1" } } } });
                const place = document.createElement("p");
                place.append(rich("x", { command: "<b>bold</b>" }));
                return [place.textContent, [...place.querySelectorAll("*")].map(({ localName }) => localName)];
            }"""
        )
        assert shown == ["Run <b>bold</b> or <img src=x> <a data-to='x'>", ["code"]]


def ask(page: Page, method: str) -> dict[str, object]:
    """What a page gets for a request: the result, or the data and the reason of the refusal."""
    answer: dict[str, object] = page.evaluate(
        """async (method) => {
            const { ask } = await import("/lib/ask.js");
            return ask(method).catch((error) => ({ ...error.data, reason: error.reason }));
        }""",
        method,
    )
    return answer


def wait_for_toolbar(page: Page, title: str) -> None:
    wait_until(page, f"(await chrome.action.getTitle({{}})) === {title!r}")


def wait_until(page: Page, condition: str) -> None:
    """Wait, a minute at least, for an expression that may await; Playwright's own takes the promise for the answer."""
    page.evaluate(
        f"""async () => {{
            for (let tries = 0; !({condition}); tries += 1) {{
                if (tries === 3000) throw new Error("in vain");
                await new Promise((again) => setTimeout(again, 20));
            }}
        }}"""
    )
