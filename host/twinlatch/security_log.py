"""The security log inside the vault: log-ins, what failed before them, and what changed (VAULT_FORMAT.md, section 6).

An event of a new generation is written with it. For others the log must not keep the owner out: where it cannot be
written, what happened stands and the line is missing.
"""

from __future__ import annotations

import contextlib
import sys
from typing import Any

from twinlatch.errors import StoreFailed
from twinlatch.two_factor.guard import Failures
from twinlatch.vault.records import LOG
from twinlatch.vault.vault import Fields, OwnChanges, Vault

MOST_EVENTS = 500

Event = dict[str, Any]

_SYSTEMS = {"win32": "Windows", "darwin": "macOS"}


def system() -> str:
    """This computer as logs and labels name it, "Linux": never the host name."""
    return _SYSTEMS.get(sys.platform, "Linux")


def event(what: str, at: float, *, count: int = 1, **details: Any) -> Event:
    """Something that happened at a unix time, kept to the second; one line for `count` of it."""
    several = {"count": count} if count > 1 else {}
    return {"at": int(at), "what": what, **details, **several}


def login(how: str, at: float) -> Event:
    """Somebody came in; `how`: "password", "code", "text_message", "trusted_device" or "recovery_code"."""
    return event("login", at, how=how, system=system())


def failed(failures: Failures) -> list[Event]:
    """The failures that a log-in tells, the wrong codes at the times that are still known."""
    codes = [event("wrong_code", at) for at in failures.code_times]
    if failures.codes > len(codes):
        codes.insert(0, event("wrong_code", failures.code_times[0], count=failures.codes - len(codes)))
    if failures.passwords:
        codes.append(event("wrong_password", failures.password_at, count=failures.passwords))
    return codes


def adding(*events: Event) -> OwnChanges:
    """The change to the vault's own records that adds these to the log, of which the newest are kept."""

    def added(log: Fields) -> Fields:
        together: list[Event] = [*log.get("events", []), *events]
        return log | {"events": sorted(together, key=lambda each: float(each["at"]))[-MOST_EVENTS:]}

    return {LOG: added} if events else {}


def note(vault: Vault, *events: Event) -> None:
    """Writes what has happened already, if anything. Raises Damaged, LoggedOut."""
    if events:
        with contextlib.suppress(StoreFailed):
            vault.change_together(adding(*events))


def newest_first(vault: Vault) -> list[Event]:
    """Raises Damaged, LoggedOut."""
    events: list[Event] = vault.own(LOG).get("events", [])
    return events[::-1]
