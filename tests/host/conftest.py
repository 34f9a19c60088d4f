"""Computers with an account, two-factor off or on: made once a run, then copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.host.computers import EMAIL, PASSWORD, Argon2, Computer
from twinlatch import access
from twinlatch.crypto import KdfParams
from twinlatch.two_factor import proof


@pytest.fixture(scope="session")
def stretched() -> dict[tuple[bytes, bytes, KdfParams], bytes]:
    """What Argon2id made of passwords in this run."""
    return {}


@pytest.fixture
def argon2(stretched: dict[tuple[bytes, bytes, KdfParams], bytes], monkeypatch: pytest.MonkeyPatch) -> Argon2:
    """Counts the runs of Argon2id."""
    counted = Argon2(stretched)
    monkeypatch.setattr(proof, "argon2id", counted)
    return counted


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """The folders of a new account."""
    computer = Computer(tmp_path_factory.mktemp("account"))
    with pytest.MonkeyPatch.context() as patch:
        computer.sit_down(patch)
        access.create(computer.start(), EMAIL, PASSWORD)
        computer.close()
    return computer


@pytest.fixture(scope="session")
def protected_account(
    account: Computer,
    stretched: dict[tuple[bytes, bytes, KdfParams], bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> Computer:
    """The folders of an account with two-factor on, its device secret in a file."""
    computer = account.copied_to(tmp_path_factory.mktemp("protected") / "computer")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(proof, "argon2id", Argon2(stretched))
        computer.sit_down(patch)
        computer.enrol(computer.enter())
        computer.close()
    return computer


@pytest.fixture
def off(account: Computer, argon2: Argon2, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Computer]:
    """A computer with an account, two-factor off."""
    computer = account.copied_to(tmp_path / "computer")
    computer.sit_down(monkeypatch)
    yield computer
    computer.close()


@pytest.fixture
def on(
    protected_account: Computer, argon2: Argon2, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Computer]:
    """A computer with an account, two-factor on, its device secret in a file; the code of this moment is used up."""
    computer = protected_account.copied_to(tmp_path / "computer")
    computer.sit_down(monkeypatch)
    yield computer
    computer.close()
