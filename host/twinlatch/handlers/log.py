"""The security log."""

from __future__ import annotations

from twinlatch import protocol, security_log
from twinlatch.registry import method
from twinlatch.session import Session

_KNOWN = frozenset(protocol.LogEvent.model_fields)


@method("log.list")
def listing(session: Session, params: protocol.Nothing) -> protocol.SecurityLog:
    """What happened to the account's security, newest first."""
    events = security_log.newest_first(session.vault)
    return protocol.SecurityLog(
        events=[protocol.LogEvent(**{name: each[name] for name in _KNOWN & each.keys()}) for each in events]
    )
