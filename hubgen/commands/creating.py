"""The command that writes a new record: `new`. It takes what it is given, asks for the rest, and proposes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from .. import scaffold
from ..edits import Change, Impossible
from ..issues import as_line
from ..kinds import Record
from ..mentions import Editing
from ..near import nearest
from ..publish import Refused
from ..renaming import must_be_free
from ..scaffold import Question, Value
from ..source import RECORD_SUFFIX
from ..texts import ID_PATTERN, id_of
from .changing import brought, carry_out, opened, outcome
from .common import CLEAN, hub_of, kind_named, of_hub, preview, say


@click.command()
@click.argument("kind", required=False)
@click.argument("title", required=False)
@click.option("--id", "name", metavar="ID", help="Its id, instead of the one that the title suggests.")
@click.option(
    "-s", "--set", "given", multiple=True, metavar="KEY=VALUE", help="A value; again, or with commas, for a list."
)
@click.option("--notes/--no-notes", default=True, help="Whether the file says what each key is for.")
@preview
@of_hub
def new(
    kind: str | None, title: str | None, name: str | None, given: tuple[str, ...], notes: bool, dry: bool, folder: Path
) -> int:
    """Writes a new record of a KIND with a TITLE: asks what it needs, and proposes what is known."""
    settings = hub_of(folder)
    wanted = kind_named(kind or _word("kind", ", ".join(k.folder for k in settings.kinds)), settings.kinds)
    title = title or _word("title", "the name by which people know it")
    editing = opened(settings)
    key, path = _place(editing, wanted, title, name)
    values = _answers(editing, wanted, {"title": title, **_given(editing, wanted, given)})
    raw = scaffold.text(wanted, values, editing.checked.hub, notes=notes).encode()
    change = Change(files={path: raw})
    found = [i for i in brought(editing.checked, outcome(settings, editing, change), {}) if i.path == path]
    if errors := [as_line(issue) for issue in found if issue.severity == "error"]:
        raise Refused("\n".join([f"{path} would be at fault; nothing was written", *errors]))
    carry_out(editing, settings, change, dry, f"{key} is there")
    if found and not dry:
        say("\n".join(["to be looked at:", *map(as_line, found)]))
    return CLEAN


def _word(what: str, about: str) -> str:
    """A word that was not given, if somebody is there to be asked."""
    if not sys.stdin.isatty():
        raise click.UsageError(f"Missing argument '{what.upper()}'.")
    click.echo(f"{what.capitalize()}: {about}", err=True)
    return str(click.prompt(what, prompt_suffix="> ", err=True))


def _place(editing: Editing, kind: type[Record], title: str, name: str | None) -> tuple[str, str]:
    """Key and path of the new record, which nothing else has."""
    chosen = name or id_of(title)
    if not ID_PATTERN.fullmatch(chosen):
        what = f'"{chosen}" is not an id' if chosen else f'"{title}" suggests no id'
        raise Impossible(f"{what}: name one with --id, of lower-case letters a to z, digits and single hyphens")
    key, path = f"{kind.folder}/{chosen}", f"{editing.content}/{kind.folder}/{chosen}{RECORD_SUFFIX}"
    must_be_free(editing, key, path)
    return key, path


def _given(editing: Editing, kind: type[Record], given: Iterable[str]) -> dict[str, Value]:
    """The values given as options."""
    values: dict[str, Value] = {}
    for one in given:
        key, equals, answer = one.partition("=")
        if not equals:
            raise click.UsageError(f'--set takes KEY=VALUE, not "{one}"')
        if key not in kind.model_fields:
            close = nearest(key, kind.model_fields)
            raise click.UsageError(
                f'{kind.folder} have no key "{key}"' + (f'; did you mean "{close}"?' if close else "")
            )
        asked = scaffold.question(kind, key, editing.checked.hub)
        value = scaffold.read(asked, answer)
        before = values.get(key)
        both = not isinstance(before, str) and not isinstance(value, str)
        values[key] = [*before, *value] if before is not None and both else value
    for key, value in values.items():
        if wrong := scaffold.faults(kind, key, value, editing.checked.hub):
            raise click.UsageError("\n".join(wrong))
    return values


def _answers(editing: Editing, kind: type[Record], values: dict[str, Value]) -> dict[str, Value]:
    """The values with what a person answers to what is still needed; wrong use where nobody is there to be asked."""
    hub, skipped = editing.checked.hub, set[str]()
    if not sys.stdin.isatty() and (missing := list(scaffold.questions(kind, values, hub))):
        lines = [f"  --set {asked.key}=…  {asked.help}" for asked in missing]
        raise click.UsageError("\n".join([f"a record in {kind.folder}/ needs more:", *lines]))
    while asked := next(scaffold.questions(kind, values, hub, skipped), None):
        if value := _asked(editing, kind, asked):
            values = values | {asked.key: value}
        else:
            skipped.add(asked.key)
    return values


def _asked(editing: Editing, kind: type[Record], asked: Question) -> Value:
    """An answer without a fault; empty for none. After a slip the likely value is proposed, for return to take it."""
    click.echo(f"\n{asked.label}: {asked.help}", err=True)
    _propose(asked, 12)
    likely = ""
    while True:
        answer = click.prompt(
            asked.key, prompt_suffix="> ", default=likely, show_default=bool(likely), err=True
        ).strip()
        if answer == "?":
            _propose(asked, len(asked.proposals))
            continue
        if not answer:
            return ""
        value = scaffold.read(asked, answer)
        wrong = scaffold.faults(kind, asked.key, value, editing.checked.hub)
        if not wrong:
            return value
        click.echo("\n".join(wrong), err=True)
        likely = asked.likely(answer)


def _propose(asked: Question, number: int) -> None:
    if not asked.proposals:
        return
    shown = [value if value == label else f"{value} ({label})" for value, label in asked.proposals.items()][:number]
    more = len(asked.proposals) - len(shown)
    click.echo(f"  {', '.join(shown)}{f', and {more:,} more: ? shows them' if more else ''}", err=True)
