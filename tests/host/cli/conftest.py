"""A person's home folder of their own, and the command run in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.host.cli.person import Person
from tests.host.computers import Computer
from twinlatch import cli, diagnostics, hardening
from twinlatch.cli import desk


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with a space in its name, no browser, and no program to be found but the shell's."""
    folder = tmp_path / "a home"
    folder.mkdir()
    for name in ("TWINLATCH_HOME", "TWINLATCH_STATE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("TWINLATCH_LANGUAGE", "en")
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    return folder


@pytest.fixture
def twinlatch(home: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs `twinlatch <arguments> --json`: its exit code, and for each browser named in its answer the outcome."""

    def run(*arguments: str) -> tuple[int, dict[str, str]]:
        code = cli.main([*arguments, "--json"])
        answer = json.loads(capsys.readouterr().out)
        return code, {line["browser"] + (line["sandbox"] or ""): line["outcome"] for line in answer["browsers"]}

    return run


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentences are English; no keyring answers; this process stays open to the test runner."""
    monkeypatch.setenv("TWINLATCH_LANGUAGE", "en")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    for module, name in ((hardening, "forbid_core_dumps"), (hardening, "forbid_inspection")):
        monkeypatch.setattr(module, name, lambda: None)
    monkeypatch.setattr(diagnostics, "silence_tracebacks", lambda: None)


@pytest.fixture
def ada(off: Computer, english: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Person:
    """Ada, at a computer with her account, two-factor off."""
    monkeypatch.setattr(desk, "Session", off.start)
    return Person(off, capsys, monkeypatch)


@pytest.fixture
def careful(on: Computer, english: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Person:
    """Ada, two-factor on; the code of this moment is used up."""
    monkeypatch.setattr(desk, "Session", on.start)
    return Person(on, capsys, monkeypatch)
