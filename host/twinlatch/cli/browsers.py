"""The browsers of this computer, from the table in manifest/browsers.toml."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

_SYSTEM = {"linux": "linux", "darwin": "macos"}.get(sys.platform, "")
_SANDBOXES: tuple[tuple[Literal["flatpak", "snap"], str], ...] = (("flatpak", "~/.var/app"), ("snap", "~/snap"))

_Row = dict[str, Any]


@dataclass(frozen=True)
class Browser:
    """A browser as one of its packages brings it.

    `manifests` is the folder where it looks for host manifests, None where its sandbox lets it start no host at all.
    `application` is what the sandbox calls it.
    """

    name: str
    title: str
    family: str
    manifests: Path | None
    sandbox: Literal["", "flatpak", "snap"] = ""
    application: str = ""


def names() -> list[str]:
    """The name of every browser that can be registered on this system; none on a system that is not supported."""
    return [row["name"] for row in _rows()]


def named(name: str) -> Browser:
    """The browser of that name, outside any sandbox. Raises KeyError."""
    return _plain({row["name"]: row for row in _rows()}[name])


def detected() -> list[Browser]:
    """The browsers found on this computer; one that is installed twice comes twice."""
    return [browser for row in _rows() for browser in (*([_plain(row)] if _is_there(row) else []), *_sandboxed(row))]


def template(family: str) -> dict[str, Any]:
    """The host manifest for a family of browsers; its `path` is a system-wide package's."""
    content: dict[str, Any] = json.loads((_folder() / f"{family}.json").read_text("utf-8"))
    return content


def _rows() -> list[_Row]:
    table = tomllib.loads((_folder() / "browsers.toml").read_text("utf-8"))
    return [row for row in table["browsers"] if _SYSTEM in row]


def _plain(row: _Row) -> Browser:
    return Browser(row["name"], row["title"], row["family"], _path(row[_SYSTEM]["manifests"]))


def _is_there(row: _Row) -> bool:
    programs = filter(None, map(shutil.which, row["commands"]))
    return any(_path(profile).is_dir() for profile in row[_SYSTEM]["profiles"]) or any(
        not program.startswith("/snap/") for program in programs
    )


def _sandboxed(row: _Row) -> list[Browser]:
    manifests = named("firefox").manifests if row["family"] == "firefox" else None
    return [
        Browser(row["name"], f"{row['title']} ({sandbox.title()})", row["family"], manifests, sandbox, row[sandbox])
        for sandbox, folder in _SANDBOXES
        if sandbox in row and (_path(folder) / row[sandbox]).is_dir()
    ]


def _path(location: str) -> Path:
    config = os.environ.get("XDG_CONFIG_HOME") or "~/.config"
    return Path(location.replace("$XDG_CONFIG_HOME", config)).expanduser()


def _folder() -> Path:
    """Where the tables lie: packed beside this package in an installed Twinlatch, at the top of a source tree."""
    packed = Path(__file__).parents[1] / "manifest"
    return packed if packed.is_dir() else Path(__file__).parents[3] / "manifest"
