"""Where records come from, and the front matter of a file: bytes become Documents.

A `Source` maps paths to bytes: the disk, unsaved text laid over it, or whatever else offers the same two methods. What cannot be read becomes an issue of its file and never stops the others.
"""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from .issues import Issue

MAX_FILE = 512 * 1024
"""Bytes of one file; a longer record is no record."""
MAX_FOLDERS = 60
"""Folders within one another; what lies deeper is no order of anybody's."""

RECORD_SUFFIX = ".md"
MEANT = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""How the name of a text in Markdown may end, in capitals too; only the first is read, the others are told of."""
ASSETS = (
    *(".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".pdf", ".docx", ".odt", ".xlsx", ".ods", ".pptx"),
    *(".odp", ".csv", ".txt", ".ics", ".mp4", ".webm", ".mp3"),
)
"""Kinds of file beside the records that are published; everything else in the folder stays unpublished."""
VOCABULARIES = "vocabularies"
WAIVERS = "waivers.yml"
"""The file of waivers; it lies in the folder of records."""


class Unreadable(Exception):
    """A file that is there and cannot be used: the code of the rule, what was found and the way out."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


class Source(Protocol):
    """Files by path, relative to the hub's root, with forward slashes."""

    def paths(self) -> Iterator[str]:
        """All paths of records, pages and vocabularies, sorted."""

    def read(self, path: str) -> bytes:
        """The bytes of one file; `Unreadable` where there are none to be had."""


def is_source(path: str, content: str) -> bool:
    """Whether a path below the folder `content` is that of a record, a page, a vocabulary or the waivers."""
    inside = path.removeprefix(f"{content}/")
    folder, _, name = inside.rpartition("/")
    suffixes = (".yml", ".yaml") if folder == VOCABULARIES else MEANT
    return not _hidden(inside) and (name.lower().endswith(suffixes) or inside == WAIVERS)


def is_asset(path: str) -> bool:
    """Whether a path is that of a picture or document that is published."""
    return path.lower().endswith(ASSETS) and not _hidden(path)


def _hidden(path: str) -> bool:
    return path.startswith(".") or "/." in path


@dataclass(frozen=True, slots=True)
class Disk:
    """The files below `root / content`, with `content` the folder of records relative to the hub's root."""

    root: Path
    content: str = "content"

    def paths(self) -> Iterator[str]:
        """All paths, sorted; those too that `read` can only report: links that lead out, folders where a file belongs."""
        return iter(sorted(self._walk()))

    def _walk(self) -> Iterator[str]:
        closed: list[str] = []
        for base, folders, names in self._folders(closed.append):
            # a linked folder is reported, not followed: it may lead anywhere, or round in a circle
            yield from (f"{base}/{name}" for name in folders if Path(self.root, base, name).is_symlink())
            suffixes = (".yml", ".yaml") if base == f"{self.content}/{VOCABULARIES}" else MEANT
            if base == self.content and WAIVERS in names:
                yield f"{base}/{WAIVERS}"
            yield from (
                f"{base}/{n}" for n in (*names, *folders) if n.lower().endswith(suffixes) and not n.startswith(".")
            )
        yield from closed

    def _folders(self, closed: Callable[[str], object]) -> Iterator[tuple[str, list[str], list[str]]]:
        """Each folder of the content with the names of folders and files in it; `closed` is told of those not gone into."""
        top = self.root / self.content
        for folder, folders, names in os.walk(top, onerror=lambda e: closed(self._path(e.filename))):
            base = self._path(folder)
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield base, folders, names
            folders[:] = [name for name in folders if not Path(folder, name).is_symlink()]
            if base.count("/") >= MAX_FOLDERS:
                for name in folders:
                    closed(f"{base}/{name}")
                folders.clear()

    def _path(self, file: str) -> str:
        return Path(file).relative_to(self.root).as_posix()

    def assets(self) -> list[str]:
        """Pictures and documents, which are published beside the pages."""
        found = (f"{base}/{name}" for base, _, names in self._folders(lambda path: None) for name in names)
        return sorted(path for path in found if is_asset(path) and self.has(path))

    def _leads_out(self, path: str) -> bool:
        return not Path(os.path.realpath(self.root / path)).is_relative_to(os.path.realpath(self.root / self.content))

    def has(self, path: str) -> bool:
        """Whether a path is a file below `content`, for links to pictures and documents."""
        try:
            return (self.root / path).is_file() and not self._leads_out(path)
        except (OSError, ValueError):
            return False

    def read(self, path: str) -> bytes:
        file = f"{self.root}/{path}"
        try:
            found = os.lstat(file)
            if stat.S_ISLNK(found.st_mode):
                if self._leads_out(path):
                    message = f"this is a link that leads out of {self.content}/."
                    raise Unreadable("HG114", message, "put the file itself there")
                found = os.stat(file)  # noqa: PTH116 - one of ten thousand files: no detour by Path
            return _bytes(file, found, path.count("/") > MAX_FOLDERS)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise Unreadable(
                "HG119", f"the file cannot be read: {reason}.", "check that it exists and that you may read it"
            ) from None


def _bytes(file: str, found: os.stat_result, deep: bool) -> bytes:
    if stat.S_ISDIR(found.st_mode) and deep:
        raise Unreadable(
            "HG119", f"more than {MAX_FOLDERS} folders lie within one another here.", "move what is in it up"
        )
    if stat.S_ISDIR(found.st_mode):
        raise Unreadable("HG119", *_about_folder(Path(file)))
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable("HG119", "this is a device or a pipe, not a file.", "move it out of the folder of records")
    if found.st_size > MAX_FILE:
        raise too_large(found.st_size)
    with open(file, "rb") as opened:  # noqa: PTH123
        return opened.read()


def too_large(size: int) -> Unreadable:
    """What is said of a file with so many bytes."""
    message = f"the file has {size:,} bytes; a record has at most {MAX_FILE:,}."
    return Unreadable("HG113", message, "split it, or keep the large part out of the hub")


def _about_folder(folder: Path) -> tuple[str, str]:
    if folder.is_symlink():
        return "this is a link to a folder, which is not followed.", "put the folder itself there"
    if os.access(folder, os.R_OK | os.X_OK):
        return "this is a folder; a name like this is a file's.", "rename it"
    return "the folder cannot be opened.", "check that you may read it"


@dataclass(frozen=True, slots=True)
class Overlay:
    """A source with some files in another state, None for one that is gone: unsaved text, or a change before it is made."""

    base: Source
    files: Mapping[str, bytes | None]

    def paths(self) -> Iterator[str]:
        there = {*self.base.paths()} - self.files.keys()
        return iter(sorted(there | {path for path, raw in self.files.items() if raw is not None}))

    def read(self, path: str) -> bytes:
        raw = self.files.get(path)
        return self.base.read(path) if raw is None else raw


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file's text, parted: front matter (None where there is none) and body, each with the line it begins on."""

    path: str
    front: str | None = None
    front_line: int = 1
    body: str = ""
    body_line: int = 1
    issues: tuple[Issue, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether the file could not be taken apart."""
        return bool(self.issues)


def read(source: Source) -> Iterator[Document]:
    """All documents of a source; each fault of reading is an issue of its document."""
    paths = list(source.paths())
    twins = same_but_for_case(paths)
    return (document(path, source, twins.get(path)) for path in paths)


def same_but_for_case(paths: Iterable[str]) -> dict[str, str]:
    """Paths that differ from one before them in case only, with that one."""
    first: dict[str, str] = {}
    return {path: one for path in paths if (one := first.setdefault(path.casefold(), path)) != path}


def document(path: str, source: Source, twin: str | None = None) -> Document:
    """One file of a source, parted; `twin` is another whose name differs in case only, if there is one."""
    if twin:
        return _unread(
            path,
            "HG115",
            f"the name differs from {twin} in case only.",
            "rename one of the two; many systems cannot hold both",
        )
    try:
        return part(path, source.read(path))
    except Unreadable as fault:
        return _unread(path, fault.code, fault.message, fault.hint)


def _unread(path: str, code: str, message: str, hint: str) -> Document:
    return Document(path=path, issues=(Issue(code=code, path=path, line=1, column=1, message=message, hint=hint),))


def part(path: str, raw: bytes) -> Document:
    """Parts a file into front matter and body. Byte-order mark, line ends of any kind and blank lines on top are read right."""
    text, issue = _text(path, raw)
    if issue:
        return Document(path=path, issues=(issue,))
    if path.endswith((".yml", ".yaml")):
        return _bounded(Document(path=path, front=text))
    return _bounded(_split(path, text))


def _text(path: str, raw: bytes) -> tuple[str, Issue | None]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        # lines end in LF, CRLF or a lone CR, as everywhere else
        lines = re.split(rb"\r\n|\r|\n", before)
        utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        what = "the file is in UTF-16" if utf16 else f"byte 0x{raw[error.start]:02x} is not UTF-8"
        column = len(lines[-1].decode("utf-8", "replace").removeprefix("\ufeff")) + 1
        return "", _not_utf8(path, len(lines), column, what)
    if "\0" in text[:2]:
        return "", _not_utf8(path, 1, 1, "the file is in UTF-16")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), None


def lines(raw: bytes) -> list[str]:
    """A file's lines as places count them, without their ends; what is not UTF-8 is shown as a stand-in."""
    return re.split("\r\n|\r|\n", raw.decode("utf-8", "replace").lstrip("\ufeff"))


def _not_utf8(path: str, line: int, column: int, what: str) -> Issue:
    return Issue(code="HG101", path=path, line=line, column=column, message=f"{what}.", hint="save the file as UTF-8")


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_CONFLICT = re.compile(r"^(<{7}|>{7}|={7}|\|{7})(?: .*)?$", re.MULTILINE)


def _bounded(found: Document) -> Document:
    """The document with what its front matter must not hold reported: conflict markers, control characters."""
    issues = list(found.issues)
    front = found.front or ""
    # an example of a conflict, in a block of code, is none
    parts = ((front, found.front_line), (_conflicting(found.body), found.body_line))
    if conflict := next(((text, line, at) for text, line in parts if (at := _markers(text)) is not None), None):
        text, line, at = conflict
        issues.append(
            _issue(
                "HG109",
                found.path,
                text,
                line,
                at,
                "a merge conflict was left unresolved.",
                "keep one of the two versions and take the marker lines away",
            )
        )
    if not front.replace("\n", "").isprintable() and (control := _CONTROL.search(front)):
        issues.append(
            _issue(
                "HG116",
                found.path,
                front,
                found.front_line,
                control.start(),
                f"a control character (U+{ord(control[0]):04X}) stands in the front matter.",
                "delete it; an editor that shows invisible characters helps",
            )
        )
    return replace(found, issues=tuple(issues)) if issues else found


def _conflicting(body: str) -> str:
    """What of a text a conflict can stand in; only one that could hold any is looked through."""
    return without_code(body) if "<<<<<<<" in body or ">>>>>>>" in body else ""


def without_code(body: str) -> str:
    """The text with lines of fenced code emptied."""
    lines, fence = [], ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            ends = mark and mark[1].startswith(fence) and not line[mark.end() :].strip()
            fence = "" if ends else fence
            lines.append("")
            continue
        fence = mark[1] if mark else ""
        lines.append(line)
    # a block of code that is never closed may as well be the conflict's own
    return "\n".join(lines) if not fence else body


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def _markers(text: str) -> int | None:
    """Where a conflict begins. A lone row of = is a heading; only with < or > is it a conflict."""
    found = _CONFLICT.search(text) if "<<<<<<<" in text or ">>>>>>>" in text else None
    return found.start() if found and re.search(r"^[<>]{7}(?: |$)", text, re.MULTILINE) else None


def _issue(code: str, path: str, text: str, first_line: int, offset: int, message: str, hint: str) -> Issue:
    line = text.count("\n", 0, offset)
    column = offset - (text.rfind("\n", 0, offset) + 1)
    return Issue(code=code, path=path, line=line + first_line, column=column + 1, message=message, hint=hint)


_OPEN = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSE = re.compile(r"\n(?:---|\.\.\.)[ \t]*(?=\n|\Z)")
_ALMOST_CLOSE = re.compile(r"^(?:[ \t]+---|[ \t]*(?:--|-{4,}|—+|–+|___|\*\*\*|- - -|---\S.*))[ \t]*$", re.MULTILINE)
_TEXT_BEGINS = re.compile(r"\n[ \t]*\n(?=#{1,6} |!?\[|[*_]{1,3}\w|[A-Z][^:\n]*(?:\n|\Z))")
"""A blank line and what no key begins with: a heading, a link, a line of words without a colon."""


def _split(path: str, text: str) -> Document:
    start = len(text) - len(text.lstrip(" \t\n\ufeff"))
    if start == len(text):
        return Document(
            path=path,
            body=text,
            issues=(
                Issue(
                    code="HG102",
                    path=path,
                    line=1,
                    column=1,
                    message="the file is empty.",
                    hint="write a record, or delete the file",
                ),
            ),
        )
    start = text.rfind("\n", 0, start) + 1
    line = text.count("\n", 0, start) + 1
    opening = _OPEN.match(text, start)
    if not opening:
        issues = _foreign(path, text[start:], line)
        return Document(path=path, body=text, issues=issues)
    closing = _CLOSE.search(text, opening.end() - 1)
    if not closing and _markers(text) is not None:
        return Document(path=path, front=text[opening.end() :], front_line=line + 1)
    if not closing:
        return Document(path=path, issues=(_unclosed(path, text, opening.end(), line),))
    front = text[opening.end() : closing.start() + 1]
    body_line = text.count("\n", 0, closing.end()) + 2
    return Document(path=path, front=front, front_line=line + 1, body=text[closing.end() + 1 :], body_line=body_line)


def _unclosed(path: str, text: str, start: int, line: int) -> Issue:
    """The issue of a block without an end, at the line that should end it, else where the text seems to begin."""
    message = f"the front matter that opens on line {line} is never closed"
    hint = "put a line of three hyphens after the last key"
    almost, begins = _ALMOST_CLOSE.search(text, start), _TEXT_BEGINS.search(text, start - 1)
    if almost and not (begins and begins.end() < almost.start()):
        hint = "make it exactly three hyphens, with nothing before or after"
        return _issue("HG104", path, text, 1, almost.start(), f"{message}; this looks like the end of it.", hint)
    if begins:
        return _issue("HG104", path, text, 1, begins.end(), f"{message}; the text seems to begin here.", hint)
    return _issue("HG104", path, text, line, 0, "the front matter that opens here is never closed.", hint)


def _foreign(path: str, text: str, line: int) -> tuple[Issue, ...]:
    """The issue of a file that opens with something other than `---` and yet not with text."""
    first = text.split("\n", 1)[0].strip()
    found = ""
    if first == "+++" or first.lower() in {"---toml", "--- toml"}:
        found = "TOML"
    elif first.lower() in {"---json", ";;;"} or (first.startswith("{") and _is_json_object(text)):
        found = "JSON"
    if found:
        return (
            Issue(
                code="HG110",
                path=path,
                line=line,
                column=1,
                message=f"the front matter is {found}; the hub reads YAML.",
                hint="write key: value lines between two lines of three hyphens",
            ),
        )
    return ()


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.JSONDecoder().raw_decode(text)[0], dict)
    except (ValueError, RecursionError):
        return bool(re.match(r"\{\s*\"", text))
