"""Text as a terminal shows it: columns, line breaks, and nothing that a terminal would obey."""

from __future__ import annotations

import re
import shutil
import unicodedata
from typing import TextIO

_WIDEST = 80
_MARKUP = re.compile(r"</?(?:b|code|kbd|em)>")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
_CLOSING = "\u3001\u3002\uff09\u300d\u300f\uff01\uff1f\u30fc\u3083\u3085\u3087\u3063\u30e3\u30e5\u30e7\u30c3)"
_OPENING = "\uff08\u300c\u300e("
_COMMAND = r"twinlatch [^:]*$"
_PIECE = re.compile(rf" *(?:{_COMMAND}|[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^ {_WIDE}]+[{_CLOSING}]*)")


def plain(sentence: str) -> str:
    """A sentence without its markup, and without the places where a browser may break a word."""
    return _MARKUP.sub("", sentence).replace("\N{SOFT HYPHEN}", "")


def printable(text: str) -> str:
    """Text that cannot move the cursor, change colours, or reverse what is read: such characters become U+FFFD."""
    return "".join(char if _is_harmless(char) else "\N{REPLACEMENT CHARACTER}" for char in text)


def _is_harmless(char: str) -> bool:
    # For isprintable, the no-break spaces of French are not printable.
    return char.isprintable() or unicodedata.category(char) == "Zs"


def columns(text: str) -> int:
    """How many columns of a terminal the text takes (Unicode Standard Annex #11)."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` columns, broken at spaces and between Japanese characters.

    Line breaks stay, and a command at the end of a line is kept in one piece, to be copied.
    """
    lines = []
    for paragraph in text.split("\n"):
        line = ""
        for piece in _PIECE.findall(paragraph):
            if line and columns(line + piece) > width:
                lines.append(line)
                line = piece.lstrip(" ")
            else:
                line += piece
        lines.append(line)
    return lines


def fitted(text: str, stream: TextIO) -> str:
    """Text with the line breaks that a terminal needs; without any of ours where the stream is no terminal."""
    if not stream.isatty():
        return text
    return "\n".join(wrapped(text, min(shutil.get_terminal_size().columns, _WIDEST)))
