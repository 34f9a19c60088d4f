"""Trusting this device for 30 days: a random token in its memory stands for the code, never for password or secret.

Its hash and its end are in the second-factor record. It dies with the generation.
"""

from __future__ import annotations

from dataclasses import replace

from twinlatch.crypto import equal, random_bytes, sha256
from twinlatch.device_store import DeviceStore
from twinlatch.two_factor.generations import Credentials
from twinlatch.two_factor.guard import Guard
from twinlatch.vault.format import unb64
from twinlatch.vault.slots import SecondFactor, seal_second_factor
from twinlatch.vault.vault import Vault

LIFETIME_S = 30 * 24 * 3600.0
_TOKEN_BYTES = 32


def begin(
    vault: Vault, devices: DeviceStore, credentials: Credentials, second_factor: SecondFactor, now: float
) -> None:
    """Trusts this device from now on. Raises StoreFailed, KeyringLocked, KeyringFailed, NoKeyring, LoggedOut."""
    header, token = vault.header, random_bytes(_TOKEN_BYTES)
    fresh = replace(
        second_factor, version=second_factor.version + 1, trust_hash=sha256(token), trusted_until=now + LIFETIME_S
    )
    with devices.exclusive(header.vault_id, two_factor=True) as slot:
        guard = Guard.from_json(slot.read())
        for device in guard.devices_for(header.generation)[:1]:
            vault.rewrite_second_factor(
                seal_second_factor(
                    header.vault_id, header.generation, credentials.binding, credentials.a, device.secret, fresh
                )
            )
            slot.write(
                guard.on_device(replace(device, version=fresh.version)).trusting(token, fresh.trusted_until).to_json()
            )


def end(vault_id: bytes, devices: DeviceStore) -> None:
    """Forgets the token. Raises StoreFailed, KeyringLocked, KeyringFailed, NoKeyring."""
    with devices.exclusive(vault_id, two_factor=True) as slot:
        slot.write(Guard.from_json(slot.read()).without_trust("ended").to_json())


def why_not(guard: Guard, second_factor: SecondFactor, now: float) -> str | None:
    """Why this device's token does not stand for the code; None where it does. Its clock may not have gone back."""
    if guard.trust_token is None:
        return guard.trust_ended or "never"
    if second_factor.trust_hash is None or not equal(sha256(unb64(guard.trust_token)), second_factor.trust_hash):
        return "restored"
    began = second_factor.trusted_until - LIFETIME_S
    return None if began <= now < second_factor.trusted_until else "expired"
