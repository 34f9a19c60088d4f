"""Where this computer keeps what it remembers: the system keyring in all its moods, and the file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from keyring.backend import KeyringBackend

from tests.host import keyrings
from twinlatch import device_store, files
from twinlatch.device_store import DeviceStore, SystemKeyring
from twinlatch.errors import KeyringFailed, KeyringLocked, NoKeyring, StoreFailed, TwinlatchError

VAULT = bytes(range(16))
ITEM = f"Twinlatch {VAULT.hex()}"
MEMORY = {"generation": 3}


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A keyring that works."""
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)


@pytest.fixture
def store(tmp_path: Path) -> DeviceStore:
    return DeviceStore(tmp_path / "state")


def remembered(store: DeviceStore, *, two_factor: bool = False, vault_id: bytes = VAULT) -> Any:
    with store.exclusive(vault_id, two_factor=two_factor) as slot:
        return slot.read()


def remember(store: DeviceStore, where: device_store.Where, memory: dict[str, Any]) -> None:
    with store.exclusive(VAULT, two_factor=where == "keyring") as slot:
        slot.move(where, memory)


# --- the file


def test_nothing_is_known_at_first(store: DeviceStore) -> None:
    """Its absence never blocks."""
    assert remembered(store) is None
    assert store.where(VAULT) is None


@pytest.mark.parametrize(
    "note", ["", "[]", '{"memory":{}}', '{"store":"attic","memory":{}}', '{"store":"file"}', "[" * 100_000]
)
def test_a_note_that_says_no_store_counts_as_none(store: DeviceStore, tmp_path: Path, note: str) -> None:
    """Whatever became of the file, the memory can be begun anew."""
    remember(store, "file", MEMORY)
    (file,) = (tmp_path / "state" / "devices").glob("*.json")
    file.write_text(note)
    assert remembered(store) is None
    with store.exclusive(VAULT, two_factor=False) as slot:
        slot.write(MEMORY)
    assert remembered(store) == MEMORY


def test_a_file_of_ones_own(store: DeviceStore, tmp_path: Path) -> None:
    """0600 in a folder of 0700, each vault by its id, and there for the next host."""
    with store.exclusive(VAULT, two_factor=False) as slot:
        slot.write(MEMORY)
    (path,) = (tmp_path / "state" / "devices").glob("*.json")
    assert path.stem == VAULT.hex()
    folders = (path.parent, path.parent.parent)
    assert [stat.S_IMODE(entry.stat().st_mode) for entry in (path, *folders)] == [0o600, 0o700, 0o700]
    assert remembered(DeviceStore(tmp_path / "state")) == MEMORY
    assert remembered(store, vault_id=bytes(16)) is None
    assert store.where(VAULT) == "file"


@pytest.mark.parametrize("content", ["", "{", "[]", "7", '{"store":"file"}', '{"store":"file","memory":7}'])
def test_a_file_that_cannot_be_read(store: DeviceStore, tmp_path: Path, content: str) -> None:
    """It counts as none, and the next write mends it."""
    with store.exclusive(VAULT, two_factor=False) as slot:
        slot.write(MEMORY)
    (path,) = (tmp_path / "state" / "devices").glob("*.json")
    path.write_text(content)
    assert remembered(store) is None
    with store.exclusive(VAULT, two_factor=False) as slot:
        slot.write(MEMORY)
    assert remembered(store) == MEMORY


def test_a_write_that_fails_leaves_the_old_file(
    store: DeviceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Replaced whole or not at all, with nothing left beside it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device: /secret/path")

    with store.exclusive(VAULT, two_factor=False) as slot:
        slot.write(MEMORY)
        with monkeypatch.context() as broken:
            broken.setattr(os, "replace", full)
            with pytest.raises(StoreFailed) as refused:
                slot.write({"generation": 4})
    assert refused.value.data == {"reason": "store_failed", "why": "disk_full"}
    assert remembered(store) == MEMORY
    assert len(list((tmp_path / "state" / "devices").iterdir())) == 2


def test_hosts_take_turns(store: DeviceStore, tmp_path: Path) -> None:
    """Another process can look at a vault's memory only after this one let go of it."""
    other = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from twinlatch.device_store import DeviceStore\n"
        "print('ready', flush=True)\n"
        "with DeviceStore(Path(sys.argv[2])).exclusive(bytes(range(16)), two_factor=False) as slot:\n"
        "    print(slot.read(), flush=True)\n"
    )
    source = str(Path(device_store.__file__).parents[1])
    with store.exclusive(VAULT, two_factor=False) as slot:
        process = subprocess.Popen(
            [sys.executable, "-c", other, source, str(tmp_path / "state")], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.2)
        slot.write(MEMORY)
    assert process.communicate(timeout=30)[0] == f"{MEMORY}\n"
    assert process.returncode == 0


def test_what_moved_while_one_waited(
    store: DeviceStore, keyring: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that waited for the lock looks again where the memory is: it may be in the keyring by now."""
    rival, real = DeviceStore(tmp_path / "state"), files.exclusive_lock
    moves = [MEMORY]

    @contextmanager
    def lock_after_another_host(path: Path) -> Iterator[None]:
        if moves:
            memory = moves.pop()
            remember(rival, "keyring", memory)
        with real(path):
            yield

    with store.exclusive(VAULT, two_factor=False) as slot:
        slot.write({"generation": 1})
    monkeypatch.setattr(device_store, "exclusive_lock", lock_after_another_host)
    assert remembered(store) == MEMORY
    assert store.where(VAULT) == "keyring"


# --- the keyring


def test_moving_to_the_keyring_and_back(store: DeviceStore, keyring: None, tmp_path: Path) -> None:
    """The memory is in one store only, and a note says in which; the note holds nothing of it."""
    with store.exclusive(VAULT, two_factor=False) as slot:
        slot.write({"generation": 1})
    remember(store, "keyring", MEMORY)
    assert keyrings.items() == {ITEM: '{"generation":3}'}
    (note,) = (tmp_path / "state" / "devices").glob("*.json")
    assert note.read_text() == '{"store":"keyring"}'
    assert remembered(store) == MEMORY
    remember(store, "file", {"generation": 4})
    assert keyrings.items() == {}
    assert remembered(store) == {"generation": 4}


def test_a_lost_state_folder(store: DeviceStore, keyring: None, tmp_path: Path) -> None:
    """With two-factor on and nothing noted, the keyring is asked, and its memory goes on being used."""
    remember(store, "keyring", MEMORY)
    (note,) = (tmp_path / "state" / "devices").glob("*.json")
    note.unlink()
    assert remembered(store, two_factor=True) == MEMORY
    with store.exclusive(VAULT, two_factor=True) as slot:
        slot.read()
        slot.write({"generation": 4})
    assert keyrings.items() == {ITEM: '{"generation":4}'}


def test_the_item_of_another_vault(store: DeviceStore, keyring: None) -> None:
    """Items are named by vault: another's is not taken for this one's."""
    remember(store, "keyring", MEMORY)
    assert remembered(store, two_factor=True, vault_id=bytes(16)) is None


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "7"])
def test_an_item_that_cannot_be_read(store: DeviceStore, keyring: None, content: str) -> None:
    remember(store, "keyring", MEMORY)
    SystemKeyring.find().write(VAULT.hex(), content)
    assert remembered(store) is None


def test_forgetting(store: DeviceStore, keyring: None, tmp_path: Path) -> None:
    """Item and note are gone."""
    remember(store, "keyring", MEMORY)
    store.forget(VAULT)
    assert keyrings.items() == {}
    assert list((tmp_path / "state" / "devices").glob("*.json")) == []
    store.forget(VAULT)


def test_the_probe_leaves_nothing(keyring: None) -> None:
    """A keyring is proved by a new process that reads what was written; the probe is gone afterwards."""
    SystemKeyring.find().prove()
    assert keyrings.items() == {}
    assert [call.split()[0] for call in keyrings.FileKeyring.calls] == ["set", "delete", "get"]


@pytest.mark.parametrize(
    ("mood", "why"),
    [
        (keyrings.Failing, "PasswordSetError"),
        (keyrings.Lying, "not_shared"),
        (keyrings.Private, "not_shared"),
        (keyrings.Null, "not_shared"),
        (keyrings.Undeletable, "not_deleted"),
    ],
)
def test_keyrings_that_only_pretend(
    mood: type[KeyringBackend], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that fails, lies, is null, shares nothing or forgets nothing is refused before anything depends on it."""
    keyrings.use(monkeypatch, tmp_path, mood)
    with pytest.raises(KeyringFailed) as refused:
        SystemKeyring.find().prove()
    assert refused.value.data["why"] == why


@pytest.mark.parametrize("mood", [keyrings.Lying, keyrings.Null, keyrings.Failing, keyrings.Garbling])
def test_a_keyring_that_does_not_keep(
    mood: type[KeyringBackend], store: DeviceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Moving there is refused, and what was remembered stays where it was."""
    keyrings.use(monkeypatch, tmp_path, mood)
    long_memory = MEMORY | {"spent_code": "x" * 80}
    with store.exclusive(VAULT, two_factor=False) as slot:
        slot.write(MEMORY)
        with pytest.raises(KeyringFailed):
            slot.move("keyring", long_memory)
    assert store.where(VAULT) == "file"
    assert remembered(store) == MEMORY


def test_a_locked_keyring(store: DeviceStore, keyring: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named as locked, and it is asked before the lock is taken, while others can go on."""
    remember(store, "keyring", MEMORY)
    keyrings.use(monkeypatch, tmp_path, keyrings.Locked)
    locks: list[Path] = []
    monkeypatch.setattr(device_store, "exclusive_lock", locks.append)
    with pytest.raises(KeyringLocked):
        remembered(store)
    assert locks == []


def test_a_keyring_that_hangs(
    store: DeviceStore, keyring: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the limit it has failed, and no lock is held while it is waited for."""
    assert device_store._LIMIT_S == 30
    remember(store, "keyring", MEMORY)
    keyrings.use(monkeypatch, tmp_path, keyrings.Hanging)
    monkeypatch.setattr(device_store, "_LIMIT_S", 0.1)
    began = time.monotonic()
    with pytest.raises(KeyringFailed) as refused:
        remembered(store)
    assert refused.value.data["why"] == "no_answer"
    assert time.monotonic() - began < 10
    locked = threading.Event()

    def take() -> None:
        with files.exclusive_lock(tmp_path / "state" / "devices" / f"{VAULT.hex()}.lock"):
            locked.set()

    threading.Thread(target=take, daemon=True).start()
    assert locked.wait(10)


@pytest.mark.parametrize("mood", [keyrings.Broken, keyrings.NotViable])
def test_no_usable_keyring(
    mood: type[KeyringBackend], store: DeviceStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the memory is known to be in a keyring, its lack is said; else nothing is known, which is no error."""
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
    remember(store, "keyring", MEMORY)
    keyrings.use(monkeypatch, tmp_path, mood)
    with pytest.raises(NoKeyring):
        SystemKeyring.find()
    with pytest.raises(NoKeyring):
        remembered(store)
    assert remembered(store, two_factor=True, vault_id=bytes(16)) is None


def test_a_recovery_code_does_not_need_the_keyring(
    store: DeviceStore, keyring: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the memory is not needed, a keyring that fails counts as an empty one, and the next memory is a file's."""
    remember(store, "keyring", MEMORY)
    for mood in (keyrings.Locked, keyrings.NotViable, keyrings.Broken):
        keyrings.use(monkeypatch, tmp_path, mood)
        with store.exclusive(VAULT, two_factor=True, needed=False) as slot:
            assert slot.read() is None
    with store.exclusive(VAULT, two_factor=True, needed=False) as slot:
        slot.move("file", {"generation": 9})
    assert remembered(store) == {"generation": 9}


def test_the_first_usable_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The allow-list is tried in its order."""
    keyrings.use(monkeypatch, tmp_path, keyrings.NotViable, keyrings.Broken, keyrings.FileKeyring, keyrings.Null)
    assert SystemKeyring.find().name == "FileKeyring"


def test_nothing_outside_chooses_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither PYTHON_KEYRING_BACKEND nor keyringrc.cfg gets a plaintext or null keyring past the allow-list."""
    (tmp_path / "python_keyring").mkdir()
    (tmp_path / "python_keyring" / "keyringrc.cfg").write_text(
        "[backend]\ndefault-keyring=keyring.backends.null.Keyring\n"
    )
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:")
    with pytest.raises(NoKeyring):
        SystemKeyring.find()
    keyrings.use(monkeypatch, tmp_path, keyrings.FileKeyring)
    assert SystemKeyring.find().name == "FileKeyring"


def test_nothing_outside_changes_the_keyring(keyring: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """KEYRING_PROPERTY_* cannot point a keyring at another collection or scheme."""
    monkeypatch.setenv("KEYRING_PROPERTY_PREFERRED_COLLECTION", "/org/freedesktop/secrets/collection/session")
    assert vars(SystemKeyring.find()._backend) == {}


def test_only_keyrings_of_the_system_are_allowed() -> None:
    """No null, plaintext, chaining or failing one is in the list."""
    modules = [module.rpartition(".")[2] for module, _, _ in device_store._ALLOWED]
    assert sorted(modules) == ["SecretService", "Windows", "kwallet", "macOS"]


def test_items_have_a_largest_size(keyring: None) -> None:
    """What Windows could not keep is refused everywhere, before it is written."""
    with pytest.raises(KeyringFailed) as refused:
        SystemKeyring.find().write("item", "x" * 1201)
    assert refused.value.data["why"] == "too_large"
    assert keyrings.items() == {}


def test_errors_hold_nothing_of_the_keyrings_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The text of an exception may hold what was to be written: only its name is passed on, without its chain."""
    keyrings.use(monkeypatch, tmp_path, keyrings.Failing)
    with pytest.raises(TwinlatchError) as refused:
        SystemKeyring.find().write("item", "the device secret")
    assert "device secret" not in f"{refused.value}{refused.value.data}"
    assert refused.value.__suppress_context__


# --- the real one


@pytest.mark.secret_service
def test_a_real_secret_service(store: DeviceStore, tmp_path: Path) -> None:
    """It is found, proved from a new process, keeps a full item, and forgets it."""
    found = SystemKeyring.find()
    assert found.name == "Secret Service"
    found.prove()
    full = {"failure_times": "x" * 1100}
    remember(store, "keyring", full)
    assert remembered(store) == full
    (tmp_path / "state" / "devices" / f"{VAULT.hex()}.json").unlink()
    assert remembered(store, two_factor=True) == full
    store.forget(VAULT)
    assert found.read(VAULT.hex()) is None
