"""The only importer of `cryptography`: primitives in the shapes Twinlatch uses. Keys are bytearrays to be wiped."""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES

_LARGEST_OVERWRITTEN = 4096
_OVERWRITTEN_EACH = 16

Bytes = bytes | bytearray


class Forged(Exception):
    """What was to be opened was not sealed with this key and this associated data."""


@dataclass(frozen=True)
class KdfParams:
    """Cost of Argon2id (RFC 9106): memory in KiB, passes, lanes."""

    memory_kib: int
    iterations: int
    lanes: int


def argon2id(password: Bytes, salt: bytes, params: KdfParams) -> bytearray:
    """Stretches a password to 32 bytes: Argon2id version 0x13, no secret, no associated data (RFC 9106)."""
    key = bytearray(KEY_BYTES)
    Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=params.iterations,
        lanes=params.lanes,
        memory_cost=params.memory_kib,
    ).derive_into(password, key)  # type: ignore[arg-type]  # takes any buffer
    return key


def hkdf(key_material: Bytes, salt: bytes, info: bytes, length: int) -> bytearray:
    """HKDF-SHA256, extract and expand (RFC 5869)."""
    out = bytearray(length)
    HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive_into(key_material, out)
    return out


def hkdf_expand(key: Bytes, info: bytes) -> bytearray:
    """HKDF-Expand with SHA-256 to 32 bytes, from a key that is already uniform (RFC 5869, section 2.3)."""
    out = bytearray(KEY_BYTES)
    HKDFExpand(algorithm=SHA256(), length=KEY_BYTES, info=info).derive_into(key, out)
    return out


def seal(key: Bytes, plaintext: Bytes, associated_data: bytes) -> bytes:
    """AES-256-GCM-SIV under a random nonce (RFC 8452): nonce (12) || ciphertext || tag (16)."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCMSIV(key).encrypt(nonce, plaintext, associated_data)


def unseal(key: Bytes, sealed: bytes, associated_data: bytes) -> bytearray:
    """Opens what `seal` made. Raises Forged."""
    plaintext = bytearray(max(0, len(sealed) - OVERHEAD_BYTES))
    view = memoryview(sealed)
    try:
        if len(sealed) < OVERHEAD_BYTES:
            raise Forged
        AESGCMSIV(key).decrypt_into(view[:NONCE_BYTES], view[NONCE_BYTES:], associated_data, plaintext)
    except InvalidTag:
        raise Forged from None
    return plaintext


def random_bytes(count: int) -> bytes:
    return os.urandom(count)


def random_key() -> bytearray:
    return bytearray(os.urandom(KEY_BYTES))


def sha256(data: Bytes) -> bytes:
    return hashlib.sha256(data).digest()


def equal(left: Bytes, right: Bytes) -> bool:
    """Compares in a time that does not depend on the contents."""
    return hmac.compare_digest(left, right)


def overwrite_freed() -> None:
    """Takes the memory that this process has freed, as far as its allocators give it out again, and puts zeros there.

    What Python copies on the way, the texts in JSON above all, no `wipe` reaches. Takes about 4 ms.
    """
    blocks = [bytearray(size) for size in range(16, _LARGEST_OVERWRITTEN, 16) for _ in range(_OVERWRITTEN_EACH)]
    del blocks


def wipe(*secrets: bytearray | None) -> None:
    """Overwrites keys with zeros, in place."""
    for secret in secrets:
        if secret is not None:
            secret[:] = bytes(len(secret))
