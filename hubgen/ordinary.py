"""Ordinary pages: what the hub adds to Markdown that MkDocs converts.

`[[id]]` links become Markdown links, and places that the hub's owner must fill in are marked. Everything else in an
ordinary page is MkDocs'.
"""

from __future__ import annotations

import re
from posixpath import dirname, relpath

from markupsafe import escape

from . import markdown
from .hub import RecordEntry
from .index import Index
from .links import Target, resolve_link
from .pages import relative
from .parse import FILL_IN, fill_ins
from .relinking import destinations


def page_text(text: str, path: str, index: Index, content: str, url: str) -> str:
    """The Markdown of an ordinary page with the hub's own marks in words that MkDocs knows.

    `path` is the page's file, `url` its address relative to the site's root.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    links = zip(markdown.convert(text).links, markdown.places(text), strict=True)
    for link, place in reversed([(link, place) for link, place in links if link.kind in ("wiki", "relative")]):
        target = resolve_link(index, path, link, content)
        if isinstance(target, Target):
            address = _address(target, path, index, url)
            linked = _linked if link.kind == "wiki" else _led
            text = linked(text, place, link, target, address)
    return _marked(text)


def _linked(text: str, place: markdown.Place, link: markdown.Link, target: Target, address: str) -> str:
    """The text with a `[[…]]` link written as Markdown has it."""
    label = re.sub(r"([\\\[\]*_`<>&])", r"\\\1", link.text or target.title)
    return f"{text[: place.start]}[{label}]({address}){text[place.end :]}"


def _led(text: str, place: markdown.Place, link: markdown.Link, target: Target, address: str) -> str:
    """The text with a link to a page that has no file leading to its address: MkDocs would take it for one of the page's own."""
    inside = (s for s in destinations(text, place, link.target) if place.start <= s[0] and s[1] <= place.end)
    start, end = next(inside, (0, 0))
    fileless = not (target.key or target.path) and target.url.endswith("/")
    return f"{text[:start]}{address}{text[end:]}" if end and fileless else text


def _address(target: Target, path: str, index: Index, url: str) -> str:
    """Where a link leads, as MkDocs understands it: a record by its file, anything else by its address."""
    entry = index.entries.get(target.key)
    if isinstance(entry, RecordEntry):
        return relpath(entry.path, dirname(path)) + "".join(target.url.partition("#")[1:])
    return relative(url, target.url)


def _marked(text: str) -> str:
    """The text with each place to be filled in marked, from the last to the first so that places stay right."""
    lines = text.split("\n")
    for line, column, words in reversed(list(fill_ins(text))):
        found = FILL_IN.match(lines[line - 1], column - 1)
        assert found
        mark = f'<mark class="hub-fillin">{escape(words)}</mark>'
        lines[line - 1] = lines[line - 1][: found.start()] + mark + lines[line - 1][found.end() :]
    return "\n".join(lines)
