"""Commands that change records: `rename`, `delete`, `migrate`. What they change, they change as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import click

from ..issues import as_line, count
from ..mending import mend
from ..parse import RENAMED, Parsed
from ..publish import Refused
from ..renaming import lost, merge, named_by, remove
from ..renaming import rename as renamed
from .changing import brought, carry_out, listed, opened, outcome
from .common import CLEAN, FAULTS, hub_of, of_hub, preview, say


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
        raise Refused(f"{one.key} cannot be renamed: {listed(faults, ties)}")
    return carry_out(editing, settings, change, dry, f"{one.key} is now {key}")


@click.command()
@preview
@of_hub
def migrate(dry: bool, folder: Path) -> int:
    """Gives keys that were renamed in the schema their new names, in all records."""
    settings = hub_of(folder)
    editing = opened(settings)
    change, done, _ = mend(
        editing, lambda issue: issue.code == RENAMED, lambda change: outcome(settings, editing, change)
    )
    if not done:
        say("no record uses a key by an old name")
        return CLEAN
    return carry_out(editing, settings, change, dry, "the records use the names that keys have now")


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
            raise Refused(f"{one.key} cannot be merged: {listed(faults)}")
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
