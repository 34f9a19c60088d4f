"""Regular expressions for pages, matched in time linear in the page's URL. The only user of RE2.

A pattern must match the whole URL in normal form, fragment left out: "https://www.example.com:8443/login?next=/". Case
makes no difference. RE2's syntax: github.com/google/re2/wiki/Syntax; it has no look-around and no back-references.

A pattern fits a page only by the page's own site: the same URL must not match with another registrable domain in its
place, one of the same shape or one that is a letter longer. So "https://.*example.com.*", as it is often written, fits
neither "https://evil.test/?example.com" nor "example.com.evil.test" nor "evilexample.com".
"""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Iterator
from typing import Any

from twinlatch.errors import InvalidParams
from twinlatch.sites.public_suffix import site_of
from twinlatch.sites.url import SiteUrl, is_ip

MOST = 100
"""Patterns in one vault, each of which may be tried on every page."""

_LONGEST = 1000
_LONGEST_URL = 4096
_MEMORY_BYTES = 16 * 1024  # for the program and for matching: the worst pattern costs 4 ms a URL
_ANY_SITE = (b"https://unrelated.invalid/", b"https://www.unrelated.com/login")
_UNSUPPORTED = re.compile(rb"invalid perl operator|invalid escape sequence: \\[1-9]")
_OTHER_LETTERS = str.maketrans(
    string.ascii_lowercase + string.digits,
    string.ascii_lowercase[13:] + string.ascii_lowercase[:13] + string.digits[5:] + string.digits[:5],
)


def check(pattern: str, field: str) -> None:
    """Raises InvalidParams with `field` and why: "pattern_ascii" (URLs are ASCII), "pattern_too_large",
    "pattern_unsupported" (look-around, back-references), "pattern_syntax", "pattern_any_site" (fits by no site)."""
    import re2  # type: ignore[import-untyped]

    if not pattern.isascii():
        raise InvalidParams(field=field, why="pattern_ascii")
    if len(pattern) > _LONGEST:
        raise InvalidParams(field=field, why="pattern_too_large")
    try:
        compiled = _compiled(pattern)
    except re2.error as error:
        raise InvalidParams(field=field, why=_why(error.args[0])) from None
    if any(map(compiled.fullmatch, _ANY_SITE)):
        raise InvalidParams(field=field, why="pattern_any_site")


def fits(pattern: str, page: SiteUrl) -> bool:
    """Whether a pattern that passed `check` matches the page, and would not if it were another site's."""
    address = _address(page, page.host)
    if len(address) > _LONGEST_URL:
        return False
    compiled = _compiled(pattern)
    return bool(compiled.fullmatch(address)) and not any(
        compiled.fullmatch(_address(page, host)) for host in _elsewhere(page.host)
    )


def _address(page: SiteUrl, host: str) -> bytes:
    port = "" if page.port is None else f":{page.port}"
    return f"{page.scheme}://{host}{port}{page.path}".encode("ascii")


def _elsewhere(host: str) -> Iterator[str]:
    """Hosts of other sites that look alike: where the owner chose, they have other letters and digits, or more."""
    if is_ip(host):
        yield host.translate(_OTHER_LETTERS)
        return
    site = site_of(host)
    below = host.removesuffix(site)
    name, dot, suffix = site.partition(".")
    for other in (name.translate(_OTHER_LETTERS), f"x{name}", f"{name}x"):
        yield f"{below}{other}{dot}{suffix}"


@functools.lru_cache(maxsize=MOST)
def _compiled(pattern: str) -> Any:
    """An RE2. Raises re2.error."""
    import re2  # late: most vaults hold no pattern

    options = re2.Options()
    options.case_sensitive = False
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    options.max_mem = _MEMORY_BYTES
    options.never_capture = True
    return re2.compile(pattern.encode("ascii"), options)


def _why(message: bytes) -> str:
    if b"too large" in message or b"repetition size" in message:
        return "pattern_too_large"
    return "pattern_unsupported" if _UNSUPPORTED.search(message) else "pattern_syntax"
