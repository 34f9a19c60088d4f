"""4: one code to many hosts at once: one success. `TWINLATCH_ROUNDS=10000` for the long form."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.adversary.computers import again, make
from tests.adversary.racing import Racing
from tests.host.computers import Computer

ROUNDS = int(os.environ.get("TWINLATCH_ROUNDS", "36"))
KEYRING_ROUNDS = max(ROUNDS // 50, 6)
HOSTS = 4


def race(computer: Computer, racing: Racing, rounds: int) -> None:
    """In every round exactly one process is let in, whichever it is."""
    for number in range(rounds):
        answers = racing.run(computer, [computer.fresh_code()] * HOSTS)
        assert sorted(answers) == ["code_already_used"] * (HOSTS - 1) + ["unlocked"], number
    print(f"{rounds} rounds of {HOSTS} hosts")


def test_one_code_opens_once(on: Computer, racing: Racing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Released together, with the memory in a file."""
    race(again(on, tmp_path / "computer", monkeypatch), racing, ROUNDS)


@pytest.mark.secret_service
def test_one_code_opens_once_with_a_keyring(racing: Racing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with the memory in a real Secret Service."""
    computer = make(tmp_path / "computer", monkeypatch, two_factor=True, where="keyring")
    race(computer, racing, KEYRING_ROUNDS)
    assert computer.note() == {"store": "keyring"}
