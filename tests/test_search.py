"""The index of the search: what pages are found by, that nothing else is in it, and that its files say the same."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest

from hubgen.check import Checked
from hubgen.icons import icon
from hubgen.pages import Page, Renderer, Surroundings
from hubgen.search import Document, Documents, findable, index
from hubgen.search.documents import plain
from hubgen.search.index import SHELF, SPELLINGS, shelved, spellings
from hubgen.search.spelling import LETTERS, folded, names, words
from tests.checking import ROOT, checked, record
from tests.hubs import CLUSTER, MKDOCS, run, tree, write_hub
from tests.searching import Index, of_files, of_site

CLIENT = ROOT / "hubgen/client"
OWN = "content/clusters/lodz.md"


def documents(content: Checked) -> tuple[Documents, Renderer]:
    renderer = Renderer(content.hub, Surroundings(site_name="Test", icon=icon))
    return Documents(renderer.site, renderer.words, renderer.facets), renderer


def document(text: str, path: str = OWN) -> Document:
    """What a record laid over the base hub is found by."""
    content = checked({path: text})
    found, renderer = documents(content)
    entry = content.hub.records[path.removeprefix("content/").removesuffix(".md")]
    return found.of_record(entry, renderer.record(entry).body)


def page(title: str, **given: object) -> Document:
    values = {"url": f"{folded(title)}/", "summary": "", "kind": "page", "kind_label": "", **given}
    return Document(title=title, **values)  # type: ignore[arg-type]


def made(*found: Document) -> Index:
    """An index of some pages."""
    maker, _ = documents(checked({}))
    return of_files(index(map(findable, found), maker))


# --- spelling ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Smart Packaging", ["smart", "packaging"]),
        ("Skåne", ["skane", "skaane"]),
        ("Pôle", ["pole"]),
        ("Łódź", ["lodz"]),
        ("Øresund, Ærø", ["oresund", "oeresund", "aero", "aeroe"]),
        ("München", ["munchen", "muenchen"]),
        ("Straße", ["strasse"]),
        ("R&D of it’s_own 3P4I", ["r", "d", "of", "it", "s", "own", "3p4i"]),
        ("cross-sectoral", ["cross", "sectoral"]),
        ("İzmir", ["izmir"]),
        ("Σύμπλεγμα", ["συμπλεγμα"]),
        ("a\u030angstrom", ["angstrom", "aangstrom"]),
        ("— …", []),
    ],
)
def test_words_are_compared_without_case_and_accents(text: str, found: list[str]) -> None:
    assert words(text) == found


def test_a_name_is_looked_up_run_together() -> None:
    assert names("Food-Regio e.V.") == ["foodregioev"]
    assert names("Pôle Optitec") == ["poleoptitec"]
    assert names("Bayern München") == ["bayernmunchen", "bayernmuenchen"]


def test_the_browser_folds_the_same_letters() -> None:
    source = (CLIENT / "facets.js").read_text(encoding="utf-8")
    table = re.search(r"const LETTERS = \{(.*?)\};", source)
    assert table
    assert dict(re.findall(r"(\w): \"(\w+)\"", table[1])) == LETTERS


# --- documents --------------------------------------------------------------------------------------------------------


def test_a_record_is_found_by_its_names_its_text_and_what_it_refers_to() -> None:
    found = document(
        record(
            "title: Łódzki Klaster\nacronym: ŁK\nname_local: Klaster Łódź\naliases: [Lodz cluster]\ncountry: PL\nplace: Łódź\n"
            "member_count: {value: 174, as_of: 2014, note: Counted without the universities of the region}",
            "It *joins* [[roadmapping]] and others.\n\n## How it works\n\n- First one.\n- Then the other.\n",
        )
    )
    assert found.kind == "clusters"
    assert found.kind_label == "Cluster organisation"
    assert found.group == "Poland"
    assert found.names == ("ŁK", "Klaster Łódź", "Lodz cluster")
    assert {"Poland", "Roadmapping", "Łódź"} <= set(found.about)
    assert found.facets["countries"] == ("pl",)
    assert found.headings == ("How it works",)
    assert found.text.split("\n") == [
        "Counted without the universities of the region",
        "It joins Roadmapping and others.",
        "How it works",
        "First one.",
        "Then the other.",
    ]


def test_neither_labels_of_facets_nor_addresses_stand_in_what_passages_are_taken_from() -> None:
    found = document(record("website: https://example.eu/\ncontact: office@example.eu\nregion: DE21", "Text alone."))
    assert found.text == "Text alone."


def test_steps_and_roles_are_found() -> None:
    case = (
        "---\ntitle: A case\nsummary: What it is.\norigin: hub\nservices: [roadmapping]\nproblem: Nobody knew what the others could do.\n"
        "steps: [{title: Screening, text: A panel reads every one of the answers., duration: four weeks}]\n"
        "roles: [{name: Moderator, does: Keeps the talk going and the time in view}]\n---\n"
    )
    found = document(case, "content/cases/case.md")
    assert found.text.split("\n") == [
        "Nobody knew what the others could do.",
        "A panel reads every one of the answers.",
        "Keeps the talk going and the time in view",
    ]
    assert {"Screening", "four weeks", "Moderator", "Roadmapping"} <= set(found.about)


def test_html_becomes_a_line_for_each_block() -> None:
    html = '<h2 id="x">A &amp; B</h2>\n<p>One\n<em>two</em>three &lt;b&gt;</p><ul>\n<li>four</li>\n<li><p>five</p></li></ul>'
    assert plain(html) == "A & B\nOne twothree <b>\nfour\nfive"


def test_terms_countries_and_pages_are_found_too() -> None:
    content = checked({})
    found, renderer = documents(content)
    every = [found.of_page(page) for page in renderer.derived() if page.found]
    by_url = {one.url: one for one in every}
    term = next(iter(content.hub.vocabularies["sectors"].terms))
    assert by_url[f"sectors/{term.id}/"].kind == "sectors"
    assert by_url[f"sectors/{term.id}/"].summary == term.definition
    assert by_url["clusters/"].kind == "page"
    assert by_url["clusters/"].title == "Cluster organisations"
    assert "search/" not in by_url
    assert {one.kind for one in every} <= set(found.kinds())
    countries = [one for one in every if one.kind == "countries"]
    assert countries
    assert all(one.title in one.summary for one in countries)
    assert {one.title: one.names for one in countries}["Germany"] == ("Deutschland",)


def test_an_ordinary_page_is_found_by_all_it_says() -> None:
    found, _ = documents(checked({}))
    one = found.of_page(
        Page(url="about/", title="About", description="What.", html="", layout="page", body="<p>Who we are.</p>")
    )
    assert (one.kind, one.title, one.summary, one.text) == ("page", "About", "What.", "Who we are.")


# --- the index --------------------------------------------------------------------------------------------------------


def test_every_word_leads_to_the_pages_that_hold_it_and_no_others() -> None:
    content = checked({})
    maker, renderer = documents(content)
    every = [maker.of_record(entry, renderer.record(entry).body) for entry in content.hub.records.values()]
    read = of_files(index(map(findable, every), maker))
    expected: dict[str, set[str]] = defaultdict(set)
    for one in every:
        said = [one.title, one.summary, one.kind_label, one.text, *one.names, *one.about, *one.headings]
        for word in words("\n".join(said)):
            expected[word].add(one.url)
    assert {word: read.found(word) for word in read.words} == expected
    assert sorted(card.url for card in read.cards) == sorted(one.url for one in every)
    cards = {card.url: card for card in read.cards}
    for one in every:
        card = cards[one.url]
        assert (card.title, card.summary, card.text) == (one.title, one.summary, one.text)
        assert (card.names, card.group, card.category) == (list(one.names), one.group, one.category)


def test_pages_have_numbers_by_kind_and_title_and_the_order_by_title_follows() -> None:
    read = made(
        page("Öl", kind="clusters"), page("Zebra", kind="services"), page("Apfel", kind="services"), page("Nuss", kind="clusters")
    )  # fmt: skip
    assert [card.title for card in read.cards] == ["Nuss", "Öl", "Apfel", "Zebra"]
    assert [(kind["id"], kind["size"]) for kind in read.manifest["kinds"]] == [("clusters", 2), ("services", 2)]
    assert read.titles == "1001"
    assert [kind["one"] for kind in read.manifest["kinds"]] == ["Cluster organisation", "Service"]
    assert all(kind["icon"] for kind in read.manifest["kinds"])


def test_a_word_tells_most_of_a_page_that_is_called_so() -> None:
    filler = "word " * 900
    read = made(
        page("Packaging"), page("Named", names=("Packaging",)), page("Summed", summary="Packaging."), page("Short", text="Packaging is here."),
        page("Often", text="Packaging, packaging, packaging, packaging."), page("Long", text=f"Packaging {filler}"),
    )  # fmt: skip
    levels = {read.cards[number].title: level for number, level in read.words["packaging"].items()}
    order = ["Packaging", "Named", "Often", "Summed", "Short", "Long"]
    assert sorted(levels, key=lambda title: (-levels[title], order.index(title))) == order
    assert levels["Packaging"] == levels["Named"] > levels["Often"] > levels["Short"] > levels["Long"] >= 1


def test_names_lead_to_their_pages_and_tell_title_from_alias() -> None:
    read = made(page("Virtual Dimension Center", names=("VDC",)), page("VDC white paper"))
    numbers = {card.title: number for number, card in enumerate(read.cards)}
    assert read.names["vdc"] == {numbers["Virtual Dimension Center"]: 1}
    assert read.names["virtualdimensioncenter"] == {numbers["Virtual Dimension Center"]: 2}
    assert read.names["vdcwhitepaper"] == {numbers["VDC white paper"]: 2}


def test_facets_hold_the_values_of_every_record() -> None:
    content = checked({})
    maker, renderer = documents(content)
    every = [maker.of_record(entry, renderer.record(entry).body) for entry in content.hub.records.values()]
    read = of_files(index(map(findable, every), maker))
    of_records = {kind.folder for kind in content.hub.kinds}
    expected: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entry in content.hub.records.values():
        for name, values in maker.facets.of(entry).items():
            for value in values if name not in {"kind", *of_records} else ():
                expected[name, value].add(entry.url)
    found = {
        (name, value): {read.cards[number].url for number in numbers}
        for name, values in read.facets.items()
        for value, (_, numbers) in values.items()
    }
    assert found == expected
    assert read.facets["countries"]["de"][0] == "Germany"
    assert next(iter(read.facets)) == "countries"


def test_shelves_are_small_and_in_the_order_of_javascript() -> None:
    postings = {f"w{number:05}": {1: range(number % 50 + 1)} for number in range(9000)}
    postings |= {"𝔘": {1: [0]}, "ﬀ": {1: [0]}, "big": {1: range(SHELF * 2)}}
    found = shelved(postings)  # type: ignore[arg-type]
    every = sorted(postings, key=lambda word: word.encode("utf-16-be"))
    assert every[-2:] == ["𝔘", "ﬀ"]
    assert found.begins == sorted(found.begins, key=lambda word: word.encode("utf-16-be"))
    assert 5 < len(found.files) < 60
    assert max(map(len, found.files)) < SHELF


def test_numbers_beyond_a_byte_are_kept() -> None:
    read = made(*(page(f"Page {number:04}", text="rare" if number in {3, 900} else "") for number in range(1000)))
    assert sorted(read.words["rare"]) == [3, 900]
    assert len(read.cards) == 1000


def test_words_somebody_may_mean_are_bounded() -> None:
    many = [findable(page(f"{number:x}gh {number * 7919:x}z cluster")) for number in range(30_000)]
    packed = spellings(many)
    assert SPELLINGS * 0.7 < len(packed) <= SPELLINGS
    assert "cluster" in made(page("A cluster"), page("Another cluster")).spellings
    assert made(page("A cluster"), page("Another cluster")).spellings["cluster"] == 1


def test_an_empty_hub_has_an_index_too() -> None:
    read = made()
    assert (read.manifest["size"], read.manifest["words"], read.cards, read.facets) == (0, [], [], {})


def test_very_long_words_and_names_are_left_out() -> None:
    read = made(page("x" * 500, text="y" * 500 + " short"))
    assert set(read.words) == {"short"}
    assert read.names == {}


TYPES = """\
from typing import ClassVar
from hubgen.kinds import KINDS as BUILT_IN, Record
from hubgen.schema import Text, Texts, field

class Laboratory(Record):
    folder = "laboratories"
    one = "Laboratory"
    many = "Laboratories"
    about = "Places where things are tried."
    facets = ("audience",)
    also_named = ("nickname",)
    nickname: Text | None = field("Nickname", "What people call it.", None)
    audience: Texts = field("Audience", "Who may come.", ())
    rules: Text | None = field("Rules", "What holds there.", None)

KINDS = (*BUILT_IN, Laboratory)
"""


def test_a_hubs_own_kinds_are_found_and_filtered_like_the_others(tmp_path: Path) -> None:
    lab = "---\ntitle: Test kitchen\nsummary: A kitchen.\nnickname: The Oven\naudience: [Start-ups]\nrules: Whoever cooks here cleans up.\norigin: hub\n---\n"
    files = {
        "my_types.py": TYPES,
        "content/laboratories/kitchen.md": lab,
        "mkdocs.yml": search_on() + "      kinds: my_types\n",
    }
    root = write_hub(tmp_path, files)
    done = run("hubgen", "build", cwd=root)
    assert done.returncode == 0, done.stderr
    read = of_site(root / "site")
    card = next(card for card in read.cards if card.url == "laboratories/kitchen/")
    assert (card.names, card.text) == (["The Oven"], "Whoever cooks here cleans up.")
    assert [read.cards[number].url for number in read.names["theoven"]] == [card.url]
    label, numbers = read.facets["audience"]["Start-ups"]
    assert (label, [read.cards[number].url for number in numbers]) == ("Start-ups", [card.url])
    assert read.found("laboratory") >= {card.url}
    kind = next(kind for kind in read.manifest["kinds"] if kind["id"] == "laboratories")
    assert (kind["many"], bool(kind["icon"])) == ("Laboratories", True)


# --- sites ------------------------------------------------------------------------------------------------------------


def search_on(text: str = MKDOCS) -> str:
    return text.replace("search: false", "search: true")


def test_drafts_and_private_fields_are_not_in_the_index(tmp_path: Path) -> None:
    draft = CLUSTER.replace("title: Food cluster", "title: Canary of a draft\ndraft: true")
    private = CLUSTER.replace("place: Oslo", "place: Oslo\nprivate: {note: Canary in a private field, tel: 555canary}")
    files = {"content/clusters/unready.md": draft, "content/clusters/food.md": private, "mkdocs.yml": search_on()}
    root = write_hub(tmp_path, files)
    assert run("hubgen", "build", cwd=root).returncode == 0
    read = of_site(root / "site")
    assert "canary" not in read.everything().casefold()
    assert "unready" not in read.everything()
    assert read.found("oslo") == {"clusters/food/"}


def test_a_hub_without_search_has_no_index(tmp_path: Path) -> None:
    root = write_hub(tmp_path)
    assert run("hubgen", "build", cwd=root).returncode == 0
    assert [path.name for path in (root / "site/search").iterdir()] == ["index.html"]


def test_an_index_has_the_same_bytes_however_it_is_built(tmp_path: Path) -> None:
    root = write_hub(tmp_path, {"mkdocs.yml": search_on()})
    assert run("hubgen", "build", cwd=root).returncode == 0
    first = tree(root / "site")
    assert run("mkdocs", "build", "-q", cwd=root).returncode == 0
    assert tree(root / "site") == first
    assert sum(name.startswith("search/") for name in first) > 5


def test_a_record_in_another_language_is_in_the_same_index(tmp_path: Path) -> None:
    german = CLUSTER.replace("title: Food cluster", "title: Ernährungsnetzwerk\nlang: de").replace(
        "It offers", "Es verbindet Betriebe: It offers"
    )
    root = write_hub(tmp_path, {"content/clusters/german.md": german, "mkdocs.yml": search_on()})
    assert run("hubgen", "build", cwd=root).returncode == 0
    read = of_site(root / "site")
    assert (
        read.found("betriebe")
        == read.found("ernahrungsnetzwerk")
        == read.found("ernaehrungsnetzwerk")
        == {"clusters/german/"}
    )


def test_every_result_is_a_page_of_the_site(tmp_path: Path) -> None:
    root = write_hub(tmp_path, {"mkdocs.yml": search_on(), "content/about.md": "# About\n\nWho writes *here*.\n"})
    assert run("hubgen", "build", cwd=root).returncode == 0
    read = of_site(root / "site")
    for card in read.cards:
        address, _, anchor = card.url.partition("#")
        html = (root / "site" / address / "index.html").read_text(encoding="utf-8")
        assert not anchor or f'id="{anchor}"' in html
    about = next(card for card in read.cards if card.url == "about/")
    assert (about.title, about.text) == ("About", "Who writes here.")
    assert "" not in {card.url for card in read.cards}


def test_the_real_hub_finds_acronyms_and_names() -> None:
    """The records of this very repository, by what people call them."""
    from hubgen.check import check
    from hubgen.source import Disk

    content = check(Disk(ROOT))
    maker, renderer = documents(content)
    read = of_files(index((findable(maker.of_record(entry, "")) for entry in content.hub.records.values()), maker))
    assert renderer
    for name, url in (("vdc", "clusters/vdc/"), ("acs", "clusters/acs/")):
        assert [read.cards[number].url for number in read.names[name]] == [url]


def test_what_a_manifest_says_fits_what_the_browser_reads() -> None:
    read = made(page("A cluster", kind="clusters"))
    asked = set(re.findall(r"#manifest\.(\w+)", (CLIENT / "search-index.js").read_text(encoding="utf-8")))
    asked |= {"cards"}
    assert asked == set(read.manifest)
