"""Where the vaults lie and where this device keeps its own state.

By hand, because hello needs it before anything else may be imported; a test holds it against `platformdirs`.
"""

from __future__ import annotations

import os
import sys


def data_folder() -> str:
    """The folder of the vault files; `TWINLATCH_HOME` moves it."""
    return os.environ.get("TWINLATCH_HOME") or _default("XDG_DATA_HOME", "~/.local/share")


def state_folder() -> str:
    """The folder of this device's own state, never roaming; `TWINLATCH_STATE` moves it."""
    return os.environ.get("TWINLATCH_STATE") or _default("XDG_STATE_HOME", "~/.local/state")


def _default(xdg_variable: str, xdg_default: str) -> str:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.environ.get(xdg_variable, "").strip() or os.path.expanduser(xdg_default)
    return os.path.join(base, "twinlatch")
