"""Text messages: a number that is proved, codes that stand for the app's, and a gateway that may fail."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.host.computers import EMAIL, PASSWORD, Computer
from tests.host.texts import NUMBER, SHOWN, URL, Phone, in_place_of_the_gateway, set_up, text_me
from twinlatch import access, factors, phone, security_log
from twinlatch.errors import (
    CodeRequired,
    InvalidParams,
    Locked,
    NotEnabled,
    SmsFailed,
    WrongCode,
)
from twinlatch.handlers import load
from twinlatch.session import Session
from twinlatch.text_messages import numbers


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Phone:
    return in_place_of_the_gateway(monkeypatch)


@pytest.fixture
def texted(on: Computer, known: Phone) -> Computer:
    """A computer with an account, a gateway and a phone number; nobody is logged in."""
    session = on.enter(on.fresh_code())
    set_up(session, on, known)
    session.close()
    known.messages.clear()
    return on


def required(computer: Computer) -> CodeRequired:
    """What a log-in without a code is told."""
    with pytest.raises(CodeRequired) as refusal:
        computer.login(computer.start())
    return refusal.value


def log_in_by_text(session: Session, code: str, *, trust_device: bool = False) -> None:
    access.login(session, EMAIL, PASSWORD, text_code=code, trust_device=trust_device)


def ask(session: Session, name: str, **params: object) -> dict[str, object]:
    method = load()[name]
    answer: dict[str, object] = method.run(session, method.params.model_validate(params)).model_dump()
    return answer


def test_a_text_stands_for_the_app(texted: Computer, known: Phone) -> None:
    """The log-in names the way and the masked number; the code opens the vault, and two-factor stays on."""
    assert (required(texted).data["methods"], required(texted).data["phone"]) == (
        ["totp", "recovery_code", "sms"],
        SHOWN,
    )
    session = texted.start()
    text_me(session)
    assert session.state().state == "logged_out"
    log_in_by_text(session, known.code())
    assert session.state().state == "unlocked"
    assert session.state().two_factor
    assert security_log.newest_first(session.vault)[0]["how"] == "text_message"
    assert [number for number, _ in known.messages] == [NUMBER]


def test_no_phone_no_text(on: Computer, known: Phone) -> None:
    """Where no number was proved, the log-in does not offer a text, and sends none."""
    assert (required(on).data["methods"], required(on).data["phone"]) == (["totp", "recovery_code"], None)
    with pytest.raises(SmsFailed) as refusal:
        text_me(on.start())
    assert refusal.value.data["why"] == "no_phone"
    assert known.messages == []


def test_the_message_names_nobody(texted: Computer, known: Phone) -> None:
    """In every language it holds the code and at most 70 characters, and nothing of the account."""
    session = texted.start()
    for language in ("en", "fr", "de", "es", "it"):
        phone.send_login_code(session, EMAIL, PASSWORD, language)
    texts = [text for _, text in known.messages]
    assert len(set(texts)) == 5
    for text in texts:
        assert len(text) <= 70
        assert not any(part in text.casefold() for part in ("ada", "lovelace", "example"))


def test_a_number_counts_once_it_is_proved(on: Computer, known: Phone) -> None:
    """Begun, or with a wrong code, it is not stored; answers show it masked alone."""
    session = on.enter(on.fresh_code())
    phone.set_gateway(session, "url", URL)
    sent = ask(
        session, "phone.set", number="0151 12345678", region="DE", master_password=PASSWORD, code=on.fresh_code()
    )
    assert sent["phone"] == SHOWN
    with pytest.raises(WrongCode) as refusal:
        phone.confirm_change(session, known.wrong_code())
    assert refusal.value.data["why"] == "text"
    assert ask(session, "two_factor.status")["phone"] is None
    assert "sms" not in required(on).data["methods"]
    assert ask(session, "phone.confirm", code=known.code()) == {"phone": SHOWN}
    assert ask(session, "two_factor.status")["phone"] == SHOWN
    assert required(on).data["phone"] == SHOWN


def lock_and_unlock(session: Session) -> None:
    session.lock()
    access.unlock(session, PASSWORD, None)


def guess_five_times(session: Session) -> None:
    for _ in range(5):
        with pytest.raises(WrongCode):
            phone.confirm_change(session, "0")


@pytest.mark.parametrize(
    "end",
    [
        lambda session, computer: computer.clock.advance(10 * 60),
        lambda session, computer: lock_and_unlock(session),
        lambda session, computer: guess_five_times(session),
    ],
    ids=["10 minutes", "a lock", "5 guesses"],
)
def test_a_proof_of_a_number_ends(on: Computer, known: Phone, end: Callable[[Session, Computer], object]) -> None:
    """After ten minutes, a lock, or five guesses the code that was sent proves nothing."""
    session = on.enter(on.fresh_code())
    phone.set_gateway(session, "url", URL)
    with session.proved(PASSWORD, on.fresh_code()) as proof:
        phone.begin_change(session, proof, NUMBER, "en")
    end(session, on)
    with pytest.raises(WrongCode) as refusal:
        phone.confirm_change(session, known.code())
    assert refusal.value.data["why"] == "text_over"
    assert phone.shown_number(session) is None


def test_a_number_takes_a_code_unless_the_app_was_set_up_just_now(off: Computer, known: Phone) -> None:
    """For 15 minutes after the app's first code, and until a lock, the password is enough."""
    session = off.enter()
    phone.set_gateway(session, "url", URL)
    off.enrol(session)
    number = {"number": NUMBER, "master_password": PASSWORD}
    assert ask(session, "phone.set", **number)["phone"] == SHOWN
    off.clock.advance(15 * 60)
    with pytest.raises(CodeRequired):
        ask(session, "phone.set", **number)


def test_no_number_without_two_factor(off: Computer, known: Phone) -> None:
    """A code replaces the app's: where there is no app, none is sent."""
    session = off.enter()
    phone.set_gateway(session, "url", URL)
    with pytest.raises(NotEnabled):
        ask(session, "phone.set", number=NUMBER, master_password=PASSWORD)
    with pytest.raises(NotEnabled):
        text_me(off.start())
    assert known.messages == []


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("+49 151 12345678", None, NUMBER),
        ("0151/123-456-78", "DE", NUMBER),
        ("(201) 555-0123", "US", "+12015550123"),
        ("+12015550123", "DE", "+12015550123"),
        ("090-1234-5678", "JP", "+819012345678"),
        ("", "DE", None),
        ("151", "DE", None),
        ("0151 12345678", None, None),
        ("+49 151 1234567890123", "DE", None),
        ("not a number", "DE", None),
        ("+999 123456789", None, None),
    ],
)
def test_numbers_as_people_write_them(typed: str, region: str | None, number: str | None) -> None:
    """What a phone can have becomes E.164; the rest is refused by the name of its field."""
    if number:
        assert numbers.to_e164(typed, region) == number
        return
    with pytest.raises(InvalidParams) as refusal:
        numbers.to_e164(typed, region)
    assert refusal.value.data["field"] == "number"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (NUMBER, SHOWN),
        ("+12015550123", "+1 ••• ••23"),
        ("+35315550112", "+353 ••• ••12"),
        ("+79161234567", "+7 ••• ••67"),
    ],
)
def test_a_number_is_shown_masked(number: str, shown: str) -> None:
    assert numbers.masked(number) == shown


def test_every_country_can_be_chosen() -> None:
    known = dict(numbers.countries())
    assert len(known) > 200
    assert (known["DE"], known["US"], known["JP"]) == ("49", "1", "81")


@pytest.mark.parametrize("way", ["codes", "app", "password", "e-mail", "trust"])
def test_the_number_stays_with_two_factor(texted: Computer, known: Phone, way: str) -> None:
    """New codes, a new app, a new password or address, and trust leave it as it is."""
    session = texted.enter(texted.fresh_code())
    email, password = EMAIL, PASSWORD
    if way == "trust":
        access.login(session, EMAIL, PASSWORD, texted.fresh_code(), trust_device=True)
        factors.end_trust(session)
    else:
        with session.proved(PASSWORD, texted.fresh_code()) as proof:
            if way == "codes":
                factors.renew_codes(session, proof)
            elif way == "app":
                texted.seed = factors.begin_replacement(session, proof).second_factor.seed
                factors.confirm_enrolment(session, texted.code())
            elif way == "password":
                password = "granite whisper nineteen boats"
                factors.renew(session, proof, new_password=password)
            else:
                email = "countess@example.org"
                factors.renew(session, proof, new_email=email, master_password=PASSWORD)
    assert phone.shown_number(session) == SHOWN
    session.close()
    again = texted.start()
    phone.send_login_code(again, email, password, "en")
    assert access.login(again, email, password, text_code=known.code()).state == "unlocked"


@pytest.mark.parametrize("way", ["turned off", "recovery code", "removed"])
def test_the_number_goes(texted: Computer, known: Phone, way: str) -> None:
    """With two-factor, or by itself."""
    if way == "recovery code":
        session = texted.enter(recovery=texted.recovery_codes[0])
    else:
        session = texted.enter(texted.fresh_code())
        with session.proved(PASSWORD, texted.fresh_code()) as proof:
            (factors.disable if way == "turned off" else phone.remove_number)(session, proof)
    assert phone.shown_number(session) is None
    if way == "removed":
        assert "sms" not in required(texted).data["methods"]
    else:
        texted.enrol(session)
        assert required(texted).data["phone"] is None
    assert known.messages == []


def test_two_browsers_change_the_record_together(texted: Computer, known: Phone) -> None:
    """One that trusts the device and one that changes the number lose nothing of each other's."""
    trusting, changing = texted.start(), texted.enter(texted.fresh_code())
    with changing.proved(PASSWORD, texted.fresh_code()) as proof:
        phone.begin_change(changing, proof, "+12015550123", "en")
    access.login(trusting, EMAIL, PASSWORD, texted.fresh_code(), trust_device=True)
    phone.confirm_change(changing, known.code())
    changing.close()
    trusting.close()
    third = texted.start()
    assert texted.login(third).state == "unlocked", "still trusted"
    assert phone.shown_number(third) == "+1 ••• ••23"


def test_redirecting_the_codes_takes_a_code(texted: Computer) -> None:
    """Once a number is set, another gateway needs password and code; before, the password."""
    session = texted.enter(texted.fresh_code())
    other = {"kind": "url", "fields": {"url": "form://elsewhere.example/?:to={phone}"}, "master_password": PASSWORD}
    with pytest.raises(CodeRequired):
        ask(session, "sms_gateway.set", **other)
    assert session.vault.own("gateway")["url"] == URL
    ask(session, "sms_gateway.set", **other, code=texted.fresh_code())
    assert session.vault.own("gateway")["name"] == "form"


def test_a_removed_gateway_is_forgotten(texted: Computer, known: Phone) -> None:
    """Its secrets leave the vault; a text is refused by name, and the app's code works on."""
    session = texted.enter(texted.fresh_code())
    assert ask(session, "sms_gateway.status")["gateway"] == "smpp"
    ask(session, "sms_gateway.remove")
    assert session.vault.own("gateway") == {}
    session.close()
    with pytest.raises(SmsFailed) as refusal:
        text_me(texted.start())
    assert refusal.value.data["why"] == "no_gateway"
    assert texted.login(texted.start(), texted.fresh_code()).state == "unlocked"


@pytest.mark.parametrize("why", ["refused", "not_installed"])
def test_what_was_not_sent_is_not_counted(texted: Computer, known: Phone, why: str) -> None:
    """A gateway that is down for a while costs none of the five, stores nothing, and leaves the other ways in."""
    known.refusal = why
    for _ in range(6):
        with pytest.raises(SmsFailed):
            text_me(texted.start())
    known.refusal = None
    session = texted.start()
    text_me(session)
    log_in_by_text(session, known.code())
    assert session.state().state == "unlocked"


def test_a_text_that_may_have_been_sent_is_counted(texted: Computer, known: Phone) -> None:
    """A gateway that did not answer in time may have sent it."""
    known.refusal = "no_answer"
    with pytest.raises(SmsFailed):
        text_me(texted.start())
    assert texted.guard().text_times[-1] == texted.clock.wall


def test_nothing_about_phones_while_locked(texted: Computer) -> None:
    """Gateway and number are the open vault's."""
    session = texted.enter(texted.fresh_code())
    session.lock()
    for name in ("sms_gateway.status", "sms_gateway.remove"):
        with pytest.raises(Locked):
            ask(session, name)


def test_a_text_does_not_make_a_device_trusted(texted: Computer, known: Phone) -> None:
    """The weaker way in opens once; for 30 days it takes the app."""
    session = texted.start()
    text_me(session)
    log_in_by_text(session, known.code(), trust_device=True)
    assert factors.trusted_until(session) is None
