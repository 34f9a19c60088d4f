"""Sealed records, index pages and the root that authenticates them all (VAULT_FORMAT.md, sections 6 and 7)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from twinlatch.crypto import TAG_BYTES, Bytes, Forged, hkdf_expand, seal, sha256, unseal, wipe
from twinlatch.errors import Damaged
from twinlatch.vault.format import (
    HASH_BYTES,
    PAGE_COUNT,
    PAGE_LEAST_BYTES,
    RECORD_ID_BYTES,
    RECORD_LEAST_BYTES,
    Header,
    b64,
    enc,
    from_json,
    pad,
    to_json,
    unb64_ids,
    unpad,
)

ACCOUNT = "account"
LOG = "log"
GENERATED = "generated"
GATEWAY = "gateway"
LOGIN = "login"

_OWN = (ACCOUNT, LOG, GENERATED, GATEWAY)
OWN_IDS = {kind: number.to_bytes(RECORD_ID_BYTES, "big") for number, kind in enumerate(_OWN)}
"""The vault's own records, one of a kind, by the ids they always have; all else are items."""
OWN_KINDS = {record_id: kind for kind, record_id in OWN_IDS.items()}

Summary = list[Any] | None
Page = dict[bytes, "Row"]


_VERSIONS = 1 << 64
_SHAPES = {(LOGIN, list, int), *((kind, type(None), int) for kind in OWN_IDS)}
"""What a row's type, summary and version may be together."""


class Row(NamedTuple):
    """What the index knows of a record: `tag` as `tag_of` gives it, `summary` what lists and search need."""

    version: int
    tag: str
    type: str
    summary: Summary


def _rows(versions: Sequence[Any], tags: Sequence[Any], kinds: Sequence[Any], summaries: Sequence[Any]) -> list[Row]:
    """Rows from their columns, which are quicker to look through. Raises ValueError, TypeError for what is none."""
    shapes = set(zip(kinds, map(type, summaries), map(type, versions), strict=True))
    if shapes - _SHAPES or not 0 < min(versions) <= max(versions) < _VERSIONS:
        raise ValueError("not rows")
    return list(map(Row._make, zip(versions, tags, kinds, summaries, strict=True)))


def _check_own(page: Page) -> None:
    """Own types stand under their own ids, and nothing else does. Raises Damaged (M14)."""
    for record_id, row in page.items():
        if (row.type if row.type in OWN_IDS else None) != OWN_KINDS.get(record_id):
            raise Damaged(why="own")


def tag_of(sealed: bytes) -> str:
    """The end of a sealed record, as its row names it."""
    return b64(sealed[-TAG_BYTES:])


class Keys:
    """The keys of one generation, and everything that is sealed with them."""

    def __init__(self, header: Header, vault_key: Bytes) -> None:
        self._vault_id = header.vault_id
        self._generation = header.generation
        self._record_key = self._expand(vault_key, "record")
        self._index_key = self._expand(vault_key, "index")

    def wipe(self) -> None:
        wipe(self._record_key, self._index_key)

    def _expand(self, vault_key: Bytes, purpose: str) -> bytearray:
        return hkdf_expand(vault_key, enc("twinlatch/key/1", purpose, self._vault_id, self._generation))

    def seal_record(self, record_id: bytes, version: int, kind: str, fields: dict[str, Any]) -> bytes:
        plain = pad(to_json(fields), RECORD_LEAST_BYTES)
        try:
            return seal(self._record_key, plain, self._record_context(record_id, version, kind))
        finally:
            wipe(plain)

    def open_record(self, record_id: bytes, row: Row, sealed: bytes) -> dict[str, Any]:
        """Raises Damaged (M15)."""
        if tag_of(sealed) != row.tag:
            raise Damaged(why="record")
        plain = self._unseal(self._record_key, sealed, self._record_context(record_id, row.version, row.type), "record")
        try:
            fields = from_json(unpad(plain, RECORD_LEAST_BYTES))
        finally:
            wipe(plain)
        if not isinstance(fields, dict):
            raise Damaged(why="record")
        return fields

    def seal_page(self, number: int, page: Page) -> bytes:
        rows = [[b64(i), row.version, row.tag, row.type, row.summary] for i, row in sorted(page.items())]
        return seal(self._index_key, pad(to_json(rows), PAGE_LEAST_BYTES), self._page_context(number))

    def open_page(self, number: int, sealed: bytes) -> Page:
        """Raises Damaged (M12, M14)."""
        plain = self._unseal(self._index_key, sealed, self._page_context(number), "page")
        rows = from_json(unpad(plain, PAGE_LEAST_BYTES))
        if rows == []:
            return {}
        try:
            texts, *columns = zip(*rows, strict=True)
            ids = unb64_ids(texts)
            page = dict(zip(ids, _rows(*columns), strict=True))
        except (TypeError, ValueError):
            raise Damaged(why="page") from None
        if len(page) != len(rows) or ids != sorted(ids) or {record_id[0] for record_id in ids} - {number}:
            raise Damaged(why="page")
        if number == 0 or not OWN_IDS.keys().isdisjoint(columns[2]):
            _check_own(page)
        return page

    def seal_root(self, header: Header, root: Root) -> bytes:
        return seal(self._index_key, struct.pack(">Q", root.sequence) + b"".join(root.hashes), _root_context(header))

    def open_root(self, header: Header, sealed: bytes) -> Root:
        """Authenticates the header, the slot table and the second-factor record too. Raises Damaged (M10)."""
        plain = bytes(self._unseal(self._index_key, sealed, _root_context(header), "root"))
        if len(plain) != 8 + PAGE_COUNT * HASH_BYTES:
            raise Damaged(why="root")
        hashes = [plain[at : at + HASH_BYTES] for at in range(8, len(plain), HASH_BYTES)]
        return Root(int.from_bytes(plain[:8], "big"), hashes)

    def _record_context(self, record_id: bytes, version: int, kind: str) -> bytes:
        return enc("twinlatch/record/1", self._vault_id, self._generation, record_id, version, kind)

    def _page_context(self, number: int) -> bytes:
        return enc("twinlatch/page/1", self._vault_id, self._generation, number)

    @staticmethod
    def _unseal(key: Bytes, sealed: bytes, context: bytes, why: str) -> bytearray:
        try:
            return unseal(key, sealed, context)
        except Forged:
            raise Damaged(why=why) from None


@dataclass(frozen=True)
class Root:
    """The sequence number of the last transaction and the SHA-256 of each sealed page."""

    sequence: int
    hashes: list[bytes]

    def check_page(self, number: int, sealed: bytes) -> None:
        """Raises Damaged (M11)."""
        if self.hashes[number] != sha256(sealed):
            raise Damaged(why="page")


def _root_context(header: Header) -> bytes:
    return enc("twinlatch/root/1", header.associated_data())
