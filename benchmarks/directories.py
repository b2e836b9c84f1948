"""What a directory of ten thousand records weighs, and how soon it is there: `python -m benchmarks.directories`.

Builds a hub of nearly only cluster organisations, and opens its directory in a browser, as it is and filtered. Writes
`directories.md` here, and fails where a target is missed.
"""

from __future__ import annotations

import argparse
import gzip
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from hubgen.loading import started

from .generate import SEED, Corpus, generate
from .hosting import chromium, served
from .measure import run
from .results import machine

RESULTS = Path(__file__).parent / "directories.md"
MOST_BYTES, MOST_SECONDS = 500_000, 1.0
"""What a directory may weigh, compressed, with all that filters it; and how soon it is open."""
KIND = "clusters"
FILTERED = "?q=packaging&countries=de&sort=title"
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(Path(__file__).parent.parent)}


@dataclass(frozen=True, slots=True)
class Weight:
    """Compressed bytes of the page, of what it fetches to filter and sort, and of the modules that it runs."""

    page: int
    rows: int
    scripts: int

    @property
    def all(self) -> int:
        return self.page + self.rows + self.scripts


def built(folder: Path, records: int) -> Path:
    """The site of a hub of so many records, nearly all of one kind; of few words, for their text is on no directory."""
    corpus: Corpus = generate(folder, records, mix={KIND: 1})
    for path in (corpus.hub / "content" / KIND).iterdir():
        head = path.read_text(encoding="utf-8").split("\n---\n", 1)[0]
        path.write_text(f"{head}\n---\nText.\n", encoding="utf-8")
    run((sys.executable, "-m", "hubgen", "build"), corpus.hub, _ENVIRONMENT)
    return corpus.hub / "site"


def weight(site: Path) -> Weight:
    """What the directory of a built site weighs."""
    page, rows = (len(gzip.compress((site / KIND / name).read_bytes())) for name in ("index.html", "rows.json"))
    return Weight(page, rows, sum(len(gzip.compress(text.encode())) for text in _modules(site)))


def _modules(site: Path) -> list[str]:
    """The modules that a directory runs: those that every page starts, and its own."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in (site / "assets" / "javascripts").glob("*.js")}
    return [texts[name] for name in dict.fromkeys([*started(texts), *started(texts, "directory.js")])]


def seconds(browser: Browser, url: str, shown: str) -> float:
    """How long it takes until something is shown, in a browser that has nothing of the site yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    began = time.perf_counter()
    page.goto(url, wait_until="commit")
    page.locator(shown).first.wait_for()
    taken = time.perf_counter() - began
    context.close()
    return taken


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and writes the results. Returns 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.directories", description=__doc__)
    parser.add_argument("--records", type=int, default=10_000, help="Records of the hub (default: %(default)s).")
    parser.add_argument("--rounds", type=int, default=5, help="How often it is opened (default: %(default)s).")
    parser.add_argument("--folder", type=Path, help="Where the hub is written (default: the system's).")
    parser.add_argument("--output", type=Path, default=RESULTS, help=f"The file of results (default: {RESULTS.name}).")
    given = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="hubgen-directories-", dir=given.folder))
    try:
        site = built(folder, given.records)
        weighs = weight(site)
        with served(site) as root, chromium() as browser:
            rounds = range(given.rounds)
            plain = statistics.median(seconds(browser, f"{root}{KIND}/", ".hub-facet") for _ in rounds)
            filtered = statistics.median(
                seconds(browser, f"{root}{KIND}/{FILTERED}", ".hub-directory__found .hub-row") for _ in rounds
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = as_text(given.records, given.rounds, weighs, plain, filtered)
    print(text, end="")
    given.output.write_text(text, encoding="utf-8")
    return 0 if weighs.all <= MOST_BYTES and plain <= MOST_SECONDS else 1


def as_text(records: int, rounds: int, weighs: Weight, plain: float, filtered: float) -> str:
    """The results for people."""
    return "\n".join(
        [
            "# A long directory",
            "",
            f"{records:,} records, nearly all of one kind. Times are medians of {rounds} openings, each in a browser without a cache,",
            "on the machine that serves them.",
            "",
            "| what | asked | found |",
            "|---|---:|---:|",
            f"| page, its rows and its modules, compressed (bytes) | {MOST_BYTES:,} | {weighs.all:,} |",
            f"| of it the page | | {weighs.page:,} |",
            f"| of it what filters and sorts, fetched when asked for | | {weighs.rows:,} |",
            f"| from the request to the facets (s) | {MOST_SECONDS:.1f} | {plain:.2f} |",
            f"| from the request to filtered and sorted rows (s) | | {filtered:.2f} |",
            "",
            *(f"- {line}" for line in machine(SEED)),
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
