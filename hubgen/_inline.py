"""What stands inside a line of text: wiki links, bare addresses, and which addresses are let through.

Some of it the parser would break, so it is guarded by stand-ins before the parser reads a text, and restored in what
the parser says. Blocks and tags are left to `_blocks.py` and `_events.py`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import escape as _escape
from itertools import accumulate
from typing import Any, Literal, NamedTuple
from urllib.parse import quote

from pyromark import Options

from .schema import address_fault

LinkKind = Literal["wiki", "relative", "anchor", "external", "unsafe"]
OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_GFM
)
"""The parser's, beside CommonMark."""
SLOT = "\0"
"""Stands around a slot in the HTML: no text holds it."""
Byte = tuple[int, int]
"""A byte of the source, and characters after it: the parser counts bytes, a match inside a text counts characters."""
Piece = tuple[str, int, int]
"""What one text event says, and the bytes of the source that say so."""

_LITERAL = "\x02"
"""Stands for an escaped bracket while links are looked for."""
_LINKED = re.compile(
    r"\[\[(?P<target>[^\[\]|\n\x02]+)(?:\|(?P<words>[^\[\]\x02]*))?\]\]|(?<![a-z])https?://[^\s<\[\]\\\x02]+",
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_OTHER_HOST = re.compile(r"\s*[/\\]{2}")
_SCHEME = re.compile(r"[^/?#]*:")
_HREF_SAFE = "!#$%&'()*+,-./:;=?@_~"
_AFTER_ADDRESS = "?!.,:*_~'\""
_ENTITY_END = re.compile(r"(?:&[A-Za-z0-9]{1,32})?;$")

_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that HTML forbids, which leaves them free to stand for others while a text is read."""
_GUARDS = {"|": "\ufdd0", "*": "\ufdd1", "_": "\ufdd2", "~": "\ufdd3"}
_EMPHASIS_GUARDS = str.maketrans({mark: guard for mark, guard in _GUARDS.items() if mark != "|"})
_GUARDED = {guard: mark for mark, guard in _GUARDS.items()}
_RULER = re.compile(r"\n(?=[ \t>:*+0-9.)-]*\|)(?=[ \t>|:*+0-9.)]*-)[ \t>|:*+0-9.)-]*(?:\n|\Z)")
"""A line that can be the one below a table's head, with the marks of lists and quotations before it."""
_PIPED = re.compile(r"\[(?<!\\\[)\[[^\[\]|\n`]+\|[^\[\]\n`]*\]\]")
_PIPE = re.compile(r"(?<!\\)\|")
_ADDRESS = re.compile(r"http(?<![A-Za-z<]http)(?<!\]\(http)s?://[^\s<\[\]\\]+")
"""A bare address, or what may be one; `<https://…` and `](https://…` the parser reads as addresses already."""


class Link(NamedTuple):
    """One link or image in a text."""

    kind: LinkKind
    target: str
    """wiki: what stands before | in [[…]]; relative: the path with its query and fragment; else the address."""
    image: bool = False
    text: str | None = None
    """wiki: the words after |, where there are any."""


class Found(NamedTuple):
    """A link in a run of texts: where in the run, and where in the source."""

    at: int
    after: int
    start: Byte
    end: Byte
    link: Link


def escape(text: str) -> str:
    """The text as HTML, fit for an attribute in double quotes too."""
    return _escape(text, quote=False).replace('"', "&quot;")


@lru_cache(maxsize=1 << 14)
def href(address: str) -> str:
    """The address as an attribute's value: what no address may hold is percent-encoded, as CommonMark has it."""
    return escape(quote(address, safe=_HREF_SAFE))


def slot(number: int) -> str:
    """The place of the wiki link with that number."""
    return f"{SLOT}{number}{SLOT}"


def tags(number: int, link: Link, title: str = "") -> tuple[str, str]:
    """The tags around the link with that number: slots where its address is not known yet, nothing where it is refused."""
    if link.kind == "unsafe":
        return "", ""
    title = f' title="{escape(title)}"' if title else ""
    if link.kind == "relative":
        return f"{SLOT}{number}{title}{SLOT}", f"{SLOT}/{number}{title}{SLOT}"
    leaves = link.kind == "external" and not link.target.lower().startswith("mailto:")
    attributes = ' class="external" rel="noopener"' if leaves else ""
    return f'<a href="{href(link.target)}"{attributes}{title}>', "</a>"


def address_kind(address: str) -> LinkKind:
    """What the address of a link or an image is; `unsafe` must not be published (see `address_fault`)."""
    if _CONTROL.search(address) or _OTHER_HOST.match(address):
        return "unsafe"
    if address.startswith("#"):
        return "anchor"
    if _SCHEME.match(address):
        return "unsafe" if address_fault(address) else "external"
    return "relative"


def bare_address(text: str) -> str:
    """The address that a text without blanks begins with; empty where it is none.

    Where it ends is the rule of GFM's extended autolinks: before trailing punctuation, an entity, or a parenthesis that
    was not opened.
    """
    end, unopened = len(text), text.count(")") - text.count("(")
    while end:
        if text[end - 1] == ")" and unopened > 0:
            unopened -= 1
            end -= 1
        elif text[end - 1] in _AFTER_ADDRESS:
            end -= 1
        elif entity := _ENTITY_END.search(text, max(0, end - 34), end):
            end = entity.start()
        else:
            break
    return "" if address_fault(text[:end]) else text[:end]


def links(run: list[Piece], source: bytes) -> Iterator[Found]:
    """The wiki links and bare addresses in a run of texts, in their order."""
    indexes = list(accumulate((len(text) for text, _, _ in run), initial=0))

    def start(index: int) -> Byte:
        piece = bisect_right(indexes, index) - 1
        return run[piece][1], index - indexes[piece]

    def end(index: int) -> Byte:
        piece = bisect_left(indexes, index) - 1
        return (run[piece][2], 0) if index == indexes[piece + 1] else (run[piece][1], index - indexes[piece])

    for match in _LINKED.finditer(_scannable(run, source)):
        link, length = _read(match)
        if link.target:
            at, after = match.start(), match.start() + length
            yield Found(at, after, start(at), end(after), link)


def _read(match: re.Match[str]) -> tuple[Link, int]:
    """A match and its length; without a target it is no link after all."""
    if match["target"] is None:
        address = bare_address(match[0])
        return Link("external", address), len(address)
    return wiki_link(match["target"], match["words"]), len(match[0])


def wiki_link(target: str, words: str | None) -> Link:
    """What stands in [[…]], before | and after it."""
    return Link("wiki", target.strip(), False, " ".join(words.split()) or None if words else None)


def _scannable(run: list[Piece], source: bytes) -> str:
    """The run's text, with a stand-in for each bracket that is written as an escape or an entity."""
    parts, previous = [], -1
    for text, start, end in run:
        if text.startswith(("[", "]")):
            escaped = start != previous and source[start - 1 : start] == b"\\"
            if escaped or source[start : start + 1] == b"&":
                text = _LITERAL + text[1:]
        parts.append(text)
        previous = end
    return "".join(parts)


# --- what the parser must not meet, or would take for markup ----------------------------------------------------------


def fit(text: str) -> str:
    """The text with a replacement for each character that HTML forbids."""
    if text.replace("\n", "").isprintable():  # as most are, and many times faster
        return text
    return _UNFIT.sub("\ufffd", text)


def guard(text: str) -> str:
    """The text with stand-ins for what the parser would break a link at: `|` in `[[a|b]]`, `_` in a bare address.

    A stand-in is one character too. `|` is guarded only where there may be a table, whose cells it would divide.
    """
    if "|" in text and "[[" in text and _RULER.search(text):
        text = _PIPED.sub(lambda match: _PIPE.sub(_GUARDS["|"], match[0]), text)
    return _ADDRESS.sub(_guard_address, text) if "://" in text else text


def unguarded(html: str) -> str:
    """The parser's HTML of a guarded text without stand-ins."""
    for mark, stand_in in _GUARDS.items():
        html = html.replace(stand_in, mark)
    return html


def _guard_address(match: re.Match[str]) -> str:
    address = bare_address(match[0])  # marks after it may be markup around it
    return address.translate(_EMPHASIS_GUARDS) + match[0][len(address) :]


def restored(events: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """The parser's events without stand-ins, and without characters that HTML forbids and an entity brought in."""
    for event, span in events:
        if isinstance(event, str) or "End" in event or event.get("Text", "\0").isprintable():
            yield event, span
        else:
            yield _restored(event), span


def _restored(value: Any) -> Any:
    if isinstance(value, str):
        return _UNFIT.sub(lambda found: _GUARDED.get(found[0], "\ufffd"), value)
    if isinstance(value, dict):
        return {name: _restored(held) for name, held in value.items()}
    return value
