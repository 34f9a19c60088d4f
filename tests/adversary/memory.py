"""What is found in the memory of a process, looked at from outside (Linux, as root: proc(5))."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

READABLE = sys.platform == "linux" and os.geteuid() == 0
"""The host forbids its own user to look (PR_SET_DUMPABLE 0), so that only root can."""


def regions(pid: int) -> Iterator[bytes]:
    """Every readable and writable region of the process: what it never wrote holds no secret."""
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, permissions = line.split()[:2]
            first, last = (int(end, 16) for end in span.split("-"))
            if permissions.startswith("rw"):
                memory.seek(first)
                try:
                    yield memory.read(last - first)
                except OSError:  # pages of devices and of the kernel
                    continue


def residues(pid: int, secrets: Mapping[str, tuple[bytes, ...]]) -> dict[str, int]:
    """How often each secret, in any of its forms, is found."""
    counts = dict.fromkeys(secrets, 0)
    for region in regions(pid):
        for name, forms in secrets.items():
            counts[name] += sum(region.count(form) for form in forms)
    return counts
