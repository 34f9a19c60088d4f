"""A real browser for each test, and pictures of it where the test fails."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from installers.browser import Chromium, chromium
from installers.demo_site import DemoSite
from installers.environment import ROOT
from installers.profile import Profile

PICTURES = ROOT / "test-results"

_FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
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
def browser(playwright: Playwright, profile: Profile, request: pytest.FixtureRequest) -> Iterator[Chromium]:
    """Chromium with the extension; where the test fails, every open page is pictured in test-results/."""
    with chromium(playwright, profile) as running:
        yield running
        if request.node.stash.get(_FAILED, False):
            running.take_pictures(PICTURES, request.node.name)


@pytest.fixture
def site() -> Iterator[DemoSite]:
    """A website with a log-in form."""
    running = DemoSite()
    yield running
    running.close()
