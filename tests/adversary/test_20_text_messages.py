"""20: text messages: codes replayed, guessed and taken elsewhere, messages beyond the five of a day."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.adversary.computers import again, stand_in
from tests.host.computers import EMAIL, PASSWORD, Computer
from tests.host.texts import NUMBER, URL, Phone, change, in_place_of_the_gateway, set_up, text_me
from twinlatch import access, factors, phone
from twinlatch.device_store import DeviceStore
from twinlatch.errors import BadCredentials, Throttled, TotpDisabled, UnknownDevice, WrongCode
from twinlatch.session import Session
from twinlatch.two_factor import proof, text_code
from twinlatch.two_factor.proof import Claim, Proof

DAY_S = 24 * 3600


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Phone:
    return in_place_of_the_gateway(monkeypatch)


@pytest.fixture
def owner(on: Computer, known: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    """A computer with a gateway and a proved phone number; nobody is logged in."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    computer = again(on, tmp_path / "computer", monkeypatch)
    session = computer.enter(computer.fresh_code())
    set_up(session, computer, known)
    session.close()
    known.messages.clear()
    return computer


def enter(session: Session, code: str) -> str:
    """What becomes of a log-in with that code."""
    try:
        return access.login(session, EMAIL, PASSWORD, text_code=code).state
    except WrongCode as refusal:
        return str(refusal.data["why"])
    except Throttled:
        return "throttled"


def test_a_code_works_once(owner: Computer, known: Phone) -> None:
    """Not again in the browser it was sent for, nor in another, nor after the person logged out."""
    session = owner.start()
    text_me(session)
    assert enter(session, known.code()) == "unlocked"
    assert enter(session, known.code()) == "text_over"
    session.close()
    assert enter(session, known.code()) == "text_over"
    assert enter(owner.start(), known.code()) == "text_over"


def test_a_code_of_another_attempt_opens_nothing(owner: Computer, known: Phone) -> None:
    """It is bound to the process that sent it, to the newest message there, and to its generation of the vault."""
    first, second = owner.start(), owner.start()
    text_me(first)
    code = known.code()
    assert enter(second, code) == "text_over"
    text_me(second)
    assert enter(second, code) == "text"
    text_me(first)
    assert enter(first, code) == "text"
    inside = owner.enter(owner.fresh_code())
    with inside.proved(PASSWORD, owner.fresh_code()) as proved:
        factors.renew_codes(inside, proved)
    assert enter(first, known.code()) == "text_over"


@pytest.mark.parametrize("way", ["removed", "replaced"])
def test_a_code_sent_to_a_phone_that_is_no_longer_the_owners_opens_nothing(
    owner: Computer, known: Phone, way: str
) -> None:
    """As after a theft: what was sent before the owner removed the number, or set another one, is over."""
    thief = owner.start()
    text_me(thief)
    stolen = known.code()
    session = owner.enter(owner.fresh_code())
    if way == "replaced":
        change(session, owner, known, "+4915187654321")
    else:
        with session.proved(PASSWORD, owner.fresh_code()) as proved:
            phone.remove_number(session, proved)
    assert enter(thief, stolen) == "text_over"


def test_the_sixth_guess_is_refused_even_if_right(owner: Computer, known: Phone) -> None:
    """Five wrong ones end a code, and are wrong codes like the app's: the next waits, in every process."""
    session = owner.start()
    text_me(session)
    assert [enter(session, known.wrong_code()) for _ in range(5)] == ["text"] * 4 + ["text_over"]
    assert enter(session, known.code()) == "throttled"
    with pytest.raises(Throttled):
        access.login(owner.start(), EMAIL, PASSWORD, owner.code(1))
    with pytest.raises(Throttled):
        text_me(owner.start())
    owner.clock.advance(30)
    assert enter(session, known.code()) == "text_over"
    assert owner.guard().code_failures == 6


def test_codes_of_app_and_text_share_one_counter(owner: Computer, known: Phone) -> None:
    """Sending a text between guesses gives no guess back."""
    session = owner.start()
    for _ in range(2):
        text_me(session)
        enter(session, known.wrong_code())
        with pytest.raises(WrongCode):
            access.login(session, EMAIL, PASSWORD, owner.wrong_code())
    text_me(session)
    enter(session, known.wrong_code())
    assert owner.guard().code_failures == 5
    with pytest.raises(Throttled):
        access.login(session, EMAIL, PASSWORD, owner.code(1))


@pytest.mark.parametrize("wait", [0, text_code.LIFETIME_S - 1, -2, text_code.LIFETIME_S, -3600, -DAY_S])
def test_a_code_lasts_ten_minutes(owner: Computer, known: Phone, wait: float) -> None:
    """By a clock that goes on, or is put right by seconds; set back, it makes no code live longer."""
    session = owner.start()
    text_me(session)
    owner.clock.advance(wait)
    assert enter(session, known.code()) == ("unlocked" if -60 < wait < text_code.LIFETIME_S else "text_over")


def test_the_sixth_message_of_a_day_is_not_sent(owner: Computer, known: Phone) -> None:
    """Counted over restarts and with the vault file put back; a day after the first there is one more."""
    original = owner.vault_file.read_bytes()
    for _ in range(5):
        text_me(owner.start())
        owner.clock.advance(60)
    owner.vault_file.write_bytes(original)
    for wait in (0, DAY_S - 5 * 60 - 1):
        owner.clock.advance(wait)
        with pytest.raises(Throttled) as refusal:
            text_me(owner.start())
        assert refusal.value.data["why"] == "texts"
    owner.clock.advance(1)
    text_me(owner.start())
    with pytest.raises(Throttled):
        text_me(owner.start())
    assert len(known.messages) == 6


def test_a_message_is_counted_before_it_is_sent(owner: Computer, known: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that is killed while it sends has counted."""

    def killed(url: str, number: str, text: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("twinlatch.text_messages.gateway.send", killed)
    with pytest.raises(KeyboardInterrupt):
        text_me(owner.start())
    assert owner.guard().text_times[-1] == owner.clock.wall


def test_nothing_is_sent_without_the_password(owner: Computer, known: Phone) -> None:
    """A wrong one is charged like at any log-in; nobody learns whether there is a phone."""
    for _ in range(5):
        with pytest.raises(BadCredentials):
            text_me(owner.start(), "wrong")
    with pytest.raises(Throttled):
        text_me(owner.start())
    assert known.messages == []


def test_another_device_gets_nothing(
    owner: Computer, known: Phone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With vault and password elsewhere no text is sent, and a code from one opens nothing."""
    session = owner.start()
    text_me(session)
    thief = owner.copied_to(tmp_path / "thief")
    for note in (thief.state / "devices").iterdir():
        note.unlink()
    thief.sit_down(monkeypatch)
    elsewhere = thief.start()
    with pytest.raises(UnknownDevice):
        text_me(elsewhere)
    elsewhere.texted = session.texted
    with pytest.raises(UnknownDevice):
        access.login(elsewhere, EMAIL, PASSWORD, text_code=known.code())
    assert len(known.messages) == 1


def test_after_a_hundred_wrong_codes_no_text_helps(owner: Computer, known: Phone) -> None:
    """Recovery codes only: nothing is sent, and what was sent before is refused."""
    session = owner.start()
    text_me(session)
    code = known.code()
    for _ in range(100):
        owner.clock.advance(3600)
        with pytest.raises(WrongCode):
            access.login(owner.start(), EMAIL, PASSWORD, owner.wrong_code())
    owner.clock.advance(3600)
    with pytest.raises(TotpDisabled):
        text_me(owner.start())
    with pytest.raises(TotpDisabled):
        access.login(session, EMAIL, PASSWORD, text_code=code)
    assert len(known.messages) == 1


def test_sending_releases_nothing(owner: Computer, known: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    """The vault is closed and every key wiped before anything is sent; nobody is logged in, no file holds the code."""
    proofs: list[Proof] = []

    def watched(path: Path, claim: Claim, devices: DeviceStore, now: float) -> Proof:
        proofs.append(proof.prove(path, claim, devices, now))
        assert any(proofs[-1].vault_key)
        return proofs[-1]

    def send(url: str, number: str, text: str) -> None:
        known.send(url, number, text)
        assert [*map(any, (proofs[-1].vault_key, proofs[-1].a))] == [False, False]

    monkeypatch.setattr("twinlatch.session.prove", watched)
    monkeypatch.setattr("twinlatch.text_messages.gateway.send", send)
    session = owner.start()
    text_me(session)
    assert session.state().state == "logged_out"
    secrets = [known.code().encode(), NUMBER.encode(), URL.encode()]
    contents = [file.read_bytes() for file in owner.folder.rglob("*") if file.is_file()]
    assert contents
    assert not [secret for secret in secrets for content in contents if secret in content]
