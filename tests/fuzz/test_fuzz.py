"""A short run of each fuzzer, the same each time; `python -m tests.fuzz` is the long one."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.fuzz.findings import FINDINGS
from tests.fuzz.running import CAN_FUZZ, NAMES, fuzz, inputs

RUNS = {"framing": 20_000, "json_text": 20_000, "server": 1000, "vault": 500, "file": 800, "memory": 1000}
"""Some seconds each."""


@pytest.mark.skipif(not CAN_FUZZ, reason="not run: atheris has no wheel for this system")
@pytest.mark.parametrize("target", NAMES)
def test_fuzzing(target: str) -> None:
    """Whatever comes, nothing but the refusals that are meant: no hang, no end of memory, nothing written or told."""
    run = fuzz(target, f"-runs={RUNS[target]}", "-seed=1")
    print(f"{target}: {run.executions} inputs in {run.seconds} s")
    assert not run.failure, f"{run.failure}\n{run.input!r}"
    assert run.executions >= RUNS[target]


@pytest.mark.parametrize("target", NAMES)
def test_seeds_and_findings(target: str, tmp_path: Path) -> None:
    """What was found once, and what fuzzing begins with, without the fuzzer: on every system."""
    assert {finding.target for finding in FINDINGS} <= set(NAMES)
    with import_module(f"tests.fuzz.targets.{target}").prepared(tmp_path) as check:
        for data in inputs(target):
            check(data)
