"""Text messages: the gateway they go through, the phone they go to, and the codes in them.

A code that was sent may replace the authenticator app's at log-in, on a device that has its secret. It is never a key.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace

from twinlatch import security_log, vault_files
from twinlatch.errors import BadCredentials, NotEnabled, SmsFailed
from twinlatch.i18n import Sentences, language
from twinlatch.session import Session
from twinlatch.text_messages import gateway, kinds, numbers
from twinlatch.two_factor import second_factor, text_code
from twinlatch.two_factor.generations import Credentials
from twinlatch.two_factor.guard import Guard
from twinlatch.two_factor.proof import Claim, Proof, pretend
from twinlatch.two_factor.text_code import PhoneChange, TextCode
from twinlatch.vault.format import Header
from twinlatch.vault.records import ACCOUNT, GATEWAY
from twinlatch.vault.vault import Fields, Vault

_NOT_SENT = ("not_installed", "bad_gateway", "refused")


# --- the gateway


def gateway_name(session: Session) -> str | None:
    """None where none is set up. Raises Locked, LoggedOut."""
    return session.vault.own(GATEWAY).get("name")


def set_gateway(session: Session, kind: str, url: str) -> None:
    """Raises StoreFailed, Locked, LoggedOut."""
    fields = {"name": kinds.KINDS[kind].title or url.partition(":")[0], "url": url}
    log = security_log.adding(security_log.event("gateway_set", session.now()))
    session.vault.change_together({GATEWAY: lambda _: fields, **log})


def remove_gateway(session: Session) -> None:
    """Raises StoreFailed, Locked, LoggedOut."""
    session.vault.forget_own(GATEWAY)
    security_log.note(session.vault, security_log.event("gateway_removed", session.now()))


def test_gateway(session: Session, number: str, wanted: str) -> None:
    """Sends a message without a code. Raises SmsFailed, Locked, LoggedOut."""
    way = _Way.of(session.vault, wanted)
    gateway.send(way.url, number, way.say("sms_text_test"))


@dataclass(frozen=True, repr=False)
class _Way:
    """What sending takes out of the vault: it need not be open meanwhile."""

    header: Header
    url: str
    say: Sentences

    @classmethod
    def of(cls, vault: Vault, wanted: str) -> _Way:
        """In the language that is `wanted`, else the one of this computer. Raises SmsFailed."""
        url = vault.own(GATEWAY).get("url")
        if url is None:
            raise SmsFailed(why="no_gateway")
        return cls(vault.header, url, Sentences(wanted or language()))


# --- the phone


def shown_number(session: Session) -> str | None:
    """The proved number, masked; None where there is none. Raises Locked, LoggedOut."""
    two_factor = session.vault.account()["two_factor"] or {}
    return two_factor.get("phone")


def check_number(session: Session, typed: str, region: str | None) -> str:
    """The number in full, before a code is spent on it. Raises NotEnabled, InvalidParams, SmsFailed."""
    if not session.two_factor:
        raise NotEnabled
    return numbers.to_e164(typed, region)


def begin_change(session: Session, proof: Proof, number: str, wanted: str) -> TextCode:
    """Sends a code to the number, for `confirm_change`. Raises SmsFailed, Throttled and what the stores raise."""
    session.cancel_phone_change()
    code = _send_code(session, _Way.of(session.vault, wanted), number)
    credentials = Credentials.of(proof.header, session.email, proof.a).copy()
    session.phone_change = PhoneChange(credentials, code)
    return code


def confirm_change(session: Session, typed: str) -> str:
    """Stores the number that the code was sent to; gives it masked. Raises WrongCode and what the stores raise."""
    vault, change = session.vault, session.phone_change
    if change is None:
        raise text_code.over(session.now())
    number = change.code.number
    change.code.check(typed, vault.header, number, session.now())
    shown = numbers.masked(number)
    _store(session, change.credentials, number, shown, "phone_set")
    session.cancel_phone_change()
    return shown


def remove_number(session: Session, proof: Proof) -> None:
    """Raises NotEnabled and what the stores raise."""
    if not session.two_factor:
        raise NotEnabled
    _store(session, Credentials.of(proof.header, session.email, proof.a), None, None, "phone_removed")


def _store(session: Session, credentials: Credentials, number: str | None, shown: str | None, happened: str) -> None:
    def with_phone(account: Fields) -> Fields:
        two_factor = {name: value for name, value in account["two_factor"].items() if name != "phone"}
        return account | {"two_factor": two_factor | ({"phone": shown} if shown else {})}

    second_factor.rewrite(
        session.vault,
        session.devices,
        credentials,
        lambda stored: replace(stored, phone=number),
        own={ACCOUNT: with_phone, **security_log.adding(security_log.event(happened, session.now()))},
    )


# --- codes


def send_login_code(session: Session, email: str, master_password: str, wanted: str) -> tuple[str, TextCode]:
    """Sends a code to the phone of whoever has just proved the password on a device that has its secret.

    Nothing is released, and the vault is closed again before anything is sent. Gives the masked number, too. Raises
    what `prove` does, NotEnabled, SmsFailed, Throttled, TotpDisabled.
    """
    claim = Claim(email, master_password, code_needed=False)
    path = vault_files.find(email)
    if path is None:
        pretend(claim)
        raise BadCredentials
    with session.proving(path, claim) as proof:
        if proof.second_factor is None:
            raise NotEnabled
        number = proof.second_factor.phone
        if number is None:
            raise SmsFailed(why="no_phone")
        with closing(Vault.open(path, proof.vault_key)) as vault:
            way = _Way.of(vault, wanted)
    session.texted = _send_code(session, way, number)
    return numbers.masked(number), session.texted


def _send_code(session: Session, way: _Way, number: str) -> TextCode:
    """Counts the message before it is sent, so that nobody sends more by ending the host."""
    now, vault_id = session.now(), way.header.vault_id
    with session.devices.exclusive(vault_id, two_factor=True) as slot:
        guard = Guard.from_json(slot.read()).with_clock(now)
        guard.check_text_wait(now)
        slot.write(guard.with_text_sent(now).to_json())
    code = TextCode.new(way.header, number, now)
    try:
        gateway.send(way.url, number, way.say("sms_text_code", code=code.digits))
    except SmsFailed as failure:
        if failure.data["why"] in _NOT_SENT:
            with session.devices.exclusive(vault_id, two_factor=True) as slot:
                slot.write(Guard.from_json(slot.read()).without_text_sent(now).to_json())
        raise
    return code
