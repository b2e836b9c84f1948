"""A new record: what has to be asked, what can be proposed, and the file with help beside each key.

Follows the fields that a kind declares, so that a hub's own kinds are written like the built-in ones. Talking to a
person is left to the command.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from . import yaml
from .declaring import is_list
from .edits import plain
from .hub import Hub
from .index import Miss, resolve
from .kinds import Record
from .near import nearest
from .parse import parse
from .schema import ANY, references, values_at
from .source import part

Value = str | Sequence[str]
"""What an editor gave for a key: a text, several, or a mapping or list in brackets as YAML has it."""

_WIDTH = 100
_SHOWN = 8
"""Proposals in a comment; the rest is in the vocabulary, or in the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A key that a record needs, with what an editor must know to answer. `proposals` are values with their labels."""

    key: str
    label: str
    help: str
    many: bool
    proposals: Mapping[str, str]

    def likely(self, answer: str) -> str:
        """The proposal that an answer most likely means; empty without one."""
        by_label = {label.casefold(): value for value, label in self.proposals.items()}
        return by_label.get(answer.casefold()) or nearest(answer, self.proposals)


def questions(
    kind: type[Record], given: Mapping[str, Value], hub: Hub, skipped: Collection[str] = ()
) -> Iterator[Question]:
    """What a record still needs, in the order of its fields; of keys that stand for one another the first not skipped."""
    needed = {name for name, info in kind.model_fields.items() if info.is_required()}
    for rule in kind.requires:
        excused = rule.unless and given.get(rule.unless[0]) == rule.unless[1]
        if not excused and not any(key in given for key in rule.keys):
            needed.add(next((key for key in rule.keys if key not in skipped), rule.keys[0]))
    return (question(kind, key, hub) for key in kind.model_fields if key in needed and key not in given)


def question(kind: type[Record], key: str, hub: Hub) -> Question:
    """What to ask for one key."""
    info = kind.model_fields[key]
    return Question(
        key=key,
        label=info.title or key,
        help=info.description or "",
        many=is_list(info),
        proposals=_proposals(kind, key, info, hub),
    )


def _proposals(kind: type[Record], key: str, info: FieldInfo, hub: Hub) -> dict[str, str]:
    """Values a key may have, if they are known: of a closed list, a vocabulary, or records there are."""
    if closed := list(_literals(info.annotation)):
        return {str(value): str(value) for value in closed}
    to = next(
        (r.to for r in references(kind) if r.way in ((key,), (key, "*")) or (r.name == key and r.stands_alone)), ()
    )
    if to == (ANY,):
        return {}
    found: dict[str, str] = {}
    for folder in to:
        if folder in hub.vocabularies:
            found |= {term.id: term.label for term in hub.vocabularies[folder].terms or ()}
        found |= {entry.id: entry.title for entry in hub.of_kind(folder)}
    return found


def _literals(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for argument in get_args(annotation):
            yield from _literals(argument)


# --- answers ----------------------------------------------------------------------------------------------------------


def read(asked: Question, answer: str) -> Value:
    """An answer as a value: of a list several, parted by commas where each is a proposal; what is in brackets as it is."""
    text = answer.strip()
    if text[:1] in ("[", "{") or not asked.many:
        return text
    return [one for one in re.split(r"\s*,\s*", text) if one] if asked.proposals else [text]


def faults(kind: type[Record], key: str, value: Value, hub: Hub) -> list[str]:
    """What is wrong with a value for a key, in the words of the check: what was found, and the way out."""
    text = f"---\n{key}: {_written(key, value)}\n---\n"
    parsed = parse(part(f"content/{kind.folder}/x.md", text.encode()), (kind,))
    # what is missing beside this key is another matter
    found = [f"{i.message}\n  hint: {i.hint}" for i in parsed.issues if i.code != "HG202" and i.code != "HG116"]
    if parsed.record and not found:
        for reference in references(kind):
            for _, name in values_at(parsed.record, reference.way):
                missed = resolve(hub.index, name, reference.to)
                if isinstance(missed, Miss):
                    found.append(f"{key}: {missed.message}\n  hint: {missed.hint}")
    return found


# --- the file ---------------------------------------------------------------------------------------------------------


def text(kind: type[Record], values: Mapping[str, Value], hub: Hub, *, notes: bool = True) -> str:
    """The file of a record with these values; every other key stands there as a comment with its help, if `notes`."""
    lines = ["---"]
    for key, info in kind.model_fields.items():
        asked = question(kind, key, hub)
        if notes:
            lines += _help(asked)
        if key in values:
            lines.append(f"{key}: {_written(key, values[key])}")
        elif notes:
            example = info.examples[0] if info.examples else "[]" if asked.many else ""
            lines.append(f"# {key}: {example}".rstrip())
    return "\n".join([*lines, "---", ""])


def _help(asked: Question) -> list[str]:
    words = asked.help
    # what the help names itself need not be listed again
    if asked.proposals and not all(value in words for value in asked.proposals):
        known = list(asked.proposals)
        words += f" {'Known' if len(known) <= _SHOWN else 'Such as'}: {', '.join(known[:_SHOWN])}."
    return textwrap.wrap(words, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)


def _written(key: str, value: Value) -> str:
    """A value as YAML, behind its key."""
    if isinstance(value, str):
        return _in_lines(value) if "\n" in value else _bracketed(key, value) or plain(value)
    items = [plain(" ".join(item.split())) for item in value]
    flow = f"[{', '.join(items)}]"
    return flow if len(key) + len(flow) < _WIDTH else "".join(f"\n  - {item}" for item in items)


def _bracketed(key: str, value: str) -> str:
    """A value in brackets, if it can be read as such."""
    if value[:1] not in ("[", "{") or value[-1:] not in ("]", "}"):
        return ""
    return "" if yaml.read(f"{key}: {value}").faults else value


def _in_lines(value: str) -> str:
    lines = [line.rstrip() for line in value.strip("\n").split("\n")]
    return "\n  ".join(["|-", *lines]).replace("\n  \n", "\n\n")
