"""The real process: who may start it, what broken input does to it, and how it ends."""

from __future__ import annotations

import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.host.host_process import HostProcess
from twinlatch.extension_ids import FIREFOX_ID

MIB = 1024 * 1024


def test_hello_then_status_then_the_browser_leaves(tmp_path: Path) -> None:
    with HostProcess(tmp_path) as host:
        assert host.hello()["accounts"] == []
        assert host.ask("system.status")["vault_file"] is None
        assert host.ask("session.state")["state"] == "logged_out"
        assert host.leave() == (0, "")


def test_firefox_may_start_it(tmp_path: Path) -> None:
    with HostProcess(tmp_path, "/some/where/org.twinlatch.host.json", FIREFOX_ID) as host:
        host.hello()
        assert host.leave() == (0, "")


def test_a_second_hello_and_one_without_parameters_are_answered_too(tmp_path: Path) -> None:
    with HostProcess(tmp_path) as host:
        first = host.hello()
        second = host.ask("system.hello")
        assert first | {"now": 0} == second | {"now": 0}


@pytest.mark.parametrize(
    "arguments", [["chrome-extension://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/"], ["some.json", "another@add.on"], ["--help"]]
)
def test_any_other_caller_is_refused_in_a_line(tmp_path: Path, arguments: list[str]) -> None:
    with HostProcess(tmp_path, *arguments) as host:
        status, said = host.outcome()
    assert status == 2
    assert len(said.splitlines()) == 1
    assert not any(argument in said for argument in arguments)


@pytest.mark.parametrize("greeted", [False, True])
@pytest.mark.parametrize(
    "content",
    [b"\0", struct.pack("=I", 100), struct.pack("=I", 100) + b'{"jsonrpc"', struct.pack("=I", 8 * MIB) + bytes(MIB)],
)
def test_a_stream_that_ends_inside_a_frame_ends_the_host_with_a_line(
    tmp_path: Path, content: bytes, greeted: bool
) -> None:
    with HostProcess(tmp_path) as host:
        if greeted:
            host.hello()
        host.send_bytes(content)
        assert host.leave() == (1, "twinlatch: the connection ended inside a message\n")


@pytest.mark.parametrize("greeted", [False, True])
@pytest.mark.parametrize("length", [8 * MIB + 1, 64 * MIB, 2**32 - 1])
def test_a_frame_that_claims_too_much_is_refused_and_ends_the_host_with_a_line(
    tmp_path: Path, length: int, greeted: bool
) -> None:
    with HostProcess(tmp_path) as host:
        if greeted:
            host.hello()
        host.send_bytes(struct.pack("=I", length))
        reply = host.receive()
        assert (reply["id"], reply["error"]["data"]) == (None, {"reason": "too_large", "limit": 8 * MIB})
        assert host.outcome() == (1, "twinlatch: a message of more than 8388608 bytes was refused\n")


@pytest.mark.parametrize("body", [b"", b"\xff", b"[" * 100_000, b'{"id":1,"id":1}', bytes(100)])
def test_what_is_no_json_is_refused_and_the_next_request_answered(tmp_path: Path, body: bytes) -> None:
    with HostProcess(tmp_path) as host:
        host.send_bytes(struct.pack("=I", len(body)) + body)
        assert host.receive()["error"]["data"]["reason"] == "parse_error"
        assert host.hello()["protocol_version"] == 1
        assert host.leave() == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's /proc")
def test_sixty_four_mebibytes_of_nonsense_leave_memory_bounded(tmp_path: Path) -> None:
    with HostProcess(tmp_path) as host:
        host.hello()
        host.ask("system.status")
        before = peak_memory(host.process.pid)
        for _ in range(8):
            host.send_bytes(struct.pack("=I", 8 * MIB))
            host.send_bytes(b'"' + bytes(8 * MIB - 1))
            assert host.receive()["error"]["data"]["reason"] == "parse_error"
        assert peak_memory(host.process.pid) - before < 5 * 8 * MIB
        assert host.leave() == (0, "")


def peak_memory(pid: int) -> int:
    """Bytes; Linux, proc_pid_status(5)."""
    (line,) = (line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024


def test_a_browser_that_no_longer_reads_ends_it_in_silence(tmp_path: Path) -> None:
    with HostProcess(tmp_path) as host:
        host.hello()
        host.stop_reading()
        host.send({"jsonrpc": "2.0", "id": 9, "method": "session.state"})
        assert host.process.wait() == 0


# Wipes the session, as late as a signal can come, and says so.
REPORT_WIPING = """
import os, signal
from twinlatch import diagnostics, session
close = session.Session.close
def reported(self):
    os.kill(os.getpid(), signal.SIGTERM)
    close(self)
    diagnostics.complain("wiped")
session.Session.close = reported
"""


def interrupt(host: HostProcess) -> None:
    host.process.send_signal(signal.SIGINT)


def terminate(host: HostProcess) -> None:
    host.process.terminate()


ENDINGS = [
    [HostProcess.stop_writing],
    [terminate],
    [interrupt],
    [terminate, terminate],
    [terminate, HostProcess.stop_writing],
    [HostProcess.stop_writing, terminate],
]


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: " and ".join(act.__name__ for act in ending))
def test_however_it_ends_the_session_is_wiped_once_and_nothing_else_is_said(
    tmp_path: Path, ending: list[Callable[[HostProcess], None]]
) -> None:
    with HostProcess(tmp_path, first=REPORT_WIPING) as host:
        host.hello()
        host.ask("session.state")
        for act in ending:
            act(host)
        assert host.outcome() == (0, "twinlatch: wiped\n")


def test_an_interrupt_while_it_loads_ends_it_in_silence(tmp_path: Path) -> None:
    interrupted = """
import os, signal
from twinlatch import hardening
hardening.forbid_inspection = lambda: os.kill(os.getpid(), signal.SIGINT)
"""
    with HostProcess(tmp_path, first=interrupted) as host:
        host.hello()
        assert host.outcome() == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's /proc and prctl(2)")
def test_its_memory_is_closed_and_its_threads_silenced_before_the_second_request(tmp_path: Path) -> None:
    look = """
import ctypes, threading
from twinlatch import diagnostics, session
def fail():
    raise ValueError("correct horse battery staple")
def look(self):
    pr_get_dumpable = 3
    diagnostics.complain(f"dumpable: {ctypes.CDLL(None).prctl(pr_get_dumpable, 0, 0, 0, 0)}")
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
session.Session.tick = look
"""
    with HostProcess(tmp_path, first=look) as host:
        host.hello()
        host.ask("session.state")
        limits = Path(f"/proc/{host.process.pid}/limits").read_text()
        assert host.leave() == (0, "twinlatch: dumpable: 0\ntwinlatch: ValueError in a thread: outside our files\n")
    (line,) = (line for line in limits.splitlines() if line.startswith("Max core file size"))
    assert line.split()[4:6] == ["0", "0"]


def test_a_bug_outside_requests_ends_it_wiped_with_a_line_that_quotes_nothing(tmp_path: Path) -> None:
    broken = (
        REPORT_WIPING
        + """
def tick(self):
    raise RuntimeError("correct horse battery staple")
session.Session.tick = tick
"""
    )
    with HostProcess(tmp_path, first=broken) as host:
        host.hello()
        host.send({"jsonrpc": "2.0", "id": 2, "method": "session.state"})
        status, said = host.outcome()
    assert status == 1
    wiped, bug = said.splitlines()
    assert wiped == "twinlatch: wiped"
    assert bug.startswith("twinlatch: RuntimeError in the host: __main__.py:")
    assert "horse" not in bug


def test_what_was_acknowledged_is_there_in_the_next_process_and_logging_out_ends_it(tmp_path: Path) -> None:
    person = {"email": "ada@example.org", "master_password": "seven quiet otters read maps"}
    with HostProcess(tmp_path) as host:
        assert host.hello()["accounts"] == []
        unlocked = host.ask("account.create", **person)
        item = host.ask("items.create", item={"title": "Bank"})
        assert host.ask("session.state")["state"] == "unlocked"
        assert host.notifications[0]["params"] == unlocked
        host.process.terminate()
        assert host.outcome() == (0, "")
    with HostProcess(tmp_path) as host:
        assert host.hello()["accounts"] == [{"email": "ada@example.org", "two_factor": False}]
        host.ask("session.login", **person)
        assert host.ask("items.get", id=item["id"]) == item | {"previous_passwords": []}
        assert host.ask("session.logout")["state"] == "logged_out"
        assert host.outcome() == (0, "")
        assert host.notifications[-1]["params"]["state"] == "logged_out"


def test_requests_that_change_nothing_are_followed_by_no_notification(tmp_path: Path) -> None:
    with HostProcess(tmp_path) as host:
        host.hello()
        host.ask("account.create", email="ada@example.org", master_password="seven quiet otters read maps")
        host.ask("session.state")
        told = len(host.notifications)
        for _ in range(5):
            host.ask("session.state")
        assert len(host.notifications) == told == 1
