"""The records as two sites of Hugo's: one that shows what the hub shows as far as Hugo's own means go, and a lean one.

The first has facts that lead to records and terms, relations both ways with their summaries, records that are alike (Hugo's
related content), a page for each term (Hugo's taxonomies), lists in pages, JSON of records and folders, and a sitemap.
What is the same for many pages is a cached partial, as its users would tune it. It checks nothing, draws nothing, and knows
no relation from links in a text. The second shows the text and the facts as a plain list.
"""

from __future__ import annotations

from pathlib import Path

from .plain import addressed, below, picked, texts, write
from .records import MIX

_LEAN = {
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

_TAXONOMIES = frozenset({"sectors", "industries", "category", "country", "offers", "seeks"})
_RICH = _LEAN | {
    "hugo.toml": """\
baseURL = "https://hub.example.eu/"
languageCode = "en"
title = "Generated hub"
disableKinds = ["RSS"]
publishDir = "site"
[taxonomies]
sector = "sectors"
industry = "industries"
categories = "category"
countries = "country"
offer = "offers"
sought = "seeks"
[outputs]
page = ["html", "json"]
section = ["html", "json"]
home = ["html"]
taxonomy = ["html"]
term = ["html"]
[pagination]
pagerSize = 100
[markup.goldmark.renderHooks.link]
useEmbedded = "always"
[related]
threshold = 40
includeNewer = true
[[related.indices]]
name = "sectors"
weight = 60
[[related.indices]]
name = "industries"
weight = 40
[[related.indices]]
name = "offers"
weight = 80
# the folder that a key of front matter refers to
[params.refers]
services = "services"
hosted_by = "clusters"
successor_of = "clusters"
clusters = "clusters"
partnerships = "partnerships"
programmes = "programmes"
adapted_from = "cases"
case = "cases"
process = "cases"
members = "clusters"
coordinator = "clusters"
organiser = "clusters"
partners = "clusters"
sources = "white-papers"
""",
    "layouts/single.html": """\
{{ define "main" }}
{{ $refers := site.Params.refers }}
<nav aria-label="Breadcrumb"><a href="{{ .CurrentSection.RelPermalink }}">{{ .CurrentSection.Title }}</a></nav>
<article>
<h1>{{ .Title }}</h1>
<p>{{ .Params.summary }}</p>
<dl>
{{ range $key, $value := .Params.facts }}{{ $folder := index $refers $key }}<div><dt>{{ humanize $key }}</dt><dd>{{ range (cond (reflect.IsSlice $value) $value (slice $value)) }}{{ if $folder }}{{ $ref := . }}{{ if reflect.IsMap . }}{{ $ref = or .ref .publication }}{{ end }}{{ partialCached "link.html" (printf "%s/%v" $folder $ref) (printf "%s/%v" $folder $ref) }}{{ if reflect.IsMap . }} {{ .section }} {{ .role }}{{ end }}{{ else if reflect.IsMap . }}<dl>{{ range $k, $v := . }}<dt>{{ humanize $k }}</dt><dd>{{ $v }}</dd>{{ end }}</dl>{{ else }}<span>{{ . }}</span> {{ end }}{{ end }}</dd></div>
{{ end }}</dl>
{{ range slice "sectors" "industries" "category" "country" "offers" "seeks" }}{{ with $.GetTerms . }}<ul>{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>{{ end }}{{ end }}
{{ .Content }}
{{ $into := partialCached "into.html" site.Home }}
{{ range $name, $pages := index $into (printf "%s/%s" .Section .File.ContentBaseName) }}<h3>{{ humanize $name }} <span>{{ len $pages }}</span></h3>
<ul>{{ range first 8 $pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>
{{ end }}{{ if gt (len $pages) 8 }}{{ range first 200 (after 8 $pages) }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}{{ end }}</ul>
{{ end }}
{{ with first 5 (site.RegularPages.Related .) }}<h3>Alike</h3><ul>{{ range . }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>
{{ end }}</ul>{{ end }}
<details><summary>Cite this record</summary><p>{{ .Title }}. In: {{ site.Title }}. {{ .Permalink }}</p></details>
</article>
{{ .TableOfContents }}
{{ end }}
""",
    "layouts/_partials/link.html": """\
{{ with site.GetPage (printf "/%s" .) }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}""",
    "layouts/_partials/into.html": """\
{{ $into := newScratch }}
{{ range $folder := slice "clusters" "services" "cases" "templates" "white-papers" "partnerships" "challenges" "programmes" }}
{{ range $page := where site.RegularPages "Section" $folder }}
{{ range $key, $to := site.Params.refers }}{{ with index $page.Params.facts $key }}
{{ range (cond (reflect.IsSlice .) . (slice .)) }}{{ $ref := . }}{{ if reflect.IsMap . }}{{ $ref = or .ref .publication }}{{ end }}
{{ $into.Add (printf "%s/%v %s %s" $to $ref $key $folder) (slice $page) }}
{{ end }}{{ end }}{{ end }}{{ end }}{{ end }}
{{ $found := newScratch }}
{{ range $name, $pages := $into.Values }}{{ $parts := split $name " " }}{{ $found.SetInMap (index $parts 0) (printf "%s %s" (index $parts 2) (index $parts 1)) $pages }}{{ end }}
{{ return $found.Values }}
""",
    "layouts/single.json": """\
{{ dict "id" .File.ContentBaseName "page" .RelPermalink "title" .Title "summary" .Params.summary "facts" .Params.facts "text" .RawContent | jsonify }}
""",
    "layouts/section.json": """\
{{ $records := slice }}{{ range .RegularPages }}{{ $records = $records | append (dict "id" .File.ContentBaseName "page" .RelPermalink "title" .Title "summary" .Params.summary "facts" .Params.facts "text" .RawContent) }}{{ end }}{{ dict "kind" .Title "records" $records | jsonify }}
""",
    "layouts/term.html": """\
{{ define "main" }}
<h1>{{ .Title }}</h1>
<ul>{{ range (.Paginate .Pages.ByTitle).Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Params.summary }}</li>
{{ end }}</ul>
{{ end }}
""",
}  # fmt: skip


def rich(plain: Path, folder: Path) -> None:
    """A site that shows what the hub shows, as far as Hugo's own means go."""
    _project(plain, folder, _RICH, _TAXONOMIES)


def lean(plain: Path, folder: Path) -> None:
    """A site with the text and a plain list of facts."""
    _project(plain, folder, _LEAN, frozenset())


def _project(plain: Path, folder: Path, files: dict[str, str], top: frozenset[str]) -> None:
    for name, text in files.items():
        write(folder / name, text)
    write(folder / "content" / "_index.md", "---\ntitle: Generated hub\n---\nWelcome.\n")
    write(folder / "content" / "about.md", "---\ntitle: About\n---\nAbout.\n")
    for kind in MIX:
        write(folder / "content" / kind / "_index.md", f"---\ntitle: {kind.capitalize()}\n---\n")
    for kind, name, front, text in texts(plain):
        head = picked(front, top) + below(front, "facts")
        write(folder / "content" / kind / f"{name}.md", f"---\n{head}---\n{addressed(text, kind)}")
