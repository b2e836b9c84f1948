"""The command `lsp`: a language server for editors."""

from __future__ import annotations

import click

from .common import CLEAN


@click.command("lsp")
def lsp() -> int:
    """Serves an editor: faults while typing, completion, hover, definitions, references, renaming, quick fixes.

    Speaks the Language Server Protocol over standard input and output; an editor starts it. Needs the extra "lsp".
    """
    try:
        from ..lsp.server import server
    except ImportError as error:
        if error.name not in {"pygls", "lsprotocol"}:
            raise
        raise click.UsageError('the language server needs pygls: install it with pip install "hubgen[lsp]"') from None
    server().start_io()
    return CLEAN
