"""What `mkdocs.yml` says, read as MkDocs reads it but without MkDocs: with `!ENV` values and the file that it inherits from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

CONFIG = "mkdocs.yml"
_MOST = 20
"""Files that inherit from one another."""


class NotAHub(Exception):
    """There is no hub where one was looked for, or its settings cannot be read."""


class _Tolerant(yaml.SafeLoader):
    """Reads tags that only MkDocs and its extensions need (`!!python/name`, `!relative`) as nothing."""


def _env(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    """The first of the variables named that is set, typed as YAML would; else the last of several, which is the default."""
    several = node.value if isinstance(node, yaml.SequenceNode) else [node]
    default = loader.construct_object(several[-1]) if len(several) > 1 else None
    for named in several[:-1] if len(several) > 1 else several:
        value = os.environ.get(str(named.value))
        if value is not None:
            tag = loader.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
            return loader.construct_object(yaml.ScalarNode(tag, value))
    return default


_Tolerant.add_multi_constructor("", lambda loader, suffix, node: None)
_Tolerant.add_constructor("!ENV", _env)


def configuration(path: Path) -> tuple[dict[str, Any], str]:
    """All that a hub's file of settings says, with what it inherits; and the file's own text. `NotAHub` where it cannot be read."""
    own, text = _read(path)
    merged, at = own, path
    for _ in range(_MOST):
        parent = merged.pop("INHERIT", None)
        if parent is None:
            return merged, text
        at = at.parent / str(parent)
        if not at.is_file():
            raise NotAHub(f"{path} inherits from {at}, which is no file")
        merged = _merged(_read(at)[0], merged)
    raise NotAHub(f"{path} inherits from files that inherit from one another")


def files(path: Path) -> list[Path]:
    """A hub's file of settings and those that it inherits from. `NotAHub` where one cannot be read."""
    found = [path]
    while (parent := _read(found[-1])[0].get("INHERIT")) is not None and len(found) < _MOST:
        found.append(found[-1].parent / str(parent))
    return found


def _read(path: Path) -> tuple[dict[str, Any], str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        found = yaml.load(text, Loader=_Tolerant)  # noqa: S506 - a SafeLoader that knows fewer tags, and variables
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise NotAHub(f"{path} cannot be read: {' '.join(str(error).split())}") from None
    return (found if isinstance(found, dict) else {}), text


def _merged(parent: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """The parent's settings with a file's own over them; mappings are put together, anything else replaced."""
    found = dict(parent)
    for key, value in own.items():
        before = found.get(key)
        found[key] = _merged(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return found
