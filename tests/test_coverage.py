"""Coverage: what shows that a cluster serves a category, and that a blank is a blank."""

from __future__ import annotations

from hubgen.hub import Hub
from hubgen.insights.coverage import Coverage
from tests.checking import checked, record


def service(category: str, also: str = "") -> str:
    more = f"also_serves: [{also}]\n" if also else ""
    return f"---\ntitle: {category} {also}\nsummary: A service.\ncategory: {category}\n{more}purpose: To help.\norigin: hub\n---\nText.\n"


def case(keys: str) -> str:
    return f"---\ntitle: A practice\nsummary: A practice.\nproblem: A problem.\n{keys}\norigin: hub\n---\nText.\n"


def partnership(keys: str) -> str:
    return f"---\ntitle: A partnership\nsummary: A partnership.\nforms: [bilateral]\n{keys}\norigin: hub\n---\nText.\n"


def hub(**more: str) -> Hub:
    """A hub with three services, and more files: folder and id, parted by two underscores."""
    files = {
        "content/services/dating.md": service("matchmaking", "project-development"),
        "content/services/vouchers.md": service("innovation-vouchers"),
        "content/services/planning.md": service("strategy"),
    } | {f"content/{name.replace('__', '/').replace('_', '-')}.md": text for name, text in more.items()}
    found = checked(files, over={})
    assert [issue for issue in found.report.issues if issue.severity == "error"] == []
    return found.hub


def covered(found: Hub, name: str = "example") -> dict[str, list[tuple[str, bool, bool]]]:
    """The evidence of one cluster: by category who shows it, whether the cluster says so itself, and whether as main focus."""
    shown = Coverage(found).of(found.records[f"clusters/{name}"])
    return {category: [(one.shown_by.key, one.own, one.main) for one in shown[category]] for category in shown}


def test_a_service_shows_its_category_and_less_of_those_it_also_serves() -> None:
    found = hub(clusters__example=record("services: [dating]"))

    assert covered(found) == {
        "matchmaking": [("services/dating", True, True)],
        "project-development": [("services/dating", True, False)],
    }


def test_a_category_that_nothing_shows_is_not_stated_and_no_evidence_is_made_up() -> None:
    found = hub(clusters__example=record(drop="services"))

    assert covered(found) == {}


def test_a_practice_shows_what_its_services_are_for() -> None:
    found = hub(
        clusters__example=record(drop="services"),
        cases__one=case("services: [vouchers, dating]\nclusters: [example]"),
    )

    assert covered(found) == {
        "innovation-vouchers": [("cases/one", False, True)],
        "matchmaking": [("cases/one", False, True)],
        "project-development": [("cases/one", False, False)],
    }


def test_a_partnership_shows_less_than_a_practice_and_only_its_main_focus() -> None:
    found = hub(
        clusters__example=record(drop="services"),
        partnerships__one=partnership("services: [dating]\nmembers: [example]"),
    )

    assert covered(found) == {"matchmaking": [("partnerships/one", False, False)]}


def test_what_says_more_comes_first() -> None:
    found = hub(
        clusters__example=record("services: [dating]"),
        cases__one=case("services: [dating]\nclusters: [example]"),
        partnerships__one=partnership("services: [dating]\nmembers: [example]"),
    )

    assert covered(found)["matchmaking"] == [
        ("services/dating", True, True),
        ("cases/one", False, True),
        ("partnerships/one", False, False),
    ]


def test_a_host_is_not_said_to_do_what_the_clusters_do_that_it_hosts() -> None:
    found = hub(
        clusters__example=record("form: agency", drop="services sectors"),
        clusters__hosted=record("title: Hosted\nhosted_by: example\nservices: [dating]"),
    )

    assert covered(found) == {}
    assert covered(found, "hosted") != {}


def test_drafts_show_nothing_and_are_not_shown() -> None:
    found = hub(
        clusters__example=record(drop="services"),
        clusters__unfinished=record("title: Unfinished\ndraft: true\nservices: [dating]"),
        cases__one=case("draft: true\nservices: [dating]\nclusters: [example]"),
    )

    assert covered(found) == {}
    assert "clusters/unfinished" not in found.records


def test_a_citation_or_a_mention_shows_nothing() -> None:
    found = hub(
        clusters__example=record(drop="services", body="See [[dating]].\n"),
        cases__one=case("services: [dating]").replace("Text.", "Seen at [[example]]."),
    )

    assert covered(found) == {}


def test_the_chain_has_six_categories_and_strategy_beside_it() -> None:
    coverage = Coverage(hub())

    assert [term.id for term in coverage.chain] == [
        "market-intelligence",
        "matchmaking",
        "project-development",
        "technology-transfer",
        "innovation-vouchers",
        "strategic-collaboration",
    ]
    assert coverage.beside
    assert coverage.beside.id == "strategy"


def test_a_hub_whose_categories_ask_no_questions_has_no_chain() -> None:
    plain = (
        "title: Categories\nsummary: Plain.\none: Category\nterms: [{id: talk, label: Talk, definition: Talking.}]\n"
    )
    coverage = Coverage(checked({"content/vocabularies/categories.yml": plain}, over={}).hub)

    assert (coverage.chain, coverage.beside) == ((), None)
