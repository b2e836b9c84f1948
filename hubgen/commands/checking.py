"""Commands that say what is wrong, and why it is: `check`, `explain`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import click

from .. import issues, terminal
from ..check import Checked
from ..mending import mend
from ..rules import RULES, in_words
from ..settings import Settings
from ..source import Disk, Unreadable, lines
from ..store.parsed import report_kept
from ..transaction import apply
from .changing import opened, outcome
from .common import CLEAN, FAULTS, colour_terminal, existing, hub_of, of_hub, say


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "style", type=click.Choice(sorted(issues.REPORTERS)), default="text", help="How the issues are printed."
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without a doubt, and print what is left.")
@of_hub
def check(paths: tuple[Path, ...], style: str, strict: bool, fix: bool, folder: Path) -> int:
    """Checks the whole hub and prints every issue; only those of PATHS, where given."""
    settings = hub_of(folder)
    wanted = [existing(path, settings) for path in paths]

    def within(path: str) -> bool:
        return not wanted or any((settings.root / path).is_relative_to(one) for one in wanted)

    report = _mended(settings, within).report if fix else report_kept(settings)
    if wanted:
        report = issues.Report(issues=tuple(i for i in report.issues if within(i.path)), records=report.records)
    if style == "text" and (width := colour_terminal()):
        say(terminal.text(report, _line_of(settings), width))
    else:
        say(issues.REPORTERS[style](report))
    return FAULTS if report.errors or (strict and report.issues) else CLEAN


def _mended(settings: Settings, within: Callable[[str], bool]) -> Checked:
    """The hub after what is certain was mended, which is told beside the report, as progress is."""
    editing = opened(settings)
    change, done, checked = mend(
        editing, lambda issue: within(issue.path), lambda change: outcome(settings, editing, change)
    )
    if done:
        apply(settings.root, editing.before, change)
    for issue in done:
        place = f"{issues.printable(issue.path)}:{issue.line}:{issue.column}"
        click.echo(f'{place}: mended[{issue.code}]: wrote "{issues.printable(issue.instead)}"', err=True)
    return checked


def _line_of(settings: Settings) -> terminal.Line:
    """Lines of the hub's files, each file read once."""
    disk = Disk(settings.root, settings.content)

    @cache
    def of(path: str) -> list[str]:
        try:
            return lines(disk.read(path))
        except Unreadable:
            return []

    return lambda path, number: (of(path)[number - 1 : number] or [""])[0]


@click.command()
@click.argument("code", required=False)
def explain(code: str | None) -> int:
    """Tells why a rule exists, with a bad and a good example; without CODE, lists all rules."""
    if code is None:
        say("\n".join(f"{rule.code}  {rule.severity:7}  {rule.title}" for rule in RULES.values()))
        return CLEAN
    wanted = code.strip("[]").upper()
    if wanted not in RULES:
        raise click.UsageError(f'there is no rule "{code}"; `hubgen explain` lists them all')
    say(in_words(RULES[wanted]))
    return CLEAN
