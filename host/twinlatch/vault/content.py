"""What records hold (VAULT_FORMAT.md, section 6): whoever had the key may have written anything."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from twinlatch.errors import Damaged
from twinlatch.vault.records import ACCOUNT, GATEWAY, GENERATED, LOG, LOGIN


class _Form(BaseModel):
    """What else there is, a later writer may have added."""

    model_config = ConfigDict(strict=True, hide_input_in_errors=True)


class _Url(_Form):
    url: str
    match: Literal["domain", "host", "host_port", "starts_with", "exact", "regex", "never"]


class _CustomField(_Form):
    name: str
    value: str
    hidden: bool


class _PreviousPassword(_Form):
    password: str
    replaced_at: float


class _Login(_Form):
    title: str
    username: str
    password: str
    totp: str
    notes: str
    urls: list[_Url]
    custom_fields: list[_CustomField]
    tags: list[str]
    favorite: bool
    created_at: float
    updated_at: float
    previous_passwords: list[_PreviousPassword] = []


class _SiteRule(_Form):
    address: str
    never_save: bool = False
    never_fill: bool = False
    off: bool = False


class _Settings(_Form):
    sites: list[_SiteRule] = []
    equivalent_domains: list[list[str]] = []


class _TwoFactor(_Form):
    since: float
    codes_issued_at: float
    codes_saved: bool
    phone: str = ""


class _Account(_Form):
    email: str
    created_at: float
    settings: _Settings
    two_factor: _TwoFactor | None


class _Event(_Form):
    at: float
    what: str
    how: str = ""
    name: str = ""
    system: str = ""
    count: int = 1


class _Log(_Form):
    events: list[_Event]


class _GeneratedPassword(_Form):
    password: str
    host: str
    created_at: float


class _Generated(_Form):
    passwords: list[_GeneratedPassword]


class _Gateway(_Form):
    name: str
    url: str


_FORMS: dict[str, type[_Form]] = {
    LOGIN: _Login,
    ACCOUNT: _Account,
    LOG: _Log,
    GENERATED: _Generated,
    GATEWAY: _Gateway,
}


def check(kind: str, fields: dict[str, Any]) -> None:
    """Raises Damaged for what is no record of its kind."""
    try:
        _FORMS[kind].model_validate(fields)
    except ValidationError:
        raise Damaged(why=kind) from None
