"""Word and OpenDocument files made of Markdown when a site is built: all by one run of pandoc for each processor.

Pandoc comes with the package's extra `documents`; without it nothing is made. What was made once is kept, by a checksum
of all that goes into it.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..processors import processors
from . import opendocument, word
from .package import packed, unpacked

FORMATS = ("docx", "odt")
TIMEOUT, EACH = 30, 1
"""Seconds after which pandoc is given up, and how many more it gets for each document."""
LONGEST = 100_000
"""Letters of a text at most: some texts cost pandoc the square of their length."""
FEW = 8
"""Documents that are not worth a further process."""
_CORE = "docProps/core.xml"
_DATE = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(</dcterms:\w+>)")
_DATES = re.compile(rb"<dcterms:(?:created|modified)\b[^>]*>[^<]*</dcterms:\w+>")
# no XML may hold these, not even as references
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")

Papers = dict[str, bytes]
"""Files by their path on the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document to make: where it goes, without the ending; Markdown with one heading of level 1; what is said of it.

    `day` is that of the last change, `2026-11-22` or "".
    """

    path: str
    text: str
    title: str
    footer: str
    lang: str
    author: str = ""
    description: str = ""
    day: str = ""


@cache
def pandoc() -> Path | None:
    """The program that the extra `documents` brings; None where it is not installed."""
    found = find_spec("pypandoc")
    if not found or not found.origin:
        return None
    program = Path(found.origin).parent / "files" / ("pandoc.exe" if sys.platform == "win32" else "pandoc")
    return program if program.is_file() else None


class Making:
    """Documents in the making, beside other work. `folder` keeps them from one build to the next."""

    def __init__(self, papers: Sequence[Paper], folder: Path, program: Path) -> None:
        self._kept = Kept(folder)
        self._keys = {paper: _key(paper) for paper in papers}
        self._had = {paper: had for paper, key in self._keys.items() if (had := self._kept.get(key))}
        missing = [paper for paper in papers if paper not in self._had]
        self._run = _Run(missing, program) if missing else None
        self.failed = False
        """Whether some could not be made, which may go well the next time."""

    def finish(self) -> tuple[Papers, list[str]]:
        """The files, when they are made, and in words what could not be made."""
        made, faults = self._run.finish() if self._run else ({}, [])
        self.failed = bool(faults)
        for paper, papers in made.items():
            self._kept.put(self._keys[paper], papers)
        self._kept.forget(frozenset(self._keys.values()))
        return {path: content for papers in (self._had | made).values() for path, content in papers.items()}, faults

    def abandon(self) -> None:
        """Ends the work, as nobody wants the documents any more."""
        if self._run:
            self._run.abandon()


# --- pandoc -----------------------------------------------------------------------------------------------------------


class _Run:
    """Pandoc at work on documents, in as many processes as there are processors and enough documents for."""

    def __init__(self, papers: Sequence[Paper], program: Path) -> None:
        self._folder = TemporaryDirectory(prefix="hubgen-papers-")
        # the long ones last: what pandoc gives up on then keeps no other waiting
        self._papers = dict(enumerate(sorted(papers, key=lambda paper: len(paper.text))))
        self._running: list[subprocess.Popen[bytes]] = []
        self._said: list[str] = []
        try:
            self._running += self._all(program)
        except OSError as error:
            self._said.append(f"{error.filename or program}: {error.strerror or error}")

    def _all(self, program: Path) -> Iterator[subprocess.Popen[bytes]]:
        several = max(1, min(processors(), len(self._papers) // FEW))
        jobs = [self._job(number, one) for number, one in self._papers.items() if len(one.text) <= LONGEST]
        return (self._started(program, jobs[n::several], n) for n in range(several))

    @property
    def _at(self) -> Path:
        return Path(self._folder.name)

    def _job(self, number: int, paper: Paper) -> dict[str, Any]:
        look = self._at / f"{number}-look.docx"
        look.write_bytes(word.reference(paper.title, paper.footer, paper.lang))
        return {
            **asdict(paper),
            "text": clean(paper.text),
            "look": str(look),
            "template": word.template(),
            "fields": word.fields(),
            "docx": str(self._at / f"{number}.docx"),
            "odt": str(self._at / f"{number}.odt"),
        }

    def _started(self, program: Path, jobs: list[dict[str, Any]], number: int) -> subprocess.Popen[bytes]:
        todo = self._at / f"{number}-jobs.json"
        todo.write_text(json.dumps(jobs), encoding="utf-8")
        with (self._at / f"{number}-faults.txt").open("wb") as faults:
            return subprocess.Popen(  # noqa: S603 - the program of a package, with files of our own
                [str(program), "lua", str(_script()), str(todo)], stdin=subprocess.DEVNULL, stdout=faults, stderr=faults
            )

    def finish(self) -> tuple[dict[Paper, Papers], list[str]]:
        """What was made of each document, and in words what was not."""
        self._wait(TIMEOUT + EACH * len(self._papers))
        made, faults = {}, []
        for number, paper in self._papers.items():
            try:
                made[paper] = self._files(number, paper)
            except (OSError, ValueError, KeyError):
                faults.append(_fault(paper))
        if faults:
            faults += [*self._said, *self._complaints()]
        self._folder.cleanup()
        return made, faults

    def _complaints(self) -> list[str]:
        """What pandoc said."""
        said = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(self._at.glob("*-faults.txt"))]
        return [line for text in said for line in text.splitlines() if line]

    def abandon(self) -> None:
        self._wait(0)
        self._folder.cleanup()

    def _wait(self, seconds: float) -> None:
        for one in self._running:
            try:
                one.wait(seconds)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()

    def _files(self, number: int, paper: Paper) -> Papers:
        docx = (self._at / f"{number}.docx").read_bytes()
        written = (self._at / f"{number}.odt").read_text(encoding="utf-8")
        return {
            f"{paper.path}.docx": finished(docx, paper.day),
            f"{paper.path}.odt": opendocument.document(written, asdict(paper), paper.footer),
        }


def _fault(paper: Paper) -> str:
    if len(paper.text) > LONGEST:
        return f"{paper.path}: its text of {len(paper.text):,} letters is too long for Word and OpenDocument files; {LONGEST:,} have room"
    return f"{paper.path}: pandoc could not make its Word and OpenDocument files"


def finished(docx: bytes, day: str) -> bytes:
    """A Word file with the names of its fields, and the day of its last change, or none, in the place of the moment."""
    parts = unpacked(docx)
    parts[word.BODY] = word.named(parts[word.BODY].decode()).encode()
    parts[_CORE] = (
        _DATE.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode() + rb"\2", parts[_CORE])
        if day
        else _DATES.sub(b"", parts[_CORE])
    )
    return packed(parts)


def clean(text: str) -> str:
    """A text without characters that no XML may hold."""
    return _NEVER.sub("", text)


def _script() -> Path:
    return Path(str(files("hubgen.papers") / "paper.lua"))


# --- what is kept -----------------------------------------------------------------------------------------------------


class Kept:
    """Files that were made, by key, each in a file that begins with a checksum of the rest: a broken one is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> Papers | None:
        try:
            content = (self._folder / key).read_bytes()
        except OSError:
            return None
        sum_, archive = content[:32], content[32:]
        return unpacked(archive) if hashlib.sha256(archive).digest() == sum_ else None

    def put(self, key: str, made: Papers) -> None:
        """Keeps files; where that cannot be, they are made anew the next time."""
        archive = packed(made)
        part = self._folder / f"{key}.part"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(hashlib.sha256(archive).digest() + archive)
            part.replace(self._folder / key)
        except OSError:
            return

    def forget(self, used: frozenset[str]) -> None:
        """Deletes what no document uses any more."""
        try:
            for path in self._folder.iterdir():
                if path.name not in used:
                    path.unlink()
        except OSError:
            return


def _key(paper: Paper) -> str:
    return hashlib.sha256(f"{_maker()}{json.dumps(asdict(paper))}".encode()).hexdigest()


@cache
def _maker() -> str:
    """A checksum of all that makes documents: they are made anew when it changes."""
    try:
        program = version("pypandoc_binary")
    except PackageNotFoundError:
        program = ""
    sources = [
        (files("hubgen.papers") / name).read_bytes()
        for name in ("making.py", "package.py", "word.py", "opendocument.py", "paper.lua")
    ]
    return hashlib.sha256(b"\0".join([program.encode(), *sources])).hexdigest()
