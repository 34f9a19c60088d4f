"""Who is logged in at this browser, the vault that is open, and when it locks by itself."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from twinlatch import accounts, clock, cost, paths, protocol, security_log
from twinlatch.crypto import KdfParams, overwrite_freed, random_bytes
from twinlatch.device_store import DeviceStore, Where
from twinlatch.errors import (
    InvalidParams,
    KeyringFailed,
    KeyringLocked,
    Locked,
    LoggedOut,
    NoKeyring,
    StoreFailed,
)
from twinlatch.items.library import Library
from twinlatch.items.offers import Offers
from twinlatch.sites.settings import EQUIVALENT_DOMAINS, SiteSettings
from twinlatch.two_factor import own_factor
from twinlatch.two_factor.enrolment import Enrolment
from twinlatch.two_factor.generations import Credentials
from twinlatch.two_factor.guard import Guard
from twinlatch.two_factor.proof import Claim, Proof, prove, stretch
from twinlatch.two_factor.text_code import PhoneChange, TextCode
from twinlatch.vault.format import SALT_BYTES, normalise_email
from twinlatch.vault.records import ACCOUNT
from twinlatch.vault.vault import Vault

_REMEMBER_EVERY_S = 60.0
_LOGGED_SETTINGS = (
    "auto_lock_minutes",
    "lock_with_screen",
    "ask_code_on_unlock",
    "clear_clipboard_seconds",
    EQUIVALENT_DOMAINS,
)


class Session:
    """At most one person. Logged out -> unlocked <-> locked -> logged out; what is open is wiped on the way down.

    `own_seeds`: marks of the account's own authenticator seeds since log-in, by which one is known but not made.
    """

    def __init__(
        self,
        now: Callable[[], float] = clock.now,
        uptime: Callable[[], float] = clock.uptime,
        kdf: KdfParams | None = None,
    ) -> None:
        """`kdf` fixes the cost of new master passwords, which is measured otherwise."""
        self.now = now
        self._uptime = uptime
        self._kdf = kdf
        self.devices = DeviceStore(Path(paths.state_folder()))
        self.texted: TextCode | None = None  # sent to whoever is about to log in, before and after which nobody is
        self.offers = Offers()  # what is submitted while nobody is in is asked of whoever logs in next
        self._forget()

    def _forget(self) -> None:
        self._email: str | None = None
        self.path: Path | None = None
        self.generation = 0
        self.two_factor = False
        self._settings = protocol.Settings()
        self._sites = SiteSettings()
        self._settings_version = 0
        self._vault: Vault | None = None
        self._library: Library | None = None
        self.enrolment: Enrolment | None = None
        self.phone_change: PhoneChange | None = None
        self.app_proved_until = 0.0
        self.own_seeds: set[bytes] = set()
        self._touched = (0.0, 0.0)
        self._remembered = (0, 0.0)

    # --- lifetime

    def state(self) -> protocol.Session:
        if self._email is None:
            return protocol.Session(state="logged_out")
        return protocol.Session(
            state="unlocked" if self._vault else "locked",
            email=self._email,
            two_factor=self.two_factor,
            locks_at=self._locks_at(),
        )

    def touch(self) -> None:
        """A person's gesture: the idle time begins anew."""
        self._touched = (self.now(), self._uptime())

    def seconds_until_lock(self) -> float | None:
        """None when nothing is going to lock by itself."""
        if self._vault is None or not self._settings.auto_lock_minutes:
            return None
        return self._settings.auto_lock_minutes * 60 - self._idle()

    def seconds_until_tick(self) -> float | None:
        """Until something is to be locked or forgotten; None when nothing is."""
        waits = (self.seconds_until_lock(), self.offers.seconds_left(self.now()))
        return min((seconds for seconds in waits if seconds is not None), default=None)

    def tick(self) -> None:
        """Locks and forgets when it is time."""
        self.offers.forget_old(self.now())
        remaining = self.seconds_until_lock()
        if remaining is not None and remaining <= 0:
            self.lock()
        elif self._vault and self._uptime() - self._remembered[1] > _REMEMBER_EVERY_S:
            self._remember(self._vault)
        if self.enrolment and self.now() >= self.enrolment.expires_at:
            self.cancel_enrolment()
        if self.phone_change and self.now() >= self.phone_change.code.expires_at:
            self.cancel_phone_change()

    def lock(self) -> None:
        """Wipes the keys; the account stays chosen."""
        self.cancel_enrolment()
        self.cancel_phone_change()
        self.app_proved_until = 0.0
        self._library = None
        vault, self._vault = self._vault, None
        if vault:
            self.offers.clear()
            vault.close()
            self._remember(vault)  # after the keys: a keyring may take its time, and they must not
            overwrite_freed()

    def close(self) -> None:
        """Logs out."""
        self.lock()
        if self._email is not None:
            self.offers.clear()
        self._forget()

    def _idle(self) -> float:
        """Seconds since the last gesture, by the clock that says more: one can be set back, one may sleep."""
        wall, uptime = self._touched
        return max(self.now() - wall, self._uptime() - uptime)

    def _locks_at(self) -> float | None:
        """A whole second: it changes with a gesture, not with each look at two clocks."""
        remaining = self.seconds_until_lock()
        return None if remaining is None else float(round(self.now() + remaining))

    def _remember(self, vault: Vault, *, older: bool = False) -> None:
        """Stores how far the file has come, so that an older copy is noticed; `older` when such a copy was accepted.

        The keyring may be gone by now.
        """
        if self._remembered[0] == vault.sequence:
            return
        header = vault.header
        with (
            contextlib.suppress(NoKeyring, KeyringLocked, KeyringFailed, StoreFailed),
            self.devices.exclusive(header.vault_id, two_factor=header.two_factor) as slot,
        ):
            guard = Guard.from_json(slot.read())
            seen = guard.went_back if older else guard.saw
            slot.write(seen(header.generation, vault.sequence).to_json())
        self._remembered = (vault.sequence, self._uptime())

    # --- what is open

    @property
    def email(self) -> str:
        """Raises LoggedOut."""
        if self._email is None:
            raise LoggedOut
        return self._email

    @property
    def vault(self) -> Vault:
        """Raises Locked, LoggedOut (also when another host began a new generation: this session ends then, M17)."""
        self.email  # noqa: B018 - raises LoggedOut, which comes before Locked
        if self._vault is None:
            raise Locked
        try:
            self._vault.catch_up()
        except LoggedOut:
            self.close()
            raise
        return self._vault

    @property
    def library(self) -> Library:
        """The items, up to date with the file. Raises Locked, LoggedOut."""
        vault = self.vault
        if self._library is None:
            self._library = Library(vault)
        self._library.refresh()
        return self._library

    @property
    def is_unlocked(self) -> bool:
        return self._vault is not None

    @property
    def asks_code_on_unlock(self) -> bool:
        return self.two_factor and self._settings.ask_code_on_unlock

    def where(self) -> Where | None:
        """The store of the open account's device secret; None while two-factor is off."""
        vault = self._vault
        return self.devices.where(vault.header.vault_id) if vault and vault.header.two_factor else None

    # --- coming in

    @contextlib.contextmanager
    def proved(self, master_password: str, code: str | None = None, *, code_needed: bool = True) -> Iterator[Proof]:
        """Proves afresh that the owner is there, before something that matters. Raises what `prove` does."""
        claim = Claim(self.email, master_password, code, code_needed=code_needed, email_known=True)
        with self.proving(self.vault.path, claim) as proof:
            if proof.header != self.vault.header:
                raise LoggedOut
            security_log.note(self.vault, *security_log.failed(proof.failures))
            yield proof

    @contextlib.contextmanager
    def proving(self, path: Path, claim: Claim) -> Iterator[Proof]:
        """What `prove` yields, wiped afterwards. Raises what it does."""
        proof = prove(path, claim, self.devices, self.now())
        try:
            yield proof
        finally:
            proof.wipe()

    def enter(self, vault: Vault, email: str, proof: Proof | None = None) -> None:
        """`proof` where the file was there before, and may be an older copy."""
        if self._vault and self._vault is not vault:
            self.close()
        self.cancel_enrolment()
        self.cancel_phone_change()
        self._vault, self.path, self._email = vault, vault.path, normalise_email(email)
        self._library = None
        self._remembered = (proof.known_sequence if proof else 0, self._uptime())
        if proof and proof.second_factor:
            self.own_seeds.add(own_factor.mark_of(proof.second_factor.seed))
        if proof and proof.knows_newer(vault.header.generation, vault.sequence):
            self._remember(vault, older=True)
        self.generation, self.two_factor = vault.header.generation, vault.header.two_factor
        self._read_settings(vault)
        self.touch()
        accounts.remember(str(vault.path), self._email, two_factor=self.two_factor)

    # --- settings

    def settings(self) -> protocol.Settings:
        """Raises Locked, LoggedOut."""
        self._follow_settings(self.vault)
        return self._settings

    @property
    def sites(self) -> SiteSettings:
        """What was chosen for websites; while the vault is locked, what was last known of it. Raises LoggedOut."""
        self.email  # noqa: B018 - raises LoggedOut
        if self._vault:
            self._follow_settings(self.vault)
        return self._sites

    def change_settings(self, changes: dict[str, Any]) -> protocol.Settings:
        now, before = self.now(), self.settings().model_dump() | {EQUIVALENT_DOMAINS: self._sites.equivalents.own}
        changed = [name for name in _LOGGED_SETTINGS if name in changes and changes[name] != before[name]]
        events = [security_log.event("setting_changed", now, name=name) for name in changed]
        self.vault.change_together(
            {
                ACCOUNT: lambda account: account | {"settings": account["settings"] | changes},
                **security_log.adding(*events),
            }
        )
        return self.settings()

    def _follow_settings(self, vault: Vault) -> None:
        """Another host may have changed them, too."""
        if vault.own_version(ACCOUNT) != self._settings_version:
            self._read_settings(vault)

    def _read_settings(self, vault: Vault) -> None:
        stored = vault.account()["settings"]
        self._settings, self._settings_version = _settings(stored), vault.own_version(ACCOUNT)
        self._sites.read(stored)

    def cancel_enrolment(self) -> None:
        if self.enrolment:
            self.enrolment.wipe()
            self.enrolment = None

    def cancel_phone_change(self) -> None:
        if self.phone_change:
            self.phone_change.wipe()
            self.phone_change = None

    def new_credentials(self, email: str, master_password: str) -> Credentials:
        """Stretched under a new salt at today's cost. Raises InvalidParams."""
        if any(unicodedata.category(char) == "Cc" for char in master_password):
            raise InvalidParams(field="master_password", why="control_character")
        salt, kdf = random_bytes(SALT_BYTES), self._kdf or cost.choose(self._uptime)
        return Credentials(email, stretch(master_password, salt, kdf), salt, kdf)


def _settings(stored: dict[str, Any]) -> protocol.Settings:
    known = {name: value for name, value in stored.items() if name in protocol.Settings.model_fields}
    try:
        return protocol.Settings.model_validate(known)
    except ValidationError:
        return protocol.Settings()
