"""An open vault: its records by id, its index, saving, and new generations. Knows nothing of passwords."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from twinlatch.crypto import Bytes, random_bytes, sha256
from twinlatch.errors import Conflict, Damaged, LoggedOut, NotFound
from twinlatch.vault import content
from twinlatch.vault.format import PAGE_COUNT, RECORD_ID_BYTES, Header, b64, unb64
from twinlatch.vault.records import ACCOUNT, OWN_IDS, OWN_KINDS, Keys, Page, Root, Row, Summary, tag_of
from twinlatch.vault.store import Store

_OWN_TEXTS = set(map(b64, OWN_KINDS))

Fields = dict[str, Any]
OwnChanges = Mapping[str, Callable[[Fields], Fields]]
"""What becomes of the vault's own records, by kind: each as it is stored at that moment, empty before there is one."""


@dataclass(frozen=True)
class Change:
    """One record to create (`version` 0), replace (`version` is the one it has now) or delete (`fields` None)."""

    id: str
    version: int
    type: str
    fields: Fields | None
    summary: Summary = None


def new_id() -> str:
    """A fresh record id, as text: 22 characters of base64url."""
    return b64(random_bytes(RECORD_ID_BYTES))


class Vault:
    """The vault whose key is known. Ids are text (22 characters); `close` wipes the keys."""

    def __init__(self, store: Store, vault_key: Bytes) -> None:
        """Opens and verifies all but the records themselves (VAULT_FORMAT.md, section 7). Raises Damaged."""
        self._store = store
        with store.reading():
            self._changed_elsewhere = store.changed_elsewhere()
            self.header = store.header()
            self._keys = Keys(self.header, vault_key)
            self._sealed_root = store.root()
            self._root = self._keys.open_root(self.header, self._sealed_root)
            self._pages: list[Page] = []
            for number, sealed in enumerate(store.pages()):
                self._root.check_page(number, sealed)
                self._pages.append(self._keys.open_page(number, sealed))
            self._check_ids()
        self._changed: set[bytes] = set()

    @classmethod
    def open(cls, path: Path, vault_key: Bytes) -> Vault:
        """Raises Damaged, NotFound, NotAVault, NewerFormat, StoreFailed."""
        store = Store(path)
        try:
            return cls(store, vault_key)
        except BaseException:
            store.close()
            raise

    @classmethod
    def create(cls, path: Path, header: Header, vault_key: Bytes, account: Fields) -> Vault:
        """Writes a new vault with nothing in it but its account record. Raises StoreFailed."""
        keys = Keys(header, vault_key)
        account_id = OWN_IDS[ACCOUNT]
        sealed_account = keys.seal_record(account_id, 1, ACCOUNT, account)
        pages: list[Page] = [{} for _ in range(PAGE_COUNT)]
        pages[account_id[0]][account_id] = Row(1, tag_of(sealed_account), ACCOUNT, None)
        sealed_pages = [keys.seal_page(number, page) for number, page in enumerate(pages)]
        root = keys.seal_root(header, Root(1, [sha256(sealed) for sealed in sealed_pages]))
        keys.wipe()
        Store.create(path, header, root, sealed_pages, {account_id: sealed_account})
        return cls.open(path, vault_key)

    def close(self) -> None:
        self._keys.wipe()
        self._pages = [{} for _ in range(PAGE_COUNT)]
        self._store.close()

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def sequence(self) -> int:
        """Counts the transactions of this vault."""
        return self._root.sequence

    def __iter__(self) -> Iterator[tuple[str, Row]]:
        """The index: every record but the vault's own."""
        for page in self._pages:
            for record_id, row in page.items():
                if row.type not in OWN_IDS:
                    yield b64(record_id), row

    def row(self, record_id: str) -> Row:
        """Raises NotFound, for the vault's own records too."""
        return self._row(_item_id(record_id))

    def get(self, record_id: str) -> Fields:
        """Decrypts one record. Raises NotFound, for the vault's own records too, and Damaged."""
        return self._read(_item_id(record_id))

    def account(self) -> Fields:
        return self.own(ACCOUNT)

    def own(self, kind: str) -> Fields:
        """The vault's own record of a kind; empty before there is one. Raises Damaged."""
        with self._store.reading():
            self._reload()
            row = self._own_row(kind)
            return self._checked(OWN_IDS[kind], row) if row else {}

    def own_version(self, kind: str) -> int:
        """Counts the changes of the vault's own record of a kind; 0 before there is one."""
        row = self._own_row(kind)
        return row.version if row else 0

    def change_own(self, kind: str, change: Callable[[Fields], Fields]) -> Fields:
        """Replaces the vault's own record of a kind by what `change` makes of it, again when another host was faster.

        Raises StoreFailed, Damaged, LoggedOut.
        """
        return self.change_together({kind: change})[kind]

    def change_together(self, own: OwnChanges, *, second_factor: bytes | None = None) -> dict[str, Fields]:
        """`change_own` for several kinds in one transaction; a `second_factor` record replaces the present one in it.

        Raises StoreFailed, Damaged, LoggedOut.
        """
        while True:
            changed = {kind: (change(self.own(kind)), self.own_version(kind)) for kind, change in own.items()}
            with contextlib.suppress(Conflict):
                changes = [Change(b64(OWN_IDS[kind]), was, kind, fields) for kind, (fields, was) in changed.items()]
                self.save(changes, second_factor=second_factor)
                return {kind: fields for kind, (fields, _) in changed.items()}

    def forget_own(self, kind: str) -> None:
        """Deletes the vault's own record of a kind, if any. Raises Conflict, StoreFailed, Damaged, LoggedOut."""
        self.catch_up()
        version = self.own_version(kind)
        if version:
            self.save([Change(b64(OWN_IDS[kind]), version, kind, None)])

    def refresh(self) -> set[str]:
        """The ids whose rows changed since the last call, by this process or by another host.

        Raises LoggedOut, Damaged.
        """
        self.catch_up()
        changed = {b64(record_id) for record_id in self._changed} - _OWN_TEXTS
        self._changed.clear()
        return changed

    def catch_up(self) -> None:
        """Takes over what another host has stored. Raises LoggedOut when it began a new generation (M17), Damaged."""
        number = self._store.changed_elsewhere()
        if number != self._changed_elsewhere:
            with self._store.reading():
                self._reload()
            self._changed_elsewhere = number

    def save(self, changes: Sequence[Change], *, second_factor: bytes | None = None) -> None:
        """Stores all the changes in one transaction, or none; a `second_factor` record replaces the present one in it.

        Raises Conflict, NotFound, StoreFailed, Damaged, LoggedOut.
        """
        with self._store.writing():
            self._reload()
            header = self.header if second_factor is None else replace(self.header, second_factor=second_factor)
            pages: dict[int, Page] = {}
            for change in changes:
                record_id = _parse_id(change.id)
                page = pages.setdefault(record_id[0], dict(self._pages[record_id[0]]))
                self._apply(change, record_id, page)
            sealed_pages = {number: self._keys.seal_page(number, page) for number, page in pages.items()}
            hashes = list(self._root.hashes)
            for number, sealed in sealed_pages.items():
                hashes[number] = sha256(sealed)
            root = Root(self._root.sequence + 1, hashes)
            sealed_root = self._keys.seal_root(header, root)
            if header is not self.header:
                self._store.write_header(header)
            self._store.write_pages(sealed_pages)
            self._store.write_root(sealed_root)
        self.header, self._root, self._sealed_root = header, root, sealed_root
        for number, page in pages.items():
            self._pages[number] = page
        self._changed |= {_parse_id(change.id) for change in changes}

    def _apply(self, change: Change, record_id: bytes, page: Page) -> None:
        row = page.get(record_id)
        if row is None and (change.version or change.fields is None):
            raise NotFound(what="item")
        stored_version = row.version if row else 0
        if stored_version != change.version:
            raise Conflict(version=stored_version)
        if change.fields is None:
            del page[record_id]
            self._store.delete_record(record_id)
            return
        sealed = self._keys.seal_record(record_id, change.version + 1, change.type, change.fields)
        page[record_id] = Row(change.version + 1, tag_of(sealed), change.type, change.summary)
        self._store.write_records([(record_id, sealed)])

    def rekey(self, header: Header, vault_key: Bytes, own: OwnChanges, prove: Callable[[Header], None]) -> None:
        """Begins a new generation: everything sealed anew, in one transaction in the same file (section 10).

        Own records that `own` does not name stay as they are.

        `prove` gets the header as it was read back before COMMIT and raises unless every new slot opens. Afterwards
        this vault goes on with the new key. Raises StoreFailed, Damaged, LoggedOut; then the old generation stands.
        """
        keys = Keys(header, vault_key)
        with self._store.writing():
            self._reload()
            if header.generation <= self.header.generation:
                raise LoggedOut
            pages: list[Page] = [{} for _ in range(PAGE_COUNT)]
            self._store.write_records(self._resealed(keys, own, pages))
            sealed_pages = [keys.seal_page(number, page) for number, page in enumerate(pages)]
            root = Root(self._root.sequence + 1, [sha256(sealed) for sealed in sealed_pages])
            sealed_root = keys.seal_root(header, root)
            self._store.write_header(header)
            self._store.write_pages(dict(enumerate(sealed_pages)))
            self._store.write_root(sealed_root)
            prove(self._store.header())
        self._keys.wipe()
        self._keys, self.header, self._pages = keys, header, pages
        self._root, self._sealed_root = root, sealed_root

    def _resealed(self, keys: Keys, own: OwnChanges, pages: list[Page]) -> Iterator[tuple[bytes, bytes]]:
        for page, new_page in zip(self._pages, pages, strict=True):
            for record_id, row in page.items():
                if row.type not in own:
                    sealed = keys.seal_record(record_id, row.version, row.type, self._open(record_id, row))
                    new_page[record_id] = row._replace(tag=tag_of(sealed))
                    yield record_id, sealed
        for kind, change in own.items():
            record_id, before = OWN_IDS[kind], self._own_row(kind)
            version = before.version + 1 if before else 1
            fields = change(self._checked(record_id, before) if before else {})
            sealed = keys.seal_record(record_id, version, kind, fields)
            pages[record_id[0]][record_id] = Row(version, tag_of(sealed), kind, None)
            yield record_id, sealed

    def _reload(self) -> None:
        """Within a transaction: takes over what another host has stored since."""
        sealed_root = self._store.root()
        if sealed_root == self._sealed_root:
            return
        header = self._store.header()
        if header.generation != self.header.generation:
            raise LoggedOut
        root = self._keys.open_root(header, sealed_root)
        if root.sequence < self._root.sequence:
            raise Damaged(why="rolled_back")
        fresh: dict[int, Page] = {}
        for number in range(PAGE_COUNT):
            if root.hashes[number] != self._root.hashes[number]:
                sealed = self._store.page(number)
                root.check_page(number, sealed)
                fresh[number] = self._keys.open_page(number, sealed)
        for number, page in fresh.items():
            old, self._pages[number] = self._pages[number], page
            self._changed |= {i for i in old.keys() | page.keys() if old.get(i) != page.get(i)}
        self.header, self._root, self._sealed_root = header, root, sealed_root

    def _check_ids(self) -> None:
        ids: set[bytes] = set().union(*self._pages)
        if self._store.record_ids() != ids:
            raise Damaged(why="records")
        if self._own_row(ACCOUNT) is None:
            raise Damaged(why="account")

    def _row(self, record_id: bytes) -> Row:
        try:
            return self._pages[record_id[0]][record_id]
        except KeyError:
            raise NotFound(what="item") from None

    def _own_row(self, kind: str) -> Row | None:
        record_id = OWN_IDS[kind]
        return self._pages[record_id[0]].get(record_id)

    def _read(self, record_id: bytes) -> Fields:
        with self._store.reading():
            self._reload()
            return self._checked(record_id, self._row(record_id))

    def _checked(self, record_id: bytes, row: Row) -> Fields:
        """What is of no use to anybody still moves to a new generation, and can be deleted."""
        fields = self._open(record_id, row)
        content.check(row.type, fields)
        return fields

    def _open(self, record_id: bytes, row: Row) -> Fields:
        return self._keys.open_record(record_id, row, self._store.record(record_id))


def _item_id(text: str) -> bytes:
    record_id = _parse_id(text)
    if record_id in OWN_KINDS:
        raise NotFound(what="item")
    return record_id


def _parse_id(text: str) -> bytes:
    try:
        record_id = unb64(text)
    except ValueError:
        raise NotFound(what="item") from None
    if len(record_id) != RECORD_ID_BYTES:
        raise NotFound(what="item")
    return record_id
