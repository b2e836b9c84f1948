"""A static host as a careful owner sets it up, and a headless Chromium: what measurements and tests open a built site with."""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'"
BASE = "/hub/"
"""The site is served below this path, as many hosts do."""
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
_TEXT = frozenset({".html", ".css", ".js", ".svg", ".json", ".xml", ".txt", ".md", ".csv"})


class _Handler(http.server.SimpleHTTPRequestHandler):
    """HTTP/1.1, text compressed, one policy for all, and the site's own page for wrong addresses."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        inside = self.path.startswith(BASE)
        path = Path(self.translate_path("/" + self.path.removeprefix(BASE) if inside else "/outside-the-site"))
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            self._answer(200, path)
        else:
            self._answer(404, Path(self.directory, "404.html"))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _answer(self, code: int, path: Path) -> None:
        body = path.read_bytes() if path.is_file() else b""
        self.send_response(code)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Security-Policy", POLICY)
        if path.suffix in _TEXT and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Says nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serves a folder and gives the address of its root."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
    finally:
        server.shutdown()
        server.server_close()


def browser_program() -> str:
    """The machine's own Chromium, or the one that `CHROMIUM` names; StopIteration where there is none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next(found for name in names if name and (found := shutil.which(name)))


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium. One process has one at a time: Playwright does not nest."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_program(), args=list(FLAGS))
        yield browser
        browser.close()
