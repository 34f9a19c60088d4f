#!/usr/bin/env python3
"""Tries Twinlatch without installing it: in a browser profile, and with vaults, that are thrown away afterwards."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installers import environment, packages, terminal
from installers.environment import PYTHON, ROOT


def main() -> NoReturn:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument(
        "--headless", action="store_true", help="let the whole story tell itself, with a picture of each step"
    )
    parser.add_argument(
        "--pictures",
        type=Path,
        default=ROOT / "try-results",
        metavar="FOLDER",
        help="where --headless puts them",
    )
    parser.add_argument("--yes", action="store_true", help="install missing system packages without asking")
    wanted = parser.parse_args()
    terminal.say("Setting up")
    if not wanted.headless:
        _need_a_display()
    needs = [packages.VENV, packages.CHROMIUM]
    packages.ensure([*needs, packages.OATHTOOL] if wanted.headless else needs, yes=wanted.yes)
    environment.prepare("test" if wanted.headless else "host")
    module = ["installers.story", str(wanted.pictures.absolute())] if wanted.headless else ["installers.visit"]
    os.chdir(ROOT)
    # In this process's place: what ends it, such as Ctrl+C, then ends what must clean up after itself.
    os.execve(PYTHON, [str(PYTHON), "-m", *module], environment.variables())  # noqa: S606 - no shell is wanted


def _need_a_display() -> None:
    """Raises Stop where no window can be shown."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise terminal.Stop("There is no display to show a browser on. See the story told without one: --headless", 2)


if __name__ == "__main__":
    terminal.run(main)
