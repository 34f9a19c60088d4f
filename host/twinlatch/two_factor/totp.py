"""Time-based one-time passwords (RFC 6238: HMAC-SHA-1, 30 s, 6 digits) as authenticator apps speak them."""

from __future__ import annotations

import base64
import hmac
import io
import itertools
import re

import pyotp
import segno

from twinlatch.crypto import random_bytes
from twinlatch.errors import ClockSetBack, CodeAlreadyUsed, WrongCode

SEED_BYTES = 20
STEP_SECONDS = 30
_DIGITS = re.compile(r"[0-9]{6}", re.ASCII)
_CLOCK_SLACK_STEPS = 4


def new_seed() -> bytes:
    """20 random bytes (RFC 4226, section 4, R6): 32 base32 characters without padding, which every app reads."""
    return random_bytes(SEED_BYTES)


def secret_text(seed: bytes) -> str:
    return base64.b32encode(seed).decode()


def provisioning_uri(seed: bytes, email: str) -> str:
    """The otpauth URI; colons in the account name confuse apps, so there are none."""
    return pyotp.TOTP(secret_text(seed)).provisioning_uri(name=email.replace(":", " "), issuer_name="Twinlatch")


def qr_svg(uri: str) -> str:
    """A standalone SVG: black on white, with the quiet zone scanners need (ISO/IEC 18004)."""
    svg = io.BytesIO()
    code = segno.make(uri, error="m", micro=False)
    code.save(svg, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False)
    return svg.getvalue().decode()


def qr_terminal(uri: str) -> str:
    """The code in half-blocks, two rows of modules a line: black on white, whatever the terminal's own colours."""
    rows = [bytes(row) for row in segno.make(uri, error="l", micro=False).matrix_iter(border=4)]
    pairs = itertools.zip_longest(rows[::2], rows[1::2], fillvalue=bytes(len(rows)))
    lines = ("".join(" ▄▀█"[2 * upper + lower] for upper, lower in zip(*pair, strict=True)) for pair in pairs)
    return "\n".join(f"\033[38;5;16;48;5;231m{line}\033[0m" for line in lines)


def verify(seed: bytes, code: str, now: float, last_step: int | None) -> int:
    """The time step of a right code: the one before now, now's, or the next, and later than `last_step`.

    Source: RFC 6238, section 5.2. Raises ClockSetBack, WrongCode, CodeAlreadyUsed.
    """
    current = int(now // STEP_SECONDS)
    if last_step is not None and current < last_step - _CLOCK_SLACK_STEPS:
        raise ClockSetBack(now=now, last_used_at=float(last_step * STEP_SECONDS))
    if not _DIGITS.fullmatch(code):
        raise WrongCode(now=now)
    generator = pyotp.TOTP(secret_text(seed))
    matching = [
        step for step in (current - 1, current, current + 1) if hmac.compare_digest(generator.generate_otp(step), code)
    ]
    if not matching:
        raise WrongCode(now=now)
    later = [step for step in matching if last_step is None or step > last_step]
    if not later:
        raise CodeAlreadyUsed(now=now)
    return later[0]
