"""What is stored when a person creates or changes a login. Fields are those of VAULT_FORMAT.md, section 6."""

from __future__ import annotations

from typing import Any

from twinlatch.errors import TooLarge
from twinlatch.items import previous, totp
from twinlatch.sites import matching, patterns
from twinlatch.vault.format import to_json

Fields = dict[str, Any]

_MOST_BYTES = 512 * 1024  # as JSON: what a person entered must fit into a message, alone and in a list


def created(entered: Fields, now: float) -> Fields:
    """The record of a new login.

    Raises InvalidParams for a `totp` that is neither an otpauth URI nor a secret, or a pattern that `patterns.check`
    refuses; TooLarge for more than 512 KiB as JSON.
    """
    _check_patterns(entered)
    return _fitting(_with_totp_uri(entered) | {"created_at": now, "updated_at": now})


def changed(fields: Fields, changes: Fields, now: float) -> Fields:
    """The record with the changed fields in place, and the password that was replaced. Raises what `created` does."""
    fresh = previous.without(fields) | changes
    if "urls" in changes:
        _check_patterns(fresh)
    fresh = _fitting((_with_totp_uri(fresh) if "totp" in changes else fresh) | {"updated_at": now})
    return fresh | previous.after(fields, fresh["password"], now)


def _check_patterns(fields: Fields) -> None:
    for number, saved in enumerate(fields.get("urls", ())):
        if saved["match"] == matching.REGEX:
            patterns.check(saved["url"], f"urls.{number}.url")


def _with_totp_uri(fields: Fields) -> Fields:
    return fields | {"totp": totp.to_uri(fields["totp"], fields["title"])}


def _fitting(fields: Fields) -> Fields:
    if len(to_json(fields)) > _MOST_BYTES:
        raise TooLarge(limit=_MOST_BYTES)
    return fields
