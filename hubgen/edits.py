"""Changes to a file that keep every other byte: comments, order, quotation marks, line ends, byte-order mark.

A `Draft` takes edits by what they mean (another key, another value, one more item) and gives the file's new bytes. What
to change is for others to know; putting files in place is for `transaction.py`.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from . import yaml
from .declaring import Loc
from .source import Document
from .spans import Span, Spans, spans
from .syntax import Place

_LINE_END = re.compile("\r\n|\r|\n")


class Impossible(Exception):
    """An edit that cannot be made without guessing; says why, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a command does to a hub's files: new bytes by path, None for a file that goes, and how much that is.

    `moved` names files that go on under another path, with that path.
    """

    files: Mapping[str, bytes | None]
    places: int = 0
    moved: Mapping[str, str] = field(default_factory=dict)


class Draft:
    """One file while it is changed. Places are lines and columns as the reader counts them, from 1."""

    def __init__(self, document: Document, raw: bytes) -> None:
        self.document = document
        self.text = raw.decode("utf-8")
        found = _LINE_END.search(self.text)
        self.line_end = found[0] if found else "\n"
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(self.text))]
        self._starts[0] = len(self.text) - len(self.text.lstrip("\ufeff"))
        self._edits: dict[tuple[int, int], str] = {}
        self._named: set[Loc] = set()

    @property
    def path(self) -> str:
        return self.document.path

    @property
    def places(self) -> int:
        """How many edits there are."""
        return len(self._edits)

    @cached_property
    def spans(self) -> Spans:
        """The spans of the front matter."""
        return spans(self.document.front or "", self.document.front_line)

    def bytes(self) -> bytes:
        """The file with all edits made."""
        text = self.text
        for (start, end), new in sorted(self._edits.items(), reverse=True):
            text = text[:start] + new + text[end:]
        return text.encode("utf-8")

    def offset(self, place: Place) -> int:
        """Where a place is in the file's text, in characters from 0."""
        line, column = place
        return self._starts[line - 1] + column - 1

    def in_body(self, offset: int) -> int:
        """Where a character of the document's body is in the file's text."""
        body = self.document.body
        line = body.count("\n", 0, offset)
        column = offset - (body.rfind("\n", 0, offset) + 1)
        return self.offset((line + self.document.body_line, column + 1))

    def put(self, start: int, end: int, new: str) -> None:
        """Replaces a stretch of the file's text. The same edit twice is one; two that overlap are `Impossible`."""
        if self._edits.get((start, end)) == new or self.text[start:end] == new:
            return
        if any((start < e and s < end) or (start, end) == (s, e) for s, e in self._edits):
            raise Impossible(f"{self.path}:{self._line(start)}: two changes meet here; make one of them by hand")
        self._edits[start, end] = new

    def _line(self, offset: int) -> int:
        return bisect_right(self._starts, offset) or 1

    # --- front matter -------------------------------------------------------------------------------------------------

    def rename_key(self, loc: Loc, new: str) -> None:
        """Gives a key another name, and leaves its value. `Impossible` where there is, or will be, a key of that name."""
        there = (*loc[:-1], new)
        if there in self.spans.keys or there in self._named:
            raise Impossible(f'{self.path}:{self.spans.keys[loc].start[0]}: there is a key "{new}" already')
        self._named.add(there)
        self._retext(self.spans.keys[loc], str(loc[-1]), new)

    def set_text(self, loc: Loc, old: str, new: str) -> None:
        """Puts `new` for the last `old` in the text that a way leads to, in the quotation marks it has."""
        self._retext(self.spans.values[loc], old, new)

    def _retext(self, span: Span, old: str, new: str) -> None:
        start, end = self.offset(span.start), self.offset(span.end)
        whole = span.text.strip()
        at = whole.rfind(old)
        if at < 0:
            raise Impossible(f'{self.path}:{span.start[0]}: "{old}" is not written like this there; change it by hand')
        wanted = whole[:at] + new + whole[at + len(old) :]
        written = self.text[start:end]
        at = written.rfind(old)
        if span.kind == "alias" or at < 0 or (span.plain and plain(wanted) != wanted):
            # as it cannot be changed in part, it is written anew
            self.put(start, end, plain(wanted))
        else:
            self.put(start + at, start + at + len(old), new)

    def add_items(self, key: str, items: Sequence[str]) -> None:
        """Adds texts to a list at the top of the front matter, in the style it has; writes the key where it is missing."""
        span, written = self.spans.values.get((key,)), ", ".join(map(plain, items))
        if span is None:
            self._add_key(key, f"[{written}]")
        elif span.kind == "list" and span.flow:
            before = self.spans.below((key,))
            end = self.offset(self.spans.values[before[-1]].end) if before else self.offset(span.start) + 1
            self.put(end, end, f", {written}" if before else written)
        elif span.kind == "list":
            self._add_lines(key, items)
        elif span.plain and span.start == span.end:
            colon = self.text.index(":", self.offset(self.spans.keys[key,].end)) + 1
            self.put(colon, colon, f" [{written}]")
        else:
            raise Impossible(f"{self.path}:{span.start[0]}: {key} is not a list; make it one first")

    def _add_lines(self, key: str, items: Sequence[str]) -> None:
        """Adds items to a list that has one a line, behind the last and a comment that follows it."""
        last = self.spans.values[self.spans.below((key,))[-1]]
        line = self._starts[last.start[0] - 1]
        lead, hyphen, _ = self.text[line : self.offset(last.start)].rpartition("-")
        if lead.strip(" ") or not hyphen or last.kind != "text" or last.end[0] != last.start[0]:
            raise Impossible(f"{self.path}:{last.start[0]}: {key} cannot be added to; write one item a line first")
        after = self._starts[last.end[0]]
        self.put(after, after, "".join(f"{lead}- {plain(item)}{self.line_end}" for item in items))

    def _add_key(self, key: str, value: str) -> None:
        """Writes a key below all others, or into the braces where the front matter is in such."""
        whole = self.spans.values[()]
        if whole.flow:
            keys = self.spans.below(())
            at = self.offset(self.spans.values[keys[-1]].end if keys else whole.start) + (not keys)
            self.put(at, at, f"{', ' if keys else ''}{key}: {value}")
            return
        column = next(iter(self.spans.keys.values())).start[1] if self.spans.keys else 1
        assert self.document.front is not None
        end = self.offset((self.document.front_line + self.document.front.count("\n"), 1))
        self.put(end, end, f"{' ' * (column - 1)}{key}: {value}{self.line_end}")


def plain(text: str) -> str:
    """A text of one line as YAML that means it everywhere in front matter: as it is, or in single quotation marks."""
    quoted = "'{}'".format(text.replace("'", "''"))
    if not text or text != text.strip() or text[-1] == ":" or re.search(r"[\[\]{},]|^[-?]$", text):
        return quoted
    found = yaml.read(f"key: {text}")
    return text if not found.faults and found.value == {"key": text} else quoted


def difference(before: Mapping[str, bytes | None], change: Change) -> str:
    """A change as people read changes: line by line, with the lines around; `before` are the files as they are."""
    shown: list[str] = []
    origin = {new: old for old, new in change.moved.items()}
    for path, after in sorted(change.files.items()):
        if path in change.moved:
            continue
        old = origin.get(path, path)
        was = before.get(old)
        lines = difflib.unified_diff(
            _lines(was),
            _lines(after),
            old if was is not None else "/dev/null",
            path if after is not None else "/dev/null",
        )
        found = [line.rstrip("\r\n") for line in lines]
        shown += found or [f"--- {old}", f"+++ {path}"]
    return "\n".join(shown)


def _lines(raw: bytes | None) -> list[str]:
    return _LINE_END.sub("\n", (raw or b"").decode("utf-8", "replace")).splitlines(keepends=True)
