"""What was measured, as a text for people: tables, targets, versions and machine."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

from .measure import Run, median, ratio
from .peers import versions

_PACKAGES = (
    "hubgen",
    "mkdocs",
    "mkdocs-material",
    "Markdown",
    "pyromark",
    "pydantic",
    "PyYAML",
    "Jinja2",
    "python-frontmatter",
)
COMPARED: Sequence[tuple[str, str, str, float]] = (
    ("cold build / Hugo with cached partials and a comparable layout", "hub", "Hugo", 1.0),
    ("cold build / MkDocs + Material tuned", "hub", "MkDocs + Material", 0.15),
    ("cold build / Zensical cold", "hub", "Zensical", 0.10),
    ("nothing changed / Hugo's cold build", "hub, nothing changed", "Hugo", 0.12),
    ("one record changed / Hugo's cold build", "hub, one record changed", "Hugo", 0.16),
    ("check / loading front matter", "check", "loading front matter", 2.0),
    ("check again / loading front matter", "check again", "loading front matter", 0.5),
)
"""Ratios of wall time that are aimed at: what, of what, to what, and at most."""
DOUBLED = 2.2
"""Twice as many records take at most this many times as long."""
LINEAR = 1.15
"""A record of the largest hub takes at most this many times as long, and as much memory, as one of the smallest."""
MEMORY = 2048
"""MiB at most."""
INDEX, INDEX_CHANGED = 1.1, 0.25
"""The search index beside Pagefind's command; with one record changed, beside the whole index."""
PAGE, SHELL = 12 * 1024, 6 * 1024
"""Bytes of a record's page, compressed, and of what is the same on every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All runs by what was run; those that are compared were made in turn. `growth` has the hub alone by its size."""

    records: int
    peers: tuple[str, ...]
    runs: Mapping[str, list[Run]]
    growth: dict[int, list[Run]] = field(default_factory=dict)
    weights: tuple[int, int, int] = (0, 0, 0)
    """Bytes of a record's page, compressed: median, largest, and what is the same on every page."""

    def wall(self, name: str) -> float:
        return median(self.runs[name]).wall


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at, and what was found."""

    name: str
    found: float
    limit: float

    @property
    def met(self) -> bool:
        return self.found <= self.limit


def targets(measured: Measured) -> Iterator[Target]:
    """The targets that the runs can tell of."""
    runs = measured.runs
    for name, one, other, limit in COMPARED:
        if one in runs and other in runs:
            yield Target(name, ratio(runs[one], runs[other]).wall, limit)
    if "Pagefind" in runs:
        index = measured.wall("hub with search") - measured.wall("hub")
        changed = measured.wall("hub with search, one record changed") - measured.wall("hub, one record changed")
        yield Target("search index / Pagefind's command", index / measured.wall("Pagefind"), INDEX)
        yield Target(
            "search index, one record changed / all of it", max(changed, 0) / index if index > 0 else 0, INDEX_CHANGED
        )
    yield from _growing(measured)
    if measured.weights[0]:
        yield Target("record page, compressed, KiB (largest)", measured.weights[1] / 1024, PAGE / 1024)
        yield Target("the same on every page, compressed, KiB", measured.weights[2] / 1024, SHELL / 1024)


def _growing(measured: Measured) -> Iterator[Target]:
    grown = {size: median(runs) for size, runs in measured.growth.items()} | {
        measured.records: median(measured.runs["hub"])
    }
    if double := grown.get(measured.records * 2):
        times = double.wall / grown[measured.records].wall
        yield Target(f"{measured.records * 2:,} records / {measured.records:,} records", times, DOUBLED)
    small, large = min(grown), max(grown)
    if large >= 10 * small:
        name = f"{large:,} records / {small:,} records, for each"
        yield Target(f"{name}: time", grown[large].wall / large / (grown[small].wall / small), LINEAR)
        yield Target(f"{name}: memory", grown[large].peak / large / (grown[small].peak / small), LINEAR)
        yield Target(f"memory at {large:,} records, MiB", grown[large].peak, MEMORY)


def as_text(measured: Measured, seed: int) -> str:
    """The whole report, in Markdown."""
    blocks = [
        "# How fast the hub is built",
        _HOW.format(records=f"{measured.records:,}", rounds=len(measured.runs["hub"])),
        "\n".join(_cold(measured)),
        "## What was aimed at",
        "\n".join(_target_rows(measured)),
        "## The hub again, its check and its search",
        "\n".join(_others(measured)),
        *(["## The hub alone, as it grows", "\n".join(_growth(measured))] if measured.growth else []),
        "## What was compared",
        _COMPARED,
        "## Machine and versions",
        "\n".join(f"- {line}" for line in machine(seed)),
    ]
    return "\n\n".join(blocks) + "\n"


_HOW = """\
Builds of the same {records} records by the hub and its peers in turn, rounds: {rounds}. Whole processes; medians. CPU is the
processor time of the process and all it started; memory is that of its largest process. A ratio is the median of the
ratios of the rounds. Only ratios of one run mean anything on another machine."""
_COMPARED = """\
`python -m benchmarks` writes all projects from one seed (see `generate.py` and `peers.py`), installs the peers and runs them.
The hub does everything that `hubgen build` does but for the search index: it checks fields and references, links records
both ways, writes the page of each record with its facts, relations and pictures, directories, maps, pages of terms, JSON
and CSV, redirects and a sitemap. *Hugo* shows what of this Hugo's own means can show (see `hugo.py`): facts that lead to
records and terms, relations both ways with their summaries, records that are alike, pages of terms, lists, JSON of records
and folders. *Hugo, lean* and Eleventy write the facts as a plain list, and lists of each folder; MkDocs and Zensical show
the text alone. None of them checks references, draws pictures or maps, follows links in texts back, or derives more from
what records say. Zensical has its search, which cannot be left out. Where a peer is faster, it is that it does less, and
that its language is compiled. The index is the build with search less the build without; Pagefind runs on the hub's own
pages."""


def _cold(measured: Measured) -> Iterator[str]:
    yield "| cold build | wall (s) | CPU (s) | memory (MiB) | wall, hub / it | CPU, hub / it |"
    yield "|---|---:|---:|---:|---:|---:|"
    hub = measured.runs["hub"]
    yield f"| hub | {_row(median(hub))} | | |"
    for peer in measured.peers:
        by = ratio(hub, measured.runs[peer])
        yield f"| {peer} | {_row(median(measured.runs[peer]))} | **{by.wall:.2f}** | {by.cpu:.2f} |"


def _others(measured: Measured) -> Iterator[str]:
    yield "| | wall (s) | CPU (s) | memory (MiB) |"
    yield "|---|---:|---:|---:|"
    for name, runs in measured.runs.items():
        if name != "hub" and name not in measured.peers:
            yield f"| {name} | {_row(median(runs))} |"


def _growth(measured: Measured) -> Iterator[str]:
    yield "| records | wall (s) | CPU (s) | memory (MiB) | wall for each (ms) |"
    yield "|---:|---:|---:|---:|---:|"
    for size, runs in sorted((measured.growth | {measured.records: measured.runs["hub"]}).items()):
        found = median(runs)
        yield f"| {size:,} | {_row(found)} | {found.wall / size * 1000:.2f} |"


def _row(run: Run) -> str:
    return f"{run.wall:.2f} | {run.cpu:.2f} | {run.peak:.0f}"


def _target_rows(measured: Measured) -> Iterator[str]:
    yield "| ratio of wall times, where nothing else is said | at most | found | met |"
    yield "|---|---:|---:|---|"
    for one in targets(measured):
        yield f"| {one.name} | {one.limit:.2f} | {one.found:.2f} | {'yes' if one.met else '**no**'} |"


def machine(seed: int) -> Iterator[str]:
    """When, on what machine and with which versions it was measured: a line each."""
    yield f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC, seed {seed}, load average at the end {os.getloadavg()[0]:.1f}"
    yield f"{_processor()}, {len(os.sched_getaffinity(0))} cores, {platform.system()} {platform.release()}"
    yield f"{platform.python_implementation()} {platform.python_version()}"
    yield ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES)
    yield ", ".join(versions())


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
