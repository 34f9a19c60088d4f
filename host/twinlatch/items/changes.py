"""What is stored when a person creates or changes a login. Fields are those of VAULT_FORMAT.md, section 6."""

from __future__ import annotations

from typing import Any

from twinlatch.items import totp

Fields = dict[str, Any]


def created(entered: Fields, now: float) -> Fields:
    """The record of a new login. Raises InvalidParams for a `totp` that is neither an otpauth URI nor a secret."""
    return _with_totp_uri(entered) | {"created_at": now, "updated_at": now}


def changed(fields: Fields, changes: Fields, now: float) -> Fields:
    """The record with the changed fields in place. Raises InvalidParams as `created` does."""
    fresh = fields | changes
    return (_with_totp_uri(fresh) if "totp" in changes else fresh) | {"updated_at": now}


def _with_totp_uri(fields: Fields) -> Fields:
    return fields | {"totp": totp.to_uri(fields["totp"], fields["title"])}
