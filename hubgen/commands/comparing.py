"""The command that tells what a change means for readers: `diff`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from ..check import check
from ..comparing import FacetsOf, State, compare
from ..differences import REPORTERS
from ..hub import Hub, RecordEntry
from ..issues import count
from ..parallel import Forked, check_hub, each, uncollected
from ..revision import at
from ..settings import Settings
from ..source import Disk
from ..words import load as load_words
from .common import CLEAN, hub_of, of_hub, say


@click.command()
@click.argument("before", metavar="REV")
@click.argument("after", metavar="[REV]", required=False)
@click.option("--format", "style", type=click.Choice(sorted(REPORTERS)), default="text", help="How it is printed.")
@of_hub
def diff(before: str, after: str | None, style: str, folder: Path) -> int:
    """Tells what changes for readers between two commits, or between a commit and the files as they are."""
    settings = hub_of(folder)
    was = _committed(settings, before)
    now = _committed(settings, after) if after else _as_it_is(settings)
    for name, state in ((before, was), (after or "the files as they are", now)):
        if errors := state.checked.report.errors:
            click.echo(f"hubgen: {name}: {count(errors, 'error')}; what is at fault is left out", err=True)
    say(REPORTERS[style](compare(was, now)))
    return CLEAN


def _committed(settings: Settings, revision: str) -> State:
    source = at(settings.root, revision, settings.content)
    with uncollected():
        checked = check(
            source,
            settings.kinds,
            content=settings.content,
            exists=source.has,
            mapped=each(Forked(settings.options.workers)),
        )
    return State(checked=checked, assets=tuple(source.assets()), facets=_facets(checked.hub), content=settings.content)


def _as_it_is(settings: Settings) -> State:
    checked, disk = check_hub(settings), Disk(settings.root, settings.content)
    return State(checked=checked, assets=tuple(disk.assets()), facets=_facets(checked.hub), content=settings.content)


def _facets(hub: Hub) -> FacetsOf:
    """The facets of a hub's records, as its directories call them."""
    from ..pages.facets import Facets
    from ..pages.view import Site

    words = load_words()
    facets = Facets(Site(hub, lambda icon: "", words), words)

    def of(entry: RecordEntry) -> Mapping[str, tuple[str, ...]]:
        found = facets.of(entry)
        return {facets.title(name): tuple(str(facets.label(name, v)) for v in values) for name, values in found.items()}

    return of
