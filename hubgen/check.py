"""The whole check: a source read, parsed and linked, with every issue of every file in one go."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from . import kinds as builtin
from . import source as reading
from .alone import examined
from .checks import CHECKS
from .hub import Hub
from .issues import Issue, Report, report
from .kinds import Record, Vocabulary
from .linking import as_named, link
from .parse import Parsed, parse
from .source import VOCABULARIES, Source
from .waivers import waived

T = TypeVar("T")
R = TypeVar("R")

SHIPPED = ("categories", "industries", "sectors", "competences")
"""Vocabularies that come with the package, for hubs that have none of their own by that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A hub with all that was found wrong on the way to it. `parsed` keeps every file, ordinary pages too."""

    hub: Hub
    parsed: tuple[Parsed, ...]
    report: Report

    def page(self, path: str) -> Parsed | None:
        """What was parsed of one path, relative to the hub's root."""
        return next((one for one in self.parsed if one.path == path), None)


class Mapped(Protocol):
    """A way to do one piece of work for each of many items: in turn, or spread over processors."""

    def __call__(self, work: Callable[[T], R], items: Sequence[T], /) -> list[R]:
        """What the work makes of each item, in the order of the items."""


def in_turn(work: Callable[[T], R], items: Sequence[T], /) -> list[R]:
    """Does the work for one item after the other."""
    return [work(item) for item in items]


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads and parses one file of a source; it can travel to other processes where the source can."""

    source: Source
    twins: Mapping[str, str]
    kinds: tuple[type[Record], ...]
    content: str

    def __call__(self, path: str) -> Parsed:
        return examined(parse(reading.document(path, self.source, self.twins.get(path)), self.kinds, self.content))


def check(
    source: Source,
    kinds: tuple[type[Record], ...] = builtin.KINDS,
    *,
    content: str = "content",
    today: dt.date | None = None,
    exists: Callable[[str], bool] = lambda path: True,
    mapped: Mapped = in_turn,
    also: Iterable[Issue] = (),
    known: Mapping[str, Parsed] = MappingProxyType({}),
    begins: Callable[[str], None] = lambda stage: None,
) -> Checked:
    """Reads, parses and links all of a source.

    `exists` tells whether a path is a file, for links to pictures and documents; `mapped` may spread the work over
    processors; `also` are issues found before, of the configuration; `known` are files, by path, that need not be read;
    `begins` is told of each stage.
    """
    begins("read and parse")
    paths = list(source.paths())
    twins = reading.same_but_for_case(paths)
    wanted = [path for path in paths if path not in known]
    read = dict(zip(wanted, mapped(Reading(source, twins, kinds, content), wanted), strict=True))
    parsed = tuple(known.get(path) or read[path] for path in paths)
    begins("link and check the whole")
    return _linked(parsed, kinds, content, today or clock(), exists, also)


def again(
    before: Checked,
    source: Source,
    changed: Collection[str],
    *,
    content: str = "content",
    exists: Callable[[str], bool] = lambda path: True,
    also: Iterable[Issue] = (),
) -> Checked:
    """What was checked before, with the files of `changed` as `source` has them now; all others are not read again."""
    paths = list(source.paths())
    twins = reading.same_but_for_case(paths)
    kinds = before.hub.kinds
    known = {one.path: one for one in before.parsed if one.path not in changed}
    read = Reading(source, twins, kinds, content)
    parsed = tuple(known.get(path) or read(path) for path in paths)
    return _linked(parsed, kinds, content, before.hub.today, exists, also, before)


def _fresh(before: Checked, parsed: Sequence[Parsed], exists: Callable[[str], bool]) -> set[str] | None:
    """The paths of files that are not as before; None where something can be named now that could not be, or the reverse."""
    known = {one.path: one for one in before.parsed}
    new = {one.path: one for one in parsed if known.get(one.path) is not one}
    same = (
        len(known) == len(parsed)
        and new.keys() <= known.keys()
        and all(as_named(known[path]) == as_named(one) for path, one in new.items())
        and all(exists(path) == was for path, was in before.hub.index.asked.items())
    )
    return {*new} if same else None


def _linked(
    parsed: tuple[Parsed, ...],
    kinds: tuple[type[Record], ...],
    content: str,
    today: dt.date,
    exists: Callable[[str], bool],
    also: Iterable[Issue],
    before: Checked | None = None,
) -> Checked:
    """All of it linked and checked; what was `before` serves where it still holds."""
    own = {
        one.id.removeprefix(f"{VOCABULARIES}/"): one.vocabulary
        for one in parsed
        if one.id.startswith(f"{VOCABULARIES}/")
    }
    vocabularies = {name: (vocabulary, False) for name, vocabulary in own.items() if vocabulary}
    vocabularies |= {name: (shipped(name), True) for name in SHIPPED if name not in vocabularies}
    fresh = _fresh(before, parsed, exists) if before else None
    index = before.hub.index if before and fresh is not None else None
    hub, issues = link(parsed, kinds, vocabularies, today, exists, content, index, fresh or ())
    issues += (issue for one in parsed for issue in one.issues)
    issues += (issue for found in CHECKS for issue in found(hub, parsed, content))
    kept, number = waived((*also, *issues), parsed, hub.today)
    records = sum(1 for one in parsed if one.kind)
    return Checked(hub=hub, parsed=parsed, report=report(kept, records, number))


def clock() -> dt.date:
    """Today: SOURCE_DATE_EPOCH where it is set, so that the same input gives the same bytes."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date() if epoch.isdigit() else dt.datetime.now(dt.UTC).date()


def shipped(name: str) -> Vocabulary:
    """A vocabulary that comes with the package."""
    path = package_folder("vocabularies") / f"{name}.yml"
    vocabulary = parse(reading.part(f"content/{VOCABULARIES}/{name}.yml", path.read_bytes()), ()).vocabulary
    assert vocabulary, f"{path} does not hold a vocabulary"
    return vocabulary


def package_folder(name: str) -> Path:
    """A folder that the wheel carries inside the package, and a checkout beside it: `theme`, `vocabularies`."""
    inside = Path(str(resources.files("hubgen"))) / name
    beside = {"vocabularies": Path("content", "vocabularies"), "theme": Path("theme")}[name]
    return inside if inside.is_dir() else inside.parent.parent / beside
