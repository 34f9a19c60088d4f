"""Real hosts at one vault, let go together: one code opens once, guessers share one counter, and no save is lost."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests.host.computers import EMAIL, PASSWORD, Computer, totp
from tests.host.host_process import HostProcess, Refused

HOSTS = 4


SAVES = 15


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


def test_two_browsers_saving(off: Computer) -> None:
    """What both acknowledged is in both lists; of two changes to one login the later is told of the first."""
    (off.folder / "data").rename(off.folder / "vaults")

    def save(host: HostProcess, name: str) -> list[str]:
        return [host.ask("items.create", item={"title": f"{name} {n}"})["title"] for n in range(SAVES)]

    def change(host: HostProcess, item: dict[str, str]) -> str:
        try:
            host.ask("items.update", id=item["id"], version=item["version"], changes={"notes": "changed"})
        except Refused as refused:
            return str(refused)
        return "saved"

    with HostProcess(off.folder) as one, HostProcess(off.folder) as other, ThreadPoolExecutor(2) as pool:
        for host in (one, other):
            host.hello()
            host.ask("session.login", email=EMAIL, master_password=PASSWORD)
        saved = sorted(itertools.chain(*pool.map(save, (one, other), ("one", "other"))))
        lists = [host.ask("items.list", limit=500)["items"] for host in (one, other)]
        assert [sorted(item["title"] for item in items) for items in lists] == [saved, saved]
        assert len(saved) == 2 * SAVES
        for item in lists[0]:
            assert sorted(pool.map(change, (one, other), (item, item))) == ["conflict", "saved"]
