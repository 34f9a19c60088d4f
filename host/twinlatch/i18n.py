"""The sentences people read in a terminal, from the same messages.json files as the extension's.

The file format is the browser's: `$NAME$` in a message stands for the value called "name", `$$` for a dollar sign.
Source: Chrome extensions, "Localization message formats".
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "fr", "de", "es", "it", "nl", "ja")

_VARIABLES = ("TWINLATCH_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_MARK = re.compile(r"\$\$|\$([A-Za-z0-9_@]+)\$")


def language() -> str:
    """The language to speak: that of the first of TWINLATCH_LANGUAGE, LC_ALL, LC_MESSAGES and LANG that is set, else
    English (POSIX.1-2024, base definitions, section 8.2)."""
    wanted = next(filter(None, map(os.environ.get, _VARIABLES)), "en")
    code = re.split(r"[-_.@]", wanted.lower())[0]
    return code if code in LANGUAGES else "en"


class Sentences:
    """The sentences of one language; one that is not translated yet stays English."""

    def __init__(self, language: str) -> None:
        self._messages = {**_read("en"), **_read(language)}

    def __contains__(self, key: str) -> bool:
        return key in self._messages

    def __call__(self, key: str, **values: str | int) -> str:
        """The sentence called `key` with its values in place. Raises KeyError when it, or a value, is missing."""
        message = self._messages[key]
        fixed = {name.lower(): placeholder["content"] for name, placeholder in message.get("placeholders", {}).items()}

        def fill(mark: re.Match[str]) -> str:
            if mark[1] is None:
                return "$"
            name = mark[1].lower()
            content = fixed[name]
            return str(values[name]) if re.fullmatch(r"\$\d", content) else content

        return _MARK.sub(fill, message["message"])


def _read(language: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((_folder() / language / "messages.json").read_text("utf-8"))
    return content


def _folder() -> Path:
    """Where the sentences lie: packed beside this file when installed, with the extension in a source tree."""
    packed = Path(__file__).parent / "_locales"
    return packed if packed.is_dir() else Path(__file__).parents[2] / "extension" / "_locales"
