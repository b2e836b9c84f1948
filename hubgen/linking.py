"""Records become a hub: ids registered, references resolved, inverses derived and named, old addresses kept.

What is said of a hub that no reference shows (duplicates, cycles, claims) is checked in `checks.py`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from .hub import COUNTRIES, GLOSSARY, MENTIONED, MENTIONS, TEXT, Hub, RecordEntry, Relation, TermEntry
from .index import Index, Miss, resolve
from .issues import Issue
from .kinds import Record, Term, Vocabulary
from .links import resolve_link
from .parse import Parsed
from .schema import ID_PATTERN, country_names, references, values_at
from .source import RECORD_SUFFIX, VOCABULARIES


def link(
    parsed: Sequence[Parsed],
    kinds: tuple[type[Record], ...],
    vocabularies: Mapping[str, tuple[Vocabulary, bool]],
    today: dt.date,
    exists: Callable[[str], bool],
    content: str,
    before: Index | None = None,
    fresh: Collection[str] = (),
) -> tuple[Hub, list[Issue]]:
    """The hub, and the issues of its references.

    `vocabularies` has each vocabulary by name, with whether it came with the package; `exists` tells whether a path
    (relative to the hub's root) is a file, for links to pictures and documents. `before` is the index of an earlier state
    in which the same things could be named: what it has found holds, but for the files of `fresh`.
    """
    index = Index(
        kinds=kinds,
        vocabularies=frozenset(vocabularies) | {COUNTRIES},
        content=content,
        exists=exists,
        unread=_unread(parsed),
        spelled=before.spelled if before else {},
    )
    ties = before.ties if before else {}
    issues = list(_register(index, parsed, content))
    terms = {entry.key: entry for entry in (*_terms(vocabularies), *_countries(parsed))}
    index.entries |= terms
    written: list[Relation] = []
    mentions: list[Relation] = []
    for one in parsed:
        published = one.key in index.entries
        known = ties.get(one.path)
        if known is None or one.path in fresh:
            known = (*_field_relations(index, one), *_text_relations(index, one, content))
        index.ties[one.path] = known
        for found in known:
            if isinstance(found, Issue):
                issues.append(found)
            elif published:
                (mentions if found.name == TEXT else written).append(found)
    records = {key: entry for key, entry in index.entries.items() if isinstance(entry, RecordEntry)}
    for entry in sorted(records.values(), key=lambda e: (e.title.casefold(), e.key)):
        index.by_folder.setdefault(entry.folder, []).append(entry)
    out, into = _both_ways(chain(written, mentions))
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


def as_named(one: Parsed) -> object:
    """All of a file that others depend on who name it or might: while it is the same for all files, ties hold."""
    record, body = one.record, one.body
    return (
        (one.key, one.kind, one.vocabulary, one.kind is None and bool(one.issues)),
        # a country has a page, and can be named, where a record is in it
        (record.draft, record.former_ids, countries_of(record)) if record else None,
        frozenset(heading.id for heading in body.headings) if body else None,
    )


def _unread(parsed: Iterable[Parsed]) -> frozenset[str]:
    return frozenset(one.id.removeprefix(f"{VOCABULARIES}/") for one in parsed if _is_vocabulary(one) and one.issues)


def _is_vocabulary(one: Parsed) -> bool:
    return not one.kind and one.id.startswith(f"{VOCABULARIES}/") and not one.path.endswith(RECORD_SUFFIX)


def _register(index: Index, parsed: Iterable[Parsed], content: str) -> Iterator[Issue]:
    """Enters all records in the index, and yields the issues of ids that are taken twice."""
    first: dict[str, Parsed] = {}
    parsed = list(parsed)
    for one in parsed:
        # only a translation has neither a kind nor a text of its own, beside the waivers
        if one.kind or one.body or _is_vocabulary(one):
            index.paths[one.path] = one.key
        elif one.path.endswith(RECORD_SUFFIX):
            index.translations.add(one.path)
        if one.body:
            index.bodies[one.path] = one.body
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
    yield from _taken_by_pages(index, first, parsed)


def _taken_by_pages(index: Index, records: Mapping[str, Parsed], parsed: Iterable[Parsed]) -> Iterator[Issue]:
    """Ordinary pages at the address of a record, or at one that leads to a record: one of the two would be lost."""
    for one in parsed:
        address = one.id.removesuffix("/index").removesuffix("/README")
        if not one.kind and one.body and address in records:
            message = f"the address of this page is taken by {records[address].path}."
            hint = "rename the page, or put its text into the record"
            yield Issue(code="HG309", path=one.path, line=1, column=1, message=message, hint=hint)
        elif not one.kind and one.body and (now := index.former.get(address)):
            message = f"the address of this page leads to {index.where(now)}, which once had it."
            hint = "delete the page, or take the id out of former_ids there"
            yield Issue(code="HG310", path=one.path, line=1, column=1, message=message, hint=hint)


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
    named = next((value for field in _country_fields(type(record)) if (value := getattr(record, field))), ())
    codes = named if isinstance(named, tuple) else (named,)
    return tuple(code for code in codes if isinstance(code, str) and code in country_names())


@cache
def _country_fields(kind: type[Record]) -> tuple[str, ...]:
    return tuple(field for field in ("country", COUNTRIES) if field in kind.model_fields)


def _field_relations(index: Index, one: Parsed) -> Iterator[Relation | Issue]:
    if not one.record or not one.kind:
        return
    key, draft, given = one.key, one.record.draft, vars(one.record)
    for reference in references(one.kind):
        name = reference.way[0]
        if given.get(name) in (None, ()):  # as most fields are, in most records
            continue
        for loc, value in values_at(one.record, reference.way):
            found = resolve(index, value, reference.to, from_draft=draft)
            if isinstance(found, Miss):
                yield one.issue(found.code, loc, f"{name}: {found.message}", found.hint, found.instead)
            elif found == key:
                yield one.issue("HG312", loc, f"{name}: the record refers to itself.", "take it away")
            elif found:
                yield Relation(name, reference.label, reference.inverse, key, found, loc)
    for code in countries_of(one.record):
        yield Relation("country", "Country", one.kind.many, key, f"{COUNTRIES}/{code.lower()}")


def _text_relations(index: Index, one: Parsed, content: str) -> Iterator[Relation | Issue]:
    key, path, draft = one.key, one.path, bool(one.record and one.record.draft)
    for number, link in enumerate(one.body.links if one.body else ()):
        found = resolve_link(index, path, link, content, from_draft=draft)
        if isinstance(found, Miss):
            yield one.link_issue(found.code, number, found.message, found.hint, found.instead)
        elif found and found.key and one.kind and found.key != key:
            yield Relation(TEXT, MENTIONS, MENTIONED, key, found.key)


def _both_ways(
    relations: Iterable[Relation],
) -> tuple[dict[str, tuple[Relation, ...]], dict[str, tuple[Relation, ...]]]:
    out: dict[str, list[Relation]] = defaultdict(list)
    into: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        out[relation.source].append(relation)
        into[relation.target].append(relation)
    return {k: tuple(v) for k, v in out.items()}, {k: tuple(v) for k, v in into.items()}
