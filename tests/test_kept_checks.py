"""A check reads only what has changed since the last one, and says the same as if it had read everything."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from benchmarks.generate import generate
from hubgen.check import Checked
from hubgen.parallel import beside, check_hub
from hubgen.settings import load
from hubgen.store import parsed as store
from hubgen.store.kept import checksum
from hubgen.store.parsed import check_kept, report_kept

RECORDS = 40


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generate(tmp_path_factory.mktemp("corpus"), RECORDS).hub


@pytest.fixture
def hub(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A hub that was checked; its files are old enough to be trusted."""
    monkeypatch.setattr(store, "FEW", 1)
    monkeypatch.setattr(store, "RACY", -(10**12))
    root = Path(shutil.copytree(corpus, tmp_path / "hub"))
    check_kept(load(root))
    return root


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that checks read from now on."""
    found: list[str] = []
    disk = store.Disk.read

    def told(self: store.Disk, path: str) -> bytes:
        found.append(path)
        return disk(self, path)

    monkeypatch.setattr(store.Disk, "read", told)
    return found


def a_record(root: Path) -> Path:
    return next(root.glob("content/cases/*.md"))


def appended(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def told(checked: Checked) -> object:
    """All that a check gives, in a form that can be compared."""
    hub = checked.hub
    entries = [(one.key, one.title, one.record, one.body, one.text) for one in hub.records.values()]
    return checked.report, entries, hub.out, hub.into, hub.redirects, sorted(hub.terms), hub.index.ties


def test_what_has_not_changed_is_not_read_again(hub: Path, read: list[str]) -> None:
    check_kept(load(hub))
    assert read == []

    appended("More.\n")(a_record(hub))
    check_kept(load(hub))

    assert read == [a_record(hub).relative_to(hub).as_posix()]


def test_what_is_kept_beside_other_work_is_there_when_all_is_done(hub: Path, read: list[str]) -> None:
    appended("More.\n")(a_record(hub))
    with beside() as begin:
        check_kept(load(hub), beside=begin)
    read.clear()

    assert told(check_kept(load(hub))) == told(check_hub(load(hub)))
    assert read.count(a_record(hub).relative_to(hub).as_posix()) == 1  # by the check of everything alone


CHANGES: tuple[Callable[[Path], object], ...] = (
    appended("More.\n"),
    appended("See [[nobody-at-all]].\n"),
    appended("\n## More\n"),
    lambda path: path.write_text("---\ntitle: [\n---\n"),
    lambda path: path.rename(path.with_name("another-name.md")),
    lambda path: path.unlink(),
    lambda path: shutil.copy(path, path.with_name("a-copy.md")),
    lambda path: shutil.copy(path, path.with_name(path.name.upper().replace(".MD", ".md"))),
    lambda path: path.with_name("link.md").symlink_to(path),
    lambda path: (path.parent.parent / "vocabularies/sectors.yml").unlink(),
    lambda path: (path.parent.parent / "waivers.yml").write_text("waivers: 1\n"),
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_check_of_what_was_kept_is_a_check_of_everything(hub: Path, change: Callable[[Path], object]) -> None:
    change(a_record(hub))

    for _ in range(2):
        assert told(check_kept(load(hub))) == told(check_hub(load(hub)))


@pytest.mark.parametrize("change", CHANGES)
def test_a_report_that_was_kept_is_that_of_a_check_of_everything(hub: Path, change: Callable[[Path], object]) -> None:
    change(a_record(hub))

    for _ in range(3):
        assert report_kept(load(hub)) == check_hub(load(hub)).report


def test_where_nothing_has_changed_no_file_is_read_for_the_report(hub: Path, read: list[str]) -> None:
    assert report_kept(load(hub)).records
    assert read == []


def test_so_it_is_after_many_changes(hub: Path) -> None:
    dice = Random(6)  # noqa: S311 - the same changes on every machine
    edits = [appended("More.\n"), appended("[[nobody]]\n"), appended("\n## Part\n"), lambda path: path.unlink()]
    for _ in range(12):
        dice.choice(edits)(dice.choice(sorted(hub.glob("content/*/*.md"))))

        assert told(check_kept(load(hub))) == told(check_hub(load(hub)))


def test_a_link_to_a_document_that_came_or_went_is_told_of(hub: Path) -> None:
    document = a_record(hub).with_name("plan.pdf")
    document.write_text("Plan")
    appended("See [the plan](plan.pdf).\n")(a_record(hub))
    assert not check_kept(load(hub)).report.errors
    document.unlink()

    assert report_kept(load(hub)) == check_hub(load(hub)).report
    assert told(check_kept(load(hub))) == told(check_hub(load(hub)))


def test_a_country_that_no_record_is_in_any_more_cannot_be_named(hub: Path) -> None:
    lone = hub / "content/clusters/lone.md"
    lone.write_text("---\ntitle: Lone\nsummary: Alone.\norigin: hub\nform: agency\ncountry: IS\n---\n")
    appended("See [[countries/is]].\n")(a_record(hub))
    assert not check_kept(load(hub)).report.errors
    lone.write_text(lone.read_text().replace("country: IS", "country: MT"))

    checked = check_kept(load(hub))

    assert [issue.code for issue in checked.report.issues if issue.severity == "error"] == ["HG205"]
    assert told(checked) == told(check_hub(load(hub)))


def test_the_day_counts(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")

    assert report_kept(load(hub)) == check_hub(load(hub)).report
    assert told(check_kept(load(hub))) == told(check_hub(load(hub)))


def test_a_file_whose_times_do_not_tell_is_read_again(
    hub: Path, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    monkeypatch.setattr(store, "RACY", 10**12)
    appended("More.\n")(a_record(hub))
    check_kept(load(hub))
    read.clear()

    check_kept(load(hub))

    assert a_record(hub).relative_to(hub).as_posix() in read


def test_a_hub_of_few_files_leaves_nothing_behind(corpus: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(corpus, tmp_path / "hub"))

    check_kept(load(root))

    assert not (root / ".hubgen").exists()


class Foreign:
    """What runs a command when it is read without care."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("touch foreign",)


def spoil(root: Path, content: bytes) -> None:
    for path in (root / ".hubgen/cache").iterdir():
        if path.suffix != ".gitignore":
            path.write_bytes(content)


def signed(content: object) -> bytes:
    body = pickle.dumps(content)
    return checksum(body) + body


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 99, signed(Foreign()), signed(("other version", {})), signed(1), pickle.dumps(Foreign())],
    ids=["empty", "nonsense", "foreign", "of another version", "of another shape", "without a checksum"],
)
def test_a_store_that_is_spoilt_costs_time_only_and_runs_nothing(
    hub: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.chdir(hub)
    spoil(hub, content)
    assert report_kept(load(hub)) == check_hub(load(hub)).report
    spoil(hub, content)

    assert told(check_kept(load(hub))) == told(check_hub(load(hub)))
    assert not (hub / "foreign").exists()


def test_one_part_cut_short_costs_that_part_only(hub: Path, read: list[str]) -> None:
    part = next(iter(sorted((hub / ".hubgen/cache").glob("parsed-*"), key=lambda path: -path.stat().st_size)))
    os.truncate(part, part.stat().st_size // 2)

    assert told(check_kept(load(hub))) == told(check_hub(load(hub)))
    read.clear()
    check_kept(load(hub))
    assert read == []


def test_parts_of_two_checks_are_not_taken_for_those_of_one(hub: Path, tmp_path: Path) -> None:
    cache = hub / ".hubgen/cache"
    old = Path(shutil.copytree(cache, tmp_path / "old"))
    appended("\n## A new part\n")(a_record(hub))
    check_kept(load(hub))
    shutil.copy(old / "linked", cache / "linked")

    assert told(check_kept(load(hub))) == told(check_hub(load(hub)))


def test_a_store_that_cannot_be_written_to_costs_time_only(corpus: Path, tmp_path: Path, hub: Path) -> None:
    shutil.rmtree(hub / ".hubgen")
    (hub / ".hubgen").write_text("no folder")

    assert told(check_kept(load(hub))) == told(check_hub(load(hub)))
