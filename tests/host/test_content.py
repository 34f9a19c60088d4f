"""What was sealed with the right key and is no record of its kind is damaged, whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.host.vaults import ACCOUNT, a_header, login, make
from twinlatch.crypto import random_bytes
from twinlatch.errors import Damaged
from twinlatch.vault import content
from twinlatch.vault.vault import Change, Vault, new_id

KEY = random_bytes(32)
URL = {"url": "https://example.org", "match": "domain"}
FIELD = {"name": "PIN", "value": "1234", "hidden": True}
PREVIOUS = {"password": "before", "replaced_at": 1.5}
SITE = {"address": "example.org", "never_save": True, "never_fill": False, "off": False}
SINCE = {"since": 1, "codes_issued_at": 1.5, "codes_saved": False}
EVENT = {"at": 1, "what": "login", "how": "code", "system": "Linux", "count": 2}
MADE = {"password": "made", "host": "", "created_at": 1.5}

WHOLE: dict[str, list[dict[str, Any]]] = {
    "login": [
        login("Bank"),
        login("Bank") | {"urls": [URL], "custom_fields": [FIELD], "tags": ["a"], "previous_passwords": [PREVIOUS]},
        login("Bank") | {"of_a_later_writer": 1},
    ],
    "account": [ACCOUNT, ACCOUNT | {"two_factor": SINCE, "settings": {"sites": [SITE], "equivalent_domains": [["a"]]}}],
    "log": [{"events": []}, {"events": [EVENT, {"at": 2, "what": "unheard of", "else": [1]}]}],
    "generated": [{"passwords": [MADE]}],
    "gateway": [{"name": "a", "url": "https://texts.example"}],
}
WRONG: dict[str, list[dict[str, Any]]] = {
    "login": [
        {"title": 5},
        {"password": None},
        {"totp": []},
        {"favorite": 1},
        {"created_at": "1"},
        {"updated_at": True},
        {"tags": "a"},
        {"tags": [1]},
        {"urls": ["https://example.org"]},
        {"urls": [URL | {"match": "glob"}]},
        {"custom_fields": [{"name": "PIN", "value": "1234"}]},
        {"previous_passwords": ["before"]},
        {"previous_passwords": None},
    ],
    "account": [{"email": None}, {"settings": []}, {"settings": {"sites": [{}]}}, {"two_factor": {}}],
    "log": [{"events": None}, {"events": [1]}, {"events": [{"at": 1}]}],
    "generated": [{"passwords": {}}, {"passwords": [{"password": "made"}]}],
    "gateway": [{"url": None}],
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_record_of_its_kind_is_taken_with_all_that_it_may_have(kind: str) -> None:
    for fields in WHOLE[kind]:
        content.check(kind, fields)


@pytest.mark.parametrize("kind", WHOLE)
def test_a_record_without_what_its_kind_has_or_of_another_type_is_damaged(kind: str) -> None:
    whole = WHOLE[kind][0]
    lacking = [{name: value for name, value in whole.items() if name != gone} for gone in whole]
    for fields in [{}, *lacking, *(whole | wrong for wrong in WRONG[kind])]:
        with pytest.raises(Damaged) as refusal:
            content.check(kind, fields)
        assert refusal.value.data["why"] == kind


def test_a_vault_gives_out_no_such_record_but_takes_it_along_and_deletes_it(tmp_path: Path) -> None:
    vault, key = make(tmp_path / "a.twinlatch", KEY), random_bytes(32)
    vault.save([Change(new_id(), 0, "login", {"title": 5}, [])])
    vault.change_own("log", lambda _: {"events": [5]})
    vault.rekey(a_header(vault.header.vault_id, 2), key, {}, lambda _: None)
    vault.close()
    again = Vault.open(tmp_path / "a.twinlatch", key)
    ((record_id, row),) = again
    reads: list[Callable[[], object]] = [
        partial(again.get, record_id),
        partial(again.own, "log"),
        partial(again.change_own, "log", lambda log: log),
    ]
    for read in reads:
        with pytest.raises(Damaged):
            read()
    again.save([Change(record_id, row.version, "login", None)])
    assert list(again) == []
    again.close()
