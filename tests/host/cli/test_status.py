"""`twinlatch status`: the truth about this computer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from twinlatch import __version__, cli


def test_it_asks_the_host_that_browsers_start(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Once registered, the version comes from the host itself, started by its launcher; before, there is none."""
    cli.main(["status", "--json"])
    assert json.loads(capsys.readouterr().out)["answering_version"] is None
    cli.main(["install", "--browser", "chromium"])
    capsys.readouterr()
    assert cli.main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["answering_version"] == __version__


def test_a_launcher_that_starts_something_else_does_not_count(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A program that prints no frame is no host, and the exit code says that something is left to do."""
    cli.main(["install", "--browser", "chromium"])
    launcher = home / ".local/state/twinlatch/twinlatch-host"
    launcher.write_text("#!/bin/sh\necho hello, I am something else\n")
    capsys.readouterr()
    assert cli.main(["status", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["answering_version"] is None


def test_it_says_that_there_is_no_keyring(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a session bus no keyring answers, and the line names the weaker choice."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    cli.main(["status"])
    assert "device-key file" in capsys.readouterr().out
