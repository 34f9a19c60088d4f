"""`twinlatch status`: what is installed here, whether it works, and what to do where it does not."""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
from dataclasses import asdict, dataclass
from importlib.metadata import version

import twinlatch
from twinlatch import paths
from twinlatch.cli import browsers, registration, report
from twinlatch.cli.browsers import Browser
from twinlatch.errors import KeyringFailed, KeyringLocked, NoKeyring
from twinlatch.i18n import Sentences


@dataclass(frozen=True)
class Computer:
    """`keyring` names the system keyring, if there is one; `keyring_state` is usable, locked, failed or none.
    `answering_version` is that of the host which browsers start, None where it does not answer."""

    version: str
    python: str
    sqlite: str
    cryptography: str
    data_folder: str
    state_folder: str
    keyring: str | None
    keyring_state: str
    launcher: str
    answering_version: str | None


def add_arguments(options: argparse._ArgumentGroup, say: Sentences) -> None:
    options.add_argument("--json", action="store_true", help=say("cli_json_help"))


def run(arguments: argparse.Namespace, say: Sentences) -> int:
    computer = _computer()
    lines = [_line(browser) for browser in browsers.detected()]
    if arguments.json:
        print(json.dumps({**asdict(computer), "browsers": [line.as_json() for line in lines]}, indent=2))
    else:
        print(_text(computer, lines, say))
    return 0 if lines and all(line.ok for line in lines) and computer.answering_version else 1


def _computer() -> Computer:
    keyring, keyring_state = _keyring()
    return Computer(
        version=twinlatch.__version__,
        python=platform.python_version(),
        sqlite=sqlite3.sqlite_version,
        cryptography=version("cryptography"),
        data_folder=paths.data_folder(),
        state_folder=paths.state_folder(),
        keyring=keyring,
        keyring_state=keyring_state,
        launcher=str(registration.launcher()),
        answering_version=registration.answering_version(),
    )


def _keyring() -> tuple[str | None, str]:
    from twinlatch.device_store import SystemKeyring

    name = None
    try:
        keyring = SystemKeyring.find()
        name = keyring.name
        keyring.prove()
    except NoKeyring:
        return None, "none"
    except KeyringLocked:
        return name, "locked"
    except KeyringFailed:
        return name, "failed"
    return name, "usable"


def _line(browser: Browser) -> report.Line:
    if browser.manifests is None:
        return report.Line(browser, "sandboxed", ok=False)
    state = registration.state(browser.family, browser.manifests)
    return report.Line(browser, state, ok=state == "registered")


def _text(computer: Computer, lines: list[report.Line], say: Sentences) -> str:
    facts = {name: value or "" for name, value in asdict(computer).items()}
    return "\n".join(
        [
            say("cli_status_versions", **facts),
            say("cli_status_data_folder", **facts),
            say("cli_status_state_folder", **facts),
            say(f"cli_status_keyring_{computer.keyring_state}", **facts),
            say("cli_status_host_answers" if computer.answering_version else "cli_status_host_silent", **facts),
            report.text(lines, say) or say("cli_no_browser", known=", ".join(browsers.names())),
        ]
    )
