"""Finds the vault file that belongs to an e-mail address, wherever it lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from twinlatch import accounts, paths
from twinlatch.errors import TwinlatchError
from twinlatch.vault.format import Header, normalise_email
from twinlatch.vault.store import read_header


def find(email: str) -> Path | None:
    """The file remembered for the address, else one whose content names it; None where there is none.

    A remembered file that is gone, and is nowhere else, is named all the same: that it is missing is worth saying.
    """
    remembered = accounts.path_of(normalise_email(email))
    if remembered is not None and Path(remembered).exists():
        return Path(remembered)
    found = next((path for path, header in _readable() if header.belongs_to(email)), None)
    return found or (Path(remembered) if remembered is not None else None)


def is_taken(email: str) -> bool:
    path = find(email)
    return path is not None and path.exists()


def new_path(vault_id: bytes) -> Path:
    return Path(paths.data_folder()) / f"{vault_id.hex()}.twinlatch"


def add(path: Path) -> Header:
    """Remembers a vault file from elsewhere; who it belongs to shows at log-in. Raises NotFound, NotAVault, ..."""
    header = read_header(path)
    accounts.remember(str(path), accounts.email_of(str(path)), two_factor=header.two_factor)
    return header


def _readable() -> Iterator[tuple[Path, Header]]:
    folder = Path(paths.data_folder())
    dropped_in = sorted(folder.glob("*")) if folder.is_dir() else []
    for path in dict.fromkeys([*map(Path, accounts.remembered_paths()), *dropped_in]):
        try:
            yield path, read_header(path)
        except TwinlatchError:
            continue
