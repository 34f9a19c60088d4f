"""Who is logged in at this browser, the vault that is open, and when it locks by itself."""

from __future__ import annotations

import contextlib
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from twinlatch import accounts, clock, cost, paths, protocol, vault_files
from twinlatch.crypto import KdfParams, random_bytes, random_key, wipe
from twinlatch.device_store import DeviceStore, Where
from twinlatch.errors import (
    AccountExists,
    AlreadyEnabled,
    BadCredentials,
    CodeRequired,
    InvalidParams,
    KeyringFailed,
    KeyringLocked,
    Locked,
    LoggedOut,
    NoKeyring,
    NotEnabled,
    NotEnrolling,
    StoreFailed,
    WrongRecoveryCode,
)
from twinlatch.files import store_errors, sync_folder
from twinlatch.generator.strength import check_master_password
from twinlatch.items.library import Library
from twinlatch.two_factor import generations, trust
from twinlatch.two_factor.enrolment import Enrolment
from twinlatch.two_factor.generations import Credentials
from twinlatch.two_factor.guard import Guard
from twinlatch.two_factor.proof import METHODS, Claim, Proof, pretend, prove, stretch
from twinlatch.two_factor.recovery_codes import spent_id
from twinlatch.vault.format import SALT_BYTES, VAULT_ID_BYTES, normalise_email
from twinlatch.vault.vault import Vault

_SYSTEMS = {"win32": "Windows", "darwin": "macOS"}
_REMEMBER_EVERY_S = 60.0

Account = dict[str, Any]


class Session:
    """At most one person. Logged out -> unlocked <-> locked -> logged out; what is open is wiped on the way down."""

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
        self._devices = DeviceStore(Path(paths.state_folder()))
        self._forget()

    def _forget(self) -> None:
        self._email: str | None = None
        self._path: Path | None = None
        self._generation = 0
        self._two_factor = False
        self._settings = protocol.Settings()
        self._vault: Vault | None = None
        self._library: Library | None = None
        self._enrolment: Enrolment | None = None
        self._touched = (0.0, 0.0)
        self._remembered = (0, 0.0)

    # --- lifetime

    def state(self) -> protocol.Session:
        if self._email is None:
            return protocol.Session(state="logged_out")
        return protocol.Session(
            state="unlocked" if self._vault else "locked",
            email=self._email,
            two_factor=self._two_factor,
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

    def tick(self) -> None:
        """Locks when it is time."""
        remaining = self.seconds_until_lock()
        if remaining is not None and remaining <= 0:
            self.lock()
        elif self._vault and self._uptime() - self._remembered[1] > _REMEMBER_EVERY_S:
            self._remember(self._vault)
        if self._enrolment and self.now() >= self._enrolment.expires_at:
            self.cancel_enrolment()

    def lock(self) -> None:
        """Wipes the keys; the account stays chosen."""
        self.cancel_enrolment()
        self._library = None
        vault, self._vault = self._vault, None
        if vault:
            vault.close()
            self._remember(vault)  # last: a keyring may take its time, and the keys must not

    def close(self) -> None:
        """Logs out."""
        self.lock()
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
            self._devices.exclusive(header.vault_id, two_factor=header.two_factor) as slot,
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
    def path(self) -> Path | None:
        return self._path

    def where(self) -> Where | None:
        """The store of the open account's device secret; None while two-factor is off."""
        vault = self._vault
        return self._devices.where(vault.header.vault_id) if vault and vault.header.two_factor else None

    # --- accounts

    def create(self, email: str, master_password: str) -> None:
        """Makes an account with an empty vault and opens it.

        Raises InvalidParams, WeakPassword, AccountExists, StoreFailed.
        """
        _check_email(email)
        check_master_password(master_password, email)
        if vault_files.is_taken(email):
            raise AccountExists
        vault_id, vault_key = random_bytes(VAULT_ID_BYTES), random_key()
        credentials = self._stretched(email, master_password)
        try:
            header = generations.first_header(vault_id, credentials, vault_key)
            account = {"email": email, "created_at": self.now(), "settings": {}, "two_factor": None}
            self._enter(Vault.create(vault_files.new_path(vault_id), header, vault_key, account), email)
        finally:
            wipe(vault_key, credentials.a)

    def login(
        self,
        email: str,
        master_password: str,
        code: str | None = None,
        recovery_code: str | None = None,
        *,
        trust_device: bool = False,
    ) -> protocol.LoginResult:
        """Opens the account's vault; with a recovery code two-factor is off afterwards. Raises what `prove` does.

        `trust_device`: this device stands for the code from now on, for 30 days.
        """
        claim = Claim(email, master_password, code, recovery_code, trust_allowed=True)
        with self._opened(claim) as (vault, proof):
            older = _is_older(vault, proof)
            if older and proof.by_trust:
                raise CodeRequired(methods=METHODS, trust_ended="older_copy")
            if proof.recovery_secret is not None:
                self._recover(vault, proof, email, proof.recovery_secret)
            elif trust_device and code is not None and proof.second_factor is not None:
                trust.begin(vault, self._devices, _credentials(email, proof), proof.second_factor, self.now())
            self._enter(vault, email, proof)
            return self._login_result(proof, older=older)

    def restore(self, email: str, master_password: str, recovery_code: str | None) -> protocol.LoginResult:
        """Takes an older file for good: a new generation, newer than any seen here, with two-factor off.

        Raises what `prove` does.
        """
        claim = Claim(email, master_password, recovery_code=recovery_code or "", restore=True)
        with self._opened(claim) as (vault, proof):
            older = _is_older(vault, proof)
            self._recover(vault, proof, email, proof.recovery_secret)
            self._enter(vault, email, proof)
            return self._login_result(proof, older=older)

    @contextlib.contextmanager
    def _opened(self, claim: Claim) -> Iterator[tuple[Vault, Proof]]:
        """The vault of a proved claim, closed again unless all goes well. Ends the session before it."""
        self.close()
        path = vault_files.find(claim.email)
        if path is None:
            pretend(claim)
            raise BadCredentials
        with self._proved(path, claim) as proof:
            vault = Vault.open(path, proof.vault_key)
            try:
                yield vault, proof
            except BaseException:
                vault.close()
                raise

    def _login_result(self, proof: Proof, *, older: bool) -> protocol.LoginResult:
        return protocol.LoginResult(
            **self.state().model_dump(),
            two_factor_turned_off=proof.recovery_secret is not None,
            failures_since_last_login=proof.wrong_codes,
            older_copy=older,
            recovery_codes_saved=_codes_saved(self.vault.account()),
        )

    def unlock(self, master_password: str, code: str | None) -> None:
        """Opens the locked vault again: with the master password alone, unless the settings ask for the code.

        Raises LoggedOut, and what `prove` does.
        """
        email, path = self.email, self._path
        if path is None:
            raise LoggedOut
        code_needed = self._two_factor and self._settings.ask_code_on_unlock
        with self._proved(path, Claim(email, master_password, code, code_needed=code_needed)) as proof:
            vault = Vault.open(path, proof.vault_key)
            changed = vault.header.generation != self._generation or _is_older(vault, proof)
            if vault.header.two_factor and changed and code is None:
                vault.close()
                raise CodeRequired(methods=METHODS)
            self._enter(vault, email, proof)

    def delete(self, proof: Proof) -> None:
        """Removes the vault and everything remembered of it; logs out. Raises StoreFailed, KeyringFailed."""
        path, vault_id = self.vault.path, proof.header.vault_id
        self.close()
        with store_errors():
            path.unlink()
            sync_folder(path.parent)
        accounts.forget(str(path))
        with contextlib.suppress(NoKeyring, KeyringLocked, KeyringFailed):
            self._devices.forget(vault_id)

    @contextlib.contextmanager
    def proved(self, master_password: str, code: str | None = None) -> Iterator[Proof]:
        """Proves afresh that the owner is there, before something that matters. Raises what `prove` does."""
        with self._proved(self.vault.path, Claim(self.email, master_password, code)) as proof:
            if proof.header != self.vault.header:
                raise LoggedOut
            yield proof

    @contextlib.contextmanager
    def _proved(self, path: Path, claim: Claim) -> Iterator[Proof]:
        proof = prove(path, claim, self._devices, self.now())
        try:
            yield proof
        finally:
            proof.wipe()

    def _recover(self, vault: Vault, proof: Proof, email: str, secret: bytes | None) -> None:
        account = vault.account() | {"two_factor": None}
        spent = spent_id(secret) if secret is not None else None
        try:
            generations.without_two_factor(vault, self._devices, _credentials(email, proof), account, spent)
        except LoggedOut:  # another host was faster with a code of the same ten
            raise WrongRecoveryCode(why="refused") from None

    def _enter(self, vault: Vault, email: str, proof: Proof | None = None) -> None:
        """`proof` where the file was there before, and may be an older copy."""
        if self._vault and self._vault is not vault:
            self.close()
        self.cancel_enrolment()
        self._vault, self._path, self._email = vault, vault.path, normalise_email(email)
        self._library = None
        self._remembered = (proof.known_sequence if proof else 0, self._uptime())
        if proof and _is_older(vault, proof):
            self._remember(vault, older=True)
        self._generation, self._two_factor = vault.header.generation, vault.header.two_factor
        self._settings = _settings(vault.account())
        self.touch()
        accounts.remember(str(vault.path), self._email, two_factor=self._two_factor)

    # --- settings

    def settings(self) -> protocol.Settings:
        """Raises Locked, LoggedOut."""
        self._settings = _settings(self.vault.account())
        return self._settings

    def change_settings(self, changes: dict[str, Any]) -> protocol.Settings:
        account = self.vault.account()
        self.vault.save_account(account | {"settings": account["settings"] | changes})
        return self.settings()

    # --- two-factor

    def begin_enrolment(self, proof: Proof, where: Where) -> Enrolment:
        """Raises AlreadyEnabled, NoKeyring, KeyringLocked, KeyringFailed."""
        if self._two_factor:
            raise AlreadyEnabled
        return self._begin(proof, where)

    def begin_replacement(self, proof: Proof) -> Enrolment:
        """Sets up a new authenticator app while the old one goes on. Raises NotEnabled and what the keyring raises."""
        if not self._two_factor:
            raise NotEnabled
        return self._begin(proof, self.where() or "keyring")

    def _begin(self, proof: Proof, where: Where) -> Enrolment:
        self.cancel_enrolment()
        credentials = _credentials(self.email, proof)
        own = Credentials(credentials.email, bytearray(credentials.a), credentials.salt, credentials.kdf)
        self._enrolment = Enrolment.begin(own, where, self.now())
        return self._enrolment

    def confirm_enrolment(self, code: str) -> list[str]:
        """Turns two-factor on, or over to the new app; gives the recovery codes.

        Raises NotEnrolling, WrongCode and what the stores raise.
        """
        enrolment, vault = self._enrolment, self.vault
        if enrolment is None:
            raise NotEnrolling
        step = enrolment.check(code, self.now())
        account = vault.account()
        before = account["two_factor"] or {"since": self.now()}
        two_factor = before | {"codes_issued_at": self.now(), "codes_saved": False}
        codes = generations.with_two_factor(
            vault,
            self._devices,
            enrolment.credentials,
            account | {"two_factor": two_factor},
            enrolment.second_factor,
            vault.header.device_label or f"{_SYSTEMS.get(sys.platform, 'Linux')} {clock.month()}",
            first_step=step,
            where=enrolment.where,
        )
        self._enter(vault, self.email)
        return codes

    def trusted_until(self) -> float | None:
        """Until when this device stands for the code; None when it does not. Raises Locked, LoggedOut."""
        header = self.vault.header
        if not header.two_factor:
            return None
        with self._devices.exclusive(header.vault_id, two_factor=True) as slot:
            return Guard.from_json(slot.read()).trusted_until(self.now())

    def end_trust(self) -> None:
        """Raises NotEnabled and what the keyring raises."""
        header = self.vault.header
        if not header.two_factor:
            raise NotEnabled
        trust.end(header.vault_id, self._devices)

    def cancel_enrolment(self) -> None:
        if self._enrolment:
            self._enrolment.wipe()
            self._enrolment = None

    def disable_two_factor(self, proof: Proof) -> None:
        """Raises NotEnabled and what the stores raise."""
        vault = self.vault
        if not self._two_factor:
            raise NotEnabled
        account = vault.account() | {"two_factor": None}
        generations.without_two_factor(vault, self._devices, _credentials(self.email, proof), account)
        self._enter(vault, self.email)

    def check_changes(self, *, new_email: str | None = None, new_password: str | None = None) -> None:
        """Before a code is spent on them. Raises InvalidParams, WeakPassword, AccountExists, Locked, LoggedOut."""
        email = new_email or self.vault.account()["email"]
        if new_email is not None:
            _check_email(new_email)
            if normalise_email(new_email) != self.email and vault_files.is_taken(new_email):
                raise AccountExists
        if new_password is not None:
            check_master_password(new_password, email)

    def renew(
        self, proof: Proof, *, new_email: str | None = None, new_password: str | None = None, master_password: str = ""
    ) -> list[str] | None:
        """A new generation under the same or a new password and e-mail address; new recovery codes with two-factor on.

        A new address needs the `master_password` too, since both are bound into every slot. Raises InvalidParams,
        WeakPassword, AccountExists and what the stores raise.
        """
        self.check_changes(new_email=new_email, new_password=new_password)
        vault = self.vault
        email = new_email or vault.account()["email"]
        credentials = _credentials(email, proof)
        if new_email is not None or new_password is not None:
            credentials = self._stretched(email, new_password or master_password)
        try:
            codes = self._renewed(vault, proof, credentials)
        finally:
            wipe(credentials.a)
        self._enter(vault, email)
        return codes

    def renew_codes(self, proof: Proof) -> list[str]:
        """A new generation, for new recovery codes alone. Raises NotEnabled and what the stores raise."""
        codes = self.renew(proof) if self._two_factor else None
        if codes is None:
            raise NotEnabled
        return codes

    def _renewed(self, vault: Vault, proof: Proof, credentials: Credentials) -> list[str] | None:
        account = vault.account() | {"email": credentials.email}
        if proof.second_factor is None:
            generations.without_two_factor(vault, self._devices, credentials, account)
            return None
        two_factor = account["two_factor"] | {"codes_issued_at": self.now(), "codes_saved": False}
        return generations.with_two_factor(
            vault,
            self._devices,
            credentials,
            account | {"two_factor": two_factor},
            generations.first_version(proof.second_factor),
            vault.header.device_label,
        )

    def confirm_codes_saved(self) -> None:
        """Raises NotEnabled, Locked, LoggedOut, StoreFailed."""
        account = self.vault.account()
        if account["two_factor"] is None:
            raise NotEnabled
        self.vault.save_account(account | {"two_factor": account["two_factor"] | {"codes_saved": True}})

    def _stretched(self, email: str, master_password: str) -> Credentials:
        if any(unicodedata.category(char) == "Cc" for char in master_password):
            raise InvalidParams(field="master_password", why="control_character")
        salt, kdf = random_bytes(SALT_BYTES), self._kdf or cost.choose(self._uptime)
        return Credentials(email, stretch(master_password, salt, kdf), salt, kdf)


def _credentials(email: str, proof: Proof) -> Credentials:
    return Credentials(email, proof.a, proof.header.salt, proof.header.kdf)


def _is_older(vault: Vault, proof: Proof) -> bool:
    """Whether the file is an earlier state than the one last seen here."""
    return (vault.header.generation, vault.sequence) < (proof.known_generation, proof.known_sequence)


def _codes_saved(account: Account) -> bool | None:
    return account["two_factor"]["codes_saved"] if account["two_factor"] else None


def _settings(account: Account) -> protocol.Settings:
    try:
        return protocol.Settings.model_validate(account["settings"])
    except ValidationError:
        return protocol.Settings()


def _check_email(email: str) -> None:
    name, at, domain = email.strip().rpartition("@")
    if not (name and at and domain) or any(char.isspace() or not char.isprintable() for char in email.strip()):
        raise InvalidParams(field="email", why="email")
