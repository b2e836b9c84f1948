"""What pages show of the hub's insights: coverage, what is alike, the finder; and the ways to them."""

from __future__ import annotations

from dataclasses import dataclass

from ..insights.coverage import Coverage
from ..kinds import Record
from .coverage import CoveragePages
from .environment import PageEnvironment
from .facets import Facets
from .finder import FinderPages
from .likeness import Likeness
from .markup import Html
from .page import Derivation, Surroundings
from .ties import Tie
from .view import Site, View


@dataclass(frozen=True, slots=True)
class Guide:
    """A page that helps with the records of a kind: its address, what leads to it and what it is, and an icon by name."""

    url: str
    label: str
    about: str
    icon: str


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What stands on a record's page: the chain of categories, records alike, records that answer it."""

    chain: Html
    alike: list[Tie]
    answers: list[Tie]


class Insights:
    """Makes what is derived, for pages of its own and for those of records."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings, facets: Facets) -> None:
        self._words, self._kinds = environment.words, site.hub.kinds
        coverage = Coverage(site.hub)
        self._coverage = CoveragePages(environment, site, surroundings, coverage)
        self._finder = FinderPages(environment, site, surroundings, coverage)
        self._likeness = Likeness(site, environment.words, facets)

    def derivations(self) -> list[Derivation]:
        """What makes the matrices and the finder."""
        return [*self._coverage.derivations(), *self._finder.derivations()]

    def guides(self, kind: type[Record]) -> list[Guide]:
        """The pages that help with the records of a kind."""
        found = (
            Guide(
                self._coverage.url(kind),
                self._words["coverage.open"],
                self._words("coverage.about", kinds=kind.many),
                "material/view-grid-outline",
            ),
            Guide(
                self._finder.url(kind), self._words["finder.open"], self._words["finder.about"], "material/tune-variant"
            ),
        )
        return [guide for guide in found if guide.url]

    def all_guides(self) -> list[Guide]:
        """The pages that help with any records, each once."""
        return list({guide.url: guide for kind in self._kinds for guide in self.guides(kind)}.values())

    def on(self, view: View) -> OnRecord:
        """What stands on a record's page. Records that it is tied to anyway are not told of again."""
        answers = self._likeness.answers(view.entry, view.known)
        alike = self._likeness.alike(view.entry, view.known.union([tie.entry.key for tie in answers]))
        return OnRecord(self._coverage.chain_of(view), alike, answers)
