"""A file of the cache: text with a checksum, written in one step. Whatever is wrong with it, it is as if it were not there."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

FOLDER = ".hubgen/cache"
"""Where the cache is, below a hub's root."""
MOST = 4
"""Files of one name that are kept: one for each folder that sites go to."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A mapping in a file. Where it cannot be written to, nothing is kept, and nobody is told: it costs time only."""

    file: Path

    def read(self) -> dict[str, Any] | None:
        """What was written; None where that is not there, cut short, or another's."""
        try:
            mark, _, body = self.file.read_bytes().partition(b"\n")
            found = json.loads(body) if mark == checksum(body) else None
        except (OSError, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def write(self, content: dict[str, Any]) -> None:
        """Puts a mapping in the place of what was there."""
        body = json.dumps(content).encode()
        with suppress(OSError):
            make(self.file.parent)
            written_at_once(self.file, checksum(body) + b"\n" + body)
            forget(self.file)

    def clock(self) -> int | None:
        """The time that the file system would give a file written now; None where none can be."""
        probe = self.file.with_name(f".clock-{os.getpid()}")
        try:
            make(probe.parent)
            probe.write_bytes(b"")
            return probe.stat().st_mtime_ns
        except OSError:
            return None
        finally:
            with suppress(OSError):
                probe.unlink()


def place(root: Path, name: str, about: str) -> Path:
    """The file of a hub's cache that is called by a name and by what it is about."""
    mark = blake2b(about.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return root / FOLDER / f"{name}-{mark}"


def written_at_once(file: Path, content: bytes) -> None:
    """Writes a file so that whoever reads it meanwhile sees the old one or the new one."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def make(folder: Path) -> None:
    """Makes the cache, which says itself that no history of the hub is to hold it."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="ascii")


def checksum(body: bytes) -> bytes:
    """What stands before a file's content."""
    return blake2b(body, digest_size=16).hexdigest().encode()


def forget(file: Path) -> None:
    """Deletes files of the same name about something else, but for those used last."""
    name = file.name.partition("-")[0]
    several = sorted(file.parent.glob(f"{name}-*"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for old in several[MOST:]:
        old.unlink()
