"""Where a cursor stands in a record's file: at a key or a value of front matter, or within a link of the text.

Works on the text alone, line by line, for while somebody types the YAML is mostly not whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"(?P<indent>[ ]*)(?P<dashes>(?:- +|-$)*)(?:(?P<key>[A-Za-z_][\w-]*)[ ]*:(?=[ ]|$))?(?P<rest>.*)")
_TOKEN = re.compile(r"[^\s,\[\]{}\"'|#:()]*")
_WIKI = re.compile(r"\[\[([^\[\]|]*)(?:\|[^\[\]]*)?\]\]")
_OPEN_WIKI = re.compile(r"\[\[([^\[\]|\n]*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """A place in a text. `line` and `column` count from 0, in characters; `start` and `end` are columns of the word there.

    `where` is "key", "value" or "link". `way` are the keys that lead to the value, without numbers of lists; of a key, those
    above it. `word` is the whole word, `typed` what stands before the cursor of it. `beside` are keys that are there already.
    """

    where: str
    line: int
    start: int
    end: int
    word: str
    typed: str
    way: tuple[str, ...] = ()
    beside: frozenset[str] = frozenset()


def lines_of(text: str) -> list[str]:
    """The lines as editors count them, without their ends."""
    return re.split(r"\r\n|\n|\r", text)


def cursor(text: str, line: int, column: int) -> Cursor | None:
    """What is at a place; None where nothing of a hub's can stand."""
    lines = lines_of(text)
    if not 0 <= line < len(lines):
        return None
    end = front_end(lines)
    if 0 < line < end:
        return _in_front(lines, line, min(column, len(lines[line])), end)
    return _in_body(lines[line], line, column) if line >= end else None


def front_end(lines: list[str]) -> int:
    """The number of the line that closes front matter; 0 where there is none, the end where it never closes."""
    if not lines or lines[0].lstrip("\ufeff").rstrip() != "---":
        return 0
    return next((n for n, line in enumerate(lines) if n and line.rstrip() in {"---", "..."}), len(lines))


def _in_body(text: str, line: int, column: int) -> Cursor | None:
    for found in _WIKI.finditer(text):
        if found.start() <= column <= found.end():
            start, end = found.span(1)
            typed = text[start : min(max(column, start), end)]
            return Cursor(where="link", line=line, start=start, end=end, word=found[1], typed=typed)
    if begun := _OPEN_WIKI.search(text[:column]):
        return Cursor(where="link", line=line, start=begun.start(1), end=column, word=begun[1], typed=begun[1])
    return None


def _in_front(lines: list[str], line: int, column: int, end: int) -> Cursor | None:
    text = lines[line]
    start, stop = _token(text, column)
    word, typed = text[start:stop], text[start:column]
    before = text[:start]
    if "#" in before and re.search(r"(^|\s)#", _unquoted(before)):
        return None
    parts = _LINE.fullmatch(text)
    assert parts
    above = tuple(_above(lines, line, len(parts["indent"]) + len(parts["dashes"])))
    flow = _flow(before)
    if flow is not None:
        keys, at_value, beside = flow
        way = (*above, *([parts["key"]] if parts["key"] else []), *keys)
        where = "value" if at_value else "key"
        return Cursor(where=where, line=line, start=start, end=stop, word=word, typed=typed, way=way, beside=beside)
    key_start = len(parts["indent"]) + len(parts["dashes"])
    if parts["key"] and column > parts.end("key"):
        way = (*above, parts["key"])
        return Cursor(where="value", line=line, start=start, end=stop, word=word, typed=typed, way=way)
    if before.strip("- ") and start > key_start:
        return Cursor(where="value", line=line, start=start, end=stop, word=word, typed=typed, way=above)
    beside = frozenset(_siblings(lines, line, key_start, end))
    if parts["dashes"] and not parts["key"] and not beside - {word}:
        # an item of a list: whether it is a value or a key of a mapping, its field tells
        return Cursor(where="item", line=line, start=start, end=stop, word=word, typed=typed, way=above)
    return Cursor(where="key", line=line, start=start, end=stop, word=word, typed=typed, way=above, beside=beside)


def _token(text: str, column: int) -> tuple[int, int]:
    """The word around a column."""
    start = column
    while start and _TOKEN.fullmatch(text[start - 1]) and text[start - 1]:
        start -= 1
    found = _TOKEN.match(text, column)
    return start, found.end() if found else column


def _unquoted(text: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'", "", text)


def _above(lines: list[str], line: int, indent: int) -> Iterator[str]:
    """The keys that a line stands below, from the top."""
    found: list[str] = []
    for n in range(line - 1, 0, -1):
        parts = _LINE.fullmatch(lines[n])
        if not parts or not parts["key"]:
            continue
        at = len(parts["indent"]) + len(parts["dashes"])
        # a list may stand at the indentation of its key
        below = at < indent or (at == len(parts["indent"]) == _indent(lines[line]) and "-" in lines[line][:indent])
        if below and not parts["rest"].strip().strip("|>-+&"):
            found.append(parts["key"])
            indent = len(parts["indent"])
            line = n
        if not at:
            break
    return reversed(found)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))


def _siblings(lines: list[str], line: int, indent: int, end: int) -> Iterator[str]:
    """The other keys of the mapping that a line stands in."""
    for step in (-1, 1):
        n = line + step
        while 0 < n < end:
            parts = _LINE.fullmatch(lines[n])
            at = len(parts["indent"]) + len(parts["dashes"]) if parts else 0
            if parts and lines[n].strip() and at < indent:
                break
            if step > 0 and parts and parts["dashes"] and at == indent:
                break
            if parts and parts["key"] and at == indent:
                yield parts["key"]
            if step < 0 and parts and parts["dashes"] and at == indent:
                break
            n += step


def _flow(before: str) -> tuple[tuple[str, ...], bool, frozenset[str]] | None:
    """Within brackets that are still open: the keys on the way, whether a value is next, and the keys already there."""
    plain = re.sub(r"\"[^\"]*\"|'[^']*'", lambda quoted: "·" * len(quoted[0]), before)
    stack: list[tuple[str, list[str], str]] = []
    token = ""
    for sign in plain:
        if sign in "[{":
            stack.append((sign, [], ""))
            token = ""
        elif sign in "]}" and stack:
            stack.pop()
            token = ""
        elif stack and sign == ":" and stack[-1][0] == "{":
            stack[-1] = ("{", [*stack[-1][1], token.strip()], token.strip())
            token = ""
        elif stack and sign == ",":
            stack[-1] = (stack[-1][0], stack[-1][1], "")
            token = ""
        else:
            token += sign
    if not stack:
        return None
    way = tuple(key for _, _, key in stack if key)
    kind, keys, key = stack[-1]
    at_value = kind == "[" or bool(key)
    return way, at_value, frozenset(keys) if kind == "{" else frozenset()
