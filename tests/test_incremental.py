"""A site built on what earlier builds left is, byte for byte, the site that a clean build makes: whatever is changed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from benchmarks.generate import generate
from hubgen.cli import main
from hubgen.hub import RecordEntry
from hubgen.pages import Renderer, Surroundings
from hubgen.parallel import check_hub
from hubgen.settings import load
from hubgen.site import Making, Site
from hubgen.store import built, parsed
from hubgen.store import pages as store
from hubgen.store.kept import SUM
from tests.checking import ROOT
from tests.hubs import run, tree, write_hub

RECORDS, STEPS = 24, 8
SEEDS = int(os.environ.get("HUBGEN_SEEDS", "2"))
"""How many rows of changes are tried; more of them when somebody looks for what is still wrong."""
CONFIG = """\
site_name: Small hub
site_url: https://small.example.eu/hub/
docs_dir: content
theme: {name: material, custom_dir: own}
plugins:
  - hubgen:
      documents: false
"""
TERMS = "title: Glossary\none: Term\nsummary: Words.\nterms:\n  - {id: cluster, label: Cluster, definition: Companies nearby.}\n"
Edit = Callable[[Random, Path], object]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = generate(tmp_path_factory.mktemp("corpus"), RECORDS).hub
    return write_hub(
        root,
        {
            "mkdocs.yml": CONFIG,
            "own/main.html": '{% extends "base.html" %}\n',
            "content/about.md": "# About\n\nText.\n",
            "content/vocabularies/glossary.yml": TERMS,
            "content/plan.pdf": "Plan.",
        },
    )


@pytest.fixture
def hub(corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    # as in a large hub that was written long ago: all that was kept is used
    monkeypatch.setattr(parsed, "FEW", 1)
    monkeypatch.setattr(parsed, "RACY", 0)
    monkeypatch.setattr(built, "RACY", 0)
    return Path(shutil.copytree(corpus, tmp_path / "hub"))


def record(dice: Random, root: Path) -> Path:
    kept = [path for path in sorted(root.glob("content/*/*.md")) if path.stem not in {"index", "README"}]
    return dice.choice(kept)


def rewritten(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def appended(text: str) -> Edit:
    return lambda dice, root: rewritten(record(dice, root), lambda old: f"{old}\n{text.format(dice.randrange(99))}\n")


def linked(dice: Random, root: Path) -> None:
    to = record(dice, root)
    rewritten(record(dice, root), lambda old: f"{old}\nSee [[{to.parent.name}/{to.stem}]].\n")


def key_changed(key: str) -> Edit:
    def change(dice: Random, root: Path) -> None:
        number = dice.randrange(99)
        rewritten(
            record(dice, root),
            lambda old: "\n".join(f"{one} {number}" if one.startswith(f"{key}: ") else one for one in old.split("\n")),
        )

    return change


def copied(dice: Random, root: Path) -> None:
    old = record(dice, root)
    new = old.with_name(f"{old.stem}-{dice.randrange(999)}.md")
    shutil.copy(old, new)
    rewritten(new, lambda text: text.replace("title: ", "title: Another ", 1))


def renamed(dice: Random, root: Path) -> None:
    old = record(dice, root)
    main(["rename", f"{old.parent.name}/{old.stem}", f"{old.stem}-{dice.randrange(999)}", "-C", str(root)])


def deleted(dice: Random, root: Path) -> None:
    old = record(dice, root)
    main(["delete", f"{old.parent.name}/{old.stem}", "-C", str(root)])


def cached(dice: Random, root: Path) -> Path:
    return dice.choice(sorted((root / ".hubgen/cache").glob("*-*")))


def replaced(path: str, old: str, new: str) -> Edit:
    return lambda dice, root: rewritten(root / path, lambda text: text.replace(old, new.format(dice.randrange(99)), 1))


def templated(dice: Random, root: Path) -> None:
    head = '{% extends "base.html" %}{% block content %}{{ super() }}<!-- '
    (root / "own/main.html").write_text(f"{head}{dice.randrange(99)} -->{{% endblock %}}\n")


def another_site(dice: Random, root: Path) -> None:
    path = dice.choice(sorted((root / "site").rglob("*.html")))
    path.unlink() if dice.random() < 0.5 else path.write_text("Changed by hand.")


EDITS: dict[str, Edit] = {
    "text": appended("More to say {}."),
    "text again": appended("Again {}."),
    "heading": appended("## Part {}"),
    "link": linked,
    "title": key_changed("title"),
    "summary": key_changed("summary"),
    "new": copied,
    "renamed": renamed,
    "deleted": deleted,
    "page": replaced("content/about.md", "Text.", "Text. {}"),
    "page's title": replaced("content/about.md", "# About", "# About {}"),
    "vocabulary": replaced("content/vocabularies/glossary.yml", "nearby", "nearby {}"),
    "template": templated,
    "settings": replaced("mkdocs.yml", "Small hub", "Small hub {}"),
    "document": replaced("content/plan.pdf", "Plan.", "Plan {}."),
    "touched": lambda dice, root: os.utime(record(dice, root), (1, 1)),
    "cache cut short": lambda dice, root: os.truncate(path := cached(dice, root), path.stat().st_size // 2),
    "cache gone": lambda dice, root: cached(dice, root).unlink(),
    "site": another_site,
}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_changed_the_site_is_that_of_a_clean_build(hub: Path, tmp_path: Path, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - the same edits on every machine
    assert main(["build", "-C", str(hub)]) == 0
    done: list[str] = []
    for step in range(STEPS):
        before = shutil.copytree(hub / "content", tmp_path / f"before-{step}")
        for name in dice.sample(sorted(EDITS), dice.randint(1, 2)):
            EDITS[name](dice, hub)
            done.append(name)
        clean = tmp_path / f"clean-{step}"

        code = main(["build", "-C", str(hub)])

        assert code == main(["build", "-C", str(hub), "-o", str(clean)]), done
        if code == 0:
            assert tree(hub / "site") == tree(clean), done
        else:  # a change that made no sense
            shutil.rmtree(hub / "content")
            shutil.copytree(before, hub / "content")


def again(hub: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that are written anew by a build."""
    found: list[str] = []
    make = Site._made

    def told(site: Site, making: Making, items: list[str], taken: frozenset[str]) -> dict[str, store.Written]:
        found.extend(items)
        return make(site, making, items, taken)

    monkeypatch.setattr(Site, "_made", told)
    assert main(["build", "-C", str(hub)]) == 0
    return sorted(found)


def test_of_a_text_that_changed_only_its_own_page_is_made_again(hub: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["build", "-C", str(hub)]) == 0
    changed = next(hub.glob("content/cases/*.md"))
    rewritten(changed, lambda text: f"{text}\nMore to say.\n")

    assert again(hub, monkeypatch) == [f"{changed.parent.name}/{changed.stem}"]


def test_a_template_that_filling_cannot_follow_is_rendered_in_full_now_and_later(
    hub: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = '{% extends "base.html" %}{% block content %}{{ super() }}'
    (hub / "own/main.html").write_text(f"{head}<!-- {{{{ page.title | upper }}}} -->{{% endblock %}}\n")
    record = check_hub(load(hub)).hub.of_kind("clusters")[-1]

    for clean in (tmp_path / "one", tmp_path / "two"):
        assert main(["build", "-C", str(hub)]) == 0
        assert "each page is rendered in full" in capsys.readouterr().err
        assert f"<!-- {record.title.upper()} -->" in (hub / "site" / record.url / "index.html").read_text()
        assert main(["build", "-C", str(hub), "-o", str(clean)]) == 0
        assert tree(hub / "site") == tree(clean)
        rewritten(hub / record.path, lambda text: f"{text}\nMore to say.\n")


def test_both_commands_use_the_same_pages(hub: Path) -> None:
    def common() -> str:
        """The common mark of the pages that are kept."""
        body = next(hub.glob(".hubgen/cache/pages-*")).read_bytes()[SUM:]
        return str(json.loads(body[8 : 8 + int.from_bytes(body[:8])])["mark"])

    assert run("hubgen", "build", cwd=hub).returncode == 0
    mark, expected = common(), tree(hub / "site")

    assert run("mkdocs", "build", cwd=hub).returncode == 0

    assert common() == mark
    assert tree(hub / "site") == expected


def test_a_page_shows_of_other_records_nothing_of_their_text(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(ROOT)
    hub = check_hub(settings).hub
    renderer = Renderer(hub, Surroundings(site_name="Hub"))
    read: set[str] = set()
    for name in ("body", "text"):
        slot = getattr(RecordEntry, name)
        monkeypatch.setattr(
            RecordEntry, name, property(lambda entry, slot=slot: read.add(entry.key) or slot.__get__(entry))
        )

    for entry in hub.records.values():
        read.clear()
        renderer.record(entry)
        assert read <= {entry.key}
    read.clear()
    for derived in renderer.derivations():
        derived()
    assert not read


def test_builds_at_once_leave_nothing_that_misleads_a_later_one(hub: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hubgen", "build", "-C", str(hub)]
    running = []
    for text in ("One.", "Two."):
        rewritten(hub / "content/about.md", lambda old, text=text: f"{old}\n{text}\n")
        rewritten(next(hub.glob("content/cases/*.md")), lambda old, text=text: f"{old}\n{text}\n")
        running.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    for one in running:
        one.wait()

    assert main(["build", "-C", str(hub)]) == 0

    assert main(["build", "-C", str(hub), "-o", str(tmp_path / "clean")]) == 0
    assert tree(hub / "site") == tree(tmp_path / "clean")


def test_where_nothing_can_be_kept_everything_is_made(hub: Path, tmp_path: Path) -> None:
    (hub / ".hubgen").write_text("no folder")

    for _ in range(2):
        assert main(["build", "-C", str(hub)]) == 0

    (hub / ".hubgen").unlink()
    assert main(["build", "-C", str(hub), "-o", str(tmp_path / "clean")]) == 0
    assert tree(hub / "site") == tree(tmp_path / "clean")
