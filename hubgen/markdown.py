"""A record's Markdown as safe HTML, with the links, headings and raw HTML it holds and where they stand.

Holds to what a git forge previews: CommonMark with GFM's tables, task lists, strikethrough, bare addresses, footnotes
and alerts; and `[[…]]` links to records. No raw HTML gets through, and no address but http, https, mailto, a path or a
fragment. What a link leads to is left to whoever calls `fill`; whether it leads anywhere, to the checks.

pyromark parses. Most texts are then written by its own compiled writer (`_compiled.py`), the others from its events
(`_events.py`), to the same effect.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

import pyromark

from ._blocks import Heading
from ._compiled import converted
from ._events import Writer
from ._inline import OPTIONS, SLOT, Byte, Link, escape, fit, guard, href, restored

__all__ = ["WORDS", "Body", "Heading", "Link", "Place", "RawHtml", "Resolve", "convert", "fill", "places", "stretches"]

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


class Place(NamedTuple):
    """Where a link stands in the text handed in."""

    line: int
    column: int
    """From 1, in characters."""
    start: int
    end: int
    """The whole link, in characters from 0."""


class RawHtml(NamedTuple):
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
    raw_html: tuple[RawHtml, ...] = ()


Resolve = Callable[[Link], tuple[str, str] | None]
"""Where a wiki or relative link leads, and the words for one that has none; None where it leads nowhere."""


def convert(text: str, words: Mapping[str, str] = WORDS) -> Body:
    """The HTML of any text and what it holds, in time linear in its length."""
    source = Source(text)
    if found := converted(source.guarded, words):
        html, links, headings = found
        return Body(html=html, links=tuple(links), headings=tuple(headings))
    return from_events(source, words)


def from_events(source: Source, words: Mapping[str, str] = WORDS) -> Body:
    """What `convert` gives, without the help of the parser's own writer."""
    writer = Writer(source.guarded.encode(), words)
    html = writer.write(source.events())
    positions = _Positions(source, writer.used_bytes())
    return Body(
        html=html,
        links=tuple(mark.link for mark in writer.marks),
        headings=tuple(writer.headings),
        raw_html=tuple(RawHtml(*positions.line((tag.start, 0)), tag.text) for tag in writer.raw_html),
    )


def places(text: str) -> tuple[Place, ...]:
    """The place of each link of a text, in their order: it takes longer than `convert`, and only messages and edits need it."""
    source = Source(text)
    writer = Writer(source.guarded.encode(), WORDS)
    writer.write(source.events())
    positions = _Positions(source, writer.used_bytes())
    return tuple(
        Place(*positions.line(mark.start), positions.offset(mark.start), positions.offset(mark.end))
        for mark in writer.marks
    )


_WRITTEN = re.compile(r"\[\[(?P<name>[^\[\]|\n]+)(?:\|[^\[\]\n]*)?\]\]|\[[^\[\]\n]*\]\((?P<address>[^()\s]+)\)")
_ODD = re.compile(r"[`~<\\\t\r]|!\[|\[\^|\]:| {4}")
"""What can hold what looks like a link and is none, or make a link that does not look like one."""


def stretches(text: str, links: Sequence[Link]) -> list[tuple[int, int]]:
    """Where each link of a text that was converted begins and ends, in characters; `links` are those of its body.

    In a plain text they are found by their look, and taken if the parser found as many, of the same sorts and to the same ends.
    """
    if not _ODD.search(text) and text.count("](") == sum(link.kind != "wiki" for link in links):
        found = [*_WRITTEN.finditer(text)]
        looks = [(one["name"] is None, (one["name"] or one["address"]).strip()) for one in found]
        if looks == [(link.kind != "wiki", link.target) for link in links]:
            return [one.span() for one in found]
    return [(place.start, place.end) for place in places(text)]


class Source:
    """A text as the parser is to see it: fit, with line ends of one kind, and guarded."""

    def __init__(self, text: str) -> None:
        self.clean = fit(text)
        self._lines = self.clean.replace("\r\n", "\n").replace("\r", "\n") if "\r" in self.clean else self.clean
        self.guarded = guard(self._lines)

    def events(self) -> Iterable[tuple[Any, Any]]:
        """The parser's events, with the places of each."""
        events: Iterable[tuple[Any, Any]] = pyromark.events_with_range(self.guarded, options=OPTIONS)
        return restored(events) if self.guarded != self._lines or "&#" in self._lines else events


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


# --- positions --------------------------------------------------------------------------------------------------------


class _Positions:
    """Turns the parser's places into lines, columns and characters of the text handed in."""

    def __init__(self, source: Source, used: Iterable[int]) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", source.guarded))]
        self._double = [match.start() - n for n, match in enumerate(re.finditer("\r\n", source.clean))]
        self._characters = {} if source.guarded.isascii() else _characters(source.guarded.encode(), used)

    def _character(self, place: Byte) -> int:
        return self._characters.get(place[0], place[0]) + place[1]

    def line(self, place: Byte) -> tuple[int, int]:
        """Line and column."""
        character = self._character(place)
        line = bisect_right(self._starts, character)
        return line, character - self._starts[line - 1] + 1

    def offset(self, place: Byte) -> int:
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
