"""Where each key and value of front matter stands, from its first character to its last.

Messages need only where a value begins, which the reader keeps (`yaml.py`); an edit must know where it ends and how it
is written. Only for texts in which the reader found no fault: bounds and errors are its matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

from .declaring import Loc
from .syntax import Place

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A key or value as it is written. `end` is the place after its last character; for an alias both are the alias's.

    `flow` tells a list or mapping in brackets from one with an item a line; `plain`, a text without quotation marks.
    """

    start: Place
    end: Place
    kind: Literal["text", "list", "mapping", "alias"]
    text: str = ""
    flow: bool = False
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of a text's keys and values, by the way to each. What is reached by an alias has its anchor's span."""

    values: dict[Loc, Span] = field(default_factory=dict)
    keys: dict[Loc, Span] = field(default_factory=dict)

    def below(self, loc: Loc) -> list[Loc]:
        """The ways one step further."""
        return [way for way in self.values if len(way) == len(loc) + 1 and way[: len(loc)] == loc]


def spans(text: str, first_line: int = 1) -> Spans:
    """The spans of one YAML document; `first_line` is the line of the file on which `text` begins."""
    found = Spans()
    # libyaml counts these as line ends, editors do not
    clean = re.sub("[\x85\u2028\u2029]", " ", text)
    walker = _Walker(found, iter(_Loader(clean).get_event, None), first_line)
    for event in walker.events:
        if isinstance(event, yaml.DocumentStartEvent):
            walker.node(next(walker.events), ())
    return found


class _Walker:
    """One pass over the events of a text."""

    def __init__(self, found: Spans, events: Iterator[Any], first_line: int) -> None:
        self.found, self.events, self.first = found, events, first_line
        self.anchors: dict[str, Loc] = {}

    def place(self, mark: Any) -> Place:
        return mark.line + self.first, mark.column + 1

    def node(self, event: Any, loc: Loc) -> Place:
        """Keeps the span of the node that begins with an event, and of all in it. Returns where it ends."""
        start, end = self.place(event.start_mark), self.place(event.end_mark)
        if isinstance(event, yaml.AliasEvent):
            self._alias(str(event.anchor), loc, start, end)
            return end
        if event.anchor:
            self.anchors[event.anchor] = loc
        if isinstance(event, yaml.ScalarEvent):
            self.found.values[loc] = Span(start=start, end=end, kind="text", text=event.value, plain=not event.style)
            return end
        inside = self._list if isinstance(event, yaml.SequenceStartEvent) else self._mapping
        kind: Literal["list", "mapping"] = "list" if isinstance(event, yaml.SequenceStartEvent) else "mapping"
        # kept before what is inside, so that the ways come in the order of the text
        self.found.values[loc] = Span(start=start, end=end, kind=kind)
        closing, last = inside(loc, end)
        end = self.place(closing.end_mark) if event.flow_style else last
        self.found.values[loc] = Span(start=start, end=end, kind=kind, flow=bool(event.flow_style))
        return end

    def _list(self, loc: Loc, end: Place) -> tuple[Any, Place]:
        for n, event in enumerate(self.events):
            if isinstance(event, yaml.SequenceEndEvent):
                return event, end
            end = self.node(event, (*loc, n))
        raise AssertionError("a list without an end")

    def _mapping(self, loc: Loc, end: Place) -> tuple[Any, Place]:
        merged: list[Loc] = []
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                for way in merged:
                    self._copy(way, loc)
                return event, end
            key = event.value if isinstance(event, yaml.ScalarEvent) else self._text(event.anchor)
            here = (*loc, key)
            self.found.keys[here] = Span(
                start=self.place(event.start_mark), end=self.place(event.end_mark), kind="text", text=key
            )
            end = self.node(next(self.events), here)
            if key == "<<":
                value = self.found.values[here]
                merged += [here] if value.kind != "list" else self.found.below(here)
        raise AssertionError("a mapping without an end")

    def _text(self, anchor: str) -> str:
        return self.found.values[self.anchors[anchor]].text

    def _alias(self, anchor: str, loc: Loc, start: Place, end: Place) -> None:
        of = self.anchors[anchor]
        anchored = self.found.values[of]
        if anchored.kind in {"text", "alias"}:
            self.found.values[loc] = Span(start=start, end=end, kind="alias", text=anchored.text)
            return
        self.found.values[loc] = Span(start=start, end=end, kind="alias")
        self._copy(of, loc)

    def _copy(self, of: Loc, to: Loc) -> None:
        """Gives what stands below one way the same spans below another, where that has none of its own."""
        length = len(of)
        for ways in (self.found.values, self.found.keys):
            for way, span in [(w, s) for w, s in ways.items() if len(w) > length and w[:length] == of]:
                ways.setdefault((*to, *way[length:]), span)
