"""The extension's modules that need no browser, tested in Node."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).parent


def test_the_modules_do_what_their_own_tests_say() -> None:
    """Every *.test.js beside this file passes."""
    node = shutil.which("node")
    assert node, "these tests need Node 20 or later"
    files = sorted(str(path) for path in HERE.glob("*.test.js"))
    run = subprocess.run([node, "--test", "--test-reporter=tap", *files], capture_output=True, text=True, check=False)
    assert run.returncode == 0, "\n".join(line for line in run.stdout.splitlines() if not line.startswith("ok "))
