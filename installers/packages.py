"""What must come from the operating system: found, or installed with apt after asking, or named."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
from collections.abc import Callable, Iterable
from typing import NamedTuple

from installers.terminal import INTERACTIVE, Stop, ask, say, step


class Need(NamedTuple):
    """Something that the system must have, the check for it, and the Debian packages that bring it."""

    name: str
    is_there: Callable[[], object]
    packages: tuple[str, ...]


def program(name: str, package: str) -> Need:
    return Need(name, lambda: shutil.which(name), (package,))


def chromium() -> str | None:
    """A Chromium that may load an extension from a folder and start programs: no branded Chrome, no Snap.

    `TWINLATCH_CHROMIUM` names one that lies elsewhere.
    """
    return _browser(
        os.environ.get("TWINLATCH_CHROMIUM"),
        shutil.which("chromium"),
        shutil.which("chromium-browser"),
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    )


def firefox() -> str | None:
    """A Firefox that may start programs: no Snap. `TWINLATCH_FIREFOX` names one that lies elsewhere."""
    return _browser(
        os.environ.get("TWINLATCH_FIREFOX"),
        shutil.which("firefox-esr"),
        shutil.which("firefox"),
        "/Applications/Firefox.app/Contents/MacOS/firefox",
    )


def _browser(*candidates: str | None) -> str | None:
    return next((path for path in candidates if path and os.access(path, os.X_OK) and not _is_snap(path)), None)


def _is_snap(path: str) -> bool:
    """Ubuntu's `chromium-browser` and `firefox` are scripts that start the Snap."""
    target = os.path.realpath(path)
    if target.startswith("/snap/") or target == "/usr/bin/snap":
        return True
    with open(path, "rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/bin/" in start


def _japanese_font() -> object:
    listing = shutil.which("fc-list")
    return listing and subprocess.run([listing, ":lang=ja"], capture_output=True, check=False).stdout


def kannel_program(name: str) -> str | None:
    """A program of Kannel's, which lie where only administrators look, or where Debian keeps those for tests."""
    return shutil.which(name, path=os.pathsep.join(["/usr/sbin", "/usr/lib/kannel/test"]))


def _firefox_package() -> str:
    """Debian has the release with extended support alone."""
    try:
        return "firefox-esr" if platform.freedesktop_os_release()["ID"] == "debian" else "firefox"
    except OSError:
        return "firefox"


VENV = Need("Python's venv module", lambda: importlib.util.find_spec("ensurepip"), ("python3-venv",))
CHROMIUM = Need("Chromium", chromium, ("chromium",))
FIREFOX = Need("Firefox", firefox, (_firefox_package(),))
FONTS = Need("a font with Japanese characters", _japanese_font, ("fontconfig", "fonts-noto-cjk"))
OATHTOOL = program("oathtool", "oathtool")
STRACE = program("strace", "strace")
KANNEL = (
    Need("Kannel", lambda: kannel_program("bearerbox"), ("kannel",)),
    Need("Kannel's test programs", lambda: kannel_program("fakesmsc"), ("kannel-extras",)),
)
SECRET_SERVICE = (program("gnome-keyring-daemon", "gnome-keyring"), program("dbus-run-session", "dbus"))


def ensure(needs: Iterable[Need], *, yes: bool) -> None:
    """Installs what is missing. Raises Stop with status 2 where that is not possible or not wanted."""
    missing = [need for need in needs if not need.is_there()]
    if not missing:
        return
    names = ", ".join(need.name for need in missing)
    if not shutil.which("apt-get"):
        raise Stop(f"This needs {names}. Install it with your system's package manager, then run this again.", 2)
    privilege = _privilege()
    packages = [package for need in missing for package in need.packages]
    install = [*(privilege or []), "apt-get", "install", "--yes", "--no-install-recommends", *packages]
    say(f"  This needs {names}:")
    say(f"    {' '.join(install if privilege is not None else ['sudo', *install])}")
    if privilege is None:
        raise Stop("Run that line as an administrator, then run this again.", 2)
    if not yes and not ask("  Run it now?"):
        raise Stop("Nothing was installed. Run that line yourself, then run this again.", 2)
    with step(f"Installing {' '.join(packages)}"):
        _run([*privilege, "apt-get", "update"])
        refused = _run(install)
    still = [need for need in missing if not need.is_there()]
    if still:
        say(refused)
        hint = _SNAP_HINT if {CHROMIUM, FIREFOX} & set(still) else "See what apt-get said above."
        raise Stop(f"Still missing: {', '.join(need.name for need in still)}. {hint}", 2)


_SNAP_HINT = (
    "If apt-get gave you a browser as a Snap: a Snap cannot start Twinlatch's host. "
    "Set TWINLATCH_CHROMIUM or TWINLATCH_FIREFOX to the path of another one."
)


def _privilege() -> list[str] | None:
    """What to put before a command to run it as root; None where this person cannot."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if not sudo:
        return None
    if INTERACTIVE:
        return [sudo]
    can = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    return [sudo, "-n"] if can else None


def _run(command: list[str]) -> str:
    """Runs a package manager's command quietly; what it complained, if it failed."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.stdout[-2000:] if done.returncode else ""
