"""Operations that are about to die: `python -m tests.adversary.dying_process`.

For each line of JSON `{folder, wall, seed, codes, operation, harm}` on stdin a child logs in there, says `{pid, seed}`,
where `seed` is that of a new authenticator app, and waits for one more byte. Then the harm befalls it (see HARMS), and
it does the operation and nothing more. When it has ended `{status}` follows: 0 done, 2 refused by name, 1 failed,
-9 killed.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.adversary.computers import at, stretch_quickly
from tests.adversary.operations import OPERATIONS
from tests.host.computers import Computer
from twinlatch.errors import TwinlatchError

DONE, FAILED, REFUSED = 0, 1, 2
AWAY = "away"

_CAPABILITIES_VERSION = 0x20080522
_MAY_WRITE_ALL, _MAY_READ_ALL = 1 << 1, 1 << 2


def obey_permissions() -> None:
    """Root may write to what is read-only; from now on this process may not (capabilities(7), Linux)."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        header, sets = (ctypes.c_uint32 * 2)(_CAPABILITIES_VERSION, 0), (ctypes.c_uint32 * 6)()
        libc.capget(header, sets)
        sets[0] &= ~(_MAY_WRITE_ALL | _MAY_READ_ALL)
        libc.capset(header, sets)


def make_read_only(path: Path) -> None:
    obey_permissions()
    path.chmod(0o500 if path.is_dir() else 0o400)


def move_away(folder: Path) -> None:
    folder.rename(folder.with_name(f"{folder.name} {AWAY}"))


def limit_files(size: int) -> None:
    """A write beyond it is cut short there, and the next one refused (setrlimit(2))."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


HARMS: dict[str, Callable[[Computer, int], None]] = {
    "nothing": lambda computer, size: None,
    "files of a limited size": lambda computer, size: limit_files(size),
    "read-only vault": lambda computer, size: make_read_only(computer.vault_file),
    "read-only vault folder": lambda computer, size: make_read_only(computer.data),
    "read-only state folder": lambda computer, size: make_read_only(computer.state / "devices"),
    "no vault folder": lambda computer, size: move_away(computer.data),
    "no state folder": lambda computer, size: move_away(computer.state),
}


def live(order: dict[str, Any]) -> None:
    """What the child does, from log-in to its end."""
    computer = at(Path(order["folder"]), order["wall"], order["seed"], order["codes"])
    os.environ |= {"TWINLATCH_HOME": str(computer.data), "TWINLATCH_STATE": str(computer.state)}
    act = OPERATIONS[order["operation"]].begin(computer, computer.start(), "file")
    print(json.dumps({"pid": os.getpid(), "seed": computer.seed.hex()}), flush=True)
    os.read(0, 1)
    harm, size = order["harm"]
    HARMS[harm](computer, size)
    act()


def status_of(order: dict[str, Any]) -> int:
    try:
        live(order)
    except TwinlatchError:
        return REFUSED
    except BaseException as error:
        print(type(error).__name__, error, file=sys.stderr)
        return FAILED
    return DONE


def main() -> None:
    """A child for each order: to fork is quicker than to import everything anew."""
    stretch_quickly()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            os._exit(status_of(json.loads(line)))
        print(json.dumps({"status": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}), flush=True)


if __name__ == "__main__":
    main()
