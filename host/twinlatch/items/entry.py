"""What an open vault keeps of every item in memory: enough to list, search and match, and nothing secret."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from typing import Any, Final

from twinlatch.errors import Damaged
from twinlatch.sites.matching import SavedUrl, bucket

_TIMES = (int, float)
_SHAPES = {(str, str, list, list, bool, bool, created, updated) for created in _TIMES for updated in _TIMES}
_URL = (str, str, str)


class Entry:
    """One item without its secrets. Immutable. Slim, for there may be 100,000. Times are unix seconds."""

    __slots__ = (
        "_search_text",
        "created_at",
        "favorite",
        "has_totp",
        "id",
        "tags",
        "title",
        "type",
        "updated_at",
        "urls",
        "username",
        "version",
    )

    def __init__(
        self,
        item_id: str,
        version: int,
        item_type: str,
        title: str,
        username: str,
        urls: Sequence[SavedUrl],
        tags: Sequence[str],
        favorite: bool,
        has_totp: bool,
        created_at: float,
        updated_at: float,
    ) -> None:
        self.id: Final = item_id
        self.version: Final = version
        self.type: Final = item_type
        self.title: Final = title
        self.username: Final = username
        self.urls: Final = urls
        self.tags: Final = tags
        self.favorite: Final = favorite
        self.has_totp: Final = has_totp
        self.created_at: Final = created_at
        self.updated_at: Final = updated_at

    @classmethod
    def of(cls, item_id: str, version: int, item_type: str, summary: Sequence[Any]) -> Entry:
        """The entry of a row of the index (VAULT_FORMAT.md, sections 7 and 8)."""
        return cls(item_id, version, item_type, *summary)

    @property
    def search_text(self) -> str:
        """Title, user name, hosts and tags, a line each, case-folded: what search reads and lists are sorted by.

        Made when it is first asked for, then kept: most sessions never search.
        """
        try:
            return self._search_text
        except AttributeError:
            self._search_text: str = self._folded()
            return self._search_text

    def _folded(self) -> str:
        addresses = (url.rpartition("://")[2] for url, _, _ in self.urls)
        hosts = (address.partition("/")[0] for address in addresses)
        return fold("\n".join((self.title, self.username, *hosts, *self.tags)))


def summary_of(fields: dict[str, Any]) -> list[Any]:
    """What the index stores of a login record's fields (VAULT_FORMAT.md, sections 6 and 8)."""
    return [
        fields["title"],
        fields["username"],
        [[saved["url"], saved["match"], bucket(saved["url"], saved["match"])] for saved in fields["urls"]],
        fields["tags"],
        fields["favorite"],
        fields["totp"] != "",
        fields["created_at"],
        fields["updated_at"],
    ]


def check_summaries(summaries: Collection[Sequence[Any]]) -> None:
    """Raises Damaged where one is of another form (VAULT_FORMAT.md, section 8). All at once: there may be 100,000."""
    if not {tuple(map(type, summary)) for summary in summaries} <= _SHAPES:
        raise Damaged(why="summary")
    urls = [saved for summary in summaries for saved in summary[2]]
    tags = {type(tag) for summary in summaries for tag in summary[3]}
    are_lists = {type(saved) for saved in urls} <= {list}
    if not (are_lists and {tuple(map(type, saved)) for saved in urls} <= {_URL} and tags <= {str}):
        raise Damaged(why="summary")


def fold(text: str) -> str:
    """Text as it is compared: composed (Unicode NFC) and without case."""
    return unicodedata.normalize("NFC", text).casefold()
