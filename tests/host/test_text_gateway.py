"""Gateways: the URL of each, Kannel as a real one, and what an error may say."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import apprise
import pytest

from tests import kannel
from tests.host.texts import NUMBER
from tests.kannel import UNREACHABLE, Kannel, SmppPeer
from twinlatch.errors import SmsFailed
from twinlatch.text_messages import gateway, kinds
from twinlatch.text_messages.gateway import scrubbed

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr':DeprecationWarning")  # Apprise, where it is imported here

needs_kannel = pytest.mark.skipif(not kannel.is_installed(), reason="Kannel is not installed here")

ODD = "p&ss+w rd/%41:@?#é="
"""Whatever has a meaning in a URL."""

ENTERED = {
    "account_sid": "AC" + "a1" * 16,
    "auth_token": "b2" * 16,
    "api_key": "abcde" * 5,
    "api_secret": "seCret77",
    "api_token": "cd34" * 8,
    "sender_number": "+4915100000000",
    "sender": "Twinlatch",
    "service_plan_id": "ab12" * 8,
    "auth_id": "MA" + "X" * 20,
    "user": "me@example.org",
    "password": ODD,
    "host": "sms.example.org",
    "port": "2775",
    "access_key_id": "AKIA1234567890ABCDEF",
    "secret_access_key": "abc/def+ghi",
    "region": "eu-west-1",
}
SENDING = [name for name, kind in kinds.KINDS.items() if kind.title]


@pytest.fixture(scope="module")
def smsc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kannel]:
    yield from kannel.running(tmp_path_factory.mktemp("kannel"))


@pytest.mark.parametrize("name", SENDING)
def test_each_kind_makes_a_url_for_one_number(name: str) -> None:
    """Apprise takes it, and the message goes to that number alone."""
    url = kinds.url_of(name, ENTERED).replace(kinds.PHONE, quote(NUMBER, safe=""))
    made: Any = apprise.Apprise.instantiate(url)
    assert made is not None
    goes_to = next(getattr(made, name) for name in ("targets", "phone", "payload_extras") if hasattr(made, name))
    assert str(goes_to).count(NUMBER[1:]) == 1
    assert len(made) == 1


@pytest.mark.parametrize(
    ("name", "attribute"), [("smpp", "password"), ("46elks", "password"), ("kannel", "payload_extras")]
)
def test_a_password_may_hold_any_character(name: str, attribute: str) -> None:
    made = getattr(apprise.Apprise.instantiate(kinds.url_of(name, ENTERED)), attribute)
    assert (made["password"] if isinstance(made, dict) else made) == ODD


@pytest.mark.parametrize(
    ("kind", "entered", "why"),
    [
        ("twilio", {}, "incomplete"),
        ("twilio", ENTERED | {"auth_token": " "}, "incomplete"),
        ("nobody", ENTERED, "incomplete"),
        ("url", {"url": "twilio://a:b@+4915100000000/+4915112345678"}, "no_phone_place"),
        ("url", {"url": "nonsense {phone}"}, "bad_gateway"),
        ("url", {"url": "nothing://relay/{phone}"}, "bad_gateway"),
        ("twilio", ENTERED | {"account_sid": "hunter2-secret"}, "bad_gateway"),
    ],
)
def test_what_is_no_gateway_is_refused_by_name(kind: str, entered: dict[str, str], why: str) -> None:
    """With nothing of what was entered in the refusal."""
    with pytest.raises(SmsFailed) as refusal:
        gateway.check(kinds.url_of(kind, entered))
    assert refusal.value.data["why"] == why
    assert "hunter2" not in str(refusal.value.data)


def test_a_number_that_apprise_would_drop_is_refused() -> None:
    """Else gateways that know no recipient send to the sender."""
    with pytest.raises(SmsFailed) as refusal:
        gateway.send(kinds.url_of("twilio", ENTERED), "+298123456", "12345678")
    assert refusal.value.data["why"] == "bad_gateway"


@needs_kannel
@pytest.mark.parametrize("text", ["Twinlatch code: 12345678.", "コード: 12345678 é ü €"])
def test_kannel_delivers(smsc: Kannel, text: str) -> None:
    """Over HTTP, with an odd password, to the number and with the text that were handed in."""
    before = smsc.count()
    gateway.send(kinds.url_of("kannel", smsc.fields()), NUMBER, text)
    assert smsc.received(before + 1)[-1] == (NUMBER, text)


@needs_kannel
@pytest.mark.parametrize(
    ("number", "entered", "said"),
    [
        (NUMBER, {"password": "another password"}, "error=403. Authorization failed"),
        (UNREACHABLE, {}, "denied by white- and/or black-lists"),
        (NUMBER, {"port": "1"}, "A Connection error occurred"),
    ],
    ids=["wrong credentials", "number unreachable", "gateway down"],
)
def test_kannels_own_words(smsc: Kannel, number: str, entered: dict[str, str], said: str) -> None:
    """What it refuses is refused in its words, without the credentials, and nothing is delivered."""
    before = smsc.count()
    with pytest.raises(SmsFailed) as refusal:
        gateway.send(kinds.url_of("kannel", smsc.fields(**entered)), number, "Twinlatch code: 12345678.")
    assert refusal.value.data["why"] == "refused"
    assert said in refusal.value.data["words"]
    assert not any(secret in refusal.value.data["words"] for secret in (kannel.PASSWORD, "another", number[1:]))
    assert smsc.count() == before


@needs_kannel
def test_smpp_delivers(tmp_path: Path) -> None:
    """To Kannel's SMSC, over SMPP."""
    peer = SmppPeer(tmp_path)
    try:
        entered = {"user": "relay", "password": "s3cret", "host": "127.0.0.1", "port": str(peer.port)}
        url = kinds.url_of("smpp", entered | {"sender_number": ENTERED["sender_number"]})
        gateway.send(url, NUMBER, "Twinlatch code: 12345678.")
        assert peer.received() == "Twinlatch code: 12345678."
    finally:
        peer.close()


class Gossip(BaseHTTPRequestHandler):
    """A gateway that refuses, and repeats all that it was told, in every spelling."""

    def do_POST(self) -> None:
        told = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        words = " ".join([self.path, unquote(self.path), *self.headers.values(), told, unquote(told), json.dumps(told)])
        self.send_response(500)
        self.end_headers()
        self.wfile.write(f"<p>{words}</p>".encode())

    def log_message(self, *arguments: object) -> None:
        pass


def test_a_gateway_that_repeats_what_it_was_told_tells_nothing() -> None:
    """Neither credentials nor number nor code, nor any spelling of them, come back in the refusal."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gossip)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        place = f"127.0.0.1:{server.server_port}/path-key-99"
        secrets = ["relay user", ODD, "query/key 42", "path-key-99"]
        user, password, key = (quote(secret, safe="") for secret in secrets[:3])
        url = f"form://{user}:{password}@{place}?-token={quote(key, safe='')}&+X-Key={key}&:to={{phone}}"
        with pytest.raises(SmsFailed) as refusal:
            gateway.send(url, NUMBER, "Your code: 12345678")
    finally:
        server.shutdown()
        server.server_close()
    words = str(refusal.value.data)
    assert refusal.value.data["why"] == "refused"
    assert "error=500" in words
    for secret in [*secrets, f"{secrets[0]}:{secrets[1]}", NUMBER, NUMBER[1:], "12345678"]:
        spellings = (secret, quote(secret), quote(secret, safe=""), base64.b64encode(secret.encode()).decode())
        assert not [spelling for spelling in spellings if spelling in words], secret
    assert len(refusal.value.data["words"]) <= 300


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (
            "Authentication Error - invalid username, error=20003.",
            "Authentication Error - invalid username, error=20003.",
        ),
        ("bad token b2c3d4", "bad token •••"),
        ("no such number +4915112345678 (21211)", "no such number ••• (21211)"),
        ("<h1>403</h1>\n  <p>No.</p>", "403 No."),
        ("x" * 400, "x" * 300),
        ("key b2c3d4" + "x" * 400, ("key •••" + "x" * 400)[:300]),
    ],
)
def test_words_are_scrubbed(words: str, left: str) -> None:
    """What helps stays: the gateway's reason and its number."""
    assert scrubbed(words, "twilio://AC1234:b2c3d4@+4915100000000/{phone}") == left


def test_a_gateway_that_hangs_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits longer than the limit, and its process is gone."""
    monkeypatch.setattr(gateway, "_LIMIT_S", 0.5)
    monkeypatch.setattr(gateway, "_SENDER", "import threading; threading.Event().wait()")
    with pytest.raises(SmsFailed) as refusal:
        gateway.send("smpp://a:b@127.0.0.1:1/4915100000000/{phone}", NUMBER, "12345678")
    assert refusal.value.data["why"] == "no_answer"


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apprise is optional: nothing else of the host needs it."""
    monkeypatch.setattr(gateway, "is_installed", lambda: False)
    with pytest.raises(SmsFailed) as refusal:
        gateway.check("x")
    assert refusal.value.data["why"] == "not_installed"


def test_no_secret_in_the_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    """The URL goes to the other process by its standard input alone."""
    started: list[Any] = []

    def run(command: list[str], **how: Any) -> Any:
        started.append((command, how))
        raise OSError

    monkeypatch.setattr("twinlatch.text_messages.gateway.subprocess.run", run)
    with pytest.raises(SmsFailed):
        gateway.send("smpp://relay:hunter2@127.0.0.1:1/4915100000000/{phone}", NUMBER, "12345678")
    ((command, how),) = started
    assert not any(secret in part for part in command for secret in ("hunter2", NUMBER, "12345678"))
    assert b"hunter2" in how["input"]
    assert "env" not in how
