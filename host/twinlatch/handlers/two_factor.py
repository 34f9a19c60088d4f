"""Turning two-factor on and off, and the recovery codes."""

from __future__ import annotations

from twinlatch import factors, protocol
from twinlatch.registry import method
from twinlatch.session import Session
from twinlatch.two_factor.enrolment import Enrolment


@method("two_factor.status")
def status(session: Session, params: protocol.Nothing) -> protocol.TwoFactorStatus:
    """Whether two-factor is on, since when, and the state of the recovery codes."""
    two_factor = session.vault.account()["two_factor"]
    if two_factor is None:
        return protocol.TwoFactorStatus(enabled=False)
    codes = protocol.RecoveryCodesStatus(issued_at=two_factor["codes_issued_at"], saved=two_factor["codes_saved"])
    return protocol.TwoFactorStatus(
        enabled=True,
        since=two_factor["since"],
        recovery_codes=codes,
        device_key_store=session.where(),
        trusted_until=factors.trusted_until(session),
        phone=two_factor.get("phone"),
    )


@method("two_factor.begin", gesture=True)
def begin(session: Session, params: protocol.TwoFactorBeginParams) -> protocol.Enrolment:
    """Gives the secret for the authenticator app. Nothing is stored before its first code is right."""
    with session.proved(params.master_password) as proof:
        return _shown(factors.begin_enrolment(session, proof, params.device_key_store))


@method("two_factor.confirm", gesture=True)
def confirm(session: Session, params: protocol.TwoFactorConfirmParams) -> protocol.RecoveryCodes:
    """Turns two-factor on with the app's code; gives the ten recovery codes, once."""
    return protocol.RecoveryCodes(recovery_codes=factors.confirm_enrolment(session, params.code))


@method("two_factor.cancel")
def cancel(session: Session, params: protocol.Nothing) -> protocol.Nothing:
    """Ends a set-up under way; nothing was stored."""
    session.cancel_enrolment()
    return protocol.Nothing()


@method("two_factor.replace_app", gesture=True)
def replace_app(session: Session, params: protocol.PasswordAndCodeParams) -> protocol.Enrolment:
    """Gives the secret for a new authenticator app; the old one goes on until the new one's first code is right."""
    with session.proved(params.master_password, params.code) as proof:
        return _shown(factors.begin_replacement(session, proof))


@method("two_factor.confirm_replace", gesture=True)
def confirm_replace(session: Session, params: protocol.ConfirmReplaceParams) -> protocol.RecoveryCodes:
    """Goes over to the new app; gives ten new recovery codes, once."""
    return protocol.RecoveryCodes(recovery_codes=factors.confirm_enrolment(session, params.new_code))


def _shown(enrolment: Enrolment) -> protocol.Enrolment:
    return protocol.Enrolment(
        secret=enrolment.secret, uri=enrolment.uri, qr_svg=enrolment.qr_svg, expires_at=enrolment.expires_at
    )


@method("two_factor.disable", gesture=True)
def disable(session: Session, params: protocol.PasswordAndCodeParams) -> protocol.Nothing:
    """Turns two-factor off; the recovery codes end with it."""
    with session.proved(params.master_password, params.code) as proof:
        factors.disable(session, proof)
    return protocol.Nothing()


@method("recovery_codes.regenerate", gesture=True)
def regenerate(session: Session, params: protocol.PasswordAndCodeParams) -> protocol.RecoveryCodes:
    """Ends the old recovery codes; gives ten new ones, once."""
    with session.proved(params.master_password, params.code) as proof:
        codes = factors.renew_codes(session, proof)
    return protocol.RecoveryCodes(recovery_codes=codes)


@method("recovery_codes.saved", gesture=True)
def saved(session: Session, params: protocol.Nothing) -> protocol.Nothing:
    """The person has saved the codes: they count as delivered."""
    factors.confirm_codes_saved(session)
    return protocol.Nothing()
