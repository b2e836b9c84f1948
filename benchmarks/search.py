"""The search of a large hub in a browser: `python -m benchmarks.search`.

Builds a generated hub with and without its index, in turn, and asks it words: what the first question of a visitor fetches,
and how long it takes from the last key to the results. Writes `search.md` here, and fails where a target is missed.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Request

from .generate import SEED, hub_config
from .hosting import chromium, served
from .measure import Run, median, run
from .results import machine

RESULTS = Path(__file__).parent / "search.md"
FIRST_BYTES, MEDIAN_MS = 400_000, 150
"""What the first question fetches at most, and how long results take from the last key, in the middle of all questions."""
KEY = 70
"""Milliseconds from key to key: somebody who types well."""
QUESTIONS = (
    "food", "cluster", "packaging", "smart packaging", "food cluster oslo", "vienna", "aarhus aerospace", "prototype", "innovation voucher",
    "speed dating", "roadmapping", "the next steps", "confidential description", "round table", "moderator", "letter of intent", "dresd",
    "photonics graz", "a", "intellectual property", "vouchr", "smrat packging",
)  # fmt: skip
"""Names, usual words that nearly every page has, rare ones, beginnings of words, and mistakes."""
_HUB = (sys.executable, "-m", "hubgen", "build")
_ROOT = Path(__file__).parent.parent
_ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(_ROOT)}
_ASK = """async (words) => {
  const dialog = document.querySelector("dialog.hub-search");
  const status = dialog.querySelector("[role=status]");
  const shown = () => status.textContent.includes(`“${words}”`) && !status.textContent.startsWith("Searching");
  let last = 0;
  dialog.querySelector("input").addEventListener("input", () => { last = performance.now(); });
  await new Promise((done) => {
    const look = () => dialog.querySelector("input").value === words && shown() && (observer.disconnect(), done());
    const observer = new MutationObserver(look);
    observer.observe(dialog, { childList: true, subtree: true, characterData: true });
    look();
  });
  return performance.now() - last;
}"""
"""Waits for the results of words that are being typed, and gives the milliseconds since the last key."""
_TICK = """(value) => {
  const count = [...document.querySelectorAll(".hub-facet__values input")].find((box) => box.value === value);
  const found = document.querySelector(".hub-found");
  return new Promise((done) => {
    const began = performance.now();
    new MutationObserver((_, observer) => { observer.disconnect(); done(performance.now() - began); }).observe(found, { childList: true });
    count.click();
  });
}"""
"""Ticks a value, and gives the milliseconds until what it leaves is there."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a question fetched: bytes on the way, compressed where a host does that; bytes of the files; and how many."""

    sent: int
    files: int
    requests: int


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: what it fetches where it is the first, and milliseconds from the last key as the first and as a later one."""

    words: str
    first: Fetched
    first_ms: float
    later_ms: float


@dataclass(frozen=True, slots=True)
class Measured:
    """All that is measured at one size."""

    records: int
    plain: tuple[Run, ...]
    indexed: tuple[Run, ...]
    files: int
    size: int
    largest: int
    asked: tuple[Asked, ...]
    page: Fetched
    ticks: tuple[float, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and writes the results. Returns 1 where a target was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--records", type=int, default=10_000, help="Records of the hub (default: %(default)s).")
    parser.add_argument("--rounds", type=int, default=3, help="How often it is built (default: %(default)s).")
    parser.add_argument("--folder", type=Path, help="Where the hub is written (default: the system's).")
    parser.add_argument("--output", type=Path, default=RESULTS, help=f"The file of results (default: {RESULTS.name}).")
    parser.add_argument("--quick", action="store_true", help="200 records, one round, three questions: does it run?")
    given = parser.parse_args(arguments)
    if given.quick:
        given.records, given.rounds = 200, 1
    folder = Path(tempfile.mkdtemp(prefix="hubgen-search-", dir=given.folder))
    try:
        measured = measure(folder, given.records, given.rounds, QUESTIONS[-3:] if given.quick else QUESTIONS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    text = as_text(measured)
    print(text, end="")
    given.output.write_text(text, encoding="utf-8")
    return 0 if most_sent(measured) <= FIRST_BYTES and middle(measured) <= MEDIAN_MS else 1


def measure(folder: Path, records: int, rounds: int, questions: Sequence[str]) -> Measured:
    """Builds a hub of so many records and asks it the questions."""
    run((sys.executable, "-m", "benchmarks.generate", str(folder), str(records)), _ROOT, _ENVIRONMENT)
    hub = folder / "hub"
    plain, indexed = [], []
    for number in range(1, rounds + 1):
        plain.append(_built(hub, search=False))
        indexed.append(_built(hub, search=True))
        print(f"round {number}: {plain[-1].wall:.1f} s, with the index {indexed[-1].wall:.1f} s", file=sys.stderr)
    sizes = [path.stat().st_size for path in (hub / "site/search").rglob("*.*") if path.suffix in {".bin", ".json"}]
    with served(hub / "site") as root, chromium() as browser:
        asked = tuple(_question(browser, root, words) for words in questions)
        later = _later(browser, root, questions)
        page, ticks = _page(browser, root)
    return Measured(
        records=records,
        plain=tuple(plain),
        indexed=tuple(indexed),
        files=len(sizes),
        size=sum(sizes),
        largest=max(sizes),
        asked=tuple(Asked(one.words, one.first, one.first_ms, later[one.words]) for one in asked),
        page=page,
        ticks=ticks,
    )


def _built(hub: Path, *, search: bool) -> Run:
    shutil.rmtree(hub / "site", ignore_errors=True)
    (hub / "mkdocs.yml").write_text(hub_config(search=search), encoding="utf-8")
    return run(_HUB, hub, _ENVIRONMENT)


# --- asking -----------------------------------------------------------------------------------------------------------


def _question(browser: Browser, root: str, words: str) -> Asked:
    """A visitor's first question on a page that is there, in a browser that knows nothing yet."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{root}about/", wait_until="networkidle")
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.keyboard.press("Control+k")
    taken = _type(page, words)
    page.wait_for_load_state("networkidle")
    fetched = _fetched(requests)
    context.close()
    return Asked(words, fetched, taken, 0)


def _later(browser: Browser, root: str, questions: Sequence[str]) -> dict[str, float]:
    """Questions one after the other, in a dialog that has been used."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{root}about/", wait_until="networkidle")
    page.keyboard.press("Control+k")
    _type(page, "hub")
    found = {}
    for words in questions:
        page.locator("dialog.hub-search input").select_text()
        found[words] = _type(page, words)
    context.close()
    return found


def _type(page: Page, words: str) -> float:
    """Types words and waits for what they find. Milliseconds from the last key."""
    page.wait_for_selector("dialog.hub-search[open]")
    waiting = page.evaluate_handle(f"(words) => {{ const taken = ({_ASK})(words); return {{ taken }}; }}", words)
    page.keyboard.type(words, delay=KEY)
    return float(page.evaluate("(waiting) => waiting.taken", waiting))


def _page(browser: Browser, root: str) -> tuple[Fetched, tuple[float, ...]]:
    """The search page opened with words, beside what any page fetches; and a value of a facet ticked, and others."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{root}about/", wait_until="networkidle")
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto(f"{root}search/?q=food", wait_until="networkidle")
    page.wait_for_selector(".hub-search-page .hub-row")
    fetched = _fetched(one for one in requests if "/search/" in one.url or one.url.endswith(".js"))
    ticks = tuple(float(page.evaluate(_TICK, value)) for value in ("clusters", "de", "at", "partnerships", "cases"))
    context.close()
    return fetched, ticks


def _fetched(requests: Iterable[Request]) -> Fetched:
    sent = files = count = 0
    for request in requests:
        answer = request.response()
        sizes = request.sizes()
        sent += sizes["responseBodySize"] + sizes["responseHeadersSize"]
        files += len(answer.body()) if answer else 0
        count += 1
    return Fetched(sent, files, count)


# --- telling ----------------------------------------------------------------------------------------------------------


def most_sent(measured: Measured) -> int:
    """The bytes of the first question that fetches most, as files: a host may compress nothing."""
    return max(one.first.files for one in measured.asked)


def middle(measured: Measured) -> float:
    """The median of milliseconds from the last key to results, of all questions, first and later."""
    return statistics.median(ms for one in measured.asked for ms in (one.first_ms, one.later_ms))


def as_text(measured: Measured) -> str:
    """The whole report, in Markdown."""
    plain, indexed = median(measured.plain), median(measured.indexed)
    wall = statistics.median(b.wall - a.wall for a, b in zip(measured.plain, measured.indexed, strict=True))
    cpu = statistics.median(b.cpu - a.cpu for a, b in zip(measured.plain, measured.indexed, strict=True))
    sent, files, took = most_sent(measured), measured.page, middle(measured)
    later = statistics.median(one.later_ms for one in measured.asked)
    rows = [
        f"| {one.words} | {one.first.files / 1000:.0f} | {one.first.sent / 1000:.0f} | {one.first.requests} | {one.first_ms:.0f} | {one.later_ms:.0f} |"
        for one in measured.asked
    ]
    return "\n".join(
        [
            "# How fast the search is",
            "",
            f"A generated hub of {measured.records:,} records, asked in Chromium on the machine that serves it. Written by `python -m benchmarks.search`.",
            "",
            "| target | at most | found | met |",
            "|---|---:|---:|---|",
            f"| first question that fetches most (kB, files) | {FIRST_BYTES / 1000:.0f} | {sent / 1000:.0f} | {'yes' if sent <= FIRST_BYTES else '**no**'} |",
            f"| last key to results, median (ms) | {MEDIAN_MS} | {took:.0f} | {'yes' if took <= MEDIAN_MS else '**no**'} |",
            "",
            f"The index: {measured.files:,} files, {measured.size / 1e6:.1f} MB, the largest {measured.largest / 1000:.0f} kB. Building it:",
            "",
            "| | wall (s) | CPU (s) | memory (MiB) |",
            "|---|---:|---:|---:|",
            f"| build without | {plain.wall:.1f} | {plain.cpu:.1f} | {plain.peak:.0f} |",
            f"| build with | {indexed.wall:.1f} | {indexed.cpu:.1f} | {indexed.peak:.0f} |",
            f"| the index, median of the pairs | {wall:.1f} | {cpu:.1f} | |",
            "",
            "## Questions",
            "",
            f"First: in a browser that knows nothing yet, on a page that is there, from the key that opens the dialog: its scripts, the index, and eight results. Sent is what a host sends that compresses text. Later: one after the other in a dialog in use; median {later:.0f} ms. Typed with {KEY} ms from key to key; milliseconds from the last key, of which the dialog waits 40.",
            "",
            "| words | first (kB, files) | sent (kB) | requests | first (ms) | later (ms) |",
            "|---|---:|---:|---:|---:|---:|",
            *rows,
            "",
            f"The search page with words: {files.files / 1000:.0f} kB of scripts, index and results ({files.sent / 1000:.0f} kB sent) in {files.requests} requests; a value ticked shows what it leaves after {statistics.median(measured.ticks):.0f} ms (median of {len(measured.ticks)}).",
            "",
            "## Machine and versions",
            "",
            *(f"- {line}" for line in machine(SEED)),
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
