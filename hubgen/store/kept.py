"""A file of the cache: text with a checksum, written in one step. Whatever is wrong with it, it is as if it were not there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
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
            found = json.loads(body) if mark == _checksum(body) else None
        except (OSError, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def write(self, content: dict[str, Any]) -> None:
        """Puts a mapping in the place of what was there."""
        body = json.dumps(content).encode()
        with suppress(OSError):
            _make(self.file.parent)
            written_at_once(self.file, _checksum(body) + b"\n" + body)
            for old in _older(self.file):
                old.unlink()

    def clock(self) -> int | None:
        """The time that the file system would give a file written now; None where none can be."""
        probe = self.file.with_name(f".clock-{os.getpid()}")
        try:
            _make(probe.parent)
            probe.write_bytes(b"")
            return probe.stat().st_mtime_ns
        except OSError:
            return None
        finally:
            with suppress(OSError):
                probe.unlink()


def kept(root: Path, name: str, *of: str) -> Kept:
    """The file of a hub's cache that is called by a name and by what it is about."""
    about = blake2b("\0".join(of).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
    return Kept(root / FOLDER / f"{name}-{about}.json")


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


def _make(folder: Path) -> None:
    """Makes the cache, which says itself that no history of the hub is to hold it."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="ascii")


def _checksum(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).hexdigest().encode()


def _older(file: Path) -> Iterator[Path]:
    """Files of the same name about something else, but for those used last."""
    name = file.name.partition("-")[0]
    several = sorted(file.parent.glob(f"{name}-*.json"), key=lambda one: one.stat().st_mtime_ns, reverse=True)
    return iter(several[MOST:])
