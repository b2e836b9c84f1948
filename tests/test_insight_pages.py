"""Pages of what the hub derives: the matrix, the chain, what is alike, the finder."""

from __future__ import annotations

import json
import re
from typing import Any

from hubgen.kinds import KINDS, Service
from hubgen.pages import Page
from hubgen.schema import Demands, Ids, Texts, field
from tests.test_pages import hub, record, renderer, said, tree

SERVICES = {
    "content/services/dating.md": record(
        "title: Speed dating\ncategory: matchmaking\npurpose: Partners find each other."
    ),
    "content/services/vouchers.md": record(
        "title: Vouchers\ncategory: innovation-vouchers\nalso_serves: [matchmaking]\npurpose: Money."
    ),
}
CASE = "title: A case\nservices: [dating]\nproblem: Too few meet.\n"


def pages(texts: dict[str, str], **around: Any) -> dict[str, Page]:
    """All pages of a hub by their address, records among them."""
    checked = hub({**SERVICES, **texts}, **around)
    made = renderer(checked)
    return {page.url: page for page in (*(made.record(e) for e in checked.hub.records.values()), *made.derived())}


def cluster(keys: str) -> str:
    return record(f"form: cluster\nsectors: [food]\n{keys}")


def cells(page: Page, name: str) -> list[tuple[str, str]]:
    """The cells of one row of the matrix: category and words."""
    rows = [row for row in tree(page.html).iter("tr") if name in "".join(row.itertext())]
    assert len(rows) == 1
    return [(cell.get("data-category"), " ".join("".join(cell.itertext()).split())) for cell in rows[0].iter("td")]


# --- coverage ---------------------------------------------------------------------------------------------------------


def test_the_matrix_says_what_shows_each_category_and_what_is_not_stated() -> None:
    found = pages({"content/clusters/a.md": cluster("title: Alpha\ncountry: DE\nservices: [vouchers]"),
                   "content/cases/one.md": record(CASE + "clusters: [a]\nsources: [{publication: report, section: 3.2}]")})  # fmt: skip

    assert cells(found["coverage/"], "Alpha") == [
        ("market-intelligence", "Not stated"),
        ("matchmaking", "StatedGood practice A casesection 3.2Service, also serves it Vouchers"),
        ("project-development", "Not stated"),
        ("technology-transfer", "Not stated"),
        ("innovation-vouchers", "StatedService Vouchers"),
        ("strategic-collaboration", "Not stated"),
        ("strategy", "Not stated"),
    ]


def test_the_matrix_tells_less_of_a_partnership_and_says_that_a_blank_is_no_absence() -> None:
    found = pages({"content/clusters/a.md": cluster("title: Alpha\ncountry: DE"),
                   "content/partnerships/p.md": record("title: Pair\nforms: [bilateral]\nmembers: [a]\nservices: [vouchers]")})  # fmt: skip

    assert ("innovation-vouchers", "In partPartnership Pairsection 1.2") in cells(found["coverage/"], "Alpha")
    text = said(found["coverage/"].html)
    assert "That is not the same as absent." in text
    assert "How often a service is provided says nothing about its effect." in text


def test_the_matrix_goes_by_country_and_name_and_never_by_number() -> None:
    found = pages({f"content/clusters/{name.lower()}.md": cluster(f"title: {name}\ncountry: {country}\nservices: [{services}]")
                   for name, country, services in [("Zeta", "AT", "dating"), ("Alpha", "SE", "dating, vouchers"), ("Beta", "SE", "")]})  # fmt: skip
    html = found["coverage/"].html

    names = re.findall(r'<tr><th scope="row"><a[^>]*>([^<]*)', html)
    assert names == ["Zeta", "Food cluster", "Alpha", "Beta"]
    assert re.findall(r'<th scope="rowgroup"[^>]*><span>([^<]*)', html) == ["Austria", "Norway", "Sweden"]
    assert "Unfinished" not in html


def test_drafts_are_not_in_the_matrix() -> None:
    found = pages({"content/clusters/a.md": cluster("title: Alpha\ncountry: DE\ndraft: true")})

    assert "Alpha" not in found["coverage/"].html


def test_a_long_matrix_has_several_pages_that_lead_to_each_other() -> None:
    many = {
        f"content/clusters/c{n}.md": cluster(f"title: Cluster {n:03}\ncountry: {'DE' if n < 90 else 'SE'}")
        for n in range(120)
    }
    found = pages(many)
    first, second = found["coverage/"], found["coverage/page/2/"]

    assert (first.html.count('<th scope="row">'), second.html.count('<th scope="row">')) == (100, 21)
    assert "Page 2 of 2" in said(second.html)
    assert second.title == "Coverage of service categories, page 2"
    assert 'rel="next" href="../coverage/page/2/"' in first.html
    assert 'rel="prev" href="../../../coverage/"' in second.html
    assert '<a href="../../../coverage/#group-de">' in second.html


def test_a_hub_without_organisations_has_no_matrix() -> None:
    urls = pages({"content/clusters/food.md": cluster("title: Food\ncountry: DE\ndraft: true")})

    assert "coverage/" not in urls
    assert "finder/" in urls


def test_a_clusters_page_shows_the_chain_with_what_shows_each_link() -> None:
    found = pages({"content/clusters/a.md": cluster("title: Alpha\ncountry: DE\nservices: [vouchers, dating]")})
    links = re.findall(
        r'<li data-category="([a-z-]+)" data-state="([a-z]+)">(.*?)</li>(?=<li data-c|</ol>)', found["clusters/a/"].html
    )

    assert [(category, state) for category, state, _ in links] == [
        ("market-intelligence", "none"),
        ("matchmaking", "stated"),
        ("project-development", "none"),
        ("technology-transfer", "none"),
        ("innovation-vouchers", "stated"),
        ("strategic-collaboration", "none"),
    ]
    assert '<a href="../../services/dating/">Speed dating</a>' in links[1][2]
    assert "Not stated" in links[0][2]
    assert "hub-covers" not in found["services/dating/"].html


# --- alike ------------------------------------------------------------------------------------------------------------

FILL = {f"content/clusters/f{n}.md": cluster(f"title: Filler {n}\ncountry: {c}").replace("[food]", f"[{s}]")
        for n, (c, s) in enumerate([("FR", "wood"), ("IT", "textile"), ("PL", "ict"), ("AT", "water"), ("ES", "energy"),
                                    ("NL", "chemistry"), ("BE", "health"), ("DK", "lighting"), ("FI", "plastics")])}  # fmt: skip


def test_similar_records_stand_on_a_page_with_the_reason_in_words() -> None:
    found = pages(FILL | {
        "content/clusters/a.md": cluster("title: Alpha\ncountry: DE\nservices: [vouchers]\noffers: [smart-packaging]"),
        "content/clusters/b.md": cluster("title: Beta\ncountry: DE\nservices: [vouchers]\noffers: [smart-packaging]"),
    })  # fmt: skip

    text = said(found["clusters/a/"].html)
    assert (
        "Similar, and why Beta A summary. Both provide Vouchers; both offer smart packaging; same sector: food" in text
        or "Similar, and why Beta A summary. Both offer smart packaging; both provide Vouchers; same sector: food"
        in text
    )


def test_what_is_tied_anyway_is_not_called_similar() -> None:
    found = pages(FILL | {
        "content/clusters/a.md": cluster("title: Alpha\ncountry: DE\nservices: [vouchers]\nhosted_by: b"),
        "content/clusters/b.md": cluster("title: Beta\ncountry: DE\nservices: [vouchers]"),
    })  # fmt: skip

    for url in ("clusters/a/", "clusters/b/"):
        assert "Both provide" not in said(found[url].html)


def test_what_one_seeks_and_the_other_offers_stands_on_both_pages() -> None:
    found = pages({
        "content/clusters/a.md": cluster("title: Alpha\ncountry: DE\nseeks: [simulation, imaging]"),
        "content/clusters/b.md": cluster("title: Beta\ncountry: SE\noffers: [simulation]"),
    })  # fmt: skip

    head = "What one seeks and the other offers"
    assert f"{head} Beta A summary. Offers simulation, which is sought here" in said(found["clusters/a/"].html)
    assert f"{head} Alpha A summary. Seeks simulation, which is offered here" in said(found["clusters/b/"].html)


def test_ways_of_a_hubs_own_kinds_are_told_by_their_labels() -> None:
    class Event(Service):
        folder = "events"
        one = "Event"
        many = "Events"
        facets = ("format", "topics")
        group_by = ""
        columns = ()
        demands = None

        format: str = field("Format {of it}", "What it is.")
        topics: Ids = field("Topics", "What it is about.", (), to="sectors", inverse="Events")
        speakers: Ids = field("Speakers", "Who speaks.", (), to="clusters", inverse="Spoke at")

    event = "title: {}\ncategory: matchmaking\npurpose: To meet.\nformat: {}\ntopics: [{}]\nspeakers: [{}]"
    texts = {f"content/events/e{n}.md": record(event.format(f"Event {n}", f"f{n}", s, "")) for n, s in
             enumerate(["wood", "ict", "water", "energy", "health", "lighting"])}  # fmt: skip
    texts |= {
        f"content/events/{name}.md": record(event.format(name, "fair", "food", "food")) for name in ("one", "two")
    }
    text = said(pages(texts, kinds=(*KINDS, Event))["events/one/"].html)

    assert "Similar, and why two A summary." in text
    for reason in ("ame sector: food", "peakers: Food cluster", "ame format {of it}: fair"):
        assert reason in text


# --- finder -----------------------------------------------------------------------------------------------------------


def practices(found: dict[str, Page]) -> dict[str, Any]:
    """The data of the finder, with its practices by address."""
    [(path, content)] = found["finder/"].beside
    assert path == "finder/practices.json"
    given = json.loads(content)
    return given | {"practices": {one["url"]: one for one in given["practices"]}}


def test_the_finders_data_has_what_each_practice_takes() -> None:
    case = CASE + (
        "clusters: [food]\nduration: half a day\nroles: [Chair, Companies of the group]\nresources: [A room]\n"
        "cost: {value: EUR 900, as_of: 2014, source: report, note: For food.}\nfunding: The members pay. Nobody else does."
    )
    data = practices(pages({"content/cases/one.md": record(case)}))

    assert data["practices"]["cases/one/"] == {
        "title": "A case",
        "url": "cases/one/",
        "kind": "cases",
        "summary": "A summary.",
        "serves": [["matchmaking", 1]],
        "time": {"text": "half a day", "least": 0.5, "most": 0.5},
        "money": {"text": "EUR 900 (For food)", "least": 900.0, "most": 900.0, "paid": "The members pay"},
        "roles": [["chair", "chair"], ["company", "companies of the group"]],
        "sectors": {"food": [0]},
        "words": "too few meet room",
    }
    assert data["holders"] == [["Food cluster", "clusters/food/"]]
    assert data["sectors"] == {"food": "food"}
    assert data["practices"]["services/vouchers/"].keys() == {"title", "url", "kind", "summary", "serves", "words"}


def test_another_currency_is_not_compared() -> None:
    data = practices(pages({"content/cases/one.md": record(CASE + "cost: DKK 500")}))

    assert data["practices"]["cases/one/"]["money"] == {"text": "DKK 500"}


def test_without_a_script_the_finder_is_the_whole_list_by_category() -> None:
    found = pages(
        {"content/cases/one.md": record(CASE + "steps: [{title: Ask, duration: half a day}, Meet]\nroles: [Chair]")}
    )
    text = said(found["finder/"].html)

    assert "3 practices and services" in text
    assert re.search(r"Matchmaking 2 Good practice A case A summary\. Takes half a day \(1 of 2 steps; the others are not stated\) "
                     r"Costs not stated Needs chair Service Speed dating", text)  # fmt: skip
    assert re.search(r'<form class="hub-finder__form"[^>]* hidden', found["finder/"].html)


def test_drafts_and_private_notes_are_not_in_the_finder() -> None:
    found = pages({"content/cases/one.md": record(CASE + "draft: true"),
                   "content/services/dating.md": SERVICES["content/services/dating.md"].replace("purpose", "private: {note: canary}\npurpose")})  # fmt: skip
    given = found["finder/"].html + found["finder/"].beside[0][1].decode()

    assert "A case" not in given
    assert "canary" not in given


def test_a_hostile_record_stays_text_in_the_finder_and_the_matrix() -> None:
    hostile = "</script><script>alert(1)</script>"
    found = pages(
        {
            "content/cases/one.md": record(
                f"title: '{hostile}'\nservices: [dating]\nclusters: [food]\nproblem: A.\nroles: ['{hostile}']"
            )
        }
    )

    for url in ("finder/", "coverage/", "clusters/food/"):
        assert "<script>alert" not in found[url].html
    assert json.loads(found["finder/"].beside[0][1])["practices"]


def test_a_long_list_has_several_pages_and_one_form() -> None:
    many = {f"content/cases/c{n}.md": record(CASE.replace("A case", f"Case {n:03}")) for n in range(120)}
    found = pages(many)

    assert (found["finder/"].beside != (), found["finder/page/2/"].beside) == (True, ())
    assert "<form" not in found["finder/page/2/"].html
    assert found["finder/"].html.count('class="hub-row"') == 100
    assert found["finder/page/2/"].html.count('class="hub-row"') == 22
    assert len(practices(found)["practices"]) == 122


def test_a_hubs_own_kind_is_in_the_finder_if_it_says_what_it_takes() -> None:
    class Method(Service):
        folder = "methods"
        one = "Method"
        many = "Methods"
        demands = Demands(purpose=("gains",), duration="lasts", roles="")

        lasts: str | None = field("Lasts", "How long.", None)
        gains: Texts = field("Gains", "What for.", ())

    text = record("title: A method\ncategory: strategy\npurpose: Clarity.\nlasts: two days")
    data = practices(pages({"content/methods/m.md": text}, kinds=(*KINDS, Method)))

    assert data["practices"]["methods/m/"]["time"] == {"text": "two days", "least": 2.0, "most": 2.0}
    assert data["kinds"] == {"services": "Service", "methods": "Method"}


def test_the_ways_to_both_are_where_people_look() -> None:
    found = pages({"content/cases/one.md": record(CASE)})
    made = renderer(hub({**SERVICES, "content/cases/one.md": record(CASE)}))
    home = made.home("Small hub", "<p>In a sentence.</p>")

    assert 'href="../coverage/"' in found["clusters/"].html
    assert 'href="../finder/"' in found["cases/"].html
    assert 'href="../finder/"' in found["services/"].html
    assert "finder/" not in found["clusters/"].html
    for url in ("coverage/", "finder/"):
        assert found["directory/"].html.count(f'href="../{url}"') == 1
        assert home.count(f'href="{url}"') == 1
