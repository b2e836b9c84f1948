"""Other generators with the same texts, each with a layout as its users would write and tune it for ten thousand pages.

Each peer reads the plain project that `generate.py` writes, as a project of its own. All show what the hub's page of a
record shows of the record itself: title, summary, facts of front matter, text, and the surroundings with a menu. None
checks references, links both ways, or derives pages beyond a list of each folder.
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

from .records import MIX

HERE = Path(__file__).parent
TOOLS = HERE.parent / ".hubgen" / "peers"
"""Where the peers are installed: a folder that can be deleted at any time."""
_FRONT = re.compile(r"---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)
_LINK = re.compile(r"\]\((?:\.\./)?((?:[a-z-]+/)?)([a-z0-9-]+)\.md\)")


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


def texts(plain: Path) -> Iterator[tuple[str, str, str, str]]:
    """Folder, name, front matter and text of each record of the plain project."""
    for kind in MIX:
        for path in sorted((plain / "docs" / kind).iterdir()):
            whole = path.read_text(encoding="utf-8")
            found = _FRONT.match(whole)
            assert found
            yield kind, path.stem, found[1], whole[found.end() :]


def _below(front: str, key: str) -> str:
    """Front matter with everything but title and summary below one key: names such as `aliases` mean something to peers."""
    kept: list[str] = []
    moved: list[str] = []
    target = kept
    for line in front.splitlines(keepends=True):
        if found := _KEY.match(line):
            target = kept if found[1] in {"title", "summary"} else moved
        target.append(line)
    return "".join(kept) + f"{key}:\n" + "".join(f"  {line}" for line in moved)


def _addressed(text: str, folder: str) -> str:
    """A text whose links lead to addresses: `../roadmapping/`, for generators that take links as they are."""
    return _LINK.sub(lambda found: f"](/{found[1] or folder + '/'}{found[2]}/)", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


# --- Hugo -------------------------------------------------------------------------------------------------------------

_HUGO = {
    "hugo.toml": """\
baseURL = "https://hub.example.eu/"
languageCode = "en"
title = "Generated hub"
disableKinds = ["taxonomy", "term", "RSS"]
publishDir = "site"
[pagination]
pagerSize = 100
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
""",
    "layouts/baseof.html": """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} - {{ site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ partialCached "head.html" . }}
</head>
<body>
{{ partialCached "header.html" . }}
<main>{{ block "main" . }}{{ end }}</main>
{{ partialCached "footer.html" . }}
</body>
</html>
""",
    "layouts/single.html": """\
{{ define "main" }}
<nav aria-label="Breadcrumb"><a href="{{ .CurrentSection.RelPermalink }}">{{ .CurrentSection.Title }}</a></nav>
<article>
<h1>{{ .Title }}</h1>
<p>{{ .Params.summary }}</p>
<dl>
{{ range $key, $value := .Params.facts }}<div><dt>{{ humanize $key }}</dt><dd>{{ if reflect.IsSlice $value }}<ul>{{ range $value }}<li>{{ . }}</li>{{ end }}</ul>{{ else }}{{ $value }}{{ end }}</dd></div>
{{ end }}</dl>
{{ .Content }}
</article>
{{ .TableOfContents }}
{{ end }}
""",
    "layouts/list.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
{{ .Content }}
<ul>{{ range (.Paginate .RegularPages.ByTitle).Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>
{{ end }}</ul>
{{ end }}
""",
    "layouts/home.html": '{{ define "main" }}{{ .Content }}<ul>{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}\n',
    "layouts/_partials/head.html": '<link rel="stylesheet" href="/style.css">\n',
    "layouts/_partials/header.html": '<header><a href="/">{{ site.Title }}</a><nav><ul>{{ range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav></header>\n',
    "layouts/_partials/footer.html": "<footer><p>{{ site.Title }}</p></footer>\n",
    "static/style.css": "body { font-family: sans-serif; max-width: 60rem; margin: auto }\n",
}


def hugo(plain: Path, folder: Path) -> None:
    """A site with cached partials, and lists in pages of a hundred."""
    for name, text in _HUGO.items():
        _write(folder / name, text)
    _write(folder / "content" / "_index.md", "---\ntitle: Generated hub\n---\nWelcome.\n")
    _write(folder / "content" / "about.md", "---\ntitle: About\n---\nAbout.\n")
    for kind in MIX:
        _write(folder / "content" / kind / "_index.md", f"---\ntitle: {kind.capitalize()}\n---\n")
    for kind, name, front, text in texts(plain):
        _write(folder / "content" / kind / f"{name}.md", f"---\n{_below(front, 'facts')}---\n{_addressed(text, kind)}")


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
        _write(folder / name, text.replace("MENU", menu).replace("KINDS", json.dumps([*MIX])))
    for kind in MIX:
        _write(folder / "content" / kind / f"{kind}.json", json.dumps({"layout": "record.njk", "kind": kind}))
        _write(folder / "content" / f"list-{kind}.njk", _LISTED.replace("KIND", kind))
    for kind, name, front, text in texts(plain):
        _write(folder / "content" / kind / f"{name}.md", f"---\n{_below(front, 'facts')}---\n{_addressed(text, kind)}")


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
    _write(
        folder / "zensical.toml",
        '[project]\nsite_name = "Generated hub"\nsite_url = "https://hub.example.eu/"\nnav = ["index.md", "about.md"]\n'
        "[project.theme]\nfont = false\n",
    )


_BIN = TOOLS / "bin"
HUGO = Peer("Hugo", hugo, (str(_BIN / "hugo"), "--quiet"))
ELEVENTY = Peer(
    "Eleventy", eleventy, (str(HERE / "node_modules" / ".bin" / "eleventy"), "--quiet", "--config=eleventy.config.mjs")
)
MKDOCS = Peer("MkDocs + Material", mkdocs, (sys.executable, "-m", "mkdocs", "build", "-q"))
ZENSICAL = Peer("Zensical", zensical, (str(_BIN / "zensical"), "build"))
PAGEFIND = (str(_BIN / "python"), "-m", "pagefind", "--site", "site")
PEERS = (HUGO, ELEVENTY, MKDOCS, ZENSICAL)
STAND_IN = Peer("stand-in", mkdocs, (sys.executable, "-m", "benchmarks.stand_in", "."))


def load_all(folder: Path) -> int:
    """Loads the front matter of all texts of a folder, as a script would: the least that anybody does who reads them."""
    import frontmatter

    return sum(len(frontmatter.load(str(path)).metadata) for path in sorted(folder.rglob("*.md")))


if __name__ == "__main__":
    load_all(Path(os.fsdecode(sys.argv[1])))
