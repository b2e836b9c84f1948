"""A hub's settings: what `mkdocs.yml` says, as far as the core needs it, without loading MkDocs."""

from __future__ import annotations

import importlib
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_core import ErrorDetails

from .configuration import CONFIG, NotAHub, configuration
from .forge import Forge
from .hub import TAKEN
from .issues import Issue
from .kinds import KINDS, RESERVED, Record
from .near import nearest
from .schema import references
from .texts import ID_PATTERN


class Admin(BaseModel):
    """How the page /admin/ reaches the repository; what is not given follows from `repo_url`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    app_id: str | None = Field(
        default=None, description="The id that GitLab, Gitea or Forgejo gave the page as an application."
    )
    base_url: str | None = Field(
        default=None, description="Where people sign in: on GitHub the address of a service for it."
    )
    auth_endpoint: str | None = Field(default=None, description="The path there, where it is another than usual.")
    api_root: str | None = Field(
        default=None, description="The address of the forge's API, where it is another than usual."
    )


class Options(BaseModel):
    """The options of the plugin `hubgen` in `mkdocs.yml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_: Literal[1] = Field(
        default=1, alias="schema", description="The version of the record schema the hub is written for."
    )
    kinds: str | None = Field(
        default=None, description="A module with a tuple KINDS that replaces the built-in record types."
    )
    feedback: str | None = Field(
        default=None, description="The mail address that readers report mistakes to; without it the link is left out."
    )
    search: bool = Field(default=True, description="Whether a build makes the search index.")
    documents: bool = Field(
        default=True,
        description="Whether a build makes Word and OpenDocument files of templates, where the extra `documents` is installed.",
    )
    forge: Forge | None = Field(
        default=None,
        description="The software of the forge at `repo_url`, where its address does not tell: github, gitlab, gitea or forgejo.",
    )
    branch: str = Field(
        default="main",
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]*$",
        description="The branch of the repository that proposals are made against, where `edit_uri` does not tell.",
    )
    source_line: str | None = Field(
        default=None, description="A sentence in the footer that names where the hub's content comes from."
    )
    admin: Admin | None = Field(
        default=None,
        description="The page /admin/, where records are edited in a browser: true, or a mapping that says how it reaches the repository.",
    )
    workers: int | None = Field(
        default=None, ge=1, description="How many processes share the work; by default as many as there are processors."
    )

    @field_validator("admin", mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return ({} if value else None) if isinstance(value, bool) else value


DEFAULTS = Options()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Where a hub is and how it is read. `config` is its mkdocs.yml; `root` is absolute; `content` and `site` are relative to it."""

    config: Path
    root: Path
    content: str = "content"
    site: str = "site"
    site_name: str = ""
    options: Options = DEFAULTS
    kinds: tuple[type[Record], ...] = KINDS
    issues: tuple[Issue, ...] = ()


def find(start: Path) -> Path:
    """The folder of the hub that `start` is in: the nearest above it with a mkdocs.yml."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / CONFIG).is_file():
            return folder
    raise NotAHub(f"no {CONFIG} in {start} or any folder above it; go into a hub, or name its folder with -C")


def load(root: Path) -> Settings:
    """The settings in a hub's mkdocs.yml; faults in the options are issues, so that they are told with all others."""
    path = root / CONFIG
    config, text = configuration(path)
    _check_address(path, config.get("site_url"))
    options, issues = read_options(_plugin_options(config), text)
    kinds = KINDS
    try:
        kinds = record_types(options, root)
    except NotAHub as error:
        issues = (
            *issues,
            _issue(text, "kinds", str(error), "name a module that can be imported from the hub's folder"),
        )
    docs = (root / str(config.get("docs_dir") or ("content" if (root / "content").is_dir() else "docs"))).absolute()
    docs = Path(os.path.normpath(docs))
    if not docs.is_dir() or docs == root:
        raise NotAHub(f"docs_dir in {path} must name a folder of its own; {docs} is none")
    root = root if docs.is_relative_to(root) else docs.parent
    return Settings(
        config=path,
        root=root,
        content=docs.relative_to(root).as_posix(),
        site=_inside(config.get("site_dir"), "site"),
        site_name=str(config.get("site_name") or ""),
        options=options,
        kinds=kinds,
        issues=issues,
    )


def _check_address(path: Path, address: Any) -> None:
    """`NotAHub` where the site's address cannot be taken apart: no page could be given its own."""
    try:
        urlsplit(str(address or "")).port  # noqa: B018 - it is the asking that fails
    except ValueError:
        raise NotAHub(f'site_url in {path} is no address: "{address}"') from None


def _inside(value: Any, default: str) -> str:
    return Path(str(value or default)).as_posix().removeprefix("./").rstrip("/") or default


def _plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    plugins = config.get("plugins") or []
    entries = (
        plugins.items()
        if isinstance(plugins, dict)
        else [item for p in plugins if isinstance(p, dict) for item in p.items()]
    )
    return next((dict(value) for name, value in entries if name == "hubgen" and isinstance(value, dict)), {})


def read_options(given: dict[str, Any], text: str = "") -> tuple[Options, tuple[Issue, ...]]:
    """The options, with defaults in place of those at fault, and an issue for each of these."""
    given = {str(name): value for name, value in given.items()}
    try:
        return Options.model_validate(given), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
    issues = []
    kept = dict(given)
    for detail in details:
        name = str(detail["loc"][0])
        kept.pop(name, None)
        if detail["type"] == "extra_forbidden":
            inner = str(detail["loc"][-1])
            model: type[BaseModel] = Options if len(detail["loc"]) == 1 else Admin
            known = [info.alias or key for key, info in model.model_fields.items()]
            close = nearest(inner, known)
            issues.append(
                _issue(
                    text,
                    inner,
                    f'the plugin has no option "{".".join(map(str, detail["loc"]))}".',
                    f'did you mean "{close}"?' if close else f"options: {', '.join(known)}",
                )
            )
        elif name == "schema":
            issues.append(
                _issue(
                    text,
                    name,
                    f"schema {given[name]!r} is not one this version of hubgen reads.",
                    "write schema: 1, or install the version of hubgen that the hub was written for",
                )
            )
        else:
            issues.append(_issue(text, name, *_wrong_value(name, detail)))
    return Options.model_validate(kept), tuple(issues)


def _wrong_value(name: str, detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong with the value of an option, and the way out."""
    about = Options.model_fields[name].description or ""
    said = str(detail["input"])[:60]
    if detail["type"] == "literal_error":
        close = nearest(said, re.findall(r"'([^']+)'", detail["ctx"]["expected"]))
        return f'{name}: "{said}" is not known.', f'did you mean "{close}"?' if close else about
    if detail["type"] == "string_pattern_mismatch":
        return f'{name}: "{said}" has characters that cannot stand there.', about
    return f"{name}: {detail['msg'].lower()}.", about


def _issue(text: str, name: str, message: str, hint: str) -> Issue:
    found = re.search(rf"^[ \t-]*({re.escape(name)})[ \t]*:", text, re.MULTILINE)
    line = text.count("\n", 0, found.start(1)) + 1 if found else 1
    column = found.start(1) - text.rfind("\n", 0, found.start(1)) if found else 1
    return Issue(code="HG901", path=CONFIG, line=line, column=column, message=message, hint=hint)


def record_types(options: Options, root: Path) -> tuple[type[Record], ...]:
    """The hub's record types: the built-in ones, or those of the module that the options name."""
    if not options.kinds:
        return KINDS
    sys.path.insert(0, str(root))
    try:
        kinds = tuple(importlib.import_module(options.kinds).KINDS)
    except Exception as error:  # noqa: BLE001 - the module is the hub's own code: whatever it raises is the hub's fault to mend
        raise NotAHub(f'the module "{options.kinds}" gives no record types: {error}.') from None
    finally:
        sys.path.remove(str(root))
        # it stays known, behind all else: what the module imports later is found, and other processes find the module
        if str(root) not in sys.path:
            sys.path.append(str(root))
    if not kinds or not all(isinstance(kind, type) and issubclass(kind, Record) and kind.folder for kind in kinds):
        raise NotAHub(f'KINDS in "{options.kinds}" must hold classes made from hubgen.Record, each with a folder.')
    folders = [kind.folder for kind in kinds]
    if wrong := [f for f in folders if f in TAKEN or folders.count(f) > 1 or not ID_PATTERN.fullmatch(f)]:
        raise NotAHub(
            f'a record type in "{options.kinds}" cannot have the folder "{wrong[0]}": '
            "a folder is an id that no other type has, and nothing that the site needs itself."
        )
    if taken := sorted({name for kind in kinds for name in RESERVED & kind.model_fields.keys()}):
        raise NotAHub(
            f'a record type in "{options.kinds}" has a field that exports use for something else: {", ".join(taken)}.'
        )
    if astray := [k for k in kinds if k.gathers and k.gathers not in {reference.name for reference in references(k)}]:
        raise NotAHub(
            f'the record type {astray[0].__name__} in "{options.kinds}" gathers "{astray[0].gathers}", '
            "which is none of its fields that refer to other records."
        )
    return kinds
