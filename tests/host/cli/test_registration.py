"""`twinlatch install`, `uninstall` and `status`: what they write, what they leave alone, what they say."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from twinlatch import cli

Command = Callable[..., tuple[int, dict[str, str]]]

CHROMIUM = Path(".config/chromium/NativeMessagingHosts/org.twinlatch.host.json")
FIREFOX = Path(".mozilla/native-messaging-hosts/org.twinlatch.host.json")
LAUNCHER = Path(".local/state/twinlatch/twinlatch-host")


@pytest.fixture
def chromium(home: Path) -> Path:
    """Chromium was started once here; answers where its host manifest belongs."""
    (home / ".config/chromium").mkdir(parents=True)
    return home / CHROMIUM


def test_the_manifest_names_a_program_that_starts_this_interpreter(
    twinlatch: Command, home: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The path in the manifest is absolute and runs `python -I -m twinlatch` with the browser's arguments, whatever
    spaces and quotes are in the way."""
    echo = home / "it's a python"
    echo.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    echo.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(echo))
    assert twinlatch("install") == (0, {"chromium": "added"})
    path = json.loads(chromium.read_text())["path"]
    assert os.path.isabs(path)
    shown = subprocess.run([path, "chrome-extension://x/", "two words"], capture_output=True, text=True, check=True)
    assert shown.stdout == "-I|-m|twinlatch|chrome-extension://x/|two words|"


def test_folders_moved_at_install_time_stay_moved(
    twinlatch: Command, home: Path, chromium: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that the desktop's browser starts uses the folders that TWINLATCH_HOME and TWINLATCH_STATE named."""
    monkeypatch.setenv("TWINLATCH_HOME", str(home / "my vaults"))
    monkeypatch.setenv("TWINLATCH_STATE", str(home / "my state"))
    show = home / "show"
    show.write_text('#!/bin/sh\nprintf "%s|" "$TWINLATCH_HOME" "$TWINLATCH_STATE"\n')
    show.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(show))
    twinlatch("install")
    launcher = json.loads(chromium.read_text())["path"]
    shown = subprocess.run([launcher], capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin"})
    assert shown.stdout == f"{home / 'my vaults'}|{home / 'my state'}|"


def test_every_detected_browser_gets_its_own_familys_manifest(twinlatch: Command, home: Path, chromium: Path) -> None:
    """Chromium's names an origin, Firefox's an add-on, and only what only the owner may read is written."""
    (home / ".config/mozilla/firefox").mkdir(parents=True)
    assert twinlatch("install") == (0, {"chromium": "added", "firefox": "added"})
    assert "allowed_origins" in json.loads(chromium.read_text())
    assert "allowed_extensions" in json.loads((home / FIREFOX).read_text())
    assert (home / LAUNCHER).stat().st_mode & 0o777 == 0o700
    assert chromium.stat().st_mode & 0o077 == 0


def test_a_browser_never_started_is_found_by_its_program(twinlatch: Command, home: Path) -> None:
    """A browser on PATH is registered before it made its profile."""
    programs = Path(os.environ["PATH"])
    programs.mkdir()
    (programs / "firefox-esr").write_text("")
    (programs / "firefox-esr").chmod(0o700)
    assert twinlatch("install") == (0, {"firefox": "added"})


def test_the_configuration_folder_may_lie_elsewhere(
    twinlatch: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chromium keeps to XDG_CONFIG_HOME, so its manifest goes there."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "elsewhere"))
    twinlatch("install", "--browser", "chromium")
    assert (home / "elsewhere/chromium/NativeMessagingHosts/org.twinlatch.host.json").exists()


def test_installing_again_changes_nothing_and_mends_what_is_old(twinlatch: Command, home: Path, chromium: Path) -> None:
    """A second install finds everything in place; one after a change of ours brings it up to date."""
    twinlatch("install")
    assert twinlatch("install") == (0, {"chromium": "registered"})
    (home / LAUNCHER).chmod(0o600)
    assert twinlatch("status")[1] == {"chromium": "outdated"}
    assert twinlatch("install") == (0, {"chromium": "mended"})
    assert twinlatch("status")[1] == {"chromium": "registered"}


def test_another_programs_manifest_is_replaced_by_install_and_left_by_uninstall(
    twinlatch: Command, chromium: Path
) -> None:
    """install says that something else stood there; uninstall removes only what names our launcher."""
    chromium.parent.mkdir()
    chromium.write_text('{"name": "org.twinlatch.host", "path": "/usr/bin/other"}')
    assert twinlatch("status")[1] == {"chromium": "elsewhere"}
    assert twinlatch("uninstall") == (0, {"chromium": "left"})
    assert "/usr/bin/other" in chromium.read_text()
    assert twinlatch("install") == (0, {"chromium": "replaced"})
    assert twinlatch("uninstall") == (0, {"chromium": "removed"})


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"path": 1}', "\xff"])
def test_an_unreadable_manifest_is_told_and_replaced(twinlatch: Command, chromium: Path, content: str) -> None:
    """Whatever stands in the manifest's place, status names it and install puts it right."""
    chromium.parent.mkdir()
    chromium.write_bytes(content.encode("latin-1"))
    assert twinlatch("status")[1] == {"chromium": "elsewhere"}
    assert twinlatch("install") == (0, {"chromium": "replaced"})


def test_uninstall_leaves_nothing_behind_and_keeps_vaults(twinlatch: Command, home: Path, chromium: Path) -> None:
    """Manifests and launcher go, also those of a browser that is gone itself; the vault folder stays as it was."""
    vault = home / ".local/share/twinlatch/a.vault"
    vault.parent.mkdir(parents=True)
    vault.write_bytes(b"sealed")
    twinlatch("install", "--browser", "chromium", "--browser", "vivaldi")
    assert twinlatch("uninstall") == (0, {"chromium": "removed", "vivaldi": "removed"})
    assert not chromium.exists()
    assert not (home / LAUNCHER).exists()
    assert vault.read_bytes() == b"sealed"
    assert twinlatch("uninstall") == (0, {})


def test_the_launcher_stays_while_another_browser_needs_it(twinlatch: Command, home: Path) -> None:
    """Disconnecting one browser does not break the others."""
    twinlatch("install", "--browser", "chromium", "--browser", "firefox")
    twinlatch("uninstall", "--browser", "chromium")
    assert (home / LAUNCHER).exists()
    assert (home / FIREFOX).exists()


def test_a_profile_of_its_own(twinlatch: Command, home: Path, chromium: Path) -> None:
    """--folder writes into that folder and nowhere else."""
    assert twinlatch("install", "--browser", "chromium", "--folder", str(home / "p")) == (0, {"chromium": "added"})
    assert (home / "p/org.twinlatch.host.json").exists()
    assert not chromium.exists()


def test_a_sandboxed_chromium_is_told_apart(twinlatch: Command, home: Path) -> None:
    """A Flatpak or Snap of Chromium can start no host: that is said, nothing is written, and the exit code is 1."""
    (home / ".var/app/org.chromium.Chromium").mkdir(parents=True)
    (home / "snap/chromium").mkdir(parents=True)
    told = (1, {"chromiumflatpak": "sandboxed", "chromiumsnap": "sandboxed"})
    assert twinlatch("install") == told
    assert twinlatch("status") == told
    assert not (home / ".config").exists()


def test_a_sandboxed_firefox_is_registered_where_the_portal_looks(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its portal reads an unsandboxed Firefox's folder; the line says how to allow it."""
    (home / ".var/app/io.gitlab.librewolf-community").mkdir(parents=True)
    assert cli.main(["install"]) == 0
    assert (home / FIREFOX).exists()
    command = "flatpak permission-set webextensions org.twinlatch.host io.gitlab.librewolf-community yes"
    assert command in capsys.readouterr().out


def test_a_file_in_the_way_of_a_folder_says_so(home: Path, chromium: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A refusal of the disk is a sentence with its reason, not a traceback."""
    chromium.parent.write_text("")
    assert cli.main(["install"]) == 1
    assert "could not be written" in capsys.readouterr().out


def test_no_browser_at_all_says_how_to_name_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where nothing was found, nothing is done, and the line lists what could be named."""
    assert cli.main(["install"]) == 1
    assert "--browser" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["fly"],
        ["install", "--browser", "mosaic"],
        ["install", "--folder", "x"],
        ["uninstall", "--folder", "x"],
        ["install", "--folder", "x", "--browser", "chromium", "--browser", "firefox"],
    ],
)
def test_a_command_line_that_is_not_understood(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    """It exits with 2, writes to stderr only, names the help, and changes nothing."""
    with pytest.raises(SystemExit) as exit_:
        cli.main(arguments)
    shown = capsys.readouterr()
    assert exit_.value.code == 2
    assert shown.out == ""
    assert "--help" in shown.err
    assert list(home.iterdir()) == []


def test_every_command_explains_itself(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--help` works for each command in the table, and documents the exit codes."""
    for command in cli.COMMANDS:
        with pytest.raises(SystemExit) as exit_:
            cli.main([command, "--help"])
        assert exit_.value.code == 0
        assert "Exit codes" in capsys.readouterr().out
