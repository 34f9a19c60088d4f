"""The passwords that a login had before: a website may have refused the one that took their place."""

from __future__ import annotations

from typing import Any

NAME = "previous_passwords"
MOST = 5

Fields = dict[str, Any]


def after(fields: Fields, password: str, now: float) -> Fields:
    """The field of a record once `password` is its login's: last replaced first, none twice, nor the one in use.

    No field where there is nothing to keep.
    """
    present = fields["password"]
    kept = [earlier for earlier in fields.get(NAME, ()) if earlier["password"] not in (present, password)]
    if present not in ("", password):
        kept.insert(0, {"password": present, "replaced_at": now})
    return {NAME: kept[:MOST]} if kept else {}


def without(fields: Fields) -> Fields:
    return {name: value for name, value in fields.items() if name != NAME}
