"""A document becomes a record: fields checked against its kind, with a place for every fault, and its body converted.

`parse` is pure and looks at one document only, so that it can run in any process and be cached. What needs the other
records (references, vocabularies, duplicates) is left to `hub.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from posixpath import basename, splitext
from typing import Any, Optional

from pydantic import BaseModel, ValidationError, create_model
from pydantic_core import ErrorDetails

from . import markdown, plain, yaml
from .almost import almost_links, seems_a_link
from .field_faults import field_issue, fields_at, misspelt, unknown_key
from .issues import Issue
from .kinds import Record, Vocabulary
from .near import nearest
from .outdated import outdated, with_new_names
from .schema import ID_PATTERN, Loc, Requires, address_fault
from .source import MEANT, RECORD_SUFFIX, VOCABULARIES, WAIVERS, Document, without_code
from .syntax import Fault
from .texts import id_of
from .waivers import Waivers

ORDINARY = frozenset({"index", "README"})
"""Stems of ordinary pages, in the folders of records too."""
_TRANSLATION = re.compile(r"(.+)\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """A document as far as it could be read, with all its faults.

    `kind` is None for an ordinary page and for a vocabulary, `record` where a record's front matter could not be read.
    """

    document: Document
    id: str
    kind: type[Record] | None = None
    record: Record | None = None
    vocabulary: Vocabulary | None = None
    waivers: Waivers | None = None
    body: markdown.Body | None = None
    title: str = ""
    issues: tuple[Issue, ...] = ()
    left_out: tuple[Loc, ...] = ()
    """Items at fault that the record's lists are without."""
    path: str = field(init=False, compare=False, repr=False)
    key: str = field(init=False, compare=False, repr=False)
    """Folder and id: what the record is called across kinds."""

    def __post_init__(self) -> None:
        # made once: whoever looks through all of a hub asks for them again and again
        object.__setattr__(self, "path", self.document.path)
        object.__setattr__(self, "key", f"{self.kind.folder}/{self.id}" if self.kind else self.id)

    def place(self, loc: Loc) -> tuple[int, int]:
        """Line and column of a value, found by reading the front matter again: only faults need it."""
        return _tree(self.document.front or "", self.document.front_line, self._model).place(self._as_written(loc))

    @property
    def _model(self) -> type[BaseModel]:
        return self.kind or (Vocabulary if self.vocabulary else Waivers)

    def _as_written(self, loc: Loc) -> Loc:
        """The way in the file to what a way leads to in the record, whose lists lack the items at fault."""
        if len(loc) < 2 or not isinstance(loc[1], int):
            return loc
        at = loc[1]
        for lost in sorted(n for name, n in self.left_out if name == loc[0] and isinstance(n, int)):
            at += lost <= at
        return (loc[0], at, *loc[2:])

    def issue(self, code: str, loc: Loc, message: str, hint: str = "", instead: str = "") -> Issue:
        """A fault of the value that a way leads to."""
        line, column = self.place(loc)
        return Issue(code=code, path=self.path, line=line, column=column, message=message, hint=hint, instead=instead)

    def link_place(self, number: int) -> markdown.Place:
        """The place of the link with that number in the body, found by reading the body again: only faults and edits need it."""
        return _link_places(self.document.body)[number]

    def link_issue(self, code: str, number: int, message: str, hint: str = "", instead: str = "") -> Issue:
        """A fault of the link with that number in the body."""
        place = self.link_place(number)
        return self.body_issue(code, place.line, place.column, message, hint, instead)

    def body_issue(self, code: str, line: int, column: int, message: str, hint: str = "", instead: str = "") -> Issue:
        """A fault in the body, at a place counted from the body's first line."""
        return Issue(
            code=code,
            path=self.path,
            line=line + self.document.body_line - 1,
            column=column,
            message=message,
            hint=hint,
            instead=instead,
        )


_link_places = lru_cache(maxsize=4)(markdown.places)


@lru_cache(maxsize=4)
def _tree(front: str, first_line: int, model: type[BaseModel]) -> yaml.Tree:
    """The YAML of a record at fault; kept for a moment, for one fault seldom comes alone."""
    tree = yaml.read(front, first_line)
    with_new_names(tree, model)
    return tree


def parse(document: Document, kinds: Sequence[type[Record]], content: str = "content") -> Parsed:
    """One document, read against the kinds; `content` is the folder of records, relative to the hub's root."""
    inside, suffix = splitext(document.path.removeprefix(f"{content}/"))
    folder, below, _ = inside.partition("/")
    stem = basename(inside)
    if folder == VOCABULARIES and suffix in {".yml", ".yaml"}:
        return _vocabulary(document, stem)
    if inside + suffix == WAIVERS:
        return _waivers(document)
    if suffix.lower() in MEANT and suffix != RECORD_SUFFIX:
        return _misnamed(document, inside, suffix)
    kind = next((kind for kind in kinds if kind.folder == folder), None)
    if kind is None or not below or stem in ORDINARY:
        return _page(document, inside)
    if translated := _TRANSLATION.fullmatch(stem):
        return _translation(document, inside, *translated.groups())
    return _record(document, kind, stem)


# --- vocabularies, waivers, pages, translations -----------------------------------------------------------------------


def _vocabulary(document: Document, name: str) -> Parsed:
    parsed = Parsed(document=document, id=f"{VOCABULARIES}/{name}")
    if document.broken:
        return replace(parsed, issues=document.issues)
    model, issues, left_out = _model(document, Vocabulary, "file")
    vocabulary = model if isinstance(model, Vocabulary) else None
    parsed = replace(parsed, vocabulary=vocabulary, left_out=left_out)
    for n, term in enumerate(vocabulary.terms or () if vocabulary else ()):
        if not ID_PATTERN.fullmatch(term.id):
            issues.append(
                parsed.issue(
                    "HG117",
                    ("terms", n, "id"),
                    f'"{term.id[:60]}" is not an id.',
                    "use lower-case letters a to z, digits and single hyphens",
                )
            )
    return replace(parsed, issues=tuple(issues))


def _waivers(document: Document) -> Parsed:
    parsed = Parsed(document=document, id=WAIVERS)
    if document.broken:
        return replace(parsed, issues=document.issues)
    model, issues, left_out = _model(document, Waivers, "file")
    waivers = model if isinstance(model, Waivers) else None
    return replace(parsed, waivers=waivers, issues=tuple(issues), left_out=left_out)


def _page(document: Document, address: str) -> Parsed:
    """An ordinary page: front matter is optional and means what MkDocs makes of it; only its links are the hub's."""
    parsed = Parsed(document=document, id=address)
    issues = [issue for issue in document.issues if issue.code != "HG102"]
    if document.front is not None and not issues:
        issues += [_yaml_issue(document, fault) for fault in yaml.read(document.front, document.front_line).faults]
    body = markdown.convert(document.body)
    unfinished = [
        parsed.body_issue(
            "HG902",
            line,
            column,
            f"the owner of the hub has still to fill in: {what}.",
            "put the fact in place of the square brackets",
        )
        for line, column, what in fill_ins(document.body)
    ]
    return replace(parsed, body=body, issues=(*issues, *_unsafe_links(parsed, body), *unfinished))


RENAMED = "HG213"
"""The rule that tells of a key under an old name; as long as it does, edits may miss what stands under it."""
FILL_IN = re.compile(r"\[fill in: ([^\]\n]{1,200})\](?!\()")
"""How a page marks what the hub's owner must fill in."""


def fill_ins(text: str) -> Iterator[tuple[int, int, str]]:
    """Line, column and words of each place an owner must fill in; a line of code is an example, not a place."""
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        ticks, seen = 0, 0
        for found in FILL_IN.finditer(line) if not fenced else ():
            ticks += line.count("`", seen, found.start())
            seen = found.start()
            if ticks % 2 == 0:
                yield number, found.start() + 1, found[1]


def _misnamed(document: Document, inside: str, suffix: str) -> Parsed:
    message = f"a name that ends in \"{suffix}\" is neither a record's nor a page's."
    hint = f"call it {basename(inside)}{RECORD_SUFFIX}"
    issue = Issue(code="HG117", path=document.path, line=1, column=1, message=message, hint=hint)
    return Parsed(document=document, id=inside + suffix, issues=(*document.issues, issue))


def _translation(document: Document, inside: str, of: str, lang: str) -> Parsed:
    issue = Issue(
        code="HG120",
        path=document.path,
        line=1,
        column=1,
        message=f'the name says that this is the translation of {of}.md into "{lang}"; translations are not published yet.',
        hint="keep it, or give it a name without a second dot",
    )
    return Parsed(document=document, id=inside, issues=(*document.issues, issue))


# --- records ----------------------------------------------------------------------------------------------------------


def _record(document: Document, kind: type[Record], stem: str) -> Parsed:
    issues = list(document.issues)
    if not ID_PATTERN.fullmatch(stem):
        fixed = id_of(stem)
        hint = f"call it {fixed}.md" if fixed else "use lower-case letters a to z, digits and single hyphens"
        issues.append(
            Issue(
                code="HG117",
                path=document.path,
                line=1,
                column=1,
                message=f'"{stem[:80]}" cannot be an id, and so not an address.',
                hint=hint,
            )
        )
    if document.front is None:
        if not document.broken:
            issues.append(_no_front_matter(document, kind))
        return Parsed(document=document, id=stem, kind=kind, title=stem, issues=tuple(issues))
    record = None
    left_out: tuple[Loc, ...] = ()
    if not document.broken:
        model, faults, left_out = _model(document, kind, "front matter")
        record = model if isinstance(model, Record) else None
        issues += faults
    body = markdown.convert(document.body)
    title = (record.title or stem) if record else stem
    parsed = Parsed(
        document=document,
        id=stem,
        kind=kind,
        record=record,
        body=body,
        title=title,
        issues=tuple(issues),
        left_out=left_out,
    )
    unsafe = tuple(_unsafe_links(parsed, body))
    return replace(parsed, issues=parsed.issues + unsafe) if unsafe else parsed


_LATE_OPEN = re.compile(r"\n---[ \t]*(?=\n(?:title|summary)[ \t]*:)")
_ALMOST_OPEN = re.compile(r"[ \t]+---|--|-{4,}|[—–]+|- - -|---[ \t]*\S.*")


def _no_front_matter(document: Document, kind: type[Record]) -> Issue:
    blank = re.match(r"(?:[ \t]*\n)*", document.body)
    above = blank.end() if blank else 0
    if late := _LATE_OPEN.search(document.body):
        return Issue(
            code="HG103",
            path=document.path,
            line=document.body.count("\n", 0, late.start() + 1) + 1,
            column=1,
            message="the front matter begins here, and not on the file's first line.",
            hint="take away what stands above it",
        )
    first = document.body[above:].partition("\n")[0].rstrip()
    hint = "begin it with a line of three hyphens, the record's keys and another line of three hyphens"
    if _ALMOST_OPEN.fullmatch(first):
        hint = "make this line exactly three hyphens, with nothing before or after"
    elif re.match(r"(title|summary)\s*:", first):
        hint = "put a line of three hyphens before the first key, and one after the last"
    return Issue(
        code="HG103",
        path=document.path,
        line=document.body.count("\n", 0, above) + 1,
        column=1,
        message=f"this file in {kind.folder}/ has no front matter.",
        hint=hint,
    )


def _unsafe_links(parsed: Parsed, body: markdown.Body) -> Iterator[Issue]:
    for number, link in enumerate(body.links):
        if link.kind == "unsafe":
            found = address_fault(link.target)
            message, hint = (
                found[1:]
                if found
                else (f'"{link.target[:60]}" is not an address the hub publishes.', "use http, https or mailto")
            )
            yield parsed.link_issue("HG307", number, f"link: {message}", hint)
    if parsed.kind:
        yield from _html(parsed, body)
    if "[" in parsed.document.body:
        yield from _almost(parsed)


def _almost(parsed: Parsed) -> Iterator[Issue]:
    text = parsed.document.body
    if not seems_a_link(text):
        return
    message = "this was meant for a link and is none: its brackets would be seen."
    for line, column, written in almost_links(without_code(text)):
        yield parsed.body_issue("HG313", line, column, message, f"write {written[:120]}")


def _html(parsed: Parsed, body: markdown.Body) -> Iterator[Issue]:
    """Tags that are shown as text, one a line; a closing tag goes without saying where its opening one was told."""
    opened: set[str] = set()
    last = 0
    for raw in body.raw_html:
        name = (re.match(r"</?([\w-]*)", raw.text) or [raw.text])[1].lower()
        told = raw.line == last or (raw.text.startswith("</") and name in opened)
        opened.add(name)
        last = raw.line
        if told:
            continue
        yield parsed.body_issue(
            "HG308",
            raw.line,
            raw.column,
            f"HTML is shown as text, not passed through: {raw.text[:40].strip()}",
            f"write it in Markdown{_IN_MARKDOWN.get(name, '')}",
        )


_IN_MARKDOWN = {
    **dict.fromkeys(("b", "strong"), ": **words**"),
    **dict.fromkeys(("i", "em"), ": *words*"),
    **dict.fromkeys(("ul", "li"), ": a hyphen before each item"),
    **dict.fromkeys(
        ("p", "div", "span", "font", "center"), ": a blank line parts paragraphs, and looks are the site's"
    ),
    "a": ": [words](https://www.example.eu)",
    "br": ": a backslash at the end of the line",
    "code": ": `words`",
    "img": ": ![what it shows](picture.png)",
    "ol": ": a number and a full stop before each item",
    "table": ": a row is a line, its cells stand between upright strokes",
}
"""How what a tag is for is written in a record."""


# --- fields -----------------------------------------------------------------------------------------------------------


def _model(
    document: Document, model: type[BaseModel], what: str
) -> tuple[BaseModel | None, list[Issue], tuple[Loc, ...]]:
    """The front matter as a model, as far as it goes, its faults, and which items of lists were left out for them."""
    if faultless := _faultless(document, model):
        return faultless, [], ()
    tree = yaml.read(document.front or "", document.front_line)
    issues = [_yaml_issue(document, fault) for fault in tree.faults]
    issues += list(_outdated(document, model, tree))
    if not isinstance(tree.value, dict):
        if not issues:
            line, column = tree.place(()) if tree.value is not None else (document.front_line, 1)
            found = "a list" if isinstance(tree.value, list) else "empty" if tree.value is None else "text"
            issues.append(
                Issue(
                    code="HG105",
                    path=document.path,
                    line=line,
                    column=column,
                    message=f"the {what} is {found}, not keys with values.",
                    hint="write each as key: value on a line of its own",
                )
            )
        return None, issues, ()
    given = tree.value
    if tree.has_empty:
        given = _given(given)
        issues += _empty_and_unknown(document, model, tree)
    issues += _missing_together(document, model, given, tree)
    try:
        return model.model_validate(given), issues, ()
    except ValidationError as error:
        details = error.errors(include_url=False)
    slips = misspelt(model, details)
    told = [detail for detail in details if not (detail["type"] == "missing" and detail["loc"] in slips)]
    issues += [_uncommented(document, field_issue(document.path, model, detail, tree)) for detail in told]
    salvaged, left_out = _salvage(model, given, details)
    return salvaged, issues, left_out


def _faultless(document: Document, model: type[BaseModel]) -> BaseModel | None:
    """The model of plain front matter in which all is well, as it mostly is; nothing but a fault asks for places."""
    given = plain.read(document.front or "")
    if given is None or any(_lacking(model, given)) or any(outdated(model, given)):
        return None
    try:
        return model.model_validate(given)
    except ValidationError:
        return None


def _outdated(document: Document, model: type[BaseModel], tree: yaml.Tree) -> Iterator[Issue]:
    """What is said of keys of another time, which are read under the names they have now."""
    for one, place in with_new_names(tree, model):
        key = str(one.loc[-1])[:60]
        code, message, hint = "HG214", f'the key "{key}" is to go.', one.advice
        if one.now:
            code, message, hint = RENAMED, f'the key "{key}" is now called "{one.now}".', "run hubgen migrate"
        yield Issue(
            code=code, path=document.path, line=place[0], column=place[1], message=message, hint=hint, instead=one.now
        )


def _given(value: Any) -> Any:
    """The value without keys that were left empty: an editor who keeps an empty line says nothing by it."""
    if isinstance(value, dict):
        return {key: _given(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_given(item) for item in value]
    return value


def _empty_and_unknown(document: Document, model: type[BaseModel], tree: yaml.Tree) -> Iterator[Issue]:
    """Keys without a value that no field bears: `{lat: 48,37}` is such a slip, and would lose a part of the number."""
    for loc in tree.empty():
        line, column = tree.keys[loc]
        if (allowed := fields_at(model, loc[:-1])) and loc[-1] not in allowed:
            code, message, hint = unknown_key(allowed, loc)
            hint = _parted(tree, loc) or hint
            yield Issue(code=code, path=document.path, line=line, column=column, message=message, hint=hint)


def _parted(tree: yaml.Tree, loc: Loc) -> str:
    """What to do about a key that is the second half of a value: `{value: 1,200}` and `{role: founder, and chair}`."""
    above = tree.value
    for step in loc[:-1]:
        above = above[step]
    keys = list(above)
    before = keys[keys.index(loc[-1]) - 1] if keys.index(loc[-1]) else ""
    value, key = above.get(before), str(loc[-1])
    if not isinstance(value, str) or tree.place((*loc[:-1], before))[0] != tree.keys[loc][0]:
        return ""
    if key.isdigit() and value.lstrip("-").isdigit() and len(key) != 3:
        return f'a comma ends a value in braces: write {before}: {value}.{key} for a decimal, or "{value},{key}"'
    joined = f"{value},{key}" if key.isdigit() else f"{value}, {key}"
    return f'a comma ends a value in braces; if it is part of this one, write {before}: "{joined}"'


def _lacking(model: type[BaseModel], given: Mapping[str, Any]) -> Iterator[Requires]:
    """What is required together or under a condition, and is not given."""
    for rule in getattr(model, "requires", ()):
        excused = rule.unless and given.get(rule.unless[0]) == rule.unless[1]
        if not (excused or any(given.get(key) for key in rule.keys)):
            yield rule


def _missing_together(
    document: Document, model: type[BaseModel], given: Mapping[str, Any], tree: yaml.Tree
) -> Iterator[Issue]:
    meant = {nearest(key, model.model_fields) for key in given.keys() - model.model_fields.keys()}
    for rule in _lacking(model, given):
        if not meant.isdisjoint(rule.keys):
            continue
        empty = next((tree.keys[key,] for key in rule.keys if (key,) in tree.keys), None)
        line, column = empty or tree.place(())
        what = " or ".join(f'"{key}"' for key in rule.keys)
        yield Issue(
            code="HG202",
            path=document.path,
            line=line,
            column=column,
            message=f"the required key {what} is {'empty' if empty else 'missing'}.",
            hint=rule.hint,
        )


def _uncommented(document: Document, issue: Issue) -> Issue:
    """The issue of an empty key, with the way out where there is a text behind it that YAML takes for a comment."""
    if not issue.message.endswith("is empty."):
        return issue
    line = (document.front or "").split("\n")[issue.line - document.front_line]
    found = re.match(r"[^:]*:[ \t]+(#.*\S)", line)
    if not found:
        return issue
    shown = found[1].replace("'", "''")
    return replace(issue, hint=f"a # after a blank begins a comment; put the value in quotation marks: '{shown[:60]}'")


def _yaml_issue(document: Document, fault: Fault) -> Issue:
    return Issue(
        code=fault.code,
        path=document.path,
        line=fault.place[0],
        column=fault.place[1],
        message=fault.message,
        hint=fault.hint,
    )


# --- as far as it goes ------------------------------------------------------------------------------------------------


@cache
def _lenient(model: type[BaseModel]) -> type[BaseModel]:
    """The model with no field required: a record at fault must still tell what it refers to."""
    optional: dict[str, Any] = {
        name: (Optional[info.annotation], None)  # noqa: UP045 - a value here, not an annotation
        for name, info in model.model_fields.items()
        if info.is_required()
    }
    return create_model(model.__name__, __base__=model, **optional)


def _salvage(
    model: type[BaseModel], given: Mapping[str, Any], details: Iterable[ErrorDetails]
) -> tuple[BaseModel | None, tuple[Loc, ...]]:
    """The model of what is not at fault, and the items it lacks. A list loses its items at fault, a mapping the key."""
    kept = dict(given)
    items: set[Loc] = set()
    for loc in {detail["loc"][:2] for detail in details if detail["loc"]}:
        if len(loc) > 1 and isinstance(loc[1], int) and isinstance(given.get(str(loc[0])), list):
            items.add(loc)
        else:
            kept.pop(str(loc[0]), None)
    for name in {str(loc[0]) for loc in items} & kept.keys():
        kept[name] = [value for n, value in enumerate(kept[name]) if (name, n) not in items]
    try:
        lenient = _lenient(model).model_validate(kept)
    except ValidationError:
        return None, ()
    # of the kind itself: a class that was made here has no name by which another process could find it
    values = {name: getattr(lenient, name) for name in model.model_fields}
    return model.model_construct(lenient.model_fields_set, **values), tuple(items)
