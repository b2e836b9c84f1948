"""What a form is made of, as plain mappings and lists: what the browser gets as JSON, and a document is filled in by.

Beside the fields that are filled in there are those that follow from them (`made`): dates, the verdict, the scores. They
have places in the document like all others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..kinds import FormColumn, FormField, Template
from ..words import Words
from .language import read

VERDICT, SCORES = "verdict", "scores"
"""The places of what a form decides and of a self-assessment's areas."""
Choices = Callable[[str], Iterable[tuple[str, str]]]
"""The choices that a vocabulary or kind gives: ids and what they are called."""
Links = Callable[[str], tuple[str, str]]
"""Address and title of a good practice or service."""
PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365}
"""Units of a length of time, and about how many days each has."""
_PERIOD = re.compile(r"(\d{1,4}|an?|one|two|three|four|five|six) (day|week|month|year)s?", re.IGNORECASE)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
SCALE = tuple(str(number) for number in range(1, 6))


def plan(record: Template, text: str, choices: Choices, links: Links, words: Words) -> dict[str, Any]:
    """The plan of a template; `text` is its document in Markdown, with places."""
    return {
        "title": record.title,
        "version": record.version or "",
        "fields": [*(_field(one, choices) for one in record.fields), *_made(record, words)],
        "document": read(text).tree,
        "dates": [
            {"id": one.id, "since": one.since, "count": -count if one.before else count, "unit": unit}
            for one in record.dates
            for count, unit in [period(one.after or one.before or "") or (0, "day")]
        ],
        "calendar": [event.model_dump(exclude_none=True) | _remind(event.remind) for event in record.calendar],
        "verdicts": [one.model_dump(exclude_defaults=True) | {"tone": one.tone} for one in record.verdicts],
        "scores": [
            {"id": one.id, "label": one.label, "fields": one.fields, "weak_below": one.weak_below, "leads_to": [links(name) for name in one.leads_to]}
            for one in record.scores
        ],
        "writes": record.writes.model_dump() if record.writes else None,
    }  # fmt: skip


def period(text: str) -> tuple[int, str] | None:
    """How many of which unit: `(3, "week")` for "3 weeks"; None for what is no such length of time."""
    found = _PERIOD.fullmatch(text.strip())
    return (_NUMBERS.get(found[1].lower()) or int(found[1]), found[2].lower()) if found else None


def _remind(text: str | None) -> dict[str, int]:
    """Minutes before an entry of the calendar."""
    count, unit = period(text or "") or (0, "day")
    return {"remind": count * PERIODS[unit] * 24 * 60} if count else {}


def _field(one: FormField, choices: Choices) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": one.id, "label": one.label, "type": one.type}
    shown |= {name: value for name in ("section", "help", "required") if (value := getattr(one, name))}
    if one.type == "table":
        columns = [_column(column) for column in columns_of(one)]
        rows = [{column["id"]: cell for column, cell in zip(columns, row, strict=False)} for row in one.rows]
        return shown | {"columns": columns, "rows": rows}
    if one.type == "scale":
        return shown | {"options": [*zip(SCALE, _on_scale(one.options), strict=True)]}
    if one.options_from:
        return shown | {"options": [*choices(one.options_from)]}
    return shown | ({"options": [(option, option) for option in one.options]} if one.options else {})


def _on_scale(words: tuple[str, ...]) -> tuple[str, ...]:
    """What the five marks are called: five words, or two for the ends, or the marks themselves."""
    if len(words) == len(SCALE):
        return words
    return (words[0], *SCALE[1:-1], words[1]) if len(words) == 2 else SCALE


def _column(column: FormColumn) -> dict[str, Any]:
    shown = {"id": column.id, "label": column.label, "type": column.type}
    return shown | ({"options": [(option, option) for option in column.options]} if column.options else {})


def columns_of(one: FormField) -> tuple[FormColumn, ...]:
    """The columns of a table: as they are declared, or of text, each with an option as its head."""
    return one.columns or tuple(FormColumn(id=name, label=label) for name, label in _named(one.options))


def _named(labels: Iterable[str]) -> Iterator[tuple[str, str]]:
    taken: set[str] = set()
    for number, label in enumerate(labels, 1):
        name = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:50]
        name = name if name[:1].isalpha() and name not in taken else f"column_{number}"
        taken.add(name)
        yield name, label


def _made(record: Template, words: Words) -> Iterator[dict[str, Any]]:
    """The fields that follow from others."""
    for one in record.dates:
        yield {"id": one.id, "label": one.label, "type": "date", "made": True}
    if record.verdicts:
        yield {"id": VERDICT, "label": words["form.verdict"], "type": "long-text", "made": True}
    if record.scores:
        heads = (("area", words["form.area"]), ("mean", words["form.mean"]), ("reading", words["form.reading"]))
        columns = [{"id": name, "label": label, "type": "text"} for name, label in heads]
        rows = [{"area": one.label} for one in record.scores]
        yield {
            "id": SCORES,
            "label": words["form.scores"],
            "type": "table",
            "columns": columns,
            "rows": rows,
            "made": True,
        }


def places_of(record: Template) -> dict[str, FormField | None]:
    """All that a document may name: fields, and with None what follows from them."""
    named: dict[str, FormField | None] = {one.id: one for one in record.fields}
    named |= {one.id: None for one in record.dates}
    named |= {VERDICT: None} if record.verdicts else {}
    return named | ({SCORES: None} if record.scores else {})
