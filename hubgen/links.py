"""Links in texts: where `[[id]]`, a path to a file or an anchor leads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from posixpath import dirname, normpath, relpath
from urllib.parse import unquote

from . import markdown
from .hub import GLOSSARY, RecordEntry
from .index import Index, Miss, resolve
from .near import same
from .schema import ANY
from .source import RECORD_SUFFIX, VOCABULARIES

ALWAYS = frozenset({GLOSSARY, "directory", "quality", "search"})
"""Pages without a file that texts may link to as if they were folders beside those of records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link in a text leads: an address relative to the site's root, the words it has of its own, and a record's key."""

    url: str
    title: str = ""
    key: str = ""
    path: str = ""


def resolve_link(
    index: Index, path: str, link: markdown.Link, content: str, *, from_draft: bool = False
) -> Target | Miss | None:
    """Where a link in the text of `path` leads, or why it leads nowhere; None for links that are not the hub's to follow."""
    if link.kind == "anchor":
        # MkDocs makes an ordinary page's anchors with its own rules: only a record's own are checked
        return _anchor(index, path, link.target[1:], Target(url=link.target)) if index.is_record(path) else None
    if link.kind not in ("wiki", "relative"):
        return None
    written = ("" if link.kind == "wiki" else dirname(path), link.target)
    if known := index.targets.get(written):
        return known
    found = (
        _wiki(index, link.target, from_draft)
        if link.kind == "wiki"
        else _relative(index, path, link.target, content, from_draft)
    )
    if isinstance(found, Target):
        index.targets[written] = found
    return found


def _wiki(index: Index, written: str, from_draft: bool) -> Target | Miss | None:
    name, _, anchor = written.partition("#")
    to: tuple[str, ...] = (ANY,)
    folder = name.partition("/")[0]
    if "/" in name and folder in index.vocabularies:
        to = (folder,)
    found = resolve(index, name.strip(), to, from_draft=from_draft)
    if isinstance(found, Miss):
        terms = _terms(index, name) if to == (ANY,) else []
        if found.code == "HG301" and len(terms) == 1:
            found = terms[0]
        else:
            return found
    if not found:
        return None
    entry = index.entries[found]
    target = Target(url=entry.url, title=entry.title, key=found)
    return _anchor(index, entry.path, anchor, target) if anchor and isinstance(entry, RecordEntry) else target


def _terms(index: Index, name: str) -> list[str]:
    """The terms of any vocabulary that a name without a folder can mean."""
    return [key for v in sorted(index.vocabularies) if (key := f"{v}/{name}") in index.entries and "/" not in name]


def wiki_keys(index: Index, name: str) -> list[str]:
    """What the name in a wiki link can mean: records, published or not, and terms where no record has the name."""
    folder = name.partition("/")[0]
    if "/" in name and folder in index.vocabularies:
        return index.find(name, (folder,))
    return index.find(name, (ANY,)) or _terms(index, name)


def linked_path(path: str, written: str, content: str) -> str:
    """The path, from the hub's root, of the file that a relative link in the text of `path` names."""
    where = unquote(written.partition("#")[0].partition("?")[0])
    base = content if where.startswith("/") else dirname(path)
    return normpath(f"{base}/{where.lstrip('/')}")


def _anchor(index: Index, path: str, anchor: str, target: Target) -> Target | Miss:
    if not anchor or unquote(anchor) in index.anchors(path):
        return Target(
            url=f"{target.url.partition('#')[0]}#{anchor}" if anchor else target.url, title=target.title, key=target.key
        )
    return Miss(
        "HG306", f'{path} has no heading with the anchor "#{anchor[:60]}".', index.near_anchor(path, unquote(anchor))
    )


def _relative(index: Index, path: str, written: str, content: str, from_draft: bool) -> Target | Miss | None:
    where, _, anchor = written.partition("#")
    where = unquote(where.partition("?")[0])
    target = linked_path(path, written, content)
    if target != content and not target.startswith(f"{content}/"):
        return Miss(
            "HG305", f'"{written[:80]}" leads out of {content}/.', "link to a file in it, or to a full https:// address"
        )
    if target in index.paths:
        return _file(index, target, anchor, from_draft)
    if target in index.translations:
        return Miss(
            "HG305", f"{target} is a translation, and these are not published yet.", "link to the record itself"
        )
    inside = target.removeprefix(content).strip("/")
    if inside in index.of_records or inside in index.vocabularies or inside in ALWAYS:
        return Target(url=f"{inside}/", title=inside)
    if not target.endswith(".md") and index.has_file(target):
        return Target(url=inside, title=inside)
    if where.startswith("www."):
        return Miss("HG305", f"there is no file {target[:120]}.", f"write https://{where[:80]} if it is an address")
    meant = same(target, (p for p in (_nearest_file(index, target),) if p))
    return Miss("HG305", f"there is no file {target[:120]}.", _nearest_path(index, path, target), meant)


def _file(index: Index, path: str, anchor: str, from_draft: bool) -> Target | Miss | None:
    key = index.paths[path]
    if key in index.hidden:
        found = resolve(index, key, (key.partition("/")[0],), from_draft=from_draft)
        return found if isinstance(found, Miss) else None
    entry = index.entries.get(key)
    if isinstance(entry, RecordEntry):
        return _anchor(index, path, anchor, Target(url=entry.url, title=entry.title, key=key))
    if path.endswith(RECORD_SUFFIX):
        return _page(path, key, anchor)
    name = key.removeprefix(f"{VOCABULARIES}/")
    return Target(url=f"{name}/", title=name)


def _page(path: str, key: str, anchor: str) -> Target:
    stem = key.removesuffix("/index").removesuffix("/README")
    return Target(
        url=("" if stem in {"index", "README"} else f"{stem}/") + (f"#{anchor}" if anchor else ""),
        title=stem,
        path=path,
    )


def _nearest_file(index: Index, target: str) -> str:
    """The file that a path most likely means; empty without one."""
    stem = PurePosixPath(target).stem
    close = index.near(stem, index.of_records)
    return index.where(close) if close else next((p for p in index.paths if PurePosixPath(p).stem == stem), "")


def _nearest_path(index: Index, path: str, target: str) -> str:
    meant = _nearest_file(index, target)
    return (
        f'did you mean "{relpath(meant, PurePosixPath(path).parent)}"?'
        if meant
        else "correct the path; it is relative to this file"
    )
