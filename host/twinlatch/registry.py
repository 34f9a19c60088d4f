"""The methods the host answers: name, parameters, result, and whether a person's gesture begins them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from pydantic import BaseModel

Handler = TypeVar("Handler", bound=Callable[..., Any])

METHODS: dict[str, Method] = {}


@dataclass(frozen=True)
class Method:
    """`params` and `result` are the annotations of `run(session, params)`; `gesture` extends the session."""

    name: str
    run: Callable[[Any, Any], Any]
    params: type[BaseModel]
    result: Any
    gesture: bool

    @classmethod
    def of(cls, name: str, run: Callable[..., Any], *, gesture: bool = False) -> Method:
        types = get_type_hints(run)
        return cls(name, run, types["params"], types["return"], gesture)

    @property
    def summary(self) -> str:
        """The handler's docstring up to its first blank line."""
        return " ".join((self.run.__doc__ or "").partition("\n\n")[0].split())


def method(name: str, *, gesture: bool = False) -> Callable[[Handler], Handler]:
    """Makes `run(session, params)` the handler of `name`; `gesture` when only a person's own act calls it."""

    def register(run: Handler) -> Handler:
        if name in METHODS:
            raise ValueError(f"{name} has two handlers")
        METHODS[name] = Method.of(name, run, gesture=gesture)
        return run

    return register
