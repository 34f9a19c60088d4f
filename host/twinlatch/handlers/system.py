"""What the host says about itself."""

from __future__ import annotations

import os
import platform
import sqlite3
from importlib.metadata import version

from twinlatch import __version__, discover, hello, paths, protocol
from twinlatch.device_store import SystemKeyring
from twinlatch.errors import NoKeyring
from twinlatch.registry import METHODS, method
from twinlatch.session import Session


@method("system.hello")
def greet(session: Session, params: protocol.HelloParams) -> protocol.Hello:
    """Who is there, and the accounts of this computer."""
    return protocol.Hello.model_validate(hello.greeting())


@method("system.status")
def status(session: Session, params: protocol.Nothing) -> protocol.Status:
    """What this host runs on and where it keeps things."""
    return protocol.Status(
        keyring=_keyring(),
        device_key_store=session.where(),
        data_folder=_shown(paths.data_folder()),
        state_folder=_shown(paths.state_folder()),
        vault_file=_shown(str(session.path)) if session.path else None,
        host_version=__version__,
        python_version=platform.python_version(),
        sqlite_version=sqlite3.sqlite_version,
        cryptography_version=version("cryptography"),
    )


@method("rpc.discover")
def describe(session: Session, params: protocol.Nothing) -> protocol.Json:
    """The OpenRPC document of every method."""
    return discover.document(METHODS)


def _shown(path: str) -> str:
    """A path as text: on Linux it may hold bytes that are none."""
    return os.fsencode(path).decode("utf-8", "replace")


def _keyring() -> str | None:
    try:
        return SystemKeyring.find().name
    except NoKeyring:
        return None
