"""Where vaults and this computer's own state lie."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from twinlatch import paths

MOVED = ("TWINLATCH_HOME", "TWINLATCH_STATE", "XDG_DATA_HOME", "XDG_STATE_HOME")


@pytest.mark.parametrize("xdg", [{}, {"XDG_DATA_HOME": "/elsewhere/data", "XDG_STATE_HOME": "/elsewhere/state"}])
def test_the_folders_are_the_ones_the_system_means_for_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, xdg: dict[str, str]
) -> None:
    """They agree with platformdirs, which hello has no time to import; state never roams to another computer."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in MOVED:
        monkeypatch.delenv(name, raising=False)
    for name, folder in xdg.items():
        monkeypatch.setenv(name, folder)
    assert paths.data_folder() == platformdirs.user_data_dir("twinlatch", appauthor=False)
    assert paths.state_folder() == platformdirs.user_state_dir("twinlatch", appauthor=False)


def test_variables_move_each_folder_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """TWINLATCH_HOME moves the vaults and nothing else, TWINLATCH_STATE the state and nothing else."""
    for name in MOVED:
        monkeypatch.delenv(name, raising=False)
    data, state = paths.data_folder(), paths.state_folder()
    monkeypatch.setenv("TWINLATCH_HOME", "/moved")
    assert (paths.data_folder(), paths.state_folder()) == ("/moved", state)
    monkeypatch.delenv("TWINLATCH_HOME")
    monkeypatch.setenv("TWINLATCH_STATE", "/moved")
    assert (paths.data_folder(), paths.state_folder()) == (data, "/moved")
