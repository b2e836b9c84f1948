"""The documents say what is so: the reference is the code's, links lead somewhere, examples check clean and can be run."""

from __future__ import annotations

import datetime as dt
import importlib.util
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import click
import pytest

from benchmarks.hosting import POLICY
from hubgen import KINDS, Record, __version__, markdown, yaml
from hubgen.admin.page import POLICY as EDITING
from hubgen.check import check
from hubgen.cli import cli
from hubgen.commands import common
from hubgen.issues import Issue, Report, as_line, text
from hubgen.kinds import FormField, Term, Vocabulary
from hubgen.rules import RULES
from hubgen.schema import Location
from hubgen.settings import Options
from hubgen.source import Disk
from hubgen.waivers import Waivers
from scripts import reference
from tests.hubs import run

ROOT = Path(__file__).resolve().parents[1]
README, OWNERS, EDITORS = ROOT / "README.md", ROOT / "docs" / "hub.md", ROOT / "docs" / "editors.md"
GUIDES = [README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
DOCUMENTS = [*GUIDES, *sorted((ROOT / "docs" / "reference").glob("*.md"))]
CONTRIBUTE = ROOT / "content" / "about" / "contribute.md"
TODAY = dt.date(2026, 11, 22)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- the reference ----------------------------------------------------------------------------------------------------


def test_the_reference_is_what_the_code_says() -> None:
    """After a change of a rule, kind, command or option: `make docs`."""
    committed = {path.name: path.read_text(encoding="utf-8") for path in reference.FOLDER.iterdir()}
    assert committed == reference.made()


def section(document: str, heading: str) -> str:
    """A section of a document, from its heading to the next of the same level or above."""
    ends = re.compile(rf"#{{1,{heading.index(' ')}}} ")
    found, inside, fenced = [], False, False
    for line in document.splitlines():
        fenced ^= line.startswith("```")
        if not fenced and ends.match(line):
            inside = line == heading
        elif inside:
            found.append(line)
    return "\n".join(found)


def rows(document: str) -> set[str]:
    """What the first cells of a document's tables name."""
    return set(re.findall(r"^\| \[?`([^`]+)`", document, re.MULTILINE))


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_explained_with_a_fault_and_the_mended_text(code: str) -> None:
    found = section(reference.rules(), f"### {code}")
    assert RULES[code].title in found
    assert "\nWrong" in found
    assert "\nRight" in found


def test_every_rule_belongs_to_a_group() -> None:
    assert {code[:3] for code in RULES} == set(reference.GROUPS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_every_field_of_every_kind_is_in_the_reference(kind: type[Record]) -> None:
    document = reference.kinds()
    named = rows(section(document, "## Every record")) | rows(section(document, f"## {kind.one}"))
    assert named == set(kind.model_fields)


@pytest.mark.parametrize("part", [*reference.parts_of(KINDS[0]), FormField, Location, Vocabulary, Term])
def test_every_field_of_a_mapping_is_in_the_reference(part: type) -> None:
    assert rows(section(reference.kinds(), f"### {reference.part_name(part)}")) == set(part.model_fields)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", cli.commands)
def test_every_command_and_its_options_are_in_the_reference(command: str) -> None:
    found = section(reference.commands(), f"## hubgen {command}")
    options = [one for one in cli.commands[command].params if isinstance(one, click.Option)]
    assert [opt for one in options for opt in one.opts if f"`{opt}" not in found] == []


def test_every_exit_code_is_in_the_reference() -> None:
    codes = {common.CLEAN, common.FAULTS, common.WRONG_USE, common.BUG, common.INTERRUPTED}
    assert {int(code) for code, _ in reference.CODES} == codes


def options() -> set[str]:
    return {info.alias or name for name, info in Options.model_fields.items()}


def test_every_option_is_in_the_reference_and_in_the_owners_guide() -> None:
    assert rows(reference.options()) == options()
    assert rows(section(OWNERS.read_text(encoding="utf-8"), "## Settings")) >= options()


def test_the_editors_guide_tells_of_every_key_that_all_records_have() -> None:
    found = rows(section(EDITORS.read_text(encoding="utf-8"), "## What every record has"))
    assert {key.partition(":")[0] for key in found} == set(Record.model_fields)


def test_the_editors_guide_has_an_example_of_every_kind() -> None:
    folders = {PurePosixPath(block.path).parts[1] for block in blocks(EDITORS) if block.is_record}
    assert folders == {kind.folder for kind in KINDS}


# --- links ------------------------------------------------------------------------------------------------------------


@cache
def converted(path: Path) -> markdown.Body:
    return markdown.convert(path.read_text(encoding="utf-8"))


def dead(path: Path) -> Iterator[str]:
    """The links of a document that lead to no file, or to no heading."""
    for link in converted(path).links:
        if link.kind not in {"relative", "anchor"}:
            continue
        where, _, anchor = link.target.partition("#")
        target = (path.parent / where).resolve() if where else path
        if not target.is_file() or (anchor and anchor not in {heading.id for heading in converted(target).headings}):
            yield f"{name_of(path)}: {link.target}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_link_leads_to_a_file_and_a_heading(path: Path) -> None:
    assert list(dead(path)) == []


# --- what is named exists ---------------------------------------------------------------------------------------------

_CODE = re.compile(r"^( *)```(?:console|sh|text)\n(.*?)^\1```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)


def code(path: Path) -> str:
    """All code of a document that may hold commands."""
    return "\n".join(found[2] or found[3] for found in _CODE.finditer(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", GUIDES, ids=name_of)
def test_commands_that_are_named_exist(path: Path) -> None:
    found = code(path)
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?:^|[\s/])make ([a-z]+)", found)) <= set(targets)
    assert set(re.findall(r"(?:^|[\s/])hubgen ([a-z]+)", found)) <= set(cli.commands)
    modules = re.findall(r"python3? -m ([\w.]+)", found)
    assert [one for one in modules if importlib.util.find_spec(one) is None] == []


@pytest.mark.parametrize("path", GUIDES, ids=name_of)
def test_options_of_commands_that_are_named_exist(path: Path) -> None:
    for command, rest in re.findall(r"(?:^|[\s/])hubgen ([a-z]+)([^\n|]*)", code(path)):
        known = {opt for one in cli.commands[command].params for opt in one.opts}
        assert set(re.findall(r"(?<!\S)--?[a-z-]+", rest)) <= known, command


def test_the_wheel_that_the_readme_names_is_the_one_that_is_made() -> None:
    assert f"hubgen-{__version__}-py3-none-any.whl" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [README, OWNERS], ids=name_of)
def test_the_policy_is_the_one_that_the_site_is_tested_under(path: Path) -> None:
    found = re.findall(r"Content-Security-Policy:? \"?(default-src[^\"\n]*)", path.read_text(encoding="utf-8"))
    # a page of its own in the owners' guide, with what it needs: see tests/test_admin_browser.py
    assert set(found) - {EDITING.format(origins="https://gitlab.com")} == {POLICY}


# --- examples ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of code with the file that the text before it names last."""

    language: str
    text: str
    path: str

    @property
    def is_record(self) -> bool:
        return self.language == "markdown" and self.text.startswith("---\n")


_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`(?:content/)?((?:[\w-]+/)*[\w-]+\.(?:md|yml|py))`")


def blocks(path: Path) -> list[Block]:
    """The blocks of a document, with paths relative to a hub's root."""
    document = path.read_text(encoding="utf-8")
    found = []
    for match in _BLOCK.finditer(document):
        named = _FILE.findall(document[: match.start()])
        file = named[-1] if named else ""
        place = file if file == "mkdocs.yml" or file.endswith(".py") else f"content/{file}"
        found.append(Block(language=match[1], text=match[2], path=place))
    return found


class Overlay:
    """The hub of this repository with files laid over it."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._disk, self._files = Disk(ROOT), files

    def paths(self) -> Iterator[str]:
        return iter(sorted({*self._disk.paths(), *self._files}))

    def read(self, path: str) -> bytes:
        return self._files[path].encode() if path in self._files else self._disk.read(path)


def report(files: Mapping[str, str]) -> Report:
    return check(Overlay(files), exists=lambda path: (ROOT / path).is_file(), today=TODAY).report


@cache
def known() -> frozenset[Issue]:
    """What the hub's own content is told, examples aside."""
    return frozenset(report({}).issues)


def lines(files: Mapping[str, str]) -> list[str]:
    """What a check says of files beyond what it says without them. A record shown in part may leave a term unused."""
    found = (issue for issue in report(files).issues if issue not in known())
    return [as_line(issue) for issue in found if issue.code != "HG406"]


@pytest.mark.parametrize("path", [README, EDITORS, CONTRIBUTE], ids=name_of)
def test_records_that_are_shown_check_clean(path: Path) -> None:
    records = {block.path: block.text for block in blocks(path) if block.is_record}
    assert records
    assert lines(records) == []


def test_the_record_in_the_readme_is_a_part_of_the_real_one() -> None:
    shown = next(block for block in blocks(README) if block.is_record)
    real = (ROOT / shown.path).read_text(encoding="utf-8")
    cut = " ".join(real.split())
    head, _, body = shown.text.removeprefix("---\n").partition("---\n")
    assert [line for line in head.splitlines() if line not in real.splitlines()] == []
    assert " ".join(body.split()).rstrip(".") in cut


@pytest.mark.parametrize("path", [README, EDITORS, ROOT / "CONTRIBUTING.md"], ids=name_of)
def test_the_error_message_is_what_the_check_says(path: Path) -> None:
    file = "content/partnerships/food-innovation-3p4i.md"
    slip = (ROOT / file).read_text(encoding="utf-8").replace("{ref: foodregio,", "{ref: foodreggio,")
    [said] = [line for line in lines({file: slip}) if "HG301" in line]
    assert f"```text\n{said}\n" in path.read_text(encoding="utf-8")


def with_keys(record: str, keys: str) -> str:
    """A record with keys in place of its own, and under another title and address."""
    named = {*re.findall(r"^(\w+):", keys, re.MULTILINE), "title", "former_ids", "website"}
    head = re.sub(
        rf"^(?:{'|'.join(sorted(named))}):.*\n(?:[ -].*\n)*", "", record.removeprefix("---\n"), flags=re.MULTILINE
    )
    return f"---\ntitle: Some keys\n{keys}{head}"


def snippets() -> Iterator[tuple[str, str]]:
    """Keys of records that the guides show without a record around them."""
    for path in (EDITORS, ROOT / "CONTRIBUTING.md"):
        for block in blocks(path):
            if block.language == "yaml" and re.match(r"(?!waivers:)\w+:", block.text):
                yield f"{name_of(path)}: {block.text[:40]}", block.text


def test_the_waiver_that_is_shown_can_be_read() -> None:
    (shown,) = [block.text for block in blocks(EDITORS) if block.text.startswith("waivers:")]
    (waiver,) = Waivers.model_validate(yaml.read(shown).value).waivers
    assert waiver.rule in RULES


@pytest.mark.parametrize("keys", [keys for _, keys in snippets()], ids=[name for name, _ in snippets()])
def test_keys_that_are_shown_fit_a_kind(keys: str) -> None:
    examples = {block.path: block.text for block in blocks(EDITORS) if block.is_record}
    named = set(re.findall(r"^(\w+):", keys, re.MULTILINE))
    kind = next(kind for kind in KINDS if named <= set(kind.model_fields))
    example = next(record for path, record in examples.items() if path.startswith(f"content/{kind.folder}/"))
    assert lines(examples | {f"content/{kind.folder}/some-keys.md": with_keys(example, keys)}) == []


def test_the_term_that_is_shown_fits_its_vocabulary() -> None:
    [term] = [block.text for block in blocks(EDITORS) if block.language == "yaml" and block.text.startswith("  - id:")]
    file = "content/vocabularies/sectors.yml"
    assert lines({file: (ROOT / file).read_text(encoding="utf-8") + term}) == []


def test_the_editors_guide_tells_of_every_type_of_field() -> None:
    table = section(EDITORS.read_text(encoding="utf-8"), "## Templates: fields and places")
    named = {
        name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`([\w-]+)`", row)
    }
    assert named - {"type"} == set(re.findall(r"`([\w-]+)`", reference.type_words(reference.hints(FormField)["type"])))


# --- hubs that the documents tell how to make -------------------------------------------------------------------------


def files_of(*paths: Path) -> dict[str, str]:
    """The files that documents show for a hub of one's own; the later document's take the place of the earlier's."""
    own = [block for path in paths for block in blocks(path) if block.language in {"yaml", "markdown", "python"}]
    first = next(n for n, block in enumerate(own) if block.path == "mkdocs.yml")
    return {block.path: block.text for block in own[first:] if re.match(r"---|site_name|title|# |\"\"\"", block.text)}


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return folder


def test_the_hub_in_the_readme_can_be_made(tmp_path: Path) -> None:
    files = files_of(README)
    hub = written(tmp_path, files)
    checked = run("hubgen", "check", cwd=hub)
    assert f"hubgen check\n{checked.stdout}$ " in README.read_text(encoding="utf-8")
    built = run("hubgen", "build", cwd=hub)
    assert built.returncode == 0, built.stderr
    assert len(files["mkdocs.yml"].splitlines()) == 6
    assert "Water-saving circle" in (hub / "site/clusters/example-water-cluster/index.html").read_text(encoding="utf-8")
    assert (hub / "site/search/index.json").is_file()


def test_the_types_in_the_owners_guide_can_be_made(tmp_path: Path) -> None:
    hub = written(tmp_path, files_of(README, OWNERS))
    checked = run("hubgen", "check", cwd=hub)
    assert checked.stdout == "4 records: 0 errors, 0 warnings\n", checked.stderr
    built = run("hubgen", "build", cwd=hub)
    assert built.returncode == 0, built.stderr
    site = hub / "site"
    made = [
        "events/index.html",
        "events/spring-round-table/index.html",
        "topics/saving-water/index.html",
        "api/v1/events.json",
    ]
    assert [name for name in made if not (site / name).is_file()] == []
    assert "<h3>Events " in (site / "clusters/example-water-cluster/index.html").read_text(encoding="utf-8")
    schema = run("hubgen", "schema", "event", cwd=hub)
    assert '"title": "Event"' in schema.stdout


def test_reports_as_shown_end_with_the_count() -> None:
    """The README's message ends as a report does."""
    shown = next(block.text for block in blocks(README) if block.text.startswith("content/partnerships/"))
    records = report({}).records
    assert shown.endswith(text(Report(issues=(), records=records)).replace("0 errors", "1 error") + "\n")
