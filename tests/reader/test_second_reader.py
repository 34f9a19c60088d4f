"""The second reader against vaults by a small writer of its own, which too knows the document alone."""

import base64
import getpass
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from tests.reader.second_reader import (
    Memory,
    Refusal,
    Vault,
    enc,
    expand,
    hkdf,
    main,
    open_vault,
    parse_recovery_code,
    prepare_email,
    prepare_password,
    reread,
    rows_that_open,
    show_recovery_code,
    unb64,
    unpad,
)
from tests.reader.writer import (
    ACCOUNT,
    ACCOUNT_ID,
    BANK_ID,
    CODES,
    DEVICE,
    EMAIL,
    ENROLMENT,
    GATEWAY,
    GATEWAY_ID,
    GENERATED,
    GENERATED_ID,
    LOG,
    LOG_ID,
    MAIL_ID,
    OWN,
    PASSWORD,
    SCHEMA,
    SEED,
    A,
    Row,
    Writer,
    b64,
    login,
    pad,
    summary,
)

TRUSTED = {
    "seed": b64(SEED),
    "enrolment": b64(ENROLMENT),
    "trust_hash": b64(bytes(32)),
    "trusted_until": 1790000000.5,
}
PROVED = {"seed": b64(SEED), "enrolment": b64(ENROLMENT), "phone": "+33123456789"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a vault goes; the name needs quoting in a URI."""
    return tmp_path / "a vault?#%20.twinlatch"


def change(path: Path, *statements: str) -> None:
    """Run statements on the file as somebody without a key may."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA synchronous=OFF")
        for statement in statements:
            db.execute(statement)


def patch(path: Path, offset: int, raw: bytes) -> None:
    """Overwrite bytes of the file."""
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(raw)


def open_plain(path: Path) -> Vault:
    """Open without a second factor."""
    return open_vault(path, EMAIL, A)


def open_device(path: Path, remembered: int | None = None) -> Vault:
    """Open with the device secret."""
    memory = None if remembered is None else Memory(3, remembered)
    return open_vault(path, EMAIL, A, DEVICE, memory=memory)


def refused(path: Path, opener: Callable[[Path], object] = open_plain) -> tuple[str, str]:
    """The rule and the outcome by which a file is refused."""
    with pytest.raises(Refusal) as caught:
        opener(path)
    return caught.value.must, caught.value.outcome


# Encodings


def test_enc_puts_a_length_before_each_part_and_an_integer_is_eight_bytes() -> None:
    """Written out by hand from section 1."""
    assert enc("ab", 258, b"") == b"\0\0\0\x02ab" + b"\0\0\0\x08" + b"\0\0\0\0\0\0\x01\x02" + b"\0\0\0\0"


def test_hkdf_is_that_of_rfc_5869() -> None:
    """Appendix A.1 of the RFC: the output, and the expand step from its pseudorandom key."""
    info = bytes(range(0xF0, 0xFA))
    okm = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    prk = bytes.fromhex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
    assert hkdf(b"\x0b" * 22, bytes(range(13)), info, 42).hex() == okm
    assert expand(prk, info).hex() == okm[:64]


@pytest.mark.parametrize("length", [0, 1, 252, 253, 508, 509, 5000])
def test_padding_is_the_smallest_class_that_holds_length_and_text(length: int) -> None:
    """252 bytes and their length fill 256; one byte more takes the next class."""
    text = b"x" * length
    assert unpad(pad(text, 256), 256) == text


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        (253).to_bytes(4, "big") + bytes(252),
        b"\xff\xff\xff\xff" + bytes(252),
        pad(b"text", 512),
        pad(b"text", 256)[:-1],
        pad(b"text", 256) + b"\0",
        pad(b"x" * 253, 256)[:-256] + b"",
        pad(b"text", 256)[:-1] + b"\1",
    ],
)
def test_m1_wrong_padding_is_refused(padded: bytes) -> None:
    """A length beyond the text, a class that is not the smallest, a size that is none, a byte that is not zero."""
    with pytest.raises(Refusal, match=r"^M1: "):
        unpad(padded, 256)


def test_a_password_has_plain_spaces_and_is_composed() -> None:
    """A no-break and an ideographic space, and an e with a combining accent; case stays."""
    assert prepare_password("A\u00a0b\u3000e\u0301") == "A b \u00e9".encode()


def test_an_email_address_is_stripped_composed_and_lower_case() -> None:
    """White space within stays, and a decomposed letter is composed."""
    assert prepare_email("\t E\u0301ve@Example.ORG \n") == "\u00e9ve@example.org".encode()


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "AA ", "+/AA", "AAA\n", None, 5])
def test_only_canonical_base64url_without_padding_is_read(text: object) -> None:
    """Stray low bits, padding, white space and the other alphabet are refused."""
    with pytest.raises(ValueError):
        unb64(text)
    assert unb64("_-8") == b"\xff\xef"


# Recovery codes


def test_a_recovery_code_is_base32_of_the_bytes_and_twenty_bits_of_their_hash() -> None:
    """The 24 characters of the bytes are plain base32, and the last four hold the first 20 bits of the hash."""
    code = bytes(range(15))
    digest = hashlib.sha256(b"twinlatch/recovery-code/1" + code).digest()
    bits = f"{int.from_bytes(digest, 'big'):0256b}"[:20]
    tail = "".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[int(bits[i : i + 5], 2)] for i in range(0, 20, 5))
    shown = show_recovery_code(code)
    assert shown.replace("-", "") == base64.b32encode(code).decode() + tail
    assert [len(group) for group in shown.split("-")] == [4] * 7


@pytest.mark.parametrize("code", [bytes(15), b"\xff" * 15, *CODES])
def test_a_recovery_code_is_read_however_it_is_typed(code: bytes) -> None:
    """Case, spaces and dashes do not count, and 0, 1 and 8 are the letters they look like."""
    shown = show_recovery_code(code)
    typed = shown.lower().replace("-", " - ").translate(str.maketrans("oib", "018"))
    assert parse_recovery_code(shown) == parse_recovery_code(f" {typed} ") == code


def test_m16_every_single_wrong_character_is_noticed() -> None:
    """Each of the 28 characters replaced, one at a time."""
    shown = show_recovery_code(CODES[0])
    for position, character in enumerate(shown):
        if character != "-":
            with pytest.raises(Refusal, match=r"^M16: "):
                parse_recovery_code(shown[:position] + ("A" if character != "A" else "C") + shown[position + 1 :])


def test_every_kind_of_space_and_dash_is_ignored_in_a_recovery_code() -> None:
    """A word processor's hyphens, a no-break space, a line's end."""
    shown = show_recovery_code(CODES[0])
    assert parse_recovery_code(shown.replace("-", "\u2013", 2).replace("-", "\u00a0\u2014\n")) == CODES[0]


@pytest.mark.parametrize("text", ["", "AAAA", show_recovery_code(CODES[0])[:-1], show_recovery_code(CODES[0]) + "A"])
def test_m16_a_code_of_another_length_is_refused(text: str) -> None:
    """Too short and too long."""
    with pytest.raises(Refusal, match=r"^M16: "):
        parse_recovery_code(text)


@pytest.mark.parametrize("text", ["\u017f", "\u0131", "\uff21", "\u0661"])
def test_m16_a_letter_of_another_script_is_no_letter_of_a_code(text: str) -> None:
    """The long s and the dotless i become S and I in Python's upper case; here they do not."""
    with pytest.raises(Refusal, match=r"^M16: "):
        parse_recovery_code(text + show_recovery_code(CODES[0])[1:])


def test_m16_a_mistyped_code_is_refused_before_the_file_is_looked_at(path: Path) -> None:
    """There is no file at all."""
    assert refused(path, lambda file: open_vault(file, EMAIL, A, "AAAA")) == ("M16", "mistyped")


# Whole vaults


def test_a_vault_without_two_factor_opens_with_the_password_alone(path: Path) -> None:
    """Header, sequence, account and every login are found."""
    vault = open_plain(Writer().write(path))
    assert (vault.sequence, vault.header.generation, vault.header.two_factor) == (9, 3, False)
    assert vault.account == ACCOUNT
    assert [login.content["title"] for login in vault.logins] == ["Mail", "Bank", "Bank too"]
    assert vault.second_factor is None


def test_a_vault_with_two_factor_opens_with_the_device_secret(path: Path) -> None:
    """And gives the content of the second-factor record."""
    vault = open_device(Writer(two_factor=True).write(path), remembered=4)
    assert vault.header.device_label == "Linux 2026-11"
    found = vault.second_factor
    assert found is not None
    assert (found.version, found.seed, found.enrolment) == (4, SEED, ENROLMENT)


@pytest.mark.parametrize("code", CODES)
def test_a_vault_with_two_factor_opens_with_each_recovery_code(path: Path, code: bytes) -> None:
    """The first row and the last of the ten."""
    vault = open_vault(Writer(two_factor=True).write(path), EMAIL, A, show_recovery_code(code))
    assert len(vault.logins) == 3
    assert vault.second_factor is None


def test_a_vault_opens_with_the_master_password_itself(path: Path) -> None:
    """At the least cost that a header may name, with the e-mail address in another case."""
    writer = Writer()
    argon2id = Argon2id(salt=writer.salt, length=32, iterations=3, lanes=4, memory_cost=65536)
    replace(writer, a=argon2id.derive(PASSWORD.encode())).write(path)
    assert open_vault(path, " ada@EXAMPLE.org ", PASSWORD).sequence == 9
    assert refused(path, lambda file: open_vault(file, EMAIL, PASSWORD + " ")) == ("M7", "wrong_factor")


def test_opening_leaves_the_file_as_it_was_and_alone(path: Path) -> None:
    """A reader writes nothing, not even a journal."""
    before = Writer().write(path).read_bytes()
    open_plain(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_another_email_address_is_refused(path: Path) -> None:
    """By its hash, before anything is stretched."""
    Writer().write(path)
    assert refused(path, lambda file: open_vault(file, "eve@example.org", A)) == ("wrong_factor", "wrong_factor")


def test_nothing_secret_is_in_the_representation_of_a_vault(path: Path) -> None:
    """Neither keys nor passwords nor titles."""
    shown = repr(open_device(Writer(two_factor=True).write(path)))
    for secret in ("secret of", "Mail", repr(SEED), repr(Writer().vault_key)):
        assert secret not in shown


# The container: M2 to M4


@pytest.mark.parametrize(
    ("offset", "raw"), [(0, b"s"), (15, b"\1"), (18, b"\2"), (19, b"\2"), (18, b"\2\2"), (68, b"\0"), (71, b"\0")]
)
def test_m2_another_file_header_is_not_a_vault(path: Path, offset: int, raw: bytes) -> None:
    """The magic, the write and read version, the application id."""
    patch(Writer().write(path), offset, raw)
    assert refused(path) == ("M2", "not_a_vault")


@pytest.mark.parametrize("size", [0, 16, 99])
def test_m2_a_file_shorter_than_a_file_header_is_not_a_vault(path: Path, size: int) -> None:
    """Even one that starts well."""
    os.truncate(Writer().write(path), size)
    assert refused(path) == ("M2", "not_a_vault")


@pytest.mark.parametrize("user_version", [b"\0\0\0\2", b"\1\0\0\1", b"\xff\xff\xff\xff"])
def test_m3_a_greater_format_is_reported_as_newer(path: Path, user_version: bytes) -> None:
    """The number is read as unsigned."""
    patch(Writer().write(path), 60, user_version)
    assert refused(path) == ("M3", "newer_format")


def test_m2_a_write_ahead_log_beside_the_file_is_damage(path: Path) -> None:
    """Even an empty one; a newer format is said first, for the whole file is another's then."""
    Writer().write(path)
    Path(f"{path}-wal").touch()
    assert refused(path) == ("M2", "damaged")


def test_m3_format_zero_is_not_a_vault(path: Path) -> None:
    """Zero is what any SQLite file has."""
    patch(Writer().write(path), 60, bytes(4))
    assert refused(path) == ("M3", "not_a_vault")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE more (x)",
        "CREATE VIEW more AS SELECT 1",
        "CREATE INDEX more ON records (sealed)",
        "CREATE TRIGGER more AFTER INSERT ON records BEGIN SELECT 1; END",
        "ALTER TABLE records ADD COLUMN more BLOB",
        "DROP TABLE records",
        "ALTER TABLE records RENAME TO others",
        "ANALYZE",
    ],
)
def test_m4_another_schema_is_refused(path: Path, statement: str) -> None:
    """One thing more, one less, one other."""
    change(Writer().write(path), statement)
    assert refused(path) == ("M4", "damaged")


def test_m4_the_schema_is_compared_byte_for_byte(path: Path) -> None:
    """A space more in a statement that means the same."""
    change(
        Writer().write(path),
        "DROP TABLE root",
        "CREATE TABLE root  (id INTEGER PRIMARY KEY CHECK (id = 0), sealed BLOB NOT NULL) STRICT",
    )
    assert refused(path) == ("M4", "damaged")


def test_a_file_that_sqlite_cannot_read_is_damaged(path: Path) -> None:
    """Everything after the first 100 bytes is zero."""
    patch(Writer().write(path), 100, bytes(path.stat().st_size - 100))
    assert refused(path)[1] == "damaged"


def test_an_unfinished_write_beside_the_file_is_named(path: Path, tmp_path: Path) -> None:
    """A copy of file and journal in the midst of a transaction, as a crash leaves them: only a writer can roll back."""
    Writer().write(path)
    crashed = tmp_path / "crashed"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size=1")
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE pages SET sealed = randomblob(4000)")
        shutil.copy(path, crashed)
        shutil.copy(f"{path}-journal", f"{crashed}-journal")
    assert refused(crashed)[1] == "unfinished_write"


# The header: M5 and M6


@pytest.mark.parametrize("column", ["vault_id", "salt", "email_hash", "slots", "second_factor"])
@pytest.mark.parametrize("value", ["zeroblob(length({0}) - 1)", "zeroblob(length({0}) + 1)", "zeroblob(0)"])
def test_m5_a_column_of_another_length_is_refused(path: Path, column: str, value: str) -> None:
    """One byte less, one more, none."""
    change(Writer().write(path), f"UPDATE header SET {column} = {value.format(column)}")
    assert refused(path) == ("M5", "damaged")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE header SET generation = 0",
        "UPDATE header SET generation = -1",
        f"UPDATE header SET device_label = '{'x' * 65}'",
        f"UPDATE header SET device_label = '{'é' * 33}'",
        "UPDATE header SET device_label = CAST(x'ff' AS TEXT)",
        "DELETE FROM header",
    ],
)
def test_m5_another_header_is_refused(path: Path, statement: str) -> None:
    """A generation below 1, a label beyond 64 bytes (not characters) or not UTF-8, no header at all."""
    change(Writer().write(path), statement)
    assert refused(path) == ("M5", "damaged")


def test_m5_a_second_header_row_is_refused(path: Path) -> None:
    """SQLite's own check is only for writers, and one who forges switches it off."""
    columns = ", ".join(Writer().header())
    change(
        Writer().write(path),
        "PRAGMA ignore_check_constraints=ON",
        f"INSERT INTO header SELECT 1, {columns} FROM header",
    )
    assert refused(path) == ("M5", "damaged")


def test_m5_a_header_row_of_another_id_is_refused(path: Path) -> None:
    """The only one, as 1."""
    change(Writer().write(path), "PRAGMA ignore_check_constraints=ON", "UPDATE header SET id = 1")
    assert refused(path) == ("M5", "damaged")


@pytest.mark.parametrize(
    "value",
    ["generation = 'three'", "lanes = 4.5", "salt = 'sixteen letters.'", "device_label = x'41'", "vault_id = NULL"],
)
def test_m5_a_column_of_another_type_is_refused(path: Path, value: str) -> None:
    """STRICT and NOT NULL are only for writers: here the schema is loosened, the row changed, the schema restored."""
    loose = "replace(replace(sql, ' STRICT', ''), ' NOT NULL', '')"
    strict = next(line for line in SCHEMA.splitlines() if "header" in line).rstrip(";")
    Writer().write(path)
    for statement in (
        f"UPDATE sqlite_schema SET sql = {loose} WHERE name = 'header'",
        f"UPDATE header SET {value}",
        f"UPDATE sqlite_schema SET sql = '{strict}' WHERE name = 'header'",
    ):
        change(path, "PRAGMA writable_schema=ON", statement)
    assert refused(path) == ("M5", "damaged")


@pytest.mark.parametrize(
    "cost",
    ["memory_kib = 65535", "memory_kib = 1048577", "memory_kib = -65536", "iterations = 2", "iterations = 11",
     "lanes = 3", "lanes = 5"],
)  # fmt: skip
def test_m6_a_cost_out_of_bounds_is_refused(path: Path, cost: str) -> None:
    """Just below and just above."""
    change(Writer().write(path), f"UPDATE header SET {cost}")
    assert refused(path) == ("M6", "damaged")


@pytest.mark.parametrize(("memory_kib", "iterations"), [(65536, 3), (1048576, 10)])
def test_m6_a_cost_at_its_bounds_is_allowed(path: Path, memory_kib: int, iterations: int) -> None:
    """The least and the greatest."""
    assert open_plain(Writer(memory_kib=memory_kib, iterations=iterations).write(path)).sequence == 9


# Slots and the second-factor record: M7 to M9


@pytest.mark.parametrize("factor", [None, bytes(32), show_recovery_code(bytes(15))])
def test_m7_another_secret_matches_no_commitment(path: Path, factor: bytes | str | None) -> None:
    """With two-factor on: a wrong device secret, a code of another vault, and none."""
    Writer(two_factor=True).write(path)
    expected = "M18" if factor is None else "M7"
    assert refused(path, lambda file: open_vault(file, EMAIL, A, factor)) == (expected, "wrong_factor")


def test_m7_the_factor_alone_matches_no_commitment(path: Path) -> None:
    """The right device secret with a wrong password."""
    Writer(two_factor=True).write(path)
    assert refused(path, lambda file: open_vault(file, EMAIL, bytes(32), DEVICE)) == ("M7", "wrong_factor")


def flip(position: int) -> Callable[[bytes], bytes]:
    """One bit of one byte is changed."""
    return lambda text: text[:position] + bytes([text[position] ^ 1]) + text[position + 1 :]


def test_m7_the_commitment_is_compared_though_the_row_would_open(path: Path) -> None:
    """One bit of the commitment, everything else intact."""
    assert refused(Writer(change_slots=flip(32)).write(path)) == ("M7", "wrong_factor")


def test_a_row_whose_commitment_matches_but_does_not_open_is_damaged(path: Path) -> None:
    """One bit of the sealed vault key."""
    assert refused(Writer(change_slots=flip(123)).write(path)) == ("damaged", "damaged")


def test_a_row_serves_only_its_position(path: Path) -> None:
    """The device row copied to the row of the password and of a recovery code opens neither."""
    Writer(two_factor=True, change_slots=lambda slots: slots[124:248] * 16).write(path)
    shown = show_recovery_code(CODES[3])
    assert open_device(path).sequence == 9
    assert refused(path, lambda file: open_vault(file, EMAIL, A, shown)) == ("M7", "wrong_factor")
    assert refused(path) == ("M18", "wrong_factor")


def test_m18_a_password_row_is_not_tried_while_two_factor_is_on(path: Path) -> None:
    """Though it would open; by the device the vault opens, for the root vouches for the row."""
    Writer(two_factor=True, stray_positions=(0,)).write(path)
    assert refused(path) == ("M18", "wrong_factor")
    assert rows_that_open(open_device(path).header, EMAIL, A, [b"", DEVICE, *CODES]) == set(range(12))


@pytest.mark.parametrize(("position", "factor"), [(1, DEVICE), (2, show_recovery_code(CODES[0]))])
def test_m18_a_factor_row_is_not_tried_while_two_factor_is_off(path: Path, position: int, factor: bytes | str) -> None:
    """Though it would open."""
    Writer(stray_positions=(position,)).write(path)
    assert refused(path, lambda file: open_vault(file, EMAIL, A, factor)) == ("M18", "wrong_factor")


def test_the_rows_that_open_are_those_in_use(path: Path) -> None:
    """A look at every row with every factor, for judging a writer (M8)."""
    assert rows_that_open(
        open_device(Writer(two_factor=True).write(path)).header, EMAIL, A, [b"", DEVICE, *CODES]
    ) == set(range(1, 12))


@pytest.mark.parametrize("remembered", [3, 4])
def test_m9_the_remembered_version_and_the_next_are_accepted(path: Path, remembered: int) -> None:
    """The file has version 4."""
    assert open_device(Writer(two_factor=True).write(path), remembered).second_factor is not None


@pytest.mark.parametrize(("remembered", "outcome"), [(2, "damaged"), (5, "rolled_back")])
def test_m9_another_version_than_the_remembered_is_refused(path: Path, remembered: int, outcome: str) -> None:
    """One that skips, and an older one."""
    Writer(two_factor=True).write(path)
    assert refused(path, lambda file: open_device(file, remembered)) == ("M9", outcome)


def test_m9_a_version_remembered_for_another_generation_says_nothing(path: Path) -> None:
    """The record of a new generation begins with version 1."""
    Writer(two_factor=True).write(path)
    assert open_vault(path, EMAIL, A, DEVICE, memory=Memory(2, 9)).second_factor is not None


def test_the_second_factor_record_of_a_trusted_device_says_until_when(path: Path) -> None:
    """With the hash of the token."""
    text = json.dumps(TRUSTED).encode()
    found = open_device(Writer(two_factor=True, second_factor_text=text).write(path)).second_factor
    assert found is not None
    assert (found.trust_hash, found.trusted_until) == (bytes(32), 1790000000.5)


@pytest.mark.parametrize(
    "text",
    [
        b"not JSON",
        b"[]",
        b"{}",
        json.dumps({"seed": b64(SEED)[:-2], "enrolment": b64(ENROLMENT)}).encode(),
        json.dumps({"seed": b64(SEED), "enrolment": b64(SEED)}).encode(),
        json.dumps({"seed": b64(SEED), "enrolment": "!"}).encode(),
        json.dumps({"seed": b64(SEED), "enrolment": b64(ENROLMENT), "more": 1}).encode(),
        json.dumps({name: value for name, value in TRUSTED.items() if name != "trusted_until"}).encode(),
        json.dumps(TRUSTED | {"trusted_until": True}).encode(),
        json.dumps(TRUSTED | {"trust_hash": b64(bytes(31))}).encode(),
        f'{{"seed": "{b64(SEED)}", "enrolment": "{b64(ENROLMENT)}", "seed": "{b64(SEED)}"}}'.encode(),
    ],
)
def test_another_content_of_the_second_factor_record_is_damaged(path: Path, text: bytes) -> None:
    """No object, a field missing, too short, too long, not base64url, one too many, one twice, half a trust."""
    Writer(two_factor=True, second_factor_text=text).write(path)
    assert refused(path, open_device)[1] == "damaged"


@pytest.mark.parametrize("phone", ["+12", "+123456789012345", None])
def test_the_second_factor_record_has_a_phone_number_where_one_is_proved(path: Path, phone: str | None) -> None:
    """The shortest, the longest, and none, beside a trust."""
    text = json.dumps(TRUSTED | ({} if phone is None else {"phone": phone})).encode()
    vault = open_device(Writer(two_factor=True, second_factor_text=text).write(path))
    assert vault.second_factor is not None
    assert vault.second_factor.phone == phone
    assert phone is None or phone not in repr(vault)


@pytest.mark.parametrize(
    "phone",
    ["", "+", "+1", "33123456789", "+0123456789", "+1234567890123456", "+33 123456789", "+33-12345", "+3312345\n",
     "+\uff13\uff13123456", 33123456789, None],
)  # fmt: skip
def test_another_phone_number_than_e_164_writes_is_damaged(path: Path, phone: object) -> None:
    """Without its plus, of too few digits or too many, with a first 0, with something between, with foreign digits."""
    Writer(two_factor=True, second_factor_text=json.dumps(PROVED | {"phone": phone}).encode()).write(path)
    assert refused(path, open_device) == ("damaged", "damaged")


def test_m7_the_commitment_of_the_second_factor_record_is_compared(path: Path) -> None:
    """One bit of it, under a root made afterwards."""
    Writer(two_factor=True, change_second_factor=flip(40)).write(path)
    assert refused(path, open_device) == ("M7", "wrong_factor")


def test_the_second_factor_record_has_no_version_zero(path: Path) -> None:
    """It starts at 1."""
    assert refused(Writer(two_factor=True, second_factor_version=0).write(path), open_device)[1] == "damaged"


# Index pages, root and records: M10 to M15


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE header SET vault_id = randomblob(16)",
        "UPDATE header SET generation = generation + 1",
        "UPDATE header SET iterations = 4",
        "UPDATE header SET memory_kib = memory_kib + 1",
    ],
)
def test_a_header_that_binds_a_row_cannot_change_unnoticed(path: Path, statement: str) -> None:
    """The slot itself no longer opens."""
    change(Writer().write(path), statement)
    assert refused(path) == ("M7", "wrong_factor")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE header SET slots = CAST(substr(slots, 1, 1983) || x'00' AS BLOB)",
        "UPDATE header SET second_factor = randomblob(612)",
        "UPDATE root SET sealed = randomblob(8228)",
        "UPDATE root SET sealed = zeroblob(0)",
        "DELETE FROM root",
    ],
)
def test_m10_a_root_that_does_not_open_under_the_header_is_refused(path: Path, statement: str) -> None:
    """The last unused row, the unused second-factor record, the root itself."""
    change(Writer().write(path), statement)
    assert refused(path) == ("M10", "damaged")


def test_m10_a_changed_label_is_refused(path: Path) -> None:
    """Two-factor stays on, on another device."""
    change(Writer(two_factor=True).write(path), "UPDATE header SET device_label = 'Linux 2026-12'")
    assert refused(path, open_device) == ("M10", "damaged")


def test_m10_a_salt_and_its_hash_are_bound_by_the_root(path: Path) -> None:
    """With the stretched password given, only the root knows the salt."""
    salt = bytes(16)
    change(
        Writer().write(path),
        f"UPDATE header SET salt = x'{salt.hex()}', "
        f"email_hash = x'{hashlib.sha256(salt + b'ada@example.org').hexdigest()}'",
    )
    assert refused(path) == ("M10", "damaged")


def test_m10_a_second_root_row_is_refused(path: Path) -> None:
    """Though the first is good."""
    change(
        Writer().write(path),
        "PRAGMA ignore_check_constraints=ON",
        "INSERT INTO root SELECT 1, sealed FROM root",
    )
    assert refused(path) == ("M10", "damaged")


@pytest.mark.parametrize(
    "hook", [lambda root: root[:-32], lambda root: root + bytes(32), lambda root: bytes(8) + root[8:]]
)
def test_m10_a_root_of_another_form_is_refused(path: Path, hook: Callable[[bytes], bytes]) -> None:
    """A hash less, one more, the sequence zero."""
    assert refused(Writer(change_root=hook).write(path)) == ("M10", "damaged")


def reverse_pages(pages: list[bytes]) -> None:
    """The last page first."""
    pages.reverse()


@pytest.mark.parametrize("statement", ["DELETE FROM pages WHERE number = 255", "INSERT INTO pages VALUES (256, x'00')",
                                       "UPDATE pages SET number = 256 WHERE number = 255", "DELETE FROM pages",
                                       "UPDATE pages SET sealed = randomblob(540) WHERE number = 100"])  # fmt: skip
def test_m11_pages_other_than_those_of_the_root_are_refused(path: Path, statement: str) -> None:
    """One less, one more, another number, none, another content."""
    change(Writer().write(path), statement)
    assert refused(path) == ("M11", "damaged")


def test_m11_pages_in_another_order_are_refused(path: Path) -> None:
    """All of them genuine, after the root was made."""
    assert refused(Writer(change_pages=reverse_pages).write(path)) == ("M11", "damaged")


def move_row(pages: list[list[Row]]) -> None:
    """A row on the page of another number."""
    pages[8].extend(pages[7])
    pages[7].clear()


def unsort(pages: list[list[Row]]) -> None:
    """Two rows in the wrong order."""
    pages[200].reverse()


def double(pages: list[list[Row]]) -> None:
    """One row twice."""
    pages[7] *= 2


def set_cell(column: int, value: object) -> Callable[[list[list[Row]]], None]:
    """One value of the row of a login."""

    def hook(pages: list[list[Row]]) -> None:
        pages[7][0][column] = value

    return hook


@pytest.mark.parametrize(
    "hook",
    [
        move_row,
        unsort,
        double,
        set_cell(0, b64(MAIL_ID) + "="),
        set_cell(0, b64(MAIL_ID[:15])),
        set_cell(1, 0),
        set_cell(1, True),
        set_cell(1, 2.0),
        set_cell(2, b64(bytes(15))),
        set_cell(3, "note"),
        set_cell(3, "account"),
        set_cell(4, None),
        set_cell(4, []),
    ],
)
def test_m12_rows_of_another_page_order_or_form_are_refused(
    path: Path, hook: Callable[[list[list[Row]]], None]
) -> None:
    """Genuine pages that a writer got wrong."""
    assert refused(Writer(change_rows=hook).write(path)) == ("M12", "damaged")


@pytest.mark.parametrize("text", [b"{}", b"[1]", b"", b"[", b"[NaN]", b"\xff", b'[{"a":1,"a":1}]'])
def test_m12_a_page_that_is_no_array_of_rows_is_refused(path: Path, text: bytes) -> None:
    """Other JSON, broken JSON, no UTF-8."""
    assert refused(Writer(pad_page=lambda _: pad(text, 512)).write(path)) == ("M12", "damaged")


def test_m12_a_page_sealed_for_another_number_is_refused(path: Path) -> None:
    """Before the root was made, so that its hash is right."""
    assert refused(Writer(page_number=lambda number: 255 - number).write(path)) == ("M12", "damaged")


def test_m1_a_page_of_a_larger_class_than_needed_is_refused(path: Path) -> None:
    """The sealed bytes are genuine."""
    assert refused(Writer(pad_page=lambda text: pad(text, 1024)).write(path)) == ("M1", "damaged")


@pytest.mark.parametrize(
    "statement",
    [
        f"DELETE FROM records WHERE id = x'{MAIL_ID.hex()}'",
        "INSERT INTO records VALUES (randomblob(16), randomblob(284))",
        "UPDATE records SET id = randomblob(16) WHERE id = zeroblob(16)",
    ],
)
def test_m13_records_other_than_those_of_the_pages_are_refused(path: Path, statement: str) -> None:
    """One less, one more, another id."""
    change(Writer().write(path), statement)
    assert refused(path) == ("M13", "damaged")


@pytest.mark.parametrize(
    ("records", "types"),
    [
        ({MAIL_ID: login("Mail")}, {}),
        ({}, {}),
        ({ACCOUNT_ID: login("Mail")}, {}),
        ({MAIL_ID: ACCOUNT}, {MAIL_ID: "account"}),
        ({ACCOUNT_ID: ACCOUNT, MAIL_ID: ACCOUNT}, {ACCOUNT_ID: "account", MAIL_ID: "account"}),
    ],
)
def test_m14_not_exactly_one_account_is_refused(path: Path, records: dict[bytes, Any], types: dict[bytes, str]) -> None:
    """None, no record at all, a login in its place, one elsewhere, two."""
    assert refused(Writer(records=records, types=types).write(path)) == ("M14", "damaged")


@pytest.mark.parametrize(
    "present", [{}, {LOG_ID: LOG}, {GENERATED_ID: GENERATED}, {GATEWAY_ID: GATEWAY}, {LOG_ID: LOG, GATEWAY_ID: GATEWAY},
                OWN],
)  # fmt: skip
def test_each_of_the_vaults_own_records_but_the_account_may_be_there(path: Path, present: dict[bytes, Any]) -> None:
    """None of the three, each alone, two, all; none is a login."""
    vault = open_plain(Writer(records={ACCOUNT_ID: ACCOUNT, MAIL_ID: login("Mail")} | present).write(path))
    kinds = {LOG_ID: "log", GENERATED_ID: "generated", GATEWAY_ID: "gateway"}
    assert vault.own == {"account": ACCOUNT} | {kinds[id_]: content for id_, content in present.items()}
    assert [found.content["title"] for found in vault.logins] == ["Mail"]


def test_the_id_after_the_vaults_own_is_a_logins(path: Path) -> None:
    """There are four of the vault's own."""
    writer = Writer(records={ACCOUNT_ID: ACCOUNT, bytes(15) + b"\4": login("Fifth")})
    assert [found.content["title"] for found in open_plain(writer.write(path)).logins] == ["Fifth"]


@pytest.mark.parametrize("elsewhere", [LOG_ID, GENERATED_ID, GATEWAY_ID, bytes(15) + b"\4", MAIL_ID])
@pytest.mark.parametrize(("id_", "kind"), [(LOG_ID, "log"), (GENERATED_ID, "generated"), (GATEWAY_ID, "gateway")])
@pytest.mark.parametrize("twice", [False, True])
def test_m14_an_own_record_under_an_id_that_is_not_its_types_is_refused(
    path: Path, id_: bytes, kind: str, elsewhere: bytes, twice: bool
) -> None:
    """Another's of the vault's own, the one after them, a login's; alone, and beside one in its place, which opens."""
    places = {elsewhere, id_} if twice else {elsewhere}
    records = {ACCOUNT_ID: ACCOUNT} | dict.fromkeys(sorted(places), OWN[id_])
    types = {ACCOUNT_ID: "account"} | dict.fromkeys(places, kind)
    writer = Writer(records=records, types=types)
    if places == {id_}:
        assert open_plain(writer.write(path)).own[kind] == OWN[id_]
    else:
        assert refused(writer.write(path)) == ("M14", "damaged")


@pytest.mark.parametrize("id_", [LOG_ID, GENERATED_ID, GATEWAY_ID])
def test_m14_a_login_under_an_id_of_the_vaults_own_is_refused(path: Path, id_: bytes) -> None:
    """Though no record of the type is there."""
    writer = Writer(records={ACCOUNT_ID: ACCOUNT, id_: login("Mail")}, types={ACCOUNT_ID: "account"})
    assert refused(writer.write(path)) == ("M14", "damaged")


def test_m14_the_account_and_the_log_exchanged_are_refused(path: Path) -> None:
    """Both are there, each under the other's id."""
    writer = Writer(records={ACCOUNT_ID: LOG, LOG_ID: ACCOUNT}, types={ACCOUNT_ID: "log", LOG_ID: "account"})
    assert refused(writer.write(path)) == ("M14", "damaged")


@pytest.mark.parametrize("id_", [LOG_ID, GENERATED_ID, GATEWAY_ID])
def test_m12_an_own_record_has_no_summary(path: Path, id_: bytes) -> None:
    """Not even a login's."""
    writer = Writer(records={ACCOUNT_ID: ACCOUNT} | OWN, summaries={id_: summary(login("Mail"))})
    assert refused(writer.write(path)) == ("M12", "damaged")


def test_m15_an_own_record_sealed_as_another_type_than_its_row_is_refused(path: Path) -> None:
    """The log's row, over a record sealed as a gateway."""

    def relabel(pages: list[list[Row]]) -> None:
        pages[0][1][3] = "log"

    types = {ACCOUNT_ID: "account", LOG_ID: "gateway"}
    writer = Writer(records={ACCOUNT_ID: ACCOUNT, LOG_ID: GATEWAY}, types=types, change_rows=relabel)
    assert refused(writer.write(path)) == ("M15", "damaged")


@pytest.mark.parametrize("value", ["randomblob(length(sealed))", "zeroblob(0)", "CAST(substr(sealed, 2) AS BLOB)"])
def test_m15_a_changed_record_is_refused(path: Path, value: str) -> None:
    """Other bytes, none, and bytes that still end in the tag."""
    change(Writer().write(path), f"UPDATE records SET sealed = {value} WHERE id = x'{MAIL_ID.hex()}'")
    assert refused(path) == ("M15", "damaged")


def test_m15_swapped_records_are_refused(path: Path) -> None:
    """Both are genuine."""
    mail, bank, spare = (f"x'{id_.hex()}'" for id_ in (MAIL_ID, BANK_ID, b"\xff" * 16))
    moves = [(mail, spare), (bank, mail), (spare, bank)]
    change(Writer().write(path), *(f"UPDATE records SET id = {to} WHERE id = {of}" for of, to in moves))
    assert refused(path) == ("M15", "damaged")


@pytest.mark.parametrize("version", [1, 3])
def test_m15_a_record_sealed_at_another_version_than_its_row_is_refused(path: Path, version: int) -> None:
    """Its tag is the row's."""
    assert refused(Writer(change_rows=set_cell(1, version)).write(path)) == ("M15", "damaged")


def test_m15_a_record_that_does_not_end_in_the_tag_of_its_row_is_refused(path: Path) -> None:
    """Though it opens."""
    assert refused(Writer(change_rows=set_cell(2, b64(bytes(16)))).write(path)) == ("M15", "damaged")


def test_m15_a_record_sealed_as_another_type_than_its_row_is_refused(path: Path) -> None:
    """The zero id is the account's, but its record was sealed as a login."""

    def relabel(pages: list[list[Row]]) -> None:
        pages[0][0][3:] = ["account", None]

    writer = Writer(records={ACCOUNT_ID: login("Mail")}, types={}, change_rows=relabel)
    assert refused(writer.write(path)) == ("M15", "damaged")


def test_m1_a_record_of_a_larger_class_than_needed_is_refused(path: Path) -> None:
    """The sealed bytes are genuine."""
    assert refused(Writer(pad_record=lambda text: pad(text, 4096)).write(path)) == ("M1", "damaged")


@pytest.mark.parametrize("missing", ["urls", "updated_at"])
def test_a_record_without_a_field_of_its_type_is_damaged(path: Path, missing: str) -> None:
    """The summary still names it."""
    partial = {name: value for name, value in login("Mail").items() if name != missing}
    writer = Writer(summaries={MAIL_ID: summary(login("Mail"))}, records={ACCOUNT_ID: ACCOUNT, MAIL_ID: partial})
    assert refused(writer.write(path)) == ("damaged", "damaged")


EVENT = {"at": 1760000000, "what": "login"}
SITE = {"address": "example.org", "never_save": True, "never_fill": False, "off": False}
SINCE = {"since": 1760000000, "codes_issued_at": 1760000000.5, "codes_saved": True}
MADE = GENERATED["passwords"][0]


@pytest.mark.parametrize(
    ("id_", "content"),
    [
        (ACCOUNT_ID, ACCOUNT | {"two_factor": SINCE}),
        (ACCOUNT_ID, ACCOUNT | {"two_factor": SINCE | {"phone": "+33 \u2022\u2022\u2022\u2022 89"}}),
        (ACCOUNT_ID, ACCOUNT | {"settings": {"sites": [SITE], "equivalent_domains": [["a.example", "b.example"], []]}}),
        (ACCOUNT_ID, ACCOUNT | {"settings": {"a_later_setting": None}}),
        (LOG_ID, {"events": []}),
        (LOG_ID, {"events": [EVENT] * 500}),
        (LOG_ID, {"events": [{"at": 1760000000, "what": "what no reader knows", "else": {"a": [None]}}]}),
        (LOG_ID, {"events": [EVENT | {"how": "sixth sense", "name": "", "system": "Plan 9", "count": 2}]}),
        (GENERATED_ID, {"passwords": []}),
        (GENERATED_ID, {"passwords": [MADE] * 600}),
        (GATEWAY_ID, {"name": "", "url": ""}),
    ],
)
def test_an_own_record_of_the_form_of_its_type_is_read(path: Path, id_: bytes, content: dict[str, Any]) -> None:
    """What may be missing or empty, what may be more, events of a kind yet unknown, as many of them as there may be."""
    vault = open_plain(Writer(records={ACCOUNT_ID: ACCOUNT} | {id_: content}).write(path))
    assert vault.records[id_].content == content


@pytest.mark.parametrize(
    ("id_", "content"),
    [
        (ACCOUNT_ID, []),
        (ACCOUNT_ID, ACCOUNT | {"email": None}),
        (ACCOUNT_ID, ACCOUNT | {"settings": None}),
        (ACCOUNT_ID, ACCOUNT | {"settings": {"sites": {}}}),
        (ACCOUNT_ID, ACCOUNT | {"settings": {"sites": [SITE | {"off": 1}]}}),
        (ACCOUNT_ID, ACCOUNT | {"settings": {"sites": [{"address": "example.org"}]}}),
        (ACCOUNT_ID, ACCOUNT | {"settings": {"equivalent_domains": ["example.org"]}}),
        (ACCOUNT_ID, {name: value for name, value in ACCOUNT.items() if name != "two_factor"}),
        (ACCOUNT_ID, ACCOUNT | {"two_factor": {}}),
        (ACCOUNT_ID, ACCOUNT | {"two_factor": SINCE | {"phone": 33}}),
        (LOG_ID, {}),
        (LOG_ID, [EVENT]),
        (LOG_ID, {"events": EVENT}),
        (LOG_ID, {"events": [EVENT] * 501}),
        (LOG_ID, {"events": [EVENT, EVENT | {"at": 1759999999}]}),
        (LOG_ID, {"events": [{"what": "login"}]}),
        (LOG_ID, {"events": [{"at": 1760000000}]}),
        (LOG_ID, {"events": [EVENT | {"at": 1760000000.5}]}),
        (LOG_ID, {"events": [EVENT | {"at": "1760000000"}]}),
        (LOG_ID, {"events": [EVENT | {"what": None}]}),
        (LOG_ID, {"events": [EVENT | {"how": None}]}),
        (LOG_ID, {"events": [EVENT | {"name": 1}]}),
        (LOG_ID, {"events": [EVENT | {"system": []}]}),
        (LOG_ID, {"events": [EVENT | {"count": 1}]}),
        (LOG_ID, {"events": [EVENT | {"count": 2.5}]}),
        (LOG_ID, {"events": [EVENT | {"count": True}]}),
        (GENERATED_ID, {}),
        (GENERATED_ID, {"passwords": GENERATED["passwords"][::-1]}),
        (GENERATED_ID, {"passwords": [{"password": "made", "created_at": 1760000000}]}),
        (GENERATED_ID, {"passwords": [MADE | {"created_at": None}]}),
        (GATEWAY_ID, {"name": "Example Texts"}),
        (GATEWAY_ID, GATEWAY | {"url": None}),
    ],
)
def test_an_own_record_of_another_form_than_its_type_is_damaged(path: Path, id_: bytes, content: object) -> None:
    """A name that is missing, a value of another type, an event too many, a list in another order."""
    writer = Writer(records={ACCOUNT_ID: ACCOUNT} | {id_: content})
    assert refused(writer.write(path)) == ("damaged", "damaged")


@pytest.mark.parametrize("match", ["domain", "host", "host_port", "starts_with", "exact", "regex", "never"])
def test_a_login_says_how_its_url_is_compared(path: Path, match: str) -> None:
    """Each of the seven ways."""
    mail = login("Mail") | {"urls": [{"url": "https://(www|mail)[.]example[.]org/.*", "match": match}]}
    vault = open_plain(Writer(records={ACCOUNT_ID: ACCOUNT, MAIL_ID: mail}).write(path))
    assert [found.content for found in vault.logins] == [mail]


BEFORE = {"password": "before", "replaced_at": 1760000000.5}


@pytest.mark.parametrize("number", range(1, 6))
def test_a_login_may_have_had_other_passwords(path: Path, number: int) -> None:
    """One to five of them."""
    mail = login("Mail") | {"previous_passwords": [BEFORE] * number}
    vault = open_plain(Writer(records={ACCOUNT_ID: ACCOUNT, MAIL_ID: mail}).write(path))
    assert [found.content for found in vault.logins] == [mail]


@pytest.mark.parametrize("other", [{"favorite": 1}, {"tags": "work"}, {"totp": None}, {"custom_fields": [{}]},
                                   {"urls": [{"url": "https://example.org/", "match": "glob"}]},
                                   {"urls": [{"match": "domain"}]}, {"more": ""}, {"previous_passwords": []},
                                   {"previous_passwords": [BEFORE] * 6}, {"previous_passwords": ["before"]},
                                   {"previous_passwords": [BEFORE | {"replaced_at": ""}]}])  # fmt: skip
def test_a_login_of_another_form_is_damaged(path: Path, other: dict[str, Any]) -> None:
    """A value of another type, a way to compare that is none, a field too many, earlier passwords none or too many."""
    records = {ACCOUNT_ID: ACCOUNT, MAIL_ID: login("Mail") | other}
    writer = Writer(records=records, summaries={MAIL_ID: summary(login("Mail"))})
    assert refused(writer.write(path)) == ("damaged", "damaged")


def set_summary(cell: int, value: object) -> Callable[[list[list[Row]]], None]:
    """One value of the summary of a login."""

    def hook(pages: list[list[Row]]) -> None:
        pages[7][0][4][cell] = value

    return hook


@pytest.mark.parametrize(
    ("cell", "lie"),
    [(0, "a lie"), (1, "a lie"), (2, []), (2, [["https://example.org/", "never", "example.org"]]), (3, []), (4, True),
     (5, True), (6, 1), (7, 1)],
)  # fmt: skip
def test_a_summary_that_differs_from_its_record_is_damaged(path: Path, cell: int, lie: object) -> None:
    """Each of the eight."""
    assert refused(Writer(change_rows=set_summary(cell, lie)).write(path)) == ("damaged", "damaged")


@pytest.mark.parametrize(
    ("cell", "value"),
    [(0, None), (1, 1), (2, "a lie"), (2, [["https://example.org/", "domain"]]),
     (2, [["https://example.org/", "glob", "example.org"]]), (3, [1]), (4, 0), (5, None), (6, "1"), (7, True)],
)  # fmt: skip
def test_m12_a_summary_of_another_form_is_refused(path: Path, cell: int, value: object) -> None:
    """Each of the eight: another type, an entry without its bucket, a way to compare that is none."""
    assert refused(Writer(change_rows=set_summary(cell, value)).write(path)) == ("M12", "damaged")


def test_every_byte_string_in_the_file_is_authenticated(path: Path) -> None:
    """One bit changed in the first, the middle and the last byte of each."""
    Writer(two_factor=True).write(path)
    with closing(sqlite3.connect(path)) as db:
        cells = [("header", column, 0, db.execute(f"SELECT {column} FROM header").fetchone()[0])
                 for column in ("vault_id", "salt", "email_hash", "slots", "second_factor")]  # fmt: skip
        for table in ("root", "pages", "records"):
            cells += [(table, "sealed", *row) for row in db.execute(f"SELECT rowid, sealed FROM {table} LIMIT 9")]
    for table, column, rowid, good in cells:
        for position in {0, len(good) // 2, len(good) - 1}:
            bad = bytearray(good)
            bad[position] ^= 1
            change(path, f"UPDATE {table} SET {column} = x'{bad.hex()}' WHERE rowid = {rowid}")
            assert refused(path, open_device)[1] in {"damaged", "wrong_factor"}
        change(path, f"UPDATE {table} SET {column} = x'{good.hex()}' WHERE rowid = {rowid}")
    assert open_device(path).sequence == 9


# Sessions


def test_a_session_sees_a_later_transaction_of_its_generation(path: Path) -> None:
    """With the key it holds, whatever became of the rows."""
    vault = open_plain(Writer().write(path))
    assert reread(vault, Writer(sequence=10).write(path)).sequence == 10


def test_m17_a_session_ends_with_another_generation(path: Path) -> None:
    """Even if the key were the same."""
    vault = open_plain(Writer().write(path))
    Writer(generation=4).write(path)
    assert refused(path, lambda file: reread(vault, file)) == ("M17", "session_over")


# The command


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a person types at each prompt that hides it."""
    answers: dict[str, str] = {}
    monkeypatch.setattr(getpass, "getpass", lambda prompt: answers[prompt])
    return answers


def written_with_password(writer: Writer, path: Path) -> Path:
    """A vault for the master password itself."""
    argon2id = Argon2id(salt=writer.salt, length=32, iterations=3, lanes=4, memory_cost=65536)
    return replace(writer, a=argon2id.derive(PASSWORD.encode())).write(path)


def test_the_command_lists_without_passwords(
    path: Path, typed: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Unless asked; a title cannot command the terminal."""
    records = {ACCOUNT_ID: ACCOUNT, MAIL_ID: login("\x1b[2JMail")}
    written_with_password(Writer(two_factor=True, records=records), path)
    typed |= {"Master password: ": PASSWORD, "Device secret (hexadecimal): ": DEVICE.hex()}
    assert main([str(path), "--email", EMAIL]) == 0
    listed = capsys.readouterr().out
    assert "Mail | ada\n" in listed
    assert "secret of" not in listed
    assert "\x1b" not in listed
    typed["Recovery code: "] = show_recovery_code(CODES[9])
    assert main([str(path), "--email", EMAIL, "--recovery", "--show"]) == 0
    assert "secret of" in capsys.readouterr().out


@pytest.mark.parametrize(("password", "reason"), [("wrong", "M7"), ("\udcff", "a secret has not the form")])
def test_the_command_says_why_it_refuses(
    path: Path, typed: dict[str, str], capsys: pytest.CaptureFixture[str], password: str, reason: str
) -> None:
    """And repeats no secret."""
    typed["Master password: "] = password
    assert main([str(written_with_password(Writer(), path)), "--email", EMAIL]) == 1
    said = capsys.readouterr()
    assert reason in said.err
    assert "udcff" not in said.err
    assert said.out == ""
