"""Real processes at one vault file: nothing that was acknowledged is lost."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

import twinlatch
from tests.host.vaults import content, make
from twinlatch.crypto import random_bytes, sha256
from twinlatch.errors import Damaged
from twinlatch.vault.store import read_header
from twinlatch.vault.vault import Vault

KEY = random_bytes(32)
_HOST = str(Path(twinlatch.__file__).parents[1])
_PROGRAM = str(Path(__file__).with_name("saving_process.py"))


class Saver:
    """A process that is about to save `count` records, or to begin as many generations."""

    def __init__(self, path: Path, name: str, count: int, *, work: str = "save", key: bytes = KEY) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-I", _PROGRAM, _HOST, str(path), key.hex(), work, name, str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def begin(self) -> None:
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.close()

    def first_acknowledged(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def acknowledged(self) -> set[str]:
        """What was acknowledged since, before the process ended; a line cut short was read by nobody."""
        assert self.process.stdout
        with self.process.stdout as said:
            lines = said.readlines()
        self.process.wait(60)
        return {line.strip() for line in lines if line.endswith("\n")}


def titles(path: Path, key: bytes = KEY) -> set[str]:
    """What is in the vault, every record decrypted."""
    vault = Vault.open(path, key)
    try:
        return {fields["title"] for fields in content(vault).values()}
    finally:
        vault.close()


def test_two_processes_at_once(tmp_path: Path) -> None:
    """Two that save 100 records each at the same time: all 200 are there, and every page fits."""
    path = tmp_path / "a.twinlatch"
    make(path, KEY).close()
    savers = [Saver(path, name, 100) for name in ("a", "b")]
    for saver in savers:
        saver.begin()
    said = [saver.acknowledged() for saver in savers]
    assert [len(acknowledged) for acknowledged in said] == [100, 100]
    assert titles(path) == said[0] | said[1]


def test_killed_while_saving(tmp_path: Path) -> None:
    """kill -9 at random moments: the vault opens, whole, with all that was acknowledged and at most one more."""
    path, rng = tmp_path / "a.twinlatch", random.Random(20261123)
    make(path, KEY).close()
    expected: set[str] = set()
    for number in range(20):
        saver = Saver(path, f"{number} ", 10_000)
        saver.begin()
        expected.add(saver.first_acknowledged())
        time.sleep(rng.uniform(0, 0.05))  # the moment of death, not a wait for something
        saver.process.kill()
        expected |= saver.acknowledged()
        found = titles(path)
        assert expected <= found
        assert len(found - expected) <= 1
        expected = found
    assert len(expected) >= 20


def test_killed_while_a_generation_begins(tmp_path: Path) -> None:
    """kill -9 at random moments: the vault opens, whole, with exactly the key of the generation its header names."""
    path, rng = tmp_path / "a.twinlatch", random.Random(20261123)
    make(path, KEY, entries=200).close()
    expected, keys, opened = titles(path), [KEY], 1
    for _ in range(10):
        saver = Saver(path, "", 10_000, work="rekey", key=keys[-1])
        saver.begin()
        saver.first_acknowledged()
        time.sleep(rng.uniform(0, 0.1))  # the moment of death
        saver.process.kill()
        begun = 1 + len(saver.acknowledged())
        generation = read_header(path).generation
        assert generation - opened in (begun, begun + 1)
        while opened < generation:
            keys.append(sha256(keys[-1]))
            opened += 1
        assert titles(path, keys[-1]) == expected
        with pytest.raises(Damaged):
            Vault.open(path, keys[-2])
