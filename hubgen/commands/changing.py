"""What commands that change files share: the hub opened for it, what a check will say, and the change carried out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from .. import source as reading
from ..check import Checked, again
from ..edits import Change, difference
from ..issues import Issue, as_line, count
from ..mentions import Editing
from ..parallel import check_hub
from ..parse import Parsed
from ..settings import Settings
from ..source import Disk, Overlay
from ..transaction import apply
from .common import CLEAN, say


def opened(settings: Settings) -> Editing:
    """The hub, checked and ready to be changed."""
    disk = Disk(settings.root, settings.content)
    return Editing(checked=check_hub(settings), source=disk, content=settings.content, config=_config(settings, disk))


def _config(settings: Settings, disk: Disk) -> Parsed | None:
    """The file of settings, where it lies in the hub and can be read."""
    if settings.config.parent != settings.root:
        return None
    document = reading.document(settings.config.name, disk)
    return None if document.broken else Parsed(document=document, id="")


def outcome(settings: Settings, editing: Editing, change: Change) -> Checked:
    """What a check will say when a change is made."""
    inside = {path: raw for path, raw in change.files.items() if path.startswith(f"{settings.content}/")}
    laid = Overlay(editing.source, inside)
    there = Disk(settings.root, settings.content).has
    return again(editing.checked, laid, inside, content=settings.content, exists=there, also=settings.issues)


def brought(before: Checked, after: Checked, moved: Mapping[str, str]) -> list[Issue]:
    """The issues that are there after a change and were not before; `moved` says how files are called after it."""
    was = Counter((moved.get(issue.path, issue.path), issue.code) for issue in before.report.issues)
    found = []
    for issue in after.report.issues:
        was[issue.path, issue.code] -= 1
        if was[issue.path, issue.code] < 0:
            found.append(issue)
    return found


def listed(faults: Iterable[Issue], others: Iterable[str] = ()) -> str:
    lines = [*map(as_line, faults), *others]
    return "\n".join(["that would bring faults with it; nothing was changed", *lines[:20]])


def carry_out(editing: Editing, settings: Settings, change: Change, dry: bool, done: str) -> int:
    """Makes a change, or shows it, and says what was done."""
    there = {path: _there(settings, path) for path in {*change.files, *change.moved} - editing.before.keys()}
    before = there | editing.before
    if dry:
        say(difference(before, change))
        return CLEAN
    apply(settings.root, before, change)
    files = [
        f"  {'new' if before[path] is None else 'gone' if raw is None else 'changed':7}  {path}"
        for path, raw in sorted(change.files.items())
    ]
    say("\n".join([f"{done}; {count(change.places, 'place')} changed" if change.places else done, *files]))
    return CLEAN


def _there(settings: Settings, path: str) -> bytes | None:
    file = settings.root / path
    return file.read_bytes() if file.is_file() else None
