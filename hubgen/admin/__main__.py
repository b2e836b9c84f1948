"""`python -m hubgen.admin` in a hub: brings what the page /admin/ needs of other people's work."""

from __future__ import annotations

import sys
from pathlib import Path

from ..configuration import NotAHub
from ..publish import Refused
from ..settings import find
from .bringing import bring, brought


def _there(root: Path) -> list[Path]:
    try:
        return brought(root)
    except Refused:
        return bring(root)


def main() -> int:
    """Brings it, where it is not there yet, and says how much; 2, with what to do, where that cannot be."""
    try:
        files = _there(find(Path.cwd()))
    except (NotAHub, Refused) as fault:
        print(f"hubgen.admin: {fault}", file=sys.stderr)
        return 2
    size = sum(file.stat().st_size for file in files)
    print(f"{len(files)} files, {size / 1e6:.1f} MB, in {files[0].parent}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
