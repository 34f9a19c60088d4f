"""Computers on which a master password is stretched in no time, here and in processes of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.host.computers import EMAIL, LOGIN, NOW, PASSWORD, Clock, Computer
from twinlatch import access
from twinlatch.crypto import Bytes, KdfParams
from twinlatch.device_store import Where
from twinlatch.errors import TwinlatchError
from twinlatch.session import Session
from twinlatch.two_factor import proof
from twinlatch.vault.store import read_header

NEW_PASSWORD = "granite whisper nineteen boats"


def stand_in(password: Bytes, salt: bytes, params: KdfParams) -> bytearray:
    """In place of Argon2id, whose cost is not what is tested here."""
    return bytearray(hashlib.sha256(bytes(password) + salt).digest())


def stretch_quickly() -> None:
    """From now on, in this process."""
    vars(proof)["argon2id"] = stand_in


def make(folder: Path, patch: pytest.MonkeyPatch, *, two_factor: bool, where: Where = "file") -> Computer:
    """An account with one login in its vault, and two-factor on if it is asked for, the device secret there."""
    patch.setattr(proof, "argon2id", stand_in)
    computer = Computer(folder)
    computer.sit_down(patch)
    session = computer.start()
    access.create(session, EMAIL, PASSWORD)
    session.library.create("login", LOGIN, NOW)
    if two_factor:
        computer.enrol(session, where)
    computer.close()
    computer.sessions.clear()
    return computer


def again(computer: Computer, folder: Path, patch: pytest.MonkeyPatch) -> Computer:
    """The same folders elsewhere, where one sits down."""
    copy = computer.copied_to(folder)
    copy.sit_down(patch)
    return copy


def stretched(computer: Computer, password: str = PASSWORD) -> bytes:
    """`A` of the computer's vault."""
    return bytes(stand_in(password.encode(), read_header(computer.vault_file).salt, KdfParams(0, 0, 0)))


def with_code(session: Session, computer: Computer, password: str = PASSWORD) -> None:
    computer.login(session, computer.fresh_code(), password=password)


def is_let_in(computer: Computer, attempt: Callable[[Session], Any], password: str = LOGIN["password"]) -> bool:
    """Whether it opens the vault, and the one login in it has this password."""
    session = computer.start()
    try:
        attempt(session)
        (item_id,) = session.library.entries
        return bool(session.library.get(item_id)["password"] == password)
    except TwinlatchError:
        return False
    finally:
        session.close()
        computer.sessions.clear()


def at(folder: Path, wall: float, seed: str, codes: list[str]) -> Computer:
    """A computer that another process prepared."""
    return Computer(folder, Clock(wall), bytes.fromhex(seed), codes)
