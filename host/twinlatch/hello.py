"""`system.hello`, answered by hand: the popup waits for it, and pydantic takes longer to import than all of this.

What hello may import is counted by a test; another holds its answer against the models of twinlatch.protocol.
"""

from __future__ import annotations

import json

from twinlatch import __version__, accounts, clock, strict_json

PROTOCOL_VERSION = 1


def greeting() -> dict[str, object]:
    """The result of `system.hello`: the model Hello as plain data."""
    return {
        "host_version": __version__,
        "protocol_version": PROTOCOL_VERSION,
        "accounts": accounts.listing(),
        "now": clock.now(),
    }


def answer(body: bytearray) -> bytes | None:
    """The reply to hello exactly as the extension sends it; None for anything else, which is the server's to answer."""
    try:
        request = strict_json.loads(body)
    except ValueError:
        return None
    match request:
        case {"id": int(number), "params": {"client_version": str(version)}}:
            plain = {"jsonrpc": "2.0", "id": number, "method": "system.hello", "params": {"client_version": version}}
            if request == plain and not isinstance(number, bool) and len(version) <= 64:
                return json.dumps({"jsonrpc": "2.0", "id": number, "result": greeting()}).encode()
    return None
