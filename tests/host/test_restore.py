"""Restoring an older vault file on purpose, and going over to a new phone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.host.computers import EMAIL, PASSWORD, Computer
from twinlatch import access, device_store, factors
from twinlatch.device_store import DeviceSlot, Memory, Where
from twinlatch.errors import NotEnabled, RolledBack, StoreFailed, WrongCode, WrongRecoveryCode


def rolled_back(computer: Computer) -> bytes:
    """Puts a copy of an earlier generation in place of the file; gives the newer one."""
    earlier = computer.vault_file.read_bytes()
    session = computer.enter(computer.fresh_code())
    with session.proved(PASSWORD, computer.fresh_code()) as proof:
        factors.renew_codes(session, proof)
    session.close()
    newer = computer.vault_file.read_bytes()
    computer.vault_file.write_bytes(earlier)
    return newer


def test_restoring_takes_a_recovery_code_of_that_file(on: Computer) -> None:
    """Password and code of the copy open it; two-factor is off, and the copy is the newest from then on."""
    newer = rolled_back(on)
    with pytest.raises(RolledBack):
        on.login(on.start(), recovery=on.recovery_codes[0])
    session = on.start()
    result = access.restore(session, EMAIL, PASSWORD, on.recovery_codes[0])
    assert (result.older_copy, result.two_factor_turned_off, result.two_factor) == (True, True, False)
    session.close()
    assert on.login(on.start()).older_copy is False
    on.vault_file.write_bytes(newer)
    with pytest.raises(RolledBack):
        on.login(on.start(), on.fresh_code())


@pytest.mark.parametrize("code", [None, "wrong"])
def test_restoring_without_its_code_is_refused(on: Computer, code: str | None) -> None:
    """The master password alone takes back nothing that two-factor protects."""
    rolled_back(on)
    with pytest.raises(WrongRecoveryCode):
        access.restore(on.start(), EMAIL, PASSWORD, code)
    with pytest.raises(RolledBack):
        on.login(on.start(), on.fresh_code())


def test_a_spent_code_restores_nothing(on: Computer) -> None:
    """10: the copy from before a recovery code was used does not open here with that code again."""
    earlier = on.vault_file.read_bytes()
    on.enter(recovery=on.recovery_codes[0]).close()
    on.vault_file.write_bytes(earlier)
    with pytest.raises(WrongRecoveryCode) as refusal:
        access.restore(on.start(), EMAIL, PASSWORD, on.recovery_codes[0])
    assert refusal.value.data["why"] == "spent"
    assert access.restore(on.start(), EMAIL, PASSWORD, on.recovery_codes[1]).two_factor_turned_off


def test_restoring_a_copy_from_before_two_factor(on: Computer, account: Computer) -> None:
    """It opens with the password, as it does anywhere, but only when restoring is what the person asked for."""
    on.vault_file.write_bytes(account.vault_file.read_bytes())
    with pytest.raises(RolledBack):
        on.login(on.start())
    session = on.start()
    assert access.restore(session, EMAIL, PASSWORD, None).two_factor is False
    session.close()
    on.enter().close()


def test_a_new_phone(on: Computer) -> None:
    """Two-factor stays on throughout; the new app is proved first, then the old one and the old codes are dead."""
    old_seed, old_codes = on.seed, on.recovery_codes
    session = on.enter(on.fresh_code())
    since = session.vault.account()["two_factor"]["since"]
    with session.proved(PASSWORD, on.fresh_code()) as proof:
        new_seed = factors.begin_replacement(session, proof).second_factor.seed
    with pytest.raises(WrongCode):
        factors.confirm_enrolment(session, on.fresh_code())
    assert on.login(on.start(), on.fresh_code()).two_factor
    on.seed = new_seed
    session_codes = factors.confirm_enrolment(session, on.fresh_code())
    assert session.vault.account()["two_factor"]["since"] == since
    session.close()
    on.seed = old_seed
    with pytest.raises(WrongCode):
        on.login(on.start(), on.fresh_code())
    with pytest.raises(WrongRecoveryCode):
        on.login(on.start(), recovery=old_codes[0])
    on.seed = new_seed
    assert on.login(on.start(), on.fresh_code()).recovery_codes_saved is False
    assert on.login(on.start(), recovery=session_codes[3]).two_factor_turned_off


def test_a_new_phone_needs_two_factor(off: Computer) -> None:
    """There is nothing to replace while it is off."""
    session = off.enter()
    with session.proved(PASSWORD) as proof, pytest.raises(NotEnabled):
        factors.begin_replacement(session, proof)


def forged_off(computer: Computer, account: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """What a thief of the password makes of a copy from before two-factor: off, and newer than any file seen here."""
    elsewhere = account.copied_to(tmp_path / "elsewhere")
    elsewhere.clock.wall = computer.clock.wall
    elsewhere.sit_down(monkeypatch)
    for _ in range(4):
        session = elsewhere.enter()
        with session.proved(PASSWORD) as proof:
            factors.renew(session, proof, new_password=PASSWORD)
        session.close()
    computer.sit_down(monkeypatch)
    return elsewhere.vault_file.read_bytes()


def test_two_factor_is_not_turned_off_behind_its_owner(
    on: Computer, account: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A newer file in which two-factor is off, but was not turned off here, opens only by Restore."""
    real = on.vault_file.read_bytes()
    on.vault_file.write_bytes(forged_off(on, account, tmp_path, monkeypatch))
    with pytest.raises(RolledBack) as refusal:
        on.login(on.start())
    assert refusal.value.data["why"] == "turned_off"
    on.vault_file.write_bytes(real)
    assert on.login(on.start(), on.fresh_code()).two_factor


@pytest.mark.parametrize("recover", [False, True])
def test_turned_off_here_and_killed_before_it_was_remembered(
    on: Computer, recover: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file says off, the memory still holds the secret: the password opens it, as after a whole turning off."""

    def die(slot: DeviceSlot, where: Where, memory: Memory) -> None:
        raise KeyboardInterrupt

    session = on.start() if recover else on.enter(on.fresh_code())
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(DeviceSlot, "move", die)
        if recover:
            on.login(session, recovery=on.recovery_codes[0])
        else:
            with session.proved(PASSWORD, on.fresh_code()) as proof:
                factors.disable(session, proof)
    assert on.guard().current
    assert on.login(on.start()).two_factor is False
    assert on.guard().current is None


def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing more can be remembered."""

    def refuse(path: Path, content: bytes, mode: int = 0o600) -> None:
        raise StoreFailed(why="disk_full")

    monkeypatch.setattr(device_store, "replace_private_file", refuse)


def test_a_full_disk_keeps_nobody_out_without_two_factor(off: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of attempts is worth less than getting at one's passwords."""
    full_disk(monkeypatch)
    assert off.login(off.start()).state == "unlocked"


def test_a_code_that_cannot_be_remembered_is_not_accepted(on: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """With two-factor on, nobody is in before the step is stored."""
    full_disk(monkeypatch)
    with pytest.raises(StoreFailed):
        on.login(on.start(), on.fresh_code())
