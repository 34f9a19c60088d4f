"""5: kill -9 around check and store, in a real process, at every file operation of a log-in."""

from __future__ import annotations

import re
import signal
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from tests.adversary.computers import again, is_let_in, stand_in
from tests.adversary.dying import STRACE, WRITING, Dying
from tests.adversary.dying_process import DONE
from tests.host.computers import Computer
from twinlatch.two_factor import proof

pytestmark = pytest.mark.skipif(STRACE is None, reason="needs strace, and a Linux that lets it attach")


def test_a_code_is_good_once_or_dead(
    on: Computer, dying: Dying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before its step is stored the code opens once more; killed after, never; a whole log-in uses it up."""
    monkeypatch.setattr(proof, "argon2id", stand_in)
    whole = again(on, tmp_path / "whole", monkeypatch)
    end = dying.trace("log in", whole)
    assert end.status == DONE
    calls = [call for call in re.findall(r"^(\w+)\(", end.calls, re.MULTILINE) if call in WRITING]
    good = []
    for at, call in enumerate(calls):
        computer = again(on, tmp_path / f"{at}", monkeypatch)
        number = Counter(calls[: at + 1])[call]
        end = dying.trace("log in", computer, "-e", f"inject={call}:signal=KILL:when={number}")
        assert end.status == -signal.SIGKILL
        same_code = partial(computer.login, code=computer.fresh_code())
        good.append(is_let_in(computer, same_code))
        assert not is_let_in(computer, same_code)
    assert good == sorted(good, reverse=True)
    assert (good[0], good[-1]) == (True, False)
    assert not is_let_in(whole, lambda session: whole.login(session, whole.fresh_code()))
    print(f"{len(good)} deaths, good after {sum(good)}")
