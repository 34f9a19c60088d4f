"""What is measured, each beside the least that it could cost."""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import closing
from itertools import cycle
from pathlib import Path

from tests.bench.client import ECHO, HOST, Client, frame
from tests.bench.timing import Timing, clocked, in_turn
from tests.bench.vaults import KDF, MASTER_PASSWORD, BigVault
from twinlatch.crypto import argon2id, random_bytes
from twinlatch.vault.format import SALT_BYTES

_SEED = 84
_RECORD_BYTES = 540
_DURABLE = ("journal_mode=DELETE", "synchronous=EXTRA", "secure_delete=ON")


def spawn(vault: BigVault, rounds: int) -> Timing:
    """From starting the process to its first answer; the floor is a host that only echoes."""
    hello = frame("system.hello", client_version="0.1.0")

    def started(command: list[str]) -> float:
        began = time.perf_counter()
        with Client(command, vault.folders) as client:
            client.exchange(hello)
            return time.perf_counter() - began

    times = in_turn(rounds, lambda: started(HOST), lambda: started(ECHO))
    return Timing("spawn to hello", "spawn to echo", *times, most_ratio=1.3)


def unlock(vault: BigVault, host: Client, rounds: int) -> Timing:
    """Two-factor off; the floor stretches the password alone."""
    request = frame("session.unlock", master_password=MASTER_PASSWORD)
    salt = random_bytes(SALT_BYTES)

    def locked_before() -> float:
        host.ask("session.lock")
        return clocked(lambda: host.exchange(request))()

    times = in_turn(rounds, locked_before, clocked(lambda: argon2id(MASTER_PASSWORD.encode(), salt, KDF)))
    return Timing(f"unlock, {vault.size}", "Argon2id, 256 MiB", *times, most_ratio=1.1)


def match(vault: BigVault, host: Client, echo: Client, rounds: int) -> Timing:
    """Round trips for pages that have logins; the floor echoes the same frames."""
    chance = random.Random(_SEED)
    requests = [frame("sites.match", url=f"https://www.{chance.choice(vault.hosts)}/in?next=%2F") for _ in range(500)]
    pages, echoed = cycle(requests), cycle(requests)
    times = in_turn(rounds, clocked(lambda: host.exchange(next(pages))), clocked(lambda: echo.exchange(next(echoed))))
    return Timing(f"sites.match, {vault.size}", "echo", *times, most_p95=0.001)


def search(vault: BigVault, host: Client, rounds: int) -> Timing:
    """Titles are typed letter by letter; the floor looks for the same in plain dicts, and sorts nothing."""
    chance = random.Random(_SEED)
    typed = [title[:end] for title in chance.sample(vault.titles, 50) for end in range(1, len(title) + 1)]
    plain = [{"title": title, "host": site} for title, site in zip(vault.titles, vault.hosts, strict=True)]
    requests = cycle([frame("items.search", query=text, limit=50) for text in typed])
    texts = cycle(typed)

    def scan() -> int:
        text = next(texts)
        return sum(text in login["title"] or text in login["host"] for login in plain)

    times = in_turn(rounds, clocked(lambda: host.exchange(next(requests))), clocked(scan))
    return Timing(f"items.search, {vault.size}", "substring over dicts", *times, most_p95=0.010)


def save(vault: BigVault, host: Client, folder: Path, rounds: int) -> Timing:
    """Answered after the commit; the floor commits one row of a record's size, as durably."""
    chance = random.Random(_SEED)
    versions = dict.fromkeys(vault.ids, 1)
    path = folder / "floor.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for setting in _DURABLE:
            database.execute(f"PRAGMA {setting}")
        database.execute("CREATE TABLE records (id TEXT NOT NULL UNIQUE, sealed BLOB NOT NULL)")
        database.execute("BEGIN")
        database.executemany("INSERT INTO records VALUES (?, ?)", ((i, bytes(_RECORD_BYTES)) for i in vault.ids))
        database.execute("COMMIT")

        def change() -> None:
            item_id = chance.choice(vault.ids)
            changes = {"password": f"{chance.getrandbits(96):x}"}
            host.ask("items.update", id=item_id, version=versions[item_id], changes=changes)
            versions[item_id] += 1

        def commit() -> None:
            row = chance.randbytes(_RECORD_BYTES), chance.choice(vault.ids)
            database.execute("UPDATE records SET sealed = ? WHERE id = ?", row)

        times = in_turn(rounds, clocked(change), clocked(commit))
    path.unlink()
    return Timing(f"save, {vault.size}", "one row in SQLite", *times, most_p95=0.005)
