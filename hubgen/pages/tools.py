"""Tools: pages that work in the browser and ask nothing of a server. Each is a template and a module of its own."""

from __future__ import annotations

from functools import partial

from .derived import DerivedPages
from .page import Derivation, Page

TOOLS = ("scheduler",)
"""Each names its template, its words and its address below `tools/`."""


class Tools(DerivedPages):
    """Makes the pages of tools."""

    def derivations(self) -> list[Derivation]:
        """What makes the page of each tool."""
        return [Derivation(_url(name), partial(self._page, name)) for name in TOOLS]

    def _page(self, name: str) -> Page:
        words, url = self.words[name], _url(name)
        html = self.render(f"tools/{name}.html", url)
        return Page(url=url, title=words["title"], description=words["about"], html=html, layout="page")


def _url(name: str) -> str:
    return f"tools/{name}/"
