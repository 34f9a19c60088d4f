"""Which saved login belongs to a page, how well, and whether it may be filled there.

All of it is decided from URLs: those saved, and those of the page and of its tab as the browser names them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple, Protocol, TypeVar

from twinlatch.errors import WrongSite
from twinlatch.sites import patterns
from twinlatch.sites.equivalents import Equivalents
from twinlatch.sites.public_suffix import site_of
from twinlatch.sites.url import SiteUrl, hosts_above, page_url, saved_url

SavedUrl = Sequence[str]
"""Three texts: a URL as a person saved it, its match mode, and its bucket at that time."""


class Login(Protocol):
    """What matching reads of an item. `search_text` orders logins that fit equally well."""

    @property
    def urls(self) -> Sequence[SavedUrl]: ...
    @property
    def favorite(self) -> bool: ...
    @property
    def updated_at(self) -> float: ...
    @property
    def search_text(self) -> str: ...


AnyLogin = TypeVar("AnyLogin", bound=Login)

REGEX = "regex"
PATTERNS = "*"
"""The bucket of regular expressions: they are tried on every page."""

_SHIPPED = Equivalents()


class Fit(NamedTuple):
    """How well a login fits a page: the greater, the better.

    `secure` is false where the login was saved for https and the page came over http. `host` is the saved one.
    `same_site` is false where only an equivalent domain makes it fit.
    """

    secure: bool
    same_site: bool
    same_host: bool
    same_port: bool
    same_path: bool
    host: str


def bucket(url: str, match: str) -> str:
    """The key under which an index files a saved URL: its site, "" where it has none, "*" for a regular expression.

    A bucket narrows a look-up and decides nothing, for the Public Suffix List may change after it was computed.
    """
    if match == REGEX:
        return PATTERNS
    try:
        return site_of(saved_url(url).host)
    except WrongSite:
        return ""


class _Page(NamedTuple):
    """A page, and the hosts whose logins fill there although they are other sites."""

    url: SiteUrl
    equivalents: frozenset[str]


def find(
    logins: Mapping[str, AnyLogin],
    by_bucket: Mapping[str, Collection[str]],
    url: str,
    top_url: str | None,
    equivalents: Equivalents = _SHIPPED,
) -> list[tuple[AnyLogin, Fit]]:
    """The logins for the page at `url` in a tab that shows `top_url` (None: the page itself), best first.

    Costs as much as the logins of that site and its equivalents and those with a pattern, however many there are of
    others.
    """
    try:
        page, top = _page_and_top(url, top_url, equivalents)
    except WrongSite:
        return []
    keys = {PATTERNS, *hosts_above(page.url.host), *map(site_of, page.equivalents)}
    ids = {login_id for key in keys for login_id in by_bucket.get(key, ())}
    found = [(login, fit) for login in map(logins.__getitem__, ids) if (fit := _fit_both(login, page, top))]
    found.sort(key=lambda pair: pair[0].search_text)
    found.sort(key=lambda pair: (pair[1], pair[0].favorite, pair[0].updated_at), reverse=True)
    return found


def require_fit(
    login: Login, url: str, top_url: str | None, equivalents: Equivalents = _SHIPPED, *, allow_insecure: bool = False
) -> Fit:
    """The fit of a login that may be filled into the page at `url` in a tab that shows `top_url`.

    Raises WrongSite with `host`, the page's, and why: "opaque" (the page has no site), "no_match", "cross_origin" (the
    login is the frame's, not the tab's), "insecure" (saved for https, shown over http, and not `allow_insecure`).
    """
    page, top = _page_and_top(url, top_url, equivalents)
    host = page.url.host
    if not _fit(login, page):
        raise WrongSite(why="no_match", host=host)
    fit = _fit_both(login, page, top)
    if not fit:
        raise WrongSite(why="cross_origin", host=host)
    if not fit.secure and not allow_insecure:
        raise WrongSite(why="insecure", host=host)
    return fit


def require_same_site(url: str, top_url: str, *, allow_insecure: bool = False) -> None:
    """That what is made for the page at `top_url` may be filled at `url`.

    Raises WrongSite with `host`, that of `url`, and why: "opaque" (one has no site), "no_match" (another site),
    "insecure" (http below a page that is https, and not `allow_insecure`).
    """
    page, top = page_url(url), page_url(top_url)
    if not _same_site(top, page):
        raise WrongSite(why="no_match", host=page.host)
    if not _fit_of(top, page, same_site=True).secure and not allow_insecure:
        raise WrongSite(why="insecure", host=page.host)


def _page_and_top(url: str, top_url: str | None, equivalents: Equivalents) -> tuple[_Page, _Page]:
    page = _page(url, equivalents)
    if top_url is None:
        return page, page
    try:
        return page, _page(top_url, equivalents)
    except WrongSite:
        raise WrongSite(why="cross_origin", host=page.url.host) from None


def _page(url: str, equivalents: Equivalents) -> _Page:
    page = page_url(url)
    return _Page(page, equivalents.of(page.host))


def _fit_both(login: Login, page: _Page, top: _Page) -> Fit | None:
    """The fit for the page, if the login is the tab's as well; secure only where it is so in both."""
    fit, fit_top = _fit(login, page), _fit(login, top)
    return fit._replace(secure=fit.secure and fit_top.secure) if fit and fit_top else None


def _fit(login: Login, page: _Page) -> Fit | None:
    """The best fit among a login's URLs."""
    return max((fit for url, match, _ in login.urls if (fit := _fit_url(url, match, page))), default=None)


def _fit_url(url: str, match: str, page: _Page) -> Fit | None:
    if match == REGEX:
        return _fit_pattern(url, page.url)
    try:
        saved = saved_url(url)
    except WrongSite:
        return None
    same_site = _same_site(saved, page.url)
    if match == "domain":
        matches = same_site or not page.equivalents.isdisjoint(hosts_above(saved.host))
    else:
        matches = match in _MODES and _MODES[match](saved, page.url)
    return _fit_of(saved, page.url, same_site=same_site) if matches else None


def _fit_pattern(pattern: str, page: SiteUrl) -> Fit | None:
    """A pattern names no site, so it says "http" in so many letters where it is meant for that."""
    if not patterns.fits(pattern, page):
        return None
    secure = page.scheme == "https" or page.is_loopback or pattern.startswith(("http:", "^http:"))
    return Fit(secure, same_site=True, same_host=False, same_port=False, same_path=False, host=page.host)


def _fit_of(saved: SiteUrl, page: SiteUrl, *, same_site: bool) -> Fit:
    return Fit(
        secure=page.scheme == "https" or saved.scheme == "http" or page.is_loopback,
        same_site=same_site,
        same_host=saved.host == page.host,
        same_port=saved.port == page.port,
        same_path=saved.path == page.path,
        host=saved.host,
    )


def _same_site(saved: SiteUrl, page: SiteUrl) -> bool:
    return saved.host == page.host or site_of(saved.host) == site_of(page.host)


def _same_host(saved: SiteUrl, page: SiteUrl) -> bool:
    return saved.host == page.host


def _same_host_and_port(saved: SiteUrl, page: SiteUrl) -> bool:
    return (saved.host, saved.port) == (page.host, page.port)


def _starts_with(saved: SiteUrl, page: SiteUrl) -> bool:
    """The prefix covers whole path segments or parameters, and always the whole host."""
    head, rest = page.path[: len(saved.path)], page.path[len(saved.path) :]
    whole = saved.path.endswith("/") or rest == "" or rest[0] in "/?&"
    return _same_host_and_port(saved, page) and head == saved.path and whole


def _same_address(saved: SiteUrl, page: SiteUrl) -> bool:
    return _same_host_and_port(saved, page) and saved.path == page.path


_MODES: dict[str, Callable[[SiteUrl, SiteUrl], bool]] = {
    "host": _same_host,
    "host_port": _same_host_and_port,
    "starts_with": _starts_with,
    "exact": _same_address,
}
"""The modes that look at one address alone. "never" matches no page."""
