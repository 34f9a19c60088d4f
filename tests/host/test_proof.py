"""Proving who is there: what is charged, what is refused, and that nothing is released before it is stored."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.host import keyrings
from tests.host.computers import DAY_S, EMAIL, PASSWORD, Argon2, Computer, unchanged
from tests.host.vaults import tamper
from twinlatch import access
from twinlatch.device_store import DeviceSlot, DeviceStore
from twinlatch.errors import (
    BadCredentials,
    ClockSetBack,
    CodeAlreadyUsed,
    Damaged,
    KeyringFailed,
    RolledBack,
    Throttled,
    TotpDisabled,
    TwinlatchError,
    UnknownDevice,
    WrongRecoveryCode,
)
from twinlatch.two_factor import proof
from twinlatch.two_factor.guard import Guard
from twinlatch.two_factor.proof import Claim, Proof, prove
from twinlatch.vault import slots
from twinlatch.vault.format import SLOT_BYTES
from twinlatch.vault.slots import SecondFactor
from twinlatch.vault.store import read_header
from twinlatch.vault.vault import Vault


def attempt(computer: Computer, code: str | None = None, **claim: Any) -> Proof:
    """One attempt at the vault file, without a session."""
    claims = {"email": EMAIL, "master_password": PASSWORD, "code": code} | claim
    return prove(computer.vault_file, Claim(**claims), DeviceStore(computer.state), computer.clock.wall)


def refused(computer: Computer, code: str | None = None, **claim: Any) -> str:
    """The reason why an attempt was refused."""
    with pytest.raises(TwinlatchError) as refusal:
        attempt(computer, code, **claim)
    return refusal.value.reason


def forget_the_device(computer: Computer) -> None:
    """The vault file comes to a computer that knows nothing of it."""
    shutil.rmtree(computer.state / "devices")


def with_guard(computer: Computer, **changes: Any) -> None:
    """The guard state after what a long test would do."""
    with DeviceStore(computer.state).exclusive(read_header(computer.vault_file).vault_id, two_factor=True) as slot:
        slot.write(replace(Guard.from_json(slot.read()), **changes).to_json())


# --- what is needed


def test_password_and_code_open_the_vault(on: Computer) -> None:
    """The key that comes out opens the file; the step is used from now on."""
    Vault.open(on.vault_file, attempt(on, on.fresh_code()).vault_key).close()
    assert on.guard().last_step == int(on.clock.wall // 30)


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ({}, "code_required"),
        ({"code": "wrong"}, "wrong_code"),
        ({"master_password": "something else entirely"}, "bad_credentials"),
        ({"email": "eve@example.org"}, "bad_credentials"),
        ({"recovery_code": "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"}, "wrong_recovery_code"),
    ],
)
def test_anything_less_is_refused(on: Computer, claim: dict[str, Any], reason: str) -> None:
    with unchanged(on.vault_file):
        assert refused(on, **claim) == reason


def test_the_code_is_checked_after_the_password(on: Computer) -> None:
    """A right code with a wrong password says nothing about the code, and does not use it up."""
    code = on.fresh_code()
    assert refused(on, code, master_password="something else entirely") == "bad_credentials"
    attempt(on, code)


def test_a_stolen_file_opens_nowhere_else(on: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """1: file, password and even the code of the moment, on a computer without the device secret: nothing opens."""
    thief = Computer(tmp_path / "thief", on.clock, on.seed)
    thief.data.mkdir(parents=True)
    (thief.data / "stolen.twinlatch").write_bytes(on.vault_file.read_bytes())
    thief.sit_down(monkeypatch)
    session = thief.start()
    with unchanged(thief.data / "stolen.twinlatch"):
        with pytest.raises(UnknownDevice) as refusal:
            thief.login(session, on.fresh_code())
        assert set(refusal.value.data) == {"reason", "label", "since"}
        with pytest.raises(UnknownDevice):
            thief.login(session)


def test_no_slot_opens_with_the_password_alone(on: Computer, argon2: Argon2) -> None:
    """2: with every check left out, the stretched password opens none of the sixteen rows, nor the second factor."""
    header = read_header(on.vault_file)
    a = argon2(PASSWORD.encode(), header.salt, header.kdf)
    for position in (slots.PASSWORD, slots.DEVICE, *slots.RECOVERY):
        with pytest.raises(slots.WrongFactor):
            slots.open_slot(header, EMAIL, a, position, b"")
    with pytest.raises(slots.WrongFactor):
        slots.open_second_factor(header, EMAIL, a, b"")


# --- what it costs


@pytest.mark.parametrize(
    ("claim", "right"),
    [
        ({"code": "fresh"}, True),
        ({"code": "wrong"}, False),
        ({}, False),
        ({"master_password": "something else entirely"}, False),
        ({"recovery_code": "own"}, True),
        ({"recovery_code": "own", "master_password": "something else entirely"}, False),
        ({"email": "eve@example.org"}, False),
    ],
)
def test_one_argon2_run_an_attempt(on: Computer, argon2: Argon2, claim: dict[str, Any], right: bool) -> None:
    """Right or wrong, for people who are here and people who are not, each attempt stretches one password."""
    values = {"fresh": on.fresh_code(), "wrong": on.wrong_code(), "own": on.recovery_codes[0]}
    claim = {name: values.get(value, value) for name, value in claim.items()}
    if right:
        attempt(on, **claim)
    else:
        refused(on, **claim)
    assert len(argon2.runs) == 1


def test_an_unknown_address_costs_the_same(off: Computer, argon2: Argon2) -> None:
    """The same sentence and one run at the floor, whether or not somebody of that address is here."""
    session = off.start()
    for email, password in (("nobody@example.org", PASSWORD), (EMAIL, "something else entirely")):
        argon2.runs.clear()
        with pytest.raises(BadCredentials) as refusal:
            access.login(session, email, password, None, None)
        assert refusal.value.data == {"reason": "bad_credentials"}
        assert len(argon2.runs) == 1


@pytest.mark.parametrize("cost", ["memory_kib = 1024", "memory_kib = 2097152", "iterations = 1", "iterations = 99"])
def test_costs_are_checked_before_argon2_runs(off: Computer, argon2: Argon2, cost: str) -> None:
    """14: a file that asks for less than the floor, or for all the memory, is refused before anything is allocated."""
    tamper(off.vault_file, f"UPDATE header SET {cost}")
    with unchanged(off.vault_file), pytest.raises(Damaged):
        attempt(off)
    assert argon2.runs == []


def test_a_mistyped_recovery_code_costs_nothing(on: Computer, argon2: Argon2) -> None:
    """M16: its checksum fails, so that no slot is tried and nothing charged."""
    code = on.recovery_codes[0][:-1] + ("A" if on.recovery_codes[0][-1] != "A" else "B")
    before = on.guard()
    with pytest.raises(WrongRecoveryCode) as refusal:
        attempt(on, recovery_code=code)
    assert refusal.value.data["why"] == "mistyped"
    assert argon2.runs == []
    assert on.guard() == before


def test_four_keyring_calls(off: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log-in with password and code asks the keyring four times: is it open, what is there, charge, settle."""
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
    off.enrol(off.enter(), "keyring")
    off.close()
    session = off.start()
    keyrings.FileKeyring.calls.clear()
    off.login(session, off.fresh_code())
    assert [call.split()[0] for call in keyrings.FileKeyring.calls] == ["get", "get", "set", "set"]


# --- replay


def test_the_confirming_code_is_used(on: Computer) -> None:
    """7: the code that turned two-factor on does not log in."""
    assert refused(on, on.code()) == "code_already_used"


def test_a_code_logs_in_once(on: Computer) -> None:
    """Nor is a code of an earlier step taken after a later one."""
    earlier = on.fresh_code()
    code = on.code(1)
    attempt(on, code)
    assert refused(on, code) == "code_already_used"
    assert refused(on, earlier) == "code_already_used"


def test_each_host_knows_what_the_others_accepted(on: Computer) -> None:
    """4: one code at two sessions of one computer: one success."""
    code = on.fresh_code()
    first, second = on.start(), on.start()
    on.login(first, code)
    with pytest.raises(CodeAlreadyUsed):
        on.login(second, code)
    assert first.state().state == "unlocked"


class Died(Exception):
    """The process ended here."""


def dies_at_write(monkeypatch: pytest.MonkeyPatch, number: int, *, after: bool) -> None:
    """Ends the process at the given write of the guard state, before or after it is done."""
    writes = 0
    real = DeviceSlot.write

    def write(slot: DeviceSlot, memory: dict[str, Any]) -> None:
        nonlocal writes
        writes += 1
        if writes == number and not after:
            raise Died
        real(slot, memory)
        if writes == number:
            raise Died

    monkeypatch.setattr(DeviceSlot, "write", write)


def test_death_between_check_and_store(on: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """5: nobody is in, and the code is still good once."""
    code = on.fresh_code()
    with monkeypatch.context() as dying:
        dies_at_write(dying, 2, after=False)
        with pytest.raises(Died):
            attempt(on, code)
    assert on.guard().password_failures == 1
    attempt(on, code)
    assert refused(on, code) == "code_already_used"


def test_death_between_store_and_release(on: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """5: nobody is in, and the code is dead."""
    code = on.fresh_code()
    with monkeypatch.context() as dying:
        dies_at_write(dying, 2, after=True)
        with pytest.raises(Died):
            attempt(on, code)
    assert refused(on, code) == "code_already_used"
    attempt(on, on.fresh_code())


def test_the_key_is_unwrapped_after_the_step_is_stored(on: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing touches the device slot while the used step is still in memory only."""
    seen: list[int | None] = []
    real = slots.open_slot

    def open_slot(*arguments: Any) -> bytearray:
        seen.append(on.guard().last_step)
        return real(*arguments)

    monkeypatch.setattr(slots, "open_slot", open_slot)
    code = on.fresh_code()
    attempt(on, code)
    assert seen == [int(on.clock.wall // 30)]


def test_a_keyring_that_stops_writing_lets_nobody_in(
    off: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argon2: Argon2
) -> None:
    """What cannot be charged is not tried: no password is stretched, right or wrong."""
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
    off.enrol(off.enter(), "keyring")
    off.close()
    keyrings.use(monkeypatch, tmp_path, keyrings.Failing)
    argon2.runs.clear()
    for code in (off.fresh_code(), off.wrong_code()):
        with pytest.raises(KeyringFailed):
            attempt(off, code)
    assert argon2.runs == []


# --- rate limits


def test_wrong_codes(on: Computer) -> None:
    """9: five free, then a wait that even the right code must respect; waiting it out, the right code opens."""
    for _ in range(5):
        assert refused(on, on.wrong_code()) == "wrong_code"
    with pytest.raises(Throttled) as refusal:
        attempt(on, on.code(1))
    assert refusal.value.data["retry_after_s"] == 30
    attempt(on, on.fresh_code())
    assert on.guard().code_failures == 0


def test_a_refusal_by_time_is_not_charged(on: Computer, argon2: Argon2) -> None:
    """Who is told to wait pays nothing, and no password is stretched for it."""
    with_guard(on, code_failures=8, code_failed_at=on.clock.wall)
    before = on.guard()
    assert refused(on, on.code()) == "throttled"
    assert on.guard() == before
    assert argon2.runs == []


def test_codeless_log_ins_reset_nothing(on: Computer) -> None:
    """9: alternating wrong codes with log-ins that stop at the code, the counter goes on counting."""
    for count in range(1, 6):
        assert refused(on, on.wrong_code()) == "wrong_code"
        assert refused(on) == "code_required"
        attempt(on, code_needed=False)
        assert (on.guard().code_failures, on.guard().password_failures) == (count, 0)
    assert refused(on, on.wrong_code()) == "throttled"


def test_replayed_and_early_codes_reset_nothing(on: Computer) -> None:
    """A used code, and a clock set back, leave the counter where it was."""
    with_guard(on, code_failures=3)
    assert refused(on, on.code()) == "code_already_used"
    on.clock.wall -= DAY_S
    assert refused(on, on.code()) == "clock_set_back"
    assert on.guard().code_failures == 3


def test_a_hundred_wrong_codes(on: Computer) -> None:
    """The hundredth in a row ends TOTP for good; a recovery code still opens."""
    with_guard(on, code_failures=99)
    assert refused(on, on.wrong_code()) == "wrong_code"
    on.clock.advance(365 * DAY_S)
    for code in (on.fresh_code(), on.wrong_code()):
        with pytest.raises(TotpDisabled):
            attempt(on, code)
    attempt(on, recovery_code=on.recovery_codes[4])


def test_wrong_passwords_never_end_totp(on: Computer) -> None:
    """200 wrong passwords, and the owner waits half a minute at most."""
    with_guard(on, password_failures=200, password_failed_at=on.clock.wall)
    with pytest.raises(Throttled) as refusal:
        attempt(on, on.code())
    assert refusal.value.data["retry_after_s"] <= 30
    on.clock.advance(30)
    attempt(on, on.code())
    assert on.guard().password_failures == 0


def test_wrong_passwords_wait(off: Computer) -> None:
    """Five free with two-factor off as well, then the right one waits too."""
    for _ in range(5):
        assert refused(off, master_password="something else entirely") == "bad_credentials"
    assert refused(off) == "throttled"
    off.clock.advance(1)
    attempt(off)
    assert off.guard().password_failures == 0


def test_an_attempt_is_charged_before_argon2(on: Computer, argon2: Argon2, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process killed while it stretches has paid already: killing it is no way to guess for free."""
    seen: list[int] = []

    def dying(*_: object) -> bytearray:
        seen.append(on.guard().password_failures)
        raise Died

    monkeypatch.setattr("twinlatch.two_factor.proof.argon2id", dying)
    for count in range(1, 4):
        with pytest.raises(Died):
            attempt(on, on.wrong_code())
        assert seen == list(range(1, count + 1))


def test_a_restored_file_resets_no_counter(on: Computer) -> None:
    """The counters live with this computer, not with the vault."""
    earlier = on.vault_file.read_bytes()
    for _ in range(5):
        refused(on, on.wrong_code())
    on.vault_file.write_bytes(earlier)
    assert refused(on, on.wrong_code()) == "throttled"


def test_what_went_wrong_is_told(on: Computer) -> None:
    """The next log-in says how many wrong codes there were since the last."""
    for _ in range(3):
        refused(on, on.wrong_code())
    session = on.start()
    assert on.login(session, on.fresh_code()).failures_since_last_login == 3
    assert on.login(session, on.fresh_code()).failures_since_last_login == 0


# --- clocks


@pytest.mark.parametrize("seconds", [-DAY_S, -365 * DAY_S])
def test_a_clock_set_back(on: Computer, seconds: float) -> None:
    """8: no code of that time is taken, and the reason is named; a recovery code opens, and the right time does."""
    on.clock.wall += seconds
    for steps in (-1, 0, 1):
        with pytest.raises(ClockSetBack):
            attempt(on, on.code(steps))
    attempt(on, recovery_code=on.recovery_codes[0])
    on.clock.wall -= seconds
    assert refused(on, on.code()) == "code_already_used"
    attempt(on, on.fresh_code())


def test_ten_years_ahead_and_back(on: Computer) -> None:
    """8: wrong codes and passwords stamped in the future delay nobody for years; used codes stay used."""
    on.clock.wall += 3650 * DAY_S
    for _ in range(5):
        refused(on, on.wrong_code())
    with_guard(on, password_failures=20, password_failed_at=on.clock.wall)
    on.clock.wall -= 3650 * DAY_S
    assert refused(on, on.code()) == "throttled"
    attempt(on, on.fresh_code())


def test_a_log_in_ten_years_ahead(on: Computer) -> None:
    """8: a code accepted by a clock far ahead leaves the recovery codes, and after them new codes work at once."""
    on.clock.wall += 3650 * DAY_S
    attempt(on, on.code())
    on.clock.wall -= 3650 * DAY_S
    assert refused(on, on.fresh_code()) == "clock_set_back"
    session = on.enter(recovery=on.recovery_codes[0])
    on.enrol(session)
    session.close()
    on.enter(on.fresh_code())


# --- the second-factor record


def test_an_old_second_factor_record(on: Computer) -> None:
    """15, M9: a record of another version than this computer remembers is refused, but for the next one."""
    header = read_header(on.vault_file)
    device = on.guard().current
    assert device
    for remembered, right in ((1, True), (0, True), (2, False), (7, False)):
        with_guard(on, current=replace(device, version=remembered))
        if right:
            attempt(on, on.fresh_code())
            kept = on.guard().current
            assert kept
            assert kept.version == 1
        else:
            assert refused(on, on.fresh_code()) == "rolled_back"
    assert read_header(on.vault_file) == header


def test_a_record_of_another_vault(on: Computer) -> None:
    """Noise, or another vault's record, is no second factor."""
    record = slots.seal_second_factor(bytes(16), 1, bytes(32), bytes(32), bytes(32), SecondFactor(bytes(20), bytes(16)))
    tamper(on.vault_file, "UPDATE header SET second_factor = ?", parameters=(record,))
    assert refused(on, on.fresh_code()) == "bad_credentials"


def test_a_slot_row_planted_by_hand(on: Computer, argon2: Argon2) -> None:
    """16: a password slot and a key of one's own, two-factor said to be off: it opens neither here nor elsewhere."""
    header = read_header(on.vault_file)
    a = argon2(PASSWORD.encode(), header.salt, header.kdf)
    table = slots.seal_table(
        header.vault_id, header.generation, header.binding(EMAIL), a, {slots.PASSWORD: b""}, bytes(32)
    )
    planted = table[:SLOT_BYTES] + header.slots[SLOT_BYTES:]
    tamper(on.vault_file, "UPDATE header SET slots = ?, device_label = ''", parameters=(planted,))
    session = on.start()
    with pytest.raises(RolledBack):
        on.login(session)
    assert session.state().state == "logged_out"
    forget_the_device(on)
    with pytest.raises(Damaged):
        on.login(on.start())


def test_two_factor_said_to_be_off(on: Computer) -> None:
    """An emptied label alone opens nothing either: this computer knows better, and there is no password slot."""
    tamper(on.vault_file, "UPDATE header SET device_label = ''")
    assert refused(on) == "rolled_back"
    forget_the_device(on)
    assert refused(on) == "bad_credentials"


# --- what stays


def test_keys_are_wiped(on: Computer) -> None:
    """The stretched password and the vault key are zeros when a proof is wiped."""
    proved = attempt(on, on.fresh_code())
    held = proved.a, proved.vault_key
    assert all(any(key) for key in held)
    proved.wipe()
    assert held == (bytearray(32), bytearray(32))


def test_refused_attempts_wipe_the_stretched_password(
    on: Computer, argon2: Argon2, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the refusal, nothing of the password is left in what was stretched."""
    stretched: list[bytearray] = []

    def kept(*arguments: Any) -> bytearray:
        stretched.append(argon2(*arguments))
        return stretched[-1]

    monkeypatch.setattr(proof, "argon2id", kept)
    refused(on, on.wrong_code())
    refused(on)
    refused(on, master_password="something else entirely")
    refused(on, recovery_code=on.recovery_codes[0], master_password="something else entirely")
    assert stretched == [bytearray(32)] * 4


def test_nothing_secret_is_printed(on: Computer) -> None:
    """What holds a secret shows none of its fields, so that no log or message can."""
    proved = attempt(on, on.fresh_code())
    device = on.guard().current
    assert device
    for held in (Claim(EMAIL, PASSWORD, "123456", "AAAA"), proved, proved.second_factor, device):
        assert "object at" in repr(held)
    assert repr(device.secret) not in repr(on.guard())


def test_who_logs_in_sees_the_vault(on: Computer) -> None:
    """The whole way, by a session: unlocked, two-factor on, nothing went wrong before."""
    session = on.start()
    result = on.login(session, on.fresh_code())
    assert (result.state, result.two_factor, result.two_factor_turned_off) == ("unlocked", True, False)
    assert (result.older_copy, result.recovery_codes_saved, result.email) == (False, False, EMAIL.lower())
