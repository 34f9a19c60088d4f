"""Private folders and files: 0700 and 0600, replaced whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from twinlatch.errors import StoreFailed

_WHY = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",
}


@contextlib.contextmanager
def store_errors() -> Iterator[None]:
    """Turns the system's refusals into StoreFailed, which says why and holds no path."""
    try:
        yield
    except OSError as error:
        raise StoreFailed(why=_WHY.get(error.errno or 0, "io")) from None


def make_private_folder(folder: Path) -> None:
    """Makes the folder, and the missing ones above it, 0700 (XDG Base Directory Specification). Raises StoreFailed."""
    with store_errors():
        if not folder.parent.exists():
            make_private_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)


def replace_private_file(path: Path, content: bytes | bytearray, mode: int = 0o600) -> None:
    """Writes `content` so that after a crash at any instant the file is the old one or the new one, whole.

    `mode` 0o700 makes a program of it. Raises StoreFailed.
    """
    make_private_folder(path.parent)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    with store_errors():
        try:
            with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb", buffering=0) as file:
                rest = memoryview(content)
                while rest:
                    rest = rest[file.write(rest) :]
                os.fsync(file.fileno())
            os.replace(fresh, path)
        except OSError:
            with contextlib.suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename or an unlink in `folder` last (POSIX; elsewhere the file system sees to it)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def exclusive_lock(path: Path) -> Iterator[None]:
    """Holds an operating-system lock that every host process takes; the system frees it when a process dies.

    Raises StoreFailed.
    """
    make_private_folder(path.parent)
    with store_errors():
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with store_errors():
            _lock(descriptor)
        yield
    finally:
        os.close(descriptor)


if os.name == "nt":
    import msvcrt

    def _lock(descriptor: int) -> None:
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
                return
            except OSError as error:
                if error.errno != errno.EDEADLK:
                    raise

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
