"""An entry holds what lists, search and matching need, and nothing secret."""

from __future__ import annotations

import json
from typing import Any

from twinlatch.items.entry import Entry, summary_of

FIELDS: dict[str, Any] = {
    "title": "Bücherei",
    "urls": [{"url": "https://www.example.com/login", "match": "host"}, {"url": "my bank", "match": "domain"}],
    "username": "ana",
    "password": "pass-secret",
    "totp": "otpauth://totp/x?secret=JBSWY3DPEHPK3PXP",
    "notes": "note-secret",
    "custom_fields": [{"name": "name-secret", "value": "value-secret", "hidden": True}],
    "tags": ["Work", "Straße"],
    "favorite": True,
    "created_at": 1.5,
    "updated_at": 2.5,
}


def entry(**fields: Any) -> Entry:
    return Entry.of("i" * 22, 3, "login", summary_of(FIELDS | fields))


def test_an_entry_reads_back_from_the_json_of_its_summary() -> None:
    stored = json.loads(json.dumps(summary_of(FIELDS)))
    found = Entry.of("i" * 22, 3, "login", stored)
    assert (found.id, found.version, found.type) == ("i" * 22, 3, "login")
    assert (found.title, found.username, found.tags) == ("Bücherei", "ana", ["Work", "Straße"])
    assert (found.favorite, found.has_totp, found.created_at, found.updated_at) == (True, True, 1.5, 2.5)
    assert found.urls == [["https://www.example.com/login", "host", "example.com"], ["my bank", "domain", ""]]


def test_a_summary_holds_no_secret() -> None:
    text = json.dumps(summary_of(FIELDS))
    assert "secret" not in text
    assert "JBSWY3DPEHPK3PXP" not in text


def test_a_login_without_a_totp_secret_says_so() -> None:
    assert not entry(totp="").has_totp


def test_the_text_searched_is_title_user_name_hosts_and_tags_without_case_or_path() -> None:
    assert entry().search_text == "bücherei\nana\nwww.example.com\nmy bank\nwork\nstrasse"


def test_decomposed_and_composed_letters_read_alike() -> None:
    assert entry(title="Bu\u0308cherei").search_text == entry().search_text


def test_an_entry_takes_no_more_attributes_than_its_slots() -> None:
    assert not hasattr(entry(), "__dict__")
