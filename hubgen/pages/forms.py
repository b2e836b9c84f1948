"""What people take home from a template: its document blank, and all that the browser needs to fill it in.

Beside a template's page lie `<id>.md`, the document to be filled in by hand; `form.json`, its plan and the words of the
form; and `values.schema.json`, which tells what a file with the answers holds.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from pydantic_core import to_json

from .. import markdown
from ..forms.filling import by_hand, filled, inline
from ..forms.language import ROW, read
from ..forms.plan import plan
from ..forms.values import values_schema
from ..hub import RecordEntry
from ..kinds import Template
from ..links import Target, resolve_link
from ..papers.making import Paper
from ..words import Words
from .markup import Html, escaped
from .page import Surroundings
from .view import Site

Resolve = markdown.Resolve
_MARK = re.compile("\ue000([a-z0-9_]+)\ue001")


class TakenHome(NamedTuple):
    """A document as it is shown and as it is taken home, and the files beside its page."""

    paper: Html
    text: str
    beside: tuple[tuple[str, bytes], ...]


class Forms:
    """Makes what is taken home from templates."""

    def __init__(self, site: Site, words: Words, surroundings: Surroundings) -> None:
        self._site, self._hub, self._words = site, site.hub, words
        self._base, self._name = surroundings.site_url.rstrip("/"), surroundings.site_name

    def paper(self, entry: RecordEntry) -> Paper | None:
        """A template's blank document, for word processors; None where nothing in it is to be filled in."""
        if not isinstance(entry.record, Template) or not entry.record.fields:
            return None
        return Paper(
            path=f"{entry.url}{entry.id}",
            text=self._blank(entry, self._plan(entry, entry.record, self._portable(entry))),
            description=" ".join(filter(None, (entry.summary, f"{self._base}/{entry.url}" if self._base else ""))),
            day=entry.record.reviewed or "",
            **self._about(entry, entry.record),
        )

    def _about(self, entry: RecordEntry, record: Template) -> dict[str, str]:
        """What a document tells of itself, whoever makes it."""
        version = self._words["form.version"].format(version=record.version) if record.version else ""
        return {
            "title": entry.title,
            "footer": " · ".join(filter(None, (entry.title, version, record.licence, self._name))),
            "lang": record.lang or self._words["form.language"],
            "author": self._name,
        }

    @staticmethod
    def _blank(entry: RecordEntry, made: dict[str, Any]) -> str:
        return f"# {inline(entry.title)}\n\n{filled(made, {})}"

    def of(self, entry: RecordEntry, resolve: Resolve) -> TakenHome | None:
        """What is taken home from a record; None where nothing in it is to be filled in."""
        if not isinstance(entry.record, Template) or not entry.record.fields:
            return None
        text = self._portable(entry)
        made = self._plan(entry, entry.record, text)
        blank = self._blank(entry, made)
        address = f"{self._base}/{entry.url}values.schema.json" if self._base else "values.schema.json"
        form = {
            "plan": made,
            "schema": address,
            "about": self._about(entry, entry.record),
            "words": self._words["form"]["client"],
        }
        files = {
            f"{entry.id}.md": blank.encode(),
            "form.json": _json(form),
            "values.schema.json": _json(values_schema(made)),
        }
        return TakenHome(
            # on the page links lead where they lead in the hub
            paper=self._paper(made if text == entry.text else made | {"document": read(entry.text).tree}, resolve),
            text=blank,
            beside=tuple((f"{entry.url}{name}", content) for name, content in files.items()),
        )

    def _plan(self, entry: RecordEntry, record: Template, text: str) -> dict[str, Any]:
        return {"id": entry.id} | plan(record, text, self._choices, lambda name: self._link(entry, name), self._words)

    def _choices(self, source: str) -> list[tuple[str, str]]:
        """Ids and names of a vocabulary's terms, or a kind's records, by name."""
        vocabulary = self._hub.vocabularies.get(source)
        found = (
            [(term.id, term.label) for term in vocabulary.terms or ()]
            if vocabulary
            else [(one.id, one.title) for one in self._hub.of_kind(source)]
        )
        return sorted(found, key=lambda pair: (pair[1].casefold(), pair[0]))

    def _link(self, entry: RecordEntry, name: str) -> tuple[str, str]:
        """The way from a template's page to what shows how, and its title."""
        found = self._site.entry(("cases", "services"), name)
        return ("../" * entry.url.count("/") + found.url, found.title) if found else ("", name)

    def _paper(self, made: dict[str, Any], resolve: Resolve) -> Html:
        """The blank document as it is shown: what is to be filled in is marked, under its field's label."""
        fields = {field["id"]: field for field in made["fields"]}

        def mark(match: re.Match[str]) -> str:
            field = fields.get(match[1])
            # a mark has no place in an attribute, where the text may hold one too
            if field is None or match.string.rfind("<", 0, match.start()) > match.string.rfind(">", 0, match.start()):
                return escaped(field["label"]) if field else match[0]
            help_ = f' title="{escaped(field["help"])}"' if field.get("help") else ""
            return f'<mark class="hub-fillin"{help_}>{escaped(field["label"])}</mark>'

        html = markdown.fill(markdown.convert(filled(made, {}, _marked)), resolve)
        return Html(_MARK.sub(mark, html))  # noqa: S704 - made safe by markdown.convert, and labels are escaped

    def _portable(self, entry: RecordEntry) -> str:
        """A document's text with every link to the hub's own pages written as a full address: it leaves the hub."""
        if all(link.kind not in {"wiki", "relative"} for link in entry.body.links):
            return entry.text
        text, end = [], 0
        for link, (start, after) in zip(
            entry.body.links, markdown.stretches(entry.text, entry.body.links), strict=True
        ):
            if rewritten := self._rewritten(entry, link, entry.text[start:after]):
                text += [entry.text[end:start], rewritten]
                end = after
        return "".join([*text, entry.text[end:]])

    def _rewritten(self, entry: RecordEntry, link: markdown.Link, written: str) -> str:
        target = resolve_link(self._hub.index, entry.path, link, self._hub.index.content)
        if link.kind not in {"wiki", "relative"} or not isinstance(target, Target) or target.url.startswith("#"):
            return ""
        address = f"{self._base}/{target.url}" if self._base else target.url
        if link.kind == "relative":
            return written.replace(link.target, address)
        return f"[{link.text or target.title}]({address})"


def _marked(field: dict[str, Any] | Any, where: str | None) -> str:
    """A place for the page: tables and checklists as they are printed, all else as a mark."""
    if field["type"] in {"table", "checklist"} and where not in {None, ROW}:
        return by_hand(field, where)
    return f"\ue000{field['id']}\ue001"


def _json(content: Any) -> bytes:
    return to_json(content) + b"\n"
