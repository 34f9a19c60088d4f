"""A small website on this computer with a log-in page, to try filling on."""

from __future__ import annotations

import html
import http.server
import secrets
import string
import threading
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs

PAGES = Path(__file__).parent / "demo"

_LARGEST_FORM = 64 * 1024


class Login(NamedTuple):
    username: str
    password: str


class DemoSite:
    """Serves on a port of its own until closed. It lets everybody in; `logins` is what it was sent, oldest first."""

    def __init__(self, port: int = 0) -> None:
        self.logins: list[Login] = []
        self.sessions: dict[str, str] = {}
        site = self

        class Handler(_Handler):
            demo = site

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.url = f"http://localhost:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, name="demo site", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    demo: DemoSite

    def do_GET(self) -> None:
        match self.path:
            case "/":
                self._page("login.html")
            case "/welcome":
                name = self.demo.sessions.get(self._session())
                self._page("welcome.html", name=name) if name else self._go("/")
            case "/style.css":
                self._send(HTTPStatus.OK, "text/css", (PAGES / "style.css").read_bytes())
            case _:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", b"There is no such page.\n")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        form = parse_qs(self.rfile.read(min(length, _LARGEST_FORM)).decode(errors="replace"))
        if self.path == "/logout":
            self.demo.sessions.pop(self._session(), None)
            self._go("/")
            return
        login = Login(form.get("username", [""])[0], form.get("password", [""])[0])
        if not login.username or not login.password:
            self._go("/")
            return
        session = secrets.token_urlsafe()
        self.demo.logins.append(login)
        self.demo.sessions[session] = login.username
        self._go("/welcome", ("Set-Cookie", f"session={session}; HttpOnly; SameSite=Strict; Path=/"))

    def _session(self) -> str:
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("session")
        return cookie.value if cookie else ""

    def _page(self, file: str, /, **values: str) -> None:
        page = string.Template((PAGES / file).read_text("utf-8"))
        text = page.substitute({key: html.escape(value) for key, value in values.items()})
        self._send(HTTPStatus.OK, "text/html; charset=utf-8", text.encode())

    def _go(self, path: str, *headers: tuple[str, str]) -> None:
        self._send(HTTPStatus.SEE_OTHER, "text/plain", b"", ("Location", path), *headers)

    def _send(self, status: HTTPStatus, kind: str, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (("Content-Type", kind), ("Content-Length", str(len(body))), *headers):
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Says nothing: forms hold passwords."""
