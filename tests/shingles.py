"""Runs of ten words, as hashes: what the content must not share with the report, which is not in this repository.

`python -m tests.shingles report.txt` writes `report-shingles.bin` anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

FILE = Path(__file__).parent / "report-shingles.bin"
LENGTH = 10
SIZE = 8
"""Bytes of one hash."""


def words(text: str) -> list[str]:
    """A text's words in lower case; marks, hyphens and line ends only part them."""
    return re.findall(r"[^\W_]+", text.lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """All runs of ten words, each beginning one word later."""
    found = words(text)
    return (tuple(found[n : n + LENGTH]) for n in range(len(found) - LENGTH + 1))


def digest(run: tuple[str, ...]) -> bytes:
    return blake2b(" ".join(run).encode(), digest_size=SIZE).digest()


def known() -> frozenset[bytes]:
    """The hashes of all runs of the report."""
    content = FILE.read_bytes()
    return frozenset(content[n : n + SIZE] for n in range(0, len(content), SIZE))


if __name__ == "__main__":
    report = Path(sys.argv[1]).read_text(encoding="utf-8")
    FILE.write_bytes(b"".join(sorted({digest(run) for run in runs(report)})))
