"""Chromium for tests that bring a host, or an extension, of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from installers import browser
from installers.environment import ROOT
from installers.profile import EXTENSION, Profile
from twinlatch.cli import browsers
from twinlatch.extension_ids import CHROMIUM_ORIGIN

PICTURES = ROOT / "test-results"
"""Of what failed."""


def page_url(path: str) -> str:
    """The address of a page of the extension, such as "options/options.html"."""
    return CHROMIUM_ORIGIN + path


def register_host(profile: Path, program: Path, origin: str = CHROMIUM_ORIGIN) -> None:
    """Let the extension start `program` as its native host in this browser profile, or, with `origin`, another one."""
    folder = profile / "NativeMessagingHosts"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {**browsers.template("chromium"), "path": str(program), "allowed_origins": [origin]}
    (folder / f"{manifest['name']}.json").write_text(json.dumps(manifest))


@contextmanager
def chromium(profile: Path, extension: Path = EXTENSION) -> Iterator[BrowserContext]:
    """Run Chromium in this browser profile with an extension until the block ends; it is pictured if that fails."""
    person = Profile(profile.parent / "person", extension)
    person.browser = profile
    with sync_playwright() as playwright, browser.chromium(playwright, person) as running:
        try:
            yield running.context
        except Exception:
            running.take_pictures(PICTURES, profile.parent.name)
            raise
