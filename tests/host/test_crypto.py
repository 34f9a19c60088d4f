"""The primitives, against the vectors of the documents that define them."""

from __future__ import annotations

import hmac
import json
import os
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from twinlatch.crypto import Forged, KdfParams, argon2id, equal, hkdf, hkdf_expand, random_key, seal, unseal, wipe
from twinlatch.items import totp

_NONCE = bytes.fromhex("030000000000000000000000")
_KEY = bytes([1]) + bytes(31)


def wycheproof(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The cases of a file of Wycheproof's, each with its group."""
    folder = os.environ.get("TWINLATCH_VECTORS") or Path(__file__).resolve().parents[3] / "shared" / "vectors"
    path = Path(folder) / "wycheproof" / name
    if not path.exists():
        pytest.skip("the Wycheproof vectors are not here; TWINLATCH_VECTORS names their folder")
    groups = json.loads(path.read_bytes())["testGroups"]
    return [(group, case) for group in groups for case in group["tests"]]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        (KdfParams(65536, 2, 1), "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7"),
        (KdfParams(256, 2, 1), "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
        (KdfParams(256, 2, 2), "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"),
    ],
)
def test_argon2id(params: KdfParams, expected: str) -> None:
    """Memory, passes and lanes reach Argon2id version 0x13 as named (vectors of the reference implementation)."""
    assert argon2id(b"password", b"somesalt", params).hex() == expected


def test_argon2id_of_rfc_9106() -> None:
    """The library's Argon2id gives the tag of section 5.3, whose secret and associated data our vaults do without."""
    argon2id_with_all = Argon2id(
        salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32, secret=b"\3" * 8, ad=b"\4" * 12
    )
    tag = argon2id_with_all.derive(b"\1" * 32)
    assert tag.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


@pytest.mark.parametrize(
    ("key_material", "salt", "info", "expected"),
    [
        (
            bytes([0x0B] * 22),
            bytes(range(13)),
            bytes(range(0xF0, 0xFA)),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            bytes(range(80)),
            bytes(range(0x60, 0xB0)),
            bytes(range(0xB0, 0x100)),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
            "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
        ),
        (
            bytes([0x0B] * 22),
            b"",
            b"",
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ],
)
def test_hkdf(key_material: bytes, salt: bytes, info: bytes, expected: str) -> None:
    """HKDF-SHA256 gives what RFC 5869, appendices A.1 to A.3, says."""
    assert hkdf(key_material, salt, info, len(expected) // 2).hex() == expected


def test_hkdf_expand() -> None:
    """The expand step alone gives 32 bytes of the same stream (RFC 5869, appendix A.1)."""
    pseudorandom_key = bytes.fromhex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
    expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    assert hkdf_expand(pseudorandom_key, bytes(range(0xF0, 0xFA))).hex() == expected


def test_hkdf_wycheproof() -> None:
    """Every HKDF-SHA256 case of Wycheproof: the valid ones come out, more than there can be is refused."""
    cases = [case for _, case in wycheproof("hkdf_sha256_test.json")]
    for case in cases:
        ikm, salt, info = (bytes.fromhex(case[name]) for name in ("ikm", "salt", "info"))
        if case["result"] == "valid":
            assert hkdf(ikm, salt, info, case["size"]).hex() == case["okm"], case["tcId"]
        else:
            with pytest.raises(ValueError, match="derive"):
                hkdf(ikm, salt, info, case["size"])
    assert {case["result"] for case in cases} == {"valid", "invalid"}


@pytest.mark.parametrize("name", ["sha1", "sha256"])
def test_hmac_wycheproof(name: str) -> None:
    """Every HMAC case of Wycheproof: what HKDF extracts with, and what one-time codes are made of."""
    cases = wycheproof(f"hmac_{name}_test.json")
    codes = 0
    for _, case in cases:
        key, message, tag = (bytes.fromhex(case[field]) for field in ("key", "msg", "tag"))
        found = hmac.digest(key, message, name)
        assert equal(found[: len(tag)], tag) is (case["result"] == "valid"), case["tcId"]
        if case["result"] == "valid" and len(tag) == len(found):
            if name == "sha256":
                assert hkdf(message, key, b"info", 32) == hkdf_expand(tag, b"info"), case["tcId"]
            if len(message) == 8:
                step = int.from_bytes(message, "big")
                assert totp.code(totp.Totp(key, name, 8, 1), step).code == truncated(tag), case["tcId"]
                codes += 1
    assert codes
    assert {case["result"] for _, case in cases} == {"valid", "invalid"}


def truncated(tag: bytes) -> str:
    """Eight digits by RFC 4226, section 5.3."""
    at = tag[-1] & 15
    return f"{(int.from_bytes(tag[at : at + 4], 'big') & 0x7FFFFFFF) % 10**8:08}"


@pytest.mark.parametrize(
    ("plaintext", "sealed"),
    [
        ("", "07f5f4169bbf55a8400cd47ea6fd400f"),
        ("0100000000000000", "c2ef328e5c71c83b843122130f7364b761e0b97427e3df28"),
    ],
)
def test_aes_gcm_siv(plaintext: str, sealed: str) -> None:
    """What RFC 8452, appendix C.2, sealed is opened, the empty text included."""
    assert unseal(_KEY, _NONCE + bytes.fromhex(sealed), b"").hex() == plaintext


def test_aes_gcm_siv_wycheproof() -> None:
    """Every case of Wycheproof for 256-bit keys: the valid ones open, the others are Forged."""
    cases = [case for group, case in wycheproof("aes_gcm_siv_test.json") if group["keySize"] == 256]
    for case in cases:
        key, nonce, message, associated = (bytes.fromhex(case[name]) for name in ("key", "iv", "msg", "aad"))
        sealed = nonce + bytes.fromhex(case["ct"]) + bytes.fromhex(case["tag"])
        if case["result"] == "valid":
            assert unseal(key, sealed, associated) == message, case["tcId"]
        else:
            with pytest.raises(Forged):
                unseal(key, sealed, associated)
    assert {case["result"] for case in cases} == {"valid", "invalid"}


def test_sealing_never_repeats_itself() -> None:
    """The nonce is new each time, so that equal texts look different."""
    key = random_key()
    assert len({seal(key, b"same", b"") for _ in range(50)}) == 50


def test_any_changed_byte_is_noticed() -> None:
    """Nonce, ciphertext, tag, associated data and key: one bit of any, and it is Forged."""
    key = random_key()
    sealed = seal(key, b"sixteen bytes...", b"context")
    forgeries = [bytes([*sealed[:at], sealed[at] ^ 1, *sealed[at + 1 :]]) for at in range(len(sealed))]
    other_key = bytes([key[0] ^ 1, *key[1:]])
    for forged in [*forgeries, sealed[:-1], sealed + b"\0", b"", sealed[:27]]:
        with pytest.raises(Forged):
            unseal(key, forged, b"context")
    for wrong_key, wrong_context in ((other_key, b"context"), (key, b"Context")):
        with pytest.raises(Forged):
            unseal(wrong_key, sealed, wrong_context)
    assert unseal(key, sealed, b"context") == b"sixteen bytes..."


def test_wiping_leaves_zeros() -> None:
    """Keys are overwritten where they are, and nothing is no key."""
    keys = random_key(), random_key()
    wipe(*keys, None)
    assert keys == (bytearray(32), bytearray(32))


def test_equal() -> None:
    assert equal(b"same", bytearray(b"same"))
    assert not equal(b"same", b"some")
    assert not equal(b"same", b"same ")
