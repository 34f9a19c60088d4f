"""Telling a browser where Twinlatch's host is: a launcher of our own, and a host manifest that names it."""

from __future__ import annotations

import json
import os
import shlex
import struct
import subprocess
import sys
from pathlib import Path
from typing import Literal

import twinlatch
from twinlatch import extension_ids, files, paths
from twinlatch.cli import browsers

State = Literal["registered", "missing", "elsewhere", "outdated"]

_PRIVATE_PROGRAM = 0o700
_MOVED_FOLDERS = ("TWINLATCH_HOME", "TWINLATCH_STATE")


def launcher() -> Path:
    """The program that browsers start; it execs the interpreter that this package is installed in."""
    return Path(paths.state_folder()).absolute() / "twinlatch-host"


def manifest_file(family: str, folder: Path) -> Path:
    return folder.absolute() / f"{browsers.template(family)['name']}.json"


def names_launcher(family: str, folder: Path) -> bool:
    """Whether the host manifest in `folder` is one that register() wrote for this launcher."""
    try:
        manifest = json.loads(manifest_file(family, folder).read_bytes())
        return bool(manifest["path"] == str(launcher()))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def state(family: str, folder: Path) -> State:
    """What a browser of that family finds in `folder`.

    `elsewhere`: a manifest for another program, or an unreadable one. `outdated`: ours, but the manifest or the
    launcher is not what this version writes.
    """
    file = manifest_file(family, folder)
    if not file.exists():
        return "missing"
    if not names_launcher(family, folder):
        return "elsewhere"
    current = _holds(file, _manifest(family)) and _holds(launcher(), _launcher()) and os.access(launcher(), os.X_OK)
    return "registered" if current else "outdated"


def register(family: str, folder: Path) -> None:
    """Writes the launcher and the host manifest, each whole or not at all. Raises StoreFailed."""
    files.replace_private_file(launcher(), _launcher(), _PRIVATE_PROGRAM)
    files.replace_private_file(manifest_file(family, folder), _manifest(family))


def unregister(family: str, folder: Path) -> None:
    """Raises StoreFailed."""
    with files.store_errors():
        manifest_file(family, folder).unlink()


def remove_launcher() -> None:
    """Raises StoreFailed."""
    with files.store_errors():
        launcher().unlink(missing_ok=True)


def answering_version() -> str | None:
    """The version of the host that the launcher starts, or None if it does not answer `system.hello` in 30 s."""
    hello = {"jsonrpc": "2.0", "id": 1, "method": "system.hello", "params": {"client_version": twinlatch.__version__}}
    request = json.dumps(hello).encode()
    frame = struct.pack("=I", len(request)) + request
    try:
        host = subprocess.run(
            [launcher(), extension_ids.CHROMIUM_ORIGIN], input=frame, capture_output=True, timeout=30, check=True
        )
        return str(json.loads(host.stdout[4:])["result"]["host_version"])
    except (OSError, subprocess.SubprocessError, ValueError, KeyError, TypeError):
        return None


def _manifest(family: str) -> bytes:
    manifest = {**browsers.template(family), "path": str(launcher())}
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


def _launcher() -> bytes:
    """`-I` keeps the person's PYTHON* variables and folders out; the folders in use now are in use ever after."""
    moved = {name: os.environ[name] for name in _MOVED_FOLDERS if os.environ.get(name)}
    exports = [f"export {name}={shlex.quote(os.path.abspath(folder))}" for name, folder in moved.items()]
    start = f'exec {shlex.quote(sys.executable)} -I -m twinlatch "$@"'
    return "\n".join(["#!/bin/sh", "# Written by `twinlatch install`.", *exports, start, ""]).encode()


def _holds(file: Path, content: bytes) -> bool:
    try:
        return file.read_bytes() == content
    except OSError:
        return False
