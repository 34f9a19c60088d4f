"""The only user of the Public Suffix List: which part of a host one owner registered."""

from __future__ import annotations

import functools

from publicsuffixlist import PublicSuffixList

from twinlatch.sites.url import is_ip


def registrable_domain(host: str) -> str | None:
    """The public suffix of a host name and one label more, or None where there is no such label.

    Rules of the list's private section count, so hosts below `github.io` are sites of different owners. A top-level
    domain the list does not know is a public suffix (publicsuffix.org/list, "Algorithm").
    """
    return _list().privatesuffix(host)


def site_of(host: str) -> str:
    """What hosts of one owner have in common: the registrable domain; IP addresses, single labels and public suffixes
    are each a site of their own."""
    return host if is_ip(host) else registrable_domain(host) or host


def load() -> None:
    """Reads the list (about 30 ms), so that the first look-up need not."""
    _list()


@functools.cache
def _list() -> PublicSuffixList:
    return PublicSuffixList()
