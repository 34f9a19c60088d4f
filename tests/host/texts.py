"""A phone for tests: what is sent to it, and a gateway that refuses where one is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.host.computers import EMAIL, PASSWORD, Computer
from tests.kannel import code_in
from twinlatch import phone
from twinlatch.errors import SmsFailed
from twinlatch.session import Session
from twinlatch.text_messages import gateway

NUMBER = "+4915112345678"
SHOWN = "+49 ••• ••78"
URL = "smpp://relay:gateway-secret@sms.example:2775/4915100000000/{phone}"


@dataclass
class Phone:
    """`messages`: the number and the text of each; `refusal`: why the gateway takes none."""

    messages: list[tuple[str, str]] = field(default_factory=list)
    refusal: str | None = None

    def send(self, url: str, number: str, text: str) -> None:
        if self.refusal:
            raise SmsFailed(why=self.refusal, words="")
        assert url == URL
        self.messages.append((number, text))

    def code(self) -> str:
        """The one in the newest message."""
        return code_in(self.messages[-1][1])

    def wrong_code(self) -> str:
        return f"{(int(self.code()) + 1) % 10**8:08}"


def in_place_of_the_gateway(patch: pytest.MonkeyPatch) -> Phone:
    known = Phone()
    patch.setattr(gateway, "send", known.send)
    return known


def set_up(session: Session, computer: Computer, known: Phone, number: str = NUMBER) -> None:
    """A gateway and a proved number; nobody remembers the message that proved it."""
    phone.set_gateway(session, "url", URL)
    change(session, computer, known, number)
    computer.clock.advance(24 * 3600)


def change(session: Session, computer: Computer, known: Phone, number: str = NUMBER) -> None:
    with session.proved(PASSWORD, computer.fresh_code()) as proof:
        phone.begin_change(session, proof, number, "en")
    phone.confirm_change(session, known.code())


def text_me(session: Session, password: str = PASSWORD) -> None:
    phone.send_login_code(session, EMAIL, password, "en")
