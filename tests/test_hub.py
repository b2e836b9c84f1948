"""References of fields: resolved both ways and named, or told of with the way out."""

from __future__ import annotations

import pytest

from hubgen.hub import TEXT, Hub
from tests.checking import BASE, EXAMPLE, base, checked, issues, lines, record, told

NORTH, SOUTH = "content/clusters/north.md", "content/clusters/south.md"


def hub(**records: str) -> Hub:
    """The base hub with more cluster organisations: id and keys; it must be without an error."""
    files = {f"content/clusters/{name}.md": record(keys) for name, keys in records.items()}
    found = checked(files)
    assert [issue for issue in found.report.issues if issue.severity == "error"] == []
    return found.hub


# --- what leads nowhere -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "message", "hint"),
    [
        pytest.param(
            "hosted_by: fooodregio",
            '2:12: error[HG301]: hosted_by: no cluster has the id "fooodregio".',
            'did you mean "foodregio" (content/clusters/foodregio.md)?',
            id="a letter too many",
        ),
        pytest.param(
            "hosted_by: [FoodRegio]",
            '2:13: error[HG301]: hosted_by: no cluster has the id "FoodRegio".',
            'did you mean "foodregio" (content/clusters/foodregio.md)?',
            id="capitals",
        ),
        pytest.param(
            "hosted_by: food regio",
            '2:12: error[HG301]: hosted_by: no cluster has the id "food regio".',
            'did you mean "foodregio" (content/clusters/foodregio.md)?',
            id="a blank",
        ),
        pytest.param(
            "services: [road-mapping]",
            '2:12: error[HG301]: services: no service has the id "road-mapping".',
            'did you mean "roadmapping" (content/services/roadmapping.md)?',
            id="a hyphen",
        ),
        pytest.param(
            "services: [speed-dating]",
            '2:12: error[HG301]: services: no service has the id "speed-dating".',
            "add services/speed-dating.md, or correct the id",
            id="nothing like it",
        ),
        pytest.param(
            "same_as: partnership/multicluster",
            '2:10: error[HG301]: same_as: no record has the id "partnership/multicluster".',
            'did you mean "partnerships/multicluster" (content/partnerships/multicluster.md)?',
            id="a slip in the folder",
        ),
        pytest.param(
            "same_as: nowhere",
            '2:10: error[HG301]: same_as: no record has the id "nowhere".',
            "correct the id",
            id="of any kind",
        ),
        pytest.param(
            "sectors: [food, Packaging]",
            '2:17: error[HG205]: sectors: the vocabulary "sectors" has no term "Packaging".',
            'did you mean "packaging"?',
            id="a term in capitals",
        ),
        pytest.param(
            "sectors: [space]",
            '2:11: error[HG205]: sectors: the vocabulary "sectors" has no term "space".',
            "the terms are in vocabularies/sectors.yml: use one, or add this one there",
            id="no term",
        ),
        pytest.param(
            "hosted_by: roadmapping",
            '2:12: error[HG302]: hosted_by: "roadmapping" is a service (content/services/roadmapping.md), not a cluster.',
            "name a cluster, or use the field for services",
            id="another kind",
        ),
        pytest.param(
            "same_as: multicluster",
            '2:10: error[HG303]: same_as: "multicluster" could be clusters/multicluster (content/clusters/multicluster.md) '
            "or partnerships/multicluster (content/partnerships/multicluster.md).",
            "write clusters/multicluster or partnerships/multicluster",
            id="two of that name",
        ),
        pytest.param(
            "hosted_by: unfinished",
            '2:12: error[HG304]: hosted_by: "unfinished" is a draft (content/clusters/unfinished.md), which nothing published may refer to.',
            "publish it, or take the reference away",
            id="a draft",
        ),
        pytest.param(
            "successor_of: example",
            "2:15: error[HG312]: successor_of: the record refers to itself.",
            "take it away",
            id="itself",
        ),
        pytest.param(
            "hosted_by: foodregio.md",
            '2:12: error[HG301]: hosted_by: no cluster has the id "foodregio.md".',
            'did you mean "foodregio" (content/clusters/foodregio.md)?',
            id="a file's name",
        ),
        pytest.param(
            "hosted_by: https://hub.example.eu/clusters/foodregio/",
            '2:12: error[HG301]: hosted_by: no cluster has the id "https://hub.example.eu/clusters/foodregio/".',
            'did you mean "clusters/foodregio" (content/clusters/foodregio.md)?',
            id="a page's address",
        ),
        pytest.param(
            "hosted_by: '[[foodregio]]'",
            '2:12: error[HG301]: hosted_by: no cluster has the id "[[foodregio]]".',
            'did you mean "foodregio" (content/clusters/foodregio.md)?',
            id="a link",
        ),
        pytest.param(
            "sectors: [food; packaging]",
            '2:11: error[HG205]: sectors: the vocabulary "sectors" has no term "food; packaging".',
            "part them with commas: food, packaging",
            id="several in one",
        ),
        pytest.param(
            "member_count: {value: 5, as_of: 2014, source: eco-d41}",
            '2:47: error[HG301]: member_count: no white paper has the id "eco-d41".',
            'did you mean "eco-d41-2014" (content/white-papers/eco-d41-2014.md)?',
            id="inside a claim",
        ),
    ],
)
def test_a_reference_that_leads_nowhere_is_told_of_with_the_way_out(keys: str, message: str, hint: str) -> None:
    assert told(keys) == f"{message}\n  hint: {hint}"


@pytest.mark.parametrize("written", ["foodregio", "clusters/foodregio", "[foodregio]"])
def test_a_reference_is_an_id_and_may_name_its_folder(written: str) -> None:
    assert told(f"hosted_by: {written}") == ""


def test_a_former_id_redirects_and_a_reference_to_it_is_told_the_new_one() -> None:
    north = record("title: North\nformer_ids: [nordic]")

    assert checked({NORTH: north}).hub.redirects == {"clusters/nordic": "clusters/north"}
    for written in ("nordic", "clusters/nordic"):
        assert lines({EXAMPLE: record(f"hosted_by: {written}")}, over=base() | {NORTH: north}) == [
            (
                f'{EXAMPLE}:2:12: error[HG301]: hosted_by: no cluster has the id "{written}".\n'
                '  hint: it is now called "north" (content/clusters/north.md)'
            )
        ]


def test_an_old_address_leads_to_one_record_only() -> None:
    files = {
        NORTH: record("title: North\nformer_ids: [old, Old Name]"),
        SOUTH: record("title: South\nformer_ids: [old, north]"),
    }

    assert lines(files) == [
        (
            f'{NORTH}:3:19: error[HG117]: "Old Name" cannot have been an id.\n'
            "  hint: use lower-case letters a to z, digits and single hyphens"
        ),
        (
            f'{SOUTH}:3:14: error[HG310]: the address of "old" belongs to {NORTH}.\n'
            "  hint: take it out of former_ids here or there"
        ),
        (
            f'{SOUTH}:3:19: error[HG310]: the address of "north" belongs to {NORTH}.\n'
            "  hint: take it out of former_ids here or there"
        ),
    ]


def test_the_redirects_of_a_draft_are_not_published() -> None:
    assert checked({NORTH: record("title: North\ndraft: true\nformer_ids: [nordic]")}).hub.redirects == {}


def test_a_draft_may_refer_to_a_draft_and_not_to_nothing() -> None:
    keys = "draft: true\nhosted_by: [unfinished, nowhere]"

    assert told(keys, "See [[unfinished]] and [it](unfinished.md).\n") == (
        '3:25: error[HG301]: hosted_by: no cluster has the id "nowhere".\n'
        "  hint: add clusters/nowhere.md, or correct the id"
    )


def test_a_draft_is_nowhere_in_the_hub() -> None:
    found = checked({NORTH: record("title: North\ndraft: true\nhosted_by: foodregio\ncountry: IS")}).hub

    assert "clusters/north" not in found
    assert "clusters/north" not in str(found.into) + str(found.out)
    assert "countries/is" not in found


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("---\ntitle: [\n---\n", id="not YAML"),
        pytest.param("", id="empty"),
        pytest.param(b"\xff", id="not UTF-8"),
        pytest.param(record("form: clutser"), id="a field at fault"),
    ],
)
def test_a_file_at_fault_is_not_reported_as_missing_where_it_is_named(broken: str | bytes) -> None:
    found = checked({"content/clusters/foodregio.md": broken}).report.issues

    assert {issue.path for issue in found if issue.severity == "error"} == {"content/clusters/foodregio.md"}


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("title: [", id="not YAML"),
        pytest.param("", id="empty"),
        pytest.param("title: Sectors\nsummary: None.\none: Sector\n", id="no terms"),
        pytest.param(
            "title: Sectors\nsummary: None.\none: Sector\nterms:\n  - {id: food, label: Food}\n"
            "  - {id: packaging, label: Packaging, definition: What holds it., broader: food}\n",
            id="a term at fault",
        ),
    ],
)
def test_a_vocabulary_at_fault_does_not_make_its_terms_unknown(broken: str) -> None:
    found = checked({"content/vocabularies/sectors.yml": broken}).report.issues

    assert {issue.path for issue in found if issue.severity == "error"} == {"content/vocabularies/sectors.yml"}


def test_an_id_is_taken_once_in_a_folder_and_its_subfolders() -> None:
    assert lines({"content/clusters/north/foodregio.md": record()}) == [
        (
            'content/clusters/north/foodregio.md:1:1: error[HG309]: the id "foodregio" is taken by content/clusters/foodregio.md.\n'
            "  hint: rename one of the two; subfolders of clusters/ do not part ids"
        )
    ]
    assert issues({"content/clusters/north/example.md": record("hosted_by: foodregio")}) == []


# --- both ways --------------------------------------------------------------------------------------------------------


def named(hub: Hub, key: str) -> dict[str, list[str]]:
    """The ids of the records tied to an entry, by the name of the tie as this side has it; each once, in its first group."""
    seen, found = {key}, dict[str, list[str]]()
    # a link in a text says least of how two records hang together
    for tie in sorted((*hub.out.get(key, ()), *hub.into.get(key, ())), key=lambda tie: tie.name == TEXT):
        label, other = (tie.label, tie.target) if tie.source == key else (tie.inverse, tie.source)
        if other in hub.records and other not in seen:
            seen.add(other)
            found.setdefault(label, []).append(hub.records[other].id)
    return found


def test_a_relation_is_known_and_named_on_both_sides() -> None:
    found = hub(
        north="title: North\nhosted_by: south\nseeks: [water-treatment]\nsources: [{publication: eco-d41-2014}]",
        south="title: South\nsuccessor_of: foodregio",
    )

    assert named(found, "clusters/north") == {
        "Sources": ["eco-d41-2014"],
        "Services": ["roadmapping"],
        "Hosted by": ["south"],
    }
    assert named(found, "clusters/south") == {
        "Services": ["roadmapping"],
        "Successor of": ["foodregio"],
        "Hosts": ["north"],
    }
    assert named(found, "clusters/foodregio") == {
        "Sources": ["eco-d41-2014"],
        "Services": ["roadmapping"],
        "Good practices": ["roadmapping-to-partnership"],
        "Succeeded by": ["south"],
        "Partnerships": ["multicluster"],
        "Mentioned by": ["packbridge"],
    }
    assert [r.source for r in found.into["competences/water-treatment"]] == ["clusters/north"]


def test_a_relation_says_more_than_a_mention() -> None:
    found = checked(
        {NORTH: record("title: North\nhosted_by: south"), SOUTH: record("title: South", "It hosts [[north]].\n")}
    ).hub

    assert named(found, "clusters/south")["Hosts"] == ["north"]
    assert "Mentions" not in named(found, "clusters/south")


def test_the_same_body_is_named_on_both_sides_though_one_names_the_other() -> None:
    found = checked({}).hub

    assert named(found, "partnerships/multicluster")["The same body"] == ["multicluster"]
    assert named(found, "clusters/multicluster")["The same body"] == ["multicluster"]


def test_facets_reach_over_relations() -> None:
    found = checked({}).hub
    practice = found.records["cases/roadmapping-to-partnership"]

    assert found.facet(practice, "services.category") == ("market-intelligence",)
    assert found.facet(practice, "clusters.country") == ("DE", "SE")
    assert found.label(practice.kind, "clusters.country", "SE") == "Sweden"
    assert found.label(practice.kind, "services.category", "market-intelligence") == "Market intelligence"


def test_the_base_hub_is_where_the_tests_expect_it() -> None:
    assert sorted(checked({}).hub.records) == sorted(
        f"{path.parent.name}/{path.stem}" for path in BASE.glob("content/*/*.md") if path.stem != "unfinished"
    )


def test_an_id_is_short_enough_for_the_name_of_a_file() -> None:
    long = "a" * 201
    files = {f"content/clusters/{long}.md": record("title: Long"), NORTH: record(f"title: North\nformer_ids: [{long}]")}
    assert [issue.code for issue in issues(files)] == ["HG117", "HG117"]


def test_a_page_at_the_address_of_a_record_is_told_of() -> None:
    assert lines({"content/clusters/foodregio/index.md": "# Another foodRegio\n"}) == [
        (
            "content/clusters/foodregio/index.md:1:1: error[HG309]: the address of this page is taken by content/clusters/foodregio.md.\n"
            "  hint: rename the page, or put its text into the record"
        )
    ]
