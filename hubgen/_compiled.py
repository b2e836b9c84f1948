"""Most texts as HTML by the parser's own writer, which is compiled and takes a tenth of the time of `_events.py`.

What the hub writes otherwise (headings' ids, slots for links, tables, tasks) is put into its HTML. Where a text holds
anything whose HTML does not say all (raw HTML, escapes, entities, images, footnotes, odd addresses), there is no answer
here. `_events.py` says what is right: the two give the same, or this one gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pyromark

from ._blocks import Heading, Ids, slug, table_start, task_start
from ._inline import OPTIONS, Link, address_kind, slot, tags, unguarded, wiki_link

_ENTITY = re.compile(r"&#?\w+;")
_BLOCK = "(?:p|li|[uo]l|blockquote|pre|hr|table|h[1-6])[ >]"
_BEFORE = "|".join(rf"(?<={end}\n)" for end in ("[^>]", "<li>", "</em>", "</strong>", "</del>", "</a>", "</code>"))
_FRESH_LINE = re.compile(rf"\n(?=<{_BLOCK})(?:{_BEFORE})")
"""The line's end that the parser's writer puts before a block in a list's item."""
_FIRST = re.compile(r"<ol start=&quot;(\d+)&quot;>")
_TASK = re.compile(
    rf"<li>(<p>)?<input disabled=&quot;&quot; type=&quot;checkbox&quot;( checked=&quot;&quot;)?/>\n(.*?)(?=</?{_BLOCK})",
    re.DOTALL,
)
_TABLE = "<table><thead><tr>"
_BODY = "</tr></thead><tbody>"
_ALIGNED = re.compile(r"<t([hd]) style=&quot;text-align: (left|center|right)&quot;>")
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NAMED = r"(?P<target>[^\[\]|\n<]+)(?:\|(?P<words>[^\[\]<]*))?\]\]"
_LINKED = re.compile(rf"\[\[{_NAMED}")
_HELD = re.compile(
    # the set first lets the search skip all other characters quickly; no text has a > of its own
    r"[<\[:](?:"
    r"a href=&quot;(?P<address>[\w!#$()*+,./:;=?@~&-]+)&quot;>(?P<shown>(?!</a>).+?)</a>"
    r"|code(?: class=&quot;language-(?P<language>[\w+#.-]*)&quot;)?>(?P<code>.*?</code>)"
    rf"|\[(?<=\[\[){_NAMED}"
    r"|//(?<=://)|a (?<=<a )|code (?<=<code )|input d(?<=<input d)|blockquote (?<=<blockquote )"
    r")",
    re.DOTALL | re.ASCII,
)
"""Links, code in which none is looked for, and what there is no answer for."""


class _Unsure(Exception):
    """The HTML does not say all that must be known."""


def converted(guarded: str, words: Mapping[str, str]) -> tuple[str, list[Link], list[Heading]] | None:
    """The HTML of a text that was made fit and guarded, its links and its headings; or None."""
    if "<" in guarded or "\\" in guarded or "![" in guarded or "[^" in guarded:
        return None  # without these, each tag in the HTML is the writer's own
    if "&" in guarded and _ENTITY.search(guarded):
        return None
    html = unguarded(pyromark.html(guarded, options=OPTIONS)).replace('"', "&quot;")
    if "<li>" in html:
        html = _items(html)
    if "<table>" in html:
        html = _tables(html, words)
    if " />" in html:
        html = html.replace("<hr />", "<hr>").replace("<br />", "<br>")
    coded = "</code>" in html
    if coded:
        html = html.replace("<pre>", '<pre tabindex="0">')
    # most texts hold links to records alone, which are found in half the time; an attribute shows all others
    simple = not coded and "=&quot;" not in html and "://" not in html
    try:
        html, headings = _with_ids(html)
        html, links = (_with_named if simple else _with_slots)(html)
    except _Unsure:
        return None
    return html, links, headings


def _items(html: str) -> str:
    """The HTML with the items of its lists as the hub writes them."""
    html = _FRESH_LINE.sub("", html)
    if "<input" in html:
        html = _TASK.sub(_task, html)
    return _FIRST.sub(r'<ol start="\1">', html) if "<ol " in html else html


def _task(found: re.Match[str]) -> str:
    return f'<li class="task">{found[1] or ""}{task_start(bool(found[2]))}{found[3]}</label>'


def _tables(html: str, words: Mapping[str, str]) -> str:
    """The HTML with its tables as the hub writes them."""
    if " style=" in html:
        html = _ALIGNED.sub(r'<t\1 class="align-\2">', html)
    before, *tables = html.split(_TABLE)
    return before + "".join([table_start(words, n) + _table(table) for n, table in enumerate(tables, 1)])


def _table(html: str) -> str:
    """A table from its first head on, with all that follows it."""
    head, _, body = html.partition(_BODY)
    head = head.replace("<th", '<th scope="col"').replace("</th>", "</th>\n")
    rows, _, after = body.partition("</tbody></table>")
    rows = rows.replace("</td>", "</td>\n").replace("<tr>", "<tr>\n")
    return f"<thead>\n<tr>\n{head}</tr>\n</thead>\n<tbody>{rows}</tbody>\n</table>\n</div>{after}"


def _with_ids(html: str) -> tuple[str, list[Heading]]:
    headings: list[Heading] = []
    ids = Ids()

    def heading(found: re.Match[str]) -> str:
        number, held = found.groups()
        if "[[" in held or "://" in held:
            raise _Unsure
        text = " ".join((unescape(_TAG.sub("", held)) if "<" in held or "&" in held else held).split())
        level, name = max(2, int(number)), ids.unique(slug(text))
        headings.append(Heading(level, name, text))
        return f'<h{level} id="{name}">{held}</h{level}>'

    return _HEADING.sub(heading, html), headings


def _with_named(html: str) -> tuple[str, list[Link]]:
    links: list[Link] = []
    return _LINKED.sub(lambda found: _named(found, found["target"], found["words"], links), html), links


def _with_slots(html: str) -> tuple[str, list[Link]]:
    links: list[Link] = []

    def held(found: re.Match[str]) -> str:
        address, shown, language, code, target, words = found.groups()
        if target:
            return _named(found, target, words, links)
        if address:
            address = unescape(address)
            link = Link(address_kind(address), address)
            opening, ending = tags(len(links), link)
            links.append(link)
            return f"{opening}{shown}{ending}"
        if code:
            return f'<code class="language-{language}">{code}' if language else found[0]
        raise _Unsure

    return _HELD.sub(held, html), links


def _named(found: re.Match[str], target: str, words: str | None, links: list[Link]) -> str:
    """The slot of a link to a record, which is put to the others."""
    link = wiki_link(unescape(target), unescape(words) if words else None)
    if not link.target:
        return found[0]
    links.append(link)
    return slot(len(links) - 1)
