"""The extension's ids: who may start this host, and what its manifests allow.

Chromium's is the first half of the SHA-256 of the `key` in extension/manifest.json, written with the letters a to p.
"""

from __future__ import annotations

FIREFOX_ID = "twinlatch@twinlatch.org"
CHROMIUM_ID = "bnccmdcmmbmfkjnoedpnonagiklpmlln"
CHROMIUM_ORIGIN = f"chrome-extension://{CHROMIUM_ID}/"


def names_our_extension(arguments: list[str]) -> bool:
    """Whether the command line is one that a browser makes for our extension: a label, never a proof.

    Chromium: `chrome-extension://<id>/`, on Windows with `--parent-window=<handle>`.
    Firefox: `<path of the native manifest> <add-on id>`.
    """
    match arguments:
        case [origin, *switches] if origin == CHROMIUM_ORIGIN:
            return all(switch.startswith("--parent-window=") for switch in switches)
        case [_, add_on]:
            return add_on == FIREFOX_ID
    return False
