"""Record pages, and what people take home from them."""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Template, TemplateNotFound

from .. import markdown
from ..hub import Hub, RecordEntry
from ..kinds import FormField, Record
from ..links import Target, resolve_link
from .environment import PageEnvironment
from .fields import template_of
from .markup import Html, escaped
from .page import Page, Surroundings
from .view import Site, View

Draw = Callable[[str], Html]
_PLACE = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
_LONELY = re.compile(r"^[ \t]*\{\{\s*([a-z0-9_]+)\s*\}\}[ \t]*\n(?:[ \t]*\n)?", re.MULTILINE)
_LONELY_HTML = re.compile(r"<p>\{\{\s*([a-z0-9_]+)\s*\}\}</p>\n?")
_SET_OUT = frozenset({"table", "checklist"})
"""Types of field that the document's text sets out itself; their place is where a form puts the answers."""


class RecordPages:
    """Makes the page of one record after the other; what is the same for all is made once."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings, draw: Draw) -> None:
        self._environment, self._site, self._around, self._draw = environment, site, surroundings, draw
        self._templates: dict[type[Record], Template] = {}
        self._links: dict[tuple[str, str, str], tuple[str, str] | None] = {}
        self._base = surroundings.site_url.rstrip("/")

    def page(self, entry: RecordEntry) -> Page:
        """The page of a record."""
        view = View(self._site, entry)
        record = entry.record
        kicker = view.kicker
        lang = record.lang if record.lang and record.lang != self._environment.words.lang else ""
        body, places = self._body(entry), places_of(record)
        taken_home = document(entry.title, entry.text, places) if places else ""
        html = self._template(entry.kind).render(
            v=view,
            entry=entry,
            r=record,
            lang=lang,
            body=body,
            figures=[self._draw(number) for number in record.figures],
            address=f"{self._base}/{entry.url}" if self._base else "",
            document=taken_home,
            paper=marked(body, places) if places else body,
        )
        crumbs = ((entry.kind.many, f"{entry.folder}/"), *kicker[1:])
        return Page(
            url=entry.url,
            title=entry.title,
            description=entry.summary,
            html=html,
            layout="record",
            crumbs=crumbs,
            path=entry.path,
            kind=entry.folder,
            modified=record.reviewed or "",
            lang=lang or "",
            beside=((f"{entry.url}{entry.id}.md", taken_home.encode()),) if places else (),
            body=body,
        )

    def _template(self, kind: type[Record]) -> Template:
        if kind not in self._templates:
            self._templates[kind] = self._environment.get_template(template_of(kind, self._exists))
        return self._templates[kind]

    def _exists(self, name: str) -> bool:
        try:
            self._environment.get_template(name)
        except TemplateNotFound:
            return False
        return True

    def _body(self, entry: RecordEntry) -> Html:
        folder = entry.path.rpartition("/")[0]

        def resolve(link: markdown.Link) -> tuple[str, str] | None:
            # what a name or a path means is the same in all records of a folder
            written = folder, link.kind, link.target
            if written not in self._links:
                self._links[written] = resolved(self._site.hub, entry, link)
            return self._links[written]

        return Html(markdown.fill(entry.body, resolve))  # noqa: S704 - made safe by markdown.convert


def resolved(hub: Hub, entry: RecordEntry, link: markdown.Link) -> tuple[str, str] | None:
    """Address and words of a link in a record's text."""
    target = resolve_link(hub.index, entry.path, link, hub.index.content)
    if not isinstance(target, Target):
        return None
    return (target.url if target.url.startswith("#") else "../" * entry.url.count("/") + target.url), target.title


def places_of(record: Record) -> tuple[FormField, ...]:
    """The places that a document leaves open, for records that are documents."""
    found = record.__dict__.get("fields", ())
    return found if isinstance(found, tuple) and all(isinstance(one, FormField) for one in found) else ()


def marked(html: Html, places: tuple[FormField, ...]) -> Html:
    """A document's HTML with each place to fill in marked, under its field's label."""
    labels = {place.id: place for place in places}

    def lonely(match: re.Match[str]) -> str:
        place = labels.get(match[1])
        return "" if place and place.type in _SET_OUT else match[0]

    def mark(match: re.Match[str]) -> str:
        place, before = labels.get(match[1]), match.start()
        # a mark has no place in an attribute, where the text may hold one too
        if place is None or match.string.rfind("<", 0, before) > match.string.rfind(">", 0, before):
            return match[0]
        help_ = f' title="{escaped(place.help)}"' if place.help else ""
        return f'<mark class="hub-fillin"{help_}>{escaped(place.label)}</mark>'

    return Html(_PLACE.sub(mark, _LONELY_HTML.sub(lonely, html)))  # noqa: S704 - labels are escaped


def document(title: str, text: str, places: tuple[FormField, ...]) -> str:
    """A document as Markdown to take home: a heading, `[Label]` for each place; places of tables and checklists, which the text sets out, left out."""
    by_id = {place.id: place for place in places}

    def lonely(match: re.Match[str]) -> str:
        place = by_id.get(match[1])
        return "" if place and place.type in _SET_OUT else match[0]

    def labelled(match: re.Match[str]) -> str:
        place = by_id.get(match[1])
        return f"[{place.label}]" if place else match[0]

    if any(place.type in _SET_OUT for place in places):
        text = _LONELY.sub(lonely, text)
    body = _PLACE.sub(labelled, text).strip()
    return f"# {title}\n\n{body}\n"
