"""The logins of an open vault: an index of entries in memory, kept in step with the file."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import Any

from twinlatch.errors import InvalidParams, NotFound
from twinlatch.items import changes, previous
from twinlatch.items.entry import Entry, check_summaries, summary_of
from twinlatch.items.search import in_order
from twinlatch.sites import matching, patterns
from twinlatch.vault.records import Row
from twinlatch.vault.vault import Change, Vault, new_id

Fields = dict[str, Any]


class Library:
    """`entries` by id, and `by_bucket`: the ids filed under each site. Call `refresh` before reading anything."""

    def __init__(self, vault: Vault) -> None:
        """Raises Damaged."""
        self._vault = vault
        self.entries: dict[str, Entry] = {}
        self.by_bucket: dict[str, set[str]] = {}
        self._in_order: list[Entry] | None = None
        self._take_in(list(vault))

    def refresh(self) -> None:
        """Takes over what was stored since, here or by another host. Raises LoggedOut, Damaged."""
        fresh = []
        for item_id in self._vault.refresh():
            self._remove(item_id)
            with suppress(NotFound):
                fresh.append((item_id, self._vault.row(item_id)))
        self._take_in(fresh)

    @property
    def in_order(self) -> Sequence[Entry]:
        """All entries by title: sorted when that is first asked for, and after a change."""
        if self._in_order is None:
            self._in_order = in_order(self.entries.values())
        return self._in_order

    def entry(self, item_id: str) -> Entry:
        """Raises NotFound."""
        try:
            return self.entries[item_id]
        except KeyError:
            raise NotFound(what="item") from None

    def get(self, item_id: str) -> Fields:
        """All of an item, decrypted. Raises NotFound, Damaged."""
        fields = self._vault.get(item_id)
        self.refresh()
        return self._whole(item_id, fields)

    def create(self, item_type: str, entered: Fields, now: float) -> Fields:
        """Raises InvalidParams, TooLarge, StoreFailed."""
        item_id, fields = new_id(), changes.created(entered, now)
        self._save(Change(item_id, 0, item_type, fields, summary_of(fields)))
        return self._whole(item_id, fields)

    def update(self, item_id: str, version: int, changed: Fields, now: float) -> Fields:
        """`version` is the one the change was made from.

        Raises NotFound, Conflict, InvalidParams, TooLarge, StoreFailed.
        """
        return self._replace(item_id, version, changes.changed(self._vault.get(item_id), changed, now))

    def clear_previous(self, item_id: str, version: int) -> Fields:
        """Forgets the passwords that it had before. Raises NotFound, Conflict, StoreFailed."""
        return self._replace(item_id, version, previous.without(self._vault.get(item_id)))

    def delete(self, item_id: str, version: int) -> None:
        """Raises NotFound, Conflict, StoreFailed."""
        self._save(Change(item_id, version, self._vault.row(item_id).type, None))

    def _replace(self, item_id: str, version: int, fields: Fields) -> Fields:
        self._save(Change(item_id, version, self._vault.row(item_id).type, fields, summary_of(fields)))
        return self._whole(item_id, fields)

    def _save(self, change: Change) -> None:
        if change.summary is not None:
            self._check_room(Entry.of(change.id, change.version, change.type, change.summary))
        self._vault.save([change])
        self.refresh()

    def _check_room(self, fresh: Entry) -> None:
        """Patterns are tried on every page, so there is room for a limited number."""
        others = (self.entries[item_id] for item_id in self.by_bucket.get(matching.PATTERNS, ()) if item_id != fresh.id)
        count = _patterns_of(fresh)
        if count and count + sum(map(_patterns_of, others)) > patterns.MOST:
            raise InvalidParams(field="urls", why="too_many_patterns")

    def _whole(self, item_id: str, fields: Fields) -> Fields:
        row = self._vault.row(item_id)
        return {"id": item_id, "version": row.version, "type": row.type, **fields}

    def _take_in(self, rows: Collection[tuple[str, Row]]) -> None:
        check_summaries([row.summary or () for _, row in rows])
        for item_id, row in rows:
            self._add(Entry.of(item_id, row.version, row.type, row.summary or ()))

    def _add(self, entry: Entry) -> None:
        self.entries[entry.id] = entry
        self._in_order = None
        for _, _, bucket in entry.urls:
            self.by_bucket.setdefault(bucket, set()).add(entry.id)

    def _remove(self, item_id: str) -> None:
        entry = self.entries.pop(item_id, None)
        self._in_order = None
        for _, _, bucket in entry.urls if entry else ():
            self.by_bucket[bucket].discard(item_id)


def _patterns_of(entry: Entry) -> int:
    return sum(match == matching.REGEX for _, match, _ in entry.urls)
