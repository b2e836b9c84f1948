"""What a page is, and what it knows of the site around it. How a page comes about is left to the other modules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import unescape

from ..forge import NewFile
from ..insights.quality import Quality


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the site, without what surrounds it.

    `url` is relative to the site's root ("clusters/foodregio/", "" for home), `html` the body with its own `<h1>`,
    `layout` one of record, directory, page and home. `crumbs` are labels and urls without the page itself. `path` is the
    file it comes from, `kind` the folder of its kind, `modified` the day of the last review. `beside` are files that the
    page fetches: path and content. `body` is what somebody wrote of `html`: what the search finds it by, beside title and
    description. A page that is not `found` is none of its results.
    """

    url: str
    title: str
    description: str
    html: str
    layout: str
    crumbs: tuple[tuple[str, str], ...] = ()
    path: str = ""
    kind: str = ""
    modified: str = ""
    lang: str = ""
    beside: tuple[tuple[str, bytes], ...] = ()
    body: str = ""
    found: bool = True


def _nothing(name: str) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a page says of the hub around it.

    `icon` gives the markup inside an icon's `<svg>` of 24 by 24, or "" where there is none. `feedback` is the mailbox for
    mistakes.
    """

    site_name: str
    site_url: str = ""
    feedback: str | None = None
    proposals: NewFile | None = None
    """Where a new file is proposed."""
    content: str = "content"
    """The folder of records in the repository."""
    quality: Callable[[], Quality] | None = None
    """Tells how well the hub is kept, where that is to be shown: only when somebody asks, for it takes a look at all of it."""
    changed: Mapping[str, str] = field(default_factory=dict)
    """The day of the last change of files, by their path."""
    icon: Callable[[str], str] = _nothing


@dataclass(frozen=True, slots=True)
class Derivation:
    """Makes one derived page, whose address is known before: a preview makes only what somebody looks at."""

    url: str
    make: Callable[[], Page]

    def __call__(self) -> Page:
        return self.make()


def relative(from_url: str, to_url: str) -> str:
    """The way from one page to another, fit for a site under any path: `../../clusters/x/`; an anchor stays as it is."""
    if to_url.startswith("#"):
        return to_url
    return f"{'../' * from_url.count('/')}{to_url}" or "./"


LONG = 7
"""Sections from which a page has a table of its contents."""
_TAG = re.compile(r"<[^>]*>")
_LEVEL = re.compile(r"(</?h)([2-5])(?=[ >])")


def headings(html: str) -> list[tuple[str, str]]:
    """The sections of a page, id and heading, for a table of contents; none where there are too few for one."""
    parts = str.split(html, '<h2 id="')[1:]
    if len(parts) < LONG:
        return []
    found = [part.partition("</h2>")[0].partition(">") for part in parts]
    return [(unescape(start.partition('"')[0]), unescape(_TAG.sub("", title)).strip()) for start, _, title in found]


def demoted(html: str) -> str:
    """A text with its headings a level lower, for a place below a heading of the page."""
    return _LEVEL.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", html)
