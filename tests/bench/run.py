"""Builds the vaults, measures one thing after the other, and prints a table that says what held."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench import in_browser, measures, on_pages, vaults
from tests.bench.client import ECHO, HOST, Client
from tests.bench.timing import Timing

_MOST_RESIDENT_MIB = 80
_HEAD = f"{'':28} {'median':>8} {'p95':>8}   {'floor':22} {'median':>8} {'p95':>8} {'ratio':>7}   may cost"


def main() -> None:
    """Measures vaults of the sizes asked for. Rounds of a thing and of its floor took turns."""
    parser = argparse.ArgumentParser(prog="python3 -m tests.bench", description="What things cost.")
    parser.add_argument("--items", type=int, nargs="+", default=[10_000, 100_000], help="logins in the vaults")
    parser.add_argument("--rounds", type=int, default=400, help="of what is fast; a twentieth of what is slow")
    options = parser.parse_args()
    say(f"{platform.python_implementation()} {platform.python_version()} at {sys.executable}")
    say(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores. Milliseconds; ratios are of medians.\n")
    say(_HEAD)
    for count in options.items:
        with tempfile.TemporaryDirectory() as folder:
            measure(vaults.build(Path(folder), count), Path(folder), options.rounds)
        for timing in in_browser.measure(count, max(options.rounds // 20, 2)):
            tell(timing)
    for timing in on_pages.measure(max(options.rounds // 20, 2)):
        tell(timing)


def measure(vault: vaults.BigVault, folder: Path, rounds: int) -> None:
    slow_rounds = max(rounds // 20, 2)
    tell(measures.spawn(vault, slow_rounds))
    with Client(HOST, vault.folders) as host, Client(ECHO) as echo:
        host.ask("session.login", email=vaults.EMAIL, master_password=vaults.MASTER_PASSWORD)
        tell(measures.unlock(vault, host, slow_rounds))
        tell_resident(vault, host.resident_mib())
        tell(measures.match(vault, host, echo, rounds))
        tell(measures.search(vault, host, rounds))
        tell(measures.save(vault, host, folder, rounds))
        tell_resident(vault, host.resident_mib())


def tell(timing: Timing) -> None:
    limit = f"{timing.most_ratio} x" if timing.most_ratio else f"p95 {(timing.most_p95 or 0) * 1000:g} ms"
    thing = f"{timing.name:28} {timing.median * 1000:8.3f} {timing.p95 * 1000:8.3f}"
    floor = f"{timing.floor_name:22} {timing.floor * 1000:8.3f} {timing.floor_p95 * 1000:8.3f}"
    say(f"{thing}   {floor} {timing.ratio:7.2f}   {limit}: {_verdict(timing.holds)}")


def tell_resident(vault: vaults.BigVault, mebibytes: float | None) -> None:
    if mebibytes is None:
        say(f"resident, {vault.size}: this system does not tell")
        return
    thing = f"{'resident, ' + vault.size:28} {mebibytes:8.1f} MiB"
    say(f"{thing:105}{_MOST_RESIDENT_MIB} MiB: {_verdict(mebibytes <= _MOST_RESIDENT_MIB)}")


def _verdict(holds: bool) -> str:
    return "holds" if holds else "TOO MUCH"


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
