"""Draws each shape of field, as a fact in a few words or as a section of the text. What shapes there are, `fields.py` says.

`FACTS` and `SECTIONS` tell how, shape by shape. A shape that is in neither is drawn as the text that its value is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from .. import schema
from ..kinds import Gate, StepPart
from ..schema import Address, Claim, Location
from . import wording
from .fields import Field
from .lists import links, tags
from .markup import bare, bullets, escaped, paragraphs, written
from .page import demoted
from .view import Shown, View

SEVERAL = frozenset({"enum", "countries", "regions", "claims", "refs", "list"})
"""Shapes that are drawn as one, however many values there are."""

# --- facts ------------------------------------------------------------------------------------------------------------


def facts(v: View, shown: Iterable[Shown]) -> str:
    """Fields with their labels, in a few words each."""
    return "".join([fact(v, one) for one in shown])


def fact(v: View, shown: Shown) -> str:
    """One field with its label."""
    field, value = shown
    if field.shape == "refs":
        entries = v.entries(shown)
        said = tags(v, entries) if v.is_terms(shown) else links(v, entries)
    else:
        said = plain(v, field, value, field.name)
    return f"<div><dt>{escaped(field.label)}</dt><dd>{said}</dd></div>\n"


def plain(v: View, field: Field, value: Any, way: str) -> str:
    """A field of a line or so: one value, or several where its shape does not say how."""
    if isinstance(value, tuple | list) and field.shape not in SEVERAL:
        return "<br>".join([_one(v, field, one, way) for one in value])
    return _one(v, field, value, way)


def _one(v: View, field: Field, value: Any, way: str) -> str:
    draw = FACTS.get(field.shape)
    return draw(v, field, value, way) if draw else escaped(str(value))


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, tuple | list) else (value,)


def _lines(texts: Iterable[str]) -> str:
    return "<br>".join([escaped(str(text)) for text in texts])


def country(v: View, code: str) -> str:
    """A country by its code, with a link where it has a page."""
    found = v.site.country(code)
    return v.anchors.link[found.key] if found else escaped(schema.country_names().get(code, code))


def _refs(v: View, field: Field, value: Any, way: str) -> str:
    found = [(v.site.entry(field.to, one), one) for one in _several(value)]
    return ", ".join([v.anchors.link[entry.key] if entry else escaped(one) for entry, one in found])


def _outside(v: View, url: str, label: str) -> str:
    """A link to another site."""
    icon = v.icon("material/open-in-new")
    said = f'<span class="hub-visually-hidden"> {v.words["record.outside"]}</span>'
    return f'<a class="hub-external" rel="external noopener" href="{escaped(url)}">{label}{icon}{said}</a>'


def _address(v: View, address: Address) -> str:
    """An address with when it was seen; one that may be dead as text, with the way to a web archive."""
    words, date = v.words, escaped(wording.date(address.as_of)) if address.as_of else ""
    if address.state == "live":
        seen = f"<small>{words['record.seen']} {date}</small>" if date else ""
        return f"{_outside(v, address.url, bare(address.url))}\n{seen}\n"
    seen = f"{words['record.as_of']} {date}, " if date else ""
    state = words["record.dead"] if address.state == "dead" else words["record.unchecked"]
    archive = _outside(v, wording.archive(address), words["record.archive"])
    return f'<span class="hub-address">{bare(address.url)}</span>\n<small>{seen}{state}<br>{archive}</small>\n\n'


def _location(v: View, point: Location) -> str:
    north = v.words["record.north"] if point.lat >= 0 else v.words["record.south"]
    east = v.words["record.east"] if point.lon >= 0 else v.words["record.west"]
    precision = escaped(v.site.say("location", "precision", point.precision))
    return f"{abs(point.lat):.2f}° {north}, {abs(point.lon):.2f}° {east}<small>{precision}</small>\n"


def _claims_in_short(v: View, claims: Sequence[Claim]) -> str:
    """Figures, each with who says so; that they differ is said first."""
    values = wording.by_value(claims)
    differ = f"<small>{v.words['record.differ']}</small>" if len(values) > 1 else ""
    said = [
        f'<div class="hub-claim">{escaped(value)}{"".join([_noted(v, claim) for claim in saying])}</div>\n'
        for value, saying in values
    ]
    return f"{differ}{''.join(said)}\n"


def _noted(v: View, claim: Claim) -> str:
    note = f" · {escaped(claim.note)}" if claim.note else ""
    return f"<small>{_said_by(v, claim)}{note}</small>"


def _said_by(v: View, claim: Claim) -> str:
    """When a figure held, and the publication that says so."""
    section = f"{v.words['record.section']} {escaped(claim.section)}" if claim.section else ""
    publication = v.publication(claim.source)
    if publication:
        where = f'<a href="{escaped(v.href(publication.url))}" title="{escaped(publication.title)}">{section or v.words["record.source"]}</a>'
    else:
        where = f" · {section}" if section else ""
    if not claim.as_of:
        return where
    return f"{escaped(wording.date(claim.as_of))}{' · ' if publication else ''}{where}"


FACTS: Mapping[str, Callable[[View, Field, Any, str], str]] = MappingProxyType(
    {
        "address": lambda v, field, value, way: _address(v, value),
        "amount": lambda v, field, value, way: f"{escaped(v.site.amount(value))}\n",
        "bool": lambda v, field, value, way: f"{v.words['record.yes'] if value else v.words['record.no']}\n",
        "claims": lambda v, field, value, way: _claims_in_short(v, _several(value)),
        "countries": lambda v, field, value, way: ", ".join([country(v, code) for code in _several(value)]),
        "date": lambda v, field, value, way: f"{escaped(wording.date(value))}\n",
        "enum": lambda v, field, value, way: _lines(v.said(way, one) for one in _several(value)),
        "keys": lambda v, field, value, way: _lines(f"{key}: {one}" for key, one in value.items()),
        "language": lambda v, field, value, way: f"{escaped(wording.language(value))}\n",
        "list": lambda v, field, value, way: _lines(_several(value)),
        "location": lambda v, field, value, way: _location(v, value),
        "mail": lambda v, field, value, way: f'<a href="mailto:{escaped(value)}">{escaped(value)}</a>\n',
        "number": lambda v, field, value, way: f"{escaped(wording.number(value))}\n",
        "refs": _refs,
        "regions": lambda v, field, value, way: _lines(wording.region(code) for code in _several(value)),
        "url": lambda v, field, value, way: f"{_outside(v, value, bare(value))}\n",
    }
)

# --- sections of the text ---------------------------------------------------------------------------------------------


def section(v: View, shown: Shown | None, label: str = "") -> str:
    """A field under a heading of its own; nothing where there is none."""
    if shown is None:
        return ""
    field, value = shown
    draw = SECTIONS.get(field.shape)
    drawn = f"{draw(v, shown)}\n" if draw else f"<p>{plain(v, field, value, field.name)}</p>"
    return f"{_heading(field.name, written(label or field.label))}\n{drawn}"


def sections(v: View) -> str:
    """All fields left that stand in the text."""
    return "".join([section(v, shown) for shown in v.sections()])


def _heading(name: str, label: str) -> str:
    """The heading of a part of a page; the label is markup."""
    return f'<h2 id="part-{name}">{label}</h2>'


def body(v: View, body: str) -> str:
    """A record's own text; where sections stand before it, under a heading of its own with its headings a level lower."""
    if not (body and v.has_text):
        return body
    return f"{_heading('text', v.words['record.detail'])}\n{demoted(body)}"


def figures(v: View, drawn: Sequence[str]) -> str:
    """The record's figures under a heading."""
    if not drawn:
        return ""
    label = v.words["record.figures"] if len(drawn) > 1 else v.words["record.figure"]
    return _heading("figures", label) + "".join(drawn)


def steps(v: View, shown: Shown) -> str:
    """Steps in their order, in the colour of the record's category."""
    colour = f' data-category="{escaped(v.category.id)}"' if v.category else ""
    return f'<ol class="hub-steps" role="list"{colour}>\n{"".join([_step(v, step) for step in shown.value])}</ol>\n'


def _step(v: View, step: StepPart) -> str:
    text = paragraphs(step.text) if step.text else ""
    actor = _meta(v, "account-outline", v.words["record.actor"], step.actor) if step.actor else ""
    duration = _meta(v, "clock-outline", v.words["record.duration"], step.duration) if step.duration else ""
    meta = f'<p class="hub-steps__meta">{actor}{duration}</p>' if actor or duration else ""
    gate = _gate(v, step.gate) if step.gate else ""
    return f'<li><h3 class="hub-steps__title">{escaped(step.title)}</h3>\n{text}{meta}{gate}</li>\n'


def _meta(v: View, icon: str, label: str, value: str) -> str:
    hidden = f'<span class="hub-visually-hidden">{label}: </span>'
    return f"<span>{v.icon(f'material/{icon}')}{hidden}{escaped(value)}</span>"


def _gate(v: View, gate: Gate) -> str:
    """The decision that ends a step."""
    criteria = bullets(gate.criteria) if gate.criteria else ""
    decided = (
        f'<p><span class="hub-gate__label">{v.words["record.decided_by"]}</span> {escaped(gate.decided_by)}</p>'
        if gate.decided_by
        else ""
    )
    outcomes = (
        f'<p class="hub-gate__label">{v.words["record.outcomes"]}</p>{bullets(gate.outcomes, "hub-gate__outcomes")}'
        if gate.outcomes
        else ""
    )
    return f'<div class="hub-gate"><b>{v.words["record.gate"]}</b>\n{criteria}{decided}{outcomes}</div>\n'


def roles(v: View, shown: Shown) -> str:
    """Who takes part, with what they do where it is said."""
    if not any(role.does for role in shown.value):
        return bullets([role.name for role in shown.value])
    return _entries([(role.name, escaped(role.does or "")) for role in shown.value])


def _entries(pairs: Iterable[tuple[str, str]]) -> str:
    """Labels, as text, each with markup."""
    said = [f"<div><dt>{escaped(label)}</dt><dd>{inside}</dd></div>" for label, inside in pairs]
    return f'<dl class="hub-roles">{"".join(said)}</dl>\n'


def claims(v: View, shown: Shown) -> str:
    """Figures at length: each with what it is about and who says so."""
    said = [
        f"<div><dt>{' · '.join([escaped(claim.note) for claim in saying if claim.note]) or escaped(shown.label)}</dt>\n"
        f'<dd class="hub-claims__value{" hub-claims__value--long" if len(value) > 12 else ""}">{escaped(value)}</dd>\n'
        + "".join([f'<dd class="hub-claims__from">{_said_by(v, claim)}</dd>' for claim in saying])
        + "</div>\n"
        for value, saying in wording.by_value(shown.value)
    ]
    return f'<dl class="hub-claims">\n{"".join(said)}</dl>\n'


def mapping(v: View, shown: Shown) -> str:
    """A mapping, field by field."""
    return _entries(
        (field.label, _cell(v, shown, field, shown.value)) for field in shown.field.parts if _given(shown.value, field)
    )


def parts(v: View, shown: Shown) -> str:
    """Mappings in a list: a table with a column for each field that any of them has."""
    columns = [field for field in shown.field.parts if any(_given(part, field) for part in shown.value)]
    label = escaped(shown.label)
    head = "".join([f'<th scope="col">{escaped(field.label)}</th>' for field in columns])
    rows = [_row([_cell(v, shown, field, part) for field in columns]) for part in shown.value]
    return (
        f'<div class="table-scroll" tabindex="0" role="group" aria-label="{label}"><table class="hub-table">\n'
        f'<caption class="hub-visually-hidden">{label}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table></div>\n"
    )


def _row(cells: Sequence[str]) -> str:
    """A row of a table, headed by its first cell."""
    return f'<tr><th scope="row">{cells[0]}</th>{"".join([f"<td>{cell}</td>" for cell in cells[1:]])}</tr>\n'


def _given(part: object, field: Field) -> bool:
    return getattr(part, field.name) not in (None, ())


def _cell(v: View, shown: Shown, field: Field, part: object) -> str:
    """A field of a mapping."""
    return plain(v, field, getattr(part, field.name), f"{shown.name}.{field.name}") if _given(part, field) else ""


SECTIONS: Mapping[str, Callable[[View, Shown], str]] = MappingProxyType(
    {
        "claims": claims,
        "list": lambda v, shown: bullets(shown.value),
        "loose": lambda v, shown: paragraphs(shown.value),
        "mapping": mapping,
        "parts": parts,
        "prose": lambda v, shown: paragraphs(shown.value),
        "roles": roles,
        "steps": steps,
        "text": lambda v, shown: paragraphs(shown.value),
    }
)
