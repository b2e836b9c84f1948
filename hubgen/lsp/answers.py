"""What an editor asks of a hub at a place of a file: what can stand there, what stands there, and what refers to it.

Places count lines and columns from 0, in characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..declaring import parts_of, references
from ..hub import Entry, RecordEntry, TermEntry
from ..issues import Issue
from ..kinds import Record
from ..links import wiki_keys
from ..mentions import mentions
from ..renaming import rename
from ..schema import ANY, Country, country_names
from ..source import VOCABULARIES
from .context import Cursor, cursor, lines_of
from .opened import OpenHub

SHOWN = 200
"""Proposals at most: an editor that wants others asks again with more letters."""
_MEANT = re.compile(r'did you mean "([^"]+)"')
_COUNTRY = get_args(Country)[-1]
_WORD = re.compile(r"[^\s,\[\]{}\"'|#()]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A piece of a line."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something that can be typed: what is inserted in the place of `at`, what it is called and what it means."""

    insert: str
    label: str
    detail: str
    about: str
    sort: str
    kind: Literal["key", "value", "record", "term"]
    at: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a file of the hub."""

    path: str
    at: Span


def proposals(hub: OpenHub, path: str, line: int, column: int) -> list[Proposal]:
    """What can be typed at a place; at most `SHOWN`."""
    at = _cursor(hub, path, line, column)
    kind = _kind(hub, path)
    if at is None:
        return []
    if at.where == "link":
        return _named(hub, at, (ANY,))
    if kind is None:
        return []
    info, model = _field(kind, at.way) if at.way else (None, kind)
    if at.where == "key" or (at.where == "item" and model and info is not None and not _to(kind, at.way)):
        return _keys(model, at) if model else []
    return _values(hub, kind, at, info)


def _cursor(hub: OpenHub, path: str, line: int, column: int) -> Cursor | None:
    return cursor(hub.text(path), line, column)


def _kind(hub: OpenHub, path: str) -> type[Record] | None:
    folder = path.removeprefix(f"{hub.settings.content}/").partition("/")[0]
    return next((kind for kind in hub.settings.kinds if kind.folder == folder), None)


def _field(model: type[BaseModel], way: tuple[str, ...]) -> tuple[FieldInfo | None, type[BaseModel] | None]:
    """The field that a way of keys leads to, and the mapping that it holds, if it holds one."""
    info: FieldInfo | None = None
    inside: type[BaseModel] | None = model
    for key in way:
        info = inside.model_fields.get(key) if inside else None
        if info is None:
            return None, None
        inside = next((part for _, part in parts_of(info.annotation)), None)
    return info, inside


def _to(kind: type[Record], way: tuple[str, ...]) -> tuple[str, ...]:
    """What the field at a way may name; a mapping that may be written as its reference alone counts."""
    for reference in references(kind):
        plain = tuple(step for step in reference.way if step != "*")
        if plain == way or (reference.stands_alone and plain[:-1] == way):
            return reference.to
    return ()


def _keys(model: type[BaseModel], at: Cursor) -> list[Proposal]:
    there = at.beside
    found = []
    for place, (name, info) in enumerate(model.model_fields.items()):
        if name in there and name != at.word:
            continue
        needed = info.is_required()
        found.append(
            Proposal(
                insert=f"{name}: ",
                label=name,
                detail=f"{info.title or name}{' *' if needed else ''}",
                about=info.description or "",
                sort=f"{0 if needed else 1}{place:03}",
                kind="key",
                at=_span(at),
            )
        )
    return found


def _values(hub: OpenHub, kind: type[Record], at: Cursor, info: FieldInfo | None) -> list[Proposal]:
    if to := _to(kind, at.way):
        return _named(hub, at, to)
    if info is None:
        return []
    choices = dict.fromkeys(_closed(info.annotation), "") or (country_names() if _COUNTRY in _marks(info) else {})
    return [
        Proposal(insert=value, label=value, detail=name, about="", sort=f"{n:04}", kind="value", at=_span(at))
        for n, (value, name) in enumerate(choices.items())
    ]


def _marks(info: FieldInfo) -> Iterator[Any]:
    """The validators of a field's type, and of the items of a list."""
    yield from info.metadata
    for argument in get_args(info.annotation):
        yield from getattr(argument, "__metadata__", ())


def _closed(annotation: Any) -> Iterator[str]:
    """The values of a closed list, true and false."""
    if annotation is bool:
        yield from ("true", "false")
    if get_origin(annotation) is Literal:
        yield from (str(value) for value in get_args(annotation))
        return
    for argument in get_args(annotation):
        yield from _closed(argument)


def _named(hub: OpenHub, at: Cursor, to: tuple[str, ...]) -> list[Proposal]:
    """Records and terms by id, those first that begin with what was typed."""
    if hub.checked is None:
        return []
    index = hub.checked.hub.index
    folders = index.folders(to)
    typed = at.typed.casefold()
    found: list[Proposal] = []
    for key, entry in index.entries.items():
        folder, _, name = key.partition("/")
        title = entry.title.casefold()
        if folder not in folders or not (typed in name or typed in title or typed in key):
            continue
        written = name if len(index.find(name, to)) == 1 else key
        rank = 0 if name.startswith(typed) else 1 if title.startswith(typed) else 2
        found.append(
            Proposal(
                insert=written,
                label=written,
                detail=entry.title,
                about=_about(entry),
                sort=f"{rank}{name}",
                kind="term" if isinstance(entry, TermEntry) else "record",
                at=_span(at),
            )
        )
    return sorted(found, key=lambda one: one.sort)[:SHOWN]


def _span(at: Cursor) -> Span:
    return Span(line=at.line, start=at.start, end=at.end)


def _about(entry: Entry) -> str:
    """What an entry is, in a few lines of Markdown."""
    text = entry.term.definition if isinstance(entry, TermEntry) else entry.summary
    return f"**{entry.title}**\n\n{text}"


# --- what stands there ------------------------------------------------------------------------------------------------


def hover(hub: OpenHub, path: str, line: int, column: int) -> tuple[str, Span] | None:
    """What the word at a place is or means, in Markdown."""
    at = _cursor(hub, path, line, column)
    if at is None or not at.word:
        return None
    if key := _meant(hub, path, at):
        assert hub.checked
        return _about(hub.checked.hub.index.entries[key]), _span(at)
    kind = _kind(hub, path)
    if not kind or at.where == "link":
        return None
    info, _ = _field(kind, (*at.way, at.word) if at.where in {"key", "item"} else at.way)
    return (f"**{info.title or at.word}**\n\n{info.description or ''}", _span(at)) if info else None


def _meant(hub: OpenHub, path: str, at: Cursor) -> str:
    """The key of the entry that the word at a cursor names; "" where it names none, or several."""
    if hub.checked is None or not at.word:
        return ""
    index, kind = hub.checked.hub.index, _kind(hub, path)
    word = at.word.partition("#")[0].strip()
    if at.where == "link":
        keys = wiki_keys(index, word)
    else:
        to = _to(kind, at.way) if kind and at.where in {"value", "item"} else ()
        keys = index.find(word, to) if to else []
    return keys[0] if len(keys) == 1 and keys[0] in index.entries else ""


def target(hub: OpenHub, path: str, line: int, column: int) -> str:
    """The key of what is named at a place; of a record's own file, at no such place, the record's own."""
    at = _cursor(hub, path, line, column)
    if at and (key := _meant(hub, path, at)):
        return key
    one = hub.parsed(path)
    named = at is not None and at.where in {"value", "item", "link"} and at.way not in {("title",), ("summary",)}
    return one.key if one and one.kind and not named else ""


def definition(hub: OpenHub, path: str, line: int, column: int) -> Place | None:
    """Where what is named at a place is defined: a record's file, or a term's line in its vocabulary."""
    at = _cursor(hub, path, line, column)
    key = _meant(hub, path, at) if at else ""
    if not key or hub.checked is None:
        return None
    entry = hub.checked.hub.index.entries[key]
    if isinstance(entry, RecordEntry):
        return Place(path=entry.path, at=Span(line=0, start=0, end=0))
    folder, _, name = key.partition("/")
    for suffix in (".yml", ".yaml"):
        file = f"{hub.settings.content}/{VOCABULARIES}/{folder}{suffix}"
        for n, text in enumerate(lines_of(hub.text(file))):
            if found := re.search(rf"\bid:\s*[\"']?({re.escape(name)})[\"']?\s*(?:[,}}]|$)", text):
                return Place(path=file, at=Span(line=n, start=found.start(1), end=found.end(1)))
    return None


def mentioned(hub: OpenHub, key: str) -> list[Place]:
    """Every place that names a record or term."""
    if not key:
        return []
    name = key.partition("/")[2]
    found = []
    for mention in mentions(hub.editing(), {name, f"{name}.md"}):
        if list(mention.keys) == [key] or (mention.path and mention.path == file_of(hub, key)):
            path, line, column = mention.place
            text = lines_of(hub.text(path))
            at = _word(text[line - 1], column - 1, mention.written) if line <= len(text) else (0, 0)
            found.append(Place(path=path, at=Span(line=line - 1, start=at[0], end=at[1])))
    return found


def file_of(hub: OpenHub, key: str) -> str:
    """The file of a record; "" for what is none."""
    entry = hub.checked.hub.index.entries.get(key) if hub.checked else None
    return entry.path if isinstance(entry, RecordEntry) else ""


def _word(text: str, column: int, written: str) -> tuple[int, int]:
    """Where a word stands in a line, at or after a column; else the column itself."""
    at = text.find(written, column)
    return (at, at + len(written)) if at >= 0 else (column, column)


# --- changes ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """Files with other texts, by the path they have now, and files that are called otherwise afterwards."""

    files: dict[str, str]
    moved: dict[str, str]


def renamed(hub: OpenHub, key: str, new: str) -> Rewritten:
    """The change that gives a record another id. Raises `Impossible` with the reason where that cannot be."""
    editing = hub.editing()
    change = rename(editing, editing.record(key), new)
    back = {after: before for before, after in change.moved.items()}
    files = {back.get(path, path): raw.decode("utf-8") for path, raw in change.files.items() if raw is not None}
    return Rewritten(files=files, moved=dict(change.moved))


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A way out of an issue: what to write in the place of a word. A sure one is what `check --fix` would do."""

    title: str
    at: Span
    text: str
    sure: bool


def fix(issue: Issue, text: str) -> Fix | None:
    """The quick fix of an issue: what is certain, or what was likely meant."""
    likely = _MEANT.search(issue.hint)
    instead = issue.instead or (likely[1] if likely else "")
    at = extent(issue, text)
    if not instead or at.end <= at.start or "\n" in instead:
        return None
    return Fix(title=f'Write "{instead}"', at=at, text=instead, sure=bool(issue.instead))


def extent(issue: Issue, text: str) -> Span:
    """The word that an issue is about."""
    lines = lines_of(text)
    line = min(max(issue.line - 1, 0), len(lines) - 1)
    whole = lines[line]
    start = min(max(issue.column - 1, 0), len(whole))
    while start < len(whole) and whole[start] in "[\"'!":
        start += 1
    found = _WORD.match(whole, start)
    end = found.end() if found else start
    if found and whole[end - 1] == ":" and end < len(whole) + 1 and not whole[start:end].startswith("http"):
        end -= 1
    return Span(line=line, start=start, end=end)
