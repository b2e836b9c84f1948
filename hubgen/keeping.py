"""A hub on the disk that is checked again and again while somebody edits it.

What was parsed of a file serves as long as the file is the same; what was linked, as far as `check.again` says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .check import Checked, again, clock
from .parallel import check_hub, uncollected
from .settings import Settings
from .source import Disk, Overlay

NOTHING: Mapping[str, bytes] = MappingProxyType({})
State = tuple[int, int, int, int] | None
"""When a file and its entry were last changed, how long it is and which it is; None where it cannot be looked at."""


class Kept:
    """Checks a hub as `check_hub` does, and reads only files that are no longer as they were the last time."""

    def __init__(self) -> None:
        self._checked: Checked | None = None
        self._settings: Settings | None = None
        self._states: dict[str, State | bytes] = {}

    def __call__(self, settings: Settings, unsaved: Mapping[str, bytes] = NOTHING) -> Checked:
        """The hub as it is now, with `unsaved` files in another state; the same object as before where nothing has changed."""
        disk = Disk(settings.root, settings.content)
        source = Overlay(disk, unsaved) if unsaved else disk
        # before the files are read: what is saved in the meantime is seen the next time
        root = f"{settings.root}/"
        states: dict[str, State | bytes] = {path: _state(root + path) for path in disk.paths()}
        states = dict(sorted({**states, **unsaved}.items()))
        before = self._checked
        if before is None or settings != self._settings or before.hub.today != clock():
            checked = check_hub(settings, source=source)
        elif states == self._states and _assets_as_before(before, disk):
            checked = before
        else:
            changed = {path for path, state in states.items() if self._states.get(path) != state}
            with uncollected():
                checked = again(
                    before, source, changed, content=settings.content, exists=disk.has, also=settings.issues
                )
        self._checked, self._settings, self._states = checked, settings, states
        return checked

    def typed(self, settings: Settings, unsaved: Mapping[str, bytes], path: str) -> Checked:
        """The hub as it was when it was looked at last, but for one file that is not saved: nothing else is looked at."""
        before = self._checked
        if before is None or settings != self._settings or path not in self._states or path not in unsaved:
            return self(settings, unsaved)
        disk = Disk(settings.root, settings.content)
        source = _Known(tuple(self._states), unsaved, disk)
        with uncollected():
            checked = again(before, source, {path}, content=settings.content, exists=disk.has, also=settings.issues)
        self._checked = checked
        self._states[path] = unsaved[path]
        return checked


@dataclass(frozen=True, slots=True)
class _Known:
    """A source whose paths are known, with unsaved files over those of the disk."""

    known: tuple[str, ...]
    unsaved: Mapping[str, bytes]
    disk: Disk

    def paths(self) -> Iterator[str]:
        return iter(self.known)

    def read(self, path: str) -> bytes:
        found = self.unsaved.get(path)
        return self.disk.read(path) if found is None else found


def _assets_as_before(before: Checked, disk: Disk) -> bool:
    """Whether the pictures and documents that links lead to are there, or not, as they were."""
    return all(disk.has(path) == was for path, was in before.hub.index.asked.items())


def _state(file: str) -> State:
    try:
        found = os.stat(file)  # noqa: PTH116 - one of ten thousand files: no detour by Path
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino
