"""The benchmark: its hubs are valid, the same each time and of one content in both projects; the harness runs."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
import urllib.request
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from benchmarks import directories, lighthouse, search
from benchmarks.generate import SEED, Corpus, front_matter, generate, with_relative_links
from benchmarks.hosting import served
from benchmarks.measure import Failed, Run, median, ratio, run
from benchmarks.peers import PEERS
from benchmarks.places_and_terms import PLACES
from benchmarks.prose import LINKS
from benchmarks.records import MIX, Named, shares
from benchmarks.results import Measured, as_text, targets
from hubgen.check import Checked, check
from hubgen.source import Disk

ROOT = Path(__file__).parent.parent
NUMBER = 120


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return generate(tmp_path_factory.mktemp("corpus"), NUMBER)


@pytest.fixture(scope="module")
def checked(corpus: Corpus) -> Checked:
    return check(Disk(corpus.hub))


def _hashes(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def _bodies(folder: Path) -> list[str]:
    return [
        path.read_text(encoding="utf-8").split("\n---\n", 1)[1]
        for kind in MIX
        for path in sorted((folder / kind).iterdir())
    ]


# --- the generator ----------------------------------------------------------------------------------------------------


def test_generated_hub_is_valid(checked: Checked) -> None:
    # a small hub does not use all of its terms
    assert {issue.code for issue in checked.report.issues} <= {"HG406"}
    assert checked.report.errors == 0


def test_every_kind_has_its_share(checked: Checked) -> None:
    found = {folder: len(checked.hub.of_kind(folder)) for folder in MIX}
    assert found == shares(NUMBER)
    assert sum(found.values()) == NUMBER


def test_every_body_has_its_links(checked: Checked) -> None:
    assert {len(entry.body.links) for entry in checked.hub.records.values()} == {LINKS}


def test_bodies_have_about_500_words(corpus: Corpus) -> None:
    words = [len(body.split()) for body in _bodies(corpus.hub / "content")]
    assert 450 < sum(words) / len(words) < 600


def test_same_seed_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    again = generate(tmp_path, NUMBER, SEED)
    assert _hashes(again.hub) == _hashes(corpus.hub)
    assert _hashes(again.plain) == _hashes(corpus.plain)


def test_bytes_are_those_of_every_machine(tmp_path: Path) -> None:
    # a change of the generator makes older results incomparable: it should be meant
    corpus = generate(tmp_path, 20, 1)
    whole = sha256("".join(_hashes(corpus.hub / "content").values()).encode()).hexdigest()
    assert whole[:16] == "79679e9b6e5f5a98"


def test_other_seed_other_hub(corpus: Corpus, tmp_path: Path) -> None:
    assert _hashes(generate(tmp_path, NUMBER, SEED + 1).hub) != _hashes(corpus.hub)


def test_plain_project_has_the_same_texts_without_wiki_links(corpus: Corpus) -> None:
    hub, plain = _bodies(corpus.hub / "content"), _bodies(corpus.plain / "docs")
    assert len(plain) == len(hub) == NUMBER
    assert not any("[[" in body for body in plain)
    assert all(body.count(".md)") == LINKS for body in plain)


def test_plain_project_is_sound(corpus: Corpus) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", str(corpus.plain / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"NO_MKDOCS_2_WARNING": "1"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sum(1 for _ in (corpus.plain / "site").rglob("index.html")) == NUMBER + 2


def test_wiki_links_become_relative_links() -> None:
    other = Named("services", "roadmapping", "Roadmapping", PLACES[0], "food", 0)
    text = "See [[roadmapping]], [[services/roadmapping|the way]] and [[roadmapping|it]]."
    titles = {"roadmapping": other}
    assert with_relative_links(text, "clusters", titles) == (
        "See [Roadmapping](../services/roadmapping.md), [the way](../services/roadmapping.md) and [it](../services/roadmapping.md)."
    )
    assert with_relative_links("[[roadmapping]]", "services", titles) == "[Roadmapping](roadmapping.md)"


def test_front_matter_is_written_as_editors_do() -> None:
    front = {
        "title": "Food: what next?",
        "version": "1.0",
        "sectors": ["food", "wood"],
        "location": {"lat": 48.37, "precision": "city"},
        "steps": [{"title": "Begin", "text": "Ask " + "everybody " * 10 + "first.", "gate": None}],
    }
    assert front_matter(front) == (
        'title: "Food: what next?"\n'
        'version: "1.0"\n'
        "sectors: [food, wood]\n"
        "location: {lat: 48.37, precision: city}\n"
        "steps:\n"
        "  - title: Begin\n"
        f"    text: Ask {'everybody ' * 10}first.\n"
    )


# --- measuring --------------------------------------------------------------------------------------------------------


def test_run_counts_the_time_of_children(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    found = run((sys.executable, "-c", child), tmp_path, {})
    assert found.cpu >= 0.3
    assert found.wall > 0
    assert 1 < found.peak < 1000


def test_run_tells_what_a_failed_process_said(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"ended with code 3:\nno such record"):
        run((sys.executable, "-c", "print('no such record'); raise SystemExit(3)"), tmp_path, {})


def test_ratio_compares_runs_made_in_turn() -> None:
    # the machine was slow in the second round, for both
    hub = [Run(1, 1, 100), Run(4, 2, 100), Run(2, 1, 100)]
    peer = [Run(4, 4, 200), Run(16, 8, 200), Run(4, 4, 200)]
    assert ratio(hub, peer) == Run(0.25, 0.25, 0.5)
    assert median(hub) == Run(2, 1, 100)


def measured(**seconds: float) -> Measured:
    runs = {name.replace("_", " "): [Run(one, one, 100)] for name, one in seconds.items()}
    return Measured(records=1_000, peers=("Hugo",), runs=runs)


def test_targets_are_told_from_what_was_measured() -> None:
    found = measured(hub=10, Hugo=5, Pagefind=4)
    found.runs["hub with search"] = [Run(12, 12, 100)]  # type: ignore[index]
    found.runs["hub, one record changed"] = [Run(1, 1, 100)]  # type: ignore[index]
    found.runs["hub with search, one record changed"] = [Run(1.4, 1.4, 100)]  # type: ignore[index]
    found.growth[2_000] = [Run(23, 23, 150)]
    found.growth[10_000] = [Run(110, 110, 900)]
    assert [(t.name, round(t.found, 2), t.met) for t in targets(found)] == [
        ("cold build / Hugo with cached partials and a comparable layout", 2.0, False),
        ("one record changed / Hugo's cold build", 0.2, False),
        ("search index / Pagefind's command", 0.5, True),
        ("search index, one record changed / all of it", 0.2, True),
        ("2,000 records / 1,000 records", 2.3, False),
        ("10,000 records / 1,000 records, for each: time", 1.1, True),
        ("10,000 records / 1,000 records, for each: memory", 0.9, True),
        ("memory at 10,000 records, MiB", 900, True),
    ]
    text = as_text(found, SEED)
    assert "| 2,000 records / 1,000 records | 2.20 | 2.30 | **no** |" in text
    assert "| Hugo | 5.00 | 5.00 | 100 | **2.00** | 2.00 |" in text


def test_peers_get_the_same_texts_in_projects_of_their_own(corpus: Corpus, tmp_path: Path) -> None:
    for peer in PEERS:
        peer.prepare(corpus.plain, tmp_path / peer.name)
        texts = [
            path
            for path in (tmp_path / peer.name).rglob("*.md")
            if path.parent.name in {*MIX, "forms"} and path.stem != "_index"
        ]
        assert len(texts) == NUMBER, peer.name
    record = next((tmp_path / "Hugo" / "content" / "clusters").glob("[!_]*.md")).read_text()
    assert re.match(
        r"---\n.*^country: [A-Z]{2}\n.*^facts:\n  \w+:.*^  country: [A-Z]{2}\n", record, re.DOTALL | re.MULTILINE
    )
    record = next((tmp_path / "Hugo, lean" / "content" / "clusters").glob("[!_]*.md")).read_text()
    assert re.match(r"---\n(title|summary): .*\nfacts:\n  \w+:", record, re.DOTALL)
    assert ".md)" not in record


def test_quick_benchmark(tmp_path: Path) -> None:
    output = tmp_path / "results.md"
    command = [sys.executable, "-m", "benchmarks", "--quick", "--folder", str(tmp_path), "--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    # small hubs miss targets that are for large ones
    assert done.returncode in {0, 1}, done.stderr
    assert done.stdout == output.read_text(encoding="utf-8")
    for row in (
        "| hub | ",
        "| stand-in | ",
        "| hub, nothing changed | ",
        "| hub with search, one record changed | ",
        "| check again | ",
    ):
        assert row in done.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["results.md"]


def test_the_preview_is_measured_from_save_to_served() -> None:
    command = [sys.executable, "-m", "benchmarks.preview", "--quick"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert re.search(
        r"^100 records, a record with its page open, 2 saves: \d+\.\d\d s in the median", done.stdout, re.M
    )


# --- the search -------------------------------------------------------------------------------------------------------


def test_the_search_is_measured_in_a_browser(tmp_path: Path) -> None:
    output = tmp_path / "search.md"
    command = [sys.executable, "-m", "benchmarks.search", "--quick", "--folder", str(tmp_path), "--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode in {0, 1}, done.stderr
    assert done.stdout == output.read_text(encoding="utf-8")
    assert "A generated hub of 200 records" in done.stdout
    assert re.search(r"^\| smrat packging \| \d+ \| \d+ \| \d+ \| \d+ \| \d+ \|$", done.stdout, re.MULTILINE)
    assert [path.name for path in tmp_path.iterdir()] == ["search.md"]


def test_what_the_search_fetches_and_takes_is_held_against_the_targets() -> None:
    asked = [
        search.Asked("food", search.Fetched(90_000, 100_000, 20), 60, 50),
        search.Asked("the", search.Fetched(300_000, 410_000, 40), 200, 300),
    ]
    measured = search.Measured(
        records=10,
        plain=(Run(10, 16, 400), Run(12, 17, 400)),
        indexed=(Run(14, 22, 410), Run(15, 24, 420)),
        files=12,
        size=16_400_000,
        largest=41_000,
        asked=tuple(asked),
        page=search.Fetched(120_000, 180_000, 30),
        ticks=(40, 50, 60),
    )
    text = search.as_text(measured)
    assert "| first question that fetches most (kB, files) | 400 | 410 | **no** |" in text
    assert "| last key to results, median (ms) | 150 | 130 | yes |" in text
    assert "| the index, median of the pairs | 3.5 | 6.5 | |" in text
    assert "after 50 ms (median of 3)" in text


# --- what Lighthouse says ---------------------------------------------------------------------------------------------


def test_audits_are_medians_and_what_is_below_full_marks_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = iter([1.0, 0.5, 0.9] * 6)

    def audit(address: str, form: str) -> dict[str, Any]:
        assert address.startswith("http://127.0.0.1:")
        slow = {"id": "slow", "weight": 1}
        return {
            "lighthouseVersion": "12",
            "categories": {
                name: {"score": next(scores) if name == "performance" else 1, "auditRefs": [slow]}
                for name in lighthouse.CATEGORIES
            },
            "audits": {name: {"numericValue": 1200.4} for name in lighthouse.METRICS}
            | {"slow": {"score": 0.5, "title": "Paints late", "displayValue": "4 s"}},
        }

    monkeypatch.setattr(lighthouse, "audit", audit)
    text = lighthouse.measure(tmp_path, 3)

    assert "| Home, phone | 0.90 | 1.00 | 1.00 | 1.00 | 1,200 |" in text
    assert "- Directory, desktop: Paints late (4 s)" in text


def test_the_audited_site_is_served_compressed_under_a_sub_path(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>Hub</title>", encoding="utf-8")
    with served(tmp_path) as root:
        asked = urllib.request.Request(root, headers={"Accept-Encoding": "gzip"})  # noqa: S310 - this very machine
        answer = urllib.request.urlopen(asked)  # noqa: S310 - this very machine
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert gzip.decompress(answer.read()).startswith(b"<!doctype html>")


# --- long directories -------------------------------------------------------------------------------------------------


def test_a_directory_grows_by_a_few_bytes_a_record_and_its_page_not_at_all(tmp_path: Path) -> None:
    """Ten times as many records as here keep within what ten thousand may weigh."""
    small, large = (directories.weight(directories.built(tmp_path / str(number), number)) for number in (400, 1_000))

    assert abs(large.page - small.page) < 0.2 * small.page
    assert large.scripts + large.page + 10 * large.rows < directories.MOST_BYTES


def test_the_weight_of_a_directory_is_told_against_what_it_may_be() -> None:
    text = directories.as_text(10, 3, directories.Weight(20_000, 300_000, 60_000), 0.4, 0.9)

    assert "| 500,000 | 380,000 |" in text
    assert "| 1.0 | 0.40 |" in text


def test_the_language_server_is_measured(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.language", "60", "--folder", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stderr
    names = [line.rsplit(maxsplit=2)[0] for line in done.stdout.splitlines()]
    assert names == ["initialized", "diagnosed", "keystroke, median", "keystroke, longest"]
