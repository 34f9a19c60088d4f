"""A vault whose sealed texts are anything at all, sealed with the right keys: a writer may know the password and err.

The first line of an input names what is replaced, the rest replaces it. The reader refuses the file as damaged, or
opens it and all that is in it; it never fails otherwise, and never writes.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.host.computers import totp
from tests.reader.writer import (
    ACCOUNT,
    ACCOUNT_ID,
    DEVICE,
    EMAIL,
    MAIL_ID,
    SEED,
    A,
    Writer,
    b64,
    encode,
    login,
    pad,
    summary,
)
from twinlatch import device_store
from twinlatch.device_store import DeviceStore
from twinlatch.errors import Damaged, WrongCode
from twinlatch.two_factor import proof
from twinlatch.two_factor.proof import Claim, prove
from twinlatch.vault.vault import Vault

LARGEST = 4096
IN_JSON = True

NOW = 1_800_000_000.0
_PAGE = MAIL_ID[0]
_LEAST = {"page": 512, "account": 256, "login": 256, "second factor": 512}
"""The parts, and the least size of each one's padding."""
_RAW = "raw "
"""Before the name of a part: what follows is padded already, or not."""


def seeds() -> dict[str, bytes]:
    """Each part as it should be."""
    second_factor = {"seed": b64(SEED), "enrolment": b64(bytes(16))}
    two_factor = {"since": 1, "codes_issued_at": 1.5, "codes_saved": True}
    parts: dict[str, list[Any]] = {
        "page": [[], [[b64(MAIL_ID), 2, b64(bytes(16)), "login", summary(login("Mail"))]]],
        "account": [ACCOUNT, ACCOUNT | {"two_factor": two_factor, "settings": {"theme": "dark"}}],
        "login": [login("Mail"), login("é") | {"custom_fields": [{"name": "a", "value": "b", "hidden": True}]}],
        "second factor": [second_factor, second_factor | {"trust_hash": b64(bytes(32)), "trusted_until": NOW}],
    }
    texts = {
        f"{part} {number}": (part, json.dumps(value).encode())
        for part, values in parts.items()
        for number, value in enumerate(values)
    }
    texts |= {f"{_RAW}{part}": (_RAW + part, pad(texts[f"{part} 1"][1], least)) for part, least in _LEAST.items()}
    texts |= {"root": ("root", bytes(8200)), "root of nothing": ("root", b"")}
    return {name: part.encode() + b"\n" + text for name, (part, text) in texts.items()}


@contextmanager
def prepared(folder: Path) -> Iterator[Callable[[bytes], None]]:
    original, path = Writer(two_factor=True).write(folder / "original"), folder / "a.twinlatch"

    def check(data: bytes) -> None:
        part, _, text = data.partition(b"\n")
        shutil.copyfile(original, path)
        forge(path, part.decode("latin-1"), text)
        remember_device(folder / "state")
        written = path.read_bytes()
        with suppress(Damaged, WrongCode):
            read(path, folder / "state")
        assert path.read_bytes() == written

    with known_password():
        yield check


@contextmanager
def known_password() -> Iterator[None]:
    """Whatever is entered is the writer's; there is no keyring."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(device_store, "_ALLOWED", ())
        patch.setattr(proof, "argon2id", lambda *_: bytearray(A))
        yield


def read(path: Path, state: Path) -> None:
    """Proves who is there, with the right code, and opens everything."""
    claim = Claim(EMAIL, "not looked at", totp(SEED, int(NOW // 30)))
    proved = prove(path, claim, DeviceStore(state), NOW)
    vault = Vault.open(path, proved.vault_key)
    try:
        for record_id, _ in vault:
            with suppress(Damaged):
                vault.get(record_id)
        vault.account()
    finally:
        vault.close()


def remember_device(state: Path) -> None:
    """This computer holds the device secret, and nothing was proved yet."""
    writer = Writer()
    current = [writer.generation, b64(DEVICE), writer.second_factor_version]
    note = state / "devices" / f"{writer.vault_id.hex()}.json"
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(json.dumps({"store": "file", "memory": {"current": current}}))


def forge(path: Path, part: str, text: bytes) -> None:
    """Replaces the plaintext of a part and all that vouches for it; what is no part is left as it is."""
    keys = Writer(two_factor=True)
    name = part.removeprefix(_RAW)
    padded = pad(text, _LEAST[name]) if part in _LEAST else text
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("PRAGMA synchronous=OFF")
        header = header_of(db)
        pages = [page for (page,) in db.execute("SELECT sealed FROM pages ORDER BY number")]
        match name:
            case "page":
                pages[_PAGE] = sealed_page(keys, _PAGE, padded)
            case "account" | "login":
                id_, about = (ACCOUNT_ID, None) if name == "account" else (MAIL_ID, summary(login("Mail")))
                ad = encode("twinlatch/record/1", keys.vault_id, keys.generation, id_, 2, name)
                sealed = keys.seal(keys.key("record"), padded, ad)
                db.execute("UPDATE records SET sealed = ? WHERE id = ?", [sealed, id_])
                row = [b64(id_), 2, b64(sealed[-16:]), name, about]
                pages[id_[0]] = sealed_page(keys, id_[0], pad(json.dumps([row]).encode(), 512))
            case "second factor":
                keys.pad_second_factor = lambda _: padded[:512].ljust(512, b"\0")  # another size is refused unopened
                header["second_factor"] = keys.second_factor()
                db.execute("UPDATE header SET second_factor = ?", [header["second_factor"]])
            case "root":
                keys.change_root = lambda _: text
        db.executemany("UPDATE pages SET sealed = ? WHERE number = ?", [(pages[n], n) for n in (0, _PAGE)])
        db.execute("UPDATE root SET sealed = ?", [keys.root(header, pages)])


def header_of(db: sqlite3.Connection) -> dict[str, Any]:
    """Its columns by name."""
    found = db.execute("SELECT * FROM header")
    columns = [column for column, *_ in found.description]
    header = dict(zip(columns, found.fetchone(), strict=True))
    del header["id"]
    return header


def sealed_page(keys: Writer, number: int, padded: bytes) -> bytes:
    return keys.seal(keys.key("index"), padded, encode("twinlatch/page/1", keys.vault_id, keys.generation, number))
