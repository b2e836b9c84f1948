"""The files of the page /admin/, and the policy it needs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from ..check import Checked
from ..settings import Settings
from ..words import Words, load
from .bringing import brought
from .config import config

FOLDER = "admin/"
_MODULES = ("admin.js", "record-format.js")
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; connect-src 'self' blob: {origins}"
)
"""What Decap needs that the site's own pages do not: it compiles checks and writes styles. `{origins}` is where files go."""


def files(
    settings: Settings, checked: Checked, content: str, backend: Mapping[str, Any], words: Words | None = None
) -> Iterator[tuple[str, bytes]]:
    """The page's files by their path in the site; `Refused` where Decap has not been brought yet."""
    words = words or load()
    made = config(checked, settings.kinds, content, backend, words)
    yield f"{FOLDER}index.html", _document(settings.site_name, words).encode()
    yield f"{FOLDER}config.yml", json.dumps(made, ensure_ascii=False, indent=1).encode()
    for name in _MODULES:
        yield FOLDER + name, Path(__file__).with_name(name).read_bytes()
    for path in brought(settings.config.parent):
        yield FOLDER + path.name, path.read_bytes()


def _document(site: str, words: Words) -> str:
    title = escape(words("admin.title", site=site))
    return (
        f'<!doctype html>\n<html lang="{words.lang}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n<link rel="icon" href="data:,">\n'
        '<script type="module" src="admin.js"></script>\n</head>\n'
        f"<body><noscript>{escape(words['admin.script'])}</noscript></body>\n</html>\n"
    )
