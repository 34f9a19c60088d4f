"""What keeps this process's memory to itself."""

from __future__ import annotations

import sys


def forbid_core_dumps() -> None:
    """No core file, whatever happens (POSIX)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid_inspection() -> None:
    """No other process of the same user may attach or read this one's memory (Linux: prctl(2), PR_SET_DUMPABLE).

    Raises OSError if the kernel refuses.
    """
    if sys.platform == "linux":
        import ctypes

        pr_set_dumpable = 4
        if ctypes.CDLL(None, use_errno=True).prctl(pr_set_dumpable, 0, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")
