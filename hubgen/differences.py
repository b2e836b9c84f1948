"""A difference between two states of a hub, as text, as Markdown for a comment on a proposed change, and as JSON."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Iterable, Sequence

from .comparing import Count, Difference, Fact, Link, RecordChange
from .issues import count, printable

_MOST = 50
"""Lines of one section of a comment: forges take no longer ones."""


def summary(found: Difference) -> str:
    """One line: how many records of each sort, and how many addresses die."""
    parts = [f"{len(found.of(state))} {state}" for state in ("added", "changed", "renamed", "gone") if found.of(state)]
    parts += [f"{count(len(found.dead), 'address', 'addresses')} would lead nowhere"] if found.dead else []
    return f"records: {', '.join(parts)}" if found.records else ", ".join(parts) or "nothing changes for readers"


def as_text(found: Difference) -> str:
    """All of it as indented lines, the summary last."""
    lines: list[str] = []
    for title, rows in _sections(found, _plain, _plain):
        lines += [title, *(f"  {row}" for row in rows), ""]
    return "\n".join([*lines, summary(found)])


def as_markdown(found: Difference) -> str:
    """All of it as lists under headings; what records say is escaped, and long lists are cut."""
    lines = [f"### What changes for readers\n\n{_sentence(summary(found))}\n"]
    for title, rows in _sections(found, _escaped, _code):
        lines.append(f"#### {title}\n")
        shown = rows[:_MOST]
        lines += [f"{'  ' if row.startswith('  ') else ''}- {row.strip()}" for row in shown]
        lines += [f"- … and {len(rows) - _MOST:,} more lines"] * (len(rows) > _MOST) + [""]
    return "\n".join(lines).rstrip()


def as_json(found: Difference) -> str:
    """One object with everything in it."""
    whole = dataclasses.asdict(found) | {
        "coverage": {"gained": _values(found.covered), "lost": _values(found.uncovered)},
        "summary": {state: len(found.of(state)) for state in ("added", "changed", "renamed", "gone")},
    }
    return json.dumps(whole, ensure_ascii=True, indent=2)


REPORTERS: dict[str, Callable[[Difference], str]] = {"text": as_text, "markdown": as_markdown, "json": as_json}


def _values(counts: Iterable[Count]) -> list[dict[str, str]]:
    return [{"facet": one.facet, "value": one.value} for one in counts]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


# --- rows -------------------------------------------------------------------------------------------------------------

_Show = Callable[[str], str]


def _sections(found: Difference, show: _Show, code: _Show) -> list[tuple[str, list[str]]]:
    """What there is to tell, under headings; empty ones are left out. Rows that belong to the one above are indented."""
    both = [one for one in found.counts if one.before and one.after]
    sections: list[tuple[str, list[str]]] = [
        ("Addresses that would lead nowhere", [code(address) for address in found.dead]),
        ("Records added", [_named(change, show, code) for change in found.of("added")]),
        ("Records gone", [_gone(change, show, code) for change in found.of("gone")]),
        ("Records renamed", [row for change in found.of("renamed") for row in _changed(change, show, code)]),
        ("Records changed", [row for change in found.of("changed") for row in _changed(change, show, code)]),
        ("Pages and terms", _pages(found, code)),
        ("Coverage gained", [_covered(one, show) for one in found.covered]),
        ("Coverage lost", [_covered(one, show) for one in found.uncovered]),
        ("Facets", [f"{show(one.facet)}: {show(one.value)}: {one.before:,} → {one.after:,}" for one in both]),
    ]
    return [(title, rows) for title, rows in sections if rows]


def _named(change: RecordChange, show: _Show, code: _Show) -> str:
    return f"{show(change.title)} ({code(change.key)})"


def _gone(change: RecordChange, show: _Show, code: _Show) -> str:
    return f"{_named(change, show, code)}{f': leads to {code(change.was)}' if change.was else ''}"


def _changed(change: RecordChange, show: _Show, code: _Show) -> list[str]:
    rows = [f"{_named(change, show, code)}{f', was {code(change.was)}' if change.was else ''}"]
    rows += [f"  {_fact(fact, show)}" for fact in change.facts]
    rows += [f"  {_link(link, show)} – gained" for link in change.gained]
    rows += [f"  {_link(link, show)} – lost" for link in change.lost]
    if change.lines_added or change.lines_removed:
        rows.append(f"  Text: {count(change.lines_added, 'line')} new, {change.lines_removed:,} gone")
    return rows


def _fact(fact: Fact, show: _Show) -> str:
    label = show(fact.label)
    if fact.before and fact.after:
        return f"{label}: {show(fact.before)} → {show(fact.after)}"
    return f"{label}: {show(fact.after)} – new" if fact.after else f"{label}: {show(fact.before)} – gone"


def _link(link: Link, show: _Show) -> str:
    return f"{show(link.label)}: {show(link.title)}"


def _pages(found: Difference, code: _Show) -> list[str]:
    sorts: Sequence[tuple[str, tuple[str, ...]]] = (
        ("new", found.pages_added),
        ("changed", found.pages_changed),
        ("gone", found.pages_gone),
    )
    return [f"{code(url) if url else 'the home page'} – {word}" for word, urls in sorts for url in urls]


def _covered(one: Count, show: _Show) -> str:
    return f"{show(one.facet)}: {show(one.value)} ({count(one.after or one.before, 'record')})"


# --- safe to show -----------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    """Text for a terminal, on one line and not without end."""
    line = printable(" ".join(text.split()))
    return line if len(line) <= 200 else f"{line[:197]}…"


def _escaped(text: str) -> str:
    """Text for a forge's Markdown: no markup, no links, and nobody and nothing of the forge's that is called upon."""
    line = re.sub(r"([\\`*_{}\[\]()|~<>&!])", r"\\\1", _plain(text))
    # a word joiner: nobody sees it, and what stands behind it begins nothing
    line = re.sub(r"^(?=[-+=]|\d+[.)])", "\u2060", line)
    return re.sub(r"([@#]|www|:(?=//))", "\\1\u2060", line)


def _code(text: str) -> str:
    """A key or address for a forge's Markdown, as code."""
    return f"`{text}`" if re.fullmatch(r"[\w./#-]+", text) else _escaped(text)
