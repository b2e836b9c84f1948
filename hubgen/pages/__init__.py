"""The hub's pages: bodies of HTML with what a shell needs to know of each. `Renderer` makes them all.

Where pages are written, and what surrounds a body, is left to others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any

from ..figures import FIGURES, WORDS, figure_html
from ..hub import Hub, RecordEntry
from ..papers.making import Paper
from ..words import Words, load
from . import lists, parts, shapes, wording
from .adaptations import Adaptations
from .comparisons import Comparisons
from .directories import Directories
from .environment import PageEnvironment
from .facets import Facets
from .front import Front
from .insights import Insights
from .maps import Maps
from .markup import Html, drawn
from .network import NetworkPages
from .page import Derivation, Page, Surroundings, relative
from .picture import Pictures
from .quality import QualityPages
from .record import RecordPages
from .search import SearchPages
from .terms import Terms
from .tools import Tools
from .view import Site

__all__ = ["Derivation", "Page", "Renderer", "Surroundings", "relative"]


class Renderer:
    """Makes the pages of a hub."""

    def __init__(
        self,
        hub: Hub,
        surroundings: Surroundings,
        words: Words | None = None,
        offered: frozenset[str] = frozenset(),
    ) -> None:
        self._made_of = hub, surroundings, words
        self.words = words or load()
        self.site = Site(hub, surroundings.icon, self.words)
        self.environment = PageEnvironment(self.words)
        self.environment.filters.update(_filters(self.words, self.site))
        self.environment.globals.update(
            say=self.words.value,
            site_name=surroundings.site_name,
            feedback=surroundings.feedback or "",
            figure=self._figure,
            m=_drawing(),
        )
        drawable = all(surroundings.icon(name) for key, name in WORDS.items() if key.endswith(".icon"))
        self._icon = surroundings.icon if drawable else None
        self._drawn: dict[str, Html] = {}
        self._records = RecordPages(self.environment, self.site, surroundings, self._figure)
        self.offer(offered)
        around = (self.environment, self.site, surroundings)
        self.facets = facets = Facets(self.site, self.words)
        self._front = Front(*around)
        insights = Insights(*around, facets)
        maps = Maps(*around, facets)
        network = NetworkPages(*around)
        pictures = Pictures(self.site, network.where)
        tools = Tools(*around)
        self._derived = (
            *(Directories(*around, facets, tools), Comparisons(*around), maps, insights, network),
            *(Terms(*around), tools, SearchPages(*around), QualityPages(*around)),
        )
        self.environment.globals.update(
            map_of=maps.url,
            small_map=maps.small,
            guides=insights.guides,
            all_guides=insights.all_guides,
            insights=insights.on,
            ties_of=pictures.draw,
            adaptations=Adaptations(self.site).tree,
            give_back=tools.give_back,
            changed=surroundings.changed.get,
            network=network.url,
            network_folders=network.folders,
        )

    def __reduce__(self) -> tuple[type[Renderer], tuple[Hub, Surroundings, Words | None, frozenset[str]]]:
        """To another process it goes as what it was made of: templates and the ways between them do not travel."""
        return Renderer, (*self._made_of, self._records.offered)

    @property
    def surroundings(self) -> Surroundings:
        """What is around the hub."""
        return self._made_of[1]

    @property
    def offered(self) -> frozenset[str]:
        """Files beside pages that were made elsewhere."""
        return self._records.offered

    def papers(self) -> list[Paper]:
        """The documents that are also to be had as files for word processors, to be made elsewhere."""
        return self._records.papers()

    def offer(self, files: Iterable[str]) -> None:
        """Lets pages lead to files beside them that were made elsewhere."""
        self._records.offered = frozenset(files)

    def record(self, entry: RecordEntry) -> Page:
        """The page of a record."""
        return self._records.page(entry)

    def derived(self) -> Iterator[Page]:
        """Directories, vocabularies with a page per term, the glossary, and the way to them all."""
        return (make() for make in self.derivations())

    def derivations(self) -> list[Derivation]:
        """What makes each derived page: they can be made one beside the other."""
        return [make for pages in self._derived for make in pages.derivations()]

    def home(self, title: str, lead_html: str) -> str:
        """The inside of the home page around its own title and lead; `lead_html` may hold the `<h1>` itself."""
        return self._front.home(title, lead_html)

    def _figure(self, number: str) -> Html:
        """A figure, drawn once."""
        if number not in self._drawn:
            drawn = figure_html(number, icon=self._icon) if number in FIGURES else ""
            self._drawn[number] = Html(drawn)  # noqa: S704 - drawn by the hub itself
        return self._drawn[number]


def _filters(words: Words, site: Site) -> dict[str, Any]:
    """What templates make of values."""
    kinds = {kind.folder: kind for kind in site.hub.kinds}

    def count(number: int, name: str) -> str:
        return words.count(name, number)

    return {
        "count": count,
        "date": wording.date,
        "fill": lambda word, **given: word.format(**given),
        "kind_one": lambda folder: kinds[folder].one if folder in kinds else folder,
        "kind_many": lambda folder: kinds[folder].many if folder in kinds else folder,
        "number": wording.number,
        "region": wording.region,
    }


def _drawing() -> SimpleNamespace:
    """What templates draw by `m.…`, each given the page it is drawn on."""
    functions = (
        *(lists.tags, lists.links, lists.tie_rows, lists.group, lists.documents),
        *(parts.kicker, parts.related, parts.sources, parts.contents, parts.form),
        *(shapes.fact, shapes.facts, shapes.country, shapes.section, shapes.sections, shapes.body, shapes.figures),
    )
    return SimpleNamespace(
        link=lambda v, entry: v.anchors.link[entry.key],
        tag=lambda v, term: v.anchors.tag[term.key],
        **{function.__name__: drawn(function) for function in functions},
    )
