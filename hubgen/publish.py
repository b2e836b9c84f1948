"""From files to a site: a staging folder beside it, and one exchange at the end, so that nobody ever sees half a site.

Knows nothing of records or pages.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows, where a folder cannot be locked: there the process' number has to do
    flock = None  # type: ignore[assignment]

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""How a file is opened that must not be there: Python's own files cost a few system calls more."""


class Refused(Exception):
    """A build that cannot be finished here, for a reason outside the content: said in words, and no bug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging:
    """A site in the making. `site` is where it will be, `folder` where it is built: beside it, on the same disk.

    `again` says that there is a last site, whose files may serve once more. `lock` holds the folder, for this process and
    its forks, against builds that clear away what others left.
    """

    site: Path
    folder: Path
    again: bool
    lock: ExitStack = field(default_factory=ExitStack)
    _made: set[str] = field(default_factory=set)

    def write(self, path: str, content: bytes) -> None:
        """Writes one file; what the last site has with the same bytes is linked, not written again."""
        target = self._target(path)
        if not (self.again and _linked(f"{self.site}/{path}", target, content)):
            _write(target, content)

    def read(self, path: str) -> bytes:
        """A file that was put here."""
        with open(f"{self.folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123
            return file.read()

    def _target(self, path: str) -> str:
        """Where a file goes, in a folder that is there."""
        # thousands of files: plain strings, and each folder made once
        target = f"{self.folder}/{path}"
        folder = target.rpartition("/")[0]
        if folder not in self._made:
            _make(folder)
            self._made.add(folder)
        return target

    def take(self, path: str, size: int, modified: int, inode: int) -> bool:
        """Links a file of the last site, if it is still the one that is told of; whether it is."""
        target = self._target(path)
        try:
            os.link(f"{self.site}/{path}", target)
            told = os.lstat(target)
        except OSError:
            return False
        return (told.st_size, told.st_mtime_ns, told.st_ino) == (size, modified, inode)

    def publish(self, beside: Callable[[Callable[[], None]], None] = lambda work: work()) -> None:
        """Puts the finished site in the place of the last one. Until here, the last one is untouched.

        What remains to be deleted then may be deleted `beside` what follows.
        """
        self.site.parent.mkdir(parents=True, exist_ok=True)
        old = self._put_in_place()
        self.lock.close()
        beside(partial(_tidy, old, self.site))

    def _put_in_place(self) -> Path | None:
        """Returns where the old site is now."""
        if not self.site.exists():
            self.folder.rename(self.site)
            return None
        try:
            old = _exchange(self.folder, self.site)
        except OSError as error:
            if error.errno not in (errno.EBUSY, errno.EXDEV, errno.EACCES, errno.EPERM):
                raise
            # a mount point or a folder in another's keeping cannot be renamed: its files can be replaced one by one
            _replace_files(self.folder, self.site)
            old = self.folder
        _move_on(old, self.site)
        return old

    def abandon(self) -> None:
        """Throws the unfinished site away."""
        self.lock.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def stage(site: Path, keep_out: tuple[Path, ...] = ()) -> Staging:
    """An empty staging folder for a site, after putting right what an earlier build that was killed left behind.

    Raises `Refused` where the site's folder is, or holds, one of `keep_out`, or holds something that is no site.
    """
    site = site.resolve()
    for folder in keep_out:
        if folder.resolve().is_relative_to(site):
            raise Refused(f"the site cannot go to {site}: that folder holds {folder}, which would be lost")
    _repair(site)
    if site.exists() and (not site.is_dir() or not _is_site(site)):
        raise Refused(f"{site} holds something that is not a site: name another folder, or empty it")
    folder = site.parent / f".{site.name}.staging-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    except OSError as error:
        raise Refused(f"the site cannot go to {site}: {(error.strerror or str(error)).lower()}") from None
    staging = Staging(site=site, folder=folder, again=site.exists())
    if (lock := _locked(folder)) is not None:
        staging.lock.callback(os.close, lock)
    return staging


def _is_site(folder: Path) -> bool:
    entries = [entry.name for entry in folder.iterdir() if not entry.name.startswith(".")]
    return not entries or "index.html" in entries or "404.html" in entries


def _repair(site: Path) -> None:
    old = site.parent / f".{site.name}.old"
    if old.exists():
        if site.exists():
            _discard(old, site)
        else:
            old.rename(site)
    _clear(site)


def _clear(site: Path) -> None:
    """Deletes the staging folders of builds that are over, however they ended."""
    for left in site.parent.glob(f".{site.name}.staging-*"):
        if not _in_use(left):
            _discard(left, site)


def _in_use(folder: Path) -> bool:
    """Whether a build is at work in a staging folder. Its number alone says little: another process may have it since."""
    try:
        lock = _locked(folder)
    except OSError:
        # held by a build, already gone, or somebody else's
        return True
    if lock is None:
        return _alive(folder.name.rpartition("-")[2])
    os.close(lock)
    return False


def _locked(folder: Path) -> int | None:
    """A lock on a folder, which ends when it is closed or this process and its forks are gone; None where there are none.

    Raises `BlockingIOError` where somebody holds it.
    """
    if flock is None:
        return None
    lock = os.open(folder, os.O_RDONLY)
    try:
        flock(lock, LOCK_EX | LOCK_NB)
    except OSError as error:
        os.close(lock)
        if isinstance(error, BlockingIOError):
            raise
        # not every network disk has locks
        return None
    return lock


def _alive(pid: str) -> bool:
    if not pid.isdigit() or int(pid) == os.getpid():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _linked(old: str, new: str, content: bytes) -> bool:
    try:
        with open(old, "rb") as file:  # noqa: PTH123
            if os.fstat(file.fileno()).st_size != len(content) or file.read() != content:
                return False
        os.link(old, new)
    except OSError:
        return False
    return True


def _make(folder: str) -> None:
    """Makes a folder; those above it are mostly there."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _write(path: str, content: bytes) -> None:
    """Writes a file anew: one that is there may be a link to the last site's, which must stay as it is."""
    try:
        file = os.open(path, _NEW, 0o666)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108
        file = os.open(path, _NEW, 0o666)
    try:
        while content:
            content = content[os.write(file, content) :]
    finally:
        os.close(file)


def _exchange(new: Path, site: Path) -> Path:
    """Swaps the two folders and returns where the old site is now."""
    if _renameat2(new, site):
        return new
    # two renames: between them there is no site, and `_repair` brings the old one back
    old = site.parent / f".{site.name}.old"
    site.rename(old)
    new.rename(site)
    return old


def _renameat2(one: Path, other: Path) -> bool:
    """Exchanges two paths in one step, where the system can."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(other))


def _replace_files(new: Path, site: Path) -> None:
    wanted = {path.relative_to(new) for path in _files(new)}
    for path in sorted(wanted):
        target = site / path
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        shutil.copyfile(new / path, part)
        part.replace(target)
    for path in list(_files(site)):
        inside = path.relative_to(site)
        if inside not in wanted and not inside.parts[0].startswith("."):
            path.unlink()


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _discard(old: Path, site: Path) -> None:
    """Deletes an old site, and keeps what is not of its making."""
    _move_on(old, site)
    shutil.rmtree(old, ignore_errors=True)


def _move_on(old: Path, site: Path) -> None:
    """Moves what is not of an old site's making to the new one: entries with a dot, such as a `.git`."""
    # another build may be deleting it already
    with suppress(FileNotFoundError):
        for entry in old.iterdir():
            if entry.name.startswith(".") and site.is_dir() and not (site / entry.name).exists():
                entry.rename(site / entry.name)


def _tidy(old: Path | None, site: Path) -> None:
    """Deletes an old site, and what builds left behind: forks of one that was killed may have been at work when this began."""
    if old:
        shutil.rmtree(old, ignore_errors=True)
    _clear(site)
