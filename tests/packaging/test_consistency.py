"""What is written in two places must say the same."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest

from twinlatch import __version__, extension_ids
from twinlatch.cli import browsers

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def extension_manifest() -> dict[str, object]:
    content: dict[str, object] = json.loads((ROOT / "extension/manifest.json").read_text())
    return content


def project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def locked(lock: Path) -> dict[str, str]:
    """Each package that a lock names, and its version."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ]+)", lock.read_text(), re.MULTILINE))


def test_the_extensions_id_follows_from_its_key() -> None:
    """Chromium derives the id from `key`; the host and the host manifests allow that id and no other."""
    digest = hashlib.sha256(base64.b64decode(str(extension_manifest()["key"]))).hexdigest()[:32]
    assert digest.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop")) == extension_ids.CHROMIUM_ID
    assert browsers.template("chromium")["allowed_origins"] == [extension_ids.CHROMIUM_ORIGIN]


def test_firefox_knows_the_extension_by_the_same_id() -> None:
    """The add-on id of the extension is the one that the host and its Firefox manifest allow."""
    settings = extension_manifest()["browser_specific_settings"]
    assert isinstance(settings, dict)
    assert settings["gecko"]["id"] == extension_ids.FIREFOX_ID
    assert browsers.template("firefox")["allowed_extensions"] == [extension_ids.FIREFOX_ID]


def test_extension_and_host_agree_on_the_hosts_name() -> None:
    """connectNative() asks for the name under which the host is registered."""
    name = re.search(r'HOST_NAME = "(.*)"', (ROOT / "extension/host.js").read_text())
    assert name
    assert {browsers.template(family)["name"] for family in ("chromium", "firefox")} == {name[1]}


def test_extension_and_host_have_one_version() -> None:
    """They are released together."""
    assert extension_manifest()["version"] == __version__


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_names_versions_and_hashes_only(lock: Path) -> None:
    """Every package is pinned with hashes, and no line says where to fetch it."""
    text = lock.read_text()
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    for entry in re.split(r"\n(?=[a-z])", text):
        assert re.match(r"[a-z0-9-]+==\S+", entry)
        assert "--hash=sha256:" in entry


def test_the_locks_hold_what_the_project_declares() -> None:
    """Each declared dependency is locked, and tests run with the very versions that people get."""
    declared = project()
    groups = declared["dependency-groups"]
    assert isinstance(groups, dict)
    assert isinstance(declared["project"], dict)
    names = {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in declared["project"]["dependencies"]}  # type: ignore[index]
    host, test = locked(ROOT / "requirements/host.txt"), locked(ROOT / "requirements/test.txt")
    assert names <= host.keys()
    assert {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in groups["test"]} <= test.keys()  # type: ignore[index]
    for extra in declared["project"]["optional-dependencies"].values():
        assert {re.match(r"[A-Za-z0-9-]+", line)[0].lower() for line in extra} <= test.keys()  # type: ignore[index]
    assert host.items() <= test.items()


def test_the_npm_lock_names_no_address() -> None:
    """Packages are named with version and hash; the person's own npm settings say where from."""
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
