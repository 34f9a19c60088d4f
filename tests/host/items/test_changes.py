"""A stored login carries its times, keeps what was not changed, and holds a totp URI or none."""

from __future__ import annotations

from typing import Any

import pytest

from twinlatch.errors import InvalidParams
from twinlatch.items import changes

ENTERED: dict[str, Any] = {"title": "Bank", "password": "old", "totp": "", "tags": ["a"]}


def test_a_new_login_is_stamped_with_the_time_of_its_creation() -> None:
    assert changes.created(ENTERED, 5.0) == ENTERED | {"created_at": 5.0, "updated_at": 5.0}


def test_a_change_keeps_everything_else_and_moves_only_the_time_of_the_change() -> None:
    stored = changes.created(ENTERED, 5.0)
    assert changes.changed(stored, {"password": "new"}, 9.0) == stored | {"password": "new", "updated_at": 9.0}
    assert stored["password"] == "old"


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
