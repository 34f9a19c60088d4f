"""Sealed records, index pages and the root."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from twinlatch.crypto import random_bytes, seal, sha256
from twinlatch.errors import Damaged
from twinlatch.vault.format import FLOOR, Header, b64, pad, to_json
from twinlatch.vault.records import Keys, Root, Row, tag_of

HEADER = Header(
    random_bytes(16), 3, random_bytes(16), FLOOR, random_bytes(32), "", random_bytes(1984), random_bytes(612)
)
VAULT_KEY = random_bytes(32)
KEYS = Keys(HEADER, VAULT_KEY)
ID = bytes([5]) + random_bytes(15)
FIELDS = {"title": "A bank"}


def sealed_record() -> tuple[bytes, Row]:
    sealed = KEYS.seal_record(ID, 2, "login", FIELDS)
    return sealed, Row(2, tag_of(sealed), "login", ["A bank"])


def sealed_page(number: int, rows: Any) -> bytes:
    """A page with whatever in it, sealed with the right key."""
    return seal(KEYS._index_key, pad(to_json(rows), 512), KEYS._page_context(number))


def test_a_record_comes_back() -> None:
    sealed, row = sealed_record()
    assert KEYS.open_record(ID, row, sealed) == FIELDS


@pytest.mark.parametrize(
    ("record_id", "change"),
    [
        (bytes([5]) + random_bytes(15), {}),
        (ID, {"version": 1}),
        (ID, {"version": 3}),
        (ID, {"type": "account"}),
        (ID, {"tag": b64(random_bytes(16))}),
    ],
)
def test_a_record_is_bound_to_its_row(record_id: bytes, change: dict[str, Any]) -> None:
    """M15: id, version, type and tag are those of the row, or the record is damaged."""
    sealed, row = sealed_record()
    with pytest.raises(Damaged):
        KEYS.open_record(record_id, row._replace(**change), sealed)


@pytest.mark.parametrize("change", [{"vault_id": random_bytes(16)}, {"generation": 4}])
def test_a_record_is_bound_to_its_vault_and_generation(change: dict[str, Any]) -> None:
    """The same vault key in another vault or generation opens nothing."""
    sealed, row = sealed_record()
    with pytest.raises(Damaged):
        Keys(replace(HEADER, **change), VAULT_KEY).open_record(ID, row, sealed)


def test_short_records_have_equal_sizes() -> None:
    """Nothing about a short login shows in the length of its record or its page."""
    sizes = {len(KEYS.seal_record(ID, 1, "login", {"title": "x" * length})) for length in (0, 1, 50, 200)}
    assert sizes == {256 + 28}
    pages = {len(KEYS.seal_page(5, {ID: Row(1, b64(bytes(16)), "login", ["x" * n])})) for n in (0, 1, 50, 200)}
    assert pages == {512 + 28}
    assert len(KEYS.seal_page(5, {})) == 512 + 28


def test_a_page_comes_back() -> None:
    _, row = sealed_record()
    other = bytes([5]) + random_bytes(15)
    page = {ID: row, other: row}
    assert KEYS.open_page(5, KEYS.seal_page(5, page)) == page
    with pytest.raises(Damaged):
        KEYS.open_page(6, KEYS.seal_page(5, page))


@pytest.mark.parametrize(
    "rows",
    [
        [["", 1, b64(bytes(16)), "login", None]],
        [[7, 1, b64(bytes(16)), "login", None]],
        [[b64(bytes([6]) + bytes(15)), 1, b64(bytes(16)), "login", None]],
        [[b64(bytes([5]) + bytes(14)), 1, b64(bytes(16)), "login", None]],
        [[b64(bytes([5]) + bytes(15)), 1, b64(bytes(16)), "login", None]] * 2,
        [[b64(bytes([5, n]) + bytes(14)), 1, b64(bytes(16)), "login", None] for n in (2, 1)],
        [["not base64", 1, b64(bytes(16)), "login", None]],
        [[b64(ID), 1, b64(bytes(16)), "login"]],
        [7],
        7,
        {"a": 1},
    ],
)
def test_pages_that_contradict_themselves(rows: Any) -> None:
    """M12: rows of another page, of no record id, twice, unsorted or misshapen are refused even under the right key."""
    with pytest.raises(Damaged):
        KEYS.open_page(5, sealed_page(5, rows))


def test_the_root_authenticates_the_header() -> None:
    """M10: the root opens only beside the header it was sealed with."""
    root = Root(9, [sha256(bytes([n])) for n in range(256)])
    sealed = KEYS.seal_root(HEADER, root)
    assert KEYS.open_root(HEADER, sealed) == root
    for header in (
        replace(HEADER, slots=random_bytes(1984)),
        replace(HEADER, second_factor=random_bytes(612)),
        replace(HEADER, device_label="Linux 2026-11"),
        replace(HEADER, email_hash=random_bytes(32)),
        replace(HEADER, generation=4),
    ):
        with pytest.raises(Damaged):
            KEYS.open_root(header, sealed)


def test_a_root_names_every_page() -> None:
    short = Root(1, [bytes(32)] * 255)
    with pytest.raises(Damaged):
        KEYS.open_root(HEADER, KEYS.seal_root(HEADER, short))
    with pytest.raises(Damaged):
        Root(1, [bytes(32)] * 256).check_page(0, b"page")


def test_wiped_keys_are_zeros() -> None:
    keys = Keys(HEADER, VAULT_KEY)
    held = keys._record_key, keys._index_key
    assert all(any(key) for key in held)
    keys.wipe()
    assert held == (bytearray(32), bytearray(32))
