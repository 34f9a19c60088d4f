"""A real browser for each test, and pictures of it where the test fails."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, Playwright, sync_playwright

from installers.browser import Chromium, chromium
from installers.demo_site import DemoSite
from installers.profile import Profile
from tests.browser.chromium import PICTURES
from tests.browser.firefox import BidiError, Firefox


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Function) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Pictures every page that a test which fails has before it, whichever fixture opened it."""
    report = yield
    if report.when == "call" and report.failed:
        name = re.sub(r"[^\w.-]+", "-", item.name)
        with contextlib.suppress(Error, BidiError):
            for fixture in item.funcargs.values():
                if isinstance(fixture, Chromium | Firefox):
                    fixture.take_pictures(PICTURES, name)
                elif isinstance(fixture, Page):
                    fixture.screenshot(path=PICTURES / f"{name}.png")
    return report


@pytest.fixture
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def profile(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Profile]:
    """The folders of a new person, whose browser finds the host unless the test is marked `without_host`."""
    profile = Profile(tmp_path / "person")
    if not request.node.get_closest_marker("without_host"):
        profile.register_host()
    yield profile
    profile.forget()


@pytest.fixture
def browser(playwright: Playwright, profile: Profile) -> Iterator[Chromium]:
    """Chromium with the extension."""
    with chromium(playwright, profile) as running:
        yield running


@pytest.fixture
def site() -> Iterator[DemoSite]:
    """A website with a log-in form."""
    running = DemoSite()
    yield running
    running.close()
