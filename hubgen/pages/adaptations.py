"""The tree of adaptations of a good practice: what it was made from, and what was made from it, over all generations."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from ..kinds import Record
from .markup import Html, escaped
from .view import Site, View

MOST = 60
"""Records that a tree shows; of more, the number is told."""
DEEPEST = 12
"""Generations upwards and downwards."""


def adapting(kinds: tuple[type[Record], ...]) -> type[Record] | None:
    """The kind whose records are adapted from one another."""
    return next((kind for kind in kinds if kind.adapted_as == "adapted_from"), None)


class Adaptations:
    """Draws the tree that a record is part of."""

    def __init__(self, site: Site) -> None:
        self._hub, self._words = site.hub, site.words

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key, parent in self._parents.items():
            found[parent].append(key)
        for children in found.values():
            children.sort(key=lambda key: self._hub.records[key].title.casefold())
        return found

    @cached_property
    def _parents(self) -> dict[str, str]:
        return {
            relation.source: relation.target
            for relations in self._hub.out.values()
            for relation in relations
            if relation.name == "adapted_from" and relation.target in self._hub.records
        }

    def tree(self, view: View) -> Html:
        """The tree around a record as nested lists; nothing for one that stands alone."""
        key = view.entry.key
        if key not in self._parents and key not in self._children:
            return Html("")
        root = key
        for _ in range(DEEPEST):
            root = self._parents.get(root, root)
        shown: list[str] = []
        drawn = self._branch(view, root, shown, 0)
        left = self._sizes[root] - len(shown)
        more = f"<p>{self._words['adaptations.more'].format(count=left)}</p>" if left > 0 else ""
        head = f'<h2 id="part-adaptations">{self._words["adaptations.title"]}</h2>'
        return Html(f'<section class="hub-adaptations">\n{head}\n<ul>{drawn}</ul>{more}</section>\n')  # noqa: S704 - made of links that are escaped

    def _branch(self, view: View, key: str, shown: list[str], depth: int) -> str:
        if len(shown) >= MOST or depth > 2 * DEEPEST or key in shown:
            return ""
        shown.append(key)
        entry = self._hub.records[key]
        name = f'<b aria-current="page">{escaped(entry.title)}</b>' if key == view.entry.key else view.anchors.link[key]
        below = "".join([self._branch(view, child, shown, depth + 1) for child in self._children.get(key, ())])
        return f"<li>{name}{f'<ul>{below}</ul>' if below else ''}</li>"

    @cached_property
    def _sizes(self) -> dict[str, int]:
        """How many records each has below itself, with itself: counted once for all, from the last generation upwards."""
        found = dict.fromkeys({*self._parents, *self._children}, 1)
        waited_for = {key: len(children) for key, children in self._children.items()}
        done = [key for key in found if key not in waited_for]
        while done:
            key = done.pop()
            parent = self._parents.get(key)
            if parent is None:
                continue
            found[parent] += found[key]
            waited_for[parent] -= 1
            if not waited_for[parent]:
                done.append(parent)
        return found
