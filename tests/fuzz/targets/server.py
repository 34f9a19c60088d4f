"""Messages, one a line, to a host at which nobody is logged in, or whose vault is open.

Every one gets an answer that browsers take: a result, or a refusal by name that repeats nothing of the input and tells
no secret; what was refused has changed nothing in the vault.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from typing import Any, cast

import pytest
from pydantic import BaseModel

from tests.adversary.computers import again, make
from tests.host.computers import EMAIL, LOGIN, PASSWORD, Computer
from twinlatch import device_store, errors, handlers, protocol, registry
from twinlatch.framing import MAX_REPLY_BYTES
from twinlatch.server import Server
from twinlatch.session import Session
from twinlatch.text_messages import gateway
from twinlatch.vault.format import b64

LARGEST = 8192
IN_JSON = True
STATES = ("out", "off", "on")
"""Nobody is logged in; unlocked with two-factor off; and on. The first line of an input is one of them."""

_ITEM_ID, _CODE, _RECOVERY_CODE = b64(bytes(range(16))), "123456", "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA"
"""In an input they stand for those of the vault."""
_EXAMPLES: dict[str, Any] = {
    "email": EMAIL,
    "master_password": PASSWORD,
    "new_password": "granite whisper nineteen boats",
    "new_email": "ada@analytical.example",
    "code": _CODE,
    "new_code": _CODE,
    "recovery_code": _RECOVERY_CODE,
    "device_key_store": "file",
    "path": "/nowhere/vault.twinlatch",
    "id": _ITEM_ID,
    "item_id": _ITEM_ID,
    "version": 1,
    "url": "https://bank.example/login",
    "top_url": "https://bank.example/",
    "query": "a bank",
    "item": LOGIN | {"type": "login"},
    "changes": {"title": "Another bank", "theme": "dark", "totp": "GEZDGNBVGY3TQOJQ"},
    "password": "correct horse",
    "hints": [EMAIL],
    "length": 24,
    "limit": 10,
    "client_version": "0.1.0",
}
_REFUSALS = {
    (error.reason, error.message)
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, errors.TwinlatchError) and error.reason != errors.Internal.reason
}
_ECHOED = {"host"}
"""What a refusal may repeat of the input: the site that a login does not belong to."""
_SHORT = 6


def seeds() -> dict[str, bytes]:
    """Every method as its models have it, in every state, before and after the vault is locked."""
    lines = [message(method) for method in handlers.load().values()]
    texts = {f"{state} {number}": f"{state}\n{line}" for state in STATES for number, line in enumerate(lines)}
    texts["all"] = "\n".join(["on", *lines])
    return {name: text.encode() for name, text in texts.items()}


def message(method: registry.Method) -> str:
    params = {name: value for name, value in _EXAMPLES.items() if name in method.params.model_fields}
    if "changes" in params:
        annotation = method.params.model_fields["changes"].annotation
        assert isinstance(annotation, type)
        assert issubclass(annotation, BaseModel)
        params["changes"] = {
            name: value for name, value in params["changes"].items() if name in annotation.model_fields
        }
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method.name, "params": params})


@contextmanager
def prepared(folder: Path) -> Iterator[Callable[[bytes], None]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setattr(device_store, "_ALLOWED", ())
        patch.setattr(gateway, "is_installed", lambda: False)  # no message leaves this computer
        off = make(folder / "off", patch, two_factor=False)
        on = make(folder / "on", patch, two_factor=True)
        hosts = {
            "out": Host(on, folder / "out in use", patch),
            "off": Host(off, folder / "off in use", patch, logged_in=True),
            "on": Host(on, folder / "on in use", patch, logged_in=True),
        }

        def check(data: bytes) -> None:
            name, *frames = data.split(b"\n")
            host = hosts.get(name.decode("latin-1"))
            if host:
                host.receive(frames)

        yield check
        for host in hosts.values():
            host.end()


class Host:
    """A host in one of the states; begun anew when something was changed."""

    def __init__(self, original: Computer, folder: Path, patch: pytest.MonkeyPatch, *, logged_in: bool = False) -> None:
        self._original = original
        self._folder = folder
        self._patch = patch
        self._logged_in = logged_in
        self._begin()

    def receive(self, frames: list[bytes]) -> None:
        """Raises AssertionError for an answer that must not be."""
        self._computer.sit_down(self._patch)
        if self._look() != self._begun:
            self.end()
            self._begin()
        for frame in frames:
            self._receive(frame)

    def _receive(self, frame: bytes) -> None:
        for placeholder, real in self._stand_ins.items():
            frame = frame.replace(placeholder.encode(), real.encode())
        vault = self._vault()
        answer = self._server.answer(bytearray(frame))
        if answer is None:
            return
        assert len(answer) <= MAX_REPLY_BYTES
        reply = json.loads(answer)
        if "error" in reply:
            self._check_refusal(reply["error"], frame)
            assert self._vault() == vault

    def _check_refusal(self, error: dict[str, Any], frame: bytes) -> None:
        data = error["data"]
        assert (data.pop("reason"), error["message"]) in _REFUSALS, error
        told = [*_texts_in([value for name, value in data.items() if name not in _ECHOED])]
        entered = [text for text in _texts_in(_read(frame)) if len(text) >= _SHORT and text not in _OURS]
        for text in (*self._secrets, *entered):
            assert not any(text in said for said in told), text

    def _begin(self) -> None:
        self._computer = computer = again(self._original, self._folder, self._patch)
        self._session: Session = computer.start()
        if self._logged_in:
            computer.login(self._session, computer.fresh_code() if computer.seed else None)
        self._server = Server(self._session, handlers.load(), cast(FileIO, None))
        self._stand_ins = {_CODE: computer.fresh_code() if computer.seed else "000000"}
        self._stand_ins |= dict(zip([_RECOVERY_CODE], computer.recovery_codes, strict=False))
        if self._logged_in:
            self._stand_ins[_ITEM_ID] = next(iter(self._session.library.entries))
        self._secrets = [PASSWORD, LOGIN["password"], *computer.recovery_codes]
        self._secrets += [b64(computer.seed)] if computer.seed else []
        self._begun = self._look()

    def end(self) -> None:
        self._session.close()
        shutil.rmtree(self._folder)

    def _look(self) -> tuple[protocol.Session, dict[str, tuple[int, int]]]:
        """Who is logged in, and how the files are."""
        files = {}
        for path in self._folder.rglob("*"):
            with suppress(FileNotFoundError):
                status = path.stat()
                files[str(path)] = (status.st_size, status.st_mtime_ns)
        return self._session.state(), files

    def _vault(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self._computer.data.glob("*")}


def _read(frame: bytes) -> object:
    try:
        return json.loads(frame)
    except (ValueError, RecursionError):
        return None


def _texts_in(value: object) -> Iterator[str]:
    """All texts, and names, in what JSON holds."""
    rest = [value]
    while rest:
        match rest.pop():
            case dict() as members:
                rest += [*members, *members.values()]
            case list() as members:
                rest += members
            case str() as text:
                yield text


_OURS = {field for model in vars(protocol).values() for field in getattr(model, "model_fields", {})}
