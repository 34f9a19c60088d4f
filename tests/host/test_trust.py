"""Trusting a device: what stands for the code, for how long, and why it no longer does."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.host.computers import DAY_S, EMAIL, PASSWORD, Computer
from twinlatch import access, factors
from twinlatch.errors import BadCredentials, CodeRequired, RolledBack, UnknownDevice, WrongCode
from twinlatch.session import Session


def trusted(computer: Computer) -> Session:
    """A session of a log-in that trusts the device."""
    session = computer.start()
    access.login(session, EMAIL, PASSWORD, computer.fresh_code(), trust_device=True)
    return session


def why_not(computer: Computer) -> str | None:
    """What a log-in without a code is told."""
    with pytest.raises(CodeRequired) as refusal:
        computer.login(computer.start())
    why: str | None = refusal.value.data["trust_ended"]
    return why


def test_a_trusted_device_stands_for_the_code(on: Computer) -> None:
    """For 30 days the password is enough here, in every new process; then the log-in says why not."""
    trusted(on).close()
    on.clock.advance(30 * DAY_S - 1)
    assert on.login(on.start()).state == "unlocked"
    on.clock.advance(1)
    assert why_not(on) == "expired"
    assert on.login(on.start(), on.fresh_code()).state == "unlocked"


def test_trust_is_off_unless_it_is_chosen(on: Computer) -> None:
    """A log-in with a code trusts nothing."""
    session = on.enter(on.fresh_code())
    assert factors.trusted_until(session) is None
    session.close()
    assert why_not(on) is None


def test_it_takes_a_right_code(on: Computer) -> None:
    """Neither a wrong code nor a recovery code makes a device trusted."""
    with pytest.raises(WrongCode):
        access.login(on.start(), EMAIL, PASSWORD, on.wrong_code(), trust_device=True)
    assert why_not(on) is None


def test_it_never_stands_for_the_password(on: Computer) -> None:
    """A wrong password is refused on a trusted device too."""
    trusted(on).close()
    with pytest.raises(BadCredentials):
        on.login(on.start(), password="another password")


def test_it_never_stands_for_the_device_secret(on: Computer) -> None:
    """The token in the memory of another computer opens nothing."""
    trusted(on).close()
    path = next((on.state / "devices").glob("*.json"))
    stolen = replace(on.guard(), current=None)
    path.write_text(json.dumps({"store": "file", "memory": stolen.to_json()}))
    with pytest.raises(UnknownDevice):
        on.login(on.start())


def test_it_does_not_stand_for_a_fresh_code(on: Computer) -> None:
    """What matters asks for the code on a trusted device too."""
    session = trusted(on)
    with pytest.raises(CodeRequired), session.proved(PASSWORD):
        pass


def test_it_can_be_ended(on: Computer) -> None:
    """The person ends it; the next log-in says so."""
    session = trusted(on)
    assert factors.trusted_until(session) == on.clock.wall + 30 * DAY_S
    factors.end_trust(session)
    assert factors.trusted_until(session) is None
    session.close()
    assert why_not(on) == "ended"


def test_it_dies_with_the_generation(on: Computer) -> None:
    """New recovery codes end it, and the log-in says that two-factor changed."""
    session = trusted(on)
    with session.proved(PASSWORD, on.fresh_code()) as proof:
        factors.renew_codes(session, proof)
    session.close()
    assert why_not(on) == "two_factor_changed"


def test_a_file_from_before_is_not_trusted(on: Computer) -> None:
    """An older copy of the same generation holds an older second-factor record: refused, code or not."""
    earlier = on.vault_file.read_bytes()
    trusted(on).close()
    on.vault_file.write_bytes(earlier)
    for code in (None, on.fresh_code()):
        with pytest.raises(RolledBack):
            on.login(on.start(), code)


def test_an_older_copy_asks_for_the_code(on: Computer) -> None:
    """Trusted or not, an earlier state of the file needs a fresh code."""
    session = trusted(on)
    earlier = on.vault_file.read_bytes()
    session.change_settings({"auto_lock_minutes": 5})
    session.close()
    on.vault_file.write_bytes(earlier)
    assert why_not(on) == "older_copy"
    assert on.login(on.start(), on.fresh_code()).older_copy


def test_a_clock_set_back_does_not_prolong_it(on: Computer) -> None:
    """A day before the trust began it does not hold."""
    trusted(on).close()
    on.clock.wall -= DAY_S
    assert why_not(on) == "expired"


def test_other_sessions_go_on(on: Computer) -> None:
    """Trusting a device changes a record of the file, not its generation: a second browser stays logged in."""
    other = on.enter(on.fresh_code())
    trusted(on)
    assert other.vault.header.two_factor
    assert other.change_settings({"auto_lock_minutes": 7}).auto_lock_minutes == 7


def test_a_recovery_code_ends_it(on: Computer) -> None:
    """With two-factor off there is nothing to trust."""
    trusted(on).close()
    session = on.enter(recovery=on.recovery_codes[0])
    assert factors.trusted_until(session) is None
    assert on.guard().trust_token is None
