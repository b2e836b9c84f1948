"""The picture of the whole network: which part is drawn, in what words, and what is left out of it.

How it is laid out is told in `figures/communities.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..figures import communities as drawing
from ..hub import Entry, RecordEntry
from ..kinds import Record
from ..network import Bond, Community, Network, bonds, by_title, most_tied
from ..words import Words
from .markup import Html
from .view import Site

MOST = 24
"""Communities that the picture has room for."""
SEATS, SEATS_OF_MANY = 12, 3
"""Members that a frame names, where the picture is small and where it is not."""
NODES = 120
"""Names up to which a picture is small."""
LOOSE = 40
"""Names without a line that are shown beside the picture; of more only the number is told."""
PLACES = 3
"""Places that a frame names its members from."""


class Naming:
    """What the network's records are called, together and one by one."""

    def __init__(self, site: Site, words: Words, network: Network) -> None:
        self._site, self._words = site, words
        folders = {one.folder for one in network.organisations}
        self.gathering = [kind for kind in site.hub.kinds if kind.gathers]
        self.gathered = [kind for kind in site.hub.kinds if kind.folder in folders]
        self.what, self.who = _named(self.gathering, 2), _named(self.gathered, 2)

    def say(self, name: str, **given: object) -> str:
        """A sentence of the network; {communities} and {organisations} are what the kinds are called, unless given; so are
        {what} and {who}, and {community} is one of them."""
        names = {"what": self.what, "who": self.who, "community": _named(self.gathering, 1)}
        filled = {"communities": self.what, "organisations": self.who, **names, **given}
        return self._words(f"network.{name}", **filled)

    def communities(self, number: int) -> str:
        """`4 partnerships`."""
        return f"{number:,} {_named(self.gathering, number)}"

    def organisations(self, number: int) -> str:
        """`4 cluster organisations`."""
        return f"{number:,} {_named(self.gathered, number)}"

    def group(self, entry: RecordEntry) -> str:
        """What a record's directory groups it by, in words: a partnership's form, an organisation's country."""
        grouped = self._site.grouped(entry)
        return grouped.label if grouped else ""

    def places(self, members: Sequence[RecordEntry]) -> str:
        """How many members there are, and from where."""
        found = sorted({place for place in map(self.group, members) if place}, key=str.casefold)
        named = ", ".join(found[:PLACES])
        if len(found) > PLACES:
            named = self.say("places", places=named, count=len(found) - PLACES)
        return " · ".join(filter(None, (self._words.count("network.members", len(members)), named)))


def _named(kinds: Sequence[type[Record]], number: int) -> str:
    return ", ".join(kind.one if number == 1 else kind.many for kind in kinds).lower()


class NetworkPicture:
    """The part of a network that is drawn. `rows` has the address of each record's row in the tables, seen from the picture."""

    def __init__(self, whole: Network, naming: Naming, words: Words, rows: Mapping[str, str]) -> None:
        self._whole, self._naming, self._words, self._rows = whole, naming, words, rows
        self._shown = most_tied(whole, MOST)
        self._bonds = bonds(self._shown)
        self._joining = {one.key for bond in self._bonds for one in bond.bridges}
        names = len(self._shown) + len({member.key for one in self._shown for member in one.members})
        self._most = SEATS if names <= NODES else SEATS_OF_MANY

    def drawn(self) -> Iterator[tuple[str, Html]]:
        """Each group of communities that share members, then those that share none, under its heading."""
        for bond in (bond for bond in self._bonds if bond.bridges):
            title = self._naming.say(
                "joined",
                communities=self._naming.communities(len(bond.communities)),
                bridges=self._naming.organisations(len(bond.bridges)),
            )
            yield title, self._draw(bond, title)
        alone = [bond.communities[0] for bond in self._bonds if not bond.bridges]
        if alone:
            title = self._naming.say("apart", communities=self._naming.communities(len(alone)))
            alone.sort(key=lambda one: -len(one.members))
            yield title, self._draw(Bond(communities=tuple(alone), bridges=()), title)

    def choices(self) -> list[tuple[str, list[Entry]]]:
        """All names in the picture, under what they are."""
        seated = {one.key: one for community in self._shown for one in self._seats(community)}
        bridges = {one.key: one for bond in self._bonds for one in bond.bridges}
        named: list[Entry] = sorted((seated | bridges).values(), key=by_title)
        shown: list[Entry] = sorted((one.entry for one in self._shown), key=by_title)
        return [(self._naming.what, shown), (self._naming.who, named)]

    def left_out(self) -> str:
        """What the picture does not show, in words; "" where it names everybody."""
        (_, shown), (_, named) = self.choices()
        if len(shown) == len(self._whole.communities) and len(named) == len(self._whole.belongs):
            return ""
        return self._naming.say(
            "part",
            communities=f"{len(shown):,}",
            communities_all=f"{len(self._whole.communities):,}",
            organisations=f"{len(named):,}",
            organisations_all=f"{len(self._whole.belongs):,}",
        )

    def loose(self, elsewhere: Mapping[str, Entry]) -> Iterator[tuple[str, Sequence[Entry]]]:
        """Who has no line in the picture, under a heading; without the names where there are many. Those that are the same
        body as a community are `elsewhere`."""
        organisations = [
            one for one in self._whole.organisations if one.key not in self._whole.belongs and one.key not in elsewhere
        ]
        unnamed = self._whole.unnamed
        if unnamed:
            title = self._naming.say("unnamed", communities=self._naming.communities(len(unnamed)))
            yield title, unnamed if len(unnamed) <= LOOSE else ()
        if organisations:
            title = self._naming.say("loose", organisations=self._naming.organisations(len(organisations)))
            yield title, organisations if len(organisations) <= LOOSE else ()

    def _draw(self, bond: Bond, title: str) -> Html:
        """One picture in both its forms; the stylesheet shows the one that there is room for."""
        boxes = [self._box(community) for community in bond.communities]
        bridges = [self._bridge(one, bond) for one in bond.bridges]
        forms = (drawing.WIDE, drawing.NARROW)
        svgs = [drawing.drawn(boxes, bridges, form).svg(form, title) for form in forms]
        return Html("".join(svgs))  # noqa: S704 - the drawing escapes what records say

    def _seats(self, community: Community) -> list[RecordEntry]:
        """The members that a frame names: those that join it to no other. One more than fits is named rather than counted."""
        alone = [member for member in community.members if member.key not in self._joining]
        return alone if len(alone) <= self._most + 1 else alone[: self._most]

    def _box(self, community: Community) -> drawing.Box:
        entry, seats = community.entry, self._seats(community)
        left = len(community.members) - len(seats) - sum(one.key in self._joining for one in community.members)
        return drawing.Box(
            key=entry.key,
            title=entry.title,
            url=f"../{entry.url}",
            notes=tuple(filter(None, (self._naming.group(entry), self._naming.places(community.members)))),
            seats=tuple(drawing.Node(key=one.key, title=one.title, url=f"../{one.url}") for one in seats),
            more=self._words.count("network.more", left) if left else "",
            more_url=self._rows[entry.key],
        )

    def _bridge(self, entry: RecordEntry, bond: Bond) -> drawing.Bridge:
        number = self._naming.communities(len(self._whole.belongs[entry.key]))
        keys = {one.key for one in self._whole.belongs[entry.key]}
        boxes = tuple(one.key for one in bond.communities if one.key in keys)
        say, count = self._naming.say, len(boxes)
        is_all = count == len(keys)
        note = say("belongs", communities=number) if is_all else say("belongs_here", communities=number, count=count)
        return drawing.Bridge(
            key=entry.key,
            title=entry.title,
            url=f"../{entry.url}",
            notes=(note,),
            boxes=boxes,
        )
