"""The guard state: how long to wait, what is remembered, and that it fits where it is kept."""

from __future__ import annotations

import json

import pytest

from tests.host.computers import DAY_S, NOW
from tests.host.vaults import a_header
from twinlatch.crypto import random_bytes
from twinlatch.errors import RolledBack, Throttled, TotpDisabled
from twinlatch.two_factor.guard import DeviceSecret, Guard


def code_wait(guard: Guard, now: float) -> float:
    """Seconds that a code must wait."""
    try:
        guard.check_code_wait(now)
    except Throttled as throttled:
        wait: float = throttled.data["retry_after_s"]
        return wait
    return 0.0


def password_wait(guard: Guard, now: float) -> float:
    try:
        guard.check_password_wait(now)
    except Throttled as throttled:
        wait: float = throttled.data["retry_after_s"]
        return wait
    return 0.0


def test_the_policy_for_codes() -> None:
    """Five free, then 30 s doubling to an hour; the hundredth wrong one in a row is the last (NIST SP 800-63B)."""
    guard, waits = Guard(), []
    for _ in range(99):
        guard = guard.with_wrong_code(NOW)
        waits.append(code_wait(guard, NOW))
    assert waits[:13] == [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600]
    assert set(waits[13:]) == {3600}
    with pytest.raises(TotpDisabled):
        guard.with_wrong_code(NOW).check_code_wait(NOW + 365 * DAY_S)


def test_passwords_only_wait() -> None:
    """Five free, then a second doubling to 30, and never more: nobody at the keyboard forces the owner out."""
    guard, waits = Guard(), []
    for _ in range(300):
        guard = guard.with_wrong_password(NOW)
        waits.append(password_wait(guard, NOW))
    assert waits[:11] == [0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30]
    assert max(waits) == 30
    assert code_wait(guard, NOW) == 0


def test_a_wait_runs_down() -> None:
    """What remains counts from the last failure."""
    guard = Guard(code_failures=6, code_failed_at=NOW)
    assert [code_wait(guard, NOW + passed) for passed in (0, 20, 59.5, 60, 1000)] == [60, 40, 0.5, 0, 0]


def test_a_clock_set_back_does_not_lengthen_a_wait() -> None:
    """A failure stamped in the future waits as long as one of now, whether it is a day or ten years ahead."""
    for ahead in (DAY_S, 365 * DAY_S, 3650 * DAY_S):
        guard = Guard(code_failures=5, code_failed_at=NOW + ahead, password_failures=9, password_failed_at=NOW + ahead)
        assert code_wait(guard.with_clock(NOW), NOW) == 30
        assert password_wait(guard.with_clock(NOW), NOW) == 16


def test_only_a_complete_log_in_clears() -> None:
    guard = Guard().with_wrong_code(NOW).with_wrong_password(NOW)
    cleared = guard.with_accepted_code(7)
    assert (cleared.code_failures, cleared.password_failures, cleared.last_step) == (0, 0, 7)
    assert cleared.failure_times == guard.failure_times
    saw = guard.saw(3, 4).on_device(DeviceSecret(1, bytes(32))).without_device(None)
    assert (saw.code_failures, saw.password_failures) == (1, 1)


def test_an_older_generation() -> None:
    """It is refused where two-factor is part of the file or of what this computer remembers, and only there."""
    device = DeviceSecret(5, random_bytes(32))
    header = a_header(generation=4)
    with pytest.raises(RolledBack):
        Guard(current=device, generation=5).check_generation(header)
    Guard(generation=5).check_generation(header)


@pytest.mark.parametrize("generation", [5, 6, 1000])
def test_two_factor_turned_off_elsewhere(generation: int) -> None:
    """A file without two-factor is refused while this computer holds its secret, unless it was turned off here."""
    guard = Guard(current=DeviceSecret(5, random_bytes(32)), generation=5)
    header = a_header(generation=generation)
    with pytest.raises(RolledBack):
        guard.check_generation(header)
    guard.turning_off(generation).check_generation(header)
    guard.without_device(None).check_generation(header)


def test_the_newest_state_is_remembered() -> None:
    """Of two hosts the one that lags behind does not make the other's copy look new; a new generation starts afresh."""
    guard = Guard().saw(2, 50)
    assert (guard.saw(2, 40), guard.saw(1, 90), guard.saw(2)) == (guard, guard, guard)
    newer = guard.saw(3, 20)
    assert (newer.generation, newer.sequence) == (3, 20)


def test_an_accepted_older_copy() -> None:
    """Its sequence is the one to go on from; an older generation stays older."""
    guard = Guard().saw(2, 50)
    assert guard.went_back(2, 40).sequence == 40
    assert guard.went_back(1, 40) == guard


def test_a_new_secret_of_the_same_seed_forgets_no_step() -> None:
    """Steps that another host accepted meanwhile stay used; a new seed begins with its own first step."""
    device = DeviceSecret(2, random_bytes(32))
    guard = Guard(last_step=100)
    assert guard.with_pending(device, None).last_step == 100
    assert guard.with_pending(device, 40).last_step == 40


def test_current_before_pending() -> None:
    """Only the secrets of the file's generation are tried, the current one first."""
    old, new, rival = (DeviceSecret(generation, random_bytes(32)) for generation in (1, 2, 2))
    assert Guard(current=old, pending=new).devices_for(1) == [old]
    assert Guard(current=old, pending=new).devices_for(2) == [new]
    assert Guard(current=new, pending=rival).devices_for(2) == [new, rival]
    assert Guard(current=old).devices_for(2) == []
    assert Guard(current=old, pending=new).on_device(new) == Guard(current=new)


def test_what_outlives_two_factor() -> None:
    """Steps, generations and the spent code stay; the secrets go."""
    device = DeviceSecret(2, random_bytes(32))
    full = Guard(current=device, pending=device, last_step=9, generation=2, sequence=8)
    left = full.without_device("spent")
    assert (left.current, left.pending) == (None, None)
    assert (left.last_step, left.generation, left.sequence, left.spent_code) == (9, 2, 8, "spent")
    assert left.without_device(None).spent_code == "spent"


def test_it_comes_back_as_it_was_stored() -> None:
    device = DeviceSecret(2**40, random_bytes(32), version=3)
    full = Guard(device, device, 60_000_000, 7, NOW, 3, NOW, (1, 2), 2**40, 9, "spent")
    for guard in (Guard(), full, Guard(last_step=0), Guard(code_failures=1)):
        assert Guard.from_json(json.loads(json.dumps(guard.to_json()))) == guard
    assert Guard().to_json() == {}


def test_it_fits_the_smallest_keyring() -> None:
    """Filled to the brim it takes less than the 1,280 UTF-16 units that Windows keeps, and the 2,500 bytes allowed."""
    device = DeviceSecret(2**31, random_bytes(32), version=2**31)
    guard = Guard(device, device, 2**31, 99, NOW + 0.123456, 2**31, NOW + 0.123456, (), 2**31, 2**31, "x" * 16)
    for _ in range(40):
        guard = guard.with_wrong_code(NOW + 0.5)
        guard = guard.with_text_sent(NOW + 0.5)
    guard = guard.trusting(random_bytes(32), NOW + 30 * DAY_S + 0.123456)
    assert (len(guard.failure_times), len(guard.text_times)) == (20, 5)
    assert len(json.dumps(guard.to_json(), separators=(",", ":"))) <= 1200


@pytest.mark.parametrize(
    "stored", [None, {}, {"unknown": 1}, {"current": [1]}, {"current": [1, "?", 1]}, {"current": 7}]
)
def test_what_cannot_be_read_is_nothing_known(stored: dict[str, object] | None) -> None:
    assert Guard.from_json(stored) == Guard()
