"""4: one code to many hosts at once: one success. `TWINLATCH_ROUNDS=10000` for the long form."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.adversary.computers import again
from tests.adversary.racing import Racing
from tests.host.computers import Computer

ROUNDS = int(os.environ.get("TWINLATCH_ROUNDS", "36"))
HOSTS = 4


def test_one_code_opens_once(on: Computer, racing: Racing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Released together, in every round exactly one process is let in, whichever it is."""
    computer = again(on, tmp_path / "computer", monkeypatch)
    for number in range(ROUNDS):
        answers = racing.run(computer, [computer.fresh_code()] * HOSTS)
        assert sorted(answers) == ["code_already_used"] * (HOSTS - 1) + ["unlocked"], number
    print(f"{ROUNDS} rounds of {HOSTS} hosts")
