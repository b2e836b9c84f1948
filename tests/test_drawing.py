"""What is drawn in Python: whatever a record says comes out as text, in every shape and in every list."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import html5lib
import markupsafe
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from hubgen.hub import RecordEntry
from hubgen.kinds import Amount, FormField, Gate, Role, StepPart
from hubgen.pages import Page, Renderer, lists, parts, shapes
from hubgen.pages.anchors import Anchors
from hubgen.pages.environment import PageEnvironment
from hubgen.pages.fields import Field
from hubgen.pages.insights import OnRecord
from hubgen.pages.markup import Html, Said, _escaped, bare, escaped, paragraphs, written
from hubgen.pages.ties import Group, Tie
from hubgen.pages.view import Shown, View
from hubgen.schema import Address, Claim, Location
from hubgen.shell import Frame, Shells
from hubgen.words import Words, load
from tests.test_pages import hub, record, renderer

EVIL = """</dd><script>alert("x")</script>&amp;'<u onclick='y'>"""
QUOTED = EVIL.replace("'", "''")


@pytest.fixture(scope="module")
def evil() -> Renderer:
    """What makes the pages of a hub in which everything that can be named has an evil name."""
    named = f"title: '{QUOTED}'\nsummary: '{QUOTED}'"
    checked = hub(
        {
            "content/clusters/evil.md": record(
                f"{named}\nform: agency\ncountry: NO\nplace: '{QUOTED}'\nservices: [dating]"
            ),
            "content/white-papers/evil.md": record(f"{named}\ntype: report"),
            "content/templates/evil.md": record(f"{named}\nservices: [dating]"),
            "content/partnerships/evil.md": record(f"{named}\nforms: [bilateral]\nmembers: [evil]"),
            "content/cases/evil.md": record(
                f"{named}\nservices: [dating]\nclusters: [evil]\nproblem: '{QUOTED}'\n"
                f"sources: [{{publication: evil, section: '{QUOTED}', page: '{QUOTED}', note: '{QUOTED}'}}]"
            ),
            "content/cases/twin.md": record(
                f"title: 'Twin {QUOTED}'\nservices: [dating]\nadapted_from: evil\nproblem: A problem."
            ),
        }
    )
    return renderer(checked)


@pytest.fixture(scope="module")
def v(evil: Renderer) -> View:
    """A page of that hub."""
    return View(evil.site, evil.site.hub.records["cases/evil"])


def entry(v: View, key: str) -> RecordEntry:
    return v.hub.records[key]


def assert_harmless(html: str, times: int = 1) -> None:
    """What is drawn holds no tag and no attribute of the evil text's, and the whole of the text so many times or more."""
    tree = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    names = {element.tag for element in tree.iter()} - {"DOCUMENT_FRAGMENT"}
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert not names & {"script", "u"}
    assert not {name for name in attributes if name.startswith("on") or not name.replace("-", "").isalpha()}
    # a mark of where to break a long address parts the text, a list of values joins it
    assert html.replace("<wbr>", "").count(escaped(EVIL)) >= times


# --- text -------------------------------------------------------------------------------------------------------------


@given(st.text())
@pytest.mark.parametrize("escape", [escaped, _escaped])
def test_text_is_escaped_as_templates_escape_it(escape: Callable[[str], str], text: str) -> None:
    assert escape(text) == str(markupsafe.escape(text))


def test_only_markup_is_written_as_it_is() -> None:
    values = ("<i>", Html("<i>"), markupsafe.Markup("<i>"), 5, None)
    assert [str(written(value)) for value in values] == ["&lt;i&gt;", "<i>", "<i>", "5", "None"]


def test_paragraphs_and_addresses_are_escaped() -> None:
    assert paragraphs("One <a>.\n\n \n\nTwo & three.") == "<p>One &lt;a&gt;.</p><p>Two &amp; three.</p>"
    assert bare("https://a.eu/b?c=<d>&e_f/") == "a<wbr>.eu<wbr>/b<wbr>?c=&lt;d&gt;&amp;e<wbr>_f"


@pytest.mark.parametrize("url", ["clusters/", "cases/", "clusters/map/", "coverage/", "finder/", "network/"])
def test_rows_of_derived_pages_are_drawn_of_escaped_text(evil: Renderer, url: str) -> None:
    html = next(page for page in evil.derived() if page.url == url).html
    # what scripts read is JSON, which holds no "<"
    assert_harmless(re.sub(r'<script type="application/json"[^<]*</script>', "", html))


# --- shapes -----------------------------------------------------------------------------------------------------------

FACTS: dict[str, Any] = {
    "address": Address.model_construct(url=EVIL, as_of=EVIL, state="live"),
    "amount": Amount(basis=EVIL, currency=EVIL, max=5),
    "bool": True,
    "claims": (Claim.model_construct(value=EVIL, as_of=EVIL, source="evil", section=EVIL, note=EVIL),),
    "countries": (EVIL, "NO"),
    "date": EVIL,
    "enum": (EVIL, EVIL),
    "keys": {EVIL: EVIL},
    "language": EVIL,
    "list": (EVIL, EVIL),
    "location": Location.model_construct(lat=1.0, lon=-2.0, precision=EVIL),
    "mail": EVIL,
    "number": EVIL,
    "refs": (EVIL, "evil"),
    "regions": (EVIL, EVIL),
    "url": EVIL,
    "text": EVIL,
}
PART = Field("name", EVIL, "text")
SECTIONS: dict[str, Any] = {
    "claims": FACTS["claims"],
    "list": (EVIL,),
    "loose": EVIL,
    "mapping": Role(name=EVIL),
    "parts": (Role(name=EVIL),),
    "prose": EVIL,
    "roles": (Role(name=EVIL, does=EVIL), Role(name=EVIL)),
    "steps": (
        StepPart(
            title=EVIL,
            text=EVIL,
            actor=EVIL,
            duration=EVIL,
            gate=Gate(criteria=(EVIL,), decided_by=EVIL, outcomes=(EVIL,)),
        ),
    ),
    "text": EVIL,
}


def test_the_tables_below_know_every_shape() -> None:
    assert set(FACTS) == {*shapes.FACTS, "text"}
    assert set(SECTIONS) == set(shapes.SECTIONS)


@pytest.mark.parametrize("shape", FACTS)
def test_a_fact_of_any_shape_is_text(shape: str, v: View) -> None:
    field = Field("evil", EVIL, shape, to=("clusters",) if shape == "refs" else ())
    html = shapes.plain(v, field, FACTS[shape], "evil")
    assert_harmless(html, 0 if shape == "bool" else 1)
    assert_harmless(shapes.fact(v, Shown(field, FACTS[shape])))


@pytest.mark.parametrize("shape", SECTIONS)
def test_a_section_of_any_shape_is_text(shape: str, v: View) -> None:
    field = Field("evil", EVIL, shape, parts=(PART,))
    assert_harmless(shapes.section(v, Shown(field, SECTIONS[shape])), 2)
    assert_harmless(shapes.section(v, Shown(field, SECTIONS[shape]), EVIL), 2)


def test_a_dead_address_is_text_too(v: View) -> None:
    address = Address.model_construct(url=EVIL, as_of=EVIL, state="dead")
    assert_harmless(shapes.plain(v, Field("a", "A", "address"), address, "a"))


def test_a_first_column_without_a_value_is_empty(v: View) -> None:
    does = Field("does", "Does", "text")
    shown = Shown(Field("roles", "Roles", "parts", parts=(does, PART)), (Role(name="A"), Role(name="B", does="C")))
    assert '<tr><th scope="row"></th><td>A</td></tr>' in shapes.section(v, shown)


# --- lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("draw", "times"),
    [
        (lambda v: lists.tags(v, [entry(v, "clusters/evil")]), 1),
        (lambda v: lists.links(v, [entry(v, "clusters/evil")]), 1),
        (lambda v: lists.tie_rows(v, [Tie(entry(v, "clusters/evil"), ((EVIL, EVIL),))], EVIL), 5),
        (lambda v: lists.group(v, Group(EVIL, [Tie(entry(v, "clusters/evil"))] * 12)), 20),
        (lambda v: lists.documents(v, [entry(v, "templates/evil")]), 1),
        (lambda v: lists.documents(v, [entry(v, "templates/evil")] * 2), 2),
        (lambda v: parts.related(v, "", OnRecord(Html(), [], [])), 1),
        (parts.sources, 4),
        (lambda v: parts.form(v, Shown(PART, (FormField(id="a", label=EVIL, help=EVIL, options=(EVIL,)),))), 3),
        (lambda v: parts.contents(v, f'<h2 id="a">{escaped(EVIL)}</h2>' * 9), 9),
        (lambda v: v.anchors.named["clusters/evil"], 2),
    ],
)
def test_lists_hold_text(draw: Callable[[View], str], times: int, v: View) -> None:
    assert_harmless(draw(v), times)


def test_names_of_terms_groups_and_words_are_text_too(v: View) -> None:
    evil = {"categories/evil": replace(v.hub.terms["categories/matchmaking"], title=EVIL, url=EVIL)}
    assert_harmless(Anchors(evil, v.site.icons, "../").tag["categories/evil"], 2)  # type: ignore[arg-type]
    other = View(v.site, entry(v, "cases/evil"))
    other.kicker = [(EVIL, EVIL)]
    assert_harmless(parts.kicker(other), 2)
    assert_harmless(Said(Words({"evil": {"word": EVIL}}))["evil.word"])
    unnoted = Shown(Field("evidence", EVIL, "claims"), (Claim(value="7"),))
    assert_harmless(shapes.SECTIONS["claims"](v, unnoted))


def test_a_link_is_made_once_for_all_pages_of_one_depth(v: View) -> None:
    other = View(v.site, entry(v, "clusters/food"))
    assert other.anchors.link["clusters/evil"] is v.anchors.link["clusters/evil"]
    assert v.site.anchors("../").link["clusters/food"] == '<a href="../clusters/food/">Food cluster</a>'


# --- templates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("{{ text }} {{ html }} {{ 5 }}", "&lt;i&gt; <i> 5"),
        ("{{ call(text, key=html) }}", "&lt;i&gt; &lt;i&gt;"),
        ("{{ call(*[text], **{'key': text}) }}", "&lt;i&gt; &lt;i&gt;"),
        ("{% macro m(x) %}<u>{{ x }}</u>{% endmacro %}{{ m(text) }}", "<u>&lt;i&gt;</u>"),
        ("{% macro m() %}<u>{{ caller() }}</u>{% endmacro %}{% call m() %}{{ text }}{% endcall %}", "<u>&lt;i&gt;</u>"),
        ("{% set held %}<u>{{ text }}</u>{% endset %}{{ held }}", "<u>&lt;i&gt;</u>"),
        ("{% for one in [text] %}{{ loop.index }}{{ one }}{{ call(one, key='') }}{% endfor %}", "1&lt;i&gt;&lt;i&gt; "),
    ],
)
def test_templates_escape_what_is_no_markup(template: str, html: str) -> None:
    made = PageEnvironment(load()).from_string(template)
    assert made.render(text="<i>", html=Html("<i>"), call=lambda text, *, key: f"{text} {key}") == html


def test_a_name_that_a_template_does_not_have_is_an_error() -> None:
    for template in ("{{ nothing }}", "{{ 5 .nothing }}", "{{ nothing() }}"):
        with pytest.raises((UndefinedError, TypeError)):
            PageEnvironment(load()).from_string(template).render()


# --- what surrounds a page --------------------------------------------------------------------------------------------


def around(frame: Frame) -> str:
    """A theme's template in small."""
    crumbs = "".join(f"<a href='../../{crumb['url']}'>{crumb['label']}</a>" for crumb in frame.meta["crumbs"])  # type: ignore[attr-defined]
    parts = (frame.title, frame.meta["description"], frame.canonical_url, frame.edit_url, frame.url, crumbs)
    return "|".join(map(str, parts)) + frame.content


def plain_page(**changed: Any) -> Page:
    crumbs = (("Things", "things/"), ("Group", "things/#group-a"))
    given = {"url": "things/a/", "title": "A", "description": "B", "html": "<p>é</p>", "layout": "record"}
    return Page(**given | {"crumbs": crumbs, "path": "content/things/a.md"} | changed)


def test_pages_of_one_shape_are_rendered_once_and_filled_in() -> None:
    rendered: list[str] = []

    def document(frame: Frame) -> str:
        rendered.append(frame.url)
        return around(frame)

    shells = Shells(document=document, site_url="https://a.eu/hub/", edit=lambda path: f"https://b.eu/{path}")
    pages = [
        plain_page(),
        plain_page(url="things/b/", title="hubgen-slot-content-e7c1", html="<p>hubgen-slot-title-e7c1</p>"),
        plain_page(crumbs=(("Things", "things/"), ("Other", "things/#group-b"))),
    ]
    made = [shells(page).decode() for page in pages]
    assert made[0] == (
        "A|B|https://a.eu/hub/things/a/|https://b.eu/content/things/a.md|things/a/|"
        "<a href='../../things/'>Things</a><a href='../../things/#group-a'>Group</a><p>é</p>"
    )
    assert made[1].startswith("hubgen-slot-content-e7c1|B|")
    assert made[1].endswith("<p>hubgen-slot-title-e7c1</p>")
    assert "<a href='../../things/#group-b'>Other</a>" in made[2]
    assert len(rendered) == 1
    shells(plain_page(crumbs=(("Country", "countries/de/"),)))
    assert len(rendered) == 2


def test_a_page_that_filling_cannot_follow_does_not_fit() -> None:
    page = plain_page(title="Long title")
    shells = Shells(document=lambda frame: frame.title[:3], site_url="", edit=lambda path: "")
    assert not shells.fits(page, shells(page))

    shells.filling = False
    assert shells(page) == b"Lon"
    assert shells.fits(page, shells(page))
