"""What is wrong with a template that is filled in: places without a field, fields without a place, rules that cannot hold.

Looks at each template alone, and yields issues at the place of what is at fault: in the text, or in front matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..issues import Issue
from ..kinds import FormDate, FormField, Record, Template
from ..near import nearest
from .language import Fault, Named, read
from .plan import SCORES, VERDICT, columns_of, period, places_of

if TYPE_CHECKING:
    from ..parse import Parsed
    from ..schema import Loc

_NEED_OPTIONS = {"choice", "choices", "checklist"}
_SET_OUT = {"table", "checklist"}
"""What has lines of its own in a document."""


def forms(one: Parsed, record: Record) -> Iterator[Issue]:
    """All faults of a template that it tells by itself."""
    if isinstance(record, Template) and record.fields:
        yield from _text(one, record)
        yield from _fields(one, record)
        yield from _following(one, record)


def missing_choices(one: Parsed, record: Template, known: Sequence[str]) -> Iterator[Issue]:
    """Fields whose choices come from what is not there; `known` are the vocabularies and kinds of the hub."""
    for n, field in enumerate(record.fields):
        if field.options_from and field.options_from not in known:
            message = f'fields: there is no vocabulary or kind "{field.options_from[:60]}".'
            hint = _near(field.options_from, known) or f"one of: {', '.join(known)}"
            yield one.issue("HG412", ("fields", n, "options_from"), message, hint)


# --- the text ---------------------------------------------------------------------------------------------------------


def _text(one: Parsed, record: Template) -> Iterator[Issue]:
    """Faults of the document, and fields that it has no place for."""
    text = one.document.body
    found = read(text)
    known = places_of(record)
    faults = [*found.faults, *(fault for named in found.named for fault in _place(named, known))]
    for fault in faults:
        line = text.count("\n", 0, fault.at) + 1
        column = fault.at - text.rfind("\n", 0, fault.at)
        yield one.body_issue("HG410", line, column, fault.message, fault.hint)
    if found.faults:
        return
    used = {named.way.partition(".")[0] for named in found.named}
    used |= {score_field for score in record.scores for score_field in score.fields}
    for n, field in enumerate(record.fields):
        if field.id not in used:
            message = f'fields: the text has no place for "{field.id}".'
            yield one.issue(
                "HG411", ("fields", n, "id"), message, f"write {{{{ {field.id} }}}} where the answer belongs"
            )


def _place(named: Named, known: dict[str, FormField | None]) -> Iterator[Fault]:
    """What is wrong with one name in the text."""
    name, _, column = named.way.partition(".")
    loops = dict(named.loops)
    if column or name in loops:
        yield from _in_row(named, name, column, loops, known)
        return
    if name not in known:
        yield Fault(named.at, f'no field has the id "{name[:60]}".', _meant(name, known))
        return
    field = known[name]
    kind = field.type if field else {VERDICT: "long-text", SCORES: "table"}.get(name, "date")
    if named.use == "loop" and kind != "table":
        yield Fault(named.at, f'"{name}" is no table, and has no rows.', "loop over a field of type table")
    if named.use == "place" and kind in _SET_OUT:
        yield Fault(
            named.at, f'"{name}" is a {kind} and needs a line of its own.', "put the place on a line of its own"
        )
    if named.use == "test" and named.value and field and _unknown(field, named.value):
        options = ", ".join(field.options[:8])
        yield Fault(
            named.at,
            f'"{named.value[:60]}" is no option of "{name}".',
            _near(named.value, field.options) or f"options: {options}",
        )


def _in_row(
    named: Named, name: str, column: str, loops: dict[str, str], known: dict[str, FormField | None]
) -> Iterator[Fault]:
    """What is wrong with a name that leads to a row's column."""
    if name not in loops:
        yield Fault(
            named.at, f'"{name}" is no row of a loop around this place.', "write {% for row in table %} before it"
        )
        return
    table = known.get(loops[name])
    columns = [one.id for one in columns_of(table)] if table and table.type == "table" else []
    if columns and column not in columns:
        yield Fault(
            named.at,
            f'the table "{loops[name]}" has no column "{column}".' if column else f'"{name}" is a whole row.',
            _near(column, columns) or f"columns: {', '.join(f'{name}.{one}' for one in columns)}",
        )


def _unknown(field: FormField, value: str) -> bool:
    return bool(field.options) and field.type in _NEED_OPTIONS and value not in field.options


def _near(word: str, known: Iterable[str]) -> str:
    close = nearest(word, [*known])
    return f'did you mean "{close}"?' if close else ""


def _meant(name: str, known: dict[str, FormField | None]) -> str:
    return _near(name, known) or f"declare it under fields, or write one of: {', '.join([*known][:12])}"


# --- front matter -----------------------------------------------------------------------------------------------------


def _fields(one: Parsed, record: Template) -> Iterator[Issue]:
    first: set[str] = set()
    for n, field in enumerate(record.fields):
        at: Loc = ("fields", n)
        if field.id in first or field.id in _of_forms(record):
            yield one.issue(
                "HG412", (*at, "id"), f'fields: "{field.id}" is taken.', "give each field and date a name of its own"
            )
        first.add(field.id)
        if field.type in _NEED_OPTIONS and not field.options and not field.options_from:
            yield one.issue(
                "HG412",
                (*at, "id"),
                f'fields: "{field.id}" is a {field.type} without options.',
                "add options: [one, another]",
            )
        if field.type == "table" and not columns_of(field):
            yield one.issue(
                "HG412",
                (*at, "id"),
                f'fields: the table "{field.id}" has no columns.',
                "add columns: [{id: step, label: Step}]",
            )
        for m, row in enumerate(field.rows):
            if len(row) > (most := len(columns_of(field))) > 0:
                message = f'fields: this row of "{field.id}" has {len(row)} cells, and the table {most} columns.'
                yield one.issue("HG412", (*at, "rows", m), message, "put a cell with a comma in quotation marks")


def _of_forms(record: Template) -> set[str]:
    """Names that follow from other things than fields."""
    return (
        {one.id for one in record.dates}
        | ({VERDICT} if record.verdicts else set())
        | ({SCORES} if record.scores else set())
    )


def _following(one: Parsed, record: Template) -> Iterator[Issue]:
    """Dates, calendar, verdicts and scores that name what is not there."""
    fields = {field.id: field for field in record.fields}
    for loc, message, hint in (
        *_dates(record, fields),
        *_calendar(record, fields),
        *_verdicts(record, fields),
        *_scores(record, fields),
        *_writes(record, fields),
    ):
        yield one.issue("HG412", loc, f"{loc[0]}: {message}", hint)


Finding = tuple["Loc", str, str]
Fields = dict[str, FormField]


def _no_field(name: str, fields: Iterable[str]) -> tuple[str, str]:
    known = [*fields]
    return f'no field has the id "{name[:60]}".', _near(name, known) or f"one of: {', '.join(known[:12])}"


def _dates(record: Template, fields: Fields) -> Iterator[Finding]:
    dated = [name for name, field in fields.items() if field.type == "date"]
    for n, date in enumerate(record.dates):
        if date.since not in dated:
            yield (
                ("dates", n, "since"),
                f'"{date.since}" is no field of type date, and no date before this one.',
                _near(date.since, dated) or f"one of: {', '.join(dated)}",
            )
        yield from _length(("dates", n), date)
        dated.append(date.id)


def _length(at: Loc, date: FormDate) -> Iterator[Finding]:
    if (date.after is None) is (date.before is None):
        yield (at, "a date that follows has either after or before.", "write one of them: after: 3 weeks")
        return
    text = date.after or date.before or ""
    if not period(text):
        where = (*at, "before" if date.after is None else "after")
        yield (where, f'"{text[:40]}" is no length of time.', "write: 3 weeks, 10 days, 6 months")


def _calendar(record: Template, fields: Fields) -> Iterator[Finding]:
    dates = [*(name for name, field in fields.items() if field.type == "date"), *(date.id for date in record.dates)]
    for n, event in enumerate(record.calendar):
        at: Loc = ("calendar", n)
        if event.remind and not period(event.remind):
            yield ((*at, "remind"), f'"{event.remind[:40]}" is no length of time.', "write: 2 days")
        if event.each is None:
            if event.date not in dates:
                yield (
                    (*at, "date"),
                    f'"{event.date}" is no date.',
                    _near(event.date, dates) or f"one of: {', '.join(dates)}",
                )
            continue
        table = fields.get(event.each)
        if not table or table.type != "table":
            yield (
                (*at, "each"),
                *_no_field(event.each, [name for name, field in fields.items() if field.type == "table"]),
            )
            continue
        columns = {column.id: column.type for column in columns_of(table)}
        for key, name, wanted in (("date", event.date, "date"), ("title", event.title, "")):
            if name not in columns or (wanted and columns[name] != wanted):
                known = [column for column, kind in columns.items() if not wanted or kind == wanted]
                yield (
                    (*at, key),
                    f'the table "{event.each}" has no column "{name[:60]}"{" of type date" if wanted else ""}.',
                    _near(name, known) or f"one of: {', '.join(known)}",
                )


def _verdicts(record: Template, fields: Fields) -> Iterator[Finding]:
    for n, verdict in enumerate(record.verdicts):
        for m, condition in enumerate(verdict.when):
            at: Loc = ("verdicts", n, "when", m)
            field = fields.get(condition.answer)
            if not field:
                yield ((*at, "answer"), *_no_field(condition.answer, fields))
                continue
            for value in (*condition.equals, *condition.differs):
                if _unknown(field, value):
                    yield (
                        (*at, "answer"),
                        f'"{value[:60]}" is no option of "{field.id}".',
                        _near(value, field.options) or f"options: {', '.join(field.options)}",
                    )
        if verdict.missing and not any(other.tone == "go" for other in record.verdicts):
            yield (
                ("verdicts", n, "missing"),
                "there is no verdict with the tone go whose conditions could be missing.",
                "add one, with its conditions under when",
            )


def _scores(record: Template, fields: Fields) -> Iterator[Finding]:
    for n, score in enumerate(record.scores):
        for m, name in enumerate(score.fields):
            if name not in fields or fields[name].type != "scale":
                scales = [key for key, field in fields.items() if field.type == "scale"]
                yield (
                    ("scores", n, "fields", m),
                    f'"{name[:60]}" is no field of type scale.',
                    _near(name, scales) or f"one of: {', '.join(scales[:12])}",
                )


def _writes(record: Template, fields: Fields) -> Iterator[Finding]:
    for n, written in enumerate(record.writes.keys if record.writes else ()):
        if written.answer not in fields:
            yield (("writes", "keys", n, "answer"), *_no_field(written.answer, fields))
