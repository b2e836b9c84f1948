"""Places and addresses as the protocol counts and writes them, beside places and files as the hub does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from lsprotocol import types as lsp

from .answers import Place, Span
from .context import lines_of
from .opened import OpenHub


def line_of(text: str, number: int) -> str:
    lines: Iterable[str] = lines_of(text)
    return next((line for n, line in enumerate(lines) if n == number), "")


def units(text: str, characters: int) -> int:
    """Columns of the protocol, which counts UTF-16 units, for a number of characters."""
    return characters + sum(ord(one) > 0xFFFF for one in text[:characters])


def character(text: str, column: int) -> int:
    """The number of characters before a column of the protocol."""
    counted = 0
    for n, one in enumerate(text):
        if counted >= column:
            return n
        counted += 2 if ord(one) > 0xFFFF else 1
    return len(text)


def range_of(at: Span, text: str) -> lsp.Range:
    line = line_of(text, at.line)
    return lsp.Range(
        start=lsp.Position(line=at.line, character=units(line, at.start)),
        end=lsp.Position(line=at.line, character=units(line, at.end)),
    )


def location_of(hub: OpenHub, place: Place) -> lsp.Location:
    return lsp.Location(uri=uri_of(hub.settings.root / place.path), range=range_of(place.at, hub.text(place.path)))


def file_of(uri: str) -> Path | None:
    """The file that an address names; None for one that is on no disk."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    return Path(path[1:] if len(path) > 2 and path[0] == "/" and path[2] == ":" else path)


def uri_of(file: Path) -> str:
    """The address of a file, as editors write it."""
    path = file.as_posix()
    return f"file://{quote(path if path.startswith('/') else f'/{path}')}"
