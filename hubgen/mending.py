"""What a check found and can mend without a doubt: issues that say what to write instead become edits.

Whoever finds a fault says whether there is one way out only (`Issue.instead`); here it is put in place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from . import markdown
from .check import Checked
from .edits import Change, Draft, Impossible
from .issues import Issue
from .links import linked_path
from .mentions import Editing
from .parse import Parsed
from .relinking import destinations, renamed_destination, wiki_name
from .source import RECORD_SUFFIX, Overlay

_ROUNDS = 5
"""A key that is mended may show a fault of its value: so often is looked again."""


def mend(
    editing: Editing, wanted: Callable[[Issue], bool], again: Callable[[Change], Checked]
) -> tuple[Change, list[Issue], Checked]:
    """The change that mends what is certain, of the issues that are `wanted`; the issues it mends; the check after it.

    `again` checks the hub with a change made. A file is left alone if its faults would become more.
    """
    files: dict[str, bytes | None] = {}
    done: list[Issue] = []
    checked = editing.checked
    for _ in range(_ROUNDS):
        step = replace(editing, checked=checked, source=Overlay(editing.source, files), before={})
        made = _drafts(step, [i for i in checked.report.issues if i.instead and wanted(i)])
        tried = again(Change(files=files | {path: draft.bytes() for path, (draft, _) in made.items()}))
        kept = {path for path in made if _number(tried, path) <= _number(checked, path)}
        if not kept:
            break
        done += [issue for path in sorted(kept) for issue in made[path][1]]
        files |= {path: made[path][0].bytes() for path in kept}
        checked = tried if kept == made.keys() else again(Change(files=files))
    editing.before.update({path: editing.source.read(path) for path in files})
    return Change(files=files, places=len(done)), done, checked


def _number(checked: Checked, path: str) -> int:
    return sum(issue.path == path for issue in checked.report.issues)


def _drafts(editing: Editing, found: Iterable[Issue]) -> dict[str, tuple[Draft, list[Issue]]]:
    """The files in which some of the issues can be mended, each with these."""
    by_path: dict[str, list[Issue]] = defaultdict(list)
    for issue in found:
        by_path[issue.path].append(issue)
    parsed = {one.path: one for one in editing.checked.parsed if one.path in by_path}
    made = {}
    for path, one in parsed.items():
        draft = editing.draft(one)
        fixed = [issue for issue in by_path[path] if _mended(editing, draft, one, issue)]
        if fixed:
            made[path] = draft, fixed
    return made


def _mended(editing: Editing, draft: Draft, one: Parsed, issue: Issue) -> bool:
    """Whether an issue could be turned into an edit."""
    before = draft.places
    try:
        if issue.line >= one.document.body_line and one.body:
            for link, place in zip(one.body.links, markdown.places(one.document.body), strict=True):
                if (place.line + one.document.body_line - 1, place.column) == (issue.line, issue.column):
                    _mend_link(editing, draft, one, link, place, issue.instead)
        else:
            _mend_front(draft, issue)
    except Impossible:
        return False
    return draft.places > before


def _mend_front(draft: Draft, issue: Issue) -> None:
    place = issue.line, issue.column
    key = next((loc for loc, span in draft.spans.keys.items() if span.start == place), None)
    if key is not None:
        draft.rename_key(key, issue.instead)
        return
    texts = ((loc, span) for loc, span in draft.spans.values.items() if span.kind in {"text", "alias"})
    for loc, span in texts:
        if span.start == place:
            draft.set_text(loc, span.text.strip(), issue.instead)
            return


def _mend_link(
    editing: Editing, draft: Draft, one: Parsed, link: markdown.Link, at: markdown.Place, instead: str
) -> None:
    text = one.document.body
    if link.kind == "wiki":
        place, new = wiki_name(text, at), instead
    elif instead.endswith(RECORD_SUFFIX):
        place = next(destinations(text, at, link.target), None)
        old = linked_path(one.path, link.target, editing.content)
        new = renamed_destination(text[slice(*place)], one.path, old, instead, editing.content) if place else ""
    else:
        return
    if place:
        draft.put(draft.in_body(place[0]), draft.in_body(place[1]), new)
