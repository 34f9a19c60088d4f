"""Recovery codes as they are written down and typed in again."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinlatch.errors import WrongRecoveryCode
from twinlatch.two_factor.recovery_codes import from_text, new_secrets, spent_id, to_text

SECRET = bytes(range(15))


def test_ten_of_120_bits() -> None:
    secrets = new_secrets()
    assert len(set(secrets)) == 10
    assert {len(secret) for secret in secrets} == {15}


def test_a_code_is_what_the_format_says() -> None:
    """Section 9: base32 of the secret and the first 20 bits of a hash over it, in groups of four."""
    bits = "".join(f"{byte:08b}" for byte in SECRET)
    bits += "".join(f"{byte:08b}" for byte in hashlib.sha256(b"twinlatch/recovery-code/1" + SECRET).digest())[:20]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    plain = "".join(alphabet[int(bits[at : at + 5], 2)] for at in range(0, 140, 5))
    assert to_text(SECRET) == "-".join(plain[at : at + 4] for at in range(0, 28, 4))
    assert plain[:24] == base64.b32encode(SECRET).decode()


@given(st.binary(min_size=15, max_size=15))
def test_every_code_comes_back(secret: bytes) -> None:
    code = to_text(secret)
    assert re.fullmatch(r"([A-Z2-7]{4}-){6}[A-Z2-7]{4}", code)
    assert from_text(code) == secret


def test_how_people_type_it() -> None:
    """Case, dashes and spaces do not matter, and 0, 1 and 8 are the letters they look like."""
    code = to_text(SECRET)
    plain = code.replace("-", "")
    typed = [code.lower(), plain, f" {plain[:9]} {plain[9:]}\n", code.replace("-", " - ")]
    typed += [code.replace("O", "0").replace("I", "1").replace("B", "8")]
    assert {from_text(text) for text in typed} == {SECRET}
    assert typed[-1] != code


def test_a_slip_of_the_pen_is_named() -> None:
    """M16: one wrong or swapped character, one too few or too many, and it is mistyped; no slot is tried for it."""
    code = to_text(SECRET)
    plain = code.replace("-", "")
    slips = [plain[:at] + ("A" if plain[at] != "A" else "C") + plain[at + 1 :] for at in range(28)]
    swapped = [plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :] for at in range(27)]
    slips += [text for text in swapped if text != plain]
    for text in [*slips, plain[:-1], plain + "A", "", "-", "9" * 28, "=" * 28, "é" * 28, "\u0131" * 28]:
        with pytest.raises(WrongRecoveryCode) as refused:
            from_text(text)
        assert refused.value.data["why"] == "mistyped"


def test_what_is_remembered_of_a_spent_code() -> None:
    """Enough to know it again, and not the code."""
    assert spent_id(SECRET) == spent_id(SECRET)
    assert spent_id(SECRET) != spent_id(bytes(15))
    assert len(spent_id(SECRET)) == 16
