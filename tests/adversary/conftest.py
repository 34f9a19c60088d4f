"""How much of each attack is run: a sample in the normal run, all of it by `TWINLATCH_ATTACK=full`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adversary.computers import make
from tests.adversary.dying import Dying
from tests.adversary.racing import Racing
from tests.host.computers import Computer

FULL = os.environ.get("TWINLATCH_ATTACK") == "full"


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether every bit, every death and many rounds are tried."""
    return FULL


@pytest.fixture(scope="module")
def off(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """A computer with an account, two-factor off; to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        return make(Path(tmp_path_factory.mktemp("off")) / "computer", patch, two_factor=False)


@pytest.fixture(scope="module")
def on(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """A computer with an account, two-factor on; to be copied."""
    with pytest.MonkeyPatch.context() as patch:
        return make(Path(tmp_path_factory.mktemp("on")) / "computer", patch, two_factor=True)


@pytest.fixture(scope="module")
def dying() -> Iterator[Dying]:
    """Operations that die."""
    processes = Dying()
    yield processes
    processes.close()


@pytest.fixture(scope="module")
def racing() -> Iterator[Racing]:
    """Processes that log in at the same moment."""
    processes = Racing()
    yield processes
    processes.close()
