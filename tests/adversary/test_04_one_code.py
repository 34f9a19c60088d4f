"""4: one code to many hosts at once: one success. `TWINLATCH_ROUNDS=10000` for the long form."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.adversary.computers import again, make
from tests.adversary.racing import Racing
from tests.host.computers import Computer

ROUNDS = int(os.environ.get("TWINLATCH_ROUNDS", "36"))
KEYRING_ROUNDS = max(ROUNDS // 50, 6)
HOSTS = 4


def test_one_code_opens_once(on: Computer, racing: Racing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Released together, with the memory in a file: in every round one process is let in, whichever it is."""
    computer = again(on, tmp_path / "computer", monkeypatch)
    for number in range(ROUNDS):
        answers = racing.run(computer, [computer.fresh_code()] * HOSTS)
        assert sorted(answers) == ["code_already_used"] * (HOSTS - 1) + ["unlocked"], number
    print(f"{ROUNDS} rounds of {HOSTS} hosts")


@pytest.mark.secret_service
def test_one_code_opens_once_with_a_keyring(racing: Racing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with a real Secret Service, which at times fails one process while it writes for another."""
    computer = make(tmp_path / "computer", monkeypatch, two_factor=True, where="keyring")
    answers = Counter[str]()
    for _ in range(KEYRING_ROUNDS):
        found = Counter(racing.run(computer, [computer.fresh_code()] * HOSTS))
        assert found["unlocked"] <= 1, found
        answers += found
    print(f"{KEYRING_ROUNDS} rounds of {HOSTS} hosts with a keyring: {dict(answers)}")
    assert set(answers) <= {"unlocked", "code_already_used", "keyring_failed"}
    assert answers["keyring_failed"] <= answers["unlocked"] // 10
    assert computer.note() == {"store": "keyring"}
