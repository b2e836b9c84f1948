"""Renaming and merging: every form of reference is rewritten, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen.check import Checked
from hubgen.edits import Impossible
from hubgen.renaming import lost, merge, named_by, remove, rename
from tests.checking import KEYS, base, checked, record
from tests.editing import done, editing, texts

OLD = "content/clusters/foodregio.md"
NEW = "content/clusters/nordfood.md"
OTHER = "content/clusters/other.md"
PAGE = "content/about/page.md"


def renamed(
    files: dict[str, str], old: str = "clusters/foodregio", new: str = "nordfood", config: str = ""
) -> dict[str, str | None]:
    """What becomes of these files when a record is renamed."""
    hub = editing(files, config=config)
    change = rename(hub, hub.record(old), new)
    return {path: text for path, text in texts(change).items() if path in {*files, "mkdocs.yml"}}


def in_text(body: str, path: str = OTHER) -> str:
    """A record's text after foodregio was renamed."""
    head = record("title: Other", "")
    found = renamed({path: head + body})
    return (found.get(path) or head + body).removeprefix(head)


# --- texts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[foodregio]]", "[[nordfood]]"),
        ("[[clusters/foodregio]]", "[[clusters/nordfood]]"),
        ("[[foodregio|the foodregio]]", "[[nordfood|the foodregio]]"),
        ("[[ foodregio | words ]]", "[[ nordfood | words ]]"),
        ("[[foodregio#what-foodregio-seeks|x]]", "[[nordfood#what-foodregio-seeks|x]]"),
        ("| a |\n|---|\n| [[foodregio\\|x]] |", "| a |\n|---|\n| [[nordfood\\|x]] |"),
        ("> - a [[foodregio]], é [[foodregio]]", "> - a [[nordfood]], é [[nordfood]]"),
        ("[x](foodregio.md)", "[x](nordfood.md)"),
        ("[foodregio](./foodregio.md#foodregio)", "[foodregio](./nordfood.md#foodregio)"),
        ("[x](../clusters/foodregio.md?a=foodregio.md#b)", "[x](../clusters/nordfood.md?a=foodregio.md#b)"),
        ("[x](/clusters/foodregio.md)", "[x](/clusters/nordfood.md)"),
        ("[x](<foodregio.md>)", "[x](<nordfood.md>)"),
        ("[x](<../clusters/foodregio.md> 'foodregio.md')", "[x](<../clusters/nordfood.md> 'foodregio.md')"),
        ('[a](foodregio.md "see ](foodregio.md)")', '[a](nordfood.md "see ](foodregio.md)")'),
        ("[a\\](foodregio.md) b](foodregio.md)", "[a\\](foodregio.md) b](nordfood.md)"),
        ("[x](\n  foodregio.md\n  (t)\n)", "[x](\n  nordfood.md\n  (t)\n)"),
        ("[x](%66oodregio.md)", "[x](nordfood.md)"),
        ("[x](food&#114;egio.md)", "[x](nordfood.md)"),
        ("[x](food\\regio.md) [x](foodregio\\.md)", "[x](food\\regio.md) [x](nordfood.md)"),
        ("![x](foodregio.md)", "![x](nordfood.md)"),
        ("[**a** [b]][foodregio]\n\n[foodregio]: foodregio.md 'T'", "[**a** [b]][foodregio]\n\n[foodregio]: nordfood.md 'T'"),
        ("[One][]\n\n> [one]:\n> <foodregio.md>", "[One][]\n\n> [one]:\n> <nordfood.md>"),
        ("[one] and [one]\n\n[ONE]: foodregio.md#x", "[one] and [one]\n\n[ONE]: nordfood.md#x"),
        (
            "[a]\n\n```\n[a]: foodregio.md\n```\n\n[a]: foodregio.md\n[a]: foodregio.md",
            "[a]\n\n```\n[a]: foodregio.md\n```\n\n[a]: nordfood.md\n[a]: foodregio.md",
        ),
    ],
)  # fmt: skip
def test_every_form_of_link_is_rewritten(before: str, after: str) -> None:
    assert in_text(before) == after


@pytest.mark.parametrize(
    "text",
    [
        "foodregio",
        "`[[foodregio]]`",
        "```\n[[foodregio]]\n```",
        "    [[foodregio]]",
        "\\[[foodregio]]",
        "[x](https://foodregio.example.eu/foodregio.md)",
        "[x](other.md 'foodregio.md')",
        "[x](foodregio.png)",
        "[[packbridge|foodregio]]",
        "[foodregio](packbridge.md)",
        "[[foodregio-2]]",
    ],
)
def test_what_is_no_link_to_it_is_left_alone(text: str) -> None:
    assert in_text(text) == text


def test_ordinary_pages_and_drafts_and_translations_are_rewritten_too() -> None:
    draft, german = "content/clusters/draft.md", "content/clusters/other.de.md"
    found = renamed(
        {
            PAGE: "---\ntags: [foodregio]\n---\n[[foodregio]] [x](../clusters/foodregio.md)\n",
            draft: record("draft: true\nhosted_by: foodregio", "[[foodregio]]"),
            german: record("title: Andere\nhosted_by: foodregio", "[[foodregio]]"),
        }
    )
    assert found == {
        PAGE: "---\ntags: [foodregio]\n---\n[[nordfood]] [x](../clusters/nordfood.md)\n",
        draft: record("draft: true\nhosted_by: nordfood", "[[nordfood]]"),
        german: record("title: Andere\nhosted_by: nordfood", "[[nordfood]]"),
    }


# --- front matter -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("hosted_by: foodregio", "hosted_by: nordfood"),
        ("hosted_by:   'foodregio'   # foodregio", "hosted_by:   'nordfood'   # foodregio"),
        ('hosted_by: ["foodregio", packbridge,]', 'hosted_by: ["nordfood", packbridge,]'),
        ('hosted_by: "food\\x72egio"', "hosted_by: nordfood"),
        ("hosted_by:\n# who\n- packbridge\n-   foodregio # x\n", "hosted_by:\n# who\n- packbridge\n-   nordfood # x\n"),
        ("hosted_by: [\n  foodregio\n  ]", "hosted_by: [\n  nordfood\n  ]"),
        ("? hosted_by\n: foodregio", "? hosted_by\n: nordfood"),
        ("hosted_by: >-\n  foodregio\n", "hosted_by: >-\n  nordfood\n"),
        ("hosted_by: !!str foodregio", "hosted_by: !!str nordfood"),
        ("private: {a: &x foodregio}\nhosted_by: *x", "private: {a: &x foodregio}\nhosted_by: nordfood"),
        ("hosted_by: &x [foodregio]\nsuccessor_of: *x", "hosted_by: &x [nordfood]\nsuccessor_of: *x"),
        ("same_as: clusters/foodregio", "same_as: clusters/nordfood"),
        ("title: foodregio\nhosted_by: packbridge", "title: foodregio\nhosted_by: packbridge"),
        ("hosted_by: foodregio\nfrom: [", None),
    ],
)  # fmt: skip
def test_references_in_front_matter_are_rewritten_in_the_style_they_have(before: str, after: str | None) -> None:
    files = {OTHER: record(before if "title" in before else f"title: O\n{before}")}
    if after is None:
        with pytest.raises(
            Impossible, match=r"^content/clusters/other.md cannot be read and may name it: mend that first$"
        ):
            renamed(files)
    else:
        wanted = record(after if "title" in after else f"title: O\n{after}")
        assert renamed(files).get(OTHER, files[OTHER]) == wanted


def test_references_inside_of_mappings_are_rewritten_also_beside_faults() -> None:
    path = "content/partnerships/new.md"
    text = (
        "---\ntitle: New\nsummary: S.\nforms: [escp]\nmembers:\n  - foodregio\n  - {ref: foodregio, role: founder}\n"
        "  - ref: foodregio\n    rolle: x\n  - {ref: nowhere}\ncoordinator: foodregio\norigin: hub\n---\n"
    )
    assert renamed({path: text}) == {path: text.replace("foodregio", "nordfood")}


def test_a_publication_is_renamed_in_sources_and_claims() -> None:
    keys = "sources: {0}\nmember_count: {{value: 5, as_of: 2014, source: {0}}}\nteam_size:\n  - {{value: 5, source: {0}}}\n"
    files = {OTHER: record("title: O\n" + keys.format("eco-d41-2014"), drop="origin")}
    assert renamed(files, "eco-d41-2014", "report") == {
        OTHER: record("title: O\n" + keys.format("report"), drop="origin")
    }


def test_an_id_that_yaml_reads_as_nothing_is_quoted() -> None:
    assert renamed({OTHER: record("title: O\nhosted_by: foodregio")}, new="null") == {
        OTHER: record("title: O\nhosted_by: 'null'")
    }


# --- ids that two kinds share -----------------------------------------------------------------------------------------


def test_a_reference_that_would_be_ambiguous_names_the_folder() -> None:
    """`roadmapping` is a service."""
    files = {
        PAGE: "[[foodregio]] [[roadmapping]] [[services/roadmapping#a|b]]",
        OTHER: record("title: O\nhosted_by: foodregio\nservices: [roadmapping]\nsame_as: [foodregio, roadmapping]"),
    }
    assert renamed(files, new="roadmapping") == {
        PAGE: "[[clusters/roadmapping]] [[services/roadmapping]] [[services/roadmapping#a|b]]",
        OTHER: record(
            "title: O\nhosted_by: roadmapping\nservices: [roadmapping]\n"
            "same_as: [clusters/roadmapping, services/roadmapping]"
        ),
    }


def test_a_link_to_a_term_that_a_record_takes_the_name_of_names_the_vocabulary() -> None:
    assert renamed({PAGE: "[[food]] [[foodregio]]"}, new="food") == {PAGE: "[[sectors/food]] [[food]]"}


def test_a_link_that_was_ambiguous_before_is_left_as_it_is() -> None:
    assert renamed({PAGE: "[[multicluster]] [[clusters/multicluster]]"}, "clusters/multicluster", "many") == {
        PAGE: "[[multicluster]] [[clusters/many]]"
    }


# --- the record itself ------------------------------------------------------------------------------------------------


def moved(keys: str, body: str = "Text.\n", old: str = "example", new: str = "mended") -> str:
    """The record's own file after it was renamed."""
    path = f"content/clusters/north/{old}.md"
    change = texts_of(path, record(keys, body), new)
    assert change[path] is None
    return str(change[f"content/clusters/north/{new}.md"])


def texts_of(path: str, text: str, new: str) -> dict[str, str | None]:
    hub = editing({path: text})
    return texts(rename(hub, hub.record(path), new))


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        ("former_ids: [older]", "former_ids: [older, example]"),
        ("former_ids: [ older , ] # why", "former_ids: [ older, example , ] # why"),
        ("former_ids: []", "former_ids: [example]"),
        ("former_ids:", "former_ids: [example]"),
        ("former_ids:   # none yet", "former_ids: [example]   # none yet"),
        ("former_ids:\n- older # why\n# more\n", "former_ids:\n- older # why\n- example\n# more\n"),
        ("former_ids:\n   -  'older'\n\n", "former_ids:\n   -  'older'\n   - example\n\n"),
        ("former_ids: [older, mended]", "former_ids: [older, example]"),
        ("former_ids:\n  - mended # once\n", "former_ids:\n  - example # once\n"),
        ("former_ids: [example, older]", "former_ids: [example, older]"),
    ],
)
def test_the_old_id_is_recorded_in_the_style_of_the_list(keys: str, after: str) -> None:
    assert moved(keys) == record(after)


def test_without_a_list_of_former_ids_one_is_written_below_the_other_keys() -> None:
    assert moved("") == record().replace("---\nText", "former_ids: [example]\n---\nText")
    assert moved("private:\n  a: |+\n    b\n\n").count("former_ids: [example]\n---\nText") == 1
    indented = "---\n" + "".join(f"   {line}\n" for line in KEYS.splitlines()) + "...\nText"
    assert texts_of("content/clusters/example.md", indented, "mended")[
        "content/clusters/mended.md"
    ] == indented.replace("...", "   former_ids: [example]\n...")


def test_front_matter_in_braces_gets_the_key_inside_them() -> None:
    braces = (
        "---\n{title: E, summary: S., form: agency, country: DE, origin: hub, # c\n services: [roadmapping]\n}\n---\n"
    )
    found = texts_of("content/clusters/example.md", braces, "mended")["content/clusters/mended.md"]
    assert found == braces.replace("[roadmapping]\n", "[roadmapping], former_ids: [example]\n")


def test_a_record_that_links_to_itself_and_its_translation_move_together() -> None:
    path = "content/clusters/north/example"
    hub = editing({f"{path}.md": record("", "[[example]] [x](example.md#a)"), f"{path}.de.md": "[x](example.md)"})
    found = texts(rename(hub, hub.record("example"), "mended"))
    assert found == {
        f"{path}.md": None,
        f"{path}.de.md": None,
        "content/clusters/north/mended.md": record("", "[[mended]] [x](mended.md#a)").replace(
            "---\n[", "former_ids: [example]\n---\n["
        ),
        "content/clusters/north/mended.de.md": "[x](mended.md)",
    }


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("foodregio", "packbridge", "the id is taken by content/clusters/packbridge.md"),
        ("foodregio", "foodregio", "clusters/foodregio has that id already"),
        ("foodregio", "unfinished", "the id is taken by content/clusters/unfinished.md"),
        ("foodregio", "services/foodregio", "clusters/foodregio cannot become services/foodregio: a record stays"),
        ("foodregio", "Nord Food", '"Nord Food" is not an id'),
        (
            "foodregio",
            "kept",
            "the address of clusters/kept leads to content/clusters/other.md, which once had that id",
        ),
        ("foodreggio", "x", 'there is no record "foodreggio"; did you mean clusters/foodregio?'),
        (
            "multicluster",
            "x",
            '"multicluster" could be clusters/multicluster or partnerships/multicluster: write which',
        ),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(old: str, new: str, why: str) -> None:
    with pytest.raises(Impossible) as refused:
        renamed({OTHER: record("title: O\nformer_ids: [kept]")}, old, new)
    assert str(refused.value).startswith(why)


def test_a_record_can_be_named_by_its_path_too() -> None:
    hub = editing({})
    assert {hub.record(name).path for name in ("foodregio", "clusters/foodregio", OLD, "clusters/foodregio.md")} == {
        OLD
    }


def test_paths_in_waivers_and_in_the_menu_are_rewritten() -> None:
    waivers = "waivers:\n  - {rule: HG405, path: content/clusters/foodregio.md, reason: r, until: 2027-01-01}\n"
    menu = "nav:\n  - Home: index.md\n  - Food: clusters/foodregio.md # !\nextra: [clusters/foodregio.md, !ENV x]\n"
    assert renamed({"content/waivers.yml": waivers}, config=menu) == {
        "content/waivers.yml": waivers.replace("foodregio", "nordfood"),
        "mkdocs.yml": menu.replace("Food: clusters/foodregio", "Food: clusters/nordfood"),
    }


# --- there and back, whatever the files look like ---------------------------------------------------------------------

REFERENCES = st.sampled_from(
    ["hosted_by: foodregio", "hosted_by: ['foodregio', packbridge]", 'successor_of:\n  - "foodregio"  # é',
     "same_as: [clusters/foodregio]", "serves: &a [DE2]", "private: {a: foodregio}", "place: 食品 # foodregio"]
)  # fmt: skip
LINKS = st.sampled_from(
    ["[[foodregio]]", "[[clusters/foodregio|é]]", "[x](foodregio.md)", '[x](../clusters/foodregio.md#members "食")', "plain é",
     "`[[foodregio]]`", "> [y]\n\n[y]: foodregio.md", "| a |\n|---|\n| [[foodregio\\|x]] |", "\t[[foodregio]]", "  "]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    keys=st.lists(REFERENCES, unique_by=lambda keys: keys.partition(":")[0], max_size=4),
    body=st.lists(LINKS, max_size=6),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    mark=st.booleans(),
    ends=st.booleans(),
    former=st.sampled_from(["", "former_ids: [older]\n", "former_ids:\n  - older # é\n", "former_ids:\n"]),
)
def test_renamed_and_renamed_back_a_hub_has_the_same_bytes_but_for_former_ids(
    keys: list[str], body: list[str], line_end: str, mark: bool, ends: bool, former: str
) -> None:
    def written(text: str) -> bytes:
        text = text if ends else text.rstrip("\n")
        return b"\xef\xbb\xbf" * mark + text.replace("\n", line_end).encode()

    own = base()[OLD]
    assert isinstance(own, bytes)
    files = base() | {
        OTHER: written(record("\n".join(["title: O", *keys]), "\n\n".join(body) + "\n")),
        PAGE: written(
            "\n\n".join(body).replace(" foodregio.md", " ../clusters/foodregio.md").replace("](f", "](../clusters/f")
            + "\n"
        ),
        OLD: written(own.decode().replace("---\nIts", f"{former}---\nIts")),
    }
    there = change_of(files, "foodregio", "nordfood")
    back = change_of(there, "nordfood", "foodregio")

    assert {path for path in files if files[path] != back[path]} == {OLD}
    after = bytes(back[OLD]).decode()  # type: ignore[arg-type]
    kept = [line for line in after.split(line_end) if "former_ids" not in line and "- nordfood" not in line]
    original = bytes(files[OLD]).decode()  # type: ignore[arg-type]
    assert kept == [line for line in original.split(line_end) if "former_ids" not in line]
    assert "nordfood" in after
    assert after.startswith("\ufeff") == mark


def change_of(files: dict[str, str | bytes], old: str, new: str) -> dict[str, str | bytes]:
    """The files after a record was renamed, which leaves all ties as they were."""
    hub = editing({}, over=files)
    change = rename(hub, hub.record(old), new)
    found = done(files, change)
    assert ties_lost(hub.checked, checked({}, over=found), old, new) == []
    return found


def ties_lost(before: Checked, after: Checked, old: str, new: str) -> list[str]:
    assert after.report.errors == before.report.errors == 0
    return lost(before.hub, after.hub, {f"clusters/{old}": f"clusters/{new}"})


# --- merging and deleting ---------------------------------------------------------------------------------------------


def test_a_merge_leads_references_and_addresses_to_the_other_record() -> None:
    own = "content/clusters/north/example.md"
    files = {
        own: record("former_ids: [older]", "Its own [[example]]."),
        PAGE: "[[example]] [x](../clusters/north/example.md#a) [y](/clusters/north/example.md)",
        OTHER: record("title: O\nhosted_by: [example]\nformer_ids: [o]"),
        "content/clusters/north/example.de.md": "x",
    }
    hub = editing(files)
    change = texts(merge(hub, hub.record("example"), hub.record("packbridge")))

    kept = change.pop("content/clusters/packbridge.md")
    assert kept
    assert "\nformer_ids: [example, older]\n---\n" in kept
    assert change == {
        own: None,
        "content/clusters/north/example.de.md": None,
        PAGE: "[[packbridge]] [x](../clusters/packbridge.md#a) [y](/clusters/packbridge.md)",
        OTHER: record("title: O\nhosted_by: [packbridge]\nformer_ids: [o]"),
    }


def test_only_records_of_one_kind_are_merged() -> None:
    hub = editing({})
    with pytest.raises(Impossible, match="that takes another record of its kind"):
        merge(hub, hub.record("foodregio"), hub.record("roadmapping"))


def test_who_names_a_record_is_told_by_place() -> None:
    hub = editing({PAGE: "A\n\nsee [[foodregio]]\n", OTHER: record("title: O\nhosted_by: foodregio", "[[other]]")})
    assert [one for one in named_by(hub, hub.record("foodregio")) if one[0] in {PAGE, OTHER}] == [
        (PAGE, 3, 5, "the text"),
        (OTHER, 3, 12, "hosted_by"),
    ]
    assert named_by(hub, hub.record("other")) == []


def test_a_notice_is_an_ordinary_page_at_the_records_address() -> None:
    path = "content/clusters/north/example.md"
    hub = editing({path: record("title: 'A *b*: c'")})
    change = remove(hub, hub.record("example"), "Merged into [[foodregio]].")
    assert texts(change) == {
        path: None,
        "content/clusters/example/index.md": "---\ntitle: 'A *b*: c'\n---\n# A \\*b\\*: c\n\nMerged into [[foodregio]].\n",
    }
    after = checked({}, over=done(base() | {path: record("title: 'A *b*: c'")}, change))
    assert after.report.issues == ()
