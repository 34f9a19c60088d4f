"""Two readers that share no code open every vector, and both come to the outcome that the document gives it."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.reader import second_reader
from tests.vectors.generate import INDEX, generate
from twinlatch import errors
from twinlatch.crypto import KdfParams, random_bytes
from twinlatch.device_store import DeviceStore
from twinlatch.two_factor import proof
from twinlatch.two_factor.guard import DeviceSecret, Guard
from twinlatch.two_factor.proof import Claim, prove
from twinlatch.vault.format import Header, b64
from twinlatch.vault.records import OWN_IDS
from twinlatch.vault.store import Store
from twinlatch.vault.vault import Vault

NOW = 1_790_000_000.0
DOCUMENT = (Path(__file__).parents[2] / "host" / "VAULT_FORMAT.md").read_text(encoding="utf-8")
ENTRIES: list[dict[str, Any]] = json.loads(INDEX.read_text(encoding="utf-8"))
WITHOUT_VECTOR = {"M8"}
"""It binds writers: tests/adversary holds the host's own files against it."""

Found = dict[bytes, Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every vector's file, freshly generated as the index says."""
    folder = tmp_path_factory.mktemp("vectors")
    assert generate(folder) == ENTRIES
    return folder


def test_every_must_has_a_vector() -> None:
    """M1 to M18 in the document, each named by a vector that is refused for it, but for those that cannot have one."""
    refused = Counter(entry["rule"] for entry in ENTRIES if "rule" in entry and entry["outcome"] != "opens")
    rules = {f"M{number}" for number in range(1, 100) if f"[M{number}]" in DOCUMENT}
    assert rules - set(refused) == WITHOUT_VECTOR
    assert set(refused) <= rules


def test_every_must_has_a_number() -> None:
    """By which a vector can name it."""
    rules = DOCUMENT.partition("## 1. ")[2]
    unnumbered = [said for said in re.findall(r"MUST(?:[^.]|\.\S)*", rules) if not re.search(r"\[M\d+\]", said)]
    assert unnumbered == []


def test_every_outcome_has_a_vector() -> None:
    """The names are those of the document's table."""
    table = DOCUMENT.partition("| outcome | rules |\n|---|---|\n")[2].partition("\n\n")[0]
    outcomes = {line.split("|")[1].strip() for line in table.splitlines()}
    assert {entry["outcome"] for entry in ENTRIES} == outcomes | {"opens"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["name"])
def test_a_vector(entry: dict[str, Any], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both readers come to its outcome; where it opens, both find the same in it, and none of them writes to it."""
    path = folder / entry["file"]
    before = path.read_bytes()
    by_reader = outcome_of(ReadBySecondReader(entry, path))
    by_host = outcome_of(ReadByHost(entry, path, tmp_path, monkeypatch))
    assert path.read_bytes() == before or "then" in entry
    assert {"second reader": by_reader[0], "host": by_host[0]} == {
        "second reader": entry["outcome"],
        "host": entry["outcome"],
    }
    assert by_reader[1] == by_host[1]


def outcome_of(read: Callable[[], tuple[str, Found]]) -> tuple[str, Found]:
    """The outcome by its name, and every record where it opened."""
    try:
        return read()
    except second_reader.Refusal as refusal:
        return refusal.outcome.replace("wrong_factor", "wrong_password_or_factor").replace("_", " "), {}
    except errors.WrongRecoveryCode as refusal:
        return "mistyped" if refusal.data["why"] == "mistyped" else "wrong password or factor", {}
    except errors.TwinlatchError as refusal:
        return HOST_OUTCOMES[type(refusal)], {}


HOST_OUTCOMES: dict[type[errors.TwinlatchError], str] = {
    errors.NotAVault: "not a vault",
    errors.NewerFormat: "newer format",
    errors.BadCredentials: "wrong password or factor",
    errors.UnknownDevice: "wrong password or factor",
    errors.LoggedOut: "session over",
    errors.RolledBack: "rolled back",
    errors.Damaged: "damaged",
}


def take_over(path: Path, then: Path) -> None:
    """Another process replaces all of the vault's content, in one transaction in the same file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("ATTACH ? AS later", [str(then)])
        db.execute("BEGIN IMMEDIATE")
        for table in ("header", "root", "pages", "records"):
            db.execute(f"DELETE FROM {table}")
            db.execute(f"INSERT INTO {table} SELECT * FROM later.{table}")
        db.execute("COMMIT")


@dataclass
class ReadBySecondReader:
    """By the reader that knows the document alone."""

    entry: dict[str, Any]
    path: Path

    def __call__(self) -> tuple[str, Found]:
        entry = self.entry
        match entry.get("factor"):
            case {"device_secret": secret}:
                factor: bytes | str | None = bytes.fromhex(secret)
            case {"recovery_code": code}:
                factor = code
            case _:
                factor = None
        memory = second_reader.Memory(*entry["remembered"]) if "remembered" in entry else None
        a = bytes.fromhex(entry["a"])
        vault = second_reader.open_vault(self.path, entry["email"], a, factor, memory=memory)
        if "then" in entry:
            before = self.path.read_bytes()
            try:
                take_over(self.path, self.path.with_name(entry["then"]))
                vault = second_reader.reread(vault, self.path)
            finally:
                self.path.write_bytes(before)
        return "opens", {id_: record.content for id_, record in vault.records.items()}


@dataclass
class ReadByHost:
    """By the host's own log-in, on a computer that holds what the vector says; Argon2id alone is replaced."""

    entry: dict[str, Any]
    path: Path
    state: Path
    monkeypatch: pytest.MonkeyPatch

    def __call__(self) -> tuple[str, Found]:
        a = bytes.fromhex(self.entry["a"])
        self.monkeypatch.setattr(proof, "argon2id", lambda password, salt, params: bytearray(a))
        claim = Claim(
            self.entry["email"],
            "not looked at",
            recovery_code=self.entry.get("factor", {}).get("recovery_code"),
            code_needed=False,
        )
        proved = prove(self.path, claim, self.devices(), NOW)
        vault = Vault.open(self.path, proved.vault_key)
        try:
            if "then" in self.entry:
                take_over(self.path, self.path.with_name(self.entry["then"]))
                vault.catch_up()
            found = {vault_id_of(record_id): vault.get(record_id) for record_id, _ in vault}
            own = {record_id: vault.own(kind) for kind, record_id in OWN_IDS.items()}
            return "opens", found | {record_id: fields for record_id, fields in own.items() if fields}
        finally:
            vault.close()

    def devices(self) -> DeviceStore:
        """A memory with the device secret, for the generation and version remembered, or those of the file."""
        devices = DeviceStore(self.state)
        if "device_secret" in self.entry.get("factor", {}):
            header = self.header()
            generation, version = self.entry.get("remembered", (header.generation, None))
            if version is None:
                version = int.from_bytes(header.second_factor[:8], "big")
            secret = bytes.fromhex(self.entry["factor"]["device_secret"])
            guard = Guard(current=DeviceSecret(generation, secret, version), off_generation=header.generation)
            with devices.exclusive(header.vault_id, two_factor=False) as slot:
                slot.write(guard.to_json())
        return devices

    def header(self) -> Header:
        """The file's, or noise where it has none: then nothing is remembered of it either."""
        try:
            store = Store(self.path)
            try:
                return store.header()
            finally:
                store.close()
        except errors.TwinlatchError:
            noise = random_bytes(612)
            return Header(random_bytes(16), 1, noise[:16], KdfParams(0, 0, 0), noise[:32], "", noise, noise)


def vault_id_of(record_id: str) -> bytes:
    """The 16 bytes of an id as the host names it."""
    return second_reader.unb64(record_id)


def test_ids_are_read_alike() -> None:
    """Both ways of naming a record are the same."""
    assert vault_id_of(b64(bytes(range(16)))) == bytes(range(16))
