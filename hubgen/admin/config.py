"""The whole of config.yml for Decap: where files are written to, and a collection for each folder of records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from ..check import Checked
from ..forge import forge_of
from ..kinds import Record
from ..publish import Refused
from ..settings import Options
from ..words import Words
from .forms import Field, Targets, fields

IMAGES = "images"
"""Where pictures go that are added on the page, below the content."""


def config(
    checked: Checked, kinds: Sequence[type[Record]], content: str, backend: Mapping[str, Any], words: Words
) -> dict[str, Any]:
    """Decap's configuration. `content` leads from what the backend writes to, to the content; empty where it is that."""
    base = f"{content}/" if content else ""
    folders = _folders(checked, kinds)
    targets = _targets(checked, folders)
    collections = []
    for kind in kinds:
        form = [*fields(kind, targets), _body(words)]
        collections += [_collection(kind, base, folder, form) for folder in folders[kind.folder]]
    return {
        "backend": dict(backend),
        "publish_mode": "simple",
        "media_folder": f"{base}{IMAGES}",
        "public_folder": f"../{IMAGES}",
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-"},
        "show_preview_links": False,
        "broken": words["admin.broken"],
        "collections": collections,
    }


def _folders(checked: Checked, kinds: Sequence[type[Record]]) -> dict[str, list[str]]:
    """The folders that hold records of each kind, below the content, its own first: Decap lists one folder at a time.
    One with nothing but drafts is not told of, for the page may be public."""
    found = {kind.folder: {kind.folder} for kind in kinds}
    for entry in checked.hub.records.values():
        inside = entry.path.rpartition("/")[0]
        found[entry.kind.folder].add(inside[inside.index(f"/{entry.kind.folder}") + 1 :])
    return {kind: sorted(folders) for kind, folders in found.items()}


def _targets(checked: Checked, folders: Mapping[str, list[str]]) -> Targets:
    vocabularies = checked.hub.vocabularies
    return Targets(
        terms={name: {term.id: term.label for term in one.terms or ()} for name, one in vocabularies.items()},
        folders=frozenset(kind for kind, several in folders.items() if len(several) == 1),
    )


def _collection(kind: type[Record], base: str, folder: str, form: list[Field]) -> dict[str, Any]:
    inside = folder.removeprefix(kind.folder).lstrip("/")
    name = folder.replace("/", "--")
    return {
        "name": name,
        "label": f"{kind.many}: {inside}" if inside else kind.many,
        "label_singular": kind.one,
        "description": kind.about,
        "folder": f"{base}{folder}",
        "create": True,
        "slug": "{{slug}}",
        "identifier_field": "title",
        "summary": "{{title}}",
        "extension": "md",
        "format": f"hubgen-{name}",
        "editor": {"preview": False},
        "fields": form,
    }


def _body(words: Words) -> Field:
    """The text. As it is written: Decap's other editor would put escapes into links to records."""
    hint = words["admin.text_hint"]
    return {
        "name": "body",
        "label": words["admin.text"],
        "hint": hint,
        "widget": "markdown",
        "modes": ["raw"],
        "required": False,
    }


def backend(options: Options, repository: str, branch: str) -> dict[str, Any]:
    """The forge that the page writes to; `Refused`, with what is missing, where it cannot be reached."""
    assert options.admin
    address = repository.rstrip("/").removesuffix(".git")
    forge, parts = forge_of(address, options.forge), urlsplit(address)
    if not forge:
        raise Refused(
            "the page /admin/ needs the repository it writes to: give repo_url in mkdocs.yml, and the option forge "
            "where the address does not tell whether it is github, gitlab, gitea or forgejo"
        )
    given = {name: value for name, value in options.admin.model_dump().items() if value}
    needed = "base_url" if forge == "github" else "app_id"
    if needed not in given:
        raise Refused(_NEEDED[needed])
    return {"repo": parts.path.strip("/"), "branch": branch} | _ways(forge, parts.netloc) | given


_NEEDED = {
    "base_url": "the page /admin/ needs the address of a service that signs people in at GitHub: "
    "write admin: {base_url: https://…} among the plugin's options",
    "app_id": "the page /admin/ needs the id that the forge gave it as an application: "
    "write admin: {app_id: …} among the plugin's options",
}


def _ways(forge: str, host: str) -> dict[str, Any]:
    """How a forge is reached and signs people in."""
    origin = f"https://{host}"
    if forge == "github":
        return {"name": "github"}
    if forge == "gitlab":
        return {"name": "gitlab", "auth_type": "pkce", "base_url": origin, "api_root": f"{origin}/api/v4"}
    return {"name": "gitea", "base_url": origin, "api_root": f"{origin}/api/v1"}
