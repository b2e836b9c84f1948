"""What is wrong with a hub although each record and each reference is right: duplicates, cycles, orphans.

Each check takes the hub and what was parsed, and yields issues. All are linear in the number of records.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from urllib.parse import urlsplit

from .forms.checks import missing_choices
from .hub import GLOSSARY, TAKEN, Hub, RecordEntry
from .issues import Issue
from .kinds import Template
from .near import Near, nearest
from .parse import Parsed
from .schema import Loc, references, values_at
from .source import VOCABULARIES

Check = Callable[[Hub, Sequence[Parsed], str], Iterator[Issue]]


def _records(parsed: Iterable[Parsed]) -> Iterator[Parsed]:
    return (one for one in parsed if one.kind and one.record)


def duplicate_titles(hub: Hub, parsed: Sequence[Parsed], content: str) -> Iterator[Issue]:
    """Two records of one kind with one title."""
    first: dict[tuple[str, str], Parsed] = {}
    for one in _records(parsed):
        assert one.kind
        assert one.record
        if not one.record.title:
            continue
        other = first.setdefault((one.kind.folder, " ".join(one.record.title.casefold().split())), one)
        if other is not one:
            yield one.issue(
                "HG403",
                ("title",),
                f'title: {other.path} has the title "{one.record.title[:80]}" too.',
                "say in the title what sets the two apart",
            )


def duplicate_websites(hub: Hub, parsed: Sequence[Parsed], content: str) -> Iterator[Issue]:
    """Two records with one website that do not say that they are the same body."""
    by_site: dict[str, list[Parsed]] = defaultdict(list)
    for one in _records(parsed):
        if address := getattr(one.record, "website", None):
            by_site[_site(address.url)].append(one)
    for sharing in by_site.values():
        first, *others = sharing
        same = _same(hub, first) if others else set()
        for one in others:
            if one.key not in same:
                yield one.issue(
                    "HG404",
                    ("website",),
                    f"website: {first.path} has the same.",
                    "correct one, or say with same_as that the two are the same body",
                )


def _site(url: str) -> str:
    parts = urlsplit(url)
    port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{port}{parts.path.rstrip('/')}?{parts.query}"


def _same(hub: Hub, one: Parsed) -> set[str]:
    """The keys of what is said to be the same body as a record, or to have come from it or before it."""
    ties = (*hub.out.get(one.key, ()), *hub.into.get(one.key, ()))
    return {key for r in ties if r.name in {"same_as", "successor_of"} for key in (r.source, r.target)} - {one.key}


def cycles(hub: Hub, parsed: Sequence[Parsed], content: str) -> Iterator[Issue]:
    """Records that follow, host or were adapted from one another in a circle."""
    graphs: dict[str, dict[str, list[str]]] = {"successor_of": {}, "hosted_by": {}, "adapted_from": {}}
    for relations in hub.out.values():
        for r in relations:
            if r.name in graphs:
                graphs[r.name].setdefault(r.source, []).append(r.target)
    by_key = {one.key: one for one in _records(parsed)}
    for name, graph in graphs.items():
        for circle in _circles(graph):
            start = circle[0]
            loc = next(r.loc for r in hub.out[start] if r.name == name and r.target == circle[1])
            yield by_key[start].issue(
                "HG311",
                loc,
                f"{name}: this leads round in a circle: {_shown(circle)}.",
                "one of these does not hold: take it away",
            )


def _shown(circle: list[str]) -> str:
    more = len(circle) - 7
    keys = circle if more <= 1 else [*circle[:5], f"{more:,} more", *circle[-2:]]
    return " → ".join(keys)


def _circles(graph: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """One circle for each knot of a graph, found without recursion; each begins with its first key in the alphabet."""
    state: dict[str, int] = {}
    for root in sorted(graph):
        trail: list[str] = []
        stack = [(root, iter(graph.get(root, ())))] if root not in state else []
        while stack:
            key, rest = stack[-1]
            if key not in state:
                state[key] = 1
                trail.append(key)
            following = next(rest, None)
            if following is None:
                state[key] = 2
                trail.pop()
                stack.pop()
            elif state.get(following) == 1:
                circle = trail[trail.index(following) :]
                first = circle.index(min(circle))
                yield [*circle[first:], *circle[:first], circle[first]]
            elif following not in state:
                stack.append((following, iter(graph.get(following, ()))))


def reviews(hub: Hub, parsed: Sequence[Parsed], content: str) -> Iterator[Issue]:
    """Records reviewed on a day that has not come yet."""
    today = hub.today.isoformat()
    for one in _records(parsed):
        assert one.record
        if one.record.reviewed and one.record.reviewed > today:
            message = f"reviewed: {one.record.reviewed} has not come yet."
            yield one.issue("HG407", ("reviewed",), message, "write the day of the last review")


def choices(hub: Hub, parsed: Sequence[Parsed], content: str) -> Iterator[Issue]:
    """Forms whose choices come from a vocabulary or a kind that is not there."""
    known = [*hub.vocabularies, *(kind.folder for kind in hub.kinds)]
    for one in parsed:
        if isinstance(one.record, Template):
            yield from missing_choices(one, one.record, known)


def orphans(hub: Hub, parsed: Sequence[Parsed], content: str) -> Iterator[Issue]:
    """Records with no tie to any other record, their sources aside. A tie that was written and is at fault counts as one."""
    at_fault = {one.path for one in parsed if any(issue.severity == "error" for issue in one.issues)}
    for entry in hub.records.values():
        if entry.path in at_fault or _is_tied(hub, entry) or _cited(hub, entry) or _names_others(hub, entry):
            continue
        yield Issue(
            code="HG405",
            path=entry.path,
            line=1,
            column=1,
            message=f'nothing links to "{entry.title[:80]}", and it links to no other record.',
            hint="name it where it belongs, so that readers find it",
        )


def _is_tied(hub: Hub, entry: RecordEntry) -> bool:
    ties = chain(hub.out.get(entry.key, ()), hub.into.get(entry.key, ()))
    return any(
        r.source in hub.records and r.target in hub.records and r.source != r.target and r.name != "sources"
        for r in ties
    )


def _names_others(hub: Hub, entry: RecordEntry) -> bool:
    """Whether a field that refers to records holds anything."""
    fields = (r for r in references(entry.kind) if r.name != "sources" and not hub.index.vocabularies & {*r.to})
    return any(True for reference in fields for _ in values_at(entry.record, reference.way))


def _cited(hub: Hub, entry: RecordEntry) -> bool:
    return any(r.name == "sources" for r in hub.into.get(entry.key, ()))


def unused_terms(hub: Hub, parsed: Sequence[Parsed], content: str) -> Iterator[Issue]:
    """Terms of the hub's own vocabularies that no record uses. A glossary explains; it need not be used."""
    by_id = {one.id: one for one in parsed if one.vocabulary}
    for name, vocabulary in hub.vocabularies.items():
        one = by_id.get(f"{VOCABULARIES}/{name}")
        if one is None or name == GLOSSARY:
            continue
        terms = vocabulary.terms or ()
        above = {term.broader for term in terms}
        for n, term in enumerate(terms):
            if not hub.into.get(f"{name}/{term.id}") and term.id not in above:
                yield one.issue(
                    "HG406",
                    ("terms", n, "id"),
                    f'no record uses the term "{term.id[:60]}".',
                    "take it away, or use it where it holds",
                )


def vocabulary_terms(hub: Hub, parsed: Sequence[Parsed], content: str) -> Iterator[Issue]:
    """Vocabularies and terms named twice, and terms that refer to terms that are not there."""
    files: dict[str, str] = {}
    taken = TAKEN - {GLOSSARY} | {kind.folder for kind in hub.kinds}
    for one in (one for one in parsed if one.vocabulary):
        if (name := one.id.removeprefix(f"{VOCABULARIES}/")) in taken:
            message = f'the address "{name}/" of this vocabulary is taken by the hub itself.'
            yield Issue(
                code="HG309", path=one.path, line=1, column=1, message=message, hint="give the file another name"
            )
        if (other := files.setdefault(one.id, one.path)) != one.path:
            yield one.issue("HG309", (), f"the vocabulary is taken by {other}.", "keep one of the two files")
        first: dict[str, int] = {}
        terms = one.vocabulary.terms or () if one.vocabulary else ()
        ids = {term.id for term in terms}
        near = Near(ids)
        for n, term in enumerate(terms):
            if first.setdefault(term.id, n) != n:
                yield one.issue(
                    "HG309",
                    ("terms", n, "id"),
                    f'the id "{term.id[:60]}" is taken by another term.',
                    "rename one of the two",
                )
            named: list[tuple[Loc, str]] = [(("terms", n, "broader"), term.broader)] if term.broader else []
            named += [(("terms", n, "see", i), other) for i, other in enumerate(term.see)]
            for loc, other in named if not one.left_out else ():
                if other not in ids:
                    close = near(other)
                    yield one.issue(
                        "HG205",
                        loc,
                        f'there is no term "{other[:60]}" in this vocabulary.',
                        f'did you mean "{close}"?' if close else "correct the id, or add the term",
                    )


def unknown_folders(hub: Hub, parsed: Sequence[Parsed], content: str) -> Iterator[Issue]:
    """Ordinary pages in a folder whose name is nearly that of a kind: they were meant to be records."""
    folders = {kind.folder for kind in hub.kinds}
    told: set[str] = set()
    for one in parsed:
        folder, below, _ = one.path.removeprefix(f"{content}/").partition("/")
        if not below or folder in folders or folder in told or folder == VOCABULARIES:
            continue
        told.add(folder)
        if close := nearest(folder, folders):
            yield Issue(
                code="HG903",
                path=one.path,
                line=1,
                column=1,
                message=f'the folder "{folder}" holds no records: no kind has that name.',
                hint=f'did you mean "{close}"?',
            )


CHECKS: tuple[Check, ...] = (
    reviews,
    choices,
    duplicate_titles,
    duplicate_websites,
    cycles,
    orphans,
    unused_terms,
    vocabulary_terms,
    unknown_folders,
)
