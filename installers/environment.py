"""A private Python environment in `.twinlatch/`, with what the locks name and Twinlatch itself, and the npm tools.

Made again only where something it was made from has changed: see `_mark`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from installers.terminal import Stop, step

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".twinlatch"
BIN = FOLDER / "venv" / "bin"
PYTHON = BIN / "python"

_PACKAGED = ("pyproject.toml", "README.md", "LICENSE", "NOTICE", "host", "extension/_locales", "manifest")


def variables(**more: str) -> dict[str, str]:
    """The environment for what runs inside: its programs first, and no HOME rather than an empty one."""
    inherited = {name: value for name, value in os.environ.items() if value or name != "HOME"}
    path = os.pathsep.join([str(BIN), inherited.get("PATH", os.defpath)])
    return {**inherited, "PATH": path, "VIRTUAL_ENV": str(FOLDER / "venv"), **more}


def prepare(lock: Literal["host", "test"]) -> None:
    """Makes the environment that the lock describes, with the Twinlatch of this folder in it. Raises Stop."""
    locked = ROOT / "requirements" / f"{lock}.txt"
    python = f"{sys.executable} {sys.version}"
    if not _is_current("python", python):
        with step("Making a private Python environment in .twinlatch"):
            shutil.rmtree(FOLDER, ignore_errors=True)
            run([sys.executable, "-m", "venv", str(FOLDER / "venv")])
            (FOLDER / ".gitignore").write_text("*\n")
            _mark("python", python)
    # The test lock holds everything of the host's, in the same versions.
    content = _digest([locked])
    if not _is_current(lock, content) and not _is_current("test", _digest([ROOT / "requirements/test.txt"])):
        with step(f"Installing what {'the tests need' if lock == 'test' else 'Twinlatch needs'}, by hash"):
            _pip("--require-hashes", "--only-binary", ":all:", "--requirement", str(locked))
            _mark(lock, content)
    source = _digest(ROOT / name for name in _PACKAGED)
    if not _is_current("twinlatch", source):
        with step("Installing Twinlatch"):
            _pip("--no-deps", "--no-build-isolation", "--force-reinstall", str(ROOT))
            _mark("twinlatch", source)


def prepare_npm() -> None:
    """Installs the npm packages that check the extension. Raises Stop."""
    lock = _digest([ROOT / "package-lock.json"])
    if _is_current("npm", lock) and (ROOT / "node_modules").is_dir():
        return
    with step("Installing the npm tools"):
        cache = str(FOLDER / "npm-cache")
        run([str(BIN / "npm"), "ci", "--ignore-scripts"], env=variables(npm_config_cache=cache))
        _mark("npm", lock)


def run(command: list[str], env: dict[str, str] | None = None) -> None:
    """Runs a command quietly. Raises Stop with the end of what it said if it fails."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=env or variables(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Stop(f"{' '.join(command)}\nfailed, saying:\n\n{done.stdout[-4000:]}")


def _pip(*arguments: str) -> None:
    run([str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments])


def _mark(name: str, made_from: str) -> None:
    """Notes what a part was made from; an interrupted step leaves no note."""
    (FOLDER / f"{name}.made-from").write_text(made_from)


def _is_current(name: str, made_from: str) -> bool:
    note = FOLDER / f"{name}.made-from"
    return note.exists() and note.read_text() == made_from


def _digest(places: Iterable[Path]) -> str:
    """Of the names and contents of files, and of all files in folders."""
    digest = hashlib.sha256()
    for place in places:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and "__pycache__" not in file.parts:
                content = file.read_bytes()
                digest.update(f"{file.relative_to(ROOT)} {len(content)}\n".encode() + content)
    return digest.hexdigest()
