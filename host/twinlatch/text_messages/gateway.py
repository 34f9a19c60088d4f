"""Handing a text message in at the person's gateway: an Apprise URL, used in a process of its own.

The only importer of `apprise`. The process ends with the message, and after 15 s at the latest: so the gateway's
secrets do not stay in this one's memory, and nobody waits longer. What Apprise says is scrubbed of the URL's parts.
"""

from __future__ import annotations

import base64
import html
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus, unquote, unquote_plus

from twinlatch import hardening
from twinlatch.errors import SmsFailed
from twinlatch.text_messages.kinds import PHONE

_LIMIT_S = 15.0
_LONGEST_WORDS = 300
_ANYBODY = "+12015550123"
_HIDDEN = "•••"
_SHORTEST_SECRET = 4
_MARKUP = re.compile(r"<[^>]*>")
_LONG_NUMBER = re.compile(r"\+?\d{6,}")


def is_installed() -> bool:
    return find_spec("apprise") is not None


def check(url: str) -> None:
    """Whether Apprise can use the URL; nothing is sent. Raises SmsFailed."""
    _run({"url": url.replace(PHONE, quote(_ANYBODY, safe=""))}, url)


def send(url: str, number: str, text: str) -> None:
    """Sends a text message to a number (E.164). Raises SmsFailed, with the gateway's own words without its secrets."""
    _run({"url": url.replace(PHONE, quote(number, safe="")), "text": text}, url)


def _run(task: dict[str, str], url: str) -> None:
    if not is_installed():
        raise SmsFailed(why="not_installed")
    package_parent = str(Path(__file__).resolve().parents[2])
    try:
        finished = subprocess.run(
            [sys.executable, "-I", "-c", _SENDER, package_parent],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=_LIMIT_S,
            check=False,
        )
        outcome = json.loads(finished.stdout)
    except subprocess.TimeoutExpired:
        raise SmsFailed(why="no_answer") from None
    except (OSError, ValueError):
        raise SmsFailed(why="broken") from None
    if outcome["why"]:
        raise SmsFailed(why=outcome["why"], words=scrubbed(outcome["words"], url))


def scrubbed(words: str, url: str) -> str:
    """At most 300 characters, without markup, any part of the URL, or a number as long as a phone's or a code."""
    spellings = sorted(set(_spellings(url)) - {""}, key=len, reverse=True)
    words = _without(spellings, words)
    words = _without(spellings, " ".join(_MARKUP.sub(" ", words).split()))  # which may have put one together
    return _LONG_NUMBER.sub(_HIDDEN, words)[:_LONGEST_WORDS]


def _without(spellings: list[str], words: str) -> str:
    for spelling in spellings:
        words = words.replace(spelling, _HIDDEN)
    return words


def _spellings(url: str) -> Iterator[str]:
    """Each part of the URL that may be a secret, in every way it may be written."""
    place, _, query = url.partition("://")[2].partition("?")
    user = place.rpartition("@")[0]
    values = [parameter.partition("=")[2] for parameter in query.split("&")]
    parts = [part for part in [*re.split(r"[:/@]", place), *values] if len(part) >= _SHORTEST_SECRET]
    for part in [user, *user.split(":", 1), *parts]:
        for text in {part, unquote(part), unquote(unquote(part)), unquote_plus(part)} - {"", PHONE}:
            yield from (
                text,
                " ".join(text.split()),
                quote(text),
                quote(text, safe=""),
                quote_plus(text),
                html.escape(text),
            )
            yield json.dumps(text)[1:-1]
            yield base64.b64encode(text.encode()).decode()


# --- in the process of its own

_SENDER = """
import sys
sys.path.insert(0, sys.argv[1])
from twinlatch.text_messages import gateway
gateway.serve()
"""


def serve() -> None:
    """Reads a task from standard input and writes what became of it to standard output."""
    hardening.forbid_core_dumps()
    hardening.forbid_inspection()
    why, words = _outcome(**json.load(sys.stdin))
    sys.stdout.write(json.dumps({"why": why, "words": words}))


def _outcome(url: str, text: str | None = None) -> tuple[str, str]:
    import apprise

    heard = _Heard()
    asset = apprise.AppriseAsset(app_id="Twinlatch", storage_mode="memory", http_redirects=False, async_mode=False)
    gateway = apprise.Apprise.instantiate(url, asset=asset)
    if gateway is None or not getattr(gateway, "targets", True):
        return "bad_gateway", heard.words()
    if text is None or gateway.notify(body=text):
        return "", ""
    return "refused", heard.words()


class _Heard(logging.Handler):
    """What Apprise warns of, and what the gateway answered it. Its other messages hold what was sent."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self._words: list[str] = []
        logger = logging.getLogger("apprise")
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING and "://" not in record.getMessage():
            self._words.append(record.getMessage())
        elif str(record.msg).startswith("Response Details"):
            self._words.extend(_text(answer) for answer in record.args or ())

    def words(self) -> str:
        return " ".join(self._words)


def _text(answer: Any) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else str(answer)
