"""A record's Markdown as safe HTML, with the links, headings and raw HTML it holds and where they stand.

Holds to what a git forge previews: CommonMark with GFM's tables, task lists, strikethrough, bare addresses, footnotes
and alerts; and `[[…]]` links to records. No raw HTML gets through, and no address but http, https, mailto, a path or a
fragment. What a link leads to is left to whoever calls `fill`; whether it leads anywhere, to the checks.

pyromark parses, `_events.py` writes its events as HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import pyromark
from pyromark import Options

from ._events import EXCERPT, SLOT, Mark, Tag, Title, Writer
from ._inline import LinkKind, Place, escape, fit, guard, href, restored

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "note": "Note",
        "tip": "Tip",
        "important": "Important",
        "warning": "Warning",
        "caution": "Caution",
        "table": "Table",
        "footnotes": "Footnotes",
        "backlink": "Back to reference",
    }
)
"""What `convert` itself puts into words."""

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link or image in a text, as written."""

    kind: LinkKind
    target: str
    """wiki: what stands before | in [[…]]; relative: the path with its query and fragment; else the address."""
    image: bool
    line: int
    column: int
    """From 1, in characters, in the text handed in."""
    start: int
    end: int
    """The whole link, in characters of the text handed in, from 0."""
    text: str | None
    """wiki: the words after |, where there are any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading as it is shown: at level 2 to 6."""

    level: int
    id: str
    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RawHtml:
    """A tag, or a whole block of HTML, that is shown as text."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text that was converted. `html` has slots for wiki and relative links, see `fill`."""

    html: str
    links: tuple[Link, ...]
    headings: tuple[Heading, ...]
    raw_html: tuple[RawHtml, ...]
    plain: str
    """How the text begins, without markup, for excerpts."""


Resolve = Callable[[Link], tuple[str, str] | None]
"""Where a wiki or relative link leads, and the words for one that has none; None where it leads nowhere."""


def convert(text: str, words: Mapping[str, str] = WORDS) -> Body:
    """The HTML of any text and what it holds, in time linear in its length."""
    clean = fit(text)
    lines = clean.replace("\r\n", "\n").replace("\r", "\n") if "\r" in clean else clean
    guarded = guard(lines)
    source = guarded.encode()
    events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(guarded, options=_OPTIONS)
    if guarded != lines or "&#" in lines:
        events = restored(events)
    writer = Writer(source, words)
    html = writer.write(events)
    positions = _Positions(clean, guarded, source, writer.used_bytes())
    return Body(
        html=html,
        links=tuple(_link(mark, positions) for mark in writer.marks),
        headings=tuple(_heading(title, positions) for title in writer.titles),
        raw_html=tuple(_raw_html(tag, positions) for tag in writer.raw_html),
        plain=_excerpt("".join(writer.plain)),
    )


def _link(mark: Mark, positions: _Positions) -> Link:
    line, column = positions.line(mark.start)
    return Link(
        kind=mark.kind,
        target=mark.target,
        image=mark.image,
        line=line,
        column=column,
        start=positions.offset(mark.start),
        end=positions.offset(mark.end),
        text=mark.words,
    )


def _heading(title: Title, positions: _Positions) -> Heading:
    return Heading(level=title.level, id=title.id, text=title.text, line=positions.line((title.start, 0))[0])


def _raw_html(tag: Tag, positions: _Positions) -> RawHtml:
    line, column = positions.line((tag.start, 0))
    return RawHtml(line=line, column=column, text=tag.text)


def fill(body: Body, resolve: Resolve) -> str:
    """The body's HTML with every slot filled; a link that resolves to None is shown as its text."""
    parts = body.html.split(SLOT)
    answers: dict[str, tuple[str, str] | None] = {}
    for at in range(1, len(parts), 2):
        slot, blank, title = parts[at].partition(" ")
        number = slot.removeprefix("/")
        link = body.links[int(number)]
        if slot == number:
            answers[number] = resolve(link)
            empty = link.kind == "relative" and not parts[at + 1] and parts[at + 2].startswith("/")
            parts[at] = _opening(link, answers[number], blank + title, empty=empty)
        else:
            parts[at] = _ending(link, answers[number], blank + title)
    return "".join(parts)


def _opening(link: Link, answer: tuple[str, str] | None, title: str, *, empty: bool) -> str:
    """What stands before a link's text; the text too, of a wiki link and of a link that has none."""
    if not answer:
        return escape(link.text or link.target) if link.kind == "wiki" else ""
    if link.kind == "wiki":
        return f'<a href="{href(answer[0])}">{escape(link.text or answer[1])}</a>'
    if link.image:
        return f'<img src="{href(answer[0])}" alt="'
    return f'<a href="{href(answer[0])}"{title}>{escape(answer[1]) if empty else ""}'


def _ending(link: Link, answer: tuple[str, str] | None, title: str) -> str:
    if not answer:
        return ""
    return f'"{title}>' if link.image else "</a>"


def _excerpt(plain: str) -> str:
    """Blanks made one, and no word cut in two."""
    words = " ".join(plain.split())
    return words.rpartition(" ")[0] or words if len(plain) >= EXCERPT else words


# --- positions --------------------------------------------------------------------------------------------------------


class _Positions:
    """Turns the parser's places into lines, columns and characters of the text handed in."""

    def __init__(self, text: str, parsed: str, source: bytes, used: Iterable[int]) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", parsed))]
        self._double = [m.start() - n for n, m in enumerate(re.finditer("\r\n", text))] if "\r" in text else []
        self._characters = {} if len(source) == len(parsed) else _characters(source, used)

    def _character(self, place: Place) -> int:
        return self._characters.get(place[0], place[0]) + place[1]

    def line(self, place: Place) -> tuple[int, int]:
        """Line and column."""
        character = self._character(place)
        line = bisect_right(self._starts, character)
        return line, character - self._starts[line - 1] + 1

    def offset(self, place: Place) -> int:
        """The character, both characters of a line's end counted."""
        character = self._character(place)
        return character + bisect_left(self._double, character)


def _characters(source: bytes, used: Iterable[int]) -> dict[int, int]:
    """How many characters stand before each byte that is used."""
    found, count = {0: 0}, 0
    for before, byte in pairwise(sorted({0, *used})):
        count += len(source[before:byte].decode())
        found[byte] = count
    return found
