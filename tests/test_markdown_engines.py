"""Markdown against other engines, and against any text at all.

A second engine, built on markdown-it-py, finds the links, headings, raw HTML and words of a text with a parser that is
not the hub's. What both find must agree over CommonMark's examples, the hub's own and made-up documents; and the HTML
must be the parser's own, apart from what is added to it or taken out on purpose. Of any text the HTML must be safe.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pyromark
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin
from pyromark import Options

from hubgen._compiled import converted
from hubgen._inline import address_kind, bare_address, guard
from hubgen.markdown import WORDS, Body, Link, Source, convert, fill, from_events, places, stretches

from .test_markdown import ADDRESSES, BARE, BLOCKS, CELLS, INLINE, NO_WIKI, WIKI

# --- texts ------------------------------------------------------------------------------------------------------------


def commonmark_examples() -> Iterator[str]:
    """The Markdown of the specification's examples, from the npm package commonmark-spec."""
    folders = [Path(__file__).parents[1] / "node_modules", *map(Path, os.environ.get("NODE_PATH", "").split(":"))]
    found = [path for folder in folders if (path := folder / "commonmark-spec" / "spec.txt").is_file()]
    for path in found[:1]:
        text = path.read_text(encoding="utf-8").replace("→", "\t")
        yield from re.findall(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", text, re.MULTILINE | re.DOTALL)


COMMONMARK = list(commonmark_examples())
OWN = [text for cases in (INLINE, BLOCKS, WIKI, NO_WIKI, ADDRESSES, BARE) for text, _ in cases.values()]
OWN += [f"x | y\n--|--\n{row}" for row, _ in CELLS.values() if r"\|" in row or "|" not in row.strip("| ")]
EXAMPLES = [*COMMONMARK, *OWN]


def test_there_are_examples() -> None:
    assert len(OWN) > 60
    assert len(COMMONMARK) == 652


WORD = st.sampled_from(
    ["word", "two words", "é", "ÄÖ ü", "日本", "😀", "3.5", "a_b_c", "(so)", "it's", "x < y", "R&D", '"q"']
)
SPAN = st.one_of(
    WORD,
    WORD.map("*{}*".format),
    WORD.map("**{}**".format),
    WORD.map("~~{}~~".format),
    WORD.map("`{}`".format),
    WORD.map("[{}](a.md)".format),
    WORD.map('[*{}*](<b c.md> "t")'.format),
    WORD.map("[{}](https://example.eu/ü)".format),
    WORD.map("[{}](javascript:x)".format),
    WORD.map("![{}](d.png)".format),
    WORD.map("[[id|{}]]".format),
    WORD.map("[{}][ref]".format),
    st.sampled_from(
        ["[[id]]", "[[kind/id]]", "<https://example.eu>", "https://example.eu/a_b.", "(https://example.eu/)"]
    ),
    st.sampled_from([r"\*", r"\[[a]]", "&amp;", "&copy;", "`[[a]]`", "<b>", "</b>", "<!-- c -->", "[#](#id)"]),
)
LINE = st.lists(SPAN, min_size=1, max_size=6).map(" ".join)
PARAGRAPH = st.lists(LINE, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(["\n", "  \n", "\\\n"]).map(lambda end: end.join(lines))
)


def _indented(text: str, first: str, other: str) -> str:
    return first + text.replace("\n", "\n" + other)


def _around(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(blocks, min_size=1, max_size=3)
    return st.one_of(
        several.map("\n\n".join).map(lambda text: _indented(text, "> ", "> ")),
        several.map(lambda items: "\n\n".join(_indented(item, "- ", "  ") for item in items)),
        several.map(lambda items: "\n".join(_indented(item, f"{n}. ", "   ") for n, item in enumerate(items, 1))),
    )


BLOCK = st.recursive(
    st.one_of(
        PARAGRAPH,
        LINE.map("## {}".format),
        LINE.map("{}\n---".format),
        LINE.map("```py\n{}\n```".format),
        LINE.map("- [x] {}".format),
        LINE.map(lambda line: f"| a | b |\n|---|:-:|\n| {line.replace('|', chr(92) + '|')} | c |"),
    ),
    _around,
    max_leaves=6,
)
DOCUMENT = st.lists(BLOCK, min_size=1, max_size=5).map(lambda blocks: "\n\n".join([*blocks, "[ref]: r.md 't'\n"]))
SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *"*_~`[]()|\\!<>&#-+.:\"' \t\n\r",
                "[[",
                "]]",
                "\n\n",
                "> ",
                "- ",
                "1. ",
                "    ",
                "```\n",
                "---\n",
                "|-|-|\n",
            ]
        ),
        st.sampled_from(
            ["[a](b)", "![a](b)", "[[a|b]]", "[^1]", "\n[^1]: ", "- [ ] ", "> [!NOTE]\n", "\r\n", "https://a.eu/_b_"]
        ),
        st.sampled_from(
            [
                "<script>",
                "<b onclick='x'>",
                "<!--",
                "javascript:",
                "data:x",
                "](javascript:x)",
                '"onload="x',
                "\0",
                "&#1;",
            ]
        ),
        st.sampled_from(
            ["\ufdd0", "\u202e", "\u2028", "\x85", "[r]", "\n[r]: <x> 'y'\n", "# fn-1\n", "a", "é", "😀", "\ud800"]
        ),
        st.text(max_size=4),
    ),
    max_size=40,
).map("".join)

# --- a second engine --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an engine finds in a text, in a form in which the order of footnotes makes no difference."""

    links: Counter[tuple[str, str, bool, str | None]]
    headings: list[tuple[int, str]]
    raw_html: list[str]
    words: Counter[str]


def page_of(link: Link) -> tuple[str, str]:
    return link.target, link.target if link.kind == "wiki" else ""


def ours(text: str) -> Found:
    body = convert(text)
    return Found(
        links=Counter((link.kind, link.target, link.image, link.text) for link in body.links),
        headings=[(heading.level, heading.text) for heading in body.headings],
        raw_html=[raw.text.strip() for raw in body.raw_html],
        words=Counter(words(fill(body, page_of))),
    )


class SecondEngine:
    """Finds the same with markdown-it-py."""

    _parser = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .use(footnote_plugin, inline=False)
        .use(tasklists_plugin)
        .disable("text_join")  # keeps escapes and entities apart from text
    )
    _parser.validateLink = lambda _: True  # type: ignore[method-assign,assignment]
    _parser.normalizeLink = _parser.normalizeLinkText = str  # type: ignore[method-assign,assignment]
    _LINK = re.compile(r"\[\[([^]\[|\n\0]+)(?:\|([^]\[\0]*))?]]|(?<![A-Za-z])[Hh][Tt][Tt][Pp][Ss]?://[^]\[\s<\\\0]+")

    def __init__(self, text: str) -> None:
        self.links: list[tuple[str, str, bool, str | None]] = []
        self.raw_html: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.words: list[str] = []
        tokens = self._parser.parse(text)
        for before, token in zip([None, *tokens], tokens, strict=False):
            self._block(before, token)

    def _block(self, before: Token | None, token: Token) -> None:
        if token.type in ("html_block", "fence", "code_block"):
            self.words.append(token.content)
        if token.type == "html_block":
            self.raw_html.append(token.content.strip())
        if token.type == "inline":
            shown, said = self._inline(token.children or [], linked=False)
            self.words.append(shown)
            if before and before.type == "heading_open":
                self.headings.append((max(2, int(before.tag[1])), " ".join(said.split())))

    def _inline(self, tokens: Sequence[Token], *, linked: bool) -> tuple[str, str]:
        """The words shown, and those of them that a heading's text has."""
        shown, said, run = "", "", list[tuple[str, str]]()
        for token in [*tokens, Token("end", "", 0)]:
            if token.type in ("text", "softbreak", "text_special"):
                text = "\n" if token.type == "softbreak" else token.content
                run.append((text, "\0" * len(text) if token.type == "text_special" and text in ("[", "]") else text))
                continue
            text = self._run(run, linked)
            run.clear()
            more, spoken = self._token(token)
            shown, said = shown + text + more, said + text + spoken
            linked = token.type == "link_open" or (linked and token.type != "link_close")
        return shown, said

    def _token(self, token: Token) -> tuple[str, str]:
        if token.type == "link_open":
            self._link(str(token.attrs["href"]), image=False)
        if token.type == "image":
            kind = self._link(str(token.attrs["src"]), image=True)
            links = list(self.links)
            alternative, _ = self._inline(token.children or [], linked=True)
            self.links = links  # those inside an image's text are not shown
            return ("" if kind == "relative" else alternative), alternative
        if token.type == "code_inline":
            return token.content, token.content
        if token.type == "html_inline" and "task-list-item-checkbox" not in token.content:
            self.raw_html.append(token.content)
            return token.content, ""
        return (" ", " ") if token.type == "hardbreak" else ("", "")

    def _link(self, address: str, *, image: bool) -> str:
        kind = address_kind(address)
        self.links.append((kind, address, image, None))
        return kind

    def _run(self, run: list[tuple[str, str]], linked: bool) -> str:
        """The text with its wiki links by their words, and those noted with the bare addresses."""
        text, out, at = "".join(text for text, _ in run), "", 0
        for match in self._LINK.finditer("".join(scanned for _, scanned in run) if not linked else ""):
            target = text[match.start(1) : match.end(1)].strip() if match[1] else ""
            if target:
                words_given = " ".join((match[2] or "").split()) or None
                self.links.append(("wiki", target, False, words_given))
                out, at = out + text[at : match.start()] + (words_given or target), match.end()
            elif not match[1] and (address := bare_address(match[0])):
                self.links.append(("external", address, False, None))
        return out + text[at:]


def theirs(text: str) -> Found:
    engine = SecondEngine(text)
    return Found(
        links=Counter(engine.links),
        headings=engine.headings,
        raw_html=engine.raw_html,
        words=Counter(" ".join(engine.words).split()),
    )


@pytest.mark.parametrize("text", [text for text in EXAMPLES if not re.search(r"> \[!|\[\]\(h|/_c_/", text)])
def test_both_engines_find_the_same_in_examples(text: str) -> None:
    """All but alerts, links without words and marks inside bare addresses, which markdown-it-py does not know."""
    assert ours(text) == theirs(text)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(DOCUMENT)
def test_both_engines_find_the_same_in_documents(text: str) -> None:
    assert ours(text) == theirs(text)


# --- the two writers --------------------------------------------------------------------------------------------------

CONTENT = [
    path.read_text(encoding="utf-8").rpartition("\n---\n")[2]
    for path in sorted(Path(__file__).parents[1].glob("content/**/*.md"))
]
SIMPLE = re.compile(r"[<\\&!^]")
"""What keeps a text from the compiled writer."""


def is_compiled(text: str) -> bool:
    return converted(Source(text).guarded, WORDS) is not None


def test_both_writers_write_the_same_in_examples() -> None:
    texts = [*EXAMPLES, *CONTENT]
    assert [text for text in texts if convert(text) != from_events(Source(text))] == []
    assert sum(map(is_compiled, EXAMPLES)) > (400 if COMMONMARK else 60)
    assert sum(map(is_compiled, CONTENT)) > 0.9 * len(CONTENT)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.one_of(DOCUMENT, SOUP, DOCUMENT.map(partial(SIMPLE.sub, "")), SOUP.map(partial(SIMPLE.sub, ""))))
def test_both_writers_write_the_same(text: str) -> None:
    assert convert(text) == from_events(Source(text))


# --- the parser's own HTML --------------------------------------------------------------------------------------------

OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
BLOCK_TAGS = frozenset(
    {
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "hr",
        "br",
        "table",
        "thead",
        "tr",
        "th",
        "td",
    }
)
VOID = frozenset({"br", "hr", "img", "input"})
ADDED_TAGS = frozenset({"label", "input", "tbody"})
KEPT = frozenset({"href", "src", "alt", "title", "start", "class"})
Piece = tuple[str, str]
"""start, end, text or code; and what it is."""


class Normal(HTMLParser):
    """HTML as pieces, without what we add to the parser's HTML and without what we take out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[Piece] = []
        self._ends: list[str] = []  # what the end tags of the open links and divs become
        self._text = "text"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "img":
            self._image(held)
        elif tag == "a":
            self._ends.append("" if address_kind(held["href"]) == "unsafe" else "a")
            self._start(self._ends[-1], held)
        elif tag == "div":
            self._ends.append("blockquote" if "alert" in held.get("class", "") else "")
            self._start(self._ends[-1], held)
        elif tag not in ADDED_TAGS:
            self._text = "code" if tag == "pre" else self._text
            self._start("h2" if tag == "h1" else tag, held)

    def _start(self, name: str, held: dict[str, str]) -> None:
        language = held.get("class", "").split()
        held["class"] = language[0] if language and language[0].startswith("language-") else ""
        kept = sorted(f"{key}={unquote(value)}" for key, value in held.items() if key in KEPT and value)
        if name:
            self.pieces.append(("start", " ".join([name, *kept])))

    def _image(self, held: dict[str, str]) -> None:
        kind = address_kind(held["src"])
        if kind == "relative":
            self._start("img", held)
        elif kind == "external" and "a" not in self._ends:
            self._start("a", {"href": held["src"], "title": held.get("title", "")})
            self.pieces += [("text", held["alt"] or held["src"]), ("end", "a")]
        else:
            self.pieces.append(("text", held["alt"]))

    def handle_endtag(self, tag: str) -> None:
        self._text = "text" if tag == "pre" else self._text
        name = self._ends.pop() if tag in ("a", "div") else "h2" if tag == "h1" else tag
        address = self.pieces[-1][1].partition("href=")[2] if self.pieces and tag == "a" else ""
        if address and address_kind(address) != "relative":  # a link that holds nothing
            self.pieces.append(("text", address))
        if name and name not in ADDED_TAGS | VOID:
            self.pieces.append(("end", name))

    def handle_data(self, data: str) -> None:
        self.pieces.append((self._text, data))


def normal(html: str) -> list[Piece]:
    """The pieces of the HTML; blanks in a text made one, and none beside the tag of a block."""
    parser = Normal()
    parser.feed(re.sub(r'<p class="alert-title">.*?</p>', "", html))
    parser.close()
    pieces: list[Piece] = []
    for kind, what in parser.pieces:
        if pieces and kind == pieces[-1][0] == "text":
            what = pieces.pop()[1] + what
        pieces.append((kind, what))
    beside = [True, *(kind in ("start", "end") and what.split()[0] in BLOCK_TAGS for kind, what in pieces), True]
    for at, (kind, what) in enumerate(pieces):
        if kind == "text":
            what = re.sub(r"[ \t\n]+", " ", what)
            what = what.removeprefix(" ") if beside[at] else what
            pieces[at] = (kind, what.removesuffix(" ") if beside[at + 2] else what)
    return [piece for piece in pieces if piece[1]]


def words(html: str) -> list[str]:
    """The words that a reader sees, but for the marks of footnotes and the titles of alerts."""
    html = re.sub(r'<sup class="footnote-ref".*?</sup>|<a class="footnote-backref".*?</a>', "", html)
    html = re.sub(r"</?(?:p|h\d|li|t[dh]|pre|br)\b[^>]*>", " ", re.sub(r'<p class="alert-title">.*?</p>', "", html))
    return unescape(re.sub(r"<[^>]*>", "", html)).split()


def is_comparable(text: str, body: Body) -> bool:
    """Whether the text holds nothing that we write otherwise than the parser."""
    wiki = any(link.kind == "wiki" for link in body.links)
    bare = wiki or any(text.startswith(("http", "HTTP"), place.start) for place in places(text))
    refused = any(link.kind == "unsafe" and re.search(r"[\\`]", link.target) for link in body.links)
    return not (bare or refused or body.raw_html or "[^" in text or guard(text) != text)


def test_html_is_the_parsers_own_in_examples() -> None:
    bodies = [(text, convert(text)) for text in EXAMPLES]
    compared = [(text, body) for text, body in bodies if is_comparable(text, body)]
    different = [text for text, body in compared if normal(fill(body, page_of)) != normal(parsers_own(text))]
    assert len(compared) > (600 if COMMONMARK else 60)
    assert different == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.one_of(DOCUMENT, SOUP))
def test_html_is_the_parsers_own(text: str) -> None:
    body = convert(text)
    assume(is_comparable(text, body))
    assert normal(fill(body, page_of)) == normal(parsers_own(text))


def parsers_own(text: str) -> str:
    """The parser's HTML; it is given, and must give, no character that HTML forbids."""
    text = UNFIT.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    return UNFIT.sub("\ufffd", pyromark.html(text, options=OPTIONS))


# --- any text ---------------------------------------------------------------------------------------------------------

GLOBAL = frozenset({"class", "id"})
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(("p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "li", "hr", "br"), GLOBAL),
    **dict.fromkeys(("em", "strong", "del", "code", "sup", "label", "table", "thead", "tbody", "tr", "td"), GLOBAL),
    "a": GLOBAL | {"href", "title", "rel", "role", "aria-label"},
    "img": frozenset({"src", "alt", "title"}),
    "input": frozenset({"type", "disabled", "checked"}),
    "ol": frozenset({"start"}),
    "pre": frozenset({"tabindex"}),
    "th": GLOBAL | {"scope"},
    "div": GLOBAL | {"tabindex", "role", "aria-label"},
    "section": GLOBAL | {"role", "aria-label"},
}


class Strict(HTMLParser):
    """Reads HTML and fails at a tag, an attribute or an address that may not be there, or does not fit."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.fragments: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        assert len(held) == len(attrs)
        assert held.keys() <= ALLOWED[tag]
        assert tag != "a" or "a" not in self.open
        address = held.get("href") or held.get("src") or ""
        assert urlsplit(address).scheme in ("", "http", "https", "mailto")
        assert not re.search(r"[\s\x00-\x20<>\"\\\u202a-\u202e]", address)
        assert tag != "img" or not re.match(r"//|https?:", address)
        self.ids += [held["id"] or ""] if "id" in held else []
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def assert_safe(html: str) -> None:
    parser = Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    assert len(set(parser.ids)) == len(parser.ids)
    assert not UNFIT.search(html)
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)  # as a browser reads it
    assert {element.tag for element in tree.iter()} - {"DOCUMENT_FRAGMENT"} <= ALLOWED.keys()
    assert all(element.attrib.keys() <= ALLOWED[element.tag] for element in tree.iter() if element.tag in ALLOWED)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(SOUP)
@example("<script>alert(1)</script>")
@example("<img src=x onerror=alert(1)>\n\n<!-- --><svg onload=x>")
@example('[a](javascript:x \'" onclick="x\')\n\n```" onload="x\n```\n\n![" onerror="x](y)')
@example('# " onclick=x\n\n[^"x]: y\n\n[^"x] [[" x|" y]]')
@example("# fn-1\n# fnref-1\n# fnref-1-2\n[^a][^a]\n\n[^a]: # fn-1\n    [^a]")
def test_html_is_safe(text: str) -> None:
    body = convert(text)
    assert_safe(fill(body, lambda link: ("/" + link.target, link.target)))
    assert_safe(fill(body, lambda link: None))
    assert len({heading.id for heading in body.headings}) == len(body.headings)


LOOKS_LIKE_A_LINK = (
    "[[a]]", "[[a|b]]", "[[b]]", "[a](b.md)", "[a](a)", "[b](a 'c')", "[a]", "(a)", "[[", "]]", "[", "](a)", "|", " ", "\n",
    "\n\n", "    ", "- ", "> ", "a", "b.md", "https://a.eu", "`", "*", "&amp;", "{{ a }}", "| a |\n|---|\n", "| [[a|b]] |\n",
)  # fmt: skip


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.one_of(SOUP, DOCUMENT, DOCUMENT.map(lambda text: text.replace("\n", "\r\n"))))
def test_places_are_right(text: str) -> None:
    found = places(text)
    for link, place in zip(convert(text).links, found, strict=True):
        before = re.split(r"\r\n|\r|\n", text[: place.start])
        assert (place.line, place.column) == (len(before), len(before[-1]) + 1)
        assert re.match(FORMS[link.kind], text[place.start : place.end], re.IGNORECASE | re.DOTALL)
    assert [place.start for place in found] == sorted(place.start for place in found)


@settings(max_examples=500, deadline=None, derandomize=True)
@given(st.one_of(SOUP, DOCUMENT, st.lists(st.sampled_from(LOOKS_LIKE_A_LINK)).map("".join)))
def test_links_found_by_their_look_are_those_that_the_parser_finds(text: str) -> None:
    assert stretches(text, convert(text).links) == [(place.start, place.end) for place in places(text)]


PLAIN_LINK = r"!?\[.*[])]$|<.*>$"
FORMS = {
    "wiki": r"\[\[.*\]\]$",
    "external": rf"{PLAIN_LINK}|https?://.+$",
    **dict.fromkeys(("relative", "anchor", "unsafe"), PLAIN_LINK),
}
