"""What the pages of a hub are found by. Drafts and private fields never come here: a hub has only what is published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Final

from pydantic import BaseModel

from ..hub import CATEGORIES, COUNTRIES, GLOSSARY, TEXT, RecordEntry, TermEntry
from ..pages.facets import KIND, Facets
from ..pages.fields import Field, fields
from ..pages.page import Page
from ..pages.view import Site
from ..places import own_names
from ..schema import Claim
from ..words import Words

PAGE: Final = "page"
"""The kind of a page that is neither a record nor a term."""
_TEXTS = frozenset({"text", "prose", "loose", "list", "steps", "roles", "parts", "mapping", "claims", "keys"})
"""Shapes of fields that hold words of their own; the others hold references, codes, numbers and addresses."""
_SENTENCE = 4
"""Blanks in the shortest text that is shown as a passage."""
_TERM, _COUNTRY, _PAGE = "material/tag-outline", "material/earth", "material/file-outline"
"""What stands for what is no record."""

_TITLE = re.compile(r"<h1[^>]*>.*?</h1>", re.DOTALL)
_HEADING = re.compile(r"<h[2-6][^>]*>(.*?)</h[2-6]>", re.DOTALL)
_BLOCKS = (
    "p",
    "li",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "dt",
    "dd",
    "pre",
    "blockquote",
    "div",
    "summary",
    "caption",
)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A page in words.

    `kind` is the folder of its kind, or "page"; `group` and `category` say in what it is grouped, in words and, for a
    service category, as an id. `names` are other names, `about` words that stand for it without being part of its text:
    labels of its facets, titles of what it refers to. `text` has a line for each paragraph.
    """

    url: str
    title: str
    summary: str
    kind: str
    kind_label: str
    group: str = ""
    category: str = ""
    names: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    text: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Documents:
    """Tells what each page of a hub is found by."""

    def __init__(self, site: Site, words: Words, facets: Facets) -> None:
        self._site, self._hub, self._words, self.facets = site, site.hub, words, facets

    def of_record(self, entry: RecordEntry, body: str) -> Document:
        """A record: its names, its text and that of its fields, what it refers to. `body` is its text as HTML."""
        facets = self.facets.of(entry)
        group, category = self._site.group(entry), self._site.category(entry)
        said = [*_said(entry.record, _speaking(entry.kind, entry.kind.also_named))]
        labels = [self.facets.label(name, value) for name, values in facets.items() if name != KIND for value in values]
        named = [self._hub[to.target].title for to in self._hub.out.get(entry.key, ()) if to.name != TEXT]
        return Document(
            url=entry.url,
            title=entry.title,
            summary=entry.summary,
            kind=entry.folder,
            kind_label=entry.kind.one,
            group=group.title if group else "",
            category=category.id if category else "",
            names=_names(entry),
            about=tuple(dict.fromkeys([*labels, *named, *(one for one in said if not _is_sentence(one))])),
            headings=tuple(map(plain, _HEADING.findall(body))),
            text="\n".join(filter(None, [*filter(_is_sentence, said), plain(body)])),
            facets=facets,
        )

    def of_page(self, page: Page) -> Document:
        """A page that is no record: a term's, or any other, which is found by its title, description and body."""
        term = self._hub.terms.get(page.url.rstrip("/"))
        if term:
            return self.of_term(term)
        return Document(
            url=page.url,
            title=page.title,
            summary=page.description,
            kind=PAGE,
            kind_label="",
            headings=tuple(map(plain, _HEADING.findall(page.body))),
            text=plain(_TITLE.sub("", page.body)),
        )

    def glossary(self) -> Iterator[Document]:
        """The terms that have no page of their own."""
        return (self.of_term(term) for term in self._hub.terms.values() if term.folder == GLOSSARY)

    def of_term(self, term: TermEntry) -> Document:
        """A term of a vocabulary, or a country."""
        is_country = term.folder == COUNTRIES and COUNTRIES not in self._hub.vocabularies
        return Document(
            url=term.url,
            title=term.title,
            summary=self._words("countries.one", country=term.title) if is_country else term.summary,
            kind=term.folder,
            kind_label=self.kind_words(term.folder)[0],
            category=term.id if term.folder == CATEGORIES else "",
            names=(*term.term.aliases, *(own_names(term.id.upper()) if is_country else ())),
            text=term.term.question or "",
        )

    def kinds(self) -> list[str]:
        """All kinds that a document can be of, in the order to show them in."""
        records = [kind.folder for kind in self._hub.kinds]
        terms = dict.fromkeys(term.folder for term in self._hub.terms.values())
        return list(dict.fromkeys([*records, *self._hub.vocabularies, *terms, PAGE]))

    def categories(self) -> dict[str, str]:
        """The icon of each service category, by its id among the drawings."""
        terms = (term for term in self._hub.terms.values() if term.folder == CATEGORIES)
        return {term.id: self._icon(term.term.icon) for term in terms if term.term.icon}

    def kind_words(self, kind: str) -> tuple[str, str, str]:
        """What a kind of document is called, one of it and many, and the id of its icon among the drawings."""
        if record := self._hub.kind(kind):
            return record.one, record.many, self._icon(record.icon)
        if vocabulary := self._hub.vocabularies.get(kind):
            return vocabulary.one, vocabulary.title, self._icon(_TERM)
        name, icon = ("countries", _COUNTRY) if kind == COUNTRIES else ("pages", _PAGE)
        return str(self._words[f"search.{name}.one"]), str(self._words[f"search.{name}.many"]), self._icon(icon)

    def _icon(self, name: str) -> str:
        return self._site.icons.id(name)


def plain(html: str) -> str:
    """HTML as text: a line for each block."""
    if "<" not in html:
        return " ".join(unescape(html).split())
    text = html.replace("\n", " ")
    for block in _BLOCKS:
        text = text.replace(f"</{block}>", "\n")
    text = _TAG.sub("", text)
    lines = (" ".join(line.split()) for line in (unescape(text) if "&" in text else text).split("\n"))
    return "\n".join(filter(None, lines))


def _names(entry: RecordEntry) -> tuple[str, ...]:
    """Other names of a record, as its kind declares them."""
    found: list[str] = []
    for name in entry.kind.also_named:
        value = getattr(entry.record, name, None) or ()
        found += [value] if isinstance(value, str) else value
    return tuple(dict.fromkeys(found))


def _said(part: BaseModel, shapes: Iterable[Field]) -> Iterator[str]:
    """What fields of a record, or of a mapping in it, say in words of their own."""
    for one in shapes:
        value = getattr(part, one.name)
        if isinstance(value, str):
            yield value
        elif value:
            yield from _spoken(value)


@cache
def _speaking(model: type[BaseModel], without: tuple[str, ...] = ()) -> tuple[Field, ...]:
    """The fields of a model that hold words of their own."""
    return tuple(one for one in fields(model) if one.shape in _TEXTS and one.name not in without)


def _is_sentence(text: str) -> bool:
    """Whether a text makes sense as a passage: a place or the title of a step does not."""
    return text.count(" ") >= _SENTENCE


def _spoken(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Claim):
        yield value.note or ""
    elif isinstance(value, BaseModel):
        yield from _said(value, _speaking(type(value)))
    elif isinstance(value, tuple):
        for one in value:
            yield from _spoken(one)
    elif isinstance(value, Mapping):
        yield from (str(one) for one in value.values())
