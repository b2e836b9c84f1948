"""Draws what stands around a record's own fields: the line above its title, its ties, its sources, its contents."""

from __future__ import annotations

from ..hub import Entry
from ..kinds import FormField
from ..schema import Citation
from .insights import OnRecord
from .lists import group, tie_rows
from .markup import bullets, escaped
from .page import headings
from .view import Shown, View


def kicker(v: View) -> str:
    """What kind of record it is, and the group it is in."""
    colour = f' data-category="{escaped(v.category.id)}"' if v.category else ""
    links = [f'<a href="{escaped(v.href(url))}">{escaped(label)}</a>' for label, url in v.kicker]
    dot = '<span aria-hidden="true">·</span>'
    return f'<p class="hub-kicker"{colour}>{v.icon_of(v.category)}{dot.join(links)}</p>'


def related(v: View, picture: str, insight: OnRecord) -> str:
    """A picture of a record's ties, those that refer to it, that answer it, that are like it; nothing where there are none."""
    if not (picture or v.groups or insight.answers or insight.alike):
        return ""
    groups = "".join([group(v, one) for one in v.groups])
    answers = f"<h3>{v.words['record.answers']}</h3>{tie_rows(v, insight.answers)}" if insight.answers else ""
    alike = f"<h3>{v.words['record.alike']}</h3>{tie_rows(v, insight.alike)}" if insight.alike else ""
    head = f'<h2 id="part-related">{v.words["record.related"]}</h2>'
    return f'<section class="hub-relations" aria-labelledby="part-related">\n{head}\n{picture}{groups}{answers}{alike}</section>\n'


def sources(v: View) -> str:
    """Where the record comes from: each publication once, with the places in it."""
    own = v.words["record.own_guidance"]
    rows = [
        f"<li>{v.anchors.link[publication.key] if publication else own}{_places(v, publication, cited)}</li>\n"
        for publication, cited in v.sources
    ]
    if v.record.origin and not any(source.origin for source in v.record.sources):
        rows.append(f"<li>{own}</li>")
    return f"<ul>\n{''.join(rows)}</ul>"


def _places(v: View, publication: Entry | None, cited: list[Citation]) -> str:
    lead = "<br>" if len(cited) > 1 else ", " if publication else ": "
    places = [place for source in cited if (place := _place(v, source))]
    return "".join([lead + place for place in places])


def _place(v: View, source: Citation) -> str:
    """Section and page, and what is noted of them."""
    section = f"{v.words['record.section']} {escaped(source.section)}" if source.section else ""
    page = f"{v.words['record.page']} {escaped(source.page)}" if source.page else ""
    where = f"{section}, {page}" if section and page else section or page
    note = escaped(source.note) if source.note else ""
    return f"{where} – {note}" if where and note else where or note


def contents(v: View, html: str) -> str:
    """A table of the contents of a long page."""
    items = [f'<li><a href="#{escaped(name)}">{escaped(heading)}</a></li>' for name, heading in headings(html)]
    if not items:
        return ""
    label = v.words["shell.contents"]
    return (
        f'<nav class="hub-contents" aria-label="{label}"><p class="hub-contents__title" aria-hidden="true">{label}</p>\n'
        f"<ol>{''.join(items)}</ol></nav>\n"
    )


def form(v: View, shown: Shown) -> str:
    """What is to be filled in in a document."""
    return f'<dl class="hub-roles hub-entries">\n{"".join([_form_field(v, place) for place in shown.value])}</dl>\n'


def _form_field(v: View, place: FormField) -> str:
    required = f" · {v.words['record.required']}" if place.required else ""
    kind = f"<small>{escaped(v.said('fields.type', place.type))}{required}</small>"
    options = bullets(place.options) if place.options else ""
    return f"<div><dt>{escaped(place.label)}{kind}</dt><dd>{escaped(place.help or '')}{options}</dd></div>\n"
