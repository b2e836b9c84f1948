"""What derived pages share: pages that no file stands for and that follow from the hub."""

from __future__ import annotations

from collections import Counter

from jinja2 import TemplateNotFound

from ..hub import CATEGORIES, TermEntry
from ..words import Words
from .environment import PageEnvironment
from .page import Surroundings
from .view import Site, Ways

BESIDE = "strategy"
"""The category that stands beside the chain: it is about all of it."""
PRACTICES = "cases"
"""The kind whose records the chain counts."""


class DerivedPages:
    """Makes pages that follow from the hub."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings) -> None:
        self.environment, self.site, self.around, self.hub = environment, site, surroundings, site.hub

    @property
    def words(self) -> Words:
        return self.environment.words

    def render(self, template: str, url: str, up: str | None = None, **given: object) -> str:
        """A template's HTML, for a page at an address."""
        return self.environment.get_template(template).render(v=Ways(self.site, url, up), **given)

    def chain(self) -> list[tuple[TermEntry, int]]:
        """The service categories that lead to one another, in their order, with the number of practices in each."""
        vocabulary = self.hub.vocabularies.get(CATEGORIES)
        ids = [term.id for term in (vocabulary.terms if vocabulary else ()) if term.question and term.id != BESIDE]
        counts = Counter(c for entry in self.hub.of_kind(PRACTICES) for c in self.hub.facet(entry, entry.kind.group_by))
        return [(self.hub.terms[f"{CATEGORIES}/{name}"], counts[name]) for name in ids]

    def exists(self, template: str) -> bool:
        """Whether there is a template of that name."""
        try:
            self.environment.get_template(template)
        except TemplateNotFound:
            return False
        return True
