"""What stretching a master password may cost on this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from twinlatch.crypto import KdfParams, argon2id, random_bytes
from twinlatch.vault.format import FLOOR, SALT_BYTES

LIMIT_S = 1.0
_FACTORS = (4, 2)


def choose(uptime: Callable[[], float]) -> KdfParams:
    """The largest of 256, 128 and 64 MiB (three passes, four lanes) that takes under a second here.

    64 MiB is RFC 9106's second recommended option. One run of it is measured; the cost grows in proportion.
    """
    began = uptime()
    argon2id(random_bytes(16), random_bytes(SALT_BYTES), FLOOR)
    measured = uptime() - began
    for factor in _FACTORS:
        if measured * factor < LIMIT_S:
            return replace(FLOOR, memory_kib=FLOOR.memory_kib * factor)
    return FLOOR
