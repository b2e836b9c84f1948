"""Links in texts, of records and of ordinary pages: where they lead, and what is said of those that lead nowhere."""

from __future__ import annotations

import pytest

from hubgen.ordinary import page_text
from tests.checking import EXAMPLE, Text, base, checked, lines, record, told

PAGE = "content/about/contribute.md"


def targets(body: str) -> list[str]:
    """The records and terms that the example record mentions."""
    found = checked({EXAMPLE: record(body=body)})
    assert found.report.errors == 0
    return [r.target for r in found.hub.out["clusters/example"] if r.name == "text"]


def told_of_page(text: str, more: dict[str, Text] | None = None) -> str:
    """What a check says of an ordinary page, without its path."""
    return "\n".join(lines({PAGE: text}, over=base() | (more or {}))).replace(f"{PAGE}:", "")


# --- that lead somewhere ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("[[foodregio]]", "clusters/foodregio"),
        ("[[clusters/foodregio]]", "clusters/foodregio"),
        ("[[foodregio|the food cluster]]", "clusters/foodregio"),
        ("[[ foodregio ]]", "clusters/foodregio"),
        ("[[foodregio#members]]", "clusters/foodregio"),
        ("[[partnerships/multicluster]]", "partnerships/multicluster"),
        ("[[food]]", "sectors/food"),
        ("[[sectors/food]]", "sectors/food"),
        ("[it](foodregio.md)", "clusters/foodregio"),
        ("[it](foodregio.md#members)", "clusters/foodregio"),
        ("[it](foodregio.md?a=b#members)", "clusters/foodregio"),
        ("[it](./../clusters/foodregio.md)", "clusters/foodregio"),
        ("[it](/clusters/foodregio.md)", "clusters/foodregio"),
        ("[it](%66oodregio.md#%6Dembers)", "clusters/foodregio"),
        ("[it](<foodregio.md>)", "clusters/foodregio"),
        ("[it][r]\n\n[r]: ../services/roadmapping.md", "services/roadmapping"),
        ("| a |\n|-|\n| [[foodregio\\|it]] |", "clusters/foodregio"),
    ],
)
def test_a_link_to_a_record_is_a_relation(body: str, target: str) -> None:
    assert targets(f"{body}\n") == [target]


@pytest.mark.parametrize(
    "body",
    [
        "[home](../index.md)",
        "[the directory](../services/)",
        "[for editors](../quality/)",
        "[a vocabulary](../sectors/)",
        "[its file](../vocabularies/sectors.yml)",
        "[elsewhere](https://example.eu)",
        "[write](mailto:office@example.eu)",
        "[here](#below)\n\n## Below",
        "[this](example.md)",
    ],
)
def test_a_link_to_anything_else_is_none(body: str) -> None:
    assert targets(f"{body}\n") == []


def test_a_link_to_a_picture_that_is_there_is_right() -> None:
    assert lines({EXAMPLE: record(body="![map](map%20of%20it.png)\n"), "content/clusters/map of it.png": b"PNG"}) == []


@pytest.mark.parametrize(
    "body",
    [
        "`[[nowhere]]` and `[it](nowhere.md)`",
        "``` \n[[nowhere]]\n[it](nowhere.md)\n```",
        "~~~\n[[nowhere]]\n```\n[[nowhere]]\n~~~",
        "    [[nowhere]]",
        "- item\n\n      [[nowhere]]",
        r"\[[nowhere]]",
    ],
)
def test_code_and_what_is_escaped_hold_no_links(body: str) -> None:
    assert targets(f"Text.\n\n{body}\n") == []


# --- that lead nowhere ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message", "hint"),
    [
        ("[[nowhere]]", '10:1: error[HG301]: no record has the id "nowhere".', "correct the id"),
        (
            "a [[FoodRegio]]",
            '10:3: error[HG301]: no record has the id "FoodRegio".',
            'did you mean "foodregio" (content/clusters/foodregio.md)?',
        ),
        (
            "[[clusters/roadmapping]]",
            '10:1: error[HG301]: no record has the id "clusters/roadmapping".',
            'did you mean "services/roadmapping" (content/services/roadmapping.md)?',
        ),
        (
            "[[sectors/fod]]",
            '10:1: error[HG205]: the vocabulary "sectors" has no term "fod".',
            'did you mean "sectors/food"?',
        ),
        (
            "[[multicluster]]",
            '10:1: error[HG303]: "multicluster" could be clusters/multicluster (content/clusters/multicluster.md) or partnerships/multicluster (content/partnerships/multicluster.md).',
            "write clusters/multicluster or partnerships/multicluster",
        ),
        (
            "[[unfinished]]",
            '10:1: error[HG304]: "unfinished" is a draft (content/clusters/unfinished.md), which nothing published may refer to.',
            "publish it, or take the reference away",
        ),
        (
            "[it](unfinished.md)",
            '10:1: error[HG304]: "clusters/unfinished" is a draft (content/clusters/unfinished.md), which nothing published may refer to.',
            "publish it, or take the reference away",
        ),
        (
            "[it](fodregio.md)",
            "10:1: error[HG305]: there is no file content/clusters/fodregio.md.",
            'did you mean "foodregio.md"?',
        ),
        (
            "[it](roadmapping.md)",
            "10:1: error[HG305]: there is no file content/clusters/roadmapping.md.",
            'did you mean "../services/roadmapping.md"?',
        ),
        (
            "[it](foodregio)",
            "10:1: error[HG305]: there is no file content/clusters/foodregio.",
            'did you mean "foodregio.md"?',
        ),
        (
            "![map](map.png)",
            "10:1: error[HG305]: there is no file content/clusters/map.png.",
            "correct the path; it is relative to this file",
        ),
        (
            "[it](www.example.eu)",
            "10:1: error[HG305]: there is no file content/clusters/www.example.eu.",
            "write https://www.example.eu if it is an address",
        ),
        (
            "[it](../../secret.md)",
            '10:1: error[HG305]: "../../secret.md" leads out of content/.',
            "link to a file in it, or to a full https:// address",
        ),
        (
            "[it](%2e%2e/%2e%2e/secret.md)",
            '10:1: error[HG305]: "%2e%2e/%2e%2e/secret.md" leads out of content/.',
            "link to a file in it, or to a full https:// address",
        ),
        (
            "[it](foodregio.md#membres)",
            '10:1: error[HG306]: content/clusters/foodregio.md has no heading with the anchor "#membres".',
            'did you mean "#members"?',
        ),
        (
            "[[foodregio#about]]",
            '10:1: error[HG306]: content/clusters/foodregio.md has no heading with the anchor "#about".',
            "its anchors: #members",
        ),
        (
            "[here](#about)",
            '10:1: error[HG306]: content/clusters/example.md has no heading with the anchor "#about".',
            "its anchors: none",
        ),
    ],
)
def test_a_dead_link_is_told_of_where_it_stands(body: str, message: str, hint: str) -> None:
    assert told("", f"{body}\n") == f"{message}\n  hint: {hint}"


def test_each_link_is_told_of_at_its_own_line_and_column() -> None:
    body = "å [[x1]] and\n> quoted [[x2]]\n\n1. item [a](x3.md)\n\n| [[x4]] | ![b](x5.png) |\n|-|-|\n\nnote[^n]\n\n[^n]: [[x6]]\n"

    assert [line.split(" ")[0] for line in told("", body).splitlines()[::2]] == [
        "10:3:",
        "11:10:",
        "13:9:",
        "15:3:",
        "15:12:",
        "20:7:",
    ]


def test_a_name_that_no_disk_can_hold_is_a_dead_link() -> None:
    assert told("", f"[a]({'a' * 5_000}.png) [b](%00.png)\n").count("error[HG305]") == 2


def test_html_in_a_record_is_told_of_once_a_line() -> None:
    assert told("", "A <b>bold</b> <i>word</i>\nand <u>more\n\n</u>\n\n</p>\n") == (
        "10:3: warning[HG308]: HTML is shown as text, not passed through: <b>\n"
        "  hint: write it in Markdown: **words**\n"
        "11:5: warning[HG308]: HTML is shown as text, not passed through: <u>\n"
        "  hint: write it in Markdown\n"
        "15:1: warning[HG308]: HTML is shown as text, not passed through: </p>\n"
        "  hint: write it in Markdown: a blank line parts paragraphs, and looks are the site's"
    )


# --- ordinary pages ---------------------------------------------------------------------------------------------------


def test_links_of_ordinary_pages_are_followed_too() -> None:
    text = "---\ntitle: Contribute\n---\n# Contribute\n\n[[foodregio]] [[nowhere]] [a](../clusters/foodregio.md) [b](../clusters/fodregio.md)\n`[[code]]`\n"

    assert told_of_page(text) == (
        '6:15: error[HG301]: no record has the id "nowhere".\n'
        "  hint: correct the id\n"
        "6:57: error[HG305]: there is no file content/clusters/fodregio.md.\n"
        '  hint: did you mean "../clusters/foodregio.md"?'
    )


def test_a_link_to_a_page_that_is_misspelt_is_told_the_page() -> None:
    assert told_of_page("[a](../abuot/index.md) [b](data.md)\n", {"content/guide/data.md": "# Data\n"}) == (
        "1:1: error[HG305]: there is no file content/abuot/index.md.\n"
        '  hint: did you mean "../index.md"?\n'
        "1:24: error[HG305]: there is no file content/about/data.md.\n"
        '  hint: did you mean "../guide/data.md"?'
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("[a](../quality/) and [b](../services/)", "[a](../../quality/) and [b](../../services/)"),
        ('[a b](<../sectors/> "t")', '[a b](<../../sectors/> "t")'),
        ("[a](../clusters/foodregio.md) [b](../index.md)", "[a](../clusters/foodregio.md) [b](../index.md)"),
    ],
)
def test_a_page_links_to_pages_without_a_file_as_a_record_does(written: str, shown: str) -> None:
    index = checked({}).hub.index
    assert page_text(written, "content/about/us.md", index, "content", "about/us/") == shown


def test_anchors_of_ordinary_pages_are_left_to_mkdocs() -> None:
    assert told_of_page("# A {#custom}\n\n[a](#custom) [b](../index.md#any)\n") == ""


def test_html_is_allowed_in_an_ordinary_page_and_unsafe_addresses_are_not() -> None:
    assert told_of_page("A <b>word</b> [a](javascript:x)\n") == (
        '1:15: error[HG307]: link: "javascript:" is not an address the hub publishes.\n  hint: use http, https or mailto'
    )


def test_a_link_to_a_translation_is_dead_as_long_as_these_are_not_published() -> None:
    translated = {"content/clusters/foodregio.de.md": record()}

    assert lines({EXAMPLE: record(body="[a](foodregio.de.md)\n")}, over=base() | translated) == [
        (
            f"{EXAMPLE}:10:1: error[HG305]: content/clusters/foodregio.de.md is a translation, and these are not published yet.\n"
            "  hint: link to the record itself"
        )
    ]


def test_places_an_owner_must_fill_in_are_told_of_but_for_examples() -> None:
    text = (
        "Write [fill in: name].\n\n`[fill in: x]` [fill in: town](x.html) [fill in: street]\n\n```\n[fill in: y]\n```\n"
    )

    assert told_of_page(text, {"content/about/x.html": ""}) == (
        "1:7: warning[HG902]: the owner of the hub has still to fill in: name.\n"
        "  hint: put the fact in place of the square brackets\n"
        "3:40: warning[HG902]: the owner of the hub has still to fill in: street.\n"
        "  hint: put the fact in place of the square brackets"
    )
