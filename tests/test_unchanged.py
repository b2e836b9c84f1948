"""Where nothing has changed there is nothing to build, and whatever cannot be told for sure counts as changed."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hubgen.cli import main
from hubgen.settings import load
from hubgen.store import built as store
from hubgen.store.built import Standing
from hubgen.store.files import within
from hubgen.store.kept import checksum
from tests.hubs import CLUSTER, MKDOCS, tree, write_hub

CUSTOM = MKDOCS.replace("theme: material", "theme: {name: material, custom_dir: own}")
KINDS = "from hubgen.kinds import KINDS\n"
FOOD = "content/clusters/food.md"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub with whatever can have a say in its site, and a site that was built of it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    monkeypatch.setenv("HUB_NAME", "Small hub")
    files = {
        "mkdocs.yml": "INHERIT: base.yml\nsite_name: !ENV HUB_NAME\n",
        "base.yml": CUSTOM,
        "own/partial.html": "<p>Own.</p>\n",
        "content/plan.pdf": "Plan.",
        "site/index.html": "<h1>Hub</h1>",
        "site/.nojekyll": "",
    }
    remember(write_hub(tmp_path, files))
    return tmp_path


def standing(root: Path) -> Standing:
    return Standing.of(load(root), root / "site")


def remember(root: Path, report: str = "1 record") -> None:
    before = standing(root)
    before.look()
    before.remember(within(root / "site"), report)


def edited(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text()
        assert old in text
        (root / path).write_text(text.replace(old, new))

    return change


def in_the_same_tick(root: Path) -> None:
    """Other bytes, as many, under the times that the file had before."""
    file = root / FOOD
    told = file.stat()
    file.write_text(CLUSTER.replace("Oslo", "Moss"))
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))


def test_what_is_as_it_was_need_not_be_built(hub: Path) -> None:
    assert standing(hub).report() == "1 record"


CHANGES: dict[str, Callable[[Path], object]] = {
    "a record is edited": edited(FOOD, "Oslo", "Bergen"),
    "a record is edited and no time tells": in_the_same_tick,
    "a record is new": lambda root: (root / "content/clusters/new.md").write_text(CLUSTER),
    "a record is renamed": lambda root: (root / FOOD).rename(root / "content/clusters/foods.md"),
    "a record is gone": lambda root: (root / FOOD).unlink(),
    "a document is another": lambda root: (root / "content/plan.pdf").write_text("Other"),
    "the settings": lambda root: (root / "mkdocs.yml").write_text("INHERIT: base.yml\nsite_name: Other\n"),
    "the settings that others inherit": edited("base.yml", "hubgen:\n", "hubgen:\n      feedback: a@example.eu\n"),
    "a template of the hub's own": edited("own/partial.html", "Own", "New"),
    "a page of the site": edited("site/index.html", "Hub", "Bug"),
    "a page of the site is gone": lambda root: (root / "site/index.html").unlink(),
    "a page more in the site": lambda root: (root / "site/more.html").write_text("More"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_is_seen(hub: Path, what: str) -> None:
    CHANGES[what](hub)

    assert standing(hub).report() is None


@pytest.mark.parametrize(("name", "value"), [("SOURCE_DATE_EPOCH", "1795392000"), ("HUB_NAME", "Other hub")])
def test_the_day_and_variables_in_the_settings_count(
    hub: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    assert standing(hub).report() is None


def test_another_version_of_the_program_or_of_a_package_counts(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    packages = hub / "packages"
    packages.mkdir()
    monkeypatch.syspath_prepend(str(packages))
    remember(hub)
    assert standing(hub).report() == "1 record"

    (packages / "Markdown-9.dist-info").mkdir()

    assert standing(hub).report() is None


def test_a_hubs_own_record_types_count(hub: Path) -> None:
    (hub / "unchanged_kinds.py").write_text(KINDS)
    edited("base.yml", "hubgen:\n", "hubgen:\n      kinds: unchanged_kinds\n")(hub)
    remember(hub)
    assert standing(hub).report() == "1 record"

    (hub / "unchanged_kinds.py").write_text(f"{KINDS}# changed\n")

    assert standing(hub).report() is None


def test_a_commit_counts_because_pages_tell_when_files_were_last_changed(hub: Path) -> None:
    as_somebody = ("git", "-C", str(hub), "-c", "user.name=A", "-c", "user.email=a@example.eu")
    subprocess.run(["git", "-C", str(hub), "init", "-q"], check=True)
    subprocess.run([*as_somebody, "commit", "-q", "--allow-empty", "-m", "One"], check=True)
    remember(hub)
    assert standing(hub).report() == "1 record"

    subprocess.run([*as_somebody, "commit", "-q", "--allow-empty", "-m", "Two"], check=True)

    assert standing(hub).report() is None


@pytest.mark.parametrize(
    "setting",
    [
        "hooks: [hook.py]",
        "markdown_extensions: [pymdownx.snippets]",
        "markdown_extensions: [{own.extension: {}}]",
        "extra: {slug: !!python/name:own.slug }",
        "plugins: [hubgen, search]",
        "theme: {name: own}",
    ],
)
def test_where_more_may_go_in_than_is_known_a_site_is_built(hub: Path, setting: str) -> None:
    (hub / "mkdocs.yml").write_text(f"INHERIT: base.yml\n{setting}\n")
    remember(hub)

    assert standing(hub).report() is None


def test_links_in_the_content_are_not_trusted(hub: Path) -> None:
    (hub / "content/linked").symlink_to(hub / "own")
    remember(hub)

    assert standing(hub).report() is None


def test_entries_with_a_dot_are_not_of_the_sites_making(hub: Path) -> None:
    (hub / "site/.nojekyll").write_text("Changed")

    assert standing(hub).report() == "1 record"


def test_a_file_that_was_only_touched_is_the_same(hub: Path) -> None:
    os.utime(hub / FOOD, (1, 1))

    assert standing(hub).report() == "1 record"


def test_bytes_are_compared_until_the_times_are_sure(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "RACY", 0)
    time.sleep(0.05)  # a tick of the file system's clock later
    assert standing(hub).report() == "1 record"
    read: list[str] = []
    monkeypatch.setattr(store, "digest", lambda path: read.append(path) or "")

    assert standing(hub).report() == "1 record"
    assert not read


def _file(root: Path) -> Path:
    return next((root / ".hubgen/cache").glob("built-*"))


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"\0\xff", b"{}", b"d" * 32 + b"{}", checksum(b"[" * 100_000) + b"[" * 100_000],
    ids=["empty", "no text", "no checksum", "another checksum", "deep"],
)
def test_a_cache_that_is_spoilt_costs_time_only(hub: Path, spoilt: bytes) -> None:
    _file(hub).write_bytes(spoilt)

    assert standing(hub).report() is None
    remember(hub)
    assert standing(hub).report() == "1 record"


def test_a_cache_cut_short_costs_time_only(hub: Path) -> None:
    _file(hub).write_bytes(_file(hub).read_bytes()[:-9])

    assert standing(hub).report() is None


@pytest.mark.parametrize("files", [[], {}, {"a": 1}, None])
def test_a_cache_of_another_shape_costs_time_only(hub: Path, files: object) -> None:
    before = standing(hub)
    before.kept.write(before.before | {"files": files})

    assert standing(hub).report() is None


def test_a_cache_that_cannot_be_written_to_costs_time_only(tmp_path: Path) -> None:
    root = write_hub(tmp_path, {"site/index.html": "", ".hubgen": "no folder"})
    remember(root)

    assert standing(root).report() is None


def test_sites_in_other_folders_are_remembered_apart_and_not_without_bound(hub: Path) -> None:
    for number in range(6):
        other = hub / f"other{number}"
        other.mkdir()
        before = Standing.of(load(hub), other)
        before.look()
        before.remember(within(other), "")

    assert len([*(hub / ".hubgen/cache").glob("built-*")]) == 4
    assert Standing.of(load(hub), hub / "other5").report() == ""


def test_the_command_builds_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_hub(tmp_path)
    assert main(["build", "-C", str(root)]) == 0
    first = capsys.readouterr()
    before = tree(root / "site")
    (root / "site").rename(root / "moved")
    (root / "moved").rename(root / "site")

    assert main(["build", "-C", str(root)]) == 0

    second = capsys.readouterr()
    assert second.err == f"Nothing has changed: the site in {root / 'site'} is as a build would make it\n"
    assert second.out == first.out
    assert tree(root / "site") == before
    assert (root / ".hubgen/cache/.gitignore").read_text() == "*\n"


def test_what_was_changed_in_the_site_is_put_right(tmp_path: Path) -> None:
    root = write_hub(tmp_path)
    assert main(["build", "-C", str(root)]) == 0
    before = tree(root / "site")
    (root / "site/index.html").write_text("Mended by hand.")

    assert main(["build", "-C", str(root)]) == 0

    assert tree(root / "site") == before
