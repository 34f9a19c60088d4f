"""Rounds of a thing and of its floor, taken in turn, so that the noise of the machine meets both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Clocked = Callable[[], float]
"""Does something; gives the seconds that count."""


@dataclass(frozen=True)
class Timing:
    """Seconds of every round, and what the thing may cost: its median over the floor's, or its 95th percentile."""

    name: str
    floor_name: str
    rounds: list[float]
    floor_rounds: list[float]
    most_ratio: float | None = None
    most_p95: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.rounds, n=20)[-1]

    @property
    def floor(self) -> float:
        return statistics.median(self.floor_rounds)

    @property
    def floor_p95(self) -> float:
        return statistics.quantiles(self.floor_rounds, n=20)[-1]

    @property
    def ratio(self) -> float:
        return self.median / self.floor

    @property
    def holds(self) -> bool:
        return self.ratio <= (self.most_ratio or float("inf")) and self.p95 <= (self.most_p95 or float("inf"))


def clocked(act: Callable[[], object]) -> Clocked:
    def run() -> float:
        began = time.perf_counter()
        act()
        return time.perf_counter() - began

    return run


def in_turn(rounds: int, thing: Clocked, floor: Clocked) -> tuple[list[float], list[float]]:
    """Runs both once unmeasured, then `rounds` times each."""
    thing(), floor()
    pairs = [(thing(), floor()) for _ in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]
