"""Reading against an independent oracle, and against chance."""

from __future__ import annotations

from typing import Any

import frontmatter
import yaml as pyyaml
from frontmatter.default_handlers import YAMLHandler
from hypothesis import given, settings
from hypothesis import strategies as st

from hubgen import yaml
from hubgen.kinds import KINDS
from hubgen.parse import parse
from hubgen.source import part
from tests.checking import EXAMPLE, checked, record


class _Texts(YAMLHandler):
    """python-frontmatter's YAML, with scalars left as text."""

    def load(self, fm: str, **kwargs: object) -> Any:
        return pyyaml.load(fm, Loader=pyyaml.BaseLoader)  # noqa: S506 - it makes text of everything


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")), max_size=40)
LINES = st.lists(WORDS, min_size=1, max_size=3).map("\n".join)
KEY = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
VALUES = st.recursive(LINES, lambda v: st.lists(v, max_size=4) | st.dictionaries(KEY, v, max_size=4), max_leaves=12)
STYLES = st.fixed_dictionaries(
    {
        "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
        "default_flow_style": st.sampled_from([None, True, False]),
        "width": st.sampled_from([20, 80, 10_000]),
        "allow_unicode": st.booleans(),
    }
)
STEADY = settings(deadline=None, derandomize=True, max_examples=200)


@STEADY
@given(st.dictionaries(KEY, VALUES, min_size=1, max_size=6), LINES, STYLES)
def test_well_formed_front_matter_is_read_as_python_frontmatter_reads_it(
    keys: dict[str, Any], body: str, style: dict[str, Any]
) -> None:
    text = f"---\n{pyyaml.safe_dump(keys, sort_keys=False, **style)}---\n{body}"
    document = part(EXAMPLE, text.encode())
    expected, expected_body = frontmatter.parse(text, handler=_Texts())

    assert document.issues == ()
    assert yaml.read(document.front or "").faults == []
    assert yaml.read(document.front or "").value == expected == keys
    assert document.body.strip() == expected_body


RECORD = record(
    "location: {lat: 48.37, lon: 10.90}\nmember_count:\n  - {value: 174, as_of: 2014, source: eco-d41-2014}\n"
    "serves: [DE2]\nwebsite: {url: 'https://example.eu', as_of: 2014}\nprivate: {a: &x [b], c: *x}",
    "See [[foodregio]] and [it](foodregio.md#members).\n\n## Members\n\n[a](#members) `[[x]]`\n",
).encode()
SCRAPS = st.binary(max_size=4) | st.sampled_from(
    [
        b"---\n",
        b": ",
        b"- ",
        b"\t",
        b"\n",
        b"&x ",
        b"*x",
        b"<<: *x",
        b"[",
        b"]",
        b"{",
        b"}",
        b"'",
        b'"',
        b"\xef\xbb\xbf",
        b"\xff",
        b"[[",
    ]
)
CHANGES = st.lists(st.tuples(st.integers(0, len(RECORD)), st.integers(0, 12), SCRAPS), min_size=1, max_size=5)


def changed(changes: list[tuple[int, int, bytes]]) -> bytes:
    """The record with some bytes replaced: where, how many, by which."""
    raw = RECORD
    for at, length, scrap in changes:
        raw = raw[:at] + scrap + raw[at + length :]
    return raw


@settings(STEADY, max_examples=400)
@given(st.binary(max_size=200) | CHANGES.map(changed))
def test_any_bytes_give_a_record_or_an_issue(raw: bytes) -> None:
    parsed = parse(part(EXAMPLE, raw), KINDS)

    assert parsed.record or parsed.issues


@settings(STEADY, max_examples=60)
@given(CHANGES.map(changed))
def test_any_change_of_a_record_leaves_the_rest_of_the_hub_as_it_was(raw: bytes) -> None:
    neighbour = "content/clusters/neighbour.md"
    found = checked({EXAMPLE: raw, neighbour: record("title: Neighbour\nform: clutser")}).report.issues

    assert [issue.code for issue in found if issue.path == neighbour] == ["HG204"]
    assert all(issue.line >= 1 and issue.column >= 1 for issue in found)
