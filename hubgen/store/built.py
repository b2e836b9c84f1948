"""What a build made the last time, and of what: where both are as they were, there is nothing to build."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..settings import Settings
from .files import RACY, State, Unsure, digest, marked, within
from .inputs import Inputs, inputs
from .kept import Kept, place

if TYPE_CHECKING:
    from .pages import Pages

FORM = 1
"""The form of what is kept; another is not read."""


@dataclass(slots=True)
class Standing:
    """A site and all that went into it, as it is now and as it was when the site was built.

    Whatever cannot be told for sure counts as changed.
    """

    settings: Settings
    site: Path
    kept: Kept
    clock: int | None
    """When it was looked at, by the clock of the file system; None where nothing can be kept."""
    now: Inputs | None
    before: dict[str, Any]
    digests: dict[str, str] = field(default_factory=dict)
    _pages: Pages | None = None

    @classmethod
    def of(cls, settings: Settings, site: Path) -> Standing:
        """What there is before a build. Files are looked at now, so that what changes during the build is seen later."""
        file = Kept(place(settings.root, "built", str(site)))
        clock = file.clock()
        try:
            now = inputs(settings, site)
        except Unsure:
            return cls(settings, site, file, clock, None, {})
        before = file.read() or {}
        return cls(settings, site, file, clock, now, before if before.get("form") == FORM else {})

    @property
    def _mark(self) -> list[str]:
        return [self.now.mark, self.now.commit] if self.now else []

    def report(self) -> str | None:
        """What the check had to say when the site was built, if a build would make the same site of it; else None."""
        if not self.now or self.before.get("mark") != self._mark or not self._files_as_before(self.now):
            return None
        try:
            whole = marked(within(self.site)) == self.before.get("site")
        except Unsure:
            return None
        if not whole:
            return None
        self._refresh(self.now)
        return str(self.before.get("report", ""))

    def _files_as_before(self, now: Inputs) -> bool:
        before = self.before.get("files")
        if not isinstance(before, dict) or before.keys() != now.files.keys():
            return False
        return all(self._as_before(path, told, before[path]) for path, told in now.files.items())

    def _as_before(self, path: str, told: State, before: Any) -> bool:
        """Whether a file is the same: by what the system tells, or by its bytes where that has changed or says too little."""
        known, kept = before
        if known and (*known,) == told:
            self.digests[path] = kept
            return True
        self.digests[path] = digest(path)
        return bool(kept) and self.digests[path] == kept

    def look(self) -> None:
        """Reads what has changed, before a build does."""
        if self.now:
            before = self.before.get("files")
            for path, told in self.now.files.items():
                known = before.get(path) if isinstance(before, dict) else None
                if path not in self.digests and not (known and self._as_before(path, told, known)):
                    self.digests[path] = digest(path)

    def holds(self) -> bool:
        """Whether all that goes in is still as it was when it was looked at, so that what was made is what it tells."""
        try:
            return self.now is not None and inputs(self.settings, self.site) == self.now
        except Unsure:
            return False

    def pages(self, host: str) -> Pages | None:
        """The pages of earlier builds; `host` is what has a say in them beside all that goes in."""
        if self.now:
            from .pages import Pages

            file = place(self.settings.root, "pages", str(self.site))
            self._pages = Pages(file, self.now, self.digests, self.settings.root, host)
        return self._pages

    def remember(self, site: dict[str, State], report: str | None) -> None:
        """Keeps what a build has made: the files of the site, by path within it, and what the check said.

        Without a report the pages are kept only, for a build that may be no other time what it was this time.
        """
        if not self.holds():
            return
        if self._pages:
            self._pages.write(site)
        if self.now and report is not None:
            self.before = {"form": FORM, "mark": self._mark, "site": marked(site), "report": report}
            self._write(self.now)

    def _refresh(self, now: Inputs) -> None:
        """Writes down how files are told of now, so that their bytes need not be compared the next time."""
        if any(before[0] is None or (*before[0],) != now.files[path] for path, before in self.before["files"].items()):
            self._write(now)

    def _write(self, now: Inputs) -> None:
        if self.clock is None:
            return
        settled = self.clock - RACY
        files = {
            path: (told if max(told.modified, told.changed) < settled else None, self.digests.get(path, ""))
            for path, told in now.files.items()
        }
        self.kept.write(self.before | {"files": files})
