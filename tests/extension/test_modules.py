"""The extension's modules that need no browser, tested in Node."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
EXTENSION = HERE.parent.parent / "extension"


def test_the_modules_do_what_their_own_tests_say() -> None:
    """Every *.test.js beside this file passes."""
    node = shutil.which("node")
    assert node, "these tests need Node 20 or later"
    files = sorted(str(path) for path in HERE.glob("*.test.js"))
    run = subprocess.run([node, "--test", "--test-reporter=tap", *files], capture_output=True, text=True, check=False)
    assert run.returncode == 0, "\n".join(line for line in run.stdout.splitlines() if not line.startswith("ok "))


def test_the_popup_reads_what_its_list_needs_at_once() -> None:
    """Its page names every module of the list, so that none is waited for before the next is asked for."""
    named = re.findall(r'rel="modulepreload" href="\.\./([^"]+)"', (EXTENSION / "popup/popup.html").read_text())
    assert sorted(named) == sorted(modules_of("popup/vault.js"))


def modules_of(name: str) -> set[str]:
    """A module and all that it imports, by their paths in the extension."""
    found: set[str] = set()
    waiting = [EXTENSION / name]
    while waiting:
        module = waiting.pop().resolve()
        path = module.relative_to(EXTENSION).as_posix()
        if path not in found:
            found.add(path)
            imported = re.findall(r'^(?:import|export)\b[^;]*? from "(\.[^"]+)"', module.read_text(), re.MULTILINE)
            waiting += [module.parent / each for each in imported]
    return found
