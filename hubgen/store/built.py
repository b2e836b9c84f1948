"""What a build made the last time, and of what: where both are as they were, there is nothing to build."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..settings import Settings
from .files import RACY, State, Unsure, digest, lying
from .inputs import Inputs, inputs
from .kept import Kept, kept

FORM = 1
"""The form of what is kept; another is not read."""


@dataclass(slots=True)
class Standing:
    """A site and all that went into it, as it is now and as it was when the site was built.

    Whatever cannot be told for sure counts as changed.
    """

    site: Path
    kept: Kept
    clock: int | None
    """When it was looked at, by the clock of the file system; None where nothing can be kept."""
    now: Inputs | None
    before: dict[str, Any]
    digests: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Settings, site: Path) -> Standing:
        """What there is before a build. Files are looked at now, so that what changes during the build is seen later."""
        file = kept(settings.root, "built", str(site))
        clock = file.clock()
        try:
            now = inputs(settings, site)
        except Unsure:
            return cls(site, file, clock, None, {})
        before = file.read() or {}
        return cls(site, file, clock, now, before if before.get("form") == FORM else {})

    def report(self) -> str | None:
        """What the check had to say when the site was built, if a build would make the same site of it; else None."""
        if not self.now or self.before.get("mark") != self.now.mark or not self._files_as_before(self.now):
            return None
        try:
            whole = lying(self.site) == self.before.get("site")
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

    def remember(self, site: str, report: str) -> None:
        """Keeps what a build has made: what stands for the files of the site, and what the check said."""
        if self.now and site:
            self.before = {"form": FORM, "mark": self.now.mark, "site": site, "report": report}
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
