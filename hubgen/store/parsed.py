"""Files as they were parsed by earlier checks, on the disk: a check reads only those that have changed since.

Parts of it are pickled, for nothing else is read as fast; only values of the hub's own types are ever made of them.
"""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import is_dataclass
from datetime import date
from functools import partial
from hashlib import blake2b
from importlib import import_module
from typing import Any

from pydantic import BaseModel

from ..check import Checked, again, check, clock
from ..hub import Hub
from ..index import Index
from ..issues import Report
from ..kinds import Record
from ..parallel import Beside, Forked, at_once, check_hub, each, spread, uncollected
from ..parse import Parsed
from ..profiling import Watch
from ..settings import Settings
from ..source import Disk, same_but_for_case
from .files import RACY, State, state
from .inputs import program
from .kept import FOLDER, Kept, make, whole, written_at_once

FEW = 400
"""Files that are parsed as fast as they are read from the store."""
PARTS = 32
"""Files of the store: of which only those are written again that hold what has changed."""

_PART = "parsed-"

Entry = tuple[State | None, Parsed]


def check_kept(
    settings: Settings, executor: Executor | None = None, watch: Watch | None = None, beside: Beside = at_once
) -> Checked:
    """Checks a hub on the disk as `check_hub` does, by what was kept of earlier checks, and keeps it for later ones.

    It may be kept `beside` what follows.
    """
    watch = watch or Watch()
    disk = Disk(settings.root, settings.content)
    if len(paths := list(disk.paths())) < FEW:
        return check_hub(settings, executor, watch=watch)
    watch.begins("what earlier checks left")
    with uncollected():
        return _kept(Store(settings, disk, paths), executor, watch, beside)


def report_kept(settings: Settings) -> Report:
    """What a check has to say of a hub on the disk; where nothing has changed since the last one, what that had to say."""
    disk = Disk(settings.root, settings.content)
    if len(paths := list(disk.paths())) < FEW:
        return check_hub(settings).report
    with uncollected():
        store = Store(settings, disk, paths)
        return store.report() or _kept(store, None, Watch(), at_once).report


def _kept(store: Store, executor: Executor | None, watch: Watch, beside: Beside) -> Checked:
    before = store.read()
    twins = same_but_for_case(store.states)
    same = {
        path: one
        for path, (told, one) in before.items()
        if told and told == store.states.get(path) and path not in twins and not one.document.broken
    }
    checked = _checked(store, before, same, executor, watch)
    watch.begins("keep what was parsed for the next check")
    beside(partial(store.write, checked, before))
    return checked


def _checked(
    store: Store, before: Mapping[str, Entry], same: Mapping[str, Parsed], executor: Executor | None, watch: Watch
) -> Checked:
    settings, disk = store.settings, store.disk
    linked = store.linked(before)
    if linked and len(before) - len(same) < FEW:
        watch.begins("read what has changed, link and check the whole")
        return again(
            linked,
            disk,
            before.keys() - same.keys(),
            content=settings.content,
            exists=disk.has,
            also=settings.issues,
        )
    return check(
        disk,
        settings.kinds,
        content=settings.content,
        exists=disk.has,
        mapped=each(executor or Forked(settings.options.workers), watch.around(spread, "reading")),
        also=settings.issues,
        known=same,
        begins=watch.begins,
    )


# --- the store --------------------------------------------------------------------------------------------------------


class Store:
    """The files of the store. One that is broken, or of another version of anything, is as if it were not there.

    `paths` are the files of the hub; how they are is looked at now, before they are read: what is saved in the meantime is
    seen the next time.
    """

    def __init__(self, settings: Settings, disk: Disk, paths: Iterable[str]) -> None:
        self.settings, self.disk = settings, disk
        self.states = {path: state(f"{settings.root}/{path}", plain=True) for path in paths}
        """Files as they are; None for what is no plain file, of which more than its state has a say."""
        self._folder = settings.root / FOLDER
        self._mark = program(settings)
        self._sums: dict[str, str] = {}
        self._clock = Kept(self._folder / "parsed").clock()

    def read(self) -> dict[str, Entry]:
        """All files that were parsed, by path."""
        found: dict[str, Entry] = {}
        for part in range(PARTS):
            found |= self._read(f"{_PART}{part:02}") or {}
        return found

    def linked(self, before: Mapping[str, Entry]) -> Checked | None:
        """What was linked, if it was of just these parsed files and on this day."""
        read = self._read("linked") or {}
        if not before or (read.get("sums"), read.get("today")) != (self._sums, clock()):
            return None
        kinds = self.settings.kinds
        index = Index(kinds=kinds, vocabularies=frozenset(), ties=read["ties"], asked=read["asked"])
        hub = Hub(
            kinds=kinds,
            records={},
            vocabularies={},
            terms={},
            out={},
            into={},
            redirects={},
            index=index,
            today=read["today"],
        )
        parsed = tuple(one for _, one in before.values())
        return Checked(hub=hub, parsed=parsed, report=Report(issues=(), records=0))

    def report(self) -> Report | None:
        """What the last check had to say, if all that it looked at is as it was."""
        read = self._read("report") or {}
        if not read or read["seen"] != self._seen() or read["today"] != clock():
            return None
        report: Report = read["report"]
        return report if all(self.disk.has(path) == was for path, was in read["asked"].items()) else None

    def _seen(self) -> str:
        """What stands for files as they are; nothing does where one could change without its state telling."""
        if self._clock is None or not all(_sure(told, self._clock - RACY) for told in self.states.values()):
            return ""
        told = (self.settings.issues, sorted(self.states.items()))
        return blake2b(repr(told).encode("utf-8", "surrogatepass")).hexdigest()

    def write(self, checked: Checked, before: Mapping[str, Entry]) -> None:
        """Keeps what was parsed, and what was linked; the parts in which nothing has changed stay as they are."""
        if self._clock is None:
            return
        settled = self._clock - RACY
        sums = dict(self._sums)
        with suppress(OSError):
            make(self._folder)
            now = {one.path: (_sure(self.states.get(one.path), settled), one) for one in checked.parsed}
            had = _parted(before)
            for part, entries in _parted(now).items():
                if not _as_before(entries, had[part]):
                    self._write(f"{_PART}{part:02}", entries)
            if self._sums != sums or not (self._folder / "linked").is_file():
                index = checked.hub.index
                told = {"sums": dict(self._sums), "today": checked.hub.today}
                self._write("linked", told | {"ties": index.ties, "asked": index.asked})
            if seen := self._seen():
                told = {"seen": seen, "today": checked.hub.today, "asked": checked.hub.index.asked}
                self._write("report", told | {"report": checked.report})

    def _read(self, name: str) -> Any:
        try:
            sum_, body = whole(self._folder / name)
            mark, content = _Reader(io.BytesIO(body), self.settings.kinds).load()
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is made anew
            return None
        if mark != self._mark:
            return None
        self._note(name, sum_)
        return content

    def _write(self, name: str, content: object) -> None:
        body = pickle.dumps((self._mark, content), pickle.HIGHEST_PROTOCOL)
        self._note(name, written_at_once(self._folder / name, body))

    def _note(self, name: str, sum_: bytes) -> None:
        """Takes down which parts there are: what was linked is of just these."""
        if name.startswith(_PART):
            self._sums[name] = sum_.hex()


def _sure(told: State | None, settled: int) -> State | None:
    """A file's state, if it will tell when the file changes again."""
    return told if told and max(told.modified, told.changed) < settled else None


def _parted(entries: Mapping[str, Entry]) -> dict[int, dict[str, Entry]]:
    """What goes into each part."""
    found: dict[int, dict[str, Entry]] = {part: {} for part in range(PARTS)}
    for path, entry in entries.items():
        found[zlib.crc32(path.encode("utf-8", "surrogatepass")) % PARTS][path] = entry
    return found


def _as_before(entries: Mapping[str, Entry], before: Mapping[str, Entry]) -> bool:
    """Whether a part holds the very values that were read from it."""
    return (
        bool(before)
        and before.keys() == entries.keys()
        and all(before[path][0] == told and before[path][1] is one for path, (told, one) in entries.items())
    )


class _Reader(pickle.Unpickler):
    """Reads values of the types that a parsed file is made of, and of no others: what is foreign runs nothing."""

    def __init__(self, file: io.BytesIO, kinds: Iterable[type[Record]]) -> None:
        super().__init__(file)
        self._modules = {kind.__module__ for kind in kinds}

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module in self._modules or module.startswith("hubgen."):
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and (issubclass(found, BaseModel | tuple) or is_dataclass(found)):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a parsed file")


_PLAIN = {("datetime", "date"): date, ("builtins", "frozenset"): frozenset, ("builtins", "set"): set}
