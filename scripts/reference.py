"""Makes `docs/reference/` from the code: rules, kinds, commands and options, as Markdown.

What a rule, field, command or option is for is said where it is declared; here it is only laid out. `make docs` writes
the files, and a test compares them with what the code says.
"""

from __future__ import annotations

import re
import sys
import typing
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import click
from pydantic import BaseModel

from hubgen import schema
from hubgen.cli import cli
from hubgen.kinds import KINDS, Record, Vocabulary
from hubgen.rules import RULES, Rule
from hubgen.settings import Options

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"
MADE = "<!-- Made from the code by `make docs`; a change made here is lost. -->\n"

Rows = Iterable[tuple[str, ...]]


def table(head: tuple[str, ...], rows: Rows) -> str:
    """A Markdown table, its cells on one line each."""
    lines = [head, tuple("---" for _ in head), *(tuple(_cell(cell) for cell in row) for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def fenced(text: str, language: str) -> str:
    """A code block, in which what nobody can see is written as an escape."""
    shown = "".join(c if c.isprintable() or c == "\n" else c.encode("unicode_escape").decode() for c in text)
    return f"```{language}\n{shown.rstrip(chr(10))}\n```\n"


# --- rules ------------------------------------------------------------------------------------------------------------

GROUPS = {
    "HG1": "Reading",
    "HG2": "Fields",
    "HG3": "References and links",
    "HG4": "Content",
    "HG9": "The hub itself",
}
"""What the first digit of a code stands for."""


RULES_LEAD = """What `hubgen check` can say. A code is permanent: it is never given to another rule. An error stops the build; a
warning does not. How a message is laid out is told under [commands](commands.md#hubgen-check).

An example without a file's name is part of the front matter of a cluster organisation. Characters that cannot be seen
are written as escapes, such as `\\t` for a tab.
"""


def rules() -> str:
    """Every rule with its reason, a fault and the mended text."""
    parts = [
        MADE,
        "# Rules\n",
        RULES_LEAD,
    ]
    for prefix, title in GROUPS.items():
        parts.append(f"## {title}\n")
        found = [rule for code, rule in RULES.items() if code.startswith(prefix)]
        parts.append(
            table(
                ("Code", "Title", "Severity"), ((f"[{r.code}](#{r.code.lower()})", r.title, r.severity) for r in found)
            )
        )
        parts.extend(_rule(rule) for rule in found)
    return "\n".join(parts)


def _rule(rule: Rule) -> str:
    return "\n".join(
        [
            f"### {rule.code}\n",
            f"**{rule.title}** ({rule.severity}). {rule.why}\n",
            *_example("Wrong", rule.bad),
            *_example("Right", rule.good),
        ]
    )


_FILE = re.compile(r"^=== (\S.*?)(?: \((.*)\))?\n", re.MULTILINE)


_LANGUAGES = {"yml": "yaml", "py": "python"}


def _example(label: str, example: str) -> Iterator[str]:
    """An example of a rule as code blocks, one for each file it has."""
    if not example.startswith("==="):
        yield f"{label}:\n"
        yield fenced(example, "yaml")
        return
    _, *files = _FILE.split(example)
    for path, about, text in zip(files[::3], files[1::3], files[2::3], strict=True):
        where = f"{label}, in `{path}`{f', {about}' if about else ''}"
        if text.strip():
            yield f"{where}:\n"
            yield fenced(text, _LANGUAGES.get(path.rpartition(".")[2], "markdown"))
        else:
            yield f"{where}{'' if about else ', with nothing in it'}.\n"


# --- kinds ------------------------------------------------------------------------------------------------------------

_WORDS: tuple[tuple[Any, str], ...] = (
    (schema.Country, "[country](#country)"),
    (schema.Nuts, "[NUTS code](#nuts-code)"),
    (schema.Region, "[NUTS code](#nuts-code), or a name"),
    (schema.Day, "[day](#day)"),
    (schema.When, "[date](#date)"),
    (schema.Language, "language tag of BCP 47, such as `en`"),
    (schema.Mailbox, "mail address"),
    (schema.Url, "`http:`, `https:` or `mailto:` address"),
    (schema.DatedAddress, "URL, or [address](#address)"),
    (schema.Count, "[claims](#claim) whose value holds a number"),
    (schema.Claims, "[claims](#claim)"),
    (schema.Citations, "[citation](#citation), or a list of them; the id of a publication stands for one"),
    (schema.OneOrMore, "id, or a list of ids"),
    (schema.LooseText, "text or number"),
    (schema.Text, "text"),
    (schema.Prose, "text, of paragraphs too"),
    (bool, "`true` or `false`"),
    (int, "whole number"),
    (float, "number"),
)
"""Types in words, the more special ones first."""


def type_words(annotation: Any) -> str:
    """What a value may be, in words, with links to what is explained further down."""
    for known, words in _WORDS:
        if annotation == known:
            return words
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return type_words(next(one for one in arguments if one is not NoneType))
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in arguments)
    if origin is tuple:
        return f"list of {type_words(arguments[0])}"
    if origin is dict:
        return "mapping of anything"
    if origin is Annotated:
        return _shortened(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{part_name(annotation).lower()}](#{_anchor(part_name(annotation))})"
    raise TypeError(f"scripts/reference.py has no words for the type {annotation}")


def _shortened(annotation: Any) -> str:
    """A part that may also be written as the text of its first field, or a choice."""
    inside = get_args(annotation)[0]
    if isinstance(inside, type) and issubclass(inside, BaseModel):
        return f"{type_words(inside)}, or its `{next(iter(inside.model_fields))}` as text"
    if get_origin(inside) is Literal:
        return type_words(inside)
    if inside is str:
        return "name of a place: `board_date`"
    raise TypeError(f"scripts/reference.py has no words for the type {annotation}")


def part_name(model: type[BaseModel]) -> str:
    """A model's name for readers: `Form field`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", model.__name__.removesuffix("Part")).capitalize()


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def hints(model: type[BaseModel]) -> dict[str, Any]:
    """The types of a model's fields as they were declared."""
    found = typing.get_type_hints(model, include_extras=True)
    return {name: found[name] for name in model.model_fields}


def field_rows(model: type[BaseModel], without: Iterable[str] = ()) -> Iterator[tuple[str, ...]]:
    """The fields of a model as rows: key, label, value, required, help with what it refers to."""
    for name, annotation in hints(model).items():
        if name in set(without):
            continue
        info = model.model_fields[name]
        extra: Any = info.json_schema_extra or {}
        about, words = [info.description or ""], type_words(annotation)
        if to := extra.get("x-to"):
            about.append(f"Refers to {_folders(to)}, which show it as *{extra['x-inverse']}*.")
            words = words.replace("text", "[id](#id)")
        if info.default not in (None, (), False) and not info.is_required():
            about.append(f"Without it: `{info.default}`.")
        if advice := extra.get("x-deprecated"):
            about.append(f"To go: {advice}.")
        if info.examples:
            about.append(f"Example: `{info.examples[0]}`.")
        yield (
            f"`{name}`",
            info.title or "",
            words,
            "yes" if info.is_required() else "",
            " ".join(about),
        )


def _folders(to: list[str]) -> str:
    return "records of any kind" if to == [schema.ANY] else " or ".join(f"`{one}`" for one in to)


FIELD_HEAD = ("Key", "Label", "Value", "Required", "What it is")


def parts_of(model: type[BaseModel]) -> list[type[BaseModel]]:
    """The mappings inside a model, those inside them too, each once and in the order met."""
    found: dict[type[BaseModel], None] = {}
    for annotation in hints(model).values():
        for part in _models(annotation):
            found |= dict.fromkeys([part, *parts_of(part)])
    return list(found)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield annotation
        return
    for argument in arguments[:1] if origin is Annotated else arguments:
        yield from _models(argument)


KINDS_LEAD = """What stands in the front matter of a record, kind by kind. A key that is not listed is an error, so that a misspelt
one is not lost. A key that is left empty counts as not written.
"""


def kinds() -> str:
    """Every kind with its fields, and the mappings and values that fields hold."""
    parts = [
        MADE,
        "# Kinds\n",
        KINDS_LEAD,
        table(
            ("Kind", "Folder", "In the words of the site"),
            ((f"[{k.one}](#{_anchor(k.one)})", f"`{k.folder}/`", k.about) for k in KINDS),
        ),
        "## Every record\n",
        "These keys may stand in a record of any kind.\n",
        table(FIELD_HEAD, field_rows(Record)),
        *_requires(Record),
    ]
    for kind in KINDS:
        parts += [
            f"## {kind.one}\n",
            f"{kind.__doc__}\n",
            _laid_out(kind),
            table(FIELD_HEAD, field_rows(kind, without=Record.model_fields)),
            *_requires(kind),
        ]
    parts += [*_mappings(), VALUES, *_vocabularies()]
    return "\n".join(parts)


def _laid_out(kind: type[Record]) -> str:
    """Where the records are, and how their directory is made."""
    grouped = f" Directory grouped by `{kind.group_by}`." if kind.group_by else ""
    names = ", ".join(f"`{name}`" for name in kind.facets)
    return f"Folder `{kind.folder}/`.{grouped} Facets: {names}.\n"


def _requires(kind: type[Record]) -> Iterator[str]:
    """What is required together or under a condition; what every record requires is said with every record."""
    for rule in kind.requires:
        if kind is not Record and rule in Record.requires:
            continue
        unless = f", unless `{rule.unless[0]}` is `{rule.unless[1]}`" if rule.unless else ""
        yield f"Required: {' or '.join(f'`{key}`' for key in rule.keys)}{unless}.\n"


def _mappings() -> list[str]:
    models = dict.fromkeys(part for kind in KINDS for part in parts_of(kind))
    found = ["## Mappings inside records\n"]
    for model in models:
        found += [f"### {part_name(model)}\n", f"{_first(model.__doc__)}\n", table(FIELD_HEAD, field_rows(model))]
    return found


def _first(text: str | None) -> str:
    return " ".join((text or "").split())


VALUES = """## Values

Values are typed by the field they stand in, never by YAML: `country: NO` is Norway, `section: 1.10` stays 1.10.

### Text

One line, however many it was written on. Quote text that holds a colon followed by a blank or a blank followed by
`#`, and text that begins with a bracket, a brace, a quotation mark or one of ``& * ! % @ ` # | >``.

### Id

The stem of a record's file, or the id of a term of a vocabulary. Where a field may name records of several kinds and
two share an id, the folder is written too: `partnerships/multicluster-mazovia`.

### Date

Text that means something: `2011`, `2014-04`, `2014-04-30`, `2007–2013`, `by end 2014`, `2010 to 2011`. A year has four
digits and lies between 1000 and 2999.

### Day

A full date: `2026-11-22`.

### Country

Two letters of ISO 3166-1: `DE`. Eurostat's `EL` and `UK` are read as `GR` and `GB`.

### NUTS code

A region of Eurostat's NUTS, level 0 to 3: `DE`, `DE2`, `DE27`, `DE271`. The codes are those of 2024, and those of 2018
for the United Kingdom.
"""


VOCABULARIES_LEAD = """A vocabulary is one YAML file, `vocabularies/<name>.yml`. Its terms have pages, and a field that refers to it allows its
terms only.
"""


def _vocabularies() -> list[str]:
    term = parts_of(Vocabulary)[0]
    return [
        "## Vocabularies\n",
        VOCABULARIES_LEAD,
        "### Vocabulary\n",
        table(FIELD_HEAD, field_rows(Vocabulary)),
        "### Term\n",
        table(FIELD_HEAD, field_rows(term)),
    ]


# --- commands ---------------------------------------------------------------------------------------------------------

CODES = (
    ("0", "Nothing is wrong. Warnings may have been printed."),
    ("1", "The content has errors, or warnings with `--strict`."),
    ("2", "The command was used wrongly, or there is no hub."),
    ("3", "A bug in hubgen. The message says what to report."),
    ("130", "Interrupted. All is as it was: the last site, and the records."),
)
"""Exit codes in words; `hubgen/commands/common.py` has them as constants."""

MESSAGE = """A message has two lines:

```text
path:line:column: severity[code]: what was found
  hint: what to do
```

The path is relative to the hub's folder. Line and column count from 1 and point at the value at fault. Messages are
sorted by path, line and column. The last line counts records, errors and warnings. Messages go to standard output,
progress goes to standard error.

`--format json` prints one object:

```json
{"records": 151, "errors": 0, "warnings": 1, "issues": [
  {"code": "HG405", "severity": "warning", "message": "…", "path": "…", "line": 1, "column": 1, "hint": "…"}]}
```

`github` prints workflow commands, which a forge shows beside the changed lines. `sarif` prints SARIF 2.1.0 for
services that read code analyses.
"""


def commands() -> str:
    """Every command with its arguments, options and exit codes."""
    context = click.Context(cli, info_name="hubgen", **cli.context_settings)
    parts = [
        MADE,
        "# Commands\n",
        f"{_first(cli.help)} `python -m hubgen` is the same as `hubgen`.\n",
        table(
            ("Command", "What it does"),
            ((f"[`hubgen {name}`](#hubgen-{name})", _first(one.help)) for name, one in sorted(cli.commands.items())),
        ),
        "Each command works from any folder of a hub: it looks for `mkdocs.yml` there and in the folders above.\n",
        "Options of `hubgen` itself:\n",
        _options(cli, context),
        "## Exit codes\n",
        table(("Code", "Meaning"), CODES),
    ]
    for name, command in sorted(cli.commands.items()):
        parts.append(_command(name, command, context))
    return "\n".join(parts)


def _command(name: str, command: click.Command, above: click.Context) -> str:
    context = click.Context(command, info_name=name, parent=above)
    usage = " ".join(["hubgen", name, *command.collect_usage_pieces(context)])
    parts = [f"## hubgen {name}\n", f"{_first(command.help)}\n", fenced(usage, "text"), _options(command, context)]
    return "\n".join([*parts, MESSAGE] if name == "check" else parts)


def _options(command: click.Command, context: click.Context) -> str:
    options = [one for one in command.get_params(context) if isinstance(one, click.Option)]
    return table(("Option", "What it does"), ((_written(one, context), _help(one)) for one in options))


def _written(option: click.Option, context: click.Context) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return ", ".join(f"`{name}{value}`" for name in option.opts)


def _help(option: click.Option) -> str:
    default = option.default if isinstance(option.default, str) and option.default != "." else ""
    return f"{option.help or ''}{f' Without it: `{default}`.' if default else ''}"


# --- options ----------------------------------------------------------------------------------------------------------


OPTIONS_LEAD = """What can stand below `hubgen:` in `mkdocs.yml`. An option that is not listed, or a value that does not fit, is an error
of the check ([HG901](rules.md#hg901)). What MkDocs' own settings do in a hub is told in [the owner's
guide](../hub.md#settings).
"""


def options() -> str:
    """Every option of the plugin."""
    return "\n".join(
        [
            MADE,
            "# Options\n",
            OPTIONS_LEAD,
            table(("Option", "Value", "Without it", "What it does"), option_rows()),
            "```yaml\nplugins:\n  - hubgen:\n      schema: 1\n      feedback: office@example.eu\n```\n",
        ]
    )


def option_rows() -> Iterator[tuple[str, ...]]:
    """The options as rows: name, value, default, help."""
    for key, annotation in hints(Options).items():
        info = Options.model_fields[key]
        default = "" if info.default is None else f"`{str(info.default).lower()}`"
        yield f"`{info.alias or key}`", _option_words(annotation), default, info.description or ""


def _option_words(annotation: Any) -> str:
    kept = [one for one in get_args(annotation) if one is not NoneType] or [annotation]
    if isinstance(kept[0], type) and issubclass(kept[0], BaseModel):
        return f"true, or a mapping of {', '.join(f'`{name}`' for name in kept[0].model_fields)}"
    return "text" if kept[0] is str else type_words(kept[0] if get_origin(annotation) is not Literal else annotation)


# --- all --------------------------------------------------------------------------------------------------------------

INDEX = """# Reference

Made from the code, so that it says what is so.

- [Kinds](kinds.md): every key of every record, and of vocabularies
- [Rules](rules.md): every message of the check, with an example
- [Commands](commands.md): every command, its options and exit codes
- [Options](options.md): the plugin's options in `mkdocs.yml`

How to use them is told in [the editors' guide](../editors.md) and in [the owner's guide](../hub.md).
"""

PAGES: dict[str, Callable[[], str]] = {
    "index.md": lambda: f"{MADE}\n{INDEX}",
    "kinds.md": kinds,
    "rules.md": rules,
    "commands.md": commands,
    "options.md": options,
}
"""What makes each file of the reference."""


def made() -> dict[str, str]:
    """The reference as the code has it: file names with their text."""
    return {name: f"{page().rstrip(chr(10))}\n" for name, page in PAGES.items()}


def main() -> int:
    """Writes the files, and says how many."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in made().items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    print(f"{len(PAGES)} files in {FOLDER}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
