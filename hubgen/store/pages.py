"""Pages of the last build that serve once more: which files were written of each, and what else was made of it.

A page serves where two marks are the same: its own, of the text that only it shows, and the common one, of all that any
page can show of the hub and of what surrounds it. So does what is exported of a kind, by the texts of all its records. The
files are those of the last site, if they are still the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from ..check import Checked
from ..exports import API
from ..pages import Surroundings
from ..parse import Parsed
from ..publish import Staging
from ..search import Findable
from .files import State
from .inputs import Inputs
from .kept import forget, make, whole, written_at_once

FORM = 3
"""The form of what is kept; another is not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What remains to be known of a page that is written."""

    url: str
    modified: str
    key: str = ""
    files: tuple[str, ...] = ()
    row: str = ""
    """A record's line of its kind's table."""
    found: Findable | None = None
    fits: bool = True
    """Whether it is as if it were rendered in full, so far as that was looked at."""


@dataclass(slots=True)
class Pages:
    """Pages that earlier builds into one folder have written, and those of this build."""

    file: Path
    now: Inputs
    digests: Mapping[str, str]
    root: Path
    host: str = ""
    """What has a say in pages beside all that goes in."""
    filling: bool = True
    """Whether pages that are made beside those that serve once more may be filled in."""
    _mark: str = ""
    _own: dict[str, str] = field(default_factory=dict)
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _written: dict[str, Written] = field(default_factory=dict)

    def again(
        self, items: Iterable[str], checked: Checked, surroundings: Surroundings, more: object, staging: Staging
    ) -> dict[str, Written]:
        """The pages among `items` that are as before, their files put into the staging folder. `more` is what all show too."""
        self._own = {one.key: _text_of(one) for one in checked.parsed if one.key in checked.hub.records}
        for kind in checked.hub.kinds:
            texts = [self._own[entry.key] for entry in checked.hub.of_kind(kind.folder)]
            self._own[f"{API}/{kind.folder}"] = blake2b("".join(texts).encode(), digest_size=16).hexdigest()
        self._mark = self._common(checked, surroundings, more)
        self.filling, kept = _read(self.file, self._mark) if staging.again else (True, {})
        wanted = ((item, kept[item]) for item in items if item in kept)
        self._kept = {
            item: one
            for item, one in wanted
            if one.own == self._own.get(item, "") and all(staging.take(*file) for file in one.files)
        }
        return {item: one.written() for item, one in self._kept.items()}

    def keep(self, written: Mapping[str, Written], filling: bool) -> None:
        """Takes down what this build's site has, and whether its pages were filled in."""
        self._written, self.filling = dict(written), filling

    def write(self, site: Mapping[str, State]) -> None:
        """Keeps it for the next build; `site` has the files of the finished site, by path within it."""
        heads: list[list[Any]] = []
        parts: list[bytes | memoryview] = []
        for item, one in self._written.items():
            several = self._kept[item].parts if item in self._kept else _parts(one)
            files = [[path, *_named(site[path])] for path in one.files]
            heads.append([item, self._own.get(item, ""), one.url, one.modified, one.key, files, [*map(len, several)]])
            parts += several
        head = json.dumps({"form": FORM, "mark": self._mark, "filling": self.filling, "pages": heads}).encode()
        with suppress(OSError):
            make(self.file.parent)
            written_at_once(self.file, len(head).to_bytes(8), head, b"".join(parts))
            forget(self.file)

    def _common(self, checked: Checked, surroundings: Surroundings, more: object) -> str:
        """The mark of all that any page can show, but for the text of each record's body, which its own page shows alone."""
        texts = {f"{self.root}/{one.path}": one for one in checked.parsed if one.kind}
        told = blake2b(digest_size=16)
        shown = {one.name: getattr(surroundings, one.name) for one in fields(surroundings) if one.name not in _MADE}
        issues = [(issue.code, issue.path) for issue in checked.report.issues]
        asked = sorted(checked.hub.index.asked.items())
        told.update(repr((self.now.mark, self.host, shown, more, issues, asked)).encode(*_ANY))
        for path in sorted(self.now.files):
            if path not in texts:
                told.update(f"{path}\0{self.digests[path]}\n".encode(*_ANY))
        for path, one in sorted(texts.items()):
            told.update(f"{path}\0{one.document.front}\0".encode(*_ANY))
            if one.body:
                told.update(to_json((one.body.headings, one.body.links)))
        return told.hexdigest()


_MADE = frozenset({"icon", "quality"})
"""What surrounds pages and is no value: what it makes follows from the program, and from what was checked."""
_ANY = ("utf-8", "surrogatepass")


def _text_of(one: Parsed) -> str:
    """What stands for the text of a file's body."""
    return blake2b(one.document.body.encode(*_ANY), digest_size=16).hexdigest()


# --- the file ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Kept:
    """One page in the file. Its parts are taken apart only where they are wanted."""

    own: str
    url: str
    modified: str
    key: str
    files: list[tuple[str, int, int, int]]
    parts: list[memoryview]

    def written(self) -> Written:
        row, found, card = self.parts
        return Written(
            url=self.url,
            modified=self.modified,
            key=self.key,
            files=tuple(path for path, *_ in self.files),
            row=str(row, "utf-8"),
            found=_findable(bytes(found), bytes(card)) if found else None,
        )


def _named(state: State) -> tuple[int, int, int]:
    return state.size, state.modified, state.inode


def _parts(one: Written) -> tuple[bytes, ...]:
    """What is kept of a page beside its files, as bytes."""
    found = one.found
    return (
        one.row.encode(),
        to_json((found.title, found.url, found.kind, found.facets, found.names, found.spelled, found.terms))
        if found
        else b"",
        found.card if found else b"",
    )


def _findable(told: bytes, card: bytes) -> Findable:
    title, url, kind, facets, names, spelled, terms = json.loads(told)
    return Findable(
        title=title,
        url=url,
        kind=kind,
        facets={name: tuple(values) for name, values in facets.items()},
        names=tuple(names),
        spelled=spelled,
        terms=terms,
        card=card,
    )


def _read(file: Path, mark: str) -> tuple[bool, dict[str, _Kept]]:
    """Whether pages may be filled in, and the pages in a file, if it is whole and of the same mark."""
    try:
        _, body = whole(file)
        begin = 8 + int.from_bytes(body[:8])
        told = json.loads(bytes(body[8:begin]))
        if (told["form"], told["mark"]) == (FORM, mark):
            return bool(told["filling"]), dict(_entries(told["pages"], body[begin:]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return True, {}


def _entries(heads: Iterable[Any], blob: memoryview) -> Iterator[tuple[str, _Kept]]:
    at = 0
    for item, own, url, modified, key, files, lengths in heads:
        parts = []
        for length in lengths:
            parts.append(blob[at : at + length])
            at += length
        yield item, _Kept(own, url, modified, key, files, parts)
