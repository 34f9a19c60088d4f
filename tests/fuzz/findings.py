"""What fuzzing has found: each input, tried again in every run, and what was wrong with the host."""

from __future__ import annotations

from typing import NamedTuple

from tests.reader.writer import DEVICE, b64


class Finding(NamedTuple):
    """An input of a target, and what it showed."""

    target: str
    input: bytes
    what: str


FINDINGS = (
    Finding(
        "vault",
        b'second factor\n"AAAAAAAAAAAAAAAAAAAAAA"',
        "A second-factor record that is a text and no object was a failure of the host, not damage.",
    ),
    Finding(
        "vault",
        b'second factor\n{"seed":"'
        + b"A" * 27
        + b'","enrolment":"'
        + b"A" * 22
        + b'","trusted_until":1'
        + b"0" * 400
        + b"}",
        "A time too large for a floating-point number was a failure, not damage.",
    ),
    Finding(
        "file",
        b"\xff\x00\x00\xff\xff\xff\xff\x00\x09",
        "SQLite's message about a broken schema repeats bytes of the file; where they were no UTF-8 the host failed,"
        " and so did every log-in on a computer in whose vault folder that file lay.",
    ),
    Finding(
        "memory",
        b'{"store":"file","memory":{"code_failed_at":"x"}}',
        "A memory with a text in place of a time was a failure at each log-in, instead of counting as nothing known.",
    ),
    Finding(
        "memory",
        b'{"store":"file","memory":{"current":[3,"' + b64(DEVICE).encode() + b'",4],"code_failures":"x"}}',
        "The same for a text in place of a count.",
    ),
    Finding(
        "memory",
        b'{"store":"file","memory":{"current":[3,"' + b"A" * 43 + b'",4],"trust_token":"?"}}',
        "A token of trust that is no base64url was a failure at each log-in.",
    ),
)
