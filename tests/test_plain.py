"""Plain YAML, read without a parser: always what the parser reads, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen import plain, yaml
from hubgen.source import part

ROOT = Path(__file__).parents[1]
FILES = [path for folder in ("content", "tests/hub", "docs") for path in sorted(ROOT.joinpath(folder).rglob("*.*"))]
FRONTS = [
    front for path in FILES if path.suffix in (".md", ".yml") and (front := part(path.name, path.read_bytes()).front)
]

PLAIN = {
    "words": ("a: b c\nd-e: 4:00, it's (f#g) http://h.eu:80/i\n", {"a": "b c", "d-e": "4:00, it's (f#g) http://h.eu:80/i"}),
    "quoted": ("a: 'b: c'\nd: \"e #f\"\ng: ''\n", {"a": "b: c", "d": "e #f", "g": ""}),
    "types are text": ("a: NO\nb: 1.10\nc: true\nd: 2014-04-30\n", {"a": "NO", "b": "1.10", "c": "true", "d": "2014-04-30"}),
    "list": ("a:\n  - b\n  - c d\ne: f\n", {"a": ["b", "c d"], "e": "f"}),
    "list in the key's column": ("a:\n- b\n\n- c\ne: f\n", {"a": ["b", "c"], "e": "f"}),
    "mapping": ("a:\n    b: c\n    d:\n      e: f\ng: h\n", {"a": {"b": "c", "d": {"e": "f"}}, "g": "h"}),
    "mappings in a list": (
        "a:\n  - b: c\n    d:\n      - e\n  - b: f\n",
        {"a": [{"b": "c", "d": ["e"]}, {"b": "f"}]},
    ),
    "brackets": (
        "a: [b, 'c, d', -1.5]\ne: {f: g, h: 2}\ni: [{j: k}, {l: \"m\"}]\n",
        {"a": ["b", "c, d", "-1.5"], "e": {"f": "g", "h": "2"}, "i": [{"j": "k"}, {"l": "m"}]},
    ),
    "folded": ("a: >-\n  b\n  c\n\n  d\n\n\n  e\nf: g\n", {"a": "b c\nd\n\ne", "f": "g"}),
    "folded, with its end": ("a:\n  - >\n    b: c\n    #d\n\n  - e\n", {"a": ["b: c #d\n", "e"]}),
}  # fmt: skip
NOT_PLAIN = {
    "nothing": "",
    "no value": "a:\nb: c\n",
    "no value, last": "a:\n",
    "null": "a: null\n",
    "null in brackets": "a: [null]\n",
    "a key again": "a: b\na: c\n",
    "a key again in braces": "a: {b: c, b: d}\n",
    "anchor": "a: &x b\nc: *x\n",
    "merge": "a: {b: c}\n<<: d\n",
    "tag": "a: !!str b\n",
    "comment": "a: b #c\n",
    "comment line": "#a\nb: c\n",
    "words on two lines": "a: b\n  c\n",
    "a hyphen that is none": "a: b\n  - c\n",
    "colon": "a: b: c\n",
    "literal": "a: |\n  b\n",
    "indented deeper": "a: >-\n  b\n    c\n",
    "folded too little": "a:\n  - b: >-\n   c\n",
    "brackets in brackets": "a: [[b]]\n",
    "brackets over lines": "a: [b,\n  c]\n",
    "escape": 'a: "b\\n"\n',
    "invisible": "a: b\u200b\n",
    "no line's end": "a: b",
    "a list": "- a\n",
    "two documents": "a: b\n---\nc: d\n",
    "long": f"a: {'b' * plain.LONGEST}\n",
    "deep": "".join(f"{'  ' * n}a:\n" for n in range(50)) + "  " * 50 + "a: b\n",
}


@pytest.mark.parametrize(("text", "value"), PLAIN.values(), ids=PLAIN)
def test_the_plain_form_is_read(text: str, value: Any) -> None:
    assert plain.read(text) == value == yaml.read(text).value


@pytest.mark.parametrize("text", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_anything_else_is_left_to_the_parser(text: str) -> None:
    assert plain.read(text) is None


def assert_right(text: str) -> None:
    value = plain.read(text)
    if value is not None:
        tree = yaml.read(text)
        assert (tree.value, tree.faults, tree.has_empty) == (value, [], False)


def test_files_of_this_repository_are_read_right() -> None:
    for front in FRONTS:
        assert_right(front)
    assert sum(plain.read(front) is not None for front in FRONTS) > 0.8 * len(FRONTS) > 100


ODD = [
    *("~", "null", "'it''s'", "x: y", "a #b", "#c", "- a", "-", "--- ", "...", "&a b", "*a", "!t x", "<<: x", "=", "?", "%a"),
    *("[a , b]", "[a,b]", "[]", "{}", "{a: null}", "[a: b]", "[a:b]", "[a #b]", "[it's, \"x: y\"]", "{'a': x}", "[a, ]"),
    *("\u00a0", "\t", "|", "|-", ">", ">-", ">+", ">2", "a  b", "a ", "? a", "@a", "`a", '"x\\n"', '"x', "'x' y", "\u2028"),
]  # fmt: skip
USUAL = [
    "a b",
    "2014-04",
    "é",
    "'b: c'",
    '"d"',
    "[a, b]",
    "{a: b, c: 'd'}",
    "[{a: b}, {c: -1}]",
    "it's",
    "(x)",
    "a:b#c",
]
ATOM = st.one_of(st.sampled_from(USUAL), st.sampled_from(ODD), st.text("ab 1:-#,'\"é.[]{}", max_size=6))
KEY = st.sampled_from(["a", "b", "c", "k-1", "_x", "null", "<<", "é", "1a", "'q'", "a b", ""])
LINE = st.tuples(
    st.sampled_from(["", "", "  ", "    ", " "]),
    st.sampled_from(["", "", "- ", "-", "- - "]),
    st.one_of(KEY.map("{}: ".format), KEY.map("{}:".format), st.just("")),
    st.one_of(ATOM, st.just("")),
).map("".join)
LINES = st.lists(LINE, min_size=1, max_size=8).map(lambda lines: "\n".join(lines) + "\n")

FOLDED = st.lists(st.sampled_from(["one", "two words", "a  b ", "  more", ""]), min_size=1, max_size=4)
TREE = st.recursive(
    st.one_of(st.sampled_from(USUAL), ATOM, FOLDED.map(tuple)),
    lambda held: st.dictionaries(st.sampled_from("abcd"), held, min_size=1) | st.lists(held, min_size=1, max_size=3),
    max_leaves=10,
)


def written(value: Any, column: int) -> str:
    """What stands behind a key's colon or a hyphen; atoms as they are, right or wrong."""
    blanks = " " * column
    if isinstance(value, tuple):
        return " >-\n" + "".join(f"{blanks}{line}\n" if line else "\n" for line in value)
    if isinstance(value, dict):
        return "\n" + "".join(f"{blanks}{key}:{written(item, column + 2)}" for key, item in value.items())
    if isinstance(value, list):
        items = ((item, written(item, column + 2)) for item in value)
        return "\n" + "".join(
            f"{blanks}- {text[1:].lstrip(' ')}" if isinstance(item, dict) else f"{blanks}-{text}"
            for item, text in items
        )
    return f" {value}\n"


DOCUMENT = st.dictionaries(st.sampled_from("abcd"), TREE, min_size=1).map(lambda held: written(held, 0)[1:])


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(st.one_of(LINES, DOCUMENT))
def test_whatever_is_read_is_what_the_parser_reads(text: str) -> None:
    assert_right(text)
