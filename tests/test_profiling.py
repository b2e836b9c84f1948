"""Where the time of a build goes: stages, and records in whatever process they are made."""

from __future__ import annotations

import re
import time
from pathlib import Path

from hubgen.parallel import WORTH_IT, Forked, each, spread
from hubgen.profiling import Profile, Watch
from tests.hubs import THREE_RECORDS, run, tree, write_hub

SLOW = 7
ITEMS = list(range(2 * WORTH_IT))


def work(item: int) -> int:
    """Takes a tenth of a second for one item, and no time for others."""
    began = time.process_time()
    while item == SLOW and time.process_time() - began < 0.1:
        pass
    return item * item


def test_work_is_done_as_ever_and_the_slowest_item_is_named() -> None:
    profile = Profile()

    made = profile.around(spread, "squaring")(work, ITEMS, Forked(2), str)

    assert made == [str(item * item) for item in ITEMS]
    lines = list(profile.lines({str(item): f"records/{item}.md" for item in ITEMS}))
    assert lines[0] == f"Slowest records, of {len(ITEMS)}"
    assert re.fullmatch(r" +1\d\d\.\d ms  records/7\.md \(squaring 1\d\d\.\d\)", lines[1])
    assert len(lines) == 1 + 10


def test_what_is_done_with_what_was_made_counts_too() -> None:
    profile = Profile()

    assert profile.around(spread, "squaring")(abs, [SLOW, 8], Forked(1), work) == [49, 64]

    assert re.fullmatch(r" +1\d\d\.\d ms  7 \(squaring 1\d\d\.\d\)", list(profile.lines({}))[1])


def test_time_of_one_record_is_told_by_what_it_was_spent_on() -> None:
    profile = Profile()
    each(Forked(1), profile.around(spread, "reading"))(len, ["content/clusters/food.md"])
    profile.around(spread, "page")(len, ["clusters/food", "directory/"], Forked(1), str)

    lines = list(profile.lines({"clusters/food": "content/clusters/food.md"}))

    assert [re.sub(r"\d+\.\d", "0.0", line) for line in lines] == [
        "Slowest records, of 1",
        "       0.0 ms  content/clusters/food.md (reading 0.0, page 0.0)",
        "Slowest other pages and files, of 1",
        "       0.0 ms  directory/ (page 0.0)",
    ]


def test_stages_follow_one_another_without_a_gap() -> None:
    profile = Profile()
    profile.begins("wait")
    time.sleep(0.05)
    profile.begins("go on")

    told = [re.fullmatch(r"(.+?) +(\d+\.\d\d) s +(\d+\.\d\d) s", line) for line in list(profile.lines({}))[1:]]
    taken = {found[1]: float(found[2]) for found in told if found}

    assert list(taken) == ["wait", "go on", "All"]
    assert 0.05 <= taken["wait"] <= taken["All"]


def test_who_only_looks_on_changes_nothing() -> None:
    watch = Watch()
    watch.begins("a stage")

    assert watch.around(spread, "squaring") is spread
    assert list(watch.lines({})) == []


def test_a_build_tells_where_its_time_went_only_when_asked(tmp_path: Path) -> None:
    root = write_hub(tmp_path)
    plain = run("hubgen", "build", "-o", "plain", cwd=root)
    profiled = run("hubgen", "build", "--profile", "-o", "profiled", cwd=root)

    assert (plain.returncode, profiled.returncode) == (0, 0)
    assert "Stage" not in plain.stderr
    assert tree(root / "profiled") == tree(root / "plain")
    stages = re.findall(r"^(\S.*?) +\d+\.\d\d s +\d+\.\d\d s$", profiled.stderr, re.MULTILINE)
    assert stages == [
        "settings, and whether anything has changed", "load MkDocs and what makes pages", "configuration",
        "look at what earlier builds left", "read and parse", "link and check the whole",
        "ordinary pages and the theme, by MkDocs", "what surrounds pages", "documents for word processors",
        "make pages ready", "pages of records, and derived pages", "exports, redirects and sitemap",
        "put the site in place", "keep it for the next build", "All",
    ]  # fmt: skip
    records = re.findall(r"ms  (content/(?!vocabularies)\S+\.md) \(reading \S+, page \S+\)", profiled.stderr)
    assert sorted(records) == sorted(name for name in THREE_RECORDS if re.match(r"content/\w+/", name))


def test_a_build_of_nothing_new_tells_that_it_only_looked(tmp_path: Path) -> None:
    root = write_hub(tmp_path)
    assert run("hubgen", "build", cwd=root).returncode == 0

    again = run("hubgen", "build", "--profile", cwd=root)

    assert re.findall(r"^(\S.*?) +\d+\.\d\d s +\d+\.\d\d s$", again.stderr, re.MULTILINE) == [
        "settings, and whether anything has changed",
        "All",
    ]
