"""URLs of pages and of saved logins, parsed strictly to what decides where a login belongs.

Browsers parse by the WHATWG URL Standard and give its normal form, in which the host is lower-case ASCII. Whatever
that parser would have to repair (backslashes, percent signs in a host, odd IPv4 spellings) has no site here.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from twinlatch.errors import WrongSite

_DEFAULT_PORTS = {"http": 80, "https": 443}
_HOST_LENGTH = 253
_PARTS = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*)://)?([^/?#\\\s]+)((?:[/?][^#]*)?)(?:#.*)?", re.DOTALL)
_HOST_AND_PORT = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]+)(?::([0-9]{1,5}))?")
_NEVER_ESCAPED = "%/?&=:@+,;!$()*"  # by any browser, anywhere in path or query
_LABEL = re.compile(r"[a-z0-9_-]{1,63}")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


class SiteUrl(NamedTuple):
    """A URL in normal form.

    `scheme` is "http" or "https"; `host` ASCII without trailing dot, an IPv6 address in brackets; `port` is None where
    it is the scheme's own; `path` starts with "/" and ends with the query, if any, without the fragment.
    """

    scheme: str
    host: str
    port: int | None
    path: str

    @property
    def is_loopback(self) -> bool:
        """Whether what is sent there never leaves this computer (W3C Secure Contexts, section 3.1)."""
        return (
            self.host == "localhost"
            or self.host.endswith(".localhost")
            or self.host == "[::1]"
            or (is_ip(self.host) and self.host.startswith("127."))
        )


def page_url(url: str) -> SiteUrl:
    """Parses the URL of a page as its browser gives it. Raises WrongSite("opaque") for one that has no site."""
    scheme, authority, path = _split(url)
    if scheme is None:
        raise WrongSite(why="opaque")
    return _site_url(scheme, authority.rpartition("@")[2], path)


def saved_url(text: str) -> SiteUrl:
    """Parses what a person saved with a login: a URL, or only a host, which then means https unless it names port 80.

    Raises WrongSite("opaque") for what has no site: it stays with the item and matches nothing.
    """
    scheme, authority, path = _split(text.strip())
    if scheme is not None:
        return _site_url(scheme, authority.rpartition("@")[2], path)
    return _site_url("http" if authority.endswith(":80") else "https", authority, path)


def is_ip(host: str) -> bool:
    """Whether a normal host is an IP address: nothing else is in brackets or ends in a number."""
    return host.startswith("[") or bool(_NUMBER.fullmatch(host.rpartition(".")[2]))


def hosts_above(host: str) -> Iterator[str]:
    """A normal host, then those it is below: "a.b.example", "b.example", "example"."""
    yield host
    while not is_ip(host) and "." in host:
        host = host.partition(".")[2]
        yield host


def _split(url: str) -> tuple[str | None, str, str]:
    """Scheme (None where there is none), authority, path with query."""
    parts = _PARTS.fullmatch(url)
    if parts is None:
        raise WrongSite(why="opaque")
    scheme, authority, path = parts.groups()
    return scheme and scheme.lower(), authority, path


def _site_url(scheme: str, host_and_port: str, path: str) -> SiteUrl:
    parts = _HOST_AND_PORT.fullmatch(host_and_port)
    if scheme not in _DEFAULT_PORTS or parts is None:
        raise WrongSite(why="opaque")
    host, port = _host(parts[1]), int(parts[2] or _DEFAULT_PORTS[scheme])
    if host is None or port > 0xFFFF:
        raise WrongSite(why="opaque")
    return SiteUrl(
        scheme,
        host,
        None if port == _DEFAULT_PORTS[scheme] else port,
        quote(path if path.startswith("/") else "/" + path, safe=_NEVER_ESCAPED, errors="replace"),
    )


def _host(host: str) -> str | None:
    """The normal form of a host, or None where it has none."""
    if host.startswith("["):
        return _ipv6(host[1:-1])
    ascii_host = _ascii(host)
    if ascii_host is None:
        return None
    name = ascii_host.removesuffix(".")
    if len(name) > _HOST_LENGTH or not all(map(_LABEL.fullmatch, name.split("."))):
        return None
    return _ipv4(name) if is_ip(name) else name


def _ascii(host: str) -> str | None:
    """A host with each label in ASCII (UTS #46, IDNA 2008), or None where one cannot be."""
    if host.isascii():
        return host.lower()
    import idna  # late: few hosts are not ASCII, and its tables are large

    try:
        labels = idna.uts46_remap(host[: _HOST_LENGTH + 1], std3_rules=False).split(".")
        return ".".join(label if label.isascii() else idna.alabel(label).decode("ascii") for label in labels)
    except idna.IDNAError:
        return None


def _ipv4(name: str) -> str | None:
    try:
        return str(ipaddress.IPv4Address(name))
    except ValueError:
        return None


def _ipv6(address: str) -> str | None:
    try:
        return None if "%" in address else f"[{ipaddress.IPv6Address(address).compressed}]"
    except ValueError:
        return None
