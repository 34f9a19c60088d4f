"""A login's own one-time codes agree with RFC 6238 and with an independent library."""

from __future__ import annotations

import base64
from urllib.parse import quote

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from twinlatch.errors import InvalidParams
from twinlatch.items import totp

RFC_SECRETS = {
    "sha1": b"12345678901234567890",
    "sha256": b"12345678901234567890123456789012",
    "sha512": b"1234567890123456789012345678901234567890123456789012345678901234",
}
RFC_6238_APPENDIX_B = [
    (59, "94287082", "46119246", "90693936"),
    (1111111109, "07081804", "68084774", "25091201"),
    (1111111111, "14050471", "67062674", "99943326"),
    (1234567890, "89005924", "91819424", "93441116"),
    (2000000000, "69279037", "90698825", "38618901"),
    (20000000000, "65353130", "77737706", "47863826"),
]


@pytest.mark.parametrize(("now", "sha1", "sha256", "sha512"), RFC_6238_APPENDIX_B)
def test_codes_are_those_of_rfc_6238_appendix_b(now: int, sha1: str, sha256: str, sha512: str) -> None:
    computed = {
        name: totp.code(totp.Totp(secret, name, digits=8, period=30), now).code for name, secret in RFC_SECRETS.items()
    }
    assert computed == {"sha1": sha1, "sha256": sha256, "sha512": sha512}


@given(
    st.binary(min_size=14, max_size=64),
    st.sampled_from(["SHA1", "SHA256", "SHA512"]),
    st.integers(6, 8),
    st.integers(1, 120),
    st.integers(0, 2**33),
)
def test_codes_agree_with_pyotp(secret: bytes, algorithm: str, digits: int, period: int, now: int) -> None:
    uri = (
        f"otpauth://totp/Example:ana?secret={base64.b32encode(secret).decode().rstrip('=')}"
        f"&algorithm={algorithm}&digits={digits}&period={period}&issuer=Example"
    )
    independent = pyotp.parse_uri(uri)
    assert isinstance(independent, pyotp.TOTP)
    assert totp.code(totp.parse(uri), now).code == independent.at(now)


@pytest.mark.parametrize(("now", "expires_at"), [(0, 30), (29.9, 30), (30, 60), (59.999, 60)])
def test_a_code_lasts_to_the_end_of_its_time_step(now: float, expires_at: int) -> None:
    assert totp.code(totp.parse("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"), now)[1:] == (30, expires_at)


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("otpauth://totp/x?secret=GEZDGNBV", totp.Totp(b"12345", "sha1", 6, 30)),
        ("otpauth://totp/x?secret=gezdgnbv&algorithm=sha256", totp.Totp(b"12345", "sha256", 6, 30)),
        ("otpauth://totp/?secret=GEZDGNBV&digits=8&period=3600", totp.Totp(b"12345", "sha1", 8, 3600)),
        ("otpauth://totp/A:b?secret=GEZDGNBV&issuer=Other", totp.Totp(b"12345", "sha1", 6, 30)),
        ("otpauth://totp/x?secret=GEZA====", totp.Totp(b"12", "sha1", 6, 30)),
        ("OTPAUTH://totp/x?secret=GEZDGNBV&image=https://example.com/a", totp.Totp(b"12345", "sha1", 6, 30)),
    ],
)
def test_uris_as_websites_give_them_are_read(uri: str, expected: totp.Totp) -> None:
    assert totp.parse(uri) == expected


@pytest.mark.parametrize(
    "uri",
    [
        "otpauth://hotp/x?secret=GEZDGNBV&counter=1",
        "otpauth://totp/x",
        "otpauth://totp/x?secret=",
        "otpauth://totp/x?secret===",
        "otpauth://totp/x?secret=GEZDGNB1",
        "otpauth://totp/x?secret=GEZDGNBé",
        "otpauth://totp/x?secret=G",
        "otpauth://totp/x?secret=GEZDGNBV&secret=GEZDGNBV",
        "otpauth://totp/x?secret=GEZDGNBV&algorithm=md5",
        "otpauth://totp/x?secret=GEZDGNBV&digits=5",
        "otpauth://totp/x?secret=GEZDGNBV&digits=9",
        "otpauth://totp/x?secret=GEZDGNBV&digits=six",
        "otpauth://totp/x?secret=GEZDGNBV&period=0",
        "otpauth://totp/x?secret=GEZDGNBV&period=-30",
        "otpauth://totp/x?secret=GEZDGNBV&period=1e9",
        "otpauth://totp/x?secret=GEZDGNBV&period=86401",
        "otpauth://totp/x?secret=GEZDGNBV&encoder=steam",
        "otpauth-migration://offline?data=x",
        "https://example.com/?secret=GEZDGNBV",
        "otpauth://[totp/x?secret=GEZDGNBV",
        "otpauth://totp/x?" + "a=b&" * 40 + "secret=GEZDGNBV",
    ],
)
def test_a_uri_that_gives_no_code_is_refused_without_repeating_it(uri: str) -> None:
    with pytest.raises(InvalidParams) as refusal:
        totp.to_uri(uri, "x")
    assert refusal.value.data == {"reason": "invalid_params", "field": "totp", "why": "unreadable"}
    assert "GEZ" not in str(refusal.value)
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None


@pytest.mark.parametrize(
    "text", ["JBSWY3DPEHPK3PXP", "jbsw y3dp ehpk 3pxp", "JBSW-Y3DP-EHPK-3PXP", " JBSWY3DPEHPK3PXP\n"]
)
def test_a_bare_secret_becomes_a_uri_named_after_the_login(text: str) -> None:
    assert totp.to_uri(text, "My bank") == "otpauth://totp/My%20bank?secret=JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("text", ["not base32!", "JBSWY3DPEHPK3PX0", "J", "123456"])
def test_a_text_that_is_neither_is_refused(text: str) -> None:
    with pytest.raises(InvalidParams):
        totp.to_uri(text, "x")


@given(st.text(max_size=20))
def test_whatever_the_title_the_uri_made_can_be_read(title: str) -> None:
    uri = totp.to_uri("JBSWY3DPEHPK3PXP", title)
    assert totp.parse(uri).secret == base64.b32decode("JBSWY3DPEHPK3PXP")
    assert quote(title, safe="") in uri


def test_nothing_and_a_readable_uri_stay_as_they_are() -> None:
    uri = "otpauth://totp/Bank:ana?secret=JBSWY3DPEHPK3PXP&issuer=Bank"
    assert totp.to_uri("", "x") == totp.to_uri("  ", "x") == ""
    assert totp.to_uri(uri, "x") == uri
