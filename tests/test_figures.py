"""The figures: well-formed, readable, in no one's way, and true to the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from hubgen.figures import CATEGORIES, FIGURES, WORDS, Figure, figure_html, svg
from hubgen.figures.lettering import Face, text_width, wrap
from hubgen.figures.shapes import icon_paths

CSS = (Path(__file__).parents[1] / "theme/assets/stylesheets/figures.css").read_text(encoding="utf-8")
SVG = "{http://www.w3.org/2000/svg}"
REGULAR = Face(name="text", size=16, leading=22)
BOLD = Face(name="head", size=16, leading=22, bold=True)

SPOKEN = ("title", "caption", "description")
"""The words of a figure that stand beside the drawing."""
LONG_WORDS = {
    key: f"{text} Wertschöpfungskettenzusammenarbeit in Zukunft"
    for key, text in WORDS.items()
    if key.rpartition(".")[2] not in (*SPOKEN, "icon")
}
"""A language with long words, such as no translation is likely to need."""

VARIANTS = [
    pytest.param(figure_id, narrow, words, id=f"{figure_id}-{'narrow' if narrow else 'wide'}-{language}")
    for figure_id, narrow, (language, words) in product(FIGURES, (False, True), (("en", {}), ("long", LONG_WORDS)))
]

LOOKS = {
    "light": {
        "paper": "#FBFAF7", "panel": "#F1EFE9", "ink": "#14243A", "muted": "#55637A", "accent": "#0B6E6E",
        "c1": "#6B3FA0", "c2": "#B0246B", "c3": "#1F5FA8", "c4": "#0B6E6E", "c5": "#8A5A00", "c6": "#2F6B2F",
    },
    "dark": {
        "paper": "#101A28", "panel": "#182537", "ink": "#E8EDF4", "muted": "#A5B2C4", "accent": "#5CC8C4",
        "c1": "#BFA2EA", "c2": "#F08AB8", "c3": "#86B7F2", "c4": "#5CC8C4", "c5": "#E3B25A", "c6": "#8CCB8A",
    },
}  # fmt: skip
"""The colours that the main stylesheet gives the custom properties."""


class Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left and self.top <= other.top
            and self.right >= other.right and self.bottom >= other.bottom
        )  # fmt: skip

    def meets(self, other: Area) -> bool:
        return (
            self.left < other.right and other.left < self.right
            and self.top < other.bottom and other.top < self.bottom
        )  # fmt: skip

    def has(self, x: float, y: float) -> bool:
        return self.left < x < self.right and self.top < y < self.bottom


def drawn(figure_id: str, narrow: bool, words: dict[str, str]) -> Element:
    return ElementTree.fromstring(svg(figure_id, narrow=narrow, words=words, icon=lambda name: "M2 2h20v20H2z"))


def number(element: Element, name: str) -> float:
    return float(element.attrib[name])


def text_area(text: Element) -> Area:
    size, x, baseline = int(text.attrib["font-size"]), number(text, "x"), number(text, "y")
    face = Face(name="", size=size, leading=0, bold="font-weight" in text.attrib)
    width = text_width(text.text or "", face)
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
    return Area(left, baseline - 0.75 * size, left + width, baseline + 0.22 * size)


def view(root: Element) -> Area:
    x, y, width, height = map(float, root.attrib["viewBox"].split())
    return Area(x, y, x + width, y + height)


def parts(root: Element) -> Iterator[tuple[Element, list[Element]]]:
    """Each shape that holds something, with all the text in it."""
    for group in root.iter(f"{SVG}g"):
        if group.get("class") == "hub-figure-part":
            yield group[0], list(group.iter(f"{SVG}text"))


def shape_holds(shape: Element, area: Area) -> bool:
    if shape.tag == f"{SVG}rect":
        left, top = number(shape, "x"), number(shape, "y")
        return Area(left, top, left + number(shape, "width"), top + number(shape, "height")).holds(area)
    x, y, radius = (number(shape, name) for name in ("cx", "cy", "r"))
    corners = product((area.left, area.right), (area.top, area.bottom))
    return all((left - x) ** 2 + (top - y) ** 2 <= radius**2 for left, top in corners)


def points_of_lines(root: Element) -> Iterator[tuple[float, float]]:
    """Points close to each other along every line and arrow."""
    for path in root.iter(f"{SVG}path"):
        if "class" not in path.attrib:
            continue  # an icon
        corners = [tuple(map(float, corner.split())) for corner in path.attrib["d"][1:].split("L")]
        for (x, y), (to_x, to_y) in pairwise(corners):
            yield from ((x + (to_x - x) * step / 50, y + (to_y - y) * step / 50) for step in range(51))


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        shares = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
        red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colour_of(name: str, declared: str = "fill") -> str:
    """The custom property that a class of the stylesheet takes its colour from, without `--hub-`."""
    rule = re.search(rf"\.hub-figure-{name}[^{{}}]*\{{[^}}]*?\b{declared}: var\(--hub-(\w+)\)", CSS)
    assert rule, f"no {declared} for .hub-figure-{name}"
    return rule[1]


def test_the_figures_of_which_the_report_has_the_story() -> None:
    assert {number: figure.section for number, figure in FIGURES.items()} == {
        "1": "2", "2": "2", "4": "3", "5": "3.1.1", "6": "3.3.1", "7": "3.4",
    }  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES.values(), ids=list(FIGURES))
def test_words_beside_a_figure(figure: Figure) -> None:
    assert f"Drawn anew from figure {figure.number} of the report, section {figure.section}" in figure.caption
    assert figure.title
    assert not figure.title.endswith(".")
    assert figure.description.count(". ") >= 3


@pytest.mark.parametrize(("figure_id", "narrow", "words"), VARIANTS)
def test_accessible_name_and_size(figure_id: str, narrow: bool, words: dict[str, str]) -> None:
    root = drawn(figure_id, narrow, words)
    title, desc = root[0], root[1]
    assert (root.tag, title.tag, desc.tag) == (f"{SVG}svg", f"{SVG}title", f"{SVG}desc")
    assert (title.text, desc.text) == (FIGURES[figure_id].title, FIGURES[figure_id].description)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], desc.attrib["id"]]
    assert root.attrib["viewBox"] == f"-2 -2 {root.attrib['width']} {root.attrib['height']}"
    assert number(root, "width") == (344 if narrow else 804)


@pytest.mark.parametrize(("figure_id", "narrow", "words"), VARIANTS)
def test_text_stays_in_its_box_and_in_view(figure_id: str, narrow: bool, words: dict[str, str]) -> None:
    root = drawn(figure_id, narrow, words)
    assert [t.text for t in root.iter(f"{SVG}text") if not view(root).holds(text_area(t))] == []
    assert [t.text for shape, texts in parts(root) for t in texts if not shape_holds(shape, text_area(t))] == []


@pytest.mark.parametrize(("figure_id", "narrow", "words"), VARIANTS)
def test_nothing_lies_over_text(figure_id: str, narrow: bool, words: dict[str, str]) -> None:
    root = drawn(figure_id, narrow, words)
    areas = {text: text_area(text) for text in root.iter(f"{SVG}text")}
    over = [(one.text, other.text) for one, other in combinations(areas, 2) if areas[one].meets(areas[other])]
    crossed = {text.text for x, y in points_of_lines(root) for text, area in areas.items() if area.has(x, y)}
    assert (over, crossed) == ([], set())


@pytest.mark.parametrize(("figure_id", "narrow", "words"), VARIANTS)
def test_text_outside_a_box_keeps_clear_of_it(figure_id: str, narrow: bool, words: dict[str, str]) -> None:
    root = drawn(figure_id, narrow, words)
    texts = list(root.iter(f"{SVG}text"))
    for shape, inside in parts(root):
        if shape.tag == f"{SVG}rect":
            left, top = number(shape, "x"), number(shape, "y")
            area = Area(left, top, left + number(shape, "width"), top + number(shape, "height"))
            assert [t.text for t in texts if t not in inside and area.meets(text_area(t))] == []


@pytest.mark.parametrize(("figure_id", "narrow", "words"), VARIANTS)
def test_type_is_large_enough_to_read(figure_id: str, narrow: bool, words: dict[str, str]) -> None:
    assert min(int(text.attrib["font-size"]) for text in drawn(figure_id, narrow, words).iter(f"{SVG}text")) >= 14


@pytest.mark.parametrize(("figure_id", "narrow", "words"), VARIANTS)
def test_looks_are_classes_that_the_stylesheet_has(figure_id: str, narrow: bool, words: dict[str, str]) -> None:
    root = drawn(figure_id, narrow, words)
    assert list(root.iter(f"{SVG}style")) == []
    assert {name for element in root.iter() for name in element.attrib if name in ("style", "fill", "stroke")} == set()
    used = {name for element in root.iter() for name in element.get("class", "").split()}
    assert {name for name in used - {"hub-figure-part"} if not re.search(rf"\.{name}\b(?!-)", CSS)} == set()


@pytest.mark.parametrize("figure_id", FIGURES)
def test_numbers_are_those_of_the_report(figure_id: str) -> None:
    steps = {"1": 3, "2": 0, "4": 6, "5": 0, "6": 4, "7": 4}[figure_id]
    stated = {"14", "2014"} if figure_id == "2" else set()
    for narrow in (False, True):
        text = " ".join(element.text or "" for element in drawn(figure_id, narrow, {}).iter(f"{SVG}text"))
        assert set(re.findall(r"\d+", text)) - stated <= {str(step) for step in range(1, steps + 1)}


def test_ids_are_unique_on_a_page_with_all_figures() -> None:
    page = "".join(map(figure_html, FIGURES))
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 4 * len(FIGURES)
    assert set(" ".join(re.findall(r'aria-labelledby="([^"]+)"', page)).split()) == set(ids)


@pytest.mark.parametrize("figure_id", FIGURES)
def test_html_holds_both_variants_caption_and_text_alternative(figure_id: str) -> None:
    root = ElementTree.fromstring(figure_html(figure_id))
    assert (root.tag, root.attrib) == ("figure", {"class": "hub-figure-wrap"})
    wide, narrow, caption = root
    assert wide.attrib["class"] == "hub-figure hub-figure--wide"
    assert narrow.attrib["class"] == "hub-figure hub-figure--narrow"
    assert caption.tag == "figcaption"
    assert "".join(caption[0].itertext()) == f"{FIGURES[figure_id].title} {FIGURES[figure_id].caption}"
    assert [(e.tag, e.text) for e in caption[1]] == [
        ("summary", "This figure in words"),
        ("p", FIGURES[figure_id].description),
    ]


def test_every_word_can_be_replaced() -> None:
    marked = {key: f"~{index}~" for index, key in enumerate(WORDS) if not key.endswith(".icon")}
    page = "".join(figure_html(figure_id, words=marked) for figure_id in FIGURES)
    assert [key for key, mark in marked.items() if mark not in page] == []


def test_text_is_escaped() -> None:
    words = {"4.centre": '<b>R&D</b> "x"', "4.title": "A < B & C"}
    root = ElementTree.fromstring(svg("4", words=words))
    assert "<b>R&D</b>" in {word for text in root.iter(f"{SVG}text") for word in (text.text or "").split()}
    assert root[0].text == "A < B & C"
    assert "<strong>A &lt; B &amp; C</strong>" in figure_html("4", words=words)


def test_unknown_figure() -> None:
    with pytest.raises(KeyError, match="'3'"):
        svg("3")


def test_icons_are_asked_for_by_name_in_the_order_of_the_chain() -> None:
    asked: list[str] = []

    def icon(name: str) -> str:
        asked.append(name)
        return "M1 1z"

    root = ElementTree.fromstring(svg("4", icon=icon))
    assert asked == [WORDS[f"category.{category}.icon"] for category in CATEGORIES]
    assert [path.get("d") for path in root.iter(f"{SVG}path") if "class" not in path.attrib] == ["M1 1z"] * 6


def test_without_icons_the_discs_bear_numbers() -> None:
    root = ElementTree.fromstring(svg("4", narrow=True))
    assert [t.text for t in root.iter(f"{SVG}text") if t.get("class") == "hub-figure-numeral"] == list("123456")


@pytest.mark.parametrize(
    ("drawing", "paths"),
    [
        ("M2 2h20", ["M2 2h20"]),
        ('<path d="M1 1"/><path d="M2 2" style="fill:red"/>', ["M1 1", "M2 2"]),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><!-- x --><path d="M3 3"/></svg>', ["M3 3"]),
    ],
)
def test_icon_as_path_data_markup_or_file(drawing: str, paths: list[str]) -> None:
    assert icon_paths(drawing) == paths


@pytest.mark.parametrize("drawing", ["", "<g/>", "<path/>"])
def test_icon_without_a_path(drawing: str) -> None:
    with pytest.raises(ValueError, match="an icon without a path"):
        icon_paths(drawing)


@pytest.mark.parametrize("scheme", LOOKS)
@pytest.mark.parametrize("surface", ["paper", "panel"])
@pytest.mark.parametrize("lettering", ["head", "text", "note", "accent", "c1", "c2", "c3", "c4", "c5", "c6"])
def test_contrast_of_lettering(scheme: str, surface: str, lettering: str) -> None:
    assert contrast(LOOKS[scheme][colour_of(lettering)], LOOKS[scheme][surface]) >= 4.5


@pytest.mark.parametrize("scheme", LOOKS)
@pytest.mark.parametrize("disc", ["accent", "c1", "c2", "c3", "c4", "c5", "c6"])
@pytest.mark.parametrize("inside", ["numeral", "icon"])
def test_contrast_on_discs(scheme: str, disc: str, inside: str) -> None:
    assert contrast(LOOKS[scheme][colour_of(inside)], LOOKS[scheme][colour_of(disc)]) >= 4.5


@pytest.mark.parametrize("scheme", LOOKS)
@pytest.mark.parametrize("line", ["line", "exit", "join", "gate", "result", "decision"])
def test_contrast_of_lines_that_mean_something(scheme: str, line: str) -> None:
    assert contrast(LOOKS[scheme][colour_of(line, "stroke")], LOOKS[scheme]["paper"]) >= 3


@pytest.mark.parametrize(
    ("text", "regular", "bold"),
    [
        ("Market intelligence", 152.9, 177.2),
        ("The board decides", 147.8, 166.0),
        ("Wertschöpfungskette", 170.2, 194.3),
        ("Zusammenarbeit zwischen Clustern", 287.6, 322.4),
        ("MOBILITY & ICT (2014)", 181.9, 217.7),
        ("Łódź, Göteborg, Málaga", 190.3, 215.0),
        ("e.g. “smart” packaging – 50 %", 244.8, 275.2),
    ],
)
def test_widths_are_at_least_those_of_dejavu(text: str, regular: float, bold: float) -> None:
    """`regular` and `bold` were measured in a browser at 16 px; bold is the wider of the sans and the serif."""
    assert regular <= text_width(text, REGULAR) <= 1.2 * regular
    assert bold <= text_width(text, BOLD) <= 1.2 * bold


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 100, []),
        ("one", 100, ["one"]),
        ("a tailored concept for one transfer project", 165, ["a tailored", "concept for one", "transfer project"]),
        ("Commercial\u00adisation", 300, ["Commercialisation"]),
        ("Commercial\u00adisation", 110, ["Commercial-", "isation"]),
        ("Kommerzialisierung", 80, ["Komme-", "rzialisi-", "erung"]),
    ],
)
def test_wrap(text: str, width: float, lines: list[str]) -> None:
    assert wrap(text, width, REGULAR) == lines


def test_lines_of_a_paragraph_are_about_equally_long() -> None:
    assert wrap("Is there an opportunity for a new market?", 290, REGULAR) == [
        "Is there an opportunity",
        "for a new market?",
    ]


def test_the_stylesheet_shows_one_variant_at_a_time() -> None:
    outside, inside = CSS.split("@container hub-figure (min-width: 700px)")
    assert re.search(r"--wide \{ display: none;", outside)
    assert not re.search(r"--narrow \{ display", outside)
    assert re.search(r"--wide \{ display: block; \}\s+\S+--narrow \{ display: none; \}", inside)
