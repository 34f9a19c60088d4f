"""A page gets only logins of its own; asking which ones reads no secret."""

from __future__ import annotations

from typing import Any

import pytest

from tests.host.handlers.asking import MASTER_PASSWORD, Ask
from twinlatch import access, jsonrpc
from twinlatch.errors import Locked, NotFound, WrongSite
from twinlatch.session import Session
from twinlatch.vault.records import Keys


def save(ask: Ask, url: str, **fields: Any) -> str:
    item = {"title": "t", "username": "ana", "password": "secret", "urls": [{"url": url}]} | fields
    return str(ask("items.create", item=item)["id"])


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The ids of all records decrypted from here on."""
    ids: list[bytes] = []
    open_record = Keys.open_record

    def counted(self: Keys, record_id: bytes, *rest: Any) -> dict[str, Any]:
        ids.append(record_id)
        return open_record(self, record_id, *rest)

    monkeypatch.setattr(Keys, "open_record", counted)
    return ids


def test_a_match_gives_what_the_popup_shows_and_decrypts_no_record(ask: Ask, opened: list[bytes]) -> None:
    wanted = save(ask, "https://www.one.example/in", title="One", favorite=True, totp="JBSWY3DPEHPK3PXP")
    save(ask, "https://two.example")
    assert ask("sites.match", url="https://one.example/") == {
        "items": [
            {
                "id": wanted,
                "title": "One",
                "username": "ana",
                "host": "www.one.example",
                "favorite": True,
                "has_totp": True,
            }
        ],
        "total": 1,
    }
    assert opened == []


def test_a_match_gives_the_best_and_counts_all(ask: Ask) -> None:
    save(ask, "https://a.three.example")
    best = save(ask, "https://b.three.example")
    found = ask("sites.match", url="https://b.three.example/", limit=1)
    assert ([item["id"] for item in found["items"]], found["total"]) == ([best], 2)


def test_a_match_follows_every_change(ask: Ask) -> None:
    login = save(ask, "https://four.example")
    ask("items.update", id=login, version=1, changes={"urls": [{"url": "https://five.example"}]})
    assert ask("sites.match", url="https://four.example/")["total"] == 0
    assert ask("sites.match", url="https://five.example/")["total"] == 1
    ask("items.delete", id=login, version=2)
    assert ask("sites.match", url="https://five.example/")["total"] == 0


def test_a_page_without_a_site_matches_nothing(ask: Ask) -> None:
    save(ask, "https://six.example")
    assert ask("sites.match", url="about:blank") == {"items": [], "total": 0}
    assert ask("sites.match", url="https://six.example/", top_url="https://other.test/") == {"items": [], "total": 0}


def test_a_fill_gives_user_name_and_password_and_decrypts_that_login_alone(ask: Ask, opened: list[bytes]) -> None:
    login = save(ask, "https://seven.example")
    assert ask("sites.fill", item_id=login, url="https://seven.example/") == {"username": "ana", "password": "secret"}
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ({"url": "https://eight.example.evil.test/"}, "no_match"),
        ({"url": "https://eight.example/", "top_url": "https://evil.test/"}, "cross_origin"),
        ({"url": "http://eight.example/"}, "insecure"),
        ({"url": "data:text/html,x"}, "opaque"),
    ],
)
def test_a_refused_fill_says_why_and_decrypts_nothing(
    ask: Ask, opened: list[bytes], page: dict[str, str], why: str
) -> None:
    login = save(ask, "https://eight.example")
    with pytest.raises(WrongSite) as refusal:
        ask("sites.fill", item_id=login, **page)
    assert refusal.value.data["why"] == why
    assert opened == []


def test_a_fill_over_http_takes_an_explicit_choice(ask: Ask) -> None:
    login = save(ask, "https://nine.example")
    assert ask("sites.fill", item_id=login, url="http://nine.example/", allow_insecure=True)["password"] == "secret"


def test_an_unknown_login_fills_nothing(ask: Ask) -> None:
    with pytest.raises(NotFound):
        ask("sites.fill", item_id="A" * 22, url="https://one.example/")


def test_a_locked_vault_matches_and_fills_nothing(ask: Ask, session: Session) -> None:
    login = save(ask, "https://ten.example")
    session.lock()
    try:
        with pytest.raises(Locked):
            ask("sites.match", url="https://ten.example/")
        with pytest.raises(Locked):
            ask("sites.fill", item_id=login, url="https://ten.example/")
    finally:
        access.unlock(session, MASTER_PASSWORD, None)


def test_a_page_cannot_make_its_address_too_long_to_be_asked_about(ask: Ask) -> None:
    saved = save(ask, "https://winding.example")
    url = "https://winding.example/?" + "a'" * 500_000
    assert [item["id"] for item in ask("sites.match", url=url)["items"]] == [saved]
    assert ask("sites.fill", item_id=saved, url=url)["username"] == "ana"


def test_the_longest_names_of_a_site_fit_into_one_message(ask: Ask) -> None:
    for _ in range(100):
        save(ask, "https://verbose.example", title="\N{OLD ITALIC LETTER A}" * 1000, username="\0" * 1000)
    found = ask("sites.match", url="https://verbose.example/", limit=500)
    assert jsonrpc.success(1, found)
    assert 0 < len(found["items"]) <= found["total"] == 100
