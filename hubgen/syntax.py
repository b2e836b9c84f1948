"""A YAML parser's error in an editor's words, at the place to mend rather than where the parser gave up.

Only explains: whether a text is YAML is for the parser to say, and what to do about a fault for whoever asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

Place = tuple[int, int]
"""Line and column, 1-based."""

_QUOTES = ("'", '"')
_OPENING = (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)
_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with the YAML, under the code of the rule it breaks."""

    code: str
    place: Place
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mishap:
    """Where a parser gave up, and over what. Lines and columns count from 0 here, as the parser's do.

    `began` is where the thing began that it was reading, `before` the token that stands before the place, `opened` where
    the innermost bracket opens that is still open there.
    """

    lines: list[str]
    problem: str
    context: str
    line: int
    column: int
    began: tuple[int, int] | None
    before: Any
    opened: tuple[int, int] | None

    @property
    def here(self) -> str:
        return self.lines[self.line] if self.line < len(self.lines) else ""

    @property
    def character(self) -> str:
        return self.here[self.column : self.column + 1]

    def fault(self, code: str, message: str, hint: str, at: tuple[int, int] | None = None) -> Fault:
        line, column = at or (self.line, self.column)
        return Fault(code=code, place=(line + 1, column + 1), message=message, hint=hint)


def explain(error: yaml.YAMLError, text: str, first_line: int, loader: Any) -> Fault:
    """The fault behind a parser's error; `first_line` is the line of the file on which `text` begins."""
    mishap = _mishap(error, text, loader)
    fault = next(found for diagnose in _DIAGNOSES if (found := diagnose(mishap)))
    line, column = fault.place
    return Fault(code=fault.code, place=(line + first_line - 1, column), message=fault.message, hint=fault.hint)


def _mishap(error: yaml.YAMLError, text: str, loader: Any) -> _Mishap:
    mark = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None)
    at = (mark.line, mark.column) if mark else _counted(text, getattr(error, "position", 0))
    lines = text.split("\n")
    before, opened = _before(text, at, loader)
    return _Mishap(
        lines=lines,
        problem=str(getattr(error, "problem", None) or getattr(error, "reason", None) or error),
        context=str(getattr(error, "context", None) or ""),
        line=min(at[0], len(lines) - 1),
        column=at[1] if at[0] < len(lines) else len(lines[-1]),
        began=(start.line, start.column) if start else None,
        before=before,
        opened=opened,
    )


def _counted(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position), position - text.rfind("\n", 0, position) - 1


def _before(text: str, at: tuple[int, int], loader: Any) -> tuple[Any, tuple[int, int] | None]:
    """The last token before a place, and where the innermost bracket opens that is not closed by then."""
    before, opened = None, []
    try:
        for token in yaml.scan(text, Loader=loader):
            place = token.start_mark.line, token.start_mark.column
            if place >= at:
                break
            before = token
            if isinstance(token, _OPENING):
                opened.append(place)
            elif isinstance(token, _CLOSING) and opened:
                opened.pop()
    except yaml.YAMLError:
        pass
    return before, opened[-1] if opened else None


# --- diagnoses, the likeliest first -----------------------------------------------------------------------------------


def _tab(m: _Mishap) -> Fault | None:
    at = next((n for n in (m.line, m.line - 1) if n >= 0 and re.match(r" *\t", m.lines[n])), None)
    if at is None:
        return None
    return m.fault(
        "HG108", "a tab stands where YAML takes blanks only.", "indent with blanks", (at, m.lines[at].index("\t"))
    )


ODD_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Blanks of another width, and such that no line breaks at: YAML takes them for letters."""


def _odd_blank(m: _Mishap) -> Fault | None:
    """A non-breaking space in the indentation, of this line or of one just above that it made part of another value."""
    odd = re.compile(f" *[{ODD_BLANKS}]")
    at = next((n for n in (m.line, m.line - 1) if n >= 0 and odd.match(m.lines[n])), None)
    if at is None:
        return None
    column = re.search(f"[{ODD_BLANKS}]", m.lines[at])
    return m.fault("HG106", *odd_blank(), (at, column.start() if column else 0))


def _odd_behind(m: _Mishap, line: int) -> Fault | None:
    """A non-breaking space behind the colon or hyphen that a plain one has to follow."""
    found = re.match(rf"\s*(?:- +)*(?:[\w-]+:|-)(?=[{ODD_BLANKS}])", m.lines[line])
    if found is None:
        return None
    sign = "colon" if found[0].endswith(":") else "hyphen"
    message, _ = odd_blank()
    return m.fault("HG106", message, f"delete the blank after the {sign} and type it anew", (line, found.end()))


def _odd_item(m: _Mishap) -> Fault | None:
    """An item of a list with something else than a hyphen and a blank before it."""
    if not m.context.startswith("while parsing a block"):
        return None
    if found := _odd_behind(m, m.line):
        return found
    mark = re.match(r"(\s*)(-(?=[^\s-])|(?:\d{1,3}[.)]|[*+\u2022\u2013\u2014])(?=\s))\s*(.*)", m.here)
    if mark is None:
        return None
    at = (m.line, len(mark[1]))
    written = f"write - {_short(mark[3])}"
    if mark[2] == "-":
        return m.fault("HG106", "a blank is missing after the hyphen.", written, at)
    return m.fault("HG106", f'in front matter an item begins with a hyphen, not with "{mark[2]}".', written, at)


def odd_blank() -> tuple[str, str]:
    """What is said of an odd blank in the indentation, and the way out."""
    return (
        "a non-breaking space stands where YAML takes plain blanks only.",
        "delete the blanks before the first word of the line and type them anew",
    )


def _escape(m: _Mishap) -> Fault | None:
    if "quoted scalar" not in m.context or not re.search("escape|hexdecimal", m.problem):
        return None
    column = m.here.rfind("\\", 0, m.column + 1)
    shown = m.here[column : column + 2]
    return m.fault(
        "HG106",
        f'"{shown}" means nothing in double quotation marks.',
        "use single ones, in which a backslash is a backslash",
        (m.line, max(column, 0)),
    )


def _open_quote(m: _Mishap) -> Fault | None:
    if "quoted scalar" in m.context and m.began:
        return _unclosed_quote(m, m.began)
    return None


def _unclosed_quote(m: _Mishap, at: tuple[int, int]) -> Fault:
    return m.fault("HG106", "a quotation mark opens here and is never closed.", "close it, or take it away", at)


def _after_quote(m: _Mishap) -> Fault | None:
    """Text behind a closed quotation mark: one too few, or one too many."""
    if not isinstance(m.before, yaml.ScalarToken) or m.before.style not in _QUOTES or _ended(m) != m.line:
        return None
    if m.before.start_mark.line < m.line:
        return _unclosed_quote(m, (m.before.start_mark.line, m.before.start_mark.column))
    return m.fault(
        "HG106",
        "text goes on after the closing quotation mark.",
        f"put the whole value in quotation marks: {_quoted(m.here)}",
    )


def _after_bracket(m: _Mishap) -> Fault | None:
    if not isinstance(m.before, _CLOSING) or _ended(m) != m.line or not m.context.startswith("while parsing a block"):
        return None
    return m.fault(
        "HG106",
        "text goes on after the closing bracket.",
        f"take it away, or put the whole value in quotation marks: {_quoted(m.here)}",
    )


def _ended(m: _Mishap) -> int:
    return int(m.before.end_mark.line)


def _second_colon(m: _Mishap) -> Fault | None:
    """A colon and a blank that cannot be a key's: in the middle of a value, or on a line that was read as part of one."""
    if "mapping values are not allowed" not in m.problem:
        return None
    above = m.before.start_mark if isinstance(m.before, yaml.ScalarToken) else None
    if above and above.line < m.line:
        if not m.lines[above.line][: above.column].strip(" -"):
            return _no_key(m, above.line)
        return _in_lower_line(m)
    return m.fault(
        "HG118",
        "a colon and a blank in the middle of a value: YAML takes what stands before it for a key.",
        f"put the value in quotation marks: {_quoted(m.here)}",
    )


def _in_lower_line(m: _Mishap) -> Fault:
    """A colon in the second or a later line of a value, or in a key that its indentation makes part of one."""
    if not re.fullmatch(r"\s*(?:- +)*[\w-]+", m.here[: m.column]):
        return m.fault(
            "HG118",
            "a colon and a blank in the middle of a value: YAML takes what stands before it for a key.",
            "put the whole value in quotation marks, from its first line to its last",
        )
    column = len(m.here) - len(m.here.lstrip())
    return m.fault(
        "HG106",
        "this line is indented deeper than the key above, which has its value already.",
        _aligned(m),
        (m.line, column),
    )


_BY_BLANKS = "align it with the keys of the same level, by blanks"


def _aligned(m: _Mishap) -> str:
    """How to indent the line: like the nearest of the levels that are open above it, an item like an item."""
    item = m.here.lstrip().startswith("- ")
    here = len(m.here) - len(m.here.lstrip())
    levels: dict[int, str] = {}
    for line in reversed(m.lines[: m.line]):
        found = re.match(r"(\s*)((?:- +)*)(?:([\w-]+)[ \t]*:(?=\s|$))?", line)
        if found is None or not (found[2] or found[3]):
            continue
        width = len(found[1]) if item else len(found[1] + found[2])
        if not levels or width < min(levels):
            if item and found[2]:
                levels[width] = "the item"
            elif not item and found[3]:
                levels[width] = f'"{found[3][:40]}"'
        if not len(found[1]):
            break
    if not levels:
        above = re.match(r"\s*(?:- +)*([\w-]+)[ \t]*:", m.lines[max(m.line - 1, 0)])
        return f'if it belongs to "{above[1][:40]}", take the text behind that away' if above else _BY_BLANKS
    width = min(levels, key=lambda w: (abs(w - here), -w))
    blanks = f"with {width} blank{'s' * (width > 1)}" if width else "at the start of the line"
    return f"begin it {blanks}, like {levels[width]} above"


def _neither(m: _Mishap) -> Fault | None:
    return _no_key(m, m.began[0]) if "simple key" in m.context and m.began else None


def _no_key(m: _Mishap, line: int) -> Fault:
    text = m.lines[line]
    column = len(text) - len(text.lstrip())
    if odd := _odd_behind(m, line):
        return odd
    if glued := re.match(r"\s*(?:- +)*[\w-]+:(?=[^\s/])", text):
        mended = f"{text[: glued.end()].strip()} {text[glued.end() :].strip()}"
        return m.fault("HG106", "a blank is missing after the colon.", f"write {_short(mended)}", (line, glued.end()))
    return m.fault(
        "HG106",
        "this line is neither a key with its value nor part of the value above.",
        "write key: value, or indent the line under the key it belongs to",
        (line, column),
    )


def _list_in_line(m: _Mishap) -> Fault | None:
    if "block sequence entries are not allowed" not in m.problem:
        return None
    return m.fault(
        "HG106",
        "a list cannot begin on the line of its key.",
        "put each item on a line of its own below the key, or the value in quotation marks",
    )


def _first_character(m: _Mishap) -> Fault | None:
    begins = re.match("while scanning an? (alias|anchor|tag|directive)", m.context)
    at = m.began if begins and m.began else (m.line, m.column)
    first = m.lines[at[0]][at[1] : at[1] + 1] if at[0] < len(m.lines) else ""
    if not first or not (
        begins or "cannot start any token" in m.problem or "mapping keys are not allowed" in m.problem
    ):
        return None
    return m.fault(
        "HG106",
        f'a value cannot begin with "{first}".',
        f"put the value in quotation marks: {_quoted(m.lines[at[0]])}",
        at,
    )


def _no_value(m: _Mishap) -> Fault | None:
    if "expected node content" not in m.problem or not m.character:
        return None
    if m.character in ",]}":
        return m.fault(
            "HG106",
            f'there is no value before this "{m.character}".',
            "take it away, or put it in quotation marks if it is part of the value",
        )
    return None


def _bracket(m: _Mishap) -> Fault | None:
    if not re.search("flow (sequence|mapping|node)", m.context):
        return None
    opened = m.opened or m.began
    hint = "close the bracket; put values that hold a comma or a bracket in quotation marks"
    if opened and opened[0] < m.line and (not m.here.strip() or re.match(r"\s*(- |[\w-]+:(\s|$))", m.here)):
        return m.fault("HG106", "a bracket is opened here and never closed.", hint, opened)
    return m.fault("HG106", "a bracket is not closed before this, or a comma is missing.", hint)


def _after_bar(m: _Mishap) -> Fault | None:
    if "block scalar" not in m.context:
        return None
    return m.fault(
        "HG106",
        "after | or > the text begins on the next line, indented.",
        f"begin a new line, or put the value in quotation marks: {_quoted(m.here)}",
    )


def _indentation(m: _Mishap) -> Fault | None:
    if not m.context.startswith("while parsing a block"):
        return None
    return m.fault(
        "HG106",
        "this line is not indented like the ones it belongs to.",
        _aligned(m),
    )


def _anything(m: _Mishap) -> Fault:
    return m.fault("HG106", f"this is not YAML: {m.problem}.", "compare the line with the examples in the reference")


_DIAGNOSES: tuple[Callable[[_Mishap], Fault | None], ...] = (
    _tab,
    _odd_blank,
    _escape,
    _open_quote,
    _after_quote,
    _after_bracket,
    _second_colon,
    _neither,
    _list_in_line,
    _first_character,
    _no_value,
    _bracket,
    _after_bar,
    _odd_item,
    _indentation,
    _anything,
)


def _quoted(line: str) -> str:
    """A line with its value in single quotation marks, as it would have to be written."""
    key, colon, value = line.strip().partition(":")
    if not colon:
        key, value = "", line.strip().removeprefix("- ")
    value = value.strip()
    if len(value) > 1 and value[0] in _QUOTES and value[-1] == value[0]:
        value = value[1:-1]
    shown = _short(value.replace("'", "''"))
    return f"{_short(key)}: '{shown}'" if key else f"'{shown}'"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
