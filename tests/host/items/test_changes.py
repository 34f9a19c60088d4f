"""A stored login carries its times, keeps what was not changed, and holds a totp URI or none."""

from __future__ import annotations

from typing import Any

import pytest

from twinlatch.errors import InvalidParams
from twinlatch.items import changes, previous

ENTERED: dict[str, Any] = {"title": "Bank", "password": "old", "totp": "", "tags": ["a"]}


def test_a_new_login_is_stamped_with_the_time_of_its_creation() -> None:
    assert changes.created(ENTERED, 5.0) == ENTERED | {"created_at": 5.0, "updated_at": 5.0}


def test_a_change_keeps_everything_else_and_moves_only_the_time_of_the_change() -> None:
    stored = changes.created(ENTERED, 5.0)
    assert changes.changed(stored, {"title": "New"}, 9.0) == stored | {"title": "New", "updated_at": 9.0}
    assert stored["title"] == "Bank"


# The passwords that a login gets one after the other, and which of the earlier ones it still has with the last.
PREVIOUS = {
    "the one that was replaced": ("ab", "a"),
    "the last replaced first": ("abc", "ba"),
    "none where it stays the same": ("aa", ""),
    "none where there was none": ("-a", ""),
    "the one that was taken out": ("a-", "a"),
    "none twice": ("abcb", "ca"),
    "not the one in use again": ("aba", "b"),
    "no more than five": ("abcdefg", "fedcb"),
}


@pytest.mark.parametrize("case", PREVIOUS)
def test_a_login_keeps_the_passwords_it_had_before(case: str) -> None:
    passwords, expected = ([letter.strip("-") for letter in letters] for letters in PREVIOUS[case])
    login = changes.created(ENTERED | {"password": passwords[0]}, 0.0)
    for time, password in enumerate(passwords[1:], 1):
        login = changes.changed(login, {"password": password}, float(time))
    assert [earlier["password"] for earlier in login.get(previous.NAME, [])] == expected
    assert (previous.NAME in login) == bool(expected)


def test_a_previous_password_has_the_time_it_was_replaced_and_other_changes_leave_it() -> None:
    login = changes.changed(changes.created(ENTERED, 5.0), {"password": "new"}, 9.0)
    kept = {previous.NAME: [{"password": "old", "replaced_at": 9.0}]}
    assert login == ENTERED | {"password": "new", "created_at": 5.0, "updated_at": 9.0} | kept
    assert changes.changed(login, {"title": "B", "password": "new"}, 12.0)[previous.NAME] == kept[previous.NAME]
    assert previous.without(login) == {name: value for name, value in login.items() if name != previous.NAME}


def test_previous_passwords_take_no_room_from_what_a_person_enters() -> None:
    full = ENTERED | {"notes": "n" * (512 * 1024 - 300), "password": "o" * 100}
    stored = changes.changed(changes.created(full, 5.0), {"password": "n" * 100}, 6.0)
    assert stored[previous.NAME][0]["password"] == "o" * 100
    assert changes.changed(stored, {"password": "p" * 100}, 7.0)["password"] == "p" * 100


def test_a_bare_totp_secret_is_stored_as_a_uri_named_after_the_newest_title() -> None:
    stored = changes.created(ENTERED | {"totp": "jbsw y3dp ehpk 3pxp"}, 5.0)
    assert stored["totp"] == "otpauth://totp/Bank?secret=JBSWY3DPEHPK3PXP"
    renamed = changes.changed(stored, {"title": "B", "totp": "jbswy3dpehpk3pxp"}, 6.0)
    assert renamed["totp"] == "otpauth://totp/B?secret=JBSWY3DPEHPK3PXP"


@pytest.mark.parametrize("text", ["nonsense!", "https://example.com"])
def test_an_unreadable_totp_is_refused_and_named(text: str) -> None:
    with pytest.raises(InvalidParams) as creation:
        changes.created(ENTERED | {"totp": text}, 5.0)
    with pytest.raises(InvalidParams) as change:
        changes.changed(ENTERED, {"totp": text}, 5.0)
    assert creation.value.data["field"] == change.value.data["field"] == "totp"


def test_an_unreadable_totp_of_old_does_not_stand_in_the_way_of_another_change() -> None:
    assert changes.changed(ENTERED | {"totp": "nonsense!"}, {"title": "B"}, 6.0)["title"] == "B"
