"""Imports point down, and each outside thing is touched by one part: the house as tables."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

import twinlatch

PACKAGE = Path(twinlatch.__file__).parent

# Each part imports from the rows below its own, and from nothing else of ours.
LAYERS = (
    "__main__ cli typescript",
    "server",
    "handlers",
    "factors",
    "access phone",
    "discover hello session",
    "cost items security_log vault_files",
    "two_factor",
    "accounts device_store generator sites text_messages vault",
    "crypto diagnostics files hardening jsonrpc registry signals",
    "__init__ clock errors extension_ids framing i18n paths protocol strict_json",
)
RANK = {part: rank for rank, row in enumerate(LAYERS) for part in row.split()}

# What a domain may know of our own: no protocol, no process, no clock. `now` is an argument.
DOMAINS = {
    "generator": {"errors"},
    "items": {"errors", "sites", "vault"},
    "sites": {"errors"},
    "two_factor": {"crypto", "device_store", "errors", "text_messages", "vault"},
    "vault": {"crypto", "errors", "files"},
}

# Who may touch what is outside.
ONLY = {
    "apprise": {"text_messages"},
    "cryptography": {"crypto"},
    "datetime": {"clock"},
    "idna": {"sites"},
    "keyring": {"device_store"},
    "phonenumbers": {"text_messages"},
    "publicsuffixlist": {"sites"},
    "pydantic": {"discover", "protocol", "registry", "server", "session", "vault"},
    "pyotp": {"items", "two_factor"},
    "re2": {"generator", "sites"},
    "segno": {"two_factor"},
    "signal": {"signals"},
    "time": {"clock"},
    "zxcvbn": {"generator"},
}

FILES = sorted(PACKAGE.rglob("*.py"))


def part_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(file: Path) -> Iterator[str]:
    """The full names a file imports, wherever in it, "twinlatch.x" for `from twinlatch import x`."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def our_parts(file: Path) -> set[str]:
    """The other parts of ours a file imports; a name of the package itself counts as `__init__`."""
    names = ([*name.split("."), "__init__"] for name in imported(file))
    parts = {name[1] if name[1] in RANK else "__init__" for name in names if name[0] == "twinlatch"}
    return parts - {part_of(file)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_down(file: Path) -> None:
    part = part_of(file)
    assert part in RANK, f"{part} has no place in the table"
    up = {other for other in our_parts(file) if RANK[other] <= RANK[part]}
    assert not up, f"{part} may not import {sorted(up)}"


@pytest.mark.parametrize("part", DOMAINS)
def test_a_domain_knows_no_protocol_no_process_and_no_clock(part: str) -> None:
    known = set(chain.from_iterable(our_parts(file) for file in FILES if part_of(file) == part))
    assert known <= DOMAINS[part]


@pytest.mark.parametrize("library", ONLY)
def test_an_outside_thing_is_touched_by_its_own_part_alone(library: str) -> None:
    users = {part_of(file) for file in FILES for name in imported(file) if name.split(".")[0] == library}
    assert users <= ONLY[library]


def test_every_part_in_the_table_exists() -> None:
    assert set(RANK) <= set(map(part_of, FILES))
