"""The watcher in a real Chromium: what it sees, and how little it does on the way."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.forms.measure import CONTENT, FINDER, HERE

WATCHER = (CONTENT / "watch.js").read_text("utf-8")
FINDER_SOURCE = "\n".join(path.read_text("utf-8") for path in FINDER)
PLAIN = "<!doctype html><title>News</title><h1>News</h1><p>Nothing to fill.</p><input type=search name=q><main></main>"

EASY = re.compile(r"type=[\"']?(password|email)", re.IGNORECASE)
OWN_FIELDS = """findForms(document).flatMap(({ fields }) => fields.map(({ element }) => element))
  .filter((element) => element.ownerDocument === document)"""

# Stands for the browser: counts what is said, and how often the page is looked through.
BROWSER = """() => {
  globalThis.said = [];
  globalThis.looks = 0;
  globalThis.chrome = { runtime: { id: "ours", sendMessage: async (message) => said.push(message) } };
  const { querySelector } = Document.prototype;
  Document.prototype.querySelector = function (selector) {
    if (selector.includes("input")) looks += 1;
    return querySelector.call(this, selector);
  };
}"""


def watch(page: Page, html: str) -> None:
    page.set_content(html, wait_until="load")
    page.evaluate(BROWSER)
    page.evaluate(WATCHER)


def waited(page: Page, expression: str) -> Any:
    """Its value, once it is true."""
    return page.wait_for_function(expression, timeout=15_000).json_value()


def has_seen(page: Page) -> bool:
    """Whether it has said so at its first look."""
    waited(page, "said.length > 0 || looks > 0")
    return bool(page.evaluate("said.length"))


def test_it_is_at_most_six_kilobytes() -> None:
    assert len(WATCHER.encode()) <= 6 * 1024


SEEN = {
    "a password": "<input type=password>",
    "an e-mail address": "<input type=EMAIL>",
    "a user name, by its name": "<input name=LoginUserName>",
    "a declared user name": "<input autocomplete='section-a username webauthn'>",
    "a code in boxes": "<input maxlength=1><input maxlength=1>",
    "one in an open shadow root": "<my-form><template shadowrootmode=open><input type=password></template></my-form>",
    "one in a root of a plain element": "<div><template shadowrootmode=open><input type=password></template></div>",
    "one three roots down": "<a-a><template shadowrootmode=open><p><b-b><template shadowrootmode=open><div>"
    "<template shadowrootmode=open><input type=password></template></div></template></b-b></template></a-a>",
    "one in a page that shadows its methods": "<img name=querySelector><img name=querySelectorAll>"
    "<form name=addEventListener></form><form><input name=shadowRoot><input type=password name=matches></form>",
}


@pytest.mark.parametrize("what", SEEN)
def test_it_sees(page: Page, what: str) -> None:
    page.goto("about:blank")
    watch(page, f"<!doctype html><body>{SEEN[what]}")
    assert waited(page, "said.length && said") == [{"type": "fields_seen"}]


UNSEEN = {
    "a search": "<form role=search><input type=search name=q><input name=query></form>",
    "a filter": "<input type=text name=filter placeholder='Filter'>",
    "choices": "<input type=checkbox name=user><input type=radio name=login><select name=user></select>",
    "what nobody fills": "<input type=hidden name=username><button name=login>Log in</button>",
}


@pytest.mark.parametrize("what", UNSEEN)
def test_it_leaves_alone(page: Page, what: str) -> None:
    watch(page, f"<!doctype html><body>{UNSEEN[what]}")
    assert not has_seen(page)


LATE = {
    "a field": "document.querySelector('main').innerHTML = '<input type=password>'",
    "a field in a root that was there": "root.innerHTML = '<input type=password>'",
    "a field that a person enters in a root made later": """{
        const late = document.querySelector('late-form').attachShadow({ mode: 'open' });
        late.innerHTML = '<input type=password>';
        late.firstChild.focus();
    }""",
    "a field without a name that a person enters": "document.querySelector('[data-nameless]').focus()",
}


@pytest.mark.parametrize("what", LATE)
def test_it_sees_late(page: Page, what: str) -> None:
    roots = "<late-form>x</late-form><my-form><template shadowrootmode=open></template></my-form><input data-nameless>"
    watch(page, f"{PLAIN}{roots}")
    assert not has_seen(page)
    page.evaluate("globalThis.root = document.querySelector('my-form').shadowRoot")
    page.evaluate(LATE[what])
    assert waited(page, "said.length && said") == [{"type": "fields_seen"}]


def test_it_sees_into_closed_roots_where_the_browser_shows_them(page: Page) -> None:
    page.set_content("<!doctype html><my-form></my-form>")
    page.evaluate(BROWSER)
    page.evaluate(
        """() => {
          const root = document.querySelector("my-form").attachShadow({ mode: "closed" });
          root.innerHTML = "<input type=password>";
          chrome.dom = { openOrClosedShadowRoot: (element) => (element.localName === "my-form" ? root : null) };
        }"""
    )
    page.evaluate(WATCHER)
    assert waited(page, "said.length && said") == [{"type": "fields_seen"}]


def test_nothing_is_done_before_the_page_is_idle(page: Page) -> None:
    page.set_content(PLAIN)
    page.evaluate(BROWSER)
    assert page.evaluate(f"() => {{ {WATCHER}; return looks; }}") == 0


def test_it_says_so_once_and_is_done(page: Page) -> None:
    page.set_content("<!doctype html><input type=password><main></main>")
    page.evaluate(BROWSER)
    page.evaluate(f"() => {{ {WATCHER}; document.querySelector('input').focus(); }}")
    waited(page, "said.length")
    looks = page.evaluate("looks")
    page.evaluate("for (let n = 0; n < 1000; n++) document.querySelector('main').append(document.createElement('p'))")
    page.locator("[type=password]").focus()
    page.evaluate("() => new Promise((done) => setTimeout(() => requestIdleCallback(done), 700))")
    assert (page.evaluate("said.length"), page.evaluate("looks - 1000") - looks) == (1, -1000)


def test_ten_thousand_mutations_are_a_few_looks(page: Page) -> None:
    """As many as pauses fit into the time that they take, and one to begin and one to end with."""
    watch(page, PLAIN)
    waited(page, "looks > 0")
    began = time.monotonic()
    before = page.evaluate("looks")
    page.evaluate(
        """async () => {
          const main = document.querySelector("main");
          for (let turn = 0; turn < 100; turn++) {
            for (let n = 0; n < 100; n++) main.append(document.createElement("p"));
            main.replaceChildren();
            await new Promise((next) => setTimeout(next, 10));
          }
        }"""
    )
    elapsed = time.monotonic() - began
    assert elapsed > 0.9
    assert page.evaluate("looks") - before <= elapsed / 0.3 + 1


def test_what_it_does_not_see_by_itself_it_sees_when_a_person_enters_it(page: Page) -> None:
    """It may miss nothing that the finder would find, for where it sees nothing the finder never comes."""
    hard = [path for path in sorted(HERE.glob("[ph]*/*.html")) if not EASY.search(path.read_text("utf-8"))]
    assert len(hard) > 50
    unseen = []
    for path in hard:
        page.goto("about:blank")
        watch(page, path.read_text("utf-8"))
        page.evaluate(FINDER_SOURCE)
        found = page.evaluate(OWN_FIELDS)
        if found and not has_seen(page):
            unseen.append(path.name)
            page.evaluate(f"({OWN_FIELDS})[0].focus()")
            waited(page, "said.length")
    assert len(unseen) <= 3, unseen
