"""What commands share: exit codes, the option that names the hub, and printing."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from ..kinds import Record
from ..settings import Settings, find, load
from ..transaction import recovered

CLEAN, FAULTS, WRONG_USE, BUG, INTERRUPTED = 0, 1, 2, 3, 130

of_hub = click.option(
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    metavar="DIR",
    help="A folder of the hub, instead of this one.",
)


preview = click.option("-n", "--dry-run", "dry", is_flag=True, help="Show what would change, and change nothing.")


def hub_of(folder: Path) -> Settings:
    """The hub that a folder is in. A change that was interrupted is undone first."""
    settings = load(find(folder))
    if recovered(settings.root):
        click.echo("hubgen: a change that was interrupted has been undone", err=True)
    return settings


def kind_named(name: str, kinds: Sequence[type[Record]]) -> type[Record]:
    """The kind with a folder, or a word for one of its records: `clusters`, `cluster`, `white paper`."""
    plain = re.sub(r"[\W_]+", "", name).lower()
    for kind in kinds:
        if plain in {
            re.sub(r"[\W_]+", "", word).lower()
            for word in (kind.folder, kind.folder.rstrip("s"), kind.__name__, kind.one)
        }:
            return kind
    raise click.UsageError(f'there is no kind "{name}"; kinds: {", ".join(k.folder for k in kinds)}')


def existing(path: Path, settings: Settings) -> Path:
    """A path as given, from the folder one stands in or from the hub's root; a link at its end is not followed."""
    found = ""
    for candidate in (Path.cwd() / path, settings.root / path):
        plain = Path(os.path.normpath(candidate))
        if plain.exists() or plain.is_symlink():
            real = plain.parent.resolve() / plain.name
            if real.is_relative_to(settings.root):
                return real
            found = f"{path} is not in the hub {settings.root}"
    raise click.UsageError(found or f"there is no {path}")


def colour_terminal() -> int:
    """The width of the terminal that output goes to, if it is one that shows colours; 0 where it goes anywhere else."""
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return shutil.get_terminal_size().columns if coloured else 0


def say(text: str) -> None:
    """Prints for whoever still listens: in `hubgen check | head` the reader goes before all is said."""
    try:
        click.echo(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
