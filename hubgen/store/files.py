"""Files on the disk as they are: which there are, and whether one is still as it was. Knows nothing of what is in them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

RACY = 2_000_000_000
"""Nanoseconds in which a file can change twice under one time: some file systems count in steps of two seconds."""


class State(NamedTuple):
    """What a file system tells of a file: bytes, the times at which file and entry last changed, and which file it is."""

    size: int
    modified: int
    changed: int
    inode: int


class Unsure(Exception):
    """What was asked cannot be told from the files alone."""


def states(top: str, hidden: bool = True) -> dict[str, State]:
    """All files below a folder by path; none where there is no folder. `Unsure` where a link lies within.

    Where `hidden` is not wanted, entries of the folder itself that begin with a dot are left out.
    """
    found: dict[str, State] = {}
    try:
        _walk(top, found, (lambda name: True) if hidden else (lambda name: not name.startswith(".")))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise Unsure(f"{error.filename} cannot be read") from None
    return found


def _walk(folder: str, found: dict[str, State], wanted: Callable[[str], bool]) -> None:
    with os.scandir(folder) as entries:
        below = [entry.name for entry in entries if wanted(entry.name) and _is_folder(entry, found)]
    for name in below:
        if name != "__pycache__":
            _walk(f"{folder}/{name}", found, lambda name: True)


def _is_folder(entry: os.DirEntry[str], found: dict[str, State]) -> bool:
    """Whether an entry is a folder; a file is entered."""
    if entry.is_symlink():
        raise Unsure(f"{entry.path} is a link")
    if entry.is_dir():
        return True
    found[entry.path] = _state(entry.stat())
    return False


def _state(told: os.stat_result) -> State:
    return State(told.st_size, told.st_mtime_ns, told.st_ctime_ns, told.st_ino)


def state(file: str, *, plain: bool = False) -> State | None:
    """One file as it is; None where there is none, or where it is to be a `plain` one and is a link or a device."""
    try:
        told = os.lstat(file) if plain else os.stat(file)  # noqa: PTH116 - one of many files: no detour by Path
    except OSError:
        return None
    return _state(told) if not plain or stat.S_ISREG(told.st_mode) else None


def digest(file: str) -> str:
    """What stands for a file's bytes; nothing does where they cannot be read."""
    try:
        with open(file, "rb") as opened:  # noqa: PTH123
            return blake2b(opened.read(), digest_size=16).hexdigest()
    except OSError:
        return ""


def within(folder: Path) -> dict[str, State]:
    """The files of a site by path within it; entries with a dot apart."""
    top = len(str(folder)) + 1
    return {path[top:]: told for path, told in states(str(folder), hidden=False).items()}


def marked(site: dict[str, State]) -> str:
    """What stands for the files of a site: paths, bytes, times and which files they are."""
    found = sorted((path, told.size, told.modified, told.inode) for path, told in site.items())
    return blake2b(repr(found).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def installed(folders: Iterator[str]) -> list[tuple[str, int]]:
    """The packages that are installed, by the names of their descriptions, which hold name and version."""
    found = []
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                found += [
                    (e.path, e.stat().st_mtime_ns)
                    for e in entries
                    if e.name.endswith((".dist-info", ".egg-info", ".pth"))
                ]
        except OSError:
            continue
    return sorted(found)
