"""Operations that are about to die: `python -m tests.adversary.dying_process`.

For each line of JSON `{folder, wall, seed, codes, operation}` on stdin a child logs in there, says `{pid, seed}`, where
`seed` is that of a new authenticator app, and waits for one more byte; then it does the operation and nothing more.
When it has ended `{status}` follows.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.adversary.computers import NEW_PASSWORD, at, stretch_quickly, with_code
from tests.host.computers import EMAIL, PASSWORD, Computer
from twinlatch import access, factors
from twinlatch.session import Session
from twinlatch.two_factor.proof import Proof

Act = Callable[[], Any]


def log_in(computer: Computer, session: Session) -> Act:
    code = computer.fresh_code()
    return lambda: computer.login(session, code)


def trust(computer: Computer, session: Session) -> Act:
    code = computer.fresh_code()
    return lambda: access.login(session, EMAIL, PASSWORD, code, trust_device=True)


def enrol(computer: Computer, session: Session) -> Act:
    computer.login(session)
    with session.proved(PASSWORD) as proof:
        computer.seed = factors.begin_enrolment(session, proof, "file").second_factor.seed
    return lambda: factors.confirm_enrolment(session, computer.code())


def new_phone(computer: Computer, session: Session) -> Act:
    with_code(session, computer)
    with session.proved(PASSWORD, computer.fresh_code()) as proof:
        computer.seed = factors.begin_replacement(session, proof).second_factor.seed
    return lambda: factors.confirm_enrolment(session, computer.code())


def proving(computer: Computer, session: Session, change: Callable[[Proof], Any]) -> Act:
    """A change that needs the password and a fresh code, which are part of it."""
    with_code(session, computer)
    code = computer.fresh_code()

    def act() -> None:
        with session.proved(PASSWORD, code) as proof:
            change(proof)

    return act


def disable(computer: Computer, session: Session) -> Act:
    return proving(computer, session, partial(factors.disable, session))


def regenerate(computer: Computer, session: Session) -> Act:
    return proving(computer, session, partial(factors.renew_codes, session))


def change_password(computer: Computer, session: Session) -> Act:
    return proving(computer, session, lambda proof: factors.renew(session, proof, new_password=NEW_PASSWORD))


def recover(computer: Computer, session: Session) -> Act:
    return lambda: computer.login(session, recovery=computer.recovery_codes[3])


def restore(computer: Computer, session: Session) -> Act:
    return lambda: access.restore(session, EMAIL, PASSWORD, computer.recovery_codes[3])


OPERATIONS: dict[str, Callable[[Computer, Session], Act]] = {
    "log in": log_in,
    "trust": trust,
    "enrol": enrol,
    "new phone": new_phone,
    "disable": disable,
    "regenerate": regenerate,
    "change password": change_password,
    "recover": recover,
    "restore": restore,
}


def live(order: dict[str, Any]) -> None:
    """What the child does, from log-in to its end."""
    computer = at(Path(order["folder"]), order["wall"], order["seed"], order["codes"])
    os.environ |= {"TWINLATCH_HOME": str(computer.data), "TWINLATCH_STATE": str(computer.state)}
    act = OPERATIONS[order["operation"]](computer, computer.start())
    print(json.dumps({"pid": os.getpid(), "seed": computer.seed.hex()}), flush=True)
    os.read(0, 1)
    act()


def main() -> None:
    """A child for each order: to fork is quicker than to import everything anew."""
    stretch_quickly()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                live(json.loads(line))
            except BaseException as error:
                print(type(error).__name__, file=sys.stderr)
                os._exit(1)
            os._exit(0)
        print(json.dumps({"status": os.waitpid(child, 0)[1]}), flush=True)


if __name__ == "__main__":
    main()
