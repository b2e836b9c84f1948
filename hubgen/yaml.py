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

from .syntax import Fault, Place, explain

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover - a PyYAML built without libyaml is slower, and as right
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_DEPTH = 64
MAX_NODES = 10_000
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_CORE = "tag:yaml.org,2002:"
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""Control characters, and others that nobody sees: no width, or a change of the writing direction."""
_KNOWN_TAGS = frozenset(_CORE + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq"))

Loc = tuple[str | int, ...]


@dataclass(slots=True)
class Tree:
    """What a YAML text says. `places` has the place of each value and `keys` that of each key, by the way to it."""

    value: Any = None
    places: dict[Loc, Place] = field(default_factory=dict)
    keys: dict[Loc, Place] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    has_empty: bool = False
    """Whether any value is empty."""

    def place(self, loc: Loc) -> Place:
        """The place of the value a way leads to, or of the nearest thing above it that has one."""
        return self.places.get(self.way(loc), (1, 1))

    def empty(self) -> Iterator[Loc]:
        """The ways to keys without a value, which have the place of the key for that of their value."""
        return (loc for loc, place in self.keys.items() if self.places.get(loc) == place)

    def way(self, loc: Loc) -> Loc:
        """The way without the steps the text does not have: the schema reads a lone value as a list of one."""
        here: Loc = ()
        for step in loc:
            if (*here, step) in self.places:
                here = (*here, step)
        return here


def _plain(event: Any) -> bool:
    """Whether a scalar stands there without quotation marks: the C parser says so by an empty style, the other by None."""
    return not event.style


class _Stop(Exception):
    """Reading cannot go on after this fault."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def character(unseen: str) -> str:
    """An invisible character for messages: `an invisible character (U+200B)`."""
    what = "a control character" if unseen < "\xa0" else "an invisible character"
    return f"{what} (U+{ord(unseen):04X})"


def read(text: str, first_line: int = 1) -> Tree:
    """Reads one YAML document; `first_line` is the line of the file on which `text` begins."""
    # libyaml counts these as line ends, editors do not
    text = re.sub("[\x85\u2028\u2029]", " ", text)
    tree = Tree()
    try:
        _Walker(tree, text, first_line).document()
    except _Stop as stop:
        tree.faults.append(stop.fault)
    except yaml.YAMLError as error:
        tree.faults.append(explain(error, text, first_line, _Loader))
    return tree


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an alias stands for: the value, how many nodes it holds and how many levels deep it is."""

    value: Any
    nodes: int
    levels: int


class _Walker:
    """One pass over the events of a text."""

    def __init__(self, tree: Tree, text: str, first_line: int) -> None:
        self.tree = tree
        self.first = first_line
        self.events: Iterator[Any] = iter(_Loader(text).get_event, None)
        self.anchors: dict[str, _Anchored] = {}
        self.nodes = 0
        self.deepest = 0

    def place(self, event: Any) -> Place:
        return event.start_mark.line + self.first, event.start_mark.column + 1

    def document(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                if () in self.tree.places:
                    raise self._stop(
                        "HG106", event, "a second YAML document begins here.", "write all keys in one block"
                    )
                self.tree.value = self.node(next(self.events), (), 0)
            elif isinstance(event, yaml.StreamEndEvent):
                return

    def node(self, event: Any, loc: Loc, depth: int) -> Any:
        self._count(1, event)
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, loc, depth)
        self.tree.places[loc] = self.place(event)
        self._descend(depth, event)
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
        if not event.anchor:
            return self._value(event, loc, depth)
        nodes, deepest, self.deepest = self.nodes, self.deepest, depth
        value = self._value(event, loc, depth)
        self.anchors[event.anchor] = _Anchored(value, self.nodes - nodes + 1, self.deepest - depth)
        self.deepest = max(deepest, self.deepest)
        return value

    def _descend(self, depth: int, event: Any) -> None:
        self.deepest = max(self.deepest, depth)
        if depth > MAX_DEPTH:
            raise self._stop(
                "HG112", event, f"this is nested more than {MAX_DEPTH} levels deep.", "take brackets or levels away"
            )

    def _value(self, event: Any, loc: Loc, depth: int) -> Any:
        if isinstance(event, yaml.ScalarEvent):
            text: str = event.value
            if not text.isprintable() and (unseen := UNSEEN.search(text)):
                self._fault("HG116", event, f"{character(unseen[0])} stands in this value.", "delete it")
            if text in _NULLS and _plain(event):
                self.tree.has_empty = True
                return None
            return text
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
            if key == "<<" and _plain(event):
                self._merge(next(self.events), loc, depth, merged)
                continue
            here = (*loc, key)
            if key in found:
                self._again(event, here, depth, found)
                continue
            self.tree.keys[here] = self.place(event)
            found[key] = self.node(next(self.events), here, depth + 1)
            if found[key] is None:
                self.tree.places[here] = self.tree.keys[here]
        return merged | found if merged else found

    def _again(self, event: Any, here: Loc, depth: int, found: dict[str, Any]) -> None:
        """A key that was there before: what is wrong is the one without a value, else the later one."""
        key, first, place = str(here[-1]), self.tree.keys[here], self.place(event)
        value = self.node(next(self.events), here if found[key] is None else (*here, "again"), depth + 1)
        if found[key] is not None or value is None:
            message = f'the key "{key[:60]}" stands here again; it stands on line {first[0]} already.'
            self._fault_at("HG107", place, message, "keep one of the two")
            return
        found[key], self.tree.keys[here] = value, place
        message = f'the key "{key[:60]}" stands here without a value, and again on line {place[0]}.'
        self._fault_at("HG107", first, message, "take this one away")

    def _key(self, event: Any, loc: Loc, depth: int) -> str:
        self._count(1, event)
        if isinstance(event, yaml.ScalarEvent):
            return str(event.value)
        if isinstance(event, yaml.AliasEvent):
            value = self._alias(event, (*loc, "*"), depth)
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
                self._fault_at("HG106", place, "<< takes a mapping that was anchored before.", "write <<: *name")
                return
            into |= {key: item for key, item in part.items() if key not in into}
            for key in part:
                self.tree.places.setdefault((*loc, key), place)

    def _alias(self, event: Any, loc: Loc, depth: int) -> Any:
        if event.anchor not in self.anchors:
            raise self._stop(
                "HG106",
                event,
                f"*{event.anchor[:40]} refers to nothing above it.",
                f"quote the value if it is meant to begin with *, or set &{event.anchor[:40]} first",
            )
        anchored = self.anchors[event.anchor]
        self._count(anchored.nodes, event)
        self._descend(depth + anchored.levels, event)
        self.tree.places[loc] = self.place(event)
        return anchored.value

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
