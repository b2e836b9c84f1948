"""A package of named files, as Word and OpenDocument keep theirs: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_WHEN = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip archive knows: what is in it has none."""
STORED = "mimetype"
"""OpenDocument wants this file first and as it is."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files by their path as a zip archive, in their order."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, _WHEN)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if path == STORED else zipfile.ZIP_DEFLATED
            written.writestr(entry, content)
    return archive.getvalue()


def unpacked(archive: bytes) -> dict[str, bytes]:
    """The files of an archive by their path."""
    with zipfile.ZipFile(io.BytesIO(archive)) as read:
        return {path: read.read(path) for path in read.namelist()}
