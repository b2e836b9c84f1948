"""The texts of the plain project that `generate.py` writes, as other generators are to have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .records import MIX

_FRONT = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)
_LINK = re.compile(r"\]\((?:\.\./)?((?:[a-z-]+/)?)([a-z0-9-]+)\.md\)")


def texts(plain: Path) -> Iterator[tuple[str, str, str, str]]:
    """Folder, name, front matter and text of each record of the plain project."""
    for kind in MIX:
        for path in sorted((plain / "docs" / kind).iterdir()):
            whole = path.read_text(encoding="utf-8")
            found = _FRONT.match(whole)
            assert found
            yield kind, path.stem, found[1], whole[found.end() :]


def below(front: str, key: str) -> str:
    """Front matter with everything but title and summary below one key: names such as `aliases` mean something to peers."""
    kept: list[str] = []
    moved: list[str] = []
    target = kept
    for line in front.splitlines(keepends=True):
        if found := _KEY.match(line):
            target = kept if found[1] in {"title", "summary"} else moved
        target.append(line)
    return "".join(kept) + f"{key}:\n" + "".join(f"  {line}" for line in moved)


def picked(front: str, keys: frozenset[str]) -> str:
    """The lines of some keys of front matter."""
    taken: list[str] = []
    wanted = False
    for line in front.splitlines(keepends=True):
        if found := _KEY.match(line):
            wanted = found[1] in keys
        if wanted:
            taken.append(line)
    return "".join(taken)


def addressed(text: str, folder: str) -> str:
    """A text whose links lead to addresses: `../roadmapping/`, for generators that take links as they are."""
    return _LINK.sub(lambda found: f"](/{found[1] or folder + '/'}{found[2]}/)", text)


def write(path: Path, text: str) -> None:
    """Writes a file of a peer's project."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
