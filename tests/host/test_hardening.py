"""What keeps the process's memory to itself, and what it says of itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import twinlatch
from twinlatch import diagnostics

SOURCE = str(Path(twinlatch.__file__).parents[1])
SECRET = "correct horse battery staple"


def run(program: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = f"import sys; sys.path.insert(0, {SOURCE!r})\n{program}"
    return subprocess.run([sys.executable, "-I", "-c", program], input=stdin, capture_output=True, check=True)


@pytest.mark.skipif(sys.platform != "linux", reason="prctl(2) is Linux's")
def test_neither_a_debugger_nor_a_core_dump_reads_the_memory() -> None:
    finished = run("""
import ctypes, resource
from twinlatch import hardening
hardening.forbid_core_dumps()
hardening.forbid_inspection()
pr_get_dumpable = 3
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(pr_get_dumpable, 0, 0, 0, 0))
""")
    assert finished.stdout == b"(0, 0) 0\n"


def test_only_frames_reach_stdout_and_only_they_read_stdin() -> None:
    finished = run(
        """
import subprocess
from twinlatch import framing
source, sink = framing.take_standard_streams()
print("printed", flush=True)
subprocess.run([sys.executable, "-c", "import sys; print('by a child', sys.stdin.read())"], check=True)
print("typed", sys.stdin.read(), flush=True)
framing.write_frame(sink, bytes(framing.read_frame(source)))
""",
        stdin=b"\x02\0\0\0{}" if sys.byteorder == "little" else b"\0\0\0\x02{}",
    )
    assert finished.stdout[4:] == b"{}"
    assert finished.stderr == b"printed\nby a child \ntyped \n"


def test_uncaught_exceptions_of_threads_and_destructors_are_named_but_not_quoted() -> None:
    finished = run(f"""
import threading
from twinlatch import diagnostics
diagnostics.silence_tracebacks()
class Stubborn:
    def __del__(self):
        raise KeyError({SECRET!r})
def fail():
    raise ValueError({SECRET!r})
thread = threading.Thread(target=fail)
thread.start()
thread.join()
del thread
Stubborn()
""")
    assert finished.stderr.decode().splitlines() == [
        "twinlatch: ValueError in a thread: outside our files",
        "twinlatch: KeyError in a destructor: outside our files",
    ]


def test_a_bug_is_reported_by_its_class_and_our_lines(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AttributeError) as caught:
        diagnostics.report_bug(SECRET, "nothing")  # type: ignore[arg-type]
    diagnostics.report_bug(caught.value, "a test")
    said = capfd.readouterr().err
    assert said.startswith("twinlatch: AttributeError in a test: diagnostics.py:")
    assert SECRET not in said


def test_a_closed_stderr_stops_nothing() -> None:
    run("""
import os
from twinlatch import diagnostics
os.close(2)
diagnostics.complain("to nobody")
sys.stderr = None
diagnostics.complain("to nobody")
""")
