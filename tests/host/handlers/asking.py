"""Calls methods as the server does, but for the frames."""

from __future__ import annotations

from typing import Any

from twinlatch import handlers
from twinlatch.session import Session

MASTER_PASSWORD = "mossy lantern over 84 stairs"
NOW = 1_800_000_000.0
METHODS = handlers.load()


class Ask:
    """Plain values in and out, as in JSON."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def __call__(self, name: str, **params: Any) -> Any:
        method = METHODS[name]
        return method.run(self.session, method.params.model_validate(params)).model_dump()
