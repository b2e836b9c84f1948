"""Builds the same records as a hub and with other generators, in turn, and compares: `python -m benchmarks`.

Installs the other generators first. Then, at `--records`: cold builds in turn; the hub again with nothing changed and with
one record changed; the check beside the mere loading of front matter; the search index beside Pagefind's. Then the hub alone
at the sizes of `--growth`. `--quick` does it small and with a stand-in for the others: what the tests run, so that the
harness cannot rot.
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from .generate import SEED, Corpus, hub_config
from .measure import Run, run
from .peers import PAGEFIND, PEERS, STAND_IN, Peer, installed
from .results import Measured, as_text, targets

RESULTS = Path(__file__).parent / "results.md"
WARM = 200
"""Records built first and not counted, so that no measured build pays for compiling modules or a cold disk."""
WEIGHED = 300
"""Pages of records that are weighed."""
_ROOT = Path(__file__).parent.parent
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(_ROOT)}
_HUBGEN = (sys.executable, "-m", "hubgen")
HUB, CHECK = (*_HUBGEN, "build"), (*_HUBGEN, "check")
LOAD = (sys.executable, "-m", "benchmarks.peers", "content")


class TooFewPages(Exception):
    """A build that ended well and did not write a page for each record: its time says nothing."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and writes the results. Returns 1 where a target was missed."""
    given = _arguments().parse_args(arguments)
    records, rounds = (200, 1) if given.quick else (given.records, given.rounds)
    growth = () if given.quick else tuple(int(size) for size in given.growth.split(",") if size)
    peers = (STAND_IN,) if given.quick else tuple(peer for peer in PEERS if not given.only or peer.name in given.only)
    folder = Path(tempfile.mkdtemp(prefix="hubgen-bench-", dir=given.folder))
    try:
        if not given.quick:
            installed()
            compared(folder, WARM, 1, peers, pagefind=False)
        measured = compared(folder, records, rounds, peers, pagefind=not given.quick)
        for size in growth:
            measured.growth[size] = grown(folder, size, rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = as_text(measured, SEED)
    print(text, end="")
    if output := given.output or (None if given.quick else RESULTS):
        output.write_text(text, encoding="utf-8")
    return 0 if all(target.met for target in targets(measured)) else 1


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--records", type=int, default=10_000, help="Records to compare by (default: %(default)s).")
    parser.add_argument("--growth", default="5000,20000,50000", help="Sizes of the hub alone (default: %(default)s).")
    parser.add_argument("--rounds", type=int, default=3, help="How often each is built (default: %(default)s).")
    parser.add_argument("--only", action="append", metavar="PEER", help="A peer to compare with, instead of all.")
    parser.add_argument("--quick", action="store_true", help="200 records, one round, a stand-in for the peers.")
    parser.add_argument("--folder", type=Path, help="Where the projects are written (default: the system's).")
    parser.add_argument(
        "--output", type=Path, help=f"The file of results (default: {RESULTS.name} here, none if quick)."
    )
    return parser


def compared(folder: Path, records: int, rounds: int, peers: Sequence[Peer], *, pagefind: bool) -> Measured:
    """All that is measured at one number of records; what is compared is run in turn."""
    _say(f"{records:,} records: writing the projects")
    corpus = _corpus(folder / str(records), records)
    for peer in peers:
        peer.prepare(corpus.plain, _folder(corpus, peer))
    runs: dict[str, list[Run]] = defaultdict(list)
    weights = 0, 0, 0
    for number in range(1, rounds + 1):
        _say(f"  round {number} of {rounds}")
        _cold(corpus, records, peers, runs)
        _again(corpus, runs, "hub")
        _searched(corpus, runs, pagefind)
        weights = weighed(corpus.hub)
        _clear(corpus.hub)
        for name, command in (("loading front matter", LOAD), ("check", CHECK), ("check again", CHECK)):
            _note(runs, name, run(command, corpus.hub, _ENVIRONMENT))
    shutil.rmtree(folder / str(records))
    return Measured(records=records, peers=tuple(peer.name for peer in peers), runs=dict(runs), weights=weights)


def _cold(corpus: Corpus, records: int, peers: Sequence[Peer], runs: dict[str, list[Run]]) -> None:
    """The hub and each peer, with nothing of an earlier build there."""
    (corpus.hub / "mkdocs.yml").write_text(hub_config(), encoding="utf-8")
    _note(runs, "hub", _built(HUB, corpus.hub, "site", records))
    for peer in peers:
        folder = _folder(corpus, peer)
        _note(runs, peer.name, _built(peer.command, folder, peer.site, records))
        _clear(folder)


def _again(corpus: Corpus, runs: dict[str, list[Run]], name: str) -> None:
    """The hub once more: with nothing changed, and with a sentence more in one record."""
    _note(runs, f"{name}, nothing changed", run(HUB, corpus.hub, _ENVIRONMENT))
    record = sorted((corpus.hub / "content" / "clusters").glob("*.md"))[0]
    with record.open("a", encoding="utf-8") as file:
        file.write("\nOne sentence more.\n")
    _note(runs, f"{name}, one record changed", run(HUB, corpus.hub, _ENVIRONMENT))


def _searched(corpus: Corpus, runs: dict[str, list[Run]], pagefind: bool) -> None:
    """The hub with its search index, and Pagefind over the same pages."""
    _clear(corpus.hub)
    (corpus.hub / "mkdocs.yml").write_text(hub_config(search=True), encoding="utf-8")
    _note(runs, "hub with search", run(HUB, corpus.hub, _ENVIRONMENT))
    _again(corpus, runs, "hub with search")
    if pagefind:
        _note(runs, "Pagefind", run(PAGEFIND, corpus.hub, _ENVIRONMENT))
        shutil.rmtree(corpus.hub / "site" / "pagefind", ignore_errors=True)


def grown(folder: Path, records: int, rounds: int) -> list[Run]:
    """Cold builds of the hub alone."""
    _say(f"{records:,} records: the hub alone")
    corpus = _corpus(folder / str(records), records)
    shutil.rmtree(corpus.plain)
    found = []
    for _ in range(rounds):
        found.append(_built(HUB, corpus.hub, "site", records))
        _clear(corpus.hub)
        _say(f"  {found[-1].wall:.1f} s")
    shutil.rmtree(folder / str(records))
    return found


def weighed(hub: Path) -> tuple[int, int, int]:
    """Bytes of records' pages, compressed: the median, the largest, and what is the same on every page."""
    pages = sorted(path for path in (hub / "site" / "clusters").glob("*/index.html"))[:WEIGHED]
    if not pages:
        return 0, 0, 0
    sizes = sorted(len(gzip.compress(path.read_bytes(), 9)) for path in pages)
    shell = re.sub(rb"<main.*</main>", b"", pages[0].read_bytes(), flags=re.DOTALL)
    return sizes[len(sizes) // 2], sizes[-1], len(gzip.compress(shell, 9))


def _corpus(folder: Path, records: int) -> Corpus:
    """Written by a process of its own: see `run` for why this one must stay small."""
    run((sys.executable, "-m", "benchmarks.generate", str(folder), str(records)), _ROOT, _ENVIRONMENT)
    return Corpus(hub=folder / "hub", plain=folder / "mkdocs")


def _folder(corpus: Corpus, peer: Peer) -> Path:
    return corpus.hub.parent / re.sub(r"\W+", "-", f"peer {peer.name}".lower())


def _built(command: Sequence[str], folder: Path, site: str, records: int) -> Run:
    """One cold build."""
    _clear(folder)
    found = run(command, folder, _ENVIRONMENT)
    pages = sum(1 for _ in (folder / site).rglob("index.html"))
    if pages < records:
        raise TooFewPages(f"{' '.join(command)} wrote {pages:,} pages for {records:,} records in {folder}")
    return found


def _clear(folder: Path) -> None:
    for left in ("site", ".hubgen", ".cache", "resources", "public"):
        shutil.rmtree(folder / left, ignore_errors=True)


def _note(runs: dict[str, list[Run]], name: str, found: Run) -> None:
    runs[name].append(found)
    _say(f"    {name}: {found.wall:.2f} s")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
