"""Vocabularies: an index and a page per term, the countries and the glossary."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from ..hub import CATEGORIES, COUNTRIES, GLOSSARY, TermEntry
from . import wording
from .derived import DerivedPages
from .page import Derivation, Page
from .ties import Group

MOST = 40
"""Records of one group that a term's page shows with their summaries."""


class Terms(DerivedPages):
    """Makes the pages of vocabularies."""

    def derivations(self) -> list[Derivation]:
        """What makes every index, every term's page and the glossary."""
        terms = [
            Derivation(term.url, partial(self.term, term))
            for term in self.hub.terms.values()
            if term.folder != GLOSSARY
        ]
        return [
            *map(self._index, self.hub.vocabularies),
            Derivation(f"{COUNTRIES}/", self.countries),
            *terms,
        ]

    def _index(self, name: str) -> Derivation:
        return Derivation(f"{name}/", self.glossary if name == GLOSSARY else partial(self.vocabulary, name))

    def vocabulary(self, name: str) -> Page:
        """The terms of a vocabulary, with what each stands for and how many records use it."""
        vocabulary, url = self.hub.vocabularies[name], f"{name}/"
        terms = [entry for term in vocabulary.terms if (entry := self.hub.terms.get(f"{name}/{term.id}"))]
        html = self.render(
            own if self.exists(own := f"vocabularies/{name}.html") else "vocabulary.html",
            url,
            vocabulary=vocabulary,
            terms=[(term, self._uses(term)) for term in terms],
            chain_of=self.chain,
        )
        return Page(url=url, title=vocabulary.title, description=vocabulary.summary, html=html, layout="directory")

    def countries(self) -> Page:
        """The countries that records name."""
        terms = sorted(
            (term for term in self.hub.terms.values() if term.folder == COUNTRIES), key=lambda term: term.title
        )
        html = self.render("countries.html", f"{COUNTRIES}/", terms=[(term, self._uses(term)) for term in terms])
        return Page(
            url=f"{COUNTRIES}/",
            title=self.words["countries.title"],
            description=self.words["countries.about"],
            html=html,
            layout="directory",
        )

    def term(self, term: TermEntry) -> Page:
        """A term with what it means and the records that use it."""
        vocabulary = self.hub.vocabularies.get(term.folder)
        title = vocabulary.title if vocabulary else self.words["countries.title"]
        through = self.site.ties.through(term.key) if term.folder == CATEGORIES else {}
        html = self.render(
            "term.html",
            term.url,
            term=term,
            vocabulary=vocabulary,
            groups=self.site.ties.incoming(term.key, most=MOST),
            through=[Group(kind.many, through[kind.folder], MOST) for kind in self.hub.kinds if kind.folder in through],
            related=self._related(term),
        )
        crumbs = ((title, f"{term.folder}/"),)
        return Page(
            url=term.url,
            title=term.title,
            description=term.summary or self.words("countries.one", country=term.title),
            html=html,
            layout="page",
            crumbs=crumbs,
        )

    def _related(self, term: TermEntry) -> dict[str, list[TermEntry]]:
        """Terms around a term: what it is part of, what it includes, what to see."""
        of_kind = self.hub.vocabularies[term.folder].terms if term.folder in self.hub.vocabularies else ()
        siblings = [self.hub.terms[f"{term.folder}/{one.id}"] for one in of_kind]
        return {
            "broader": [one for one in siblings if one.id == term.term.broader],
            "narrower": [one for one in siblings if one.term.broader == term.id],
            "see": [one for one in siblings if one.id in term.term.see],
        }

    def _uses(self, term: TermEntry) -> int:
        """How many records use a term."""
        sources = {relation.source for relation in self.hub.into.get(term.key, ())}
        return sum(source in self.hub.records for source in sources)

    def glossary(self) -> Page:
        """All words explained, by letter."""
        vocabulary = self.hub.vocabularies[GLOSSARY]
        terms = sorted(vocabulary.terms, key=lambda term: term.label.casefold())
        by_letter = [
            (letter, list(found)) for letter, found in groupby(terms, key=lambda term: wording.letter(term.label))
        ]
        labels = {term.id: term.label for term in terms}
        html = self.render("glossary.html", f"{GLOSSARY}/", vocabulary=vocabulary, by_letter=by_letter, labels=labels)
        return Page(
            url=f"{GLOSSARY}/", title=vocabulary.title, description=vocabulary.summary, html=html, layout="page"
        )
