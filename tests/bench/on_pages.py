"""What every website pays: the watcher where there is no form, and pages that change all the time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from installers import packages
from installers.browser import chromium
from installers.environment import ROOT
from installers.profile import Profile
from tests.bench.timing import Timing, in_turn
from tests.browser.popup.person import LOGIN_PAGE

_WATCHER = (ROOT / "extension/content/watch.js").read_text("utf-8")
_ARTICLE = (
    "<div class=teaser><h2>A headline</h2><p>Some <a href=#>text</a> of an <b>article</b>.</p><my-ad></my-ad></div>"
)
_NEWS = f"<!doctype html><title>News</title><input type=search name=q><main>{_ARTICLE * 400}</main>"

_COUNT = """() => {
    globalThis.spent = 0;
    globalThis.chrome = { runtime: { id: "ours", sendMessage: async () => {} } };
    const [later, idle] = [setTimeout, requestIdleCallback];
    globalThis.waited = () => new Promise((done) => later(() => idle(done), 1000));
    for (const name of ["requestIdleCallback", "setTimeout"]) {
        const plain = globalThis[name];
        globalThis[name] = (act, ...rest) => plain((...given) => {
            const began = performance.now();
            act(...given);
            spent += performance.now() - began;
        }, ...rest);
    }
}"""
_SPEND = """async () => {
    const began = performance.now();
    WATCHER
    spent += performance.now() - began;
    await waited();
    return spent / 1000;
}""".replace("WATCHER", _WATCHER)
_READ = """() => {
    const began = performance.now();
    document.querySelectorAll("my-ad, a, input").length;
    return (performance.now() - began) / 1000;
}"""
_CHURN = """async () => {
    const place = document.body.appendChild(document.createElement("section"));
    const began = performance.now();
    for (let turn = 0; turn < 300; turn++) {
        for (let n = 0; n < 200; n++) place.append(document.createElement("p"));
        place.replaceChildren();
        await new Promise((next) => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = next;
            port2.postMessage(0);
        });
    }
    place.remove();
    return (performance.now() - began) / 1000;
}"""


_PAGES = {"https://news.test/": _NEWS, "https://in.test/": LOGIN_PAGE + _NEWS}


def measure(rounds: int) -> Iterator[Timing]:
    """On a page of 2,400 elements without a form, and while pages add and take away 60,000 elements."""
    with _two_pages() as (watched, plain):
        times = in_turn(rounds, lambda: _spent(plain, _SPEND), lambda: _spent(plain, _READ))
        yield Timing("watcher, no form", "one query", *times, most_p95=0.001)
        for name, address in zip(("churn", "churn, log-in page"), _PAGES, strict=True):
            for page in (watched, plain):
                page.goto(address)
            times = in_turn(rounds, lambda: float(watched.evaluate(_CHURN)), lambda: float(plain.evaluate(_CHURN)))
            yield Timing(name, "without Twinlatch", *times, most_ratio=1.1)


@contextmanager
def _two_pages() -> Iterator[tuple[Page, Page]]:
    """In a browser with the extension, and in one without."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        profile = Profile(Path(folder))
        with chromium(playwright, profile) as running:
            bare = playwright.chromium.launch(
                executable_path=packages.chromium(), args=profile.chromium_arguments()[:-2]
            )
            pages = (running.first_run_page, bare.new_page())
            for page in pages:
                page.route(
                    "**://*.test/**",
                    lambda route: route.fulfill(content_type="text/html", body=_PAGES[route.request.url]),
                )
            yield pages
            bare.close()
        profile.forget()


def _spent(page: Page, script: str) -> float:
    """Seconds that a script takes on a page that was not touched before."""
    page.goto("https://news.test/")
    page.evaluate(_COUNT)
    return float(page.evaluate(script))
