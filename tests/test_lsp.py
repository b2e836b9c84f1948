"""The language server: what it knows of a place while somebody types, and a real editor's talk with it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pytest_lsp import LanguageClient, make_test_lsp_client

from hubgen.lsp import answers
from hubgen.lsp.context import cursor
from hubgen.lsp.opened import OpenHub
from hubgen.lsp.positions import character, file_of, units, uri_of
from hubgen.lsp.server import HubServer
from tests.checking import base
from tests.hubs import MKDOCS

# --- places -----------------------------------------------------------------------------------------------------------

RECORD = """\
---
title: Some "title" # a note
loc|ation: {lat: 4|8.3, l|on: 10}
sources:
  - {publication: eco|-d41-2014, sec|tion: 3}
  - publication: o|ther
    no|te: x
services: [one, t|wo]
clusters:
  - fir|st
st|
---
Text [[clus|ters/x]] and [[op|
"""


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its marks, and where they stood."""
    lines, places = [], []
    for n, line in enumerate(text.split("\n")):
        plain = ""
        for part in line.split("|")[:-1]:
            plain += part
            places.append((n, len(plain)))
        lines.append(plain + line.split("|")[-1])
    return "\n".join(lines), places


def test_a_cursor_knows_where_it_stands() -> None:
    text, places = marked(RECORD)
    found = [cursor(text, *place) for place in places]
    assert [(one.where, one.way, one.word, one.typed) for one in found if one] == [
        ("key", (), "location", "loc"),
        ("value", ("location", "lat"), "48.3", "4"),
        ("key", ("location",), "lon", "l"),
        ("value", ("sources", "publication"), "eco-d41-2014", "eco"),
        ("key", ("sources",), "section", "sec"),
        ("value", ("sources", "publication"), "other", "o"),
        ("key", ("sources",), "note", "no"),
        ("value", ("services",), "two", "t"),
        ("item", ("clusters",), "first", "fir"),
        ("key", (), "st", "st"),
        ("link", (), "clusters/x", "clus"),
        ("link", (), "op", "op"),
    ]


@pytest.mark.parametrize(
    "text",
    ["", "---", "---\n", "x", "---\n---\n[[", "\ufeff---\na: [\n---", "---\n- - - a:\n", "---\n\ta: {b: [c, {d: \n"],
)
def test_no_text_is_too_broken_for_a_cursor(text: str) -> None:
    lines = text.split("\n")
    for line in range(-1, len(lines) + 2):
        for column in range(30):
            cursor(text, line, column)


def test_columns_are_counted_in_utf_16() -> None:
    text = "a😀é😀b"
    assert [units(text, n) for n in range(6)] == [0, 1, 3, 4, 6, 7]
    assert [character(text, n) for n in range(8)] == [0, 1, 2, 2, 3, 4, 4, 5]


def test_addresses_name_files() -> None:
    path = Path("/a folder/ö #1.md")
    assert file_of(uri_of(path)) == path
    assert file_of("untitled:one") is None
    assert file_of("file:///c%3A/hub/a.md") == Path("c:/hub/a.md")


# --- a hub ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The base hub on the disk."""
    for path, text in base().items():
        file = tmp_path / "hub" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    (tmp_path / "hub" / "mkdocs.yml").write_text(MKDOCS)
    return tmp_path / "hub"


@pytest.fixture
def hub(root: Path) -> OpenHub:
    found = OpenHub(root)
    found.check()
    return found


NEW = "content/clusters/new.md"


def test_of_files_that_are_as_before_no_text_is_read_to_tell_of_them(
    hub: OpenHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[lsp.PublishDiagnosticsParams] = []
    made = HubServer()
    monkeypatch.setattr(made, "text_document_publish_diagnostics", sent.append)
    faulty = "---\ntitle: New\nsummary: New.\norigin: hub\nform: cluster\ncountry: NO\nsectors: [food]\n---\n[[{}]]\n"
    hub.type(NEW, faulty.format("nobody"))
    hub.type("content/clusters/other.md", faulty.replace("New", "Other").format("nobody"))
    hub.check()
    made.publish(hub)
    sent.clear()
    read: list[str] = []
    text = OpenHub.text
    monkeypatch.setattr(OpenHub, "text", lambda self, path: read.append(path) or text(self, path))

    hub.type(NEW, faulty.format("nobody-at-all"))
    hub.check()
    made.publish(hub)

    assert read == [NEW]
    [told] = sent
    assert told.uri.endswith("new.md")
    [diagnostic] = [one for one in told.diagnostics if "nobody-at-all" in one.message]
    assert diagnostic.range.end.character - diagnostic.range.start.character == len("nobody-at-all")


def asked(hub: OpenHub, text: str) -> tuple[OpenHub, str, int, int]:
    """A new file with this text, and the place of the mark in it."""
    plain, [place] = marked(text)
    hub.type(NEW, plain)
    hub.check()
    return (hub, NEW, *place)


def labels(hub: OpenHub, text: str) -> list[str]:
    return [one.label for one in answers.proposals(*asked(hub, text))]


def test_keys_are_proposed_that_are_not_there_yet_needed_ones_first(hub: OpenHub) -> None:
    found = labels(hub, "---\ntitle: New\nform: cluster\n|\n---\n")
    assert found[:2] == ["summary", "country"] or "summary" in found[:3]
    assert "title" not in found
    assert "services" in found
    assert labels(hub, "---\nlocation: {lat: 1, |}\n---\n") == ["lon", "precision"]
    assert "section" in labels(hub, "---\nsources:\n  - publication: x\n    |\n---\n")


def test_values_are_proposed_by_their_type(hub: OpenHub) -> None:
    assert labels(hub, "---\nform: |\n---\n") == ["cluster", "host", "meta-cluster", "agency"]
    assert "NO" in labels(hub, "---\ncountry: N|\n---\n")
    assert "food" in labels(hub, "---\nsectors: [fo|\n---\n")
    assert labels(hub, "---\nservices:\n  - roadm|\n---\n") == ["roadmapping"]
    assert "eco-d41-2014" in labels(hub, "---\nsources: [{publication: |\n---\n")
    assert "foodregio" in labels(hub, "---\ntitle: x\n---\nSee [[food|\n")
    assert labels(hub, "---\ntitle: |\n---\n") == []


def test_a_word_is_explained(hub: OpenHub) -> None:
    def told(text: str) -> str:
        found = answers.hover(*asked(hub, text))
        return found[0] if found else ""

    assert told("---\nti|tle: x\n---\n").startswith("**Title**\n\nThe name by which")
    assert told("---\nservices: [road|mapping]\n---\n").startswith("**Roadmapping**")
    assert told("---\nsectors: [fo|od]\n---\n").startswith("**Food**")
    assert told("---\ntitle: x\n---\n[[food|regio]]\n").startswith("**foodRegio**")
    assert told("---\ntitle: some th|ing\n---\n").startswith("**Title**")


def test_what_is_named_is_found_with_all_that_names_it(hub: OpenHub) -> None:
    place = answers.definition(*asked(hub, "---\ntitle: x\n---\n[[food|regio]]\n"))
    assert place
    assert place.path == "content/clusters/foodregio.md"
    found = answers.mentioned(hub, "clusters/foodregio")
    assert NEW in {one.path for one in found}
    assert all(hub.text(one.path).splitlines()[one.at.line][one.at.start : one.at.end] == "foodregio" for one in found)


def test_issues_are_those_of_the_unsaved_text_across_the_hub(hub: OpenHub) -> None:
    hub.type("content/clusters/foodregio.md", "")
    hub.check()
    assert {"content/clusters/foodregio.md"} < hub.issues().keys() | {"others"}
    hub.close("content/clusters/foodregio.md")
    hub.check()
    assert hub.issues() == {}


def test_a_quick_fix_writes_what_was_meant(hub: OpenHub) -> None:
    text = (base()["content/clusters/foodregio.md"]).decode().replace("services:", "servces:")  # type: ignore[union-attr]
    hub.type("content/clusters/foodregio.md", text)
    hub.check()
    fixes = [answers.fix(issue, text) for issue in hub.issues()["content/clusters/foodregio.md"]]
    [one] = [fix for fix in fixes if fix]
    line = text.splitlines()[one.at.line]
    assert line[: one.at.start] + one.text + line[one.at.end :] == line.replace("servces", "services")


# --- a talk -----------------------------------------------------------------------------------------------------------


Talk = Callable[[LanguageClient, Path], Coroutine[Any, Any, None]]


def talked(root: Path, talk: Talk) -> None:
    """Starts the server as an editor does, and talks with it; in a thread, for a browser of other tests may run in this one."""

    async def session() -> None:
        client = make_test_lsp_client()
        await client.start_io(sys.executable, "-m", "hubgen", "lsp")
        folder = lsp.WorkspaceFolder(uri=uri_of(root), name="hub")
        await client.initialize_session(
            lsp.InitializeParams(
                capabilities=lsp.ClientCapabilities(), root_uri=uri_of(root), workspace_folders=[folder]
            )
        )
        await talk(client, root)
        await client.shutdown_session()
        await client.stop()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, session()).result(timeout=120)


async def diagnosed(client: LanguageClient, uri: str, codes: set[str]) -> list[lsp.Diagnostic]:
    """The diagnostics of a file, when they are of these codes."""
    for _ in range(200):
        found = list(client.diagnostics.get(uri, ()))
        if {str(one.code) for one in found} == codes:
            return found
        await asyncio.sleep(0.05)
    raise AssertionError(client.diagnostics.get(uri))


def opened(client: LanguageClient, root: Path, path: str, text: str) -> lsp.TextDocumentIdentifier:
    uri = uri_of(root / path)
    item = lsp.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))
    return lsp.TextDocumentIdentifier(uri=uri)


FOOD = "content/clusters/foodregio.md"


def test_an_editor_is_told_while_typing(root: Path) -> None:
    talked(root, is_told_while_typing)


async def is_told_while_typing(client: LanguageClient, root: Path) -> None:
    text = (root / FOOD).read_text()
    document = opened(client, root, FOOD, text.replace("services: [", "services: [😀, nope, "))
    [one] = [d for d in await diagnosed(client, document.uri, {"HG301"}) if "nope" in d.message][:1]
    line = text.replace("services: [", "services: [😀, nope, ").split("\n")[one.range.start.line]
    assert units(line, line.index("nope")) == one.range.start.character
    whole = lsp.TextDocumentContentChangeWholeDocument(text=text)
    client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(
            text_document=lsp.VersionedTextDocumentIdentifier(uri=document.uri, version=2), content_changes=[whole]
        )
    )
    await diagnosed(client, document.uri, set())


def test_an_editor_completes_looks_up_and_mends(root: Path) -> None:
    talked(root, completes_looks_up_and_mends)


async def completes_looks_up_and_mends(client: LanguageClient, root: Path) -> None:
    text = (root / FOOD).read_text().replace("services:", "servces:") + "\n[[foo"
    document = opened(client, root, FOOD, text)
    await diagnosed(client, document.uri, {"HG201"})
    last = lsp.Position(line=text.count("\n"), character=5)
    proposed = await client.text_document_completion_async(lsp.CompletionParams(text_document=document, position=last))
    assert isinstance(proposed, lsp.CompletionList)
    assert "foodregio" in {item.label for item in proposed.items}
    at = text[: text.index("servces")].count("\n")
    where = lsp.Range(start=lsp.Position(line=at, character=0), end=lsp.Position(line=at, character=3))
    actions = await client.text_document_code_action_async(
        lsp.CodeActionParams(text_document=document, range=where, context=lsp.CodeActionContext(diagnostics=[]))
    )
    assert actions
    assert [one.title for one in actions] == ['Write "services"']
    told = await client.text_document_hover_async(
        lsp.HoverParams(text_document=document, position=lsp.Position(line=1, character=2))
    )
    assert told
    assert "Title" in told.contents.value  # type: ignore[union-attr]


def test_an_editor_renames_a_record_with_all_that_names_it(root: Path) -> None:
    talked(root, renames_a_record_with_all_that_names_it)


async def renames_a_record_with_all_that_names_it(client: LanguageClient, root: Path) -> None:
    text = (root / FOOD).read_text()
    document = opened(client, root, FOOD, text)
    mention = "content/clusters/packbridge.md"
    other = opened(client, root, mention, (root / mention).read_text() + "\nUnsaved [[foodregio]].\n")
    await asyncio.sleep(0.5)
    start = lsp.Position(line=0, character=0)
    prepared = await client.text_document_prepare_rename_async(
        lsp.PrepareRenameParams(text_document=document, position=start)
    )
    assert prepared
    edit = await client.text_document_rename_async(
        lsp.RenameParams(text_document=document, position=start, new_name="nordfood")
    )
    assert edit
    assert edit.document_changes
    moved = [one for one in edit.document_changes if isinstance(one, lsp.RenameFile)]
    assert [(one.old_uri, one.new_uri) for one in moved] == [
        (document.uri, document.uri.replace("foodregio", "nordfood"))
    ]
    texts = {
        one.text_document.uri: one.edits[0].new_text  # type: ignore[union-attr]
        for one in edit.document_changes
        if isinstance(one, lsp.TextDocumentEdit)
    }
    assert "former_ids: [foodregio]" in texts[document.uri]
    assert "Unsaved [[nordfood]]." in texts[other.uri]
    (root / FOOD).with_name("taken.md").write_text(text.replace("title: foodRegio", "title: Taken"))
    client.workspace_did_change_watched_files(
        lsp.DidChangeWatchedFilesParams(
            changes=[lsp.FileEvent(uri=document.uri.replace("foodregio", "taken"), type=lsp.FileChangeType.Created)]
        )
    )
    await asyncio.sleep(0.5)
    with pytest.raises(Exception, match="the id is taken"):
        await client.text_document_rename_async(
            lsp.RenameParams(text_document=document, position=start, new_name="taken")
        )
