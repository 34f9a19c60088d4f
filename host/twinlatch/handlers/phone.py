"""Text messages: the gateway, the phone number, and codes."""

from __future__ import annotations

from twinlatch import phone, protocol
from twinlatch.registry import method
from twinlatch.session import Session
from twinlatch.text_messages import gateway, kinds, numbers


@method("sms_gateway.status")
def status(session: Session, params: protocol.Nothing) -> protocol.GatewayStatus:
    """Which gateway is set up, and which there are to choose from."""
    offered = [
        protocol.GatewayKind(
            name=name,
            title=kind.title,
            encrypted=kind.is_encrypted,
            fields=[protocol.GatewayField(name=field, secret=kinds.is_secret(field)) for field in kind.fields],
        )
        for name, kind in kinds.KINDS.items()
    ]
    return protocol.GatewayStatus(
        installed=gateway.is_installed(),
        gateway=phone.gateway_name(session),
        phone=phone.shown_number(session),
        kinds=offered,
    )


@method("sms_gateway.set", gesture=True)
def set_gateway(session: Session, params: protocol.GatewaySetParams) -> protocol.Nothing:
    """Sets the gateway up; whoever redirects the codes of a phone proves the second factor, too."""
    url = kinds.url_of(params.kind, params.fields)
    gateway.check(url)
    code_needed = phone.shown_number(session) is not None
    with session.proved(params.master_password, params.code, code_needed=code_needed):
        phone.set_gateway(session, params.kind, url)
    return protocol.Nothing()


@method("sms_gateway.test", gesture=True)
def test_gateway(session: Session, params: protocol.GatewayTestParams) -> protocol.Nothing:
    """Sends a message without a code to any number."""
    phone.test_gateway(session, numbers.to_e164(params.number, params.region), params.language)
    return protocol.Nothing()


@method("sms_gateway.remove", gesture=True)
def remove_gateway(session: Session, params: protocol.Nothing) -> protocol.Nothing:
    """Forgets the gateway."""
    phone.remove_gateway(session)
    return protocol.Nothing()


@method("phone.countries")
def countries(session: Session, params: protocol.Nothing) -> protocol.Countries:
    """The regions of the world and their country codes."""
    return protocol.Countries(
        countries=[protocol.Country(region=region, code=code) for region, code in numbers.countries()]
    )


@method("phone.set", gesture=True)
def set_number(session: Session, params: protocol.PhoneSetParams) -> protocol.TextSent:
    """Sends a code to a number, which counts as the person's once phone.confirm gets it."""
    number = phone.check_number(session, params.number, params.region)
    code_needed = session.now() >= session.app_proved_until
    with session.proved(params.master_password, params.code, code_needed=code_needed) as proof:
        sent = phone.begin_change(session, proof, number, params.language)
    return protocol.TextSent(phone=numbers.masked(number), expires_at=sent.expires_at)


@method("phone.confirm", gesture=True)
def confirm(session: Session, params: protocol.PhoneConfirmParams) -> protocol.Phone:
    """Proves the number with the code that was sent to it."""
    return protocol.Phone(phone=phone.confirm_change(session, params.code))


@method("phone.remove", gesture=True)
def remove(session: Session, params: protocol.PhoneRemoveParams) -> protocol.Nothing:
    """Forgets the number."""
    with session.proved(params.master_password, code_needed=False) as proof:
        phone.remove_number(session, proof)
    return protocol.Nothing()


@method("phone.send_code", gesture=True)
def send_code(session: Session, params: protocol.PhoneSendCodeParams) -> protocol.TextSent:
    """Sends a code for the log-in that is under way in this browser; for nothing else."""
    shown, sent = phone.send_login_code(session, params.email, params.master_password, params.language)
    return protocol.TextSent(phone=shown, expires_at=sent.expires_at)
