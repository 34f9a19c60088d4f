"""Accounts in the terminal: which one is meant, creating, and vault files from elsewhere."""

from __future__ import annotations

import pytest

from tests.host.cli.person import Person
from tests.host.computers import EMAIL, PASSWORD
from twinlatch import cli


def test_created_and_then_meant_without_being_named(ada: Person) -> None:
    """The only account of a computer needs no --email; of two, one must be named."""
    ada.computer.vault_file.unlink()
    assert ada.run("account create", "bob@example.org", PASSWORD, PASSWORD) == 0
    assert ada.run("login", PASSWORD) == 0
    assert "bob@example.org" in ada.read
    assert ada.run("account create --email carol@example.org", PASSWORD, PASSWORD) == 0
    assert ada.run("login") == 2
    assert "carol@example.org" in ada.read


@pytest.mark.parametrize(
    ("passwords", "told"),
    [(("short", "short"), "too short"), ((PASSWORD, PASSWORD + "!"), "not the same")],
)
def test_a_master_password_that_will_not_do(ada: Person, passwords: tuple[str, str], told: str) -> None:
    """A weak one, and two that differ, make no account."""
    assert ada.run("account create --email bob@example.org", *passwords) == 1
    assert told in ada.read
    assert ada.computer.vault_file.exists()


def test_a_vault_file_from_elsewhere(ada: Person) -> None:
    """`account add` finds it and leaves it where it is; log-in says whose it is."""
    elsewhere = ada.computer.vault_file.rename(ada.computer.folder / "backup.twinlatch")
    assert ada.run(f"account add {elsewhere}") == 0
    assert ada.run("login", EMAIL, PASSWORD) == 0
    assert elsewhere.exists()
    assert ada.run(f"account add {elsewhere}.gone --json") == 1
    assert ada.answer()["error"]["reason"] == "not_found"
    assert "There is no such file." in ada.read


def test_no_account_at_all(ada: Person) -> None:
    """It is said before any password is asked for."""
    ada.computer.vault_file.unlink()
    assert ada.run("login") == 1
    assert "no such account" in ada.read


def test_an_account_of_another_computer(careful: Person) -> None:
    """Without this device's secret the log-in names the computer and the command that helps."""
    for note in (careful.computer.state / "devices").glob("*.json"):
        note.unlink()
    assert careful.at_home("login", PASSWORD) == 1
    assert "This vault belongs to another computer." in careful.read
    assert "--recovery-code" in careful.read


def test_a_failure_of_ours_shows_no_values(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected exception becomes a sentence and a place; its text, which may hold what was typed, stays unseen."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(PASSWORD)

    monkeypatch.setattr("twinlatch.access.login", fail)
    assert ada.at_home("login", PASSWORD) == 1
    assert "Something went wrong inside Twinlatch." in ada.read
    assert "RuntimeError in a command" in ada.read
    assert PASSWORD not in ada.read


def test_every_command_in_a_table_explains_itself(english: None, capsys: pytest.CaptureFixture[str]) -> None:
    """`twinlatch 2fa enable --help` and its like name the exit codes and where passwords are typed."""
    for name, commands in cli.COMMANDS.items():
        for inner in commands if isinstance(commands, dict) else ():
            with pytest.raises(SystemExit) as exit_:
                cli.main([name, inner, "--help"])
            assert exit_.value.code == 0
            shown = capsys.readouterr().out
            assert "Exit codes" in shown
            assert "Passwords and codes are never part of the command line" in shown
