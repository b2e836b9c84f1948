"""The network: who belongs to what, how it is drawn, and what its page says; and the picture of one record's ties."""

from __future__ import annotations

import gzip
import random
import re
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import Annotated, ClassVar
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from hubgen.check import check
from hubgen.configuration import NotAHub
from hubgen.figures.communities import NARROW, WIDE, Box, Bridge, Drawing, Form, Node, drawn
from hubgen.figures.lettering import OWN, Face, fitted, shortened, text_width
from hubgen.kinds import KINDS, Record
from hubgen.network import bonds, most_tied, network
from hubgen.pages import Page
from hubgen.pages import network as network_pages
from hubgen.pages.network_picture import MOST
from hubgen.pages.picture import FEWEST, ROWS, halved, shared
from hubgen.schema import Ids, field
from hubgen.settings import Options, record_types
from hubgen.source import Disk
from tests.checking import ROOT
from tests.test_pages import hub, record, renderer, said, tree

FORMS = pytest.mark.parametrize("form", [WIDE, NARROW], ids=lambda form: form.name)


SVG = "{http://www.w3.org/2000/svg}"


def cluster(title: str, country: str = "DE", more: str = "") -> str:
    return record(f"title: {title}\nform: cluster\ncountry: {country}\nsectors: [food]\n{more}")


def partnership(title: str, members: Sequence[str] = (), more: str = "") -> str:
    return record(f"title: {title}\nforms: [bilateral]\nmembers: [{', '.join(members)}]\n{more}")


def files(
    communities: Mapping[str, Sequence[str]], alone: Sequence[str] = (), more: Mapping[str, str] | None = None
) -> dict[str, str]:
    """A hub with these partnerships of clusters, and clusters that are in none."""
    names = dict.fromkeys([*(one for members in communities.values() for one in members), *alone])
    texts = {f"content/clusters/{name}.md": cluster(f"Cluster {name}") for name in names}
    texts |= {
        f"content/partnerships/{name}.md": partnership(f"Partnership {name}", members)
        for name, members in communities.items()
    }
    return texts | dict(more or {})


TABLES = {"x": ["a", "b"], "y": ["b", "c"], "z": ["c", "b", "d"], "apart": ["e", "f"], "unnamed": []}
"""b belongs to three and c to two; two clusters meet apart, and one partnership names nobody."""


def pages(texts: Mapping[str, str], kinds: tuple[type[Record], ...] = KINDS) -> dict[str, Page]:
    """The derived pages of a hub, by address."""
    return {page.url: page for page in renderer(hub(texts, kinds)).derived()}


def page_of(texts: Mapping[str, str], kinds: tuple[type[Record], ...] = KINDS) -> str:
    return pages(texts, kinds)["network/"].html


def titles(entries: Sequence[object]) -> list[str]:
    return [getattr(one, "entry", one).title.rpartition(" ")[2] for one in entries]  # type: ignore[attr-defined]


# --- who belongs to what ----------------------------------------------------------------------------------------------


def test_communities_are_what_a_kind_gathers_with_their_members() -> None:
    found = network(hub(files(TABLES, ["g"])).hub)

    assert [(titles([one]), titles(one.members)) for one in found.communities] == [
        (["apart"], ["e", "f"]),
        (["x"], ["a", "b"]),
        (["y"], ["b", "c"]),
        (["z"], ["b", "c", "d"]),
    ]
    assert titles(found.unnamed) == ["unnamed"]
    assert [one.title for one in found.organisations if one.key not in found.belongs] == ["Cluster g", "Food cluster"]


def test_who_belongs_to_several_is_told_by_how_many() -> None:
    found = network(hub(files(TABLES)).hub)

    assert [(titles([one]), titles(found.belongs[one.key])) for one in found.bridges()] == [
        (["b"], ["x", "y", "z"]),
        (["c"], ["y", "z"]),
    ]


def test_communities_hang_together_through_members_they_share() -> None:
    found = bonds(network(hub(files(TABLES | {"far": ["m"], "near": ["m", "n"]})).hub).communities)

    assert [(titles(bond.communities), titles(bond.bridges)) for bond in found] == [
        (["x", "y", "z"], ["b", "c"]),
        (["far", "near"], ["m"]),
        (["apart"], []),
    ]


def test_a_part_takes_in_all_that_one_belongs_to_from_those_that_belong_to_most() -> None:
    whole = network(hub(files(TABLES | {"far": ["m"], "near": ["m", "n"]})).hub)

    assert titles(most_tied(whole, 9)) == ["apart", "far", "near", "x", "y", "z"]
    assert titles(most_tied(whole, 3)) == ["x", "y", "z"]
    assert titles(most_tied(whole, 5)) == ["far", "near", "x", "y", "z"]
    # b has no room with all three, c has with two; what room is left goes to one with most members
    assert titles(most_tied(whole, 2)) == ["y", "z"]
    assert titles(most_tied(whole, 1)) == ["z"]


def test_a_hub_without_members_has_no_network() -> None:
    texts = files({"unnamed": []}, ["a"])
    found = pages(texts)

    assert "network/" not in found
    assert "network/" not in "".join(page.html for page in found.values())
    made = renderer(hub(texts))
    assert "network/" not in made.home("Home", "")
    assert "network/" not in made.record(hub(texts).hub.records["clusters/a"]).html


# --- lettering --------------------------------------------------------------------------------------------------------

FACE = Face(name="text", size=15, leading=20, share=OWN)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Food cluster", "Food cluster"),
        ("Southern European Cluster in Photonics and Optics", "Southern European Cluster in…"),
        ("A cluster of many names – and more besides", "A cluster of many names…"),
        ("Donaudampfschifffahrtsgesellschaften", "Donaudampfschifffahrtsgesell…"),
    ],
)
def test_a_name_is_cut_after_a_word_or_where_the_line_is_full(text: str, cut: str) -> None:
    assert shortened(text, 215, FACE) == cut
    assert text_width(cut, FACE) <= 215


def test_a_text_is_fitted_into_so_many_lines() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve"

    assert fitted("one two", 100, FACE, 3) == ["one two"]
    lines = fitted(text, 100, FACE, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert text.startswith(" ".join(lines).removesuffix("…"))
    assert all(text_width(line, FACE) <= 100 for line in lines)


# --- the drawing ------------------------------------------------------------------------------------------------------

NAMES = (
    "A", "foodRegio", "Clusterland medical technology cluster", "SECPHO – Southern European Cluster in Photonics and Optics",
    "Donaudampfschifffahrtsgesellschaftskapitänsversammlung Oberösterreich", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "食品クラスター食品クラスター食品クラスター食品クラスター", "ΟΙΚΟΝΟΜΙΑ ΚΑΙ ΠΕΡΙΒΑΛΛΟΝ", "x" * 180, "Wood, Plastics & <Composites>",
)  # fmt: skip


def made_up(seed: int) -> tuple[list[Box], list[Bridge]]:
    """Communities with names of all sorts, tied by some who belong to several; the seed decides."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    number = chance.randint(2, 24)

    def node(key: str) -> dict[str, str]:
        return {"key": key, "title": f"{chance.choice(NAMES)} {chance.choice(NAMES)}"[:180], "url": f"../{key}/"}

    boxes = [
        Box(
            **node(f"partnerships/{n}"),
            notes=(
                "Special interest group",
                "12 members on record · Denmark, France, Bosnia and Herzegovina and 5 more",
            ),
            seats=tuple(Node(**node(f"clusters/{n}-{seat}")) for seat in range(chance.randint(0, 13))),
            more="and 1,234 more members" if chance.random() < 0.3 else "",
            more_url="#x",
        )
        for n in range(number)
    ]
    bridges = [
        Bridge(
            **node(f"clusters/b{n}"),
            notes=("in 17 partnerships",),
            boxes=tuple(box.key for box in chance.sample(boxes, chance.randint(2, min(number, 9)))),
        )
        for n in range(chance.randint(0, 14))
    ]
    return boxes, bridges


Frame = tuple[float, float, float, float]


def frames(drawing: Drawing) -> list[Frame]:
    """The frames of a drawing: left, top, right, bottom."""
    found = re.findall(
        r'<rect class="[bo]" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', drawing.markup
    )
    return [(x, y, x + width, y + height) for x, y, width, height in (map(float, one) for one in found)]


def apart(one: Frame, other: Frame) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@FORMS
@pytest.mark.parametrize("seed", range(6))
def test_no_label_and_no_frame_overlaps_another(form: Form, seed: int) -> None:
    boxes, bridges = made_up(seed)
    drawing = drawn(boxes, bridges, form)
    labels = [(one.left, one.top, one.left + one.width, one.top + one.height) for one in drawing.labels]

    assert len(labels) >= len(boxes)
    assert [pair for pair in combinations(labels, 2) if not apart(*pair)] == []
    assert len(frames(drawing)) == len(boxes) + len(bridges)
    assert [pair for pair in combinations(frames(drawing), 2) if not apart(*pair)] == []
    # each label lies in a frame, and all frames in the picture
    for label in labels:
        assert any(
            f[0] <= label[0] and f[1] <= label[1] and label[2] <= f[2] and label[3] <= f[3] for f in frames(drawing)
        )
    assert all(f[0] >= 0 and f[1] >= 0 and f[2] <= drawing.width and f[3] <= drawing.height for f in frames(drawing))


@FORMS
def test_labels_are_drawn_at_the_height_they_are_said_to_have(form: Form) -> None:
    drawing = drawn(*made_up(3), form)
    root = ElementTree.fromstring(drawing.svg(form, "A & B"))
    lines = [one for one in root.iter() if one.tag in {"text", "tspan"} and one.get("y")]
    baselines = sorted((one.text or "", float(one.get("y", 0))) for one in lines)
    said_ = sorted((label.text, label.top) for label in drawing.labels)

    assert root.get("aria-label") == "A & B"
    assert [text for text, _ in baselines] == [text for text, _ in said_]
    assert all(top + 10 < baseline < top + 17 for (_, baseline), (_, top) in zip(baselines, said_, strict=True))


@FORMS
def test_every_name_is_a_link_and_every_tie_a_line(form: Form) -> None:
    boxes, bridges = made_up(5)
    root = ElementTree.fromstring(drawn(boxes, bridges, form).svg(form, "Network"))
    links = [link.get("href") for link in root.iter("a")]
    nodes = [*boxes, *bridges, *(seat for box in boxes for seat in box.seats)]

    assert sorted(links) == sorted([*(one.url for one in nodes), *("#x" for box in boxes if box.more)])
    lines = {(one.get("data-a"), one.get("data-b")) for one in root.iter("path") if one.get("class") == "t"}
    assert lines == {(one.key, key) for one in bridges for key in one.boxes}


@FORMS
def test_names_that_are_cut_are_told_in_full(form: Form) -> None:
    title = "A cluster with a name that goes on and on, " * 4
    root = ElementTree.fromstring(drawn([Box(key="p/x", title=title, url="../p/x/")], [], form).svg(form, "x"))

    assert [one.text for one in root.iter("title")] == [title]
    assert "…" in "".join(root.itertext())


@FORMS
def test_the_same_network_is_drawn_the_same(form: Form) -> None:
    assert drawn(*made_up(7), form) == drawn(*made_up(7), form)


def test_bridges_stand_near_what_they_join() -> None:
    """Where all could stand level, they do."""
    boxes = [
        Box(key=f"p/{n}", title=f"Partnership {n}", url="x", seats=(Node(key=f"c/{n}", title="c", url="x"),) * 3)
        for n in range(8)
    ]
    bridges = [
        Bridge(key=f"c/b{n}", title=f"Bridge {n}", url="x", boxes=(f"p/{2 * n}", f"p/{2 * n + 1}")) for n in range(4)
    ]
    lines = re.findall(
        r'class="t"[^>]* d="M[\d.]+ (\d+)C.* (\d+)"/>', drawn(boxes, bridges, WIDE).markup.replace("/>", "/>\n")
    )

    assert len(lines) == 8
    assert [abs(int(start) - int(end)) for start, end in lines if abs(int(start) - int(end)) > 1] == []


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_counts_and_says_what_is_on_record() -> None:
    words = said(page_of(files(TABLES, ["g"])))

    assert (
        "4 of 5 partnerships have members on record: 6 of 8 cluster organisations. 2 of them belong to more than one."
        in words
    )
    assert "3 partnerships that share members, through 2 cluster organisations" in words
    assert "1 partnership without a shared member" in words
    assert "1 partnership without a member on record" in words
    assert "2 cluster organisations with no partnership on record" in words
    assert "The picture shows a part" not in words


def rows(html: str, table: str) -> dict[str, str]:
    """The rows of a table of the page, by their heads."""
    found = tree(html).iter("table")
    rows_ = next(one for one in found if table in "".join(one.find("caption").itertext()))
    return {
        " ".join("".join(row.find("th").itertext()).split()): " ".join("".join(row.find("td").itertext()).split())
        for row in rows_.find("tbody")
    }


def test_the_tables_hold_everybody() -> None:
    texts = files(TABLES, ["g"]) | {"content/clusters/a.md": cluster("Cluster a", "AT")}
    html = page_of(texts)

    assert rows(html, "All partnerships") == {
        "Partnership apart Two partners": "Germany: Cluster e, Cluster f",
        "Partnership unnamed Two partners": "no member on record",
        "Partnership x Two partners": "Austria: Cluster aGermany: Cluster b",
        "Partnership y Two partners": "Germany: Cluster b, Cluster c",
        "Partnership z Two partners": "Germany: Cluster b, Cluster c, Cluster d",
    }
    organisations = rows(html, "All cluster organisations")
    assert organisations["Cluster b Germany"] == "Partnership xPartnership yPartnership z"
    assert organisations["Cluster g Germany"] == "no partnership on record"
    assert len(organisations) == 8


def test_an_organisation_that_is_a_partnership_is_not_said_to_be_in_none() -> None:
    html = page_of(files(TABLES) | {"content/clusters/g.md": cluster("Cluster g", more="same_as: partnerships/x")})

    assert rows(html, "All cluster organisations")["Cluster g Germany"] == "the same body as Partnership x"
    assert "1 cluster organisation with no partnership on record" in said(html)


def test_who_belongs_to_several_is_told_with_evidence() -> None:
    texts = files(TABLES) | {
        "content/partnerships/y.md": record(
            "title: Partnership y\nforms: [bilateral]\nmembers: [{ref: b, role: Founder, brings: Food}, c]\n"
            "sources: [{publication: report, section: 3.6.1}]"
        )
    }
    html = page_of(texts)
    words = said(html)

    assert (
        "Counted is in how many partnerships of this hub an organisation is named as a member, and nothing else."
        in words
    )
    assert "Cluster b Germany · 3 partnerships Partnership x section 1.2" in words
    assert "Partnership y: role: Founder; brings: Food section 3.6.1" in words
    assert 'href="../partnerships/y/#part-sources"' in html


def test_a_name_of_ill_will_is_text_on_the_page_and_in_the_pictures() -> None:
    title = "<script>alert('x')</script> \\\"&amp;"
    texts = files(TABLES) | {
        "content/clusters/b.md": cluster(f'"{title}"'),
        "content/partnerships/x.md": partnership(f'"{title}"', ["a", "b"]),
    }
    checked = hub(texts)
    made = renderer(checked)
    html = [made.record(entry).html for entry in checked.hub.records.values()] + [page.html for page in made.derived()]

    assert not [page for page in html if "<script>alert" in page]
    assert "&lt;script&gt;" in page_of(texts)
    root = tree(page_of(texts))
    assert "<script>alert('x')</script> \"&amp;" in [one.text for one in root.iter("option")]


def test_every_link_of_the_page_leads_somewhere() -> None:
    texts = files(TABLES | {f"many{n}": [f"m{n}{seat}" for seat in range(16)] for n in range(3)})
    found = pages(texts)
    checked = hub(texts)
    html = found["network/"].html
    ids = set(re.findall(r' id="([^"]+)"', html))
    known = {entry.url for entry in checked.hub.records.values()} | set(found)

    hrefs = re.findall(r' href="([^"]+)"', html)
    assert any("more members" in one for one in re.findall(r"<text[^>]*>([^<]+)</text>", html))
    assert [way for way in hrefs if way.startswith("#") and unquote(way[1:]) not in ids] == []
    assert [way for way in hrefs if way.startswith("../") and way[3:].partition("#")[0] not in known] == []


def many(number: int) -> dict[str, str]:
    """A hub of many partnerships whose members are mixed up, a tenth of the clusters in several."""
    chance = random.Random(number)  # noqa: S311 - no secret
    clusters = [f"c{n}" for n in range(number * 3)]
    popular = clusters[: number // 3 + 1]
    return files(
        {
            f"p{n}": [*chance.sample(clusters, 4), *(chance.sample(popular, 2) if n % 2 else ())] if n % 3 else []
            for n in range(number)
        },
        clusters,
    )


def test_of_a_large_network_the_picture_shows_a_part_and_says_so() -> None:
    found = pages(many(500))
    html = found["network/"].html
    words = said(html)

    assert f"The picture shows a part: {MOST} of 333 partnerships with members on record" in words
    assert html.count('<rect class="b"') == 2 * MOST
    assert "167 partnerships without a member on record The table below names them." in words
    assert len(gzip.compress(html.encode())) < 100_000
    assert next(iter(rows(html, "All partnerships"))) == "Partnership p0 Two partners"
    # what does not fit on the page stands on further ones, each record once
    parts = [page.html for url, page in found.items() if url.startswith("network/")]
    assert len(parts) == 1 + 1 + 6
    ids = re.findall(r'<tr id="([^"]+)"', "".join(parts))
    assert len(ids) == len(set(ids)) == 500 + 1500 + 1
    assert 'rel="next" href="../network/communities/page/2/"' in html
    assert 'rel="prev" href="../../../../network/"' in found["network/communities/page/2/"].html


def test_a_record_leads_to_its_row_wherever_that_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_pages, "ROWS", 2)
    checked = hub(files(TABLES))
    made = renderer(checked)
    found = {page.url: page.html for page in made.derived()}
    ways = {
        key: re.findall(r'class="hub-ties__whole"><a href="../../([^"#]+)#([^"]+)"', made.record(entry).html)
        for key, entry in checked.hub.records.items()
    }

    assert ways["partnerships/z"] == [("network/communities/page/3/", "partnerships/z")]
    assert ways["services/dating"] == []
    for (url, row), *_ in filter(None, ways.values()):
        assert f'<tr id="{row}"' in found[url]


def test_what_a_network_costs_grows_with_its_size_alone() -> None:
    """Each record is looked at a bounded number of times: what is asked of the hub is counted, not timed."""

    def asked(number: int) -> int:
        checked = hub(many(number))
        count = 0

        class Counting(dict[str, tuple[object, ...]]):
            def get(self, *given: object) -> object:  # type: ignore[override]
                nonlocal count
                count += 1
                return super().get(*given)  # type: ignore[arg-type]

        object.__setattr__(checked.hub, "out", Counting(checked.hub.out))
        network(checked.hub)
        return count

    assert asked(400) <= 4 * asked(100)


class Guild(Record):
    """A kind of a hub's own that gathers records of two kinds."""

    folder: ClassVar[str] = "guilds"
    one: ClassVar[str] = "Guild"
    many: ClassVar[str] = "Guilds"
    about: ClassVar[str] = "Circles of people who make things."
    gathers: ClassVar[str] = "circle"

    circle: Annotated[Ids, None] = field("Circle", "Who is in it.", (), to=("clusters", "services"), inverse="Guilds")


def test_a_hubs_own_kind_can_gather_whatever_it_refers_to() -> None:
    kinds = tuple(kind for kind in KINDS if kind.folder != "partnerships")
    kinds = (*tuple(kind for kind in kinds if kind.folder in {"clusters", "services", "white-papers"}), Guild)
    texts = {
        "content/guilds/one.md": record("title: First guild\ncircle: [food, dating]"),
        "content/guilds/two.md": record("title: Second guild\ncircle: [food]"),
    }
    words = said(page_of(texts, kinds))

    assert "2 of 2 guilds have members on record: 2 of 2 cluster organisations, services." in words
    assert "Food cluster Norway · 2 guilds" in words


def test_a_kind_cannot_gather_what_it_does_not_refer_to(tmp_path: Path) -> None:
    (tmp_path / "odd_kinds.py").write_text(
        "from hubgen import Record\nclass Odd(Record):\n    folder = 'odds'\n    gathers = 'members'\nKINDS = (Odd,)\n"
    )
    with pytest.raises(NotAHub, match='the record type Odd in "odd_kinds" gathers "members"'):
        record_types(Options(kinds="odd_kinds"), tmp_path)


def test_the_real_network_is_drawn_whole() -> None:
    checked = check(Disk(ROOT))
    html = renderer(checked).derived()
    page = next(page.html for page in html if page.url == "network/")
    nodes = set(re.findall(r'data-n="([^"]+)"', page))
    expected = {
        entry.key
        for entry in checked.hub.records.values()
        if entry.folder in {"clusters", "partnerships"} and entry.key != "clusters/multicluster-mazovia"
    }

    assert nodes == expected
    assert "The picture shows a part" not in page


# --- the picture of one record ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "room", "given"),
    [
        ([3, 2], 12, [3, 2]),
        ([20, 2, 9], 12, [5, 2, 5]),
        ([100, 100], 12, [6, 6]),
        ([5] * 14, 12, [1] * 14),
        ([1], 12, [1]),
        ([], 12, []),
    ],
)
def test_relations_share_the_room_evenly(wanted: list[int], room: int, given: list[int]) -> None:
    assert shared(wanted, room) == given


@pytest.mark.parametrize(
    ("heights", "first"),
    [([50, 50], 1), ([100, 30, 30], 1), ([30, 30, 100], 2), ([50], 0), ([20, 20, 20, 20], 2), ([], -1)],
)
def test_a_picture_has_two_halves_of_about_the_same_height(heights: list[int], first: int) -> None:
    assert halved(heights) == first


def picture(texts: Mapping[str, str], key: str) -> str:
    """The picture on a record's page; "" where there is none."""
    checked = hub(texts)
    found = re.search(
        r'<figure class="hub-ties.*?</figure>', renderer(checked).record(checked.hub.records[key]).html, re.DOTALL
    )
    return found[0] if found else ""


def test_a_picture_names_ties_by_relation_on_both_sides() -> None:
    texts = files(TABLES) | {
        "content/cases/one.md": record("title: A practice\nservices: [dating]\nclusters: [b]\nproblem: Something."),
        "content/clusters/g.md": record(
            "title: Cluster g\nform: cluster\ncountry: DE\nsectors: [food]", "It is like [[clusters/b]]."
        ),
    }
    found = tree(picture(texts, "clusters/b"))
    halves = [[text.strip() for text in half.itertext() if text.strip()] for half in found.iter(f"{SVG}svg")]

    assert halves == [
        ["Good practices", "A practice", "Partnerships", "Partnership x", "Partnership y", "Partnership z"],
        ["Mentioned by", "Cluster g"],
    ]
    assert [link.get("href") for link in found.iter(f"{SVG}a")][1] == "../../partnerships/x/"
    assert found.find(".//figcaption").text == "Cluster b"
    assert "Food cluster" not in picture(texts, "clusters/b")


def test_a_picture_of_fewer_ties_is_not_drawn() -> None:
    assert FEWEST == 3
    assert picture(files({"x": ["a", "b"]}), "partnerships/x") == ""
    assert picture(files({"x": ["a", "b", "c"]}), "partnerships/x") != ""


def test_a_source_is_no_tie_but_the_publication_shows_who_cites_it() -> None:
    texts = files(TABLES)

    assert "The report" not in picture(texts, "partnerships/z")
    assert "Cited by" in picture(texts, "white-papers/report")


def test_of_many_ties_some_are_named_and_the_rest_lead_to_the_table() -> None:
    members = [f"m{n:02}" for n in range(40)]
    texts = files({"x": members, **{f"y{n}": ["m00"] for n in range(30)}})
    checked = hub(texts)
    made = renderer(checked)

    partnership_ = made.record(checked.hub.records["partnerships/x"]).html
    assert re.search(r'<a href="#part-members"><text y="\d+">and 28 more</text></a>', partnership_)
    assert 'id="part-members"' in partnership_
    cluster_ = made.record(checked.hub.records["clusters/m00"]).html
    assert re.search(r'<a href="#part-related"><text y="\d+">and 19 more</text></a>', cluster_)
    assert 'id="part-related"' in cluster_
    assert picture(texts, "partnerships/x").count("<text y") == ROWS + 1


def test_mentions_weigh_least() -> None:
    texts = files(TABLES) | {
        f"content/clusters/n{n}.md": record(
            f"title: Cluster n{n}\nform: cluster\ncountry: DE\nsectors: [food]", "It is like [[clusters/b]]."
        )
        for n in range(9)
    }
    found = [text for text in tree(picture(texts, "clusters/b")).itertext() if text.strip()]

    assert found[-4:] == ["Mentioned by", "Cluster n0", "Cluster n1", "and 7 more"]


def test_rows_of_a_picture_do_not_overlap_and_fit() -> None:
    texts = files({"x": [f"m{n:02}" for n in range(30)]}) | {
        "content/services/long.md": record(
            f"title: {'A service of a very long name ' * 4}\ncategory: matchmaking\npurpose: It helps."
        ),
        "content/partnerships/x.md": record(
            "title: x\nforms: [bilateral]\nservices: [long, dating]\nmembers: ["
            + ", ".join(f"m{n:02}" for n in range(30))
            + "]\ncoordinator: m00"
        ),
    }
    halves = list(tree(picture(texts, "partnerships/x")).iter(f"{SVG}svg"))

    assert len(halves) == 2
    for half in halves:
        places = [int(text.get("y")) for text in half.iter(f"{SVG}text")]
        assert places == sorted(places)
        assert min(b - a for a, b in pairwise(places)) >= 24
        assert places[-1] < int(half.get("height"))
        for text in half.iter(f"{SVG}text"):
            words = "".join(part for one in text for part in (one.text or "", *(c.tail or "" for c in one)))
            assert text_width(words, FACE) <= 240
    whole = [title.text for half in halves for title in half.iter(f"{SVG}title")]
    assert whole == [("A service of a very long name " * 4).strip()]


def test_a_picture_is_small() -> None:
    checked = check(Disk(ROOT))
    made = renderer(checked)
    grown = []
    for entry in checked.hub.records.values():
        html = made.record(entry).html
        without = re.sub(r'<figure class="hub-ties.*?</figure>', "", html, flags=re.DOTALL)
        if without != html:
            grown.append(len(gzip.compress(html.encode())) - len(gzip.compress(without.encode())))

    assert len(grown) > 60
    assert max(grown) < 1000
    assert sum(grown) / len(grown) < 500
