"""A session: from logged out to unlocked and back, and what ends it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.host import keyrings
from tests.host.computers import EMAIL, LOGIN, NOW, PASSWORD, Argon2, Computer, unchanged
from tests.host.vaults import tamper
from twinlatch import access, device_store, factors, protocol
from twinlatch.device_store import DeviceStore
from twinlatch.errors import (
    AccountExists,
    AlreadyEnabled,
    BadCredentials,
    CodeRequired,
    Conflict,
    Damaged,
    InvalidParams,
    KeyringFailed,
    Locked,
    LoggedOut,
    NewerFormat,
    NoKeyring,
    NotAVault,
    NotEnabled,
    NotEnrolling,
    NotFound,
    RolledBack,
    Throttled,
    TwinlatchError,
    WeakPassword,
    WrongCode,
)
from twinlatch.session import Session
from twinlatch.vault.format import FLOOR
from twinlatch.vault.records import ACCOUNT, LOG, OWN_IDS
from twinlatch.vault.store import Store, read_header

NEW_PASSWORD = "granite whisper nineteen boats"


def state(session: Session) -> str:
    return session.state().state


def keys_of(session: Session) -> list[bytearray]:
    """The keys of the open vault, to be looked at when it is closed."""
    keys = session.vault._keys
    return [keys._record_key, keys._index_key]


def add(session: Session, title: str = "A bank") -> dict[str, Any]:
    return session.library.create("login", LOGIN | {"title": title}, NOW)


def titles(session: Session) -> set[str]:
    return {entry.title for entry in session.library.entries.values()}


# --- accounts


def test_a_new_account_is_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argon2: Argon2) -> None:
    """One file in the vault folder, named by nothing a person chose; one Argon2 run at the cost that was asked."""
    computer = Computer(tmp_path)
    computer.sit_down(monkeypatch)
    session = computer.start()
    access.create(session, f" {EMAIL} ", PASSWORD)
    assert session.state() == protocol.Session(
        state="unlocked", email=EMAIL.lower(), two_factor=False, locks_at=NOW + 900
    )
    assert argon2.runs == [FLOOR]
    assert computer.vault_file.stem == session.vault.header.vault_id.hex()
    session.close()
    assert computer.login(computer.start()).state == "unlocked"


@pytest.mark.parametrize(
    ("email", "password", "refusal"),
    [
        ("nobody", PASSWORD, InvalidParams),
        ("@example.org", PASSWORD, InvalidParams),
        ("ada@", PASSWORD, InvalidParams),
        ("a da@example.org", PASSWORD, InvalidParams),
        ("ada@exam\nple.org", PASSWORD, InvalidParams),
        ("ada@example.org", "short", WeakPassword),
        ("ada@example.org", "1234567890", WeakPassword),
        ("ada@example.org", PASSWORD + "\x07", InvalidParams),
        (EMAIL.upper(), PASSWORD, AccountExists),
    ],
)
def test_accounts_that_are_refused(off: Computer, email: str, password: str, refusal: type[TwinlatchError]) -> None:
    """No file is made for an address that is none, a weak password, or an address that has an account."""
    session = off.start()
    with pytest.raises(refusal):
        access.create(session, email, password)
    assert state(session) == "logged_out"
    assert os.listdir(off.data) == [off.vault_file.name]


def test_the_password_is_compared_as_people_see_it(off: Computer) -> None:
    """Composed or not, with whichever space: the same password."""
    session = off.enter()
    with session.proved(PASSWORD) as proof:
        factors.renew(session, proof, new_password="cafe\u0301 under plum snow")
    session.close()
    assert off.enter(password="caf\u00e9\u00a0under plum\u3000snow").state().state == "unlocked"


def test_a_password_may_hold_any_character_that_is_no_control(off: Computer) -> None:
    """A family joined by zero-width joiners is one."""
    password = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL} under plum snow"
    session = off.enter()
    with session.proved(PASSWORD) as proof:
        factors.renew(session, proof, new_password=password)
    session.close()
    assert off.enter(password=password).state().state == "unlocked"


def test_a_lost_vault_file(off: Computer) -> None:
    """That the file is gone is said, not that the password is wrong; the address is free for a new account."""
    off.enter().close()
    moved = off.folder / "elsewhere"
    off.vault_file.rename(moved)
    session = off.start()
    with pytest.raises(NotFound):
        off.login(session)
    access.create(session, EMAIL, PASSWORD)
    session.close()
    assert off.login(off.start()).state == "unlocked"


def test_a_vault_file_that_was_moved_within_the_folder(off: Computer) -> None:
    """It is found by its content."""
    off.enter().close()
    off.vault_file.rename(off.data / "renamed.twinlatch")
    assert off.login(off.start()).state == "unlocked"


def test_deleting_an_account(off: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, list entry, keyring item and note are gone; it takes the password, and the code with two-factor on."""
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
    session = off.enter()
    off.enrol(session, "keyring")
    for password in (NEW_PASSWORD, PASSWORD):
        with pytest.raises((BadCredentials, CodeRequired)), session.proved(password):
            pass
    with session.proved(PASSWORD, off.fresh_code()) as proof:
        access.delete(session, proof)
    assert state(session) == "logged_out"
    assert list(off.data.iterdir()) == []
    assert keyrings.items() == {}
    assert list((off.state / "devices").glob("*.json")) == []
    with pytest.raises(BadCredentials):
        off.login(off.start())


# --- states


def test_what_needs_which_state(off: Computer) -> None:
    """Logged out comes before locked, and neither shows anything."""
    session = off.start()
    attempts: list[Callable[[], Any]] = [
        lambda: session.vault,
        lambda: session.library,
        session.settings,
        lambda: factors.confirm_codes_saved(session),
        lambda: session.change_settings({}),
    ]
    for attempt in attempts:
        with pytest.raises(LoggedOut):
            attempt()
    with pytest.raises(LoggedOut):
        access.unlock(session, PASSWORD, None)
    off.login(session)
    session.lock()
    for attempt in attempts:
        with pytest.raises(Locked):
            attempt()
    with pytest.raises(Locked), session.proved(PASSWORD):
        pass


def test_locking_wipes_the_keys(off: Computer) -> None:
    """The keys are zeros, the index is empty, the account stays chosen; logging out forgets that too."""
    session = off.enter()
    add(session)
    keys, vault = keys_of(session), session.vault
    session.lock()
    assert keys == [bytearray(32), bytearray(32)]
    assert list(vault) == []
    assert (state(session), session.state().email) == ("locked", EMAIL.lower())
    access.unlock(session, PASSWORD, None)
    assert titles(session) == {"A bank"}
    keys = keys_of(session)
    session.close()
    assert keys == [bytearray(32), bytearray(32)]
    assert session.state() == protocol.Session(state="logged_out")


def test_locking_does_not_wait_for_the_keyring(off: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys are wiped before the keyring is asked to remember anything: it may hang."""
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
    session = off.enter()
    off.enrol(session, "keyring")
    add(session)
    keys, seen = keys_of(session), list[list[bytearray]]()
    real = DeviceStore.exclusive

    def watched(store: DeviceStore, *arguments: Any, **named: Any) -> Any:
        seen.append([bytearray(key) for key in keys])
        return real(store, *arguments, **named)

    monkeypatch.setattr(DeviceStore, "exclusive", watched)
    monkeypatch.setattr(device_store, "_LIMIT_S", 0.1)
    keyrings.use(monkeypatch, tmp_path, keyrings.Hanging)
    session.lock()
    assert seen == [[bytearray(32), bytearray(32)]]
    assert state(session) == "locked"


def test_logging_in_ends_what_was_open(off: Computer) -> None:
    """Also when the log-in fails: nobody else's vault stays open behind a log-in screen."""
    session = off.enter()
    keys = keys_of(session)
    with pytest.raises(BadCredentials):
        off.login(session, password=NEW_PASSWORD)
    assert keys == [bytearray(32), bytearray(32)]
    assert state(session) == "logged_out"


# --- auto-lock


def test_it_locks_after_the_idle_time(off: Computer) -> None:
    """15 minutes without a gesture; a gesture begins them anew."""
    session = off.enter()
    off.clock.advance(14 * 60)
    session.tick()
    assert state(session) == "unlocked"
    session.touch()
    off.clock.advance(15 * 60 - 1)
    session.tick()
    assert state(session) == "unlocked"
    assert session.state().locks_at == off.clock.wall + 1
    off.clock.advance(1)
    session.tick()
    assert state(session) == "locked"
    assert session.seconds_until_lock() is None


def test_neither_clock_keeps_it_open(off: Computer) -> None:
    """A wall clock set back, or one that goes on while the system's uptime slept: the idle time is the longer one."""
    for wall, up in ((-3600.0, 900.0), (900.0, 0.0)):
        session = off.enter()
        off.clock.wall += wall
        off.clock.up += up
        session.tick()
        assert state(session) == "locked"


def test_the_idle_time_is_a_setting(off: Computer) -> None:
    """It holds from the moment it is changed, for this session and the next; zero means never."""
    session = off.enter()
    session.change_settings({"auto_lock_minutes": 1})
    off.clock.advance(60)
    session.tick()
    assert state(session) == "locked"
    access.unlock(session, PASSWORD, None)
    session.change_settings({"auto_lock_minutes": 0})
    off.clock.advance(100_000)
    session.tick()
    assert (state(session), session.state().locks_at) == ("unlocked", None)
    session.close()
    session = off.enter()
    off.clock.advance(100_000)
    session.tick()
    assert state(session) == "unlocked"


def test_settings_are_in_the_vault(off: Computer) -> None:
    """What is changed is kept, the rest stays as it was."""
    session = off.enter()
    session.change_settings({"language": "fr"})
    session.change_settings({"theme": "dark"})
    session.close()
    settings = off.enter().settings()
    assert (settings.language, settings.theme, settings.auto_lock_minutes) == ("fr", "dark", 15)


def test_settings_that_cannot_be_read(off: Computer) -> None:
    """A newer version's settings are no reason to stay out: the defaults hold."""
    session = off.enter()
    session.vault.change_own("account", lambda account: account | {"settings": {"auto_lock_minutes": "soon"}})
    session.close()
    assert off.enter().settings() == protocol.Settings()


# --- unlocking


def test_unlocking_asks_for_the_password_alone(on: Computer) -> None:
    """Two-factor on: within a session the password and this computer's secret are enough, and use up no code."""
    session = on.enter(on.fresh_code())
    session.lock()
    before = on.guard()
    with pytest.raises(BadCredentials):
        access.unlock(session, NEW_PASSWORD, None)
    access.unlock(session, PASSWORD, None)
    assert state(session) == "unlocked"
    assert on.guard().last_step == before.last_step


def test_unlocking_asks_for_the_code_where_it_is_set(on: Computer) -> None:
    session = on.enter(on.fresh_code())
    session.change_settings({"ask_code_on_unlock": True})
    session.lock()
    for code, refusal in ((None, CodeRequired), (on.wrong_code(), WrongCode)):
        with pytest.raises(refusal):
            access.unlock(session, PASSWORD, code)
        assert state(session) == "locked"
    access.unlock(session, PASSWORD, on.fresh_code())
    assert state(session) == "unlocked"


def test_unlocking_an_older_copy_asks_for_the_code(on: Computer) -> None:
    """Whoever puts an earlier state of the file back while it is locked needs the code; then it is the state."""
    session = on.enter(on.fresh_code())
    earlier = on.vault_file.read_bytes()
    add(session)
    session.lock()
    on.vault_file.write_bytes(earlier)
    with pytest.raises(CodeRequired):
        access.unlock(session, PASSWORD, None)
    assert state(session) == "locked"
    access.unlock(session, PASSWORD, on.fresh_code())
    session.lock()
    access.unlock(session, PASSWORD, None)
    assert titles(session) == set()


def test_unlocking_a_new_generation_asks_for_the_code(on: Computer) -> None:
    """A generation begun elsewhere is a new vault to this session."""
    session = on.enter(on.fresh_code())
    session.lock()
    other = on.enter(on.fresh_code())
    with other.proved(PASSWORD, on.fresh_code()) as proof:
        factors.renew_codes(other, proof)
    other.close()
    with pytest.raises(CodeRequired):
        access.unlock(session, PASSWORD, None)
    access.unlock(session, PASSWORD, on.fresh_code())
    assert state(session) == "unlocked"


def test_unlocking_is_charged_like_logging_in(on: Computer) -> None:
    """The same counters: five wrong codes at unlocking, and the log-in waits too."""
    session = on.enter(on.fresh_code())
    session.lock()
    for _ in range(5):
        with pytest.raises(WrongCode):
            access.unlock(session, PASSWORD, on.wrong_code())
    access.unlock(session, PASSWORD, None)
    with pytest.raises(Throttled):
        on.login(on.start(), on.code(1))


# --- two-factor


def test_turning_two_factor_on(off: Computer) -> None:
    """Nothing is stored before the first right code; then there is no password slot, ten codes, and a label."""
    session = off.enter()
    with unchanged(off.vault_file):
        with session.proved(PASSWORD) as proof:
            enrolment = factors.begin_enrolment(session, proof, "file")
        off.seed = enrolment.second_factor.seed
        with pytest.raises(WrongCode):
            factors.confirm_enrolment(session, off.wrong_code())
    codes = factors.confirm_enrolment(session, off.code())
    assert len(set(codes)) == 10
    assert session.state().two_factor
    assert session.vault.header.generation == 2
    assert session.vault.header.device_label.startswith("Linux 20")
    assert session.where() == "file"
    assert session.vault.account()["two_factor"] == {
        "since": off.clock.wall,
        "codes_issued_at": off.clock.wall,
        "codes_saved": False,
    }
    session.close()
    with pytest.raises(CodeRequired):
        off.login(off.start())
    assert off.login(off.start(), off.fresh_code()).two_factor


def test_turning_it_on_needs_the_password(off: Computer) -> None:
    session = off.enter()
    with pytest.raises(BadCredentials), session.proved(NEW_PASSWORD):
        pass
    with pytest.raises(NotEnrolling):
        factors.confirm_enrolment(session, "123456")


def test_an_enrolment_ends_after_15_minutes(off: Computer) -> None:
    """The code is too late then, and the stretched password is no longer in memory."""
    session = off.enter()
    with session.proved(PASSWORD) as proof:
        enrolment = factors.begin_enrolment(session, proof, "file")
    off.seed = enrolment.second_factor.seed
    off.clock.advance(14 * 60 + 59)
    session.touch()
    session.tick()
    assert any(enrolment.credentials.a)
    off.clock.advance(1)
    with pytest.raises(NotEnrolling):
        factors.confirm_enrolment(session, off.code())
    session.tick()
    assert enrolment.credentials.a == bytearray(32)
    assert not session.state().two_factor


@pytest.mark.parametrize("end", ["cancel_enrolment", "lock", "close"])
def test_what_ends_an_enrolment(off: Computer, end: str) -> None:
    """Cancelling, locking and logging out wipe it; nothing was stored."""
    session = off.enter()
    with unchanged(off.vault_file):
        with session.proved(PASSWORD) as proof:
            enrolment = factors.begin_enrolment(session, proof, "file")
        getattr(session, end)()
    assert enrolment.credentials.a == bytearray(32)
    off.login(session)
    with pytest.raises(NotEnrolling):
        factors.confirm_enrolment(session, "123456")


def test_a_changed_password_ends_an_enrolment(off: Computer) -> None:
    """Confirming it would bring the old password back."""
    session = off.enter()
    with session.proved(PASSWORD) as proof:
        off.seed = factors.begin_enrolment(session, proof, "file").second_factor.seed
    with session.proved(PASSWORD) as proof:
        factors.renew(session, proof, new_password=NEW_PASSWORD)
    with pytest.raises(NotEnrolling):
        factors.confirm_enrolment(session, off.code())


def test_turning_two_factor_off(on: Computer) -> None:
    """It takes a fresh code; the password alone opens then, and can be turned on anew with a new seed."""
    session = on.enter(on.fresh_code())
    for code, refusal in ((None, CodeRequired), (on.wrong_code(), WrongCode)):
        with pytest.raises(refusal), session.proved(PASSWORD, code):
            pass
    with session.proved(PASSWORD, on.fresh_code()) as proof:
        factors.disable(session, proof)
    assert not session.state().two_factor
    assert (session.where(), session.vault.account()["two_factor"]) == (None, None)
    with session.proved(PASSWORD) as proof, pytest.raises(NotEnabled):
        factors.disable(session, proof)
    session.close()
    session = on.enter()
    seed = on.seed
    on.enrol(session)
    assert on.seed != seed
    session.close()
    on.enter(on.fresh_code())


def test_it_is_turned_on_once(on: Computer) -> None:
    session = on.enter(on.fresh_code())
    with session.proved(PASSWORD, on.fresh_code()) as proof, pytest.raises(AlreadyEnabled):
        factors.begin_enrolment(session, proof, "file")


def test_no_keyring_no_two_factor_unless_chosen(off: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a usable keyring it is refused, and nothing weaker is taken in its place; the file is chosen by name."""
    session = off.enter()
    for mood, refusal in ((keyrings.NotViable, NoKeyring), (keyrings.Private, KeyringFailed)):
        keyrings.use(monkeypatch, tmp_path, mood)
        with session.proved(PASSWORD) as proof, pytest.raises(refusal):
            factors.begin_enrolment(session, proof, "keyring")
    off.enrol(session, "file")
    assert session.where() == "file"


def test_the_device_key_file_is_not_beside_the_vault(on: Computer) -> None:
    """It lies in the state folder, for its owner only; the vault folder holds the vault alone."""
    (path,) = (on.state / "devices").glob("*.json")
    assert path.stat().st_mode & 0o777 == 0o600
    assert os.listdir(on.data) == [on.vault_file.name]
    device = on.guard().current
    assert device
    assert device.secret not in on.vault_file.read_bytes()


def test_the_vault_file_holds_nothing_in_clear(on: Computer) -> None:
    """17: no address, name, seed, code or password is found in the bytes of the file, in any usual writing."""
    session = on.enter(on.fresh_code())
    add(session, "Lloyds & Daughters")
    session.close()
    found = on.vault_file.read_bytes()
    texts = ["lloyds", "bank.example", "ada", "analytical", EMAIL, EMAIL.lower(), PASSWORD, *on.recovery_codes]
    texts += [code.replace("-", "") for code in on.recovery_codes]
    assert [text for text in texts if len(text) > 3 and text.lower().encode() in found.lower()] == []
    assert on.seed not in found
    assert os.uname().nodename.encode() not in found or len(os.uname().nodename) < 4


def test_codes_count_as_delivered_when_the_page_says_so(on: Computer) -> None:
    """Until then each log-in says that they were not saved."""
    session = on.start()
    assert on.login(session, on.fresh_code()).recovery_codes_saved is False
    factors.confirm_codes_saved(session)
    assert on.login(session, on.fresh_code()).recovery_codes_saved is True
    with session.proved(PASSWORD, on.fresh_code()) as proof:
        factors.renew_codes(session, proof)
    assert on.login(session, on.fresh_code()).recovery_codes_saved is False


def test_no_codes_without_two_factor(off: Computer) -> None:
    session = off.enter()
    with session.proved(PASSWORD) as proof, pytest.raises(NotEnabled):
        factors.renew_codes(session, proof)
    with pytest.raises(NotEnabled):
        factors.confirm_codes_saved(session)


def test_recovery(on: Computer) -> None:
    """On -> off by recovery: e-mail, password and one code, from any letter case; the password alone opens then."""
    result = on.login(on.start(), recovery=on.recovery_codes[7].lower().replace("-", " "))
    assert (result.state, result.two_factor, result.two_factor_turned_off) == ("unlocked", False, True)
    assert result.recovery_codes_saved is None
    assert on.login(on.start()).two_factor_turned_off is False


def test_changing_the_password(on: Computer) -> None:
    """With two-factor on: a new generation, new recovery codes, the same seed; the old password opens nothing."""
    session = on.enter(on.fresh_code())
    with session.proved(PASSWORD, on.fresh_code()) as proof:
        codes = factors.renew(session, proof, new_password=NEW_PASSWORD)
    assert codes
    assert set(codes).isdisjoint(on.recovery_codes)
    session.close()
    with pytest.raises(BadCredentials):
        on.login(on.start(), on.fresh_code())
    assert on.login(on.start(), on.code(), password=NEW_PASSWORD).two_factor
    assert on.login(on.start(), recovery=codes[0], password=NEW_PASSWORD).two_factor_turned_off


def test_changing_the_address(off: Computer) -> None:
    """The new address logs in, the old one is nobody's; it is kept as it was typed."""
    session = off.enter()
    with session.proved(PASSWORD) as proof:
        assert factors.renew(session, proof, new_email="Ada@Analytical.example", master_password=PASSWORD) is None
    assert session.state().email == "ada@analytical.example"
    session.close()
    with pytest.raises(BadCredentials):
        off.login(off.start())
    session = off.start()
    access.login(session, "ADA@analytical.example", PASSWORD, None, None)
    assert session.vault.account()["email"] == "Ada@Analytical.example"


def test_a_password_change_keeps_the_address_as_typed(off: Computer) -> None:
    session = off.enter()
    with session.proved(PASSWORD) as proof:
        factors.renew(session, proof, new_password=NEW_PASSWORD)
    assert session.vault.account()["email"] == EMAIL


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"new_password": "short"}, WeakPassword),
        ({"new_password": f"{NEW_PASSWORD}\n"}, InvalidParams),
        ({"new_email": "nobody", "master_password": PASSWORD}, InvalidParams),
    ],
)
def test_changes_that_are_refused(off: Computer, changes: dict[str, str], refusal: type[TwinlatchError]) -> None:
    session = off.enter()
    with unchanged(off.vault_file), session.proved(PASSWORD) as proof, pytest.raises(refusal):
        factors.renew(session, proof, **changes)


def test_a_proof_is_of_the_open_vault(off: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another vault put in the file's place, with a password of one's own, proves nothing about the open one."""
    rogue = Computer(tmp_path / "rogue")
    rogue.sit_down(monkeypatch)
    access.create(rogue.start(), EMAIL, NEW_PASSWORD)
    rogue.close()
    off.sit_down(monkeypatch)
    session = off.enter()
    path = off.vault_file
    path.rename(tmp_path / "aside")
    path.write_bytes(rogue.vault_file.read_bytes())
    with pytest.raises(LoggedOut), session.proved(NEW_PASSWORD):
        pass


# --- several browsers


def test_two_sessions_see_each_other(off: Computer) -> None:
    """What one saves the other lists at once; the same login changed by both is a conflict for the second."""
    one, other = off.enter(), off.enter()
    item = add(one)
    assert titles(other) == {"A bank"}
    one.library.update(item["id"], 1, {"title": "Another"}, NOW)
    with pytest.raises(Conflict) as refusal:
        other.library.update(item["id"], 1, {"title": "Mine"}, NOW)
    assert refusal.value.data["version"] == 2
    assert titles(other) == {"Another"}
    one.library.delete(item["id"], 2)
    assert titles(other) == set()


@pytest.mark.parametrize(
    "use",
    [lambda session: session.vault, lambda session: session.library, lambda session: session.settings()],
    ids=["vault", "library", "settings"],
)
def test_a_new_generation_ends_the_other_session(on: Computer, use: Callable[[Session], Any]) -> None:
    """M17: whatever it is asked next, the other session is logged out and its keys are wiped."""
    one, other = on.enter(on.fresh_code()), on.enter(on.fresh_code())
    keys = keys_of(other)
    with one.proved(PASSWORD, on.fresh_code()) as proof:
        factors.renew_codes(one, proof)
    with pytest.raises(LoggedOut):
        use(other)
    assert state(other) == "logged_out"
    assert keys == [bytearray(32), bytearray(32)]
    assert state(one) == "unlocked"


def test_the_slower_session_does_not_hide_a_rollback(off: Computer) -> None:
    """A session that lags behind remembers no earlier state than the other saw."""
    one, other = off.enter(), off.enter()
    add(other, "First")
    between = off.vault_file.read_bytes()
    for number in range(3):
        add(one, f"{number}")
    one.close()
    other.close()
    off.vault_file.write_bytes(between)
    assert off.login(off.start()).older_copy


# --- older files


def test_an_older_file_of_the_same_generation(on: Computer) -> None:
    """6: opened with password and code, and said; accepted, it is the newest from then on."""
    earlier = on.vault_file.read_bytes()
    session = on.enter(on.fresh_code())
    add(session)
    session.close()
    on.vault_file.write_bytes(earlier)
    with pytest.raises(CodeRequired):
        on.login(on.start())
    assert on.login(on.start(), on.fresh_code()).older_copy is True
    assert on.login(on.start(), on.fresh_code()).older_copy is False


def test_what_another_process_saw_before_it_died(on: Computer) -> None:
    """A log-in remembers how far the file had come, even if whoever wrote it had no time to."""
    session = on.enter(on.fresh_code())
    earlier = on.vault_file.read_bytes()
    add(session)
    on.sessions.clear()
    on.enter(on.fresh_code()).close()
    on.vault_file.write_bytes(earlier)
    assert on.login(on.start(), on.fresh_code()).older_copy is True


def test_an_older_generation(on: Computer, account: Computer) -> None:
    """6: refused with password, code and recovery code alike, two-factor on or off in the copy; nothing is written."""
    before_two_factor = account.vault_file.read_bytes()
    with_two_factor = on.vault_file.read_bytes()
    session = on.enter(on.fresh_code())
    with session.proved(PASSWORD, on.fresh_code()) as proof:
        factors.renew_codes(session, proof)
    session.close()
    for copy in (before_two_factor, with_two_factor):
        on.vault_file.write_bytes(copy)
        with unchanged(on.vault_file):
            for code, recovery in ((None, None), (on.fresh_code(), None), (None, on.recovery_codes[0])):
                with pytest.raises(RolledBack):
                    on.login(on.start(), code, recovery=recovery)


def test_an_older_copy_without_two_factor(off: Computer) -> None:
    """6: a warning, not a refusal, be it of this generation or an earlier one."""
    first = off.vault_file.read_bytes()
    session = off.enter()
    add(session)
    second = off.vault_file.read_bytes()
    add(session)
    session.close()
    off.vault_file.write_bytes(second)
    assert off.login(off.start()).older_copy
    session = off.enter()
    with session.proved(PASSWORD) as proof:
        factors.renew(session, proof, new_password=NEW_PASSWORD)
    session.close()
    off.vault_file.write_bytes(first)
    session = off.start()
    assert off.login(session).older_copy
    assert titles(session) == set()


def test_the_sequence_is_remembered_once_a_minute(on: Computer) -> None:
    """While a session is open, and at once when it locks."""
    session = on.enter(on.fresh_code())
    session.lock()
    access.unlock(session, PASSWORD, None)
    add(session)
    remembered = on.guard().sequence
    session.tick()
    assert on.guard().sequence == remembered == session.vault.sequence - 1
    on.clock.advance(61)
    session.tick()
    assert on.guard().sequence == session.vault.sequence
    add(session)
    session.lock()
    assert on.guard().sequence == remembered + 2


# --- bad files


@pytest.mark.parametrize(
    ("at", "content", "refusal"),
    [
        (0, b"not SQLite", NotAVault),
        (18, b"\2", NotAVault),
        (60, b"\0\0\0\x09", NewerFormat),
        (4096, bytes(5000), Damaged),
    ],
)
def test_files_that_are_refused(off: Computer, at: int, content: bytes, refusal: type[TwinlatchError]) -> None:
    """The log-in says what is wrong with the file, and leaves every byte of it."""
    off.enter().close()
    with open(off.vault_file, "r+b") as file:
        file.seek(at)
        file.write(content)
    session = off.start()
    with unchanged(off.vault_file), pytest.raises(refusal):
        off.login(session)
    assert state(session) == "logged_out"


@pytest.mark.parametrize("length", [0, 50, 100, 4096, 60_000])
def test_truncated_files(off: Computer, length: int) -> None:
    off.enter().close()
    os.truncate(off.vault_file, length)
    with unchanged(off.vault_file), pytest.raises((NotAVault, Damaged)):
        off.login(off.start())


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER UPDATE ON root BEGIN DELETE FROM records; END",
        "CREATE VIEW v AS SELECT * FROM header",
        "INSERT INTO header SELECT 1, vault_id, generation, salt, memory_kib, iterations, lanes, email_hash, "
        "device_label, slots, second_factor FROM header",
        "UPDATE header SET slots = randomblob(1984)",
        "DELETE FROM pages WHERE number = 3",
    ],
)
def test_what_was_planted_by_hand(on: Computer, statement: str) -> None:
    """16: the next log-in refuses, and writes nothing."""
    on.enter(on.fresh_code()).close()
    tamper(on.vault_file, "PRAGMA ignore_check_constraints = ON", statement)
    with unchanged(on.vault_file), pytest.raises(Damaged):
        on.login(on.start(), on.fresh_code())


# --- costs


def test_a_log_in_decrypts_no_item(off: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Opening reads the account's record and the log alone, listing and matching none, however many there are."""
    session = off.enter()
    for number in range(20):
        add(session, f"{number}")
    session.close()
    read: list[bytes] = []
    real = Store.record

    def counted(store: Store, record_id: bytes) -> bytes:
        read.append(record_id)
        return real(store, record_id)

    monkeypatch.setattr(Store, "record", counted)
    session = off.enter()
    assert set(read) == {OWN_IDS[ACCOUNT], OWN_IDS[LOG]}
    read.clear()
    assert len(titles(session)) == 20
    assert len(session.library.by_bucket["bank.example"]) == 20
    assert read == []


def test_a_wrong_password_is_named_alone_where_it_was_asked_for_alone(off: Computer) -> None:
    """Unlocking and proving again do not speak of the address; logging in does not say which of the two it is."""
    session = off.enter()
    for attempt, data in (
        (lambda: access.unlock(session, NEW_PASSWORD, None), {"why": "password"}),
        (lambda: session.proved(NEW_PASSWORD).__enter__(), {"why": "password"}),
        (lambda: off.enter(password=NEW_PASSWORD), {}),
    ):
        with pytest.raises(BadCredentials) as refusal:
            attempt()
        assert refusal.value.data == {"reason": "bad_credentials"} | data


def test_one_argon2_run_for_every_proof(on: Computer, argon2: Argon2) -> None:
    """Logging in, unlocking, proving again: one each; a changed password is stretched once more."""
    runs = []
    session = on.start()
    steps: list[Callable[[], Any]] = [
        lambda: on.login(session, on.fresh_code()),
        lambda: unlock_again(session),
        lambda: renew(session, on),
        lambda: renew(session, on, new_password=NEW_PASSWORD),
    ]
    for step in steps:
        argon2.runs.clear()
        step()
        runs.append(len(argon2.runs))
    assert runs == [1, 1, 1, 2]
    assert read_header(on.vault_file).kdf == FLOOR


def unlock_again(session: Session) -> None:
    session.lock()
    access.unlock(session, PASSWORD, None)


def renew(session: Session, computer: Computer, **changes: str) -> None:
    with session.proved(PASSWORD, computer.fresh_code()) as proof:
        factors.renew(session, proof, **changes)
