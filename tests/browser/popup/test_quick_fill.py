"""Without a list to choose from: the shortcut, the context menu, the toolbar's badge, and the icon in fields."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from installers.browser import Chromium
from tests.browser.chromium import page_url
from tests.browser.frameworks.site import FRAMEWORKS, FrameworkSite
from tests.browser.popup.person import Person, host_of, website
from tests.browser.popup.test_fill import BANK, EMPTY, login_page


@pytest.fixture(scope="module")
def framework_site() -> Iterator[FrameworkSite]:
    site = FrameworkSite()
    yield site
    site.close()


@pytest.fixture
def frameworks(framework_site: FrameworkSite) -> FrameworkSite:
    """Nobody has logged in there."""
    framework_site.logins.clear()
    return framework_site


A_DAY = 86_400
TOTP = f"otpauth://totp/bank?secret=JBSWY3DPEHPK3PXP&period={A_DAY}"
"""Its code is the same for as long as a test takes."""

BOXES = "".join(f'<input class=box maxlength=1 inputmode=numeric aria-label="Digit {n}">' for n in range(1, 7))
USER_NAME = "<label>User name <input name=username autocomplete=username></label><button>Next</button>"
PASS_WORD = "<label>Password <input name=password type=password></label><button>Log in</button>"
STEPS = {
    BANK: f"<form action=/2>{USER_NAME}</form>",
    f"{BANK}2?username=both": f"<form action=/3>{PASS_WORD}</form>",
    f"{BANK}3?password=Otter-51-reed": f"<form><h1>Enter the code from your app</h1>{BOXES}<button>Go</button></form>",
}
"""A log-in over three pages."""


def wait(person: Person, condition: Callable[[], bool]) -> None:
    """Until it holds."""
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never happened"
        person.control.wait_for_timeout(20)


def press_until(person: Person, field: Locator, value: str) -> None:
    """A press while the one before is still at work does nothing: then the person presses again."""
    end = time.monotonic() + 60
    while field.input_value() != value:
        assert time.monotonic() < end, f"it never became {value}"
        person.command("fill_login")
        with contextlib.suppress(AssertionError):
            expect(field).to_have_value(value, timeout=5000)


def field(person: Person, name: str) -> Locator:
    return person.web.locator(f"[name={name}]")


# --- the shortcut


def test_the_shortcut_fills_the_best_login_and_then_the_next(person: Person) -> None:
    """Without a popup; after the last comes the first again."""
    person.keep(website(BANK, favorite=True), website(BANK, title="Joint account", username="both"))
    person.visit(BANK, login_page())
    person.unlock()
    for username in ("ada", "both", "ada"):
        press_until(person, field(person, "username"), username)
        expect(field(person, "password")).to_have_value("Otter-51-reed")


def test_the_browser_has_keys_for_every_command(shared_browser: Chromium) -> None:
    """Where it keeps the first keys for itself, the second ones are there."""
    commands = shared_browser.worker.evaluate("() => chrome.commands.getAll()")
    keys = {command["name"]: command["shortcut"] for command in commands}
    assert keys["fill_login"] or keys["fill_login_other_keys"]
    assert keys["_execute_action"]
    assert keys["generate_password"]


def test_each_step_of_a_log_in_takes_the_same_login(person: Person) -> None:
    """The user name on one page, the password on the next, the one-time code in six boxes on the third."""
    person.keep(website(BANK, favorite=True), website(BANK, title="Joint account", username="both", totp=TOTP))
    person.pages |= STEPS
    person.visit(BANK)
    person.unlock()
    press_until(person, field(person, "username"), "ada")
    press_until(person, field(person, "username"), "both")
    person.web.get_by_role("button").click()
    person.web.wait_for_url("**/2?*")
    press_until(person, field(person, "password"), "Otter-51-reed")
    person.web.get_by_role("button").click()
    person.web.wait_for_url("**/3?*")
    code: str = person.ask("items.totp", id=person.ask("sites.match", url=BANK)["items"][1]["id"])["code"]
    boxes = person.web.locator(".box")
    press_until(person, boxes.first, code[0])
    for number, digit in enumerate(code):
        expect(boxes.nth(number)).to_have_value(digit)


def test_a_step_in_the_same_page_takes_the_same_login(person: Person) -> None:
    """A page that puts the password where the user name was asks for no other login's password."""
    person.keep(website(BANK, favorite=True), website(BANK, title="Joint account", username="both", password="Heron-7"))
    person.visit(BANK, STEPS[BANK])
    person.unlock()
    press_until(person, field(person, "username"), "ada")
    person.web.evaluate("(form) => { document.body.innerHTML = form; }", STEPS[f"{BANK}2?username=both"])
    press_until(person, field(person, "password"), "Otter-51-reed")


def test_where_the_shortcut_cannot_fill_the_popup_says_why(person: Person) -> None:
    """A locked vault, a page without a form, a website without a login, and one without encryption."""
    person.keep(website(BANK))
    press = lambda: person.command("fill_login")  # noqa: E731
    person.visit(BANK, "<h1>Welcome</h1>")
    with person.opened(press):
        expect(person.field("Master password")).to_be_focused()
    person.unlock()
    with person.opened(press):
        expect(person.problem("no_form")).to_be_visible()
    person.visit("https://other.test/", login_page())
    with person.opened(press) as popup:
        expect(popup.get_by_text("No login for this website yet.")).to_be_visible()
    person.visit("http://bank.test/", login_page())
    with person.opened(press) as popup:
        expect(popup.get_by_role("dialog", name="Fill on http://bank.test?")).to_be_visible()
    assert person.filled() == EMPTY


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_posts_what_was_filled(person: Person, frameworks: FrameworkSite, framework: str) -> None:
    """React, Vue, Angular and Svelte hold what is in a field for themselves; they hear of a fill as of typing."""
    person.keep(website(frameworks.url))
    person.visit(f"{frameworks.url}{framework}")
    expect(field(person, "password")).to_be_visible()
    person.unlock()
    press_until(person, field(person, "password"), "Otter-51-reed")
    person.web.get_by_role("button", name="Log in").click()
    wait(person, lambda: frameworks.logins == [{"username": "ada", "password": "Otter-51-reed"}])


# --- the context menu


def test_the_context_menu_fills_and_copies_and_generates(person: Person) -> None:
    """What is copied without a popup leaves the clipboard, too."""
    person.keep(website(BANK, totp=TOTP))
    person.visit(BANK, login_page())
    person.unlock()
    person.menu("fill_login")
    expect(field(person, "password")).to_have_value("Otter-51-reed")
    code = person.ask("items.totp", id=person.ask("sites.match", url=BANK)["items"][0]["id"])["code"]
    for entry, text in (("copy_username", "ada"), ("copy_code", code), ("copy_password", "Otter-51-reed")):
        person.menu(entry)
        wait(person, lambda text=text: clipboard(person) == text)  # type: ignore[misc]
    person.ask("settings.set", changes={"clear_clipboard_seconds": 1})
    person.menu("copy_password")
    wait(person, lambda: clipboard(person) == "")
    with person.opened(lambda: person.menu("generate_password")):
        expect(person.heading("Generator")).to_be_visible()


def test_a_locked_vault_copies_nothing_and_opens_the_popup(person: Person) -> None:
    person.keep(website(BANK))
    person.visit(BANK, login_page())
    with person.opened(lambda: person.menu("copy_password")):
        expect(person.field("Master password")).to_be_visible()


def clipboard(person: Person) -> str:
    person.control.bring_to_front()
    text: str = person.control.evaluate("() => navigator.clipboard.readText()")
    return text


# --- the badge


def test_the_badge_counts_the_logins_of_the_page(person: Person) -> None:
    """It follows the page, what is saved, and the lock; nobody counts for a locked vault."""
    person.keep(website(BANK))
    person.visit(BANK, login_page())
    person.visit("https://other.test/", login_page())
    assert person.badge()[0] == ""
    person.unlock()
    person.visit(BANK)
    wait(person, lambda: person.badge() == ("1", "Twinlatch: 1 login for this website"))
    second = person.ask("items.create", item=website(BANK, title="Two"))
    wait(person, lambda: person.badge() == ("2", "Twinlatch: 2 logins for this website"))
    person.ask("items.delete", id=second["id"], version=second["version"])
    wait(person, lambda: person.badge()[0] == "1")
    person.visit("https://other.test/")
    wait(person, lambda: person.badge()[0] == "")
    person.visit(BANK)
    wait(person, lambda: person.badge()[0] == "1")
    person.ask("session.lock")
    wait(person, lambda: person.badge() == ("", "Twinlatch: locked"))


# --- the icon


ICON_AT = """(field) => {
    const { right, top, height } = field.getBoundingClientRect();
    const [x, y] = [right - 14, top + height / 2];
    return { x, y, there: document.elementFromPoint(x, y)?.getAttribute("aria-hidden") === "true" };
}"""


def icon(page: Page, name: str = "username") -> Any:
    return page.locator(f"[name={name}]").evaluate(ICON_AT)


def see_icons(person: Person) -> None:
    """Until they are there."""
    wait(person, lambda: icon(person.web)["there"] and icon(person.web, "password")["there"])


LOOK = """async () => {
    const host = document.querySelector("html > div[aria-hidden], dialog > div[aria-hidden]");
    const icon = chrome.dom.openOrClosedShadowRoot(host).firstElementChild;
    const look = () => new Promise((seen) => {
        const options = { threshold: 1, trackVisibility: true, delay: 100 };
        const observer = new IntersectionObserver(([{ isVisible }]) => {
            observer.disconnect();
            seen(isVisible);
        }, options);
        observer.observe(icon);
    });
    const before = await look();
    await new Promise((looked) => setTimeout(looked, 100));
    return [before, await look()];
}"""
"""Whether the browser says that the icon can be seen, now and after the time in which it tells everybody."""


def click_icon(person: Person, *, seen: bool = True) -> None:
    """Once the extension has heard whether its icon can be seen."""
    wait(person, lambda: attendant(person, LOOK) == [seen, seen])
    at = icon(person.web)
    person.web.mouse.click(at["x"], at["y"])


def test_a_click_on_the_icon_opens_the_popup_and_fills_nothing(person: Person) -> None:
    """The page keeps its focus and its layout; an Enter that a page lured into the popup does nothing there."""
    person.keep(website(BANK))
    person.visit(BANK, login_page())
    person.unlock()
    field(person, "password").focus()
    height = person.web.evaluate("document.documentElement.scrollHeight")
    see_icons(person)
    host = host_of(person.profile)
    os.kill(host, signal.SIGSTOP)  # so that the popup cannot be through with its beginning
    try:
        with person.browser.popup(person.web, lambda: click_icon(person)) as popup:
            person.popup = popup
            expect(popup.locator("main[inert]")).to_have_count(1)
            popup.keyboard.press("Enter")
            os.kill(host, signal.SIGCONT)
            expect(person.row("A bank").first).to_be_visible()
            expect(popup.locator("main[inert]")).to_have_count(0)
            assert person.filled() == EMPTY
            expect(person.search).to_be_focused()
            popup.keyboard.press("Enter")
            expect(field(person, "username")).to_have_value("ada")
    finally:
        os.kill(host, signal.SIGCONT)
    assert person.web.evaluate("document.documentElement.scrollHeight") == height


def test_icons_go_where_a_page_asks_on_top_of_all_else(person: Person) -> None:
    """In a modal dialog a click opens the popup; when it is closed, or thrown away, icons are in the page again."""
    person.visit(BANK, login_page() + "<dialog></dialog>")
    see_icons(person)
    person.web.evaluate(
        """() => {
            globalThis.form = document.querySelector("form");
            const dialog = document.querySelector("dialog");
            dialog.append(form.cloneNode(true));
            form.remove();
            dialog.showModal();
        }"""
    )
    see_icons(person)
    with person.browser.popup(person.web, lambda: click_icon(person)) as popup:
        expect(popup.locator("main")).to_be_visible()
    for leave in ("close", "remove"):
        person.web.evaluate(
            """(leave) => {
                const [dialog] = document.querySelectorAll("dialog");
                dialog[leave]();
                dialog.replaceChildren(...[...dialog.children].filter((child) => child.localName !== "form"));
                document.body.append(form);
            }""",
            leave,
        )
        see_icons(person)
        person.web.evaluate(
            """() => {
                const dialog = document.querySelector("dialog") ?? document.createElement("dialog");
                document.body.append(dialog);
                dialog.append(form);
                dialog.showModal();
            }"""
        )
        see_icons(person)


def test_a_popup_that_a_page_opened_takes_nothing_for_half_a_second(shared_browser: Chromium) -> None:
    """Neither keys nor clicks; a key held down since before never counts."""
    page = shared_browser.open(page_url("manifest.json"))
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    page.evaluate(
        """async () => {
            const { guard } = await import("/popup/guard.js");
            const main = document.createElement("main");
            const button = document.createElement("button");
            document.body.replaceChildren(main);
            main.append(button);
            globalThis.presses = 0;
            button.textContent = "Fill";
            button.onclick = () => (presses += 1);
            guard(main)().then(() => button.focus());
        }"""
    )
    button = page.get_by_text("Fill")

    def press() -> None:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        button.click(force=True)

    press()
    page.clock.run_for(499)
    press()
    assert page.evaluate("presses") == 0
    page.clock.run_for(100)
    expect(button).to_be_focused()
    page.keyboard.down("Enter")
    page.keyboard.down("Enter")  # without an `up` between them: held
    assert page.evaluate("presses") == 1
    page.close()


COVERS = {
    "the page faded": "document.documentElement.style.opacity = '0.05'",
    "the icon faded": "icons().style.setProperty('opacity', '0.05', 'important')",
    "the icon cut away": "icons().style.setProperty('clip-path', 'inset(50%)', 'important')",
    "the icon turned": "icons().style.setProperty('transform', 'rotate(1turn) skew(1deg)', 'important')",
    "something over it": "cover(document.createElement('div'))",
    "something over it in the top layer": "cover(document.createElement('div')).showPopover()",
}
"""What a page can do so that a person does not see what they click; nothing here takes the mouse."""

TRICKS = """
globalThis.icons = () => [...document.documentElement.children].find((child) => child.matches("[aria-hidden]"));
globalThis.cover = (element) => {
    element.popover = "manual";
    element.style = "display: block; position: fixed; inset: 0; width: 100vw; height: 100vh; margin: 0; border: 0;"
        + "background: white; pointer-events: none; z-index: 2147483647";
    document.documentElement.append(element);
    return element;
};"""


def test_only_a_real_click_on_an_icon_that_is_seen_opens_the_popup(person: Person) -> None:
    """Whatever the page lays over it, fades, cuts or forges: of all clicks the last one alone is heard."""
    person.visit(BANK, login_page())
    worker = person.browser.worker
    worker.evaluate(
        """() => {
            globalThis.opened = 0;
            globalThis.real = chrome.action.openPopup;
            chrome.action.openPopup = async () => { opened += 1; };
        }"""
    )
    try:
        for trick in COVERS.values():
            person.visit(BANK)
            see_icons(person)
            person.web.evaluate(f"() => {{ {TRICKS} }}")
            person.web.evaluate(f"() => void ({trick})")
            click_icon(person, seen=False)
        person.visit(BANK)
        see_icons(person)
        at = icon(person.web)
        person.web.evaluate(
            """({ x, y }) => {
                const click = { bubbles: true, composed: true, clientX: x, clientY: y };
                document.elementFromPoint(x, y).dispatchEvent(new MouseEvent("click", click));
                document.elementFromPoint(x, y).click();
            }""",
            at,
        )
        click_icon(person)
        wait(person, lambda: worker.evaluate("() => opened") > 0)
        assert worker.evaluate("() => opened") == 1
    finally:
        worker.evaluate("() => { chrome.action.openPopup = real; }")


@pytest.mark.parametrize("leave", ["icons.remove()", "document.body.append(icons)"])
def test_icons_give_way_to_the_page(person: Person, leave: str) -> None:
    """A button of the page's own at the end of a field, and a page that takes them away as often as they come."""
    eye = "<button type=button style='position: absolute; right: 0; width: 24px; height: 21px'>x</button>"
    person.visit(
        BANK,
        login_page()
        .replace("</label>", f"{eye}</label>", 1)
        .replace("<label>", "<label style='position: relative'>", 1),
    )
    wait(person, lambda: icon(person.web, "password")["there"])
    person.web.wait_for_function("() => document.elementFromPoint(0, 0)")
    right = field(person, "username").evaluate("(field) => field.getBoundingClientRect().right")
    hit = "([x, y]) => document.elementFromPoint(x, y)?.localName"
    top = field(person, "username").evaluate("(field) => field.getBoundingClientRect().top + 10")
    assert person.web.evaluate(hit, [right - 12, top]) == "button"
    assert person.web.evaluate(hit, [right - 36, top]) == "div"
    person.web.evaluate(
        """() => {
            globalThis.removed = 0;
            const remove = () => document.querySelectorAll("html > [aria-hidden]").forEach((icons) => {
                LEAVE;
                removed += 1;
            });
            new MutationObserver(remove).observe(document.documentElement, { childList: true });
            setInterval(() => document.body.classList.toggle("busy"), 20);
            remove();
        }""".replace("LEAVE", leave)
    )
    wait(person, lambda: person.web.evaluate("removed") == 4)
    person.web.wait_for_timeout(1000)
    assert person.web.evaluate("removed") == 4


def test_no_icon_where_the_person_wants_none(person: Person) -> None:
    """The setting holds as soon as the vault was opened, and the fields are looked after all the same."""
    person.unlock()
    person.ask("settings.set", changes={"show_icons": False})
    with person.opened():
        expect(person.search).to_be_visible()
    person.visit(BANK, login_page())
    parts = "() => [typeof freshForms, typeof showIcons]"
    wait(person, lambda: attendant(person, parts)[0] == "function")
    assert attendant(person, parts) == ["function", "undefined"]


def attendant(person: Person, function: str) -> Any:
    """What a function gives among the content scripts of the page."""
    return person.browser.worker.evaluate(
        f"""async () => {{
            const [tab] = await chrome.tabs.query({{ active: true, lastFocusedWindow: true }});
            const [answer] = await chrome.scripting.executeScript({{ target: {{ tabId: tab.id }}, func: {function} }});
            return answer.result;
        }}"""
    )
