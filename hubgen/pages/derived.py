"""Pages that no file stands for: directories, vocabularies and their terms, the glossary, home and the page not found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from jinja2 import TemplateNotFound
from markupsafe import Markup
from pydantic import BaseModel

from ..hub import COUNTRIES, GLOSSARY, Entry, RecordEntry, TermEntry
from ..kinds import Record
from ..schema import Claim
from . import ties, wording
from .environment import PageEnvironment
from .fields import fields
from .page import Page, Surroundings, contents
from .view import CATEGORIES, Site, anchor

EVERYTHING = "directory/"
ROWS = 250
"""Records on one page of a directory."""
NEWEST = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A record in a list: its few facts in words, each with a label for who cannot see the line."""

    entry: RecordEntry
    facts: list[tuple[str, str]]
    category: TermEntry | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under one heading; `url` is the heading's own page, where it has one, `page` the part of the directory it begins on."""

    id: str
    label: str
    rows: list[RecordEntry]
    entry: Entry | None = None


class Ways:
    """What a derived page's macros need of a page: the way to any address."""

    def __init__(self, site: Site, url: str, up: str | None = None) -> None:
        self.site, self.hub, self.url = site, site.hub, url
        self._up = "../" * url.count("/") if up is None else up

    def href(self, url: str) -> str:
        """The way to an address of the site."""
        return url if url[:1] == "#" else self._up + url or "./"


class DerivedPages:
    """Makes what the hub shows beside its records."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings) -> None:
        self._environment, self._site, self._around = environment, site, surroundings
        self._hub = site.hub
        self._words = environment.words

    def all(self) -> Iterator[Page]:
        """Every derived page but home and the page not found."""
        yield self.everything()
        for kind in self._hub.kinds:
            yield from self.directory(kind)
        for name in self._hub.vocabularies:
            if name != GLOSSARY:
                yield self.vocabulary(name)
        yield self.countries()
        for term in self._hub.terms.values():
            if term.folder != GLOSSARY:
                yield self.term(term)
        if GLOSSARY in self._hub.vocabularies:
            yield self.glossary()

    # --- directories ---

    def directory(self, kind: type[Record]) -> Iterator[Page]:
        """The records of a kind, in groups; of many records several pages, each of whole rows."""
        rows = self._hub.of_kind(kind.folder)
        sections = self._sections(kind, rows)
        flat = [(section, entry) for section in sections for entry in section.rows]
        parts = [flat[n : n + ROWS] for n in range(0, len(flat), ROWS)] or [[]]
        begins: dict[str, int] = {}
        for number, part in enumerate(parts, 1):
            for section, _ in part:
                begins.setdefault(section.id, number)
        for number, part in enumerate(parts, 1):
            yield self._directory(kind, sections, part, number, len(parts), begins, len(rows))

    def _directory(
        self, kind: type[Record], sections: list[Section], part: list[tuple[Section, RecordEntry]], number: int, last: int, begins: dict[str, int], total: int
    ) -> Page:
        url = _part_url(kind.folder, number)
        shown = [(section, [self.row(entry) for _, entry in pairs]) for section, pairs in _by_section(part)]
        jumps = [(section, (f"{_part_url(kind.folder, begins[section.id])}" if begins[section.id] != number else "") + f"#{section.id}") for section in sections if section.label]
        html = self._render(
            "directory.html", url, kind=kind, total=total, sections=shown, jumps=jumps if len(jumps) > 1 else [], number=number, last=last,
            before=_part_url(kind.folder, number - 1) if number > 1 else "", after=_part_url(kind.folder, number + 1) if number < last else "",
        )
        title = kind.many if number == 1 else self._words("directory.part_title", title=kind.many, number=number)
        return Page(url=url, title=title, description=kind.about, html=html, layout="directory", crumbs=() if number == 1 else ((kind.many, f"{kind.folder}/"),))

    def _sections(self, kind: type[Record], rows: Sequence[RecordEntry]) -> list[Section]:
        """The groups of a directory: in the vocabulary's order for its terms, by label otherwise; the ungrouped last."""
        way = kind.group_by
        if not way:
            return [Section("", "", list(rows))] if rows else []
        grouped: dict[str, list[RecordEntry]] = {}
        for entry in rows:
            for value in self._hub.facet(entry, way)[:1] or ("",):
                grouped.setdefault(value, []).append(entry)
        folder = self._hub.facet_target(kind, way)
        order = {term.id: n for n, term in enumerate(self._hub.vocabularies[folder].terms)} if folder in self._hub.vocabularies else {}
        found = [self._section(kind, way, folder, value, entries) for value, entries in grouped.items() if value]
        found.sort(key=lambda s: (order.get(s.entry.id if s.entry else "", len(order)), s.label.casefold()))
        if rest := grouped.get(""):
            found.append(Section("group-other", self._words["directory.other"] if found else "", rest))
        return found

    def _section(self, kind: type[Record], way: str, folder: str | None, value: str, rows: list[RecordEntry]) -> Section:
        key = f"{folder}/{value.lower() if folder == COUNTRIES else value}"
        entry = self._hub.index.entries.get(key) if folder else None
        return Section(anchor(value), self._site.value(kind, way, value), rows, entry)

    def row(self, entry: RecordEntry) -> Row:
        """A record as a row of a list, with the facts of its kind that its group does not already say."""
        kind = entry.kind
        facts = [(label, text) for way in kind.columns if way != kind.group_by and (text := self._cell(entry, way)) for label in (_label(kind, way),)]
        return Row(entry, facts, self._site.category(entry))

    def _cell(self, entry: RecordEntry, way: str) -> str:
        """A column's value in a few words."""
        value = getattr(entry.record, way, None)
        if isinstance(value, BaseModel):
            return self._part(entry.kind, value)
        if isinstance(value, tuple) and value and isinstance(value[0], Claim):
            return f"{_label(entry.kind, way)}: {value[0].value}"
        values = [self._site.value(entry.kind, way, one) for one in self._hub.facet(entry, way)]
        more = f" +{len(values) - 3}" if len(values) > 4 else ""
        return wording.date(", ".join(values[:3] if more else values) + more)

    def _part(self, kind: type[Record], part: BaseModel) -> str:
        """A mapping in a few words: what it is, and the state it is in."""
        name = str(getattr(part, next(iter(type(part).model_fields))))
        state = getattr(part, "state", "")
        way = next((field.name for field in fields(kind) if any(one.name == "state" for one in field.parts)), "")
        return f"{name} ({self._site.say(kind.folder, way + '.state', state)})" if state else name

    # --- vocabularies ---

    def vocabulary(self, name: str) -> Page:
        """The terms of a vocabulary, with what each stands for and how many records use it."""
        vocabulary, url = self._hub.vocabularies[name], f"{name}/"
        terms = [entry for term in vocabulary.terms if (entry := self._hub.terms.get(f"{name}/{term.id}"))]
        html = self._render(self._own("terms/{}-index.html", name, "vocabulary.html"), url, vocabulary=vocabulary, terms=[(term, self._uses(term)) for term in terms], name=name)
        return Page(url=url, title=vocabulary.title, description=vocabulary.summary, html=html, layout="directory")

    def countries(self) -> Page:
        """The countries that records name."""
        terms = sorted((term for term in self._hub.terms.values() if term.folder == COUNTRIES), key=lambda term: term.title)
        html = self._render("countries.html", f"{COUNTRIES}/", terms=[(term, self._uses(term)) for term in terms])
        return Page(url=f"{COUNTRIES}/", title=self._words["countries.title"], description=self._words["countries.about"], html=html, layout="directory")

    def term(self, term: TermEntry) -> Page:
        """A term with what it means and the records that use it."""
        vocabulary = self._hub.vocabularies.get(term.folder)
        title = vocabulary.title if vocabulary else self._words["countries.title"]
        through = ties.through(self._hub, term.key) if term.folder == CATEGORIES else {}
        html = self._render(
            self._own("terms/{}.html", term.folder, "term.html"), term.url, term=term, vocabulary=vocabulary, groups=ties.incoming(self._hub, term.key),
            through=[ties.Group(kind.many, through[kind.folder]) for kind in self._hub.kinds if kind.folder in through],
            related=self._related(term),
        )
        crumbs = ((title, f"{term.folder}/"),)
        return Page(url=term.url, title=term.title, description=term.summary or self._words("countries.one", country=term.title), html=html, layout="page", crumbs=crumbs, toc=contents(html))

    def _related(self, term: TermEntry) -> dict[str, list[TermEntry]]:
        """Terms around a term: what it is part of, what it includes, what to see."""
        siblings = [one for one in self._hub.terms.values() if one.folder == term.folder] if term.folder in self._hub.vocabularies else []
        return {
            "broader": [one for one in siblings if one.id == term.term.broader],
            "narrower": [one for one in siblings if one.term.broader == term.id],
            "see": [one for one in siblings if one.id in term.term.see],
        }

    def _uses(self, term: TermEntry) -> int:
        return len({relation.source for relation in self._hub.into.get(term.key, ()) if relation.source in self._hub.records})

    def glossary(self) -> Page:
        """All words explained, by letter."""
        vocabulary = self._hub.vocabularies[GLOSSARY]
        terms = sorted(vocabulary.terms, key=lambda term: term.label.casefold())
        by_letter = [(letter, list(found)) for letter, found in groupby(terms, key=lambda term: wording.letter(term.label))]
        labels = {term.id: term.label for term in terms}
        html = self._render("glossary.html", f"{GLOSSARY}/", vocabulary=vocabulary, by_letter=by_letter, labels=labels)
        return Page(url=f"{GLOSSARY}/", title=vocabulary.title, description=vocabulary.summary, html=html, layout="page")

    def everything(self) -> Page:
        """The way to all directories and vocabularies."""
        html = self._render(
            "everything.html", EVERYTHING,
            kinds=[(kind, len(self._hub.of_kind(kind.folder))) for kind in self._hub.kinds],
            vocabularies=[(name, vocabulary) for name, vocabulary in self._hub.vocabularies.items()],
            countries=sum(term.folder == COUNTRIES for term in self._hub.terms.values()),
        )
        return Page(url=EVERYTHING, title=self._words["everything.title"], description=self._words["everything.about"], html=html, layout="directory")

    # --- home, not found ---

    def home(self, title: str, lead: str) -> str:
        """The home page around an editor's own title and lead."""
        newest = sorted(self._hub.records.values(), key=lambda e: (_reversed(e.record.reviewed), e.title.casefold()))[:NEWEST]
        given = Markup(_lead(lead))  # noqa: S704 - the page's own HTML, made by MkDocs
        return self._render(
            "home.html", "", title="" if "<h1" in lead else title, lead=given, chain=self.chain(),
            counts=[(kind, n) for kind in self._hub.kinds if (n := len(self._hub.of_kind(kind.folder)))],
            newest=[entry for entry in newest if entry.record.reviewed], folders=self._site.folders,
        )

    def chain(self) -> list[tuple[TermEntry, int]]:
        """The service categories in their order, with the number of practices in each."""
        vocabulary = self._hub.vocabularies.get(CATEGORIES)
        terms = [self._hub.terms[f"{CATEGORIES}/{term.id}"] for term in (vocabulary.terms if vocabulary else ()) if term.question and term.id != "strategy"]
        counts = self._practices()
        return [(term, counts.get(term.id, 0)) for term in terms]

    def _practices(self) -> dict[str, int]:
        """How many records serve each category over another record: good practices over their services."""
        found: dict[str, int] = {}
        for entry in self._hub.of_kind("cases"):
            for value in self._hub.facet(entry, "services.category"):
                found[value] = found.get(value, 0) + 1
        return found

    def not_found(self) -> Page:
        """What a server shows for an address that leads nowhere. It may be shown at any depth, so its links begin at the site's path."""
        up = (urlsplit(self._around.site_url).path.rstrip("/") + "/") if self._around.site_url else "/"
        kinds = [kind for kind in self._hub.kinds if self._hub.of_kind(kind.folder)]
        html = self._render("not_found.html", "404.html", up, kinds=kinds)
        return Page(url="404.html", title=self._words["not_found.title"], description=self._words["not_found.lead"], html=html, layout="page")

    def _render(self, template: str, url: str, up: str | None = None, **given: object) -> str:
        return self._environment.get_template(template).render(v=Ways(self._site, url, up), chain_of=self.chain, **given)

    def _own(self, pattern: str, name: str, general: str) -> str:
        """The template of one vocabulary, or the general one."""
        try:
            return str(self._environment.get_template(pattern.format(name)).name)
        except TemplateNotFound:
            return general


def _part_url(folder: str, number: int) -> str:
    return f"{folder}/" if number == 1 else f"{folder}/page/{number}/"


def _by_section(part: list[tuple[Section, RecordEntry]]) -> Iterator[tuple[Section, list[tuple[Section, RecordEntry]]]]:
    for _, pairs in groupby(part, key=lambda pair: pair[0].id):
        found = list(pairs)
        yield found[0][0], found


def _label(kind: type[Record], way: str) -> str:
    info = kind.model_fields.get(way.partition(".")[0])
    return (info.title if info else "") or way


def _reversed(day: str | None) -> tuple[int, ...]:
    """A sort key that puts the latest day first."""
    return tuple(-int(part) for part in (day or "0-0-0").split("-"))


_FIRST = re.compile(r"<p>")


def _lead(html: str) -> str:
    """An editor's own words, with the first paragraph as the lead."""
    return _FIRST.sub('<p class="hub-lead">', html, count=1)


