"""Twinlatch's own second factor is noticed before it is stored in the vault, and nothing else is taken for it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.host.computers import LOGIN, PASSWORD, Computer
from tests.host.handlers.asking import Ask
from twinlatch import access, factors
from twinlatch.crypto import random_bytes
from twinlatch.errors import OwnSecondFactor
from twinlatch.session import Session
from twinlatch.two_factor import own_factor, recovery_codes, totp

CODE = recovery_codes.to_text(bytes(range(15)))
SEED = bytes(range(20))
SECRET = base64.b32encode(SEED).decode()
MARKS = {own_factor.mark_of(SEED)}


def in_groups(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " \N{EN DASH} "),
        f"my ten codes:\n 1. {CODE}\n 2. {CODE}",
        f"word {CODE}, {CODE}",
        "recovery code=" + CODE,
    ],
)
def test_recovery_codes(text: str) -> None:
    """However they are written, among other words, whoever's they are."""
    assert own_factor.found_in(["", text], set()) == "recovery_code"


@pytest.mark.parametrize(
    "text",
    [SECRET, SECRET.lower(), in_groups(SECRET), f"key {in_groups(SECRET)}.", totp.provisioning_uri(SEED, "a@b.c")],
)
def test_seeds(text: str) -> None:
    """The account's own: as an app is given it by URI, as text, or typed into the notes."""
    assert own_factor.found_in([text], MARKS) == "seed"
    assert own_factor.found_in([text], set()) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        CODE[:-1] + ("A" if CODE[-1] != "A" else "B"),
        CODE[:-5],
        "x" + CODE.replace("-", ""),
        base64.b32encode(random_bytes(20)).decode(),
        "this that with from have been were " * 2000,
        "A" * 100_000,
        "A" * 28,
        "\N{LATIN SMALL LETTER LONG S}" + CODE[1:],
    ],
    ids=lambda text: text[:20],
)
def test_other_texts(text: str) -> None:
    """A slip in the checksum, something longer or shorter, another secret: not what is looked for."""
    assert own_factor.found_in([text], MARKS) is None


FIELDS: dict[str, Any] = {
    "totp": lambda text: text,
    "notes": lambda text: f"keep this\n{text}",
    "password": lambda text: text,
    "custom_fields": lambda text: [{"name": "code", "value": text, "hidden": True}],
}


@contextmanager
def refused(what: str) -> Iterator[None]:
    with pytest.raises(OwnSecondFactor) as refusal:
        yield
    assert refusal.value.data == {"reason": "own_second_factor", "what": what}


@pytest.mark.parametrize(
    ("what", "field"),
    [*(("seed", field) for field in FIELDS), ("recovery_code", "notes"), ("recovery_code", "password")],
)
def test_storing_it(what: str, field: str, on: Computer) -> None:
    """New or changed, an item that holds it is refused, and stored once the person says so; the refusal holds none of
    it, and what is changed later besides is stored as always."""
    session = on.enter(on.fresh_code())
    ask, text = Ask(session), in_groups(base64.b32encode(on.seed).decode()) if what == "seed" else on.recovery_codes[4]
    item = LOGIN | {field: FIELDS[field](text)}
    with refused(what):
        ask("items.create", item=item)
    other = ask("items.create", item=LOGIN)
    with refused(what):
        ask("items.update", id=other["id"], version=1, changes={field: item[field]})
    assert ask("items.list")["total"] == 1
    kept = ask("items.create", item=item, keep_own_second_factor=True)
    ask("items.update", id=other["id"], version=1, changes={field: item[field]}, keep_own_second_factor=True)
    assert ask("items.update", id=kept["id"], version=1, changes={"title": "Mine"})["title"] == "Mine"


def seed_refused(session: Session, secret: str) -> bool:
    try:
        Ask(session)("items.create", item=LOGIN | {"totp": secret})
    except OwnSecondFactor:
        return True
    return False


def test_the_seed_is_known_whenever_it_may_be_at_hand(off: Computer) -> None:
    """From the moment it is shown, through locking, unlocking by the password alone, and a new log-in."""
    session = off.enter()
    with session.proved(PASSWORD) as proof:
        enrolment = factors.begin_enrolment(session, proof, "file")
    off.seed, secret = enrolment.second_factor.seed, enrolment.secret
    assert seed_refused(session, secret)
    factors.confirm_enrolment(session, off.code())
    assert seed_refused(session, secret)
    session.lock()
    access.unlock(session, PASSWORD, None)
    assert seed_refused(session, secret)
    off.login(session, off.fresh_code())
    assert seed_refused(session, secret)
    assert not seed_refused(session, base64.b32encode(random_bytes(20)).decode())
