"""The slots and the second-factor record: what opens them, and that nothing else does."""

from __future__ import annotations

import hmac
from dataclasses import replace
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from twinlatch.crypto import KdfParams, random_bytes
from twinlatch.errors import Damaged
from twinlatch.vault import slots
from twinlatch.vault.format import FLOOR, SLOT_BYTES, Header, binding, email_hash
from twinlatch.vault.slots import SecondFactor, WrongFactor, open_first, open_second_factor, open_slot

EMAIL = "ada@example.org"
A = random_bytes(32)
KEY = random_bytes(32)
SECRET = random_bytes(32)
CODES = [random_bytes(15) for _ in range(10)]
FACTOR = SecondFactor(random_bytes(20), random_bytes(16), version=3)


def sealed_header(factors: dict[int, bytes], second_factor: bytes | None = None) -> Header:
    vault_id, salt, tie = random_bytes(16), random_bytes(16), binding(FLOOR, EMAIL)
    table = slots.seal_table(vault_id, 7, tie, A, factors, KEY)
    record = second_factor or slots.seal_second_factor(vault_id, 7, tie, A, SECRET, FACTOR)
    return Header(vault_id, 7, salt, FLOOR, email_hash(salt, EMAIL), "Linux 2026-11", table, record)


def protected() -> Header:
    """A header with two-factor on."""
    return sealed_header({slots.DEVICE: SECRET, **dict(zip(slots.RECOVERY, CODES, strict=True))})


def test_every_slot_opens_with_its_own_factor() -> None:
    header = protected()
    assert open_slot(header, EMAIL, A, slots.DEVICE, SECRET) == KEY
    for code in CODES:
        assert open_first(header, EMAIL, A, slots.RECOVERY, code) == KEY


def test_a_row_is_what_the_format_says() -> None:
    """A reader of section 4 with an HKDF of its own opens the device row."""
    header = protected()
    row = header.slots[SLOT_BYTES : 2 * SLOT_BYTES]

    def u64(number: int) -> bytes:
        return number.to_bytes(8, "big")

    def enc(*parts: bytes) -> bytes:
        return b"".join(len(part).to_bytes(4, "big") + part for part in parts)

    tie = sha256(enc(u64(65536), u64(3), u64(4), EMAIL.encode())).digest()
    context = enc(b"twinlatch/slot/1", b"device", header.vault_id, u64(7), u64(1), tie)
    extracted = hmac.digest(row[:32], A + SECRET, "sha256")
    key = hmac.digest(extracted, context + b"\1", "sha256")
    commitment = hmac.digest(extracted, key + context + b"\2", "sha256")
    assert row[32:64] == commitment
    assert AESGCMSIV(key).decrypt(row[64:76], row[76:], context) == KEY


def test_the_password_alone_opens_nothing() -> None:
    """With two-factor on, no row opens without a factor, the unused ones included."""
    header = protected()
    for position in (slots.PASSWORD, slots.DEVICE, *slots.RECOVERY):
        with pytest.raises(WrongFactor):
            open_slot(header, EMAIL, A, position, b"")


@pytest.mark.parametrize(
    ("change", "email", "a", "position", "factor"),
    [
        ({}, EMAIL, random_bytes(32), slots.DEVICE, SECRET),
        ({}, EMAIL, A, slots.DEVICE, random_bytes(32)),
        ({}, EMAIL, A, slots.DEVICE, CODES[0]),
        ({}, EMAIL, A, slots.PASSWORD, SECRET),
        ({}, EMAIL, A, 3, CODES[0]),
        ({}, "eve@example.org", A, slots.DEVICE, SECRET),
        ({"vault_id": random_bytes(16)}, EMAIL, A, slots.DEVICE, SECRET),
        ({"generation": 8}, EMAIL, A, slots.DEVICE, SECRET),
        ({"kdf": KdfParams(65537, 3, 4)}, EMAIL, A, slots.DEVICE, SECRET),
        ({"kdf": KdfParams(65536, 4, 4)}, EMAIL, A, slots.DEVICE, SECRET),
    ],
)
def test_whatever_a_slot_is_bound_to_must_fit(
    change: dict[str, object], email: str, a: bytes, position: int, factor: bytes
) -> None:
    """Password, factor, position, address, vault, generation and cost: another one of any does not open the row."""
    header = protected()
    with pytest.raises(WrongFactor):
        open_slot(replace(header, **change), email, a, position, factor)  # type: ignore[arg-type]


def test_a_row_does_not_open_elsewhere_in_the_table() -> None:
    """A row that is copied to another position is no row of that position."""
    header = protected()
    row = header.slots[2 * SLOT_BYTES : 3 * SLOT_BYTES]
    moved = replace(header, slots=header.slots[: 3 * SLOT_BYTES] + row + header.slots[4 * SLOT_BYTES :])
    with pytest.raises(WrongFactor):
        open_slot(moved, EMAIL, A, 3, CODES[0])


def test_the_commitment_comes_first() -> None:
    """M7: a row whose ciphertext opens but whose commitment does not fit is refused as the wrong factor."""
    header = sealed_header({slots.PASSWORD: b""})
    forged = bytearray(header.slots)
    forged[40] ^= 1
    with pytest.raises(WrongFactor):
        open_slot(replace(header, slots=bytes(forged)), EMAIL, A, slots.PASSWORD, b"")


def test_every_bit_of_a_row_counts() -> None:
    """Salt, commitment, nonce, ciphertext or tag changed: the row does not open."""
    header = sealed_header({slots.PASSWORD: b""})
    for at in range(SLOT_BYTES):
        changed = bytearray(header.slots)
        changed[at] ^= 1 << at % 8
        with pytest.raises((WrongFactor, Damaged)):
            open_slot(replace(header, slots=bytes(changed)), EMAIL, A, slots.PASSWORD, b"")


def test_the_second_factor_needs_password_and_device() -> None:
    header = protected()
    assert vars(open_second_factor(header, EMAIL, A, SECRET)) == vars(FACTOR)
    for email, a, secret in (
        (EMAIL, random_bytes(32), SECRET),
        (EMAIL, A, random_bytes(32)),
        (EMAIL, A, b""),
        ("eve@example.org", A, SECRET),
    ):
        with pytest.raises(WrongFactor):
            open_second_factor(header, email, a, secret)
    for moved in (replace(header, generation=8), replace(header, vault_id=random_bytes(16))):
        with pytest.raises(WrongFactor):
            open_second_factor(moved, EMAIL, A, SECRET)


def test_every_byte_of_the_second_factor_record_counts() -> None:
    """The version in front included."""
    header = protected()
    for at in range(len(header.second_factor)):
        changed = bytearray(header.second_factor)
        changed[at] ^= 1
        with pytest.raises((WrongFactor, Damaged)):
            open_second_factor(replace(header, second_factor=bytes(changed)), EMAIL, A, SECRET)


def test_an_unused_record_is_random() -> None:
    """While two-factor is off nothing tells the record from noise, and it opens with nothing."""
    assert slots.no_second_factor() != slots.no_second_factor()
    header = sealed_header({slots.PASSWORD: b""}, slots.no_second_factor())
    with pytest.raises(WrongFactor):
        open_second_factor(header, EMAIL, A, SECRET)
