"""Staging and exchange: the last site or the new one, never a half, and nothing of others' lost."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hubgen import publish
from hubgen.publish import Refused, stage


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def build(site: Path, **files: str) -> None:
    staging = stage(site)
    for name, text in files.items():
        staging.write(name.replace("__", "/") + ".html", text.encode())
    staging.publish()


def test_the_first_site_appears_whole(tmp_path: Path) -> None:
    site = tmp_path / "site"
    staging = stage(site)
    staging.write("index.html", b"home")
    assert not site.exists()
    staging.publish()
    assert tree(site) == {"index.html": "home"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_new_site_takes_the_place_of_the_last(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, index="one", gone="x")
    build(site, index="two", clusters__a="a")
    assert tree(site) == {"clusters/a.html": "a", "index.html": "two"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_an_abandoned_build_leaves_the_last_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, index="one")
    staging = stage(site)
    staging.write("index.html", b"two")
    staging.abandon()
    assert tree(site) == {"index.html": "one"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_did_not_change_is_not_written_again(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, index="same", about="old")
    before = (site / "index.html").stat()
    build(site, index="same", about="new")
    after = (site / "index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert tree(site)["about.html"] == "new"


def test_a_file_that_is_written_twice_leaves_the_last_site(tmp_path: Path) -> None:
    """What is written first may be a link to the last site's file: the second must not be written into that."""
    site = tmp_path / "site"
    build(site, index="one")
    staging = stage(site)
    staging.write("index.html", b"one")
    staging.write("index.html", b"two")
    assert tree(site) == {"index.html": "one"}
    staging.publish()
    assert tree(site) == {"index.html": "two"}


def test_a_place_where_no_folder_can_be_made_is_refused() -> None:
    with pytest.raises(Refused, match="the site cannot go to /proc/nowhere"):
        stage(Path("/proc/nowhere"))


def test_entries_with_a_dot_outlive_the_exchange(tmp_path: Path) -> None:
    """A site folder may be a checkout of its own: its .git must not go with the old site."""
    site = tmp_path / "site"
    build(site, index="one")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref: refs/heads/pages")
    build(site, index="two")
    assert tree(site) == {".git/HEAD": "ref: refs/heads/pages", "index.html": "two"}


@pytest.mark.parametrize("fails", ["renameat2", "rename"])
def test_systems_that_cannot_exchange_get_the_same_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    site = tmp_path / "site"
    build(site, index="one", gone="x")
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("main")
    if fails == "renameat2":
        monkeypatch.setattr(publish, "_renameat2", lambda one, other: False)
    else:

        def busy(new: Path, old: Path) -> Path:
            raise OSError(errno.EBUSY, "a mount point")

        monkeypatch.setattr(publish, "_exchange", busy)
    build(site, index="two")
    assert tree(site) == {".git/HEAD": "main", "index.html": "two"}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_killed_between_two_renames_is_put_right(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, index="one")
    site.rename(tmp_path / ".site.old")
    stage(site).abandon()
    assert tree(site) == {"index.html": "one"}


STAGED = """
import pathlib, sys
from hubgen.publish import stage
staging = stage(pathlib.Path(sys.argv[1]))
staging.write("index.html", b"half")
print(staging.folder, flush=True)
sys.stdin.read()
"""


def started(site: Path) -> tuple[subprocess.Popen[str], Path]:
    """A build in another process that has begun, and its staging folder; it ends with its input."""
    running = subprocess.Popen(
        [sys.executable, "-c", STAGED, str(site)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout
    return running, Path(running.stdout.readline().strip())


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path) -> None:
    site = tmp_path / "site"
    build(site, index="one")
    killed, left = started(site)
    running, at_work = started(site)
    killed.kill()
    killed.communicate()
    # the number of the build that was killed is another process' by now
    again = left.rename(tmp_path / f".site.staging-{os.getppid()}")

    stage(site).abandon()

    assert not again.exists()
    assert at_work.exists()
    running.communicate("")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no forks")
def test_what_outlives_a_killed_build_is_cleared_away_at_the_end_of_the_next(tmp_path: Path) -> None:
    """Forks of a build that was killed write on for a while: until they are done their folder is not touched."""
    site = tmp_path / "site"
    build(site, index="one")
    forked = STAGED.replace("print(", "import os\nif os.fork(): os._exit(9)\nprint(")
    orphan = subprocess.Popen(
        [sys.executable, "-c", forked, str(site)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert orphan.stdout
    left = Path(orphan.stdout.readline().strip())
    next_build = stage(site)
    assert left.exists()
    orphan.communicate("")
    next_build.write("index.html", b"two")
    next_build.publish()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_is_no_site_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mother.txt").write_text("dear")
    with pytest.raises(Refused, match="holds something that is not a site"):
        stage(tmp_path / "letters")
    assert (tmp_path / "letters" / "mother.txt").read_text() == "dear"


def test_a_site_cannot_swallow_its_own_hub(tmp_path: Path) -> None:
    content = tmp_path / "hub" / "content"
    content.mkdir(parents=True)
    with pytest.raises(Refused, match="which would be lost"):
        stage(tmp_path / "hub", keep_out=(content,))


@pytest.mark.parametrize("moment", range(1, 40, 3))
def test_killed_at_any_moment_there_is_a_whole_site(tmp_path: Path, moment: int) -> None:
    """A process that dies at its n-th call to the system while publishing leaves the old or the new site."""
    site = tmp_path / "site"
    build(site, index="one", a="1", b="1")
    script = f"""
import os, sys, pathlib
from hubgen.publish import stage
calls = 0
def dying(event, args):
    global calls
    if event.startswith(("os.rename", "os.remove", "os.rmdir", "os.link", "os.mkdir", "open", "shutil", "ctypes.dlsym")):
        calls += 1
        if calls == {moment}:
            os._exit(9)
staging = stage(pathlib.Path({str(site)!r}))
sys.addaudithook(dying)
for name in ("index", "a", "b"):
    staging.write(name + ".html", b"2")
staging.publish()
"""
    subprocess.run([sys.executable, "-c", script], check=False)
    seen = tree(site) if site.exists() else tree(tmp_path / ".site.old")
    assert seen in (
        {"a.html": "1", "b.html": "1", "index.html": "one"},
        {"a.html": "2", "b.html": "2", "index.html": "2"},
    )
    stage(site).abandon()
    assert tree(site) == seen
