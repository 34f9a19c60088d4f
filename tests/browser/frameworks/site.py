"""A website on this computer whose log-in pages are made by frameworks, from npm packages as they are installed."""

from __future__ import annotations

import http.server
import json
import subprocess
import threading
from pathlib import Path

from installers.environment import ROOT

PAGES = Path(__file__).parent
FRAMEWORKS = sorted(page.stem for page in PAGES.glob("*.html"))
_PACKAGES = ROOT / "node_modules"
_COMPILE = """
    import { readFileSync } from "node:fs";
    import { compile } from "svelte/compiler";
    const source = readFileSync(process.argv[1], "utf8");
    process.stdout.write(compile(source, { generate: "client", filename: "Login.svelte" }).js.code);
"""
_TYPES = {".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript"}


class FrameworkSite:
    """Serves on a port of its own until closed. `logins`: what the frameworks posted, oldest first."""

    def __init__(self) -> None:
        self.logins: list[dict[str, str]] = []
        site = self

        class Handler(_Handler):
            frameworks = site

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, name="framework site", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(http.server.BaseHTTPRequestHandler):
    frameworks: FrameworkSite

    def do_GET(self) -> None:
        if self.path == "/Login.svelte.js":
            self._send("text/javascript", _compiled())
            return
        file = _file(self.path)
        if file:
            self._send(_TYPES.get(file.suffix, "text/plain"), file.read_bytes())
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        self.frameworks.logins.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self._send("text/plain", b"")

    def _send(self, kind: str, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Nobody reads it."""


def _file(path: str) -> Path | None:
    """A page of this folder, or what a package holds, which may be named without its ending."""
    place = _PACKAGES / path.removeprefix("/npm/") if path.startswith("/npm/") else PAGES / path.removeprefix("/")
    return next(
        (
            file
            for file in (place, place.with_name(f"{place.name}.js"), place.with_name(f"{place.name}.html"))
            if file.is_file()
        ),
        None,
    )


def _compiled() -> bytes:
    command = ["node", "--input-type=module", "--eval", _COMPILE, str(PAGES / "Login.svelte")]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
