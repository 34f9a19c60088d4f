"""2: the stolen file and the right password, with every check of the code patched out in a copy of the host."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import twinlatch
from tests.adversary.computers import again
from tests.host.computers import NOW, PASSWORD, Computer

PATCHES = {
    "two_factor/totp.py": {
        "raise WrongCode(now=now)": "return current",
        "raise CodeAlreadyUsed(now=now)": "return current",
    },
    "two_factor/guard.py": {
        "raise TotpDisabled": "return",
        "raise Throttled(retry_after_s=round(remaining, 1))": "return",
        'raise RolledBack(why="older")': "return",
        'raise RolledBack(why="older" if header.generation < self.generation else "turned_off")': "return",
    },
    "two_factor/proof.py": {
        "raise UnknownDevice(label=name, since=since)": "known = [DeviceSecret(header.generation, bytes(32))]",
    },
}
"""What a thief changes. On a computer without the device secret a made-up one is tried."""

LOG_IN = """
import sys
sys.path[:0] = sys.argv[1:3]
from tests.adversary.racing_process import attempt
from tests.adversary.computers import stretch_quickly
import twinlatch
assert twinlatch.__file__.startswith(sys.argv[1])
stretch_quickly()
print(attempt(float(sys.argv[3]), {"folder": sys.argv[4], "password": sys.argv[5], "code": "000000"}))
"""


@pytest.fixture
def patched(tmp_path: Path) -> Path:
    """The folder of a host that checks no code, no wait and no age."""
    source = Path(twinlatch.__file__).parent
    folder = tmp_path / "patched"
    shutil.copytree(source, folder / "twinlatch", ignore=shutil.ignore_patterns("__pycache__"))
    for name, changes in PATCHES.items():
        path = folder / "twinlatch" / name
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, old
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
    return folder


def answer(host: Path, computer: Computer) -> str:
    """What that host says to the right password and a code that is wrong."""
    root = str(Path(__file__).resolve().parents[2])
    arguments = [str(host), root, str(NOW + 3000), str(computer.folder), PASSWORD]
    run = subprocess.run(
        [sys.executable, "-c", LOG_IN, *arguments], capture_output=True, text=True, env=os.environ, check=True
    )
    return run.stdout.strip()


def test_a_patched_host_opens_nothing_elsewhere(
    patched: Path, on: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On its own computer any code opens the vault then: it is a gate, not a key. Elsewhere nothing does."""
    own = again(on, tmp_path / "own", monkeypatch)
    original = Path(twinlatch.__file__).parents[1]
    assert (answer(original, own), answer(patched, own)) == ("wrong_code", "unlocked")
    thief = again(on, tmp_path / "thief", monkeypatch)
    shutil.rmtree(thief.state)
    assert (answer(original, thief), answer(patched, thief)) == ("unknown_device", "bad_credentials")


def test_nor_does_another_computers_memory(
    patched: Path, on: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """13: a memory whose device secret is another's is no factor, whatever it says of steps and versions."""
    thief = again(on, tmp_path / "thief", monkeypatch)
    (path,) = (thief.state / "devices").glob("*.json")
    note = json.loads(path.read_bytes())
    note["memory"]["current"][1] = "A" * 43
    path.write_text(json.dumps(note))
    assert answer(patched, thief) == "bad_credentials"
