"""A small writer of vaults for tests, which knows host/VAULT_FORMAT.md alone and shares nothing with the second reader.

The two have in common only what the library gives: AES-GCM-SIV.
"""

import base64
import hashlib
import hmac
import itertools
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

SCHEMA = """
CREATE TABLE header (id INTEGER PRIMARY KEY CHECK (id = 0), vault_id BLOB NOT NULL, generation INTEGER NOT NULL, \
salt BLOB NOT NULL, memory_kib INTEGER NOT NULL, iterations INTEGER NOT NULL, lanes INTEGER NOT NULL, \
email_hash BLOB NOT NULL, device_label TEXT NOT NULL, slots BLOB NOT NULL, second_factor BLOB NOT NULL) STRICT;
CREATE TABLE root (id INTEGER PRIMARY KEY CHECK (id = 0), sealed BLOB NOT NULL) STRICT;
CREATE TABLE pages (number INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT;
CREATE TABLE records (id BLOB NOT NULL UNIQUE, sealed BLOB NOT NULL) STRICT;
"""

EMAIL = "Ada@Example.org"
PASSWORD = "correct horse battery staple"
A = hashlib.sha256(b"stands for what Argon2id makes").digest()
DEVICE = hashlib.sha256(b"device secret").digest()
CODES = [hashlib.sha256(b"code %d" % n).digest()[:15] for n in range(10)]
SEED, ENROLMENT = bytes(range(20)), bytes(range(16))

ACCOUNT_ID, LOG_ID, GENERATED_ID, GATEWAY_ID = (bytes(15) + bytes([number]) for number in range(4))
MAIL_ID, BANK_ID, BANK_TOO_ID = bytes([7]) * 16, bytes([200]) + bytes(15), bytes([200]) + bytes(14) + b"\1"

Row = list[Any]


def encode(*parts: bytes | str | int) -> bytes:
    """`enc`."""
    out = bytearray()
    for part in parts:
        if isinstance(part, int):
            out += bytes([0, 0, 0, 8]) + part.to_bytes(8, "big")
        else:
            raw = part.encode() if isinstance(part, str) else part
            out += len(raw).to_bytes(4, "big") + raw
    return bytes(out)


def mac(key: bytes, text: bytes) -> bytes:
    """HMAC-SHA256."""
    return hmac.digest(key, text, "sha256")


def derive(ikm: bytes, salt: bytes, info: bytes) -> tuple[bytes, bytes]:
    """The two halves of 64 bytes of HKDF (RFC 5869)."""
    prk = mac(salt, ikm)
    first = mac(prk, info + b"\1")
    return first, mac(prk, first + info + b"\2")


def seal(key: bytes, nonce: bytes, plaintext: bytes, ad: bytes) -> bytes:
    """`SEAL`."""
    return nonce + AESGCMSIV(key).encrypt(nonce, plaintext, ad)


def pad(text: bytes, least: int) -> bytes:
    """`PAD`."""
    sizes = (least << doubling for doubling in itertools.count())
    framed = len(text).to_bytes(4, "big") + text
    return framed.ljust(next(size for size in sizes if size >= len(framed)), b"\0")


def b64(raw: bytes) -> str:
    """`b64`."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def login(title: str) -> dict[str, Any]:
    """A login record with every field."""
    return {
        "title": title, "urls": [{"url": "https://example.org/", "match": "domain"}], "username": "ada",
        "password": f"secret of {title}", "totp": "", "notes": "", "custom_fields": [], "tags": ["work"],
        "favorite": False, "created_at": 1760000000, "updated_at": 1760000001,
    }  # fmt: skip


def summary(content: dict[str, Any]) -> list[Any]:
    """The summary of a login."""
    urls = [
        [entry["url"], entry["match"], "*" if entry["match"] == "regex" else "example.org"] for entry in content["urls"]
    ]
    has_totp = content["totp"] != ""
    return [
        content["title"], content["username"], urls, content["tags"], content["favorite"], has_totp,
        content["created_at"], content["updated_at"],
    ]  # fmt: skip


ACCOUNT = {"email": EMAIL, "created_at": 1760000000, "settings": {}, "two_factor": None}
LOG = {
    "events": [
        {"at": 1760000000, "what": "two_factor_on"},
        {"at": 1760000100, "what": "login", "how": "code", "system": "Linux"},
        {"at": 1760000100, "what": "wrong_code", "count": 3},
    ]
}
GENERATED = {
    "passwords": [
        {"password": "made later", "host": "example.org", "created_at": 1760000200.5},
        {"password": "made first", "host": "", "created_at": 1760000100},
    ]
}
GATEWAY = {"name": "Example Texts", "url": "https://texts.example/send"}
OWN = {LOG_ID: LOG, GENERATED_ID: GENERATED, GATEWAY_ID: GATEWAY}


def unchanged(text: bytes) -> bytes:
    """The hook that changes nothing."""
    return text


@dataclass
class Writer:
    """A vault in the making; every part can be set, and the hooks change what is about to be sealed."""

    two_factor: bool = False
    a: bytes = A
    vault_id: bytes = bytes(range(16))
    generation: int = 3
    salt: bytes = bytes(range(16, 32))
    memory_kib: int = 65536
    iterations: int = 3
    lanes: int = 4
    label: str = ""
    vault_key: bytes = hashlib.sha256(b"vault key").digest()
    sequence: int = 9
    second_factor_version: int = 4
    types: dict[bytes, str] = field(
        default_factory=lambda: {
            ACCOUNT_ID: "account",
            LOG_ID: "log",
            GENERATED_ID: "generated",
            GATEWAY_ID: "gateway",
        }
    )
    records: dict[bytes, Any] = field(
        default_factory=lambda: {
            ACCOUNT_ID: ACCOUNT,
            MAIL_ID: login("Mail"),
            BANK_ID: login("Bank"),
            BANK_TOO_ID: login("Bank too"),
        }
    )
    summaries: dict[bytes, list[Any]] = field(default_factory=dict)
    change_slots: Callable[[bytes], bytes] = unchanged
    change_second_factor: Callable[[bytes], bytes] = unchanged
    change_rows: Callable[[list[list[Row]]], None] = lambda pages: None
    change_pages: Callable[[list[bytes]], None] = lambda pages: None
    change_root: Callable[[bytes], bytes] = unchanged
    page_number: Callable[[int], int] = lambda number: number
    pad_record: Callable[[bytes], bytes] = lambda text: pad(text, 256)
    pad_page: Callable[[bytes], bytes] = lambda text: pad(text, 512)
    pad_second_factor: Callable[[bytes], bytes] = lambda text: pad(text, 512)
    second_factor_text: bytes = json.dumps({"seed": b64(SEED), "enrolment": b64(ENROLMENT)}).encode()
    stray_positions: tuple[int, ...] = ()
    noise: Callable[[int], bytes] = os.urandom

    def seal(self, key: bytes, plaintext: bytes, ad: bytes) -> bytes:
        """`SEAL` under a fresh nonce."""
        return seal(key, self.noise(12), plaintext, ad)

    def key(self, purpose: str) -> bytes:
        """A key of the vault key's."""
        info = encode("twinlatch/key/1", purpose, self.vault_id, self.generation)
        return mac(self.vault_key, info + b"\1")

    def binding(self) -> bytes:
        """`binding`."""
        return hashlib.sha256(encode(self.memory_kib, self.iterations, self.lanes, "ada@example.org")).digest()

    def slot(self, position: int, factor: bytes) -> bytes:
        """A used row."""
        kind = ["password", "device"][position] if position < 2 else "recovery"
        ctx = encode("twinlatch/slot/1", kind, self.vault_id, self.generation, position, self.binding())
        salt = self.noise(32)
        key, commitment = derive(self.a + factor, salt, ctx)
        return salt + commitment + self.seal(key, self.vault_key, ctx)

    def slots(self) -> bytes:
        """The slot table."""
        factors = {0: b"", 1: DEVICE} | {2 + n: code for n, code in enumerate(CODES)}
        used = range(1, 12) if self.two_factor else range(1)
        rows = [
            self.slot(n, factors[n]) if n in used or n in self.stray_positions else self.noise(124) for n in range(16)
        ]
        return self.change_slots(b"".join(rows))

    def second_factor(self) -> bytes:
        """The second-factor record."""
        if not self.two_factor:
            return self.noise(612)
        version = self.second_factor_version
        ctx = encode("twinlatch/second-factor/1", self.vault_id, self.generation, version, self.binding())
        salt = self.noise(32)
        key, commitment = derive(self.a + DEVICE, salt, ctx)
        sealed = self.seal(key, self.pad_second_factor(self.second_factor_text), ctx)
        return self.change_second_factor(version.to_bytes(8, "big") + salt + commitment + sealed)

    def header(self) -> dict[str, Any]:
        """The header's columns."""
        return {
            "vault_id": self.vault_id,
            "generation": self.generation,
            "salt": self.salt,
            "memory_kib": self.memory_kib,
            "iterations": self.iterations,
            "lanes": self.lanes,
            "email_hash": hashlib.sha256(self.salt + b"ada@example.org").digest(),
            "device_label": self.label or ("Linux 2026-11" if self.two_factor else ""),
            "slots": self.slots(),
            "second_factor": self.second_factor(),
        }

    def sealed_records(self) -> dict[bytes, bytes]:
        """Every record, sealed at version 2."""
        return {
            id_: self.seal(
                self.key("record"),
                self.pad_record(json.dumps(content).encode()),
                encode("twinlatch/record/1", self.vault_id, self.generation, id_, 2, self.types.get(id_, "login")),
            )
            for id_, content in self.records.items()
        }

    def sealed_pages(self, records: dict[bytes, bytes]) -> list[bytes]:
        """The 256 pages that name the records."""
        pages: list[list[Row]] = [[] for _ in range(256)]
        for id_, sealed in sorted(records.items()):
            kind = self.types.get(id_, "login")
            about = self.summaries.get(id_) or (summary(self.records[id_]) if kind == "login" else None)
            pages[id_[0]].append([b64(id_), 2, b64(sealed[-16:]), kind, about])
        self.change_rows(pages)
        return [
            self.seal(
                self.key("index"),
                self.pad_page(json.dumps(rows).encode()),
                encode("twinlatch/page/1", self.vault_id, self.generation, self.page_number(number)),
            )
            for number, rows in enumerate(pages)
        ]

    def root(self, header: dict[str, Any], pages: list[bytes]) -> bytes:
        """The root over the header and the pages."""
        hashed = {name: hashlib.sha256(header[name]).digest() for name in ("slots", "second_factor")}
        ad = encode("twinlatch/root/1", encode("twinlatch/header/1", *(header | hashed).values()))
        plain = self.sequence.to_bytes(8, "big") + b"".join(hashlib.sha256(page).digest() for page in pages)
        return self.seal(self.key("index"), self.change_root(plain), ad)

    def write(self, path: Path) -> Path:
        """Write the file anew."""
        path.unlink(missing_ok=True)
        header, records = self.header(), self.sealed_records()
        pages = self.sealed_pages(records)
        root = self.root(header, pages)
        self.change_pages(pages)
        with closing(sqlite3.connect(path)) as db, db:
            db.executescript("PRAGMA synchronous=OFF; PRAGMA application_id=0x54574C41; PRAGMA user_version=1")
            db.executescript(SCHEMA)
            db.execute(f"INSERT INTO header VALUES (0{', ?' * 10})", list(header.values()))
            db.execute("INSERT INTO root VALUES (0, ?)", [root])
            db.executemany("INSERT INTO pages VALUES (?, ?)", enumerate(pages))
            db.executemany("INSERT INTO records VALUES (?, ?)", records.items())
        return path
