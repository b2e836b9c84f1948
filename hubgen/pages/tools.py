"""Tools: pages that work in the browser and ask nothing of a server. Each is a template and a module of its own."""

from __future__ import annotations

from functools import partial
from typing import Any

from ..declaring import is_list
from ..hub import RecordEntry
from ..schema import references
from .adaptations import adapting
from .derived import DerivedPages
from .page import Derivation, Page
from .vouchers import VoucherPages

SCHEDULER, GIVE_BACK, VOUCHERS = "scheduler", "give_back", "vouchers"
"""Each names its template and its words; `_` is `-` in its address below `tools/`."""


class Tools(DerivedPages):
    """Makes the pages of tools, and leads to them."""

    def derivations(self) -> list[Derivation]:
        """What makes the page of each tool."""
        simple = [Derivation(_url(SCHEDULER), partial(self._page, SCHEDULER))]
        if adapting(self.hub.kinds):
            simple.append(Derivation(_url(GIVE_BACK), partial(self._page, GIVE_BACK, **self._back())))
        return [*simple, *self._vouchers.derivations()]

    @property
    def _vouchers(self) -> VoucherPages:
        return VoucherPages(self.environment, self.site, self.around)

    def listed(self) -> list[tuple[str, str, str]]:
        """Address, title and purpose of each tool that people come to on their own."""
        names = [SCHEDULER, *([VOUCHERS] if self._vouchers.derivations() else [])]
        return [(_url(name), self.words[name]["title"], self.words[name]["about"]) for name in names]

    def give_back(self, entry: RecordEntry) -> str:
        """Where somebody tells that they used a record; "" where that cannot be."""
        if not entry.kind.adapted_as or not adapting(self.hub.kinds):
            return ""
        return f"{_url(GIVE_BACK)}?from={entry.key}"

    def _page(self, name: str, **given: Any) -> Page:
        words, url = self.words[name], _url(name)
        html = self.render(f"tools/{name}.html", url, **given)
        return Page(url=url, title=words["title"], description=words["about"], html=html, layout="page")

    def _back(self) -> dict[str, Any]:
        """What the form for adaptations must know of the kind that it writes."""
        kind = adapting(self.hub.kinds)
        assert kind
        named = {reference.name: reference for reference in references(kind)}
        needed = [
            (name, info)
            for name, info in kind.model_fields.items()
            if info.is_required() and name not in {"title", "summary"}
        ]
        clusters = named.get("clusters")
        return {
            "settings": {
                "folder": kind.folder,
                "path": f"{self.around.content}/{kind.folder}",
                "through": {one.folder: one.adapted_as for one in self.hub.kinds if one.adapted_as},
                "refer": [[name, is_list(info)] for name, info in needed if name in named],
                "say": [
                    [name, info.title or name, info.description or ""] for name, info in needed if name not in named
                ],
                "forge": self.around.proposals.forge if self.around.proposals else "",
                "address": self.around.proposals.address if self.around.proposals else "",
                "words": self.words[GIVE_BACK]["client"],
            },
            "kind": kind,
            "clusters": sorted(
                (
                    (one.id, one.title)
                    for folder in (clusters.to if clusters else ())
                    for one in self.hub.of_kind(folder)
                ),
                key=lambda pair: pair[1].casefold(),
            ),
        }


def _url(name: str) -> str:
    return f"tools/{name.replace('_', '-')}/"
