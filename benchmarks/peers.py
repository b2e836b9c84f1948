"""Other generators with the same texts, each with a layout as its users would write and tune it for ten thousand pages.

Each peer reads the plain project that `generate.py` writes, as a project of its own. Hugo shows what the hub shows as far as
its own means go, and once more, lean, what Eleventy shows too: title, summary, facts of front matter, text, and the
surroundings with a menu. MkDocs and Zensical show the text. None checks references.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import hugo
from .plain import addressed, below, texts, write
from .records import MIX

HERE = Path(__file__).parent
TOOLS = HERE.parent / ".hubgen" / "peers"
"""Where the peers are installed: a folder that can be deleted at any time."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator: how its project is written from the plain one, the command that builds it, and where its site goes."""

    name: str
    prepare: Callable[[Path, Path], None]
    command: tuple[str, ...]
    site: str = "site"


def installed() -> None:
    """Installs the peers from their registries, unless that was done for these very versions."""
    wanted = "".join(
        (HERE / name).read_text(encoding="utf-8") for name in ("requirements-peers.txt", "package-lock.json")
    )
    stamp = TOOLS / "installed"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(TOOLS, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(TOOLS)], check=True)
    pip = [str(TOOLS / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "-r", str(HERE / "requirements-peers.txt")], check=True)
    npm = ["npm", "--prefix", str(HERE), "ci", "--silent", "--no-audit", "--no-fund"]
    subprocess.run(npm, check=True)
    stamp.write_text(wanted, encoding="utf-8")


def versions() -> Iterator[str]:
    """The peers that are installed, with their versions."""
    for line in (HERE / "requirements-peers.txt").read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"([a-z]+)(?:\[\w+\])?==(.+)", line):
            yield f"{found[1].capitalize()} {found[2]}"
    packages = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    yield f"Eleventy {packages['@11ty/eleventy']}"


# --- Eleventy ---------------------------------------------------------------------------------------------------------

_ELEVENTY = {
    "eleventy.config.mjs": """\
export default function (config) {
  config.addPassthroughCopy("content/style.css");
  for (const kind of KINDS) config.addCollection(kind, (api) => api.getFilteredByGlob(`content/${kind}/*.md`).sort((a, b) => (a.data.title < b.data.title ? -1 : 1)));
  return { dir: { input: "content", output: "site" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}
""",
    "content/style.css": "body { font-family: sans-serif; max-width: 60rem; margin: auto }\n",
    "content/_includes/base.njk": """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} - Generated hub</title>
<meta name="description" content="{{ summary }}">
<link rel="canonical" href="https://hub.example.eu{{ page.url }}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="/">Generated hub</a><nav><ul>MENU</ul></nav></header>
<main>{% block main %}{{ content | safe }}{% endblock %}</main>
<footer><p>Generated hub</p></footer>
</body>
</html>
""",
    "content/_includes/record.njk": """\
{% extends "base.njk" %}
{% block main %}
<nav aria-label="Breadcrumb"><a href="/{{ kind }}/">{{ kind }}</a></nav>
<article>
<h1>{{ title }}</h1>
<p>{{ summary }}</p>
<dl>
{% for key, value in facts %}<div><dt>{{ key }}</dt><dd>{% if value is iterable and value is not string %}<ul>{% for one in value %}<li>{{ one | dump if one is mapping else one }}</li>{% endfor %}</ul>{% else %}{{ value | dump if value is mapping else value }}{% endif %}</dd></div>
{% endfor %}</dl>
{{ content | safe }}
</article>
{% endblock %}
""",
    "content/index.md": "---\nlayout: base.njk\ntitle: Generated hub\n---\nWelcome.\n",
    "content/about.md": "---\nlayout: base.njk\ntitle: About\n---\nAbout.\n",
}
_LISTED = """\
---
layout: base.njk
title: KIND
pagination: {data: collections.KIND, size: 100, alias: records}
permalink: "/KIND/{% if pagination.pageNumber %}{{ pagination.pageNumber + 1 }}/{% endif %}"
---
<h1>KIND</h1>
<ul>{% for record in records %}<li><a href="{{ record.url }}">{{ record.data.title }}</a> {{ record.data.summary }}</li>
{% endfor %}</ul>
"""


def eleventy(plain: Path, folder: Path) -> None:
    """A site with Nunjucks layouts; texts are Markdown only, and not templates too."""
    menu = "".join(f'<li><a href="/{kind}/">{kind}</a></li>' for kind in MIX)
    for name, text in _ELEVENTY.items():
        write(folder / name, text.replace("MENU", menu).replace("KINDS", json.dumps([*MIX])))
    for kind in MIX:
        write(folder / "content" / kind / f"{kind}.json", json.dumps({"layout": "record.njk", "kind": kind}))
        write(folder / "content" / f"list-{kind}.njk", _LISTED.replace("KIND", kind))
    for kind, name, front, text in texts(plain):
        write(folder / "content" / kind / f"{name}.md", f"---\n{below(front, 'facts')}---\n{addressed(text, kind)}")


# --- MkDocs and Zensical ----------------------------------------------------------------------------------------------


def mkdocs(plain: Path, folder: Path) -> None:
    """The plain project as it is, tuned for scale: no search, no navigation written into every page."""
    shutil.copytree(plain, folder)


def zensical(plain: Path, folder: Path) -> None:
    """The plain project, which Zensical reads; its search cannot be left out, and a folder `templates` is not read."""
    shutil.copytree(plain / "docs", folder / "docs")
    (folder / "docs" / "templates").rename(folder / "docs" / "forms")
    for path in (folder / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        if "../templates/" in text:
            path.write_text(text.replace("../templates/", "../forms/"), encoding="utf-8", newline="\n")
    write(
        folder / "zensical.toml",
        '[project]\nsite_name = "Generated hub"\nsite_url = "https://hub.example.eu/"\nnav = ["index.md", "about.md"]\n'
        "[project.theme]\nfont = false\n",
    )


_BIN = TOOLS / "bin"
HUGO = Peer("Hugo", hugo.rich, (str(_BIN / "hugo"), "--quiet"))
LEAN = Peer("Hugo, lean", hugo.lean, HUGO.command)
ELEVENTY = Peer(
    "Eleventy", eleventy, (str(HERE / "node_modules" / ".bin" / "eleventy"), "--quiet", "--config=eleventy.config.mjs")
)
MKDOCS = Peer("MkDocs + Material", mkdocs, (sys.executable, "-m", "mkdocs", "build", "-q"))
ZENSICAL = Peer("Zensical", zensical, (str(_BIN / "zensical"), "build"))
PAGEFIND = (str(_BIN / "python"), "-m", "pagefind", "--site", "site")
PEERS = (HUGO, LEAN, ELEVENTY, MKDOCS, ZENSICAL)
STAND_IN = Peer("stand-in", mkdocs, (sys.executable, "-m", "benchmarks.stand_in", "."))


def load_all(folder: Path) -> int:
    """Loads the front matter of all texts of a folder, as a script would: the least that anybody does who reads them."""
    import frontmatter

    return sum(len(frontmatter.load(str(path)).metadata) for path in sorted(folder.rglob("*.md")))


if __name__ == "__main__":
    load_all(Path(os.fsdecode(sys.argv[1])))
