"""`system.hello` by hand: the same words as the model's, and nothing heavy imported for them."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from twinlatch import accounts, clock, hello, protocol
from twinlatch.extension_ids import CHROMIUM_ORIGIN

PLAIN = {"jsonrpc": "2.0", "id": 3, "method": "system.hello", "params": {"client_version": "0.1.0"}}
FORBIDDEN = {
    "asyncio",
    "cryptography",
    "ctypes",
    "dataclasses",
    "importlib.metadata",
    "inspect",
    "keyring",
    "logging",
    "pathlib",
    "pydantic",
    "pydantic_core",
    "pyotp",
    "secrets",
    "segno",
    "sqlite3",
    "subprocess",
    "threading",
    "typing",
    "zxcvbn",
}
MOST_MODULES = 20
"""What hello may import beside what a bare interpreter and `json` and `struct` do."""


@pytest.fixture(autouse=True)
def two_accounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWINLATCH_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TWINLATCH_STATE", str(tmp_path / "state"))
    accounts.remember(str(tmp_path / "ada.twinlatch"), "ada@example.org", two_factor=True)
    accounts.remember(str(tmp_path / "elsewhere.twinlatch"), None, two_factor=False)


def test_the_answer_by_hand_is_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: 1_800_000_000.5)
    reply = json.loads(hello.answer(bytearray(json.dumps(PLAIN).encode())) or b"null")
    result = protocol.Hello.model_validate(reply.pop("result"))
    assert reply == {"jsonrpc": "2.0", "id": 3}
    assert result == protocol.Hello(
        host_version="0.1.0",
        protocol_version=protocol.PROTOCOL_VERSION,
        accounts=[
            protocol.Account(email="ada@example.org", two_factor=True),
            protocol.Account(email=None, two_factor=False),
        ],
        now=1_800_000_000.5,
    )


@pytest.mark.parametrize("version", ["", "v" * 64])
def test_by_hand_answers_what_the_model_allows(version: str) -> None:
    protocol.HelloParams(client_version=version)
    assert hello.answer(bytearray(json.dumps(PLAIN | {"params": {"client_version": version}}).encode()))


@pytest.mark.parametrize(
    "message",
    [
        PLAIN | {"method": "session.state"},
        PLAIN | {"jsonrpc": "1.0"},
        PLAIN | {"id": True},
        PLAIN | {"id": "3"},
        PLAIN | {"more": 1},
        PLAIN | {"params": {}},
        PLAIN | {"params": {"client_version": 1}},
        PLAIN | {"params": {"client_version": "v" * 65}},
        PLAIN | {"params": {"client_version": "", "more": 1}},
        [PLAIN],
        "hello",
        None,
    ],
)
def test_anything_but_a_plain_hello_is_left_to_the_server(message: object) -> None:
    assert hello.answer(bytearray(json.dumps(message).encode())) is None


def test_what_is_not_json_is_left_to_the_server() -> None:
    assert hello.answer(bytearray(b'{"jsonrpc"')) is None


def imported_by(program: str, stdin: bytes = b"") -> set[str]:
    """The modules loaded in a fresh interpreter that ran `program`."""
    source = Path(hello.__file__).parents[1]
    program = f"import sys; sys.path.insert(0, {str(source)!r}); {program}; print(*sys.modules, file=sys.stderr)"
    finished = subprocess.run([sys.executable, "-I", "-c", program], input=stdin, capture_output=True, check=True)
    return set(finished.stderr.decode().split())


def test_a_process_that_answers_hello_has_imported_nothing_heavy() -> None:
    body = json.dumps(PLAIN).encode()
    ours = imported_by(
        f"import twinlatch.__main__ as host; host.serve = lambda *_: None; host.run([{CHROMIUM_ORIGIN!r}])",
        stdin=struct.pack("=I", len(body)) + body,
    ) - imported_by("import json, struct")
    assert "twinlatch.accounts" in ours
    assert not ours & FORBIDDEN
    assert len(ours) <= MOST_MODULES, sorted(ours)
