"""Record pages, and what people take home from them."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Template, TemplateNotFound

from .. import markdown
from ..hub import Hub, RecordEntry
from ..kinds import Record
from ..links import Target, resolve_link
from ..papers.making import FORMATS, Paper
from .environment import PageEnvironment
from .fields import template_of
from .forms import Forms
from .markup import Html
from .page import Page, Surroundings
from .view import Site, View

Draw = Callable[[str], Html]


class RecordPages:
    """Makes the page of one record after the other; what is the same for all is made once."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings, draw: Draw) -> None:
        self._environment, self._site, self._around, self._draw = environment, site, surroundings, draw
        self._templates: dict[type[Record], Template] = {}
        self._links: dict[tuple[str, str, str], tuple[str, str] | None] = {}
        self._base = surroundings.site_url.rstrip("/")
        self._forms = Forms(site, environment.words, surroundings)
        self.offered: frozenset[str] = frozenset()
        """Files beside pages that are made elsewhere."""

    def page(self, entry: RecordEntry) -> Page:
        """The page of a record."""
        view = View(self._site, entry)
        record = entry.record
        kicker = view.kicker
        lang = record.lang if record.lang and record.lang != self._environment.words.lang else ""
        resolve = self._resolver(entry)
        body = Html(markdown.fill(entry.body, resolve))  # noqa: S704 - made safe by markdown.convert
        home = self._forms.of(entry, resolve)
        html = self._template(entry.kind).render(
            v=view,
            entry=entry,
            r=record,
            lang=lang,
            body=body,
            figures=[self._draw(number) for number in record.figures],
            address=f"{self._base}/{entry.url}" if self._base else "",
            document=home.text if home else "",
            paper=home.paper if home else body,
            files=self._files(entry) if home else (),
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
            beside=home.beside if home else (),
            body=body,
        )

    def _files(self, entry: RecordEntry) -> list[tuple[str, str]]:
        """The blank document's files beside a page: name, and what the way there is called."""
        words = self._environment.words
        endings = [one for one in FORMATS if f"{entry.url}{entry.id}.{one}" in self.offered]
        return [(f"{entry.id}.{one}", words[f"record.formats.{one}"]) for one in (*endings, "md")]

    def papers(self) -> list[Paper]:
        """The documents of all templates, for word processors."""
        return [paper for entry in self._site.hub.records.values() if (paper := self._forms.paper(entry))]

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

    def _resolver(self, entry: RecordEntry) -> markdown.Resolve:
        """Where the links in a record's text lead."""
        folder = entry.path.rpartition("/")[0]

        def resolve(link: markdown.Link) -> tuple[str, str] | None:
            # what a name or a path means is the same in all records of a folder
            written = folder, link.kind, link.target
            if written not in self._links:
                self._links[written] = resolved(self._site.hub, entry, link)
            return self._links[written]

        return resolve


def resolved(hub: Hub, entry: RecordEntry, link: markdown.Link) -> tuple[str, str] | None:
    """Address and words of a link in a record's text."""
    target = resolve_link(hub.index, entry.path, link, hub.index.content)
    if not isinstance(target, Target):
        return None
    return (target.url if target.url.startswith("#") else "../" * entry.url.count("/") + target.url), target.title
