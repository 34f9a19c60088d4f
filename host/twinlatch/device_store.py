"""What this computer remembers of each vault: the device secret and the guard state, in the system keyring or a file.

The only importer of `keyring`. A small file in the state folder says for each vault where its memory is; while
two-factor is off it is in that file itself. The content is opaque here: a JSON object.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from twinlatch.crypto import random_bytes, wipe
from twinlatch.errors import KeyringFailed, KeyringLocked, NoKeyring
from twinlatch.files import exclusive_lock, replace_private_file, store_errors, sync_folder

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

Where = Literal["keyring", "file"]
Memory = dict[str, Any]
T = TypeVar("T")

_SERVICE = "Twinlatch"
_LIMIT_S = 30.0
_LARGEST_ITEM = 1200
"""Characters: Windows keeps at most 2,560 bytes of UTF-16."""

_ALLOWED = (
    ("keyring.backends.macOS", "Keyring", "macOS Keychain"),
    ("keyring.backends.Windows", "WinVaultKeyring", "Windows Credential Locker"),
    ("keyring.backends.SecretService", "Keyring", "Secret Service"),
    ("keyring.backends.kwallet", "DBusKeyring", "KWallet"),
)
"""Tried in this order and instantiated directly: configuration files and environment variables choose nothing here."""


class SystemKeyring:
    """An allow-listed keyring. Every call ends within 30 s."""

    def __init__(self, backend: KeyringBackend, name: str) -> None:
        self._backend = backend
        self.name = name

    @classmethod
    def find(cls) -> SystemKeyring:
        """The first usable keyring of the allow-list. Raises NoKeyring."""
        for variable in [name for name in os.environ if name.startswith("KEYRING_PROPERTY_")]:
            del os.environ[variable]  # backends set their attributes from these, such as the collection
        for module, class_name, name in _ALLOWED:
            with contextlib.suppress(Exception):
                backend_class = getattr(importlib.import_module(module), class_name)
                if _within_limit(partial(getattr, backend_class, "viable")):
                    backend = backend_class()
                    if class_name == "WinVaultKeyring":
                        backend.persist = "local machine"
                    return cls(backend, name)
        raise NoKeyring

    def get_ready(self) -> None:
        """Lets a locked keyring ask its owner now, while no lock is held. Raises KeyringLocked, KeyringFailed."""
        self.read("ready")

    def read(self, item: str) -> str | None:
        """Raises KeyringLocked, KeyringFailed."""
        return self._call(lambda: self._backend.get_password(_SERVICE, item))

    def write(self, item: str, content: str) -> None:
        """Raises KeyringLocked, KeyringFailed."""
        if len(content) > _LARGEST_ITEM:
            raise KeyringFailed(why="too_large")
        self._call(lambda: self._backend.set_password(_SERVICE, item, content))

    def delete(self, item: str) -> None:
        """Deletes what is there. Raises KeyringLocked, KeyringFailed."""
        from keyring.errors import PasswordDeleteError

        def delete() -> None:
            with contextlib.suppress(PasswordDeleteError):
                self._backend.delete_password(_SERVICE, item)

        self._call(delete)
        if self.read(item) is not None:
            raise KeyringFailed(why="not_deleted")

    def prove(self) -> None:
        """Has a new process read what was written: some keyrings only pretend. Raises KeyringLocked, KeyringFailed."""
        item, content = f"probe {random_bytes(8).hex()}", random_bytes(16).hex()
        self.write(item, content)
        try:
            if _read_in_new_process(item) != content:
                raise KeyringFailed(why="not_shared")
        finally:
            self.delete(item)

    @staticmethod
    def _call(operation: Callable[[], T]) -> T:
        from keyring.errors import KeyringLocked as BackendLocked

        try:
            return _within_limit(operation)
        except BackendLocked:
            raise KeyringLocked from None
        except TimeoutError:
            raise KeyringFailed(why="no_answer") from None
        except Exception as error:
            raise KeyringFailed(why=type(error).__name__) from None


def load() -> None:
    """Imports what keyrings need (60 ms), so that the first use need not."""
    for module, _, _ in _ALLOWED:
        with contextlib.suppress(Exception):
            importlib.import_module(module)


class DeviceStore:
    """The memory of every vault this computer opened."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "devices"

    def where(self, vault_id: bytes) -> Where | None:
        """Where this vault's memory is said to be, or None where nothing is known."""
        note = self._note(vault_id)
        return note["store"] if note else None

    @contextlib.contextmanager
    def exclusive(self, vault_id: bytes, *, two_factor: bool, needed: bool = True) -> Iterator[DeviceSlot]:
        """This vault's memory, while no other host can look at it.

        With two-factor on and nothing known, the keyring is asked: the state folder may have been lost. When the memory
        is not `needed` (a recovery code opens without it), a keyring that fails counts as an empty one. Raises
        NoKeyring, KeyringLocked, KeyringFailed, StoreFailed.
        """
        while True:
            where = self.where(vault_id)
            keyring = _ready_keyring(where, needed) if where == "keyring" or (where is None and two_factor) else None
            with exclusive_lock(self._path(vault_id, "lock")):
                if self.where(vault_id) != where:  # another host moved it while this one waited
                    continue
                yield DeviceSlot(self._path(vault_id, "json"), vault_id.hex(), self._note(vault_id), keyring)
                return

    def forget(self, vault_id: bytes) -> None:
        """Removes all memory of a vault. Raises KeyringFailed, StoreFailed."""
        with exclusive_lock(self._path(vault_id, "lock")):
            if self.where(vault_id) == "keyring":
                SystemKeyring.find().delete(vault_id.hex())
            with store_errors():
                self._path(vault_id, "json").unlink(missing_ok=True)
                sync_folder(self._folder)

    def _path(self, vault_id: bytes, suffix: str) -> Path:
        return self._folder / f"{vault_id.hex()}.{suffix}"

    def _note(self, vault_id: bytes) -> Memory | None:
        return _read_note(self._path(vault_id, "json"))


def _ready_keyring(where: Where | None, needed: bool) -> SystemKeyring | None:
    try:
        keyring = SystemKeyring.find()
        keyring.get_ready()
    except (NoKeyring, KeyringLocked, KeyringFailed) as error:
        if needed and not (where is None and isinstance(error, NoKeyring)):
            raise
        return None
    return keyring


class DeviceSlot:
    """One vault's memory, held exclusively. `where` says in which store it is."""

    def __init__(self, path: Path, item: str, note: Memory | None, keyring: SystemKeyring | None) -> None:
        self._path = path
        self._item = item
        self._keyring = keyring
        self._note = note
        self.where: Where = "file" if note is None else note["store"]

    def read(self) -> Memory | None:
        """None where nothing readable is kept. Raises KeyringLocked, KeyringFailed."""
        if self._note and self.where == "file":
            memory: Memory = self._note["memory"]
            return memory
        memory_there = _parse(self._keyring.read(self._item)) if self._keyring else None
        if memory_there is not None and self._note is None:
            self.where = "keyring"
            self._write_note({"store": "keyring"})
        return memory_there

    def write(self, memory: Memory) -> None:
        """Replaces the memory where it is, whole. Raises KeyringLocked, KeyringFailed, StoreFailed."""
        if self.where == "file":
            self._write_note({"store": "file", "memory": memory})
        elif self._keyring:
            self._keyring.write(self._item, _compact(memory))

    def move(self, where: Where, memory: Memory) -> None:
        """Writes the memory to that store, looks that it is there, says so, and clears the other.

        A crash leaves one of them whole and named. Raises NoKeyring, KeyringLocked, KeyringFailed, StoreFailed.
        """
        if where == "file":
            self.where = where
            self.write(memory)
            if self._keyring:
                with contextlib.suppress(KeyringLocked, KeyringFailed):
                    self._keyring.delete(self._item)
            return
        self._keyring = self._keyring or SystemKeyring.find()
        self._keyring.write(self._item, _compact(memory))
        if self._keyring.read(self._item) != _compact(memory):
            raise KeyringFailed(why="not_kept")
        self.where = where
        self._write_note({"store": "keyring"})

    def _write_note(self, note: Memory) -> None:
        if note != self._note:
            content = bytearray()  # wiped below: as one text, the device secret would stay in freed memory
            try:
                for part in _ENCODER.iterencode(note):
                    content += part.encode()
                replace_private_file(self._path, content)
            finally:
                wipe(content)
            self._note = note


def _read_note(path: Path) -> Memory | None:
    """An unreadable note is a missing one."""
    content = bytearray()
    try:
        with open(path, "rb", buffering=0) as file:
            content = bytearray(os.fstat(file.fileno()).st_size)
            file.readinto(content)
        note = json.loads(content)
    except (OSError, ValueError, RecursionError):
        return None
    finally:
        wipe(content)
    match note:
        case {"store": "keyring"} | {"store": "file", "memory": dict()}:
            return cast(Memory, note)
    return None


def _parse(content: str | None) -> Memory | None:
    try:
        memory = json.loads(content or "null")
    except ValueError:
        return None
    return memory if isinstance(memory, dict) else None


def _compact(memory: Memory) -> str:
    return _ENCODER.encode(memory)


_ENCODER = json.JSONEncoder(separators=(",", ":"))


def _within_limit(operation: Callable[[], T]) -> T:
    """Runs a call that may hang. Raises TimeoutError after 30 s, or what the call raises."""
    results: list[T] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            results.append(operation())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(_LIMIT_S)
    if failures:
        raise failures[0]
    if not results:
        raise TimeoutError
    return results[0]


_READER = """
import sys
sys.path.insert(0, sys.argv[1])
from twinlatch.device_store import SystemKeyring
print(SystemKeyring.find().read(sys.argv[2]) or "")
"""


def _read_in_new_process(item: str) -> str:
    package_parent = str(Path(__file__).resolve().parent.parent)
    try:
        finished = subprocess.run(
            [sys.executable, "-I", "-c", _READER, package_parent, item],
            capture_output=True,
            text=True,
            timeout=_LIMIT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return finished.stdout.strip()
