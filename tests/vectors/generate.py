"""Vaults for every MUST of host/VAULT_FORMAT.md, with the outcome the document gives them.

    python -m tests.vectors.generate [FOLDER]

Without a folder it writes index.json; with one, the vault files too. The files are the same each time: noise comes from
the vector's name. Each is written by tests/reader/writer.py, which knows the document alone, and may then be changed by
hand: `sql` in connections of their own, `bytes` as [offset, hexadecimal], `size` to cut it, `beside` an empty file.
"""

import hashlib
import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Final

from tests.reader.second_reader import show_recovery_code
from tests.reader.writer import (
    ACCOUNT,
    ACCOUNT_ID,
    BANK_ID,
    CODES,
    DEVICE,
    EMAIL,
    GATEWAY,
    GATEWAY_ID,
    GENERATED,
    GENERATED_ID,
    LOG,
    LOG_ID,
    MAIL_ID,
    OWN,
    SCHEMA,
    A,
    Row,
    Writer,
    b64,
    login,
    pad,
    summary,
)

INDEX: Final = Path(__file__).with_name("index.json")

OPENS: Final = "opens"
NOT_A_VAULT: Final = "not a vault"
NEWER: Final = "newer format"
WRONG: Final = "wrong password or factor"
MISTYPED: Final = "mistyped"
OVER: Final = "session over"
ROLLED_BACK: Final = "rolled back"
DAMAGED: Final = "damaged"

DEVICE_FACTOR: Final = {"device_secret": DEVICE.hex()}
CODE: Final = show_recovery_code(CODES[3])


@dataclass(frozen=True)
class Vector:
    """One vault, what it is opened with, and what must come of it.

    `remembered` is the generation and version a device remembers of the second-factor record. `then` is the vault that
    takes this one's place in the same file while it is open.
    """

    name: str
    rule: str
    outcome: str
    writer: Writer
    factor: dict[str, str] | None = None
    email: str = EMAIL
    a: bytes = A
    remembered: tuple[int, int] | None = None
    sql: tuple[str, ...] = ()
    bytes_: tuple[tuple[int, str], ...] = ()
    size: int | None = None
    beside: str = ""
    then: Writer | None = None

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.name.replace(' ', '-')}.twinlatch"


class Noise:
    """Bytes that look random and are the same each time: SHA-256 of a name and a counter."""

    def __init__(self, name: str) -> None:
        self._name = name.encode()
        self._numbers = count()

    def __call__(self, length: int) -> bytes:
        blocks = -(-length // 32)
        parts = (hashlib.sha256(self._name + b"/%d" % next(self._numbers)).digest() for _ in range(blocks))
        return b"".join(parts)[:length]


def off(**parts: Any) -> Writer:
    """Two-factor off."""
    return Writer(**parts)


def on(**parts: Any) -> Writer:
    """Two-factor on."""
    return Writer(two_factor=True, **parts)


def flip(position: int) -> Callable[[bytes], bytes]:
    """One bit of one byte."""
    return lambda text: text[:position] + bytes([text[position] ^ 1]) + text[position + 1 :]


def set_cell(column: int, value: object) -> Callable[[list[list[Row]]], None]:
    """One value of the row of a login."""

    def hook(pages: list[list[Row]]) -> None:
        pages[MAIL_ID[0]][0][column] = value

    return hook


def unsort(pages: list[list[Row]]) -> None:
    """Two rows of one page exchanged."""
    pages[BANK_ID[0]].reverse()


def double(pages: list[list[Row]]) -> None:
    """One row twice."""
    pages[MAIL_ID[0]] *= 2


def move(pages: list[list[Row]]) -> None:
    """A row on the next page."""
    pages[MAIL_ID[0] + 1].extend(pages[MAIL_ID[0]])
    pages[MAIL_ID[0]].clear()


def account_in_place_of_a_login(pages: list[list[Row]]) -> None:
    """The row of a record sealed as a login calls it the account."""
    pages[0][0][3:] = ["account", None]


def many(number: int) -> dict[bytes, Any]:
    """An account and so many logins, of several size classes."""
    noise = Noise("many")
    logins = {noise(16): login(f"Login {n}") | {"notes": "n" * (n * 7)} for n in range(number)}
    return {ACCOUNT_ID: ACCOUNT} | logins


MANY: Final = many(300)
WORDS: Final = login("Grüße, 日本語, 😀") | {
    "notes": 'quotes " and \\ and \u2028',
    "totp": "otpauth://totp/x?secret=AAAA",
}
TRUSTED: Final = json.loads(Writer().second_factor_text) | {"trust_hash": b64(bytes(32)), "trusted_until": 1790000000.5}
PROVED: Final = json.loads(Writer().second_factor_text) | {"phone": "+33123456789"}
MASKED: Final = {
    "since": 1760000000,
    "codes_issued_at": 1760000000,
    "codes_saved": True,
    "phone": "+33 \u2022\u2022\u2022\u2022\u2022\u2022\u2022 89",
}
BY_PATTERN: Final = login("Pattern") | {
    "urls": [
        {"url": r"https://(www|mail)\.example\.org/.*", "match": "regex"},
        {"url": "https://example.org/", "match": "domain"},
    ]
}
REPLACED: Final = login("Replaced") | {
    "previous_passwords": [
        {"password": "replaced last", "replaced_at": 1760000200.5},
        {"password": "replaced first", "replaced_at": 1760000100},
    ]
}
STRICT_HEADER: Final = next(line for line in SCHEMA.splitlines() if "header" in line).rstrip(";")
STRICT_RECORDS: Final = next(line for line in SCHEMA.splitlines() if "records" in line).rstrip(";")
MAIL: Final = f"x'{MAIL_ID.hex()}'"
BANK: Final = f"x'{BANK_ID.hex()}'"


def by_lax_hands(change: str) -> tuple[str, ...]:
    """A change to the header that STRICT, CHECK and NOT NULL forbid: the schema is loosened for it."""
    lax = "replace(replace(sql, ' STRICT', ''), ' NOT NULL', '')"
    return (
        f"PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = {lax} WHERE name = 'header'",
        f"PRAGMA ignore_check_constraints=ON; {change}",
        f"PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = '{STRICT_HEADER}' WHERE name = 'header'",
    )


SECOND_HEADER: Final = f"INSERT INTO header SELECT 1, {', '.join(Writer().header())} FROM header"


def vectors() -> Iterator[Vector]:
    """All of them."""
    yield from valid()
    yield from container()
    yield from header()
    yield from keys()
    yield from second_factor()
    yield from contents()
    yield from own_records()
    yield from recovery_codes()


def valid() -> Iterator[Vector]:
    """Vaults that open."""
    yield Vector("off", "", OPENS, off())
    yield Vector("on device", "", OPENS, on(), DEVICE_FACTOR)
    yield Vector("on recovery first", "", OPENS, on(), {"recovery_code": show_recovery_code(CODES[0])})
    yield Vector("on recovery last", "", OPENS, on(), {"recovery_code": show_recovery_code(CODES[9])})
    yield Vector("first generation", "", OPENS, off(generation=1, sequence=1))
    yield Vector("late generation", "", OPENS, on(generation=2**40, sequence=2**41), DEVICE_FACTOR)
    yield Vector("three hundred logins", "", OPENS, off(records=MANY))
    yield Vector("three hundred logins on", "", OPENS, on(records=MANY), DEVICE_FACTOR)
    yield Vector("no logins", "", OPENS, off(records={ACCOUNT_ID: ACCOUNT}))
    yield Vector("texts of many scripts", "", OPENS, off(records={ACCOUNT_ID: ACCOUNT, MAIL_ID: WORDS}))
    yield Vector("greatest cost", "", OPENS, off(memory_kib=1048576, iterations=10))
    yield Vector("longest label", "", OPENS, on(label="é" * 32), DEVICE_FACTOR)
    yield Vector("email typed otherwise", "", OPENS, off(), email="\u2003ADA@Example.ORG\n")
    yield Vector("trusted device", "", OPENS, on(second_factor_text=json.dumps(TRUSTED).encode()), DEVICE_FACTOR)
    login_by_pattern = off(records={ACCOUNT_ID: ACCOUNT, MAIL_ID: BY_PATTERN})
    yield Vector("login with a regular expression", "", OPENS, login_by_pattern)
    yield Vector("previous passwords", "", OPENS, off(records={ACCOUNT_ID: ACCOUNT, MAIL_ID: REPLACED}))
    proved = {ACCOUNT_ID: ACCOUNT | {"two_factor": MASKED}, MAIL_ID: login("Mail")}
    for name, content in (
        ("phone number", PROVED),
        ("phone number of a trusted device", PROVED | TRUSTED),
        ("shortest phone number", PROVED | {"phone": "+12"}),
        ("longest phone number", PROVED | {"phone": "+123456789012345"}),
    ):
        writer = on(records=proved, second_factor_text=json.dumps(content).encode())
        yield Vector(name, "", OPENS, writer, DEVICE_FACTOR)
    for name, own in (
        ("log", {LOG_ID: LOG}),
        ("generated passwords", {GENERATED_ID: GENERATED}),
        ("gateway", {GATEWAY_ID: GATEWAY}),
        ("log and gateway", {LOG_ID: LOG, GATEWAY_ID: GATEWAY}),
        ("empty log", {LOG_ID: {"events": []}}),
        ("full log", {LOG_ID: {"events": LOG["events"][:1] * 500}}),
        ("log of a later writer", {LOG_ID: {"events": [{"at": 1760000000, "what": "unheard of", "else": [1]}]}}),
        ("all own records", OWN),
    ):
        yield Vector(name, "", OPENS, off(records={ACCOUNT_ID: ACCOUNT, MAIL_ID: login("Mail")} | own))
    everything = {ACCOUNT_ID: ACCOUNT, MAIL_ID: login("Mail")} | OWN
    yield Vector("all own records on", "", OPENS, on(records=everything), DEVICE_FACTOR)
    after_own = off(records={ACCOUNT_ID: ACCOUNT, bytes(15) + b"\4": login("Mail")})
    yield Vector("login under the id after the own", "", OPENS, after_own)


def container() -> Iterator[Vector]:
    """M2 to M4."""
    for name, offset, raw in (
        ("magic", 0, "73"),
        ("write version", 18, "02"),
        ("read version", 19, "02"),
        ("application id", 68, "00"),
    ):
        yield Vector(f"M2 {name}", "M2", NOT_A_VAULT, off(), bytes_=((offset, raw),))
    yield Vector("M2 empty file", "M2", NOT_A_VAULT, off(), size=0)
    yield Vector("M2 too short", "M2", NOT_A_VAULT, off(), size=99)
    yield Vector("M2 log beside", "M2", DAMAGED, off(), beside="-wal")
    yield Vector("M3 zero", "M3", NOT_A_VAULT, off(), bytes_=((60, "00000000"),))
    yield Vector("M3 next", "M3", NEWER, off(), bytes_=((60, "00000002"),))
    yield Vector("M3 greatest", "M3", NEWER, off(), bytes_=((60, "ffffffff"),))
    for name, statement in (
        ("table", "CREATE TABLE more (x)"),
        ("view", "CREATE VIEW more AS SELECT 1"),
        ("index", "CREATE INDEX more ON records (sealed)"),
        ("trigger", "CREATE TRIGGER more AFTER INSERT ON records BEGIN SELECT 1; END"),
        ("column", "ALTER TABLE records ADD COLUMN more BLOB"),
        ("missing table", "DROP TABLE pages"),
        ("statistics", "ANALYZE"),
    ):
        yield Vector(f"M4 {name}", "M4", DAMAGED, off(), sql=(statement,))
    spaced = STRICT_RECORDS.replace("records (", "records  (")
    rewritten = f"PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = '{spaced}' WHERE name = 'records'"
    yield Vector("M4 one space more", "M4", DAMAGED, off(), sql=(rewritten,))


def header() -> Iterator[Vector]:
    """M5 and M6."""
    for column in ("vault_id", "salt", "email_hash", "slots", "second_factor"):
        for name, by in (("short", -1), ("long", 1)):
            cut = f"UPDATE header SET {column} = zeroblob(length({column}) + {by})"
            yield Vector(f"M5 {name} {column}", "M5", DAMAGED, off(), sql=(cut,))
    for name, value in (
        ("generation zero", "generation = 0"),
        ("generation negative", "generation = -1"),
        ("label of 65 bytes", f"device_label = '{'é' * 32}x'"),
        ("label not text", "device_label = CAST(x'ff' AS TEXT)"),
    ):
        yield Vector(f"M5 {name}", "M5", DAMAGED, on(), DEVICE_FACTOR, sql=(f"UPDATE header SET {value}",))
    yield Vector("M5 no header", "M5", DAMAGED, off(), sql=("DELETE FROM header",))
    yield Vector("M5 two headers", "M5", DAMAGED, off(), sql=by_lax_hands(SECOND_HEADER))
    for name, value in (
        ("generation a text", "generation = 'three'"),
        ("lanes a fraction", "lanes = 4.5"),
        ("salt a text", "salt = 'sixteen letters.'"),
        ("label bytes", "device_label = x''"),
        ("vault id null", "vault_id = NULL"),
    ):
        yield Vector(f"M5 {name}", "M5", DAMAGED, off(), sql=by_lax_hands(f"UPDATE header SET {value}"))
    for column, bound in (
        ("memory_kib", 65535),
        ("memory_kib", 1048577),
        ("memory_kib", -65536),
        ("iterations", 2),
        ("iterations", 11),
        ("lanes", 3),
        ("lanes", 5),
    ):
        change = f"UPDATE header SET {column} = {bound}"
        yield Vector(f"M6 {column} {bound}".replace("_", " "), "M6", DAMAGED, off(), sql=(change,))


def keys() -> Iterator[Vector]:
    """M7 and M18, and the address."""
    no_code = {"recovery_code": show_recovery_code(bytes(15))}
    yield Vector("M7 another password", "M7", WRONG, off(), a=bytes(32))
    yield Vector("M7 another password on", "M7", WRONG, on(), DEVICE_FACTOR, a=bytes(32))
    yield Vector("M7 another device", "M7", WRONG, on(), {"device_secret": bytes(32).hex()})
    yield Vector("M7 another code", "M7", WRONG, on(), no_code)
    yield Vector("M7 code without password", "M7", WRONG, on(), {"recovery_code": CODE}, a=bytes(32))
    yield Vector("M7 commitment", "M7", WRONG, off(change_slots=flip(32)))
    yield Vector("M7 commitment of code", "M7", WRONG, on(change_slots=flip(5 * 124 + 40)), {"recovery_code": CODE})
    yield Vector("M7 commitment of record", "M7", WRONG, on(change_second_factor=flip(40)), DEVICE_FACTOR)
    device_row_everywhere = on(change_slots=lambda slots: slots[124:248] * 16)
    yield Vector("M7 row of another position", "M7", WRONG, device_row_everywhere, {"recovery_code": CODE})
    yield Vector("another address", "", WRONG, off(), email="eve@example.org")
    yield Vector("row that does not open", "", DAMAGED, off(change_slots=flip(123)))
    yield Vector("device row that does not open", "", DAMAGED, on(change_slots=flip(247)), DEVICE_FACTOR)
    yield Vector("M18 password row while on", "M18", WRONG, on(stray_positions=(0,)))
    device_while_off = off(stray_positions=(1,), change_slots=flip(32))
    yield Vector("M18 device row while off", "M18", WRONG, device_while_off, DEVICE_FACTOR)
    code_while_off = off(stray_positions=(5,), change_slots=flip(32))
    yield Vector("M18 code row while off", "M18", WRONG, code_while_off, {"recovery_code": CODE})


def second_factor() -> Iterator[Vector]:
    """M9; the vaults are of generation 3, their records of version 4."""
    for name, remembered, outcome in (
        ("same", (3, 4), OPENS),
        ("next", (3, 3), OPENS),
        ("lower", (3, 5), ROLLED_BACK),
        ("much lower", (3, 2**40), ROLLED_BACK),
        ("skipped", (3, 2), DAMAGED),
    ):
        yield Vector(f"M9 {name}", "M9", outcome, on(), DEVICE_FACTOR, remembered=remembered)
    ending = on(pad_second_factor=lambda text: pad(text, 512)[:-1] + b"\1")
    yield Vector("M1 second factor with other padding", "M1", DAMAGED, ending, DEVICE_FACTOR)
    for name, text in (
        ("no JSON", b"seed"),
        ("no seed", json.dumps({"enrolment": TRUSTED["enrolment"]}).encode()),
        ("short seed", json.dumps({"seed": b64(bytes(19)), "enrolment": TRUSTED["enrolment"]}).encode()),
        ("short enrolment", json.dumps({"seed": TRUSTED["seed"], "enrolment": b64(bytes(15))}).encode()),
    ):
        yield Vector(f"second factor {name}", "", DAMAGED, on(second_factor_text=text), DEVICE_FACTOR)
    for name, phone in (
        ("empty", ""),
        ("without plus", "33123456789"),
        ("too short", "+1"),
        ("too long", "+1234567890123456"),
        ("first digit 0", "+0123456789"),
        ("spaced", "+33 123456789"),
        ("end of line", "+33123456789\n"),
        ("foreign digits", "+33\uff11\uff12\uff13\uff14"),
        ("number", 33123456789),
    ):
        text = json.dumps(PROVED | {"phone": phone}).encode()
        yield Vector(f"second factor phone {name}", "", DAMAGED, on(second_factor_text=text), DEVICE_FACTOR)


def contents() -> Iterator[Vector]:
    """M1, M10 to M15 and M17."""
    for name, parts in (
        ("record of a larger class", {"pad_record": lambda text: pad(text, 4096)}),
        ("page of a larger class", {"pad_page": lambda text: pad(text, 1024)}),
        ("record with other padding", {"pad_record": lambda text: pad(text, 256)[:-1] + b"\1"}),
        ("page with other padding", {"pad_page": lambda text: pad(text, 512)[:-1] + b"\1"}),
        ("record longer than it is", {"pad_record": lambda text: b"\0\0\1\xff" + pad(text, 256)[4:]}),
        ("page longer than it is", {"pad_page": lambda text: b"\xff\xff\xff\xff" + pad(text, 512)[4:]}),
        ("empty page", {"pad_page": lambda text: b""}),
    ):
        yield Vector(f"M1 {name}", "M1", DAMAGED, off(**parts))

    for name, statement in (
        ("no root", "DELETE FROM root"),
        ("two roots", "PRAGMA ignore_check_constraints=ON; INSERT INTO root SELECT 1, sealed FROM root"),
        ("another root", "UPDATE root SET sealed = zeroblob(8228)"),
        ("short root", "UPDATE root SET sealed = x''"),
        ("unused row", "UPDATE header SET slots = CAST(substr(slots, 1, 1983) || x'00' AS BLOB)"),
        ("unused record", "UPDATE header SET second_factor = zeroblob(612)"),
    ):
        yield Vector(f"M10 {name}", "M10", DAMAGED, off(), sql=(statement,))
    relabelled = "UPDATE header SET device_label = 'Linux 2026-12'"
    yield Vector("M10 another label", "M10", DAMAGED, on(), DEVICE_FACTOR, sql=(relabelled,))
    yield Vector("M10 hash missing", "M10", DAMAGED, off(change_root=lambda root: root[:-32]))
    yield Vector("M10 hash too many", "M10", DAMAGED, off(change_root=lambda root: root + bytes(32)))

    for name, statement in (
        ("missing page", "DELETE FROM pages WHERE number = 255"),
        ("page too many", "INSERT INTO pages VALUES (256, x'00')"),
        ("another number", "UPDATE pages SET number = 256 WHERE number = 255"),
        ("negative number", "UPDATE pages SET number = -1 WHERE number = 0"),
        ("another content", "UPDATE pages SET sealed = zeroblob(540) WHERE number = 100"),
    ):
        yield Vector(f"M11 {name}", "M11", DAMAGED, off(), sql=(statement,))
    yield Vector("M11 reversed", "M11", DAMAGED, off(change_pages=lambda pages: pages.reverse()))

    for name, hook in (
        ("row of another page", move),
        ("unsorted", unsort),
        ("twice", double),
        ("padded id", set_cell(0, b64(MAIL_ID) + "=")),
        ("short id", set_cell(0, b64(MAIL_ID[:15]))),
        ("id a number", set_cell(0, 7)),
        ("version zero", set_cell(1, 0)),
        ("version negative", set_cell(1, -1)),
        ("version a fraction", set_cell(1, 2.5)),
        ("version a text", set_cell(1, "2")),
        ("version null", set_cell(1, None)),
        ("version too large", set_cell(1, 2**64)),
        ("short tag", set_cell(2, b64(bytes(15)))),
        ("tag a number", set_cell(2, 1)),
        ("another type", set_cell(3, "note")),
        ("type null", set_cell(3, None)),
        ("login without summary", set_cell(4, None)),
        ("summary an object", set_cell(4, {})),
    ):
        yield Vector(f"M12 {name}", "M12", DAMAGED, off(change_rows=hook))
    for name, text in (
        ("object", b"{}"),
        ("number", b"1"),
        ("null", b"null"),
        ("row a number", b"[1]"),
        ("row too short", b"[[]]"),
        ("nothing", b""),
        ("broken JSON", b"["),
        ("not UTF-8", b"\xff"),
        ("UTF-16", "[]".encode("utf-16")),
        ("deep", b"[" * 20000 + b"]" * 20000),
    ):
        yield Vector(f"M12 {name}", "M12", DAMAGED, off(pad_page=lambda _, text=text: pad(text, 512)))
    not_a_number = off(pad_page=lambda text: pad(text.replace(b"1760000001", b"NaN"), 512))
    yield Vector("M12 not a number", "M12", DAMAGED, not_a_number)
    yield Vector("M12 sealed for another number", "M12", DAMAGED, off(page_number=lambda number: 255 - number))

    for name, statement in (
        ("missing record", f"DELETE FROM records WHERE id = {MAIL}"),
        ("record too many", "INSERT INTO records VALUES (zeroblob(15), zeroblob(284))"),
        ("another id", f"UPDATE records SET id = x'{'07' * 15}08' WHERE id = {MAIL}"),
    ):
        yield Vector(f"M13 {name}", "M13", DAMAGED, off(), sql=(statement,))
    yield Vector("M13 record twice", "M13", DAMAGED, off(), sql=twice())

    other = {MAIL_ID: "account"}
    for name, writer in (
        ("no account", off(records={MAIL_ID: login("Mail")}, types={})),
        ("no record", off(records={}, types={})),
        ("login in its place", off(records={ACCOUNT_ID: login("Mail")}, types={})),
        ("account elsewhere", off(records={MAIL_ID: ACCOUNT}, types=other)),
        ("two accounts", off(records={ACCOUNT_ID: ACCOUNT, MAIL_ID: ACCOUNT}, types={ACCOUNT_ID: "account"} | other)),
    ):
        yield Vector(f"M14 {name}", "M14", DAMAGED, writer)

    for name, value in (
        ("another record", "zeroblob(length(sealed))"),
        ("empty record", "x''"),
        ("record cut at its front", "CAST(substr(sealed, 2) AS BLOB)"),
    ):
        change = f"UPDATE records SET sealed = {value} WHERE id = {MAIL}"
        yield Vector(f"M15 {name}", "M15", DAMAGED, off(), sql=(change,))
    both = f"WHERE id IN ({MAIL}, {BANK})"
    swap = (
        f"CREATE TEMP TABLE kept AS SELECT id, sealed FROM records {both}; "
        f"UPDATE records SET sealed = (SELECT sealed FROM kept WHERE kept.id != records.id) {both}"
    )
    yield Vector("M15 swapped", "M15", DAMAGED, off(), sql=(swap,))
    yield Vector("M15 earlier version", "M15", DAMAGED, off(change_rows=set_cell(1, 1)))
    yield Vector("M15 later version", "M15", DAMAGED, off(change_rows=set_cell(1, 3)))
    yield Vector("M15 another tag", "M15", DAMAGED, off(change_rows=set_cell(2, b64(bytes(16)))))
    relabelled_row = off(records={ACCOUNT_ID: login("Mail")}, types={}, change_rows=account_in_place_of_a_login)
    yield Vector("M15 another type", "M15", DAMAGED, relabelled_row)

    later = off(generation=4, vault_key=hashlib.sha256(b"another").digest())
    yield Vector("M17 next generation", "M17", OVER, off(), then=later)
    yield Vector("M17 same key", "M17", OVER, off(), then=off(generation=4))
    yield Vector("M17 same generation", "M17", OPENS, off(), then=off(sequence=10))


def placed(types: dict[bytes, str], **parts: Any) -> Writer:
    """A vault with records of these types under these ids, and the account under its own where nothing else is."""
    contents = {"account": ACCOUNT, "log": LOG, "generated": GENERATED, "gateway": GATEWAY, "login": login("Mail")}
    types = {ACCOUNT_ID: "account"} | types
    return off(records={id_: contents[kind] for id_, kind in types.items()}, types=types, **parts)


def own_records() -> Iterator[Vector]:
    """M12, M14 and M15 for the vault's own records."""
    for name, types in (
        ("log under another id", {MAIL_ID: "log"}),
        ("generated under another id", {MAIL_ID: "generated"}),
        ("gateway under another id", {MAIL_ID: "gateway"}),
        ("gateway under the next id", {bytes(15) + b"\4": "gateway"}),
        ("login in place of the log", {LOG_ID: "login"}),
        ("login in place of the generated", {GENERATED_ID: "login"}),
        ("login in place of the gateway", {GATEWAY_ID: "login"}),
        ("two logs", {LOG_ID: "log", MAIL_ID: "log"}),
        ("two generated", {GENERATED_ID: "generated", MAIL_ID: "generated"}),
        ("two gateways", {GATEWAY_ID: "gateway", MAIL_ID: "gateway"}),
        ("log in place of the generated", {GENERATED_ID: "log"}),
        ("gateway in place of the log", {LOG_ID: "gateway"}),
        ("log in place of the account", {ACCOUNT_ID: "log"}),
        ("account in place of the log", {LOG_ID: "account"}),
        ("account and log exchanged", {ACCOUNT_ID: "log", LOG_ID: "account"}),
    ):
        yield Vector(f"M14 {name}", "M14", DAMAGED, placed(types))
    yield Vector("M14 own records without account", "M14", DAMAGED, off(records=OWN))
    summarized = placed({LOG_ID: "log"}, summaries={LOG_ID: summary(login("Mail"))})
    yield Vector("M12 log with summary", "M12", DAMAGED, summarized)
    yield Vector("M15 another own type", "M15", DAMAGED, placed({LOG_ID: "gateway"}, change_rows=log_row))


def log_row(pages: list[list[Row]]) -> None:
    """The row under the log's id says it is the log's."""
    pages[0][1][3] = "log"


def twice() -> tuple[str, ...]:
    """A record twice in its table, once in its index: the index is put aside while it is added."""
    index = "sqlite_autoindex_records_1"
    lax = STRICT_RECORDS.replace(" UNIQUE", "")
    writable = "PRAGMA writable_schema=ON; "
    return (
        f"{writable}CREATE TABLE kept AS SELECT rootpage FROM sqlite_schema WHERE name = '{index}'; "
        f"DELETE FROM sqlite_schema WHERE name = '{index}'; "
        f"UPDATE sqlite_schema SET sql = '{lax}' WHERE name = 'records'",
        f"INSERT INTO records SELECT id, sealed FROM records WHERE id = {MAIL}",
        f"{writable}UPDATE sqlite_schema SET sql = '{STRICT_RECORDS}' WHERE name = 'records'; "
        f"INSERT INTO sqlite_schema SELECT 'index', '{index}', 'records', rootpage, NULL FROM kept",
        "DROP TABLE kept",
    )


def recovery_codes() -> Iterator[Vector]:
    """M16, and the ways to type a code."""
    for name, text in (
        ("lower case", CODE.lower()),
        ("look-alikes", CODE.replace("O", "0").replace("I", "1").replace("B", "8")),
        ("other dashes", CODE.replace("-", "\u2013", 3).replace("-", " \u2014\u00a0")),
        ("without groups", CODE.replace("-", "")),
    ):
        yield Vector(f"code in {name}", "", OPENS, on(), {"recovery_code": text})
    wrong = "A" if CODE[0] != "A" else "C"
    for name, text in (
        ("empty", ""),
        ("too short", CODE[:-1]),
        ("too long", CODE + "A"),
        ("wrong letter", wrong + CODE[1:]),
        ("letters exchanged", CODE[1] + CODE[0] + CODE[2:]),
        ("foreign digit", CODE[:-1] + "9"),
        ("underscore", CODE.replace("-", "_")),
        ("letter of another script", "\u017f" + show_recovery_code(bytes.fromhex("90") + CODES[3][1:])[1:]),
    ):
        yield Vector(f"M16 {name}", "M16", MISTYPED, on(), {"recovery_code": text})


def write(vector: Vector, folder: Path) -> str:
    """Write a vector's file, and `then` beside it; the digest of what the writer put into them."""
    path = folder / vector.file
    vector.writer.noise = Noise(vector.name)
    digest = hashlib.sha256(content(vector.writer.write(path)))
    for statements in vector.sql:
        with closing(sqlite3.connect(path)) as db:
            db.executescript(f"PRAGMA synchronous=OFF; {statements}")
    with path.open("r+b") as file:
        for offset, raw in vector.bytes_:
            file.seek(offset)
            file.write(bytes.fromhex(raw))
        if vector.size is not None:
            file.truncate(vector.size)
    if vector.beside:
        Path(f"{path}{vector.beside}").touch()
    if vector.then:
        vector.then.noise = Noise(f"then {vector.name}")
        digest.update(content(vector.then.write(path.with_suffix(".then"))))
    return digest.hexdigest()


def content(path: Path) -> bytes:
    """Every value of the four tables, in order."""
    with closing(sqlite3.connect(path)) as db:
        rows = [db.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall() for table in
                ("header", "root", "pages", "records")]  # fmt: skip
    return repr(rows).encode()


def entry(vector: Vector, digest: str) -> dict[str, Any]:
    """What index.json says of a vector; what is empty is left out."""
    fields = {
        "name": vector.name,
        "rule": vector.rule,
        "outcome": vector.outcome,
        "file": vector.file,
        "then": vector.then and Path(vector.file).with_suffix(".then").name,
        "email": vector.email,
        "a": vector.a.hex(),
        "factor": vector.factor,
        "remembered": vector.remembered and list(vector.remembered),
        "sql": list(vector.sql),
        "bytes": [list(patch) for patch in vector.bytes_],
        "beside": vector.beside,
        "content": digest,
    }
    sizes = {} if vector.size is None else {"size": vector.size}
    return {name: value for name, value in fields.items() if value} | sizes


def generate(folder: Path) -> list[dict[str, Any]]:
    """Write every vector to a folder; the entries of the index."""
    return [entry(vector, write(vector, folder)) for vector in vectors()]


def main(arguments: list[str]) -> None:
    """Write the index, and the files where a folder is named."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as scratch:
        folder = Path(arguments[0] if arguments else scratch)
        folder.mkdir(parents=True, exist_ok=True)
        entries = generate(folder)
    INDEX.write_text(json.dumps(entries, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(entries)} vectors\n")


if __name__ == "__main__":
    main(sys.argv[1:])
