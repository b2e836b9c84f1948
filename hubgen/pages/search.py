"""The search page: a field, facets and results. Without JavaScript, which does the searching, the way to what can be browsed."""

from __future__ import annotations

from .comparisons import comparable
from .derived import DerivedPages
from .page import Derivation, Page

SEARCH = "search/"


class SearchPages(DerivedPages):
    """Makes the search page."""

    def derivations(self) -> list[Derivation]:
        return [Derivation(SEARCH, self.search)]

    def search(self) -> Page:
        """The page; `client/search-page.js` brings it to life."""
        html = self.render(
            "search.html",
            SEARCH,
            kinds=[(kind, number) for kind in self.hub.kinds if (number := len(self.hub.of_kind(kind.folder)))],
            compared=[kind.folder for kind in comparable(self.hub)],
            vocabularies=list(self.hub.vocabularies.items()),
        )
        title, about = self.words["search_page.title"], self.words["search_page.about"]
        return Page(url=SEARCH, title=title, description=about, html=html, layout="directory", found=False)
