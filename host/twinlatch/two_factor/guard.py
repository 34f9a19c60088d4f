"""The guard state: what makes rate limit, replay protection and rollback protection hold. Pure: `now` is an argument.

It lives where the device secret lives, and in one piece with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from twinlatch.errors import RolledBack, Throttled, TotpDisabled
from twinlatch.vault.format import Header, b64, unb64

FREE_ATTEMPTS = 5
FIRST_CODE_DELAY_S = 30.0
LONGEST_CODE_DELAY_S = 3600.0
LONGEST_PASSWORD_DELAY_S = 30.0
CODES_UNTIL_DISABLED = 100
REMEMBERED_FAILURES = 20
TEXTS_A_DAY = 5
_DAY_S = 86400


@dataclass(frozen=True, repr=False)
class DeviceSecret:
    """32 random bytes of this computer, for one generation of one vault; `version` of its second-factor record."""

    generation: int
    secret: bytes
    version: int = 1


@dataclass(frozen=True)
class Failures:
    """What went wrong since the last log-in: wrong codes, the times of the newest of them, and wrong passwords
    (recovery codes among them), the last of them at `password_at`. Unix seconds."""

    codes: int = 0
    code_times: tuple[int, ...] = ()
    passwords: int = 0
    password_at: float = 0.0


@dataclass(frozen=True)
class Guard:
    """Immutable: each event gives the next state, which is stored before anything is answered.

    `code_failures` counts wrong codes after a proved password, of which a log-in by trust told `code_failures_told`;
    `password_failures` counts wrong passwords; `*_failed_at` are unix seconds. `last_step` is the last accepted TOTP
    time step. `text_times`: when codes were sent by text message, the newest five. `pending` is a device secret, and
    `off_generation` a generation without two-factor, written before the file was committed. `trust_ended` is why this
    device is no longer trusted.
    """

    current: DeviceSecret | None = None
    pending: DeviceSecret | None = None
    last_step: int | None = None
    code_failures: int = 0
    code_failed_at: float = 0.0
    password_failures: int = 0
    password_failed_at: float = 0.0
    failure_times: tuple[int, ...] = ()
    generation: int = 0
    sequence: int = 0
    spent_code: str | None = None
    off_generation: int | None = None
    trust_token: str | None = None
    trust_until: float = 0.0
    trust_ended: str | None = None
    code_failures_told: int = 0
    text_times: tuple[int, ...] = ()

    # --- before an attempt

    def with_clock(self, now: float) -> Guard:
        """A failure in the future was stamped by a clock since set back: its wait begins now, or it would never end."""
        return replace(
            self,
            code_failed_at=min(self.code_failed_at, now),
            password_failed_at=min(self.password_failed_at, now),
            text_times=tuple(min(at, int(now)) for at in self.text_times),
        )

    def check_generation(self, header: Header) -> None:
        """Refuses a file that takes two-factor back: an older one, or one in which it was turned off, but not here.

        While two-factor is off in both, an older file is a warning. Raises RolledBack.
        """
        if header.two_factor and header.generation < self.generation:
            raise RolledBack(why="older")
        if not header.two_factor and self.current and header.generation != self.off_generation:
            raise RolledBack(why="older" if header.generation < self.generation else "turned_off")

    def check_password_wait(self, now: float) -> None:
        """Raises Throttled: wrong passwords only ever wait, so that nobody at the keyboard can force the owner out."""
        delay = min(LONGEST_PASSWORD_DELAY_S, _doubling(self.password_failures, 1.0))
        _check_wait(delay, self.password_failed_at, now)

    def check_code_wait(self, now: float) -> None:
        """Raises TotpDisabled after 100 wrong codes in a row (NIST SP 800-63B, section 5.2.2), Throttled."""
        if self.code_failures >= CODES_UNTIL_DISABLED:
            raise TotpDisabled
        delay = min(LONGEST_CODE_DELAY_S, _doubling(self.code_failures, FIRST_CODE_DELAY_S))
        _check_wait(delay, self.code_failed_at, now)

    def check_text_wait(self, now: float) -> None:
        """Five text messages in 24 hours, and none while codes have to wait. Raises TotpDisabled, Throttled."""
        self.check_code_wait(now)
        if len(self.text_times) >= TEXTS_A_DAY and now < self.text_times[0] + _DAY_S:
            raise Throttled(retry_after_s=round(self.text_times[0] + _DAY_S - now, 1), why="texts")

    @property
    def has_device(self) -> bool:
        """Whether this computer holds a secret of the vault, of whatever generation."""
        return self.current is not None or self.pending is not None

    def devices_for(self, generation: int) -> list[DeviceSecret]:
        """The device secrets that may fit a file of this generation: the current one, then the pending one."""
        return [device for device in (self.current, self.pending) if device and device.generation == generation]

    def failures(self) -> Failures:
        """What a log-in tells: each failure once."""
        codes = max(0, self.code_failures - self.code_failures_told)
        times = (self.failure_times[-codes:] or (int(self.code_failed_at),)) if codes else ()
        return Failures(codes, times, self.password_failures, self.password_failed_at)

    # --- events

    def with_wrong_password(self, now: float) -> Guard:
        return replace(self, password_failures=self.password_failures + 1, password_failed_at=now)

    def with_wrong_code(self, now: float) -> Guard:
        times = (*self.failure_times, int(now))[-REMEMBERED_FAILURES:]
        return replace(self, code_failures=self.code_failures + 1, code_failed_at=now, failure_times=times)

    def with_text_sent(self, now: float) -> Guard:
        return replace(self, text_times=(*self.text_times, int(now))[-TEXTS_A_DAY:])

    def without_text_sent(self, at: float) -> Guard:
        """The gateway refused: nothing was sent."""
        times = list(self.text_times)
        if int(at) in times:
            times.remove(int(at))
        return replace(self, text_times=tuple(times))

    def with_accepted_code(self, step: int) -> Guard:
        return replace(self, last_step=step).cleared()

    def with_right_password(self) -> Guard:
        """A trusted device stood for the code: what was guessed of codes stays counted, and is told."""
        return replace(self, password_failures=0, password_failed_at=0.0, code_failures_told=self.code_failures)

    def cleared(self) -> Guard:
        """After a complete log-in."""
        return replace(
            self,
            code_failures=0,
            code_failed_at=0.0,
            password_failures=0,
            password_failed_at=0.0,
            code_failures_told=0,
        )

    def saw(self, generation: int, sequence: int = 0) -> Guard:
        """This device has opened this state of the file: what comes before the newest one seen is an older copy."""
        generation, sequence = max((self.generation, self.sequence), (generation, sequence))
        return replace(self, generation=generation, sequence=sequence)

    def went_back(self, generation: int, sequence: int) -> Guard:
        """An older copy was accepted; of generations the newest stays remembered."""
        return replace(self, sequence=sequence) if generation == self.generation else self

    def with_pending(self, device: DeviceSecret, step: int | None) -> Guard:
        """`step` is the first one of a new seed; None where the seed stays, and with it the memory of its steps."""
        known = (self.last_step,) if self.current or step is None else ()
        steps = [known_step for known_step in (step, *known) if known_step is not None]
        return replace(self, pending=device, last_step=max(steps, default=None))

    def turning_off(self, generation: int) -> Guard:
        return replace(self, off_generation=generation)

    def on_device(self, device: DeviceSecret) -> Guard:
        """The file that needs this secret is committed, or was opened with it."""
        return replace(self, current=device, pending=None, off_generation=None)

    def without_device(self, spent_code: str | None) -> Guard:
        """Two-factor is off; the memory of steps, generations and the spent code outlives it."""
        return replace(
            self,
            current=None,
            pending=None,
            off_generation=None,
            spent_code=spent_code or self.spent_code,
            trust_token=None,
            trust_ended=None,
        )

    def trusting(self, token: bytes, until: float) -> Guard:
        return replace(self, trust_token=b64(token), trust_until=until, trust_ended=None)

    def trusted_until(self, now: float) -> float | None:
        """As far as this device knows: the second-factor record decides."""
        return self.trust_until if self.trust_token and now < self.trust_until else None

    def without_trust(self, why: str) -> Guard:
        """`why` is said at the next log-in, if this device was trusted."""
        return replace(self, trust_token=None, trust_ended=why) if self.trust_token else self

    # --- as stored

    def to_json(self) -> dict[str, Any]:
        """Compact: what says nothing is left out, so that it fits a system keyring's smallest item."""
        fields = {name: value for name, value in vars(self).items() if value != getattr(Guard, name)}
        for name in ("current", "pending"):
            if name in fields:
                device = fields[name]
                fields[name] = [device.generation, b64(device.secret), device.version]
        return fields

    @classmethod
    def from_json(cls, memory: Mapping[str, Any] | None) -> Guard:
        """What cannot be read counts as nothing known."""
        try:
            return cls(**{name: _READERS[name](value) for name, value in (memory or {}).items()})
        except (KeyError, TypeError, ValueError, OverflowError):
            return cls()


def _device(value: Any) -> DeviceSecret:
    generation, secret, version = value
    return DeviceSecret(_whole(generation), unb64(secret), _whole(version))


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError
    return value


def _time(value: Any) -> float:
    if type(value) not in (int, float):
        raise TypeError
    return float(value)


def _times(value: Any) -> tuple[int, ...]:
    return tuple(map(_whole, value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _token(value: Any) -> str:
    unb64(value)
    return _text(value)


_OF_TYPE: dict[Any, Callable[[Any], Any]] = {
    "DeviceSecret | None": _device,
    "int": _whole,
    "int | None": _whole,
    "float": _time,
    "tuple[int, ...]": _times,
    "str | None": _text,
}
_READERS = {field.name: _OF_TYPE[field.type] for field in fields(Guard)} | {"trust_token": _token}
"""How each field is read from JSON. They raise TypeError, ValueError, OverflowError."""


def _doubling(failures: int, first: float) -> float:
    """Nothing for the first five failures, then `first`, twice `first`, ... seconds."""
    beyond = failures - FREE_ATTEMPTS
    return 0.0 if beyond < 0 else first * 2.0 ** min(beyond, 30)


def _check_wait(delay: float, failed_at: float, now: float) -> None:
    remaining = failed_at + delay - now
    if remaining > 0:
        raise Throttled(retry_after_s=round(remaining, 1))
