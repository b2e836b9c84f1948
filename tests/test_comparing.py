"""What changes for readers between two states of a hub, and how it is told."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from hubgen import markdown
from hubgen.cli import main
from hubgen.commands.common import CLEAN, WRONG_USE
from hubgen.comparing import Difference, Fact, State, compare
from hubgen.differences import as_json, as_markdown, as_text, summary
from hubgen.hub import RecordEntry
from hubgen.publish import Refused
from hubgen.revision import at
from hubgen.source import MAX_FILE, Disk, Unreadable
from tests.checking import EXAMPLE, Text, base, checked, record
from tests.hubs import CLUSTER, PACKAGING, run, write_hub

PAGE = "content/about/page.md"


def state(files: Mapping[str, Text | None], assets: tuple[str, ...] = ()) -> State:
    """The base hub with files laid over it; None for one that is not there."""
    everything = {path: text for path, text in {**base(), **files}.items() if text is not None}
    result = checked({}, over=everything)

    def facets(entry: RecordEntry) -> Mapping[str, tuple[str, ...]]:
        return {"Country": result.hub.facet(entry, "country"), "Sector": result.hub.facet(entry, "sectors")}

    return State(checked=result, assets=assets, facets=facets)


def changed(before: str, after: str) -> Difference:
    """The difference that other keys or another text make to the example record."""
    return compare(state({EXAMPLE: before}), state({EXAMPLE: after}))


def facts(before: str, after: str) -> list[tuple[str, str, str]]:
    (change,) = changed(record(before), record(after)).records
    return [(fact.label, fact.before, fact.after) for fact in change.facts]


# --- facts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("place: Augsburg", "place: Munich", [("Place", "Augsburg", "Munich")]),
        ("", "place: Munich", [("Place", "", "Munich")]),
        ("place: Augsburg", "", [("Place", "Augsburg", "")]),
        ("title: One", "title: Two", [("Title", "One", "Two")]),
        ("country: NO", "country: SE", [("Country", "Norway", "Sweden")]),
        ("aliases: [a, b, c]", "aliases: [a, x, c, d]", [("Also known as", "b", "x"), ("Also known as", "", "d")]),
        (
            "member_count: {value: 174, as_of: 2014, source: eco-d41-2014, section: 3.1}",
            "member_count: {value: 180, as_of: 2026, source: eco-d41-2014}",
            [
                (
                    "Members",
                    "174; as of 2014; source Report D4.1; section 3.1",
                    "180; as of 2026; source Report D4.1",
                )
            ],
        ),
        ("website: https://a.example.eu", "website: {url: https://a.example.eu, state: dead}",
         [("Website", "https://a.example.eu", "https://a.example.eu; state dead")]),
        ("location: {lat: 1, lon: 2}", "location: {lat: 1, lon: 3}", [("Location", "1.0; longitude 2.0", "1.0; longitude 3.0")]),
        ("summary: |\n  a\n  b", "summary: a c", [("Summary", "a b", "a c")]),
    ],
)  # fmt: skip
def test_facts_are_told_from_and_to(before: str, after: str, found: list[tuple[str, str, str]]) -> None:
    title = state({}).hub.records["white-papers/eco-d41-2014"].title
    assert facts(before, after) == [
        (label, a.replace("Report D4.1", title), b.replace("Report D4.1", title)) for label, a, b in found
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (record("private: {note: a}"), record("private: {note: b}")),
        (record("former_ids: [a]"), record("former_ids: [a, b]")),
        (record("title: A\nplace: B"), record("place: B\ntitle: A")),
        (record("place: B"), record("place: 'B'  # why")),
        (record("", "A *b*.\n"), record("", "A _b_.\n")),
        (record("", "See [x](foodregio.md)"), record("", "See [x](../clusters/foodregio.md)")),
        (record("hosted_by: foodregio"), record("hosted_by: [foodregio]")),
    ],
)
def test_what_readers_do_not_see_is_no_change(before: str, after: str) -> None:
    found = changed(before, after)
    assert found.records == ()
    assert "nothing changes for readers" in summary(found)


def test_a_text_is_told_by_lines_as_they_are_shown() -> None:
    (change,) = changed(record("", "One.\n\nTwo.\n"), record("", "One.\n\nTwo and more.\n\nThree.\n")).records
    assert (change.facts, change.lines_added, change.lines_removed) == ((), 2, 1)


# --- records ----------------------------------------------------------------------------------------------------------


def test_records_come_and_go() -> None:
    found = compare(state({}), state({EXAMPLE: record(), "content/clusters/packbridge.md": None}))
    assert [(one.state, one.key, one.was) for one in found.records if not one.lost] == [
        ("added", "clusters/example", ""),
        ("gone", "clusters/packbridge", ""),
    ]


def test_a_draft_is_gone_for_readers() -> None:
    (change,) = changed(record(), record("draft: true")).records
    assert (change.state, change.key) == ("gone", "clusters/example")


def test_a_renamed_record_is_told_of_once_and_references_to_it_are_no_change() -> None:
    moved = {
        EXAMPLE: None,
        "content/clusters/mended.md": record("former_ids: [example]\nplace: A"),
        "content/clusters/other.md": record("title: O\nhosted_by: mended", "[[mended]]"),
        "content/partnerships/p.md": PARTNERSHIP.format("mended"),
    }
    before = {
        EXAMPLE: record(),
        "content/clusters/other.md": record("title: O\nhosted_by: example", "[[example]]"),
        "content/partnerships/p.md": PARTNERSHIP.format("example"),
    }
    found = compare(state(before), state(moved))
    (change,) = found.records
    assert (change.state, change.key, change.was) == ("renamed", "clusters/mended", "clusters/example")
    assert change.facts == (Fact(label="Place", before="", after="A"),)
    assert found.dead == ()
    back = compare(state(moved), state({**dict.fromkeys(moved), **before}))
    assert back.dead == ("clusters/mended/",)


PARTNERSHIP = "---\ntitle: P\nsummary: S.\nforms: [escp]\nmembers: [{{ref: {}, role: r}}]\norigin: hub\n---\n"


def test_a_merged_record_is_gone_and_leads_to_the_other() -> None:
    into = {EXAMPLE: None, "content/clusters/other.md": record("title: O\nformer_ids: [example]")}
    found = compare(state({EXAMPLE: record(), "content/clusters/other.md": record("title: O")}), state(into))
    (change,) = found.records
    assert (change.state, change.key, change.was) == ("gone", "clusters/example", "clusters/other")
    assert found.dead == ()
    # two that become one: one of them goes on, the other is told of as gone
    two = {EXAMPLE: record(), "content/clusters/second.md": record("title: Second")}
    one = {**dict.fromkeys(two), "content/clusters/third.md": record("former_ids: [second, example]")}
    assert [(c.state, c.key, c.was) for c in compare(state(two), state(one)).records] == [
        ("gone", "clusters/second", "clusters/third"),
        ("renamed", "clusters/third", "clusters/example"),
    ]


def test_links_are_gained_and_lost() -> None:
    (change,) = changed(
        record("sectors: [food]\nhosted_by: foodregio", "[[packbridge]]"),
        record("sectors: [packaging]", "[[roadmapping]]"),
    ).records
    assert sorted((one.label, one.title) for one in change.gained) == [
        ("Mentions", "Roadmapping"),
        ("Sectors", "Packaging"),
    ]
    assert sorted((one.label, one.title) for one in change.lost) == [
        ("Hosted by", "foodRegio"), ("Mentions", "Packbridge"), ("Sectors", "Food")
    ]  # fmt: skip


# --- coverage, pages and addresses ------------------------------------------------------------------------------------


def test_facets_and_coverage_are_counted() -> None:
    found = changed(record("country: NO\nsectors: [food]"), record("country: IS\nsectors: [food, packaging]"))
    assert [(c.facet, c.value, c.before, c.after) for c in found.counts] == [
        ("Country", "IS", 0, 1), ("Country", "NO", 1, 0), ("Sector", "packaging", 2, 3)
    ]  # fmt: skip
    assert [c.value for c in found.covered] == ["IS"]
    assert [c.value for c in found.uncovered] == ["NO"]


def test_ordinary_pages_and_terms_are_told_of() -> None:
    sectors = "title: Sectors\nsummary: S.\none: Sector\nterms:\n" + "".join(
        f"  - {{id: {name}, label: {label}, definition: D.}}\n"
        for name, label in [("food", "Food"), ("packaging", "Packing")]
    )
    vocabulary = base()["content/vocabularies/sectors.yml"]
    assert isinstance(vocabulary, bytes)
    found = compare(
        state({PAGE: "# A\n", "content/about/old.md": "x", "content/clusters/README.md": "a"}),
        state({PAGE: "# B\n", "content/about/new.md": "x", "content/vocabularies/sectors.yml": sectors}),
    )
    assert found.pages_added == ("about/new/",)
    assert found.pages_gone == ("about/old/", "clusters/")
    assert found.pages_changed == ("about/page/", "sectors/food/", "sectors/packaging/")


def test_addresses_that_die_are_pages_headings_redirects_countries_and_files() -> None:
    before = {
        EXAMPLE: record("country: NO\nformer_ids: [older]", "## One\n\n## Two\n"),
        PAGE: "x",
        "content/clusters/lone.md": record("title: Lone\nformer_ids: [alone]", "## A heading\n"),
    }
    after = {EXAMPLE: record("country: SE", "## One\n"), PAGE: None, "content/clusters/lone.md": None}
    found = compare(
        state(before, ("content/a.pdf", "content/b.png")),
        state({**base(), **after}, ("content/b.png", "content/c.png")),
    )
    assert found.dead == (
        "a.pdf", "about/page/", "clusters/alone/", "clusters/example/#two", "clusters/lone/", "clusters/older/", "countries/no/"
    )  # fmt: skip


# --- how it is told ---------------------------------------------------------------------------------------------------

BEFORE = {EXAMPLE: record("place: A", "[[foodregio]]"), "content/clusters/lone.md": record("title: Lone")}
AFTER = {
    EXAMPLE: record("place: B\nwebsite: https://x.example.eu", "New."),
    "content/clusters/new.md": record("title: New"),
}


def test_as_text() -> None:
    assert as_text(compare(state(BEFORE), state(AFTER))) == (
        "Addresses that would lead nowhere\n  clusters/lone/\n\n"
        "Records added\n  New (clusters/new)\n\n"
        "Records gone\n  Lone (clusters/lone)\n\n"
        "Records changed\n  Example cluster (clusters/example)\n"
        "    Place: A → B\n    Website: https://x.example.eu – new\n    Mentions: foodRegio – lost\n"
        "    Text: 1 line new, 1 gone\n\n"
        "records: 1 added, 1 changed, 1 gone, 1 address would lead nowhere"
    )


def test_as_markdown() -> None:
    assert as_markdown(compare(state(BEFORE), state(AFTER))) == (
        "### What changes for readers\n\nRecords: 1 added, 1 changed, 1 gone, 1 address would lead nowhere.\n\n"
        "#### Addresses that would lead nowhere\n\n- `clusters/lone/`\n\n"
        "#### Records added\n\n- New (`clusters/new`)\n\n"
        "#### Records gone\n\n- Lone (`clusters/lone`)\n\n"
        "#### Records changed\n\n- Example cluster (`clusters/example`)\n"
        "  - Place: A → B\n  - Website: https:\u2060//x.example.eu – new\n  - Mentions: foodRegio – lost\n"
        "  - Text: 1 line new, 1 gone"
    )


def test_as_json() -> None:
    found = json.loads(as_json(compare(state(BEFORE), state(AFTER))))
    assert found["summary"] == {"added": 1, "changed": 1, "renamed": 0, "gone": 1}
    assert found["dead"] == ["clusters/lone/"]
    assert found["records"][0]["facts"][0] == {"label": "Place", "before": "A", "after": "B"}
    assert found["coverage"] == {"gained": [], "lost": []}


@pytest.mark.parametrize(
    "title",
    ["**b** _i_ `c` ~~s~~", "# h", "- item", "1. item", "> q", "[x](y) ![x](y)", "<b>x</b>", "@all #12 org/x#3", "a | b",
     "www.example.eu https://example.eu a@example.eu", "&lt;b&gt;", "+ x", "```", "$x$", "\\[x](y)", "| a |", "=== x", "[^1]", "[x]: y"],
)  # fmt: skip
def test_what_records_say_is_no_markup_in_a_comment(title: str) -> None:
    quoted = title.replace("'", "''")
    before, after = record("title: A"), record(f"title: '{quoted}'")
    told = as_markdown(changed(before, after))
    (row,) = [line for line in told.splitlines() if line.startswith("- ") and "clusters/example" in line]
    shown = markdown.convert(row)
    assert shown.links == ()
    assert shown.raw_html == ()
    text = (
        shown.html.replace("\u2060", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )
    assert text.startswith(f"<ul>\n<li>{title} (<code>clusters/example</code>)</li>")
    assert "@all" not in row
    assert "#12" not in row


def test_a_long_list_is_cut_in_a_comment_and_whole_in_json() -> None:
    files = {f"content/clusters/c{n}.md": record(f"title: C{n}") for n in range(60)}
    found = compare(state({}), state(files))
    assert "- … and 10 more lines\n" in as_markdown(found)
    assert len(json.loads(as_json(found))["records"]) == 60


def test_nothing_changes_between_a_state_and_itself() -> None:
    found = compare(state({}), state({}))
    assert as_text(found) == "nothing changes for readers"
    assert as_markdown(found) == "### What changes for readers\n\nNothing changes for readers."


# --- revisions of a repository ----------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> str:
    identity = {f"GIT_{who}_{what}": "x@example.eu" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    env = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *arguments], cwd=folder, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x", "--allow-empty")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A hub in a subfolder of a repository, committed."""
    root = write_hub(tmp_path / "sub folder", {"content/pictures/å b.png": "x", "content/.hidden/x.md": "x"})
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    return root


def test_a_revision_has_the_files_that_the_disk_had(hub: Path) -> None:
    first = git(hub, "rev-parse", "HEAD")
    disk = Disk(hub)
    before = {path: disk.read(path) for path in disk.paths()}
    assets = disk.assets()
    (hub / "content/clusters/food.md").unlink()
    write_hub(hub, {"content/clusters/packaging.md": "changed", "content/clusters/new.md": "new"})
    second = commit(hub)

    for name in (first, "HEAD~1"):
        revision = at(hub, name, "content")
        assert {path: revision.read(path) for path in revision.paths()} == before
        assert revision.assets() == assets == ["content/pictures/å b.png"]
        assert revision.has("content/pictures/å b.png")
    assert sorted(at(hub, second, "content").paths()) == sorted(disk.paths())


def test_links_large_files_and_odd_names_are_read_or_told_of(hub: Path) -> None:
    (hub / "content/clusters/link.md").symlink_to("food.md")
    (hub / "content/clusters/out.md").symlink_to("../../../secret.md")
    (hub / "content/clusters/round.md").symlink_to("round.md")
    (hub / "content/clusters/large.md").write_bytes(b"x" * (MAX_FILE + 1))
    (hub / 'content/clusters/new\nline\t"é.md').write_bytes(b"\xff")
    (hub / "content/waivers.yml").write_bytes(b"")
    commit(hub)
    revision = at(hub, "HEAD", "content")

    assert revision.read("content/clusters/link.md") == CLUSTER.encode()
    assert revision.read('content/clusters/new\nline\t"é.md') == b"\xff"
    assert sorted(revision.paths()) == sorted(Disk(hub).paths())
    for path, code in (("out", "HG114"), ("round", "HG119"), ("large", "HG113"), ("none", "HG119")):
        with pytest.raises(Unreadable) as told:
            revision.read(f"content/clusters/{path}.md")
        assert told.value.code == code


@pytest.mark.parametrize("name", ["nope", "--all", "-n", "HEAD:mkdocs.yml", ""])
def test_what_is_no_commit_is_refused(name: str, hub: Path) -> None:
    with pytest.raises(Refused, match=r'^git knows no commit ".*" here$'):
        at(hub, name, "content")


def test_without_a_repository_or_git_a_revision_is_refused(
    hub: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match=r"^git: fatal: not a git repository"):
        at(tmp_path_factory.mktemp("bare"), "HEAD", "content")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused, match=r"^git is not installed"):
        at(hub, "HEAD", "content")


# --- the command ------------------------------------------------------------------------------------------------------


def test_diff_compares_commits_and_the_files_as_they_are(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rename", "food", "nordfood", "-C", str(hub)]) == CLEAN
    commit(hub)
    write_hub(hub, {"content/clusters/packaging.md": PACKAGING.replace("country: SE", "country: FI")})
    capsys.readouterr()

    assert main(["diff", "HEAD~1", "HEAD", "-C", str(hub)]) == CLEAN
    assert capsys.readouterr() == (
        "Records renamed\n  Food cluster (clusters/nordfood), was clusters/food\n\nrecords: 1 renamed\n",
        "",
    )
    assert main(["diff", "HEAD", "-C", str(hub)]) == CLEAN
    found = capsys.readouterr()
    assert found.err == "hubgen: the files as they are: 2 errors; what is at fault is left out\n"
    assert "    Country: Sweden → Finland\n" in found.out
    assert "Addresses that would lead nowhere\n  countries/se/\n" in found.out
    assert "Coverage gained\n  Country: Finland (1 record)\n" in found.out

    assert main(["diff", "HEAD", "HEAD", "--format", "json", "-C", str(hub)]) == CLEAN
    assert json.loads(capsys.readouterr().out)["records"] == []


def test_diff_of_what_git_does_not_know_is_wrong_use(hub: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "nope", "-C", str(hub)]) == WRONG_USE
    assert capsys.readouterr().err == 'hubgen: git knows no commit "nope" here\n'


def test_diff_of_a_state_that_is_committed_says_so(hub: Path) -> None:
    found = run("hubgen", "diff", "HEAD", cwd=hub / "content/clusters")
    assert (found.returncode, found.stdout, found.stderr) == (CLEAN, "nothing changes for readers\n", "")
