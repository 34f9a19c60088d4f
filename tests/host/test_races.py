"""Real hosts at one vault, let go together: one code opens once, and guessers share one counter."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.host.computers import EMAIL, PASSWORD, Computer, totp
from tests.host.host_process import HostProcess, Refused

HOSTS = 4


@pytest.fixture
def hosts(off: Computer, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[HostProcess]]:
    """Hosts of a computer whose two-factor was turned on some minutes ago, by the clock of the wall."""
    off.clock.wall = time.time() - 300
    off.enrol(off.enter())
    off.close()
    (off.folder / "data").rename(off.folder / "vaults")
    (off.state / "accounts.json").unlink()
    with ExitStack() as stack:
        running = [stack.enter_context(HostProcess(off.folder)) for _ in range(HOSTS)]
        for host in running:
            host.hello()
        yield running


def together(hosts: list[HostProcess], codes: list[str]) -> list[str]:
    """Each host logs in with its code, all at once; how each of them was answered."""

    def login(host: HostProcess, code: str) -> str:
        try:
            state: str = host.ask("session.login", email=EMAIL, master_password=PASSWORD, code=code)["state"]
        except Refused as refused:
            return str(refused)
        return state

    with ThreadPoolExecutor(len(hosts)) as pool:
        return sorted(pool.map(login, hosts, codes))


def test_one_code_at_many_hosts(off: Computer, hosts: list[HostProcess]) -> None:
    """4: of all hosts that are given the same code at once, exactly one opens."""
    code = totp(off.seed, int(time.time() // 30))
    assert together(hosts, [code] * HOSTS) == ["code_already_used"] * (HOSTS - 1) + ["unlocked"]


def test_many_guessers(off: Computer, hosts: list[HostProcess]) -> None:
    """9: wrong codes at many hosts count together: five are tried, then all wait."""
    shown = {totp(off.seed, int(time.time() // 30) + steps) for steps in range(-2, 4)}
    wrong = [code for code in (f"{number:06}" for number in range(20)) if code not in shown]
    answers = together(hosts, wrong[:HOSTS]) + together(hosts, wrong[HOSTS : 2 * HOSTS])
    assert sorted(answers) == ["throttled"] * (2 * HOSTS - 5) + ["wrong_code"] * 5
