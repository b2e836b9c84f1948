"""Record pages, and what people take home from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from jinja2 import Template, TemplateNotFound
from markupsafe import Markup, escape

from .. import markdown
from ..hub import Hub, RecordEntry
from ..kinds import FormField, Record
from ..links import Target, resolve_link
from ..words import Words
from .environment import PageEnvironment
from .fields import template_of
from .page import Page, Surroundings, contents
from .view import Site, View

Draw = Callable[[str], Markup]
LONG = 7
"""Sections from which a page has a table of its contents."""
_PLACE = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
_TAG_OR_PLACE = re.compile(rf"<[^>]*>|{_PLACE.pattern}")
_LONELY = re.compile(r"^[ \t]*\{\{\s*([a-z0-9_]+)\s*\}\}[ \t]*\n(?:[ \t]*\n)?", re.MULTILINE)
_LONELY_HTML = re.compile(r"<p>\{\{\s*([a-z0-9_]+)\s*\}\}</p>\n?")
_SET_OUT = frozenset({"table", "checklist"})
"""Types of field that the document's text sets out itself; their place is where a form puts the answers."""


class RecordPages:
    """Makes the page of one record after the other; what is the same for all is made once."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings, draw: Draw) -> None:
        self._environment, self._site, self._around, self._draw = environment, site, surroundings, draw
        self._templates: dict[type[Record], str] = {}
        self._base = surroundings.site_url.rstrip("/")

    def page(self, entry: RecordEntry) -> Page:
        """The page of a record."""
        view = View(self._site, entry)
        record = entry.record
        kicker = list(view.kicker())
        lang = record.lang if record.lang and record.lang != self._environment.words.lang else ""
        body = self._body(entry)
        html = self._template(entry.kind).render(
            v=view,
            entry=entry,
            r=record,
            kicker=kicker,
            kicker_text=" · ".join(label for label, _ in kicker),
            lang=lang,
            body=body,
            figures=[self._draw(number) for number in record.figures],
            own_source=any(source.origin for source in record.sources),
            address=f"{self._base}/{entry.url}" if self._base else "",
            LONG=LONG,
            **self._document(entry, body),
        )
        crumbs = ((entry.kind.many, f"{entry.folder}/"), *kicker[1:])
        return Page(
            url=entry.url,
            title=entry.title,
            description=entry.summary,
            html=html,
            layout="record",
            crumbs=crumbs,
            toc=contents(html),
            path=entry.path,
            kind=entry.folder,
            modified=record.reviewed or "",
            lang=lang or "",
            body=body,
        )

    def downloads(self, entry: RecordEntry) -> Iterator[tuple[str, bytes]]:
        """A document's Markdown, beside its page."""
        if text := self._download(entry):
            yield f"{entry.url}{entry.id}.md", text.encode()

    def _template(self, kind: type[Record]) -> Template:
        name = self._templates.get(kind)
        if name is None:
            name = self._templates[kind] = template_of(kind, self._exists)
        return self._environment.get_template(name)

    def _exists(self, name: str) -> bool:
        try:
            self._environment.get_template(name)
        except TemplateNotFound:
            return False
        return True

    def _body(self, entry: RecordEntry) -> Markup:
        def resolve(link: markdown.Link) -> tuple[str, str] | None:
            return resolved(self._site.hub, entry, link)

        return Markup(markdown.fill(entry.body, resolve))  # noqa: S704 - made safe by markdown.convert

    def _document(self, entry: RecordEntry, body: Markup) -> Mapping[str, object]:
        places: tuple[FormField, ...] = places_of(entry.record)
        if not places:
            return {"document": "", "paper": body}
        return {"document": self._download(entry), "paper": marked(body, places, self._environment.words)}

    def _download(self, entry: RecordEntry) -> str:
        places = places_of(entry.record)
        return document(entry.title, entry.text, places) if places else ""


def resolved(hub: Hub, entry: RecordEntry, link: markdown.Link) -> tuple[str, str] | None:
    """Address and words of a link in a record's text."""
    target = resolve_link(hub.index, entry.path, link, hub.index.content)
    if not isinstance(target, Target):
        return None
    return (target.url if target.url.startswith("#") else "../" * entry.url.count("/") + target.url), target.title


def places_of(record: Record) -> tuple[FormField, ...]:
    """The places that a document leaves open, for records that are documents."""
    found = getattr(record, "fields", ())
    return found if isinstance(found, tuple) and all(isinstance(one, FormField) for one in found) else ()


def marked(html: Markup, places: tuple[FormField, ...], words: Words) -> Markup:
    """A document's HTML with each place to fill in marked, under its field's label."""
    labels = {place.id: place for place in places}

    def lonely(match: re.Match[str]) -> str:
        place = labels.get(match[1])
        return "" if place and place.type in _SET_OUT else match[0]

    def mark(match: re.Match[str]) -> str:
        place = labels.get(match[1])
        # a mark has no place in an attribute, where the text may hold one too
        if place is None:
            return match[0]
        help_ = f' title="{escape(place.help)}"' if place.help else ""
        return f'<mark class="hub-fillin"{help_}>{escape(place.label)}</mark>'

    return Markup(_TAG_OR_PLACE.sub(mark, _LONELY_HTML.sub(lonely, html)))  # noqa: S704 - labels are escaped


def document(title: str, text: str, places: tuple[FormField, ...]) -> str:
    """A document as Markdown to take home: a heading, `[Label]` for each place; places of tables and checklists, which the text sets out, left out."""
    by_id = {place.id: place for place in places}

    def lonely(match: re.Match[str]) -> str:
        place = by_id.get(match[1])
        return "" if place and place.type in _SET_OUT else match[0]

    def labelled(match: re.Match[str]) -> str:
        place = by_id.get(match[1])
        return f"[{place.label}]" if place else match[0]

    body = _PLACE.sub(labelled, _LONELY.sub(lonely, text)).strip()
    return f"# {title}\n\n{body}\n"
