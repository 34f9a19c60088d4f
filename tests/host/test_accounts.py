"""The accounts of this computer, and finding the vault file of an address."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.host.computers import unchanged
from tests.host.vaults import ACCOUNT, a_header
from twinlatch import accounts, vault_files
from twinlatch.errors import NotAVault, NotFound, StoreFailed
from twinlatch.vault.format import Header, email_hash
from twinlatch.vault.vault import Vault


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A computer of one's own."""
    monkeypatch.setenv("TWINLATCH_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TWINLATCH_STATE", str(tmp_path / "state"))
    return tmp_path


def vault_of(email: str, path: Path) -> Path:
    """A vault file that belongs to an address."""
    blank = a_header()
    fields = vars(blank) | {"email_hash": email_hash(blank.salt, email)}
    Vault.create(path, Header(**fields), bytes(32), ACCOUNT).close()
    return path


def test_no_accounts_at_first() -> None:
    assert accounts.listing() == []
    assert vault_files.find("ada@example.org") is None
    assert not vault_files.is_taken("ada@example.org")


def test_accounts_keep_their_order() -> None:
    """The newest comes last, a known one stays in its place, one of the same address or file is replaced."""
    for number, name in enumerate(("ada", "bob", "eve")):
        accounts.remember(f"/vaults/{number}", f"{name}@example.org", two_factor=False)
    accounts.remember("/vaults/1", "bob@example.org", two_factor=True)
    accounts.remember("/moved/0", "ada@example.org", two_factor=False)
    assert [entry["email"] for entry in accounts.listing()] == [f"{name}@example.org" for name in ("ada", "bob", "eve")]
    assert [entry["two_factor"] for entry in accounts.listing()] == [False, True, False]
    assert accounts.path_of("ada@example.org") == "/moved/0"
    assert accounts.email_of("/vaults/1") == "bob@example.org"
    accounts.forget("/vaults/1")
    assert accounts.path_of("bob@example.org") is None


def test_the_list_is_for_its_owner_only(folders: Path) -> None:
    """The list holds addresses: 0600 in a folder of 0700."""
    accounts.remember("/vaults/0", "ada@example.org", two_factor=False)
    assert (folders / "state" / "accounts.json").stat().st_mode & 0o777 == 0o600
    assert (folders / "state").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"accounts": 7}', '{"accounts": [7]}', '{"accounts": [{"path": 7}]}', "\udcff"]
)
def test_a_list_that_cannot_be_read(folders: Path, content: str) -> None:
    """It is an empty one: the vaults are found by their content."""
    path = vault_of("ada@example.org", folders / "data" / "a.twinlatch")
    (folders / "state").mkdir()
    (folders / "state" / "accounts.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert accounts.listing() == []
    assert vault_files.find("Ada@example.org") == path


def test_a_vault_dropped_into_the_folder(folders: Path) -> None:
    """Found by its content, whatever its name, among files that are something else; none of them is touched."""
    data = folders / "data"
    path = vault_of("ada@example.org", data / "copied from elsewhere.bin")
    vault_of("bob@example.org", data / "b.twinlatch")
    (data / "a.twinlatch").write_text("not a vault")
    (data / "folder").mkdir()
    with unchanged(path), unchanged(data / "a.twinlatch"):
        assert vault_files.find(" ADA@example.org") == path
        assert vault_files.find("eve@example.org") is None
    assert len(os.listdir(data)) == 4


def test_a_remembered_file_that_moved(folders: Path) -> None:
    """It is looked for by its content; where it is nowhere, its old path says which file is missing."""
    accounts.remember(str(folders / "gone"), "ada@example.org", two_factor=False)
    assert vault_files.find("ada@example.org") == folders / "gone"
    assert not vault_files.is_taken("ada@example.org")
    path = vault_of("ada@example.org", folders / "data" / "moved")
    assert vault_files.find("ada@example.org") == path
    assert vault_files.is_taken("ada@example.org")


def test_adding_a_vault_from_elsewhere(folders: Path) -> None:
    """It stays where it is; whose it is shows at log-in. What is no vault is refused and not remembered."""
    path = vault_of("ada@example.org", folders / "usb" / "a.bin")
    assert not vault_files.add(path).two_factor
    assert accounts.listing() == [{"email": None, "two_factor": False}]
    assert vault_files.find("ada@example.org") == path
    (folders / "text").write_text("text")
    for wrong, refusal in ((folders / "text", NotAVault), (folders / "none", NotFound)):
        with pytest.raises(refusal):
            vault_files.add(wrong)
    assert len(accounts.listing()) == 1


def test_a_list_that_cannot_be_written(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old list stays whole, and what is refused names no path."""
    accounts.remember("/vaults/0", "ada@example.org", two_factor=False)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreFailed) as refusal:
        accounts.remember("/vaults/1", "bob@example.org", two_factor=False)
    assert refusal.value.data == {"reason": "store_failed", "why": "disk_full"}
    content = json.loads((folders / "state" / "accounts.json").read_bytes())
    assert [entry["email"] for entry in content["accounts"]] == ["ada@example.org"]
    assert sorted(os.listdir(folders / "state")) == ["accounts.json", "accounts.lock"]
