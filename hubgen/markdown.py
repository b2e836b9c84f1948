"""A record's Markdown as safe HTML, with the links, headings and raw HTML it holds and where they stand.

Holds to what a git forge previews: CommonMark with GFM's tables, task lists, strikethrough, bare addresses, footnotes and
alerts, and `[[…]]` for links to records. No raw HTML and no address but http, https, mailto, a path or a fragment gets
through. What a link leads to is left to whoever calls `fill`; whether it leads anywhere, to the checks.

The parser is pyromark; `_events.py` writes its events as HTML. What the parser lacks is made up for here, before it reads
a text: characters it must not meet, and `|`, `*`, `_`, `~` inside a link, which it would take for markup.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import pyromark
from pyromark import Options

from hubgen._events import EXCERPT, SLOT, Mark, Writer
from hubgen._inline import LinkKind, Place, escape, href

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
"""The words that `convert` puts into a page itself."""

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
_UNFIT = "\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff"
"""Characters that HTML and XML forbid. Some of them stand for others while a text is being read."""
_UNFIT_IN_TEXT = re.compile(f"[{_UNFIT}\ud800-\udfff]")
_GUARDS = {ord("|"): "\ufdd0", ord("*"): "\ufdd1", ord("_"): "\ufdd2", ord("~"): "\ufdd3"}
_GUARDED = {ord(guard): chr(mark) for mark, guard in _GUARDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link or image in a text, as written."""

    kind: LinkKind
    target: str
    """wiki: what stands before | in [[…]]; relative: the path with query and fragment; else the address."""
    image: bool
    line: int
    column: int
    """In characters; both from 1, in the text handed in."""
    start: int
    end: int
    """Where the whole link stands in the text handed in, in characters from 0."""
    text: str | None
    """wiki: the words after |, where there are any."""
