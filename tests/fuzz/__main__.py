"""Fuzzes for long: `python -m tests.fuzz [TARGET ...] [--seconds N | --runs N]`.

Says how many inputs each target was given. What it fails at is printed as a finding for tests/fuzz/findings.py.
"""

from __future__ import annotations

import argparse
import sys

from tests.fuzz.running import CAN_FUZZ, NAMES, Run, fuzz


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Fuzzes the host's readers.")
    parser.add_argument("targets", nargs="*", default=NAMES, metavar="TARGET", help=", ".join(NAMES))
    limit = parser.add_mutually_exclusive_group()
    limit.add_argument("--seconds", type=int, default=200, help="for each target (default %(default)s)")
    limit.add_argument("--runs", type=int, help="inputs for each target")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(NAMES):
        parser.error(f"no target: {', '.join(sorted(unknown))}")
    if not CAN_FUZZ:
        parser.error("atheris is not installed: it has wheels for CPython on Linux (x86-64)")
    runs = [tell(fuzz(target, bound(options.seconds, options.runs))) for target in options.targets]
    return 1 if any(run.failure for run in runs) else 0


def bound(seconds: int, runs: int | None) -> str:
    return f"-runs={runs}" if runs is not None else f"-max_total_time={seconds}"


def tell(run: Run) -> Run:
    print(f"{run.target:10} {run.executions:>9,} inputs in {run.seconds} s", flush=True)
    if run.failure:
        print(f"{run.failure}\nFinding({run.target!r}, {run.input!r}, ...)", flush=True)
    return run


if __name__ == "__main__":
    sys.exit(main())
