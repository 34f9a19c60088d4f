"""Rewriting the second-factor record within its generation: in the file, then in what this device remembers of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from twinlatch.device_store import DeviceStore
from twinlatch.errors import KeyringFailed
from twinlatch.two_factor.generations import Credentials
from twinlatch.two_factor.guard import Guard
from twinlatch.vault import slots
from twinlatch.vault.slots import SecondFactor
from twinlatch.vault.vault import OwnChanges, Vault


def rewrite(
    vault: Vault,
    devices: DeviceStore,
    credentials: Credentials,
    change: Callable[[SecondFactor], SecondFactor],
    *,
    remember: Callable[[Guard], Guard] = lambda guard: guard,
    own: OwnChanges | None = None,
) -> None:
    """Replaces the record by what `change` makes of the one that is stored; `remember` says what this device notes too.

    The vault's `own` records change in the same transaction. Raises StoreFailed, KeyringLocked, KeyringFailed,
    NoKeyring, Damaged, LoggedOut: then nothing changed.
    """
    with devices.exclusive(vault.header.vault_id, two_factor=True) as slot:
        vault.catch_up()
        header, guard = vault.header, Guard.from_json(slot.read())
        known = guard.devices_for(header.generation)
        if not known:
            raise KeyringFailed(why="missing")
        device = known[0]
        stored = slots.open_second_factor(header, credentials.email, credentials.a, device.secret)
        fresh = replace(change(stored), version=stored.version + 1)
        sealed = slots.seal_second_factor(
            header.vault_id, header.generation, credentials.binding, credentials.a, device.secret, fresh
        )
        vault.change_together(own or {}, second_factor=sealed)
        slot.write(remember(guard.on_device(replace(device, version=fresh.version))).to_json())
