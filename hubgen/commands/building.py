"""Commands that make something of a hub for others: `build`, `export`, `schema`."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import issues
from ..configuration import NotAHub
from ..parallel import check_hub
from ..profiling import Profile, Watch
from ..settings import Settings
from ..store.built import Standing
from .common import CLEAN, FAULTS, hub_of, kind_named, of_hub, say

if TYPE_CHECKING:
    from pydantic import BaseModel


@click.command()
@click.option(
    "-o",
    "output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the site goes, instead of site/.",
)
@click.option("--profile", is_flag=True, help="Tell how long each stage takes, and which records take longest.")
@of_hub
def build(output: Path | None, profile: bool, folder: Path) -> int:
    """Checks the hub and builds the site, with search index and exports; nothing, where nothing has changed."""
    watch = Profile() if profile else Watch()
    watch.begins("settings, and whether anything has changed")
    settings = hub_of(folder)
    site = output.resolve() if output else settings.config.parent / settings.site
    standing = Standing.of(settings, site)
    report = standing.report()
    if report is not None:
        click.echo(f"Nothing has changed: the site in {site} is as a build would make it", err=True)
        if report:
            say(report)
        for line in watch.lines({}):
            _progress(line)
        return CLEAN
    return _built(settings, output, standing, watch)


def _built(settings: Settings, output: Path | None, standing: Standing, watch: Watch) -> int:
    """Builds the site; what it was made of is kept in mind."""
    watch.begins("load MkDocs and what makes pages")
    from ..plugin import build_site

    report, built = build_site(
        settings, output.resolve() if output else None, _progress, standing=standing, watch=watch
    )
    if report.issues:
        say(issues.text(report))
    return CLEAN if built else FAULTS


def _progress(line: str) -> None:
    click.echo(line, err=True)


@click.command()
@click.argument("target", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@of_hub
def export(target: Path, folder: Path) -> int:
    """Writes all records as JSON and CSV, each with its JSON Schema, to DIR."""
    from ..exports import export as artifacts
    from ..insights.quality import quality
    from ..pages.quality import quality_files

    checked = check_hub(hub_of(folder))
    if checked.report.errors:
        say(issues.text(checked.report))
        return FAULTS
    number = 0
    try:
        for path, content in chain(artifacts(checked.hub), quality_files(quality(checked))):
            file = target / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            number += 1
    except OSError as error:
        raise click.UsageError(f"{target} cannot be written to: {error.strerror}") from None
    click.echo(f"{issues.count(number, 'file')} in {target}", err=True)
    return CLEAN


@click.command()
@click.argument("kind", required=False)
@of_hub
def schema(kind: str | None, folder: Path) -> int:
    """Prints the JSON Schema of a kind's front matter; of all kinds, where none is named.

    "vocabulary" and "waivers" stand for the hub's files of YAML.
    """
    from ..exports import file_schema, json_schema
    from ..kinds import KINDS, Vocabulary
    from ..waivers import Waivers

    files: dict[str | None, type[BaseModel]] = {"vocabulary": Vocabulary, "waivers": Waivers}
    if kind in files:
        say(json.dumps(file_schema(files[kind]), ensure_ascii=False, indent=2))
        return CLEAN
    try:
        kinds = hub_of(folder).kinds
    except NotAHub:
        kinds = KINDS
    chosen = [kind_named(kind, kinds)] if kind else kinds
    found: Any = json_schema(chosen[0]) if kind else {k.folder: json_schema(k) for k in chosen}
    say(json.dumps(found, ensure_ascii=False, indent=2))
    return CLEAN
