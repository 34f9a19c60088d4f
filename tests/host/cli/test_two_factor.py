"""Two-factor in the terminal: turned on, asked for, lost, changed, restored and turned off."""

from __future__ import annotations

import pytest

from tests.host.cli.person import Person
from tests.host.computers import DAY_S, EMAIL, PASSWORD
from tests.host.texts import SHOWN, in_place_of_the_gateway, set_up


def test_turned_on_with_the_code_of_the_printed_secret(ada: Person) -> None:
    """After `2fa enable` the password alone no longer opens the vault; the app's next code does."""
    assert ada.at_home("2fa enable --device-key-file", PASSWORD, ada.scan, ada.keep_codes) == 0
    assert ada.at_home("login", PASSWORD) == 2
    assert ada.at_home("login", PASSWORD, ada.computer.fresh_code()) == 0
    assert ada.at_home("2fa status --json", PASSWORD, ada.computer.fresh_code()) == 0
    status = ada.answer()
    assert (status["enabled"], status["recovery_codes"]["saved"], status["device_key_store"]) == (True, True, "file")


def test_a_wrong_first_code_stores_nothing_and_may_be_tried_again(ada: Person) -> None:
    """The set-up goes on after a wrong code; ended without a right one, two-factor is off."""

    def wrong() -> str:
        ada.scan()
        return ada.computer.wrong_code()

    assert ada.at_home("2fa enable --device-key-file", PASSWORD, wrong) == 2
    assert "This code is not right." in ada.read
    assert ada.at_home("login", PASSWORD) == 0
    assert ada.at_home("2fa enable --device-key-file", PASSWORD, wrong, ada.computer.code, ada.keep_codes) == 0


def test_no_weaker_store_by_itself(ada: Person) -> None:
    """Without a keyring, and nobody at a terminal to ask, the device-key file must be named."""
    assert ada.at_home("2fa enable", PASSWORD) == 1
    assert "--device-key-file" in ada.read
    assert ada.at_home("2fa status --json", PASSWORD) == 0
    assert ada.answer()["enabled"] is False


@pytest.mark.parametrize("answer", [("perhaps",), ("",), ()])
def test_codes_not_said_to_be_saved_are_told_at_the_next_login(ada: Person, answer: tuple[str, ...]) -> None:
    """Only a yes counts: anything else, or nobody there, means exit code 1, and each log-in says so."""
    assert ada.at_home("2fa enable --device-key-file", PASSWORD, ada.scan, *answer) == 1
    assert ada.at_home("login", PASSWORD, ada.computer.fresh_code()) == 0
    assert "twinlatch recovery-codes new" in ada.read


def test_login_counts_the_wrong_codes(careful: Person) -> None:
    """A wrong code is refused with the computer's clock, and told at the next log-in."""
    assert careful.at_home("login", PASSWORD, careful.computer.wrong_code()) == 1
    assert "clock shows 2027-01-15" in careful.read
    assert careful.at_home("login --json", PASSWORD, careful.computer.fresh_code()) == 0
    assert careful.answer()["failures_since_last_login"] == 1
    assert "1 wrong code since your last log-in." in careful.read


def test_a_recovery_code_turns_two_factor_off(careful: Person) -> None:
    """With the password it logs in once; the output says that two-factor is off and how to set it up again."""
    code = careful.computer.recovery_codes[0]
    assert careful.at_home("login --recovery-code", PASSWORD, code) == 0
    assert "Two-factor is off now." in careful.read
    assert "twinlatch 2fa enable" in careful.read
    assert careful.at_home("login", PASSWORD) == 0


def test_set_up_anew_on_another_computer_in_one_go(careful: Person) -> None:
    """`2fa enable --recovery-code` recovers and enrols without a second log-in."""
    answers = (PASSWORD, careful.computer.recovery_codes[0], careful.scan, careful.keep_codes)
    assert careful.at_home("2fa enable --device-key-file --recovery-code", *answers) == 0
    assert careful.at_home("login", PASSWORD, careful.computer.fresh_code()) == 0


def test_a_new_phone(careful: Person) -> None:
    """The new app is proved while the old one counts; afterwards the old app and the old recovery codes are dead."""
    computer = careful.computer
    old_seed, old_codes = computer.seed, computer.recovery_codes
    answers = (PASSWORD, computer.fresh_code(), computer.fresh_code, careful.scan, careful.keep_codes)
    assert careful.at_home("2fa new-phone", *answers) == 0
    assert careful.at_home("login", PASSWORD, computer.fresh_code()) == 0
    assert careful.at_home("login --recovery-code", PASSWORD, old_codes[0]) == 1
    computer.seed = old_seed
    assert careful.at_home("login", PASSWORD, computer.fresh_code()) == 1


def test_new_recovery_codes(careful: Person) -> None:
    """The old ten end, the new ten work."""
    old = careful.computer.recovery_codes
    answers = (PASSWORD, careful.computer.fresh_code(), careful.computer.fresh_code, careful.keep_codes)
    assert careful.at_home("recovery-codes new", *answers) == 0
    assert careful.at_home("login --recovery-code", PASSWORD, old[1]) == 1
    assert careful.at_home("login --recovery-code", PASSWORD, careful.computer.recovery_codes[1]) == 0


def test_turned_off_with_a_fresh_code(careful: Person) -> None:
    """`2fa disable` asks for the app's next code once more; after it the password alone opens the vault."""
    computer = careful.computer
    used = computer.fresh_code()
    assert careful.at_home("2fa disable", PASSWORD, used, used) == 1
    assert careful.at_home("2fa disable", PASSWORD, computer.fresh_code(), computer.fresh_code) == 0
    assert careful.at_home("login", PASSWORD) == 0


@pytest.mark.parametrize("command", ["2fa disable", "2fa new-phone", "2fa end-trust", "recovery-codes new"])
def test_what_needs_two_factor_asks_nothing_more_while_it_is_off(ada: Person, command: str) -> None:
    """It is refused before a code is asked for."""
    assert ada.at_home(f"{command} --json", PASSWORD) == 1
    assert ada.answer() == {"error": {"reason": "not_enabled"}}


def test_trust_stands_for_the_code_until_it_ends(careful: Person) -> None:
    """A trusted device asks for no code; when the trust is over, the log-in says why and asks again."""
    computer = careful.computer
    assert careful.at_home("login --trust-device", PASSWORD, computer.fresh_code()) == 0
    assert careful.at_home("2fa status --json", PASSWORD) == 0
    assert careful.answer()["trusted_until"] == pytest.approx(computer.clock.wall + 30 * DAY_S)
    assert careful.at_home("2fa end-trust", PASSWORD) == 0
    assert careful.at_home("login", PASSWORD, computer.fresh_code()) == 0
    assert "You have ended the trust in this device." in careful.read


def test_an_older_file_is_restored_only_by_restore(careful: Person) -> None:
    """An older generation is refused with the way out; `account restore` takes it with a code of that file."""
    computer = careful.computer
    older, its_codes = computer.vault_file.read_bytes(), computer.recovery_codes
    answers = (PASSWORD, computer.fresh_code(), computer.fresh_code, careful.keep_codes)
    assert careful.at_home("recovery-codes new", *answers) == 0
    computer.vault_file.write_bytes(older)
    assert careful.at_home("login", PASSWORD) == 1
    assert "twinlatch account restore" in careful.read
    assert careful.at_home("account restore", PASSWORD, its_codes[3]) == 0
    assert "Two-factor is off now." in careful.read
    assert careful.at_home("login", PASSWORD) == 0


def test_the_rules_come_before_the_questions(ada: Person) -> None:
    """What is going to happen is said before the master password is asked for."""
    assert ada.run(f"2fa enable --email {EMAIL}") == 2
    assert "Nothing changes before you have entered the app's first code." in ada.read


def test_a_code_by_text_message(careful: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a phone is known, "sms" in place of the code has one sent to it; the status shows the number masked."""
    computer, known = careful.computer, in_place_of_the_gateway(monkeypatch)
    session = computer.enter(computer.fresh_code())
    set_up(session, computer, known)
    session.close()
    assert careful.at_home("login", PASSWORD, "SMS", lambda: f"{known.code()[:4]} {known.code()[4:]}") == 0
    assert SHOWN in careful.read
    assert "You logged in with a texted code." in careful.read
    assert careful.at_home("2fa status --json", PASSWORD, computer.fresh_code()) == 0
    assert careful.answer()["phone"] == SHOWN
    known.refusal = "refused"
    assert careful.at_home("login", PASSWORD, "sms") == 1
    assert "The gateway did not take the text message." in careful.read
