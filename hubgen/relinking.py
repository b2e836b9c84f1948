"""Links in a text as they are written: which stretch of it names the target, and how another target is named there.

Every form that a text may have: `[[…]]`, `[…](…)`, and `[…][label]` with its definition. What a link should lead to is
for others to know.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from posixpath import dirname, relpath
from urllib.parse import quote

from .markdown import Place

_NAME = re.compile(r"\[\[\s*(?P<name>.*?)\s*(?=#|\\?\||\]\])", re.DOTALL)
_DESTINATION = (
    r"<(?P<pointed>(?:\\.|[^<>\\\n])*)>|(?P<bare>(?!<)(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\]|\([^\s()]*\))*\))*)"
)
_TITLE = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)"
_INLINE = re.compile(rf"\]\(\s*(?:{_DESTINATION})(?:\s+(?:{_TITLE}))?\s*\)\Z", re.DOTALL)
_LABEL = re.compile(r"\[(?P<label>(?:\\.|[^\[\]\\])*)\](?:\[\])?\Z", re.DOTALL)
_DEFINITION = re.compile(
    rf"^[ \t>*+\-\d.)]*\[(?P<label>(?:\\.|[^\[\]\\])+)\]:[ \t]*(?:\n[ \t>]*)?(?:{_DESTINATION})(?=\s|\Z)", re.MULTILINE
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")

Stretch = tuple[int, int]
"""From and to, in characters of the text."""


def wiki_name(text: str, link: Place) -> Stretch | None:
    """Where the name stands in a `[[name#anchor|words]]` link."""
    found = _NAME.match(text, link.start, link.end)
    return found.span("name") if found else None


def destinations(text: str, link: Place, target: str) -> Iterator[Stretch]:
    """Where the destination of a link to `target` may stand: in the link, or in a definition that it names, the likeliest first."""
    written = text[link.start : link.end]
    at = written.rfind("](") if written.endswith(")") else -1
    while at >= 0:
        if (found := _INLINE.match(written, at)) and _means(found, target):
            start, end = _place(found)
            yield link.start + start, link.start + end
            return
        at = written.rfind("](", 0, at)
    label = _LABEL.search(written)
    for found in _DEFINITION.finditer(text) if label else ():
        if label and _same_label(found["label"], label["label"]) and _means(found, target):
            yield _place(found)


def _place(found: re.Match[str]) -> Stretch:
    return found.span("bare" if found["pointed"] is None else "pointed")


def _means(found: re.Match[str], target: str) -> bool:
    written = found["bare"] if found["pointed"] is None else found["pointed"]
    return html.unescape(_ESCAPED.sub(r"\1", written)) == target


def _same_label(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def renamed_destination(written: str, path: str, old: str, new: str, content: str) -> str:
    """A destination in the text of `path` that leads to the file `old`, as it has to be to lead to `new`.

    Query and anchor stay as they are; the folders too, where the file stays in its own.
    """
    where = re.match(r"(?:&#?\w+;|[^?#])*", written)
    assert where
    rest = written[where.end() :]
    if dirname(old) == dirname(new):
        folders = where[0][: where[0].rfind("/") + 1]
        return f"{folders}{quote(new.rpartition('/')[2])}{rest}"
    if where[0].startswith("/"):
        return f"/{quote(relpath(new, content))}{rest}"
    return f"{quote(relpath(new, dirname(path)))}{rest}"
