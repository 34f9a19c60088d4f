"""A real Chromium with the extension in it, in a profile of its own."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

ROOT = Path(__file__).parents[2]
EXTENSION = ROOT / "extension"
HOST_NAME = "org.twinlatch.host"


def extension_id(extension: Path = EXTENSION) -> str:
    """The id that the manifest's `key` gives: the first 32 hex digits of its SHA-256, written a to p."""
    key = json.loads((extension / "manifest.json").read_text("utf-8"))["key"]
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


def page_url(path: str) -> str:
    """The address of a page of the extension, such as "options/options.html"."""
    return f"chrome-extension://{extension_id()}/{path}"


def register_host(profile: Path, program: Path, origin: str | None = None) -> None:
    """Let the extension start `program` as its native host in this profile, or, with `origin`, only another one."""
    folder = profile / "NativeMessagingHosts"
    folder.mkdir(parents=True, exist_ok=True)
    manifest = {
        "name": HOST_NAME,
        "description": "Twinlatch",
        "path": str(program),
        "type": "stdio",
        "allowed_origins": [origin or f"chrome-extension://{extension_id()}/"],
    }
    (folder / f"{HOST_NAME}.json").write_text(json.dumps(manifest))


@contextmanager
def chromium(profile: Path, extension: Path = EXTENSION, *options: str) -> Iterator[BrowserContext]:
    """Run Chromium with the extension until the block ends; `options` are more of its own arguments."""
    arguments = [f"--disable-extensions-except={extension}", f"--load-extension={extension}", *options]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            headless=True,
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=arguments,
        )
        try:
            _wait_for_options_page(context)
            yield context
        finally:
            context.close()


def _wait_for_options_page(context: BrowserContext) -> None:
    """Wait for the page that opens at installation: it takes an empty tab, which a test would think its own."""
    deadline = time.monotonic() + 20
    while not any(page.url == page_url("options/options.html") for page in context.pages):
        if time.monotonic() > deadline:
            raise TimeoutError("the options page did not open at installation")
        context.pages[0].wait_for_timeout(20)
