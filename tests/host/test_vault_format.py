"""The encodings of VAULT_FORMAT.md, byte for byte."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from twinlatch.crypto import KdfParams, random_bytes
from twinlatch.errors import Damaged
from twinlatch.vault import slots
from twinlatch.vault.format import (
    FLOOR,
    SECOND_FACTOR_BYTES,
    SLOT_BYTES,
    SLOTS_BYTES,
    Header,
    b64,
    email_hash,
    enc,
    from_json,
    normalise_email,
    pad,
    prepare_password,
    unb64,
    unpad,
)

HEADER = Header(
    random_bytes(16), 1, random_bytes(16), FLOOR, random_bytes(32), "", random_bytes(1984), random_bytes(612)
)


def test_sizes() -> None:
    """The slot table and the second-factor record have the lengths that section 3 names."""
    assert (SLOT_BYTES, SLOTS_BYTES, SECOND_FACTOR_BYTES) == (124, 1984, 612)


def test_enc() -> None:
    """Each part has its length in front, so that no two lists of parts are joined alike."""
    assert enc("ab", b"\xff", 1) == b"\0\0\0\2ab" + b"\0\0\0\1\xff" + b"\0\0\0\x08" + b"\0\0\0\0\0\0\0\1"
    assert enc("ab", "c") != enc("a", "bc")
    assert enc("é") == b"\0\0\0\2\xc3\xa9"


@pytest.mark.parametrize(("length", "size"), [(0, 256), (252, 256), (253, 512), (508, 512), (509, 1024)])
def test_padding(length: int, size: int) -> None:
    """A text fills the smallest class that holds it and its length."""
    text = b"x" * length
    padded = pad(text, 256)
    assert bytes(padded) == length.to_bytes(4, "big") + text + bytes(size - 4 - length)
    assert unpad(padded, 256) == text


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        bytes(255),
        bytes(512),
        b"\0\0\1\0" + bytes(252),
        b"\xff\xff\xff\xff" + bytes(252),
        b"\0\0\0\1" + b"x" + bytes(250) + b"\1",
        b"\0\0\0\1" + b"xy" + bytes(250),
    ],
)
def test_padding_is_checked(padded: bytes) -> None:
    """M1: a length beyond the text, a class too large or too small, and padding that is not zeros are refused."""
    with pytest.raises(Damaged):
        unpad(padded, 256)


@pytest.mark.parametrize(
    ("typed", "prepared"),
    [
        ("a\u00a0b\u3000c d", "a b c d"),
        ("A\u030angstro\u0308m", "\u00c5ngstr\u00f6m"),
        ("\u212bngstr\u00f6m", "\u00c5ngstr\u00f6m"),
        ("Case and  spaces ", "Case and  spaces "),
        ("\uff43", "\uff43"),
    ],
)
def test_passwords(typed: str, prepared: str) -> None:
    """OpaqueString of RFC 8265: spaces become one kind, composed by NFC, and nothing else is changed."""
    assert prepare_password(typed) == prepared.encode()


def test_emails() -> None:
    """White space around, case and composition do not matter; the hash is that of section 3."""
    assert normalise_email("  Zoe\u0308@Example.ORG\n") == "zo\u00eb@example.org"
    expected = hashlib.sha256(b"0123456789abcdef" + b"a@b.example").digest()
    assert email_hash(b"0123456789abcdef", " A@b.example") == expected


def test_base64() -> None:
    """Without padding, in the alphabet of URLs, and read only as it was written."""
    assert b64(b"\xfb\xff") == "-_8"
    assert unb64("-_8") == b"\xfb\xff"
    for text in ("-_8=", "-_9", "+/8", "-_8\n", "-_8 ", "é"):
        with pytest.raises(ValueError):
            unb64(text)


def test_json_that_cannot_be_read() -> None:
    with pytest.raises(Damaged):
        from_json(b"{")
    with pytest.raises(Damaged):
        from_json(b"\xff")


@pytest.mark.parametrize(
    "kdf",
    [
        KdfParams(65535, 3, 4),
        KdfParams(1048577, 3, 4),
        KdfParams(65536, 2, 4),
        KdfParams(65536, 11, 4),
        KdfParams(65536, 3, 1),
        KdfParams(65536, 3, 8),
        KdfParams(-65536, 3, 4),
    ],
)
def test_costs_out_of_bounds(kdf: KdfParams) -> None:
    """M6: a cost below the floor would make guessing cheap, one above the limit would exhaust the memory."""
    with pytest.raises(Damaged):
        replace(HEADER, kdf=kdf).check()


@pytest.mark.parametrize("kdf", [KdfParams(65536, 3, 4), KdfParams(1048576, 10, 4)])
def test_costs_at_the_bounds(kdf: KdfParams) -> None:
    replace(HEADER, kdf=kdf).check()


@pytest.mark.parametrize(
    "header",
    [
        replace(HEADER, vault_id=bytes(15)),
        replace(HEADER, salt=bytes(17)),
        replace(HEADER, email_hash=b""),
        replace(HEADER, slots=bytes(1983)),
        replace(HEADER, second_factor=bytes(613)),
        replace(HEADER, generation=0),
        replace(HEADER, device_label="é" * 33),
    ],
)
def test_lengths(header: Header) -> None:
    """M5: every column has its length."""
    with pytest.raises(Damaged):
        header.check()


def test_everything_in_the_header_is_authenticated() -> None:
    """No field changes without changing what the root is sealed with."""
    changed = [
        replace(HEADER, vault_id=random_bytes(16)),
        replace(HEADER, generation=2),
        replace(HEADER, salt=random_bytes(16)),
        replace(HEADER, kdf=KdfParams(FLOOR.memory_kib + 1, 3, 4)),
        replace(HEADER, kdf=KdfParams(FLOOR.memory_kib, 4, 4)),
        replace(HEADER, email_hash=random_bytes(32)),
        replace(HEADER, device_label="Linux 2026-11"),
        replace(HEADER, slots=random_bytes(1984)),
        replace(HEADER, second_factor=random_bytes(612)),
    ]
    assert len({header.associated_data() for header in [HEADER, *changed]}) == len(changed) + 1


def test_the_label_is_the_switch() -> None:
    """Two-factor is on exactly when a device is named."""
    assert not HEADER.two_factor
    assert replace(HEADER, device_label="Linux 2026-11").two_factor
    assert slots.PASSWORD == 0
    assert slots.DEVICE == 1
    assert list(slots.RECOVERY) == list(range(2, 12))
