"""Which files MkDocs takes for the site, and the theme that the hub lays over MkDocs'."""

from __future__ import annotations

from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from ..check import package_folder
from ..hub import RecordEntry
from ..icons import templates
from ..loading import SAID, SHEETS, WORD, Loaded, said, stamp, started, stylesheet
from ..papers import word
from ..source import is_asset
from ..words import load as load_words
from .faults import BuildRefused

_STYLE, _SCRIPTS = "assets/stylesheets/site.css", "assets/javascripts/"
STYLESHEETS = {f"assets/stylesheets/{name}.css": name for name in SHEETS}
_EXTENSIONS = ("tables", "footnotes", "fenced_code", "sane_lists", "toc")


class RecordFile(File):
    """A record among MkDocs' files, so that links to it resolve: no documentation page, with an address of its own."""

    inclusion = InclusionLevel.INCLUDED
    use_directory_urls = True

    def __init__(self, entry: RecordEntry, config: MkDocsConfig, content: str) -> None:
        # one of ten thousand: MkDocs' own way parses the path, which is in its final form already
        self.src_uri = entry.path.removeprefix(f"{content}/")
        self.dest_uri = f"{entry.url}index.html"
        self.src_dir, self.dest_dir = config.docs_dir, config.site_dir

    def is_documentation_page(self) -> bool:
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Copies nothing: the record's page is made from the hub, and its source is not published."""


def dress(config: MkDocsConfig) -> None:
    """Puts the hub's theme over whatever theme is configured, and lets nothing be fetched from other hosts."""
    theme = str(package_folder("theme"))
    if theme not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, theme)
    # MkDocs looks at each file of these folders, and the icons are twelve thousand: see `with_icons`
    config.theme.dirs = [folder for folder in config.theme.dirs if folder != str(templates())]
    config.theme["font"] = False
    config.theme.static_templates = set()
    for name in _EXTENSIONS:
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
    # the policy of a careful host lets no inline style through
    config.mdx_configs.setdefault("tables", {"use_align_attribute": True})
    config.use_directory_urls = True


def with_icons(env: jinja2.Environment) -> None:
    """Lets templates find the icons, and whatever else of that theme the hub's has not."""
    found = [env.loader] if env.loader else []
    env.loader = jinja2.ChoiceLoader([*found, jinja2.FileSystemLoader(templates())])


def check_templates(env: jinja2.Environment, files: Files) -> None:
    """`BuildRefused` where a page names a template that is not there or cannot be read."""
    for file in files.documentation_pages():
        name = file.page.meta.get("template") if file.page else None
        if name is None:
            continue
        try:
            env.get_template(str(name))
        except jinja2.TemplateNotFound:
            raise BuildRefused(
                f'{file.src_uri} asks for the template "{name}", which is in neither custom_dir nor the hub\'s theme; '
                "take the line template: away, or put the file into custom_dir"
            ) from None
        except jinja2.TemplateSyntaxError as error:
            raise BuildRefused(
                f'the template "{name}" of {file.src_uri}, line {error.lineno}: {error.message}'
            ) from None


def published(file: File, content: str, ordinary: set[str], config: MkDocsConfig) -> bool:
    """Whether a file of MkDocs' own finding belongs to the site, with its inclusion set where MkDocs would leave it out."""
    if file.src_dir != config.docs_dir:
        return _is_ours(file, config)
    if file.src_uri.endswith(".md"):
        wanted = f"{content}/{file.src_uri}" in ordinary
    else:
        wanted = is_asset(file.src_uri)
        # a link may lead to any file of the machine
        docs, real = Path(config.docs_dir).resolve(), Path(file.abs_src_path or "").resolve()
        wanted = wanted and real.is_relative_to(docs)
    # MkDocs leaves out a folder called templates unless told what to leave out
    if wanted and config.exclude_docs is None and file.inclusion is InclusionLevel.EXCLUDED:
        file.inclusion = InclusionLevel.INCLUDED
    return wanted


def _is_ours(file: File, config: MkDocsConfig) -> bool:
    """Whether a theme's file is the hub's or its owner's; the scripts and styles of the theme below are not loaded."""
    ours = (str(package_folder("theme")), config.theme.custom_dir)
    return any(Path(file.abs_src_path or "").is_relative_to(folder) for folder in ours if folder)


def loading(sheets: dict[str, str], config: MkDocsConfig) -> tuple[list[File], Loaded]:
    """The stylesheet made of the theme's parts and the browser's modules as files of the site, and how pages load them."""
    folder = Path(__file__).parent.parent / "client"
    paths = [path for path in sorted(folder.glob("*.js")) if not path.name.endswith(".test.js")]
    modules = {path.name: path.read_text(encoding="utf-8") for path in paths} | {
        SAID: said(load_words()),
        WORD: word.module(),
    }
    style = stylesheet(sheets)
    texts = {_STYLE: style} | {_SCRIPTS + name: text for name, text in modules.items()}
    files = [
        File.generated(config, path, content=text, inclusion=InclusionLevel.INCLUDED) for path, text in texts.items()
    ]
    started_by = tuple(_SCRIPTS + name for name in started(modules))
    return files, Loaded(stylesheet=f"{_STYLE}?{stamp(style)}", modules=started_by)
