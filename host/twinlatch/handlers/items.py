"""Items: what a person keeps in the vault."""

from __future__ import annotations

from typing import Any, TypeVar

from twinlatch import protocol
from twinlatch.errors import Damaged, OwnSecondFactor
from twinlatch.handlers.pages import fitting
from twinlatch.items import search as searching
from twinlatch.items import totp
from twinlatch.items.entry import Entry
from twinlatch.registry import method
from twinlatch.session import Session
from twinlatch.two_factor import own_factor

Told = TypeVar("Told", bound=protocol.Item)


@method("items.create", gesture=True)
def create(session: Session, params: protocol.ItemCreateParams) -> protocol.Item:
    """Stores a new item."""
    entered = params.item.model_dump(exclude={"type"})
    if not params.keep_own_second_factor:
        _refuse_own_second_factor(session, params.item)
    return told(protocol.Item, session.library.create(params.item.type, entered, session.now()))


@method("items.get", gesture=True)
def get(session: Session, params: protocol.ItemGetParams) -> protocol.WholeItem:
    """All of an item, its secrets included."""
    return told(protocol.WholeItem, session.library.get(params.id))


@method("items.update", gesture=True)
def update(session: Session, params: protocol.ItemUpdateParams) -> protocol.Item:
    """Changes some fields of an item, unless it was changed since `version`. A password that is replaced is kept."""
    changes = params.changes.model_dump(exclude_none=True)
    if not params.keep_own_second_factor:
        _refuse_own_second_factor(session, params.changes)
    return told(protocol.Item, session.library.update(params.id, params.version, changes, session.now()))


@method("items.clear_previous_passwords", gesture=True)
def clear_previous_passwords(session: Session, params: protocol.PreviousPasswordsClearParams) -> protocol.Item:
    """Forgets the passwords that an item had before, unless it was changed since `version`."""
    return told(protocol.Item, session.library.clear_previous(params.id, params.version))


def told(answer: type[Told], stored: dict[str, Any]) -> Told:
    """A stored item as an answer, without what that has no field for. Raises Damaged."""
    try:
        return answer.model_validate({name: stored[name] for name in answer.model_fields.keys() & stored.keys()})
    except ValueError:
        raise Damaged(why="item") from None


def _refuse_own_second_factor(session: Session, entered: protocol.ItemFields | protocol.ItemChanges) -> None:
    """Raises OwnSecondFactor."""
    hidden = (field.value for field in entered.custom_fields or ())
    texts = filter(None, (entered.title, entered.username, entered.password, entered.totp, entered.notes, *hidden))
    if found := own_factor.found_in(texts, session.own_seeds):
        raise OwnSecondFactor(what=found)


@method("items.delete", gesture=True)
def delete(session: Session, params: protocol.ItemDeleteParams) -> protocol.Nothing:
    """Deletes an item, unless it was changed since `version`."""
    session.library.delete(params.id, params.version)
    return protocol.Nothing()


@method("items.list")
def listing(session: Session, params: protocol.ItemListParams) -> protocol.ItemPage:
    """All items in pages, sorted by title."""
    ordered = session.library.in_order
    page = searching.page(ordered, params.cursor, params.limit)
    items = fitting(map(_summary, page.entries))
    if len(items) < len(page.entries):  # the message is full
        page = searching.page(ordered, params.cursor, len(items))
    return protocol.ItemPage(items=items, next_cursor=page.next_cursor, total=page.total)


@method("items.search", gesture=True)
def search(session: Session, params: protocol.ItemSearchParams) -> protocol.ItemPage:
    """The items whose title, user name, hosts and tags contain every word; titles that begin with them first."""
    page = searching.search(session.library.entries.values(), params.query, params.limit)
    return protocol.ItemPage(items=fitting(map(_summary, page.entries)), total=page.total)


@method("items.totp")
def code(session: Session, params: protocol.ItemGetParams) -> protocol.TotpCode:
    """The one-time code that a login's website asks for now."""
    found = totp.code(totp.parse(session.library.get(params.id)["totp"]), session.now())
    return protocol.TotpCode(code=found.code, period_s=found.period, expires_at=found.expires_at)


def _summary(entry: Entry) -> protocol.ItemSummary:
    return protocol.ItemSummary.model_validate(
        {
            "id": entry.id,
            "version": entry.version,
            "type": entry.type,
            "title": entry.title,
            "username": entry.username,
            "urls": [{"url": url, "match": match} for url, match, _ in entry.urls],
            "tags": entry.tags,
            "favorite": entry.favorite,
            "has_totp": entry.has_totp,
            "updated_at": entry.updated_at,
        }
    )
