"""Who may start the host."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

import pytest

from twinlatch.extension_ids import CHROMIUM_ID, FIREFOX_ID, names_our_extension

MANIFEST = json.loads((Path(__file__).parents[2] / "extension/manifest.json").read_text("utf-8"))


def test_chromiums_id_is_the_one_of_the_manifests_key() -> None:
    digest = hashlib.sha256(base64.b64decode(MANIFEST["key"])).hexdigest()
    assert digest[:32].translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop")) == CHROMIUM_ID


def test_firefoxs_id_is_the_one_of_the_manifest() -> None:
    assert MANIFEST["browser_specific_settings"]["gecko"]["id"] == FIREFOX_ID


@pytest.mark.parametrize(
    "arguments",
    [
        [f"chrome-extension://{CHROMIUM_ID}/"],
        [f"chrome-extension://{CHROMIUM_ID}/", "--parent-window=0"],
        ["/home/ada/.mozilla/native-messaging-hosts/org.twinlatch.host.json", FIREFOX_ID],
    ],
)
def test_the_command_lines_of_browsers_are_known(arguments: list[str]) -> None:
    assert names_our_extension(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        [""],
        ["chrome-extension:///"],
        [f"chrome-extension://{CHROMIUM_ID}"],
        [f"chrome-extension://{CHROMIUM_ID}/popup.html"],
        ["chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"],
        [f"chrome-extension://{CHROMIUM_ID}/", "--verbose"],
        ["manifest.json", "someone@else.example"],
        [FIREFOX_ID],
        ["manifest.json", FIREFOX_ID, "more"],
    ],
)
def test_any_other_command_line_is_not(arguments: list[str]) -> None:
    assert not names_our_extension(arguments)
