"""Somebody whose browser is on a hostile page, and what that page got to see."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Route

from installers.browser import Chromium
from tests.adversary.pages.attacks import Attack
from tests.browser.options.person import PASSWORD
from tests.browser.popup.person import EMAIL, Person

SECRET = "Otter-51-reed"

SPY = """
globalThis.seen = [];
globalThis.roots = [document];
let spying = false;
globalThis.spy = (...things) => {
    if (spying) return; // what it calls may be poisoned, too
    spying = true;
    try { take(things); } finally { spying = false; }
};
const take = (things) => {
    const seen = new Set();
    const look = (thing, depth) => {
        if (depth > 4 || seen.has(thing)) return;
        seen.add(thing);
        if (typeof thing === "string") globalThis.seen.push(thing);
        else if (thing && typeof thing === "object")
            for (const key of Reflect.ownKeys(thing).slice(0, 20)) look(thing[key], depth + 1);
    };
    look(things, 0);
};
{
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (options) {
        const root = attachShadow.call(this, options);
        roots.push(root);
        return root;
    };
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").get;
    const all = Document.prototype.querySelectorAll;
    const within = DocumentFragment.prototype.querySelectorAll;
    const trapsIn = (root) => [...(root === document ? all : within).call(root, "input[data-trap]")];
    globalThis.trapped = () => roots.flatMap(trapsIn).map((field) => value.call(field)).filter(Boolean);
    const note = (event) => { if (event.target?.matches?.("[data-trap]")) seen.push(value.call(event.target)); };
    for (const type of ["input", "change", "keydown", "keyup", "blur"]) addEventListener(type, note, true);
}
"""
"""Keeps every value that a field marked as a trap ever had, and what poisoned functions were handed."""

FILL = """async (limit) => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const { ask } = await import("/lib/ask.js");
    const { items: [{ id }] } = await ask("items.search", { query: "" });
    const message = { type: "fill", wish: { item_id: id, tab_id: tab.id, allowed: {} } };
    const late = new Promise((answer) => setTimeout(answer, limit, "late"));
    const answer = await Promise.race([chrome.runtime.sendMessage(message), late]);
    return answer?.error?.reason ?? answer?.result ?? answer;
}"""


class Victim(Person):
    """The login is for https://bank.test and nothing else."""

    def __init__(self, browser: Chromium) -> None:
        super().__init__(browser)
        browser.context.add_init_script(SPY)
        browser.context.route(lambda url: not url.startswith("chrome-extension:"), self.answer)

    def open_vault(self) -> None:
        assert self.ask("session.login", email=EMAIL, master_password=PASSWORD)["state"] == "unlocked"

    def answer(self, route: Route) -> None:
        page = self.pages.get(ascii_address(route.request.url))
        body = f"<!doctype html><title>Log in</title>{page}" if page else ""
        route.fulfill(status=200 if page else 404, content_type="text/html; charset=utf-8", body=body)

    def visit_page_of(self, attack: Attack) -> None:
        self.web.close()
        self.web = self.browser.open("about:blank")
        self.pages = {ascii_address(address): page for address, page in attack.pages.items()}
        self.web.goto(next(iter(attack.pages)))
        self.web.bring_to_front()

    def fill(self, limit_s: float = 30) -> Any:
        """Has the login chosen for the tab, as the popup has it: the report, the refusal's reason, or "late"."""
        return self.control.evaluate(FILL, limit_s * 1000)

    def loot(self) -> list[str]:
        """Everything that the page's frames got to see in traps and poisoned functions."""
        found: list[str] = []
        for frame in self.web.frames:
            found += frame.evaluate("() => [...(globalThis.trapped?.() ?? []), ...(globalThis.seen ?? [])]")
        return found


def ascii_address(address: str) -> str:
    """As the browser asks for it."""
    scheme, _, rest = address.partition("://")
    authority, slash, path = rest.partition("/")
    host = authority.rpartition("@")[2]
    return f"{scheme}://{host.encode('idna').decode() if not host.isascii() else host}{slash}{path}"
