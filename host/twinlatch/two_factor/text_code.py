"""The code sent by text message: 8 digits, for one attempt of one process, 10 minutes, 5 guesses, once.

It exists in this process alone: nothing of it is stored, so a restart ends it. How often codes may be sent is in the
guard state.
"""

from __future__ import annotations

from dataclasses import dataclass

from twinlatch.crypto import equal, random_bytes, wipe
from twinlatch.errors import WrongCode
from twinlatch.two_factor.generations import Credentials
from twinlatch.vault.format import Header

LIFETIME_S = 10 * 60.0
_CLOCK_SLACK_S = 60.0
_DIGITS = 8
_GUESSES = 5


@dataclass(repr=False)
class TextCode:
    """What was sent to a number (E.164), for one generation of one vault; `expires_at` in unix seconds."""

    vault_id: bytes
    generation: int
    number: str
    digits: str
    expires_at: float
    guesses_left: int = _GUESSES

    @classmethod
    def new(cls, header: Header, number: str, now: float) -> TextCode:
        digits = f"{int.from_bytes(random_bytes(16), 'big') % 10**_DIGITS:0{_DIGITS}}"
        return cls(header.vault_id, header.generation, number, digits, now + LIFETIME_S)

    def check(self, typed: str, header: Header, number: str | None, now: float) -> None:
        """Uses the code up when it is right. Raises WrongCode, for a code that is over too.

        `number` is the person's own now: what was sent to one that was removed or replaced since is over.
        """
        in_time = self.expires_at - LIFETIME_S - _CLOCK_SLACK_S <= now < self.expires_at
        if not (in_time and self.guesses_left and self._is_for(header) and self.number == number):
            raise over(now)
        self.guesses_left -= 1
        if not equal(typed.encode(errors="replace"), self.digits.encode()):
            raise WrongCode(now=now, why="text") if self.guesses_left else over(now)
        self.guesses_left = 0

    def _is_for(self, header: Header) -> bool:
        return (self.vault_id, self.generation) == (header.vault_id, header.generation)


def over(now: float) -> WrongCode:
    """No code that was sent works any more: another one must be."""
    return WrongCode(now=now, why="text_over")


@dataclass(frozen=True, repr=False)
class PhoneChange:
    """A number that its owner is about to prove, and what storing it takes: the proved password's credentials."""

    credentials: Credentials
    code: TextCode

    def wipe(self) -> None:
        wipe(self.credentials.a)
