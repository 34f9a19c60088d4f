"""A login's own one-time codes, for the website it belongs to (RFC 6238).

Not Twinlatch's second factor. Computed here, for websites hand out secrets and periods that `pyotp` refuses
(it wants 112 bits and two minutes at most; 80 bits are common).
"""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

from twinlatch.errors import InvalidParams

_ALGORITHMS = frozenset({"sha1", "sha256", "sha512"})
_DIGITS = range(6, 9)
_PERIODS = range(1, 86_401)
_LONGEST_LABEL = 100
_LONGEST_URI = 4096  # Totp in twinlatch.protocol, which reads back what is stored
_IGNORED = str.maketrans("", "", " \t\r\n-=")


class Totp(NamedTuple):
    """What a code is computed from: the shared secret, the hash's name, how many digits, seconds a code lives."""

    secret: bytes
    algorithm: str
    digits: int
    period: int


class Code(NamedTuple):
    """A one-time code and the unix second at which the next one takes over."""

    code: str
    period: int
    expires_at: int


def parse(uri: str) -> Totp:
    """Reads an otpauth://totp URI (Key URI Format). Raises InvalidParams with field "totp"."""
    try:
        parts = urlsplit(uri)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=32)
        values = dict(pairs)
        totp = Totp(
            _secret(values["secret"]),
            values.get("algorithm", "sha1").lower(),
            int(values.get("digits", "6")),
            int(values.get("period", "30")),
        )
    except (ValueError, KeyError):
        raise InvalidParams(field="totp", why="unreadable") from None
    if (parts.scheme, parts.netloc) != ("otpauth", "totp") or len(values) != len(pairs) or "encoder" in values:
        raise InvalidParams(field="totp", why="unreadable")
    if totp.algorithm not in _ALGORITHMS or totp.digits not in _DIGITS or totp.period not in _PERIODS:
        raise InvalidParams(field="totp", why="unreadable")
    return totp


def to_uri(text: str, label: str) -> str:
    """What an item stores for what a person entered: nothing, a URI as it is, or a bare base32 secret made a URI.

    Raises InvalidParams with field "totp" for anything else.
    """
    text = text.strip()
    if not text:
        return ""
    name = quote(label[:_LONGEST_LABEL], safe="")
    uri = text if ":" in text else f"otpauth://totp/{name}?secret={text.translate(_IGNORED).upper()}"
    if len(uri) > _LONGEST_URI:
        raise InvalidParams(field="totp", why="unreadable")
    parse(uri)
    return uri


def code(totp: Totp, now: float) -> Code:
    """The code of the time step that `now` (unix seconds) lies in (RFC 6238, section 4; RFC 4226, section 5.3)."""
    step = int(now) // totp.period
    digest = hmac.digest(totp.secret, step.to_bytes(8, "big"), totp.algorithm)
    offset = digest[-1] & 0xF
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFF_FFFF
    return Code(str(number % 10**totp.digits).zfill(totp.digits), totp.period, (step + 1) * totp.period)


def _secret(text: str) -> bytes:
    """Base32 (RFC 4648, section 6) in either case, with or without padding, spaces and dashes. Raises ValueError."""
    digits = text.translate(_IGNORED)
    secret = base64.b32decode(digits + "=" * (-len(digits) % 8), casefold=True)
    if not secret:
        raise binascii.Error
    return secret
