"""Websites that share their logins across registrable domains: a shipped list, and a person's own groups."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from twinlatch.errors import InvalidParams, WrongSite
from twinlatch.sites.public_suffix import registrable_domain
from twinlatch.sites.url import hosts_above, is_ip, saved_url

Group = Sequence[str]

_MOST_DOMAINS = 1000  # what a person has set must fit into a message
_SHIPPED = Path(__file__).with_name("equivalent_domains.txt")


class Equivalents:
    """Which other websites' logins fill on a page. A host stands for itself and the hosts below it."""

    def __init__(self, own: Iterable[Group] = ()) -> None:
        """`own` are groups of registrable domains, on top of the shipped ones."""
        self.own = [list(group) for group in own]
        self._own = _index((group, group) for group in self.own)

    def of(self, host: str) -> frozenset[str]:
        """The hosts whose logins fill on a page of `host`, beside its own site's."""
        lists = (self._own, _shipped())
        return frozenset().union(*(each.get(above, ()) for each in lists for above in hosts_above(host)))


def checked(groups: Iterable[Iterable[str]]) -> list[list[str]]:
    """A person's own groups as they are kept: registrable domains in ASCII, each once in a group, at least two.

    A group of fewer says nothing and is left out. Raises InvalidParams with a field such as "groups.0.1", why
    "no_site" or "not_registrable" (a public suffix, an address, a name without a dot); with "groups", "too_many".
    """
    kept = [
        list(dict.fromkeys(_checked(text, f"groups.{row}.{column}") for column, text in enumerate(group)))
        for row, group in enumerate(groups)
    ]
    if sum(map(len, kept)) > _MOST_DOMAINS:
        raise InvalidParams(field="groups", why="too_many")
    return [group for group in kept if len(group) > 1]


def load() -> None:
    """Reads the shipped list (about 1 ms), so that the first look-up need not."""
    _shipped()


def _checked(text: str, field: str) -> str:
    try:
        host = saved_url(text).host
    except WrongSite:
        raise InvalidParams(field=field, why="no_site") from None
    domain = None if is_ip(host) else registrable_domain(host)
    if domain is None:
        raise InvalidParams(field=field, why="not_registrable")
    return domain


@functools.cache
def _shipped() -> Mapping[str, set[str]]:
    lines = [line for line in _SHIPPED.read_text("ascii").splitlines() if not line.startswith("#")]
    return _index(_pair(line) for line in lines)


def _pair(line: str) -> tuple[Group, Group]:
    saved, arrow, filled = line.partition(" > ")
    return saved.split(), (filled if arrow else saved).split()


def _index(pairs: Iterable[tuple[Group, Group]]) -> Mapping[str, set[str]]:
    """From groups of saved hosts and the hosts they fill on: for each of the latter, the others."""
    index: dict[str, set[str]] = defaultdict(set)
    for saved, filled in pairs:
        for host in filled:
            index[host].update(other for other in saved if other != host)
    return index
