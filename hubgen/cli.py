"""The commands. Each finds its hub, hands the work to the core and turns the outcome into text and an exit code.

0 clean, 1 content errors, 2 wrong use, 3 a bug in hubgen, 130 interrupted.
"""

from __future__ import annotations

import errno
import io
import json
import os
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from . import __version__, issues
from .parallel import check_hub
from .publish import Refused
from .settings import NotAHub, Settings, find, load

CLEAN, FAULTS, WRONG_USE, BUG, INTERRUPTED = 0, 1, 2, 3, 130

_in = click.option(
    "-C",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    metavar="DIR",
    help="A folder of the hub, instead of this one.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hubgen")
def cli() -> None:
    """Builds a hub of records about cluster organisations: checked, linked and published as a static site."""


@cli.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "style", type=click.Choice(sorted(issues.REPORTERS)), default="text", help="How the issues are printed."
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@_in
def check_command(paths: tuple[Path, ...], style: str, strict: bool, folder: Path) -> int:
    """Checks the whole hub and prints every issue; only those of PATHS, where given."""
    settings = load(find(folder))
    wanted = [_existing(path, settings) for path in paths]
    report = check_hub(settings).report
    if wanted:
        below = (i for i in report.issues if any((settings.root / i.path).is_relative_to(path) for path in wanted))
        report = issues.Report(issues=tuple(below), records=report.records)
    _print(issues.REPORTERS[style](report))
    return FAULTS if report.errors or (strict and report.issues) else CLEAN


def _existing(path: Path, settings: Settings) -> Path:
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


def _print(text: str) -> None:
    """Prints for whoever still listens: in `hubgen check | head` the reader goes before all is said."""
    try:
        click.echo(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@cli.command()
@click.option(
    "-o",
    "output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the site goes, instead of site/.",
)
@_in
def build(output: Path | None, folder: Path) -> int:
    """Checks the hub and builds the site, with search index and exports."""
    from .plugin import build_site

    settings = load(find(folder))
    report, built = build_site(
        settings, output.resolve() if output else None, say=lambda line: click.echo(line, err=True)
    )
    if report.issues:
        _print(issues.text(report))
    return CLEAN if built else FAULTS


@cli.command()
@click.option("-a", "--address", default="127.0.0.1:8000", help="Where to serve.")
@_in
def serve(address: str, folder: Path) -> int:
    """Shows the hub at a local address and builds it again when a file changes."""
    from .plugin import serve_site

    serve_site(load(find(folder)), address)
    return CLEAN


@cli.command()
@click.argument("target", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@_in
def export(target: Path, folder: Path) -> int:
    """Writes all records as JSON and CSV, each with its JSON Schema, to DIR."""
    from .exports import export as artifacts

    checked = check_hub(load(find(folder)))
    if checked.report.errors:
        _print(issues.text(checked.report))
        return FAULTS
    number = 0
    try:
        for artifact in artifacts(checked.hub):
            path = target / artifact.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(artifact.content)
            number += 1
    except OSError as error:
        raise click.UsageError(f"{target} cannot be written to: {error.strerror}") from None
    click.echo(f"{issues.count(number, 'file')} in {target}", err=True)
    return CLEAN


@cli.command()
@click.argument("kind", required=False)
@_in
def schema(kind: str | None, folder: Path) -> int:
    """Prints the JSON Schema of a kind's front matter; of all kinds, where none is named."""
    from .exports import json_schema
    from .kinds import KINDS

    try:
        kinds = load(find(folder)).kinds
    except NotAHub:
        kinds = KINDS
    chosen = [k for k in kinds if kind in (None, k.folder, k.__name__.lower(), k.folder.rstrip("s"))]
    if not chosen:
        raise click.UsageError(f'there is no kind "{kind}"; kinds: {", ".join(k.folder for k in kinds)}')
    found: Any = json_schema(chosen[0]) if kind else {k.folder: json_schema(k) for k in chosen}
    _print(json.dumps(found, ensure_ascii=False, indent=2))
    return CLEAN


def main(arguments: list[str] | None = None) -> int:
    """Runs a command and returns its exit code, each kind of failure under its own."""
    return _guarded(lambda: cli.main(args=arguments, standalone_mode=False))


def _guarded(run: Callable[[], Any]) -> int:
    try:
        result = run()
    except (NotAHub, Refused) as error:
        click.echo(f"hubgen: {error}", err=True)
        return WRONG_USE
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except (KeyboardInterrupt, click.Abort):
        click.echo("hubgen: interrupted; the last site is as it was", err=True)
        return INTERRUPTED
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EROFS, errno.EDQUOT):
            return _told_as_bug()
        click.echo(
            f"hubgen: {(error.strerror or str(error)).lower()}: {error.filename}; the last site is as it was", err=True
        )
        return WRONG_USE
    except Exception:  # noqa: BLE001 - the last line of defence: what arrives here is a bug, and is told as one
        return _told_as_bug()
    return result if isinstance(result, int) else CLEAN


def _told_as_bug() -> int:
    traceback.print_exc()
    click.echo(
        f"hubgen: this is a bug in hubgen {__version__} (Python {platform.python_version()}, {platform.system()}).\n"
        "  hint: report it with the lines above and, if you can, the file that brought it about",
        err=True,
    )
    return BUG


def run() -> None:
    """The console script. What a terminal cannot show is written as an escape, never the end of a report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())
