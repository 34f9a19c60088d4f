"""Logins for the page a person looks at, decided from the URLs that the browser names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from twinlatch import protocol
from twinlatch.errors import InvalidParams
from twinlatch.handlers.pages import fitting
from twinlatch.items import totp
from twinlatch.items.entry import Entry
from twinlatch.registry import method
from twinlatch.session import Session
from twinlatch.sites import equivalents, matching, rules, settings
from twinlatch.vault.records import ACCOUNT


@method("sites.match")
def match(session: Session, params: protocol.SiteMatchParams) -> protocol.SiteMatches:
    """The logins for a page, best first, without secrets."""
    library = session.library
    found = matching.find(library.entries, library.by_bucket, params.url, params.top_url, session.sites.equivalents)
    items = fitting(site_item(entry, fit) for entry, fit in found[: params.limit])
    return protocol.SiteMatches(items=items, total=len(found))


def site_item(entry: Entry, fit: matching.Fit) -> protocol.SiteItem:
    """A login as it is shown for a page that it fits."""
    return protocol.SiteItem(
        id=entry.id,
        title=entry.title,
        username=entry.username,
        host=fit.host,
        favorite=entry.favorite,
        has_totp=entry.has_totp,
    )


@method("sites.fill", gesture=True)
def fill(session: Session, params: protocol.SiteFillParams) -> protocol.SiteFill:
    """A chosen login's user name, password and code of now, if it belongs to the page and nothing is switched off."""
    library, sites = session.library, session.sites
    entry = library.entry(params.item_id)
    rules.require_on(sites.rules, sites.pauses, params.url, params.top_url, session.now())
    matching.require_fit(entry, params.url, params.top_url, sites.equivalents, allow_insecure=params.allow_insecure)
    item = library.get(entry.id)
    code = totp.code(totp.parse(item["totp"]), session.now()).code if item["totp"] else ""
    return protocol.SiteFill(username=item["username"], password=item["password"], code=code)


@method("sites.check", gesture=True)
def check(session: Session, params: protocol.SiteCheckParams) -> protocol.Nothing:
    """Whether what is made for a page, such as a new password, may be filled there: raises what `sites.fill` does."""
    sites = session.sites
    rules.require_on(sites.rules, sites.pauses, params.url, params.top_url, session.now())
    matching.require_same_site(params.url, params.top_url, allow_insecure=params.allow_insecure)
    return protocol.Nothing()


@method("sites.page")
def page(session: Session, params: protocol.SitePageParams) -> protocol.SitePage:
    """What holds for a document in a tab: what is switched off, and how many logins fit. Answers while locked, too."""
    sites, url, top_url = session.sites, params.url, params.top_url
    covering = sites.rules.at(url, top_url)
    pause = sites.pauses.at(url, top_url, session.now())
    return protocol.SitePage(
        off=pause is not None or any(rule.off for rule in covering),
        never_fill=any(rule.never_fill or rule.off for rule in covering),
        never_save=any(rule.never_save or rule.off for rule in covering),
        matches=_count(session, url, top_url) if session.is_unlocked else None,
        rules=[_rule(rule) for rule in covering],
        pause=pause and _pause(pause),
        site=_address(top_url or url, "site"),
        page=_address(top_url or url, "page"),
    )


def _count(session: Session, url: str, top_url: str | None) -> int:
    library = session.library
    return len(matching.find(library.entries, library.by_bucket, url, top_url, session.sites.equivalents))


def _address(url: str, scope: rules.Scope) -> str | None:
    try:
        return rules.address_of(url, scope)
    except InvalidParams:
        return None


@method("sites.rules")
def listing(session: Session, params: protocol.Nothing) -> protocol.SiteRules:
    """Everything that is switched off on websites, by address."""
    session.vault  # noqa: B018 - raises Locked
    sites = session.sites
    running = sites.pauses.running(session.now())
    return protocol.SiteRules(rules=[_rule(rule) for rule in sites.rules], pauses=[_pause(pause) for pause in running])


@method("sites.set_rule", gesture=True)
def set_rule(session: Session, params: protocol.SiteRuleParams) -> protocol.SiteRule:
    """Switches something off, or on again, for a page or its whole site."""
    address = rules.address_of(params.url, params.scope)
    changes = params.model_dump(exclude={"url", "scope"}, exclude_none=True)
    _change_rules(session, lambda known: known.changed(address, changes))
    return _rule(session.sites.rules.get(address))


@method("sites.remove_rule", gesture=True)
def remove_rule(session: Session, params: protocol.SiteAddressParams) -> protocol.Nothing:
    """Forgets what was switched off at an address."""
    _change_rules(session, lambda known: known.without(params.address))
    return protocol.Nothing()


def _change_rules(session: Session, change: Callable[[rules.SiteRules], rules.SiteRules]) -> None:
    """On what is stored, also where another host was faster."""

    def changed(account: dict[str, Any]) -> dict[str, Any]:
        known = rules.SiteRules.of(account["settings"].get(settings.RULES, ()))
        return account | {"settings": account["settings"] | {settings.RULES: change(known).stored()}}

    session.vault.change_own(ACCOUNT, changed)


@method("sites.pause", gesture=True)
def pause(session: Session, params: protocol.SitePauseParams) -> protocol.SitePause:
    """Switches Twinlatch off for a while, on one site or everywhere. Kept in memory only."""
    address = rules.EVERYWHERE if params.url is None else rules.address_of(params.url, "site")
    until = None if params.minutes is None else session.now() + params.minutes * 60
    return _pause(session.sites.pauses.begin(address, until))


@method("sites.resume", gesture=True)
def resume(session: Session, params: protocol.SiteAddressParams) -> protocol.Nothing:
    """Ends a pause."""
    session.sites.pauses.end(params.address)
    return protocol.Nothing()


@method("sites.equivalent_domains")
def equivalent_domains(session: Session, params: protocol.Nothing) -> protocol.EquivalentDomains:
    """The person's own groups of domains that share their logins."""
    session.vault  # noqa: B018 - raises Locked
    return protocol.EquivalentDomains(groups=session.sites.equivalents.own)


@method("sites.set_equivalent_domains", gesture=True)
def set_equivalent_domains(session: Session, params: protocol.EquivalentDomains) -> protocol.EquivalentDomains:
    """Replaces the person's own groups; gives them as they are kept."""
    session.change_settings({settings.EQUIVALENT_DOMAINS: equivalents.checked(params.groups)})
    return equivalent_domains(session, protocol.Nothing())


def _rule(rule: rules.Rule) -> protocol.SiteRule:
    return protocol.SiteRule(scope=rule.scope, **rule._asdict())


def _pause(pause: rules.Pause) -> protocol.SitePause:
    return protocol.SitePause(**pause._asdict())
