"""Map pages: every record once on the map and once in the list, groups that lead to their members, nothing invented."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import html5lib
import pytest

from hubgen.check import Checked, check
from hubgen.hub import RecordEntry
from hubgen.kinds import KINDS, Record
from hubgen.maps import FRAMES, lands
from hubgen.pages import Page, Renderer, Surroundings
from hubgen.pages.areas import NARROW, SYMBOL, WIDE
from hubgen.pages.maps import FOLDED
from hubgen.pages.whereabouts import whereabouts
from hubgen.schema import Country, Ids, Location, Text, field
from hubgen.words import load

from .checking import ROOT, Files, base, checked, record

HOSTILE = "\"><script>alert('x')</script> & {{ 7 * 7 }} {count} %s"
TODAY = dt.date(2026, 11, 22)


class Laboratory(Record):
    """A kind of a hub's own."""

    folder = "laboratories"
    one = "Laboratory"
    many = "Laboratories"
    about = "Where things are tried out."
    facets = ("sectors", "size")
    placed_by = ("town", "nation")

    site: Location | None = field("Site", "Where it stands.", None)
    town: Text | None = field("Town", "Its town.", None)
    nation: Country | None = field("Nation", "Its country.", None)
    sectors: Ids = field("Sectors", "What it is for.", (), to="sectors", inverse="Laboratories")
    size: Literal["small", "large"] = field("Size", "small or large.", "small")


OWN = (*KINDS, Laboratory)


def laboratory(keys: str) -> str:
    given = {line.partition(":")[0] for line in keys.splitlines()}
    common = {"title": "A laboratory", "summary": "It tries things out.", "origin": "hub"}
    head = "".join(f"{key}: {value}\n" for key, value in common.items() if key not in given)
    return f"---\n{head}{keys}\n---\nText.\n"


def hub(files: Mapping[str, str], kinds: tuple[type[Record], ...] = KINDS) -> Checked:
    """The base hub with more records, without an error."""
    found = checked(files) if kinds is KINDS else check(Files(base() | dict(files)), kinds, today=TODAY)
    assert [issue for issue in found.report.issues if issue.severity == "error"] == []
    return found


def pages(found: Checked) -> dict[str, Page]:
    renderer = Renderer(found.hub, Surroundings(site_name="Small hub"))
    return {page.url: page for page in renderer.derived()}


def clusters(**records: str) -> dict[str, str]:
    """Files of cluster organisations by id: keys beside those that each needs."""
    return {f"content/clusters/{name}.md": record(f"title: Cluster {name}\n{keys}") for name, keys in records.items()}


@dataclass
class Symbol:
    """What a link of the map shows."""

    label: str
    href: str
    of: str
    x: float
    y: float
    text: str
    hollow: bool


class Drawn:
    """A map page as a browser reads it."""

    def __init__(self, page: Page) -> None:
        self.html = page.html
        self.tree: Any = html5lib.parse(page.html, treebuilder="etree", namespaceHTMLElements=False)
        self.by_id = {element.get("id"): element for element in self.tree.iter() if element.get("id")}

    def symbols(self, size: str) -> list[Symbol]:
        drawings = [svg for svg in self.tree.iter() if f"hub-sheet__points--{size}" in (svg.get("class") or "")]
        return [self._symbol(link) for svg in drawings for link in svg if link.tag.endswith("a")]

    def _symbol(self, link: Any) -> Symbol:
        inner = {element.tag.rpartition("}")[2]: element for element in link.iter()}
        spot = inner["svg"]
        return Symbol(
            label=inner["title"].text,
            href=link.get("href"),
            of=link.get("data-of"),
            x=float(spot.get("x").removesuffix("%")),
            y=float(spot.get("y").removesuffix("%")),
            text=inner["text"].text or "",
            hollow=link.get("class") == "hub-hollow",
        )

    def rows(self, inside: str = "") -> list[Any]:
        """The rows of the list, or of one part of it."""
        part = self.by_id[inside] if inside else self.tree
        areas = [part] if inside else [one for one in part.iter() if one.get("class") == "hub-map__area"]
        return [row for area in areas for row in area.iter("li")]

    def links(self, inside: str = "") -> list[str]:
        return [next(row.iter("a")).get("href") for row in self.rows(inside)]

    def headings(self) -> list[str]:
        areas = [one for one in self.tree.iter() if one.get("class") == "hub-map__area"]
        return [" ".join("".join(next(area.iter("h3")).itertext()).split()) for area in areas]


def drawn(files: Mapping[str, str], kinds: tuple[type[Record], ...] = KINDS, url: str = "clusters/map/") -> Drawn:
    return Drawn(pages(hub(files, kinds))[url])


AT_LINZ = "country: AT\nplace: Linz\nlocation: {lat: 48.3, lon: 14.29}"
AT_GRAZ = "country: AT\nplace: Graz\nlocation: {lat: 47.07, lon: 15.44}"
AT_OSLO = "country: NO\nplace: Oslo\nlocation: {lat: 59.91, lon: 10.75}"
IN_STYRIA = "country: AT\nplace: Styria\nlocation: {lat: 47.1, lon: 15.3, precision: region}"
AT_OSAKA = "country: JP\nplace: Osaka\nlocation: {lat: 34.69, lon: 135.5}"


# --- points, groups and the list --------------------------------------------------------------------------------------


def test_every_record_is_once_in_the_list_and_once_on_each_drawing() -> None:
    found = drawn(clusters(a=AT_LINZ, b=AT_LINZ, c=AT_GRAZ, d=AT_OSLO, e=IN_STYRIA, f=AT_OSAKA))
    links = found.links()

    assert sorted(links) == sorted({*links})
    assert {f"../../clusters/{name}/" for name in "abcdef"} <= {*links}
    for size in ("wide", "narrow"):
        placed = [link for symbol in found.symbols(size) for link in found.links(symbol.of)]
        assert sorted(placed) == sorted(links)


def test_a_point_opens_its_record_and_says_where_it_is() -> None:
    oslo = next(one for one in drawn(clusters(north=AT_OSLO)).symbols("wide") if "Oslo" in one.label)

    assert oslo.label == "Cluster north: Oslo, Norway"
    assert oslo.href == "../../clusters/north/"
    assert (oslo.text, oslo.hollow) == ("", False)
    assert (oslo.x, oslo.y) == (40.3, 32.6)


def test_a_group_says_how_many_and_where_and_leads_to_them() -> None:
    found = drawn(clusters(a=AT_LINZ, b=AT_LINZ, c=AT_LINZ, d=AT_OSLO))
    group = next(one for one in found.symbols("wide") if one.text == "3")

    assert group.label == "3 cluster organisations: Linz"
    assert group.href == f"#{group.of}"
    assert found.links(group.of) == [f"../../clusters/{name}/" for name in "abc"]


def test_a_group_of_many_places_names_the_first_and_counts_the_rest() -> None:
    towns = {f"t{n}": f"country: LU\nplace: Town {n}\nlocation: {{lat: 49.{60 + n}, lon: 6.1}}" for n in range(6)}
    group = next(one for one in drawn(clusters(**towns)).symbols("wide") if one.text == "6")

    assert group.label == "6 cluster organisations: Town 0, Town 1, Town 2 and 3 more places"


def test_a_place_that_is_only_a_region_or_a_country_is_hollow() -> None:
    found = drawn(clusters(north=AT_OSLO, styria=IN_STYRIA, spain="country: ES"))
    hollow = {one.label: one.hollow for one in found.symbols("wide")}

    assert hollow["Cluster north: Oslo, Norway"] is False
    assert hollow["Cluster styria: Styria, Austria, only the region or country is known"] is True
    assert hollow["Cluster spain: Spain, only the region or country is known"] is True
    assert [found.by_id[name].get("class") for name in ("north", "styria", "spain")] == [
        None,
        "hub-hollow",
        "hub-hollow",
    ]


def test_a_group_is_hollow_only_if_all_of_it_is() -> None:
    both = drawn(clusters(graz=AT_GRAZ, styria=IN_STYRIA))
    regions = drawn(clusters(one=IN_STYRIA, other=IN_STYRIA))

    assert [one.hollow for one in both.symbols("wide") if one.text == "2" and "Styria" in one.label] == [False]
    assert [one.hollow for one in regions.symbols("wide") if one.text == "2" and "Styria" in one.label] == [True]


def test_a_record_with_a_country_alone_stands_in_its_middle() -> None:
    checked_hub = hub(clusters(spain="country: ES")).hub
    entry = checked_hub.records["clusters/spain"]
    at = whereabouts(entry, load().__getitem__)

    assert at.frame
    assert at.point == at.frame.at(*lands().middles["ES"])
    assert (at.words, at.precision) == ("Spain", "country")


def test_what_lies_beyond_europe_is_on_the_map_of_the_world() -> None:
    canaries = "country: ES\nplace: Las Palmas\nlocation: {lat: 28.1, lon: -15.4}"
    found = drawn(clusters(osaka=AT_OSAKA, canaries=canaries))
    html = found.html

    assert html.index("Map of Europe: Cluster organisations") < html.index("Beyond the map of Europe")
    assert html.index("Beyond the map of Europe") < html.index("Map of the world: Cluster organisations")
    assert "Osaka" in html[html.index("Map of the world") : html.index("As a list")]
    assert {one.label for one in found.symbols("wide")} >= {
        "Cluster osaka: Osaka, Japan",
        "Cluster canaries: Las Palmas, Spain",
    }
    assert "Map of the world" not in drawn({}).html


def test_areas_of_the_list_are_called_by_their_countries_and_told_apart_by_places() -> None:
    kiruna = "country: SE\nplace: Kiruna\nlocation: {lat: 67.86, lon: 20.22}"
    malmo = "country: SE\nplace: Malmö\nlocation: {lat: 55.6, lon: 13.0}"
    found = drawn(clusters(one=kiruna, other=malmo, oslo=AT_OSLO))

    assert "Norway 1" in found.headings()
    assert "Sweden: Kiruna 2" in found.headings()
    assert any(heading.startswith("Sweden: Malmö") for heading in found.headings())


def test_a_long_area_is_parted_by_the_places_in_it() -> None:
    linz = {f"l{n}": AT_LINZ for n in range(20)}
    innsbruck = {f"i{n}": "country: AT\nplace: Innsbruck\nlocation: {lat: 47.26, lon: 11.39}" for n in range(10)}
    html = drawn(clusters(**linz, **innsbruck)).html

    assert re.findall(r"<h4>(.*?)</h4>", html) == ["Austria: Innsbruck", "Austria: Linz"]
    assert "<h4>" not in drawn(clusters(a=AT_LINZ, b=AT_OSLO)).html


def test_what_a_record_says_is_escaped_everywhere() -> None:
    files = {
        "content/clusters/hostile.md": record(f"title: >-\n  {HOSTILE}\n{AT_OSLO}").replace("Oslo", f">-\n  {HOSTILE}")
    }
    found = hub(files)
    page = pages(found)["clusters/map/"]
    made = Renderer(found.hub, Surroundings(site_name="x")).record(found.hub.records["clusters/hostile"])

    assert f"{HOSTILE}: {HOSTILE}, Norway" in {one.label for one in Drawn(page).symbols("wide")}
    assert "hub-where" in made.html
    for html in (page.html, made.html):
        assert "<script" not in html.replace('<script type="application/json" class="hub-map__facets">', "")
        assert "{{ 7 * 7 }} {count} %s" in html


def test_the_same_records_make_the_same_page_in_whatever_order_they_come() -> None:
    files = clusters(a=AT_LINZ, b=AT_GRAZ, c=AT_OSLO, d=IN_STYRIA, e=AT_OSAKA)

    assert drawn(files).html == drawn(dict(reversed(files.items()))).html


def test_a_long_list_is_closed_area_by_area_and_still_whole() -> None:
    many = clusters(**{f"c{n}": AT_LINZ if n % 2 else AT_OSLO for n in range(FOLDED + 1)})
    few = clusters(a=AT_LINZ, b=AT_OSLO)
    long, short = drawn(many).html, drawn(few).html

    assert len(re.findall(r'<section class="hub-map__area"[^>]*>\s*<details><summary><h3>', long)) == long.count(
        'class="hub-map__area"'
    )
    assert long.count("<details") == long.count("</details>") > 2
    assert len(re.findall(r'<li id="c\d+"', long)) == FOLDED + 1
    assert "<details><summary><h3>" not in short


# --- filters ----------------------------------------------------------------------------------------------------------


def facets(html: str) -> list[Any]:
    """What a map's page offers to choose from."""
    source = html.partition('class="hub-map__facets">')[2].partition("</script>")[0]
    return list(json.loads(source)["facets"])


def test_filters_are_the_vocabularies_that_tell_records_apart() -> None:
    found = drawn(clusters(a=f"{AT_LINZ}\nsectors: [food, packaging]", b=f"{AT_OSLO}\nsectors: [packaging]"))
    values = [(facet["name"], value) for facet in facets(found.html) for value, _ in facet["values"]]
    named = {
        name: {values[int(number) - 1] for number in found.by_id[name].get("data-choices").split()}
        for name in ("a", "b")
    }

    assert {("sectors", "food"), ("sectors", "packaging")} <= named["a"]
    assert ("sectors", "packaging") in named["b"]
    assert ("sectors", "food") not in named["b"]
    assert not {"countries", "form"} & {facet["name"] for facet in facets(found.html)}


# --- which kinds have a map, and where it is linked -------------------------------------------------------------------


def test_a_kind_without_a_location_has_no_map() -> None:
    assert [url for url in pages(hub({})) if url.endswith("/map/")] == ["clusters/map/"]


def test_a_kind_of_which_nothing_can_be_placed_has_no_map() -> None:
    made = pages(hub({"content/laboratories/one.md": laboratory("town: Somewhere")}, OWN))

    assert "laboratories/map/" not in made
    assert "map" not in made["laboratories/"].html


def test_a_kind_of_a_hubs_own_has_its_map() -> None:
    files = {
        "content/laboratories/one.md": laboratory(
            "title: First\ntown: Delft\nnation: NL\nsite: {lat: 52.01, lon: 4.36}\nsectors: [food]"
        ),
        "content/laboratories/two.md": laboratory("title: Second\nnation: FI\nsectors: [packaging]"),
        "content/laboratories/three.md": laboratory("title: Third\nsite: {lat: 45.5, lon: -73.6, precision: exact}"),
        "content/laboratories/four.md": laboratory("title: Fourth"),
        "content/laboratories/five.md": laboratory("title: Fifth\ntown: Station\nsite: {lat: -82.0, lon: 0.0}"),
    }
    found = drawn(files, OWN, "laboratories/map/")

    assert {one.label for one in found.symbols("narrow")} == {
        "First: Delft, Netherlands",
        "Second: Finland, only the region or country is known",
        "Third: 45.50° N, 73.60° W",
    }
    assert "Laboratories on the map" in found.html
    assert "sectors" in [facet["name"] for facet in facets(found.html)]
    assert found.headings()[-2:] == ["Not on the map 1", "Place not stated 1"]
    assert found.links()[-2:] == ["../../laboratories/five/", "../../laboratories/four/"]


@pytest.mark.parametrize(
    "file",
    [
        {"content/clusters/map.md": record(AT_LINZ)},
        {"content/clusters/atlas.md": record(f"former_ids: [map]\n{AT_LINZ}")},
    ],
    ids=["a record", "a former id"],
)
def test_a_record_keeps_its_address_where_the_map_would_be(file: dict[str, str]) -> None:
    found = hub(file)
    made = pages(found)
    entry = next(iter(found.hub.of_kind("clusters")))

    assert "clusters/map/" not in made
    assert "See them on the map" not in made["clusters/"].html
    page = Renderer(found.hub, Surroundings(site_name="x")).record(entry).html
    assert "hub-where" in page
    assert "clusters/map/#" not in page


def test_the_map_is_reached_from_the_directory_from_home_and_from_all_directories() -> None:
    found = hub(clusters(a=AT_LINZ))
    made = pages(found)

    assert 'href="../clusters/map/"' in made["clusters/"].html
    assert 'href="../clusters/map/"' in made["directory/"].html
    assert 'href="clusters/map/"' in Renderer(found.hub, Surroundings(site_name="x")).home("Home", "<p>Lead.</p>")
    assert made["clusters/map/"].crumbs == (("Cluster organisations", "clusters/"),)


# --- on a record's page -----------------------------------------------------------------------------------------------


def where(found: Checked, key: str) -> str:
    entry: RecordEntry = found.hub.records[key]
    html = Renderer(found.hub, Surroundings(site_name="x")).record(entry).html
    figures = re.findall(r'<figure class="hub-where">.*?</figure>', html, re.DOTALL)
    assert len(figures) < 2
    return "".join(figures)


def test_the_page_of_a_record_has_a_small_map() -> None:
    found = hub(clusters(linz=AT_LINZ, styria=IN_STYRIA, osaka=AT_OSAKA))

    linz = where(found, "clusters/linz")
    assert 'href="../../assets/images/europe.svg#land"' in linz
    assert 'aria-label="Linz, Austria"' in linz
    assert 'href="../../clusters/map/#linz"' in linz
    assert "hub-hollow" not in linz
    assert len(linz) < 600
    styria = where(found, "clusters/styria")
    assert "hub-hollow" in styria
    assert "Styria, Austria: the middle of the region" in styria
    assert "world.svg#land" in where(found, "clusters/osaka")
    assert where(found, "services/roadmapping") == ""


def test_a_record_of_which_no_place_is_known_has_no_small_map() -> None:
    found = hub({"content/laboratories/one.md": laboratory("town: Somewhere")}, OWN)

    assert where(found, "laboratories/one") == ""


def test_a_record_with_nothing_but_first_facts_shows_them() -> None:
    found = hub(clusters(bare="country: ES"))
    html = Renderer(found.hub, Surroundings(site_name="x")).record(found.hub.records["clusters/bare"]).html

    assert re.search(r'<dl class="hub-facts">\s*<div><dt>Seat</dt>', html)


# --- size -------------------------------------------------------------------------------------------------------------


def compressed(page: Page) -> int:
    """Bytes of a map page on its way to a browser, with the script and the style that only it needs."""
    client, theme = ROOT / "hubgen/client", ROOT / "theme/assets/stylesheets"
    modules = ("map.js", "facets.js", "facet-panel.js", "drawer.js")
    beside = [*(client / name for name in modules), theme / "map.css"]
    texts = [page.html.encode(), *(path.read_bytes() for path in beside)]
    return sum(len(gzip.compress(text)) for text in texts)


class Disk:
    """The hub's own content."""

    def paths(self) -> list[str]:
        found = (path for path in (ROOT / "content").rglob("*") if path.suffix in {".md", ".yml"})
        return sorted(path.relative_to(ROOT).as_posix() for path in found)

    def read(self, path: str) -> bytes:
        return Path(ROOT, path).read_bytes()


def test_the_map_of_the_real_hub_is_small() -> None:
    found = check(Disk(), today=TODAY)
    page = pages(found)["clusters/map/"]

    assert len(Drawn(page).rows()) == len(found.hub.of_kind("clusters")) > 39
    assert compressed(page) < 40_000


@cache
def crowd() -> Page:
    """The map of 2,000 cluster organisations all over Europe, and some beyond."""
    codes = [
        "AT",
        "BE",
        "BG",
        "CH",
        "CZ",
        "DE",
        "DK",
        "ES",
        "FI",
        "FR",
        "GB",
        "GR",
        "HU",
        "IE",
        "IT",
        "NL",
        "NO",
        "PL",
        "PT",
        "RO",
        "SE",
        "UA",
        "DE",
        "DE",
        "FR",
        "IT",
        "NL",
        "PL",
    ]
    files = {}
    for n in range(2000):
        across, up = n * 0.618034 % 1, n * 0.754878 % 1
        lat, lon = lands().middles[codes[n % len(codes)]]
        at = f"location: {{lat: {lat + 3.2 * (up - 0.5):.2f}, lon: {lon + 5 * (across - 0.5):.2f}}}"
        if n % 40 == 0:
            at = f"location: {{lat: {40 * up:.1f}, lon: {-120 + 70 * across:.1f}}}"
        sector = "food" if n % 3 else "packaging"
        keys = f"title: Cluster number {n}\ncountry: {codes[n % len(codes)]}\nplace: Town {n % 300}\n{at}\nsectors: [{sector}]"
        files[f"content/clusters/cluster-{n}.md"] = record(keys)
    return pages(hub(files))["clusters/map/"]


def test_2000_records_stay_legible_and_the_page_small() -> None:
    found = Drawn(crowd())

    assert len(found.rows()) > 2000
    assert compressed(crowd()) < 120_000
    for size, (_, most) in (("wide", WIDE), ("narrow", NARROW)):
        symbols = found.symbols(size)
        assert 10 < len(symbols) <= 2 * most  # of two maps
        assert sum(int(one.text or 1) for one in symbols) == len(found.rows())


@pytest.mark.parametrize(("size", "width"), [("wide", WIDE[0]), ("narrow", NARROW[0])])
def test_no_two_of_2000_symbols_overlap(size: str, width: int) -> None:
    drawings = re.findall(
        rf'<svg class="hub-sheet__points hub-sheet__points--{size}".*?\n</svg>', crowd().html, re.DOTALL
    )
    for drawing, frame in zip(drawings, FRAMES, strict=True):
        points = re.findall(r'<svg x="([\d.]+)%" y="([\d.]+)%">', drawing)
        pixels = [(float(x) * width / 100, float(y) * width / frame.ratio / 100) for x, y in points]
        assert len(pixels) > 3
        assert min(math.dist(one, other) for one, other in combinations(pixels, 2)) > SYMBOL - 0.5
