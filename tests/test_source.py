"""How files are read: parted right, or told of once at the right place; and what a folder can hold that is no file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from hubgen.check import check
from hubgen.issues import as_line
from hubgen.source import Disk, Document, Unreadable, part
from tests.checking import BASE, EXAMPLE, KEYS, TODAY, lines, record

RECORD = f"---\n{KEYS}---\nText.\n"


def told(raw: bytes | str) -> str:
    """What a check says of a file with these bytes, without its path."""
    return "\n".join(lines({EXAMPLE: raw})).replace(f"{EXAMPLE}:", "")


# --- read right -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(RECORD.encode(), id="as it should be"),
        pytest.param(b"\xef\xbb\xbf" + RECORD.encode(), id="byte-order mark"),
        pytest.param(b"\xef\xbb\xbf\xef\xbb\xbf" + RECORD.encode(), id="byte-order mark twice"),
        pytest.param(RECORD.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(RECORD.replace("\n", "\r").encode(), id="CR"),
        pytest.param(RECORD.replace("\n", "\r\n", 4).encode(), id="mixed line ends"),
        pytest.param(b"\n \n\t\n" + RECORD.encode(), id="blank lines on top"),
        pytest.param(RECORD.replace("---\nText", "...\nText").encode(), id="closed by three full stops"),
        pytest.param(RECORD.replace("---", "---  ").encode(), id="blanks after the hyphens"),
        pytest.param(RECORD.removesuffix("\n").encode(), id="no line end at the end"),
        pytest.param(f"---\n{KEYS}---".encode(), id="no body"),
    ],
)
def test_a_record_is_read_whatever_wrote_its_bytes(raw: bytes) -> None:
    assert told(raw) == ""


def test_a_document_knows_the_lines_on_which_its_parts_begin() -> None:
    assert part(EXAMPLE, b"\n\n---\ntitle: x\n---\nText\n---\n") == Document(
        path=EXAMPLE, front="title: x\n", front_line=4, body="Text\n---\n", body_line=6
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_places_count_lines_of_any_kind(line_end: str) -> None:
    text = record("place: Augsburg\nfoundedd: 2014", "First.\n\n[dead](nowhere.md)\n").replace("\n", line_end)

    assert told(text) == (
        '3:1: error[HG201]: there is no key "foundedd".\n'
        '  hint: did you mean "founded"?\n'
        "14:1: error[HG305]: there is no file content/clusters/nowhere.md.\n"
        "  hint: correct the path; it is relative to this file"
    )


def test_columns_count_characters_not_bytes() -> None:
    assert told(record("serves: [AT3, 'Å€😀', X]")).startswith(
        '2:15: error[HG210]: serves[2]: "Å€😀" is not a NUTS code.'
    )


# --- told of ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"", "1:1: error[HG102]: the file is empty.", id="empty"),
        pytest.param(b"\xef\xbb\xbf\r\n \n", "1:1: error[HG102]: the file is empty.", id="blank"),
        pytest.param(
            b"Text.\n", "1:1: error[HG103]: this file in clusters/ has no front matter.", id="no front matter"
        ),
        pytest.param(
            b"---\ntitle: Sk\xc3\xa5ne\xe5\n---\n", "2:13: error[HG101]: byte 0xe5 is not UTF-8.", id="Latin-1"
        ),
        pytest.param(
            b"---\r\nx: 1\r\ra\xff", "4:2: error[HG101]: byte 0xff is not UTF-8.", id="Latin-1 after CR and CRLF"
        ),
        pytest.param(
            b"---\ntitle: \xed\xa0\x80\n---\n", "2:8: error[HG101]: byte 0xed is not UTF-8.", id="a surrogate"
        ),
        pytest.param(RECORD.encode("utf-16"), "1:1: error[HG101]: the file is in UTF-16.", id="UTF-16"),
        pytest.param(
            RECORD.encode("utf-16-le"), "1:1: error[HG101]: the file is in UTF-16.", id="UTF-16 without a mark"
        ),
        pytest.param(RECORD.encode("utf-16-be"), "1:1: error[HG101]: the file is in UTF-16.", id="UTF-16, other order"),
        pytest.param(
            b"+++\ntitle = 'x'\n+++\n", "1:1: error[HG110]: the front matter is TOML; the hub reads YAML.", id="TOML"
        ),
        pytest.param(
            b"\n---toml\nx = 1\n---\n",
            "2:1: error[HG110]: the front matter is TOML; the hub reads YAML.",
            id="TOML, Hugo",
        ),
        pytest.param(
            b'{"title": "x"}\nText', "1:1: error[HG110]: the front matter is JSON; the hub reads YAML.", id="JSON"
        ),
        pytest.param(
            b'{"title": "x"\nText',
            "1:1: error[HG110]: the front matter is JSON; the hub reads YAML.",
            id="JSON, broken",
        ),
        pytest.param(
            b";;;\n{}\n;;;\n", "1:1: error[HG110]: the front matter is JSON; the hub reads YAML.", id="JSON, Hugo"
        ),
        pytest.param(
            record("place: a\x00b"),
            "2:9: error[HG116]: a control character (U+0000) stands in the front matter.",
            id="NUL",
        ),
        pytest.param(
            record("place: a\x9bb"),
            "2:9: error[HG116]: a control character (U+009B) stands in the front matter.",
            id="C1",
        ),
        pytest.param(
            record(r'place: "a\x1b[31mb"'),
            "2:8: error[HG116]: a control character (U+001B) stands in this value.",
            id="escaped",
        ),
        pytest.param(
            record("place: a\u202eb"),
            "2:8: error[HG116]: an invisible character (U+202E) stands in this value.",
            id="bidi",
        ),
        pytest.param(
            record("place: a\u200bb"),
            "2:8: error[HG116]: an invisible character (U+200B) stands in this value.",
            id="no width",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_of_once_at_its_place(raw: bytes | str, expected: str) -> None:
    assert told(raw).partition("\n")[0] == expected
    assert told(raw).count("error[") == 1


@pytest.mark.parametrize(
    ("first", "hint"),
    [
        ("----", "make this line exactly three hyphens, with nothing before or after"),
        ("--", "make this line exactly three hyphens, with nothing before or after"),
        (" ---", "make this line exactly three hyphens, with nothing before or after"),
        ("—", "make this line exactly three hyphens, with nothing before or after"),
        ("--- # the record", "make this line exactly three hyphens, with nothing before or after"),
        ("title: Example", "put a line of three hyphens before the first key, and one after the last"),
        ("# Example", "begin it with a line of three hyphens, the record's keys and another line of three hyphens"),
    ],
)
def test_a_block_that_was_almost_opened_is_understood(first: str, hint: str) -> None:
    text = f"\n{first}\n{KEYS}---\n"

    assert told(text) == f"2:1: error[HG103]: this file in clusters/ has no front matter.\n  hint: {hint}"


@pytest.mark.parametrize("above", ["# Example\n", "```yaml\n"])
def test_front_matter_below_a_text_is_told_of_where_it_begins(above: str) -> None:
    assert told(f"{above}---\n{KEYS}---\n") == (
        "2:1: error[HG103]: the front matter begins here, and not on the file's first line.\n"
        "  hint: take away what stands above it"
    )


@pytest.mark.parametrize(("name", "meant"), [("Food Regio", "food-regio"), ("Łódź Größe", "lodz-grosse")])
def test_a_name_that_is_no_id_is_told_one(name: str, meant: str) -> None:
    path = f"content/clusters/{name}.md"
    assert lines({path: record()})[0] == (
        f'{path}:1:1: error[HG117]: "{name}" cannot be an id, and so not an address.\n  hint: call it {meant}.md'
    )


LINE_1 = "error[HG104]: the front matter that opens on line 1 is never closed"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("title: x\n----\nText.\n", f"3:1: {LINE_1}; this looks like the end of it.", id="four hyphens"),
        pytest.param("title: x\n ---\nText.\n", f"3:1: {LINE_1}; this looks like the end of it.", id="a blank before"),
        pytest.param("title: x\n---Text.\n", f"3:1: {LINE_1}; this looks like the end of it.", id="no line end after"),
        pytest.param("title: x\n\n## A\n\n***\n", f"4:1: {LINE_1}; the text seems to begin here.", id="a rule below"),
        pytest.param("title: x\n\nWords.\n", f"4:1: {LINE_1}; the text seems to begin here.", id="a sentence"),
        pytest.param(
            "title: x\n\nstate: active\n",
            "1:1: error[HG104]: the front matter that opens here is never closed.",
            id="nothing to go by",
        ),
    ],
)
def test_a_block_that_is_not_closed_is_told_of_where_it_should_be(text: str, expected: str) -> None:
    assert told(f"---\n{text}").partition("\n")[0] == expected


@pytest.mark.parametrize(
    ("text", "place"),
    [
        pytest.param("<<<<<<< HEAD\n" + RECORD + "=======\n>>>>>>> other\n", "1:1", id="round the whole file"),
        pytest.param(
            record("place: a\n<<<<<<< HEAD\nstate: active\n=======\n>>>>>>> other"), "3:1", id="in the front matter"
        ),
        pytest.param(record("<<<<<<< HEAD\nplace: a\n=======\nplace: b\n>>>>>>> other"), "2:1", id="on its first line"),
        pytest.param(record(body="a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n"), "11:1", id="in the text"),
        pytest.param(record(body="a\n||||||| base\nb\n>>>>>>> other\n"), "11:1", id="half mended"),
        pytest.param(
            f"---\n{KEYS}<<<<<<< HEAD\n---\n=======\n---\n>>>>>>> other\nText.\n", "9:1", id="round the closing line"
        ),
        pytest.param(f"---\n{KEYS}<<<<<<< HEAD\n----\n>>>>>>> other\nText.\n", "9:1", id="in a block without an end"),
    ],
)
def test_a_merge_conflict_is_told_of_where_it_begins(text: str, place: str) -> None:
    assert told(text) == (
        f"{place}: error[HG109]: a merge conflict was left unresolved.\n"
        "  hint: keep one of the two versions and take the marker lines away"
    )


def test_a_row_of_equals_signs_is_a_heading() -> None:
    assert told(record(body="Members\n=======\n\nText.\n")) == ""


def test_an_ordinary_page_needs_no_front_matter() -> None:
    assert lines({"content/about.md": "# About\n", "content/empty.md": ""}) == []


# --- names and things that are no files -------------------------------------------------------------------------------


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A copy of the base hub, with a file outside its content."""
    shutil.copytree(BASE, tmp_path / "hub")
    (tmp_path / "secret.md").write_text(RECORD, encoding="utf-8")
    return tmp_path / "hub"


def found(hub: Path) -> list[str]:
    disk = Disk(hub)
    return [as_line(issue).partition("\n")[0] for issue in check(disk, today=TODAY, exists=disk.has).report.issues]


def test_a_link_out_of_the_content_is_not_followed(hub: Path) -> None:
    (hub / "content/clusters/beside.md").symlink_to("../../mkdocs.yml")
    (hub / "content/clusters/secret.md").symlink_to(hub.parent / "secret.md")
    (hub / "content/clusters/more").symlink_to(hub.parent, target_is_directory=True)

    assert found(hub) == [
        "content/clusters/beside.md:1:1: error[HG114]: this is a link that leads out of content/.",
        "content/clusters/more:1:1: error[HG114]: this is a link that leads out of content/.",
        "content/clusters/secret.md:1:1: error[HG114]: this is a link that leads out of content/.",
    ]


def test_a_link_within_the_content_is_read_and_a_linked_folder_is_not(hub: Path) -> None:
    (hub / "content/clusters/again.md").symlink_to("packbridge.md")
    (hub / "content/clusters/north").symlink_to(".", target_is_directory=True)

    assert found(hub) == [
        "content/clusters/north:1:1: error[HG119]: this is a link to a folder, which is not followed.",
        'content/clusters/packbridge.md:2:8: error[HG403]: title: content/clusters/again.md has the title "Packbridge" too.',
    ]


def test_links_that_lead_nowhere_or_round_are_told_of(hub: Path) -> None:
    (hub / "content/clusters/gone.md").symlink_to("nowhere.md")
    (hub / "content/clusters/loop.md").symlink_to("loop.md")
    (hub / "content/loop").symlink_to("loop")

    first, second = found(hub)
    assert first == "content/clusters/gone.md:1:1: error[HG119]: the file cannot be read: no such file or directory."
    assert second.startswith("content/clusters/loop.md:1:1: error[HG119]: the file cannot be read: ")


def test_a_pipe_and_a_folder_in_place_of_a_file_are_told_of(hub: Path) -> None:
    os.mkfifo(hub / "content/clusters/pipe.md")
    (hub / "content/clusters/folder.md").mkdir()
    (hub / "content/clusters/folder.md/inside.md").write_text(RECORD, encoding="utf-8")

    assert found(hub) == [
        "content/clusters/folder.md:1:1: error[HG119]: this is a folder; a name like this is a file's.",
        "content/clusters/pipe.md:1:1: error[HG119]: this is a device or a pipe, not a file.",
    ]


def test_a_folder_that_cannot_be_opened_is_told_of(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("partnerships"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    assert "content/partnerships:1:1: error[HG119]: the folder cannot be opened." in found(hub)


def test_names_that_differ_in_case_only_are_told_of(hub: Path) -> None:
    (hub / "content/clusters/North").mkdir()
    (hub / "content/clusters/north").mkdir()
    (hub / "content/clusters/North/acme.md").write_text(RECORD, encoding="utf-8")
    (hub / "content/clusters/north/acme.md").write_text(RECORD, encoding="utf-8")

    assert found(hub)[0] == (
        "content/clusters/north/acme.md:1:1: error[HG115]: the name differs from content/clusters/North/acme.md in case only."
    )


def test_a_name_in_bytes_that_are_no_text_is_told_of(hub: Path) -> None:
    (hub / os.fsdecode(b"content/clusters/caf\xe9.md")).write_text(RECORD, encoding="utf-8")

    assert found(hub) == [
        r'content/clusters/caf\udce9.md:1:1: error[HG117]: "caf\udce9" cannot be an id, and so not an address.'
    ]


def test_hidden_files_and_folders_are_left_alone(hub: Path) -> None:
    (hub / "content/.obsidian").mkdir()
    (hub / "content/.obsidian/note.md").write_text("---\n", encoding="utf-8")
    (hub / "content/clusters/.#lock.md").symlink_to("nowhere")

    assert found(hub) == []


@pytest.mark.parametrize("name", ["North.MD", "north.markdown"])
def test_a_file_whose_name_ends_almost_like_a_record_is_told_of(hub: Path, name: str) -> None:
    (hub / "content/clusters" / name).write_text(record(), encoding="utf-8")
    stem, _, end = name.partition(".")

    said = [as_line(issue) for issue in check(Disk(hub), today=TODAY).report.issues if name in issue.path]

    assert said == [
        (
            f"content/clusters/{name}:1:1: error[HG117]: a name that ends in \".{end}\" is neither a record's nor a page's.\n"
            f"  hint: call it {stem}.md"
        )
    ]


def test_folders_nested_without_end_are_told_of_once(hub: Path) -> None:
    deep = hub / "content"
    for _ in range(300):
        deep = deep / "d"
        deep.mkdir()
    (deep / "x.md").write_text("x")
    disk = Disk(hub)
    (path,) = [path for path in disk.paths() if "/d/d/" in path]
    with pytest.raises(Unreadable) as told:
        disk.read(path)
    assert path == "content/" + "/".join(["d"] * 61)
    assert (told.value.code, told.value.message) == ("HG119", "more than 60 folders lie within one another here.")
    assert disk.assets() == []


FENCED = "```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n```\n"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (FENCED, 0),
        (FENCED.replace("```", "~~~~"), 0),
        (f"x\n\n  `````\n{FENCED}`````\n", 0),
        (FENCED + FENCED.replace("```\n", ""), 10),
        ("```\nx\n" + FENCED.removesuffix("```\n").replace("```\n", ""), 5),
    ],
)
def test_an_example_of_a_conflict_in_a_block_of_code_is_none(body: str, line: int) -> None:
    found = part("content/x.md", f"---\na: b\n---\n{body}".encode()).issues
    assert [(issue.code, issue.line) for issue in found] == ([("HG109", line + 1)] if line else [])
