"""A hub that is open in an editor: the files on the disk, with what is not saved yet laid over them."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ..check import Checked
from ..configuration import CONFIG
from ..issues import Issue
from ..keeping import Kept
from ..mentions import Editing
from ..parse import Parsed
from ..settings import load
from ..source import Disk, Overlay, Source


class OpenHub:
    """Checks a hub again and again with unsaved texts; one check at a time, from whatever thread."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = load(root)
        self.checked: Checked | None = None
        """The last state that was checked."""
        self._unsaved: dict[str, bytes] = {}
        self._kept = Kept()
        self._typed: set[str] = set()
        self._elsewhere = True
        self._checking = threading.Lock()

    def path_of(self, file: Path) -> str:
        """A file's path from the hub's root; "" for one that is not in its folder of records."""
        try:
            path = file.relative_to(self.settings.root).as_posix()
        except ValueError:
            return ""
        return path if path.startswith(f"{self.settings.content}/") else ""

    def type(self, path: str, text: str) -> None:
        """Lays an unsaved text over a file."""
        self._elsewhere |= path not in self._unsaved
        self._typed.add(path)
        self._unsaved[path] = text.encode("utf-8", "surrogatepass")

    def close(self, path: str) -> None:
        """The file is as it is on the disk again."""
        self._unsaved.pop(path, None)
        self._elsewhere = True

    def text(self, path: str) -> str:
        """A file's text as the editor has it; "" where it cannot be read."""
        try:
            return self.source.read(path).decode("utf-8", "replace")
        except Exception:  # noqa: BLE001 - whatever keeps a file from being read, there is no text to look at
            return ""

    @property
    def unsaved(self) -> Mapping[str, bytes]:
        return MappingProxyType(dict(self._unsaved))

    @property
    def source(self) -> Source:
        """The hub's files as the editor has them."""
        return Overlay(Disk(self.settings.root, self.settings.content), self.unsaved)

    def reload(self) -> None:
        """Reads the settings anew; `NotAHub` where they cannot be."""
        self.settings = load(self.root)
        self._elsewhere = True

    def look(self) -> None:
        """Has the next check look at all files: something may have changed on the disk."""
        self._elsewhere = True

    def check(self) -> Checked:
        """The state of the hub as the editor has it. Where only one file was typed in, the others are not looked at."""
        with self._checking:
            typed, elsewhere = self._typed, self._elsewhere
            self._typed, self._elsewhere = set(), False
            if self.checked and not typed and not elsewhere:
                # one that waited behind the check that has seen all there was to see
                return self.checked
            if len(typed) == 1 and not elsewhere:
                self.checked = self._kept.typed(self.settings, self.unsaved, *typed)
            else:
                self.checked = self._kept(self.settings, self.unsaved)
            return self.checked

    def editing(self) -> Editing:
        """The hub, ready to be changed."""
        return Editing(checked=self.checked or self.check(), source=self.source, content=self.settings.content)

    def parsed(self, path: str) -> Parsed | None:
        return self.checked.page(path) if self.checked else None

    def issues(self) -> dict[str, list[Issue]]:
        """The issues of the last check by path; those of the settings under `mkdocs.yml`."""
        found: dict[str, list[Issue]] = {}
        for issue in self.checked.report.issues if self.checked else ():
            found.setdefault(issue.path or CONFIG, []).append(issue)
        return found
