"""Which page to open first: what somebody names by file, folder and id, id alone, or address."""

from __future__ import annotations

from pathlib import Path
from posixpath import normpath

from ..check import Checked
from ..kinds import Record
from ..near import nearest
from ..parse import ORDINARY, Parsed


class NoSuchPage(Exception):
    """Nothing in the hub has the name; says what may be meant."""


def address_of(given: str, checked: Checked, root: Path, here: Path) -> str:
    """The address, relative to the site's root, of the page that is meant; `NoSuchPage` where there is none.

    `root` is the hub's, `here` the folder that somebody stands in.
    """
    if not given:
        return ""
    if (one := _file(given, checked, root, here)) is not None:
        return _address(one)
    # an address as a browser shows it may be that of any page; whether there is one is seen when it opens
    if given.startswith("/") or given.endswith("/"):
        return normpath(f"/{given}").lstrip("/") + "/" if given.strip("/") else ""
    names = _names(checked)
    if given in names:
        return names[given]
    close = nearest(given, names)
    raise NoSuchPage(f'there is no page "{given}"' + (f'; did you mean "{close}"?' if close else ""))


def _file(given: str, checked: Checked, root: Path, here: Path) -> Parsed | None:
    for folder in (here, root):
        path = Path(normpath(folder / given))
        if path.is_file() and path.is_relative_to(root):
            return checked.page(path.relative_to(root).as_posix())
    return None


def _address(one: Parsed) -> str:
    if one.vocabulary:
        return f"{one.id.rpartition('/')[2]}/"
    stem = one.key
    for name in ORDINARY:
        stem = "" if stem == name else stem.removesuffix(f"/{name}")
    return f"{stem}/" if stem else ""


def _names(checked: Checked) -> dict[str, str]:
    """All that can be named, with its address: folders, ids with and without them, terms."""
    kinds: tuple[type[Record], ...] = checked.hub.kinds
    pages = [one for one in checked.parsed if one.kind or one.body]
    names = {kind.folder: f"{kind.folder}/" for kind in kinds}
    names |= {key: entry.url for key, entry in checked.hub.terms.items()}
    names |= {one.id: _address(one) for one in pages}
    return names | {one.key: _address(one) for one in pages}
