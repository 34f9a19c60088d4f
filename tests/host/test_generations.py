"""New generations: whatever dies on the way, the vault opens with exactly the old or exactly the new factors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.host import keyrings
from tests.host.computers import EMAIL, LOGIN, NOW, PASSWORD, Argon2, Computer
from twinlatch import access, device_store, factors
from twinlatch.crypto import KdfParams
from twinlatch.device_store import DeviceStore, Where
from twinlatch.errors import (
    BadCredentials,
    CodeAlreadyUsed,
    CodeRequired,
    KeyringFailed,
    LoggedOut,
    RolledBack,
    StoreFailed,
    UnknownDevice,
    WrongRecoveryCode,
)
from twinlatch.session import Session
from twinlatch.two_factor import generations
from twinlatch.two_factor.guard import Guard
from twinlatch.two_factor.proof import stretch
from twinlatch.two_factor.recovery_codes import from_text, to_text
from twinlatch.vault import slots
from twinlatch.vault.format import binding
from twinlatch.vault.slots import RECOVERY, WrongFactor, open_first
from twinlatch.vault.store import Store, read_header

NEW_PASSWORD = "granite whisper nineteen boats"
NEW_EMAIL = "ada@analytical.example"


class Died(BaseException):
    """The process ended here."""


class Death:
    """Ends the process before its n-th operation on vault file, keyring or state folder, or the one of a name."""

    def __init__(self, at: int | str) -> None:
        self.at = at
        self.operations: list[str] = []

    def step(self, name: str) -> None:
        self.operations.append(name)
        if self.at in (len(self.operations), name):
            raise Died

    def before(self, owner: Any, name: str, patch: pytest.MonkeyPatch) -> None:
        real = getattr(owner, name)

        def stepping(*arguments: Any, **named: Any) -> Any:
            self.step(name)
            return real(*arguments, **named)

        patch.setattr(owner, name, stepping)

    def waits(self, patch: pytest.MonkeyPatch) -> None:
        """Everything that writes, and COMMIT, is an operation from now on."""
        for name in ("write_header", "write_root", "write_pages", "write_records"):
            self.before(Store, name, patch)
        for name in ("set_password", "get_password", "delete_password"):
            self.before(keyrings.FileKeyring, name, patch)
        self.before(device_store, "replace_private_file", patch)
        real = Store.writing

        @contextmanager
        def writing(store: Store) -> Iterator[None]:
            with real(store):
                yield
                self.step("commit")
            self.step("committed")

        patch.setattr(Store, "writing", writing)


def enrol_in(where: Where, computer: Computer, session: Session) -> None:
    """Turns two-factor on without having the keyring proved by a new process each time."""
    with session.proved(PASSWORD) as proof:
        enrolment = factors.begin_enrolment(session, proof, "file")
    session.enrolment = replace(enrolment, where=where)
    computer.seed = enrolment.second_factor.seed
    computer.recovery_codes = factors.confirm_enrolment(session, computer.code())


def disable(computer: Computer, session: Session) -> None:
    with session.proved(PASSWORD, computer.fresh_code()) as proof:
        factors.disable(session, proof)


def recover(computer: Computer, session: Session) -> None:
    computer.login(session, recovery=computer.recovery_codes[3])


def regenerate(computer: Computer, session: Session) -> None:
    with session.proved(PASSWORD, computer.fresh_code()) as proof:
        factors.renew_codes(session, proof)


def change_password(computer: Computer, session: Session) -> None:
    code = computer.fresh_code() if session.state().two_factor else None
    with session.proved(PASSWORD, code) as proof:
        factors.renew(session, proof, new_password=NEW_PASSWORD)


def change_email(computer: Computer, session: Session) -> None:
    code = computer.fresh_code() if session.state().two_factor else None
    with session.proved(PASSWORD, code) as proof:
        factors.renew(session, proof, new_email=NEW_EMAIL, master_password=PASSWORD)


@dataclass(frozen=True)
class Step:
    """An operation on a computer in a store of its device secret; `ends_on` says whether two-factor is on after it."""

    run: Callable[[Computer, Session], None]
    where: Where
    begins_on: bool
    ends_on: bool
    password: str = PASSWORD
    email: str = EMAIL


STEPS = {
    "enrol, file": Step(partial(enrol_in, "file"), "file", begins_on=False, ends_on=True),
    "enrol, keyring": Step(partial(enrol_in, "keyring"), "keyring", begins_on=False, ends_on=True),
    "disable, file": Step(disable, "file", begins_on=True, ends_on=False),
    "disable, keyring": Step(disable, "keyring", begins_on=True, ends_on=False),
    "recover, keyring": Step(recover, "keyring", begins_on=True, ends_on=False),
    "regenerate, file": Step(regenerate, "file", begins_on=True, ends_on=True),
    "regenerate, keyring": Step(regenerate, "keyring", begins_on=True, ends_on=True),
    "password, off": Step(change_password, "file", begins_on=False, ends_on=False, password=NEW_PASSWORD),
    "password, on": Step(change_password, "keyring", begins_on=True, ends_on=True, password=NEW_PASSWORD),
    "email, on": Step(change_email, "keyring", begins_on=True, ends_on=True, email=NEW_EMAIL),
}


@pytest.fixture
def filled(off: Computer) -> Computer:
    """A computer with an account, two-factor off, and one login in its vault."""
    session = off.enter()
    session.library.create("login", LOGIN, NOW)
    off.close()
    off.sessions.clear()
    return off


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_death_at_every_operation(
    step: Step, filled: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """11: killed before the 1st, 2nd, ... last write to file, keyring or state folder: the old state or the new."""
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
    if step.begins_on:
        enrol_in(step.where, filled, session := filled.enter())
        session.close()
    kept = keyrings.items()
    outcomes: list[bool] = []  # of each death: whether the new factors open
    for at in range(1, 100):
        keyrings.keep(kept)
        computer = filled.copied_to(tmp_path / f"{at}")
        computer.sit_down(monkeypatch)
        session = computer.start()
        if step.run is not recover:
            computer.login(session, computer.fresh_code() if step.begins_on else None)
        death = Death(at)
        with monkeypatch.context() as dying, suppress(Died):
            death.waits(dying)
            step.run(computer, session)
        if session._vault:
            session._vault.close()
        computer.sessions.clear()
        outcomes.append(is_new(step, computer))
        if len(death.operations) < at:
            break
    assert outcomes == sorted(outcomes)
    assert len(outcomes) >= 8
    assert (outcomes[0], outcomes[-1]) == (False, True)


def is_new(step: Step, computer: Computer) -> bool:
    """Whether the vault has the new factors; it must have exactly one set of them, and all that was in it."""
    generation = read_header(computer.vault_file).generation
    if step.password != PASSWORD or step.email != EMAIL:
        new = opens(computer, step.email, step.password, two_factor=step.ends_on)
        old = opens(computer, EMAIL, PASSWORD, two_factor=step.begins_on)
        assert (new, old) in ((True, False), (False, True))
    elif step.begins_on and step.ends_on:
        assert opens(computer, EMAIL, PASSWORD, two_factor=True)
        new = not has_codes(computer)
    else:
        new = opens(computer, EMAIL, PASSWORD, two_factor=step.ends_on)
        if not new:
            assert opens(computer, EMAIL, PASSWORD, two_factor=step.begins_on)
    if step.begins_on:
        assert has_codes(computer) is not new
    assert (generation > 1 + step.begins_on) is new
    return new


def opens(computer: Computer, email: str, password: str, *, two_factor: bool) -> bool:
    """Whether these open the vault, with a code if it is said to be on and without one if not."""
    session = computer.start()
    try:
        if two_factor:
            with pytest.raises(CodeRequired):
                access.login(session, email, password, None, None)
        access.login(session, email, password, computer.fresh_code() if two_factor else None, None)
        assert session.state().two_factor is two_factor
        assert [entry.title for entry in session.library.entries.values()] == [LOGIN["title"]]
        (item_id,) = session.library.entries
        assert session.library.get(item_id)["password"] == LOGIN["password"]
    except (BadCredentials, CodeRequired, pytest.fail.Exception):
        return False
    finally:
        session.close()
    return True


def has_codes(computer: Computer) -> bool:
    """Whether the recovery codes the person holds fit the slots."""
    header = read_header(computer.vault_file)
    a = stretch(PASSWORD, header.salt, header.kdf)
    fit = []
    for code in computer.recovery_codes:
        try:
            open_first(header, EMAIL, a, RECOVERY, from_text(code))
            fit.append(True)
        except WrongFactor:
            fit.append(False)
    assert len(set(fit)) == 1
    return fit[0]


def test_a_keyring_that_fails_on_the_way(filled: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """12: two-factor is not turned on with a secret that is not kept, and nothing has changed."""
    for mood in (keyrings.Lying, keyrings.Failing, keyrings.Null):
        session = filled.enter()
        keyrings.use(monkeypatch, tmp_path, mood)
        with pytest.raises(KeyringFailed):
            enrol_in("keyring", filled, session)
        assert not session.state().two_factor
        assert session.vault.header.generation == 1
        session.close()
    assert opens(filled, EMAIL, PASSWORD, two_factor=False)


@pytest.mark.parametrize("death", [None, "committed"])
def test_two_enrolments_at_once(off: Computer, death: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second to confirm takes neither the secret nor the used steps of the first, even if that one died too early.

    Then its secret is still pending, and the only one that opens the file.
    """
    first, second = off.enter(), off.enter()
    seeds = []
    for session in (first, second):
        with session.proved(PASSWORD) as proof:
            seeds.append(factors.begin_enrolment(session, proof, "file").second_factor.seed)
    real, rivals, guards = generations.with_two_factor, [first], []

    def overtaken(*arguments: Any, **named: Any) -> list[str]:
        if rivals:
            off.seed = seeds[0]
            with monkeypatch.context() as dying, suppress(Died):
                Death(death or 99).waits(dying)
                factors.confirm_enrolment(rivals.pop(), off.code())
            guards.append(off.guard())
        return real(*arguments, **named)

    monkeypatch.setattr(generations, "with_two_factor", overtaken)
    off.seed = seeds[1]
    with pytest.raises(LoggedOut):
        factors.confirm_enrolment(second, off.code())
    assert (guards[0].current is None) is (death is not None)
    assert off.guard() == guards[0]
    off.seed = seeds[0]
    off.enter(off.fresh_code())
    assert off.guard().pending is None


def test_a_step_accepted_meanwhile_stays_used(on: Computer) -> None:
    """New recovery codes made beside a log-in do not make the log-in's code good again."""
    one, other = on.enter(on.fresh_code()), on.start()
    with one.proved(PASSWORD, on.fresh_code()) as proof:
        on.login(other, later := on.code(1))
        factors.renew_codes(one, proof)
    with pytest.raises(CodeAlreadyUsed):
        on.login(other, later)


def test_after_an_older_copy_the_next_generation_is_the_newest(off: Computer) -> None:
    """With two-factor off an older copy opens with a warning; turning it on then must not lock its owner out."""
    earlier = off.vault_file.read_bytes()
    session = off.enter()
    for old, new in ((PASSWORD, NEW_PASSWORD), (NEW_PASSWORD, PASSWORD)):
        with session.proved(old) as proof:
            factors.renew(session, proof, new_password=new)
    session.close()
    off.vault_file.write_bytes(earlier)
    session = off.start()
    assert off.login(session).older_copy
    off.enrol(session)
    assert session.vault.header.generation == 4
    session.close()
    result = off.login(off.start(), off.fresh_code())
    assert (result.state, result.older_copy) == ("unlocked", False)


def test_recovery_ends_every_old_factor(on: Computer, argon2: Argon2) -> None:
    """10: the spent code, its siblings, the device secret and its slot are dead; of the seed nothing is left."""
    device = on.guard().current
    assert device
    session = on.start()
    assert on.login(session, recovery=on.recovery_codes[0]).two_factor_turned_off
    header = session.vault.header
    assert not header.two_factor
    a = argon2(PASSWORD.encode(), header.salt, header.kdf)
    for code in on.recovery_codes:
        with pytest.raises(WrongFactor):
            open_first(header, EMAIL, a, RECOVERY, from_text(code))
    with pytest.raises(WrongFactor):
        slots.open_slot(header, EMAIL, a, slots.DEVICE, device.secret)
    with pytest.raises(WrongFactor):
        slots.open_second_factor(header, EMAIL, a, device.secret)
    assert (on.guard().current, on.guard().pending) == (None, None)
    assert on.guard().spent_code
    session.close()
    assert on.login(on.start()).state == "unlocked"


def test_an_old_copy_and_an_old_code(on: Computer) -> None:
    """10: the copy of before with a code of its own does not open here, nor does it yield today's key."""
    earlier = on.vault_file.read_bytes()
    session = on.enter(recovery=on.recovery_codes[0])
    session.library.create("login", LOGIN, NOW)
    session.close()
    today = on.vault_file.read_bytes()
    on.vault_file.write_bytes(earlier)
    for recovery in on.recovery_codes[:2]:
        with pytest.raises(RolledBack):
            on.login(on.start(), recovery=recovery)
    on.vault_file.write_bytes(today)
    for recovery in on.recovery_codes[:2]:
        result = on.login(on.start(), recovery=recovery)
        assert not result.two_factor_turned_off


def test_new_codes_end_the_old_ones(on: Computer) -> None:
    """After `regenerate` no old code opens, each new one does once, and an old copy with an old code is refused."""
    old, earlier = on.recovery_codes, on.vault_file.read_bytes()
    session = on.enter(on.fresh_code())
    with session.proved(PASSWORD, on.fresh_code()) as proof:
        on.recovery_codes = factors.renew_codes(session, proof)
    session.close()
    assert set(old).isdisjoint(on.recovery_codes)
    assert len(set(on.recovery_codes)) == 10
    with pytest.raises(WrongRecoveryCode):
        on.login(on.start(), recovery=old[0])
    today = on.vault_file.read_bytes()
    on.vault_file.write_bytes(earlier)
    with pytest.raises(RolledBack):
        on.login(on.start(), recovery=old[0])
    on.vault_file.write_bytes(today)
    assert on.login(on.start(), recovery=on.recovery_codes[9]).two_factor_turned_off


def test_one_recovery_code_at_two_hosts(on: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code that was proved while another host recovered is refused; one generation is begun, not two."""
    real, rivals = generations.without_two_factor, [on.start()]

    def overtaken(*arguments: Any) -> None:
        while rivals:
            on.login(rivals.pop(), recovery=on.recovery_codes[1])
        real(*arguments)

    monkeypatch.setattr(generations, "without_two_factor", overtaken)
    with pytest.raises(WrongRecoveryCode):
        on.login(on.start(), recovery=on.recovery_codes[0])
    assert read_header(on.vault_file).generation == 3


def test_a_lost_keyring(off: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """13: with the item gone, or no keyring at all, a recovery code opens and the password does from then on."""
    for mood in (keyrings.FileKeyring, keyrings.Locked, keyrings.NotViable):
        computer = off.copied_to(tmp_path / mood.__name__)
        computer.sit_down(monkeypatch)
        keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
        enrol_in("keyring", computer, computer.enter())
        computer.close()
        keyrings.keep({})
        keyrings.use(monkeypatch, tmp_path, mood)
        assert computer.login(computer.start(), recovery=computer.recovery_codes[0]).two_factor_turned_off
        assert computer.login(computer.start()).state == "unlocked"
        computer.close()


def test_turning_off_empties_the_keyring(off: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The device secret leaves the keyring with two-factor; what must be remembered is in a file from then on."""
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
    session = off.enter()
    enrol_in("keyring", off, session)
    assert len(keyrings.items()) == 1
    disable(off, session)
    assert keyrings.items() == {}
    assert off.guard().last_step == int(off.clock.wall // 30)
    assert (off.guard().generation, off.guard().current) == (3, None)


def test_a_full_disk(on: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A generation that cannot be written is refused with the reason, and the old one goes on, its code and all."""
    session = on.enter(on.fresh_code())

    def full(*_: object) -> None:
        raise StoreFailed(why="disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(Store, "write_pages", full)
        with pytest.raises(StoreFailed), session.proved(PASSWORD, on.fresh_code()) as proof:
            factors.renew_codes(session, proof)
    assert session.vault.header.generation == 2
    session.close()
    on.login(on.start(), on.fresh_code())
    assert on.login(on.start(), recovery=on.recovery_codes[0]).two_factor_turned_off


def test_the_binding_is_of_cost_and_address() -> None:
    """The same password under another address or cost is another credential."""
    ties = {binding(KdfParams(65536, 3, 4), EMAIL), binding(KdfParams(65536, 3, 4), NEW_EMAIL)}
    assert len(ties | {binding(KdfParams(131072, 3, 4), EMAIL)}) == 3
    assert binding(KdfParams(65536, 3, 4), f" {EMAIL.upper()} ") in ties


def test_a_memory_that_is_lost_is_rebuilt_by_a_recovery(on: Computer) -> None:
    """Without this computer's state the code is no way in; a recovery code is, and leaves a good memory behind."""
    header = read_header(on.vault_file)
    DeviceStore(on.state).forget(header.vault_id)
    with pytest.raises(UnknownDevice):
        on.login(on.start(), on.fresh_code())
    assert on.login(on.start(), recovery=on.recovery_codes[0]).two_factor_turned_off
    assert Guard.from_json(on.note()["memory"]).generation == 3


def test_a_keyring_that_was_reset_is_named(off: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer remembers that its keyring held a secret of the vault: the log-in does not speak of another
    computer, also after a recovery code that was wrong; the right one opens."""
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
    session = off.enter()
    off.enrol(session, "keyring")
    session.close()
    keyrings.keep({})
    for _ in range(2):
        with pytest.raises(UnknownDevice) as refusal:
            off.login(off.start(), off.fresh_code())
        assert refusal.value.data["why"] == "keyring_reset"
        with pytest.raises(WrongRecoveryCode):
            off.login(off.start(), recovery=to_text(bytes(15)))
        off.clock.advance(60)
    assert off.login(off.start(), recovery=off.recovery_codes[0]).two_factor_turned_off
