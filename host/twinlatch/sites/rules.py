"""Where a person switched Twinlatch off: rules for pages and whole sites, and pauses. Decided from URLs alone.

A rule belongs to an address. A whole site's is a host: it covers that host and those below it, on every port. A page's
is host, port and path ("example.com:8443/login"): it covers that page whatever its query, over http and https.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from twinlatch.errors import InvalidParams, NotFound, WrongSite
from twinlatch.sites.public_suffix import registrable_domain
from twinlatch.sites.url import SiteUrl, hosts_above, page_url, saved_url

Scope = Literal["page", "site"]

EVERYWHERE = ""
"""The address of a pause on all websites."""

_MOST_RULES = 1000
_LONGEST_ADDRESS = 512


class Rule(NamedTuple):
    """What is switched off at an address. `off` includes the other two, and all that Twinlatch shows in the page."""

    address: str
    never_save: bool = False
    never_fill: bool = False
    off: bool = False

    @property
    def scope(self) -> Scope:
        return "page" if "/" in self.address else "site"


class Pause(NamedTuple):
    """`until` in unix seconds; None: until the browser closes."""

    address: str
    until: float | None


class SiteRules:
    """The rules of an account, by address. Immutable."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules = {rule.address: rule for rule in rules}

    @classmethod
    def of(cls, stored: Sequence[Mapping[str, Any]]) -> SiteRules:
        """From what an account record holds (VAULT_FORMAT.md, section 6)."""
        return cls(Rule(**{name: rule[name] for name in Rule._fields if name in rule}) for rule in stored)

    def stored(self) -> list[dict[str, Any]]:
        """What an account record holds."""
        return [rule._asdict() for rule in self]

    def __iter__(self) -> Iterator[Rule]:
        """By address."""
        return (self._rules[address] for address in sorted(self._rules))

    def at(self, url: str, top_url: str | None = None) -> list[Rule]:
        """The rules that cover the document at `url`, or the page at `top_url` that it is in; the narrowest first."""
        return [self._rules[address] for address in _addresses(url, top_url) if address in self._rules]

    def get(self, address: str) -> Rule:
        """The rule of an address; one that switches nothing off where there is none."""
        return self._rules.get(address, Rule(address))

    def changed(self, address: str, changes: Mapping[str, bool]) -> SiteRules:
        """These rules, with that of `address` changed; it is gone where nothing is switched off any more.

        Raises InvalidParams with field "url", why "too_many".
        """
        rule = Rule(**{**self.get(address)._asdict(), **changes})
        others = [other for other in self if other.address != address]
        if not (rule.never_save or rule.never_fill or rule.off):
            return SiteRules(others)
        if len(others) >= _MOST_RULES:
            raise InvalidParams(field="url", why="too_many")
        return SiteRules([*others, rule])

    def without(self, address: str) -> SiteRules:
        """Raises NotFound."""
        if address not in self._rules:
            raise NotFound(what="rule")
        return SiteRules(rule for rule in self if rule.address != address)


class Pauses:
    """Twinlatch switched off for a while. Kept in memory only, and by that until the browser closes at most."""

    def __init__(self) -> None:
        self._until: dict[str, float | None] = {}

    def begin(self, address: str, until: float | None) -> Pause:
        self._until[address] = until
        return Pause(address, until)

    def end(self, address: str) -> None:
        """Nothing where there is no pause: it may just have ended by itself."""
        self._until.pop(address, None)

    def running(self, now: float) -> list[Pause]:
        """By address."""
        return [Pause(address, until) for address, until in sorted(self._until.items()) if _lasts(until, now)]

    def at(self, url: str, top_url: str | None, now: float) -> Pause | None:
        """The pause that covers a document, or the page it is in; the longest of several."""
        addresses = {EVERYWHERE, *_addresses(url, top_url)}
        covering = [pause for pause in self.running(now) if pause.address in addresses]
        return max(covering, key=lambda pause: float("inf") if pause.until is None else pause.until, default=None)


def address_of(text: str, scope: Scope) -> str:
    """The address of the rule for a page, or for its whole site, from its URL or from what a person typed.

    "www." is left out of a site's address, so that the site is covered with and without it. Raises InvalidParams with
    field "url", why "no_site" or "too_long".
    """
    try:
        page = saved_url(text)
    except WrongSite:
        raise InvalidParams(field="url", why="no_site") from None
    address = _site_address(page) if scope == "site" else _page_address(page)
    if len(address) > _LONGEST_ADDRESS:
        raise InvalidParams(field="url", why="too_long")
    return address


def require_on(rules: SiteRules, pauses: Pauses, url: str, top_url: str | None, now: float) -> None:
    """Raises WrongSite, why "switched_off", where a person wants nothing filled.

    It names the `host` of the page, `how` ("never_fill", "off" or "paused") and the `address` of the rule or pause.
    """
    pause = pauses.at(url, top_url, now)
    if pause:
        raise WrongSite(why="switched_off", how="paused", address=pause.address, host=_host(url))
    for rule in rules.at(url, top_url):
        if rule.off or rule.never_fill:
            how = "off" if rule.off else "never_fill"
            raise WrongSite(why="switched_off", how=how, address=rule.address, host=_host(url))


def _lasts(until: float | None, now: float) -> bool:
    return until is None or now < until


def _addresses(url: str, top_url: str | None) -> Iterator[str]:
    """Every address that covers a document, or the page it is in, if either has a site."""
    for each in (url, top_url):
        try:
            page = page_url(each or "")
        except WrongSite:
            continue
        yield _page_address(page)
        yield from hosts_above(page.host)


def _host(url: str) -> str:
    try:
        return page_url(url).host
    except WrongSite:
        return ""


def _site_address(page: SiteUrl) -> str:
    bare = page.host.removeprefix("www.")
    return bare if registrable_domain(bare) else page.host


def _page_address(page: SiteUrl) -> str:
    port = "" if page.port is None else f":{page.port}"
    return f"{page.host}{port}{page.path.partition('?')[0]}"
