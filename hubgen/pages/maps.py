"""Maps: the records of each kind that has a location, as points on Europe and the world, and the same as a list.

The list is in areas that lie together, and it is what the map's numbers lead to, so the page is whole without a script.
`client/map.js` adds the keys and the filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import count

from markupsafe import Markup, escape

from ..hub import RecordEntry
from ..kinds import Record
from ..maps import EUROPE, FRAMES, Frame, Land, lands
from .areas import NAMED, Area, Row, Spot, areas
from .derived import DerivedPages
from .environment import PageEnvironment
from .facets import Facets
from .markup import Html, escaped
from .page import Derivation, Page, Surroundings
from .view import Site, Ways
from .whereabouts import Whereabouts, country_code, location_field, whereabouts

NAME = "map"
"""The last part of a map's address."""
FOLDED = 200
"""Records from which on the areas of the list are closed until somebody opens one or follows a number into it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One map."""

    title: str
    frame: Frame
    land: Land
    areas: list[Area]


class Maps(DerivedPages):
    """Makes the map of each kind that has one, and the small one of a record."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings, facets: Facets) -> None:
        super().__init__(environment, site, surroundings)
        self._facets = facets
        self._ways = {kind: (url, escape(self._title(kind))) for kind in self.hub.kinds if (url := self._address(kind))}

    def url(self, kind: type[Record]) -> str:
        """The address of a kind's map; "" where it has none."""
        return self._ways[kind][0] if kind in self._ways else ""

    def derivations(self) -> list[Derivation]:
        """What makes every map."""
        return [Derivation(url, partial(self._page, kind)) for kind, (url, _) in self._ways.items()]

    def small(self, up: str, entry: RecordEntry) -> Markup:
        """The map on a record's page: the land from a file that all such pages share, and the point."""
        at = self._whereabouts(entry) if location_field(entry.kind) else None
        if not (at and at.frame and at.point):
            return Markup("")
        said = escape(at.words)
        if at.hollow:
            said = escape(self.words("map.only", place=at.words, what=self._precision(at)))
        image = f"{up}assets/images/{at.frame.name}.svg"
        hollow = ' class="hub-hollow"' if at.hollow else ""
        url, title = self._ways.get(entry.kind, ("", ""))
        way = f'<br><a href="{up}{url}#{entry.id}">{title}</a>' if url else ""
        drawn = (
            f'<figure class="hub-where"><svg viewBox="{_box(at.frame)}" role="img" aria-label="{said}">'
            f'<use class="hub-land" href="{image}#land"/><use class="hub-borders" href="{image}#borders"/>'
            f'<circle{hollow} cx="{at.point.x}%" cy="{at.point.y}%" r="13"/></svg>'
            f"<figcaption>{said}{way}</figcaption></figure>"
        )
        return Markup(drawn)  # noqa: S704 - what records say is escaped right here

    def _address(self, kind: type[Record]) -> str:
        """Where a kind's map is; nowhere, if none of its records is on it or one of them has that address."""
        key = f"{kind.folder}/{NAME}"
        taken = key in self.hub.records or key in self.hub.redirects
        if taken or not location_field(kind) or not any(map(_is_placed, self.hub.of_kind(kind.folder))):
            return ""
        return f"{key}/"

    def _title(self, kind: type[Record]) -> str:
        return self.words("map.title", many=kind.many)

    def _whereabouts(self, entry: RecordEntry) -> Whereabouts:
        return whereabouts(entry, self.words.__getitem__)

    def _precision(self, at: Whereabouts) -> str:
        return self.site.say("location", "precision", at.precision)

    # --- the page -----------------------------------------------------------------------------------------------------

    def _page(self, kind: type[Record]) -> Page:
        url, entries = self.url(kind), self.hub.of_kind(kind.folder)
        filters, choices = self._filters(kind, entries)
        rows = [Row(entry, self._whereabouts(entry), choices.get(entry.key, "")) for entry in entries]
        ids = count(1)
        sheets = [self._sheet(frame, kind, found) for frame in FRAMES if (found := areas(rows, frame, ids))]
        html = self.render(
            "map.html",
            url,
            kind=kind,
            filters=filters,
            sheets=sheets,
            outside=[row for row in rows if not row.at.point and row.at.words],
            unstated=[row for row in rows if not row.at.point and not row.at.words],
            folded=len(rows) > FOLDED,
            hollow=any(row.at.hollow for row in rows),
            groups=any(len(area.whole.rows) > 1 for sheet in sheets for area in sheet.areas),
            group_label=self._group_label,
            row_label=self._row_label,
            listed=partial(_listed, Ways(self.site, url)),
        )
        return Page(
            url=url,
            title=self._title(kind),
            description=self.words("map.about", many=kind.many),
            html=html,
            layout="directory",
            crumbs=((kind.many, f"{kind.folder}/"),),
        )

    def _filters(
        self, kind: type[Record], entries: Iterable[RecordEntry]
    ) -> tuple[list[dict[str, object]], Mapping[str, str]]:
        """What the map can be filtered by, the terms that records name; and for each record the numbers of its terms.

        Terms are numbered on from 1 as they are listed.
        """
        names = [name for name in self._facets.names(kind) if name in self.hub.vocabularies]
        found = {entry.key: self._facets.of(entry) for entry in entries}
        numbers = count(1)
        filters: list[dict[str, object]] = []
        number_of: dict[tuple[str, str], int] = {}
        for name in names:
            order = self._facets.order(name)
            values = {value for facets in found.values() for value in facets.get(name, ())}
            if len(values) > 1:
                ordered = sorted(values, key=lambda value: (order.get(value, len(order)), value))
                number_of |= {(name, value): next(numbers) for value in ordered}
                labelled = [(value, self._facets.label(name, value)) for value in ordered]
                filters.append({"name": name, "title": self._facets.title(name), "values": labelled})
        choices = {
            key: " ".join(
                str(number_of[name, value])
                for name, values in facets.items()
                for value in values
                if (name, value) in number_of
            )
            for key, facets in found.items()
        }
        return filters, choices

    def _sheet(self, frame: Frame, kind: type[Record], found: list[Area]) -> Sheet:
        many = kind.many
        title = self.words("map.europe", many=many) if frame is EUROPE else self.words("map.world", many=many)
        return Sheet(title, frame, lands().frames[frame.name], found)

    def _row_label(self, row: Row) -> str:
        """What a single point is called: title, place, and that it stands for an area where it does."""
        return self.words("client.map_hollow", label=row.label) if row.at.hollow else row.label

    def _group_label(self, kind: type[Record], spot: Spot) -> str:
        """What a symbol that stands for several is called: how many, and where."""
        return self.words(
            "client.map_group",
            count=f"{len(spot.rows):,}",
            many=kind.many.lower(),
            places=self._some(spot.places),
        )

    def _some(self, names: Sequence[str]) -> str:
        """The first few names, and how many more there are."""
        more = len(names) - NAMED
        few = ", ".join(names[:NAMED] if more > 1 else names)
        return self.words("client.map_more", places=few, count=more) if more > 1 else few


def _listed(v: Ways, row: Row) -> Html:
    """A record in the list, with what the map and its filters know it by."""
    at = f' data-at="{row.at.point.x} {row.at.point.y}"' if row.at.point else ""
    choices = f' data-choices="{row.choices}"' if row.choices else ""
    hollow = ' class="hub-hollow"' if row.at.hollow else ""
    named = "</span><span>, ".join(map(escaped, row.at.named))
    return Html(  # noqa: S704 - titles and places are escaped
        f'<li id="{escaped(row.entry.id)}"{at}{choices}{hollow}>{v.anchors.link[row.entry.key]}'
        f"{f' <span>{named}</span>' if named else ''}</li>"
    )


_SMALL_WIDTH = 600
"""Units across the small maps in `theme/assets/images/`."""


@cache
def _box(frame: Frame) -> str:
    return f"0 0 {_SMALL_WIDTH} {round(_SMALL_WIDTH / frame.ratio)}"


def _is_placed(entry: RecordEntry) -> bool:
    return (
        bool(getattr(entry.record, location_field(entry.kind), None)) or country_code(entry.record) in lands().middles
    )
