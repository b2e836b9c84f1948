"""Records become a hub: ids, references resolved, inverses derived and named, links in texts, facets.

`link` takes what was parsed and gives the hub with the issues that only the whole can show. What is said of a hub that
no reference shows (duplicates, cycles, claims) is checked in `checks.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from posixpath import normpath, relpath
from urllib.parse import unquote

from . import markdown
from .issues import Issue
from .kinds import Record, Term, Vocabulary
from .near import Near, nearest
from .parse import Parsed
from .schema import ANY, ID_PATTERN, Loc, Reference, country_names, references, region_label, values_at
from .source import RECORD_SUFFIX, VOCABULARIES

GLOSSARY = "glossary"
COUNTRIES = "countries"
TEXT = "text"
"""The name of the relation that a link in a text makes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that has an address in the hub. `key` is folder and id, `url` relative to the site's root."""

    key: str
    title: str
    summary: str
    url: str

    @property
    def folder(self) -> str:
        return self.key.partition("/")[0]

    @property
    def id(self) -> str:
        return self.key.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordEntry(Entry):
    """A published record, with its body as written and converted, and the file it is in."""

    kind: type[Record]
    record: Record
    body: markdown.Body
    text: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEntry(Entry):
    """A term of a vocabulary; countries are terms too. `shipped` says that it came with the package, not with the hub."""

    term: Term
    shipped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One record's tie to another: the field it was written in, and its name as each side shows it."""

    name: str
    label: str
    inverse: str
    source: str
    target: str
    loc: Loc = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """All that is published, and how it hangs together. Keys are `folder/id`.

    `out` and `into` hold each entry's relations, written and derived; `redirects` leads from old addresses to keys;
    `pages` holds the links of ordinary pages, resolved, by path.
    """

    kinds: tuple[type[Record], ...]
    records: Mapping[str, RecordEntry]
    vocabularies: Mapping[str, Vocabulary]
    terms: Mapping[str, TermEntry]
    out: Mapping[str, tuple[Relation, ...]]
    into: Mapping[str, tuple[Relation, ...]]
    redirects: Mapping[str, str]
    index: Index
    today: dt.date

    def __getitem__(self, key: str) -> Entry:
        return self.records.get(key) or self.terms[key]

    def __contains__(self, key: str) -> bool:
        return key in self.records or key in self.terms

    def of_kind(self, folder: str) -> list[RecordEntry]:
        """The records of one kind, by title."""
        return self.index.by_folder.get(folder, [])

    def kind(self, folder: str) -> type[Record] | None:
        return next((kind for kind in self.kinds if kind.folder == folder), None)

    def targets(self, key: str, name: str) -> list[Entry]:
        """What a record refers to by one of its fields, in the order written, each once."""
        return [self[t] for t in dict.fromkeys(r.target for r in self.out.get(key, ()) if r.name == name)]

    def groups(self, key: str) -> dict[str, list[RecordEntry]]:
        """The records tied to an entry, grouped by the name of the tie as this side shows it; each once, in its first group."""
        seen: set[str] = {key}
        found: dict[str, list[RecordEntry]] = defaultdict(list)
        for relation in (*self.out.get(key, ()), *self.into.get(key, ())):
            label, other = (
                (relation.label, relation.target) if relation.source == key else (relation.inverse, relation.source)
            )
            if other in self.records and other not in seen:
                seen.add(other)
                found[label].append(self.records[other])
        return dict(found)

    def facet(self, entry: RecordEntry, way: str) -> tuple[str, ...]:
        """The values of one facet for a record; `services.category` follows the relation first."""
        first, _, rest = way.partition(".")
        if rest:
            values = [
                v
                for other in self.targets(entry.key, first)
                if isinstance(other, RecordEntry)
                for v in self.facet(other, rest)
            ]
            return tuple(dict.fromkeys(values))
        value = getattr(entry.record, first, None)
        if value is None or value == "":
            return ()
        return tuple(dict.fromkeys(map(str, value))) if isinstance(value, tuple) else (str(value),)

    def facet_target(self, kind: type[Record], way: str) -> str | None:
        """The vocabulary or folder that a facet's values name, if any."""
        first, _, rest = way.partition(".")
        if rest:
            to = next((r.to for r in references(kind) if r.name == first), ())
            other = self.kind(to[0]) if to else None
            return self.facet_target(other, rest) if other else None
        if first in {"country", COUNTRIES}:
            return COUNTRIES
        return next((r.to[0] for r in references(kind) if r.way in ((first,), (first, "*"))), None)

    def label(self, kind: type[Record], way: str, value: str) -> str:
        """What to show for a value of a facet: a term's label, a record's title, a country's name, or the value in words."""
        folder = self.facet_target(kind, way)
        key = f"{folder}/{value.lower() if folder == COUNTRIES else value}"
        if folder and key in self:
            return self[key].title
        return region_label(value) if way.endswith(("region", "serves")) else value


@dataclass(slots=True, kw_only=True)
class Index:
    """What can be named: published entries, drafts and files at fault, by folder and id, and the ways to find them."""

    kinds: tuple[type[Record], ...]
    vocabularies: frozenset[str]
    entries: dict[str, Entry] = field(default_factory=dict)
    hidden: dict[str, Parsed] = field(default_factory=dict)
    former: dict[str, str] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    translations: set[str] = field(default_factory=set)
    unread: frozenset[str] = frozenset()
    """Vocabularies whose own file is at fault: what they lack may be what could not be read."""
    headings: dict[str, frozenset[str]] = field(default_factory=dict)
    by_folder: dict[str, list[RecordEntry]] = field(default_factory=dict)
    exists: Callable[[str], bool] = lambda path: True
    _near: dict[tuple[str, ...], Near] = field(default_factory=dict)
    _anchors: dict[str, tuple[Near, str]] = field(default_factory=dict)
    of_records: tuple[str, ...] = ()
    """The folders of records."""

    def __post_init__(self) -> None:
        self.of_records = tuple(kind.folder for kind in self.kinds)

    def folders(self, to: tuple[str, ...]) -> tuple[str, ...]:
        return self.of_records if to == (ANY,) else to

    def find(self, value: str, to: tuple[str, ...]) -> list[str]:
        """The keys a value can mean in the folders a field refers to."""
        folders = self.folders(to)
        if "/" in value:
            return [value] if value.partition("/")[0] in folders and self._known(value) else []
        return [key for folder in folders if self._known(key := f"{folder}/{value}")]

    def _known(self, key: str) -> bool:
        return key in self.entries or key in self.hidden

    def near(self, value: str, folders: tuple[str, ...]) -> str:
        """The key nearest in spelling."""
        if folders not in self._near:
            self._near[folders] = Near(
                key.partition("/")[2] for key in (*self.entries, *self.hidden) if key.partition("/")[0] in folders
            )
        folder, _, word = value.rpartition("/")
        close = self._near[folders](word)
        likely = sorted(folders, key=nearest(folder, folders).__ne__) if folder else folders
        return next((key for folder in likely if self._known(key := f"{folder}/{close}")), "") if close else ""

    def near_anchor(self, path: str, anchor: str) -> str:
        """The anchor of a page that is nearest in spelling, or some of those it has, in words."""
        if path not in self._anchors:
            known = self.headings.get(path, frozenset())
            self._anchors[path] = Near(known), f"its anchors: {', '.join('#' + k for k in sorted(known)[:8]) or 'none'}"
        near, otherwise = self._anchors[path]
        close = near(anchor)
        return f'did you mean "#{close}"?' if close else otherwise

    def is_record(self, path: str) -> bool:
        return self.paths.get(path, "").partition("/")[0] in {kind.folder for kind in self.kinds}

    def where(self, key: str) -> str:
        """The file an entry is in, for messages; terms are told by their vocabulary."""
        if key in self.hidden:
            return self.hidden[key].path
        entry = self.entries.get(key)
        return entry.path if isinstance(entry, RecordEntry) else f"vocabulary {key.partition('/')[0]}"


@dataclass(frozen=True, slots=True)
class Miss:
    """Why a reference leads nowhere: the rule, what was found and the way out."""

    code: str
    message: str
    hint: str


def resolve(index: Index, value: str, to: tuple[str, ...], *, from_draft: bool = False) -> str | Miss | None:
    """The key a reference means, or why it means none; None where it names a file that is itself at fault."""
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
            return Miss(code, message, f'it is now called "{now.partition("/")[2]}" ({index.where(now)})')
    other = [k for k in index.find(value, (ANY,)) if k.partition("/")[0] not in folders]
    if other and not vocabulary:
        kind = next(k for k in index.kinds if k.folder == other[0].partition("/")[0])
        return Miss(
            "HG302",
            f'"{shown}" is a {_lower(kind.one)} ({index.where(other[0])}), not a {noun}.',
            f"name a {noun}, or use the field for {_lower(kind.many)}",
        )
    if close := index.near(value, folders):
        place = f" ({index.where(close)})" if not vocabulary else ""
        return Miss(code, message, f'did you mean "{close if "/" in value else close.partition("/")[2]}"{place}?')
    return Miss(code, message, _way_out(folders, vocabulary, shown))


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
    names = [_lower(kind.one) for kind in index.kinds if kind.folder in folders]
    return names[0] if len(names) == 1 else "record"


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


# --- linking ----------------------------------------------------------------------------------------------------------


def link(
    parsed: Sequence[Parsed],
    kinds: tuple[type[Record], ...],
    vocabularies: Mapping[str, tuple[Vocabulary, bool]],
    today: dt.date,
    exists: Callable[[str], bool],
    content: str,
) -> tuple[Hub, list[Issue]]:
    """The hub, and the issues of its references.

    `vocabularies` has each vocabulary by name, with whether it came with the package; `exists` tells whether a path
    (relative to the hub's root) is a file, for links to pictures and documents.
    """
    index = Index(
        kinds=kinds, vocabularies=frozenset(vocabularies) | {COUNTRIES}, exists=exists, unread=_unread(parsed)
    )
    issues = list(_register(index, parsed, content))
    terms = {entry.key: entry for entry in (*_terms(vocabularies), *_countries(parsed))}
    index.entries |= terms
    relations: list[Relation] = []
    for one in parsed:
        for found in (*_field_relations(index, one), *_text_relations(index, one, content)):
            if isinstance(found, Issue):
                issues.append(found)
            elif one.key in index.entries:
                relations.append(found)
    records = {key: entry for key, entry in index.entries.items() if isinstance(entry, RecordEntry)}
    for entry in sorted(records.values(), key=lambda e: (e.title.casefold(), e.key)):
        index.by_folder.setdefault(entry.folder, []).append(entry)
    out, into = _both_ways(relations)
    redirects = {old: now for old, now in index.former.items() if now in records}
    words = {name: vocabulary for name, (vocabulary, _) in vocabularies.items()}
    return Hub(
        kinds=kinds,
        records=records,
        vocabularies=words,
        terms=terms,
        out=out,
        into=into,
        redirects=redirects,
        index=index,
        today=today,
    ), issues


def _unread(parsed: Iterable[Parsed]) -> frozenset[str]:
    return frozenset(one.id.removeprefix(f"{VOCABULARIES}/") for one in parsed if _is_vocabulary(one) and one.issues)


def _is_vocabulary(one: Parsed) -> bool:
    return not one.kind and one.id.startswith(f"{VOCABULARIES}/") and not one.path.endswith(RECORD_SUFFIX)


def _register(index: Index, parsed: Iterable[Parsed], content: str) -> Iterator[Issue]:
    """Enters all records in the index, and yields the issues of ids that are taken twice."""
    first: dict[str, Parsed] = {}
    parsed = list(parsed)
    for one in parsed:
        # only a translation has neither a kind nor a text of its own
        if one.kind or one.body or _is_vocabulary(one):
            index.paths[one.path] = one.key
        else:
            index.translations.add(one.path)
        index.headings[one.path] = frozenset(h.id for h in one.body.headings) if one.body else frozenset()
        if not one.kind:
            continue
        if other := first.get(one.key):
            yield Issue(
                code="HG309",
                path=one.path,
                line=1,
                column=1,
                message=f'the id "{one.id}" is taken by {other.path}.',
                hint=f"rename one of the two; subfolders of {one.kind.folder}/ do not part ids",
            )
            continue
        first[one.key] = one
        if one.record and not one.record.draft and one.body:
            summary = one.record.summary or ""
            index.entries[one.key] = RecordEntry(
                key=one.key,
                title=one.title,
                summary=summary,
                url=f"{one.key}/",
                kind=one.kind,
                record=one.record,
                body=one.body,
                text=one.document.body,
                path=one.path,
            )
        else:
            index.hidden[one.key] = one
    for one in first.values():
        yield from _former(index, one)


def _former(index: Index, one: Parsed) -> Iterator[Issue]:
    for n, old in enumerate(one.record.former_ids if one.record and one.kind else ()):
        key = f"{one.key.partition('/')[0]}/{old}"
        taken = key if index._known(key) else index.former.get(key)
        if not ID_PATTERN.fullmatch(old):
            yield one.issue(
                "HG117",
                ("former_ids", n),
                f'"{old[:60]}" cannot have been an id.',
                "use lower-case letters a to z, digits and single hyphens",
            )
        elif taken:
            yield one.issue(
                "HG310",
                ("former_ids", n),
                f'the address of "{old}" belongs to {index.where(taken)}.',
                "take it out of former_ids here or there",
            )
        else:
            index.former[key] = one.key


def _terms(vocabularies: Mapping[str, tuple[Vocabulary, bool]]) -> Iterator[TermEntry]:
    for name, (vocabulary, shipped) in vocabularies.items():
        for term in vocabulary.terms or ():
            url = f"{GLOSSARY}/#{term.id}" if name == GLOSSARY else f"{name}/{term.id}/"
            yield TermEntry(
                key=f"{name}/{term.id}", title=term.label, summary=term.definition, url=url, term=term, shipped=shipped
            )


def _countries(parsed: Iterable[Parsed]) -> Iterator[TermEntry]:
    """The countries that published records name, as terms."""
    used = {code for one in parsed if one.record and not one.record.draft for code in countries_of(one.record)}
    for code in sorted(used):
        name = country_names()[code]
        yield TermEntry(
            key=f"{COUNTRIES}/{code.lower()}",
            title=name,
            summary="",
            url=f"{COUNTRIES}/{code.lower()}/",
            term=Term(id=code.lower(), label=name, definition=name),
            shipped=True,
        )


def countries_of(record: Record) -> tuple[str, ...]:
    """The country or countries a record names of its own."""
    one, several = getattr(record, "country", None), getattr(record, COUNTRIES, ())
    return tuple(c for c in ((one,) if one else tuple(several or ())) if c in country_names())


def _field_relations(index: Index, one: Parsed) -> Iterator[Relation | Issue]:
    if not one.record or not one.kind:
        return
    for reference in references(one.kind):
        for loc, value in values_at(one.record, reference.way):
            yield from _relation(index, one, reference, loc, value)
    for code in countries_of(one.record):
        yield Relation(
            name="country", label="Country", inverse=one.kind.many, source=one.key, target=f"{COUNTRIES}/{code.lower()}"
        )


def _relation(index: Index, one: Parsed, reference: Reference, loc: Loc, value: str) -> Iterator[Relation | Issue]:
    found = resolve(index, value, reference.to, from_draft=bool(one.record and one.record.draft))
    if isinstance(found, Miss):
        yield one.issue(found.code, loc, f"{reference.name}: {found.message}", found.hint)
    elif found == one.key:
        yield one.issue("HG312", loc, f"{reference.name}: the record refers to itself.", "take it away")
    elif found:
        yield Relation(
            name=reference.name, label=reference.label, inverse=reference.inverse, source=one.key, target=found, loc=loc
        )


def _text_relations(index: Index, one: Parsed, content: str) -> Iterator[Relation | Issue]:
    for link in one.body.links if one.body else ():
        found = resolve_link(index, one.path, link, content, from_draft=bool(one.record and one.record.draft))
        if isinstance(found, Miss):
            yield one.body_issue(found.code, link.line, link.column, found.message, found.hint)
        elif found and found.key and one.kind and found.key != one.key:
            yield Relation(name=TEXT, label="Mentions", inverse="Mentioned by", source=one.key, target=found.key)


def _both_ways(
    relations: Iterable[Relation],
) -> tuple[dict[str, tuple[Relation, ...]], dict[str, tuple[Relation, ...]]]:
    out: dict[str, list[Relation]] = defaultdict(list)
    into: dict[str, list[Relation]] = defaultdict(list)
    for relation in sorted(relations, key=lambda r: r.name == TEXT):
        out[relation.source].append(relation)
        into[relation.target].append(relation)
    return {k: tuple(v) for k, v in out.items()}, {k: tuple(v) for k, v in into.items()}


# --- links in texts ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link in a text leads: an address relative to the site's root, the words it has of its own, and a record's key."""

    url: str
    title: str = ""
    key: str = ""
    path: str = ""


def resolve_link(
    index: Index, path: str, link: markdown.Link, content: str, *, from_draft: bool = False
) -> Target | Miss | None:
    """Where a link in the text of `path` leads, or why it leads nowhere; None for links that are not the hub's to follow."""
    if link.kind == "wiki":
        return _wiki(index, link.target, from_draft)
    if link.kind == "anchor":
        # MkDocs makes an ordinary page's anchors with its own rules: only a record's own are checked
        return _anchor(index, path, link.target[1:], Target(url=link.target)) if index.is_record(path) else None
    if link.kind == "relative":
        return _relative(index, path, link.target, content, from_draft)
    return None


def _wiki(index: Index, written: str, from_draft: bool) -> Target | Miss | None:
    name, _, anchor = written.partition("#")
    to: tuple[str, ...] = (ANY,)
    folder = name.partition("/")[0]
    if "/" in name and folder in index.vocabularies:
        to = (folder,)
    found = resolve(index, name.strip(), to, from_draft=from_draft)
    if isinstance(found, Miss):
        terms = (
            [f"{v}/{name}" for v in sorted(index.vocabularies) if f"{v}/{name}" in index.entries]
            if to == (ANY,) and "/" not in name
            else []
        )
        if found.code == "HG301" and len(terms) == 1:
            found = terms[0]
        else:
            return found
    if not found:
        return None
    entry = index.entries[found]
    target = Target(url=entry.url, title=entry.title, key=found)
    return _anchor(index, entry.path, anchor, target) if anchor and isinstance(entry, RecordEntry) else target


def _anchor(index: Index, path: str, anchor: str, target: Target) -> Target | Miss:
    known = index.headings.get(path, frozenset())
    if not anchor or unquote(anchor) in known:
        return Target(
            url=f"{target.url.partition('#')[0]}#{anchor}" if anchor else target.url, title=target.title, key=target.key
        )
    return Miss(
        "HG306", f'{path} has no heading with the anchor "#{anchor[:60]}".', index.near_anchor(path, unquote(anchor))
    )


def _relative(index: Index, path: str, written: str, content: str, from_draft: bool) -> Target | Miss | None:
    where, _, anchor = written.partition("#")
    where = unquote(where.partition("?")[0])
    base = content if where.startswith("/") else str(PurePosixPath(path).parent)
    target = normpath(f"{base}/{where.lstrip('/')}")
    if target != content and not target.startswith(f"{content}/"):
        return Miss(
            "HG305", f'"{written[:80]}" leads out of {content}/.', "link to a file in it, or to a full https:// address"
        )
    if target in index.paths:
        return _file(index, target, anchor, from_draft)
    if target in index.translations:
        return Miss(
            "HG305", f"{target} is a translation, and these are not published yet.", "link to the record itself"
        )
    inside = target.removeprefix(content).strip("/")
    if inside in {kind.folder for kind in index.kinds} | index.vocabularies | {GLOSSARY}:
        return Target(url=f"{inside}/", title=inside)
    if not target.endswith(".md") and index.exists(target):
        return Target(url=inside, title=inside)
    if where.startswith("www."):
        return Miss("HG305", f"there is no file {target[:120]}.", f"write https://{where[:80]} if it is an address")
    return Miss("HG305", f"there is no file {target[:120]}.", _nearest_path(index, path, target))


def _file(index: Index, path: str, anchor: str, from_draft: bool) -> Target | Miss | None:
    key = index.paths[path]
    if key in index.hidden:
        found = resolve(index, key, (key.partition("/")[0],), from_draft=from_draft)
        return found if isinstance(found, Miss) else None
    entry = index.entries.get(key)
    if isinstance(entry, RecordEntry):
        return _anchor(index, path, anchor, Target(url=entry.url, title=entry.title, key=key))
    if path.endswith(RECORD_SUFFIX):
        return _page(path, key, anchor)
    name = key.removeprefix(f"{VOCABULARIES}/")
    return Target(url=f"{name}/", title=name)


def _page(path: str, key: str, anchor: str) -> Target:
    stem = key.removesuffix("/index").removesuffix("/README")
    return Target(
        url=("" if stem in {"index", "README"} else f"{stem}/") + (f"#{anchor}" if anchor else ""),
        title=stem,
        path=path,
    )


def _nearest_path(index: Index, path: str, target: str) -> str:
    stem = PurePosixPath(target).stem
    close = index.near(stem, tuple(kind.folder for kind in index.kinds))
    meant = f"{index.where(close)}" if close else next((p for p in index.paths if PurePosixPath(p).stem == stem), "")
    return (
        f'did you mean "{relpath(meant, PurePosixPath(path).parent)}"?'
        if meant
        else "correct the path; it is relative to this file"
    )
