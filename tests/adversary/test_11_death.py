"""11: death at every file operation of logging in, enrolling and every change of the factors.

Killed by strace at its n-th system call of a kind, or refused that call and every later one of the kind as by a full
disk: the vault opens with exactly the old or exactly the new factors, and what was acknowledged stays.
"""

from __future__ import annotations

import re
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest

from tests.adversary.computers import NEW_PASSWORD, again, is_let_in, make, stand_in, with_code
from tests.adversary.dying import STRACE, Dying
from tests.host.computers import EMAIL, PASSWORD, Computer
from twinlatch import access, factors
from twinlatch.errors import NotEnabled
from twinlatch.session import Session
from twinlatch.two_factor import proof

pytestmark = pytest.mark.skipif(STRACE is None, reason="needs strace, and a Linux that lets it attach")

SAMPLE = 2
"""At each kind of call an operation dies about so often in the normal run; the first and the last are among them."""

End = Literal["killed", "refused"]
Way = Callable[[Computer, Session], Any]


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


WAYS: dict[str, Way] = {
    "password": by_password,
    "code": by_code,
    "new app": by_code,
    "new password": by_new_password,
    "recovery code": by_recovery_code,
    "restoring": by_restoring,
}


@dataclass(frozen=True)
class Change:
    """From which ways in to which an operation leads."""

    old: frozenset[str]
    new: frozenset[str]


def change(old: str, new: str) -> Change:
    return Change(frozenset(old.split(", ")), frozenset(new.split(", ")))


CHANGES = {
    "log in": change("code, recovery code", "code, recovery code"),
    "trust": change("code, recovery code", "code, recovery code"),
    "enrol": change("password", "new app"),
    "new phone": change("code, recovery code", "new app"),
    "disable": change("code, recovery code", "password"),
    "regenerate": change("code, recovery code", "code"),
    "change password": change("code, recovery code", "new password"),
    "recover": change("code, recovery code", "password"),
    "restore": change("restoring", "password"),
}


@pytest.fixture(scope="module")
def begins(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Computer]:
    """The computer on which each operation begins; to be copied."""
    folder = tmp_path_factory.mktemp("begins")
    with pytest.MonkeyPatch.context() as patch:
        off = make(folder / "off", patch, two_factor=False)
        on = make(folder / "on", patch, two_factor=True)
        older = again(on, folder / "older", patch)
        copy = older.vault_file.read_bytes()
        session = older.enter(older.fresh_code())
        with session.proved(PASSWORD, older.fresh_code()) as proved:
            factors.renew_codes(session, proved)
        older.close()
        older.sessions.clear()
        older.vault_file.write_bytes(copy)
    return {name: {"enrol": off, "restore": older}.get(name, on) for name in CHANGES}


@pytest.mark.parametrize("operation", CHANGES)
def test_death(
    operation: str,
    begins: dict[str, Computer],
    dying: Dying,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    full: bool,
) -> None:
    """Whatever it was killed at or refused, the ways in are the old or the new ones; done, the new ones."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    whole = again(begins[operation], tmp_path / "whole", monkeypatch)
    status, log, seed = dying.run(operation, whole)
    calls = Counter(re.findall(r"^(\w+)\(", log, re.MULTILINE))
    assert status == 0
    assert ways_in(operation, whole, seed, monkeypatch) == CHANGES[operation].new
    tried = Counter[str]()
    for end, call, number in deaths(calls, full=full):
        computer = again(begins[operation], tmp_path / f"{end} {call} {number}", monkeypatch)
        found, done = die(dying, operation, computer, (end, call, number), monkeypatch)
        assert found in (CHANGES[operation].old, CHANGES[operation].new), (end, call, number)
        assert not done or found == CHANGES[operation].new, (end, call, number)
        tried[end] += 1
        shutil.rmtree(computer.folder)
    print(f"{operation}: {dict(calls)}, tried {dict(tried)}")


def deaths(calls: Counter[str], *, full: bool) -> Iterator[tuple[End, str, int]]:
    """Which call of which kind an operation dies at."""
    for call, count in calls.items():
        numbers = range(1, count + 1)
        sample = numbers if full or call == "write" else sorted({1, *numbers[:: count // SAMPLE or 1], count})
        yield from (("killed", call, number) for number in sample)
        yield from (("refused", call, number) for number in (sample if full or call == "write" else sample[-1:]))


def die(
    dying: Dying, operation: str, computer: Computer, death: tuple[End, str, int], patch: pytest.MonkeyPatch
) -> tuple[frozenset[str], bool]:
    """The ways in after it, and whether the operation said that it was done."""
    end, call, number = death
    injected = f"signal=KILL:when={number}" if end == "killed" else f"error=ENOSPC:when={number}+"
    status, _, seed = dying.run(operation, computer, "-e", f"inject={call}:{injected}")
    assert (status == signal.SIGKILL) is (end == "killed")
    return ways_in(operation, computer, seed, patch), status == 0


def ways_in(operation: str, computer: Computer, seed: bytes, patch: pytest.MonkeyPatch) -> frozenset[str]:
    """All ways that open the vault, each tried on a computer of its own."""
    computer.clock.advance(90)  # past the codes that the operation used
    open_ones = set()
    for name in CHANGES[operation].old | CHANGES[operation].new:
        fresh = again(computer, computer.folder.with_name(f"{computer.folder.name} {name}"), patch)
        fresh = replace(fresh, seed=seed if name == "new app" else computer.seed)
        if is_let_in(fresh, partial(WAYS[name], fresh)):
            open_ones.add(name)
        shutil.rmtree(fresh.folder)
    return frozenset(open_ones)
