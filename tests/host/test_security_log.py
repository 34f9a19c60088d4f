"""The security log: what happened is in it once, with what it tells, newest last, and never in the owner's way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.host.computers import EMAIL, PASSWORD, Computer
from tests.host.vaults import make
from twinlatch import access, factors, security_log
from twinlatch.crypto import random_bytes
from twinlatch.errors import BadCredentials, StoreFailed, WrongCode
from twinlatch.session import Session
from twinlatch.two_factor.guard import Failures, Guard
from twinlatch.vault.store import Store
from twinlatch.vault.vault import Vault

NEW_PASSWORD = "another quiet tractor 1843"


def events(session: Session) -> list[dict[str, Any]]:
    """Oldest first, without the name of this system."""
    log = security_log.newest_first(session.vault)[::-1]
    return [{name: value for name, value in each.items() if name != "system"} for each in log]


def words(session: Session) -> list[str]:
    """What happened, and how."""
    return [f"{each['what']} {each.get('how') or each.get('name') or ''}".strip() for each in events(session)]


def fail(computer: Computer, times: int, code: bool = True) -> None:
    for _ in range(times):
        computer.clock.advance(3600)
        with pytest.raises(WrongCode if code else BadCredentials):
            if code:
                computer.enter(computer.wrong_code())
            else:
                computer.enter(password="no such password")


def test_log_ins_and_how(on: Computer) -> None:
    """By code, by the trust that this log-in began, and by a recovery code, which turns two-factor off; unlocking is
    none."""
    session = on.start()
    access.login(session, EMAIL, PASSWORD, on.fresh_code(), trust_device=True)
    session.lock()
    access.unlock(session, PASSWORD, None)
    on.login(session)
    on.login(session, recovery=on.recovery_codes[0])
    on.login(session)
    told = words(session)[-6:]
    assert told == [
        "login code",
        "trust_began",
        "login trusted_device",
        "login recovery_code",
        "two_factor_off recovery_code",
        "login password",
    ]
    assert {each["at"] for each in events(session)[-4:]} == {int(on.clock.wall)}
    assert security_log.newest_first(session.vault)[0]["system"] == security_log.system()


def test_wrong_codes_are_told_once(on: Computer) -> None:
    """Each at its time, at the next log-in of whatever kind; the guard keeps counting after one by trust."""
    access.login(on.start(), EMAIL, PASSWORD, on.fresh_code(), trust_device=True)
    fail(on, 3)
    at = [int(on.clock.wall) - hours * 3600 for hours in (2, 1, 0)]
    on.clock.advance(5)
    session = on.start()
    assert on.login(session).failures_since_last_login == 3
    assert events(session)[-4:] == [
        *({"at": second, "what": "wrong_code"} for second in at),
        {"at": int(on.clock.wall), "what": "login", "how": "trusted_device"},
    ]
    assert on.guard().code_failures == 3
    assert on.login(session).failures_since_last_login == 0
    on.login(session, on.fresh_code())
    assert words(session).count("wrong_code") == 3


def test_wrong_passwords_are_counted(off: Computer) -> None:
    """One line for all since the last log-in, also where unlocking ended the count."""
    session = off.enter()
    session.lock()
    fail(off, 2, code=False)
    off.clock.advance(60)
    access.unlock(session, PASSWORD, None)
    assert events(session)[-1] == {"at": int(off.clock.wall) - 60, "what": "wrong_password", "count": 2}
    access.unlock(session, PASSWORD, None)
    off.login(session)
    assert words(session).count("wrong_password") == 1


def test_what_unlocking_does_not_end_it_does_not_tell(on: Computer) -> None:
    """With two-factor on, the password alone leaves the failures for the next log-in."""
    session = on.enter(on.fresh_code())
    session.lock()
    with pytest.raises(BadCredentials):
        access.unlock(session, "no such password", None)
    access.unlock(session, PASSWORD, None)
    assert "wrong_password" not in words(session)
    on.login(session, on.fresh_code())
    assert words(session)[-2:] == ["wrong_password", "login code"]


def test_more_failures_than_times() -> None:
    """Those whose times are forgotten are one line, before the others."""
    guard = Guard()
    for second in range(25):
        guard = guard.with_wrong_code(1000.0 + second)
    told = security_log.failed(guard.failures())
    assert [each["at"] for each in told] == [1005, *range(1005, 1025)]
    assert [each.get("count") for each in told[:2]] == [5, None]
    assert security_log.failed(Failures()) == []
    assert security_log.failed(Failures(passwords=1, password_at=7.9)) == [{"at": 7, "what": "wrong_password"}]


def change_settings(session: Session, computer: Computer) -> None:
    session.change_settings({"auto_lock_minutes": 5, "theme": "dark", "lock_with_screen": True})


def end_trust(session: Session, computer: Computer) -> None:
    factors.end_trust(session)


def proving(change: Callable[..., Any], session: Session, computer: Computer) -> None:
    with session.proved(PASSWORD, computer.fresh_code()) as proof:
        change(session, proof)


def new_app(session: Session, computer: Computer) -> None:
    with session.proved(PASSWORD, computer.fresh_code()) as proof:
        computer.seed = factors.begin_replacement(session, proof).second_factor.seed
    factors.confirm_enrolment(session, computer.code())


def save_codes(session: Session, computer: Computer) -> None:
    factors.confirm_codes_saved(session)


CHANGES: dict[str, Callable[[Session, Computer], None]] = {
    "setting_changed auto_lock_minutes": change_settings,
    "trust_ended": end_trust,
    "two_factor_off choice": partial(proving, factors.disable),
    "recovery_codes_new": partial(proving, factors.renew_codes),
    "recovery_codes_saved": save_codes,
    "password_changed": partial(proving, partial(factors.renew, new_password=NEW_PASSWORD)),
    "email_changed": partial(
        proving, partial(factors.renew, new_email="countess@example.org", master_password=PASSWORD)
    ),
    "new_app": new_app,
}


@pytest.mark.parametrize("what", CHANGES)
def test_changes(what: str, on: Computer) -> None:
    """Each is one line, with the transaction that changes it; what is as before is none."""
    session = on.enter(on.fresh_code())
    before, sequence = words(session), session.vault.sequence
    CHANGES[what](session, on)
    assert words(session) == [*before, what]
    assert session.vault.sequence == sequence + 1


def test_turned_on(off: Computer) -> None:
    """The first line of a vault with two-factor on names it."""
    session = off.enter()
    off.enrol(session)
    assert words(session)[-1] == "two_factor_on"


def test_restoring(on: Computer) -> None:
    """What the older file says of itself goes on with its restoration."""
    older, codes = on.vault_file.read_bytes(), on.recovery_codes
    session = on.enter(on.fresh_code())
    proving(factors.renew_codes, session, on)
    session.close()
    on.vault_file.write_bytes(older)
    session = on.start()
    access.restore(session, EMAIL, PASSWORD, codes[2])
    assert words(session)[-2:] == ["restored", "two_factor_off recovery_code"]


def test_an_older_copy_that_was_accepted(off: Computer) -> None:
    """The log-in that opened it says so."""
    older = off.vault_file.read_bytes()
    off.enter().close()
    off.vault_file.write_bytes(older)
    assert words(off.enter()) == ["login password", "older_copy"]


def test_the_newest_are_kept(tmp_path: Path) -> None:
    """Never more than 500, sorted by time, whenever they were told."""
    vault = make(tmp_path / "x.twinlatch", random_bytes(32))
    for start in (0, 400):
        security_log.note(vault, *(security_log.event("login", start + n) for n in range(400)))
    security_log.note(vault, security_log.event("wrong_code", 350), security_log.event("wrong_code", 10))
    kept = security_log.newest_first(vault)
    assert [each["at"] for each in kept] == sorted((each["at"] for each in kept), reverse=True)
    assert (len(kept), kept[0]["at"], kept[-1]["at"]) == (500, 799, 301)
    assert {"at": 350, "what": "wrong_code"} in kept
    vault.close()


def test_a_full_disk_keeps_nobody_out(on: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log-in stands, the line is missing, and nothing else is."""
    code = on.fresh_code()
    before = words(on.enter(code))

    def full(store: Store, sealed: bytes) -> None:
        raise StoreFailed(why="disk_full")

    with monkeypatch.context() as disk:
        disk.setattr(Store, "write_root", full)
        session = on.enter(on.fresh_code())
        assert session.is_unlocked
        assert words(session) == before
    session.change_settings({"auto_lock_minutes": 5})
    assert words(session) == [*before, "setting_changed auto_lock_minutes"]


def test_two_hosts_lose_no_line(off: Computer) -> None:
    """A new generation takes along what another host wrote an instant before it, in the log and in the account."""
    one, other = off.enter(), off.enter()
    with one.proved(PASSWORD) as proof:
        real = Vault.rekey

        def overtaken(vault: Vault, *arguments: Any) -> None:
            other.change_settings({"auto_lock_minutes": 5})
            real(vault, *arguments)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Vault, "rekey", overtaken)
            factors.renew(one, proof, new_password=NEW_PASSWORD)
    assert words(one)[-2:] == ["setting_changed auto_lock_minutes", "password_changed"]
    assert one.settings().auto_lock_minutes == 5
