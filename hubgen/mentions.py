"""Every place in a hub's files that names a record: in front matter, in texts, in waivers and in the menu of pages.

Reads what is written, at fault or not, for an edit must not pass over a place because something beside it is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from . import markdown, yaml
from .check import Checked
from .edits import Draft, Impossible
from .index import Index
from .kinds import Record
from .links import linked_path, wiki_keys
from .parse import RENAMED, Parsed
from .schema import ANY, Loc, references, written_at
from .source import RECORD_SUFFIX, WAIVERS, Source, Unreadable, part
from .spans import spans


@dataclass(frozen=True, kw_only=True)
class Editing:
    """A checked hub whose files are to be changed.

    `source` gives the files as they are, `content` is the folder of records; `config` is mkdocs.yml, where it lies in the
    hub's folder.
    """

    checked: Checked
    source: Source
    content: str = "content"
    config: Parsed | None = None
    before: dict[str, bytes] = field(default_factory=dict)
    """What files held that were drafted anew."""

    @property
    def index(self) -> Index:
        return self.checked.hub.index

    @cached_property
    def by_key(self) -> dict[str, Parsed]:
        """The records by folder and id; of several with one id the first."""
        found: dict[str, Parsed] = {}
        for one in self.checked.parsed:
            if one.kind:
                found.setdefault(one.key, one)
        return found

    def record(self, named: str) -> Parsed:
        """The record that an id, a folder and id, or a path names; `Impossible` where none or several do."""
        named = named.removeprefix("./")
        by_path = [one for one in self.checked.parsed if one.kind and one.path in {named, f"{self.content}/{named}"}]
        if by_path:
            return by_path[0]
        keys = self.index.find(named.removesuffix(RECORD_SUFFIX), (ANY,))
        if len(keys) == 1:
            return self.by_key[keys[0]]
        if keys:
            raise Impossible(f'"{named}" could be {" or ".join(keys)}: write which')
        close = self.index.near(named, self.index.of_records)
        raise Impossible(f'there is no record "{named}"' + (f"; did you mean {close}?" if close else ""))

    def draft(self, one: Parsed) -> Draft:
        """A file to be changed; `Impossible` where it is not any more what was checked."""
        raw = self.source.read(one.path)
        if part(one.path, raw) != one.document:
            raise Impossible(f"{one.path} has changed since it was checked; try again")
        self.before[one.path] = raw
        return Draft(one.document, raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place that names something: the keys it can mean, or the path of the file.

    `loc` leads to it in front matter, where `to` is what the field may name; in a text it is the link with a number.
    """

    one: Parsed
    written: str
    keys: tuple[str, ...] = ()
    path: str = ""
    loc: Loc = ()
    to: tuple[str, ...] = ()
    link: int | None = None

    def resolve(self, index: Index, name: str) -> list[str]:
        """The keys that another name could mean in this place."""
        return index.find(name, self.to) if self.link is None else wiki_keys(index, name)

    @property
    def place(self) -> tuple[str, int, int]:
        """Path, line and column."""
        if self.link is not None:
            at = self.one.link_place(self.link)
            return self.one.path, at.line + self.one.document.body_line - 1, at.column
        return self.one.path, *yaml.read(self.one.document.front or "", self.one.document.front_line).place(self.loc)


def mentions(editing: Editing, words: set[str], without: str = "") -> Iterator[Mention]:
    """All that may name something by one of the words (ids, names of files); more is given, but nothing left out.

    `Impossible` where a file cannot be read that may hold one. The file `without` is not looked at.
    """
    if old := next((issue.path for issue in editing.checked.report.issues if issue.code == RENAMED), ""):
        raise Impossible(f"{old} uses a key by an old name: run hubgen migrate first")
    unread: list[str] = []
    for one in editing.checked.parsed:
        if one.path == without or not _may_name(one, words, editing.source):
            continue
        tree = yaml.read(one.document.front or "")
        if one.document.broken or (tree.faults and (one.kind or one.waivers)):
            unread.append(one.path)
        else:
            yield from _in_front_matter(editing, one, tree.value)
            yield from _in_text(editing, one)
    if unread:
        raise Impossible(f"{', '.join(unread)} cannot be read and may name it: mend that first")
    if editing.config:
        yield from _in_menu(editing.config, editing.content)


_HIDDEN = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w+;")
"""Letters of a path that are written as something else."""


def _may_name(one: Parsed, words: set[str], source: Source) -> bool:
    """Whether a file can hold one of the words: as it is, or hidden by an escape."""
    front, body = one.document.front or "", one.document.body
    if one.document.broken and not front and not body:
        return _may_hold(one.path, words, source)
    return "\\" in front or any(word in front or word in body for word in words) or bool(_HIDDEN.search(body))


def _may_hold(path: str, words: set[str], source: Source) -> bool:
    try:
        raw = source.read(path)
    except Unreadable:
        return False
    return any(word.encode() in raw for word in words)


def _in_front_matter(editing: Editing, one: Parsed, front: Any) -> Iterator[Mention]:
    if one.path == f"{editing.content}/{WAIVERS}":
        yield from _in_waivers(one, front)
    kind = one.kind or _translated_kind(editing, one)
    for reference in references(kind) if kind and isinstance(front, dict) else ():
        for loc, written in written_at(front, reference):
            keys = tuple(editing.index.find(written, reference.to))
            yield Mention(one=one, written=written, keys=keys, loc=loc, to=reference.to)


def _translated_kind(editing: Editing, one: Parsed) -> type[Record] | None:
    """The kind of the record that a file is the translation of."""
    if one.path not in editing.index.translations:
        return None
    folder = PurePosixPath(one.path).relative_to(editing.content).parts[0]
    return next((kind for kind in editing.index.kinds if kind.folder == folder), None)


def _in_waivers(one: Parsed, front: Any) -> Iterator[Mention]:
    waivers = front.get("waivers") if isinstance(front, dict) else None
    for n, waiver in enumerate(waivers if isinstance(waivers, list) else ()):
        path = waiver.get("path") if isinstance(waiver, dict) else None
        if isinstance(path, str):
            yield Mention(one=one, written=path, path=path, loc=("waivers", n, "path"))


def _in_text(editing: Editing, one: Parsed) -> Iterator[Mention]:
    body = one.body or markdown.convert(one.document.body)
    for number, link in enumerate(body.links):
        if link.kind == "wiki":
            written = link.target.partition("#")[0].strip()
            yield Mention(one=one, written=written, keys=tuple(wiki_keys(editing.index, written)), link=number)
        elif link.kind == "relative":
            path = linked_path(one.path, link.target, editing.content)
            yield Mention(one=one, written=link.target, path=path, link=number)


def _in_menu(config: Parsed, content: str) -> Iterator[Mention]:
    """The paths in MkDocs' `nav`, which are relative to the folder of records."""
    for loc, span in spans(config.document.front or "").values.items():
        if loc[:1] == ("nav",) and span.kind == "text" and span.text.endswith(RECORD_SUFFIX):
            yield Mention(one=config, written=span.text, path=f"{content}/{span.text}", loc=loc)
