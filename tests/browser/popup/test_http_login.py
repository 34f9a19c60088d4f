"""Websites that ask for a login before they show anything (HTTP authentication): nothing is sent by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from installers.browser import POPUPS
from tests.browser.guarded_site import RIGHT, Guarded
from tests.browser.popup.person import Person, website
from tests.browser.popup.test_quick_fill import wait

COUNT = """() => {
    const count = () => { challenges += 1; };
    if (!("challenges" in globalThis)) chrome.webRequest.onAuthRequired.addListener(count, { urls: ["<all_urls>"] });
    globalThis.challenges = 0;
}"""
WAITS = """async () => {
    const [{ id: tab_id }] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const { tell } = await import("/lib/ask.js");
    return tell("http_login", { tab_id }).then(() => true, () => false);
}"""

DOCUMENT = "chrome.extension.getViews({ type: 'popup' })[0]?.document"


@pytest.fixture
def guarded(person: Person) -> Iterator[Guarded]:
    person.browser.worker.evaluate(COUNT)
    site = Guarded()
    yield site
    site.close()


class Popup:
    """The popup over a page that still waits for its answer; until then Playwright cannot reach it."""

    def __init__(self, person: Person) -> None:
        self._page = person.control
        person.browser.wait_for_popup()

    def see(self, text: str) -> None:
        """Waits until a text is there."""
        self._page.wait_for_function(f"(text) => {DOCUMENT}?.body?.innerText.includes(text)", arg=text)

    def press(self, text: str) -> None:
        """Presses the button with this text, once it is there and the popup takes clicks."""
        buttons = f"[...({DOCUMENT}?.querySelectorAll('button:not([inert] *)') ?? [])]"
        button = f"{buttons}.find((each) => each.innerText.includes(text))"
        self._page.wait_for_function(f"(text) => {button}", arg=text)
        self._page.evaluate(f"(text) => {button}.click()", text)

    def close(self) -> None:
        """As a click anywhere else does."""
        self._page.wait_for_function(f"() => {DOCUMENT}?.body")
        self._page.evaluate("() => chrome.extension.getViews({ type: 'popup' })[0].close()")

    def see_close(self) -> None:
        self._page.wait_for_function("() => chrome.extension.getViews({ type: 'popup' }).length === 0")


def see_left_to_browser(person: Person, challenges: int) -> None:
    """Waits until the website asked so often; then nobody is asked, and the browser's own dialog is over the page."""
    wait(person, lambda: person.browser.worker.evaluate("() => challenges") == challenges)
    wait(person, lambda: not person.control.evaluate(WAITS))
    wait(person, lambda: person.browser.worker.evaluate(POPUPS) == 0)


def go_in(person: Person) -> None:
    """Follows a link to what is guarded."""
    person.web.bring_to_front()
    person.web.evaluate("() => { location.href = '/in'; }")


def test_the_popup_asks_and_the_chosen_login_opens_the_page(person: Person, guarded: Guarded) -> None:
    """The website's own words are text; before the choice it got nothing."""
    person.keep(website(guarded.url, title="Library"), website(guarded.url, title="Other", username="eve"))
    person.visit(guarded.url)
    person.unlock()
    go_in(person)
    popup = Popup(person)
    popup.see(f"{guarded.url[7:-1]} asks for a login")
    popup.see("Staff <b>only</b>")
    popup.see("Other")
    assert guarded.tried == [""]
    popup.press("Library")
    popup.see_close()
    expect(person.web.get_by_role("heading", name="Welcome")).to_be_visible()
    assert guarded.tried == ["", RIGHT]


def test_a_wrong_password_is_left_to_the_browser_then(person: Person, guarded: Guarded) -> None:
    """It is tried once, and nobody is asked again for the same request."""
    person.keep(website(guarded.url, password="old"))
    person.visit(guarded.url)
    person.unlock()
    go_in(person)
    Popup(person).press("A bank")
    wait(person, lambda: guarded.tried == ["", "ada:old"])
    see_left_to_browser(person, 2)


def test_closing_the_popup_leaves_it_to_the_browser(person: Person, guarded: Guarded) -> None:
    """The page does not wait for a person who said no."""
    person.keep(website(guarded.url))
    person.visit(guarded.url)
    person.unlock()
    go_in(person)
    Popup(person).close()
    see_left_to_browser(person, 1)
    assert guarded.tried == [""]


def test_nobody_is_asked_without_a_login_or_with_a_locked_vault(person: Person, guarded: Guarded) -> None:
    """The browser's own dialog comes at once."""
    person.keep(website("https://other.test/"))
    person.visit(guarded.url)
    go_in(person)
    see_left_to_browser(person, 1)
    person.unlock()
    person.visit(guarded.url)
    go_in(person)
    see_left_to_browser(person, 2)
    assert guarded.tried == ["", ""]


def test_a_login_saved_for_https_is_sent_over_http_only_when_that_is_chosen(person: Person, guarded: Guarded) -> None:
    """As for a fill: the host is named first, and no is the safe answer."""
    address = guarded.url.replace("localhost", "library.test")
    person.browser.context.route(f"{address}**", lambda route: route.continue_())
    person.keep(website(address.replace("http:", "https:")))
    person.visit(address)
    person.unlock()
    go_in(person)
    popup = Popup(person)
    popup.press("A bank")
    popup.see("Fill on http://library.test?")
    popup.press("Cancel")
    assert guarded.tried == [""]
    popup.press("A bank")
    popup.press("Fill anyway")
    expect(person.web.get_by_role("heading", name="Welcome")).to_be_visible()


def test_a_part_of_the_page_is_asked_about_once(person: Person, guarded: Guarded) -> None:
    """A page that asks again and again for its parts does not open popup after popup."""
    person.keep(website(guarded.url))
    person.visit(guarded.url)
    person.unlock()
    person.web.bring_to_front()
    person.web.evaluate("() => void fetch('/in')")
    Popup(person).press("Enter it myself")
    wait(person, lambda: not person.control.evaluate(WAITS))
    person.web.evaluate("() => void fetch('/in?again')")
    see_left_to_browser(person, 2)
    assert guarded.tried == ["", ""]


def test_nobody_is_asked_where_filling_is_switched_off(person: Person, guarded: Guarded) -> None:
    """The website is the browser's alone there."""
    person.keep(website(guarded.url))
    person.visit(guarded.url)
    person.unlock()
    person.ask("sites.set_rule", url=guarded.url, never_fill=True)
    go_in(person)
    see_left_to_browser(person, 1)
    assert guarded.tried == [""]
