"""The slot table and the second-factor record: what wraps the vault key (VAULT_FORMAT.md, sections 4 and 5)."""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from twinlatch.crypto import Bytes, Forged, equal, hkdf, random_bytes, seal, unseal, wipe
from twinlatch.errors import Damaged
from twinlatch.vault.format import (
    SECOND_FACTOR_BYTES,
    SECOND_FACTOR_PLAIN_BYTES,
    SLOT_BYTES,
    SLOT_COUNT,
    Header,
    b64,
    enc,
    from_json,
    pad,
    to_json,
    unb64,
    unpad,
)

PASSWORD = 0
DEVICE = 1
RECOVERY = range(2, 12)

_E164 = re.compile(r"\+[1-9][0-9]{1,14}")

Binding = bytes


class WrongFactor(Exception):
    """The password, or the factor beside it, is not the one this was sealed with."""


def type_of(position: int) -> str:
    if position in RECOVERY:
        return "recovery"
    return {PASSWORD: "password", DEVICE: "device"}[position]


def seal_table(
    vault_id: bytes, generation: int, binding: Binding, a: Bytes, factors: Mapping[int, Bytes], vault_key: Bytes
) -> bytes:
    """The 16 rows: one for each `position: factor`, the others random."""
    rows = []
    for position in range(SLOT_COUNT):
        if position not in factors:
            rows.append(random_bytes(SLOT_BYTES))
            continue
        context = _slot_context(vault_id, generation, position, binding)
        rows.append(_wrap(a, factors[position], context, vault_key))
    return b"".join(rows)


def open_slot(header: Header, email: str, a: Bytes, position: int, factor: Bytes) -> bytearray:
    """The vault key, out of one row. Raises WrongFactor."""
    row = header.slots[position * SLOT_BYTES : (position + 1) * SLOT_BYTES]
    context = _slot_context(header.vault_id, header.generation, position, header.binding(email))
    return _unwrap(a, factor, row, context)


def open_first(header: Header, email: str, a: Bytes, positions: Sequence[int], factor: Bytes) -> bytearray:
    """The vault key, out of the first of these rows that opens. Raises WrongFactor."""
    for position in positions:
        try:
            return open_slot(header, email, a, position, factor)
        except WrongFactor:
            continue
    raise WrongFactor


def _slot_context(vault_id: bytes, generation: int, position: int, binding: Binding) -> bytes:
    return enc("twinlatch/slot/1", type_of(position), vault_id, generation, position, binding)


def _wrap(a: Bytes, factor: Bytes, context: bytes, plaintext: Bytes) -> bytes:
    salt = random_bytes(32)
    key, commitment = _key_and_commitment(a, factor, salt, context)
    try:
        return salt + commitment + seal(key, plaintext, context)
    finally:
        wipe(key)


def _unwrap(a: Bytes, factor: Bytes, wrapped: bytes, context: bytes) -> bytearray:
    """Compares the commitment first: AES-GCM-SIV alone does not bind its key (M7)."""
    salt, commitment, sealed = wrapped[:32], wrapped[32:64], wrapped[64:]
    key, expected = _key_and_commitment(a, factor, salt, context)
    try:
        if not equal(commitment, expected):
            raise WrongFactor
        return unseal(key, sealed, context)
    except Forged:
        raise Damaged(why="slot") from None
    finally:
        wipe(key)


def _key_and_commitment(a: Bytes, factor: Bytes, salt: bytes, context: bytes) -> tuple[bytearray, bytes]:
    material = bytearray(a) + factor
    derived = hkdf(material, salt, context, 64)
    key, commitment = derived[:32], bytes(derived[32:])
    wipe(material, derived)
    return key, commitment


@dataclass(frozen=True, repr=False)
class SecondFactor:
    """What the second-factor record holds: the TOTP seed (20 bytes) and the id of its enrolment (16 bytes).

    On a trusted device also the SHA-256 of its token, and until when it is trusted (unix seconds). `phone` is a proved
    number (ITU-T E.164, such as "+4915112345678").
    """

    seed: bytes
    enrolment: bytes
    version: int = 1
    trust_hash: bytes | None = None
    trusted_until: float = 0.0
    phone: str | None = None


def seal_second_factor(
    vault_id: bytes, generation: int, binding: Binding, a: Bytes, device_secret: Bytes, factor: SecondFactor
) -> bytes:
    context = _second_factor_context(vault_id, generation, factor.version, binding)
    fields: dict[str, Any] = {"seed": b64(factor.seed), "enrolment": b64(factor.enrolment)}
    if factor.trust_hash is not None:
        fields |= {"trust_hash": b64(factor.trust_hash), "trusted_until": factor.trusted_until}
    if factor.phone is not None:
        fields["phone"] = factor.phone
    plain = pad(to_json(fields), SECOND_FACTOR_PLAIN_BYTES)
    try:
        return struct.pack(">Q", factor.version) + _wrap(a, device_secret, context, plain)
    finally:
        wipe(plain)


def open_second_factor(header: Header, email: str, a: Bytes, device_secret: Bytes) -> SecondFactor:
    """Proves the master password on a device that has its secret. Raises WrongFactor."""
    version = int.from_bytes(header.second_factor[:8], "big")
    context = _second_factor_context(header.vault_id, header.generation, version, header.binding(email))
    plain = _unwrap(a, device_secret, header.second_factor[8:], context)
    try:
        return _second_factor(version, from_json(unpad(plain, SECOND_FACTOR_PLAIN_BYTES)))
    except (KeyError, TypeError, ValueError, OverflowError):
        raise Damaged(why="second_factor") from None
    finally:
        wipe(plain)


def _second_factor(version: int, fields: Any) -> SecondFactor:
    """Raises KeyError, TypeError, ValueError, OverflowError."""
    if not isinstance(fields, dict):
        raise TypeError
    trust = _of_length(32, fields["trust_hash"]) if "trust_hash" in fields else None
    until = fields.get("trusted_until", 0.0)
    if type(until) not in (int, float):
        raise TypeError
    phone = fields.get("phone")
    if phone is not None and not _E164.fullmatch(phone):
        raise ValueError("not a phone number")
    seed, enrolment = _of_length(20, fields["seed"]), _of_length(16, fields["enrolment"])
    return SecondFactor(seed, enrolment, version, trust, float(until), phone)


def _of_length(length: int, text: str) -> bytes:
    """Raises ValueError."""
    data = unb64(text)
    if len(data) != length:
        raise ValueError("another length")
    return data


def no_second_factor() -> bytes:
    return random_bytes(SECOND_FACTOR_BYTES)


def _second_factor_context(vault_id: bytes, generation: int, version: int, binding: Binding) -> bytes:
    return enc("twinlatch/second-factor/1", vault_id, generation, version, binding)
