"""Documents that are filled in: the language of their text, answers as Markdown, and the same in the browser to the letter."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubgen import markdown
from hubgen.forms.filling import filled
from hubgen.forms.language import MAX_DEPTH, read
from hubgen.forms.values import values_schema
from tests.checking import ROOT, lines

# --- the language -----------------------------------------------------------------------------------------------------


def test_a_text_becomes_a_tree() -> None:
    text = 'To {{ name }}.\n{% if size >= 3 and kind == "A" %}\nBig.\n{% elsif kind %}Small.{% else %}None.{% endif %}\n\n  {{ plan }}\n| {{ a }} |\n'
    assert read(text).tree == [
        "To ",
        ["place", "name", None],
        ".\n",
        [
            "if",
            [
                [["all", [["size", ">=", "3"], ["kind", "==", "A"]]], ["Big.\n"]],
                [["all", [["kind", "filled", ""]]], ["Small."]],
            ],
            ["None."],
        ],
        "\n\n",
        ["place", "plan", "  "],
        "\n| ",
        ["place", "a", "|"],
        " |\n",
    ]
    assert read(text).faults == ()


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("a {{ b", 2, '"{{" is never closed.'),
        ("{{ Name }}", 0, '"Name" is no name of a place.'),
        ("{{ name | upcase }}", 0, '"name | upcase" is no name of a place.'),
        ("{{ 7*7 }}", 0, '"7*7" is no name of a place.'),
        ("{% if a %}x", 0, 'this "if" has no end.'),
        ("x{% endif %}", 1, 'this "endif" ends nothing.'),
        ("{% for row in t %}{% endif %}{% endfor %}", 18, 'this "endif" ends nothing.'),
        ("{% else %}", 0, 'this "else" belongs to no if.'),
        ("{% for row of t %}{% endfor %}", 0, "a loop names a row and a table."),
        ("{% include 'x' %}", 0, 'there is no tag "include".'),
        ("{% if a == b %}{% endif %}", 0, '"a == b" is no condition.'),
        ("{% if a > 'x' %}{% endif %}", 0, '">" compares with a number, not with "x".'),
        ("{% if a and b or c %}{% endif %}", 0, "a condition has either and or or, not both."),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_place(text: str, at: int, message: str) -> None:
    [fault] = read(text).faults
    assert (fault.at, fault.message) == (at, message)
    assert fault.hint


def test_deep_and_long_texts_are_read_at_once() -> None:
    deep = "{% if a %}" * 50_000 + "{% endif %}" * 50_000
    assert len(read(deep).faults) == 50_000 - MAX_DEPTH
    assert read("{{" * 100_000).faults
    assert read("{{ a }} " * 100_000).faults == ()


# --- answers as Markdown ----------------------------------------------------------------------------------------------

PLAN: dict[str, Any] = {
    "id": "plan",
    "title": "Plan",
    "fields": [
        {"id": "name", "label": "Name", "type": "text"},
        {"id": "why", "label": "Why", "type": "long-text"},
        {"id": "sum", "label": "Sum", "type": "money"},
        {"id": "day", "label": "Day", "type": "date"},
        {"id": "kind", "label": "Kind", "type": "choice", "options": [["A", "A"], ["b", "The *second*"]]},
        {"id": "many", "label": "Many", "type": "choices", "options": [["A", "A"], ["b", "The second"]]},
        {"id": "mark", "label": "Mark", "type": "scale", "options": [[str(n), str(n) if n < 5 else "best"] for n in range(1, 6)]},
        {"id": "done", "label": "Done", "type": "checklist", "options": [["One", "One"], ["Two", "Two"]]},
        {
            "id": "steps",
            "label": "Steps",
            "type": "table",
            "columns": [{"id": "step", "label": "Step", "type": "text"}, {"id": "due", "label": "Due", "type": "date"}],
            "rows": [{"step": "Begin"}],
        },
    ],
}  # fmt: skip
TEXT = """\
Dear {{ name }}, {{ sum }} by {{ day }}: {{ kind }}, {{ many }}, {{ mark }}.

{{ why }}

{{ many }}

- first:

  {{ why }}

{% if kind == "A" or many contains "b" %}
An A, or {{ name }}.
{% elsif sum >= 1000 %}
Much.
{% else %}
{% for row in steps %}
{% if row.due %}
1. {{ row.step }} by {{ row.due }}
{% endif %}
{% endfor %}
{% endif %}

{{ done }}

{{ steps }}

| Name | {{ name }} | {{ why }} |
|---|---|---|
| {{ kind }} | {{ steps }} | {{ mark }} |
"""
PLAN["document"] = read(TEXT).tree


def test_answers_stand_in_the_document() -> None:
    values = {
        "name": "A. <b>Lee</b>", "why": "One.\nTwo # 2\n\n\n- three", "sum": "12500.5", "day": "2027-05-03", "kind": "b",
        "many": ["A", "b"], "mark": "5", "done": ["Two"], "steps": [{"step": "Ask | tell", "due": "2027-06-01"}, {"step": "End"}],
    }  # fmt: skip
    assert filled(PLAN, values) == (
        "Dear A. \\<b\\>Lee\\</b\\>, 12,500.5 by 3 May 2027: The \\*second\\*, A, The second, 5 of 5: best.\n\n"
        "One.\\\nTwo # 2\n\n\\- three\n\n- A\n- The second\n\n- first:\n\n  One.\\\n  Two # 2\n\n  \\- three\n\n"
        "An A, or A. \\<b\\>Lee\\</b\\>.\n\n- [ ] One\n- [x] Two\n\n"
        "| Step | Due |\n| --- | --- |\n| Ask \\| tell | 1 June 2027 |\n| End |  |\n\n"
        "| Name | A. \\<b\\>Lee\\</b\\> | One. Two # 2 - three |\n|---|---|---|\n"
        "| The \\*second\\* | Ask \\| tell, 2027-06-01; End, | 5 of 5: best |\n"
    )


def test_a_blank_document_has_room_for_a_pen() -> None:
    line = "\\_" * 24
    text = filled(PLAN, {})
    assert text.startswith(f"Dear {line}, {line} by {line}: ☐ A   ☐ The \\*second\\*, ☐ A   ☐ The second, ☐ 1   ☐ 2")
    assert "- [ ] One\n- [ ] Two\n" in text
    assert "| Step | Due |\n| --- | --- |\n| Begin |  |\n|  |  |\n|  |  |\n|  |  |\n" in text
    assert "| Name |  |  |" in text


HOSTILE = st.sampled_from(
    [
        "<img src=x onerror=alert(1)>", "{{7*7}}", "{% if a %}", "# head", "- item", "1. one", "1) one", "> quote", "| a | b |", "a\n===",
        "```\ncode", "    code", "[a](javascript:alert(1))", "![x](y)", "<https://a.example>", "&lt;b&gt;", "[[clusters/food]]", "[x] done",
        "a  \nb", "\\", "\\\\|", "*a* _b_ ~~c~~", "[^1]: note", "---", "+++", ":::", "\ue000name\ue001", "<!-- x", "a\r\nb\rc", "\x07bell", "=1+1", "$x^2$",
    ]
)  # fmt: skip
WORDS = st.one_of(HOSTILE, st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
DECIMALS = st.one_of(st.from_regex(r"-?\d{1,15}(\.\d{1,6})?", fullmatch=True).filter(str.isascii), WORDS)
DAYS = st.one_of(st.dates().map(lambda one: one.isoformat()), WORDS)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "name": WORDS, "why": st.lists(WORDS, max_size=4).map("\n".join), "sum": DECIMALS, "day": DAYS, "kind": st.sampled_from(["A", "b"]) | WORDS,
        "many": st.lists(st.sampled_from(["A", "b"]) | WORDS, max_size=3), "mark": st.sampled_from("12345") | WORDS, "done": st.lists(st.sampled_from(["One", "Two"]) | WORDS),
        "steps": st.lists(st.fixed_dictionaries({}, optional={"step": WORDS, "due": DAYS}), max_size=3),
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def browser_fills() -> Any:
    """The browser's module, run by Node: one line with values gives one line with the document."""
    code = """
import readline from "node:readline";
import { filled } from "./hubgen/client/fill-text.js";
const lines = readline.createInterface({ input: process.stdin });
let plan;
lines.on("line", (line) => {
  const given = JSON.parse(line);
  if (!plan) plan = given;
  else console.log(JSON.stringify(filled(plan, given)));
});
"""
    command = [sys.executable, "scripts/node.py", "--input-type=module", "-e", code]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as node:
        assert node.stdin
        assert node.stdout
        into, out = node.stdin, node.stdout

        def ask(given: Any) -> None:
            into.write(json.dumps(given) + "\n")
            into.flush()

        def fills(values: Any) -> Any:
            ask(values)
            return json.loads(out.readline())

        ask(PLAN)
        yield fills
        into.close()


@given(values=ANSWERS)
def test_the_browser_fills_in_what_the_build_does(browser_fills: Any, values: dict[str, Any]) -> None:
    assert browser_fills(values) == filled(PLAN, values)


INLINE: dict[str, Any] = {
    "fields": PLAN["fields"],
    "document": read(
        "{{ name }}\n\nBegin {{ name }} end.\n\n| {{ name }} | b |\n|---|---|\n| c | {{ name }} |\n\n{{ why }}\n"
    ).tree,
}


@given(text=WORDS)
def test_an_answer_stays_text_wherever_it_stands(text: str) -> None:
    """The document has the same elements as with a harmless answer, and its words are those that were typed."""
    html = markdown.convert(filled(INLINE, {"name": text, "why": "x"})).html
    plain = markdown.convert(filled(INLINE, {"name": "harmless", "why": "x"})).html
    clean = " ".join(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "", text).split(" "))
    if not re.sub(r"[\s]", "", clean) or "://" in text or "www." in text or "@" in text:
        return
    assert re.findall(r"<[a-z/][^>]*>", html) == re.findall(r"<[a-z/][^>]*>", plain)
    words = "".join(unescape(re.sub(r"<[^>]*>", "", html)).split())
    assert words == "".join(unescape(re.sub(r"<[^>]*>", "", plain)).replace("harmless", clean).split())


def test_saved_answers_have_a_schema() -> None:
    schema = values_schema(PLAN)
    properties = schema["properties"]["values"]["properties"]
    assert properties["mark"] == {"title": "Mark", "enum": ["1", "2", "3", "4", "5"]}
    assert properties["steps"]["items"]["properties"]["step"] == {"title": "Step", "type": "string"}


def test_a_row_with_more_cells_than_columns_is_told_of() -> None:
    front = "title: P\nsummary: A plan.\nservices: [roadmapping]\norigin: hub\nfields: [{id: steps, label: Steps, type: table, options: [Step, By], rows: [[Aims, targets, x]]}]\n"
    [line] = lines({"content/templates/p.md": f"---\n{front}---\n{{{{ steps }}}}\n"})
    assert 'HG412]: fields: this row of "steps" has 3 cells, and the table 2 columns.' in line
