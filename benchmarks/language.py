"""Measures the language server on generated records: how soon it answers, knows the whole hub, and follows a keystroke.

    python -m benchmarks.language [NUMBER] [--folder DIR]

Opens a hub of NUMBER records (5,000 unless told) in a real server process, as an editor does, types into one record and
waits for its diagnostics. Prints seconds; writes nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from hubgen.lsp.positions import uri_of

from .generate import generate, hub_config

KEYSTROKES = 21
PATIENCE = 120
"""Seconds after which an answer is not waited for any more."""


class Editor:
    """An editor that types into one record."""

    def __init__(self) -> None:
        self.client = LanguageClient("benchmark", "1")
        self.heard: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()
        self.version = 1

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def hear(params: lsp.PublishDiagnosticsParams) -> None:
            self.heard.put_nowait(params)

    async def start(self, root: Path) -> float:
        """The seconds until the server answers."""
        await self.client.start_io(sys.executable, "-m", "hubgen", "lsp")
        begun = time.perf_counter()
        folder = lsp.WorkspaceFolder(uri=uri_of(root), name="hub")
        await self.client.initialize_async(
            lsp.InitializeParams(
                capabilities=lsp.ClientCapabilities(), root_uri=uri_of(root), workspace_folders=[folder]
            )
        )
        took = time.perf_counter() - begun
        self.client.initialized(lsp.InitializedParams())
        return took

    async def told(self, uri: str, wanted: int) -> float:
        """The seconds until a record has this number of diagnostics."""
        begun = time.perf_counter()
        while True:
            heard = await asyncio.wait_for(self.heard.get(), PATIENCE)
            if heard.uri == uri and len(heard.diagnostics) == wanted:
                return time.perf_counter() - begun

    def open(self, uri: str, text: str) -> None:
        item = lsp.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(text_document=item))

    def type(self, uri: str, text: str) -> None:
        self.version += 1
        document = lsp.VersionedTextDocumentIdentifier(uri=uri, version=self.version)
        whole = lsp.TextDocumentContentChangeWholeDocument(text=text)
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(text_document=document, content_changes=[whole])
        )


async def measured(root: Path) -> dict[str, float]:
    """Seconds: until the server answers, until the whole hub is diagnosed, and of a keystroke, the median and the longest."""
    editor = Editor()
    path = sorted((root / "content" / "clusters").glob("*.md"))[0]
    uri, text = uri_of(path), path.read_text(encoding="utf-8")
    found = {"initialized": await editor.start(root)}
    # a fault of the file is known only when all of the hub is
    editor.open(uri, f"{text}\n[[no-record-of-this-name]]\n")
    found["diagnosed"] = await editor.told(uri, 1)
    keystrokes = []
    for n in range(1, KEYSTROKES + 1):
        dead = "".join(f"[[no-record-of-this-name-{one}]]\n" for one in range(n % 2 + 1))
        editor.type(uri, f"{text}\n{'x' * n}\n{dead}")
        keystrokes.append(await editor.told(uri, n % 2 + 1))
    found |= {"keystroke, median": statistics.median(keystrokes), "keystroke, longest": max(keystrokes)}
    await editor.client.shutdown_async(None)
    editor.client.exit(None)
    await editor.client.stop()
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.language", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("number", nargs="?", type=int, default=5_000, help="records of the hub")
    parser.add_argument("--folder", type=Path, help="where the hub is written, instead of a temporary folder")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        hub = generate(Path(folder), given.number).hub
        (hub / "mkdocs.yml").write_text(hub_config(), encoding="utf-8")
        for name, seconds in asyncio.run(measured(hub)).items():
            print(f"{name:20} {seconds:7.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
