"""Turning two-factor on: everything is in memory until the authenticator app's first code is right."""

from __future__ import annotations

from dataclasses import dataclass

from twinlatch.crypto import random_bytes, wipe
from twinlatch.device_store import SystemKeyring, Where
from twinlatch.errors import NotEnrolling
from twinlatch.two_factor import totp
from twinlatch.two_factor.generations import Credentials
from twinlatch.vault.slots import SecondFactor

LIFETIME_S = 15 * 60
_ENROLMENT_BYTES = 16


@dataclass(frozen=True)
class Enrolment:
    """A set-up under way: the new seed, and the proved password's credentials. `expires_at` in unix seconds."""

    credentials: Credentials
    second_factor: SecondFactor
    where: Where
    expires_at: float

    @classmethod
    def begin(cls, credentials: Credentials, where: Where, now: float, phone: str | None = None) -> Enrolment:
        """Proves the keyring first, if it is to keep the device secret. `phone`: the number that stays.

        Raises NoKeyring, KeyringLocked, KeyringFailed.
        """
        if where == "keyring":
            keyring = SystemKeyring.find()
            keyring.get_ready()
            keyring.prove()
        second_factor = SecondFactor(totp.new_seed(), random_bytes(_ENROLMENT_BYTES), phone=phone)
        return cls(credentials, second_factor, where, now + LIFETIME_S)

    @property
    def secret(self) -> str:
        return totp.secret_text(self.second_factor.seed)

    @property
    def uri(self) -> str:
        return totp.provisioning_uri(self.second_factor.seed, self.credentials.email)

    @property
    def qr_svg(self) -> str:
        return totp.qr_svg(self.uri)

    def check(self, code: str, now: float) -> int:
        """The time step of the app's code. Raises NotEnrolling after 15 minutes, WrongCode."""
        if now >= self.expires_at:
            raise NotEnrolling
        return totp.verify(self.second_factor.seed, code, now, None)

    def wipe(self) -> None:
        wipe(self.credentials.a)
