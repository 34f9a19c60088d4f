"""10: one recovery code, or several of the ten, at many hosts at once: one of them turns two-factor off.

`TWINLATCH_ROUNDS=1000` for the long form.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.adversary.computers import again, is_let_in, stand_in
from tests.adversary.racing import Racing
from tests.host.computers import Computer
from twinlatch.two_factor import proof
from twinlatch.vault.store import read_header

ROUNDS = max(int(os.environ.get("TWINLATCH_ROUNDS", "80")) // 10, 1)
HOSTS = 4


@pytest.mark.parametrize("same", [True, False], ids=["one code", "several codes"])
def test_one_recovery(
    same: bool, on: Computer, racing: Racing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are refused, or come after it and enter by the password, which opens the vault then."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    answers = Counter[str]()
    for number in range(ROUNDS):
        computer = again(on, tmp_path / f"{number}", monkeypatch)
        codes = computer.recovery_codes[:1] * HOSTS if same else computer.recovery_codes[:HOSTS]
        found = Counter(racing.run(computer, codes, recovery=True))
        assert found["turned_off"] == 1, found
        assert set(found) <= {"turned_off", "wrong_recovery_code", "unlocked"}, found
        assert read_header(computer.vault_file).generation == read_header(on.vault_file).generation + 1
        assert is_let_in(computer, computer.login)
        shutil.rmtree(computer.folder)
        answers += found
    print(f"{ROUNDS} rounds of {HOSTS} hosts: {dict(answers)}")
