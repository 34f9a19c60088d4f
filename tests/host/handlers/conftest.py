"""A person who is logged in, with a vault of their own on the disk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.host.handlers.asking import MASTER_PASSWORD, NOW, Ask
from twinlatch import access
from twinlatch.session import Session
from twinlatch.vault.format import FLOOR


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Unlocked. One for all tests of a module: each has logins of its own."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("TWINLATCH_HOME", str(tmp_path_factory.mktemp("vaults")))
        environment.setenv("TWINLATCH_STATE", str(tmp_path_factory.mktemp("state")))
        opened = Session(now=lambda: NOW, kdf=FLOOR)
        access.create(opened, "ana@example.com", MASTER_PASSWORD)
        yield opened
        opened.close()


@pytest.fixture
def ask(session: Session) -> Ask:
    return Ask(session)
