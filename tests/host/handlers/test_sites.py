"""A page gets only logins of its own; asking which ones reads no secret."""

from __future__ import annotations

from typing import Any

import pytest

from tests.host.handlers.asking import MASTER_PASSWORD, METHODS, NOW, Ask
from twinlatch import access, jsonrpc
from twinlatch.errors import InvalidParams, Locked, LoggedOut, NotFound, WrongSite
from twinlatch.session import Session
from twinlatch.vault.records import Keys

A_DAY = 86_400
"""A period in which no test sees two codes."""


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
    assert ask("sites.fill", item_id=login, url="https://seven.example/") == {
        "username": "ana",
        "password": "secret",
        "code": "",
    }
    assert len(opened) == 1


def test_a_fill_gives_the_one_time_code_of_the_same_moment(ask: Ask) -> None:
    login = save(ask, "https://eight.example", totp=f"otpauth://totp/x?secret=JBSWY3DPEHPK3PXP&period={A_DAY}")
    code = ask("items.totp", id=login)["code"]
    assert ask("sites.fill", item_id=login, url="https://eight.example/")["code"] == code


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


def test_a_page_says_what_is_switched_off_there_and_how_many_logins_fit(ask: Ask) -> None:
    save(ask, "https://page.example")
    ask("sites.set_rule", url="https://www.page.example/in", never_save=True)
    ask("sites.set_rule", url="https://www.page.example/in?a=b", scope="page", never_fill=True)
    assert ask("sites.page", url="https://www.page.example/in?c=d") == {
        "off": False,
        "never_fill": True,
        "never_save": True,
        "matches": 1,
        "rules": [
            {
                "address": "www.page.example/in",
                "scope": "page",
                "never_save": False,
                "never_fill": True,
                "off": False,
            },
            {"address": "page.example", "scope": "site", "never_save": True, "never_fill": False, "off": False},
        ],
        "pause": None,
        "site": "page.example",
        "page": "www.page.example/in",
    }


def test_off_includes_saving_and_filling(ask: Ask) -> None:
    ask("sites.set_rule", url="https://off.example", off=True)
    told = ask("sites.page", url="https://frame.example/", top_url="https://off.example/")
    assert (told["off"], told["never_fill"], told["never_save"], told["site"]) == (True, True, True, "off.example")


def test_a_page_without_a_site_has_nothing_to_switch_off(ask: Ask) -> None:
    told = ask("sites.page", url="about:blank")
    assert (told["off"], told["matches"], told["site"], told["page"]) == (False, 0, None, None)


def test_a_rule_is_seen_changed_and_undone(ask: Ask) -> None:
    known = ask("sites.rules")["rules"]
    rule = ask("sites.set_rule", url="https://undo.example/", off=True, never_save=True)
    assert rule == {"address": "undo.example", "scope": "site", "never_save": True, "never_fill": False, "off": True}
    assert rule in ask("sites.rules")["rules"]
    assert not ask("sites.set_rule", url="undo.example", off=False)["off"]
    ask("sites.remove_rule", address="undo.example")
    assert ask("sites.rules")["rules"] == known
    with pytest.raises(NotFound):
        ask("sites.remove_rule", address="undo.example")


def test_what_another_host_switched_off_holds_here(ask: Ask, session: Session) -> None:
    session.vault.change_own(
        "account",
        lambda account: (
            account | {"settings": account["settings"] | {"sites": [{"address": "b.example", "off": True}]}}
        ),
    )
    assert ask("sites.page", url="https://b.example/")["off"]
    ask("sites.set_rule", url="https://c.example/", off=True)
    assert [rule["address"] for rule in ask("sites.rules")["rules"]] == ["b.example", "c.example"]


def test_settings_of_another_kind_leave_the_rules_alone(ask: Ask) -> None:
    ask("sites.set_rule", url="https://stays.example/", off=True)
    ask("settings.set", changes={"theme": "dark"})
    assert ask("sites.page", url="https://stays.example/")["off"]
    ask("sites.set_rule", url="https://stays.example/", never_save=True)
    assert ask("settings.get")["theme"] == "dark"


@pytest.mark.parametrize(
    ("rule", "how"), [({"never_fill": True}, "never_fill"), ({"off": True}, "off"), ({"never_save": True}, None)]
)
def test_where_filling_is_switched_off_a_fill_is_refused_and_says_by_what(
    ask: Ask, opened: list[bytes], rule: dict[str, bool], how: str | None
) -> None:
    login = save(ask, "https://refused.example")
    ask("sites.remove_rule", address=ask("sites.set_rule", url="refused.example", off=True)["address"])
    ask("sites.set_rule", url="https://refused.example", **rule)
    ask("sites.page", url="https://refused.example/")
    opened.clear()
    if how is None:
        assert ask("sites.fill", item_id=login, url="https://refused.example/")["password"] == "secret"
        return
    with pytest.raises(WrongSite) as refusal:
        ask("sites.fill", item_id=login, url="https://www.refused.example/", allow_insecure=True)
    assert (refusal.value.data["why"], refusal.value.data["how"]) == ("switched_off", how)
    assert refusal.value.data["address"] == "refused.example"
    assert opened == []


def test_a_pause_switches_off_until_it_is_ended(ask: Ask) -> None:
    login = save(ask, "https://pause.example")
    assert ask("sites.pause", url="https://www.pause.example/", minutes=60)["until"] == NOW + 3600
    assert ask("sites.page", url="https://pause.example/")["pause"] == {"address": "pause.example", "until": NOW + 3600}
    with pytest.raises(WrongSite):
        ask("sites.fill", item_id=login, url="https://pause.example/")
    assert ask("sites.rules")["pauses"] == [{"address": "pause.example", "until": NOW + 3600}]
    ask("sites.resume", address="pause.example")
    assert ask("sites.fill", item_id=login, url="https://pause.example/")["password"] == "secret"


def test_a_pause_everywhere_has_no_address_and_lasts_until_the_browser_closes(ask: Ask) -> None:
    assert ask("sites.pause") == {"address": "", "until": None}
    try:
        assert ask("sites.page", url="https://any.example/")["off"]
    finally:
        ask("sites.resume", address="")
    assert not ask("sites.page", url="https://any.example/")["off"]


def test_what_is_switched_off_stays_so_while_the_vault_is_locked(ask: Ask, session: Session) -> None:
    ask("sites.set_rule", url="https://locked.example/", off=True)
    ask("sites.pause", url="https://paused.example/")
    session.lock()
    try:
        told = ask("sites.page", url="https://locked.example/")
        assert (told["off"], told["matches"]) == (True, None)
        assert ask("sites.page", url="https://paused.example/")["off"]
        for method in ("sites.rules", "sites.equivalent_domains"):
            with pytest.raises(Locked):
                ask(method)
        with pytest.raises(Locked):
            ask("sites.set_rule", url="https://locked.example/", off=False)
    finally:
        access.unlock(session, MASTER_PASSWORD, None)
    assert ask("sites.page", url="https://paused.example/")["off"]


def test_nothing_of_it_outlives_the_session(session: Session) -> None:
    other = Session(now=lambda: NOW)
    other_ask = Ask(other)
    access.login(other, "ana@example.com", MASTER_PASSWORD)
    other_ask("sites.pause")
    other_ask("sites.set_rule", url="https://mine.example/", off=True)
    other.close()
    for method in ("sites.page", "sites.pause"):
        with pytest.raises(LoggedOut):
            other_ask(method, url="https://mine.example/")
    access.login(other, "ana@example.com", MASTER_PASSWORD)
    assert other_ask("sites.page", url="https://mine.example/")["pause"] is None
    other.close()


def test_asking_about_a_page_is_nobodys_gesture() -> None:
    assert not METHODS["sites.page"].gesture


def test_a_persons_own_equivalent_domains_fill_as_soon_as_they_are_set(ask: Ask) -> None:
    login = save(ask, "https://in.own-one.example")
    assert ask("sites.match", url="https://own-two.example/")["total"] == 0
    groups = [["https://www.own-one.example/", "own-two.example"], ["alone.example"]]
    kept = ask("sites.set_equivalent_domains", groups=groups)
    assert kept == ask("sites.equivalent_domains") == {"groups": [["own-one.example", "own-two.example"]]}
    assert [item["host"] for item in ask("sites.match", url="https://own-two.example/")["items"]] == [
        "in.own-one.example"
    ]
    assert ask("sites.fill", item_id=login, url="https://own-two.example/")["password"] == "secret"
    newest = ask("log.list")["events"][0]
    assert (newest["what"], newest["name"]) == ("setting_changed", "equivalent_domains")
    ask("sites.set_equivalent_domains", groups=[])
    with pytest.raises(WrongSite):
        ask("sites.fill", item_id=login, url="https://own-two.example/")


def test_a_pattern_that_cannot_work_is_not_stored_and_the_field_is_named(ask: Ask) -> None:
    urls = [{"url": "https://a.example"}, {"url": "https://(a", "match": "regex"}]
    with pytest.raises(InvalidParams) as refusal:
        save(ask, "https://a.example", urls=urls)
    assert (refusal.value.data["field"], refusal.value.data["why"]) == ("urls.1.url", "pattern_syntax")
    login = save(ask, "https://pattern.example")
    with pytest.raises(InvalidParams):
        ask("items.update", id=login, version=1, changes={"urls": urls})
    assert ask("items.get", id=login)["version"] == 1


def test_a_pattern_finds_and_fills(ask: Ask) -> None:
    urls = [{"url": r"https://(dev|test)-\d+\.regex\.example/.*", "match": "regex"}]
    login = save(ask, "", urls=urls)
    assert [item["id"] for item in ask("sites.match", url="https://dev-7.regex.example/")["items"]] == [login]
    assert ask("sites.fill", item_id=login, url="https://dev-7.regex.example/")["password"] == "secret"
    assert ask("sites.match", url="https://prod.regex.example/")["total"] == 0


def test_there_is_room_for_a_hundred_patterns(ask: Ask, session: Session) -> None:
    def named(count: int) -> list[dict[str, str]]:
        return [{"url": rf"https://p{number}\.many\.example/", "match": "regex"} for number in range(count)]

    taken = sum(match == "regex" for entry in session.library.entries.values() for _, match, _ in entry.urls)
    login = save(ask, "", urls=named(99 - taken))
    other = save(ask, "", urls=named(1))
    with pytest.raises(InvalidParams) as refusal:
        ask("items.update", id=other, version=1, changes={"urls": named(2)})
    assert (refusal.value.data["field"], refusal.value.data["why"]) == ("urls", "too_many_patterns")
    ask("items.update", id=login, version=1, changes={"urls": named(98 - taken)})
    ask("items.update", id=other, version=1, changes={"urls": named(2)})
