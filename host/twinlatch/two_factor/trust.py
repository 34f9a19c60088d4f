"""Trusting this device for 30 days: a random token in its memory stands for the code, never for password or secret.

Its hash and its end are in the second-factor record. It dies with the generation.
"""

from __future__ import annotations

from dataclasses import replace

from twinlatch.crypto import equal, random_bytes, sha256
from twinlatch.device_store import DeviceStore
from twinlatch.two_factor import second_factor
from twinlatch.two_factor.generations import Credentials
from twinlatch.two_factor.guard import Guard
from twinlatch.vault.format import unb64
from twinlatch.vault.slots import SecondFactor
from twinlatch.vault.vault import Vault

LIFETIME_S = 30 * 24 * 3600.0
_TOKEN_BYTES = 32


def begin(vault: Vault, devices: DeviceStore, credentials: Credentials, now: float) -> None:
    """Trusts this device from now on. Raises StoreFailed, KeyringLocked, KeyringFailed, NoKeyring, LoggedOut."""
    token, until = random_bytes(_TOKEN_BYTES), now + LIFETIME_S
    second_factor.rewrite(
        vault,
        devices,
        credentials,
        lambda stored: replace(stored, trust_hash=sha256(token), trusted_until=until),
        remember=lambda guard: guard.trusting(token, until),
    )


def end(vault_id: bytes, devices: DeviceStore) -> None:
    """Forgets the token. Raises StoreFailed, KeyringLocked, KeyringFailed, NoKeyring."""
    with devices.exclusive(vault_id, two_factor=True) as slot:
        slot.write(Guard.from_json(slot.read()).without_trust("ended").to_json())


def why_not(guard: Guard, record: SecondFactor, now: float) -> str | None:
    """Why this device's token does not stand for the code; None where it does. Its clock may not have gone back."""
    if guard.trust_token is None:
        return guard.trust_ended or "never"
    if record.trust_hash is None or not equal(sha256(unb64(guard.trust_token)), record.trust_hash):
        return "restored"
    began = record.trusted_until - LIFETIME_S
    return None if began <= now < record.trusted_until else "expired"
