"""What a computer remembers of a vault, in the keyring or a file: what cannot be read counts as nothing known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.fuzz.targets.vault import NOW, known_password
from tests.host.computers import totp
from tests.reader.writer import DEVICE, EMAIL, SEED, Writer, b64
from twinlatch.device_store import DeviceStore
from twinlatch.errors import TwinlatchError
from twinlatch.two_factor.guard import Guard
from twinlatch.two_factor.proof import Claim, prove

LARGEST = 2048
IN_JSON = True


def seeds() -> dict[str, bytes]:
    """Notes of a computer at which much has happened."""
    writer = Writer()
    current = [writer.generation, b64(DEVICE), writer.second_factor_version]
    step = int(NOW // 30) - 9
    memories = {
        "current": {"current": current},
        "pending": {"pending": current, "generation": 2, "last_step": step},
        "failures": {"current": current, "code_failures": 4, "code_failed_at": NOW - 1, "failure_times": [1, 2]},
        "passwords": {"current": current, "password_failures": 3, "password_failed_at": NOW - 0.5},
        "seen": {"current": current, "generation": 3, "sequence": 8, "spent_code": "a", "off_generation": 2},
        "trust": {"current": current, "trust_token": b64(bytes(32)), "trust_until": NOW + 9, "trust_ended": "expired"},
    }
    notes = {name: {"store": "file", "memory": memory} for name, memory in memories.items()}
    return {name: json.dumps(note).encode() for name, note in notes.items()} | {"elsewhere": b'{"store":"keyring"}'}


@contextmanager
def prepared(folder: Path) -> Iterator[Callable[[bytes], None]]:
    writer = Writer(two_factor=True)
    path = writer.write(folder / "a.twinlatch")
    note = folder / "state" / "devices" / f"{writer.vault_id.hex()}.json"
    note.parent.mkdir(parents=True)
    claims = [Claim(EMAIL, "any", code) for code in (None, "000000", totp(SEED, int(NOW // 30)))]

    def check(data: bytes) -> None:
        for claim in claims:
            note.write_bytes(data)
            with suppress(TwinlatchError):
                prove(path, claim, DeviceStore(folder / "state"), NOW).wipe()
        with suppress(ValueError, RecursionError):
            memory = json.loads(data)
            guard = Guard.from_json(memory if isinstance(memory, dict) else None)
            assert Guard.from_json(guard.to_json()) == guard

    with known_password():
        yield check
