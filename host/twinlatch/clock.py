"""The only reader of the clock. Everything below takes `now` as an argument."""

from __future__ import annotations

import time


def now() -> float:
    """Wall clock, unix seconds."""
    return time.time()


def uptime() -> float:
    """Seconds on a clock nobody can set; where the system has one that goes on while it sleeps, that one."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def month() -> str:
    """This month as "2026-11", UTC."""
    return time.strftime("%Y-%m", time.gmtime())


def date_and_time(at: float) -> str:
    """A unix time as people of every language read it, "2026-11-23 08:05" (ISO 8601), in this computer's time zone."""
    return time.strftime("%Y-%m-%d %H:%M", time.localtime(at))
