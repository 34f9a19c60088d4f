"""The person at the terminal: what they read, and what they type.

Secrets are typed without echo. Where standard input is no terminal, each answer is a line of it. With `--json`
standard output holds one JSON object a line and sentences go to standard error.
"""

from __future__ import annotations

import contextlib
import json
import select
import sys
import termios
from collections.abc import Iterator, Mapping
from typing import Any, Protocol, TextIO

from twinlatch import clock
from twinlatch.cli.text import fitted, plain, printable
from twinlatch.errors import InvalidParams, TwinlatchError
from twinlatch.i18n import Sentences

_LONGEST_WAIT_S = 1.0  # Ctrl+C in the instant before the wait begins is heard after it


class InputEnded(Exception):
    """There is nobody left to answer."""


class Cancelled(Exception):
    """The person thought better of it."""


class Idle(Protocol):
    """What goes on while the person thinks."""

    def patience(self) -> float | None:
        """Seconds after which to ask for news; None for never."""

    def news(self) -> str | None:
        """The name of a sentence to be told now."""


class Terminal:
    def __init__(self, say: Sentences, *, as_json: bool = False) -> None:
        self.say = say
        self.as_json = as_json
        self.interactive = sys.stdin.isatty()
        self.idle: Idle | None = None

    # --- what they read

    def tell(self, *keys: str, **values: str | int) -> None:
        """Sentences, each on a line of its own."""
        for key in keys:
            self._write(self._plain(key, values))

    def rules(self, *keys: str) -> None:
        """What is going to happen, said before anything is asked."""
        if keys:
            self.tell(*keys)
            self._write("")

    def fact(self, about: str, key: str, **values: str | int) -> None:
        """A line of a list: what it is about, and how that is."""
        self._write(f"{self._plain(about, {})}: {self._plain(key, values)}")

    def show(self, *lines: str) -> None:
        """What was asked for, for people; `give` says the same to programs."""
        if not self.as_json:
            print(*map(printable, lines), sep="\n", flush=True)

    def draw(self, picture: str) -> None:
        """A picture with its colours, where there is a terminal that can show it."""
        if not self.as_json and sys.stdout.isatty():
            with contextlib.suppress(UnicodeEncodeError):
                picture.encode(sys.stdout.encoding)
                print(picture, flush=True)

    def give(self, answer: dict[str, Any]) -> None:
        """What was asked for, for programs."""
        if self.as_json:
            print(json.dumps(answer), flush=True)

    def refuse(self, error: TwinlatchError) -> None:
        """What happened, what is safe, and what to do."""
        self.give({"error": error.data})
        values = _values(error, self.say)
        for key in _sentences(error, self.say):
            self._write_to(sys.stderr, self._plain(key, values))

    def duration(self, seconds: float) -> str:
        if seconds < 60:
            return self.say("cli_seconds", count=max(1, round(seconds)))
        return self.say("cli_minutes", count=-(-round(seconds) // 60))

    def _plain(self, key: str, values: Mapping[str, str | int]) -> str:
        return plain(self.say(key, **{name: printable(str(value)) for name, value in values.items()}))

    def _write(self, text: str) -> None:
        self._write_to(sys.stderr if self.as_json else sys.stdout, text)

    @staticmethod
    def _write_to(stream: TextIO, text: str) -> None:
        print(fitted(text, stream), file=stream, flush=True)

    # --- what they type

    def line(self, prompt: str) -> str:
        """Raises InputEnded, InvalidParams."""
        self._prompt(prompt)
        return self._read(prompt)

    def secret(self, prompt: str) -> str:
        """Raises InputEnded, InvalidParams."""
        if not self.interactive:
            return self._read(prompt)
        with _without_echo():
            self._prompt(prompt)
            return self._read(prompt)

    def confirm(self, key: str) -> bool:
        """Whether the answer to a question is yes; none at all is a no."""
        yes = self.say("cli_yes")
        try:
            answer = self.line(f"{self.say(key)} [{yes}/{self.say('cli_no')}] ")
        except InputEnded:
            return False
        return answer.strip().casefold() in {yes, self.say("common_yes").casefold()}

    def _prompt(self, prompt: str) -> None:
        if self.interactive:
            print(prompt, end="", file=sys.stderr, flush=True)

    def _read(self, prompt: str) -> str:
        if self.interactive:
            self._wait(prompt)
        try:
            line = sys.stdin.readline()
            line.encode()
        except UnicodeError:
            raise InvalidParams(field=None, why="encoding") from None
        if not line:
            raise InputEnded
        return line.rstrip("\r\n")

    def _wait(self, prompt: str) -> None:
        """Until a line was typed. A terminal hands over whole lines, so none waits in a buffer of ours."""
        while not select.select([sys.stdin], [], [], self._patience())[0]:
            news = self.idle.news() if self.idle else None
            if news:
                print(file=sys.stderr)
                self.tell(news)
                self._prompt(prompt)

    def _patience(self) -> float:
        seconds = self.idle.patience() if self.idle else None
        return _LONGEST_WAIT_S if seconds is None else min(seconds, _LONGEST_WAIT_S)


@contextlib.contextmanager
def _without_echo() -> Iterator[None]:
    """What is typed is not shown, except the end of the line."""
    before = termios.tcgetattr(sys.stdin)
    local_flags = 3
    quiet = [*before]
    quiet[local_flags] = before[local_flags] & ~termios.ECHO | termios.ECHONL
    termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSAFLUSH, before)


def _sentences(error: TwinlatchError, say: Sentences) -> list[str]:
    """`error_<reason>`, or `error_<reason>_<why>` where there is one; its advice; and the command that helps."""
    variants = [error.data.get("why"), error.data.get("what")]
    titles = [*(f"error_{error.reason}_{variant}" for variant in variants), f"error_{error.reason}", "error_internal"]
    title = next(title for title in titles if title in say)
    return [title, *(key for key in (f"{title}_advice", f"cli_help_for_{error.reason}") if key in say)]


def _values(error: TwinlatchError, say: Sentences) -> dict[str, str | int]:
    data = error.data
    return {
        "time": clock.date_and_time(data.get("now") or clock.now()),
        "duration": Terminal(say).duration(data.get("retry_after_s") or 0),
        "computer": data.get("label") or "?",
        "since": data.get("since") or "?",
        "length": data.get("min_length") or 12,
        "host": data.get("host") or "",
        "words": data.get("words") or "?",
        "install": "pipx install --force '.[sms]'",
        "command": "twinlatch install",
    }
