"""A person's home folder of their own, and the command run in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from twinlatch import cli


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
