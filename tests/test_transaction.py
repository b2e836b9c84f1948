"""Several files change at once or not at all: killed at any step, refused, or stopped by an error."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from hubgen.edits import Change
from hubgen.publish import Refused
from hubgen.transaction import apply, recovered

BEFORE = {"a.md": b"a", "b/old.md": b"old\r\n", "b/gone.md": b"gone", "same.md": b"same"}
CHANGE = Change(
    files={"a.md": b"A", "b/new.md": b"new\r\n", "b/old.md": None, "b/gone.md": None, "c/d/e.md": b"e"},
    moved={"b/old.md": "b/new.md"},
)
AFTER = {"a.md": b"A", "b/new.md": b"new\r\n", "c/d/e.md": b"e", "same.md": b"same"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with files as they are before the change, some with permissions of their own."""
    for path, raw in BEFORE.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(raw)
    (tmp_path / "b/old.md").chmod(0o640)
    (tmp_path / "a.md").chmod(0o755)
    return tmp_path


def there(root: Path) -> dict[str, bytes]:
    """All files, the empty folders too, by path."""
    found = {path.relative_to(root).as_posix(): path for path in sorted(root.rglob("*"))}
    return {name: path.read_bytes() for name, path in found.items() if path.is_file()} | {
        f"{name}/": b"" for name, path in found.items() if path.is_dir() and not any(path.iterdir())
    }


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_all_files_change_and_nothing_is_left_behind(root: Path) -> None:
    apply(root, BEFORE, CHANGE)
    assert there(root) == AFTER
    assert (mode(root / "a.md"), mode(root / "b/new.md")) == (0o755, 0o640)
    assert not recovered(root)


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Does the work in a process that kills itself at the n-th thing it does to files. Returns whether it came that far."""
    child = os.fork()
    if child == 0:
        seen = 0

        def count(event: str, arguments: object) -> None:
            nonlocal seen
            if event in {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.rmtree", "shutil.copymode"}:
                seen += 1
                if seen == step:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def laid(root: Path) -> Path:
    """The files as they are before the change, in a new folder."""
    for path, raw in BEFORE.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    (root / "b/gone.md").chmod(0o600)
    return root


def of_hub(root: Path) -> dict[str, bytes]:
    return {path: raw for path, raw in there(root).items() if not path.startswith(".hubgen")}


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waiting for the disk: a killed process loses nothing of what it wrote."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.mark.usefixtures("_quick")
def test_killed_at_any_step_everything_is_as_before_or_as_after(tmp_path: Path) -> None:
    outcomes = []
    for step in range(1, 200):
        root = laid(tmp_path / str(step))
        if not killed_at(step, partial(apply, root, BEFORE, CHANGE)):
            break
        recovered(root)
        assert of_hub(root) in (BEFORE, AFTER), step
        outcomes.append(of_hub(root) == AFTER)
        if not outcomes[-1]:
            assert mode(root / "b/gone.md") == 0o600
            # what a killed one leaves behind does not hinder the next
            apply(root, BEFORE, CHANGE)
            assert there(root) == AFTER
    assert len(outcomes) > 30
    assert outcomes == sorted(outcomes)
    assert sum(outcomes) < 10


@pytest.mark.usefixtures("_quick")
def test_killed_while_putting_back_it_is_put_back_the_next_time(tmp_path: Path) -> None:
    def half_done(root: Path, step: int) -> bool:
        return killed_at(step, partial(apply, laid(root), BEFORE, CHANGE)) and there(root).get("a.md") == b"A"

    last = max(n for n in range(20, 60) if half_done(tmp_path / f"try-{n}", n) and recovered(tmp_path / f"try-{n}"))
    tried = 0
    for step in range(1, 200):
        root = tmp_path / str(step)
        assert half_done(root, last)
        if not killed_at(step, partial(recovered, root)):
            break
        tried += 1
        recovered(root)
        assert of_hub(root) == BEFORE
    assert tried > 10


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda root: (root / "a.md").write_bytes(b"x"), "a.md has changed since it was read; nothing was changed"),
        (lambda root: (root / "a.md").unlink(), "a.md has gone since it was read; nothing was changed"),
        (lambda root: (root / "b/new.md").write_bytes(b""), "b/new.md is there already; nothing was changed"),
        (lambda root: (root / "b/gone.md").chmod(0o444), "b/gone.md is read-only; nothing was changed"),
        (
            lambda root: (root / "a.md").rename(root / "real.md") and (root / "a.md").symlink_to("real.md"),
            "a.md is a link; change the file it leads to. Nothing was changed",
        ),
        (lambda root: (root / "c").write_bytes(b""), "nothing was changed"),
        (lambda root: (root / ".hubgen").write_bytes(b""), "nothing was changed"),
    ],
)
def test_what_may_not_be_changed_is_refused_and_all_stays(
    root: Path, spoil: Callable[[Path], object], why: str
) -> None:
    spoil(root)
    before = there(root)
    with pytest.raises(Refused) as refused:
        apply(root, BEFORE, CHANGE)
    assert str(refused.value).endswith(why)
    assert there(root) == before


@pytest.mark.parametrize("error", [OSError(28, "No space left on device", "x"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", range(1, 14))
def test_an_error_at_any_write_puts_everything_back(
    root: Path, error: BaseException, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = os.fsync, 0

    def fail(descriptor: int) -> None:
        nonlocal seen
        seen += 1
        # those of folders may fail, on systems that cannot
        if seen >= step and stat.S_ISREG(os.fstat(descriptor).st_mode):
            monkeypatch.undo()
            raise error
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fail)
    try:
        apply(root, BEFORE, CHANGE)
    except (Refused, KeyboardInterrupt) as stopped:
        outcome = str(stopped)
    else:
        outcome = "done"
    refused = "x: no space left on device; nothing was changed" if isinstance(error, OSError) else ""
    assert (outcome, there(root)) in [("done", AFTER), (refused, BEFORE)]
    assert outcome == refused or step > 8


def test_a_link_to_a_file_that_changes_alike_shows_the_change(root: Path) -> None:
    (root / "link.md").symlink_to("a.md")
    apply(root, BEFORE | {"link.md": b"a"}, Change(files={**CHANGE.files, "link.md": b"A"}))
    assert (root / "link.md").is_symlink()
    assert (root / "link.md").read_bytes() == b"A"


def test_two_commands_do_not_change_a_hub_at_once(root: Path) -> None:
    import fcntl

    descriptor = os.open(root, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with pytest.raises(Refused, match="another command is changing this hub"):
        apply(root, BEFORE, CHANGE)
    os.close(descriptor)
    apply(root, BEFORE, CHANGE)
