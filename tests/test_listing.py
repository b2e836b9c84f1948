"""The columns of a directory: what the browser filters, sorts and draws by, against what the records say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import pytest

from hubgen.check import Checked, check
from hubgen.kinds import KINDS, Record
from hubgen.pages import Renderer, Surroundings
from hubgen.pages.page import Page
from hubgen.schema import Text, Texts, field
from tests.checking import TODAY, Files, record

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> \" ' &"


def directory(texts: Mapping[str, str], folder: str = "clusters", kinds: tuple[type[Record], ...] = KINDS) -> Page:
    """The first page of a kind's directory."""
    return next(page for page in renderer(texts, kinds).derived() if page.url == f"{folder}/")


def renderer(texts: Mapping[str, str], kinds: tuple[type[Record], ...] = KINDS) -> Renderer:
    checked = hub(texts, kinds)
    return Renderer(checked.hub, Surroundings(site_name="Small hub"))


def hub(texts: Mapping[str, str], kinds: tuple[type[Record], ...] = KINDS) -> Checked:
    """A hub of these files, a vocabulary of sectors and a service beside them."""
    service = record(
        "title: Roadmapping\ncategory: matchmaking\npurpose: To plan.", drop="form country sectors services"
    )
    checked = check(Files({"content/services/roadmapping.md": service, **texts}), kinds, today=TODAY)
    assert not [issue for issue in checked.report.issues if issue.severity == "error"]
    return checked


def columns(page: Page) -> Any:
    """The columns beside a directory."""
    [(path, content)] = page.beside
    assert path == f"{page.url}rows.json"
    return json.loads(content)


def choices(page: Page) -> Any:
    """What a directory's page says can be chosen from."""
    _, _, after = page.html.partition('class="hub-directory__choices">')
    return json.loads(after.partition("</script>")[0])


def unpacked(column: Mapping[str, Any]) -> list[list[str]]:
    """The values of each row."""
    return [[column["values"][n] for n in ([of] if isinstance(of, int) else of)] for of in column["of"]]


THREE = {
    "content/clusters/lodz.md": record(
        "title: Łódź cluster\ncountry: PL\nsectors: [food, ict]\nacronym: ŁC\nname_local: Klaster\naliases: [LDZ]"
    ),
    "content/clusters/oslo.md": record("title: Oslo cluster\ncountry: NO\nplace: Oslo\nsectors: [food]"),
    "content/clusters/aarhus.md": record(
        "title: Aarhus cluster\ncountry: DK\nplace: Aarhus\nsectors: [food, ict, wood, health, energy]"
    ),
}


def test_each_record_is_at_the_same_place_in_all_columns() -> None:
    found = columns(directory(THREE))

    assert found["ids"] == ["aarhus", "oslo", "lodz"]  # as the page groups them: Denmark, Norway, Poland
    assert found["titles"] == ["Aarhus cluster", "Oslo cluster", "Łódź cluster"]
    assert found["names"] == {"2": "ŁC · Klaster · LDZ"}
    assert [(group["label"], group["size"]) for group in found["groups"]] == [
        ("Denmark", 1),
        ("Norway", 1),
        ("Poland", 1),
    ]
    facts = {column["name"]: column for column in found["facts"]}
    assert [facts["place"]["label"], unpacked(facts["place"])] == ["Place", [["Aarhus"], ["Oslo"], []]]
    assert unpacked(facts["sectors"]) == [["Food, ICT, Wood +2"], ["Food"], ["Food, ICT"]]
    facets = {column["name"]: unpacked(column) for column in found["facets"]}
    assert facets["countries"] == [["dk"], ["no"], ["pl"]]
    assert facets["sectors"] == [["food", "ict", "wood", "health", "energy"], ["food"], ["food", "ict"]]


def test_the_page_says_what_to_choose_from_and_how_many_there_are() -> None:
    facets = {facet["name"]: facet for facet in choices(directory(THREE))["facets"]}

    assert facets["countries"]["title"] == "Country"
    assert facets["countries"]["values"] == [["dk", "Denmark", 1], ["no", "Norway", 1], ["pl", "Poland", 1]]
    assert ["food", "Food", 3] in facets["sectors"]["values"]


def test_a_facet_that_does_not_tell_records_apart_is_not_shown() -> None:
    page = directory(THREE)

    assert {"form", "categories", "industries"}.isdisjoint(facet["name"] for facet in choices(page)["facets"])
    assert [column["name"] for column in columns(page)["facets"]] == [
        facet["name"] for facet in choices(page)["facets"]
    ]


def test_short_facets_are_in_their_vocabularys_order_and_years_from_the_newest() -> None:
    papers = {
        f"content/white-papers/p{year}.md": record(
            f"title: P{year}\nyear: {year}\nsectors: [{sector}]", drop="form country services"
        )
        for year, sector in ((2011, "food"), (2014, "packaging"), (2012, "chemistry"))
    }
    facets = {facet["name"]: facet for facet in choices(directory(papers, "white-papers"))["facets"]}

    assert [value for value, _, _ in facets["year"]["values"]] == ["2014", "2012", "2011"]
    assert [value for value, _, _ in facets["sectors"]["values"]] == ["food", "packaging", "chemistry"]


def test_numbers_and_dates_are_sorted_by_keys() -> None:
    form = 'title: {}\nforms: [bilateral]\nfounded: {}\nmember_count: "{}"'
    page = directory(
        {
            f"content/partnerships/{name}.md": record(
                form.format(name, founded, count), drop="form country sectors services"
            )
            for name, founded, count in (("old", "2007-2013", "more than 1,200 firms"), ("new", "2014-04", "16"))
        },
        "partnerships",
    )
    keys = {column["name"]: unpacked(column) for column in columns(page)["keys"]}

    assert columns(page)["ids"] == ["new", "old"]
    assert keys == {"member_count": [["16"], ["1200"]], "founded": [["2014-04-30"], ["2013-12-31"]]}


def test_drafts_and_private_notes_are_in_no_column() -> None:
    page = directory(
        {
            **THREE,
            "content/clusters/draft.md": record("title: Draftling\ndraft: true"),
            "content/clusters/open.md": record("title: Open\ncountry: SE\nprivate: {note: Confidential matter}"),
        }
    )
    said = page.html + page.beside[0][1].decode()

    assert "Open" in said
    assert "Draftling" not in said
    assert "Confidential" not in said


def test_hostile_text_stays_text() -> None:
    said = [json.dumps(f"{HOSTILE}{number}") for number in range(2)]
    keys = "title: {0}\nsummary: {0}\nplace: {0}\nregion: {0}\naliases: [{0}]"
    page = directory({f"content/clusters/c{n}.md": record(keys.format(text)) for n, text in enumerate(said)})
    [region] = [facet for facet in choices(page)["facets"] if facet["name"] == "region"]

    assert "<img" not in page.html
    assert page.html.count("<script") == 1
    for texts in (columns(page)["titles"], columns(page)["summaries"], [label for _, label, _ in region["values"]]):
        assert [text.startswith("</script><script>alert(1)") for text in texts] == [True, True]


class Lab(Record):
    """A laboratory."""

    folder = "labs"
    one = "Laboratory"
    many = "Laboratories"
    about = "Where things are tried."
    facets = ("level", "sort", "constructor")
    group_by = "level"
    columns = ("sort",)
    also_named: ClassVar[tuple[str, ...]] = ("nick", "aliases")

    level: Literal["low", "high"] = field("Level", "How high.")
    sort: Text | None = field("Sort", "What sort.", None)
    nick: Text | None = field("Nickname", "What people say.", None)
    constructor: Texts = field("Constructor", "Who built it.", ())


def test_a_hubs_own_kind_has_columns_too() -> None:
    lab = "title: {}\nlevel: {}\nsort: {}\nnick: {}\nconstructor: [{}]"
    texts = {
        "content/labs/wet.md": record(
            lab.format("Wet lab", "low", "chemistry", "Puddle", "Ann"), drop="form country sectors services"
        ),
        "content/labs/dry.md": record(
            lab.format("Dry lab", "high", "computing", "Dust", "Bob"), drop="form country sectors services"
        ),
    }
    page = directory(texts, "labs", (*KINDS, Lab))

    assert {facet["name"] for facet in choices(page)["facets"]} == {"level", "sort", "constructor"}
    assert sorted(columns(page)["names"].values()) == ["Dust", "Puddle"]


def test_only_the_first_page_has_columns_and_they_hold_the_whole_kind() -> None:
    many = {
        f"content/clusters/c{n:03}.md": record(f"title: C{n:03}\ncountry: {'SE' if n % 2 else 'NO'}")
        for n in range(300)
    }
    pages = [page for page in renderer(many).derived() if page.url.startswith("clusters/") and "map" not in page.url]
    found = columns(pages[0])

    assert [page.url for page in pages] == ["clusters/", "clusters/page/2/"]
    assert len(found["ids"]) == len(set(found["ids"])) == 300
    assert [(group["label"], group["size"]) for group in found["groups"]] == [("Norway", 150), ("Sweden", 150)]
    assert pages[1].beside == ()
    assert "hub-directory__choices" not in pages[1].html


@pytest.mark.parametrize("number", [0, 1])
def test_what_has_one_record_or_none_has_nothing_to_choose(number: int) -> None:
    page = directory({f"content/clusters/c{n}.md": record() for n in range(number)})

    assert page.beside == ()
    assert "hub-filters" not in page.html
    assert "hub-compare" not in page.html
