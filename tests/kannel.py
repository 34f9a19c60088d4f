"""Kannel on loopback: a gateway that takes text messages over HTTP, an SMSC that prints what it is handed, and an SMSC
that speaks SMPP. In a folder and on ports of their own, ended by process.

Source: Kannel 1.4.5 User's Guide, chapters 6 ("Setting up a SMS Gateway") and "Using the fake SMS center".
"""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote_plus, unquote_to_bytes

from installers.packages import kannel_program

USER, PASSWORD = "twinlatch", "p&ss+w rd/%41"
UNREACHABLE = "+4915599999999"

_PATIENCE_S = 60.0
_CONFIGURATION = """\
group = core
admin-port = {admin}
admin-interface = 127.0.0.1
admin-password = "{secret}"
smsbox-port = {boxes}
smsbox-interface = 127.0.0.1
box-allow-ip = 127.0.0.1
box-deny-ip = "*.*.*.*"

group = smsc
smsc = fake
smsc-id = fake
port = {smsc}
connect-allow-ip = 127.0.0.1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = {boxes}
sendsms-port = {sendsms}
sendsms-interface = 127.0.0.1

group = sendsms-user
username = {user}
password = "{password}"
black-list-regex = "{unreachable}"
max-messages = 3
concatenation = true
"""


def is_installed() -> bool:
    return all(map(kannel_program, ("bearerbox", "smsbox", "fakesmsc", "drive_smpp")))


def code_in(text: str) -> str:
    """The code of a text message. Raises ValueError where there is not exactly one."""
    (code,) = re.findall(r"\b\d{8}\b", text)
    return str(code)


class Kannel:
    """Bearerbox, smsbox and the fake SMSC. `port` is where messages are handed in."""

    def __init__(self, folder: Path) -> None:
        self._processes = Processes(folder)
        self._handed_in = folder / "fakesmsc.txt"
        admin, boxes, smsc, self.port = free_ports(4)
        configuration = folder / "kannel.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                admin=admin,
                boxes=boxes,
                smsc=smsc,
                sendsms=self.port,
                secret="only for this test",
                user=USER,
                password=PASSWORD,
                unreachable=re.escape(UNREACHABLE),
            )
        )
        with self._processes:
            self._processes.start("bearerbox", str(configuration))
            wait_for_port(boxes)
            self._processes.start("smsbox", str(configuration))
            wait_for_port(smsc)
            self._processes.start("fakesmsc", "-H", "127.0.0.1", "-r", str(smsc), "-m", "0", "1 2 text nothing")
            wait_for_port(self.port)
            self._processes.keep()

    def fields(self, **others: str) -> dict[str, str]:
        """What Settings asks for."""
        ours = {"host": "127.0.0.1", "port": str(self.port), "user": USER, "password": PASSWORD, "sender": "Twinlatch"}
        return ours | others

    def received(self, count: int) -> list[tuple[str, str]]:
        """The number and the text of each message so far, in their order; waits until there are `count`."""
        wait_until(lambda: len(self._messages()) >= count)
        messages = self._messages()
        assert len(messages) == count
        return messages

    def count(self) -> int:
        return len(self._messages())

    def next_code(self, send: Callable[[], object]) -> str:
        """The code in the one message that `send` causes."""
        before = self.count()
        send()
        return code_in(self.received(before + 1)[-1][1])

    def _messages(self) -> list[tuple[str, str]]:
        said = self._handed_in.read_text("utf-8", "replace")
        lines = re.findall(r"Got message \d+: <\S+ (\S+) (\S+) (.*)>$", said, re.MULTILINE)
        return [(number, _decoded(kind, text)) for number, kind, text in lines]

    def close(self) -> None:
        self._processes.end()


class SmppPeer:
    """Kannel's SMSC for one SMPP connection."""

    def __init__(self, folder: Path) -> None:
        self._processes = Processes(folder)
        self._handed_in = folder / "drive_smpp.txt"
        (self.port,) = free_ports(1)
        with self._processes:
            self._processes.start("drive_smpp", "-p", str(self.port), "-m", "0")
            wait_until(lambda: "accept_thread) maps" in self._handed_in.read_text())
            self._processes.keep()

    def received(self) -> str:
        """The text of the message; waits for it."""
        texts: list[str] = []

        def find() -> bool:
            texts[:] = re.findall(r"submit_sm: short_message = <(.*)>", self._handed_in.read_text("utf-8", "replace"))
            return bool(texts)

        wait_until(find)
        (text,) = texts
        return text

    def close(self) -> None:
        self._processes.end()


class Processes:
    """Programs that write into a file each, ended together; within a block, unless they are to be kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: list[subprocess.Popen[bytes]] = []
        self._kept = False

    def start(self, program: str, *arguments: str) -> None:
        command = [kannel_program(program) or program, *arguments]
        with (self._folder / f"{program}.txt").open("wb") as said:
            self._running.append(
                subprocess.Popen(command, cwd=self._folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            )

    def keep(self) -> None:
        self._kept = True

    def end(self) -> None:
        for process in reversed(self._running):
            process.terminate()
        for process in self._running:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
            process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self._kept:
            self.end()


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as open_together:
        sockets = [open_together.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]


def wait_for_port(port: int) -> None:
    def answers() -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return False

    wait_until(answers)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "Kannel did not get there"
        time.sleep(0.02)


def running(folder: Path) -> Iterator[Kannel]:
    """For a fixture."""
    gateway = Kannel(folder)
    yield gateway
    gateway.close()


def _decoded(kind: str, text: str) -> str:
    return unquote_to_bytes(text.replace("+", " ")).decode("utf-16-be") if kind == "ucs-2" else unquote_plus(text)
