"""Commands that say what is wrong: `check`."""

from __future__ import annotations

from pathlib import Path

import click

from .. import issues
from ..parallel import check_hub
from ..settings import find, load
from .common import CLEAN, FAULTS, existing, of_hub, say


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "style", type=click.Choice(sorted(issues.REPORTERS)), default="text", help="How the issues are printed."
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@of_hub
def check(paths: tuple[Path, ...], style: str, strict: bool, folder: Path) -> int:
    """Checks the whole hub and prints every issue; only those of PATHS, where given."""
    settings = load(find(folder))
    wanted = [existing(path, settings) for path in paths]
    report = check_hub(settings).report
    if wanted:
        below = (i for i in report.issues if any((settings.root / i.path).is_relative_to(path) for path in wanted))
        report = issues.Report(issues=tuple(below), records=report.records)
    say(issues.REPORTERS[style](report))
    return FAULTS if report.errors or (strict and report.issues) else CLEAN
