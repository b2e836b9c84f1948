"""Text as markup: what every piece of HTML that is written in Python goes through.

A page is made of hundreds of small pieces, so these are plain strings until a template gets them: `Markup` around each
would take longer than making it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec

from markupsafe import Markup

from ..words import Words

P = ParamSpec("P")
_BREAK = re.compile(r"([./?=_-])(?=\w)")
"""Where a long address may go on in the next line."""


def escaped(text: str) -> str:
    """Text fit for HTML and for an attribute in quotation marks, as templates escape it."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;").replace('"', "&#34;")
    )


def drawn(draw: Callable[P, str]) -> Callable[P, Markup]:
    """A function that templates call: what it draws is markup already."""

    @wraps(draw)
    def markup(*given: P.args, **named: P.kwargs) -> Markup:
        return Markup(draw(*given, **named))  # noqa: S704 - made of escaped text

    return markup


class Said(dict[str, str]):
    """The interface's words by their dotted names, each escaped once."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def __missing__(self, name: str) -> str:
        said = self[name] = escaped(str(self._words[name]))
        return said


def paragraphs(text: str) -> str:
    """Plain text as paragraphs: a blank line parts them."""
    return "".join([f"<p>{escaped(part)}</p>" for one in text.split("\n\n") if (part := one.strip())])


def bullets(texts: Iterable[str], class_: str = "") -> str:
    """Texts as a list."""
    marked = f' class="{class_}"' if class_ else ""
    return f"<ul{marked}>{''.join([f'<li>{escaped(text)}</li>' for text in texts])}</ul>"


def bare(url: str) -> str:
    """An address as people read it, with places to break it."""
    short = url.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").removesuffix("/")
    return _BREAK.sub(r"<wbr>\1", escaped(short))
