"""A hub while it is edited: the pages of its last state that was whole, and what is wrong with the present one."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from ..check import Checked
from ..configuration import NotAHub
from ..issues import Issue
from ..keeping import Kept
from ..publish import Refused
from ..settings import Settings, load
from .requested import Requested


class Host(Protocol):
    """What makes ordinary pages, and surrounds all pages: MkDocs."""

    def watched(self) -> list[Path]:
        """Files and folders beside the content that pages come from."""

    def build(self, checked: Checked) -> None:
        """Writes ordinary pages and the files of the theme; `Refused` where it cannot."""

    def requested(self, checked: Checked) -> Requested:
        """The hub's own files, each made on request, in the surroundings of the last build."""


class Live:
    """Answers with pages of the hub in `root`; `folder` has what the host wrote.

    Safe to be asked by many threads: one page is made at a time.
    """

    def __init__(self, root: Path, folder: Path, hosted: Callable[[Settings], Host]) -> None:
        self.settings = load(root)
        self.failure = ""
        """Why there is no newer state, where it is not the content's fault."""
        self._root, self._folder, self._hosted = root, folder, hosted
        self._kept = Kept()
        self._making = threading.RLock()
        self._news = threading.Condition()
        self._version = 0
        self._checked: Checked | None = None
        self._good: Checked | None = None
        self._host: Host | None = None
        self._requested: Requested | None = None
        self._made: dict[str, bytes] = {}
        self._outside = 0
        self._outdated = self._stale = True

    # --- what changes -------------------------------------------------------------------------------------------------

    def refresh(self, whole: bool = False) -> bool:
        """Looks at the hub anew; where `whole`, at its settings and theme too. Returns whether anything is different."""
        with self._making:
            before = self._checked, self.failure
            self._guarded(lambda: self._look(whole))
            changed = whole or (self._checked, self.failure) != before
        if changed:
            with self._news:
                self._version += 1
                self._news.notify_all()
        return changed

    def wait(self, seen: int, seconds: float) -> int:
        """The number of the present state, as soon as it is not `seen` any more; at the latest after so many seconds."""
        with self._news:
            self._news.wait_for(lambda: self._version != seen, seconds)
            return self._version

    def _look(self, whole: bool) -> None:
        if whole:
            self._outdated = True
            self._outside += 1
            self.settings = load(self._root)
        checked = self._kept(self.settings)
        fresh = checked is not self._checked
        self._checked = checked
        if checked.report.errors:
            return
        self._good = checked
        if self._outdated:
            self._host_anew(checked)
        elif fresh and self._host:
            self._show(self._host.requested(checked))
            self._stale = True

    def _host_anew(self, checked: Checked) -> None:
        host = self._hosted(self.settings)
        host.build(checked)
        self._host = host
        self._show(host.requested(checked))
        self._outdated = self._stale = False

    def _show(self, requested: Requested) -> None:
        self._requested, self._made = requested, {}

    def _guarded(self, work: Callable[[], None]) -> None:
        """Does the work; what goes wrong with it is the present failure, and the last state that was whole remains."""
        try:
            work()
            self.failure = ""
        except (NotAHub, Refused) as fault:
            self.failure = str(fault)
        except OSError as fault:
            self.failure = f"{(fault.strerror or str(fault)).lower()}: {fault.filename}"
        except Exception:  # noqa: BLE001 - the preview outlives whatever goes wrong with one state
            self.failure = f"this is a bug in hubgen:\n{traceback.format_exc()}"

    # --- what is asked ------------------------------------------------------------------------------------------------

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All that was found in the present state."""
        return self._checked.report.issues if self._checked else ()

    @property
    def checked(self) -> Checked | None:
        """The present state, as far as it could be read."""
        return self._checked

    @property
    def whole(self) -> bool:
        """Whether there is anything to show."""
        return self._requested is not None

    def watched(self) -> list[Path]:
        """What else pages come from: see `Host`."""
        return self._host.watched() if self._host else []

    def file(self, path: str) -> bytes | None:
        """The file of the site at a path such as `clusters/foodregio/index.html`; None where there is none."""
        with self._making:
            if self._requested is None:
                return None
            if path not in self._made and (made := self._requested(path)) is not None:
                self._made[path] = made
            return self._made[path] if path in self._made else self._hosts_own(path)

    def version(self, content: bytes) -> str:
        """What a page that looks the same has in common with it: its bytes, and the files around it."""
        return f"{self._outside}-{sha256(content).hexdigest()[:16]}"

    def _hosts_own(self, path: str) -> bytes | None:
        """A file that the host wrote. Its pages name records, so they are made anew when records have changed."""
        if self._stale and path.endswith(".html"):
            self._guarded(self._hosts_pages)
        return (self._folder / path).read_bytes() if self._is_there(path) else None

    def _hosts_pages(self) -> None:
        assert self._host
        assert self._good
        self._stale = False
        self._host.build(self._good)
        self._show(self._host.requested(self._good))

    def _is_there(self, path: str) -> bool:
        file = (self._folder / path).resolve()
        return file.is_file() and file.is_relative_to(self._folder.resolve())
