"""Opens Chromium with Twinlatch in it and a website to try it on, until the person closes the window."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from installers import packages, terminal
from installers.demo_site import DemoSite
from installers.profile import Profile


def main() -> int:
    executable = packages.chromium()
    if not executable:
        raise terminal.Stop("There is no Chromium here that loads extensions.", 2)
    with tempfile.TemporaryDirectory(prefix="twinlatch-", ignore_cleanup_errors=True) as folder:
        profile = Profile(Path(folder))
        profile.make_inviting()
        profile.register_host()
        site = DemoSite()
        terminal.say(f"\nTwinlatch is open in Chromium, beside a website to log in to: {site.url}")
        terminal.say("Everything you enter is on this computer alone, and is deleted when you close the window.")
        command = [executable, f"--user-data-dir={profile.browser}", *profile.chromium_arguments(), site.url]
        silent = subprocess.DEVNULL
        browser = subprocess.Popen(command, env=profile.variables(), stdout=silent, stderr=silent)
        try:
            browser.wait()
        finally:
            browser.terminate()
            browser.wait()
            site.close()
            profile.forget()
    terminal.say("Closed; everything was deleted.")
    return 0


if __name__ == "__main__":
    terminal.run(main)
