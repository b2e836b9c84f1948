"""The protocol: translates what an editor says for the hub, and the hub's answers for the editor. The only user of pygls.

The hub is checked in a thread of its own, a moment after the last change, so that typing is never held up; what is asked in
the meantime is answered from the last check.
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcInvalidParams
from pygls.lsp.server import LanguageServer

from .. import __version__
from ..configuration import CONFIG, NotAHub
from ..edits import Impossible
from ..issues import Issue
from ..parallel import tidied
from ..parse import Parsed
from ..settings import find
from . import answers
from .answers import Fix, Proposal, Rewritten
from .context import lines_of
from .opened import OpenHub
from .positions import character, file_of, line_of, location_of, range_of, units, uri_of

WAIT = 0.005
"""Seconds after a change before the hub is checked: quick typing is one change."""
PAUSE = 2
"""Seconds after the last check before all files are looked at: not every editor tells of changes on the disk."""
IDLE = 20
"""Checks after which what they left behind is freed."""


class Told(NamedTuple):
    """The diagnostics of a file, and what they were made of."""

    issues: list[Issue]
    file: Parsed | None
    diagnostics: list[lsp.Diagnostic]


class HubServer(LanguageServer):
    """One editor's server, for all hubs that it has files of."""

    def __init__(self) -> None:
        super().__init__("hubgen", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.hubs: dict[Path, OpenHub] = {}
        self._worker = ThreadPoolExecutor(1, "hubgen-check")
        self._waiting: dict[Path, asyncio.Task[None]] = {}
        self._published: dict[Path, dict[str, Told]] = {}
        self._failed: set[Path] = set()
        self._checks = 0

    # --- hubs ---------------------------------------------------------------------------------------------------------

    def hub(self, file: Path) -> OpenHub | None:
        """The hub that a file is in; None outside of one, or where its settings cannot be read."""
        try:
            root = find(file if file.is_dir() else file.parent)
            if root not in self.hubs:
                self.hubs[root] = OpenHub(root)
        except NotAHub as error:
            if file.name == CONFIG or (file / CONFIG).is_file():
                self._log(str(error))
            return None
        return self.hubs[root]

    def at(self, uri: str) -> tuple[OpenHub, str] | None:
        """The hub and the path that an address means; None for a file that is no hub's."""
        file = file_of(uri)
        hub = self.hub(file) if file else None
        path = hub.path_of(file) if hub and file else ""
        return (hub, path) if hub and path else None

    def soon(self, hub: OpenHub) -> None:
        """Has a hub checked in a moment; a check that waits is put off."""
        if waiting := self._waiting.get(hub.root):
            waiting.cancel()
        self._waiting[hub.root] = asyncio.ensure_future(self._check(hub))

    async def _check(self, hub: OpenHub, again: bool = False) -> None:
        await asyncio.sleep(WAIT)
        try:
            # not cancelled once it runs: a check that was begun is of use for the next one
            await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._worker, hub.check))
        except asyncio.CancelledError:
            raise
        except Exception:  # noqa: BLE001 - a bug must not silence the server: it is told, and the next change tried again
            self._log(traceback.format_exc(), lsp.MessageType.Error)
            return
        self._checks += 1
        if self._checks % IDLE == 0:
            await asyncio.get_running_loop().run_in_executor(self._worker, tidied)
        self.publish(hub)
        if not again:
            self._waiting[hub.root] = asyncio.ensure_future(self._look(hub))

    async def _look(self, hub: OpenHub) -> None:
        await asyncio.sleep(PAUSE)
        hub.look()
        await self._check(hub, again=True)

    def publish(self, hub: OpenHub) -> None:
        """Sends the diagnostics of files whose diagnostics are other than those sent last."""
        before = self._published.get(hub.root, {})
        files = {one.path: one for one in hub.checked.parsed} if hub.checked else {}
        now = {
            path: self._told(hub, path, found, files.get(path), before.get(path))
            for path, found in hub.issues().items()
        }
        for path in before.keys() | now.keys():
            found = now[path].diagnostics if path in now else []
            if path not in before or found != before[path].diagnostics:
                self.text_document_publish_diagnostics(
                    lsp.PublishDiagnosticsParams(uri=uri_of(hub.settings.root / path), diagnostics=found)
                )
        self._published[hub.root] = now

    def _told(self, hub: OpenHub, path: str, issues: list[Issue], file: Parsed | None, before: Told | None) -> Told:
        """The diagnostics of a file: those of before where it is the same with the same issues, for to make them it is read."""
        if before and file and before.file is file and before.issues == issues:
            return before
        text = hub.text(path)
        return Told(issues, file, [_diagnostic(one, text) for one in issues])

    def _log(self, message: str, kind: lsp.MessageType = lsp.MessageType.Warning) -> None:
        self.window_log_message(lsp.LogMessageParams(type=kind, message=message))


# --- what the editor tells --------------------------------------------------------------------------------------------


async def initialized(ls: HubServer, params: lsp.InitializedParams) -> None:
    """Begins to check the hubs of the folders that are open."""
    for folder in list(ls.workspace.folders.values()):
        file = file_of(folder.uri)
        if file and (hub := ls.hub(file)):
            ls.soon(hub)
    able = ls.client_capabilities.workspace
    if able and able.did_change_watched_files and able.did_change_watched_files.dynamic_registration:
        watch = lsp.DidChangeWatchedFilesRegistrationOptions(
            watchers=[lsp.FileSystemWatcher(glob_pattern="**/*.{md,yml,yaml,py}")]
        )
        files = lsp.Registration(id="files", method=lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, register_options=watch)
        ls.client_register_capability(lsp.RegistrationParams(registrations=[files]))


def _typed(ls: HubServer, uri: str, text: str) -> None:
    if found := ls.at(uri):
        hub, path = found
        hub.type(path, text)
        ls.soon(hub)


async def opened(ls: HubServer, params: lsp.DidOpenTextDocumentParams) -> None:
    _typed(ls, params.text_document.uri, params.text_document.text)


async def changed(ls: HubServer, params: lsp.DidChangeTextDocumentParams) -> None:
    _typed(ls, params.text_document.uri, ls.workspace.get_text_document(params.text_document.uri).source)


async def closed(ls: HubServer, params: lsp.DidCloseTextDocumentParams) -> None:
    if found := ls.at(params.text_document.uri):
        hub, path = found
        hub.close(path)
        ls.soon(hub)


async def saved(ls: HubServer, params: lsp.DidSaveTextDocumentParams) -> None:
    _outside(ls, params.text_document.uri)


async def outside(ls: HubServer, params: lsp.DidChangeWatchedFilesParams) -> None:
    for change in params.changes:
        _outside(ls, change.uri)


def _outside(ls: HubServer, uri: str) -> None:
    """A file of the hub changed on the disk; a change of the settings is read at once."""
    file = file_of(uri)
    hub = ls.hub(file) if file else None
    if not file or not hub:
        return
    if file.name == CONFIG:
        try:
            hub.reload()
        except NotAHub as error:
            ls.window_show_message(lsp.ShowMessageParams(type=lsp.MessageType.Error, message=str(error)))
            return
    hub.look()
    ls.soon(hub)


# --- what the editor asks ---------------------------------------------------------------------------------------------

_KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "value": lsp.CompletionItemKind.EnumMember,
    "record": lsp.CompletionItemKind.Reference,
    "term": lsp.CompletionItemKind.Keyword,
}


def _place(ls: HubServer, params: Any) -> tuple[OpenHub, str, int, int] | None:
    """The hub, the path, the line and the column in characters of what is asked about."""
    found = ls.at(params.text_document.uri)
    if found is None:
        return None
    hub, path = found
    at = params.position
    return hub, path, at.line, character(line_of(hub.text(path), at.line), at.character)


def completion(ls: HubServer, params: lsp.CompletionParams) -> lsp.CompletionList:
    found = _place(ls, params)
    proposed = answers.proposals(*found) if found else []
    text = found[0].text(found[1]) if found else ""
    items = [_item(one, text) for one in proposed]
    return lsp.CompletionList(is_incomplete=len(items) == answers.SHOWN, items=items)


def _item(one: Proposal, text: str) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        label=one.label,
        kind=_KINDS[one.kind],
        detail=one.detail,
        documentation=lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=one.about),
        sort_text=one.sort,
        filter_text=f"{one.label} {one.detail}" if one.kind in {"record", "term"} else one.label,
        text_edit=lsp.TextEdit(range=range_of(one.at, text), new_text=one.insert),
    )


def hover(ls: HubServer, params: lsp.HoverParams) -> lsp.Hover | None:
    found = _place(ls, params)
    told = answers.hover(*found) if found else None
    if not found or not told:
        return None
    content = lsp.MarkupContent(kind=lsp.MarkupKind.Markdown, value=told[0])
    return lsp.Hover(contents=content, range=range_of(told[1], found[0].text(found[1])))


def definition(ls: HubServer, params: lsp.DefinitionParams) -> lsp.Location | None:
    found = _place(ls, params)
    where = answers.definition(*found) if found else None
    return location_of(found[0], where) if found and where else None


def references(ls: HubServer, params: lsp.ReferenceParams) -> list[lsp.Location]:
    found = _place(ls, params)
    if not found:
        return []
    return [location_of(found[0], one) for one in answers.mentioned(found[0], answers.target(*found))]


def prepare(ls: HubServer, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
    """Whether there is something to rename at a place: a record, with the id it has."""
    found = _place(ls, params)
    key = answers.target(*found) if found else ""
    if not found or not answers.file_of(found[0], key):
        return None
    at = lsp.Range(start=params.position, end=params.position)
    return lsp.PrepareRenamePlaceholder(range=at, placeholder=key.partition("/")[2])


def rename(ls: HubServer, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
    found = _place(ls, params)
    key = answers.target(*found) if found else ""
    if not found or not key:
        return None
    try:
        return _edit(found[0], answers.renamed(found[0], key, params.new_name))
    except Impossible as reason:
        raise JsonRpcInvalidParams(str(reason)) from None


def actions(ls: HubServer, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    found = ls.at(params.text_document.uri)
    if not found:
        return []
    hub, path = found
    text = hub.text(path)
    wanted = range(params.range.start.line, params.range.end.line + 1)
    near = [issue for issue in hub.issues().get(path, []) if issue.line - 1 in wanted]
    return [_action(params.text_document.uri, issue, one, text) for issue in near if (one := answers.fix(issue, text))]


_FEATURES: tuple[tuple[str, Callable[..., Any], Any], ...] = (
    (lsp.INITIALIZED, initialized, None),
    (lsp.TEXT_DOCUMENT_DID_OPEN, opened, None),
    (lsp.TEXT_DOCUMENT_DID_CHANGE, changed, None),
    (lsp.TEXT_DOCUMENT_DID_CLOSE, closed, None),
    (lsp.TEXT_DOCUMENT_DID_SAVE, saved, None),
    (lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, outside, None),
    (
        lsp.TEXT_DOCUMENT_COMPLETION,
        completion,
        lsp.CompletionOptions(trigger_characters=[":", "[", "/", " ", "{", ","]),
    ),
    (lsp.TEXT_DOCUMENT_HOVER, hover, None),
    (lsp.TEXT_DOCUMENT_DEFINITION, definition, None),
    (lsp.TEXT_DOCUMENT_REFERENCES, references, None),
    (lsp.TEXT_DOCUMENT_PREPARE_RENAME, prepare, None),
    (lsp.TEXT_DOCUMENT_RENAME, rename, lsp.RenameOptions(prepare_provider=True)),
    (lsp.TEXT_DOCUMENT_CODE_ACTION, actions, lsp.CodeActionOptions(code_action_kinds=[lsp.CodeActionKind.QuickFix])),
)


def server() -> HubServer:
    """A server with all that it answers."""
    made = HubServer()
    for name, function, options in _FEATURES:
        made.feature(name, options)(function)
    return made


def _action(uri: str, issue: Issue, one: Fix, text: str) -> lsp.CodeAction:
    edit = lsp.TextEdit(range=range_of(one.at, text), new_text=one.text)
    return lsp.CodeAction(
        title=one.title,
        kind=lsp.CodeActionKind.QuickFix,
        is_preferred=one.sure,
        diagnostics=[_diagnostic(issue, text)],
        edit=lsp.WorkspaceEdit(changes={uri: [edit]}),
    )


def _edit(hub: OpenHub, change: Rewritten) -> lsp.WorkspaceEdit:
    """Files that are rewritten, then those that are called otherwise; each text is given as a whole."""
    steps: list[Any] = []
    for path, text in sorted(change.files.items()):
        old = lines_of(hub.text(path))
        whole = lsp.Range(
            start=lsp.Position(line=0, character=0),
            end=lsp.Position(line=len(old) - 1, character=units(old[-1], len(old[-1]))),
        )
        document = lsp.OptionalVersionedTextDocumentIdentifier(uri=uri_of(hub.settings.root / path))
        steps.append(lsp.TextDocumentEdit(text_document=document, edits=[lsp.TextEdit(range=whole, new_text=text)]))
    steps += [
        lsp.RenameFile(old_uri=uri_of(hub.settings.root / old), new_uri=uri_of(hub.settings.root / new))
        for old, new in sorted(change.moved.items())
    ]
    return lsp.WorkspaceEdit(document_changes=steps)


def _diagnostic(issue: Issue, text: str) -> lsp.Diagnostic:
    severity = lsp.DiagnosticSeverity.Error if issue.severity == "error" else lsp.DiagnosticSeverity.Warning
    message = f"{issue.message}\n{issue.hint}" if issue.hint else issue.message
    at = range_of(answers.extent(issue, text), text)
    return lsp.Diagnostic(range=at, message=message, severity=severity, code=issue.code, source="hubgen")
