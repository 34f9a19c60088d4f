"""A person's computer: folders of its own, a clock that stands still, and sessions as browsers start them."""

from __future__ import annotations

import hmac
import json
import shutil
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from twinlatch import access, factors
from twinlatch.crypto import KdfParams, argon2id
from twinlatch.device_store import Where
from twinlatch.protocol import LoginResult
from twinlatch.session import Session
from twinlatch.two_factor.guard import Guard
from twinlatch.vault.format import FLOOR

EMAIL = "Ada.Lovelace@example.org"
PASSWORD = "quiet tractor under plum snow"
NOW = 1_800_000_000.0
"""January 2027, at the beginning of a time step."""
DAY_S = 86400.0
LOGIN: dict[str, Any] = {
    "title": "A bank",
    "urls": [{"url": "https://bank.example", "match": "domain"}],
    "username": "ada",
    "password": "analytical engine 1843",
    "totp": "",
    "notes": "",
    "custom_fields": [],
    "tags": [],
    "favorite": False,
}


@dataclass
class Clock:
    """Both clocks of a computer, in seconds."""

    wall: float = NOW
    up: float = 1000.0

    def advance(self, seconds: float) -> None:
        self.wall += seconds
        self.up += seconds


class Argon2:
    """The real Argon2id, counted; what was stretched once in a test run is remembered."""

    known: dict[tuple[bytes, bytes, KdfParams], bytes]

    def __init__(self, known: dict[tuple[bytes, bytes, KdfParams], bytes]) -> None:
        self.known = known
        self.runs: list[KdfParams] = []

    def __call__(self, password: bytes | bytearray, salt: bytes, params: KdfParams) -> bytearray:
        self.runs.append(params)
        key = (bytes(password), salt, params)
        if key not in self.known:
            self.known[key] = bytes(argon2id(password, salt, params))
        return bytearray(self.known[key])


@dataclass
class Computer:
    """One data and one state folder; `seed` and `recovery_codes` are what the person keeps."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    seed: bytes = b""
    recovery_codes: list[str] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def state(self) -> Path:
        return self.folder / "state"

    @property
    def vault_file(self) -> Path:
        (path,) = self.data.glob("*.twinlatch")
        return path

    def sit_down(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """What starts from now on, starts here."""
        monkeypatch.setenv("TWINLATCH_HOME", str(self.data))
        monkeypatch.setenv("TWINLATCH_STATE", str(self.state))

    def start(self) -> Session:
        """Another browser, nobody logged in."""
        session = Session(now=lambda: self.clock.wall, uptime=lambda: self.clock.up, kdf=FLOOR)
        self.sessions.append(session)
        return session

    def enter(self, code: str | None = None, *, password: str = PASSWORD, recovery: str | None = None) -> Session:
        """A browser in which the person logged in; raises what log-in does."""
        session = self.start()
        self.login(session, code, password=password, recovery=recovery)
        return session

    def login(
        self, session: Session, code: str | None = None, *, password: str = PASSWORD, recovery: str | None = None
    ) -> LoginResult:
        return access.login(session, EMAIL, password, code, recovery)

    def enrol(self, session: Session, where: Where = "file") -> None:
        """Turns two-factor on, with the code of this moment."""
        with session.proved(PASSWORD) as proof:
            self.seed = factors.begin_enrolment(session, proof, where).second_factor.seed
        self.recovery_codes = factors.confirm_enrolment(session, self.code())

    def fresh_code(self) -> str:
        """The code of a step that nobody used yet."""
        self.clock.advance(30)
        return self.code()

    def code(self, steps: int = 0) -> str:
        """What the authenticator app shows, `steps` from now."""
        return totp(self.seed, int(self.clock.wall // 30) + steps)

    def wrong_code(self) -> str:
        """Six digits that the app does not show for a while."""
        shown = {self.code(steps) for steps in range(-3, 4)}
        return next(code for code in ("000000", *(f"{n:06}" for n in range(1, 9))) if code not in shown)

    def note(self) -> dict[str, Any]:
        """What the state folder holds of the vault."""
        (path,) = (self.state / "devices").glob("*.json")
        note: dict[str, Any] = json.loads(path.read_bytes())
        return note

    def guard(self) -> Guard:
        return Guard.from_json(self.note()["memory"])

    def close(self) -> None:
        for session in self.sessions:
            session.close()

    def copied_to(self, folder: Path) -> Computer:
        """The same folders elsewhere, as they are on disk; who uses which file shows by its content."""
        shutil.copytree(self.folder, folder)
        (folder / "state" / "accounts.json").unlink(missing_ok=True)
        return Computer(folder, Clock(self.clock.wall, self.clock.up), self.seed, list(self.recovery_codes))


def totp(seed: bytes, step: int) -> str:
    """RFC 6238 by RFC 4226, section 5.3, in our own words."""
    mac = hmac.digest(seed, struct.pack(">Q", step), "sha1")
    at = mac[-1] & 15
    return f"{(int.from_bytes(mac[at : at + 4], 'big') & 0x7FFFFFFF) % 10**6:06}"


@contextmanager
def unchanged(path: Path) -> Iterator[None]:
    """What happens within must not change a byte of the file."""
    before = path.read_bytes()
    yield
    assert path.read_bytes() == before
