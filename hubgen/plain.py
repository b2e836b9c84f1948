"""YAML in the plain form that most front matter has, read many times faster than by a parser.

Knows keys, lists and mappings by indentation or in brackets, values on one line, and folded texts. A text that holds
anything else (or could: an anchor, a tag, a comment, a key without a value or one that stands there twice) gets no
answer here. `yaml.py` says what a text means: the two read the same, or this one reads nothing.
"""

from __future__ import annotations

import re
from typing import Any

LONGEST = 10_000
"""Characters of a text; so it is within the bounds that `yaml.py` sets to values."""
_DEEPEST = 40
"""Blanks that a line may be indented by; so it is within the bound that `yaml.py` sets to levels."""

_KEY = r"[^\W\d][\w-]{0,60}"
_WORDS = r"(?:-?[^\W_][^][{},:#?\n]*|'[^'\n]*'|\"[^\"\\\n]*\")"
_PAIRS = rf"\{{{_KEY}: {_WORDS}(?:, {_KEY}: {_WORDS})*\}}"
# matches every line, and so all of a text
_LINE = re.compile(
    rf"\n*(?P<blanks> *)(?P<hyphen>- )?(?:(?P<key>{_KEY}):(?: |(?=\n)))?"
    r"(?:(?P<words>(?:[^\W_]|[(“„‘«€])[^:#\n]*(?:(?::(?![ \n])|(?<! )#)[^:#\n]*)*)(?<! )\n"
    r"|(?P<value>>-?\n(?P<indent> +)(?! ).+\n(?:\n*(?P=indent)(?! ).+\n)*|.*\n))"
)
_LIST = re.compile(rf"\[{_WORDS}(?:, {_WORDS})*\]\n")
_MAPPING = re.compile(rf"{_PAIRS}\n")
_IN_BRACES = re.compile(_PAIRS)
_MAPPINGS = re.compile(rf"\[{_PAIRS}(?:, {_PAIRS})*\]\n")
_ITEM = re.compile(_WORDS)
_PAIR = re.compile(rf"({_KEY}): ({_WORDS})")
_QUOTED = re.compile(r"'[^'\n]*'\n|\"[^\"\\\n]*\"\n")
_FOLDS = re.compile(r"\n(\n*)")
_NOTHING = frozenset({"null", "Null", "NULL"})


class _NotPlain(Exception):
    """The text holds something that only a parser may judge."""


def read(text: str) -> dict[str, Any] | None:
    """The mapping that a text holds, with all scalars as text; None where it is not of the plain form."""
    if len(text) > LONGEST or not text.endswith("\n") or not text.replace("\n", "").isprintable():
        return None
    try:
        return _mapping(text.rstrip("\n") + "\n")
    except _NotPlain:
        return None


def _mapping(text: str) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    # what is open, from the outermost: the column it stands in, and the mapping or list
    opened: list[tuple[int, Any]] = [(0, whole)]
    waiting = ""  # the key that has no value yet
    for blanks, hyphen, key, words, value, indent in _LINE.findall(text):
        column = len(blanks)
        if not (hyphen or key) or column > _DEEPEST or words in _NOTHING:
            raise _NotPlain
        wanted = list if hyphen else dict
        if waiting:
            _open(opened, column, waiting, wanted())
        elif column != opened[-1][0] or type(opened[-1][1]) is not wanted:
            _close(opened, column, wanted)
        inside = opened[-1][1]
        if hyphen and key:
            column += 2
            inside.append({})
            inside = inside[-1]
            opened.append((column, inside))
        waiting = ""
        if not key:
            inside.append(words or _value(value, indent, column))
        elif key in inside:
            raise _NotPlain
        elif value == "\n":
            waiting = key
        else:
            inside[key] = words or _value(value, indent, column)
    if waiting:
        raise _NotPlain
    return whole


def _open(opened: list[tuple[int, Any]], column: int, key: str, new: Any) -> None:
    """Begins what a key without a value on its own line holds: a list may stand in the key's own column."""
    above, mapping = opened[-1]
    if column < above or (column == above and new == {}):
        raise _NotPlain
    mapping[key] = new
    opened.append((column, new))


def _close(opened: list[tuple[int, Any]], column: int, wanted: type) -> None:
    """Ends what is indented deeper than a line, and the list in the column of a key."""
    while opened[-1][0] > column or (opened[-1][0] == column and type(opened[-1][1]) is not wanted and len(opened) > 1):
        opened.pop()
    if opened[-1][0] != column or type(opened[-1][1]) is not wanted:
        raise _NotPlain


def _value(value: str, indent: str, column: int) -> Any:
    """What stands in marks behind a key or a hyphen, up to the end of its line; of a folded text, up to its last."""
    first = value[0]
    if first in "'\"" and _QUOTED.fullmatch(value):
        return value[1:-2]
    if first == "[" and _LIST.fullmatch(value):
        return [_given(words) for words in _ITEM.findall(value)]
    if first == "[" and _MAPPINGS.fullmatch(value):
        return [_pairs(pairs) for pairs in _IN_BRACES.findall(value)]
    if first == "{" and _MAPPING.fullmatch(value):
        return _pairs(value)
    if first == ">" and indent and len(indent) > column:
        return _folded(value[:-1], indent)
    raise _NotPlain


def _given(words: str) -> str:
    if words[0] in "'\"":
        return words[1:-1]
    words = words.rstrip(" ")
    if words in _NOTHING:
        raise _NotPlain
    return words


def _pairs(text: str) -> dict[str, str]:
    pairs = _PAIR.findall(text)
    found = {key: _given(words) for key, words in pairs}
    if len(found) != len(pairs):
        raise _NotPlain
    return found


def _folded(text: str, indent: str) -> str:
    """A text in lines: a line's end is a blank, and one more than that a line's end."""
    head, _, lines = text.partition("\n")
    folded = _FOLDS.sub(lambda ends: ends[1] or " ", lines.removeprefix(indent).replace(f"\n{indent}", "\n"))
    return folded if head == ">-" else f"{folded}\n"
