"""Hubs in memory that are changed as the commands change them."""

from __future__ import annotations

from collections.abc import Mapping

from hubgen.edits import Change
from hubgen.mentions import Editing
from hubgen.parse import Parsed
from hubgen.source import part
from tests.checking import Files, Text, base, checked


def editing(files: Mapping[str, Text], *, over: Mapping[str, Text] | None = None, config: str = "") -> Editing:
    """The base hub, or `over`, with files laid over it, ready to be changed."""
    everything = (base() if over is None else dict(over)) | dict(files)
    menu = Parsed(document=part("mkdocs.yml", config.encode()), id="") if config else None
    return Editing(
        checked=checked(files, over=over),
        source=Files(everything | ({"mkdocs.yml": config} if config else {})),
        config=menu,
    )


def done(files: Mapping[str, Text], change: Change) -> dict[str, Text]:
    """The files after a change."""
    after = {**files, **change.files}
    return {path: raw for path, raw in after.items() if raw is not None}


def texts(change: Change) -> dict[str, str | None]:
    """The change's files as text."""
    return {path: raw if raw is None else raw.decode() for path, raw in sorted(change.files.items())}
