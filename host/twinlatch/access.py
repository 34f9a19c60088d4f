"""Ways in: accounts are created, opened, unlocked, restored and deleted here."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from twinlatch import accounts, protocol, security_log, vault_files
from twinlatch.crypto import random_bytes, random_key, wipe
from twinlatch.errors import (
    AccountExists,
    BadCredentials,
    Damaged,
    InvalidParams,
    KeyringFailed,
    KeyringLocked,
    LoggedOut,
    NoKeyring,
    WrongRecoveryCode,
)
from twinlatch.files import store_errors, sync_folder
from twinlatch.generator.strength import check_master_password
from twinlatch.session import Session
from twinlatch.two_factor import generations, trust
from twinlatch.two_factor.generations import Credentials
from twinlatch.two_factor.proof import Claim, Proof, code_required, pretend
from twinlatch.two_factor.recovery_codes import spent_id
from twinlatch.vault.format import VAULT_ID_BYTES
from twinlatch.vault.records import ACCOUNT
from twinlatch.vault.store import read_header
from twinlatch.vault.vault import Vault


def create(session: Session, email: str, master_password: str) -> None:
    """Makes an account with an empty vault and opens it.

    Raises InvalidParams, WeakPassword, AccountExists, StoreFailed.
    """
    check_email(email)
    check_master_password(master_password, email)
    if vault_files.is_taken(email):
        raise AccountExists
    vault_id, vault_key = random_bytes(VAULT_ID_BYTES), random_key()
    credentials = session.new_credentials(email, master_password)
    try:
        header = generations.first_header(vault_id, credentials, vault_key)
        account = {"email": email, "created_at": session.now(), "settings": {}, "two_factor": None}
        session.enter(Vault.create(vault_files.new_path(vault_id), header, vault_key, account), email)
    finally:
        wipe(vault_key, credentials.a)


def login(
    session: Session,
    email: str,
    master_password: str,
    code: str | None = None,
    recovery_code: str | None = None,
    *,
    text_code: str | None = None,
    trust_device: bool = False,
) -> protocol.LoginResult:
    """Opens the account's vault; with a recovery code two-factor is off afterwards. Raises what `prove` does.

    `text_code`: what the text message said that this process sent. `trust_device`: this device stands for the code from
    now on, for 30 days.
    """
    claim = Claim(
        email, master_password, code, recovery_code, text_code=text_code, texted=session.texted, trust_allowed=True
    )
    with _opened(session, claim) as (vault, proof):
        now = session.now()
        older = proof.knows_newer(vault.header.generation, vault.sequence)
        if older and proof.by_trust:
            raise code_required(proof.second_factor, "older_copy")
        events = [*security_log.failed(proof.failures), security_log.login(_how(proof), now)]
        if older:
            events.append(security_log.event("older_copy", now))
        if proof.recovery_secret is not None:
            _recover(session, vault, proof, email, *events)
        elif trust_device and code is not None and proof.second_factor is not None:
            credentials = Credentials.of(proof.header, email, proof.a)
            trust.begin(vault, session.devices, credentials, now)
            events.append(security_log.event("trust_began", now))
        session.enter(vault, email, proof)
        if proof.recovery_secret is None:
            security_log.note(vault, *events)
        return _login_result(session, proof, older=older)


def _how(proof: Proof) -> str:
    if proof.recovery_secret is not None:
        return "recovery_code"
    if proof.second_factor is None:
        return "password"
    if proof.by_text:
        return "text_message"
    return "trusted_device" if proof.by_trust else "code"


def restore(session: Session, email: str, master_password: str, recovery_code: str | None) -> protocol.LoginResult:
    """Takes an older file for good: a new generation, newer than any seen here, with two-factor off.

    Raises what `prove` does.
    """
    claim = Claim(email, master_password, recovery_code=recovery_code or "", restore=True)
    with _opened(session, claim) as (vault, proof):
        older = proof.knows_newer(vault.header.generation, vault.sequence)
        restored = security_log.event("restored", session.now(), system=security_log.system())
        _recover(session, vault, proof, email, *security_log.failed(proof.failures), restored)
        session.enter(vault, email, proof)
        return _login_result(session, proof, older=older)


@contextlib.contextmanager
def _opened(session: Session, claim: Claim) -> Iterator[tuple[Vault, Proof]]:
    """The vault of a proved claim, closed again unless all goes well. Ends the session before it."""
    session.close()
    path = vault_files.find(claim.email)
    if path is None:
        pretend(claim)
        raise BadCredentials
    with _proved(session, path, claim) as opened:
        yield opened


@contextlib.contextmanager
def _proved(session: Session, path: Path, claim: Claim) -> Iterator[tuple[Vault, Proof]]:
    """The vault in this file and the proof that opened it; closed again unless all goes well."""
    while True:
        with session.proving(path, claim) as proof:
            vault = _open(path, proof)
            if vault is None:
                continue
            try:
                yield vault, proof
            except BaseException:
                vault.close()
                raise
            return


def _open(path: Path, proof: Proof) -> Vault | None:
    """None when another host has begun a new generation since the proof, which is no damage. Raises Damaged."""
    try:
        return Vault.open(path, proof.vault_key)
    except Damaged:
        if read_header(path).generation == proof.header.generation:
            raise
        return None


def _login_result(session: Session, proof: Proof, *, older: bool) -> protocol.LoginResult:
    return protocol.LoginResult(
        **session.state().model_dump(),
        two_factor_turned_off=proof.recovery_secret is not None,
        by_text_message=proof.by_text,
        failures_since_last_login=proof.failures.codes,
        older_copy=older,
        recovery_codes_saved=_codes_saved(session.vault.account()),
    )


def unlock(session: Session, master_password: str, code: str | None) -> None:
    """Opens the locked vault again: with the master password alone, unless the settings ask for the code.

    Raises LoggedOut, and what `prove` does.
    """
    email, path = session.email, session.path
    if path is None:
        raise LoggedOut
    claim = Claim(email, master_password, code, code_needed=session.asks_code_on_unlock, email_known=True)
    with _proved(session, path, claim) as (vault, proof):
        changed = vault.header.generation != session.generation or proof.knows_newer(
            vault.header.generation, vault.sequence
        )
        if vault.header.two_factor and changed and code is None:
            raise code_required(proof.second_factor)
        session.enter(vault, email, proof)
        security_log.note(vault, *security_log.failed(proof.failures))


def delete(session: Session, proof: Proof) -> None:
    """Removes the vault and everything remembered of it; logs out. Raises StoreFailed, KeyringFailed."""
    path, vault_id = session.vault.path, proof.header.vault_id
    session.close()
    with store_errors():
        path.unlink()
        sync_folder(path.parent)
    accounts.forget(str(path))
    with contextlib.suppress(NoKeyring, KeyringLocked, KeyringFailed):
        session.devices.forget(vault_id)


def _recover(session: Session, vault: Vault, proof: Proof, email: str, *events: security_log.Event) -> None:
    """A new generation without two-factor, with these events in its log."""
    secret = proof.recovery_secret
    if proof.header.two_factor:
        events = (*events, security_log.event("two_factor_off", session.now(), how="recovery_code"))
    own = {ACCOUNT: lambda account: account | {"two_factor": None}, **security_log.adding(*events)}
    credentials = Credentials.of(proof.header, email, proof.a)
    spent = spent_id(secret) if secret is not None else None
    try:
        generations.without_two_factor(vault, session.devices, credentials, own, spent)
    except LoggedOut:  # another host was faster with a code of the same ten
        raise WrongRecoveryCode(why="refused") from None


def check_email(email: str) -> None:
    """Raises InvalidParams for what is no address."""
    name, at, domain = email.strip().rpartition("@")
    if not (name and at and domain) or any(char.isspace() or not char.isprintable() for char in email.strip()):
        raise InvalidParams(field="email", why="email")


def _codes_saved(account: dict[str, Any]) -> bool | None:
    return account["two_factor"]["codes_saved"] if account["two_factor"] else None
