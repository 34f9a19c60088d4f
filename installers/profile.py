"""The folders of a made-up person, and what browsers need to run in them with the extension and the host."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Literal

from installers.environment import ROOT
from twinlatch.extension_ids import CHROMIUM_ID

EXTENSION = ROOT / "extension"


class Profile:
    """A home, a browser profile, vaults and this computer's state, all inside `folder`."""

    def __init__(self, folder: Path, extension: Path = EXTENSION) -> None:
        self.extension = extension
        self.home = folder / "home"
        self.browser = folder / "browser"
        self.downloads = folder / "downloads"
        self.vaults = folder / "vaults"
        self.state = folder / "state"
        for each in (self.home, self.browser):
            each.mkdir(parents=True, exist_ok=True)

    def variables(self) -> dict[str, str]:
        moved = {"HOME": self.home, "TWINLATCH_HOME": self.vaults, "TWINLATCH_STATE": self.state}
        return {**os.environ, **{name: str(folder) for name, folder in moved.items()}}

    def chromium_arguments(self) -> list[str]:
        """Chromium's arguments besides the profile and the pages to open. Root has no sandbox to start."""
        extension = [f"--disable-extensions-except={self.extension}", f"--load-extension={self.extension}"]
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        return ["--no-first-run", "--no-default-browser-check", *sandbox, *extension]

    def register_host(self, browser: Literal["chromium", "firefox"] = "chromium") -> None:
        """Runs `twinlatch install` for this person's browser alone."""
        program = str(Path(sys.executable).with_name("twinlatch"))
        folders = {
            "chromium": self.browser / "NativeMessagingHosts",
            "firefox": self.home / ".mozilla/native-messaging-hosts",  # it looks in no profile
        }
        subprocess.run(
            [program, "install", "--browser", browser, "--folder", str(folders[browser])],
            env=self.variables(),
            check=True,
            capture_output=True,
        )

    def make_inviting(self) -> None:
        """Pins the icon and keeps Chromium from offering its own password manager; before the first start."""
        preferences = {
            "credentials_enable_service": False,
            "extensions": {"pinned_extensions": [CHROMIUM_ID]},
            "signin": {"allowed_on_next_startup": False},
        }
        folder = self.browser / "Default"
        folder.mkdir()
        (folder / "Preferences").write_text(json.dumps(preferences))

    def vault_file(self) -> Path:
        """The one vault. Raises ValueError where there is none, or another."""
        (file,) = self.vaults.glob("*.twinlatch")
        return file

    def key_is_in_keyring(self) -> bool:
        """Whether the system keyring holds something for the one vault."""
        from twinlatch.device_store import SystemKeyring
        from twinlatch.errors import NoKeyring

        try:
            return SystemKeyring.find().read(self.vault_file().stem) is not None
        except NoKeyring:
            return False

    def forget(self) -> None:
        """Removes what the host keeps outside these folders: its items in the system keyring."""
        from twinlatch.device_store import DeviceStore

        for note in (self.state / "devices").glob("*.json"):
            DeviceStore(self.state).forget(bytes.fromhex(note.stem))
