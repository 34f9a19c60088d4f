"""11: death at every file operation of logging in, saving, enrolling and every change of the factors.

Killed by strace at its n-th system call of a kind; refused that call as by a broken disk, or it and every later one of
the kind as by a full one; cut short in the midst of a write; with a folder that is read-only or gone. The vault opens
with exactly the old or exactly the new factors, what was acknowledged stays, and what was not done is refused by name.
"""

from __future__ import annotations

import re
import shutil
import signal
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.adversary.computers import again, make, stand_in
from tests.adversary.dying import STRACE, WRITING, Dying, End
from tests.adversary.dying_process import AWAY, DONE, REFUSED
from tests.adversary.operations import OPERATIONS, older_put_back, ways_in
from tests.host.computers import Computer
from twinlatch.two_factor import proof

needs_strace = pytest.mark.skipif(STRACE is None, reason="not run: needs strace, and a Linux that lets it attach")
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="not run: permissions and limits as on Linux")

SAMPLE = 2
"""At each kind of call an operation dies about so often in the normal run; the first and the last are among them."""
INJECTIONS = {
    "killed": "signal=KILL:when={}",
    "disk full": "error=ENOSPC:when={}+",
    "disk broken": "error=EIO:when={}",
}
SIZES = [*range(1, 1000, 37), *range(1000, 220_000, 3001)]
"""At which a file's writing is cut: within the memory of a device, the journal and the vault."""
FEW_SIZES = SIZES[5::17]
FOLDERS = ("read-only vault", "read-only vault folder", "read-only state folder", "no vault folder", "no state folder")


@pytest.fixture(scope="module")
def begins(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Computer]:
    """The computer on which each operation begins; to be copied."""
    folder = tmp_path_factory.mktemp("begins")
    with pytest.MonkeyPatch.context() as patch:
        off = make(folder / "off", patch, two_factor=False)
        on = make(folder / "on", patch, two_factor=True)
        older = again(on, folder / "older", patch)
        older_put_back(older)
    return {name: off if operation.begins_off else on for name, operation in OPERATIONS.items()} | {"restore": older}


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "argon2id", stand_in)


@needs_strace
@pytest.mark.parametrize("name", OPERATIONS)
def test_death(
    name: str, begins: dict[str, Computer], dying: Dying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    """Whatever it was killed at or refused, the ways in are the old or the new ones; done, the new ones."""
    whole = again(begins[name], tmp_path / "whole", monkeypatch)
    end = dying.trace(name, whole)
    calls = Counter(re.findall(r"^(\w+)\(", end.calls, re.MULTILINE))
    assert (end.status, ways_in(name, whole, end.seed, monkeypatch)) == (DONE, OPERATIONS[name].new)
    tried = Counter[str]()
    for how, call, number in deaths(calls, full=full):
        computer = again(begins[name], tmp_path / f"{how} {call} {number}", monkeypatch)
        end = dying.trace(name, computer, "-e", f"inject={call}:{INJECTIONS[how].format(number)}")
        assert (end.status == -signal.SIGKILL) is (how == "killed"), (how, call, number)
        check(name, computer, end, monkeypatch)
        tried[how] += 1
        shutil.rmtree(computer.folder)
    print(f"{name}: {dict(calls)}, tried {dict(tried)}")


def deaths(calls: Counter[str], *, full: bool) -> Iterator[tuple[str, str, int]]:
    """Which call of which kind an operation dies at, and how."""
    for call, count in calls.items():
        numbers = range(1, count + 1)
        sample = numbers if full or call == "write" else sorted({1, *numbers[:: count // SAMPLE or 1], count})
        last = numbers if full or call == "write" else [count]
        if call in WRITING:
            yield from (("killed", call, number) for number in sample)
            yield from (("disk full", call, number) for number in last)
        yield from (("disk broken", call, number) for number in last)


@needs_linux
@pytest.mark.parametrize("name", OPERATIONS)
def test_a_write_cut_short(
    name: str, begins: dict[str, Computer], dying: Dying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full: bool
) -> None:
    """The disk takes a part of what is written, and no more."""
    refused = 0
    for size in SIZES if full else FEW_SIZES:
        computer = again(begins[name], tmp_path / f"{size}", monkeypatch)
        end = dying.run(name, computer, "files of a limited size", size)
        check(name, computer, end, monkeypatch)
        refused += end.status == REFUSED
        shutil.rmtree(computer.folder)
    print(f"{name}: {len(SIZES if full else FEW_SIZES)} sizes, refused at {refused}")
    assert refused


@needs_linux
@pytest.mark.parametrize("name", OPERATIONS)
def test_folders_that_are_read_only_or_gone(
    name: str, begins: dict[str, Computer], dying: Dying, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused by name, or done; when the vault is writable and in its place again, the ways in are as they must be."""
    for harm in FOLDERS:
        computer = again(begins[name], tmp_path / harm, monkeypatch)
        end = dying.run(name, computer, harm)
        put_right(computer)
        check(name, computer, end, monkeypatch, forgot=harm == "no state folder")


def put_right(computer: Computer) -> None:
    """The vault folder comes back, everything is writable; a state folder that went is gone."""
    away = computer.data.with_name(f"{computer.data.name} {AWAY}")
    if away.exists():
        shutil.rmtree(computer.data, ignore_errors=True)
        away.rename(computer.data)
    for path in (computer.data, computer.vault_file, computer.state / "devices"):
        if path.exists():
            path.chmod(0o700 if path.is_dir() else 0o600)


def check(name: str, computer: Computer, end: End, patch: pytest.MonkeyPatch, *, forgot: bool = False) -> None:
    """`forgot`: the device secret went with its folder, and only a recovery code is left of the old ways."""
    operation = OPERATIONS[name]
    found = ways_in(name, computer, end.seed, patch)
    assert end.status in (DONE, REFUSED, -signal.SIGKILL), computer.folder.name
    if end.status == DONE:
        assert found == operation.new, computer.folder.name
    else:
        assert found in (operation.new, operation.old - {"code"} if forgot else operation.old), computer.folder.name
