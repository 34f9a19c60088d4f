"""Logging in and out, locking and unlocking."""

from __future__ import annotations

from twinlatch import access, protocol
from twinlatch.registry import method
from twinlatch.session import Session


@method("session.login", gesture=True)
def login(session: Session, params: protocol.LoginParams) -> protocol.LoginResult:
    """Opens the vault; with a recovery code, two-factor is off afterwards."""
    return access.login(
        session,
        params.email,
        params.master_password,
        params.code,
        params.recovery_code,
        text_code=params.sms_code,
        trust_device=params.trust_device,
    )


@method("session.state")
def state(session: Session, params: protocol.Nothing) -> protocol.Session:
    """Who is logged in, and until when the vault stays open."""
    return session.state()


@method("session.lock")
def lock(session: Session, params: protocol.Nothing) -> protocol.Session:
    """Wipes the keys; the account stays chosen."""
    session.lock()
    return session.state()


@method("session.unlock", gesture=True)
def unlock(session: Session, params: protocol.UnlockParams) -> protocol.Session:
    """Opens the locked vault again."""
    access.unlock(session, params.master_password, params.code)
    return session.state()


@method("session.logout")
def logout(session: Session, params: protocol.Nothing) -> protocol.Session:
    """Wipes everything; the process ends after its answer."""
    session.close()
    return session.state()
