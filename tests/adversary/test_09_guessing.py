"""9: 64 hosts guessing, restarts, a restored file: within the policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from tests.adversary.computers import again
from tests.adversary.racing import Racing
from tests.host.computers import Computer

HOSTS = 64


def wrong_codes(computer: Computer) -> Iterator[str]:
    """Codes that the app shows neither now nor in the next hour."""
    shown = {computer.code(steps) for steps in range(-3, 120)}
    return (code for code in (f"{number:06}" for number in range(10**6)) if code not in shown)


def test_guessers_share_one_counter(
    on: Computer, racing: Racing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five guesses of 64 are free; then, in new processes and on a restored file, one for each wait that has passed."""
    computer = again(on, tmp_path / "computer", monkeypatch)
    original = computer.vault_file.read_bytes()
    codes = wrong_codes(computer)
    tried = Counter(racing.run(computer, list(islice(codes, HOSTS))))
    assert tried == {"wrong_code": 5, "throttled": HOSTS - 5}
    for waited, found in ((29, 0), (1, 1), (59, 0), (1, 1), (119, 0), (1, 1)):
        computer.clock.advance(waited)
        computer.vault_file.write_bytes(original)
        tried = Counter(racing.run(computer, list(islice(codes, HOSTS))))
        assert tried == Counter({"wrong_code": found, "throttled": HOSTS - found}), waited
    assert Counter(racing.run(computer, [computer.fresh_code()] * HOSTS)) == {"throttled": HOSTS}
    computer.clock.advance(240)
    assert Counter(racing.run(computer, [computer.code()] * HOSTS)) == {"unlocked": 1, "code_already_used": HOSTS - 1}


def test_guessers_of_the_password_only_wait(
    on: Computer, racing: Racing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five of 64 are free, the rest wait; half a minute later the owner is let in."""
    computer = again(on, tmp_path / "computer", monkeypatch)
    assert Counter(racing.run(computer, ["000000"] * HOSTS, "wrong")) == {"bad_credentials": 5, "throttled": HOSTS - 5}
    computer.clock.advance(30)
    assert racing.run(computer, [computer.fresh_code()]) == ["unlocked"]
