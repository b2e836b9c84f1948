"""Footnotes: their numbers, their ids, and the section that holds them.

A number follows from the first reference that a reader meets, which is known only when the whole text has been written:
until then a reference is an empty place in a list of HTML.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ._inline import escape


class Citation(NamedTuple):
    """A reference to a footnote: the place in a list of HTML that it will take."""

    out: list[str]
    at: int
    label: str


class Note(NamedTuple):
    """A footnote's HTML, and the references inside it."""

    out: list[str]
    citations: list[Citation]


def key(label: str) -> str:
    """What two labels share that name the same footnote."""
    return " ".join(label.split()).casefold()


def section(citations: Iterable[Citation], notes: Mapping[str, Note], words: Mapping[str, str]) -> str:
    """The section with the footnotes that are cited, out of `notes` by key; fills in each reference to them."""
    numbers: dict[str, int] = {}
    uses: Counter[str] = Counter()
    batches = [citations]
    for batch in batches:  # grows, for a footnote can refer to others
        for citation in batch:
            name = key(citation.label)
            if name not in notes:
                citation.out[citation.at] = escape(f"[^{citation.label}]")
                continue
            if name not in numbers:
                numbers[name] = len(numbers) + 1
                batches.append(notes[name].citations)
            uses[name] += 1
            citation.out[citation.at] = _reference(numbers[name], uses[name])
    items = "".join(_item(number, uses[name], notes[name].out, words["backlink"]) for name, number in numbers.items())
    opening = f'<section class="footnotes" role="doc-endnotes" aria-label="{escape(words["footnotes"])}">\n<ol>\n'
    return f"{opening}{items}</ol>\n</section>\n" if items else ""


def _id(number: int, use: int) -> str:
    return f"fnref-{number}" if use == 1 else f"fnref-{number}-{use}"


def _reference(number: int, use: int) -> str:
    link = f'<a href="#fn-{number}" role="doc-noteref">{number}</a>'
    return f'<sup class="footnote-ref" id="{_id(number, use)}">{link}</sup>'


def _item(number: int, uses: int, out: list[str], backlink: str) -> str:
    """The footnote, with a link back to each reference at the end of its last paragraph."""
    back = "".join(_back(number, use, backlink) for use in range(1, uses + 1))
    body = "".join(out)
    body = f"{body[:-5]}{back}</p>\n" if body.endswith("</p>\n") else f"{body}<p>{back.lstrip()}</p>\n"
    return f'<li id="fn-{number}">\n{body}</li>\n'


def _back(number: int, use: int, backlink: str) -> str:
    mark = "" if use == 1 else f"<sup>{use}</sup>"
    label = escape(f"{backlink} {number}" if use == 1 else f"{backlink} {number}-{use}")
    return f' <a class="footnote-backref" href="#{_id(number, use)}" aria-label="{label}">↩\ufe0e{mark}</a>'
