"""Front matter's YAML as text, lists and mappings, with the place of every value.

Walks the events of PyYAML's C parser, lazily and within bounds, so that no input can exhaust the machine. Scalars stay
text: what they mean is for the schema to say. Knows nothing of records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml is slower, and as right
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 64
MAX_NODES = 10_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CORE = "tag:yaml.org,2002:"
_KNOWN_TAGS = frozenset(_CORE + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq"))

Place = tuple[int, int]
"""Line and column, 1-based."""
Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with the YAML, under the code of the rule it breaks."""

    code: str
    place: Place
    message: str
    hint: str = ""


@dataclass(slots=True)
class Tree:
    """What a YAML text says. `places` has the place of each value and `keys` that of each key, by the way to it."""

    value: Any = None
    places: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def place(self, loc: Loc) -> Place:
        """The place of the value a way leads to, or of the nearest thing above it that has one.

        A step the text does not have is passed over: the schema reads a lone value as a list of one.
        """
        here: Loc = ()
        for step in loc:
            if (*here, step) in self.places:
                here = (*here, step)
        return self.places.get(here, (1, 1))


class _Stop(Exception):
    """Reading cannot go on after this fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def read(text: str, first_line: int = 1) -> Tree:
    """Reads one YAML document; `first_line` is the line of the file on which `text` begins."""
    walker = _Walker(text, first_line)
    try:
        walker.document()
    except _Stop as stop:
        walker.tree.faults.append(stop.fault)
    except yaml.YAMLError as error:
        walker.tree.faults.append(explain(error, text, first_line))
    return walker.tree


class _Walker:
    """One pass over the events of a text."""

    def __init__(self, text: str, first_line: int) -> None:
        self.tree = Tree()
        self.first = first_line
        # libyaml counts these as line ends, editors do not
        self.events: Iterator[Any] = iter(yaml.parse(re.sub("[\x85\u2028\u2029]", " ", text), Loader=_Loader))
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.nodes = 0

    def place(self, event: Any) -> Place:
        return event.start_mark.line + self.first, event.start_mark.column + 1

    def document(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                first = next(self.events)
                self.tree.value = self.node(first, (), 0)
                self.tree.places.setdefault((), self.place(first))
            elif isinstance(event, yaml.StreamEndEvent):
                return

    def node(self, event: Any, loc: Loc, depth: int) -> Any:
        self._count(1, event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, loc)
        self.tree.places[loc] = self.place(event)
        if depth > MAX_DEPTH:
            raise self._stop("HG112", event, f"this is nested more than {MAX_DEPTH} levels deep.", "flatten it")
        if (
            event.tag
            and event.tag not in _KNOWN_TAGS
            and not (event.tag == "!" and isinstance(event, yaml.ScalarEvent))
        ):
            self._fault(
                "HG106",
                event,
                f'the tag "{event.tag.removeprefix(_CORE)[:40]}" means nothing here.',
                "leave it out; quote the value if it begins with !",
            )
        before = self.nodes
        value = self._value(event, loc, depth)
        if event.anchor:
            self.anchors[event.anchor] = value, self.nodes - before + 1
        return value

    def _value(self, event: Any, loc: Loc, depth: int) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            text: str = event.value
            return None if event.style is None and text in _NULLS else text
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(loc, depth)
        return self._mapping(loc, depth)

    def _sequence(self, loc: Loc, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.node(event, (*loc, len(items)), depth + 1))
        return items

    def _mapping(self, loc: Loc, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._key(event, loc, depth)
            if key == "<<" and event.style is None:
                self._merge(next(self.events), loc, depth, merged)
                continue
            place = self.place(event)
            self.tree.keys.setdefault((*loc, key), place)
            if key in found:
                first = self.tree.keys[(*loc, key)][0]
                self._fault(
                    "HG107",
                    event,
                    f'the key "{key[:60]}" stands here again; it stands on line {first} already.',
                    "keep one of the two",
                )
                self.node(next(self.events), (*loc, key, "again"), depth + 1)
                continue
            found[key] = self.node(next(self.events), (*loc, key), depth + 1)
            if found[key] is None:
                self.tree.places[(*loc, key)] = place
        return merged | found if merged else found

    def _key(self, event: Any, loc: Loc, depth: int) -> str:
        self._count(1, event)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.AliasEvent):
            value = self._alias(event, (*loc, "*"))
            if isinstance(value, str):
                return value
        raise self._stop(
            "HG106",
            event,
            "a key must be a plain word, not a list or a mapping.",
            "quote the value if it begins with [ or {",
        )

    def _merge(self, event: Any, loc: Loc, depth: int, into: dict[str, Any]) -> None:
        place = self.place(event)
        value = self.node(event, (*loc, "<<"), depth + 1)
        for part in value if isinstance(value, list) else [value]:
            if not isinstance(part, dict):
                self._fault_at("HG106", place, "<< takes a mapping that was anchored before.", "write << : *name")
                return
            into |= {key: item for key, item in part.items() if key not in into}
            for key in part:
                self.tree.places.setdefault((*loc, key), place)

    def _alias(self, event: Any, loc: Loc) -> Any:
        if event.anchor not in self.anchors:
            raise self._stop(
                "HG106",
                event,
                f"*{event.anchor[:40]} refers to nothing above it.",
                f"quote the value if it is meant to begin with *, or set &{event.anchor[:40]} first",
            )
        value, size = self.anchors[event.anchor]
        self._count(size, event)
        self.tree.places[loc] = self.place(event)
        return value

    def _count(self, number: int, event: Any) -> None:
        self.nodes += number
        if self.nodes > MAX_NODES:
            raise self._stop(
                "HG112",
                event,
                f"the front matter holds more than {MAX_NODES:,} values, aliases counted.",
                "move what is text into the body",
            )

    def _stop(self, code: str, event: Any, message: str, hint: str) -> _Stop:
        return _Stop(Fault(code=code, place=self.place(event), message=message, hint=hint))

    def _fault(self, code: str, event: Any, message: str, hint: str) -> None:
        self._fault_at(code, self.place(event), message, hint)

    def _fault_at(self, code: str, place: Place, message: str, hint: str) -> None:
        self.tree.faults.append(Fault(code=code, place=place, message=message, hint=hint))


# --- saying a parser's error in words ---------------------------------------------------------------------------------


def explain(error: yaml.YAMLError, text: str, first_line: int = 1) -> Fault:
    """A syntax error in an editor's words, at the place to mend rather than where the parser gave up."""
    lines = text.split("\n")
    problem = str(getattr(error, "problem", "") or error)
    context = str(getattr(error, "context", "") or "")
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if "quoted scalar" in context and start:
        line, column = start.line, start.column
    if "simple key" in context and start:
        line, column = start.line, start.column
    line = min(line, len(lines) - 1)
    code, message, hint, line, column = _diagnose(problem, context, lines, line, column)
    return Fault(code=code, place=(line + first_line, column + 1), message=message, hint=hint)


def _diagnose(problem: str, context: str, lines: list[str], line: int, column: int) -> tuple[str, str, str, int, int]:
    here = lines[line] if lines else ""
    if (tabbed := _tab(lines, line)) is not None:
        return (
            "HG108",
            "a tab stands where YAML takes blanks only.",
            "indent with blanks",
            tabbed,
            lines[tabbed].index("\t"),
        )
    if "quoted scalar" in context:
        return "HG106", "a quotation mark opens here and is never closed.", "close it, or take it away", line, column
    if "mapping values are not allowed" in problem:
        return (
            "HG118",
            "a colon and a blank in the middle of a value: YAML takes what stands before it for a key.",
            f"put the value in quotation marks: {_quoted(here)}",
            line,
            column,
        )
    if "simple key" in context:
        return (
            "HG106",
            "this line is neither a key with its value nor part of the value above.",
            "write key: value, or indent the line under the key it belongs to",
            line,
            column,
        )
    if "found character" in problem and "cannot start any token" in problem:
        return (
            "HG106",
            f'a value cannot begin with "{here[column : column + 1]}".',
            f"put the value in quotation marks: {_quoted(here)}",
            line,
            column,
        )
    if "flow sequence" in context or "flow mapping" in context:
        return (
            "HG106",
            "a bracket is opened here and not closed, or a comma is missing.",
            "close the bracket; put values with a comma or bracket in quotation marks",
            line,
            column,
        )
    if (
        "expected <block end>" in problem
        or "block mapping" in context
        or "block collection" in context
        or "block sequence" in context
    ):
        return _indentation(lines, line, column)
    return "HG106", f"this is not YAML: {problem}.", "compare the line with the examples in the reference", line, column


def _tab(lines: list[str], line: int) -> int | None:
    return next((n for n in (line, line - 1) if 0 <= n < len(lines) and re.match(r" *\t", lines[n])), None)


def _indentation(lines: list[str], line: int, column: int) -> tuple[str, str, str, int, int]:
    before = next(
        (n for n in range(line - 1, -1, -1) if lines[n].strip() and not lines[n].lstrip().startswith("#")), line
    )
    if (
        re.search(r":\s*([\"']).*\1\s*[^\s#,\]}]", lines[before])
        and line != before
        and not re.search(r"([\"']).*\1\s*[^\s#,\]}]", lines[line])
    ):
        line, column = before, len(lines[before]) - len(lines[before].lstrip())
    if re.search(r"([\"'])[^\"']*\1\s*[^\s#,\]}:]", lines[line]):
        return (
            "HG106",
            "text goes on after the closing quotation mark.",
            f"put the whole value in quotation marks: {_quoted(lines[line])}",
            line,
            column,
        )
    return (
        "HG106",
        "this line is not indented like the ones it belongs to.",
        "align it with the keys of the same level, by blanks",
        line,
        column,
    )


def _quoted(line: str) -> str:
    key, colon, value = line.strip().partition(":")
    if not colon:
        key, value = "", line.strip().removeprefix("- ")
    value = value.strip().strip("\"'").replace("'", "''")
    shown = value if len(value) <= 60 else value[:57] + "…"
    return f"{key}: '{shown}'" if key else f"'{shown}'"
