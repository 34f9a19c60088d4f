"""What a person has set, kept in the vault."""

from __future__ import annotations

from twinlatch import protocol
from twinlatch.registry import method
from twinlatch.session import Session


@method("settings.get")
def get(session: Session, params: protocol.Nothing) -> protocol.Settings:
    """All settings."""
    return session.settings()


@method("settings.set", gesture=True)
def change(session: Session, params: protocol.SettingsSetParams) -> protocol.Settings:
    """Changes some settings; gives all."""
    return session.change_settings(params.changes.model_dump(exclude_none=True))
