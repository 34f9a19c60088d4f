"""The `twinlatch` command: tables of commands, each with `add_arguments(options, say)` and `run(arguments, say)`."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import twinlatch
from twinlatch.cli import account, install, log, login, recovery_codes, shell, status, two_factor, uninstall
from twinlatch.cli.parsing import Commands, NotUnderstood, Parser
from twinlatch.i18n import Sentences, language

COMMANDS: Commands = {
    "install": install,
    "uninstall": uninstall,
    "status": status,
    "login": login.COMMAND,
    "shell": shell.COMMAND,
    "2fa": two_factor.COMMANDS,
    "recovery-codes": recovery_codes.COMMANDS,
    "account": account.COMMANDS,
    "log": log.COMMAND,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and answers its exit code: 0 done, 1 refused or not all is well, 2 it cannot run like this."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a title may hold what the terminal's encoding does not
    say = Sentences(language())
    epilog = f"{say('cli_secrets')}\n\n{say('cli_exit_codes')}"
    parser = Parser(say=say, prog="twinlatch", description=say("cli_about"), epilog=epilog)
    parser.options.add_argument(
        "--version", action="version", version=twinlatch.__version__, help=say("cli_version_help")
    )
    parser.add_commands(COMMANDS)
    parsed = parser.parse_args(arguments)
    try:
        code: int = parsed.run(parsed, say)
    except NotUnderstood as error:
        parser.refuse(error)
    return code
