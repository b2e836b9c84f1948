"""What a page is, and what it knows of the site around it. How a page comes about is left to the other modules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Protocol

from .. import markdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the site, without what surrounds it.

    `url` is relative to the site's root ("clusters/foodregio/", "" for home), `html` the body with its own `<h1>`,
    `layout` one of record, directory, page and home. `crumbs` are labels and urls without the page itself. `path` is the
    file it comes from, `kind` the folder of its kind, `modified` the day of the last review. `beside` are files that the
    page fetches: path and content.
    """

    url: str
    title: str
    description: str
    html: str
    layout: str
    crumbs: tuple[tuple[str, str], ...] = ()
    toc: tuple[markdown.Heading, ...] = ()
    path: str = ""
    kind: str = ""
    modified: str = ""
    lang: str = ""
    beside: tuple[tuple[str, bytes], ...] = ()


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
    icon: Callable[[str], str] = _nothing


Derivation = Callable[[], Page]
"""Makes one derived page."""


class Shell(Protocol):
    """Makes a whole HTML document of a page."""

    def __call__(self, page: Page) -> str:
        """The document."""


def relative(from_url: str, to_url: str) -> str:
    """The way from one page to another, fit for a site under any path: `../../clusters/x/`; an anchor stays as it is."""
    if to_url.startswith("#"):
        return to_url
    return f"{'../' * from_url.count('/')}{to_url}" or "./"


_HEADING = re.compile(r'<h2 id="([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LEVEL = re.compile(r"(</?h)([2-5])(?=[ >])")


def contents(html: str) -> tuple[markdown.Heading, ...]:
    """The sections of a page, for its table of contents."""
    return tuple(
        markdown.Heading(level=2, id=unescape(name), text=unescape(_TAG.sub("", title)).strip(), line=0)
        for name, title in _HEADING.findall(html)
    )


def demoted(html: str) -> str:
    """A text with its headings a level lower, for a place below a heading of the page."""
    return _LEVEL.sub(lambda match: f"{match[1]}{int(match[2]) + 1}", html)
