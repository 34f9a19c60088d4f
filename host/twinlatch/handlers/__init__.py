"""What the host does for the extension: one module an area, one short function a method.

@method("items.get", gesture=True)
def get(session: Session, params: protocol.ItemGetParams) -> protocol.Item: ...
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from twinlatch.registry import METHODS, Method, method

__all__ = ["Method", "load", "method"]

_MODULES = (
    "system",
    "account",
    "devices",
    "session",
    "settings",
    "two_factor",
    "phone",
    "items",
    "sites",
    "saves",
    "generator",
    "log",
)


def load() -> Mapping[str, Method]:
    """Imports every handler module; gives all methods by name."""
    for name in _MODULES:
        import_module(f"twinlatch.handlers.{name}")
    return METHODS
