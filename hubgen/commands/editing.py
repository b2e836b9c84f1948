"""Commands that change records: `rename`, `delete`. What they change, they change as a whole or not at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from .. import source as reading
from ..check import Checked, again
from ..edits import Change, difference
from ..issues import Issue, as_line, count
from ..mentions import Editing
from ..parallel import check_hub
from ..parse import Parsed
from ..publish import Refused
from ..renaming import lost, merge, named_by, remove
from ..renaming import rename as renamed
from ..settings import Settings
from ..source import Disk, Overlay
from ..transaction import apply
from .common import CLEAN, FAULTS, hub_of, of_hub, say

preview = click.option("-n", "--dry-run", "dry", is_flag=True, help="Show what would change, and change nothing.")


@click.command()
@click.argument("old")
@click.argument("new")
@preview
@of_hub
def rename(old: str, new: str, dry: bool, folder: Path) -> int:
    """Gives the record OLD the id NEW, rewrites all that refers to it, and keeps its old address alive."""
    settings = hub_of(folder)
    editing = opened(settings)
    one = editing.record(old)
    change = renamed(editing, one, new)
    assert one.kind
    key = f"{one.kind.folder}/{Path(new).name.removesuffix('.md')}"
    after = outcome(settings, editing, change)
    faults, ties = brought(editing.checked, after, change.moved), lost(editing.checked.hub, after.hub, {one.key: key})
    if faults or ties:
        raise Refused(f"{one.key} cannot be renamed: {_listed(faults, ties)}")
    return carry_out(editing, settings, change, dry, f"{one.key} is now {key}")


@click.command()
@click.argument("record", metavar="ID")
@click.option("--merge-into", "into", metavar="OTHER", help="Lead all that names it, and its address, to OTHER.")
@click.option("--leave-notice", "notice", metavar="TEXT", help="Leave a page with this text at its address.")
@click.option("-y", "--yes", is_flag=True, help="Delete it without asking, and although others name it.")
@preview
@of_hub
def delete(record: str, into: str | None, notice: str | None, yes: bool, dry: bool, folder: Path) -> int:
    """Says what names the record ID, and deletes it if nothing does, or if told to."""
    if into and notice:
        raise click.UsageError("--merge-into leads its address to the other record: there is no place for a notice")
    settings = hub_of(folder)
    editing = opened(settings)
    one = editing.record(record)
    if into:
        other = editing.record(into)
        change, done = merge(editing, one, other), f"{one.key} is merged into {other.key}"
        faults = brought(editing.checked, outcome(settings, editing, change), {one.path: other.path})
        if any(fault.severity == "error" for fault in faults):
            raise Refused(f"{one.key} cannot be merged: {_listed(faults)}")
        carry_out(editing, settings, change, dry, done)
        if faults:
            say("\n".join(["to be looked at:", *map(as_line, faults)]))
        return CLEAN
    naming = named_by(editing, one)
    for path, line, column, where in naming:
        say(f"{path}:{line}:{column}: {where}")
    if naming and not yes:
        say(
            f"{count(len(naming), 'place names', 'places name')} {one.key}; nothing was deleted\n"
            "  hint: change them, or lead them to another record with --merge-into, or delete it all the same with --yes"
        )
        return FAULTS
    if not yes and not dry:
        click.confirm(f"Delete {one.path}? {_of_addresses(one, notice)}", abort=True)
    return carry_out(editing, settings, remove(editing, one, notice), dry, f"{one.key} is deleted")


def _of_addresses(one: Parsed, notice: str | None) -> str:
    """What becomes of a record's addresses when it is deleted."""
    former = len(one.record.former_ids) if one.record else 0
    others = f"{count(former, 'former address', 'former addresses')} will lead nowhere" if former else ""
    if notice:
        return f"Its address will show the notice{f'; {others}' if others else ''}."
    return f"Its address{f' and {others}' if others else ' will lead nowhere'}."


# --- what all have in common ------------------------------------------------------------------------------------------


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


def _listed(faults: Iterable[Issue], others: Iterable[str] = ()) -> str:
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
