"""What was measured, as a text for people: tables, targets, versions and machine."""

from __future__ import annotations

import datetime as dt
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from .measure import Run, median, ratio

AGAINST_PEER = 0.25
"""At `TARGET_SIZE` records the hub takes at most this share of the peer's time."""
DOUBLED = 2.2
"""Twice as many records take at most this many times as long."""
TARGET_SIZE = 10_000
_PACKAGES = ("hubgen", "mkdocs", "mkdocs-material", "Markdown", "pyromark", "pydantic", "PyYAML", "Jinja2")


@dataclass(frozen=True, slots=True)
class Size:
    """All runs at one number of records; `hub` and `peer` were made in turn. `indexed` is one run with the search index."""

    records: int
    hub: tuple[Run, ...]
    peer: tuple[Run, ...]
    indexed: Run | None

    @property
    def ratio(self) -> Run:
        """Hub to peer."""
        return ratio(self.hub, self.peer)


@dataclass(frozen=True, slots=True)
class Target:
    """What was aimed at, and what was found."""

    name: str
    found: float
    limit: float

    @property
    def met(self) -> bool:
        return self.found <= self.limit


def targets(sizes: Sequence[Size]) -> Iterator[Target]:
    """The targets that the sizes measured can tell of."""
    by_records = {size.records: size for size in sizes}
    if size := by_records.get(TARGET_SIZE):
        yield Target(f"hub / peer at {TARGET_SIZE:,} records", size.ratio.wall, AGAINST_PEER)
        if double := by_records.get(TARGET_SIZE * 2):
            times = median(double.hub).wall / median(size.hub).wall
            yield Target(f"hub at {TARGET_SIZE * 2:,} / hub at {TARGET_SIZE:,} records", times, DOUBLED)


def as_text(sizes: Sequence[Size], peer: str, seed: int) -> str:
    """The whole report, in Markdown."""
    blocks = [
        "# How fast the hub is built",
        _HOW.format(records=_several(sizes), peer=peer, rounds=len(sizes[0].hub)),
        "\n".join(_times(sizes, peer)),
        *_target_block(sizes),
        "## What was compared",
        _COMPARED.format(peer=peer),
        "## Machine and versions",
        "\n".join(f"- {line}" for line in machine(seed)),
    ]
    return "\n\n".join(blocks) + "\n"


_HOW = """\
Cold builds of the same {records} records, hub and {peer} in turn, rounds: {rounds}. Whole processes; medians. CPU is the
processor time of the process and all it started; memory is that of its largest process. A ratio is the median of the
ratios of the rounds."""
_COMPARED = """\
`python -m benchmarks` writes both projects from one seed (see `generate.py`). The hub does everything that
`hubgen build` does but for the search index: it checks fields and references, links records both ways, writes the page of
each record with its facts and relations, directories and pages of terms, JSON and CSV, redirects and a sitemap. The peer,
{peer}, converts the same texts (front matter is read and not shown) with relative links, no search and a navigation of two
pages; it has no directories, relations, facts or exports. So the peer does less. The index is one run with search on, less
the median without."""


def _several(sizes: Sequence[Size]) -> str:
    return ", ".join(f"{size.records:,}" for size in sizes)


def _times(sizes: Sequence[Size], peer: str) -> Iterator[str]:
    yield f"| records | | wall (s) | CPU (s) | memory (MiB) | wall, hub / {peer} | CPU, hub / {peer} | search index (s) |"
    yield "|---:|---|---:|---:|---:|---:|---:|---:|"
    for size in sizes:
        hub, other, by = median(size.hub), median(size.peer), size.ratio
        index = f"{size.indexed.wall - hub.wall:.1f}" if size.indexed else ""
        yield f"| {size.records:,} | hub | {_row(hub)} | **{by.wall:.2f}** | {by.cpu:.2f} | {index} |"
        yield f"| | {peer} | {_row(other)} | | | |"


def _row(run: Run) -> str:
    return f"{run.wall:.1f} | {run.cpu:.1f} | {run.peak:.0f}"


def _target_block(sizes: Sequence[Size]) -> Iterator[str]:
    rows = [f"| {t.name} | {t.limit:.2f} | {t.found:.2f} | {'yes' if t.met else '**no**'} |" for t in targets(sizes)]
    if rows:
        yield "\n".join(["| target (wall) | at most | found | met |", "|---|---:|---:|---|", *rows])


def machine(seed: int) -> Iterator[str]:
    """When, on what machine and with which versions it was measured: a line each."""
    yield f"{dt.datetime.now(dt.UTC):%Y-%m-%d %H:%M} UTC, seed {seed}, load average at the end {os.getloadavg()[0]:.1f}"
    yield f"{_processor()}, {len(os.sched_getaffinity(0))} cores, {platform.system()} {platform.release()}"
    yield f"{platform.python_implementation()} {platform.python_version()}"
    yield ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
