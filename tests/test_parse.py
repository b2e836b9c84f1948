"""Fields: input as an editor writes it, and the exact words about what is wrong with it, or what it is read as."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any

import pytest

from hubgen.kinds import KINDS, Case, Cluster
from hubgen.parse import Parsed, parse
from hubgen.schema import last_day
from hubgen.source import part
from tests.checking import EXAMPLE, lines, record, told

CASE = "content/cases/example.md"


def case(keys: str) -> str:
    """A good practice's file."""
    head = "title: Example\nsummary: An example.\nservices: [roadmapping]\nproblem: None.\norigin: hub\n"
    return f"---\n{head}{keys}\n---\nText.\n"


def told_of_case(keys: str) -> str:
    """What a check says of a good practice with these keys, which begin on line 7."""
    return "\n".join(lines({CASE: case(keys)})).replace(f"{CASE}:", "")


def parsed(text: str, path: str = EXAMPLE) -> Parsed:
    return parse(part(path, text.encode()), KINDS)


def cluster(keys: str) -> Cluster:
    """A cluster organisation as it is read, where nothing is at fault."""
    found = parsed(record(keys))
    assert found.issues == ()
    assert isinstance(found.record, Cluster)
    return found.record


# --- what is wrong ----------------------------------------------------------------------------------------------------

ALLOWED_IN_CLAIM = "allowed here: value, as_of, source, section, note"
ONE_VALUE = "write one value; quote it if it holds a colon, a bracket or a brace"
A_MAPPING = "write {key: value}, or one key a line, indented"


@pytest.mark.parametrize(
    ("keys", "message", "hint"),
    [
        pytest.param(
            "conutry: DE", '2:1: error[HG201]: there is no key "conutry".', 'did you mean "country"?', id="a slip"
        ),
        pytest.param(
            "Place: Augsburg", '2:1: error[HG201]: there is no key "Place".', 'did you mean "place"?', id="a capital"
        ),
        pytest.param(
            "same-as: x", '2:1: error[HG201]: there is no key "same-as".', 'did you mean "same_as"?', id="a hyphen"
        ),
        pytest.param(
            "plcae:",
            '2:1: error[HG201]: there is no key "plcae".',
            'did you mean "place"?',
            id="a slip without a value",
        ),
        pytest.param(
            "website: {url: https://example.eu, asof: 2014}",
            '2:36: error[HG201]: website: there is no key "asof".',
            'did you mean "as_of"?',
            id="in a part",
        ),
        pytest.param(
            "member_count: {value: 1, bogus: 2}",
            '2:26: error[HG201]: member_count: there is no key "bogus".',
            ALLOWED_IN_CLAIM,
            id="in a lone claim",
        ),
        pytest.param(
            "member_count:\n  - {value: 1, as_of: 2014, source: eco-d41-2014}\n  - {value: 1, bogus: 2}",
            '4:16: error[HG201]: member_count[2]: there is no key "bogus".',
            ALLOWED_IN_CLAIM,
            id="in one of several claims",
        ),
        pytest.param(
            "location: {lat: 48,37, lon: 10.9}",
            '2:20: error[HG201]: location: there is no key "37".',
            'a comma ends a value in braces: write lat: 48.37 for a decimal, or "48,37"',
            id="a decimal comma",
        ),
        pytest.param(
            "member_count: {value: 1,200, as_of: 2014, source: eco-d41-2014}",
            '2:25: error[HG201]: member_count: there is no key "200".',
            'a comma ends a value in braces; if it is part of this one, write value: "1,200"',
            id="a comma in a large number",
        ),
        pytest.param(
            "member_count: {value: 1, as_of: 2014, source: eco-d41-2014, note: all, and more}",
            '2:72: error[HG201]: member_count: there is no key "and more".',
            'a comma ends a value in braces; if it is part of this one, write note: "all, and more"',
            id="a comma in a text",
        ),
        pytest.param(
            "member_count:\n  value: 1\n  as_of: 2014\n  source: eco-d41-2014\n  bogus:",
            '6:3: error[HG201]: member_count: there is no key "bogus".',
            ALLOWED_IN_CLAIM,
            id="an empty key on a line of its own",
        ),
        pytest.param(
            "\u00a0place: Augsburg",
            "2:1: error[HG106]: a non-breaking space stands where YAML takes plain blanks only.",
            "delete the blanks before the first word of the line and type them anew",
            id="a non-breaking space before a key",
        ),
    ],
)
def test_an_unknown_key_is_told_of_with_what_was_meant_or_what_is_allowed(keys: str, message: str, hint: str) -> None:
    assert told(keys) == f"{message}\n  hint: {hint}"


@pytest.mark.parametrize(
    ("keys", "message", "hint"),
    [
        pytest.param(
            "title: [a]",
            "2:8: error[HG203]: title: expected one value, found a list.",
            "write it without brackets: a",
            id="list for text",
        ),
        pytest.param(
            "country: [DE, DK]",
            "2:10: error[HG203]: country: expected one value, found a list.",
            "keep one, and write it without brackets",
            id="two for one",
        ),
        pytest.param(
            "hosted_by: [[foodregio]]",
            "2:13: error[HG203]: hosted_by[1]: expected one value, found a list.",
            "write it without brackets: foodregio",
            id="a link as in a text",
        ),
        pytest.param(
            "title: {a: b}",
            "2:8: error[HG203]: title: expected text, found a mapping.",
            ONE_VALUE,
            id="mapping for text",
        ),
        pytest.param(
            "place: ''",
            "2:8: error[HG203]: place: the text is empty.",
            "write something, or take the key away",
            id="empty text",
        ),
        pytest.param(
            "sectors: food, packaging",
            '2:10: error[HG203]: sectors: expected a list, found "food, packaging".',
            "write [food, packaging], or one item a line after a hyphen",
            id="text for list",
        ),
        pytest.param(
            "aliases: [a, {b: c}]",
            "2:14: error[HG203]: aliases[2]: expected text, found a mapping.",
            ONE_VALUE,
            id="mapping for an item",
        ),
        pytest.param(
            "services:\n  - roadmapping\n  -",
            "4:4: error[HG203]: services[2]: nothing stands here.",
            "write the value, or take the line or the comma away",
            id="an item left empty",
        ),
        pytest.param(
            "form: [cluster]",
            "2:7: error[HG203]: form: expected one value, found a list.",
            "write it without brackets: cluster",
            id="list for a choice",
        ),
        pytest.param(
            "draft: maybe",
            '2:8: error[HG203]: draft: expected true or false, found "maybe".',
            "write true or false",
            id="neither true nor false",
        ),
        pytest.param(
            "location: Augsburg",
            '2:11: error[HG203]: location: expected a mapping, found "Augsburg".',
            "write {lat: …, lon: …, precision: …}, or one key a line, indented",
            id="text for mapping",
        ),
        pytest.param(
            "location: {lat: '48,37', lon: 1}",
            '2:17: error[HG203]: location.lat: expected a number, found "48,37".',
            "write digits, with a point for decimals",
            id="a decimal comma",
        ),
        pytest.param(
            "location: {lat: 1, lon: 190}",
            '2:25: error[HG203]: location.lon: "190" is out of range; it must be at most 180.',
            "check the sign and the order of latitude and longitude",
            id="off the map",
        ),
        pytest.param(
            "location: {lat: nan, lon: 1}",
            '2:17: error[HG203]: location.lat: expected a number, found "nan".',
            "write digits, with a point for decimals",
            id="no number",
        ),
        pytest.param(
            "member_count: many",
            '2:15: error[HG203]: member_count: "many" holds no number.',
            "write a figure: 174, or: about 100",
            id="a count without a number",
        ),
        pytest.param(
            "private: [a]",
            "2:10: error[HG203]: private: expected a mapping, found a list.",
            A_MAPPING,
            id="list for mapping",
        ),
        pytest.param(
            "form: clutser",
            '2:7: error[HG204]: form: "clutser" is not one of its values.',
            'did you mean "cluster"? Allowed: cluster, host, meta-cluster, agency',
            id="a choice misspelt",
        ),
        pytest.param(
            "origin: me", '2:9: error[HG204]: origin: "me" is not one of its values.', "allowed: hub", id="not a choice"
        ),
    ],
)
def test_a_value_of_the_wrong_type_is_told_of_at_the_value(keys: str, message: str, hint: str) -> None:
    assert told(keys) == f"{message}\n  hint: {hint}"


def test_every_fault_of_nested_parts_is_told_of_in_one_run() -> None:
    keys = (
        "steps:\n"
        "  - One\n"
        "  - title: Two\n"
        "    gate: {criteria: yes, decided: Board}\n"
        "  - {text: Three}\n"
        "  - [four]\n"
        "cost: [{value: 5, as_of: 2014-13}, {as_of: 2014}]\n"
        "sources: [{section: 3}]"
    )

    assert told_of_case(keys) == (
        '10:22: error[HG203]: steps[2].gate.criteria: expected a list, found "yes".\n'
        "  hint: write [yes], or one item a line after a hyphen\n"
        '10:27: error[HG201]: steps[2].gate: there is no key "decided".\n'
        '  hint: did you mean "decided_by"?\n'
        '11:5: error[HG202]: steps[3]: the required key "title" is missing.\n'
        "  hint: add title: what happens, in a few words\n"
        "12:5: error[HG203]: steps[4]: expected one value, found a list.\n"
        "  hint: write it without brackets: four\n"
        "13:26: error[HG206]: cost[1].as_of: 2014-13 is not a date: there is no month 13.\n"
        "  hint: correct the date\n"
        '13:36: error[HG202]: cost[2]: the required key "value" is missing.\n'
        "  hint: add value: the figure, as the source words it: 174, more than 30, up to EUR 500\n"
        '14:11: error[HG202]: sources[1]: this source names no "publication".\n'
        "  hint: write {publication: eco-d41-2014, section: 3.2.1}, or {origin: hub}"
    )


def test_all_missing_keys_are_told_of_with_what_they_are_for() -> None:
    assert told("country:", drop="title sectors origin") == (
        '2:1: error[HG202]: the required key "country" is empty.\n'
        "  hint: add country: ISO 3166-1 code of the seat; EL and UK are understood\n"
        '2:1: error[HG202]: the required key "sectors" is missing.\n'
        "  hint: add sectors: […]; only an agency may do without\n"
        '2:1: error[HG202]: the required key "sources" or "origin" is missing.\n'
        "  hint: add sources: [{publication: …, section: …}], or origin: hub for the hub's own guidance\n"
        '2:1: error[HG202]: the required key "title" is missing.\n'
        "  hint: add title: the name by which people know it"
    )


def test_a_required_key_that_is_misspelt_is_told_of_once() -> None:
    assert told("Title: Example\nsector: [food]", drop="title sectors") == (
        '2:1: error[HG201]: there is no key "Title".\n'
        '  hint: did you mean "title"?\n'
        '3:1: error[HG201]: there is no key "sector".\n'
        '  hint: did you mean "sectors"?'
    )


def test_a_required_key_that_is_empty_is_told_of_where_it_stands() -> None:
    assert told("place: Augsburg\nsectors: []\ntitle: #1 Cluster") == (
        '3:1: error[HG202]: the required key "sectors" is empty.\n'
        "  hint: add sectors: […]; only an agency may do without\n"
        '4:1: error[HG202]: the required key "title" is empty.\n'
        "  hint: a # after a blank begins a comment; put the value in quotation marks: '#1 Cluster'"
    )


def test_an_agency_may_do_without_sectors() -> None:
    assert told("form: agency", drop="sectors") == ""


def test_items_behind_one_at_fault_keep_their_places() -> None:
    assert told("services: [[x], roadmaping, {y: z}, roadmappin]") == (
        "2:12: error[HG203]: services[1]: expected one value, found a list.\n"
        "  hint: write it without brackets: x\n"
        '2:17: error[HG301]: services: no service has the id "roadmaping".\n'
        '  hint: did you mean "roadmapping" (content/services/roadmapping.md)?\n'
        "2:29: error[HG203]: services[3]: expected text, found a mapping.\n"
        f"  hint: {ONE_VALUE}\n"
        '2:37: error[HG301]: services: no service has the id "roadmappin".\n'
        '  hint: did you mean "roadmapping" (content/services/roadmapping.md)?'
    )


# --- dates, countries, regions, languages -----------------------------------------------------------------------------

WHEN = "write 2014, 2014-04, 2014-04-30 or words such as: by end 2014"
YEAR_FIRST = "write the year first, with two digits for month and day: 2014-04-30"


@pytest.mark.parametrize(
    ("when", "message", "hint"),
    [
        ("2014-02-30", "2014-02-30 is not a date: February 2014 has no day 30.", "correct the date"),
        ("2015-02-29", "2015-02-29 is not a date: February 2015 has no day 29.", "correct the date"),
        ("2014-13", "2014-13 is not a date: there is no month 13.", "correct the date"),
        ("31 February 2014", "31 February 2014 is not a date: February 2014 has no day 31.", "correct the date"),
        ("0000", "0000 is not a date: 0 is not a year between 1000 and 2999.", "correct the date"),
        ("20144", '"20144" is not a date.', YEAR_FIRST),
        ("04/05/2014", '"04/05/2014" is not a date.', YEAR_FIRST),
        ("2014-4", '"2014-4" is not a date.', "write 2014-04"),
        ("30.04.2014", '"30.04.2014" is not a date.', "write 2014-04-30"),
        ("04/30/2014", '"04/30/2014" is not a date.', "write 2014-04-30"),
        ("'２０１４'", '"２０１４" is not a date.', WHEN),
        ("soon", '"soon" is not a date.', WHEN),
        ("2014-15", "2014-15 is not a date: there is no month 15.", "for the years write 2014 to 2015"),
        ("in 2005", '"in" means nothing in a date.', "write 2005"),
        (
            "by teatime 2014",
            '"teatime" means nothing in a date.',
            "write 2014, 2014-04, 2014-04-30, by August 2014, 2010 to 2011",
        ),
    ],
)
def test_a_date_that_is_none_is_told_of(when: str, message: str, hint: str) -> None:
    assert told(f"founded: {when}") == f"2:10: error[HG206]: founded: {message}\n  hint: {hint}"


@pytest.mark.parametrize(
    ("when", "last"),
    [
        ("2014", dt.date(2014, 12, 31)),
        ("2014-02", dt.date(2014, 2, 28)),
        ("2012-02-29", dt.date(2012, 2, 29)),
        ("by end 2014", dt.date(2014, 12, 31)),
        ("by August 2014", dt.date(2014, 8, 31)),
        ("30 April 2014", dt.date(2014, 4, 30)),
        ("2007–2013", dt.date(2013, 12, 31)),
        ("2010 to 2011", dt.date(2011, 12, 31)),
        ("Since 2011", None),
    ],
)
def test_a_date_is_text_that_means_something(when: str, last: dt.date | None) -> None:
    assert cluster(f"founded: {when}").founded == when
    assert last_day(when) == last


@pytest.mark.parametrize(
    ("written", "code"), [("DE", "DE"), ("NO", "NO"), ("no", "NO"), ("EL", "GR"), ("UK", "GB"), ("XK", "XK")]
)
def test_a_country_is_its_code(written: str, code: str) -> None:
    assert cluster(f"country: {written}").country == code


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Norway", "write NO"),
        ("germany", "write DE"),
        ("DEU", "write DE"),
        ("Österreich", "write AT"),
        ("EU", "write the two letters of ISO 3166-1: DE, FR, NO (EL and UK are understood)"),
    ],
)
def test_what_is_no_country_is_told_of(written: str, hint: str) -> None:
    assert (
        told(f"country: {written}")
        == f'2:10: error[HG209]: country: "{written}" is not a country code.\n  hint: {hint}'
    )


def test_regions_are_nuts_codes_and_old_country_codes_are_understood() -> None:
    assert cluster("serves: [DE2, de27, EL3, UKI, AT, EL]\nregion: Skåne").serves == (
        "DE2",
        "DE27",
        "EL3",
        "UKI",
        "AT",
        "EL",
    )
    assert told("serves: [DE29X, XX1]\nregion: DEX") == (
        '2:10: error[HG210]: serves[1]: "DE29X" is not a NUTS code.\n'
        "  hint: DE2 is Bayern; in it: DE21 Oberbayern, DE22 Niederbayern, DE23 Oberpfalz, DE24 Oberfranken, "
        "DE25 Mittelfranken, DE26 Unterfranken, DE27 Schwaben\n"
        '2:17: error[HG210]: serves[2]: "XX1" is not a NUTS code.\n'
        "  hint: look the code up in Eurostat's NUTS 2024: DE2 is Bayern\n"
        '3:9: error[HG210]: region: "DEX" is not a NUTS code.\n'
        "  hint: DE is Germany; in it: DE1 Baden-Württemberg, DE2 Bayern, DE3 Berlin, DE4 Brandenburg, DE5 Bremen, "
        "DE6 Hamburg, DE7 Hessen, DE8 Mecklenburg-Vorpommern, …"
    )


# --- short forms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "value"),
    [
        pytest.param("174", [("174", None, None)], id="a plain value"),
        pytest.param("more than 30", [("more than 30", None, None)], id="words"),
        pytest.param("{value: 1.10, as_of: 2014, section: 3.10}", [("1.10", "2014", "3.10")], id="a claim"),
        pytest.param(
            "[more than 30, {value: nearly 50, section: 3.4}]",
            [("more than 30", None, None), ("nearly 50", None, "3.4")],
            id="claims that disagree",
        ),
    ],
)
def test_a_figure_is_one_claim_or_several(keys: str, value: list[Any]) -> None:
    assert [(c.value, c.as_of, c.section) for c in cluster(f"member_count: {keys}").member_count] == value


def test_parts_may_be_written_short() -> None:
    found = parsed(case("steps: [Look, {title: Leap, gate: {decided_by: Board}}]\nroles: [Manager]"), CASE).record
    assert isinstance(found, Case)

    assert [(step.title, step.gate.decided_by if step.gate else None) for step in found.steps] == [
        ("Look", None),
        ("Leap", "Board"),
    ]
    assert [role.name for role in found.roles] == ["Manager"]
    assert (
        cluster("website: https://example.eu").website
        == cluster("website: {url: https://example.eu, state: live}").website
    )
    assert cluster("hosted_by: foodregio").hosted_by == cluster("hosted_by: [foodregio]").hosted_by == ("foodregio",)
    assert cluster("sources: {publication: eco-d41-2014}").sources == cluster("sources: [eco-d41-2014]").sources


def test_text_on_several_lines_becomes_one() -> None:
    assert cluster("title: |\n  One\n  two\nplace: >-\n  Upper\n  Austria").title == "One two"


def test_a_record_at_fault_can_go_from_one_process_to_another() -> None:
    found = parsed(record("lang: zz-q"))
    assert found.issues
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - made right here
    assert type(found.record) is Cluster


def test_a_record_at_fault_still_tells_what_it_is_sure_of() -> None:
    found = parsed(record("form: clutser\nservices: [a, [b]]\nwebsite: {url: x}")).record

    assert isinstance(found, Cluster)
    assert (found.title, found.form, found.services, found.website) == ("Example cluster", None, ("a",), None)
