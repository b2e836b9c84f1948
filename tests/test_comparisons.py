"""The comparison's page, and what the build tells the browser of each kind, against what the records say."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hubgen.check import check
from hubgen.kinds import KINDS, Record
from hubgen.pages import Renderer, Surroundings
from hubgen.pages.page import Page
from hubgen.schema import Nuts, Text, field
from tests.checking import TODAY, Files, base, record


def pages(texts: Mapping[str, str], kinds: tuple[type[Record], ...] = KINDS) -> dict[str, Page]:
    """All derived pages of the base hub with these files beside it."""
    checked = check(Files({**base(), **texts}), kinds, today=TODAY)
    assert not [issue for issue in checked.report.issues if issue.severity == "error"]
    return {page.url: page for page in Renderer(checked.hub, Surroundings(site_name="Small hub")).derived()}


def described(texts: Mapping[str, str], folder: str = "clusters", kinds: tuple[type[Record], ...] = KINDS) -> Any:
    """What the build tells of a kind."""
    return json.loads(dict(pages(texts, kinds)["compare/"].beside)[f"compare/{folder}.json"])


def by_name(fields: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in fields}


def test_each_kind_with_two_records_can_be_compared() -> None:
    page = pages({})["compare/"]

    assert [path for path, _ in page.beside] == ["compare/clusters.json"]
    assert 'href="../clusters/"' in page.html
    assert 'href="../services/"' not in page.html


def test_a_hub_without_two_records_of_a_kind_has_no_comparison() -> None:
    checked = check(Files({"content/clusters/a.md": record("sectors: [food]", drop="services")}), KINDS, today=TODAY)
    found = {page.url: page for page in Renderer(checked.hub, Surroundings(site_name="Small hub")).derived()}

    assert "compare/" not in found
    assert "compare/" not in found["directory/"].html
    assert 'href="../compare/"' in pages({})["directory/"].html


def test_fields_are_told_in_the_kinds_order_with_shape_and_words() -> None:
    found = described({})
    fields = by_name(found["fields"])

    assert [found["one"], found["many"]] == ["Cluster organisation", "Cluster organisations"]
    assert [one["name"] for one in found["fields"]][:4] == ["form", "name_local", "acronym", "country"]
    assert fields["form"]["values"]["host"] == "Host of several clusters"
    assert fields["sectors"] == {"name": "sectors", "label": "Sectors", "shape": "refs", "to": ["sectors"]}
    assert fields["website"]["defaults"] == {"state": "live"}
    assert not {"title", "draft", "private", "former_ids"} & fields.keys()


def test_what_records_hold_as_ids_is_told_in_words() -> None:
    found = described(
        {
            "content/clusters/a.md": record("country: NO\nserves: [DE2]\nregion: SE224\nhosted_by: packbridge"),
            "content/clusters/b.md": record("title: B\nmember_count: {value: 3, source: eco-d41-2014}"),
        }
    )

    assert found["labels"]["countries/no"] == "Norway"
    assert found["labels"]["sectors/food"] == "Food"
    assert found["labels"]["clusters/packbridge"] == "Packbridge"
    assert "white-papers/eco-d41-2014" in found["labels"]
    assert found["regions"] == {"DE2": "Bayern (DE2)", "SE224": "Skåne län (SE224)"}


def test_ties_of_others_are_told_but_not_that_they_mention_or_cite() -> None:
    found = described({})

    assert found["ties"][:2] == [
        {"label": "The same body", "names": ["same_as"]},
        {"label": "Good practices", "names": ["clusters"]},
    ]
    assert "Mentioned by" not in [tie["label"] for tie in found["ties"]]
    assert found["labels"]["cases/roadmapping-to-partnership"]


def test_of_many_that_refer_to_a_record_only_the_first_are_named() -> None:
    hosted = {f"content/clusters/h{n:03}.md": record(f"title: H{n:03}\nhosted_by: packbridge") for n in range(50)}
    cases = {
        f"content/cases/c{n:03}.md": record(
            f"title: C{n:03}\nclusters: [packbridge]\nservices: [roadmapping]\nproblem: It was hard.",
            drop="form country sectors",
        )
        for n in range(50)
    }
    labels = described(hosted | cases)["labels"]

    assert sum(key.startswith("cases/c0") for key in labels) == 30


def test_drafts_and_private_notes_are_told_nowhere() -> None:
    page = pages(
        {
            "content/clusters/draft.md": record("title: Draftling\ndraft: true\nhosted_by: packbridge"),
            "content/clusters/open.md": record("title: Open\nprivate: {note: Confidential matter}"),
        }
    )["compare/"]
    said = page.html + "".join(content.decode() for _, content in page.beside)

    assert "Draftling" not in said
    assert "Confidential" not in said


def test_hostile_titles_cannot_leave_the_data() -> None:
    hostile = "</script><script>alert(1)</script>"
    texts = {
        "content/clusters/x.md": record(f"title: {hostile!r}"),
        "content/clusters/y.md": record("title: Y\nhosted_by: x"),
    }
    page = pages(texts)["compare/"]

    assert page.html.count("<script") == 1
    assert described(texts)["labels"]["clusters/x"] == hostile


class Lab(Record):
    """A laboratory."""

    folder = "labs"
    one = "Laboratory"
    many = "Laboratories"
    about = "Where things are tried."

    where: tuple[Nuts, ...] = field("Where", "NUTS codes.", ())
    level: Text = field("Level", "How high.", "low")


def test_a_hubs_own_kind_can_be_compared() -> None:
    texts = {
        f"content/labs/l{n}.md": record(f"title: L{n}\nwhere: [DE2]", drop="form country sectors services")
        for n in range(2)
    }
    found = described(texts, "labs", (*KINDS, Lab))

    assert found["fields"] == [
        {"name": "where", "label": "Where", "shape": "regions"},
        {"name": "level", "label": "Level", "shape": "text", "default": "low"},
    ]
    assert found["regions"] == {"DE2": "Bayern (DE2)"}
