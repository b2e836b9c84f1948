"""The page of the whole network: who belongs to what, drawn, told in words, and as tables.

How communities come about is told in `network.py`; the picture is made in `network_picture.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from ..hub import Entry, RecordEntry, Relation
from ..network import by_title, network
from ..schema import Citation
from .derived import DerivedPages
from .environment import PageEnvironment
from .markup import Html, escaped
from .network_picture import Naming, NetworkPicture
from .page import Derivation, Page, Surroundings
from .ties import reason
from .view import Site, Ways

NETWORK = "network/"
EVIDENCE = 30
"""Organisations that belong to several whose memberships are told one by one."""
ROWS = 250
"""Rows of a table on one page."""
COMMUNITIES, ORGANISATIONS = "communities", "organisations"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a record, its group, and what it is tied to, in groups again. `same` is the same body."""

    id: str
    entry: RecordEntry
    group: str
    tied: Sequence[tuple[str, Sequence[Entry]]] = ()
    same: Entry | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One page of a table, from 1. `before` and `after` are the addresses of the pages beside it."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Html
    number: int
    last: int

    @property
    def before(self) -> str:
        return part_url(self.name, self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        return part_url(self.name, self.number + 1) if self.number < self.last else ""


@dataclass(frozen=True, slots=True)
class Membership:
    """That a community names somebody: what it says of it in pairs of label and words, and where that is from."""

    entry: Entry
    why: tuple[tuple[str, str], ...]
    source: Citation | None


class NetworkPages(DerivedPages):
    """Makes the page of the network, and more where its tables are too long for one. A hub without members has none."""

    def __init__(self, environment: PageEnvironment, site: Site, surroundings: Surroundings) -> None:
        super().__init__(environment, site, surroundings)
        self._network = network(self.hub)
        self._naming = Naming(site, self.words, self._network)
        whole = self._network
        self._entries: dict[str, list[RecordEntry]] = {
            COMMUNITIES: sorted([*(one.entry for one in whole.communities), *whole.unnamed], key=by_title),
            ORGANISATIONS: sorted(whole.organisations, key=by_title),
        }
        self._members = {one.key: one.members for one in whole.communities}
        gathering = {one.key for one in self._entries[COMMUNITIES]}
        bodies = ((one, self._same(one, gathering)) for one in whole.organisations)
        self._bodies = {one.key: same for one, same in bodies if same}
        self._rows = {
            one.key: f"{part_url(name, at // ROWS + 1)}#{one.key}"
            for name in (ORGANISATIONS, COMMUNITIES)
            for at, one in enumerate(self._entries[name])
        }

    @property
    def url(self) -> str:
        """The address of the page, or "" where there is none."""
        return NETWORK if self._network.communities else ""

    @property
    def folders(self) -> frozenset[str]:
        """The folders of the kinds that make up the network."""
        kinds = (*self._naming.gathering, *self._naming.gathered)
        return frozenset(kind.folder for kind in kinds) if self._network.communities else frozenset()

    def where(self, key: str) -> str:
        """The address of a record's row in the tables, or "" where it is no part of the network."""
        return self._rows.get(key, "") if self._network.communities else ""

    def derivations(self) -> list[Derivation]:
        """What makes the pages."""
        if not self._network.communities:
            return []
        parts = (
            Derivation(part_url(name, number), partial(self.part, name, number))
            for name, entries in self._entries.items()
            for number in range(2, _last(entries) + 1)
        )
        return [Derivation(NETWORK, self.page), *parts]

    def page(self) -> Page:
        """The network with its picture, and the first page of each table."""
        rows = {key: row.removeprefix(NETWORK) for key, row in self._rows.items()}
        picture = NetworkPicture(self._network, self._naming, self.words, rows)
        about = self._naming.say("about")
        bridges = self._network.bridges()
        v = Ways(self.site, NETWORK)
        html = self.render(
            "network.html",
            NETWORK,
            say=self._naming.say,
            counts=self._counts(len(bridges)),
            left_out=picture.left_out(),
            pictures=list(picture.drawn()),
            loose=list(picture.loose(self._bodies)),
            choices=picture.choices(),
            several=[
                (one, self._naming.group(one), self._count(one), list(self._said(one))) for one in bridges[:EVIDENCE]
            ],
            several_left=self._naming.organisations(len(bridges) - EVIDENCE) if len(bridges) > EVIDENCE else "",
            tables=[self._table(v, COMMUNITIES, 1), self._table(v, ORGANISATIONS, 1)],
        )
        return Page(url=NETWORK, title=self.words["network.title"], description=about, html=html, layout="directory")

    def part(self, name: str, number: int) -> Page:
        """A further page of one of the tables."""
        url = part_url(name, number)
        table = self._table(Ways(self.site, url), name, number)
        title = self.words("network.page", title=table.title, number=number)
        html = self.render("network-table.html", url, title=title, table=table)
        crumbs = ((self.words["network.title"], NETWORK),)
        about = self._naming.say("about")
        return Page(url=url, title=title, description=about, html=html, layout="directory", crumbs=crumbs)

    def _counts(self, bridges: int) -> str:
        whole = self._network
        counts = self._naming.say(
            "counts",
            named=f"{len(whole.communities):,}",
            all=f"{len(self._entries[COMMUNITIES]):,}",
            members=f"{len(whole.belongs):,}",
            everybody=f"{len(whole.organisations):,}",
        )
        several = self.words.count("network.several", bridges)
        return f"{counts} {several}" if bridges else counts

    # --- who belongs to several ---------------------------------------------------------------------------------------

    def _count(self, entry: RecordEntry) -> str:
        return self._naming.communities(len(self._network.belongs[entry.key]))

    def _said(self, entry: RecordEntry) -> Iterator[Membership]:
        """What each community says of a member."""
        for community in self._network.belongs[entry.key]:
            record = community.entry
            relation = next(one for one in self.hub.out[record.key] if _names(one, record, entry))
            source = next((one for one in record.record.sources if one.section or one.page), None)
            yield Membership(record, reason(record, relation), source)

    # --- tables -------------------------------------------------------------------------------------------------------

    def _table(self, v: Ways, name: str, number: int) -> Table:
        """One page of a table."""
        entries, say, words = self._entries[name], self._naming.say, self.words
        shown = entries[(number - 1) * ROWS : number * ROWS]
        if name == COMMUNITIES:
            kinds, rows, nothing = self._naming.gathering, [self._community(one) for one in shown], say("no_members")
            title, column = say("communities_title"), words["network.members_column"]
        else:
            kinds, rows, nothing = self._naming.gathered, [self._organisation(one) for one in shown], say("nowhere")
            title, column = say("organisations_title"), words["network.belongs_column"]
        columns = (", ".join(kind.one for kind in kinds), column)
        drawn = Html("\n".join([_drawn(v, row, nothing) for row in rows]))  # noqa: S704 - escaped in each row
        return Table(name, title, columns, drawn, number, _last(entries))

    def _community(self, entry: RecordEntry) -> Row:
        """A community with its members by what they are grouped by, which is their country."""
        grouped = sorted(
            ((self._naming.group(one), one) for one in self._members.get(entry.key, ())),
            key=lambda pair: (pair[0].casefold(), by_title(pair[1])),
        )
        tied = [(group, [one for _, one in found]) for group, found in groupby(grouped, key=lambda pair: pair[0])]
        return Row(entry.key, entry, self._naming.group(entry), tied)

    def _organisation(self, entry: RecordEntry) -> Row:
        belongs = [community.entry for community in self._network.belongs.get(entry.key, ())]
        tied: list[tuple[str, Sequence[Entry]]] = [("", [one]) for one in belongs]
        # who is both stands in the first table already, and an id can be given once
        is_both = self._rows[entry.key].startswith(f"{NETWORK}{COMMUNITIES}") or entry.key in self._members
        return Row("" if is_both else entry.key, entry, self._naming.group(entry), tied, self._bodies.get(entry.key))

    def _same(self, entry: RecordEntry, gathering: set[str]) -> Entry | None:
        """The community that is the same body as an organisation, whichever side says so."""
        both = (*self.hub.out.get(entry.key, ()), *self.hub.into.get(entry.key, ()))
        others = (one.target if one.source == entry.key else one.source for one in both if one.name == "same_as")
        return next((self.hub[key] for key in others if key in gathering), None)


def _drawn(v: Ways, row: Row, nothing: str) -> str:
    """A line of a table; `nothing` is said of who is tied to nobody."""
    id_ = f' id="{escaped(row.id)}"' if row.id else ""
    group = f" <small>{escaped(row.group)}</small>" if row.group else ""
    tied = [
        f"<p>{f'<small>{escaped(label)}:</small> ' if label else ''}"
        f"{', '.join([v.anchors.link[entry.key] for entry in entries])}</p>"
        for label, entries in row.tied
    ]
    if row.same:
        tied.append(f"<p><small>{v.words['network.same']}</small> {v.anchors.link[row.same.key]}</p>")
    said = "".join(tied) or f"<small>{escaped(nothing)}</small>"
    return f'<tr{id_}><th scope="row">{v.anchors.link[row.entry.key]}{group}</th><td>{said}</td></tr>'


def _names(relation: Relation, community: RecordEntry, member: RecordEntry) -> bool:
    return relation.target == member.key and relation.name == community.kind.gathers


def _last(entries: Sequence[RecordEntry]) -> int:
    """How many pages a table has."""
    return max(1, -(-len(entries) // ROWS))


def part_url(name: str, number: int) -> str:
    """The address of one page of a table: the first stands on the page of the network itself."""
    return NETWORK if number == 1 else f"{NETWORK}{name}/page/{number}/"
