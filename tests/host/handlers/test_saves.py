"""What was submitted on a website is asked about, and stored only when the person says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import ValidationError

from tests.host.handlers.asking import MASTER_PASSWORD, METHODS, NOW, Ask
from twinlatch import access
from twinlatch.errors import Locked, LoggedOut, NotFound, StoreFailed
from twinlatch.items.library import Library
from twinlatch.session import Session

EMAIL = "ana@example.com"


@pytest.fixture
def ask(session: Session) -> Iterator[Ask]:
    """With an empty vault, and nothing submitted."""
    ask = Ask(session)
    if session.state().state != "unlocked" or session.email != EMAIL:
        ask("session.login", email=EMAIL, master_password=MASTER_PASSWORD)
    yield ask
    session.offers.clear()
    if session.is_unlocked:
        session.sites.pauses.end("")
        for rule in ask("sites.rules")["rules"]:
            ask("sites.remove_rule", address=rule["address"])
        for item in ask("items.list")["items"]:
            ask("items.delete", id=item["id"], version=item["version"])


def submit(ask: Ask, host: str = "bank.example", **fields: Any) -> Any:
    """A log-in at a host in tab 1, unless the fields say otherwise."""
    params = {"tab": 1, "url": f"https://{host}/login", "kind": "login", "username": "ana", "password": "pw"} | fields
    return ask("saves.submitted", **params)["id"]


def succeed(ask: Ask, host: str = "bank.example", **fields: Any) -> str:
    """A log-in that went well; gives the id of its question."""
    offer_id = submit(ask, host, **fields)
    assert ask("saves.settled", id=offer_id, succeeded=True) == {"asks": True}
    return str(offer_id)


def questions(ask: Ask, tab: int | None = 1) -> Any:
    return ask("saves.pending", tab=tab)["questions"]


def save(ask: Ask, **fields: Any) -> str:
    item = {"title": "Bank", "username": "ana", "password": "old", "urls": [{"url": "https://bank.example"}]} | fields
    return str(ask("items.create", item=item)["id"])


def test_a_question_says_what_would_be_saved_and_holds_no_password(ask: Ask) -> None:
    offer_id = succeed(ask, "www.bank.example")
    assert questions(ask) == [
        {
            "id": offer_id,
            "tab": 1,
            "kind": "save",
            "host": "www.bank.example",
            "secure": True,
            "title": "bank.example",
            "username": "ana",
            "items": [],
        }
    ]
    assert ask("saves.get_password", id=offer_id) == {"password": "pw"}
    assert ask("items.list")["total"] == 0


def test_accepting_saves_what_was_submitted_with_the_names_that_the_person_gave_it(ask: Ask) -> None:
    offer_id = succeed(ask, url="https://bank.example:8443/login?next=/")
    item = ask("saves.accept", id=offer_id, title="My bank", username="ana2")
    assert (item["title"], item["username"], item["password"]) == ("My bank", "ana2", "pw")
    assert item["urls"] == [{"url": "https://bank.example:8443", "match": "domain"}]
    assert questions(ask) == []
    with pytest.raises(NotFound):
        ask("saves.accept", id=offer_id)


def test_http_is_saved_as_http_and_said_so(ask: Ask) -> None:
    offer_id = succeed(ask, url="http://router.example/")
    assert questions(ask)[0]["secure"] is False
    assert ask("saves.accept", id=offer_id)["urls"][0]["url"] == "http://router.example"


def test_a_frame_over_https_in_a_page_over_http_is_said_to_be_readable(ask: Ask) -> None:
    succeed(ask, url="https://bank.example/", top_url="http://bank.example/")
    assert questions(ask)[0]["secure"] is False


def test_a_changed_password_updates_the_login_that_is_named(ask: Ask) -> None:
    ana, bob = save(ask), save(ask, username="bob", password="old-bob")
    offer_id = succeed(ask, kind="change", username="", password="old-bob", new_password="new")
    (question,) = questions(ask)
    assert (question["kind"], [item["id"] for item in question["items"]]) == ("update", [bob])
    with pytest.raises(NotFound):
        ask("saves.accept", id=offer_id, item_id=ana)
    ask("saves.accept", id=offer_id, item_id=bob)
    assert ask("items.get", id=bob)["password"] == "new"
    assert ask("items.get", id=ana)["password"] == "old"


def test_an_update_changes_the_password_alone_but_gives_a_name_where_there_was_none(ask: Ask) -> None:
    item_id = save(ask, username="", notes="mine", password="old")
    offer_id = succeed(ask, kind="change", username="ana", password="old", new_password="new")
    ask("saves.accept", id=offer_id, item_id=item_id, title="ignored", username="ignored")
    item = ask("items.get", id=item_id)
    assert (item["title"], item["username"], item["password"], item["notes"]) == ("Bank", "ana", "new", "mine")


def test_an_update_may_be_saved_as_a_new_login_instead(ask: Ask) -> None:
    old = save(ask)
    new = ask("saves.accept", id=succeed(ask), title="Second", username="ana")
    assert new["id"] != old
    assert ask("items.get", id=old)["password"] == "old"


def test_a_sign_up_saves_the_password_that_was_chosen(ask: Ask) -> None:
    offer_id = succeed(ask, kind="signup", password="", new_password="chosen")
    assert ask("saves.accept", id=offer_id, username="ana")["password"] == "chosen"


def test_what_the_vault_has_is_not_asked_about(ask: Ask) -> None:
    save(ask, password="pw")
    assert submit(ask) is None


def test_what_the_vault_got_in_the_meantime_is_not_asked_about(ask: Ask) -> None:
    succeed(ask)
    save(ask, password="pw")
    assert questions(ask) == []


def test_a_log_in_that_failed_is_forgotten_also_when_that_is_seen_later(ask: Ask) -> None:
    offer_id = succeed(ask)
    assert ask("saves.settled", id=offer_id, succeeded=False) == {"asks": False}
    assert questions(ask) == []
    with pytest.raises(NotFound):
        ask("saves.get_password", id=offer_id)


def test_nothing_is_asked_before_it_succeeded(ask: Ask) -> None:
    submit(ask)
    assert questions(ask) == []


def test_a_question_is_put_away(ask: Ask) -> None:
    ask("saves.dismiss", id=succeed(ask))
    assert questions(ask) == []


def test_the_name_of_the_page_before_goes_with_the_password(ask: Ask) -> None:
    assert submit(ask, kind="step", password="") is None
    succeed(ask, username="")
    assert questions(ask)[0]["username"] == "ana"


@pytest.mark.parametrize("rule", [{"never_save": True}, {"off": True}])
def test_where_saving_is_switched_off_nothing_is_kept_or_asked(ask: Ask, rule: dict[str, bool]) -> None:
    succeed(ask)
    ask("sites.set_rule", url="https://bank.example/", **rule)
    assert questions(ask) == []
    assert submit(ask) is None


def test_never_filling_somewhere_does_not_mean_never_saving(ask: Ask) -> None:
    ask("sites.set_rule", url="https://bank.example/", never_fill=True)
    assert submit(ask) is not None


def test_a_pause_keeps_nothing(ask: Ask) -> None:
    ask("sites.pause")
    assert submit(ask) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"url": "about:blank"},
        {"url": "file:///etc/passwd"},
        {"url": "https://"},
        {"url": "https://frame.example/", "top_url": "https://page.example/"},
        {"password": ""},
        {"kind": "step", "url": "data:text/html,x"},
        {"kind": "step", "url": "https://frame.example/", "top_url": "https://page.example/"},
    ],
)
def test_what_could_not_be_saved_is_not_kept(ask: Ask, fields: dict[str, Any]) -> None:
    assert submit(ask, **fields) is None
    assert ask.session.offers.seconds_left(NOW) is None


@pytest.mark.parametrize(
    "fields", [{"username": "x" * 1001}, {"password": "x" * 10_001}, {"kind": "other"}, {"tab": "1"}]
)
def test_what_no_form_holds_is_refused(session: Session, fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        submit(Ask(session), **fields)


def test_a_lock_forgets_everything(ask: Ask) -> None:
    offer_id = succeed(ask)
    ask("session.lock")
    for method in ("saves.get_password", "saves.accept"):
        with pytest.raises((Locked, NotFound)):
            ask(method, id=offer_id)
    ask("session.unlock", master_password=MASTER_PASSWORD)
    assert questions(ask) == []


def test_what_is_submitted_while_locked_is_asked_after_unlocking_and_shown_to_nobody_before(ask: Ask) -> None:
    ask("session.lock")
    offer_id = succeed(ask)
    with pytest.raises(Locked):
        questions(ask)
    with pytest.raises(Locked):
        ask("saves.get_password", id=offer_id)
    with pytest.raises(Locked):
        ask("saves.accept", id=offer_id)
    ask("session.unlock", master_password=MASTER_PASSWORD)
    assert [question["id"] for question in questions(ask)] == [offer_id]


def test_what_is_submitted_while_logged_out_is_asked_of_whoever_logs_in_next(ask: Ask) -> None:
    ask("session.logout")
    offer_id = succeed(ask)
    with pytest.raises(LoggedOut):
        questions(ask)
    ask("session.login", email=EMAIL, master_password=MASTER_PASSWORD)
    assert [question["id"] for question in questions(ask)] == [offer_id]


def test_what_is_submitted_while_locked_is_not_asked_of_another_account(ask: Ask) -> None:
    access.create(ask.session, "bob@example.com", MASTER_PASSWORD)
    ask("session.lock")
    succeed(ask)
    ask("session.login", email=EMAIL, master_password=MASTER_PASSWORD)
    assert questions(ask, None) == []


def test_a_rule_holds_for_what_was_submitted_while_nobody_knew_of_it(ask: Ask) -> None:
    ask("sites.set_rule", url="https://bank.example/", never_save=True)
    ask("session.logout")
    succeed(ask)
    ask("session.login", email=EMAIL, master_password=MASTER_PASSWORD)
    assert questions(ask) == []


def test_a_vault_that_cannot_be_written_loses_no_question(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    offer_id = succeed(ask)

    def full(*_: Any) -> None:
        raise StoreFailed(why="disk_full")

    with monkeypatch.context() as broken:
        broken.setattr(Library, "_save", full)
        with pytest.raises(StoreFailed):
            ask("saves.accept", id=offer_id)
    assert ask("saves.accept", id=offer_id)["password"] == "pw"


def test_the_host_wakes_up_to_forget(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    ask("settings.set", changes={"auto_lock_minutes": 0})
    submit(ask)
    assert ask.session.seconds_until_tick() == 600
    monkeypatch.setattr(ask.session, "now", lambda: NOW + 600)
    ask.session.tick()
    assert ask.session.seconds_until_tick() is None


def test_asking_and_being_asked_by_a_page_does_not_keep_the_vault_open(ask: Ask) -> None:
    gestures = {name for name, method in METHODS.items() if name.startswith("saves.") and method.gesture}
    assert gestures == {"saves.get_password", "saves.accept", "saves.dismiss"}
