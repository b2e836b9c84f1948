"""Documents for word processors, opened by those who read them: python-docx, pandoc, LibreOffice."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import docx
import pytest

from hubgen.papers import word
from hubgen.papers.making import Making, Paper, pandoc
from hubgen.papers.package import unpacked
from hubgen.plugin import build_site
from hubgen.settings import load
from tests.hubs import MKDOCS, write_hub

ROOT = Path(__file__).parent.parent
LINE = "\\_" * 24
TEXT = f"""\
# Check & go

## Who

Name: {LINE}, of **Oslo** and [more](https://example.eu/?a=1&b=2).

| Step | Due |
|---|---|
| Ask |  |
|  |  |

{LINE * 2}

- [ ] Asked
- [x] Answered

☐ Met   ☐ Not met

> **From the practice.** It works.

1. One
2. Two
   - Inside
"""
HOSTILE = """\
# A <w:p> & "B"\x0b\ufffe

<script>alert(1)</script> and <b>bold</b> ]]> &lt;w:p/&gt; {{7*7}}

![secret](/etc/hostname) ![there](http://192.0.2.1/x.png) [a](javascript:alert(1)) [b](file:///etc/passwd) [c](../x.md)

$1 and $2 `</w:t>`
"""


def paper(text: str = TEXT, name: str = "check", **more: str) -> Paper:
    given = {"title": "Check & go", "footer": "Check & go · version 1.1", "lang": "en-GB", "author": "Small hub"}
    return Paper(path=f"templates/{name}/{name}", text=text, **{**given, "day": "2026-11-22", **more})


def made(folder: Path, *papers: Paper) -> dict[str, bytes]:
    """The files of documents; the test fails where one cannot be made."""
    program = pandoc()
    assert program
    files, faults = Making(papers, folder, program).finish()
    assert faults == []
    return files


IN_A_BROWSER = """\
import { readFileSync, writeFileSync } from "node:fs";
import markdownIt from "markdown-it";
import { boxes } from "./hubgen/client/fill-boxes.js";
import { word } from "./hubgen/client/take-word.js";
const { papers, folder } = JSON.parse(readFileSync(0, "utf8"));
const { default: look } = await import(`${folder}/word-look.mjs`);
for (const { text, name, ...about } of papers) {
  const file = word(about, markdownIt({ html: false }).use(boxes).parse(text, {}), look);
  writeFileSync(`${folder}/${name}.docx`, Buffer.from(await file.arrayBuffer()));
}
"""


def written(folder: Path, *papers: Paper) -> dict[str, bytes]:
    """Word files as the browser makes them, here by Node."""
    (folder / "word-look.mjs").write_text(word.module())
    given = [{**asdict(one), "name": one.path.rpartition("/")[2]} for one in papers]
    command = [sys.executable, "scripts/node.py", "--input-type=module", "--eval", IN_A_BROWSER]
    done = json.dumps({"papers": given, "folder": str(folder)})
    subprocess.run(command, input=done, text=True, check=True, cwd=ROOT)
    return {f"written/{path.name}": path.read_bytes() for path in folder.glob("*.docx")}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    long = "# Long\n\n| No. | What |\n|---|---|\n" + "".join([f"| {n} | Row {n} |\n" for n in range(1, 201)])
    papers = paper(), paper(HOSTILE, "hostile"), paper(long, "long")
    return made(tmp_path_factory.mktemp("kept"), *papers) | written(tmp_path_factory.mktemp("written"), *papers)


BLANK, WRITTEN = "templates/check/check.docx", "written/check.docx"
"""A Word file made with the site, and the same document by a browser."""


def as_markdown(content: bytes, ending: str) -> str:
    program = pandoc()
    assert program
    command = [program, f"--from={ending}", "--to=gfm", "--wrap=none"]
    return subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()


# --- what is in them ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [BLANK, WRITTEN])
def test_a_word_file_has_headings_tables_and_boxes_of_its_own(files: dict[str, bytes], path: str) -> None:
    opened = docx.Document(io.BytesIO(files[path]))
    assert [(one.style.name, one.text) for one in opened.paragraphs if one.style and "eading" in one.style.name] == [
        ("Heading 1", "Check & go"),
        ("Heading 2", "Who"),
    ]
    (table,) = opened.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Step", "Due"], ["Ask", ""], ["", ""]]
    body = unpacked(files[path])["word/document.xml"].decode()
    assert body.count("<w14:checkbox>") == 4
    assert body.count('<w14:checked w14:val="1"/>') == 1
    assert body.count("<w:tblHeader") == 1
    names = ["Name", "Name: , of Oslo and more", "Asked", "Answered", "Met", "Not met"]
    assert re.findall('<w:alias w:val="([^"]*)"/>', body) == names
    assert body.count("<w:showingPlcHdr/>") == 2


@pytest.mark.parametrize("path", [BLANK, WRITTEN])
def test_a_word_file_tells_what_it_is(files: dict[str, bytes], path: str) -> None:
    opened = docx.Document(io.BytesIO(files[path]))
    about = opened.core_properties
    assert (about.title, about.author, about.language) == ("Check & go", "Small hub", "en-GB")
    (section,) = opened.sections
    assert section.footer.paragraphs[0].text == "Check & go · version 1.1\t1 / 1"
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]


@pytest.mark.parametrize("path", [BLANK, WRITTEN])
def test_pandoc_reads_what_was_written(files: dict[str, bytes], path: str) -> None:
    low = "\\_" * 24
    assert (
        as_markdown(files[path], "docx")
        == f"""\
# Check & go

## Who

Name: {low}, of **Oslo** and [more](https://example.eu/?a=1&b=2).

| Step | Due |
|------|-----|
| Ask  |     |
|      |     |

☐ Asked

☒ Answered

☐\u00a0Met\u2003☐\u00a0Not met

> **From the practice.** It works.

1.  One
2.  Two
    - Inside
"""
    )


def test_pandoc_reads_an_opendocument_text(files: dict[str, bytes]) -> None:
    low = "\\_" * 24
    # what is moved in, pandoc reads as a quotation
    assert (
        as_markdown(files["templates/check/check.odt"], "odt")
        == f"""\
# Check & go

## Who

Name: {low}, of **Oslo** and [more](https://example.eu/?a=1&b=2).

| Step | Due |
|------|-----|
| Ask  |     |
|      |     |

> ☐\u00a0Asked

> ☒\u00a0Answered

☐\u00a0Met\u2003☐\u00a0Not met

> **From the practice.** It works.

1.  One

2.  Two

    - Inside
"""
    )


def test_what_a_record_says_stays_text(files: dict[str, bytes]) -> None:
    for path in ("templates/hostile/hostile.docx", "templates/hostile/hostile.odt", "written/hostile.docx"):
        text = as_markdown(files[path], path.rpartition(".")[2])
        assert text.startswith('# A \\<w:p\\> & "B"\n'), text
        assert "\\<script\\>alert(1)\\</script\\> and \\<b\\>bold\\</b\\>" in text
        assert "secret there" in text
        assert "](" not in text.replace("\\](", ""), "no link leads anywhere"
        assert "$1 and $2" in text.replace("\\$", "$")
        parts = unpacked(files[path])
        assert not [path for path in parts if "media" in path.lower() or "pictures" in path.lower()]
        assert not [path for path, part in parts.items() if re.search(rb'="(javascript|file|http://192)', part)]


# --- how they are made ----------------------------------------------------------------------------------------------------


def test_the_same_text_gives_the_same_bytes(files: dict[str, bytes], tmp_path: Path) -> None:
    again = made(tmp_path, paper())
    assert sorted(again) == ["templates/check/check.docx", "templates/check/check.odt"]
    assert again == {path: files[path] for path in again}
    assert written(tmp_path, paper())[WRITTEN] == files[WRITTEN]


def test_what_was_made_is_kept_and_a_broken_cache_costs_time_only(tmp_path: Path) -> None:
    no_program = tmp_path / "pandoc"
    first = made(tmp_path / "kept", paper())
    assert Making([paper()], tmp_path / "kept", no_program).finish() == (first, [])
    (kept,) = (tmp_path / "kept").iterdir()
    for broken in (kept.read_bytes()[:-1], b"", kept.read_bytes()[:40] + b"?" + kept.read_bytes()[41:]):
        kept.write_bytes(broken)
        assert made(tmp_path / "kept", paper()) == first
    made(tmp_path / "kept", paper(TEXT + "\nMore.\n"))
    assert [path.name for path in (tmp_path / "kept").iterdir()] != [kept.name], "what nobody uses is deleted"
    (tmp_path / "file").write_text("in the way")
    assert made(tmp_path / "file", paper()) == first


@pytest.mark.parametrize("program", ["#!/bin/sh\nexit 3\n", "#!/bin/sh\necho out of memory >&2\n", "no program"])
def test_a_pandoc_that_fails_is_told_of_and_costs_nothing_else(tmp_path: Path, program: str) -> None:
    broken = tmp_path / "pandoc"
    broken.write_text(program)
    broken.chmod(0o755)
    files, faults = Making([paper()], tmp_path / "kept", broken).finish()
    assert files == {}
    assert faults[0] == "templates/check/check: pandoc could not make its Word and OpenDocument files"
    assert ("out of memory" in program) is (faults[1:] == ["out of memory"])


def test_a_text_that_is_too_long_is_left_out_and_told_of(tmp_path: Path) -> None:
    program = pandoc()
    assert program
    files, faults = Making([paper(), paper("> " * 100_000, "much")], tmp_path / "kept", program).finish()
    assert sorted(files) == ["templates/check/check.docx", "templates/check/check.odt"]
    assert faults == [
        "templates/much/much: its text of 200,000 letters is too long for Word and OpenDocument files; 100,000 have room"
    ]


def test_what_takes_pandoc_too_long_costs_no_other_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hubgen.papers.making.TIMEOUT", 4)
    program = pandoc()
    assert program
    files, faults = Making([paper(">" * 100_000, "deep"), paper()], tmp_path / "kept", program).finish()
    assert sorted(files) == ["templates/check/check.docx", "templates/check/check.odt"]
    assert faults == ["templates/deep/deep: pandoc could not make its Word and OpenDocument files"]


TEMPLATE = """\
---
title: Market check
summary: Asks for a market.
origin: hub
services: [matching]
version: "1.1"
licence: CC BY 4.0
reviewed: 2026-11-22
fields:
  - {id: name, label: Your name, type: text}
---
Name: {{ name }}, for [[matching]].
"""


def built(root: Path, more: str = "") -> tuple[Path, list[str]]:
    """The site of a hub with a template, and what was said while it was built."""
    hub = write_hub(root, {"content/templates/check.md": TEMPLATE, "mkdocs.yml": MKDOCS + more})
    said: list[str] = []
    report, done = build_site(load(hub), hub / "site", said.append)
    assert done, report
    return hub / "site" / "templates" / "check", said


def test_a_document_has_the_day_of_its_last_change(files: dict[str, bytes]) -> None:
    changed = docx.Document(io.BytesIO(files[BLANK])).core_properties.modified
    assert changed
    assert changed.date().isoformat() == "2026-11-22"
    assert b"<dc:date>2026-11-22T00:00:00Z</dc:date>" in unpacked(files["templates/check/check.odt"])["meta.xml"]


def test_a_site_has_the_files_beside_the_page_that_leads_to_them(tmp_path: Path) -> None:
    folder, _ = built(tmp_path)
    page = (folder / "index.html").read_text()
    for name in ("check.md", "check.docx", "check.odt"):
        assert f'href="{name}" download' in page
        assert (folder / name).is_file()
    opened = docx.Document(str(folder / "check.docx"))
    assert opened.sections[0].footer.paragraphs[0].text == "Market check · version 1.1 · CC BY 4.0 · Small hub\t1 / 1"
    assert opened.core_properties.comments == "Asks for a market. https://small.example.eu/hub/templates/check/"
    assert opened.paragraphs[-1].hyperlinks[0].url == "https://small.example.eu/hub/services/matching/"


def test_without_the_extra_it_is_said_once_and_no_page_leads_to_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hubgen.plugin.hooks.pandoc", lambda: None)
    folder, said = built(tmp_path)
    line = "Templates are published without Word and OpenDocument files: to have them, pip install 'hubgen[documents]'"
    assert said.count(line) == 1
    assert ".docx" not in (folder / "index.html").read_text()
    assert sorted(path.name for path in folder.iterdir()) == [
        "check.md",
        "form.json",
        "index.html",
        "values.schema.json",
    ]


def test_an_owner_can_do_without(tmp_path: Path) -> None:
    folder, said = built(tmp_path, "      documents: false\n")
    assert not (folder / "check.docx").exists()
    assert ".docx" not in (folder / "index.html").read_text()
    assert not [line for line in said if "Word" in line]


# --- LibreOffice ----------------------------------------------------------------------------------------------------------


TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'


@pytest.fixture(scope="module")
def printed(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All documents as PDF with tags, by one run of LibreOffice: "docx-check", "odt-check", "written-check"."""
    soffice = shutil.which("soffice")
    if not soffice:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    for path, content in files.items():
        name, _, ending = path.rpartition("/")[2].partition(".")
        made_by = "written" if path.startswith("written") else ending
        (folder / f"{made_by}-{name}.{ending}").write_bytes(content)
    command = [soffice, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", TAGGED]
    sources = sorted(path for path in folder.iterdir() if path.is_file())
    subprocess.run([*command, "--outdir", folder, *sources], check=True, capture_output=True, timeout=120)
    return {path.stem: path.read_bytes() for path in folder.glob("*.pdf")}


def tags(pdf: bytes) -> Counter[str]:
    return Counter([tag.decode() for tag in re.findall(rb"/S/(\w+)", pdf)])


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type/Page\b", pdf))


@pytest.mark.parametrize("ending", ["docx", "odt", "written"])
def test_libreoffice_shows_what_was_meant(printed: dict[str, bytes], ending: str) -> None:
    pdf = printed[f"{ending}-check"]
    found = tags(pdf)
    assert {tag: found[tag] for tag in ("H1", "H2", "TR", "TH", "TD", "Task", "Line")} == {
        "H1": 1,
        "H2": 1,
        "TR": 3,
        "TH": 2,
        "TD": 4,
        "Task": 2,
        "Line": 1,
    }
    heads = [bytes.fromhex(title.decode()).decode("utf-16") for title in re.findall(rb"/Title<(FEFF[0-9A-F]+)>", pdf)]
    assert heads[:2] == ["Check & go", "Who"]
    assert b"/Lang(en-GB)" in pdf
    assert pages(pdf) == 1
    assert pages(printed[f"{ending}-hostile"]) == 1
    # the head of a long table stands on each page
    long = printed[f"{ending}-long"]
    assert pages(long) >= 4
    assert tags(long)["TR"] == 201
