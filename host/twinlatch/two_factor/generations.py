"""New generations of an open vault: two-factor on, off, or on with new secrets (two-factor.md, States).

The file and the keyring share no transaction. So a new device secret is written as `pending` first, then the file is
committed, then the secret is promoted; a log-in tries both. At whatever instant the process dies, the vault opens with
exactly the old or exactly the new factors.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace

from twinlatch.crypto import Bytes, KdfParams, equal, random_bytes, random_key, wipe
from twinlatch.device_store import DeviceStore, Where
from twinlatch.errors import KeyringFailed, KeyringLocked, StoreFailed
from twinlatch.two_factor import recovery_codes
from twinlatch.two_factor.guard import DeviceSecret, Guard
from twinlatch.vault import slots
from twinlatch.vault.format import Header, binding, email_hash
from twinlatch.vault.slots import SecondFactor
from twinlatch.vault.vault import OwnChanges, Vault

DEVICE_SECRET_BYTES = 32


@dataclass(frozen=True, repr=False)
class Credentials:
    """The password's side of every slot: the e-mail address, and `a`, stretched with this salt at this cost."""

    email: str
    a: bytearray
    salt: bytes
    kdf: KdfParams

    @classmethod
    def of(cls, header: Header, email: str, a: bytearray) -> Credentials:
        """Those a vault was opened with."""
        return cls(email, a, header.salt, header.kdf)

    def copy(self) -> Credentials:
        """With an `a` of its own, to be wiped."""
        return replace(self, a=bytearray(self.a))

    @property
    def binding(self) -> bytes:
        return binding(self.kdf, self.email)


def without_two_factor(
    vault: Vault, devices: DeviceStore, credentials: Credentials, own: OwnChanges, spent_code: str | None = None
) -> None:
    """A generation that the master password opens; `own` is part of the step.

    Raises StoreFailed, Damaged, LoggedOut: then nothing changed."""
    recovering = spent_code is not None
    with devices.exclusive(vault.header.vault_id, two_factor=vault.header.two_factor, needed=not recovering) as slot:
        guard = Guard.from_json(slot.read())
        generation = _next_generation(vault, guard)
        with contextlib.suppress(*((KeyringLocked, KeyringFailed) if recovering else ())):
            slot.write(guard.turning_off(generation).to_json())
        _renew(vault, generation, credentials, {slots.PASSWORD: b""}, slots.no_second_factor(), "", own)
        guard = guard.without_device(spent_code).cleared().saw(generation, vault.sequence)
        with contextlib.suppress(KeyringLocked, KeyringFailed, StoreFailed):
            slot.move("file", guard.to_json())


def with_two_factor(
    vault: Vault,
    devices: DeviceStore,
    credentials: Credentials,
    own: OwnChanges,
    second_factor: SecondFactor,
    label: str,
    *,
    first_step: int | None = None,
    where: Where | None = None,
) -> list[str]:
    """A generation that opens with this device's secret, or with one of the ten recovery codes it returns.

    `first_step` is that of the code which proved a new seed; None where the seed stays. `where` None leaves the device
    secret in the store it is in. Raises NoKeyring, KeyringLocked, KeyringFailed,
    StoreFailed, Damaged, LoggedOut: then nothing changed.
    """
    header = vault.header
    codes = recovery_codes.new_secrets()
    with devices.exclusive(header.vault_id, two_factor=header.two_factor) as slot:
        vault.catch_up()  # what follows overwrites the pending secret, which another host's new generation may need
        guard = Guard.from_json(slot.read())
        device = DeviceSecret(_next_generation(vault, guard), random_bytes(DEVICE_SECRET_BYTES))
        factors: dict[int, Bytes] = {slots.DEVICE: device.secret, **dict(zip(slots.RECOVERY, codes, strict=True))}
        sealed = slots.seal_second_factor(
            header.vault_id, device.generation, credentials.binding, credentials.a, device.secret, second_factor
        )
        guard = guard.with_pending(device, first_step)
        slot.move(where or slot.where, guard.to_json())
        _renew(vault, device.generation, credentials, factors, sealed, label, own)
        guard = guard.on_device(device).cleared().saw(device.generation, vault.sequence)
        guard = guard.without_trust("two_factor_changed")
        with contextlib.suppress(KeyringLocked, KeyringFailed, StoreFailed):
            slot.write(guard.to_json())
    return [recovery_codes.to_text(code) for code in codes]


def first_version(second_factor: SecondFactor) -> SecondFactor:
    """The same seed and phone as the record of a new generation holds them: trust does not outlive a generation."""
    return SecondFactor(second_factor.seed, second_factor.enrolment, phone=second_factor.phone)


def first_header(vault_id: bytes, credentials: Credentials, vault_key: Bytes) -> Header:
    """Of a new vault: generation 1, two-factor off."""
    return _header(vault_id, 1, credentials, {slots.PASSWORD: b""}, vault_key, slots.no_second_factor(), "")


def _next_generation(vault: Vault, guard: Guard) -> int:
    """One more than was ever seen here: after an older copy was accepted, too, the new generation is the newest."""
    return max(vault.header.generation, guard.generation) + 1


def _renew(
    vault: Vault,
    generation: int,
    credentials: Credentials,
    factors: dict[int, Bytes],
    second_factor: bytes,
    label: str,
    own: OwnChanges,
) -> None:
    vault_key = random_key()
    header = _header(vault.header.vault_id, generation, credentials, factors, vault_key, second_factor, label)

    def prove(stored: Header) -> None:
        """Every slot that was written opens, read back from the file (before COMMIT)."""
        for position, factor in factors.items():
            opened = slots.open_slot(stored, credentials.email, credentials.a, position, factor)
            if not equal(opened, vault_key):
                raise StoreFailed(why="io")
            wipe(opened)

    try:
        vault.rekey(header, vault_key, own, prove)
    finally:
        wipe(vault_key)


def _header(
    vault_id: bytes,
    generation: int,
    credentials: Credentials,
    factors: dict[int, Bytes],
    vault_key: Bytes,
    second_factor: bytes,
    label: str,
) -> Header:
    email, salt, kdf = credentials.email, credentials.salt, credentials.kdf
    table = slots.seal_table(vault_id, generation, credentials.binding, credentials.a, factors, vault_key)
    return Header(vault_id, generation, salt, kdf, email_hash(salt, email), label, table, second_factor)
