"""Draws lists of entries: tags, links, ties to other records, documents to take home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..hub import Entry
from .markup import escaped, written
from .ties import Group, Tie
from .view import Ways


def tags(v: Ways, terms: Iterable[Entry]) -> str:
    """Terms of a vocabulary."""
    return f'<ul class="hub-tags" role="list">{"".join([f"<li>{v.anchors.tag[term.key]}</li>" for term in terms])}</ul>'


def links(v: Ways, entries: Iterable[Entry]) -> str:
    """Records among the facts, each with its country."""
    return "".join([v.anchors.placed[entry.key] for entry in entries])


def tie_rows(v: Ways, ties: Iterable[Tie], lead: str = "") -> str:
    """Ties as rows; each reason is a label and what it says, or the latter alone after a lead."""
    named = v.anchors.named
    rows = [f"<li>{named[tie.entry.key]}\n{_why(tie, lead) if tie.why else ''}</li>\n" for tie in ties]
    return f'<ul role="list">\n{"".join(rows)}</ul>\n'


def _why(tie: Tie, lead: str) -> str:
    said = [f"{label}: {text}" if label else text for label, text in tie.why]
    return f'<span class="hub-relations__why">{written(lead)}{escaped(("; " if lead else " · ").join(said))}</span>'


def group(v: Ways, group: Group, level: int = 3, lead: str = "") -> str:
    """Ties under their name and number; of many the first as rows, others by title behind a way to open them."""
    head = f'<h{level}>{escaped(group.label)} <span class="hub-group__count">{len(group.ties)}</span></h{level}>'
    return f"{head}\n{tie_rows(v, group.shown, lead)}\n{_more(v, group) if group.listed else ''}"


def _more(v: Ways, group: Group) -> str:
    more = v.words["record.more"].format(count=len(group.ties) - len(group.shown))
    titles = "".join([f"<li>{v.anchors.link[tie.entry.key]}</li>" for tie in group.listed])
    left = f"<p>{v.words['record.left'].format(count=group.left)}</p>" if group.left else ""
    return (
        f'<details class="hub-more"><summary>{more}</summary>\n'
        f'<ul class="hub-more__list">{titles}</ul>\n{left}</details>\n'
    )


def documents(v: Ways, documents: Sequence[Entry]) -> str:
    """The documents that somebody can take home from here: one says what it is for, several stand under a label."""
    icon = v.icon("material/file-document-edit-outline")
    if len(documents) == 1:
        use = f"{icon}{v.words['record.use']} {escaped(documents[0].title)}"
        return f'<p class="hub-actions"><a class="hub-button" href="{_href(v, documents[0])}">{use}</a></p>\n'
    buttons = [
        f'<li><a class="hub-button hub-button--quiet" href="{_href(v, one)}">{icon}{escaped(one.title)}</a></li>'
        for one in documents
    ]
    if not buttons:
        return ""
    return (
        f'<p class="hub-actions__label" id="documents">{v.words["record.documents"]}</p>\n'
        f'<ul class="hub-actions" role="list" aria-labelledby="documents">{"".join(buttons)}</ul>'
    )


def _href(v: Ways, entry: Entry) -> str:
    return escaped(v.href(entry.url))
