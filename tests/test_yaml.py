"""Front matter's YAML: values as text with their places, bounds, and a parser's errors in an editor's words."""

from __future__ import annotations

import pytest

from hubgen import yaml


def faults(text: str) -> list[str]:
    """The faults of a text, one a line, hints aside."""
    return [f"{f.place[0]}:{f.place[1]} {f.code} {f.message}" for f in yaml.read(text).faults]


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "NO",
        "4:00",
        "1.10",
        "3.10",
        "0x10",
        "1e3",
        "yes",
        "off",
        "2014-04",
        "2014-04-30",
        "0o17",
        "1_000",
        ".inf",
        "=",
        "<<x",
    ],
)
def test_a_scalar_keeps_its_text(text: str) -> None:
    assert yaml.read(f"key: {text}").value == {"key": text}


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_nothing_is_none_unless_it_is_quoted(text: str) -> None:
    assert yaml.read(f"key: {text}").value == {"key": None}
    assert yaml.read(f"key: '{text}'").value == {"key": text}


def test_values_and_keys_have_their_places() -> None:
    tree = yaml.read("a: 1\nb:\n  - x\n  - {c: y}\nd:\n", first_line=2)

    assert tree.value == {"a": "1", "b": ["x", {"c": "y"}], "d": None}
    assert tree.places == {
        (): (2, 1),
        ("a",): (2, 4),
        ("b",): (4, 3),
        ("b", 0): (4, 5),
        ("b", 1): (5, 5),
        ("b", 1, "c"): (5, 9),
        ("d",): (6, 1),
    }
    assert tree.keys == {("a",): (2, 1), ("b",): (3, 1), ("b", 1, "c"): (5, 6), ("d",): (6, 1)}


def test_the_place_of_what_is_not_there_is_that_of_what_holds_it() -> None:
    tree = yaml.read("a: {b: 1}")

    assert tree.place(("a", "z")) == (1, 4)
    assert tree.place(("a", 0, "b")) == (1, 8)
    assert tree.way(("a", 0, "b")) == ("a", "b")


def test_line_separators_that_editors_do_not_count_do_not_shift_lines() -> None:
    assert yaml.read("a: x\u2028y\x85z\nb: 1").place(("b",)) == (2, 4)


def test_aliases_and_merge_keys_are_followed() -> None:
    assert yaml.read("a: &x {k: v, l: w}\nb: *x\nc:\n  <<: *x\n  l: own\nd:\n  <<: [*x, {m: n}]").value == {
        "a": {"k": "v", "l": "w"},
        "b": {"k": "v", "l": "w"},
        "c": {"k": "v", "l": "own"},
        "d": {"k": "v", "l": "w", "m": "n"},
    }


# --- keys written twice -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault", "value"),
    [
        ("a: 1\nb: 2\na: 3", '3:1 HG107 the key "a" stands here again; it stands on line 1 already.', "1"),
        ("a:\nb: 2\na: 3", '1:1 HG107 the key "a" stands here without a value, and again on line 3.', "3"),
        ("a:\nb: 2\na:", '3:1 HG107 the key "a" stands here again; it stands on line 1 already.', None),
    ],
)
def test_a_key_written_twice_is_told_of_with_both_lines(text: str, fault: str, value: str | None) -> None:
    assert faults(text) == [fault]
    assert yaml.read(text).value == {"a": value, "b": "2"}


def test_a_key_written_three_times_is_told_of_twice() -> None:
    assert faults("x: {a: 1, a: 2, 'a': 3}") == [
        '1:11 HG107 the key "a" stands here again; it stands on line 1 already.',
        '1:17 HG107 the key "a" stands here again; it stands on line 1 already.',
    ]


# --- bounds -----------------------------------------------------------------------------------------------------------


def laughs(levels: int) -> str:
    """Lists of ten aliases to the list before: ten to the power of `levels` values, if they were written out."""
    more = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels))
    return "\n".join(["a0: &a0 [x, x, x, x, x, x, x, x, x, x]", *more])


TOO_MANY = "HG112 the front matter holds more than 10,000 values, aliases counted."
TOO_DEEP = "HG112 this is nested more than 64 levels deep."


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("a: " + "[" * 100_000, f"1:68 {TOO_DEEP}", id="brackets"),
        pytest.param("- " * 10_000 + "x", f"1:131 {TOO_DEEP}", id="lists in lists"),
        pytest.param("".join(f"{' ' * n}a:\n" for n in range(1_000)), f"66:66 {TOO_DEEP}", id="blocks in blocks"),
        pytest.param(laughs(9), f"4:45 {TOO_MANY}", id="a billion laughs"),
        pytest.param(
            "m0: &m0 {k: v}\n" + "".join(f"m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}\n" for n in range(1, 25)),
            f"11:17 {TOO_MANY}",
            id="24-fold doubling by merge keys",
        ),
        pytest.param("- a\n" * 20_000, f"10000:3 {TOO_MANY}", id="a long list"),
        pytest.param(
            "\n".join(f"l{n}: &l{n} {'[' * 60}{f'*l{n - 1}' if n else 'x'}{']' * 60}" for n in range(9)),
            f"2:69 {TOO_DEEP}",
            id="depth by aliases",
        ),
    ],
)
def test_what_grows_without_bound_is_stopped(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_what_keeps_within_the_bounds_is_read() -> None:
    assert faults("a: " + "[" * 63 + "]" * 63) == []
    assert faults("[" + "x, " * 9_990 + "]") == []


# --- errors in an editor's words --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fault", "hint"),
    [
        pytest.param(
            "a: b: c",
            "1:5 HG118 a colon and a blank in the middle of a value: YAML takes what stands before it for a key.",
            "put the value in quotation marks: a: 'b: c'",
            id="a colon in a value",
        ),
        pytest.param(
            "- name: it's: me",
            "1:13 HG118 a colon and a blank in the middle of a value: YAML takes what stands before it for a key.",
            "put the value in quotation marks: - name: 'it''s: me'",
            id="a colon in a value of a list, with an apostrophe",
        ),
        pytest.param(
            "a: long text\n  with one thing: a colon",
            "2:17 HG118 a colon and a blank in the middle of a value: YAML takes what stands before it for a key.",
            "put the whole value in quotation marks, from its first line to its last",
            id="a colon in a value's second line",
        ),
        pytest.param(
            "a: b\n  c: d",
            "2:3 HG106 this line is indented deeper than the key above, which has its value already.",
            'begin it at the start of the line, like "a" above',
            id="indented too deep",
        ),
        pytest.param(
            "a:\n  - b\n c: d",
            "3:2 HG106 this line is not indented like the ones it belongs to.",
            'begin it at the start of the line, like "a" above',
            id="indented by one blank",
        ),
        pytest.param(
            "a:\n  - b: 1\n    c: 2\n     d: 3",
            "4:6 HG106 this line is indented deeper than the key above, which has its value already.",
            'begin it with 4 blanks, like "c" above',
            id="indented deeper than the keys of an item",
        ),
        pytest.param(
            "a:\n  - b: 1\n    c: 2\n - b: 3",
            "4:2 HG106 this line is not indented like the ones it belongs to.",
            "begin it with 2 blanks, like the item above",
            id="an item of a list indented too little",
        ),
        pytest.param(
            "a: text\n  - b: 1",
            "2:3 HG106 this line is indented deeper than the key above, which has its value already.",
            'if it belongs to "a", take the text behind that away',
            id="a list below a key with a text",
        ),
        pytest.param(
            "a:\n  - b\n\u00a0 - c",
            "3:1 HG106 a non-breaking space stands where YAML takes plain blanks only.",
            "delete the blanks before the first word of the line and type them anew",
            id="a non-breaking space in the indentation",
        ),
        pytest.param(
            "a: 1\nb:\u00a02\nc: 3",
            "2:3 HG106 a non-breaking space stands where YAML takes plain blanks only.",
            "delete the blank after the colon and type it anew",
            id="a non-breaking space after a colon",
        ),
        pytest.param(
            "a:\n  - b\n  -\u00a0c",
            "3:4 HG106 a non-breaking space stands where YAML takes plain blanks only.",
            "delete the blank after the hyphen and type it anew",
            id="a non-breaking space after a hyphen",
        ),
        pytest.param(
            "a:\n  - {b: 1}\n  -{b: 2}",
            "3:3 HG106 a blank is missing after the hyphen.",
            "write - {b: 2}",
            id="no blank after a hyphen",
        ),
        pytest.param(
            "a:\n  - b: 1\n  2. b: 2",
            '3:3 HG106 in front matter an item begins with a hyphen, not with "2.".',
            "write - b: 2",
            id="a numbered item",
        ),
        pytest.param(
            "a:\n  - b: 1\n    c: 2\n  d: 3",
            "4:3 HG106 this line is not indented like the ones it belongs to.",
            'begin it with 4 blanks, like "c" above',
            id="a key of an item below its hyphen",
        ),
        pytest.param(
            "a:\n  - {b: c\n  - {b: d}",
            "2:5 HG106 a bracket is opened here and never closed.",
            "close the bracket; put values that hold a comma or a bracket in quotation marks",
            id="an open brace before another item",
        ),
        pytest.param("a: 1\nb:2\nc: 3", "2:3 HG106 a blank is missing after the colon.", "write b: 2", id="no blank"),
        pytest.param(
            "a: 1\nwords\nc: 3",
            "2:1 HG106 this line is neither a key with its value nor part of the value above.",
            "write key: value, or indent the line under the key it belongs to",
            id="no key",
        ),
        pytest.param(
            "words\na: 1",
            "1:1 HG106 this line is neither a key with its value nor part of the value above.",
            "write key: value, or indent the line under the key it belongs to",
            id="no key on the first line",
        ),
        pytest.param(
            "a:\n\tb: c", "2:1 HG108 a tab stands where YAML takes blanks only.", "indent with blanks", id="tab"
        ),
        pytest.param(
            'a: "b\nc: d',
            "1:4 HG106 a quotation mark opens here and is never closed.",
            "close it, or take it away",
            id="an open quotation mark",
        ),
        pytest.param(
            'a: "b\nc: "d"\n',
            "1:4 HG106 a quotation mark opens here and is never closed.",
            "close it, or take it away",
            id="an open quotation mark that another one closes",
        ),
        pytest.param(
            'a: "b" c',
            "1:8 HG106 text goes on after the closing quotation mark.",
            "put the whole value in quotation marks: a: '\"b\" c'",
            id="text after a quotation",
        ),
        pytest.param(
            "a: 'it's'",
            "1:8 HG106 text goes on after the closing quotation mark.",
            "put the whole value in quotation marks: a: 'it''s'",
            id="an apostrophe in quotation marks",
        ),
        pytest.param(
            r'a: "C:\my"',
            r'1:7 HG106 "\m" means nothing in double quotation marks.',
            "use single ones, in which a backslash is a backslash",
            id="a backslash",
        ),
        pytest.param(
            "a: [b](c.md) d",
            "1:7 HG106 text goes on after the closing bracket.",
            "take it away, or put the whole value in quotation marks: a: '[b](c.md) d'",
            id="a Markdown link",
        ),
        pytest.param(
            "a: [b, c\nd: e\n",
            "1:4 HG106 a bracket is opened here and never closed.",
            "close the bracket; put values that hold a comma or a bracket in quotation marks",
            id="an open bracket",
        ),
        pytest.param(
            "a: [b, [c d\ne, f]\n",
            "1:4 HG106 a bracket is opened here and never closed.",
            "close the bracket; put values that hold a comma or a bracket in quotation marks",
            id="one bracket too many",
        ),
        pytest.param(
            "a: [b, , c]",
            '1:8 HG106 there is no value before this ",".',
            "take it away, or put it in quotation marks if it is part of the value",
            id="a comma too many",
        ),
        pytest.param(
            "a: @b",
            '1:4 HG106 a value cannot begin with "@".',
            "put the value in quotation marks: a: '@b'",
            id="an at sign",
        ),
        pytest.param(
            "a: * b",
            '1:4 HG106 a value cannot begin with "*".',
            "put the value in quotation marks: a: '* b'",
            id="a star",
        ),
        pytest.param(
            "a: *b",
            "1:4 HG106 *b refers to nothing above it.",
            "quote the value if it is meant to begin with *, or set &b first",
            id="an alias of nothing",
        ),
        pytest.param(
            "a: !b c",
            '1:4 HG106 the tag "!b" means nothing here.',
            "leave it out; quote the value if it begins with !",
            id="a tag",
        ),
        pytest.param(
            "a: - b",
            "1:4 HG106 a list cannot begin on the line of its key.",
            "put each item on a line of its own below the key, or the value in quotation marks",
            id="a list on its key's line",
        ),
        pytest.param(
            "a: | b\n  c",
            "1:6 HG106 after | or > the text begins on the next line, indented.",
            "begin a new line, or put the value in quotation marks: a: '| b'",
            id="text after a bar",
        ),
        pytest.param(
            "a: {{ b }}",
            "1:5 HG106 a key must be a plain word, not a list or a mapping.",
            "quote the value if it begins with [ or {",
            id="a placeholder that was not filled in",
        ),
        pytest.param(
            "a: b\n--- # more\nc: d",
            "2:1 HG106 a second YAML document begins here.",
            "write all keys in one block",
            id="a second document",
        ),
    ],
)
def test_a_syntax_error_is_said_in_an_editors_words_at_the_place_to_mend(text: str, fault: str, hint: str) -> None:
    assert faults(text) == [fault]
    assert yaml.read(text).faults[0].hint == hint


def test_a_hint_does_not_repeat_what_fills_the_screen() -> None:
    assert all(len(fault.hint) < 200 for fault in yaml.read(f"{'k' * 9_999}: {'v' * 9_999}: x").faults)
