"""Writes safe HTML from the events of pyromark's parser, and notes the links, headings and raw HTML it meets.

Only tags that are written here and in `_blocks.py` reach the output. Places are bytes of the source; lines and columns,
and what fills the slots for links to records, are left to `markdown.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from . import _blocks as blocks
from . import _footnotes as footnotes
from ._inline import Byte, Link, Piece, address_kind, escape, links, slot, tags


class Mark(NamedTuple):
    """A link or an image, where it was met."""

    link: Link
    start: Byte
    end: Byte


class Tag(NamedTuple):
    """A tag or a block of raw HTML, and the byte it begins at."""

    text: str
    start: int


class Open(NamedTuple):
    """A link or image that is being written: its end tag, and what to show where it turns out to hold nothing."""

    ending: str
    after: int
    otherwise: str


Around = tuple[str, list[str], list[footnotes.Citation]]
"""An open footnote's label, and what was being written around it."""


class Writer:
    """Writes the events of one text; holds what was met on the way."""

    def __init__(self, source: bytes, words: Mapping[str, str]) -> None:
        self.words = words
        self.table = blocks.Table(())  # the one that is being written
        self._tables = 0
        self.marks: list[Mark] = []
        self.headings: list[blocks.Heading] = []
        self.raw_html: list[Tag] = []
        self._source = source
        self._out: list[str] = []
        self._run: list[Piece] = []
        self._opaque = 0  # elements of this kind that are open
        self._alt = 0  # images that are open: what they hold becomes an attribute, so no tag is written
        self._open: list[Open] = []
        self._heading: list[str] | None = None
        self._heading_at = self._item_at = 0
        self._in_label = False
        self._ids = blocks.Ids()
        self._citations: list[footnotes.Citation] = []
        self._notes: dict[str, footnotes.Note] = {}
        self._around: list[Around] = []

    def write(self, events: Iterable[tuple[Any, Any]]) -> str:
        """The HTML of all events."""
        steps = _STEPS
        for event, span in events:
            if isinstance(event, str):
                steps[event](self, event, span)
            else:
                for name, value in event.items():
                    steps[name](self, value, span)
        notes = footnotes.section(self._citations, self._notes, self.words)
        return "".join(self._out) + notes

    def used_bytes(self) -> Iterator[int]:
        """The bytes of the source at which something that was met begins or ends."""
        for mark in self.marks:
            yield from (mark.start[0], mark.end[0])
        yield from (tag.start for tag in self.raw_html)

    # --- text ---------------------------------------------------------------------------------------------------------

    def _text(self, text: str, span: Any) -> None:
        self._run.append((text, span["start"], span["end"]))

    def _soft_break(self, _: str, span: Any) -> None:
        self._run.append(("\n", span["start"], span["end"]))

    def _flush(self) -> None:
        """Writes the texts since the last other event at once: a link can span several of them."""
        text = "".join([piece[0] for piece in self._run])
        if self._opaque or ("[[" not in text and "://" not in text):
            self._put(text)
        else:
            self._put_linked(text)
        self._run = []

    def _put(self, text: str) -> None:
        self._out.append(escape(text))
        self._say(text)

    def _put_linked(self, text: str) -> None:
        at = 0
        for found in links(self._run, self._source):
            self._put(text[at : found.at])
            at = found.after
            link, number = found.link, len(self.marks)
            self.marks.append(Mark(link, found.start, found.end))
            if link.kind == "wiki":
                self._out.append(slot(number))
                self._say(link.text or link.target)
            else:
                opening, ending = tags(number, link)
                self._out.append(opening)
                self._put(link.target)
                self._out.append(ending)
        self._put(text[at:])

    def _say(self, text: str) -> None:
        """Adds to the text of the heading that is open."""
        if self._heading is not None:
            self._heading.append(text)

    def _code(self, text: str, _: Any) -> None:
        if self._run:
            self._flush()
        self._out.append("" if self._alt else "<code>")
        self._put(text)
        self._out.append("" if self._alt else "</code>")

    def _hard_break(self, _: str, __: Any) -> None:
        if self._run:
            self._flush()
        self._out.append(" " if self._alt else "<br>\n")
        self._say(" ")

    def _inline_html(self, text: str, span: Any) -> None:
        if self._run:
            self._flush()
        self.raw_html.append(Tag(text, span["start"]))
        self._out.append(escape(text))  # not said, so that a heading has the id that a git forge gives it

    # --- elements -----------------------------------------------------------------------------------------------------

    def _start(self, tag: Any, span: Any) -> None:
        if self._run:
            self._flush()
        name, detail = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if self._alt:
            self._alt += name == "Image"
            return
        if name not in blocks.INLINE:
            self._edge()
        opening = _STARTS[name]
        html = opening if isinstance(opening, str) else opening(self, detail, span)
        self._out.append(html)
        self._opaque += name in blocks.OPAQUE

    def _end(self, tag: Any, span: Any) -> None:
        name, detail = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name == "HtmlBlock":
            self.raw_html.append(Tag("".join([piece[0] for piece in self._run]), span["start"]))
        if self._run:
            self._flush()
        self._alt -= self._alt > 0 and name == "Image"
        if self._alt:
            return
        if name not in blocks.INLINE:
            self._edge()
        closing = _ENDS[name]
        html = closing if isinstance(closing, str) else closing(self, detail, span)
        self._out.append(html)
        self._opaque -= name in blocks.OPAQUE

    def _edge(self) -> None:
        """Where a block begins or ends: a task's label reaches no further."""
        if self._in_label:
            self._out.append("</label>")
            self._in_label = False

    def _rule(self, _: str, __: Any) -> None:
        if self._run:
            self._flush()
        self._edge()
        self._out.append("<hr>\n")

    def _start_heading(self, _: Any, __: Any) -> str:
        self._heading, self._heading_at = [], len(self._out)
        return ""  # its id follows from its text

    def _end_heading(self, tag: str, _: Any) -> str:
        text = " ".join("".join(self._heading or ()).split())
        self._heading = None
        heading = blocks.Heading(max(2, int(tag[1])), self._ids.unique(blocks.slug(text)), text)
        self._out[self._heading_at] = f'<h{heading.level} id="{escape(heading.id)}">'
        if not self._around:  # one in a footnote is no part of the outline
            self.headings.append(heading)
        return f"</h{heading.level}>\n"

    def _start_item(self, _: Any, __: Any) -> str:
        self._item_at = len(self._out)
        return "<li>"

    def _task(self, done: bool, _: Any) -> None:
        self._out[self._item_at] = '<li class="task">'
        self._out.append(blocks.task_start(done))
        self._in_label = True

    def _start_table(self, columns: tuple[str, ...], _: Any) -> str:
        self.table = blocks.Table(columns)
        self._tables += 1
        return blocks.table_start(self.words, self._tables)

    # --- links and footnotes ------------------------------------------------------------------------------------------

    def _start_link(self, detail: Any, span: Any, *, image: bool = False) -> str:
        address = f"mailto:{detail['dest_url']}" if detail["link_type"] == "Email" else detail["dest_url"]
        link = Link(address_kind(address), address, image)
        # an image that is not the hub's becomes a link to it, and there is none in a link
        textual = image and link.kind != "relative" and (self._opaque or link.kind == "anchor")
        opening, ending = ("", "") if textual else tags(len(self.marks), link, detail["title"])
        self.marks.append(Mark(link, (span["start"], 0), (span["end"], 0)))
        self._open.append(Open(ending, len(self._out) + 1, escape(address) if ending == "</a>" else ""))
        return opening

    def _start_image(self, detail: Any, span: Any) -> str:
        self._alt = 1
        return self._start_link(detail, span, image=True)

    def _end_link(self, _: Any, __: Any) -> str:
        ending, after, otherwise = self._open.pop()
        return ending if len(self._out) > after else otherwise + ending

    def _footnote_reference(self, label: str, _: Any) -> None:
        if self._run:
            self._flush()
        self._citations.append(footnotes.Citation(self._out, len(self._out), label))  # the parser has none in a link
        self._out.append("")

    def _start_footnote(self, label: str, _: Any) -> str:
        self._around.append((label, self._out, self._citations))
        self._out, self._citations = [], []
        return ""

    def _end_footnote(self, _: None, __: Any) -> str:
        note = footnotes.Note(self._out, self._citations)
        label, self._out, self._citations = self._around.pop()
        self._notes.setdefault(footnotes.key(label), note)
        return ""


_STEPS: dict[str, Callable[[Writer, Any, Any], None]] = {
    "Text": Writer._text,
    "Html": Writer._text,
    "SoftBreak": Writer._soft_break,
    "HardBreak": Writer._hard_break,
    "Code": Writer._code,
    "InlineHtml": Writer._inline_html,
    "Start": Writer._start,
    "End": Writer._end,
    "Rule": Writer._rule,
    "FootnoteReference": Writer._footnote_reference,
    "TaskListMarker": Writer._task,
}
_Step = str | Callable[[Writer, Any, Any], str]
_STARTS: dict[str, _Step] = blocks.STARTS | {
    "Link": Writer._start_link,
    "Image": Writer._start_image,
    "Heading": Writer._start_heading,
    "BlockQuote": lambda writer, kind, _: blocks.quote_start(kind, writer.words),
    "CodeBlock": lambda _, kind, __: blocks.code_start(kind),
    "List": lambda _, first, __: blocks.list_start(first),
    "Item": Writer._start_item,
    "Table": Writer._start_table,
    "TableRow": lambda writer, _, __: writer.table.row_start(),
    "TableCell": lambda writer, _, __: writer.table.cell_start(),
    "FootnoteDefinition": Writer._start_footnote,
}
_ENDS: dict[str, _Step] = blocks.ENDS | {
    "Link": Writer._end_link,
    "Image": Writer._end_link,
    "Heading": Writer._end_heading,
    "BlockQuote": lambda _, kind, __: "</div>\n" if kind else "</blockquote>\n",
    "List": lambda _, ordered, __: "</ol>\n" if ordered else "</ul>\n",
    "TableCell": lambda writer, _, __: writer.table.cell_end(),
    "FootnoteDefinition": Writer._end_footnote,
}
