#!/usr/bin/env python3
"""Sets up what the checks need, and runs them all: `python3 installers/test.py [--yes] [pytest arguments]`.

Lint, types, the extension's units, host and browser tests, and, in a desktop session of their own, the tests that need
a real Secret Service. With pytest arguments only the pytest runs. The last line counts what passed and failed;
pictures of failed browser tests are in test-results/.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installers import environment, packages, terminal
from installers.environment import BIN, PYTHON, ROOT

RESULTS = ROOT / "test-results"
NOTHING_COLLECTED = 5

PYTEST = [str(PYTHON), "-m", "pytest", "--quiet"]
IN_A_SECRET_SERVICE = [
    "dbus-run-session",
    "--",
    "sh",
    "-c",
    'printf "\\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$@"',
    "sh",
]


class Stage(NamedTuple):
    """A command, and the JUnit report it writes in test-results/, if it runs tests."""

    title: str
    command: list[str]
    report: str = ""
    may_be_empty: bool = False


class Count(NamedTuple):
    passed: int
    failed: int
    skipped: int


def node(tool: str, *arguments: str) -> list[str]:
    return [str(BIN / "node"), str(ROOT / "node_modules" / tool), *arguments]


def checks() -> list[Stage]:
    units = sorted(str(file.relative_to(ROOT)) for file in (ROOT / "tests").rglob("*.test.js"))
    spec = ["--test-reporter=spec", "--test-reporter-destination=stdout"]
    junit = ["--test-reporter=junit", f"--test-reporter-destination={RESULTS / 'units.xml'}"]
    return [
        Stage("Python: lint", [str(BIN / "ruff"), "check"]),
        Stage("Python: layout", [str(BIN / "ruff"), "format", "--check"]),
        Stage("Python: types", [str(PYTHON), "-m", "mypy"]),
        Stage("Extension: types", node("typescript/bin/tsc", "--project", ".")),
        Stage("Extension tests: types", node("typescript/bin/tsc", "--project", "tests")),
        Stage("Extension: lint", node("eslint/bin/eslint.js", ".")),
        Stage("Extension: units", [str(BIN / "node"), "--test", *spec, *junit, *units], "units.xml"),
    ]


def tests(arguments: list[str]) -> list[Stage]:
    """Host and browser tests wait a good deal, and run at the same time."""

    def stage(title: str, selection: str, report: str, within: list[str]) -> Stage:
        command = [*within, *PYTEST, "-m", selection, f"--junitxml={RESULTS / report}", *arguments]
        return Stage(title, command, report, may_be_empty=bool(arguments))

    return [
        stage("Host tests", "not browser and not secret_service", "host.xml", []),
        stage("Browser tests", "browser and not secret_service", "browser.xml", []),
        stage("With a real Secret Service", "secret_service", "secret-service.xml", IN_A_SECRET_SERVICE),
    ]


def main() -> int:
    yes = "--yes" in sys.argv[1:]
    arguments = [argument for argument in sys.argv[1:] if argument != "--yes"]
    terminal.say("Setting up")
    needs = [packages.CHROMIUM, packages.FIREFOX, packages.OATHTOOL, packages.FONTS, *packages.SECRET_SERVICE]
    if sys.platform == "linux":
        needs.append(packages.STRACE)
    if shutil.which("apt-get"):
        needs.extend(packages.KANNEL)  # elsewhere the tests that need it are reported as not run
    packages.ensure([packages.VENV, *needs], yes=yes)
    environment.prepare("test")
    environment.prepare_npm()
    shutil.rmtree(RESULTS, ignore_errors=True)
    RESULTS.mkdir()
    counts = [run(stage) for stage in ([] if arguments else checks())]
    *together, alone = tests(arguments)
    terminal.say("\nHost and browser tests")
    with ThreadPoolExecutor() as pool:
        counts += pool.map(partial(run, shown_at_end=True), together)
    counts.append(run(alone))
    passed, failed, skipped = (sum(column) for column in zip(*counts, strict=True))
    terminal.say(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


def run(stage: Stage, *, shown_at_end: bool = False) -> Count:
    """Runs a stage with a home, and a desktop session, of its own; says how it ended."""
    if not shown_at_end:
        terminal.say(f"\n{stage.title}")
    output = subprocess.PIPE if shown_at_end else None
    errors = subprocess.STDOUT if shown_at_end else None
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="twinlatch-", ignore_cleanup_errors=True) as home:
        variables = environment.variables(HOME=home, XDG_RUNTIME_DIR=home, DBUS_SESSION_BUS_ADDRESS="disabled:")
        ended = subprocess.run(
            stage.command,
            cwd=ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            check=False,
        )
    code, said = ended.returncode, ended.stdout or b""
    count = counted(RESULTS / stage.report) if stage.report else Count(int(code == 0), int(code != 0), 0)
    if code and not count.failed and not (stage.may_be_empty and code == NOTHING_COLLECTED):
        count = count._replace(failed=1)
    verdict = f"{'FAILED' if count.failed else 'passed'} in {time.monotonic() - began:.1f} s"
    report = f"\n{stage.title}\n{said.decode(errors='replace')}" if shown_at_end else ""
    terminal.say(f"{report}{stage.title}: {verdict}")
    return count


def counted(report: Path) -> Count:
    """What a JUnit report says of its test cases."""
    if not report.exists():
        return Count(0, 0, 0)
    cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - the runs just now wrote it
    failed = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
    skipped = sum(1 for case in cases if case.find("skipped") is not None)
    return Count(len(cases) - failed - skipped, failed, skipped)


if __name__ == "__main__":
    terminal.run(main)
