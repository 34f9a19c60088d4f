"""Removes each defence from a copy of Twinlatch and looks that tests fail then: `python -m tests.adversary.defences`.

Names of points narrow it: `python -m tests.adversary.defences 8 13`. The tests are named as pytest selects them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

_ROOT = Path(__file__).resolve().parents[2]
_NEEDED = ("host", "tests", "extension", "installers", "manifest", "pyproject.toml")


class Defence(NamedTuple):
    """What stands in a file of host/twinlatch, what is put in its place, and the tests that must fail then."""

    point: str
    file: str
    stands: str
    instead: str
    tests: str


_GUARD, _PROOF, _STORE = "two_factor/guard.py", "two_factor/proof.py", "vault/store.py"
_DEVICE_STORE, _DEVICES, _DEATH = "device_store.py", "host/test_device_store.py", "adversary/test_11_death.py"
_GENERATIONS, _RECORDS = "two_factor/generations.py", "vault/records.py"

DEFENCES = (
    Defence("3", _STORE, '"secure_delete=ON"', '"secure_delete=OFF"', "host/test_vault.py -k nothing_of_an_earlier"),
    Defence("4", "files.py", "fcntl.flock(descriptor, fcntl.LOCK_EX)", "pass", "adversary/test_04_one_code.py"),
    Defence(
        "6",
        _GUARD,
        "if header.two_factor and header.generation < self.generation:",
        "if False:",
        "host/test_session.py host/test_restore.py -k older",
    ),
    Defence(
        "7",
        _GUARD,
        "for known_step in (step, *known)",
        "for known_step in known",
        "host/test_proof.py -k confirming_code",
    ),
    Defence(
        "8",
        "two_factor/totp.py",
        "raise ClockSetBack(",
        "dict(",
        "host/test_proof.py host/test_totp.py -k clock_set_back",
    ),
    Defence("8", _GUARD, "min(self.code_failed_at, now)", "self.code_failed_at", "host/test_proof.py -k ten_years"),
    Defence(
        "9", _GUARD, "raise Throttled(retry_after_s=round(remaining, 1))", "return", "adversary/test_09_guessing.py"
    ),
    Defence("10", _GUARD, "spent_code=spent_code or self.spent_code,", "", "host/test_generations.py -k recovery_ends"),
    Defence("10", _PROOF, 'raise WrongRecoveryCode(why="spent")', "pass", "host/test_restore.py"),
    Defence("10", _PROOF, "generation == header.generation", "generation", "adversary/test_10_one_recovery_code.py"),
    Defence(
        "11",
        _GENERATIONS,
        "slot.move(where or slot.where, guard.to_json())",
        "pass",
        _DEATH + " -k test_death and enrol",
    ),
    Defence(
        "11",
        _GENERATIONS,
        "slot.write(guard.turning_off(generation).to_json())",
        "pass",
        _DEATH + " -k test_death and disable",
    ),
    Defence(
        "11",
        "files.py",
        "rest = rest[file.write(rest) :]",
        "rest = rest[file.write(rest) : 0]",
        _DEATH + " -k cut_short and regenerate",
    ),
    Defence(
        "11",
        "files.py",
        "except OSError as error:\n        raise",
        "except EOFError as error:\n        raise",
        _DEATH + " -k folders and regenerate",
    ),
    Defence(
        "12",
        _DEVICE_STORE,
        "if self._keyring.read(self._item) != _compact(memory):",
        "if False:",
        "adversary/test_12_keyring.py -k enrol",
    ),
    Defence("12", _DEVICE_STORE, "thread.join(_LIMIT_S)", "thread.join(200 * _LIMIT_S)", _DEVICES + " -k hangs"),
    Defence("12", _DEVICE_STORE, "if _read_in_new_process(item) != content:", "if False:", _DEVICES + " -k pretend"),
    Defence(
        "13",
        _DEVICE_STORE,
        "vault_id.hex(), self._note(vault_id), keyring",
        '"one", self._note(vault_id), keyring',
        _DEVICES + " -k item_of_another",
    ),
    Defence(
        "13",
        _PROOF,
        "raise UnknownDevice(",
        "dict(",
        "host/test_proof.py adversary/test_02_patched_host.py -k elsewhere",
    ),
    Defence(
        "14",
        _RECORDS,
        'enc("twinlatch/root/1", header.associated_data())',
        'enc("twinlatch/root/1")',
        "adversary/test_14_bits.py",
    ),
    Defence(
        "14",
        "vault/format.py",
        "not FLOOR_MEMORY_KIB <= self.kdf.memory_kib",
        "not 0 <= self.kdf.memory_kib",
        "host/test_proof.py -k costs",
    ),
    Defence("15", _RECORDS, "if self.hashes[number] != sha256(sealed):", "if False:", "vectors host/test_vault.py"),
    Defence(
        "15",
        _PROOF,
        "if second_factor.version < device.version:",
        "if False:",
        "host/test_proof.py -k old_second_factor",
    ),
    Defence(
        "16",
        _STORE,
        "if len(rows) != len(_SCHEMA) or set(rows) != _SCHEMA:",
        "if False:",
        "host/test_vault_store.py vectors",
    ),
    Defence(
        "17",
        "vault/format.py",
        "while size < length + 4:\n        size *= 2\n    return size",
        "return length + 4",
        "adversary/test_17_raw_scan.py",
    ),
    Defence("18", "framing.py", "if length > MAX_REQUEST_BYTES:", "if False:", "host/test_framing.py"),
    Defence("18", "strict_json.py", "if len(unique) < len(members):", "if False:", "host/test_strict_json.py"),
    Defence("fuzz", "framing.py", "if length > MAX_REQUEST_BYTES:", "if False:", "fuzz -k framing"),
    Defence("fuzz", "strict_json.py", "if abs(number) > _LARGEST:", "if False:", "fuzz -k json_text"),
    Defence("fuzz", "server.py", 'takewhile(_is_ours, first["loc"])', 'first["loc"]', "fuzz -k server"),
    Defence("fuzz", _STORE, "(sqlite3.Error, UnicodeDecodeError)", "sqlite3.Error", "fuzz -k file"),
    Defence("fuzz", _GUARD, "if type(value) is not int:", "if False:", "fuzz -k memory"),
)


def main() -> int:
    """0 when every defence is missed by a test."""
    points = sys.argv[1:]
    unmissed = 0
    for defence in DEFENCES:
        if not points or defence.point in points:
            missed = is_missed(defence)
            unmissed += not missed
            said = "missed" if missed else "NOT MISSED"
            print(f"{said:10} {defence.point:>6} {defence.file}: {' '.join(defence.stands.split())}", flush=True)
    return 1 if unmissed else 0


def is_missed(defence: Defence) -> bool:
    """Whether a test fails without it, and all pass with it."""
    with tempfile.TemporaryDirectory(prefix="twinlatch-defences-") as folder:
        copy = Path(folder, "copy")
        for name in _NEEDED:
            place = shutil.copytree if (_ROOT / name).is_dir() else shutil.copy2
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            place(_ROOT / name, copy / name)
        if tests_fail(copy, defence.tests):
            raise SystemExit(f"fail with the defence in place: {defence.tests}")
        path = copy / "host" / "twinlatch" / defence.file
        text = path.read_text(encoding="utf-8")
        if defence.stands not in text:
            raise SystemExit(f"{defence.file} does not hold: {defence.stands}")
        path.write_text(text.replace(defence.stands, defence.instead), encoding="utf-8")
        return tests_fail(copy, defence.tests)


def tests_fail(copy: Path, selection: str) -> bool:
    paths, _, keyword = selection.partition(" -k ")
    arguments = [f"tests/{path}" for path in paths.split()] + (["-k", keyword.strip("'")] if keyword else [])
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-m", "not secret_service and not browser", *arguments]
    environment = os.environ | {"PYTHONPATH": str(copy / "host"), "PYTHONDONTWRITEBYTECODE": "1"}
    run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    if run.returncode not in (0, 1, 2):
        raise SystemExit(f"no tests: {selection}\n{run.stdout[-2000:]}")
    return run.returncode != 0


if __name__ == "__main__":
    sys.exit(main())
