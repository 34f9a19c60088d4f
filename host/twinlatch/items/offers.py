"""Logins that a person has just used or chosen on a website, until a question about each is answered.

Kept in memory only, a few of them, and not for long. What to ask is decided from what the vault has for the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeVar

from twinlatch.errors import NotFound, WrongSite
from twinlatch.items.entry import Entry, fold
from twinlatch.sites.matching import Fit
from twinlatch.sites.public_suffix import site_of
from twinlatch.sites.url import SiteUrl, page_url
from twinlatch.vault.vault import new_id

Kind = Literal["login", "signup", "change"]
Found = tuple[Entry, Fit]
Key = TypeVar("Key")
Kept = TypeVar("Kept")

LIFETIME_S = 600.0
_NAME_LIFETIME_S = 300.0
_MOST = 8
_MOST_IN_A_TAB = 3
_MOST_COMPARED = 20


class Typed(NamedTuple):
    """What was in the form: `password` is the one to keep, `old_password` the one it replaces where that was asked."""

    kind: Kind
    username: str
    password: str
    old_password: str = ""


@dataclass(frozen=True)
class Offer:
    """`url` and `top_url` are the browser's own words on the document; `at` in unix seconds."""

    id: str
    tab: int
    url: str
    top_url: str | None
    typed: Typed
    at: float
    succeeded: bool = False

    @property
    def page(self) -> SiteUrl:
        return page_url(self.url)

    @property
    def site(self) -> str:
        return site_of(self.page.host)

    @property
    def is_secure(self) -> bool:
        """Whether nobody on the way could have written the page, or the page that it is a frame of."""
        pages = [self.page, page_url(self.top_url or self.url)]
        return all(page.scheme == "https" or page.is_loopback for page in pages)


class _Name(NamedTuple):
    site: str
    username: str
    at: float


class Question(NamedTuple):
    """What to ask: to save a new login, or to update one of `logins`, best first."""

    kind: Literal["save", "update"]
    logins: list[Found]


class Offers:
    """The few logins that may be asked about, newest last."""

    def __init__(self) -> None:
        self._offers: dict[str, Offer] = {}
        self._names: dict[int, _Name] = {}

    def name(self, tab: int, url: str, top_url: str | None, username: str, now: float) -> None:
        """Remembers the user name of a log-in whose next page asks for the password alone. Raises what `add` does."""
        site = _own_site(url, top_url)
        self._names.pop(tab, None)
        self._names[tab] = _Name(site, username, now)
        _keep_last(self._names)

    def add(self, tab: int, url: str, top_url: str | None, typed: Typed, now: float) -> Offer:
        """Takes what was submitted in a tab, in place of what was submitted there before and came to nothing.

        A frame takes the place of frames only, not of its page. Raises WrongSite for a page without a site, and for a
        frame of another site than its page's.
        """
        self.forget_old(now)
        site = _own_site(url, top_url)
        if not typed.username:
            typed = typed._replace(username=self._name_for(tab, site))
        tries = [offer for offer in self._offers.values() if offer.tab == tab and not offer.succeeded]
        for earlier in tries:
            if top_url is None or earlier.top_url is not None:
                del self._offers[earlier.id]
        offer = Offer(new_id(), tab, url, top_url, typed, now)
        self._offers[offer.id] = offer
        _keep_last(self._offers)
        return offer

    def succeed(self, offer_id: str, now: float) -> Offer:
        """It takes the place of an earlier one for the same login. Raises NotFound."""
        offer = replace(self.get(offer_id, now), succeeded=True)
        others = [each for each in self._offers.values() if each.id != offer.id and not _same(each, offer)]
        kept_here = [each for each in others if each.tab == offer.tab][1 - _MOST_IN_A_TAB :]
        self._offers = {each.id: each for each in others if each.tab != offer.tab or each in kept_here}
        self._offers[offer.id] = offer
        return offer

    def ready(self, tab: int | None, now: float) -> list[Offer]:
        """Those that succeeded, in a tab or in all."""
        self.forget_old(now)
        return [offer for offer in self._offers.values() if offer.succeeded and tab in (None, offer.tab)]

    def get(self, offer_id: str, now: float) -> Offer:
        """Raises NotFound."""
        self.forget_old(now)
        try:
            return self._offers[offer_id]
        except KeyError:
            raise NotFound(what="offer") from None

    def drop(self, offer_id: str) -> None:
        """Nothing where there is none: its time may just have come."""
        self._offers.pop(offer_id, None)

    def clear(self) -> None:
        self._offers.clear()
        self._names.clear()

    def forget_old(self, now: float) -> None:
        """Also those of a clock that was set back."""
        self._offers = {key: offer for key, offer in self._offers.items() if 0 <= now - offer.at < LIFETIME_S}
        self._names = {tab: name for tab, name in self._names.items() if 0 <= now - name.at < _NAME_LIFETIME_S}

    def seconds_left(self, now: float) -> float | None:
        """Until something is to be forgotten; None when there is nothing."""
        ends = [offer.at + LIFETIME_S for offer in self._offers.values()]
        ends += [name.at + _NAME_LIFETIME_S for name in self._names.values()]
        return min(ends) - now if ends else None

    def _name_for(self, tab: int, site: str) -> str:
        name = self._names.get(tab)
        return name.username if name and name.site == site else ""


def question(typed: Typed, found: Iterable[Found], password_of: Callable[[str], str]) -> Question | None:
    """What to ask about a login, given the vault's for its page, best first; None when the vault has it already.

    A login saved for https is not updated from a page that came over http, which anybody on the way may have written.
    """
    known = [pair for pair in found if pair[1].secure][:_MOST_COMPARED]
    passwords = {entry.id: password_of(entry.id) for entry, _ in known}
    named = [pair for pair in known if _same_name(pair[0].username, typed.username)]
    if any(passwords[entry.id] == typed.password for entry, _ in (named if typed.username else known)):
        return None
    replaced = [pair for pair in known if typed.old_password and passwords[pair[0].id] == typed.old_password]
    logins = named or replaced if typed.username else replaced or known
    return Question("update", logins) if logins else Question("save", [])


def _own_site(url: str, top_url: str | None) -> str:
    """The site of a document that is a page, or in a page of the same site. Raises WrongSite for any other."""
    page = page_url(url)
    site = site_of(page.host)
    if top_url is not None and site_of(page_url(top_url).host) != site:
        raise WrongSite(why="cross_origin", host=page.host)
    return site


def _same(one: Offer, other: Offer) -> bool:
    """Whether two offers are about one login: the later says better what it is."""
    if (one.tab, one.site) != (other.tab, other.site):
        return False
    return _same_name(one.typed.username, other.typed.username) or one.typed.password == other.typed.password


def _same_name(one: str, other: str) -> bool:
    return fold(one.strip()) == fold(other.strip())


def _keep_last(kept: dict[Key, Kept]) -> None:
    for key in list(kept)[:-_MOST]:
        del kept[key]
