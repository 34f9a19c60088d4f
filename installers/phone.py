"""A phone with an authenticator app: reads a QR code off a picture, and computes codes with a program of its own."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import zxingcpp
from PIL import Image

PERIOD_S = 30


class Phone:
    """Knows nothing but what it has scanned."""

    def __init__(self) -> None:
        self._secret = ""
        self._used: set[str] = set()

    def scan(self, picture: Path) -> str:
        """Keeps the secret of the one QR code in the picture; gives the name of the entry. Raises AssertionError."""
        with Image.open(picture) as image:
            found = [code.text for code in zxingcpp.read_barcodes(image.convert("L"))]
        if len(found) != 1:
            raise AssertionError(f"expected one QR code in {picture.name}, found {len(found)}")
        address = urlsplit(found[0])
        if (address.scheme, address.netloc) != ("otpauth", "totp"):
            raise AssertionError(f"expected an otpauth://totp address in the QR code of {picture.name}")
        self._secret = parse_qs(address.query)["secret"][0]
        return unquote(address.path).strip("/")

    def code(self) -> str:
        """The code of now, or, if that was used already, the next one: the host takes it up to 30 s early.

        RFC 6238, section 5.2: one time step of clock difference is allowed, and no code is accepted twice.
        """
        code = next(code for code in map(self._code_in, (0, PERIOD_S)) if code not in self._used)
        self._used.add(code)
        return code

    def _code_in(self, seconds: int) -> str:
        """stdin keeps the secret from the sight of other users, who can list arguments."""
        moment = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(time.time() + seconds))
        return subprocess.run(
            ["oathtool", "--totp", "--base32", f"--now={moment}", "-"],
            input=self._secret,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
