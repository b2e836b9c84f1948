"""What can be named in a hub, and what a name means: references resolved, or the reason why they lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .hub import Entry, RecordEntry, Relation
from .issues import Issue
from .kinds import Record
from .markdown import Body
from .near import Near, nearest, same
from .parse import Parsed
from .schema import ANY, ID_PATTERN

if TYPE_CHECKING:
    from .links import Target


@dataclass(slots=True, kw_only=True)
class Index:
    """What can be named: published entries, drafts and files at fault, by folder and id, and the ways to find them."""

    kinds: tuple[type[Record], ...]
    vocabularies: frozenset[str]
    content: str = "content"
    """The folder of records, relative to the hub's root."""
    entries: dict[str, Entry] = field(default_factory=dict)
    hidden: dict[str, Parsed] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    translations: set[str] = field(default_factory=set)
    unread: frozenset[str] = frozenset()
    """Vocabularies whose own file is at fault: what they lack may be what could not be read."""
    bodies: dict[str, Body] = field(default_factory=dict)
    """Texts by path, for the anchors in them."""
    targets: dict[tuple[str, str], Target] = field(default_factory=dict)
    """Where links in texts lead, by the folder that they are relative to and as written: many name the same."""
    by_folder: dict[str, list[RecordEntry]] = field(default_factory=dict)
    ties: dict[str, tuple[Relation | Issue, ...]] = field(default_factory=dict)
    """What each file names, by its path, and what is wrong with that: right as long as what can be named is the same."""
    exists: Callable[[str], bool] = lambda path: True
    asked: dict[str, bool] = field(default_factory=dict)
    """Files other than records that links lead to, and whether they were there."""
    spelled: dict[tuple[str, ...], Near] = field(default_factory=dict)
    """What can be named in some folders, by how it is spelled."""
    _anchors: dict[str, tuple[Near, str]] = field(default_factory=dict)
    of_records: tuple[str, ...] = ()
    """The folders of records."""

    def __post_init__(self) -> None:
        self.of_records = tuple(kind.folder for kind in self.kinds)

    def folders(self, to: tuple[str, ...]) -> tuple[str, ...]:
        return self.of_records if to == (ANY,) else to

    def find(self, value: str, to: tuple[str, ...]) -> list[str]:
        """The keys a value can mean in the folders a field refers to."""
        folders, entries, hidden = self.folders(to), self.entries, self.hidden
        if "/" in value:
            return [value] if value.partition("/")[0] in folders and (value in entries or value in hidden) else []
        return [key for folder in folders if (key := f"{folder}/{value}") in entries or key in hidden]

    def _known(self, key: str) -> bool:
        return key in self.entries or key in self.hidden

    def near(self, value: str, folders: tuple[str, ...]) -> str:
        """The key nearest in spelling."""
        if folders not in self.spelled:
            self.spelled[folders] = Near(
                key.partition("/")[2] for key in (*self.entries, *self.hidden) if key.partition("/")[0] in folders
            )
        folder, _, word = value.rpartition("/")
        close = self.spelled[folders](word)
        likely = sorted(folders, key=nearest(folder, folders).__ne__) if folder else folders
        return next((key for folder in likely if self._known(key := f"{folder}/{close}")), "") if close else ""

    def same(self, word: str, folders: tuple[str, ...]) -> str:
        """The one id in the folders that differs from a word in case, blanks and hyphens only."""
        self.near(word, folders)
        return self.spelled[folders].same(word)

    def anchors(self, path: str) -> frozenset[str]:
        """The ids of the headings in a text."""
        return frozenset(heading.id for heading in self.bodies[path].headings) if path in self.bodies else frozenset()

    def near_anchor(self, path: str, anchor: str) -> str:
        """The anchor of a page that is nearest in spelling, or some of those it has, in words."""
        if path not in self._anchors:
            known = self.anchors(path)
            self._anchors[path] = Near(known), f"its anchors: {', '.join('#' + k for k in sorted(known)[:8]) or 'none'}"
        near, otherwise = self._anchors[path]
        close = near(anchor)
        return f'did you mean "#{close}"?' if close else otherwise

    def has_file(self, path: str) -> bool:
        """Whether a path is that of a picture or document; asked once of the disk."""
        if path not in self.asked:
            self.asked[path] = self.exists(path)
        return self.asked[path]

    def is_record(self, path: str) -> bool:
        return self.paths.get(path, "").partition("/")[0] in self.of_records

    def where(self, key: str) -> str:
        """The file an entry is in, for messages; terms are told by their vocabulary."""
        if key in self.hidden:
            return self.hidden[key].path
        entry = self.entries.get(key)
        return entry.path if isinstance(entry, RecordEntry) else f"vocabulary {key.partition('/')[0]}"


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a reference leads nowhere: the rule, what was found and the way out; and what to write where there is no doubt."""

    code: str
    message: str
    hint: str
    instead: str = ""


def resolve(index: Index, value: str, to: tuple[str, ...], *, from_draft: bool = False) -> str | Miss | None:
    """The key a reference means, or why it means none; None where it names a file that is itself at fault."""
    # mostly an id in the one folder that a field refers to
    if len(to) == 1 and (key := f"{to[0]}/{value}") in index.entries:
        return key
    keys = index.find(value, to)
    if len(keys) > 1:
        return Miss("HG303", f'"{value}" could be {_either(index, keys)}.', f"write {' or '.join(keys)}")
    if not keys:
        return None if _vocabulary(index, to) in index.unread else _missing(index, value, to)
    key = keys[0]
    if key in index.entries:
        return key
    hidden = index.hidden[key]
    if hidden.record is None or not hidden.record.draft:
        return None
    return (
        None
        if from_draft
        else Miss(
            "HG304",
            f'"{value}" is a draft ({hidden.path}), which nothing published may refer to.',
            "publish it, or take the reference away",
        )
    )


def _either(index: Index, keys: list[str]) -> str:
    return " or ".join(f"{key} ({index.where(key)})" for key in keys)


def _missing(index: Index, value: str, to: tuple[str, ...]) -> Miss:
    folders = index.folders(to)
    shown = value[:60]
    vocabulary = _vocabulary(index, folders)
    noun = _noun(index, folders)
    code, message = (
        ("HG205", f'the vocabulary "{vocabulary}" has no term "{shown.rpartition("/")[2]}".')
        if vocabulary
        else ("HG301", f'no {noun} has the id "{shown}".')
    )
    for folder in folders:
        if now := index.former.get(value if "/" in value else f"{folder}/{value}"):
            name = now.partition("/")[2]
            return Miss(code, message, f'it is now called "{name}" ({index.where(now)})', now if "/" in value else name)
    other = [k for k in index.find(value, (ANY,)) if k.partition("/")[0] not in folders]
    if other and not vocabulary:
        kind = next(k for k in index.kinds if k.folder == other[0].partition("/")[0])
        return Miss(
            "HG302",
            f'"{shown}" is a {_word(kind)} ({index.where(other[0])}), not a {noun}.',
            f"name a {noun}, or use the field for {kind.folder}",
        )
    if (several := _several(value)) and all(index.find(one, to) for one in several):
        return Miss(code, message, f"part them with commas: {', '.join(several)}")
    value = _bare(value)
    if close := index.near(value, folders):
        place = f" ({index.where(close)})" if not vocabulary else ""
        name = close if "/" in value else close.partition("/")[2]
        alone = index.same(value.rpartition("/")[2], folders) == close.partition("/")[2]
        meant = same(value, [name]) if alone else ""
        return Miss(code, message, f'did you mean "{name}"{place}?', meant)
    return Miss(code, message, _way_out(folders, vocabulary, shown))


def _several(value: str) -> list[str]:
    """The ids in a value that has several, parted by something else than commas."""
    found = re.split(r"\s*[;|&+]\s*|\s+(?:and\s+)?", value)
    return found if 1 < len(found) <= _SHOWN else []


_SHOWN = 8


def _bare(value: str) -> str:
    """An id in what people also write for one: the file's name, a link in text, the page's address."""
    found = re.fullmatch(r"\[*(?:https?://.*?)?/?((?:[^/]*/)?[^/]+?)(?:\.md|\.html?)?/?\]*", value)
    return found[1] if found else value


def _way_out(folders: tuple[str, ...], vocabulary: str, value: str) -> str:
    if vocabulary:
        return f"the terms are in vocabularies/{vocabulary}.yml: use one, or add this one there"
    name = value.rpartition("/")[2]
    if len(folders) > 1 or not ID_PATTERN.fullmatch(name):
        return "correct the id"
    return f"add {folders[0]}/{name}.md, or correct the id"


def _vocabulary(index: Index, folders: tuple[str, ...]) -> str:
    """The vocabulary that a field's values are from; the empty string where they are records."""
    return folders[0] if len(folders) == 1 and folders[0] in index.vocabularies else ""


def _noun(index: Index, folders: tuple[str, ...]) -> str:
    words = [_word(kind) for kind in index.kinds if kind.folder in folders]
    return words[0] if len(words) == 1 else "record"


def _word(kind: type[Record]) -> str:
    """What a message calls a record of a kind: by its class, as editors know it from the folder, `white paper`."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", kind.__name__).lower()
