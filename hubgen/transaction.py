"""Several files changed at once or not at all, whatever happens in between: an error, ^C, a process killed, a power cut.

What stood there before is kept under `.hubgen/edit/` with a journal of the paths, until all new files are in place. As
long as the journal is there, the change did not happen: the next command puts everything back. So a change takes effect
in one step, when its journal goes.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from .edits import Change
from .publish import Refused

HOME = Path(".hubgen", "edit")
JOURNAL = "journal.json"
_NEW = ".hubgen-new"


def apply(root: Path, before: Mapping[str, bytes | None], change: Change) -> None:
    """Makes a change to the files below `root`.

    `before` holds what each file had when the change was thought out. Raises `Refused` and changes nothing where a file
    has changed since, or may not be written.
    """
    with _alone(root):
        recovered(root, locked=True)
        files = _without_links(root, change.files)
        for path in sorted(files):
            _must_be_ours(root, path, before.get(path))
        home = root / HOME
        try:
            _keep(home, root, sorted(files))
            _put(root, files, {new: old for old, new in change.moved.items()})
        except BaseException as error:
            _restore(home, root)
            if isinstance(error, OSError):
                reason = (error.strerror or str(error)).lower()
                raise Refused(f"{error.filename}: {reason}; nothing was changed") from None
            raise
        _forget(home)


def recovered(root: Path, *, locked: bool = False) -> bool:
    """Puts back what a change that was interrupted has left half done. Returns whether there was one."""
    home = root / HOME
    if not (home / JOURNAL).is_file():
        return False
    with contextlib.nullcontext() if locked else _alone(root):
        # another command may have been at work, and be done by now
        if not (home / JOURNAL).is_file():
            return False
        _restore(home, root)
    return True


def _without_links(root: Path, files: Mapping[str, bytes | None]) -> dict[str, bytes | None]:
    """The files without links to others of them that change alike: they show the change by themselves."""
    found = dict(files)
    for path, content in files.items():
        if content is not None and (root / path).is_symlink():
            real = os.path.relpath(os.path.realpath(root / path), os.path.realpath(root))
            if files.get(Path(real).as_posix()) == content:
                del found[path]
    return found


def _must_be_ours(root: Path, path: str, before: bytes | None) -> None:
    file = root / path
    try:
        found = os.lstat(file)
    except FileNotFoundError:
        if before is not None:
            raise Refused(f"{path} has gone since it was read; nothing was changed") from None
        return
    except NotADirectoryError:
        raise Refused(f"{path} cannot be made: what should be its folder is a file; nothing was changed") from None
    if before is None:
        raise Refused(f"{path} is there already; nothing was changed")
    if stat.S_ISLNK(found.st_mode):
        raise Refused(f"{path} is a link; change the file it leads to. Nothing was changed")
    if not found.st_mode & 0o222 or not os.access(file, os.W_OK):
        raise Refused(f"{path} is read-only; nothing was changed")
    if file.read_bytes() != before:
        raise Refused(f"{path} has changed since it was read; nothing was changed")


# --- keeping and putting back -----------------------------------------------------------------------------------------


def _keep(home: Path, root: Path, paths: list[str]) -> None:
    """Copies what there is, then writes the journal: from then on an interrupted change can be undone."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    kept = []
    for number, path in enumerate(paths):
        there = (root / path).is_file()
        if there:
            _write(home / str(number), (root / path).read_bytes())
            shutil.copymode(root / path, home / str(number))
        made = [str(p.relative_to(root)) for p in (root / path).parents if not p.exists()]
        kept.append({"path": path, "kept": str(number) if there else None, "folders": made})
    _sync(home)
    _write(home / "new.json", json.dumps(kept).encode())
    (home / "new.json").replace(home / JOURNAL)
    _sync(home)


def _put(root: Path, after: Mapping[str, bytes | None], origin: Mapping[str, str]) -> None:
    """Writes the new files beside the old ones, and then only renames: first what goes, since a name may differ in case.

    `origin` says which file a new one was before, whose permissions it keeps.
    """
    for path, content in sorted(after.items()):
        if content is not None:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            _write(_beside(file), content)
            if (old := root / origin.get(path, path)).exists():
                shutil.copymode(old, _beside(file))
    for path, content in sorted(after.items(), key=lambda item: item[1] is not None):
        file = root / path
        if content is None:
            file.unlink()
        else:
            _beside(file).replace(file)
    for folder in sorted({(root / path).parent for path in after}):
        _sync(folder)


def _restore(home: Path, root: Path) -> None:
    """Puts everything back as the journal has it; without a journal nothing was changed yet."""
    if (home / JOURNAL).is_file():
        journal = json.loads((home / JOURNAL).read_bytes())
        for entry in journal:
            file = root / entry["path"]
            _beside(file).unlink(missing_ok=True)
            if entry["kept"] is None:
                file.unlink(missing_ok=True)
        for entry in (entry for entry in journal if entry["kept"] is not None):
            _put_back(home / entry["kept"], root / entry["path"])
        for folder in (folder for entry in journal for folder in entry["folders"]):
            with contextlib.suppress(OSError):
                (root / folder).rmdir()
    _forget(home)


def _put_back(kept: Path, file: Path) -> None:
    if file.is_file() and file.read_bytes() == kept.read_bytes():
        return
    _write(_beside(file), kept.read_bytes())
    shutil.copymode(file if file.exists() else kept, _beside(file))
    _beside(file).replace(file)
    _sync(file.parent)


def _forget(home: Path) -> None:
    """Takes away the journal, by which the change has happened or never did, and then the rest."""
    if not home.is_dir():
        return
    (home / JOURNAL).unlink(missing_ok=True)
    _sync(home)
    shutil.rmtree(home, ignore_errors=True)
    with contextlib.suppress(OSError):
        home.parent.rmdir()


def _beside(file: Path) -> Path:
    return file.with_name(f".{file.name}{_NEW}")


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as opened:
        opened.write(content)
        opened.flush()
        os.fsync(opened.fileno())


def _sync(folder: Path) -> None:
    """Makes the names in a folder last; some systems cannot, and need not."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


# --- one at a time ----------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Keeps other commands from changing the hub meanwhile; a process that ends lets go by itself."""
    try:
        import fcntl
    except ImportError:  # pragma: no cover - a system without such locks has few who edit at once
        yield
        return
    descriptor = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise Refused("another command is changing this hub; wait until it is done") from None
    except OSError:
        pass  # a file system without locks
    try:
        yield
    finally:
        os.close(descriptor)
