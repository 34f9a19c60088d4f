"""What opens the vault: two-factor on and off, a new app, new recovery codes, another password or address."""

from __future__ import annotations

import sys
from typing import Any

from twinlatch import access, clock, vault_files
from twinlatch.crypto import wipe
from twinlatch.device_store import Where
from twinlatch.errors import AccountExists, AlreadyEnabled, NotEnabled, NotEnrolling
from twinlatch.generator.strength import check_master_password
from twinlatch.session import Session
from twinlatch.two_factor import generations, trust
from twinlatch.two_factor.enrolment import Enrolment
from twinlatch.two_factor.generations import Credentials
from twinlatch.two_factor.guard import Guard
from twinlatch.two_factor.proof import Proof
from twinlatch.vault.format import normalise_email
from twinlatch.vault.records import ACCOUNT
from twinlatch.vault.vault import Vault

_SYSTEMS = {"win32": "Windows", "darwin": "macOS"}


def begin_enrolment(session: Session, proof: Proof, where: Where) -> Enrolment:
    """Raises AlreadyEnabled, NoKeyring, KeyringLocked, KeyringFailed."""
    if session.two_factor:
        raise AlreadyEnabled
    return _begin(session, proof, where)


def begin_replacement(session: Session, proof: Proof) -> Enrolment:
    """Sets up a new authenticator app while the old one goes on. Raises NotEnabled and what the keyring raises."""
    if not session.two_factor:
        raise NotEnabled
    return _begin(session, proof, session.where() or "keyring")


def _begin(session: Session, proof: Proof, where: Where) -> Enrolment:
    session.cancel_enrolment()
    credentials = Credentials.of(proof.header, session.email, proof.a)
    own = Credentials(credentials.email, bytearray(credentials.a), credentials.salt, credentials.kdf)
    session.enrolment = Enrolment.begin(own, where, session.now())
    return session.enrolment


def confirm_enrolment(session: Session, code: str) -> list[str]:
    """Turns two-factor on, or over to the new app; gives the recovery codes.

    Raises NotEnrolling, WrongCode and what the stores raise.
    """
    enrolment, vault = session.enrolment, session.vault
    if enrolment is None:
        raise NotEnrolling
    step = enrolment.check(code, session.now())
    account = vault.account()
    before = account["two_factor"] or {"since": session.now()}
    two_factor = before | {"codes_issued_at": session.now(), "codes_saved": False}
    codes = generations.with_two_factor(
        vault,
        session.devices,
        enrolment.credentials,
        {ACCOUNT: account | {"two_factor": two_factor}},
        enrolment.second_factor,
        vault.header.device_label or f"{_SYSTEMS.get(sys.platform, 'Linux')} {clock.month()}",
        first_step=step,
        where=enrolment.where,
    )
    session.enter(vault, session.email)
    return codes


def trusted_until(session: Session) -> float | None:
    """Until when this device stands for the code; None when it does not. Raises Locked, LoggedOut."""
    header = session.vault.header
    if not header.two_factor:
        return None
    with session.devices.exclusive(header.vault_id, two_factor=True) as slot:
        return Guard.from_json(slot.read()).trusted_until(session.now())


def end_trust(session: Session) -> None:
    """Raises NotEnabled and what the keyring raises."""
    header = session.vault.header
    if not header.two_factor:
        raise NotEnabled
    trust.end(header.vault_id, session.devices)


def disable(session: Session, proof: Proof) -> None:
    """Raises NotEnabled and what the stores raise."""
    vault = session.vault
    if not session.two_factor:
        raise NotEnabled
    own = {ACCOUNT: vault.account() | {"two_factor": None}}
    generations.without_two_factor(vault, session.devices, Credentials.of(proof.header, session.email, proof.a), own)
    session.enter(vault, session.email)


def check_changes(session: Session, *, new_email: str | None = None, new_password: str | None = None) -> None:
    """Before a code is spent on them. Raises InvalidParams, WeakPassword, AccountExists, Locked, LoggedOut."""
    email = new_email or session.vault.account()["email"]
    if new_email is not None:
        access.check_email(new_email)
        if normalise_email(new_email) != session.email and vault_files.is_taken(new_email):
            raise AccountExists
    if new_password is not None:
        check_master_password(new_password, email)


def renew(
    session: Session,
    proof: Proof,
    *,
    new_email: str | None = None,
    new_password: str | None = None,
    master_password: str = "",
) -> list[str] | None:
    """A new generation under the same or a new password and e-mail address; new recovery codes with two-factor on.

    A new address needs the `master_password` too, since both are bound into every slot. Raises InvalidParams,
    WeakPassword, AccountExists and what the stores raise.
    """
    check_changes(session, new_email=new_email, new_password=new_password)
    vault = session.vault
    email = new_email or vault.account()["email"]
    credentials = Credentials.of(proof.header, email, proof.a)
    if new_email is not None or new_password is not None:
        credentials = session.new_credentials(email, new_password or master_password)
    try:
        codes = _renewed(session, vault, proof, credentials)
    finally:
        wipe(credentials.a)
    session.enter(vault, email)
    return codes


def renew_codes(session: Session, proof: Proof) -> list[str]:
    """A new generation, for new recovery codes alone. Raises NotEnabled and what the stores raise."""
    codes = renew(session, proof) if session.two_factor else None
    if codes is None:
        raise NotEnabled
    return codes


def _renewed(session: Session, vault: Vault, proof: Proof, credentials: Credentials) -> list[str] | None:
    account = vault.account() | {"email": credentials.email}
    if proof.second_factor is None:
        generations.without_two_factor(vault, session.devices, credentials, {ACCOUNT: account})
        return None
    two_factor = account["two_factor"] | {"codes_issued_at": session.now(), "codes_saved": False}
    return generations.with_two_factor(
        vault,
        session.devices,
        credentials,
        {ACCOUNT: account | {"two_factor": two_factor}},
        generations.first_version(proof.second_factor),
        vault.header.device_label,
    )


def confirm_codes_saved(session: Session) -> None:
    """Raises NotEnabled, Locked, LoggedOut, StoreFailed."""

    def saved(account: dict[str, Any]) -> dict[str, Any]:
        if account["two_factor"] is None:
            raise NotEnabled
        return account | {"two_factor": account["two_factor"] | {"codes_saved": True}}

    session.vault.change_own(ACCOUNT, saved)
