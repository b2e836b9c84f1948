"""Where a file is proposed on the forge that holds a hub: the address of its page for a new file, filled in beforehand.

GitHub, Gitea and Forgejo take the file's name and text from the address. GitLab takes the name only: its editor does not
read the text (gitlab-org/gitlab, issue 594214), which is copied by hand then.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple
from urllib.parse import quote, urlsplit

Forge = Literal["github", "gitlab", "gitea", "forgejo"]
_HOSTS: Mapping[str, Forge] = MappingProxyType(
    {"github.com": "github", "gitlab.com": "gitlab", "gitea.com": "gitea", "codeberg.org": "forgejo"}
)
"""Hosts whose forge is known; for others the option `forge` tells."""
_NAMES: Mapping[str, str] = MappingProxyType(
    {"github": "GitHub", "gitlab": "GitLab", "gitea": "Gitea", "forgejo": "Forgejo"}
)


class NewFile(NamedTuple):
    """An address with the places `{folder}`, `{name}` and, where the forge takes it, `{text}`; each is to be percent-encoded."""

    forge: str
    address: str


class Place(NamedTuple):
    """Where a hub is in its repository: the branch, and the folders above the hub, "" or ending in a slash."""

    branch: str = "main"
    above: str = ""


def place(edit_uri: str, content: str, branch: str | None) -> Place:
    """The place that an address for editing tells, such as `edit/main/hub/content/`; `branch` is what is said of it elsewhere."""
    given = re.escape(branch) if branch else "[^/]+"
    told = re.fullmatch(rf"/?(?:-/)?(?:edit|blob|_edit|src/branch)/({given})/(.*/)?{re.escape(content)}/?", edit_uri)
    return Place(told[1], told[2] or "") if told else Place(branch or "main")


def new_file(repository: str, forge: Forge | None, place: Place) -> NewFile | None:
    """The page for a new file; None where the repository or its forge is not known."""
    repository = repository.rstrip("/").removesuffix(".git")
    kind = forge_of(repository, forge)
    if not kind:
        return None
    folder = f"{quote(place.above)}{{folder}}"
    address = {
        "github": f"{repository}/new/{place.branch}/{folder}?filename={{name}}&value={{text}}",
        "gitlab": f"{repository}/-/new/{place.branch}?file_name={folder}/{{name}}",
    }.get(kind, f"{repository}/_new/{place.branch}/{folder}?filename={{name}}&value={{text}}")
    return NewFile(_NAMES[kind], address)


def forge_of(repository: str, forge: Forge | None) -> Forge | None:
    """The software of the forge at an address of the web, where it is known or told by `forge`."""
    parts = urlsplit(repository)
    kind = forge or _HOSTS.get((parts.hostname or "").removeprefix("www."))
    return kind if parts.scheme in {"http", "https"} else None
