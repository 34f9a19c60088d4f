"""Asking to save or update a login that was just used on a website. Nothing is stored before the person says so."""

from __future__ import annotations

from twinlatch import protocol
from twinlatch.errors import LoggedOut, NotFound, WrongSite
from twinlatch.handlers.items import told
from twinlatch.handlers.sites import site_item
from twinlatch.items import offers
from twinlatch.items.offers import Offer, Question, Typed
from twinlatch.registry import method
from twinlatch.session import Session
from twinlatch.sites import matching


@method("saves.submitted")
def submitted(session: Session, params: protocol.SaveSubmittedParams) -> protocol.SaveSubmitted:
    """Remembers, in memory, what was submitted, unless the vault has it or nothing is to be saved there."""
    if not _is_wanted(session, params.url, params.top_url):
        return protocol.SaveSubmitted(id=None)
    try:
        if params.kind == "step":
            session.offers.name(params.tab, params.url, params.top_url, params.username, session.now())
            return protocol.SaveSubmitted(id=None)
        password, old_password = params.new_password or params.password, params.password if params.new_password else ""
        typed = Typed(params.kind, params.username, password, old_password)
        offer = session.offers.add(params.tab, params.url, params.top_url, typed, session.now())
    except WrongSite:
        return protocol.SaveSubmitted(id=None)
    if not password or not _may_ask(session, offer):
        session.offers.drop(offer.id)
        return protocol.SaveSubmitted(id=None)
    return protocol.SaveSubmitted(id=offer.id)


@method("saves.settled")
def settled(session: Session, params: protocol.SaveSettledParams) -> protocol.SaveSettled:
    """Tells how it ended: what did not succeed is forgotten, also when that is only seen later."""
    if not params.succeeded:
        session.offers.drop(params.id)
        return protocol.SaveSettled(asks=False)
    try:
        offer = session.offers.succeed(params.id, session.now())
    except NotFound:
        return protocol.SaveSettled(asks=False)
    return protocol.SaveSettled(asks=_may_ask(session, offer))


@method("saves.pending")
def pending(session: Session, params: protocol.SavePendingParams) -> protocol.SaveQuestions:
    """The questions to answer, of one tab or of all, oldest first."""
    questions = []
    for offer in session.offers.ready(params.tab, session.now()):
        asked = _question(session, offer)
        if asked:
            questions.append(_shown(offer, asked))
        else:
            session.offers.drop(offer.id)
    return protocol.SaveQuestions(questions=questions)


@method("saves.get_password", gesture=True)
def get_password(session: Session, params: protocol.SaveParams) -> protocol.SavePassword:
    """The password that would be saved, for the person to see."""
    session.vault  # noqa: B018 - raises Locked
    return protocol.SavePassword(password=session.offers.get(params.id, session.now()).typed.password)


@method("saves.accept", gesture=True)
def accept(session: Session, params: protocol.SaveAcceptParams) -> protocol.Item:
    """Saves what was submitted as a new login, or updates one that the question names, whose old password is kept."""
    offer = session.offers.get(params.id, session.now())
    item = _update(session, offer, params.item_id) if params.item_id else _save_new(session, offer, params)
    session.offers.drop(offer.id)
    return item


@method("saves.dismiss", gesture=True)
def dismiss(session: Session, params: protocol.SaveParams) -> protocol.Nothing:
    """Forgets what was submitted."""
    session.offers.drop(params.id)
    return protocol.Nothing()


def _save_new(session: Session, offer: Offer, params: protocol.SaveAcceptParams) -> protocol.Item:
    entered = protocol.ItemFields(
        title=params.title,
        urls=[protocol.ItemUrl(url=_origin(offer))],
        username=params.username,
        password=offer.typed.password,
    )
    stored = session.library.create("login", entered.model_dump(exclude={"type"}), session.now())
    return told(protocol.Item, stored)


def _update(session: Session, offer: Offer, item_id: str) -> protocol.Item:
    """Raises NotFound for an item that the question does not name."""
    asked = _question(session, offer)
    entry = next((entry for entry, _ in asked.logins if entry.id == item_id), None) if asked else None
    if entry is None:
        raise NotFound(what="item")
    changes = {"password": offer.typed.password} | ({} if entry.username else {"username": offer.typed.username})
    return told(protocol.Item, session.library.update(entry.id, entry.version, changes, session.now()))


def _is_wanted(session: Session, url: str, top_url: str | None) -> bool:
    """Whether nothing speaks against saving there. With nobody logged in no rule is known: it is asked again then."""
    try:
        sites = session.sites
    except LoggedOut:
        return True
    if sites.pauses.at(url, top_url, session.now()):
        return False
    return not any(rule.never_save or rule.off for rule in sites.rules.at(url, top_url))


def _may_ask(session: Session, offer: Offer) -> bool:
    """While the vault is not open, nobody knows what it has."""
    return not session.is_unlocked or _question(session, offer) is not None


def _question(session: Session, offer: Offer) -> Question | None:
    """Raises Locked, LoggedOut."""
    library = session.library
    if not _is_wanted(session, offer.url, offer.top_url):
        return None
    found = matching.find(library.entries, library.by_bucket, offer.url, offer.top_url, session.sites.equivalents)
    return offers.question(offer.typed, found, lambda item_id: str(library.get(item_id)["password"]))


def _shown(offer: Offer, asked: Question) -> protocol.SaveQuestion:
    page = offer.page
    return protocol.SaveQuestion(
        id=offer.id,
        tab=offer.tab,
        kind=asked.kind,
        host=page.host,
        secure=offer.is_secure,
        title=page.host.removeprefix("www."),
        username=offer.typed.username,
        items=[site_item(entry, fit) for entry, fit in asked.logins],
    )


def _origin(offer: Offer) -> str:
    scheme, host, port, _ = offer.page
    return f"{scheme}://{host}" + ("" if port is None else f":{port}")
