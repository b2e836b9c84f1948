"""Blocks of a text as HTML tags: headings' ids, tables, lists, code, quotations, alerts.

Every function gives a tag, or escaped text in tags; the order in which they are written is left to `_events.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from ._inline import escape

INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
OPAQUE = frozenset({"CodeBlock", "HtmlBlock", "Link", "Image"})
"""Elements in which no link is looked for."""
STARTS = {
    "Paragraph": "<p>",
    "HtmlBlock": "<p>",
    "Emphasis": "<em>",
    "Strong": "<strong>",
    "Strikethrough": "<del>",
    "TableHead": "<thead>\n<tr>\n",
}
"""Start tags that are always the same, by the parser's name for the element."""
ENDS = {
    "Paragraph": "</p>\n",
    "HtmlBlock": "</p>\n",
    "Emphasis": "</em>",
    "Strong": "</strong>",
    "Strikethrough": "</del>",
    "CodeBlock": "</code></pre>\n",
    "Item": "</li>\n",
    "Table": "</tbody>\n</table>\n</div>\n",
    "TableHead": "</tr>\n</thead>\n<tbody>\n",
    "TableRow": "</tr>\n",
}
"""End tags of the same kind."""


class Heading(NamedTuple):
    """A heading as it is shown: at level 2 to 6."""

    level: int
    id: str
    text: str


_NO_LETTER = re.compile(r"[^\w -]")


def slug(text: str) -> str:
    """The id that GitHub gives a heading; one that a footnote could have is put out of its way."""
    name = text.lower()
    if not name.replace(" ", "").isalnum():
        # a mark that combines with a letter is part of it
        name = _NO_LETTER.sub(lambda c: c[0] if unicodedata.category(c[0])[0] == "M" else "", name)
    name = name.replace(" ", "-") or "section"
    return f"heading-{name}" if name.startswith(("fn-", "fnref-")) else name


class Ids:
    """The ids that one text has given away."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}  # the number to try where an id is asked for again

    def unique(self, name: str) -> str:
        """The name, or where it is given away the name with the first number that is free."""
        found, number = name, self._next.get(name, 1)
        while found in self._next:
            found = f"{name}-{number}"
            number += 1
        self._next[name] = number
        self._next.setdefault(found, 1)
        return found


class Table:
    """The tags of a table's rows and cells; the first row is the head, whose row tags stand with the table's."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self._column = 0
        self._cell = "th"

    def row_start(self) -> str:
        """Begins a row below the head."""
        self._column, self._cell = 0, "td"
        return "<tr>\n"

    def cell_start(self) -> str:
        """Begins the next cell: its alignment is a class, for the site's policy forbids style attributes."""
        side = self._columns[self._column].lower()
        self._column += 1
        scope = ' scope="col"' if self._cell == "th" else ""
        return f"<{self._cell}{scope}>" if side == "none" else f'<{self._cell}{scope} class="align-{side}">'

    def cell_end(self) -> str:
        """Ends the cell."""
        return f"</{self._cell}>\n"


def table_start(words: Mapping[str, str], number: int) -> str:
    """Begins a text's table of that number, in a region of its own that can be scrolled with the keyboard too."""
    label = f"{escape(words['table'])} {number}"
    return f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">\n<table>\n'


def code_start(kind: Any) -> str:
    """Begins a code block; the first word after its fence names the language."""
    info = "" if kind == "Indented" else kind["Fenced"]
    language = f' class="language-{escape(info.split()[0])}"' if info.strip() else ""
    return f'<pre tabindex="0"><code{language}>'


def quote_start(kind: str | None, words: Mapping[str, str]) -> str:
    """Begins a quotation, or an alert with its title."""
    if not kind:
        return "<blockquote>\n"
    name = kind.lower()
    return f'<div class="alert alert-{name}" role="note">\n<p class="alert-title">{escape(words[name])}</p>\n'


def list_start(first: int | None) -> str:
    """Begins a list; a numbered one with its first number."""
    if first is None:
        return "<ul>\n"
    return "<ol>\n" if first == 1 else f'<ol start="{first}">\n'


def task_start(done: bool) -> str:
    """Begins a task: the label reaches to where its text ends."""
    return f'<label><input type="checkbox" disabled{" checked" if done else ""}> '
