"""Markdown as HTML by example: each case is a text and exactly what becomes of it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from hubgen._footnotes import Citation, section
from hubgen.markdown import WORDS, Body, Heading, Link, RawHtml, convert, fill, places

GOLDEN = Path(__file__).parent / "markdown"
TABLE = '<div class="table-scroll" tabindex="0" role="region" aria-label="Table 1">\n<table>\n<thead>\n<tr>\n'

BOX = '<input type="checkbox"'


def page_of(link: Link) -> tuple[str, str] | None:
    """A hub in which every record is there, but for those whose id says so."""
    if "missing" in link.target:
        return None
    return f"/{link.target.removesuffix('.md')}/", link.target.upper()


def html(text: str) -> str:
    return fill(convert(text), page_of).rstrip("\n")


def paragraph(text: str) -> str:
    return html(text).removeprefix("<p>").removesuffix("</p>")


# --- CommonMark and GFM -----------------------------------------------------------------------------------------------

INLINE = {
    "plain": ("a & b < c > d \"e\" 'f'", "a &amp; b &lt; c &gt; d &quot;e&quot; 'f'"),
    "emphasis": (
        "*a* _b_ **c** __d__ ~~e~~",
        "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <del>e</del>",
    ),
    "emphasis in words": ("snake_case_name 2*3*4", "snake_case_name 2<em>3</em>4"),
    "code": ("`a < b` ``c ` d``", "<code>a &lt; b</code> <code>c ` d</code>"),
    "escapes": (r"\*a\* \# \[b\] \\", "*a* # [b] \\"),
    "entities": ("&copy; &#35; &amp;lt; &nope;", "© # &amp;lt; &amp;nope;"),
    "line breaks": ("a  \nb\\\nc\nd", "a<br>\nb<br>\nc\nd"),
    "quotes stay as typed": ('it\'s -- "so"...', "it's -- &quot;so&quot;..."),
    "no mathematics, no superscript": ("$a$ x^2^ H~2~O", "$a$ x^2^ H~2~O"),
}
BLOCKS = {
    "empty": ("", ""),
    "paragraphs": ("a\nb\n\nc", "<p>a\nb</p>\n<p>c</p>"),
    "rule": ("a\n\n---\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"),
    "quotation": ("> a\n> b\n>\n> c", "<blockquote>\n<p>a\nb</p>\n<p>c</p>\n</blockquote>"),
    "tight list": ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    "loose list": ("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>"),
    "nested list": ("- a\n  - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
    "numbered list": ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
    "numbered list from three": ("3. a", '<ol start="3">\n<li>a</li>\n</ol>'),
    "fenced code": ("```py linenos\n<a>\n```", '<pre tabindex="0"><code class="language-py">&lt;a&gt;\n</code></pre>'),
    "fenced code without a name": ("~~~\na\n\n b\n~~~", '<pre tabindex="0"><code>a\n\n b\n</code></pre>'),
    "fenced code with a quoted name": (
        '```"x"\n```',
        '<pre tabindex="0"><code class="language-&quot;x&quot;"></code></pre>',
    ),
    "indented code": ("    a\n    \tb\n", '<pre tabindex="0"><code>a\n\tb\n</code></pre>'),
    "table": (
        "| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |",
        TABLE + '<th scope="col">a</th>\n<th scope="col" class="align-left">b</th>\n'
        '<th scope="col" class="align-center">c</th>\n<th scope="col" class="align-right">d</th>\n</tr>\n</thead>\n'
        '<tbody>\n<tr>\n<td>1</td>\n<td class="align-left">2</td>\n<td class="align-center">3</td>\n'
        '<td class="align-right">4</td>\n</tr>\n</tbody>\n</table>\n</div>',
    ),
    "uneven table": (
        "|a|b|\n|-|-|\n|1|\n|2|3|4|",
        (
            f'{TABLE}<th scope="col">a</th>\n<th scope="col">b</th>\n</tr>\n</thead>\n<tbody>\n'
            "<tr>\n<td>1</td>\n<td></td>\n</tr>\n<tr>\n<td>2</td>\n<td>3</td>\n</tr>\n</tbody>\n</table>\n</div>"
        ),
    ),
    "task list": (
        "- [ ] a *b*\n- [x] c\n  - d",
        (
            f'<ul>\n<li class="task"><label>{BOX} disabled> a <em>b</em></label></li>\n'
            f'<li class="task"><label>{BOX} disabled checked> c</label><ul>\n<li>d</li>\n</ul>\n</li>\n</ul>'
        ),
    ),
    "loose task list": (
        "1. [x] a\n\n   b",
        f'<ol>\n<li class="task"><p><label>{BOX} disabled checked> a</label></p>\n<p>b</p>\n</li>\n</ol>',
    ),
    "task before a rule": (
        "- [ ] a\n  ***\n  b",
        f'<ul>\n<li class="task"><label>{BOX} disabled> a</label><hr>\nb</li>\n</ul>',
    ),
    "alert": (
        "> [!WARNING]\n> a\n>\n> - b",
        (
            '<div class="alert alert-warning" role="note">\n<p class="alert-title">Warning</p>\n<p>a</p>\n'
            "<ul>\n<li>b</li>\n</ul>\n</div>"
        ),
    ),
    "alert in small letters": (
        "> [!note]\n> a",
        '<div class="alert alert-note" role="note">\n<p class="alert-title">Note</p>\n<p>a</p>\n</div>',
    ),
    "no alert": ("> [!NOTE] a", "<blockquote>\n<p>[!NOTE] a</p>\n</blockquote>"),
}


@pytest.mark.parametrize(("text", "expected"), INLINE.values(), ids=INLINE)
def test_inline(text: str, expected: str) -> None:
    assert paragraph(text) == expected


@pytest.mark.parametrize(("text", "expected"), BLOCKS.values(), ids=BLOCKS)
def test_blocks(text: str, expected: str) -> None:
    assert html(text) == expected


def test_words_of_another_language() -> None:
    words = {**WORDS, "note": "Hin<weis", "table": "Tabelle", "footnotes": "Fußnoten", "backlink": "Zurück zu"}
    body = convert("> [!NOTE]\n> a[^1]\n\n|b|\n|-|\n\n[^1]: c", words).html
    shown = ("Hin&lt;weis</p>", 'aria-label="Tabelle 1"', 'aria-label="Fußnoten"', 'aria-label="Zurück zu 1"')
    assert [word for word in shown if word not in body] == []


# --- wiki links -------------------------------------------------------------------------------------------------------

WIKI = {
    "id": ("a [[b]] c", 'a <a href="/b/">B</a> c'),
    "kind and id": ("[[clusters/b]]", '<a href="/clusters/b/">CLUSTERS/B</a>'),
    "words": ("[[b|the b]]", '<a href="/b/">the b</a>'),
    "blanks around": ("[[ b | the  b ]]", '<a href="/b/">the b</a>'),
    "no words": ("[[b|]]", '<a href="/b/">B</a>'),
    "several": ("[[a]][[b]], [[c]]", '<a href="/a/">A</a><a href="/b/">B</a>, <a href="/c/">C</a>'),
    "words over two lines": ("[[b|the\nb]]", '<a href="/b/">the b</a>'),
    "words over two lines, the second indented": ("[[b|the\n  b]]", '<a href="/b/">the b</a>'),
    "escaped bar": (r"[[b|c]] [[b\|c]]", '<a href="/b/">c</a> <a href="/b/">c</a>'),
    "words that HTML must not see": ('[[b|c > d & "e"]]', '<a href="/b/">c &gt; d &amp; &quot;e&quot;</a>'),
    "underscores": ("[[a_b_c]]", '<a href="/a_b_c/">A_B_C</a>'),
    "entity": ("[[b|c &amp; d]]", '<a href="/b/">c &amp; d</a>'),
    "no such record": ("[[missing]] [[missing|the c]]", "missing the c"),
    "inside emphasis": ("*[[b]]*", '<em><a href="/b/">B</a></em>'),
    "after an image's mark": ("![[b]]", '!<a href="/b/">B</a>'),
    "in single brackets": ("[see [[b]]]", '[see <a href="/b/">B</a>]'),
    "three brackets": ("[[[b]]]", '[<a href="/b/">B</a>]'),
}
NO_WIKI = {
    "escaped": (r"\[[b]] [\[b]] [[b\]] [[b]\]", "[[b]] [[b]] [[b]] [[b]]"),
    "escaped after a backslash": (r"\\\[[b]] \\[[b]]", r'\[[b]] \<a href="/b/">B</a>'),
    "entity": ("&#91;[b]]", "[[b]]"),
    "code": ("`[[b]]`", "<code>[[b]]</code>"),
    "empty": ("[[]] [[ ]] [[|a]]", "[[]] [[ ]] [[|a]]"),
    "broken": ("[[b] c]]", "[[b] c]]"),
    "target over two lines": ("[[b\nc]]", "[[b\nc]]"),
    "a link's text": ("[a [[b]] c](d.md)", '<a href="/d/">a [[b]] c</a>'),
    "a link around brackets": ("[[b]](d.md)", '<a href="/d/">[b]</a>'),
    "an image's text": ("![a [[b]]](d.png)", '<img src="/d.png/" alt="a [[b]]">'),
    "raw HTML": ('<i title="[[b]]">', "&lt;i title=&quot;[[b]]&quot;&gt;"),
}


@pytest.mark.parametrize(("text", "expected"), (WIKI | NO_WIKI).values(), ids=WIKI | NO_WIKI)
def test_wiki_links(text: str, expected: str) -> None:
    assert paragraph(text) == expected


CELLS = {
    "bar": ("| [[a|b]] | c |", ['<a href="/a/">b</a>', "c"]),
    "escaped bar": (r"| [[a\|b]] | c |", ['<a href="/a/">b</a>', "c"]),
    "two": ("[[a|b]] [[c|d]] | [[e]]", ['<a href="/a/">b</a> <a href="/c/">d</a>', '<a href="/e/">E</a>']),
    "code that shows it": (r"| `[[a\|b]]` | c |", ["<code>[[a|b]]</code>", "c"]),
    "code that shows brackets": ("| `[[` | `]]` |", ["<code>[[</code>", "<code>]]</code>"]),
    "escaped link": (r"| \[[a | b]] |", ["[[a", "b]]"]),
    "multi-byte": ("| é [[ä|ü]] | ß |", ['é <a href="/%C3%A4/">ü</a>', "ß"]),
}


@pytest.mark.parametrize(("row", "cells"), CELLS.values(), ids=CELLS)
@pytest.mark.parametrize("around", ["{}\n|-|-|\n| x | y |", "| x | y |\n|-|-|\n{}", "> x | y\n> --|--\n> {}"])
def test_wiki_links_in_tables(row: str, cells: list[str], around: str) -> None:
    found = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html(around.format(row)))
    assert sorted(found) == sorted([*cells, "x", "y"])


# --- addresses --------------------------------------------------------------------------------------------------------

OUT = 'class="external" rel="noopener"'
ADDRESSES = {
    "https": ("[a](https://b.eu/c?d=1&e)", f'<a href="https://b.eu/c?d=1&amp;e" {OUT}>a</a>'),
    "title": ("[a](http://b.eu \"t 'q'\")", f'<a href="http://b.eu" {OUT} title="t \'q\'">a</a>'),
    "mailto": ("[a](mailto:b@c.eu) <b@c.eu>", '<a href="mailto:b@c.eu">a</a> <a href="mailto:b@c.eu">b@c.eu</a>'),
    "angle brackets": ("<https://b.eu>", f'<a href="https://b.eu" {OUT}>https://b.eu</a>'),
    "letters": ("[a](https://b.eu/ü)", f'<a href="https://b.eu/%C3%BC" {OUT}>a</a>'),
    "fragment": ("[a](#b)", '<a href="#b">a</a>'),
    "relative": ('[*a*](../b.md "t")', '<a href="/../b/" title="t"><em>a</em></a>'),
    "relative, by reference": ("[a][b]\n\n[b]: <c d.md>", '<a href="/c%20d/">a</a>'),
    "relative, nowhere": ("[*a*](missing.md)", "<em>a</em>"),
    "no words, relative": ("[](b.md)", '<a href="/b/">B.MD</a>'),
    "no words, external": ("[](https://b.eu)", f'<a href="https://b.eu" {OUT}>https://b.eu</a>'),
    "image": ('![a "b" *c*](d.png "t")', '<img src="/d.png/" alt="a &quot;b&quot; c" title="t">'),
    "image, nowhere": ("![a *b*](missing.png)", "a b"),
    "image in a link": ("[![a](b.png)](c.md)", '<a href="/c/"><img src="/b.png/" alt="a"></a>'),
    "external image": ("![a *b*](https://c.eu/d.png)", f'<a href="https://c.eu/d.png" {OUT}>a b</a>'),
    "external image in a link": ("[![a](https://c.eu/d.png)](e.md)", '<a href="/e/">a</a>'),
    "image of a fragment": ("![a](#b)", "a"),
}
UNSAFE = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "javascript&#58;alert(1)",
    "java&#10;script:alert(1)",
    "java&Tab;script:alert(1)",
    "&#1;javascript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://b.eu",
    "//b.eu/c",
    r"/\\b.eu",
    "https://user@b.eu/",
    "https://localhost/",
    "https://b.eu/&quot;c",
    "mailto:nobody",
    "b.eu:80x",
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSES.values(), ids=ADDRESSES)
def test_addresses(text: str, expected: str) -> None:
    assert paragraph(text) == expected


@pytest.mark.parametrize("address", UNSAFE)
@pytest.mark.parametrize("text", ["[a]({})", "![a]({})", "[a](<{}>)", "[a][b]\n\n[b]: {}"])
def test_an_unsafe_link_becomes_its_text(text: str, address: str) -> None:
    body = convert(text.format(address))
    assert body.html == "<p>a</p>\n"
    assert [link.kind for link in body.links] == ["unsafe"]


BARE = {
    "sentence": ("See https://b.eu/c.", ["https://b.eu/c"]),
    "trailing marks": ("https://b.eu/c?!.,:*_~'\" x", ["https://b.eu/c"]),
    "parentheses": ("(https://b.eu/c_(d)) (https://b.eu)", ["https://b.eu/c_(d)", "https://b.eu"]),
    "entity at the end": ("https://b.eu/c&nope; https://b.eu/?d=1&amp;e", ["https://b.eu/c", "https://b.eu/?d=1&e"]),
    "semicolon": ("https://b.eu/c;", ["https://b.eu/c"]),
    "in quotation marks": ('"https://b.eu"', ["https://b.eu"]),
    "in brackets": ("[https://b.eu]", ["https://b.eu"]),
    "in emphasis": ("**https://b.eu/c** _https://b.eu/d_e_", ["https://b.eu/c", "https://b.eu/d_e"]),
    "marks inside": ("https://b.eu/_c_/*d*/~e~/f", ["https://b.eu/_c_/*d*/~e~/f"]),
    "http, several": ("http://b.eu\nhttp://c.eu", ["http://b.eu", "http://c.eu"]),
    "letters": ("https://b.eu/ü ö", ["https://b.eu/ü"]),
    "not www, not mail": ("www.b.eu a@b.eu ftp://b.eu", []),
    "not in code": ("`https://b.eu`", []),
    "not in a word": ("xhttps://b.eu", []),
    "not in other links": ("[https://b.eu](#c) ![https://b.eu](d.png)", []),
    "no host": ("https:// https://localhost/ https://b", []),
    "credentials": ("https://a:b@c.eu", []),
}


@pytest.mark.parametrize(("text", "addresses"), BARE.values(), ids=BARE)
def test_bare_addresses(text: str, addresses: list[str]) -> None:
    body = convert(text)
    assert [link.target for link in body.links if link.kind == "external"] == addresses
    assert body.html.count('class="external"') == len(addresses)


# --- raw HTML ---------------------------------------------------------------------------------------------------------


def test_raw_html_is_shown_and_reported() -> None:
    body = convert('a <b onclick="x">c</b>\n\n> <script>\n> alert(1)\n> </script>\n\n<!-- d -->\n')
    assert body.html == (
        "<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;</p>\n"
        "<blockquote>\n<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</p>\n</blockquote>\n"
        "<p>&lt;!-- d --&gt;\n</p>\n"
    )
    assert body.raw_html == (
        RawHtml(line=1, column=3, text='<b onclick="x">'),
        RawHtml(line=1, column=19, text="</b>"),
        RawHtml(line=3, column=3, text="<script>\nalert(1)\n</script>\n"),
        RawHtml(line=7, column=1, text="<!-- d -->\n"),
    )


# --- headings ---------------------------------------------------------------------------------------------------------

IDS = {
    "words": (["Who does what?"], ["who-does-what"]),
    "letters": (["Über Größe", "日本 語"], ["über-größe", "日本-語"]),
    "combining marks": (["हिन्दी"], ["हिन्दी"]),
    "marks": (["a/b: c_d - e & f"], ["ab-c_d---e--f"]),
    "repeated": (["a", "A", "a"], ["a", "a-1", "a-2"]),
    "one that looks like a repetition, first": (["a-1", "a", "a"], ["a-1", "a", "a-2"]),
    "one that looks like a repetition, last": (["a", "a", "a-1", "a"], ["a", "a-1", "a-1-1", "a-2"]),
    "one that looks like a footnote": (["fn 1", "fnref-1"], ["heading-fn-1", "heading-fnref-1"]),
    "none": (["!", "?"], ["section", "section-1"]),
}


@pytest.mark.parametrize(("headings", "ids"), IDS.values(), ids=IDS)
def test_heading_ids(headings: list[str], ids: list[str]) -> None:
    body = convert("\n\n".join(f"## {heading}" for heading in headings))
    assert [heading.id for heading in body.headings] == ids
    assert re.findall(r'id="(.*?)"', body.html) == ids


def test_headings() -> None:
    body = convert("# a `b` *c* [[d|e]]\n\nf\ng\n=\n\n### h <i>\n\n> ###### j ![k](l.png)\n")
    assert body.headings == (
        Heading(level=2, id="a-b-c-e", text="a b c e"),
        Heading(level=2, id="f-g", text="f g"),
        Heading(level=3, id="h", text="h"),
        Heading(level=6, id="j-k", text="j k"),
    )
    assert body.html.startswith('<h2 id="a-b-c-e">a <code>b</code> <em>c</em> ')


# --- footnotes --------------------------------------------------------------------------------------------------------


def ref(number: int, id_: str) -> str:
    return f'<sup class="footnote-ref" id="{id_}"><a href="#fn-{number}" role="doc-noteref">{number}</a></sup>'


def back(id_: str, label: str, mark: str = "") -> str:
    return f' <a class="footnote-backref" href="#{id_}" aria-label="Back to reference {label}">↩\ufe0e{mark}</a>'


def test_footnotes_are_numbered_as_they_are_met() -> None:
    shown = html("[^z]: one [[x]]\n\na[^Y] b[^z] c[^y]\n\n[^y]: two\n\n    ```\n    more\n    ```\n\n[^no]: dropped")
    assert shown == (
        f"<p>a{ref(1, 'fnref-1')} b{ref(2, 'fnref-2')} c{ref(1, 'fnref-1-2')}</p>\n"
        '<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">\n<ol>\n'
        '<li id="fn-1">\n<p>two</p>\n<pre tabindex="0"><code>more\n</code></pre>\n'
        f"<p>{back('fnref-1', '1').lstrip()}{back('fnref-1-2', '1-2', '<sup>2</sup>')}</p>\n</li>\n"
        f'<li id="fn-2">\n<p>one <a href="/x/">X</a>{back("fnref-2", "2")}</p>\n</li>\n'
        "</ol>\n</section>"
    )


def test_footnotes_of_footnotes() -> None:
    shown = html("a[^1]\n\n[^2]: c[^1]\n[^1]: b[^2]\n[^3]: d[^4]\n[^4]: e[^3]")
    assert re.findall(r'<li id="(.*?)">\n<p>(.)', shown) == [("fn-1", "b"), ("fn-2", "c")]
    assert re.findall(r'<sup class="footnote-ref" id="(.*?)">', shown) == ["fnref-1", "fnref-2", "fnref-1-2"]


def test_a_reference_inside_brackets_keeps_them_from_being_a_link() -> None:
    assert paragraph("[a [^1]](b.md)\n\n[^1]: c").startswith(f"[a {ref(1, 'fnref-1')}](b.md)")


def test_the_first_of_two_definitions_counts() -> None:
    assert '<li id="fn-1">\n<p>b ' in html("a[^1]\n\n[^1]: b\n\n[^1]: c")


def test_a_reference_to_nothing_is_text() -> None:
    assert paragraph("a[^1]") == "a[^1]"


def test_a_reference_that_only_the_parser_can_match_is_text() -> None:
    out = [""]
    assert section([Citation(out, 0, "a<b")], {}, WORDS) == ""
    assert out == ["[^a&lt;b]"]


def test_headings_in_footnotes_are_no_part_of_the_outline() -> None:
    body = convert("a[^1]\n\n[^1]: ## b\n\n## b")
    assert [heading.id for heading in body.headings] == ["b-1"]


# --- positions --------------------------------------------------------------------------------------------------------

PLACES = {
    "one line": ("a [[b]] c", [(1, 3, "[[b]]")]),
    "lines": ("a\n[b](c.md)\n\n> - ![d](e.png)", [(2, 1, "[b](c.md)"), (4, 5, "![d](e.png)")]),
    "CRLF": ("a\r\n[[b]]\r\n\r\n[[c|d\r\ne]] [[f]]", [(2, 1, "[[b]]"), (4, 1, "[[c|d\r\ne]]"), (5, 5, "[[f]]")]),
    "CR and mixed": ("a\r[[b]]\r\n[[c]]\n[[d]]", [(2, 1, "[[b]]"), (3, 1, "[[c]]"), (4, 1, "[[d]]")]),
    "other blanks are no lines": ("a\u2028b\x0bc\x85 [[d]]", [(1, 8, "[[d]]")]),
    "tabs": ("-\ta\t[[b]]", [(1, 5, "[[b]]")]),
    "multi-byte": ("äöü 😀 [[é|ß]] e\u0301 [[g]]", [(1, 7, "[[é|ß]]"), (1, 18, "[[g]]")]),
    "multi-byte with CRLF": ("ä\r\n😀 <https://b.eu> [ö](ü.md)", [(2, 3, "<https://b.eu>"), (2, 18, "[ö](ü.md)")]),
    "escapes": (r"\* \[ [[a\|b]]", [(1, 7, r"[[a\|b]]")]),
    "entities": ("&auml; [[&auml;|&ouml;]]", [(1, 8, "[[&auml;|&ouml;]]")]),
    "bare": ("a *b* https://c.eu/&auml;, d", [(1, 7, "https://c.eu/&auml;")]),
    "bare, guarded": ("ä https://c.eu/_d_/e [[f]]", [(1, 3, "https://c.eu/_d_/e"), (1, 22, "[[f]]")]),
    "table": ("|ä|b|\r\n|-|-|\r\n| é [[c|d]] | [[e\\|f]] |", [(3, 5, "[[c|d]]"), (3, 15, r"[[e\|f]]")]),
    "reference": ("[a][b] [b]\n\n[b]: c.md", [(1, 1, "[a][b]"), (1, 8, "[b]")]),
    "nested": ("[![a](b.png)](c.md)", [(1, 1, "[![a](b.png)](c.md)"), (1, 2, "![a](b.png)")]),
    "over lines of a quotation": ("> [[b|c\n> d]]", [(1, 3, "[[b|c\n> d]]")]),
    "footnote that is dropped": ("a\n\n[^1]: [[b]]", [(3, 7, "[[b]]")]),
    "replaced characters": ("\0\ud800 [[b]]", [(1, 4, "[[b]]")]),
}


@pytest.mark.parametrize(("text", "expected"), PLACES.values(), ids=PLACES)
def test_places_of_links(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert [(place.line, place.column, text[place.start : place.end]) for place in places(text)] == expected
    assert len(convert(text).links) == len(expected)


def test_a_link_says_what_was_written() -> None:
    assert convert("x ![a](../b.md?c#d)\n[[ e/f#g | h ]]").links == (
        Link(kind="relative", target="../b.md?c#d", image=True, text=None),
        Link(kind="wiki", target="e/f#g", image=False, text="h"),
    )


# --- slots --------------------------------------------------------------------------------------------------------


def test_fill_escapes_what_it_is_given() -> None:
    body = convert('[[a]] [b](c "&") ![d](e)')
    assert fill(body, lambda _: ('/"><script>\u202e', '<i>&"')) == (
        '<p><a href="/%22%3E%3Cscript%3E%E2%80%AE">&lt;i&gt;&amp;&quot;</a> '
        '<a href="/%22%3E%3Cscript%3E%E2%80%AE" title="&amp;">b</a> '
        '<img src="/%22%3E%3Cscript%3E%E2%80%AE" alt="d"></p>\n'
    )


def test_each_link_is_asked_for_once_in_the_order_of_the_page() -> None:
    body = convert("[^1] [![a](b)](c) [[d]] [e](#f)\n\n[^1]: [g](h)\n[^2]: [dropped](i)")
    asked: list[str] = []
    fill(body, lambda link: asked.append(link.target))
    assert asked == ["c", "b", "d", "h"]


@pytest.mark.parametrize(
    "text", ["\0000\0", "&#0;0&#0;", "[[a]]\0/0\0", "[x](\0000\0)", "`\0000\0`", "\ufdd0 &#xfdd0;"]
)
def test_no_text_forges_a_slot(text: str) -> None:
    body = convert(text)
    assert body.html.count("\0") == sum({"wiki": 2, "relative": 4}[link.kind] for link in body.links)
    assert "\0" not in fill(body, page_of)


def test_control_characters_are_replaced() -> None:
    body = convert("a\x01\x1b\x7f\x9f\ufffe &#1;&#x1b; `\x02` [b\x03](#c&#4;)")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe]", body.html)


# --- a whole record ---------------------------------------------------------------------------------------------------


def report(body: Body) -> str:
    """All that is known of a text, to be read in a diff."""
    held = (*body.links, *body.headings, *body.raw_html)
    return fill(body, page_of) + "\n".join(("", *map(repr, held), ""))


def test_record() -> None:
    """Renew the golden file with UPDATE_GOLDEN=1, and read the difference."""
    text, golden = (GOLDEN / "record.md").read_text(encoding="utf-8"), GOLDEN / "record.txt"
    found = report(convert(text))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_line_ends_make_no_difference() -> None:
    text = (GOLDEN / "record.md").read_text(encoding="utf-8")
    unix, dos = convert(text), convert(text.replace("\n", "\r\n"))
    assert (dos.html, dos.headings, dos.links) == (unix.html, unix.headings, unix.links)
    assert [place[:2] for place in places(text.replace("\n", "\r\n"))] == [place[:2] for place in places(text)]


# --- hostile texts ----------------------------------------------------------------------------------------------------


def repeated(unit: str, length: int) -> str:
    return unit * (length // len(unit))


REPEATED = [
    *(
        ">",
        "> ",
        "[",
        "[[",
        "![",
        "[[a|",
        "[[a|b]",
        "[a](",
        "*a ",
        "**a",
        "`",
        "<",
        "<b ",
        "&#1;",
        "\\",
        "\\[[",
        "|",
        "|[[a|b]]",
    ),
    *(
        "[^a]",
        "[^a]: ",
        "- a\n",
        "# a\n",
        "# a-1\n",
        "a\n=\n",
        "```\n",
        "> [!NOTE]\n",
        "- [ ] a\n",
        "<!--",
        "<b>",
        "\r",
        "\0",
        "\u202e",
    ),
    *(
        "https://",
        "https://a.eu ",
        "https://a.eu/_x_ ",
        "https://a.eu/)",
        "é[[ü]]\r\n",
        "😀[a](b)",
        "![a](b)",
        ":-|",
        "-|\n",
        "|-",
    ),
]
GROWN: dict[str, Callable[[int], str]] = {
    "address": lambda n: "https://a.eu/" + ";" * n,
    "parentheses": lambda n: "https://a.eu/" + ")" * n,
    "entities": lambda n: "https://a.eu/" + "&a;" * (n // 3),
    "one footnote": lambda n: "[^a]: b\n\n" + "[^a]" * (n // 4),
    "chain of footnotes": lambda n: "[^0]\n\n" + "".join(f"[^{i}]: a [^{i + 1}]\n" for i in range(n // 20)),
    "ids": lambda n: "".join(f"# a-{i}\n# a\n" for i in range(n // 12)),
    "wide table": lambda n: "a|" * (n // 3) + "\n" + "-|" * (n // 3) + "\n" + "|\n" * (n // 6),
    "deep list": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "runs of backticks": lambda n: " ".join("`" * i for i in range(int((2 * n) ** 0.5))),
}
HOSTILE: dict[str, Callable[[int], str]] = {repr(unit): partial(repeated, unit) for unit in REPEATED} | GROWN


@pytest.mark.parametrize("grown", HOSTILE.values(), ids=HOSTILE)
def test_time_is_linear(grown: Callable[[int], str]) -> None:
    """What is quadratic takes far longer than this; what is linear, a tenth of it."""
    began = time.process_time()
    fill(convert(grown(100_000)), page_of)
    assert time.process_time() - began < 4


def test_deep_nesting() -> None:
    body = convert(">" * 10_000 + " [[a]]")
    assert body.html.count("<blockquote>") == body.html.count("</blockquote>") == 10_000
    assert [link.target for link in body.links] == ["a"]
