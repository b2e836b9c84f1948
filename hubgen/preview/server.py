"""Answers a browser on this machine: pages with the preview's own script in them, and news of changes.

Only names of this machine are answered, so that no page of another site can read a hub by a name that leads here.
"""

from __future__ import annotations

import errno
import json
import mimetypes
import os
from collections.abc import Iterator
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from ..admin import page as admin
from ..publish import Refused
from ..words import Words, load
from .live import Live
from .requested import INDEX

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this machine."""
OWN = "/_hubgen/"
"""Below it is what the preview needs itself; no record's folder begins with an underscore."""
POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'"
MOST = 20
"""Errors shown on a page."""
_ALIVE = 15.0
"""Seconds after which a browser is written to all the same, to see whether it is still there."""
_PATIENCE = 30
"""Seconds that a browser may take to say what it wants."""
_FILES = {"preview.js": "text/javascript", "preview.css": "text/css"}
_TYPES = mimetypes.MimeTypes()
_TYPES.add_type("text/javascript", ".js")
_TYPES.add_type("font/woff2", ".woff2")
_TYPES.add_type("text/markdown", ".md")
_TYPES.add_type("image/webp", ".webp")


class Server(ThreadingHTTPServer):
    """Serves a hub that is edited at an address of this machine; `Refused` where that cannot be had."""

    daemon_threads = True
    block_on_close = False
    # elsewhere the option means that two servers may share a port
    allow_reuse_address = os.name == "posix"

    def __init__(self, address: str, live: Live, words: Words | None = None) -> None:
        host, port = parts(address)
        self.live, self.words = live, words or load()
        self.writer = ""
        """The address of what writes to the content for the page /admin/; empty where there is no such page."""
        try:
            super().__init__((host, port), _Handler)
        except OSError as error:
            raise Refused(_taken(host, port, error)) from None

    @property
    def url(self) -> str:
        """The address of the site's root."""
        host, port = self.server_address[:2]
        return f"http://{host!s}:{port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Says nothing of a browser that went away."""


def parts(address: str) -> tuple[str, int]:
    """Host and port of `127.0.0.1:8000`, `localhost:0` or `:8000`; `Refused` for what is no address of this machine."""
    host, colon, port = address.rpartition(":")
    host = host or "127.0.0.1"
    if not colon or not port.isdigit() or int(port) > 65535:
        raise Refused(f'"{address}" is no address to serve at: write it as 127.0.0.1:8000')
    if host not in HERE - {"::1"}:
        raise Refused(f"the preview is for this machine alone and cannot be served at {host}: use 127.0.0.1:{port}")
    return host, int(port)


def _taken(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else port - 1
        return f"cannot serve at {host}:{port}: another program does; name another port with -a {host}:{other}"
    return f"cannot serve at {host}:{port}: {(error.strerror or str(error)).lower()}; name another with -a"


class _Handler(BaseHTTPRequestHandler):
    """One browser's requests."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if not self._is_meant():
            self._answer(421, "text/plain; charset=utf-8", b"The preview answers to localhost only.\n")
        elif address.path == f"{OWN}events":
            self._events(parse_qs(address.query))
        elif address.path.startswith(OWN):
            self._own(address.path.removeprefix(OWN))
        elif self.server.writer and address.path.startswith(f"/{admin.FOLDER}"):
            self._admin(address.path)
        else:
            self._page(address.path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Says nothing of single requests."""

    def _is_meant(self) -> bool:
        """Whether the browser was led here by a name of this machine."""
        try:
            return urlsplit(f"//{self.headers.get('Host', '')}").hostname in HERE
        except ValueError:
            return False

    # --- pages --------------------------------------------------------------------------------------------------------

    def _page(self, address: str) -> None:
        path = site_path(address)
        content = None if path is None else self.server.live.file(path)
        folder = path is not None and "." not in path.rpartition("/")[2]
        if content is None and folder and self.server.live.file(f"{path}/{INDEX}"):
            self._answer(301, "text/plain", b"", Location=quote(f"{address}/"))
        elif path and content is not None and not path.endswith(".html"):
            self._answer(200, _type(path), content)
        else:
            status, page = (200, content) if content is not None else self._nothing()
            self._answer(status, "text/html; charset=utf-8", with_script(page, self.server.live.version(page)))

    def _nothing(self) -> tuple[int, bytes]:
        """What is shown where there is no page: the site's own words, or, before there is a site, the preview's."""
        live, words = self.server.live, self.server.words
        if live.whole:
            return 404, live.file("404.html") or b""
        title, lead = escape(words["preview.nothing"]), escape(words["preview.nothing_lead"])
        page = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
            f'<body class="hubgen-preview-nothing"><main><h1>{title}</h1><p>{lead}</p></main></body></html>\n'
        )
        return 503, page.encode()

    def _own(self, name: str) -> None:
        if name not in _FILES:
            self._answer(404, "text/plain; charset=utf-8", b"There is no such file.\n")
            return
        content = Path(__file__).with_name(name).read_bytes()
        self._answer(200, f"{_FILES[name]}; charset=utf-8", content)

    def _admin(self, address: str) -> None:
        """A file of the page on which records are edited: as it is, for it is not to be loaded again under one's hands."""
        live, writer, path = self.server.live, self.server.writer, site_path(address) or ""
        to = {"name": "proxy", "proxy_url": f"{writer}/api/v1"}
        made = admin.files(live.settings, live.checked, "", to) if live.checked else iter(())
        content = next((content for name, content in made if name == path), None)
        if content is None:
            self._answer(404, "text/plain; charset=utf-8", b"There is no such file.\n")
        else:
            self._answer(200, _type(path), content, admin.POLICY.format(origins=writer))

    def _answer(self, status: int, kind: str, content: bytes, policy: str = POLICY, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    # --- news ---------------------------------------------------------------------------------------------------------

    def _events(self, query: dict[str, list[str]]) -> None:
        """Tells a page of what is wrong with the content, and when it itself is another, for as long as it is open."""
        self.close_connection = True
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "HEAD":
            return
        for line in self._news(query.get("page", ["/"])[0], query.get("version", [""])[0]):
            self.wfile.write(line.encode())
            self.wfile.flush()

    def _news(self, address: str, shown: str) -> Iterator[str]:
        live, state, told = self.server.live, -1, ""
        while True:
            state = live.wait(state, _ALIVE)
            if (now := self._version(address)) != shown:
                shown = now
                yield "event: reload\ndata:\n\n"
            if (faults := json.dumps(said(live, self.server.words))) != told:
                told = faults
                yield f"event: issues\ndata: {faults}\n\n"
            yield ":\n\n"

    def _version(self, address: str) -> str:
        live, path = self.server.live, site_path(address)
        content = (live.file(path) if path else None) or self._nothing()[1]
        return live.version(content)


def site_path(address: str) -> str | None:
    """The path of a file in the site for an address: `clusters/foodregio/index.html`; None for one that leads out of it."""
    path = unquote(address, errors="replace").removeprefix("/")
    steps = path.split("/")
    if any(step in {".", ".."} or "\\" in step or "\0" in step for step in steps) or "" in steps[:-1]:
        return None
    return path + INDEX if steps[-1] == "" else path


def _type(path: str) -> str:
    kind = _TYPES.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith(("json", "xml")) else kind


def with_script(page: bytes, version: str) -> bytes:
    """A page with the script that hears of changes, and what says which page this is."""
    head = (
        f'<meta name="hubgen-preview" content="{version}"><link rel="stylesheet" href="{OWN}preview.css">'
        f'<script type="module" src="{OWN}preview.js"></script>'
    ).encode()
    before, end, after = page.partition(b"</head>")
    return before + head + end + after


def said(live: Live, words: Words) -> dict[str, Any]:
    """What is wrong, in the words of the overlay; without a title where nothing is."""
    errors = [issue for issue in live.issues if issue.severity == "error"]
    if not (errors or live.failure):
        return {"title": ""}
    shown = [
        {
            "place": f"{issue.path}:{issue.line}:{issue.column}",
            "code": issue.code,
            "message": issue.message,
            "hint": issue.hint,
        }
        for issue in errors[:MOST]
    ]
    if live.failure:
        shown.insert(0, {"place": "", "code": "", "message": live.failure, "hint": ""})
    more = len(errors) - MOST
    return {
        "label": words["preview.label"],
        "title": words.count("preview.errors", len(errors)) if errors else words["preview.stopped"],
        "note": words["preview.last_good"] if live.whole else "",
        "hide": words["preview.hide"],
        "more": words("preview.more", count=f"{more:,}") if more > 0 else "",
        "issues": shown,
    }
