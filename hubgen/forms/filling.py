"""A document with the answers in it, as Markdown; and blank, as it is printed and filled in by hand.

`client/fill-text.js` does the same in the browser, to the letter: a test compares the two. What was filled in is text: it is
escaped, so that no answer makes a heading, a link or a tag.

A *plan* is what `plan.py` makes of a template: plain mappings and lists, which the browser gets as JSON. *Values* are
answers by field: a text; for choices and checklists a list of texts; for a table a list of rows, each a mapping of
texts. Numbers and amounts are decimals in a text, so that no cent is lost; dates are `2027-05-03`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from typing import Any

from .language import ROW, Tree

Plan = Mapping[str, Any]
Field = Mapping[str, Any]
Values = Mapping[str, Any]
Blank = Callable[[Field, str | None], str]
"""What stands in a place without an answer, by its field and where it stands."""

BLANK_ROWS = 4
"""Rows of a table that is printed, at least."""
_LINE = "\\_" * 24
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"[ \t\r\n]+")
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&{}$^]")
_START = re.compile(r"^(\d*)([#+\-=>:.)])")
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ,;:.'\"()/?%-]*[A-Za-z0-9.)])?")
"""What most texts look like, which are as they have to be."""
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
_MANY_LINES = re.compile(r"\n{3,}")
_DECIMAL = re.compile(r"(-?)(\d{1,15})(\.\d{1,6})?")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def filled(plan: Plan, values: Values, blank: Blank | None = None) -> str:
    """The document as Markdown; a place without an answer is left to be filled in by hand, or to `blank`."""
    writer = _Writer({field["id"]: field for field in plan["fields"]}, values, blank or by_hand)
    return _MANY_LINES.sub("\n\n", writer.write(plan["document"], {})).strip() + "\n"


class _Writer:
    """Writes nodes of a tree. A scope has the rows of the loops around them, each with its table."""

    def __init__(self, fields: Mapping[str, Field], values: Values, blank: Blank) -> None:
        self._fields, self._values, self._blank = fields, values, blank

    def write(self, nodes: Tree, scope: Mapping[str, tuple[str, Values]]) -> str:
        return "".join([node if isinstance(node, str) else self._node(node, scope) for node in nodes])

    def _node(self, node: list[Any], scope: Mapping[str, tuple[str, Values]]) -> str:
        match node:
            case ["place", way, where]:
                return self._place(*self._found(way, scope), where)
            case ["if", branches, other]:
                chosen = next((inside for condition, inside in branches if self._holds(condition, scope)), other)
                return self.write(chosen, scope)
            case ["for", name, table, inside]:
                rows = self._values.get(table) or []
                return "".join([self.write(inside, {**scope, name: (table, row)}) for row in rows])
        raise AssertionError(node)

    def _found(self, way: str, scope: Mapping[str, tuple[str, Values]]) -> tuple[Field | None, Any]:
        """The field that a way leads to, and its answer."""
        name, _, column = way.partition(".")
        if not column:
            return self._fields.get(name), self._values.get(name)
        table, row = scope.get(name, ("", {}))
        columns = self._fields.get(table, {}).get("columns", ())
        return next((one for one in columns if one["id"] == column), None), row.get(column)

    def _place(self, field: Field | None, value: Any, where: str | None) -> str:
        if field is None:
            return ""
        if where in {None, ROW}:
            return inline(said(field, value)) if value else self._blank(field, where)
        text = block(field, value) if value else self._blank(field, where)
        return "\n" + "\n".join([f"{where}{line}" if line else "" for line in text.split("\n")]) + "\n"

    def _holds(self, condition: list[Any], scope: Mapping[str, tuple[str, Values]]) -> bool:
        how, tests = condition
        held = [_holds(self._found(way, scope)[1], operator, value) for way, operator, value in tests]
        return (any(held) if how == "any" else all(held)) and bool(held)


def _holds(answer: Any, operator: str, value: str) -> bool:
    """Whether one test holds of an answer; numbers are compared as numbers, all else as text."""
    if operator == "filled":
        return bool(answer)
    if operator == "contains":
        return bool(answer) and value in answer
    if operator in {"==", "!="}:
        return ((answer or "") == value) is (operator == "==")
    if not isinstance(answer, str) or not _DECIMAL.fullmatch(answer):
        return False
    one, other = float(answer), float(value)
    return {">=": one >= other, "<=": one <= other, ">": one > other, "<": one < other}[operator]


# --- answers in words -------------------------------------------------------------------------------------------------


def said(field: Field, value: Any) -> str:
    """An answer in words, as plain text on one or several lines."""
    match field["type"]:
        case "number" | "money":
            return grouped(value)
        case "date":
            return day(value)
        case "scale":
            return f"{value} of 5: {label}" if (label := _label(field, value)) != value else f"{value} of 5"
        case "choices" | "checklist":
            return ", ".join([_label(field, one) for one in value])
        case "table":
            return "; ".join([", ".join([row.get(column["id"]) or "" for column in field["columns"]]) for row in value])
        case _:
            return _label(field, value)


def _label(field: Field, value: str) -> str:
    return next((label for option, label in field.get("options", ()) if option == value), value)


def grouped(value: str) -> str:
    """`12,500.50` for `12500.50`; what is no decimal stays as it is."""
    found = _DECIMAL.fullmatch(value)
    return f"{found[1]}{int(found[2]):,}{found[3] or ''}" if found else value


def day(value: str) -> str:
    """`3 May 2027` for `2027-05-03`; what is no day stays as it is."""
    found = _DAY.fullmatch(value)
    if not found or not 1 <= int(found[2]) <= 12:
        return value
    return f"{int(found[3])} {calendar.month_name[int(found[2])]} {found[1]}"


# --- answers as Markdown ----------------------------------------------------------------------------------------------


def inline(text: str) -> str:
    """A text on one line, with nothing in it that Markdown would read."""
    if _PLAIN.fullmatch(text) and "  " not in text:
        return text
    text = _SPACE.sub(" ", _CONTROL.sub("", text)).strip(" ")
    return _START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", text))


def block(field: Field, value: Any) -> str:
    """An answer with lines of its own."""
    match field["type"]:
        case "long-text":
            return _paragraphs(value)
        case "choices":
            return "\n".join([f"- {inline(_label(field, one))}" for one in value])
        case "checklist":
            return _boxes(field, value)
        case "table":
            return _table(field["columns"], value)
        case _:
            return inline(said(field, value))


def _paragraphs(text: str) -> str:
    """The paragraphs and lines of a text, kept."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n")
    parts = [[inline(line) for line in part.split("\n")] for part in _PARAGRAPHS.split(text)]
    return "\n\n".join(["\\\n".join([line for line in lines if line]) for lines in parts if any(lines)])


def _boxes(field: Field, ticked: Any) -> str:
    return "\n".join([f"- [{'x' if option in ticked else ' '}] {inline(label)}" for option, label in field["options"]])


def _table(columns: list[Field], rows: list[Values]) -> str:
    heads = [inline(column["label"]) for column in columns]
    cells = [[inline(said(one, row[one["id"]])) if row.get(one["id"]) else "" for one in columns] for row in rows]
    return "\n".join([_row(heads), _row(["---"] * len(columns)), *map(_row, cells)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


# --- places without an answer -----------------------------------------------------------------------------------------


def by_hand(field: Field, where: str | None) -> str:
    """What a pen fills in: a line, boxes to tick, rows; nothing in a cell, which is room enough."""
    match field["type"]:
        case "choice" | "choices" if len(field["options"]) <= 8:
            return "   ".join([f"☐ {inline(label)}" for _, label in field["options"]])
        case "scale":
            return "   ".join([f"☐ {number}" for number in range(1, 6)])
        case "checklist" if where not in {None, ROW}:
            return _boxes(field, ())
        case "table" if where not in {None, ROW}:
            return blank_table(field)
        case "long-text" if where not in {None, ROW}:
            return "\n\n".join([_LINE * 2] * 3)
        case _:
            return "" if where == ROW else _LINE


def blank_table(field: Field) -> str:
    """A table with the rows it begins with, and more to write on where somebody is to write."""
    given = list(field.get("rows", ()))
    more = 0 if field.get("made") else BLANK_ROWS - len(given)
    return _table(field["columns"], given + [{}] * more)
