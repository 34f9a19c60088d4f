"""Keyrings for tests: one that works, kept in a file so that other processes see it, and ones that go wrong."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import ClassVar

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError, PasswordSetError

from twinlatch import device_store

_FILE = "TWINLATCH_TEST_KEYRING"
_ROOT = str(Path(__file__).resolve().parents[2])


class FileKeyring(KeyringBackend):
    """Keeps every item; `calls` is what it was asked."""

    calls: ClassVar[list[str]] = []
    priority: ClassVar[float] = 1

    def get_password(self, service: str, username: str) -> str | None:
        self.calls.append(f"get {username}")
        return items().get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self.calls.append(f"set {username}")
        keep(items() | {f"{service} {username}": password})

    def delete_password(self, service: str, username: str) -> None:
        self.calls.append(f"delete {username}")
        left = items()
        if left.pop(f"{service} {username}", None) is None:
            raise PasswordDeleteError
        keep(left)


class NotViable(FileKeyring):
    """Says by itself that it cannot be used here."""

    viable: ClassVar[bool] = False


class Broken(FileKeyring):
    """Fails to be made."""

    def __init__(self) -> None:
        raise RuntimeError("no service: /secret/path")


class Failing(FileKeyring):
    """Refuses to write, and talks about it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError(f"could not write {password}")


class Lying(FileKeyring):
    """Says that it wrote, and keeps what it had."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Garbling(FileKeyring):
    """Cuts off what is long."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:60])


class Private(FileKeyring):
    """Keeps what it is given where no other process sees it."""

    kept: ClassVar[dict[str, str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop(username, None)


class Null(FileKeyring):
    """Like keyring's `null`: every write succeeds, every read gives nothing."""

    def get_password(self, service: str, username: str) -> str | None:
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Locked(FileKeyring):
    """Its owner said no."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked("the collection is locked")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked("the collection is locked")


class Hanging(FileKeyring):
    """Waits for a dialog that nobody answers."""

    def get_password(self, service: str, username: str) -> str | None:
        threading.Event().wait()
        return None


class Undeletable(FileKeyring):
    """Keeps what it was to forget."""

    def delete_password(self, service: str, username: str) -> None:
        pass


def items() -> dict[str, str]:
    """What is kept, by service and name."""
    try:
        kept: dict[str, str] = json.loads(Path(os.environ[_FILE]).read_bytes())
    except FileNotFoundError:
        return {}
    return kept


def keep(kept: dict[str, str]) -> None:
    """Makes these the only items."""
    Path(os.environ[_FILE]).write_text(json.dumps(kept))


def use(patch: pytest.MonkeyPatch, folder: Path, *keyrings: type[KeyringBackend]) -> None:
    """Makes these the keyrings of this computer, for new processes too."""
    allowed = tuple((keyring.__module__, keyring.__name__, keyring.__name__) for keyring in keyrings)
    patch.setenv(_FILE, str(folder / "keyring.json"))
    patch.setattr(device_store, "_ALLOWED", allowed)
    seen = f"import sys\nsys.path[:0] = [sys.argv[1], {_ROOT!r}]\n"
    seen += f"from twinlatch import device_store\ndevice_store._ALLOWED = {allowed!r}\n"
    patch.setattr(device_store, "_READER", seen + device_store._READER)
    FileKeyring.calls.clear()
    Private.kept.clear()
