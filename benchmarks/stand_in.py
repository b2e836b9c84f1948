"""The least that can be called a site generator: the peer in tests, where the true one would take too long.

    python -m benchmarks.stand_in FOLDER

wraps each text of a plain project in a page, unconverted.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path


def build(folder: Path) -> None:
    """Writes `site/…/index.html` for each text in `docs/`."""
    docs = folder / "docs"
    for path in sorted(docs.rglob("*.md")):
        inside = path.relative_to(docs).with_suffix("")
        page = folder / "site" / (inside if inside.name != "index" else inside.parent) / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f"<!doctype html><pre>{escape(path.read_text(encoding='utf-8'))}</pre>\n", encoding="utf-8")


if __name__ == "__main__":
    build(Path(sys.argv[1]))
