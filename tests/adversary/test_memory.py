"""After lock nothing that opens the vault is in the host's memory; after log-out there is no process to look at."""

from __future__ import annotations

import base64
import time
from pathlib import Path

import pytest

from tests.adversary.memory import READABLE, residues
from tests.host.computers import EMAIL, LOGIN, NOW, PASSWORD, Computer, totp
from tests.host.host_process import HostProcess
from tests.reader import second_reader
from twinlatch import access
from twinlatch.vault.format import b64

pytestmark = pytest.mark.skipif(not READABLE, reason="only root may look at the host's memory, and only on Linux")

KEYS = ("vault key", "record key", "index key", "stretched password", "device secret", "TOTP seed")
"""None of them may be found while the vault is locked."""
STRINGS = ("master password", "item password")
"""Python and its libraries copy them: SECURITY.md says how many stay."""

WITHOUT_WIPING = """
import twinlatch.crypto
twinlatch.crypto.wipe = lambda *secrets: None
twinlatch.crypto.overwrite_freed = lambda: None
"""

Secrets = dict[str, tuple[bytes, ...]]


@pytest.fixture(scope="module")
def computer(tmp_path_factory: pytest.TempPathFactory) -> Computer:
    """A computer whose two-factor was turned on some minutes ago, at the real cost of Argon2id."""
    computer = Computer(tmp_path_factory.mktemp("memory"))
    with pytest.MonkeyPatch.context() as patch:
        computer.sit_down(patch)
        computer.clock.wall = time.time() - 600
        session = computer.start()
        access.create(session, EMAIL, PASSWORD)
        session.library.create("login", LOGIN, NOW)
        computer.enrol(session)
        computer.close()
    computer.data.rename(computer.folder / "vaults")
    (computer.state / "accounts.json").unlink()
    return computer


@pytest.fixture(scope="module")
def secrets(computer: Computer) -> Secrets:
    """What is looked for: the later half of each secret, since freeing memory writes over the beginning."""
    (path,) = (computer.folder / "vaults").glob("*.twinlatch")
    current = computer.guard().current
    assert current is not None
    vault = second_reader.open_vault(path, EMAIL, PASSWORD, current.secret)
    whole: Secrets = {
        "vault key": (vault.key,),
        "record key": (second_reader.subkey(vault.header, vault.key, "record"),),
        "index key": (second_reader.subkey(vault.header, vault.key, "index"),),
        "stretched password": (second_reader.stretch(PASSWORD, vault.header),),
        "device secret": (current.secret, b64(current.secret).encode()),
        "TOTP seed": (computer.seed, b64(computer.seed).encode(), base64.b32encode(computer.seed)),
        "master password": (PASSWORD.encode(),),
        "item password": (LOGIN["password"].encode(),),
    }
    return {name: tuple(form[-(len(form) // 2) :] for form in forms) for name, forms in whole.items()}


def log_in_and_read(host: HostProcess, computer: Computer) -> None:
    """Logs in with the first code that is not used yet, and reads the login."""
    code = totp(computer.seed, int(time.time() // 30))
    host.hello()
    host.ask("session.login", email=EMAIL, master_password=PASSWORD, code=code)
    (item,) = host.ask("items.list")["items"]
    assert host.ask("items.get", id=item["id"])["password"] == LOGIN["password"]


def test_memory_after_lock_and_log_out(computer: Computer, secrets: Secrets) -> None:
    """The keys are found while it is unlocked, so that the scan is known to see; none of them when it is locked."""
    with HostProcess(computer.folder) as host:
        log_in_and_read(host, computer)
        pid = host.process.pid
        unlocked = residues(pid, secrets)
        host.ask("session.lock")
        locked = residues(pid, secrets)
        host.ask("session.unlock", master_password=PASSWORD)
        host.ask("session.lock")
        locked_again = residues(pid, secrets)
        host.ask("session.logout")
        host.process.wait(10)
        assert not Path(f"/proc/{pid}").exists()
    print(f"unlocked {unlocked}\nlocked {locked}\nlocked again {locked_again}")
    for name in ("record key", "index key", "item password"):
        assert unlocked[name] > 0
    for name in KEYS:
        assert (locked[name], locked_again[name]) == (0, 0), name


def test_the_scan_finds_what_is_not_wiped(computer: Computer, secrets: Secrets) -> None:
    """The same host without its wiping: keys stay in memory after lock, and are found."""
    with HostProcess(computer.folder, first=WITHOUT_WIPING) as host:
        log_in_and_lock(host, computer)
        found = residues(host.process.pid, secrets)
    assert sum(found[name] for name in KEYS) > 0


def log_in_and_lock(host: HostProcess, computer: Computer) -> None:
    """The code of this moment may be used up: the next step's is accepted too."""
    code = totp(computer.seed, int(time.time() // 30) + 1)
    host.hello()
    host.ask("session.login", email=EMAIL, master_password=PASSWORD, code=code)
    host.ask("session.lock")
