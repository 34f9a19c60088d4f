"""Lists that fit into one message: browsers end the connection at one that is too large."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from twinlatch.framing import MAX_REPLY_BYTES
from twinlatch.protocol import Model

_ROOM_BYTES = MAX_REPLY_BYTES * 7 // 8  # the rest is for what is around the list

AnyModel = TypeVar("AnyModel", bound=Model)


def fitting(models: Iterable[AnyModel]) -> list[AnyModel]:
    """The first models, as many as go into one message; never fewer than one of any."""
    given: list[AnyModel] = []
    room = _ROOM_BYTES
    for model in models:
        room -= len(model.model_dump_json().encode()) + 1
        if given and room < 0:
            break
        given.append(model)
    return given
