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
SUM = 32
"""Bytes of a checksum."""
MOST = 4
"""Files of one name that are kept: one for each folder that sites go to."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A mapping in a file. Where it cannot be written to, nothing is kept, and nobody is told: it costs time only."""

    file: Path

    def read(self) -> dict[str, Any] | None:
        """What was written; None where that is not there, cut short, or another's."""
        try:
            found = json.loads(bytes(whole(self.file)[1]))
        except (OSError, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def write(self, content: dict[str, Any]) -> None:
        """Puts a mapping in the place of what was there."""
        body = json.dumps(content).encode()
        with suppress(OSError):
            make(self.file.parent)
            written_at_once(self.file, body)
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


def whole(file: Path) -> tuple[bytes, memoryview]:
    """A file's checksum and what was written. `ValueError` where it is cut short or another's; `OSError` where nothing is there."""
    content = memoryview(file.read_bytes())
    sum_, body = content[:SUM].tobytes(), content[SUM:]
    if sum_ != checksum(body):
        raise ValueError(f"{file} is not whole")
    return sum_, body


def written_at_once(file: Path, *content: bytes) -> bytes:
    """Writes a file so that whoever reads it meanwhile sees the old one or the new one; returns its checksum."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with part.open("wb") as written:
            sum_ = checksum(*content)
            written.writelines((sum_, *content))
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    return sum_


def make(folder: Path) -> None:
    """Makes the cache, which says itself that no history of the hub is to hold it."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="ascii")


def checksum(*content: bytes | memoryview) -> bytes:
    """What stands before a file's content."""
    sum_ = blake2b(digest_size=SUM)
    for part in content:
        sum_.update(part)
    return sum_.digest()


def forget(file: Path) -> None:
    """Deletes files of the same name about something else, but for those used last."""
    name = file.name.partition("-")[0]
    several = sorted(file.parent.glob(f"{name}-*"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    for old in several[MOST:]:
        old.unlink()
