"""Changes on the disk, told when it has been quiet for a moment: an editor saves in several steps, git in thousands."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..configuration import CONFIG
from ..source import is_asset, is_source

QUIET = 0.04
"""Seconds without a change after which those before it are told."""
LONGEST = 1.0
"""Seconds after which they are told all the same."""
IDLE = 3.0
"""Seconds without a change after which there is time to tidy up."""
_SEEN_ONLY = {"opened", "closed_no_write"}


class Changes:
    """Collects what changed, and tells `changed` of it in a thread of its own: whether it was more than content."""

    def __init__(self, changed: Callable[[bool], object], idle: Callable[[], object]) -> None:
        self._changed, self._idle = changed, idle
        self._news = threading.Condition()
        self._any = self._more = False

    def add(self, more: bool) -> None:
        with self._news:
            self._any, self._more = True, self._more or more
            self._news.notify()

    def run(self) -> None:
        """Tells of changes for ever."""
        busy = False
        while True:
            with self._news:
                if not self._news.wait_for(lambda: self._any, IDLE if busy else None):
                    busy = False
                    self._idle()
                    continue
            self._changed(self._settled())
            busy = True

    def _settled(self) -> bool:
        """Waits until it is quiet, and returns whether more than content has changed."""
        end = time.monotonic() + LONGEST
        with self._news:
            while self._any and time.monotonic() < end:
                self._any = False
                self._news.wait_for(lambda: self._any, QUIET)
            more, self._any, self._more = self._more, False, False
        return more


@contextmanager
def watched(
    root: Path, content: Path, others: Sequence[Path], changes: Changes, *, polling: bool = False
) -> Iterator[bool]:
    """Watches a hub's content, its settings and other files and folders. Gives whether it has to look for changes itself."""
    observer, looking = _started(_watches(root, content, others), changes, polling)
    threading.Thread(target=changes.run, daemon=True).start()
    try:
        yield looking
    finally:
        observer.stop()


def _watches(
    root: Path, content: Path, others: Sequence[Path]
) -> list[tuple[Path, bool, Callable[[Path], bool | None]]]:
    """Folders, whether with all below them, and what a change of a path in them is: None for nothing of interest."""
    inside = content.resolve()
    files = {path.resolve() for path in (root / CONFIG, *others) if not path.is_dir()}
    folders = {path.resolve() for path in others if path.is_dir()}

    def of_content(path: Path) -> bool | None:
        return _of_content(path, inside)

    def of_files(path: Path) -> bool | None:
        return True if path in files else None

    def of_folder(path: Path) -> bool | None:
        return None if path.name.startswith((".", "#")) or path.name.endswith("~") else True

    found: list[tuple[Path, bool, Callable[[Path], bool | None]]] = [(inside, True, of_content)]
    found += [(folder, True, of_folder) for folder in sorted(folders) if not inside.is_relative_to(folder)]
    found += [(folder, False, of_files) for folder in sorted({file.parent for file in files} - folders - {inside})]
    return found


def _of_content(path: Path, content: Path) -> bool | None:
    """Whether a change below the content is one of more than records; None for what is none of the hub's."""
    inside = f"content/{path.relative_to(content).as_posix()}" if path.is_relative_to(content) else ""
    if is_asset(inside.removeprefix("content/")):
        return True
    # a name without an end may be a folder, with all that is in it
    return False if is_source(inside, "content") or not path.suffix else None


def _started(
    watches: Sequence[tuple[Path, bool, Callable[[Path], bool | None]]], changes: Changes, polling: bool
) -> tuple[Any, bool]:
    from watchdog.observers import Observer
    from watchdog.observers.polling import PollingObserver

    observer = (PollingObserver if polling else Observer)()
    observer.daemon = True
    try:
        for folder, below, means in watches:
            observer.schedule(_handler(means, changes), str(folder), recursive=below)
        observer.start()
    except OSError:
        # a system has only so many watches to give, and some disks none
        if polling:
            raise
        observer.unschedule_all()
        return _started(watches, changes, polling=True)
    return observer, polling


def _handler(means: Callable[[Path], bool | None], changes: Changes) -> Any:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        """Tells `changes` of what is of interest."""

        def dispatch(self, event: FileSystemEvent) -> None:
            if event.event_type in _SEEN_ONLY or (event.is_directory and event.event_type == "modified"):
                return
            paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
            found = [more for path in paths if (more := means(path)) is not None]
            if found:
                changes.add(any(found))

    return Handler()
