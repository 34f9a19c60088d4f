"""Twinlatch's own second factor in what a person is about to store: kept inside the vault it would be no second one."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Collection, Iterable
from typing import Literal

from twinlatch.crypto import sha256
from twinlatch.errors import WrongRecoveryCode
from twinlatch.two_factor import recovery_codes

_RECOVERY_CODE_GROUPS, _SEED_GROUPS = 7, 8
_BETWEEN = r"[ \t\u00a0\u2010-\u2015-]{0,3}"


def _runs(groups: int) -> re.Pattern[str]:
    """Finds so many groups of four letters or digits in a line, the overlapping ones too."""
    group = "[A-Za-z0-8]{4}"
    run = rf"{group}(?:{_BETWEEN}{group}){{{groups - 1}}}"
    return re.compile(rf"(?<![A-Za-z0-9])(?=({run})(?![A-Za-z0-9]))")


_RECOVERY_CODES, _SEEDS = _runs(_RECOVERY_CODE_GROUPS), _runs(_SEED_GROUPS)
_SEPARATORS = re.compile(_BETWEEN)


def mark_of(seed: bytes) -> bytes:
    """What tells a seed from others, and is none (SHA-256)."""
    return sha256(b"twinlatch/own-seed/1" + seed)


def found_in(texts: Iterable[str], seeds: Collection[bytes]) -> Literal["seed", "recovery_code"] | None:
    """What of a second factor is in the texts: a recovery code whose checksum is right, or a seed of these marks."""
    for text in texts:
        if any(_is_recovery_code(run) for run in _RECOVERY_CODES.findall(text)):
            return "recovery_code"
        if seeds and any(_mark_of_text(run) in seeds for run in _SEEDS.findall(text)):
            return "seed"
    return None


def _is_recovery_code(text: str) -> bool:
    try:
        recovery_codes.from_text(text)
    except WrongRecoveryCode:
        return False
    return True


def _mark_of_text(text: str) -> bytes | None:
    """That of a seed as authenticator apps are given it (RFC 4648, section 6)."""
    try:
        return mark_of(base64.b32decode(_SEPARATORS.sub("", text), casefold=True))
    except binascii.Error:
        return None
