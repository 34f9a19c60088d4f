"""A second reader of the vault file, written from host/VAULT_FORMAT.md alone and sharing no code with the host.

python -m tests.reader.second_reader FILE --email E [--recovery] [--show]
"""

import argparse
import base64
import getpass
import hashlib
import hmac
import json
import os
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

MAGIC: Final = b"SQLite format 3\0"
APPLICATION_ID: Final = 0x54574C41
FORMAT: Final = 1

SCHEMA: Final = {
    "header": (
        "CREATE TABLE header (id INTEGER PRIMARY KEY CHECK (id = 0), vault_id BLOB NOT NULL, "
        "generation INTEGER NOT NULL, salt BLOB NOT NULL, memory_kib INTEGER NOT NULL, "
        "iterations INTEGER NOT NULL, lanes INTEGER NOT NULL, email_hash BLOB NOT NULL, "
        "device_label TEXT NOT NULL, slots BLOB NOT NULL, second_factor BLOB NOT NULL) STRICT"
    ),
    "root": "CREATE TABLE root (id INTEGER PRIMARY KEY CHECK (id = 0), sealed BLOB NOT NULL) STRICT",
    "pages": "CREATE TABLE pages (number INTEGER PRIMARY KEY, sealed BLOB NOT NULL) STRICT",
    "records": "CREATE TABLE records (id BLOB NOT NULL UNIQUE, sealed BLOB NOT NULL) STRICT",
}
SCHEMA_ROWS: Final = sorted(
    [("table", name, name, sql) for name, sql in SCHEMA.items()]
    + [("index", "sqlite_autoindex_records_1", "records", "")]
)

SLOT_SIZE: Final = 124
SLOT_COUNT: Final = 16
SECOND_FACTOR_SIZE: Final = 612
PAGE_COUNT: Final = 256
ROOT_SIZE: Final = 8 + 32 * PAGE_COUNT
PASSWORD_POSITIONS: Final = range(1)
DEVICE_POSITIONS: Final = range(1, 2)
RECOVERY_POSITIONS: Final = range(2, 12)

NONCE_SIZE: Final = 12
TAG_SIZE: Final = 16
OWN_TYPES: Final = {
    number.to_bytes(16, "big"): kind for number, kind in enumerate(("account", "log", "generated", "gateway"))
}
ACCOUNT_ID: Final = bytes(16)
EVENT_LIMIT: Final = 500
PREVIOUS_LIMIT: Final = 5


class Refusal(Exception):
    """The file or a secret is refused.

    `must` is the number of the rule that asks for it ("M4"), or the outcome where the document has no rule;
    `outcome` is one of the document's: not_a_vault, newer_format, wrong_factor, mistyped, session_over, rolled_back,
    damaged; or unfinished_write or busy, where only a writer can say more.
    """

    def __init__(self, outcome: str, reason: str, *, must: str = "") -> None:
        self.outcome = outcome
        self.must = must or outcome
        super().__init__(f"{self.must}: {reason}")


# Section 1: notation


def u32(number: int) -> bytes:
    """Four bytes, big-endian."""
    return number.to_bytes(4, "big")


def u64(number: int) -> bytes:
    """Eight bytes, big-endian."""
    return number.to_bytes(8, "big")


def enc(*parts: bytes | str | int) -> bytes:
    """Each part behind its length: text as UTF-8, an integer as its eight bytes."""
    encoded = (u64(p) if isinstance(p, int) else p.encode() if isinstance(p, str) else p for p in parts)
    return b"".join(u32(len(part)) + part for part in encoded)


def unb64(text: object) -> bytes:
    """The bytes of canonical base64url without padding; ValueError for anything else (RFC 4648, section 5)."""
    if not isinstance(text, str) or not re.fullmatch(r"[A-Za-z0-9_-]*", text):
        raise ValueError("not base64url")
    raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(raw).decode().rstrip("=") != text:
        raise ValueError("not canonical base64url")
    return raw


def unpad(padded: bytes, least: int) -> bytes:
    """The text inside a padded one; refused [M1] unless padded exactly as the document says.

    A length that exceeds what follows asks for a larger class, so the comparison of sizes refuses it too.
    """
    length = int.from_bytes(padded[:4], "big")
    size = least
    while size < 4 + length:
        size *= 2
    if len(padded) != size:
        raise Refusal("damaged", "a padded text has not the smallest size", must="M1")
    if any(padded[4 + length :]):
        raise Refusal("damaged", "padding is not all zeros", must="M1")
    return padded[4 : 4 + length]


def open_sealed(key: bytes, sealed: bytes, ad: bytes) -> bytes:
    """OPEN; raises InvalidTag, also for bytes too short to be sealed (RFC 8452)."""
    if len(sealed) < NONCE_SIZE + TAG_SIZE:
        raise InvalidTag
    return AESGCMSIV(key).decrypt(sealed[:NONCE_SIZE], sealed[NONCE_SIZE:], ad)


def hkdf(ikm: bytes, salt: bytes, info: bytes, size: int) -> bytes:
    """HKDF-SHA256 (RFC 5869)."""
    return HKDF(SHA256(), size, salt, info).derive(ikm)


def expand(key: bytes, info: bytes) -> bytes:
    """The expand step of HKDF-SHA256 alone, 32 bytes (RFC 5869, section 2.3)."""
    return HKDFExpand(SHA256(), 32, info).derive(key)


def prepare_password(password: str) -> bytes:
    """`P`: every space is U+0020, then NFC."""
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in password)
    return unicodedata.normalize("NFC", spaced).encode()


def prepare_email(email: str) -> bytes:
    """`E`: stripped, NFC, lower case, and not normalised again."""
    return unicodedata.normalize("NFC", email.strip()).lower().encode()


def parse_json(text: bytes, must: str) -> Any:
    """Strict JSON: UTF-8, no key twice, no NaN; otherwise refused as damaged under `must`."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) != len(pairs):
            raise ValueError("a key occurs twice")
        return dict(pairs)

    def no_constant(name: str) -> None:
        raise ValueError(f"{name} is not JSON")

    try:
        return json.loads(text.decode(), object_pairs_hook=once, parse_constant=no_constant)
    except (ValueError, RecursionError):
        raise Refusal("damaged", "a sealed text is not JSON", must=must) from None


# The forms of what is sealed: sections 5, 6 and 8

Form = Callable[[Any], bool]


def is_text(value: object) -> bool:
    """Whether a value is a text."""
    return isinstance(value, str)


def is_flag(value: object) -> bool:
    """Whether a value is true or false."""
    return isinstance(value, bool)


def is_time(value: object) -> bool:
    """Whether a value is a JSON number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_whole(value: Any) -> bool:
    """Whether a value is a JSON number without a fraction."""
    return is_time(value) and value % 1 == 0


def is_several(value: Any) -> bool:
    """Whether a value is a whole number, 2 or more."""
    return is_whole(value) and value >= 2


def is_match(value: object) -> bool:
    """Whether a value says how a URL of a login is compared."""
    return value in ("domain", "host", "host_port", "starts_with", "exact", "regex", "never")


def is_phone(value: object) -> bool:
    """Whether a value is a phone number as ITU-T E.164 writes it: `+` and 2 to 15 digits, the first not 0."""
    return isinstance(value, str) and re.fullmatch(r"\+[1-9][0-9]{1,14}", value) is not None


def array_of(form: Form) -> Form:
    """An array whose elements all have a form."""
    return lambda value: isinstance(value, list) and all(form(element) for element in value)


def row_of(*forms: Form) -> Form:
    """An array of so many elements, each of its own form."""
    return lambda value: (
        isinstance(value, list)
        and len(value) == len(forms)
        and all(form(element) for form, element in zip(forms, value, strict=True))
    )


def object_with(required: Mapping[str, Form], optional: Mapping[str, Form] | None = None) -> Form:
    """An object with the required names, perhaps with optional ones and others."""
    known = {**required, **(optional or {})}
    return lambda value: (
        isinstance(value, dict)
        and value.keys() >= required.keys()
        and all(known[name](part) for name, part in value.items() if name in known)
    )


def object_of(required: Mapping[str, Form], optional: Mapping[str, Form] | None = None) -> Form:
    """An object with the required names, perhaps with optional ones, and no others."""
    names = {*required, *(optional or {})}
    fits = object_with(required, optional)
    return lambda value: fits(value) and value.keys() <= names


is_second_factor: Final = object_of(
    {"seed": is_text, "enrolment": is_text}, {"trust_hash": is_text, "trusted_until": is_time, "phone": is_phone}
)

is_two_factor: Final = object_with(
    {"since": is_time, "codes_issued_at": is_time, "codes_saved": is_flag}, {"phone": is_text}
)
is_settings: Final = object_with(
    {},
    {
        "sites": array_of(
            object_with({"address": is_text, "never_save": is_flag, "never_fill": is_flag, "off": is_flag})
        ),
        "equivalent_domains": array_of(array_of(is_text)),
    },
)
has_events: Final = object_with(
    {
        "events": array_of(
            object_with(
                {"at": is_whole, "what": is_text},
                {"how": is_text, "name": is_text, "system": is_text, "count": is_several},
            )
        )
    }
)
has_passwords: Final = object_with(
    {"passwords": array_of(object_with({"password": is_text, "host": is_text, "created_at": is_time}))}
)


are_previous: Final = array_of(object_of({"password": is_text, "replaced_at": is_time}))


def is_previous(value: Any) -> bool:
    """Whether a value is what a login keeps of earlier passwords: one to five of them."""
    return are_previous(value) and 1 <= len(value) <= PREVIOUS_LIMIT


def is_log(value: Any) -> bool:
    """Whether a value is what a `log` record holds: at most 500 events, the earliest first, of any kind."""
    if not has_events(value) or len(value["events"]) > EVENT_LIMIT:
        return False
    times = [event["at"] for event in value["events"]]
    return times == sorted(times)


def is_generated(value: Any) -> bool:
    """Whether a value is what a `generated` record holds: passwords, the newest first."""
    if not has_passwords(value):
        return False
    times = [made["created_at"] for made in value["passwords"]]
    return times == sorted(times, reverse=True)


RECORD_FORMS: Final[Mapping[str, Form]] = {
    "account": object_with(
        {
            "email": is_text,
            "created_at": is_time,
            "settings": is_settings,
            "two_factor": lambda value: value is None or is_two_factor(value),
        }
    ),
    "log": is_log,
    "generated": is_generated,
    "gateway": object_with({"name": is_text, "url": is_text}),
    "login": object_of(
        {
            "title": is_text,
            "username": is_text,
            "password": is_text,
            "totp": is_text,
            "notes": is_text,
            "urls": array_of(object_with({"url": is_text, "match": is_match})),
            "custom_fields": array_of(object_with({"name": is_text, "value": is_text, "hidden": is_flag})),
            "tags": array_of(is_text),
            "favorite": is_flag,
            "created_at": is_time,
            "updated_at": is_time,
        },
        {"previous_passwords": is_previous},
    ),
}
is_summary: Final = row_of(
    is_text,
    is_text,
    array_of(row_of(is_text, is_match, is_text)),
    array_of(is_text),
    is_flag,
    is_flag,
    is_time,
    is_time,
)


# Section 9: recovery codes


def recovery_checksum(code: bytes) -> int:
    """The first 20 bits of the hash, as a number."""
    return int.from_bytes(hashlib.sha256(b"twinlatch/recovery-code/1" + code).digest()[:3], "big") >> 4


def show_recovery_code(code: bytes) -> str:
    """The 28 characters of 15 bytes and their checksum, in groups of four."""
    number = int.from_bytes(code, "big") << 20 | recovery_checksum(code)
    text = base64.b32encode((number << 4).to_bytes(18, "big")).decode()[:28]
    return "-".join(text[i : i + 4] for i in range(0, 28, 4))


def parse_recovery_code(text: str) -> bytes:
    """The 15 bytes of a code as a person types it; refused as mistyped [M16]."""
    read = str.maketrans("abcdefghijklmnopqrstuvwxyz018", "ABCDEFGHIJKLMNOPQRSTUVWXYZOIB")
    typed = "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Pd").translate(read)
    if not re.fullmatch(r"[A-Z2-7]{28}", typed):
        raise Refusal("mistyped", "a recovery code has 28 letters and digits", must="M16")
    number = int.from_bytes(base64.b32decode(typed + "AAAA"), "big") >> 20
    code, checksum = (number >> 20).to_bytes(15, "big"), number & 0xFFFFF
    if checksum != recovery_checksum(code):
        raise Refusal("mistyped", "the checksum of the recovery code does not match", must="M16")
    return code


# Sections 2 and 3: container and header


@dataclass(frozen=True)
class Header:
    """The header row; to be believed only once the root has been opened with it."""

    vault_id: bytes
    generation: int
    salt: bytes
    memory_kib: int
    iterations: int
    lanes: int
    email_hash: bytes
    device_label: str
    slots: bytes = field(repr=False)
    second_factor: bytes = field(repr=False)

    @property
    def two_factor(self) -> bool:
        """Whether two-factor is on."""
        return self.device_label != ""

    def binding(self, email: bytes) -> bytes:
        """What ties a slot to the cost and the e-mail address."""
        return hashlib.sha256(enc(self.memory_kib, self.iterations, self.lanes, email)).digest()

    def root_ad(self) -> bytes:
        """`AD_root`, which authenticates every column."""
        head = enc(
            "twinlatch/header/1", self.vault_id, self.generation, self.salt, self.memory_kib, self.iterations,
            self.lanes, self.email_hash, self.device_label, hashlib.sha256(self.slots).digest(),
            hashlib.sha256(self.second_factor).digest(),
        )  # fmt: skip
        return enc("twinlatch/root/1", head)


HEADER_COLUMNS: Final = tuple(Header.__dataclass_fields__)
HEADER_BLOB_SIZES: Final = {
    "vault_id": 16,
    "salt": 16,
    "email_hash": 32,
    "slots": SLOT_SIZE * SLOT_COUNT,
    "second_factor": SECOND_FACTOR_SIZE,
}
HEADER_INTEGERS: Final = ("generation", "memory_kib", "iterations", "lanes")
DEVICE_LABEL_LIMIT: Final = 64


@dataclass(frozen=True)
class Store:
    """What the file holds, as read in one transaction and not yet opened."""

    header: Header
    root: list[tuple[object, object]] = field(repr=False)
    pages: list[tuple[object, object]] = field(repr=False)
    records: list[tuple[object, object]] = field(repr=False)


def check_file_header(path: Path) -> None:
    """The file begins as a vault of this format [M2, M3], with no write-ahead log beside it [M2].

    Raises OSError when there is no file.
    """
    with path.open("rb") as file:
        start = file.read(100)
    well_formed = (
        len(start) == 100
        and start.startswith(MAGIC)
        and start[18:20] == b"\x01\x01"
        and int.from_bytes(start[68:72], "big") == APPLICATION_ID
    )
    if not well_formed:
        raise Refusal("not_a_vault", "the first 100 bytes are not those of a vault", must="M2")
    file_format = int.from_bytes(start[60:64], "big")
    if file_format == 0:
        raise Refusal("not_a_vault", "the format is zero", must="M3")
    if file_format > FORMAT:
        raise Refusal("newer_format", f"the format is {file_format}", must="M3")
    if os.path.lexists(f"{path}-wal"):
        raise Refusal("damaged", "a write-ahead log beside the file would be copied into it", must="M2")


@contextmanager
def connect(path: Path) -> Iterator[sqlite3.Connection]:
    """A read transaction on the file, which is never written; SQLite's failures become refusals."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)) as db:
            db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
            db.execute("PRAGMA trusted_schema=OFF")
            db.execute("PRAGMA cell_size_check=ON")
            db.execute("PRAGMA temp_store=MEMORY")
            db.execute("BEGIN")
            yield db
    except sqlite3.DatabaseError as error:
        raise Refusal(*sqlite_failure(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR))) from None


def sqlite_failure(code: int) -> tuple[str, str]:
    """The outcome and the reason for SQLite's extended result code."""
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY:
            return "busy", "another process is writing"
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN:
            return "unfinished_write", "a journal beside the file is to be rolled back by a writer first"
        case _:
            return "damaged", "SQLite cannot read the file"


def read_header(db: sqlite3.Connection) -> Header:
    """The one header row, with every column of its type and length [M5] and a cost within bounds [M6]."""
    rows = db.execute(f"SELECT id, {', '.join(HEADER_COLUMNS)} FROM header").fetchall()
    if len(rows) != 1 or rows[0][0] != 0:
        raise Refusal("damaged", "there is not exactly one header", must="M5")
    columns = dict(zip(HEADER_COLUMNS, rows[0][1:], strict=True))
    for name, size in HEADER_BLOB_SIZES.items():
        if not isinstance(columns[name], bytes) or len(columns[name]) != size:
            raise Refusal("damaged", f"{name} has not {size} bytes", must="M5")
    if not all(isinstance(columns[name], int) for name in HEADER_INTEGERS):
        raise Refusal("damaged", "a number in the header is none", must="M5")
    if not is_label(columns["device_label"]):
        raise Refusal("damaged", "device_label is not a text of at most 64 bytes", must="M5")
    header = Header(**columns)
    if header.generation < 1:
        raise Refusal("damaged", "generation is below 1", must="M5")
    if not (65536 <= header.memory_kib <= 1048576 and 3 <= header.iterations <= 10 and header.lanes == 4):
        raise Refusal("damaged", "the cost of the password is out of bounds", must="M6")
    return header


def is_label(value: object) -> bool:
    """Whether a value is UTF-8 text short enough for the device label."""
    try:
        return isinstance(value, str) and len(value.encode()) <= DEVICE_LABEL_LIMIT
    except UnicodeEncodeError:
        return False


def read_store(path: Path) -> Store:
    """Everything in the file, after the checks that need no key [M2 to M6]."""
    check_file_header(path)
    with connect(path) as db:
        found = db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema").fetchall()
        if sorted(found) != SCHEMA_ROWS:
            raise Refusal("damaged", "the schema is not that of a vault", must="M4")
        return Store(
            read_header(db),
            db.execute("SELECT id, sealed FROM root").fetchall(),
            db.execute("SELECT number, sealed FROM pages ORDER BY number").fetchall(),
            db.execute("SELECT id, sealed FROM records").fetchall(),
        )


# Sections 4 and 5: the slots and the second-factor record


@dataclass(frozen=True)
class Attempt:
    """One try at a row: `key` is for the sealed part, `matches` says whether the commitment is the row's."""

    key: bytes = field(repr=False)
    matches: bool


def attempt(ikm: bytes, salt_and_commitment: bytes, ctx: bytes) -> Attempt:
    """The key for a salt of 32 bytes, and whether the 32 bytes after it commit to that key [M7]."""
    salt, commitment = salt_and_commitment[:32], salt_and_commitment[32:64]
    derived = hkdf(ikm, salt, ctx, 64)
    return Attempt(derived[:32], hmac.compare_digest(derived[32:], commitment))


def slot_context(header: Header, position: int, binding: bytes) -> bytes:
    """`ctx` of the row at a position, which is its type."""
    kind = "password" if position in PASSWORD_POSITIONS else "device" if position in DEVICE_POSITIONS else "recovery"
    return enc("twinlatch/slot/1", kind, header.vault_id, header.generation, position, binding)


def attempt_slot(header: Header, position: int, a: bytes, factor: bytes, binding: bytes) -> Attempt:
    """One try at the row at a position."""
    row = header.slots[position * SLOT_SIZE :][:SLOT_SIZE]
    return attempt(a + factor, row, slot_context(header, position, binding))


def unwrap_vault_key(header: Header, positions: range, a: bytes, factor: bytes, binding: bytes) -> bytes:
    """The vault key from the first of the rows that commits to the key derived for it [M7].

    Every row of the factor's type is tried, and none that is not in use [M18].
    """
    if header.two_factor is (positions == PASSWORD_POSITIONS):
        raise Refusal("wrong_factor", "no row of this type is in use", must="M18")
    tries = {position: attempt_slot(header, position, a, factor, binding) for position in positions}
    matching = [position for position, tried in tries.items() if tried.matches]
    if not matching:
        raise Refusal("wrong_factor", "no row commits to a key made of these secrets", must="M7")
    position = matching[0]
    sealed = header.slots[position * SLOT_SIZE + 64 : (position + 1) * SLOT_SIZE]
    try:
        return open_sealed(tries[position].key, sealed, slot_context(header, position, binding))
    except InvalidTag:
        raise Refusal("damaged", "a row commits to a key that does not open it") from None


@dataclass(frozen=True)
class SecondFactor:
    """The second-factor record: a TOTP seed of 20 bytes and the 16 bytes that name its enrolment.

    While the device is trusted: the SHA-256 of its token, and until when (unix seconds). Where the owner proved
    a phone number: that number, as E.164 writes it.
    """

    version: int
    seed: bytes = field(repr=False)
    enrolment: bytes = field(repr=False)
    trust_hash: bytes | None = field(default=None, repr=False)
    trusted_until: float | None = None
    phone: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Memory:
    """What a device remembers with its secret: the generation it is for, and the second-factor record's version."""

    generation: int
    version: int

    def check(self, generation: int, version: int) -> None:
        """Refuses [M9] a record of that generation whose version is neither the remembered one nor the next."""
        if generation != self.generation or version in (self.version, self.version + 1):
            return
        outcome = "rolled_back" if version < self.version else "damaged"
        raise Refusal(outcome, f"the second-factor record has version {version}", must="M9")


def open_second_factor(header: Header, a: bytes, device: bytes, binding: bytes, memory: Memory | None) -> SecondFactor:
    """The second-factor record: commitment [M7], then version against the remembered one [M9], then content."""
    record = header.second_factor
    version = int.from_bytes(record[:8], "big")
    ctx = enc("twinlatch/second-factor/1", header.vault_id, header.generation, version, binding)
    tried = attempt(a + device, record[8:72], ctx)
    if not tried.matches:
        raise Refusal("wrong_factor", "the second-factor record is not for these secrets", must="M7")
    if memory:
        memory.check(header.generation, version)
    try:
        padded = open_sealed(tried.key, record[72:], ctx)
    except InvalidTag:
        raise Refusal("damaged", "the second-factor record does not open") from None
    content = parse_json(unpad(padded, 512), "damaged")
    try:
        return parse_second_factor(version, content)
    except ValueError as error:
        raise Refusal("damaged", f"the second-factor record: {error}") from None


def parse_second_factor(version: int, content: Any) -> SecondFactor:
    """The content of the record; ValueError when it has another form."""
    if version < 1:
        raise ValueError("there is no version zero")
    if not is_second_factor(content) or ("trust_hash" in content) != ("trusted_until" in content):
        raise ValueError("not a seed and an enrolment, with or without trust and a phone number")
    seed, enrolment = unb64(content["seed"]), unb64(content["enrolment"])
    trust_hash = unb64(content["trust_hash"]) if "trust_hash" in content else None
    if (len(seed), len(enrolment), len(trust_hash or bytes(32))) != (20, 16, 32):
        raise ValueError("a length is another")
    return SecondFactor(version, seed, enrolment, trust_hash, content.get("trusted_until"), content.get("phone"))


# Sections 6 to 8: records, index pages, root, summaries


@dataclass(frozen=True)
class IndexRow:
    """What an index page says of one record."""

    id: bytes
    version: int
    tag: bytes
    type: str
    summary: list[Any] | None = field(repr=False)


@dataclass(frozen=True)
class Record:
    """One opened record with its row."""

    row: IndexRow
    content: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Vault:
    """An opened vault; `records` holds every record, the vault's own included."""

    header: Header
    sequence: int
    records: dict[bytes, Record] = field(repr=False)
    second_factor: SecondFactor | None
    key: bytes = field(repr=False)

    @property
    def account(self) -> dict[str, Any]:
        """The content of the account record."""
        return self.own["account"]

    @property
    def logins(self) -> list[Record]:
        """The records of type `login`, in the order of their ids."""
        return [record for record in self.records.values() if record.row.type == "login"]

    @property
    def own(self) -> dict[str, dict[str, Any]]:
        """The contents of the vault's own records that there are, by their types."""
        return {kind: self.records[id_].content for id_, kind in OWN_TYPES.items() if id_ in self.records}


def subkey(header: Header, vault_key: bytes, purpose: str) -> bytes:
    """The key for `record`, `index` or `export` of this generation."""
    return expand(vault_key, enc("twinlatch/key/1", purpose, header.vault_id, header.generation))


def open_root(store: Store, index_key: bytes) -> tuple[int, list[bytes]]:
    """The sequence and the 256 hashes of the pages [M10]."""
    if len(store.root) != 1 or store.root[0][0] != 0 or not isinstance(store.root[0][1], bytes):
        raise Refusal("damaged", "there is not exactly one root", must="M10")
    try:
        root = open_sealed(index_key, store.root[0][1], store.header.root_ad())
    except InvalidTag:
        raise Refusal("damaged", "the root does not open under this header", must="M10") from None
    sequence = int.from_bytes(root[:8], "big")
    if len(root) != ROOT_SIZE or sequence < 1:
        raise Refusal("damaged", "the root is not a sequence and 256 hashes", must="M10")
    return sequence, [root[i : i + 32] for i in range(8, ROOT_SIZE, 32)]


def check_pages(store: Store, hashes: Sequence[bytes]) -> list[bytes]:
    """The sealed pages: 256, numbered in order, each with its hash [M11]."""
    if [number for number, _ in store.pages] != list(range(PAGE_COUNT)):
        raise Refusal("damaged", "the pages are not numbered 0 to 255", must="M11")
    pages = [sealed for _, sealed in store.pages if isinstance(sealed, bytes)]
    if [hashlib.sha256(sealed).digest() for sealed in pages] != list(hashes):
        raise Refusal("damaged", "a page is not the one the root names", must="M11")
    return pages


def parse_row(row: Any) -> IndexRow:
    """One row of a page; ValueError when it has another form."""
    match row:
        case [id_text, int(version), tag_text, str(kind), None as summary] if kind in OWN_TYPES.values():
            pass
        case [id_text, int(version), tag_text, "login" as kind, summary] if is_summary(summary):
            pass
        case _:
            raise ValueError("not a row")
    parsed = IndexRow(unb64(id_text), version, unb64(tag_text), kind, summary)
    if (len(parsed.id), len(parsed.tag)) != (16, TAG_SIZE) or isinstance(version, bool) or not 0 < version < 2**64:
        raise ValueError("an id, a tag or a version is not of its kind")
    return parsed


def open_page(header: Header, index_key: bytes, number: int, sealed: bytes) -> list[IndexRow]:
    """The rows of one page: of its own number, sorted by the bytes of their ids, none twice [M12]."""
    try:
        padded = open_sealed(index_key, sealed, enc("twinlatch/page/1", header.vault_id, header.generation, number))
    except InvalidTag:
        raise Refusal("damaged", f"page {number} does not open", must="M12") from None
    content = parse_json(unpad(padded, 512), "M12")
    try:
        if not isinstance(content, list):
            raise ValueError("not an array")
        rows = [parse_row(row) for row in content]
    except ValueError as error:
        raise Refusal("damaged", f"page {number}: {error}", must="M12") from None
    ids = [row.id for row in rows]
    if ids != sorted(set(ids)) or any(id_[0] != number for id_ in ids):
        raise Refusal("damaged", f"page {number} is unsorted or holds rows of another", must="M12")
    return rows


def open_record(header: Header, record_key: bytes, row: IndexRow, sealed: bytes) -> Record:
    """One record, which ends in the tag of its row and opens with its version and type [M15]."""
    if sealed[-TAG_SIZE:] != row.tag:
        raise Refusal("damaged", "a record does not end in the tag of its row", must="M15")
    ad = enc("twinlatch/record/1", header.vault_id, header.generation, row.id, row.version, row.type)
    try:
        padded = open_sealed(record_key, sealed, ad)
    except InvalidTag:
        raise Refusal("damaged", "a record does not open with its row", must="M15") from None
    content = parse_json(unpad(padded, 256), "M15")
    if not RECORD_FORMS[row.type](content):
        raise Refusal("damaged", f"a record has not the form of its type {row.type}")
    if row.summary is not None and not summarizes(row.summary, content):
        raise Refusal("damaged", "a summary differs from its record")
    return Record(row, content)


def summarizes(summary: list[Any], login: dict[str, Any]) -> bool:
    """Whether a summary says what its record says; buckets are not judged, for want of the Public Suffix List."""
    title, username, urls, tags, favorite, has_totp, created_at, updated_at = summary
    pairs = [[url, match] for url, match, _bucket in urls]
    expected = [[entry["url"], entry["match"]] for entry in login["urls"]]
    said = [title, username, pairs, tags, favorite, has_totp, created_at, updated_at]
    known = [
        login["title"], login["username"], expected, login["tags"], login["favorite"], login["totp"] != "",
        login["created_at"], login["updated_at"],
    ]  # fmt: skip
    return said == known


def check_own_rows(rows: Sequence[IndexRow]) -> None:
    """The account's row is there, and each id of the vault's own has its type, which no other id has [M14]."""
    if ACCOUNT_ID not in {row.id for row in rows}:
        raise Refusal("damaged", "there is no account", must="M14")
    if any(row.type != OWN_TYPES.get(row.id, "login") for row in rows):
        raise Refusal("damaged", "a type is under the id of another", must="M14")


def open_contents(store: Store, vault_key: bytes) -> tuple[int, dict[bytes, Record]]:
    """The sequence and every record, checked in the document's order [M10 to M15]."""
    header, index_key = store.header, subkey(store.header, vault_key, "index")
    sequence, hashes = open_root(store, index_key)
    pages = check_pages(store, hashes)
    rows = [row for number, sealed in enumerate(pages) for row in open_page(header, index_key, number, sealed)]
    sealed_records = {id_: sealed for id_, sealed in store.records if isinstance(sealed, bytes)}
    if len(sealed_records) != len(store.records) or set(sealed_records) != {row.id for row in rows}:
        raise Refusal("damaged", "the records are not those that the pages name", must="M13")
    check_own_rows(rows)
    record_key = subkey(header, vault_key, "record")
    return sequence, {row.id: open_record(header, record_key, row, sealed_records[row.id]) for row in rows}


def open_vault(
    path: Path,
    email: str,
    password: str | bytes,
    factor: bytes | str | None = None,
    *,
    memory: Memory | None = None,
) -> Vault:
    """Open a vault and check all of it; raises Refusal, and OSError when the file cannot be read.

    `password` is the master password, or as 32 bytes what Argon2id makes of it. `factor` is nothing, the device
    secret (32 bytes) or a recovery code as typed (text). `memory` is what this device remembers of the vault.
    """
    positions, factor_bytes = read_factor(factor)
    store = read_store(path)
    header, e = store.header, prepare_email(email)
    if not hmac.compare_digest(hashlib.sha256(header.salt + e).digest(), header.email_hash):
        raise Refusal("wrong_factor", "the vault is for another e-mail address")
    a = password if isinstance(password, bytes) else stretch(password, header)
    binding = header.binding(e)
    vault_key = unwrap_vault_key(header, positions, a, factor_bytes, binding)
    sequence, records = open_contents(store, vault_key)
    second_factor = (
        open_second_factor(header, a, factor_bytes, binding, memory) if positions == DEVICE_POSITIONS else None
    )
    return Vault(header, sequence, records, second_factor, vault_key)


def read_factor(factor: bytes | str | None) -> tuple[range, bytes]:
    """The rows to try and `F`; refuses a mistyped recovery code [M16], ValueError for a secret of another length."""
    match factor:
        case None:
            return PASSWORD_POSITIONS, b""
        case str():
            return RECOVERY_POSITIONS, parse_recovery_code(factor)
        case _ if len(factor) == 32:
            return DEVICE_POSITIONS, factor
        case _:
            raise ValueError("a device secret has 32 bytes")


def stretch(password: str, header: Header) -> bytes:
    """`A` of a master password, at the header's cost (RFC 9106)."""
    argon2id = Argon2id(
        salt=header.salt, length=32, iterations=header.iterations, lanes=header.lanes, memory_cost=header.memory_kib
    )
    return argon2id.derive(prepare_password(password))


def rows_that_open(header: Header, email: str, a: bytes, factors: Sequence[bytes]) -> set[int]:
    """The positions whose rows commit to a key made with one of these factors, in use or not: M8 binds writers."""
    binding = header.binding(prepare_email(email))
    return {
        position
        for position in range(RECOVERY_POSITIONS.stop)
        for factor in factors
        if attempt_slot(header, position, a, factor, binding).matches
    }


def reread(vault: Vault, path: Path) -> Vault:
    """The vault as it is now, with the key already held; the session is over in another generation [M17]."""
    store = read_store(path)
    if (store.header.vault_id, store.header.generation) != (vault.header.vault_id, vault.header.generation):
        raise Refusal("session_over", "the file has another generation", must="M17")
    sequence, records = open_contents(store, vault.key)
    return Vault(store.header, sequence, records, vault.second_factor, vault.key)


# The command


def printable(text: object) -> str:
    """Text for a terminal: whatever could command it is replaced."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(text))


def describe(vault: Vault, show: bool) -> Iterator[str]:
    """What was found, a line each; passwords only with `show`."""
    header = vault.header
    yield f"vault       {header.vault_id.hex()}"
    yield f"generation  {header.generation}, sequence {vault.sequence}"
    yield f"argon2id    {header.memory_kib} KiB, {header.iterations} passes, {header.lanes} lanes"
    yield f"two-factor  {printable(header.device_label) if header.two_factor else 'off'}"
    if vault.second_factor:
        yield f"record      version {vault.second_factor.version}"
    yield f"account     {printable(vault.account['email'])}"
    yield f"own records {', '.join(vault.own)}"
    yield f"logins      {len(vault.logins)}"
    for login in vault.logins:
        fields = ["title", "username", *(["password"] if show else [])]
        yield "  " + " | ".join(printable(login.content[name]) for name in fields)


def ask_factor(path: Path, recovery: bool) -> bytes | str | None:
    """The factor, typed unseen: a recovery code, or a device secret in hexadecimal when the label says there is one."""
    if recovery:
        return getpass.getpass("Recovery code: ")
    if read_store(path).header.two_factor:
        return bytes.fromhex(getpass.getpass("Device secret (hexadecimal): "))
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when the vault opened, 1 when it was refused."""
    parser = argparse.ArgumentParser(prog="second_reader", description="Open a vault, check all of it, list it.")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--email", required=True, metavar="E")
    parser.add_argument("--recovery", action="store_true", help="open with a recovery code")
    parser.add_argument("--show", action="store_true", help="print passwords too")
    options = parser.parse_args(arguments)
    try:
        factor = ask_factor(options.file, options.recovery)
        vault = open_vault(options.file, options.email, getpass.getpass("Master password: "), factor)
    except (Refusal, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except ValueError:
        sys.stderr.write("a secret has not the form of its kind\n")
        return 1
    sys.stdout.writelines(f"{line}\n" for line in describe(vault, options.show))
    return 0


if __name__ == "__main__":
    sys.exit(main())
