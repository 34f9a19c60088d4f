"""One-time passwords: the right numbers, the right moment, and each only once."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.host.computers import DAY_S, NOW
from tests.host.computers import totp as code_of_step
from twinlatch.errors import ClockSetBack, CodeAlreadyUsed, WrongCode
from twinlatch.two_factor.totp import new_seed, provisioning_uri, qr_svg, secret_text, verify

RFC_SEED = b"12345678901234567890"
STEP = int(NOW // 30)


@pytest.mark.parametrize(
    ("time", "eight_digits"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_the_table_of_rfc_6238(time: int, eight_digits: str) -> None:
    """Appendix B, SHA-1: a six-digit code is the end of the eight-digit one."""
    assert verify(RFC_SEED, eight_digits[2:], time, None) == time // 30
    assert code_of_step(RFC_SEED, time // 30) == eight_digits[2:]


def test_the_table_of_rfc_4226() -> None:
    """Appendix D: the codes of the counters 0 to 9."""
    codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"]
    assert [verify(RFC_SEED, code, 30 * step, None) for step, code in enumerate(codes) if step] == list(range(1, 10))
    assert verify(RFC_SEED, codes[0], 30, None) == 0


def test_one_step_of_tolerance() -> None:
    """RFC 6238, section 5.2: the step before, this one and the next are right; those beyond are not."""
    for apart in (-1, 0, 1):
        assert verify(RFC_SEED, code_of_step(RFC_SEED, STEP + apart), NOW, None) == STEP + apart
    for apart in (-3, -2, 2, 3, 2880):
        with pytest.raises(WrongCode):
            verify(RFC_SEED, code_of_step(RFC_SEED, STEP + apart), NOW, None)


def test_a_code_is_right_once() -> None:
    """Neither the accepted step nor an earlier one is taken again."""
    for used in (STEP, STEP + 1):
        for step in range(STEP - 1, used + 1):
            with pytest.raises(CodeAlreadyUsed):
                verify(RFC_SEED, code_of_step(RFC_SEED, step), NOW, used)
    assert verify(RFC_SEED, code_of_step(RFC_SEED, STEP + 1), NOW, STEP) == STEP + 1


@pytest.mark.parametrize("seconds", [DAY_S, 365 * DAY_S])
def test_a_clock_set_back(seconds: float) -> None:
    """More than four steps before the last accepted one every code is refused, and the clock is named as the reason."""
    now = NOW - seconds
    for code in (code_of_step(RFC_SEED, int(now // 30)), code_of_step(RFC_SEED, STEP), "000000"):
        with pytest.raises(ClockSetBack) as refused:
            verify(RFC_SEED, code, now, STEP)
    assert refused.value.data == {"reason": "clock_set_back", "now": now, "last_used_at": NOW}


def test_a_clock_a_little_back() -> None:
    """Up to four steps no code is right yet, but the clock is not blamed."""
    for steps in (1, 4):
        with pytest.raises((WrongCode, CodeAlreadyUsed)):
            verify(RFC_SEED, code_of_step(RFC_SEED, STEP - steps), NOW - 30 * steps, STEP)


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "12345a", " 287082", "287082\n", "287 082", "+87082", "28708\uff12", "28708\u0662"]
)
def test_only_six_ascii_digits(code: str) -> None:
    """The right number in other digits, signs or spaces is no code."""
    with pytest.raises(WrongCode):
        verify(RFC_SEED, code, 59, None)


def test_what_is_refused_says_the_time_only() -> None:
    with pytest.raises(WrongCode) as refused:
        verify(RFC_SEED, "000000", 59, None)
    assert refused.value.data == {"reason": "wrong_code", "now": 59}


def test_new_seeds() -> None:
    """160 random bits (RFC 4226, section 4, R6): 32 characters that need no padding."""
    assert len({new_seed() for _ in range(50)}) == 50
    assert len(new_seed()) == 20
    assert secret_text(RFC_SEED) == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


def test_the_uri() -> None:
    """An otpauth URI that names Twinlatch and the account, with a name that no app splits at a colon."""
    uri = urlsplit(provisioning_uri(RFC_SEED, "a:b+c@example.org"))
    assert (uri.scheme, uri.netloc, unquote(uri.path)) == ("otpauth", "totp", "/Twinlatch:a b+c@example.org")
    assert parse_qs(uri.query) == {"secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"], "issuer": ["Twinlatch"]}


def test_the_picture() -> None:
    """A standalone SVG without scripts, in black on white."""
    picture = ET.fromstring(qr_svg(provisioning_uri(RFC_SEED, "ada@example.org")))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert {element.tag.rpartition("}")[2] for element in picture.iter()} <= {"svg", "path", "g"}
    assert picture.get("viewBox")
