"""A small picture of what a record is tied to: its ties by name on both sides of it, each with a link.

It shows what the page has found before, the record's fields and its groups of relations, and leads to these where it does
not show all. One picture takes a few dozen microseconds: names are cut and escaped once for all pages, and a row is a
place and such a name. There is one drawing for all screens: `network.css` turns the left half around, and on a narrow
screen puts both halves below the record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from ..figures.lettering import OWN, Face, shortened
from ..hub import MENTIONED, Entry
from ..kinds import Record
from ..schema import ANY, references
from .markup import Html, escaped
from .view import Site, View

FEWEST = 3
"""Ties from which there is something to see."""
ROWS = 12
"""Names that a picture has room for; each relation has room for one, however many relations there are."""
MENTIONS = 2
"""Of these, names of records whose text only mentions this one."""
_WIDTH = 240
"""Pixels that a name has; `network.css` leaves as many."""
_FACE = Face(name="text", size=15, leading=20, share=OWN)
_HEAD, _ROW, _GAP = 24, 25, 12
"""The height of a relation's name, of a record's, and of what is between two relations."""
_RAIL = 22
"""Where the line stands that the names of a relation hang on."""


class Tied(NamedTuple):
    """Ties of one relation: its name as markup, the records or some more than fit, how many there are, where they stand in full."""

    label: str
    entries: Sequence[Entry]
    total: int
    where: str
    most: int = ROWS


class Pictures:
    """Draws the ties of one record after the other; what is the same for all is made once.

    `where` tells the address of a record in the network of all, or "" where it is no part of it.
    """

    def __init__(self, site: Site, where: Callable[[str], str]) -> None:
        self._words, self._where = site.words, where
        self._relations = {kind: dict(_relations(site, kind)) for kind in site.hub.kinds}
        self._names: dict[str, tuple[str, str]] = {}

    def draw(self, view: View) -> Html:
        """The picture of a record's ties; nothing where there are too few."""
        found = self._found(view)
        if sum([tied.total for tied in found]) < FEWEST:
            return Html()
        shares = shared([min(tied.total, tied.most) for tied in found], ROWS)
        # one more takes no more room than the words that say so
        shares = [n + 1 if n + 1 == tied.total else n for n, tied in zip(shares, found, strict=True)]
        heights = [_HEAD + _ROW * (n + (n < tied.total)) for n, tied in zip(shares, found, strict=True)]
        half = halved(heights)
        left = self._side(found[:half], shares[:half], heights[:half], view.up, ' class="l"') if half else ""
        right = self._side(found[half:], shares[half:], heights[half:], view.up, "")
        row = self._where(view.entry.key)
        whole = f'<a href="{view.up}{escaped(row)}">{self._words["network.whole"]}</a>' if row else ""
        return Html(  # noqa: S704 - titles and addresses are escaped where they are put in
            f'<figure class="hub-ties" aria-label="{self._words["record.ties"]}">{left}'
            f"<figcaption>{escaped(view.entry.title)}</figcaption>{right}</figure>\n"
            + (f'<p class="hub-ties__whole">{whole}</p>\n' if whole else "")
        )

    def _found(self, view: View) -> list[Tied]:
        """The ties of a record: what its fields name, the same body, and the records that refer to it."""
        relations = self._relations[view.kind]
        found = [
            Tied(relations[name], entries, len(entries), f"#part-{name}" if view.is_section(name) else "#part-facts")
            for name, entries in view.written.items()
            if name in relations
        ]
        if view.same:
            found.append(Tied(self._words["record.same"], view.same, len(view.same), "#part-facts"))
        for label, ties, _ in view.groups:
            entries = [tie[0] for tie in ties[: ROWS + 1]]
            most = MENTIONS if label == MENTIONED else ROWS
            found.append(Tied(escaped(label), entries, len(ties), "#part-related", most))
        return found

    def _side(self, found: list[Tied], shares: list[int], heights: list[int], up: str, look: str) -> str:
        """One half of the picture: each relation's name, and below it the records on a rail."""
        height = sum(heights) + _GAP * (len(found) - 1)
        middle, top = height // 2, 0
        bends, elbows, rails, dots, rows = "", "", "", "", []
        names, make = self._names.get, self._named
        for (label, entries, total, where, _), share, high in zip(found, shares, heights, strict=True):
            start, end = top + _HEAD // 2, top + high
            bends += f"M0 {middle}C14 {middle} 8 {start} {_RAIL} {start}"
            elbows += f"M0 {start}H{_RAIL}"
            rails += f"M{_RAIL} {start}V{end - 13}"
            # a line of dots as far apart as rows; it ends a little after the last
            dots += f"M{_RAIL} {top + 36}V{top + 11 + _ROW * share}.5"
            rows.append(f'<text class="h" y="{top + 17}">{label}</text>')
            top += _HEAD + 17
            for entry in entries[:share]:
                before, name = names(entry.key) or make(entry)
                rows.append(f'<a href="{up}{before}<text y="{top}">{name}</text></a>')
                top += _ROW
            if share < total:
                more = self._words["record.ties_more"].format(count=total - share)
                rows.append(f'<a href="{where}"><text y="{top}">{more}</text></a>')
            top = end + _GAP
        # on a narrow screen the line down the side goes on to the other half
        down = f"M0 -24V{height if look else start}"
        return (
            f'<svg{look} height="{height}"><path class="c" d="{bends}"/><path class="v" d="{down}{elbows}"/>'
            f'<path class="r" d="{rails}"/><path class="d" d="{dots}"/><g>{"".join(rows)}</g></svg>'
        )

    def _named(self, entry: Entry) -> tuple[str, str]:
        """A link after the way to the site's root, in two parts: its place goes between them. The same on all pages."""
        cut = shortened(entry.title, _WIDTH, _FACE)
        whole = f"<title>{escaped(entry.title)}</title>" if cut != entry.title else ""
        name = self._names[entry.key] = f'{escaped(entry.url)}">{whole}', escaped(cut)
        return name


def shared(wanted: Sequence[int], room: int) -> list[int]:
    """How many of a number of places each gets: all that it wants, or where there are too few as many as the others, but one at least."""
    given = [min(1, number) for number in wanted]
    left = room - sum(given)
    while left > 0 and given != list(wanted):
        for number, want in enumerate(wanted):
            if left > 0 and given[number] < want:
                given[number] += 1
                left -= 1
    return given


def halved(heights: Sequence[int]) -> int:
    """How many of the first make up half of the height, as nearly as can be; one alone stands in the second half."""
    whole, above = sum(heights), 0
    for number, height in enumerate(heights):
        if number and 2 * above + height > whole:
            return number
        above += height
    return len(heights) - 1


def _relations(site: Site, kind: type[Record]) -> Iterator[tuple[str, str]]:
    """The fields by which a kind names records, with what they are called; where it only cites is none of them."""
    folders = {one.folder for one in site.hub.kinds}
    for reference in references(kind):
        is_tie = site.ties.is_tie(kind, reference.name) and reference.name != "same_as"
        if is_tie and (ANY in reference.to or folders.intersection(reference.to)):
            yield reference.name, escaped(kind.model_fields[reference.name].title or reference.name)
