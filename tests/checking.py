"""What a check says of files laid over the base hub in `tests/hub`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from hubgen.check import Checked, check
from hubgen.issues import Issue, as_line

ROOT = Path(__file__).parents[1]
BASE = Path(__file__).parent / "hub"
TODAY = dt.date(2026, 11, 22)

KEYS = """\
title: Example cluster
summary: An example.
form: cluster
country: DE
sectors: [food]
services: [roadmapping]
origin: hub
"""
"""The front matter of a record without a fault."""
EXAMPLE = "content/clusters/example.md"

Text = str | bytes


class Files:
    """A source in memory."""

    def __init__(self, files: Mapping[str, Text]) -> None:
        self._files = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}

    def paths(self) -> Iterator[str]:
        return iter(sorted(path for path in self._files if path.endswith((".md", ".yml", ".yaml"))))

    def read(self, path: str) -> bytes:
        return self._files[path]


def base() -> dict[str, Text]:
    """The files of the base hub, by path."""
    files = (file for file in sorted((BASE / "content").rglob("*")) if file.is_file())
    return {file.relative_to(BASE).as_posix(): file.read_bytes() for file in files}


def record(keys: str = "", body: str = "Text.\n", *, drop: str = "") -> str:
    """A cluster organisation's file: `keys` stand before the base record's, and in place of those they name."""
    named = {*re.findall(r"^[\"']?(\w+)[\"']?[ \t]*:", keys, re.MULTILINE), *drop.split()}
    rest = "".join(line for line in KEYS.splitlines(keepends=True) if line.partition(":")[0] not in named)
    return f"---\n{keys.strip(chr(10))}\n{rest}---\n{body}" if keys else f"---\n{rest}---\n{body}"


def checked(files: Mapping[str, Text], *, over: Mapping[str, Text] | None = None) -> Checked:
    """A check of files laid over the base hub, or over `over`."""
    everything = (base() if over is None else dict(over)) | dict(files)
    return check(Files(everything), today=TODAY, exists=lambda path: path in everything)


def issues(files: Mapping[str, Text], *, over: Mapping[str, Text] | None = None) -> list[Issue]:
    """The issues of the files given, in order."""
    return [issue for issue in checked(files, over=over).report.issues if issue.path in files]


def lines(files: Mapping[str, Text], *, over: Mapping[str, Text] | None = None) -> list[str]:
    """The issues of the files given, as they are printed."""
    return [as_line(issue) for issue in issues(files, over=over)]


def told(keys: str = "", body: str = "Text.\n", *, drop: str = "") -> str:
    """What a check says of the example record with these keys: the lines, without its path."""
    return "\n".join(lines({EXAMPLE: record(keys, body, drop=drop)})).replace(f"{EXAMPLE}:", "")
