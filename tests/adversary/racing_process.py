"""Log-ins that are let go together: `python -m tests.adversary.racing_process`.

For each line of JSON `{wall, attempts}` on stdin a process of its own for every attempt `{folder, password, code}`, or
`recovery_code`, is made ready, and all are released at once; then the list of answers follows, in no order.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from tests.adversary.computers import stretch_quickly
from tests.host.computers import EMAIL, Clock, Computer
from twinlatch import access
from twinlatch.errors import TwinlatchError


def attempt(wall: float, order: dict[str, str]) -> str:
    """`unlocked`, `turned_off` by a recovery code, or the reason of a refusal."""
    computer = Computer(Path(order["folder"]), Clock(wall))
    os.environ |= {"TWINLATCH_HOME": str(computer.data), "TWINLATCH_STATE": str(computer.state)}
    session = computer.start()
    try:
        result = access.login(session, EMAIL, order["password"], order.get("code"), order.get("recovery_code"))
    except TwinlatchError as refusal:
        return refusal.reason
    return "turned_off" if result.two_factor_turned_off else result.state


def race(wall: float, orders: list[dict[str, str]]) -> list[str]:
    """What every process answered."""
    gate, opener = os.pipe()
    answers, answer = os.pipe()
    children = []
    for order in orders:
        child = os.fork()
        if not child:
            os.close(opener)
            os.read(gate, 1)  # nothing is written: it returns when the last writer is gone
            try:
                said = attempt(wall, order)
            except BaseException as error:
                said = type(error).__name__
            os.write(answer, f"{said}\n".encode())
            os._exit(0)
        children.append(child)
    os.close(gate)
    os.close(answer)
    os.close(opener)
    with open(answers) as lines:
        found = lines.read().split()
    for child in children:
        os.waitpid(child, 0)
    return found


def main() -> None:
    stretch_quickly()
    for line in sys.stdin:
        order: dict[str, Any] = json.loads(line)
        print(json.dumps(race(order["wall"], order["attempts"])), flush=True)


if __name__ == "__main__":
    main()
