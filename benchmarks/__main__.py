"""Builds the same records as a hub and with plain MkDocs + Material, in turn, and compares: `python -m benchmarks`.

`--quick` does it small and with a stand-in for MkDocs: what the tests run, so that the harness cannot rot.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .generate import SEED, Corpus, hub_config
from .measure import Run, run
from .results import Size, as_text, targets

RESULTS = Path(__file__).parent / "results.md"
WARM = 200
"""Records built first and not counted, so that no measured build pays for compiling modules or a cold disk."""
_ROOT = Path(__file__).parent.parent
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(_ROOT)}


class TooFewPages(Exception):
    """A build that ended well and did not write a page for each record: its time says nothing."""


@dataclass(frozen=True, slots=True)
class Peer:
    """What the hub is compared with."""

    name: str
    command: tuple[str, ...]


HUB = (sys.executable, "-m", "hubgen", "build")
MKDOCS = Peer("MkDocs + Material", (sys.executable, "-m", "mkdocs", "build", "-q"))
STAND_IN = Peer("stand-in", (sys.executable, "-m", "benchmarks.stand_in", "."))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and writes the results. Returns 1 where a target was missed."""
    given = _arguments().parse_args(arguments)
    sizes = (200,) if given.quick else tuple(int(size) for size in given.sizes.split(","))
    peer = STAND_IN if given.quick else MKDOCS
    folder = Path(tempfile.mkdtemp(prefix="hubgen-bench-", dir=given.folder))
    try:
        if not given.quick:
            measure(folder, WARM, 1, peer)
        measured = [measure(folder, size, 1 if given.quick else given.rounds, peer) for size in sizes]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = as_text(measured, peer.name, SEED)
    print(text, end="")
    if output := given.output or (None if given.quick else RESULTS):
        output.write_text(text, encoding="utf-8")
    return 0 if all(target.met for target in targets(measured)) else 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,20000", help="Numbers of records (default: %(default)s).")
    parser.add_argument("--rounds", type=int, default=3, help="How often each is built (default: %(default)s).")
    parser.add_argument("--quick", action="store_true", help="200 records, one round, a stand-in for MkDocs.")
    parser.add_argument("--folder", type=Path, help="Where the projects are written (default: the system's).")
    parser.add_argument(
        "--output", type=Path, help=f"The file of results (default: {RESULTS.name} here, none if quick)."
    )
    return parser


def measure(folder: Path, records: int, rounds: int, peer: Peer) -> Size:
    """Builds a hub of so many records and its plain twin in turn, and the hub once more with its search index."""
    _say(f"{records:,} records: writing both projects")
    corpus = _corpus(folder / str(records), records)
    hub, other = [], []
    for number in range(1, rounds + 1):
        hub.append(_built(HUB, corpus.hub, records))
        other.append(_built(peer.command, corpus.plain, records))
        _say(f"  round {number} of {rounds}: hub {hub[-1].wall:.1f} s, {peer.name} {other[-1].wall:.1f} s")
    (corpus.hub / "mkdocs.yml").write_text(hub_config(search=True), encoding="utf-8")
    indexed = _built(HUB, corpus.hub, records)
    _say(f"  with the search index: hub {indexed.wall:.1f} s")
    shutil.rmtree(folder / str(records))
    return Size(records, tuple(hub), tuple(other), indexed)


def _corpus(folder: Path, records: int) -> Corpus:
    """Written by a process of its own: see `run` for why this one must stay small."""
    run((sys.executable, "-m", "benchmarks.generate", str(folder), str(records)), _ROOT, _ENVIRONMENT)
    return Corpus(hub=folder / "hub", plain=folder / "mkdocs")


def _built(command: Sequence[str], folder: Path, records: int) -> Run:
    """One cold build: nothing of an earlier one is there, and nothing of it is left."""
    found = run(command, folder, _ENVIRONMENT)
    pages = sum(1 for _ in (folder / "site").rglob("index.html"))
    if pages < records:
        raise TooFewPages(f"{' '.join(command)} wrote {pages:,} pages for {records:,} records in {folder}")
    for left in ("site", ".hubgen"):
        shutil.rmtree(folder / left, ignore_errors=True)
    return found


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
