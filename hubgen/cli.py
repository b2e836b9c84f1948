"""The commands put together, and what becomes of the ways in which one can fail.

0 clean, 1 content errors, 2 wrong use, 3 a bug in hubgen, 130 interrupted.
"""

from __future__ import annotations

import errno
import io
import os
import platform
import sys
import traceback
from collections.abc import Callable
from typing import Any

import click

from . import __version__
from .commands import building, checking, comparing, creating, editing, language, serving
from .commands.common import BUG, CLEAN, INTERRUPTED, WRONG_USE
from .configuration import NotAHub
from .edits import Impossible
from .publish import Refused


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hubgen")
def cli() -> None:
    """Builds a hub of records about cluster organisations: checked, linked and published as a static site."""


for command in (
    checking.check,
    checking.explain,
    comparing.diff,
    creating.new,
    editing.rename,
    editing.delete,
    editing.migrate,
    building.build,
    serving.serve,
    language.lsp,
    building.export,
    building.schema,
):
    cli.add_command(command)


def main(arguments: list[str] | None = None) -> int:
    """Runs a command and returns its exit code, each kind of failure under its own."""
    return _guarded(lambda: cli.main(args=arguments, standalone_mode=False))


def _guarded(run: Callable[[], Any]) -> int:
    try:
        result = run()
    except (NotAHub, Refused, Impossible) as error:
        click.echo(f"hubgen: {error}", err=True)
        return WRONG_USE
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except (KeyboardInterrupt, click.Abort):
        click.echo("hubgen: interrupted; all is as it was", err=True)
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
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        sys.exit(code)  # Python itself says what could not be written
    # the memory of a whole hub is given back at once by the system, object by object it takes a second
    os._exit(code)
