"""Measures how long a save takes to be served: `python -m benchmarks.preview`.

A record is saved while its page is open; the time ends when the preview says that the page is another and has served it.
Beside it, the same with Hugo's server, which is asked for the page again and again until it has what was saved. `--quick`
does it with few records and without Hugo: what the tests run, so that the script cannot rot.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from .generate import generate
from .peers import LEAN, installed

PORT = 8719
"""Where Hugo's server listens."""
RESULTS = Path(__file__).parent / "preview.md"
_ROOT = Path(__file__).parent.parent
_VERSION = re.compile(r'name="hubgen-preview" content="([^"]+)"')


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints and writes the results."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.preview", description=__doc__)
    parser.add_argument("--records", type=int, default=5_000, help="Number of records (default: %(default)s).")
    parser.add_argument("--saves", type=int, default=15, help="How often one is saved (default: %(default)s).")
    parser.add_argument("--quick", action="store_true", help="100 records, two saves, nothing written.")
    given = parser.parse_args(arguments)
    records, saves = (100, 2) if given.quick else (given.records, given.saves)
    with tempfile.TemporaryDirectory(prefix="hubgen-bench-") as folder:
        hub = generate(Path(folder), records).hub
        with previewed(hub) as address:
            measured = [saved(hub, address, number) for number in range(saves)]
        hugo = [] if given.quick else beside(Path(folder), saves)
    text = as_text(records, measured, hugo)
    print(text, end="")
    if not given.quick:
        RESULTS.write_text(text, encoding="utf-8")
    return 0


@contextmanager
def previewed(hub: Path) -> Iterator[str]:
    """The address of a preview, as soon as it answers."""
    command = (sys.executable, "-m", "hubgen", "serve", "-a", "127.0.0.1:0")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(_ROOT)}
    with subprocess.Popen(command, cwd=hub, env=environment, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            yield next(line.strip() for line in server.stderr if line.startswith("http://"))
        finally:
            server.terminate()
            server.communicate()


def saved(hub: Path, address: str, number: int) -> float:
    """Seconds from a save of one record until its page is served as it is now."""
    record = sorted((hub / "content" / "clusters").glob("*.md"))[0]
    page = f"{address}clusters/{record.stem}/"
    version = _VERSION.search(_fetched(page))
    assert version
    with _opened(f"{address}_hubgen/events?page=/clusters/{record.stem}/&version={version[1]}") as news:
        # the first news says how things stand
        next(line for line in news if line.startswith(b":"))
        time.sleep(1)
        begun = time.perf_counter()
        with record.open("a", encoding="utf-8") as file:
            file.write(f"\nSaved for the {number}th time.\n")
        next(line for line in news if line.startswith(b"event: reload"))
        assert f"Saved for the {number}th time." in _fetched(page)
        return time.perf_counter() - begun


def beside(folder: Path, saves: int) -> list[float]:
    """The same seconds of Hugo's server, over the same texts."""
    installed()
    LEAN.prepare(folder / "mkdocs", folder / "hugo")
    record = sorted((folder / "hugo" / "content" / "clusters").glob("[!_]*.md"))[0]
    page = f"http://127.0.0.1:{PORT}/clusters/{record.stem}/"
    command = (
        *LEAN.command[:1],
        "server",
        "--renderToMemory",
        "--port",
        str(PORT),
        "--bind",
        "127.0.0.1",
        "-b",
        page[:22],
    )
    with subprocess.Popen(command, cwd=folder / "hugo", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _waited(page, "<main>")
            return [_hugo_saved(record, page, number) for number in range(saves)]
        finally:
            server.terminate()


def _hugo_saved(record: Path, page: str, number: int) -> float:
    time.sleep(1)
    begun = time.perf_counter()
    with record.open("a", encoding="utf-8") as file:
        file.write(f"\nSaved for the {number}th time.\n")
    _waited(page, f"Saved for the {number}th time.")
    return time.perf_counter() - begun


def _waited(page: str, text: str) -> None:
    """Asks for a page until it holds a text."""
    for _ in range(12_000):
        try:
            if text in _fetched(page):
                return
        except OSError:
            pass
        time.sleep(0.01)
    raise TimeoutError(page)


def _opened(address: str) -> Iterator[bytes]:
    return urllib.request.urlopen(address, timeout=60)  # noqa: S310 - the preview's own


def _fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - the preview's own
        return str(answer.read().decode())


def as_text(records: int, measured: Sequence[float], hugo: Sequence[float]) -> str:
    """The results as Markdown."""
    peer = f"\nHugo's server with the same texts: {statistics.median(hugo):.2f} s in the median.\n" if hugo else ""
    return (
        f"# From save to served\n\n{records:,} records, a record with its page open, {len(measured)} saves: "
        f"{statistics.median(measured):.2f} s in the median, {max(measured):.2f} s at most. The target is 0.5 s.\n"
        + peer
    )


if __name__ == "__main__":
    sys.exit(main())
