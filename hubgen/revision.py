"""A revision of a git repository as a source: the hub's files as they were committed, without a checkout."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, normpath

from .publish import Refused
from .source import MAX_FILE, Unreadable, is_asset, is_source, too_large

_LINK, _MODULE = "120000", "160000"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Blob:
    mode: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The files of one commit below the hub's folder of records; paths are relative to the hub's root."""

    commit: str
    content: str
    _blobs: Mapping[str, _Blob]
    _bytes: Mapping[str, bytes]

    def paths(self) -> Iterator[str]:
        """All paths of records, pages and vocabularies, sorted."""
        return iter(sorted(path for path in self._blobs if is_source(path, self.content)))

    def has(self, path: str) -> bool:
        """Whether a path is a file."""
        return path in self._blobs

    def assets(self) -> list[str]:
        """Pictures and documents, which are published beside the pages."""
        return sorted(path for path in self._blobs if is_asset(path))

    def read(self, path: str) -> bytes:
        """The bytes of one file; of a link, those of the file it leads to."""
        blob = self._blobs.get(path)
        for _ in range(10):
            if blob and blob.mode == _LINK:
                path = normpath(f"{dirname(path)}/{self._bytes[blob.name].decode('utf-8', 'replace')}")
                if not path.startswith(f"{self.content}/"):
                    raise Unreadable(
                        "HG114", f"this is a link that leads out of {self.content}/.", "put the file itself there"
                    )
                blob = self._blobs.get(path)
        if blob is None or blob.mode in (_MODULE, _LINK):
            raise Unreadable("HG119", "the file cannot be read: it is not in the commit.", "commit it")
        if blob.size > MAX_FILE:
            raise too_large(blob.size)
        return self._bytes[blob.name]


def at(root: Path, revision: str, content: str) -> Revision:
    """The revision that git knows by a name. `Refused` where there is no git, no repository or no such commit."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise Refused(f'git knows no commit "{revision}" here')
    prefix = (_git(root, "rev-parse", "--show-prefix") or b"").decode().strip()
    listed = _git(root, "ls-tree", "-r", "-z", "--long", "--full-tree", commit.decode().strip(), "--", prefix + content)
    blobs = dict(_entries(listed or b"", prefix))
    wanted = {
        b.name for path, b in blobs.items() if is_source(path, content) and b.size <= MAX_FILE and b.mode != _MODULE
    }
    # what a link leads to is read as well
    wanted |= {b.name for path, b in blobs.items() if path.endswith(".md") and b.mode != _MODULE and b.size <= MAX_FILE}
    return Revision(
        commit=commit.decode().strip(), content=content, _blobs=blobs, _bytes=_contents(root, sorted(wanted))
    )


def _entries(listed: bytes, prefix: str) -> Iterator[tuple[str, _Blob]]:
    for entry in listed.split(b"\0"):
        about, tab, path = entry.partition(b"\t")
        if tab:
            mode, _, name, size = about.decode().split()
            found = path.decode("utf-8", "surrogateescape").removeprefix(prefix)
            yield found, _Blob(mode=mode, name=name, size=int(size) if size.isdigit() else 0)


def _contents(root: Path, names: list[str]) -> dict[str, bytes]:
    """The contents of many blobs, asked for in one go."""
    if not names:
        return {}
    said = _git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode()) or b""
    found, at = {}, 0
    for name in names:
        end = said.index(b"\n", at)
        head = said[at:end].split()
        if len(head) != 3:
            raise Refused(f"git has no content for {name}: the repository is not whole")
        size = int(head[2])
        found[name] = said[end + 1 : end + 1 + size]
        at = end + size + 2
    return found


def _git(root: Path, *arguments: str, given: bytes | None = None) -> bytes | None:
    """What git says; None where it finds nothing."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; names of revisions stand behind --end-of-options
            ["git", "-C", str(root), *arguments],  # noqa: S607 - git is where the person has it
            input=given,
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise Refused("git is not installed, and revisions are its to know") from None
    if done.returncode and done.stderr:
        raise Refused(f"git: {done.stderr.decode('utf-8', 'replace').strip()}")
    return None if done.returncode else done.stdout
