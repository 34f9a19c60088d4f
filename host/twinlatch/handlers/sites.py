"""Logins for the page a person looks at, decided from the URLs that the browser names."""

from __future__ import annotations

from twinlatch import protocol
from twinlatch.handlers.pages import fitting
from twinlatch.registry import method
from twinlatch.session import Session
from twinlatch.sites import matching


@method("sites.match")
def match(session: Session, params: protocol.SiteMatchParams) -> protocol.SiteMatches:
    """The logins for a page, best first, without secrets."""
    library = session.library
    found = matching.find(library.entries, library.by_bucket, params.url, params.top_url)
    items = fitting(
        protocol.SiteItem(
            id=entry.id,
            title=entry.title,
            username=entry.username,
            host=fit.host,
            favorite=entry.favorite,
            has_totp=entry.has_totp,
        )
        for entry, fit in found[: params.limit]
    )
    return protocol.SiteMatches(items=items, total=len(found))


@method("sites.fill", gesture=True)
def fill(session: Session, params: protocol.SiteFillParams) -> protocol.SiteFill:
    """User name and password of a chosen login, if it belongs to the page."""
    library = session.library
    entry = library.entry(params.item_id)
    matching.require_fit(entry, params.url, params.top_url, allow_insecure=params.allow_insecure)
    item = library.get(entry.id)
    return protocol.SiteFill(username=item["username"], password=item["password"])
