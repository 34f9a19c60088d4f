"""Where vaults lie: what names no file is said to name none, and a folder may be called anything."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.host.handlers.asking import MASTER_PASSWORD, NOW, Ask
from twinlatch import jsonrpc
from twinlatch.errors import NotAVault, NotFound
from twinlatch.session import Session
from twinlatch.vault.format import FLOOR


@pytest.mark.parametrize("path", ["relative.twinlatch", "~nobody-of-this-name/a.twinlatch", "/tmp/\0.twinlatch"])
def test_a_path_that_can_name_no_file_is_not_found(ask: Ask, path: str) -> None:
    with pytest.raises(NotFound):
        ask("account.add", path=path)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in folders there")
def test_a_pipe_is_no_vault_and_keeps_nobody_waiting(ask: Ask, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.twinlatch")
    with pytest.raises(NotAVault):
        ask("account.add", path=str(tmp_path / "pipe.twinlatch"))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every path is text")
def test_a_folder_whose_name_is_no_text_serves_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = os.fsdecode(os.fsencode(tmp_path) + b"/\xe9t\xe9")
    monkeypatch.setenv("TWINLATCH_HOME", folder)
    monkeypatch.setenv("TWINLATCH_STATE", folder)
    ask = Ask(Session(now=lambda: NOW, kdf=FLOOR))
    ask("account.create", email="ana@example.com", master_password=MASTER_PASSWORD)
    assert b"ana@example.com" in jsonrpc.success(1, ask("system.hello"))
    assert jsonrpc.success(2, ask("system.status"))
    ask("session.logout")
    assert ask("session.login", email="ana@example.com", master_password=MASTER_PASSWORD)["state"] == "unlocked"
    ask("session.logout")
