"""1: the vault file and the right password elsewhere, read by the independent reader: it does not open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.adversary.computers import NEW_PASSWORD, again, stand_in, stretched, with_code
from tests.host.computers import EMAIL, PASSWORD, Computer
from tests.reader import second_reader
from tests.reader.second_reader import Refusal
from twinlatch import access, factors
from twinlatch.session import Session
from twinlatch.two_factor import proof
from twinlatch.two_factor.recovery_codes import from_text

Change = Callable[[Computer, Session], str]


def nothing(computer: Computer, session: Session) -> str:
    return PASSWORD


def regenerate(computer: Computer, session: Session) -> str:
    with session.proved(PASSWORD, computer.fresh_code()) as proved:
        computer.recovery_codes = factors.renew_codes(session, proved)
    return PASSWORD


def new_phone(computer: Computer, session: Session) -> str:
    with session.proved(PASSWORD, computer.fresh_code()) as proved:
        computer.seed = factors.begin_replacement(session, proved).second_factor.seed
    computer.recovery_codes = factors.confirm_enrolment(session, computer.code())
    return PASSWORD


def change_password(computer: Computer, session: Session) -> str:
    with session.proved(PASSWORD, computer.fresh_code()) as proved:
        computer.recovery_codes = factors.renew(session, proved, new_password=NEW_PASSWORD) or []
    return NEW_PASSWORD


def trust(computer: Computer, session: Session) -> str:
    access.login(session, EMAIL, PASSWORD, computer.fresh_code(), trust_device=True)
    return PASSWORD


def disable(computer: Computer, session: Session) -> str:
    with session.proved(PASSWORD, computer.fresh_code()) as proved:
        factors.disable(session, proved)
    return PASSWORD


@pytest.mark.parametrize("change", [nothing, trust, regenerate, new_phone, change_password])
def test_the_password_opens_no_row(
    change: Change, on: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """M8: as every operation leaves the file, password and guesses open no row, the factors exactly their own rows."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    computer = again(on, tmp_path / "computer", monkeypatch)
    session = computer.start()
    with_code(session, computer)
    old_factors = held(computer)
    a = stretched(computer, change(computer, session))
    computer.close()
    stolen = tmp_path / "stolen.twinlatch"
    stolen.write_bytes(computer.vault_file.read_bytes())
    for factor in (None, bytes(32), computer.seed.ljust(32, b"\0")):
        with pytest.raises(Refusal) as refused:
            second_reader.open_vault(stolen, EMAIL, a, factor)
        assert refused.value.outcome == "wrong_factor"
    header = second_reader.read_store(stolen).header
    assert second_reader.rows_that_open(header, EMAIL, a, [b"", bytes(32), a, computer.seed]) == set()
    assert second_reader.rows_that_open(header, EMAIL, a, held(computer)) == set(range(1, 12))
    if change not in (nothing, trust):
        assert second_reader.rows_that_open(header, EMAIL, a, old_factors) == set()


def test_turned_off_the_password_alone_opens_it(on: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """M8 the other way: no factor of before opens a row then."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    computer = again(on, tmp_path / "computer", monkeypatch)
    session = computer.start()
    with_code(session, computer)
    old_factors = held(computer)
    disable(computer, session)
    computer.close()
    header = second_reader.read_store(computer.vault_file).header
    assert second_reader.rows_that_open(header, EMAIL, stretched(computer), [b"", *old_factors]) == {0}


def held(computer: Computer) -> list[bytes]:
    """The device secret and the recovery codes, as the computer and the person hold them."""
    current = computer.guard().current
    assert current is not None
    return [current.secret, *map(from_text, computer.recovery_codes)]


@pytest.mark.parametrize("recovery", [False, True], ids=["device secret", "recovery code"])
def test_with_the_factor_it_opens(
    recovery: bool, on: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the host wrote, the independent reader reads whole: so the refusals above mean something."""
    computer = again(on, tmp_path / "computer", monkeypatch)
    factor = computer.recovery_codes[9] if recovery else held(computer)[0]
    vault = second_reader.open_vault(computer.vault_file, EMAIL, stretched(computer), factor)
    assert [login.content["title"] for login in vault.logins] == ["A bank"]
    assert vault.second_factor is None if recovery else vault.second_factor.seed == computer.seed  # type: ignore[union-attr]
