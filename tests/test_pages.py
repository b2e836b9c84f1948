"""Pages of small hubs, looked at as readers and browsers do: text, links, headings, nothing unescaped."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, Literal, get_args, get_origin

import html5lib
import pytest
import yaml
from jinja2 import TemplateAssertionError, UndefinedError
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from hubgen.check import Checked, check
from hubgen.kinds import KINDS, Amount, Record
from hubgen.pages import Page, Renderer, Surroundings, relative, wording
from hubgen.pages.environment import PageEnvironment
from hubgen.schema import Claim, Claims, Country, Day, Ids, OneOrMore, Part, Prose, Text, Texts, Url, field
from hubgen.words import MissingWord, Words, load

PACKAGE = Path(__file__).parent.parent / "hubgen"
TODAY = dt.date(2026, 11, 22)
REPORT = "content/white-papers/report.md"


class Files:
    """A source that holds texts by path."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(texts)

    def paths(self) -> Iterator[str]:
        return iter(sorted(self.texts))

    def read(self, path: str) -> bytes:
        return self.texts[path].encode()


def record(text: str, body: str = "Text.") -> str:
    """A record's file; `text` is its front matter without what every record needs."""
    given = {line.partition(":")[0] for line in text.splitlines()}
    common = {
        "title": "A title",
        "summary": "A summary.",
        "sources": "[{publication: report, section: 1.2}]",
        "reviewed": "2026-11-22",
    }
    head = "".join(f"{key}: {value}\n" for key, value in common.items() if key not in given)
    return f"---\n{head}{text.strip()}\n---\n{body}\n"


BASE = {
    REPORT: "---\ntitle: The report\nsummary: What it rests on.\ntype: report\norigin: hub\nreviewed: 2026-11-20\n---\nText.\n",
    "content/clusters/food.md": record(
        "title: Food cluster\nform: cluster\ncountry: NO\nsectors: [food]\nseeks: [smart-packaging]\nservices: [dating]"
    ),
    "content/services/dating.md": record(
        "title: Speed dating\ncategory: matchmaking\npurpose: Partners find each other."
    ),
}


def hub(texts: Mapping[str, str], kinds: tuple[type[Record], ...] = KINDS) -> Checked:
    """A hub of the base records and more; the test fails where it has errors."""
    checked = check(Files({**BASE, **texts}), kinds, today=TODAY)
    assert not [issue for issue in checked.report.issues if issue.severity == "error"]
    return checked


def renderer(checked: Checked, **around: Any) -> Renderer:
    """A renderer for a hub."""
    return Renderer(checked.hub, Surroundings(site_name="Small hub", **around))


def page(path: str, text: str, kinds: tuple[type[Record], ...] = KINDS, **around: Any) -> Page:
    """The page of one record, put among the base ones."""
    checked = hub({f"content/{path}.md": text}, kinds)
    return renderer(checked, **around).record(checked.hub.records[path])


def tree(html: str) -> Any:
    """The HTML as a browser reads it."""
    return html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)


def said(html: str) -> str:
    """The words a reader sees, in one line."""
    text = " ".join(" ".join(tree(html.replace("<wbr>", "")).itertext()).split())
    return re.sub(r" (?=[,;:.])", "", text)


def all_pages(checked: Checked) -> list[Page]:
    made = renderer(checked, site_url="https://small.example.eu/hub/")
    return [*(made.record(entry) for entry in checked.hub.records.values()), *made.derived()]


# --- words ------------------------------------------------------------------------------------------------------------

OTHERS = (
    "shell.",
    "search.",
    "search_page.",
    "client.",
    "filters.",
    "compare.",
    "scheduler.",
    "places.",
    "footer.",
    "finding.",
    "form.client.",
    "give_back.",
    "quality.",
    "vouchers.",
)
"""Sections that the theme, the client and the navigation use."""


def test_every_word_is_used_and_every_word_used_exists() -> None:
    words = load()
    environment = PageEnvironment(words)
    environment.filters.update(renderer(hub({})).environment.filters)
    for name in environment.list_templates():
        environment.get_template(name)
    sources = "".join(
        path.read_text()
        for path in [
            *PACKAGE.glob("pages/*.py"),
            *PACKAGE.glob("preview/*.py"),
            *PACKAGE.glob("forms/*.py"),
            *PACKAGE.glob("admin/*.py"),
            *PACKAGE.glob("templates/**/*.html"),
        ]
    )
    named = set(re.findall(r"(?:words\[|words\(|count\()f?[\"']([a-z_.{}]+)[\"']", sources))
    counted = {f"{name}.{form}" for name in named for form in ("one", "many")}
    sums = {"record.amount_between", "record.amount_up_to", "record.amount_at_least"}
    sums |= {f"directory.sort_{way}" for way in ("most", "fewest", "newest", "oldest")}
    sums |= {f"facets.{name}" for name in ("kind", "countries", "forms", "year")}
    lists = ("finder.times.", "finder.sums.", "alike.ways.", "record.formats.")
    used = environment.used | named | counted | sums | {name for name in words.names() if name.startswith(lists)}
    used |= {f"network.{name}" for name in re.findall(r"\bsay\(\s*\"([a-z_]+)\"", sources)}
    assert [name for name in words.names() if name not in used and not name.startswith((*OTHERS, "values."))] == []


@pytest.mark.parametrize("section", ["filters", "compare", "client", "form", "give_back", "vouchers"])
def test_every_word_for_the_browser_is_said_by_a_template_or_a_module(section: str) -> None:
    sources = "".join(path.read_text() for path in [*PACKAGE.glob("templates/**/*.html"), *PACKAGE.glob("client/*.js")])
    said = {
        *re.findall(r"[\w.]*[wW]ords(?:\.\w+)?\.(\w+)", sources),
        *LIKENESSES,
        *re.findall(r'plain\("(\w+)"', sources),
    }
    for names in re.findall(r"const \{ ([\w, ]+) \} = this\.#words", sources):
        said.update(names.split(", "))
    section_words = load()[section]
    assert [name for name in section_words.get("client", section_words) if name not in said] == []


LIKENESSES = ("same", "partly", "differs", "gaps")
"""What a line of a comparison can be, each a word."""


@pytest.mark.parametrize("section", ["search", "finder"])
def test_every_word_for_the_search_is_said_somewhere(section: str) -> None:
    paths = [*PACKAGE.glob("templates/*.html"), *PACKAGE.glob("client/search*.js"), *PACKAGE.glob("**/*.py")]
    sources = "".join(path.read_text() for path in paths)
    said = {
        *re.findall(r"(?=\b(?:words|search|finder|labels)\.(\w+))", sources),
        *re.findall(r'"(countries|pages)"', sources),
    }
    said |= {"missing", "missing_hint", "failed", "failed_hint"}
    assert [name for name in load()[section] if name not in said] == []


def test_every_value_of_a_closed_list_has_a_word_and_no_word_is_left_over() -> None:
    expected = {
        f"values.{kind.folder}.{way}.{value}"
        for kind in KINDS
        for way, value in closed(kind)
        if way not in Record.model_fields
    }
    expected |= {f"values.location.precision.{value}" for value in ("exact", "city", "region", "country")}
    expected -= {
        name for name in expected if ".location.precision." in name and not name.startswith("values.location.")
    }
    # what the browser says of these, it says by words of its own
    expected -= {name for name in expected if ".columns.type." in name or ".verdicts.tone." in name}
    assert {name for name in load().names() if name.startswith("values.")} == expected


def closed(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The closed lists of a model: the way to each and its values."""
    for name, info in model.model_fields.items():
        for inside in inner(info.annotation):
            if get_origin(inside) is Literal:
                yield from ((name, value) for value in get_args(inside))
            elif (
                isinstance(inside, type)
                and issubclass(inside, BaseModel)
                and inside.__name__ not in {"Address", "Citation"}
            ):
                yield from ((f"{name}.{way}", value) for way, value in closed(inside))


def inner(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (None, Literal):
        yield annotation
        return
    for argument in get_args(annotation):
        yield from inner(argument)


def test_a_missing_word_is_an_error_with_a_line_when_the_template_is_loaded() -> None:
    with pytest.raises(TemplateAssertionError, match=r'there is no word "record.nothing"') as error:
        PageEnvironment(load()).from_string("<p>\n{{ words.record.nothing }}")
    assert error.value.lineno == 2


def test_words_are_escaped_and_filled() -> None:
    words = Words({"a": {"b": "<{count}>", "n": {"one": "{count} thing", "many": "{count} things"}}})
    assert PageEnvironment(words).from_string("{{ words.a.b }}").render() == "&lt;{count}&gt;"
    assert (words("a.b", count=2), words.count("a.n", 1), words.count("a.n", 2000)) == (
        "<2>",
        "1 thing",
        "2,000 things",
    )
    with pytest.raises(MissingWord, match="no word"):
        words["a.c"]


def test_words_are_read_by_the_compiled_parser_as_by_the_other() -> None:
    text = (PACKAGE / "words/en.yml").read_text(encoding="utf-8")
    assert dict(load()) == yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text of everything


def test_a_template_takes_what_a_page_knows_as_it_is_and_looks_into_mappings() -> None:
    environment = PageEnvironment(load())
    page = SimpleNamespace(up="<")
    assert environment.from_string("{{ v.up }}{{ x.up }}").render(v=page, x={"up": ">"}) == "&lt;&gt;"
    with pytest.raises(AttributeError, match="down"):
        environment.from_string("{{ v.down }}").render(v=page)
    with pytest.raises(UndefinedError, match="'v' is undefined"):
        environment.from_string("{{ v.up }}").render()


# --- ways and wording -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("here", "there", "way"),
    [
        ("clusters/food/", "services/dating/", "../../services/dating/"),
        ("clusters/", "clusters/food/", "../clusters/food/"),
        ("", "clusters/", "clusters/"),
        ("", "", "./"),
        ("clusters/food/", "", "../../"),
        ("clusters/food/", "#members", "#members"),
    ],
)
def test_ways_are_relative(here: str, there: str, way: str) -> None:
    assert relative(here, there) == way


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2026-11-22", "22 November 2026"),
        ("2014-04", "April 2014"),
        ("2014", "2014"),
        ("by end 2014", "by end 2014"),
        ("2007-2013", "2007–2013"),
    ],
)
def test_dates_in_words(when: str, words: str) -> None:
    assert wording.date(when) == words


@pytest.mark.parametrize(
    ("when", "past"),
    [("2014", True), ("2007-2013", True), ("2026-11-22", False), ("2026", False), ("since 2011", False)],
)
def test_a_date_is_past_when_its_last_day_is(when: str, past: bool) -> None:
    assert wording.is_past(when, TODAY) is past


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(max=4000, basis="fixed, per incentive"), "EUR 4,000, fixed, per incentive"),
        (Amount(max=500, basis="up to, per incentive"), "up to EUR 500, per incentive"),
        (Amount(min=500, max=7000, currency="DKK"), "DKK 500 to 7,000"),
        (Amount(min=500), "from EUR 500"),
        (Amount(max=0.5), "EUR 0.50"),
    ],
)
def test_amounts_in_words(amount: Amount, words: str) -> None:
    sums = {name: str(load()[f"record.amount_{name}"]) for name in ("between", "up_to", "at_least")}
    assert wording.amount(amount, **sums) == words


# --- records ----------------------------------------------------------------------------------------------------------

FULL = {
    "clusters/full": """
title: Full cluster
aliases: [Other name]
form: meta-cluster
name_local: Voller Cluster
acronym: FC
country: DE
region: DEA4
serves: [DE2]
place: Augsburg
location: {lat: 48.37, lon: 10.9, precision: region}
sectors: [food]
industries: [advanced-packaging]
founded: 2011-04
member_count: [{value: 174, as_of: 2014, source: report, section: 2, note: counted}, {value: about 180, as_of: 2014, source: report, section: 3.4}]
team_size: {value: 14, as_of: 2014, source: report}
services: [dating]
offers: [smart-packaging]
seeks: [sensor-technology]
hosted_by: food
successor_of: food
website: {url: "http://www.full.example.eu/a", as_of: 2014, state: unknown}
contact: office@full.example.eu
state: merged
""",
    "services/full": """
category: matchmaking
also_serves: [project-development]
purpose: To meet.
steps: [{title: Ask, text: "One.\\n\\nTwo.", actor: The cluster, duration: half a day, gate: {criteria: [Enough firms], decided_by: The board, outcomes: [It goes on]}}]
roles: [{name: Manager, does: Invites}]
effort: two people
duration: three weeks
outputs: [A list of pairs]
""",
    "cases/full": """
services: [dating]
clusters: [food]
problem: It was hard.
objective: To make it easy.
stakeholders: [The members]
steps: [Begin]
duration: nine days
roles: [Chair]
resources: [A room]
cost: {value: EUR 900, as_of: 2014, source: report}
funding: The members pay.
evidence: {value: 12 projects, as_of: 2014, source: report, section: 9}
difficulties: [Nobody comes]
transferability: Anywhere.
""",
    "templates/full": """
services: [dating]
version: "1.3"
licence: CC BY 4.0
fields:
  - {id: topic, label: The topic, help: Narrow it down, required: true, type: choice, options: [First choice]}
  - {id: begun, label: Begun on, type: date}
  - {id: market, label: The market, type: scale}
dates: [{id: due, label: Due, since: begun, after: 3 weeks}]
calendar: [{title: Due, date: due}]
verdicts: [{says: Go., tone: go, when: [{answer: topic, equals: First choice}]}]
scores: [{id: markets, label: Markets, fields: [market]}]
writes: {kind: clusters, keys: [{key: place, answer: topic}]}
""",
    "white-papers/full": """
authors: ["Lovelace, Ada"]
publisher: The publisher
clusters: [food]
year: 2014
type: handbook
language: de
industries: [advanced-packaging]
sectors: [food]
url: https://papers.example.eu/full
doi: 10.1000/182
isbn: 978-3
""",
    "partnerships/full": """
forms: [escp, bilateral]
acronym: FP
objective: To be together.
sectors: [food]
industries: [advanced-packaging]
services: [dating]
activities: [Trade missions]
members: [{ref: food, role: Founder, brings: Appetite}]
member_count: {value: 16, as_of: 2014, source: report}
members_complete: false
coordinator: food
founded: 2012
funding: By fees.
website: https://partners.example.eu
state: in-preparation
agreement: {strategy: A joint one, roadmap: A road, ipr: Each its own, branding: One brand, logo: A fish}
""",
    "challenges/full": """
form: systemic
organiser: food
owner: A city
phases: [{phase: Screening, state: done, done: 2013}, {phase: Platform, state: running, expected: by end 2014}, {phase: Tender, state: waiting, expected: by end 2014}]
criteria: [Works in winter]
seeks: [sensor-technology]
respond_by: 2014-04-30
sectors: [food]
""",
    "programmes/full": """
funder: The funder
period: 2007-2013
countries: [NL]
partners: [food]
instruments: [{name: Voucher, amount: {min: 500, max: 7000}, purpose: A trip, activities: [Meeting], approval_before: true}]
eligible: {size: [SME], sectors: [food], countries: [FR], regions: [Skåne]}
calls: [One in spring]
website: {url: "https://gone.example.eu", state: dead}
""",
}
SHOWN = {
    "clusters/full": """Other name|Cluster of clusters|Voller Cluster|FC|Germany|Detmold (DEA4)|Bayern (DE2)|Augsburg|48.37° N, 10.90° E|
        the middle of the region|Food|Advanced packaging|April 2011|174|about 180|section 2|section 3.4|counted|The source gives more than one figure|14|
        Speed dating|Smart packaging|Sensor technology|Food cluster, Norway|www.full.example.eu/a|as of 2014, not checked since|office@full.example.eu|
        Merged into another|Hosted by|Successor of|Last reviewed 22 November 2026""",
    "services/full": """Matchmaking|Project development|To meet.|Ask|One.|Two.|The cluster|half a day|Enough firms|Decided by The board|It goes on|Manager|
        Invites|two people|three weeks|A list of pairs""",
    "cases/full": """Speed dating|Food cluster, Norway|Matchmaking|It was hard.|To make it easy.|The members|Begin|nine days|Chair|A room|EUR 900|The members pay.|
        12 projects|section 9|Nobody comes|Anywhere.""",
    "templates/full": "1.3|CC BY 4.0|The topic|Narrow it down|required|one choice|First choice|Begun on|The market|a mark on a scale",
    "white-papers/full": "Lovelace, Ada|The publisher|Food cluster|2014|Handbook|German|Advanced packaging|Food|papers.example.eu/full|10.1000/182|978-3",
    "partnerships/full": """European strategic cluster partnership|Two partners|FP|To be together.|Food|Advanced packaging|Speed dating|Trade missions|Founder|
        brings Appetite|16|Not all members are named: 1 of 16.|2012|By fees.|partners.example.eu|In preparation|A joint one|A road|Each its own|One brand|A fish""",
    "challenges/full": """Systemic challenge|Food cluster|A city|Screening|finished 2013|Platform|under way|expected by end 2014; outcome not known|
        Tender|waiting for an answer|Works in winter|Sensor technology|30 April 2014 This date has passed.|Food""",
    "programmes/full": """The funder|2007–2013|Netherlands|Food cluster|Voucher|EUR 500 to 7,000|A trip|Meeting|yes|SME|Food|France|Skåne|One in spring|
        gone.example.eu|no longer answers""",
}


@pytest.mark.parametrize("key", FULL)
def test_a_page_lays_out_everything_in_its_record(key: str) -> None:
    text = said(page(key, record(FULL[key])).html)
    for phrase in SHOWN[key].split("|"):
        assert " ".join(phrase.split()) in text, phrase


def test_no_field_of_a_kind_is_left_out_of_the_test_above() -> None:
    special = set(Record.model_fields) | {
        "partnerships",
        "programmes",
        "adapted_from",
        "case",
        "process",
        "hosted_by",
        "successor_of",
    }
    for kind in KINDS:
        given = set(re.findall(r"^(\w+):", FULL[f"{kind.folder}/full"], re.MULTILINE))
        assert set(kind.model_fields) - special <= given


def test_what_somebody_still_waits_for_is_not_called_unknown() -> None:
    text = said(page("challenges/full", record(FULL["challenges/full"])).html)
    assert "waiting for an answer expected by end 2014 " in text
    assert text.count("outcome not known") == 2  # the phase, and the fact that names it


def test_a_dead_address_is_text_with_a_way_to_a_web_archive() -> None:
    html = page("clusters/full", record(FULL["clusters/full"])).html
    assert 'href="http://www.full.example.eu' not in html
    assert 'href="https://web.archive.org/web/2014/http://www.full.example.eu/a"' in html


def test_contradicting_claims_are_both_shown_with_their_sections() -> None:
    text = said(page("clusters/full", record(FULL["clusters/full"])).html)
    assert re.search(r"174 2014 · section 2 · counted about 180 2014 · section 3\.4", text)


def test_a_record_is_escaped_wherever_it_is_shown() -> None:
    nasty = '"<script>alert(1)</script>&"'
    html = page(
        "clusters/nasty",
        record(
            f"title: {nasty}\nsummary: {nasty}\naliases: [{nasty}]\nform: agency\ncountry: NO\nplace: {nasty}\nacronym: {nasty}"
        ),
    ).html
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;&amp;") >= 5


def test_relations_are_grouped_by_name_each_once_with_a_reason() -> None:
    checked = hub(
        {"content/partnerships/full.md": record("title: Together\n" + FULL["partnerships/full"], "See [[food]].")}
    )
    text = said(renderer(checked).record(checked.hub.records["clusters/food"]).html)
    assert "Partnerships 1 Together A summary. Role: Founder · Brings: Appetite" in text
    assert text.count("Together") == 1


def test_the_language_of_a_record_is_marked_where_it_differs() -> None:
    german = page("clusters/de", record("title: Verbund\nlang: de\nform: agency\ncountry: DE"))
    assert (german.lang, 'lang="de"' in german.html) == ("de", True)
    assert "lang=" not in page("clusters/en", record("title: Group\nlang: en\nform: agency\ncountry: DE")).html


def test_feedback_and_citation_name_the_record_and_its_address() -> None:
    html = page(
        "clusters/full",
        record(FULL["clusters/full"]),
        site_url="https://small.example.eu/hub/",
        feedback="hub@example.eu",
    ).html
    assert (
        "mailto:hub@example.eu?subject=Mistake%20in%3A%20Full%20cluster&amp;body=https%3A//small.example.eu/hub/clusters/full/"
        in html
    )
    assert (
        "Full cluster. In: Small hub. Last reviewed 22 November 2026. https://small.example.eu/hub/clusters/full/"
        in said(html)
    )
    assert "mailto:hub" not in page("clusters/full", record(FULL["clusters/full"])).html


# --- documents --------------------------------------------------------------------------------------------------------

PLAN = record(
    """
title: Event *plan*
services: [dating]
fields:
  - {id: topic, label: Topic, help: "Narrow & current"}
  - {id: guests, label: Guests, type: table, options: [Name]}
  - {id: done, label: Done, type: checklist, options: [Invited]}
""",
    "## 1 The event\n\nTopic: {{ topic }} of [[food]]\n\n{{ guests }}\n\n{{ done }}\n\n{% if topic %}More{% endif %}\n\nEnd.",
)


def test_places_of_a_document_are_marked_with_their_label() -> None:
    html = page("templates/plan", PLAN).html
    assert 'Topic: <mark class="hub-fillin" title="Narrow &amp; current">Topic</mark> of <a href' in html
    assert "{{" not in html


def test_places_in_attributes_are_left_alone() -> None:
    text = '[a]({{ topic }} "{{ topic }}") ![{{ topic }}](https://example.eu/a.png) {{ topic }}\n'
    html = page(
        "templates/plan", record("title: P\nservices: [dating]\nfields: [{id: topic, label: Topic}]", text)
    ).html
    assert html.count("<mark") == html.count('">Topic</mark>')
    assert '="<mark' not in html


def test_a_document_can_be_taken_home_blank_with_all_that_a_browser_needs_to_fill_it_in() -> None:
    checked = hub({"content/templates/plan.md": PLAN})
    made = renderer(checked, site_url="https://small.example.eu/hub/").record(checked.hub.records["templates/plan"])
    beside = {path: content.decode() for path, content in made.beside}
    assert [*beside] == ["templates/plan/plan.md", "templates/plan/form.json", "templates/plan/values.schema.json"]
    line = "\\_" * 24
    assert beside["templates/plan/plan.md"] == (
        f"# Event \\*plan\\*\n\n## 1 The event\n\nTopic: {line} of [Food cluster](https://small.example.eu/hub/clusters/food/)\n\n"
        "| Name |\n| --- |\n|  |\n|  |\n|  |\n|  |\n\n- [ ] Invited\n\nEnd.\n"
    )
    form = json.loads(beside["templates/plan/form.json"])
    assert form["plan"]["id"] == "plan"
    assert form["schema"] == "https://small.example.eu/hub/templates/plan/values.schema.json"
    Draft202012Validator.check_schema(json.loads(beside["templates/plan/values.schema.json"]))
    assert 'href="plan.md" download' in made.html
    assert renderer(checked).record(checked.hub.records["clusters/food"]).beside == ()


# --- a hub's own kinds ------------------------------------------------------------------------------------------------


class Room(Part):
    """A room of a lab."""

    name: Text = field("Name of the room", "Its name.")
    tools: Texts = field("Tools", "What stands in it.", ())


class Lab(Record):
    """A test laboratory: a kind that the package does not know."""

    folder: ClassVar[str] = "labs"
    one: ClassVar[str] = "Laboratory"
    many: ClassVar[str] = "Laboratories"
    about: ClassVar[str] = "Where things are tried."
    group_by: ClassVar[str] = "level"
    columns: ClassVar[tuple[str, ...]] = ("level", "places")

    level: Literal["low-level", "high"] = field("Level", "How high.")
    places: int = field("Places", "How many work there.", 0)
    open: bool = field("Open to guests", "Whether others may use it.", False)
    about_it: Prose | None = field("About it", "At length.", None)
    rooms: tuple[Room, ...] = field("Rooms", "Its rooms.", ())
    cost: Claims = field("Price", "A claim.", ())
    run_by: OneOrMore = field("Run by", "Who runs it.", (), to="clusters", inverse="Runs")
    skills: Ids = field("Skills", "What it can do.", (), to="competences", inverse="Labs")


LAB = record(
    """
title: Wet lab
level: low-level
places: 1200
open: true
about_it: "A first paragraph that says at some length what this laboratory is for and whom it serves.\\n\\nA second one."
rooms: [{name: Blue room, tools: [Scale, Oven]}]
cost: {value: EUR 20, as_of: 2014, source: report}
run_by: food
skills: [smart-packaging]
"""
)


def test_a_hubs_own_kind_is_laid_out_by_its_types() -> None:
    found = page("labs/wet", LAB, (*KINDS, Lab))
    text = said(found.html)
    for phrase in (
        "Laboratory · low-level",
        "1,200",
        "Open to guests yes",
        "A second one.",
        "Name of the room",
        "Blue room",
        "Scale",
        "EUR 20",
        "Food cluster, Norway",
        "Smart packaging",
    ):
        assert phrase in text, phrase
    assert found.crumbs == (("Laboratories", "labs/"), ("low-level", "labs/#group-low-level"))


class Diary(Record):
    """A kind whose fields hold several of what the built-in kinds hold one of, and one of what they hold several of."""

    folder: ClassVar[str] = "diaries"
    one: ClassVar[str] = "Diary"
    many: ClassVar[str] = "Diaries"
    columns: ClassVar[tuple[str, ...]] = ("days", "numbers", "price")

    days: tuple[Day, ...] = field("Days", "When.")
    numbers: tuple[float, ...] = field("Numbers", "How many.")
    links: tuple[Url, ...] = field("Links", "Where.")
    country: tuple[Country, ...] = field("Countries", "Where else.")
    begun: dt.date = field("Begun", "When it began.")
    price: Claim = field("Price", "What it costs.")
    extra: dict[str, Any] = field("Extra", "What else.")


def test_a_hubs_own_kind_may_hold_several_of_anything_or_one() -> None:
    keys = "days: [2014-01-02, 2015-01-02]\nnumbers: [1, 2.5, .inf]\nlinks: [https://a.eu/x, https://b.eu/]\ncountry: [DE, NO]\n"
    more = "begun: 2014-03-04\nprice: {value: 7, as_of: 2014}\nextra: {a: {b: [c]}}"
    diary = record(f"title: My diary\n{keys}{more}".replace(".inf", "1e999"))
    checked = hub(
        {"content/diaries/my.md": diary, "content/diaries/other.md": diary.replace("My", "Other")}, (*KINDS, Diary)
    )
    made = renderer(checked)
    text = said(made.record(checked.hub.records["diaries/my"]).html)
    for phrase in ("2 January 2014", "2 January 2015", "2.50", "a.eu/x", "b.eu", "Germany", "2014-03-04", "7"):
        assert phrase in text
    assert any(one.url == "diaries/" for one in made.derived())


def test_a_hubs_own_kind_has_a_directory_and_shows_on_the_other_side() -> None:
    checked = hub({"content/labs/wet.md": LAB}, (*KINDS, Lab))
    pages = {found.url: found for found in all_pages(checked)}
    assert "low-level 1 Wet lab A summary. Places: 1200" in said(pages["labs/"].html)
    assert "Runs 1 Wet lab" in said(pages["clusters/food/"].html)


# --- all pages --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def everything() -> list[Page]:
    bodies = {
        f"content/{key}.md": record(
            text if "title:" in text else f"title: {key} title\n{text}", "See [[food]].\n\n## A part\n\nText."
        )
        for key, text in FULL.items()
    }
    glossary = "title: Glossary\nsummary: Words.\none: Word\norigin: hub\nterms:\n  - {id: call, label: Call, definition: An invitation., see: [tender]}\n  - {id: tender, label: Tender, definition: An offer., aliases: [bid]}\n"
    return all_pages(
        hub(
            {
                **bodies,
                "content/vocabularies/glossary.yml": glossary,
                "content/clusters/draft.md": record("title: Secret\ndraft: true\nform: agency\ncountry: PL"),
            }
        )
    )


def test_every_page_has_one_h1_and_headings_in_order(everything: list[Page]) -> None:
    for found in everything:
        levels = [
            int(element.tag[1]) for element in tree(found.html).iter() if re.fullmatch(r"h[1-6]", str(element.tag))
        ]
        assert (levels.count(1), levels[0]) == (1, 1), found.url
        assert all(after - before <= 1 for before, after in pairwise(levels)), (found.url, levels)


def test_every_link_inside_the_hub_is_relative_and_leads_to_a_page(everything: list[Page]) -> None:
    urls = {found.url for found in everything} | {"", "about/contribute/"}
    for found in everything:
        if found.url == "404.html":
            continue
        ids = {element.get("id") for element in tree(found.html).iter()}
        for way in re.findall(r'href="([^"]*)"', found.html):
            if re.match(r"https?:|mailto:", way) or way.endswith(".md"):
                continue
            assert not way.startswith("/"), (found.url, way)
            where, _, fragment = way.partition("#")
            where = where.partition("?")[0]
            steps = where.count("../")
            if where[3 * steps :].startswith("assets/"):
                assert (PACKAGE.parent / "theme" / where[3 * steps :]).is_file(), (found.url, way)
                continue
            assert not where or (steps == found.url.count("/") and where[3 * steps :] in urls), (found.url, way)
            assert where or fragment in ids, (found.url, way)


def test_ids_are_unique_on_a_page(everything: list[Page]) -> None:
    for found in everything:
        ids = [value for element in tree(found.html).iter() if (value := element.get("id"))]
        assert len(ids) == len(set(ids)), (found.url, [one for one in ids if ids.count(one) > 1])


def test_drafts_are_on_no_page(everything: list[Page]) -> None:
    assert not [found.url for found in everything if "Secret" in found.html]


def test_no_page_has_inline_styles_or_scripts(everything: list[Page]) -> None:
    for found in everything:
        assert not re.search(r'<script(?! type="application/json")|<style|\sstyle=|\son[a-z]+=', found.html), found.url


def test_a_category_tells_its_question_and_what_serves_it(everything: list[Page]) -> None:
    text = said(next(found for found in everything if found.url == "categories/matchmaking/").html)
    assert "Who are the partners?" in text
    assert re.search(r"Cluster organisations 2 Food cluster A summary\. through Speed dating", text)


CHOICE = re.compile(r'<option value="([^"]*)" data-type="(\w+)">([^<]*)</option>')


def directory(folder: str, texts: Mapping[str, str]) -> str:
    """The HTML of a kind's directory."""
    return next(found.html for found in renderer(hub(texts)).derived() if found.url == f"{folder}/")


def test_a_directory_offers_the_orders_that_tell_its_rows_apart() -> None:
    form = 'forms: [bilateral]\nfounded: {}\nmember_count: {{value: "{}", as_of: 2014, source: report}}'
    html = directory(
        "partnerships",
        {
            "content/partnerships/old.md": record("title: Old\n" + form.format("2007-2013", "more than 1,200 firms")),
            "content/partnerships/new.md": record("title: New\n" + form.format("2014-04", "16")),
            "content/partnerships/unknown.md": record("title: Unknown\nforms: [escp]"),
        },
    )
    assert CHOICE.findall(html) == [
        ("", "text", "Forms, in groups"),
        ("title", "text", "Title"),
        ("-member_count", "number", "Number of members, most first"),
        ("member_count", "number", "Number of members, fewest first"),
        ("-founded", "date", "Founded, newest first"),
        ("founded", "date", "Founded, oldest first"),
    ]


def test_times_in_free_words_are_no_order() -> None:
    service = "title: {}\ncategory: {}\npurpose: A purpose.\nduration: {}"
    html = directory(
        "services",
        {
            "content/services/a.md": record(service.format("A", "strategy", "half a day")),
            "content/services/b.md": record(service.format("B", "matchmaking", "three weeks")),
        },
    )
    assert CHOICE.findall(html) == [("", "text", "Service category, in groups"), ("title", "text", "Title")]


def test_one_record_or_none_needs_no_order() -> None:
    assert "hub-sort" not in directory("services", {})
    assert "hub-sort" not in directory("challenges", {})


def test_a_long_directory_is_parted_and_every_record_is_on_one_part() -> None:
    many = {
        f"content/clusters/c{n:03}.md": record(
            f"title: Cluster {n:03}\nform: agency\ncountry: {'NO' if n % 2 else 'SE'}"
        )
        for n in range(300)
    }
    checked = hub(many)
    parts = [found for found in renderer(checked).derived() if re.fullmatch(r"clusters/(page/\d+/)?", found.url)]
    assert [found.url for found in parts] == ["clusters/", "clusters/page/2/"]
    shown = [one for found in parts for one in re.findall(r'<li class="hub-row" id="([^"]+)"', found.html)]
    assert sorted(shown) == sorted(entry.id for entry in checked.hub.of_kind("clusters"))
    assert "hub-sort" in parts[0].html  # which sorts the whole kind; the other parts lead there
    assert "hub-sort" not in parts[1].html
    assert '<a href="../../../clusters/#hub-filter">Filter and sort all 301 records</a>' in parts[1].html
    assert 'href="../clusters/page/2/" rel' in parts[0].html or 'rel="next" href="../clusters/page/2/"' in parts[0].html


def test_facts_are_shown_also_where_a_kinds_template_takes_every_one() -> None:
    html = page("clusters/plain", record("title: Plain\nform: cluster\ncountry: NO\nsectors: [food]")).html
    assert "Seat Norway Sectors Food" in said(html)


def test_a_text_below_sections_has_its_headings_a_level_lower() -> None:
    case = record("services: [dating]\nproblem: It was hard.", "Before.\n\n## A part\n\n### A piece\n\nText.")
    html = page("cases/one", case).html
    assert re.search(r'<h2 id="part-text">In more detail</h2>\s*<p>Before.</p>\s*<h3 id="a-part">', html)
    assert '<h4 id="a-piece">' in html
    assert '<h2 id="a-part">' in page("clusters/one", record("form: agency\ncountry: NO", "## A part\n\nText.")).html


def test_a_text_that_only_facts_stand_beside_keeps_its_headings() -> None:
    paper = record('type: guide\nauthors: ["Lovelace, Ada"]', "## A part\n\nText.")
    assert "In more detail" not in page("white-papers/guide", paper).html


def test_a_long_record_has_a_table_of_its_contents() -> None:
    contents = '<nav class="hub-contents" aria-label="On this page">'
    long, short = (page(f"{kind}/full", record(FULL[f"{kind}/full"])).html for kind in ("cases", "challenges"))
    assert (contents in long, contents in short) == (True, False)
    assert '<li><a href="#part-difficulties">What to watch out for</a></li>' in long


@pytest.mark.parametrize(
    ("titles", "said_"),
    [
        (
            ["Plan"],
            '<p class="hub-actions"><a class="hub-button" href="../../templates/plan/">Use the template: Plan</a></p>',
        ),
        (["Form", "Plan"], '<p class="hub-actions__label" id="documents">Templates to take home</p>'),
    ],
)
def test_a_practice_leads_to_its_documents(titles: list[str], said_: str) -> None:
    documents = {
        f"content/templates/{title.lower()}.md": record(
            f"title: {title}\ncase: one\nfields: [{{id: a, label: A}}]", "{{a}}"
        )
        for title in titles
    }
    checked = hub({"content/cases/one.md": record("services: [dating]\nproblem: It was hard."), **documents})
    html = renderer(checked).record(checked.hub.records["cases/one"]).html
    assert said_ in html
    assert (
        html.count('class="hub-button') == len(titles) + 2
    )  # and those that copy the citation and tell of an adaptation


def test_facts_of_which_each_has_a_place_of_its_own_are_shown() -> None:
    text = said(page("clusters/few", record("form: cluster\ncountry: NO\nplace: Bergen\nsectors: [food]")).html)
    assert "Seat Bergen, Norway Sectors Food" in text


def test_facts_do_not_repeat_what_stands_above_the_title() -> None:
    text = said(page("partnerships/two", record("forms: [bilateral]")).html)
    assert text.count("Two partners") == 1


def test_home_leads_to_search_directories_and_the_chain() -> None:
    checked = hub({})
    html = renderer(checked).home("Small hub", "<h1>What clusters know</h1>\n<p>In a sentence.</p>")
    assert '<p class="hub-lead">In a sentence.</p>' in html
    assert html.count("<h1") == 1
    text = said(html)
    for phrase in (
        "Market intelligence",
        "0 practices",
        "1 cluster organisation",
        "Find a cluster",
        "20 November 2026 The report",
    ):
        assert phrase in text, phrase


def test_the_same_hub_gives_the_same_pages(everything: list[Page]) -> None:
    checked = hub({"content/clusters/full.md": record(FULL["clusters/full"])})
    assert all_pages(checked) == all_pages(checked)
