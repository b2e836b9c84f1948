"""A record under another id, or merged into another: every reference to it rewritten, and its address kept alive.

Works on what was checked and gives a `Change`; nothing is written here. A reference is rewritten only if it would lead
elsewhere, or nowhere, once the record has its new name. So are references to others that the new name would make
ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from . import markdown
from .edits import Change, Draft, Impossible, plain
from .hub import Hub
from .index import Index
from .mentions import Editing, Mention, mentions
from .parse import Parsed
from .relinking import destinations, renamed_destination, wiki_name
from .schema import ID_PATTERN
from .source import RECORD_SUFFIX


def rename(editing: Editing, old: Parsed, new: str) -> Change:
    """The change that gives a record another id. Raises `Impossible` with the reason where that cannot be."""
    folder, _, name = new.removesuffix(RECORD_SUFFIX).rpartition("/")
    assert old.kind
    if folder not in {"", old.kind.folder}:
        raise Impossible(f"{old.key} cannot become {new}: a record stays in the folder of its kind")
    if not ID_PATTERN.fullmatch(name):
        raise Impossible(f'"{name}" is not an id: use lower-case letters a to z, digits and single hyphens')
    key, path = f"{old.kind.folder}/{name}", str(PurePosixPath(old.path).with_name(f"{name}{RECORD_SUFFIX}"))
    if key == old.key:
        raise Impossible(f"{key} has that id already")
    must_be_free(editing, key, path, old)
    move = _Move(editing, {old.key: key}, companions(editing, old.path, path))
    move.rewrite()
    _keep_address(move.draft(old), old, [old.id], key)
    files = {move.paths.get(path, path): draft.bytes() for path, draft in move.drafts.items()}
    moved = {new: files.get(new, b"") or editing.source.read(old) for old, new in move.paths.items()}
    return Change(files=files | moved | dict.fromkeys(move.paths), places=move.places, moved=dict(move.paths))


def merge(editing: Editing, old: Parsed, into: Parsed) -> Change:
    """The change that takes a record away and leads all that named it, and its address, to another of its kind."""
    if old.kind is not into.kind or old is into:
        raise Impossible(f"{old.key} cannot be merged into {into.key}: that takes another record of its kind")
    move = _Move(editing, {old.key: into.key}, {old.path: into.path})
    move.rewrite(without=old.path)
    former = [one for one in (old.id, *_former(old)) if one != into.id]
    _keep_address(move.draft(into), into, former, into.key)
    gone: dict[str, bytes | None] = dict.fromkeys(companions(editing, old.path, into.path))
    return Change(files={path: draft.bytes() for path, draft in move.drafts.items()} | gone, places=move.places)


def companions(editing: Editing, path: str, to: str) -> dict[str, str]:
    """The record's file and its translations, with what they are called afterwards."""
    stem, new = path.removesuffix(RECORD_SUFFIX), to.removesuffix(RECORD_SUFFIX)
    translated = re.compile(rf"{re.escape(stem)}(\.[A-Za-z0-9-]+{re.escape(RECORD_SUFFIX)})")
    found = (match for one in editing.checked.parsed if not one.kind and (match := translated.fullmatch(one.path)))
    return {path: to} | {match[0]: new + match[1] for match in found}


def must_be_free(editing: Editing, key: str, path: str, old: Parsed | None = None) -> None:
    """`Impossible` where a record cannot have a key, or a file a path; `old` is the one that is to have them."""
    if taken := editing.by_key.get(key):
        raise Impossible(f"the id is taken by {taken.path}")
    holder = editing.index.former.get(key)
    if holder and (old is None or holder != old.key):
        raise Impossible(f"the address of {key} leads to {editing.index.where(holder)}, which once had that id")
    # on many systems a name that differs in case only is the same file
    others = {one.path.casefold(): one.path for one in editing.checked.parsed if one is not old}
    if path.casefold() in others:
        raise Impossible(f"{others[path.casefold()]} is in the way")


# --- references -------------------------------------------------------------------------------------------------------


class _Move:
    """What moves where, keys of records and paths of files, and the drafts of all files that this changes."""

    def __init__(self, editing: Editing, keys: Mapping[str, str], paths: Mapping[str, str]) -> None:
        self.editing, self.keys, self.paths = editing, keys, paths
        self.after = _moved(editing.index, keys)
        self.drafts: dict[str, Draft] = {}

    @property
    def places(self) -> int:
        """How many places of files change."""
        return sum(draft.places for draft in self.drafts.values())

    def draft(self, one: Parsed) -> Draft:
        if one.path not in self.drafts:
            self.drafts[one.path] = self.editing.draft(one)
        return self.drafts[one.path]

    def rewrite(self, without: str = "") -> None:
        """Rewrites what refers to a thing that moves, and what would be ambiguous when it has; not in the file `without`."""
        words = {key.partition("/")[2] for pair in self.keys.items() for key in pair}
        words |= {PurePosixPath(path).name for path in self.paths}
        for mention in mentions(self.editing, words, without):
            if mention.path in self.paths:
                self._path(mention)
            elif mention.keys:
                self._name(mention)

    def _name(self, mention: Mention) -> None:
        key = mention.keys[0]
        wanted = self.keys.get(key, key)
        name = wanted if "/" in mention.written else wanted.partition("/")[2]
        if mention.resolve(self.after, name) != [wanted]:
            name = wanted
        if len(mention.keys) > 1 or name == mention.written:
            return
        if mention.link is None:
            self.draft(mention.one).set_text(mention.loc, mention.written, name)
        elif place := wiki_name(mention.one.document.body, mention.one.link_place(mention.link)):
            draft = self.draft(mention.one)
            draft.put(draft.in_body(place[0]), draft.in_body(place[1]), name)

    def _path(self, mention: Mention) -> None:
        draft, new = self.draft(mention.one), self.paths[mention.path]
        if mention.link is None:
            # a waiver names it from the hub's root, the menu of ordinary pages from the folder of records
            draft.set_text(mention.loc, mention.written, new[len(mention.path) - len(mention.written) :])
            return
        text = mention.one.document.body
        for start, end in _that_leads(mention.one, mention.link, mention.written):
            written = renamed_destination(text[start:end], mention.one.path, mention.path, new, self.editing.content)
            draft.put(draft.in_body(start), draft.in_body(end), written)


def _moved(index: Index, keys: Mapping[str, str]) -> Index:
    """The index as it will be."""
    return replace(
        index,
        entries={keys.get(key, key): entry for key, entry in index.entries.items()},
        hidden={keys.get(key, key): one for key, one in index.hidden.items()},
    )


def _that_leads(one: Parsed, number: int, target: str) -> Iterator[tuple[int, int]]:
    """Where the destination of a link stands; of several places that could be it, the one that the parser takes."""
    text = one.document.body
    places = list(destinations(text, one.link_place(number), target))
    if len(places) < 2:
        yield from places
        return
    for start, end in places:
        tried = markdown.convert(f"{text[:start]}{'x' * (end - start)}{text[end:]}").links
        if len(tried) <= number or tried[number].target != target:
            yield start, end
            return


# --- the address ------------------------------------------------------------------------------------------------------


def _former(one: Parsed) -> tuple[str, ...]:
    return one.record.former_ids if one.record else ()


def _keep_address(draft: Draft, one: Parsed, ids: Sequence[str], key: str) -> None:
    """Writes ids that a record had under its former ones; in the place of the id that it gets back."""
    if not one.record:
        raise Impossible(f"{one.path} cannot be read: mend it first")
    ids = [former for former in ids if former not in _former(one) and ID_PATTERN.fullmatch(former)]
    now = key.partition("/")[2]
    if now in _former(one) and ids:
        draft.set_text(("former_ids", _former(one).index(now)), now, ids[0])
        ids = ids[1:]
    if ids:
        draft.add_items("former_ids", ids)


# --- what must not have changed ---------------------------------------------------------------------------------------


def lost(before: Hub, after: Hub, keys: Mapping[str, str]) -> list[str]:
    """Ties between records that there were and are no more, or the other way round, apart from names in `keys`."""
    was, now = _ties(before, lambda key: keys.get(key, key)), _ties(after, lambda key: key)
    return [f"{source}: {name}: {target}" for source, name, target in sorted(was ^ now)]


def _ties(hub: Hub, name: Callable[[str], str]) -> set[tuple[str, str, str]]:
    return {(name(r.source), r.name, name(r.target)) for ties in hub.out.values() for r in ties}


# --- deleting ---------------------------------------------------------------------------------------------------------


def named_by(editing: Editing, one: Parsed) -> list[tuple[str, int, int, str]]:
    """What names a record, itself aside: path, line, column, and the field or text it is named in."""
    words = {one.id, PurePosixPath(one.path).name}
    return sorted(
        (*mention.place, "the text" if mention.link is not None else str(mention.loc[0]))
        for mention in mentions(editing, words, without=one.path)
        if one.key in mention.keys or mention.path == one.path
    )


def remove(editing: Editing, one: Parsed, notice: str | None) -> Change:
    """The change that takes a record away, with its translations; with a notice, an ordinary page stands at its address."""
    gone: dict[str, bytes | None] = dict.fromkeys(companions(editing, one.path, one.path))
    if notice is None:
        return Change(files=gone, places=0)
    title = " ".join(one.title.split())
    page = f"{editing.content}/{one.key}/index{RECORD_SUFFIX}"
    heading = re.sub(r"([\\\[\]*_`<>&])", r"\\\1", title)
    text = f"---\ntitle: {plain(title)}\n---\n# {heading}\n\n{notice.strip()}\n"
    return Change(files=gone | {page: text.encode()}, places=0)
