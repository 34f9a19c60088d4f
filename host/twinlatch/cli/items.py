"""The commands of the shell about items: listing, searching, showing, adding."""

from __future__ import annotations

import argparse

from twinlatch import protocol
from twinlatch.cli.desk import DONE, REFUSED, Desk, DeskCommand
from twinlatch.cli.terminal import Cancelled
from twinlatch.errors import OwnSecondFactor
from twinlatch.i18n import Sentences

_PAGE = 500
_SHOWN = 100
_HIDDEN = "********"
_GENERATED_LENGTH = 20


def _list(desk: Desk, arguments: argparse.Namespace) -> int:
    items: list[protocol.ItemSummary] = []
    cursor: str | None = None
    while True:
        page: protocol.ItemPage = desk.ask("items.list", cursor=cursor, limit=_PAGE)
        items += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    _show_items(desk, items, len(items))
    if not items:
        desk.terminal.tell("item_none")
    return DONE


def _search(desk: Desk, arguments: argparse.Namespace) -> int:
    query = " ".join(arguments.words)
    found: protocol.ItemPage = desk.ask("items.search", query=query, limit=_SHOWN)
    _show_items(desk, found.items, found.total)
    if not found.items:
        desk.terminal.tell("item_none_found", "item_none_found_text", query=query)
    return DONE


def _show(desk: Desk, arguments: argparse.Namespace) -> int:
    item = _the_item(desk, arguments.words)
    if item is None:
        return REFUSED
    secrets = arguments.password
    desk.terminal.give(_disclosed(item, secrets=secrets))
    say = desk.terminal.say
    fields = [
        (say("item_title"), item.title),
        (say("common_username"), item.username),
        (say("common_password"), item.password if secrets else _HIDDEN if item.password else ""),
        *((say("item_website"), _website(saved, say)) for saved in item.urls),
        *((field.name, field.value if secrets or not field.hidden else _HIDDEN) for field in item.custom_fields),
        (say("item_tags"), ", ".join(item.tags)),
        *((say("item_notes"), line) for line in item.notes.splitlines()),
    ]
    desk.terminal.show(*(f"{name}: {value}" for name, value in fields if value))
    return DONE


def _website(saved: protocol.ItemUrl, say: Sentences) -> str:
    """An address, and where it fills unless that is the usual."""
    return saved.url if saved.match == "domain" else f"{saved.url} ({say(f'item_match_{saved.match}')})"


def _disclosed(item: protocol.Item, *, secrets: bool) -> dict[str, object]:
    """An item for programs; the key of its one-time codes, and passwords that it had before, stay here."""
    whole = item.model_dump(exclude={"totp", "previous_passwords"})
    if not secrets:
        del whole["password"]
        whole["custom_fields"] = [field for field in whole["custom_fields"] if not field["hidden"]]
    return whole


def _code(desk: Desk, arguments: argparse.Namespace) -> int:
    item = _the_item(desk, arguments.words)
    if item is None:
        return REFUSED
    if not item.totp:
        desk.terminal.tell("cli_no_code")
        return REFUSED
    found: protocol.TotpCode = desk.ask("items.totp", id=item.id)
    desk.terminal.give(found.model_dump())
    desk.terminal.show(found.code)
    left = desk.terminal.duration(found.expires_at - desk.session.now())
    desk.terminal.tell("item_code_left", duration=left)
    return DONE


def _add(desk: Desk, arguments: argparse.Namespace) -> int:
    terminal = desk.terminal
    title = terminal.line(f"{terminal.say('item_title')}: ")
    url = terminal.line(f"{terminal.say('item_website')}: ").strip()
    username = terminal.line(f"{terminal.say('common_username')}: ")
    password = terminal.secret(f"{terminal.say('cli_new_password')}: ")
    password = password or desk.ask("generator.password", length=_GENERATED_LENGTH).password
    entered = {"title": title, "urls": [{"url": url}] if url else [], "username": username, "password": password}
    try:
        item: protocol.Item = desk.ask("items.create", item=entered)
    except OwnSecondFactor as refusal:
        terminal.refuse(refusal)
        if not terminal.confirm("cli_keep_own_factor"):
            raise Cancelled from None
        item = desk.ask("items.create", item=entered, keep_own_second_factor=True)
    terminal.give(_disclosed(item, secrets=False))
    terminal.tell("common_saved")
    return DONE


def _lock(desk: Desk, arguments: argparse.Namespace) -> int:
    desk.ask("session.lock")
    desk.terminal.tell("options_now_locked")
    desk.terminal.give({"state": "locked"})
    return DONE


def _the_item(desk: Desk, words: list[str]) -> protocol.Item | None:
    """The item of that number in the last list, else the only one that contains the words; else says so."""
    query = " ".join(words)
    if query.isdecimal() and 0 < int(query) <= len(desk.listed):
        return _whole(desk, desk.listed[int(query) - 1])
    found: protocol.ItemPage = desk.ask("items.search", query=query, limit=_SHOWN)
    if found.total == 1:
        return _whole(desk, found.items[0].id)
    if found.items:
        _show_items(desk, found.items, found.total)
        desk.terminal.tell("cli_choose_one")
    else:
        desk.terminal.tell("item_none_found", "item_none_found_text", query=query)
    return None


def _whole(desk: Desk, item_id: str) -> protocol.Item:
    item: protocol.Item = desk.ask("items.get", id=item_id)
    return item


def _show_items(desk: Desk, items: list[protocol.ItemSummary], total: int) -> None:
    desk.listed = [item.id for item in items]
    desk.terminal.give({"items": [item.model_dump() for item in items], "total": total})
    for number, item in enumerate(items, 1):
        title = item.title or desk.terminal.say("item_untitled")
        desk.terminal.show(f"{number:4}  {title}" + (f" ({item.username})" if item.username else ""))


def _words(options: argparse._ArgumentGroup, say: Sentences) -> None:
    options.add_argument("words", nargs="+", metavar=say("cli_word"), help=say("cli_words_help"))


def _item(options: argparse._ArgumentGroup, say: Sentences) -> None:
    options.add_argument("words", nargs="+", metavar=say("cli_word"), help=say("cli_item_help"))


def _item_to_show(options: argparse._ArgumentGroup, say: Sentences) -> None:
    _item(options, say)
    options.add_argument("--password", action="store_true", help=say("cli_show_password_help"))


COMMANDS = {
    "list": DeskCommand(_list),
    "search": DeskCommand(_search, _words),
    "show": DeskCommand(_show, _item_to_show),
    "code": DeskCommand(_code, _item),
    "add": DeskCommand(_add),
    "lock": DeskCommand(_lock),
}
