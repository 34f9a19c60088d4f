"""Proving who is there: the master password, and with two-factor on the code or a recovery code.

One Argon2 run an attempt, right or wrong. What an attempt costs is stored before Argon2 runs, and an accepted time step
before anything is released.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from twinlatch.crypto import KdfParams, argon2id, random_bytes, wipe
from twinlatch.device_store import DeviceSlot, DeviceStore
from twinlatch.errors import (
    BadCredentials,
    CodeRequired,
    Damaged,
    RolledBack,
    StoreFailed,
    TwinlatchError,
    UnknownDevice,
    WrongCode,
    WrongRecoveryCode,
)
from twinlatch.text_messages import numbers
from twinlatch.two_factor import recovery_codes, text_code, totp, trust
from twinlatch.two_factor.guard import DeviceSecret, Failures, Guard
from twinlatch.two_factor.text_code import TextCode
from twinlatch.vault import slots
from twinlatch.vault.format import FLOOR, SALT_BYTES, Header, prepare_password
from twinlatch.vault.slots import SecondFactor, WrongFactor
from twinlatch.vault.store import read_header


@dataclass(repr=False)
class Proof:
    """What a proved attempt yields. `a` is the stretched password; `wipe` it when done.

    `failures`: since the last log-in, unless they are still to be told at the next one. `known_generation`,
    `known_sequence`: the newest state seen before.
    """

    header: Header
    a: bytearray
    vault_key: bytearray
    second_factor: SecondFactor | None = None
    recovery_secret: bytes | None = None
    failures: Failures = field(default_factory=Failures)
    known_generation: int = 0
    known_sequence: int = 0
    by_trust: bool = False
    by_text: bool = False

    def knows_newer(self, generation: int, sequence: int) -> bool:
        """Whether a later state than this was seen on this computer."""
        return (generation, sequence) < (self.known_generation, self.known_sequence)

    def wipe(self) -> None:
        wipe(self.a, self.vault_key)


@dataclass(frozen=True, repr=False)
class Claim:
    """What a person enters. With two-factor on, `code_needed` False proves the password alone (unlocking).

    `text_code` is what a text message said, and `texted` what was sent in it. `trust_allowed`: a trusted device stands
    for the code. `restore`: the person says that an older file is to be taken. `email_known`: it was not
    asked for.
    """

    email: str
    master_password: str
    code: str | None = None
    recovery_code: str | None = None
    text_code: str | None = None
    texted: TextCode | None = None
    code_needed: bool = True
    trust_allowed: bool = False
    restore: bool = False
    email_known: bool = False

    @property
    def refusal(self) -> BadCredentials:
        """Names the password alone where only that was asked for."""
        return BadCredentials(why="password") if self.email_known else BadCredentials()

    @property
    def gives_code(self) -> bool:
        return self.code is not None or self.text_code is not None


def prove(path: Path, claim: Claim, devices: DeviceStore, now: float) -> Proof:
    """Raises BadCredentials, CodeRequired, WrongCode, CodeAlreadyUsed, WrongRecoveryCode, Throttled, TotpDisabled,
    ClockSetBack, UnknownDevice, RolledBack, Damaged and what the stores raise."""
    header = read_header(path)
    try:
        return _prove(header, claim, devices, now)
    except RolledBack:
        if read_header(path).generation == header.generation:
            raise
    return prove(path, claim, devices, now)  # another host began a new generation while this one waited its turn


def _prove(header: Header, claim: Claim, devices: DeviceStore, now: float) -> Proof:
    if not header.belongs_to(claim.email):
        pretend(claim)
        raise claim.refusal
    if not header.two_factor:
        return _prove_without(header, claim, devices, now)
    if claim.recovery_code is not None:
        return _prove_by_recovery(header, claim, devices, now)
    return _prove_by_device(header, claim, devices, now)


def pretend(claim: Claim) -> None:
    """Takes the time of an attempt, for an e-mail address nobody has here."""
    _stretch(claim, Header(b"", 1, random_bytes(SALT_BYTES), FLOOR, b"", "", b"", b""))


def _prove_without(header: Header, claim: Claim, devices: DeviceStore, now: float) -> Proof:
    with devices.exclusive(header.vault_id, two_factor=False) as slot:
        attempt = _Attempt(slot, header, now, restore=claim.restore, must_store=False)
        with attempt.stretched(claim, claim.refusal) as a:
            vault_key = slots.open_slot(header, claim.email, a, slots.PASSWORD, b"")
            guard = attempt.guard.cleared()
            if not claim.restore:
                attempt.settle_without(guard.saw(header.generation))
            return attempt.proof(a, vault_key, failures=attempt.guard.failures())


def _prove_by_recovery(header: Header, claim: Claim, devices: DeviceStore, now: float) -> Proof:
    secret = recovery_codes.from_text(claim.recovery_code or "")
    with devices.exclusive(header.vault_id, two_factor=True, needed=False) as slot:
        attempt = _Attempt(slot, header, now, restore=claim.restore)
        with attempt.stretched(claim, WrongRecoveryCode(why="refused")) as a:
            vault_key = slots.open_first(header, claim.email, a, slots.RECOVERY, secret)
            if recovery_codes.spent_id(secret) == attempt.guard.spent_code:
                wipe(vault_key)
                raise WrongRecoveryCode(why="spent")
            attempt.settle(attempt.guard)
            return attempt.proof(a, vault_key, recovery_secret=secret, failures=attempt.guard.failures())


def _prove_by_device(header: Header, claim: Claim, devices: DeviceStore, now: float) -> Proof:
    with devices.exclusive(header.vault_id, two_factor=True) as slot:
        attempt = _Attempt(slot, header, now)
        known = attempt.guard.devices_for(header.generation)
        if not known:
            name, _, since = header.device_label.rpartition(" ")
            if slot.where == "keyring" and not attempt.guard.has_device:
                raise UnknownDevice(label=name, since=since, why="keyring_reset")
            raise UnknownDevice(label=name, since=since)
        if claim.gives_code:
            attempt.guard.check_code_wait(now)
        with attempt.stretched(claim, claim.refusal) as a:
            device, second_factor = _open_second_factor(header, claim.email, a, known)
            guard = attempt.guard.on_device(device)
            untrusted = trust.why_not(guard, second_factor, now)
            try:
                if claim.gives_code:
                    guard = _accept(claim, header, second_factor, guard, now).saw(header.generation)
                elif claim.code_needed and claim.trust_allowed and untrusted is None:
                    guard = guard.with_right_password().saw(header.generation)
                elif claim.code_needed:
                    guard = guard.without_trust(untrusted) if untrusted else guard
                    raise code_required(second_factor, guard.trust_ended)
            except WrongCode:
                guard = guard.with_wrong_code(now)
                raise
            finally:
                attempt.settle(guard)
            vault_key = _open_device_slot(header, claim.email, a, device)
            return attempt.proof(
                a,
                vault_key,
                second_factor=second_factor,
                by_trust=not claim.gives_code,
                by_text=claim.gives_code and claim.code is None,
                failures=attempt.guard.failures() if claim.gives_code or claim.code_needed else Failures(),
            )


def code_required(second_factor: SecondFactor | None, trust_ended: str | None = None) -> CodeRequired:
    """What may be sent for the second factor that is missing."""
    phone = second_factor.phone if second_factor else None
    methods = ["totp", "recovery_code", *(["sms"] if phone else [])]
    return CodeRequired(methods=methods, phone=phone and numbers.masked(phone), trust_ended=trust_ended)


def _accept(claim: Claim, header: Header, second_factor: SecondFactor, guard: Guard, now: float) -> Guard:
    if claim.code is not None:
        return guard.with_accepted_code(totp.verify(second_factor.seed, claim.code, now, guard.last_step))
    if claim.texted is None:
        raise text_code.over(now)
    claim.texted.check(claim.text_code or "", header, second_factor.phone, now)
    return guard.cleared()


def _open_second_factor(
    header: Header, email: str, a: bytearray, known: list[DeviceSecret]
) -> tuple[DeviceSecret, SecondFactor]:
    """Raises WrongFactor, and RolledBack for a record older than the one this device remembers (M9)."""
    for device in known:
        try:
            second_factor = slots.open_second_factor(header, email, a, device.secret)
        except WrongFactor:
            continue
        if second_factor.version < device.version:
            raise RolledBack(why="older")
        if second_factor.version > device.version + 1:
            raise Damaged(why="second_factor")
        return DeviceSecret(device.generation, device.secret, second_factor.version), second_factor
    raise WrongFactor


def _open_device_slot(header: Header, email: str, a: bytearray, device: DeviceSecret) -> bytearray:
    """The vault key. Raises Damaged: the second-factor record has proved both factors already."""
    try:
        return slots.open_slot(header, email, a, slots.DEVICE, device.secret)
    except WrongFactor:
        raise Damaged(why="slot") from None


class _Attempt:
    """One attempt on the guard state: refused while it must wait, charged before Argon2, settled after."""

    def __init__(
        self, slot: DeviceSlot, header: Header, now: float, *, restore: bool = False, must_store: bool = True
    ) -> None:
        """Without two-factor a full disk must not keep the owner out: `must_store` False."""
        self._must_store = must_store
        self._slot = slot
        self._header = header
        self._now = now
        stored = Guard.from_json(slot.read())
        self.guard = stored.with_clock(now)
        if self.guard != stored:
            self.settle(self.guard)
        if not restore:
            self.guard.check_generation(header)
        self.guard.check_password_wait(now)

    @contextlib.contextmanager
    def stretched(self, claim: Claim, refusal: TwinlatchError) -> Iterator[bytearray]:
        """The stretched password, wiped unless all goes well; a factor that does not fit becomes `refusal`."""
        self.settle(self.guard.with_wrong_password(self._now))
        a = _stretch(claim, self._header)
        try:
            yield a
        except WrongFactor:
            wipe(a)
            raise refusal from None
        except BaseException:
            wipe(a)
            raise

    def settle(self, guard: Guard) -> None:
        with contextlib.suppress(*(() if self._must_store else (StoreFailed,))):
            self._slot.write(guard.to_json())

    def settle_without(self, guard: Guard) -> None:
        """Two-factor is off: what a process that died left in the keyring goes where it belongs then."""
        with contextlib.suppress(StoreFailed):
            self._slot.move("file", guard.without_device(None).to_json())

    def proof(self, a: bytearray, vault_key: bytearray, **factors: Any) -> Proof:
        before = self.guard
        return Proof(
            self._header,
            a,
            vault_key,
            known_generation=before.generation,
            known_sequence=before.sequence,
            **factors,
        )


def _stretch(claim: Claim, header: Header) -> bytearray:
    return stretch(claim.master_password, header.salt, header.kdf)


def stretch(master_password: str, salt: bytes, kdf: KdfParams) -> bytearray:
    """A of VAULT_FORMAT.md, section 3: 32 bytes, to be wiped."""
    password = prepare_password(master_password)
    try:
        return argon2id(password, salt, kdf)
    finally:
        wipe(password)
