"""A real Firefox with the extension and the host in it, driven over WebDriver BiDi (W3C)."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from websockets.sync.client import ClientConnection, connect

from installers import packages
from installers.profile import Profile
from twinlatch.extension_ids import FIREFOX_ID

ORIGIN = "moz-extension://2b6f0cc9-04d1-4c7e-9b0a-6d1f57a1c0de/"
"""Firefox makes up the extension's address for each profile; a preference fixes it."""

BACKGROUND_IDLE_MS = 500
"""After which Firefox ends a background page that nothing holds; 30 s for people."""

_PREFERENCES: dict[str, str | int | bool] = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.background.idle.timeout": BACKGROUND_IDLE_MS,
    "extensions.webextensions.uuids": json.dumps({FIREFOX_ID: ORIGIN.split("/")[2]}),
    "intl.locale.requested": "en-US",
    "signon.rememberSignons": False,
    # Whatever is not on this computer is asked of a proxy that nobody runs.
    "network.proxy.type": 1,
    "network.proxy.socks": "127.0.0.1",
    "network.proxy.socks_port": 9,
    "network.proxy.failover_direct": False,
}

_PATIENCE_S = 60.0
"""Its start has taken more than 20 s beside all else that a busy computer does."""

Found = TypeVar("Found")


class BidiError(Exception):
    """Firefox refused a command, or a script threw."""


class Firefox:
    """A running browser, for as long as the `with` block. Its home, profile and vaults are the given person's."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self._running = ExitStack()
        self._commands = 0
        self._session: ClientConnection
        self.first_run_page: Page

    def __enter__(self) -> Self:
        with ExitStack() as starting:
            address = self._start(starting)
            self._session = starting.enter_context(connect(f"{address}/session", max_size=None, proxy=None))
            self.command("session.new", capabilities={})
            folder = str(self.profile.extension)
            self.command("webExtension.install", extensionData={"type": "path", "path": folder})
            # The extension opens it by itself once it is installed.
            options = ORIGIN + "options/options.html"
            opened = wait(lambda: [page for page in self.pages() if page.url == options], "the first-run page")
            self.first_run_page = opened[0]
            self._running = starting.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    def _start(self, running: ExitStack) -> str:
        """Starts the program, which ends with `running`; gives the address where it listens."""
        executable = packages.firefox()
        if not executable:
            raise FileNotFoundError("there is no Firefox here; installers/test.py installs one")
        preferences = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in _PREFERENCES.items()]
        (self.profile.browser / "user.js").write_text("\n".join(preferences))
        own = ["--headless", "--no-remote", "--profile", str(self.profile.browser)]
        remote = ["--remote-debugging-port", "0", "--remote-allow-system-access"]
        log = self.profile.browser / "firefox.log"
        with log.open("w") as output:
            process = subprocess.Popen(
                [executable, *own, *remote],
                env=self.profile.variables(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        running.enter_context(process)
        running.callback(process.terminate)
        listening = re.compile(r"WebDriver BiDi listening on (\S+)")
        return wait(lambda: listening.search(log.read_text()), f"Firefox to start: {log}")[1]

    def command(self, method: str, **params: object) -> dict[str, Any]:
        """What Firefox answers. Raises BidiError, and TimeoutError where it is silent."""
        self._commands += 1
        self._session.send(json.dumps({"id": self._commands, "method": method, "params": params}))
        while True:
            answer = json.loads(self._session.recv(_PATIENCE_S))
            if answer.get("id") != self._commands:
                continue
            if answer["type"] == "error":
                raise BidiError(f"{method}: {answer['message']}")
            result: dict[str, Any] = answer["result"]
            return result

    # --- pages

    def pages(self, scope: Literal["content", "chrome"] = "content") -> list[Page]:
        """What is in the tabs; in the scope `chrome` the browser's own windows."""
        tree = self.command("browsingContext.getTree", **{"moz:scope": scope})
        return [Page(self, context["context"]) for context in tree["contexts"]]

    def open(self, url: str) -> Page:
        """A new tab in the foreground, once the address is loaded in it."""
        page = Page(self, self.command("browsingContext.create", type="tab")["context"])
        page.visit(url)
        return page

    @contextmanager
    def popup(self, over: Page) -> Iterator[Popup]:
        """Opens the toolbar popup over a page, and closes it afterwards if it is still there."""
        over.bring_to_front()
        # An earlier one that is still being closed stands in the way, and Firefox may say nothing of it.
        opening = f"""{_POPUPS}.length > 0 || browser.action.openPopup().then(async () => {{
            for (let looks = 0; looks < 100 && {_POPUPS}.length === 0; looks += 1) {{
                await new Promise((look) => setTimeout(look, 20));
            }}
            return {_POPUPS}.length > 0;
        }})"""
        wait(lambda: self.first_run_page.evaluate(opening), "the popup")
        yield Popup(self.first_run_page)
        self.first_run_page.evaluate(f"{_POPUPS}.forEach((popup) => popup.close())")
        self.first_run_page.wait_for(f"{_POPUPS}.length === 0")

    # --- the browser itself

    def as_browser(self, expression: str) -> Any:
        """Evaluates an expression with the rights of Firefox's own code."""
        return self.pages("chrome")[0].evaluate(expression)

    def manifest_warnings(self) -> list[str]:
        """What Firefox has against the extension's manifest, as its page for developers shows it."""
        module = "resource://gre/modules/ExtensionParent.sys.mjs"
        warnings = f"ExtensionParent.DebugUtils.getExtensionManifestWarnings({json.dumps(FIREFOX_ID)})"
        found: list[str] = self.as_browser(f"ChromeUtils.importESModule({json.dumps(module)}).{warnings}")
        return found

    def errors(self) -> list[str]:
        """What went wrong in any script of the extension since this was last asked.

        That a page was left while it waited for an answer is not among it.
        """
        found: list[dict[str, str]] = self.as_browser(
            """(() => {
                const errors = Services.console.getMessageArray()
                    .filter((said) => said instanceof Ci.nsIScriptError)
                    .filter(({ flags }) => !(flags & Ci.nsIScriptError.warningFlag))
                    .map(({ sourceName, errorMessage }) => ({ file: sourceName, text: errorMessage }));
                Services.console.reset();
                return errors;
            })()"""
        )
        left = "Promise rejected after context unloaded"
        ours = [error for error in found if error["file"].startswith(ORIGIN) and not error["text"].startswith(left)]
        return [f"{error['file']}: {error['text']}" for error in ours]

    def background_state(self) -> str:
        """Of the extension's background page: "running", or "stopped" while Firefox has put it to sleep."""
        state: str = self.as_browser(f"WebExtensionPolicy.getByID({json.dumps(FIREFOX_ID)}).extension.backgroundState")
        return state

    def press_shortcut(self, key: str) -> None:
        """Presses Ctrl+Shift and a key as far as the browser's own window goes: a test's keys reach pages alone."""
        keys = f'keyset[id^="ext-keyset-id"] key[key={json.dumps(key)}][modifiers="accel,shift"]'
        self.as_browser(f"document.querySelector({json.dumps(keys)}).doCommand()")

    def take_pictures(self, folder: Path, name: str) -> None:
        """Pictures of all tabs, for someone who must find out what went wrong."""
        folder.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(self.pages(), 1):
            page.screenshot(folder / f"{name}-{number}.png")


class Document(ABC):
    """Something that scripts run in."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """The value, as JSON knows it, of an expression that may await. Raises BidiError with what it throws."""

    def wait_for(self, expression: str) -> Any:
        """The value of an expression once it is true. Raises TimeoutError."""
        return wait(lambda: self.evaluate(expression), expression)

    def wait_for_text(self, text: str) -> None:
        """Waits until the text is to be read. Raises TimeoutError."""
        self.wait_for(f"document.body.innerText.includes({json.dumps(text)})")


@dataclass(frozen=True)
class Page(Document):
    """What a tab shows."""

    firefox: Firefox
    context: str

    def command(self, method: str, **params: object) -> dict[str, Any]:
        return self.firefox.command(method, context=self.context, **params)

    @property
    def url(self) -> str:
        (tab,) = self.firefox.command("browsingContext.getTree", root=self.context, maxDepth=0)["contexts"]
        return str(tab["url"])

    def visit(self, url: str) -> None:
        self.command("browsingContext.navigate", url=url, wait="complete")

    def close(self) -> None:
        self.command("browsingContext.close")

    def bring_to_front(self) -> None:
        self.command("browsingContext.activate")

    def evaluate(self, expression: str) -> Any:
        answer = self.firefox.command(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self.context},
            awaitPromise=True,
            userActivation=True,
        )
        if answer["type"] == "exception":
            raise BidiError(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    def screenshot(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self.command("browsingContext.captureScreenshot")["data"]))

    # --- a person's hands: events that a page can trust

    def press(self, name: str) -> None:
        """Clicks on the button that a screen reader calls by this name, once it is there."""
        self._click({"role": "button", "name": name})

    def enter(self, label: str, text: str) -> None:
        """Clicks on a field's label, once it is there, and types key by key."""
        self._click({"name": label})
        self._act("key", *({"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")))

    def _click(self, description: dict[str, str]) -> None:
        wait(lambda: self._point_at(description), str(description))
        self._act("pointer", {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0})

    def _point_at(self, description: dict[str, str]) -> bool:
        """Whether it is there; raises BidiError where a page that draws itself anew has just taken it away."""
        found = {"type": "accessibility", "value": description}
        nodes = self.command("browsingContext.locateNodes", locator=found)["nodes"]
        if not nodes:
            return False
        element = {"sharedId": nodes[0]["sharedId"]}
        self.firefox.command(
            "script.callFunction",
            functionDeclaration="(element) => element.scrollIntoView({ block: 'center', behavior: 'instant' })",
            arguments=[element],
            target={"context": self.context},
            awaitPromise=False,
        )
        origin = {"type": "element", "element": element}
        self._act("pointer", {"type": "pointerMove", "x": 0, "y": 0, "origin": origin})
        return True

    def _act(self, device: str, *actions: Mapping[str, object]) -> None:
        self.command("input.performActions", actions=[{"type": device, "id": device, "actions": list(actions)}])


_POPUPS = "browser.extension.getViews({ type: 'popup' })"


@dataclass(frozen=True)
class Popup(Document):
    """The toolbar popup, which is in no tab: a page of the extension reaches it."""

    opener: Page

    def evaluate(self, expression: str) -> Any:
        return self.opener.evaluate(f"(({{ document }}) => {expression})({_POPUPS}[0])")


def wait(look: Callable[[], Found | None], what: str = "a condition") -> Found:
    """What `look` finds, once it finds something; what it cannot see yet is not there. Raises TimeoutError."""
    end = time.monotonic() + _PATIENCE_S
    while True:
        try:
            found, trouble = look(), None
        except BidiError as error:
            found, trouble = None, error
        if found:
            return found
        if time.monotonic() > end:
            raise TimeoutError(f"waited in vain for {what}") from trouble
        time.sleep(0.02)
