"""What changes the factors of a vault, or what is in it; and which ways in lead to it before and after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest

from tests.adversary.computers import NEW_PASSWORD, again, is_let_in, with_code
from tests.host.computers import EMAIL, LOGIN, PASSWORD, Computer
from twinlatch import access, factors
from twinlatch.device_store import Where
from twinlatch.errors import NotEnabled
from twinlatch.session import Session
from twinlatch.two_factor.proof import Proof

Act = Callable[[], Any]
Way = Callable[[Computer, Session], Any]

SAVED = "difference engine 1822"


def log_in(computer: Computer, session: Session, where: Where) -> Act:
    code = computer.fresh_code()
    return lambda: computer.login(session, code)


def trust(computer: Computer, session: Session, where: Where) -> Act:
    code = computer.fresh_code()
    return lambda: access.login(session, EMAIL, PASSWORD, code, trust_device=True)


def save(computer: Computer, session: Session, where: Where) -> Act:
    computer.login(session)
    (entry,) = session.library.entries.values()
    return lambda: session.library.update(entry.id, entry.version, {"password": SAVED}, session.now())


def enrol(computer: Computer, session: Session, where: Where) -> Act:
    computer.login(session)
    with session.proved(PASSWORD) as proof:
        computer.seed = factors.begin_enrolment(session, proof, where).second_factor.seed
    code = computer.code()
    return lambda: factors.confirm_enrolment(session, code)


def new_phone(computer: Computer, session: Session, where: Where) -> Act:
    with_code(session, computer)
    with session.proved(PASSWORD, computer.fresh_code()) as proof:
        computer.seed = factors.begin_replacement(session, proof).second_factor.seed
    code = computer.code()
    return lambda: factors.confirm_enrolment(session, code)


def proving(computer: Computer, session: Session, change: Callable[[Proof], Any]) -> Act:
    """A change that needs the password and a fresh code, which are part of it."""
    with_code(session, computer)
    code = computer.fresh_code()

    def act() -> None:
        with session.proved(PASSWORD, code) as proof:
            change(proof)

    return act


def disable(computer: Computer, session: Session, where: Where) -> Act:
    return proving(computer, session, partial(factors.disable, session))


def regenerate(computer: Computer, session: Session, where: Where) -> Act:
    return proving(computer, session, partial(factors.renew_codes, session))


def change_password(computer: Computer, session: Session, where: Where) -> Act:
    return proving(computer, session, lambda proof: factors.renew(session, proof, new_password=NEW_PASSWORD))


def recover(computer: Computer, session: Session, where: Where) -> Act:
    return lambda: computer.login(session, recovery=computer.recovery_codes[3])


def restore(computer: Computer, session: Session, where: Where) -> Act:
    return lambda: access.restore(session, EMAIL, PASSWORD, computer.recovery_codes[3])


def by_password(computer: Computer, session: Session) -> None:
    computer.login(session)


def by_code(computer: Computer, session: Session, password: str = PASSWORD) -> None:
    """A vault without two-factor ignores the code: that is another way in."""
    with_code(session, computer, password)
    if not session.state().two_factor:
        raise NotEnabled


def by_new_password(computer: Computer, session: Session) -> None:
    by_code(computer, session, NEW_PASSWORD)


def by_recovery_code(computer: Computer, session: Session) -> None:
    if not computer.login(session, recovery=computer.recovery_codes[3]).two_factor_turned_off:
        raise NotEnabled


def by_restoring(computer: Computer, session: Session) -> None:
    if not access.restore(session, EMAIL, PASSWORD, computer.recovery_codes[3]).two_factor_turned_off:
        raise NotEnabled


WAYS: dict[str, tuple[Way, str]] = {
    "password": (by_password, LOGIN["password"]),
    "password to what was saved": (by_password, SAVED),
    "code": (by_code, LOGIN["password"]),
    "new app": (by_code, LOGIN["password"]),
    "new password": (by_new_password, LOGIN["password"]),
    "recovery code": (by_recovery_code, LOGIN["password"]),
    "restoring": (by_restoring, LOGIN["password"]),
}
"""Ways in, and the password of the one login to which each must lead."""


@dataclass(frozen=True)
class Operation:
    """`begin` makes ready what is then done by one call; `old` and `new` are the ways in before it and after."""

    begin: Callable[[Computer, Session, Where], Act]
    old: frozenset[str]
    new: frozenset[str]

    @property
    def begins_off(self) -> bool:
        return self.old == {"password"}


def operation(begin: Callable[[Computer, Session, Where], Act], old: str, new: str) -> Operation:
    return Operation(begin, frozenset(old.split(", ")), frozenset(new.split(", ")))


OPERATIONS = {
    "log in": operation(log_in, "code, recovery code", "code, recovery code"),
    "trust": operation(trust, "code, recovery code", "code, recovery code"),
    "save": operation(save, "password", "password to what was saved"),
    "enrol": operation(enrol, "password", "new app"),
    "new phone": operation(new_phone, "code, recovery code", "new app"),
    "disable": operation(disable, "code, recovery code", "password"),
    "regenerate": operation(regenerate, "code, recovery code", "code"),
    "change password": operation(change_password, "code, recovery code", "new password"),
    "recover": operation(recover, "code, recovery code", "password"),
    "restore": operation(restore, "restoring", "password"),
}
"""`restore` begins with an older file that was put back."""


def older_put_back(computer: Computer) -> None:
    """New recovery codes, and then the file of before them."""
    copy = computer.vault_file.read_bytes()
    session = computer.enter(computer.fresh_code())
    with session.proved(PASSWORD, computer.fresh_code()) as proved:
        factors.renew_codes(session, proved)
    computer.close()
    computer.sessions.clear()
    computer.vault_file.write_bytes(copy)


def ways_in(
    name: str,
    computer: Computer,
    seed: bytes,
    patch: pytest.MonkeyPatch,
    restore_keyring: Callable[[], None] = lambda: None,
) -> frozenset[str]:
    """All ways of an operation that open the vault now, each tried on a computer of its own; `seed` of the new app."""
    computer.clock.advance(90)  # past the codes that the operation used
    open_ones = set()
    for way in OPERATIONS[name].old | OPERATIONS[name].new:
        fresh = again(computer, computer.folder.with_name(f"{computer.folder.name} {way}"), patch)
        restore_keyring()
        fresh = replace(fresh, seed=seed if way == "new app" else computer.seed)
        attempt, holds = WAYS[way]
        if is_let_in(fresh, partial(attempt, fresh), holds):
            open_ones.add(way)
        shutil.rmtree(fresh.folder)
    return frozenset(open_ones)
