"""Fuzzes targets, each in a process of its own, and says what came of it."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import twinlatch
from tests.fuzz.findings import FINDINGS

NAMES = ("framing", "json_text", "server", "vault", "file", "memory")
CAN_FUZZ = importlib.util.find_spec("atheris") is not None

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_INPUT_S = 20
_LARGEST_PROCESS_MB = 1024


@dataclass(frozen=True)
class Run:
    """`executions` of a target took `seconds`; `failure` is the end of what was said, and `input` what it failed at."""

    target: str
    executions: int
    seconds: int
    failure: str = ""
    input: bytes = b""


def fuzz(target: str, *limits: str) -> Run:
    """Fuzzes a target from its seeds and all findings, within libFuzzer's own limits."""
    in_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # targets write much, and wait for the disk
    with tempfile.TemporaryDirectory(prefix="twinlatch-fuzz-", dir=in_memory) as folder:
        corpus, failed = Path(folder, "corpus"), Path(folder, "failed")
        corpus.mkdir()
        failed.mkdir()
        for number, data in enumerate(inputs(target)):
            (corpus / f"{number}").write_bytes(data)
        command = [sys.executable, "-m", "tests.fuzz.engine", target, *limits, f"-artifact_prefix={failed}{os.sep}"]
        command += [f"-timeout={_LONGEST_INPUT_S}", f"-rss_limit_mb={_LARGEST_PROCESS_MB}", str(corpus)]
        run = subprocess.run(
            command, cwd=_ROOT, env=_environment(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
        )
        said = run.stdout.decode(errors="replace")
        executions, seconds = (re.findall(r"^Done (\d+) runs in (\d+) second", said, re.MULTILINE) or [(0, 0)])[-1]
        if run.returncode == 0:
            return Run(target, int(executions), int(seconds))
        (data, *_) = [path.read_bytes() for path in failed.iterdir()] or [b""]
        return Run(target, int(executions), int(seconds), _without_info(said), data)


def inputs(target: str) -> list[bytes]:
    """Where fuzzing begins: the seeds of the target, and what was ever found with it."""
    seeds: dict[str, bytes] = import_module(f"tests.fuzz.targets.{target}").seeds()
    return [*seeds.values(), *(finding.input for finding in FINDINGS if finding.target == target)]


def _without_info(said: str) -> str:
    return "\n".join(line for line in said.splitlines() if not line.startswith(("INFO", "WARNING", "#")))


def _environment(folder: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(Path(twinlatch.__file__).parents[1]), "TMPDIR": folder}
