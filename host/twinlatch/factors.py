"""What opens the vault: two-factor on and off, a new app, new recovery codes, another password or address."""

from __future__ import annotations

from collections.abc import Callable

from twinlatch import access, clock, security_log, vault_files
from twinlatch.crypto import wipe
from twinlatch.device_store import Where
from twinlatch.errors import AccountExists, AlreadyEnabled, NotEnabled, NotEnrolling
from twinlatch.generator.strength import check_master_password
from twinlatch.session import Session
from twinlatch.two_factor import generations, own_factor, trust
from twinlatch.two_factor.enrolment import LIFETIME_S, Enrolment
from twinlatch.two_factor.generations import Credentials
from twinlatch.two_factor.guard import Guard
from twinlatch.two_factor.proof import Proof
from twinlatch.vault.format import normalise_email
from twinlatch.vault.records import ACCOUNT
from twinlatch.vault.vault import Fields, Vault


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
    phone = proof.second_factor.phone if proof.second_factor else None
    credentials = Credentials.of(proof.header, session.email, proof.a).copy()
    session.enrolment = Enrolment.begin(credentials, where, session.now(), phone)
    session.own_seeds.add(own_factor.mark_of(session.enrolment.second_factor.seed))
    return session.enrolment


def confirm_enrolment(session: Session, code: str) -> list[str]:
    """Turns two-factor on, or over to the new app; gives the recovery codes.

    Raises NotEnrolling, WrongCode and what the stores raise.
    """
    enrolment, vault = session.enrolment, session.vault
    if enrolment is None:
        raise NotEnrolling
    now = session.now()
    step = enrolment.check(code, now)
    happened = security_log.event("new_app" if session.two_factor else "two_factor_on", now)
    codes = generations.with_two_factor(
        vault,
        session.devices,
        enrolment.credentials,
        {ACCOUNT: _with_new_codes(now), **security_log.adding(happened)},
        enrolment.second_factor,
        vault.header.device_label or f"{security_log.system()} {clock.month()}",
        first_step=step,
        where=enrolment.where,
    )
    session.enter(vault, session.email)
    session.app_proved_until = now + LIFETIME_S
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
    security_log.note(session.vault, security_log.event("trust_ended", session.now()))


def disable(session: Session, proof: Proof) -> None:
    """Raises NotEnabled and what the stores raise."""
    vault = session.vault
    if not session.two_factor:
        raise NotEnabled
    happened = security_log.event("two_factor_off", session.now(), how="choice")
    own = {ACCOUNT: lambda account: account | {"two_factor": None}, **security_log.adding(happened)}
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
    happened = "recovery_codes_new"
    if new_email is not None or new_password is not None:
        credentials = session.new_credentials(email, new_password or master_password)
        happened = "email_changed" if new_email is not None else "password_changed"
    try:
        codes = _renewed(session, vault, proof, credentials, security_log.event(happened, session.now()))
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


def _renewed(
    session: Session, vault: Vault, proof: Proof, credentials: Credentials, happened: security_log.Event
) -> list[str] | None:
    renamed = {"email": credentials.email}
    log = security_log.adding(happened)
    if proof.second_factor is None:
        own = {ACCOUNT: lambda account: account | renamed, **log}
        generations.without_two_factor(vault, session.devices, credentials, own)
        return None
    with_new_codes = _with_new_codes(session.now())
    return generations.with_two_factor(
        vault,
        session.devices,
        credentials,
        {ACCOUNT: lambda account: with_new_codes(account) | renamed, **log},
        generations.first_version(proof.second_factor),
        vault.header.device_label,
    )


def confirm_codes_saved(session: Session) -> None:
    """Raises NotEnabled, Locked, LoggedOut, StoreFailed."""

    def saved(account: Fields) -> Fields:
        if account["two_factor"] is None:
            raise NotEnabled
        return account | {"two_factor": account["two_factor"] | {"codes_saved": True}}

    happened = security_log.event("recovery_codes_saved", session.now())
    session.vault.change_together({ACCOUNT: saved, **security_log.adding(happened)})


def _with_new_codes(now: float) -> Callable[[Fields], Fields]:
    """What becomes of the account when recovery codes are issued, and two-factor may have been off before."""

    def issued(account: Fields) -> Fields:
        before = account["two_factor"] or {"since": now}
        return account | {"two_factor": before | {"codes_issued_at": now, "codes_saved": False}}

    return issued
