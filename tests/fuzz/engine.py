"""Fuzzes one target with atheris: `python -m tests.fuzz.engine TARGET`, and the arguments and folders of libFuzzer.

Ends the process: with 0 when all runs went well, else with another status, and the input in the artifact folder.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path

atheris = import_module("atheris")


def main() -> None:
    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=["twinlatch"]):
        target = import_module(f"tests.fuzz.targets.{name}")
        mutating = import_module("tests.fuzz.mutating")

    def mutate(data: bytes, largest: int, seed: int) -> bytes:
        """As JSON most times: the parser is tried enough by the rest."""
        changed = mutating.mutated(data, seed) if seed % 4 else None
        return bytes(atheris.Mutate(data, largest) if changed is None else changed[:largest])

    as_json = {"custom_mutator": mutate} if getattr(target, "IN_JSON", False) else {}
    with target.prepared(Path(tempfile.mkdtemp())) as check:
        atheris.Setup([sys.argv[0], f"-max_len={target.LARGEST}", *sys.argv[1:]], check, **as_json)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
