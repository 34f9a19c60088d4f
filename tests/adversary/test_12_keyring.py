"""12: a keyring that refuses, lies or hangs at the 1st, 2nd, ... n-th thing it is asked in any ceremony.

Once, and from then on. Whatever it does, the vault opens with exactly the old or exactly the new factors when the
keyring is well again; what was acknowledged stays; what was not done is refused by name, without the keyring's words.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from keyring.errors import KeyringError

from tests.adversary.computers import again, make, stand_in
from tests.adversary.operations import OPERATIONS, Act, older_put_back, ways_in
from tests.host import keyrings
from tests.host.computers import Computer
from twinlatch import device_store
from twinlatch.device_store import SystemKeyring
from twinlatch.errors import TwinlatchError
from twinlatch.two_factor import proof

MOODS = ("refuses", "refuses late", "lies", "hangs")
"""`refuses late`: it does what it was asked and says that it could not."""
WORDS = "words of the keyring's"


class Moody(keyrings.FileKeyring):
    """Works, but within a block of `being` goes wrong at the calls that `wrong` names by their number."""

    mood: ClassVar[str | None] = None
    wrong: ClassVar[Callable[[int], bool]]
    asked: ClassVar[int] = 0
    hanging: ClassVar[threading.Event] = threading.Event()

    @classmethod
    @contextmanager
    def being(cls, mood: str, wrong: Callable[[int], bool]) -> Iterator[None]:
        """The calls of the block are counted in `asked`."""
        cls.mood, cls.wrong, cls.asked, cls.hanging = mood, staticmethod(wrong), 0, threading.Event()
        try:
            yield
        finally:
            cls.mood = None
            cls.hanging.set()

    def get_password(self, service: str, username: str) -> str | None:
        return self._asked(lambda: super(Moody, self).get_password(service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._asked(lambda: super(Moody, self).set_password(service, username, password))

    def delete_password(self, service: str, username: str) -> None:
        self._asked(lambda: super(Moody, self).delete_password(service, username))

    def _asked(self, work: Callable[[], str | None]) -> str | None:
        if Moody.mood is None:
            return work()
        Moody.asked += 1
        if not Moody.wrong(Moody.asked):
            return work()
        mood = Moody.mood
        match mood:
            case "hangs":
                Moody.hanging.wait()
            case "refuses late":
                work()
        if mood != "lies":
            raise KeyringError(WORDS)
        return None


@pytest.fixture(scope="module")
def begins(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Computer, dict[str, str]]]:
    """The computer on which each operation begins, to be copied, and what is in its keyring."""
    folder = tmp_path_factory.mktemp("begins")
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        keyrings.use(patch, folder, Moody)
        off = make(folder / "off", patch, two_factor=False), keyrings.items()
        on = make(folder / "on", patch, two_factor=True, where="keyring"), keyrings.items()
        older = again(on[0], folder / "older", patch)
        older_put_back(older)
        found = {name: off if operation.begins_off else on for name, operation in OPERATIONS.items()}
        found["restore"] = older, keyrings.items()
    return found


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_keyring_that_goes_wrong(
    name: str,
    mood: str,
    begins: dict[str, tuple[Computer, dict[str, str]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """At every call until the operation completes without it."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    monkeypatch.setattr(device_store, "_read_in_new_process", lambda item: SystemKeyring.find().read(item))  # quicker
    keyrings.use(monkeypatch, tmp_path, Moody)
    original, kept = begins[name]
    number = done = 0
    while number <= Moody.asked:
        number += 1
        for wrong in (number.__eq__, number.__le__):
            keyrings.keep(kept)
            computer = again(original, tmp_path / f"{number} {wrong.__name__}", monkeypatch)
            found, acknowledged = go_wrong(name, computer, mood, wrong, monkeypatch)
            assert found in (OPERATIONS[name].old, OPERATIONS[name].new), (number, wrong)
            assert not acknowledged or found == OPERATIONS[name].new, (number, wrong)
            done += acknowledged
    print(f"{name}: {number - 1} calls, done with {done} of {2 * number} keyrings")


def go_wrong(
    name: str, computer: Computer, mood: str, wrong: Callable[[int], bool], patch: pytest.MonkeyPatch
) -> tuple[frozenset[str], bool]:
    """The ways in afterwards, with a keyring that works, and whether the operation said that it was done."""
    session, old_seed = computer.start(), computer.seed
    act = OPERATIONS[name].begin(computer, session, "keyring")
    new_seed, computer.seed = computer.seed, old_seed
    with Moody.being(mood, wrong), patch.context() as impatient:
        impatient.setattr(device_store, "_LIMIT_S", 0.1 if mood == "hangs" else 30.0)
        refusal = refusal_of(act)
    session.close()
    computer.sessions.clear()
    assert WORDS not in f"{refusal}{refusal.data if refusal else ''}"
    kept = keyrings.items()
    return ways_in(name, computer, new_seed, patch, lambda: keyrings.keep(kept)), refusal is None


def refusal_of(act: Act) -> TwinlatchError | None:
    try:
        act()
    except TwinlatchError as refusal:
        return refusal
    return None
