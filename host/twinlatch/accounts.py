"""The accounts of this computer: which e-mail address belongs to which vault file.

`accounts.json` in the state folder is a convenience, not an authority: a vault file that lies in the vault folder is
found by its content, and whether two-factor is on is the vault's own word. Light to import: hello lists accounts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable

from twinlatch import paths

Entry = dict[str, object]


def listing() -> list[Entry]:
    """The accounts as hello shows them: `{"email": str | None, "two_factor": bool}`, in the order they were added."""
    return [{"email": entry["email"], "two_factor": entry["two_factor"]} for entry in _read()]


def path_of(email: str) -> str | None:
    """The vault file remembered for a normalised e-mail address."""
    return next((str(entry["path"]) for entry in _read() if entry["email"] == email), None)


def email_of(path: str) -> str | None:
    return next((str(entry["email"]) for entry in _read() if entry["path"] == path and entry["email"]), None)


def remembered_paths() -> list[str]:
    return [str(entry["path"]) for entry in _read()]


def remember(path: str, email: str | None, *, two_factor: bool) -> None:
    """Adds the vault file at `path`, or brings its entry up to date. Raises StoreFailed."""
    fresh: Entry = {"path": path, "email": email, "two_factor": two_factor}
    if fresh in _read():
        return

    def replaced(entries: list[Entry]) -> list[Entry]:
        def is_same(entry: Entry) -> bool:
            return entry["path"] == path or (email is not None and entry["email"] == email)

        others = [entry for entry in entries if not is_same(entry)]
        position = next((at for at, entry in enumerate(entries) if is_same(entry)), len(others))
        return [*others[:position], fresh, *others[position:]]

    _update(replaced)


def forget(path: str) -> None:
    """Removes the entry of the vault file at `path`; the file stays. Raises StoreFailed."""
    _update(lambda entries: [entry for entry in entries if entry["path"] != path])


def _file() -> str:
    return os.path.join(paths.state_folder(), "accounts.json")


def _read() -> list[Entry]:
    """An unreadable list is an empty one: the vaults are found by their content."""
    try:
        with open(_file(), encoding="utf-8") as file:
            entries = json.load(file)["accounts"]
        return [
            {"path": e["path"], "email": e["email"], "two_factor": e["two_factor"]}
            for e in entries
            if isinstance(e["path"], str) and isinstance(e["email"], str | None) and isinstance(e["two_factor"], bool)
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _update(change: Callable[[list[Entry]], list[Entry]]) -> None:
    from pathlib import Path

    from twinlatch import files

    with files.exclusive_lock(Path(paths.state_folder()) / "accounts.lock"):
        content = json.dumps({"accounts": change(_read())}, indent=1)  # in ASCII: a path need not be UTF-8
        files.replace_private_file(Path(_file()), content.encode())
