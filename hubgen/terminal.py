"""Issues for a person at a terminal: in colour, each with the line it is about and a caret below the fault.

Gives text and leaves printing it to the commands. What is printed into a file or a pipe is laid out by `issues.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from .issues import Issue, Report, as_line, printable, summary

Line = Callable[[str, int], str]
"""A line of a file, by path and number; empty where there is none to be had."""

_TAB = 4
_COLOURS = {"error": 31, "warning": 33}


def text(report: Report, line: Line, width: int) -> str:
    """All issues with their lines, and the count; `width` is the terminal's, in columns."""
    shown = [_shown(issue, line(issue.path, issue.line), width) for issue in report.issues]
    certain = sum(bool(issue.instead) for issue in report.issues)
    way_out = [f"{certain:,} can be mended by hubgen check --fix"] if certain else []
    return "\n".join([*shown, summary(report), *way_out])


def _shown(issue: Issue, source: str, width: int) -> str:
    head, *hint = as_line(issue).split("\n")
    place, _, rest = head.partition(f" {issue.severity}[")
    colour = _COLOURS[issue.severity]
    code, _, message = rest.partition("]")
    lines = [f"{_in(1, place)} {_in(colour, f'{issue.severity}[{code}]')}{message}"]
    if source.strip("- "):
        lines += _excerpt(source, issue, width, colour)
    return "\n".join([*lines, *(_in(36, one) for one in hint)])


def _in(colour: int, text: str) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m"


def _excerpt(source: str, issue: Issue, width: int, colour: int) -> list[str]:
    """The line, cut to the terminal's width around the fault, and the caret below it."""
    gutter = f"{issue.line:5} | "
    before, after = source[: issue.column - 1], source[issue.column - 1 :]
    room = max(width - len(gutter) - 1, 20)
    left = _shortened(_plain(before), room * 2 // 3, keep_end=True)
    right = _shortened(_plain(after), room - columns(left))
    return [f"{_in(2, gutter)}{left}{right}", f"{' ' * len(gutter)}{' ' * columns(left)}{_in(colour, '^')}"]


def _plain(text: str) -> str:
    """The text as it can be shown: tabs as blanks, and what would move the cursor as an escape."""
    return printable(text.replace("\t", " " * _TAB))


def columns(text: str) -> int:
    """Columns that a text takes on a terminal: two for a wide character, none for one that joins the one before."""
    return sum(
        0 if unicodedata.category(c) in {"Mn", "Me"} else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _shortened(text: str, room: int, *, keep_end: bool = False) -> str:
    if columns(text) <= room:
        return text
    kept = text[::-1] if keep_end else text
    while columns(kept) > room - 1:
        kept = kept[: len(kept) - max(1, (columns(kept) - room + 1) // 2)]
    return f"…{kept[::-1]}" if keep_end else f"{kept}…"
