"""A website on this computer that asks for a login by HTTP authentication (RFC 7617)."""

from __future__ import annotations

import base64
import http.server
import threading

RIGHT = "ada:Otter-51-reed"


class Guarded:
    """A website on this computer with a page for everybody, and `/in` for who knows the password.

    `tried`: with what, oldest first; "" without any.
    """

    def __init__(self) -> None:
        self.tried: list[str] = []
        website = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith("/in"):
                    scheme, _, credentials = self.headers.get("Authorization", "").partition(" ")
                    website.tried.append(base64.b64decode(credentials).decode() if scheme == "Basic" else "")
                    self._send(*(200, "Welcome") if website.tried[-1] == RIGHT else (401, "No"))
                else:
                    self._send(*(200, "Library") if self.path == "/" else (404, "Nothing"))

            def _send(self, status: int, heading: str) -> None:
                body = f"<!doctype html><title>Library</title><h1>{heading}</h1>".encode()
                self.send_response(status)
                if status == 401:
                    self.send_header("WWW-Authenticate", 'Basic realm="Staff <b>only</b>"')
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Nobody reads it."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, name="guarded site", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
