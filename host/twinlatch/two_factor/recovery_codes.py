"""Recovery codes: 15 random bytes each, with a checksum against slips of the pen (VAULT_FORMAT.md, section 9)."""

from __future__ import annotations

import base64
import binascii
import unicodedata

from twinlatch.crypto import random_bytes, sha256
from twinlatch.errors import WrongRecoveryCode
from twinlatch.vault.format import RECOVERY_SECRET_BYTES, b64, enc

COUNT = 10
_CHARACTERS = 28
_GROUP = 4
_CHECKSUM_BITS = 20
_LOOKALIKES = str.maketrans("018", "OIB")


def new_secrets() -> list[bytes]:
    return [random_bytes(RECOVERY_SECRET_BYTES) for _ in range(COUNT)]


def to_text(secret: bytes) -> str:
    """Seven groups of four base32 characters (RFC 4648, section 6)."""
    number = int.from_bytes(secret, "big") << _CHECKSUM_BITS | _checksum(secret)
    padded = base64.b32encode((number << 4).to_bytes(18, "big")).decode()[:_CHARACTERS]
    return "-".join(padded[at : at + _GROUP] for at in range(0, _CHARACTERS, _GROUP))


def from_text(code: str) -> bytes:
    """The secret of a code as people type it, in any case, with or without dashes. Raises WrongRecoveryCode (M16)."""
    typed = "".join(char for char in code if not _separates(char))
    plain = typed.upper().translate(_LOOKALIKES)
    try:
        if len(plain) != _CHARACTERS or not typed.isascii():  # the upper case of a long s is S
            raise WrongRecoveryCode(why="mistyped")
        number = int.from_bytes(base64.b32decode(plain + "A==="), "big") >> 4
    except (binascii.Error, ValueError):
        raise WrongRecoveryCode(why="mistyped") from None
    secret = (number >> _CHECKSUM_BITS).to_bytes(RECOVERY_SECRET_BYTES, "big")
    if _checksum(secret) != number & ((1 << _CHECKSUM_BITS) - 1):
        raise WrongRecoveryCode(why="mistyped")
    return secret


def spent_id(secret: bytes) -> str:
    """What this device remembers of a spent code, to refuse it with an older copy of the vault."""
    return b64(sha256(enc("twinlatch/spent-code/1", secret))[:12])


def _separates(char: str) -> bool:
    """White space, or a dash of any kind: word processors turn hyphens into others."""
    return char.isspace() or unicodedata.category(char) == "Pd"


def _checksum(secret: bytes) -> int:
    return int.from_bytes(sha256(b"twinlatch/recovery-code/1" + secret)[:3], "big") >> 4
