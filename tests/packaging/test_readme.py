"""What the README shows exists."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from twinlatch import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
COMMANDS = re.findall(r"^ +((?:python3|pipx|twinlatch|ln|~).*)$|`(python3 [^`]+)`", README, re.MULTILINE)


def commands() -> list[list[str]]:
    return [shlex.split(block or inline) for block, inline in COMMANDS]


def test_both_commands_are_on_the_first_screen() -> None:
    """Somebody who opens the page sees how to try it and how to check it."""
    first_screen = README.splitlines()[:30]
    assert "    python3 installers/try.py" in first_screen
    assert "    python3 installers/test.py" in first_screen


@pytest.mark.parametrize(
    "command", [command for command in commands() if command[0] == "python3" and command[1] != "-m"]
)
def test_a_script_that_is_named_has_the_options_that_are_named(command: list[str]) -> None:
    """`python3 FILE --option`: the file is there, and its help lists the option."""
    file, *options = command[1:]
    assert (ROOT / file).is_file()
    if options:
        asked = subprocess.run([sys.executable, ROOT / file, "--help"], capture_output=True, text=True, check=True)
        assert all(option in asked.stdout for option in options)


@pytest.mark.parametrize("command", [command for command in commands() if command[0] == "twinlatch"])
def test_a_twinlatch_command_that_is_named_exists(command: list[str]) -> None:
    """`twinlatch install` and the others answer to --help."""
    with pytest.raises(SystemExit) as ended:
        cli.main([*command[1:], "--help"])
    assert ended.value.code == 0


def test_commands_were_found() -> None:
    """The tests above looked at something."""
    found = [" ".join(command) for command in commands()]
    assert {"python3 installers/try.py --headless", "pipx install .", "twinlatch install", "twinlatch status"} <= set(
        found
    )


def test_each_permission_of_the_extension_has_a_reason() -> None:
    """The table names what the manifest asks for: no more, no less, and in its order."""
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text("utf-8"))
    table = README.split("| permission | reason |")[1].split("\n\n")[0]
    rows = [row.strip("| ").split(" | ") for row in table.splitlines() if row.startswith("| `")]
    named = [name for cell, _ in rows for name in re.findall(r"`([^`]+)`", cell)]
    assert named == manifest["permissions"] + manifest["host_permissions"]
    assert all(len(reason) > 20 for _, reason in rows)


@pytest.mark.parametrize("page", ["README.md", "SECURITY.md", "CONTRIBUTING.md"])
def test_links_lead_to_files(page: str) -> None:
    """Every relative link and picture is in the repository."""
    text = (ROOT / page).read_text("utf-8")
    targets = [*re.findall(r"\]\(([^)#]+)\)", text), *re.findall(r'(?:src|srcset)="([^"]+)"', text)]
    missing = [target for target in targets if "://" not in target and not (ROOT / target).is_file()]
    assert missing == []
