"""What changes for readers between two states of a hub: records, facts, links, facets, coverage, and addresses that die.

Compares two hubs and what was parsed for them; where they come from, and how the outcome is shown, is left to others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ._inline import SLOT
from .check import Checked
from .hub import COUNTRIES, Hub, RecordEntry
from .kinds import Record
from .schema import references

_UNSHOWN = frozenset({"private", "draft", "former_ids"})
"""Keys that readers do not see."""

_SLOTS = re.compile(f"{SLOT}[^{SLOT}]*{SLOT}")
FacetsOf = Callable[[RecordEntry], Mapping[str, tuple[str, ...]]]
"""The values of a record by facet, in the words that readers see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state of a hub: what was checked, its pictures and documents, and the facets of its records."""

    checked: Checked
    assets: tuple[str, ...]
    facets: FacetsOf
    content: str = "content"

    @property
    def hub(self) -> Hub:
        return self.checked.hub


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A field that says something else: empty where it said, or says, nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A tie to another record or to a term, as readers see it: its name, and what it leads to."""

    label: str
    target: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChange:
    """What became of one record. `was` is the key it had before it was renamed, or has now that it is gone into another."""

    state: Literal["added", "renamed", "changed", "gone"]
    key: str
    title: str
    was: str = ""
    facts: tuple[Fact, ...] = ()
    gained: tuple[Link, ...] = ()
    lost: tuple[Link, ...] = ()
    lines_added: int = 0
    lines_removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many records have a value of a facet."""

    facet: str
    value: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that changes for readers. Pages are ordinary pages and terms, by address; `dead` are addresses that lead nowhere."""

    records: tuple[RecordChange, ...]
    pages_added: tuple[str, ...]
    pages_changed: tuple[str, ...]
    pages_gone: tuple[str, ...]
    counts: tuple[Count, ...]
    dead: tuple[str, ...]

    def of(self, state: str) -> list[RecordChange]:
        """The changes of one sort."""
        return [change for change in self.records if change.state == state]

    @property
    def covered(self) -> list[Count]:
        """Values that no record had before."""
        return [count for count in self.counts if not count.before]

    @property
    def uncovered(self) -> list[Count]:
        """Values that no record has any more."""
        return [count for count in self.counts if not count.after]


def compare(before: State, after: State) -> Difference:
    """The difference for readers between two states."""
    moved = _moved(before.hub, after.hub)
    was, now = _pages(before), _pages(after)
    return Difference(
        records=tuple(_records(before.hub, after.hub, moved)),
        pages_added=tuple(sorted(now.keys() - was.keys())),
        pages_changed=tuple(sorted(url for url in was.keys() & now.keys() if was[url] != now[url])),
        pages_gone=tuple(sorted(was.keys() - now.keys())),
        counts=tuple(_counts(before, after)),
        dead=tuple(_dead(before, after)),
    )


def _moved(before: Hub, after: Hub) -> dict[str, str]:
    """The keys of records that go on under another, or in another record."""
    return {key: after.redirects[key] for key in before.records if key not in after.records and key in after.redirects}


# --- records ----------------------------------------------------------------------------------------------------------


def _records(before: Hub, after: Hub, moved: Mapping[str, str]) -> Iterator[RecordChange]:
    renamed = {new: old for old, new in sorted(moved.items(), reverse=True) if new not in before.records}
    for key in sorted(after.records.keys() | before.records.keys()):
        now, old = after.records.get(key), before.records.get(renamed.get(key, key))
        if now is None:
            # a record with a new name is told of under that
            if old and renamed.get(moved.get(key, "")) != key:
                yield RecordChange(state="gone", key=key, title=old.title, was=moved.get(key, ""))
        elif old is None:
            yield RecordChange(state="added", key=key, title=now.title)
        elif found := _change(before, after, old, now, moved):
            yield found


def _change(
    before: Hub, after: Hub, old: RecordEntry, now: RecordEntry, moved: Mapping[str, str]
) -> RecordChange | None:
    was, links = _links(before, old, moved), _links(after, now, {})
    added, removed = _lines(old.body.html, now.body.html)
    change = RecordChange(
        state="changed" if old.key == now.key else "renamed",
        key=now.key,
        title=now.title,
        was="" if old.key == now.key else old.key,
        facts=tuple(_facts(before, old.record, after, now.record)),
        gained=tuple(link for key, link in links.items() if key not in was),
        lost=tuple(link for key, link in was.items() if key not in links),
        lines_added=added,
        lines_removed=removed,
    )
    nothing = not (change.facts or change.gained or change.lost or added or removed)
    return None if nothing and change.state == "changed" else change


def _links(hub: Hub, entry: RecordEntry, moved: Mapping[str, str]) -> dict[tuple[str, str], Link]:
    """A record's ties by name and by what they lead to now; sources and countries are facts."""
    ties = (tie for tie in hub.out.get(entry.key, ()) if tie.name != "sources" and not tie.target.startswith(COUNTRIES))
    return {
        (tie.name, moved.get(tie.target, tie.target)): Link(
            label=tie.label, target=tie.target, title=hub[tie.target].title
        )
        for tie in ties
    }


def _lines(old: str, new: str) -> tuple[int, int]:
    """How many lines of the text as it is shown are new, and how many are gone. Where links lead does not matter here."""
    if old == new:
        return 0, 0
    was, now = (Counter(_SLOTS.sub("", html).split("\n")) for html in (old, new))
    return (now - was).total(), (was - now).total()


# --- facts ------------------------------------------------------------------------------------------------------------


def _facts(before: Hub, old: Record, after: Hub, now: Record) -> Iterator[Fact]:
    """The fields that say something else, plain references aside, which are links."""
    kind = type(now)
    linked = {r.name for r in references(kind) if r.way in ((r.name,), (r.name, "*"))}
    for name, info in kind.model_fields.items():
        was, value = getattr(old, name, None), getattr(now, name)
        if was == value or name in linked or name in _UNSHOWN:
            continue
        then = [_words(before, kind, name, item) for item in _items(was)]
        today = [_words(after, kind, name, item) for item in _items(value)]
        yield from (Fact(label=info.title or name, before=a, after=b) for a, b in _pairs(then, today))


def _items(value: Any) -> tuple[Any, ...]:
    """Each item of a list, a lone value as one, nothing as none."""
    if value is None or value == ():
        return ()
    return value if isinstance(value, tuple) else (value,)


def _words(hub: Hub, kind: type[Record], name: str, value: Any) -> str:
    """A value in words: names for ids and codes, a mapping as its parts, the first of them without its label."""
    if isinstance(value, BaseModel):
        given = [
            (_words(hub, kind, key, _title(hub, info, item)), info.title or key)
            for key, info in type(value).model_fields.items()
            if (item := getattr(value, key)) not in (None, ()) and item != info.default
        ]
        return "; ".join(text if n == 0 else f"{label.lower()} {text}" for n, (text, label) in enumerate(given))
    if isinstance(value, tuple):
        return ", ".join(_words(hub, kind, name, item) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return hub.label(kind, name, " ".join(str(value).split()))


def _title(hub: Hub, info: FieldInfo, value: Any) -> Any:
    """What an id inside a mapping names; any other value as it is."""
    extra = info.json_schema_extra
    to = extra.get("x-to") if isinstance(extra, dict) else None
    keys = hub.index.find(value, tuple(map(str, to))) if isinstance(to, list) and isinstance(value, str) else []
    return hub[keys[0]].title if len(keys) == 1 and keys[0] in hub else value


def _pairs(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    """What each item became: with an empty text beside it, one that came or went."""
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from zip_longest(was[a:b], now[c:d], fillvalue="")


# --- facets -----------------------------------------------------------------------------------------------------------


def _counts(before: State, after: State) -> Iterator[Count]:
    """Values of facets that have more or fewer records."""
    was, now = _uses(before), _uses(after)
    for facet, value in sorted(was.keys() | now.keys()):
        if was[facet, value] != now[facet, value]:
            yield Count(facet=facet, value=value, before=was[facet, value], after=now[facet, value])


def _uses(state: State) -> Counter[tuple[str, str]]:
    return Counter(
        (facet, value)
        for entry in state.hub.records.values()
        for facet, values in state.facets(entry).items()
        for value in values
    )


# --- pages and addresses ----------------------------------------------------------------------------------------------


def _pages(state: State) -> dict[str, str]:
    """Ordinary pages and terms of vocabularies by address, with what readers see of them."""
    found = {_url(one.id): one.body.html for one in state.checked.parsed if one.body and not one.kind}
    terms = (term for term in state.hub.terms.values() if term.folder != COUNTRIES)
    return found | {term.url: f"{term.title}\n{term.summary}" for term in terms}


def _url(address: str) -> str:
    stem = address.removesuffix("index").removesuffix("README")
    return stem if stem.endswith("/") or not stem else f"{stem}/"


def _dead(before: State, after: State) -> list[str]:
    """Addresses that lead nowhere any more; of a page that is gone, the page alone."""
    alive = set(_addresses(after))
    gone = set(_addresses(before)) - alive
    return sorted(address for address in gone if "#" not in address or address.partition("#")[0] in alive)


def _addresses(state: State) -> Iterator[str]:
    """Every address of the site that somebody may have noted: pages, headings in records, redirects, files."""
    hub = state.hub
    kept = {entry.url: entry for entry in hub.records.values()} | {
        f"{o}/": hub.records[k] for o, k in hub.redirects.items()
    }
    for url, entry in kept.items():
        yield url
        yield from (f"{url}#{heading.id}" for heading in entry.body.headings)
    yield from (f"{kind.folder}/" for kind in hub.kinds if hub.of_kind(kind.folder))
    yield from (f"{name}/" for name in hub.vocabularies)
    yield from (term.url for term in hub.terms.values())
    yield from _pages(state)
    yield from (path.removeprefix(f"{state.content}/") for path in state.assets)
