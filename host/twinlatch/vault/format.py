"""Encodings of VAULT_FORMAT.md: context strings, padding, the header, and how a password and an e-mail are prepared."""

from __future__ import annotations

import binascii
import json
import re
import struct
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from twinlatch.crypto import KEY_BYTES, OVERHEAD_BYTES, Bytes, KdfParams, sha256
from twinlatch.errors import Damaged

FORMAT = 1
APPLICATION_ID = 0x54574C41

VAULT_ID_BYTES = 16
SALT_BYTES = 16
RECORD_ID_BYTES = 16
_RECORD_ID_DIGITS = 22
HASH_BYTES = 32
LABEL_BYTES = 64
RECOVERY_SECRET_BYTES = 15

SLOT_COUNT = 16
SLOT_BYTES = 32 + 32 + KEY_BYTES + OVERHEAD_BYTES
SLOTS_BYTES = SLOT_COUNT * SLOT_BYTES
SECOND_FACTOR_PLAIN_BYTES = 512
SECOND_FACTOR_BYTES = 8 + 32 + 32 + SECOND_FACTOR_PLAIN_BYTES + OVERHEAD_BYTES

PAGE_COUNT = 256
PAGE_LEAST_BYTES = 512
RECORD_LEAST_BYTES = 256

FLOOR_MEMORY_KIB = 64 * 1024
MOST_MEMORY_KIB = 1024 * 1024
FLOOR_ITERATIONS = 3
MOST_ITERATIONS = 10
LANES = 4
FLOOR = KdfParams(FLOOR_MEMORY_KIB, FLOOR_ITERATIONS, LANES)
"""RFC 9106's second recommended option, the least a vault may cost."""

_TO_URL_ALPHABET = bytes.maketrans(b"+/", b"-_")
_FROM_URL_ALPHABET = bytes.maketrans(b"-_", b"+/")
_BASE64URL = re.compile(r"(?:[\w-]{4})*(?:[\w-][AQgw]|[\w-]{2}[AEIMQUYcgkosw048])?", re.ASCII).fullmatch
"""The one form without padding in which the bits left over are zero."""


def enc(*parts: Bytes | str | int) -> bytes:
    """Joins parts unambiguously: each with its length in front, integers as 8 bytes, text as UTF-8 (section 1)."""
    joined = bytearray()
    for part in parts:
        if isinstance(part, int):
            part = struct.pack(">Q", part)
        elif isinstance(part, str):
            part = part.encode()
        joined += struct.pack(">I", len(part)) + part
    return bytes(joined)


def pad(plain: Bytes, least: int) -> bytearray:
    """Hides a length behind its size class: the smallest of `least`, 2 `least`, 4 `least`, ... bytes (section 1)."""
    padded = bytearray(_size_class(len(plain), least))
    struct.pack_into(">I", padded, 0, len(plain))
    padded[4 : 4 + len(plain)] = plain
    return padded


def unpad(padded: Bytes, least: int) -> bytes:
    """Reverses `pad`. Raises Damaged (M1)."""
    length = int.from_bytes(padded[:4], "big")
    filling = len(padded) - 4 - length
    if len(padded) != _size_class(length, least) or padded.count(0, 4 + length) != filling:
        raise Damaged(why="padding")
    return bytes(padded[4 : 4 + length])


def _size_class(length: int, least: int) -> int:
    size = least
    while size < length + 4:
        size *= 2
    return size


def to_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def from_json(text: Bytes) -> Any:
    """Reads RFC 8259 in UTF-8: no byte order mark, no NaN. Raises Damaged."""
    try:
        return _JSON.decode(text.decode())
    except (ValueError, RecursionError):
        raise Damaged(why="json") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


_JSON = json.JSONDecoder(parse_constant=_refuse_constant)


def b64(data: Bytes) -> str:
    """base64url without padding (RFC 4648, section 5). By `binascii`: opening an index does little else."""
    return binascii.b2a_base64(data, newline=False).rstrip(b"=").translate(_TO_URL_ALPHABET).decode()


def unb64(text: str) -> bytes:
    """Raises ValueError unless `text` is exactly what `b64` makes, TypeError for what is no text."""
    if not _BASE64URL(text):
        raise ValueError("not base64url")
    return binascii.a2b_base64(text.encode().translate(_FROM_URL_ALPHABET) + b"==")


def unb64_ids(texts: Sequence[str]) -> list[bytes]:
    """As `unb64`, for many record ids at once: an index holds little else that takes as long.

    With two zero digits more, the 22 digits of an id are 18 whole bytes, the last two of them zero. Raises ValueError.
    """
    joined = "AA".join([*texts, ""]).encode("ascii")
    if set(map(len, texts)) - {_RECORD_ID_DIGITS} or b"+" in joined or b"/" in joined:
        raise ValueError("not record ids")
    data = binascii.a2b_base64(joined.translate(_FROM_URL_ALPHABET), strict_mode=True)
    if any(data[16::18]) or any(data[17::18]):
        raise ValueError("not base64url")
    return [data[at : at + RECORD_ID_BYTES] for at in range(0, len(data), RECORD_ID_BYTES + 2)]


def prepare_password(password: str) -> bytearray:
    """RFC 8265 OpaqueString: other spaces become U+0020, then NFC. Shape: UTF-8 bytes, to be wiped."""
    spaced = "".join(" " if unicodedata.category(char) == "Zs" else char for char in password)
    return bytearray(unicodedata.normalize("NFC", spaced).encode("utf-8", "surrogatepass"))


def normalise_email(email: str) -> str:
    return unicodedata.normalize("NFC", email.strip()).lower()


@dataclass(frozen=True)
class Header:
    """What stands in clear at the front of a vault, authenticated by its root (section 3)."""

    vault_id: bytes
    generation: int
    salt: bytes
    kdf: KdfParams
    email_hash: bytes
    device_label: str
    slots: bytes
    second_factor: bytes

    @property
    def two_factor(self) -> bool:
        return self.device_label != ""

    def belongs_to(self, email: str) -> bool:
        return self.email_hash == email_hash(self.salt, email)

    def binding(self, email: str) -> bytes:
        return binding(self.kdf, email)

    def associated_data(self) -> bytes:
        """AD_head of section 3."""
        return enc(
            "twinlatch/header/1",
            self.vault_id,
            self.generation,
            self.salt,
            self.kdf.memory_kib,
            self.kdf.iterations,
            self.kdf.lanes,
            self.email_hash,
            self.device_label,
            sha256(self.slots),
            sha256(self.second_factor),
        )

    def check(self) -> None:
        """Raises Damaged for a wrong length (M5) or a cost out of bounds (M6), before anything is allocated for it."""
        lengths = (
            (self.vault_id, VAULT_ID_BYTES),
            (self.salt, SALT_BYTES),
            (self.email_hash, HASH_BYTES),
            (self.slots, SLOTS_BYTES),
            (self.second_factor, SECOND_FACTOR_BYTES),
        )
        if any(len(value) != length for value, length in lengths) or self.generation < 1:
            raise Damaged(why="header")
        if len(self.device_label.encode("utf-8", "replace")) > LABEL_BYTES:
            raise Damaged(why="header")
        if (
            not FLOOR_MEMORY_KIB <= self.kdf.memory_kib <= MOST_MEMORY_KIB
            or not FLOOR_ITERATIONS <= self.kdf.iterations <= MOST_ITERATIONS
            or self.kdf.lanes != LANES
        ):
            raise Damaged(why="kdf")


def binding(kdf: KdfParams, email: str) -> bytes:
    """Ties every slot to the cost of the password and to the e-mail address (section 3)."""
    return sha256(enc(kdf.memory_kib, kdf.iterations, kdf.lanes, normalise_email(email)))


def email_hash(salt: bytes, email: str) -> bytes:
    return sha256(salt + normalise_email(email).encode())
