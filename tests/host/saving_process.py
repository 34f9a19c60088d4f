"""A process that works at a vault as fast as it can, and says on stdout what is stored.

`python saving_process.py <host folder> <vault file> <key as hex> save|rekey <name> <count>`
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

LOGIN = {
    **dict.fromkeys(("username", "password", "totp"), ""),
    **{name: [] for name in ("urls", "custom_fields", "tags")},
    "favorite": False,
    "created_at": 1.0,
    "updated_at": 1.0,
}


def main() -> None:
    sys.path.insert(0, sys.argv[1])
    from twinlatch.vault.vault import Change, Vault, new_id

    path, key, work, name, count = Path(sys.argv[2]), bytes.fromhex(sys.argv[3]), *sys.argv[4:6], int(sys.argv[6])
    vault = Vault.open(path, key)
    sys.stdin.readline()
    for number in range(count):
        title = f"{name}{number}"
        if work == "save":
            vault.save([Change(new_id(), 0, "login", LOGIN | {"title": title, "notes": "x" * 3000}, [title])])
        else:
            key = hashlib.sha256(key).digest()
            header = replace(vault.header, generation=vault.header.generation + 1)
            vault.rekey(header, key, {}, lambda stored: None)
        print(title, flush=True)


main()
