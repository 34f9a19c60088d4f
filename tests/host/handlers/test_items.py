"""Items go into the vault and come back as they were; nobody's change is lost unseen."""

from __future__ import annotations

from functools import partial
from typing import Any

import pyotp
import pytest
from pydantic import ValidationError

from tests.host.handlers.asking import NOW, Ask
from twinlatch import jsonrpc
from twinlatch.errors import Conflict, Damaged, InvalidParams, NotFound, TooLarge
from twinlatch.session import Session
from twinlatch.vault.vault import Change

LOGIN: dict[str, Any] = {
    "type": "login",
    "title": "Library",
    "urls": [{"url": "https://www.library.example/in", "match": "host"}],
    "username": "ana",
    "password": "pass \u2603 word",
    "totp": "",
    "notes": "line\nline",
    "custom_fields": [{"name": "card", "value": "12", "hidden": True}],
    "tags": ["books"],
    "favorite": True,
}


def whole(item: dict[str, Any], *previous: str) -> dict[str, Any]:
    """What is read of an item; the passwords that it had before were all replaced now."""
    return item | {"previous_passwords": [{"password": password, "replaced_at": NOW} for password in previous]}


def test_a_created_item_comes_back_whole_with_its_id_version_and_times(ask: Ask) -> None:
    created = ask("items.create", item=LOGIN)
    assert created == LOGIN | {"id": created["id"], "version": 1, "created_at": NOW, "updated_at": NOW}
    assert ask("items.get", id=created["id"]) == whole(created)


def test_a_change_touches_only_its_fields_and_counts_a_version(ask: Ask) -> None:
    created = ask("items.create", item=LOGIN)
    changed = ask("items.update", id=created["id"], version=1, changes={"username": "", "notes": None})
    assert changed == created | {"username": "", "version": 2}
    assert ask("items.get", id=created["id"]) == whole(changed)


def test_a_password_that_is_replaced_is_kept_and_in_no_answer_but_the_item_that_is_read(ask: Ask) -> None:
    site = {"urls": [{"url": "https://kept.example", "match": "domain"}]}
    created = ask("items.create", item=LOGIN | site | {"title": "Kept", "password": "Zx9-before"})
    changed = ask("items.update", id=created["id"], version=1, changes={"password": "after"})
    assert changed == created | {"password": "after", "version": 2}
    assert ask("items.get", id=created["id"]) == whole(changed, "Zx9-before")
    submitted = {"tab": 1, "url": "https://kept.example/", "kind": "login", "username": "ana", "password": "later"}
    offer = ask("saves.submitted", **submitted)["id"]
    ask("saves.settled", id=offer, succeeded=True)
    page = {"url": "https://kept.example/", "top_url": None}
    for answer in (
        ask("items.list"),
        ask("items.search", query="kept"),
        ask("sites.match", **page),
        ask("sites.fill", item_id=created["id"], **page),
        ask("saves.pending", tab=1),
        ask("items.update", id=created["id"], version=2, changes={"title": "Kept still"}),
        ask("saves.accept", id=offer, item_id=created["id"]),
    ):
        assert "Zx9-before" not in repr(answer)
    assert "Zx9-before" in repr(ask("items.get", id=created["id"]))


def test_a_client_can_neither_forge_nor_drop_a_previous_password_by_a_change(ask: Ask) -> None:
    created = ask("items.create", item=LOGIN)
    ask("items.update", id=created["id"], version=1, changes={"password": "after"})
    kept = ask("items.get", id=created["id"])["previous_passwords"]
    for value in ([], [{"password": "forged", "replaced_at": NOW}], None):
        with pytest.raises(ValidationError):
            ask("items.update", id=created["id"], version=2, changes={"title": "B", "previous_passwords": value})
        with pytest.raises(ValidationError):
            ask("items.create", item=LOGIN | {"previous_passwords": value})
    ask("items.update", id=created["id"], version=2, changes={key: LOGIN[key] for key in ("title", "notes", "tags")})
    assert ask("items.get", id=created["id"])["previous_passwords"] == kept != []


def test_previous_passwords_are_forgotten_by_an_act_of_their_own(ask: Ask, session: Session) -> None:
    created = ask("items.create", item=LOGIN)
    changed = ask("items.update", id=created["id"], version=1, changes={"password": "after"})
    with pytest.raises(Conflict):
        ask("items.clear_previous_passwords", id=created["id"], version=1)
    assert ask("items.get", id=created["id"]) == whole(changed, LOGIN["password"])
    cleared = ask("items.clear_previous_passwords", id=created["id"], version=2)
    assert cleared == changed | {"version": 3}
    assert ask("items.get", id=created["id"]) == whole(cleared)
    assert "previous_passwords" not in session.library.get(created["id"])


def test_a_change_made_from_an_older_version_is_refused_and_changes_nothing(ask: Ask) -> None:
    created = ask("items.create", item=LOGIN)
    changed = ask("items.update", id=created["id"], version=1, changes={"title": "A"})
    for attempt in (
        partial(ask, "items.update", id=created["id"], version=1, changes={"title": "B"}),
        partial(ask, "items.delete", id=created["id"], version=1),
    ):
        with pytest.raises(Conflict) as refusal:
            attempt()
        assert refusal.value.data["version"] == 2
    assert ask("items.get", id=created["id"]) == whole(changed)


@pytest.mark.parametrize("wrong", [{"title": 5}, {"password": None}, {"totp": []}, {"urls": [{}]}])
def test_an_item_that_the_file_holds_in_another_form_is_damaged_and_can_be_deleted(
    ask: Ask, session: Session, wrong: dict[str, Any]
) -> None:
    item_id = store_otherwise(ask, session, wrong)
    for attempt in (
        partial(ask, "items.get", id=item_id),
        partial(ask, "items.totp", id=item_id),
        partial(ask, "items.update", id=item_id, version=2, changes={"notes": ""}),
        partial(ask, "sites.fill", item_id=item_id, url="https://www.library.example/"),
    ):
        with pytest.raises(Damaged):
            attempt()
    ask("items.delete", id=item_id, version=2)


def test_an_item_longer_than_any_that_can_be_entered_is_damaged(ask: Ask, session: Session) -> None:
    with pytest.raises(Damaged):
        ask("items.get", id=store_otherwise(ask, session, {"title": "x" * 1001}))


def store_otherwise(ask: Ask, session: Session, wrong: dict[str, Any]) -> str:
    """A login of another form, as version 2, by somebody who has the key."""
    created = ask("items.create", item=LOGIN)
    stored = {name: value for name, value in created.items() if name not in ("id", "version", "type")} | wrong
    summary = session.vault.row(created["id"]).summary
    session.vault.save([Change(created["id"], 1, "login", stored, summary)])
    return str(created["id"])


def test_a_deleted_item_is_gone_everywhere(ask: Ask) -> None:
    created = ask("items.create", item=LOGIN | {"title": "Short-lived"})
    ask("items.delete", id=created["id"], version=1)
    for attempt in (
        partial(ask, "items.get", id=created["id"]),
        partial(ask, "items.update", id=created["id"], version=1, changes={"title": "B"}),
        partial(ask, "items.delete", id=created["id"], version=1),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert ask("items.search", query="short-lived")["items"] == []


def test_lists_and_search_show_items_without_their_secrets(ask: Ask) -> None:
    totp = "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP"
    created = ask("items.create", item=LOGIN | {"title": "!Aardvark club", "totp": totp})
    summary = {key: created[key] for key in ("id", "version", "type", "title", "username", "urls", "tags", "favorite")}
    summary |= {"has_totp": True, "updated_at": NOW}
    assert ask("items.search", query="aardvark ana") == {"items": [summary], "next_cursor": None, "total": 1}
    first = ask("items.list", limit=1)
    assert first["items"] == [summary]
    second = ask("items.list", limit=1, cursor=first["next_cursor"])
    assert second["items"] != first["items"]
    assert second["total"] == first["total"] > 1


def test_a_changed_item_is_found_by_its_new_title_only(ask: Ask) -> None:
    created = ask("items.create", item=LOGIN | {"title": "Old xylophone"})
    ask("items.update", id=created["id"], version=1, changes={"title": "New trombone"})
    assert ask("items.search", query="xylophone")["total"] == 0
    assert ask("items.search", query="trombone")["total"] == 1


def test_a_bare_totp_secret_is_kept_as_a_uri_and_gives_the_code_of_now(ask: Ask) -> None:
    created = ask("items.create", item=LOGIN | {"totp": "jbsw y3dp ehpk 3pxp jbsw y3dp"})
    assert created["totp"] == "otpauth://totp/Library?secret=JBSWY3DPEHPK3PXPJBSWY3DP"
    code = pyotp.TOTP("JBSWY3DPEHPK3PXPJBSWY3DP").at(NOW)
    assert ask("items.totp", id=created["id"]) == {"code": code, "period_s": 30, "expires_at": NOW + 30}


def test_a_bare_totp_secret_with_the_longest_title_can_be_read_back(ask: Ask) -> None:
    created = ask("items.create", item=LOGIN | {"title": "\U0001f511" * 1000, "totp": "JBSWY3DPEHPK3PXP"})
    assert ask("items.get", id=created["id"]) == whole(created)
    with pytest.raises(InvalidParams):
        ask("items.create", item=LOGIN | {"totp": "A" * 4096})


def test_an_unreadable_totp_secret_is_refused_by_the_name_of_its_field(ask: Ask) -> None:
    with pytest.raises(InvalidParams) as refusal:
        ask("items.create", item=LOGIN | {"totp": "see the paper"})
    assert refusal.value.data["field"] == "totp"


def test_a_login_without_a_totp_secret_has_no_code(ask: Ask) -> None:
    created = ask("items.create", item=LOGIN)
    with pytest.raises(InvalidParams):
        ask("items.totp", id=created["id"])


def test_nothing_of_an_item_is_in_clear_on_the_disk(ask: Ask, session: Session) -> None:
    ask("items.create", item=LOGIN | {"title": "Zanzibar", "username": "quetzal", "tags": ["okapi"]})
    assert session.path is not None
    stored = session.path.read_bytes()
    for text in (b"Zanzibar", b"quetzal", b"okapi", b"library.example", b"pass \xe2\x98\x83"):
        assert text not in stored


LONG_URL = "https://long.example/" + "\N{SNOWMAN}" * 8000


def test_an_item_that_no_message_could_carry_is_refused_and_not_stored(ask: Ask) -> None:
    huge = LOGIN | {"title": "Leviathan", "urls": [{"url": LONG_URL}] * 30}
    with pytest.raises(TooLarge):
        ask("items.create", item=huge)
    assert ask("items.search", query="leviathan")["total"] == 0
    created = ask("items.create", item=LOGIN | {"title": "Leviathan"})
    with pytest.raises(TooLarge):
        ask("items.update", id=created["id"], version=1, changes={"urls": huge["urls"]})
    assert ask("items.get", id=created["id"]) == whole(created)


def test_large_items_make_shorter_pages_and_every_message_goes_out(ask: Ask) -> None:
    titles = [f"Whale {number}" for number in range(5)]
    for title in titles:
        ask("items.create", item=LOGIN | {"title": title, "urls": [{"url": LONG_URL}] * 20})
    found = ask("items.search", query="whale")
    assert jsonrpc.success(1, found)
    assert found["total"] == 5 > len(found["items"]) > 0
    listed: list[str] = []
    cursor = None
    while not listed or cursor:
        page = ask("items.list", cursor=cursor)
        assert jsonrpc.success(1, page)
        listed += [item["title"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert [title for title in listed if title.startswith("Whale")] == titles
    assert len(listed) == page["total"]
    for item in ask("items.search", query="whale")["items"]:
        ask("items.delete", id=item["id"], version=1)
