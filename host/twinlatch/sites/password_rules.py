"""What well-known sites want of a password: a shipped list, for those that do not say it in their pages."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from twinlatch.sites.url import hosts_above

_SHIPPED = Path(__file__).with_name("password_rules.txt")


def of(host: str) -> str | None:
    """The rules for passwords of a host, or of the nearest host above it, as a `passwordrules` attribute says them."""
    return next((rules for above in hosts_above(host) if (rules := _shipped().get(above))), None)


@functools.cache
def _shipped() -> Mapping[str, str]:
    lines = [line for line in _SHIPPED.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {host: rules for host, _, rules in (line.partition(" ") for line in lines)}
