"""What the commands about browsers share: which browsers are meant, and saying how it went for each."""

from __future__ import annotations

import argparse
import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from twinlatch.cli import browsers, registration
from twinlatch.cli.browsers import Browser
from twinlatch.cli.parsing import NotUnderstood
from twinlatch.i18n import Sentences


@dataclass(frozen=True)
class Line:
    """How it went for a browser: `outcome` names the sentence `cli_browser_<outcome>`; `why` is StoreFailed's."""

    browser: Browser
    outcome: str
    ok: bool
    why: str = ""

    @property
    def file(self) -> str:
        folder = self.browser.manifests
        return str(registration.manifest_file(self.browser.family, folder)) if folder else ""

    def sentences(self, say: Sentences) -> list[str]:
        values = {
            "browser": self.browser.title,
            "file": self.file,
            "host": browsers.template(self.browser.family)["name"],
            "application": self.browser.application,
        }
        keys = [f"cli_browser_{self.outcome}"]
        if self.why:
            keys.append(f"cli_store_failed_{self.why}")
        if self.ok and self.browser.sandbox:
            keys.append(f"cli_portal_{self.browser.sandbox}")
        return [say(key, **values) for key in keys]

    def as_json(self) -> dict[str, Any]:
        return {
            "browser": self.browser.name,
            "sandbox": self.browser.sandbox or None,
            "outcome": self.outcome,
            "ok": self.ok,
            "file": self.file or None,
        }


def add_arguments(options: argparse._ArgumentGroup, say: Sentences) -> None:
    def browser(name: str) -> Browser:
        try:
            return browsers.named(name)
        except KeyError:
            known = ", ".join(browsers.names())
            raise argparse.ArgumentTypeError(say("cli_unknown_browser", browser=name, known=known)) from None

    options.add_argument(
        "--browser", action="append", type=browser, default=[], metavar=say("cli_name"), help=say("cli_browser_help")
    )
    options.add_argument("--folder", type=Path, metavar=say("cli_folder"), help=say("cli_folder_help"))
    options.add_argument("--json", action="store_true", help=say("cli_json_help"))


def chosen(arguments: argparse.Namespace, otherwise: list[Browser]) -> list[Browser]:
    """The browsers that the command line names, or `otherwise`; `--folder` stands in for a browser's own.

    Raises NotUnderstood.
    """
    meant: list[Browser] = arguments.browser or otherwise
    if arguments.folder is None:
        return meant
    if len(arguments.browser) != 1:
        raise NotUnderstood("cli_folder_needs_browser")
    return [dataclasses.replace(meant[0], manifests=arguments.folder)]


def finish(lines: list[Line], arguments: argparse.Namespace, say: Sentences, *, none: str) -> int:
    """Says how it went for every browser, or the sentence `none` when it was about none; answers the exit code."""
    if arguments.json:
        print(json.dumps({"browsers": [line.as_json() for line in lines]}, indent=2))
    else:
        print(text(lines, say) or say(none, known=", ".join(browsers.names())))
    return 0 if all(line.ok for line in lines) else 1


def text(lines: list[Line], say: Sentences) -> str:
    return "\n".join("\n  ".join(line.sentences(say)) for line in lines)
