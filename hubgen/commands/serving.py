"""The command `serve`: a hub shown in the browser while it is edited."""

from __future__ import annotations

import signal
import sys
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import issues
from ..parallel import tidied
from .common import CLEAN, hub_of, of_hub

if TYPE_CHECKING:
    from ..preview import Live, Server
    from ..settings import Settings


@click.command()
@click.argument("page", default="")
@click.option("-a", "--address", default="127.0.0.1:8000", help="Where to serve; an address of this machine.")
@click.option("-b", "--browser", is_flag=True, help="Open the page in the browser.")
@click.option("--admin", is_flag=True, help="Also serve the page /admin/, which writes to the files here.")
@click.option("--poll", is_flag=True, help="Look for changes every second: for disks that do not tell of them.")
@of_hub
def serve(page: str, address: str, browser: bool, admin: bool, poll: bool, folder: Path) -> int:
    """Shows the hub at a local address while it is edited.

    PAGE is what to open: a file, the folder and id of a record, its id alone, or an address such as clusters/. After a
    save only what it touches is made again, and a page in the browser is loaded again when it is another. Errors are
    shown on the page, which stays as it was before them. With --admin records can be edited in the browser, at admin/.
    """
    from ..plugin import PreviewHost
    from ..preview import Live, Server

    settings = hub_of(folder)
    with _folder_for_a_while() as site:
        live = Live(settings.config.parent, site, lambda now: PreviewHost(now, site, server.url))
        # the address is asked for first: a build is long, and a port that is taken is soon told
        with Server(address, live) as server:
            live.refresh()
            first = _first_page(page, live, settings)
            with _edited(server, settings, admin), _followed(live, settings, poll):
                click.echo(f"{server.url}{first}", err=True)
                if browser:
                    webbrowser.open(f"{server.url}{first}")
                server.serve_forever()
    return CLEAN


@contextmanager
def _folder_for_a_while() -> Iterator[Path]:
    """A folder for the site, gone when the preview ends, also by a signal."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    with tempfile.TemporaryDirectory(prefix="hubgen-", ignore_cleanup_errors=True) as folder:
        yield Path(folder, "site")


def _first_page(page: str, live: Live, settings: Settings) -> str:
    from ..preview import NoSuchPage, address_of

    if live.checked is None:
        return ""
    try:
        return address_of(page, live.checked, settings.root, Path.cwd())
    except NoSuchPage as error:
        raise click.UsageError(str(error)) from None


@contextmanager
def _edited(server: Server, settings: Settings, wanted: bool) -> Iterator[None]:
    """Lets the page /admin/ write to the content, where that is `wanted`."""
    if not wanted:
        yield
        return
    from ..admin.working import decap_server

    content = settings.root / settings.content
    with decap_server(settings.config.parent, content, server.url.rstrip("/")) as writer:
        server.writer = writer
        click.echo(f"Records can be edited at {server.url}admin/", err=True)
        yield


@contextmanager
def _followed(live: Live, settings: Settings, poll: bool) -> Iterator[None]:
    """Follows changes on the disk, and says what each leads to."""
    from ..preview import Changes, watched

    def changed(whole: bool) -> None:
        begun = time.perf_counter()
        if live.refresh(whole):
            _say(live, time.perf_counter() - begun)

    changes = Changes(changed, tidied)
    _say(live, None)
    content = settings.root / settings.content
    with watched(settings.config.parent, content, live.watched(), changes, polling=poll) as looking:
        if looking and not poll:
            click.echo("The system tells of no changes here: hubgen looks for them every second", err=True)
        yield


def _say(live: Live, seconds: float | None) -> None:
    """Says what is wrong now, and how long it took to know."""
    for issue in live.issues:
        click.echo(issues.as_line(issue), err=True)
    if live.failure:
        click.echo(f"hubgen: {live.failure}", err=True)
    if live.checked:
        took = "" if seconds is None else f" ({seconds:.2f} s)"
        click.echo(f"{time.strftime('%H:%M:%S')} {issues.summary(live.checked.report)}{took}", err=True)
    sys.stderr.flush()
