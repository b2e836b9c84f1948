"""OpenDocument texts: the look, and the package around what pandoc writes of a text."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from .package import STORED, packed

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = " ".join(
    [f'xmlns:{short}="{_OASIS}:{long}:1.0"' for short, long in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("meta", "meta"), ("manifest", "manifest"),
    )]
    + ['xmlns:xlink="http://www.w3.org/1999/xlink"', 'xmlns:dc="http://purl.org/dc/elements/1.1/"', 'office:version="1.3"']
)  # fmt: skip
_INK, _MUTED, _TEAL, _LINE, _PANEL = "#14243A", "#55637A", "#0B6E6E", "#B9B4A7", "#F1EFE9"
_FIXED, _LINK = 'style:font-name="Consolas"', f'fo:color="{_TEAL}"'
_CELL = re.compile(r'(<style:style style:name="Table(Header)?RowCell"[^>]*>\s*)<style:table-cell-properties[^>]*/>')
_ROOM = r'\1<text:p text:style-name="Table_20_Contents"/>\2'
_OWN = r'\1<style:paragraph-properties fo:margin-left="0.6cm" fo:margin-right="0.6cm"/>'
_QUOTE = re.compile(r'(style:parent-style-name="Quotations">\s*)<style:paragraph-properties[^>]*/>')
"""Pandoc moves quotations in by half an inch, which is much beside the line at their side."""
_EMPTY = re.compile(r"(<table:table-cell\b[^>]*>)\s*(</table:table-cell>)")


def document(written: str, properties: dict[str, str], footer: str) -> bytes:
    """A file of what pandoc wrote: automatic styles and the text, parted by a zero character.

    `properties` are title, author, description, lang and the day of the last change, which may be "".
    """
    styles, _, text = written.partition("\0")
    content = (
        f"<office:automatic-styles>{_QUOTE.sub(_OWN, _CELL.sub(_cell, styles))}</office:automatic-styles><office:body><office:text>"
        f"{_EMPTY.sub(_ROOM, text)}</office:text></office:body>"
    )
    parts = {
        "content.xml": f"{_HEAD}<office:document-content {_NAMES}>{content}</office:document-content>",
        "styles.xml": f"{_HEAD}<office:document-styles {_NAMES}>{_styles(properties['lang'])}{_page(footer)}</office:document-styles>",
        "meta.xml": f"{_HEAD}<office:document-meta {_NAMES}><office:meta>{_meta(properties)}</office:meta></office:document-meta>",
    }
    parts["META-INF/manifest.xml"] = _manifest(list(parts))
    return packed({STORED: MEDIA_TYPE.encode()} | {path: part.encode() for path, part in parts.items()})


def _cell(found: re.Match[str]) -> str:
    """A cell with lines around it; pandoc's has none."""
    shade = f' fo:background-color="{_PANEL}"' if found[2] else ""
    return f'{found[1]}<style:table-cell-properties fo:border="0.5pt solid {_LINE}" fo:padding="0.1cm"{shade}/>'


def _manifest(paths: list[str]) -> str:
    entries = [("/", MEDIA_TYPE), *((path, "text/xml") for path in paths)]
    rows = [
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>' for path, kind in entries
    ]
    return f'{_HEAD}<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0" manifest:version="1.3">{"".join(rows)}</manifest:manifest>'


def _meta(properties: dict[str, str]) -> str:
    title, author, description, lang, day = (
        escape(properties[name]) for name in ("title", "author", "description", "lang", "day")
    )
    date = f"<dc:date>{day}T00:00:00Z</dc:date>" if day else ""
    return (
        f"<dc:title>{title}</dc:title><dc:description>{description}</dc:description>"
        f"<meta:initial-creator>{author}</meta:initial-creator><dc:creator>{author}</dc:creator>{date}<dc:language>{lang}</dc:language>"
    )


# --- the look ---------------------------------------------------------------------------------------------------------


def _styles(lang: str) -> str:
    language, _, country = lang.partition("-")
    letters = (
        f'style:font-name="Calibri" fo:font-size="10.5pt" fo:color="{_INK}" fo:language={quoteattr(language)} '
        f"fo:country={quoteattr(country or 'none')}"
    )
    return (
        f"<office:font-face-decls>{_face('Calibri', 'swiss')}{_face('Georgia', 'roman')}{_face('Consolas', 'modern')}</office:font-face-decls>"
        f'<office:styles><style:default-style style:family="paragraph"><style:paragraph-properties fo:line-height="115%"/><style:text-properties {letters}/></style:default-style>'
        '<style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/></style:default-style>'
        '<style:default-style style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:default-style>'
        f"{''.join(_paragraphs())}{_letters('Source_Text', _FIXED)}"
        f"{_letters('Definition', _LINK)}</office:styles>"
    )


def _face(name: str, kind: str) -> str:
    return f'<style:font-face style:name="{name}" svg:font-family="{name}" style:font-family-generic="{kind}" style:font-pitch="variable"/>'


def _letters(name: str, letters: str) -> str:
    return f'<style:style style:name="{name}" style:family="text"><style:text-properties {letters}/></style:style>'


def _paragraphs() -> list[str]:
    """The styles of paragraphs: name, what it rests on, how it stands, its letters, more."""
    quote = (
        f'fo:margin-top="0.3cm" fo:margin-bottom="0.3cm" fo:border-left="2.25pt solid {_TEAL}" fo:padding-left="0.35cm"'
    )
    rule = f'fo:border-top="0.5pt solid {_LINE}" fo:padding-top="0.15cm"'
    line = '<style:tab-stops><style:tab-stop style:position="17cm" style:type="right" style:leader-style="solid" style:leader-text="_"/></style:tab-stops>'
    right = '<style:tab-stops><style:tab-stop style:position="17cm" style:type="right"/></style:tab-stops>'
    return [
        _paragraph("Standard", "", "", ""),
        _paragraph("Text_20_body", "Standard", 'fo:margin-top="0cm" fo:margin-bottom="0.21cm"', ""),
        _paragraph("First_20_paragraph", "Text_20_body", 'fo:margin-top="0.1cm"', ""),
        *(_heading(*one) for one in ((1, "20pt", "0cm"), (2, "14pt", "0.6cm"), (3, "11.5pt", "0.4cm"), (4, "10.5pt", "0.35cm"), (5, "10.5pt", "0.35cm"), (6, "10.5pt", "0.35cm"))),
        _paragraph("Quotations", "Text_20_body", quote, f'fo:color="{_MUTED}"'),
        _paragraph("Preformatted_20_Text", "Standard", "", 'style:font-name="Consolas"'),
        _paragraph("Table_20_Contents", "Standard", 'fo:margin-top="0.05cm" fo:margin-bottom="0.05cm"', ""),
        _paragraph("Table_20_Heading", "Table_20_Contents", "", 'fo:font-weight="bold"'),
        _paragraph("Task", "Text_20_body", 'fo:margin-left="0.6cm" fo:text-indent="-0.6cm" fo:margin-bottom="0.1cm"', ""),
        _paragraph("Line", "Text_20_body", 'fo:margin-top="0.15cm"', "", line),
        _paragraph("Footnote", "Standard", "", 'fo:font-size="9pt"'),
        _paragraph("Horizontal_20_Line", "Standard", f'fo:border-bottom="0.5pt solid {_LINE}"', ""),
        _paragraph("Footer", "Standard", rule, f'fo:color="{_MUTED}" fo:font-size="8.5pt"', right),
    ]  # fmt: skip


def _heading(level: int, size: str, before: str) -> str:
    stands = f'fo:keep-with-next="always" fo:margin-top="{before}" fo:margin-bottom="0.15cm"'
    letters = f'style:font-name="Georgia" fo:font-weight="bold" fo:font-size="{size}"'
    return _paragraph(f"Heading_20_{level}", "Standard", stands, letters).replace(
        "<style:style ", f'<style:style style:default-outline-level="{level}" ', 1
    )


def _paragraph(name: str, rests: str, stands: str, letters: str, more: str = "") -> str:
    parent = f' style:parent-style-name="{rests}"' if rests else ""
    shown = name.replace("_20_", " ")
    return (
        f'<style:style style:name="{name}" style:display-name="{shown}" style:family="paragraph"{parent}>'
        f"<style:paragraph-properties {stands}>{more}</style:paragraph-properties><style:text-properties {letters}/></style:style>"
    )


def _page(footer: str) -> str:
    """A page of A4 with 2 cm around the text, what the document is below it, and the page's number."""
    return (
        '<office:automatic-styles><style:page-layout style:name="pm1"><style:page-layout-properties fo:page-width="21cm" '
        'fo:page-height="29.7cm" fo:margin-top="2cm" fo:margin-bottom="1cm" fo:margin-left="2cm" fo:margin-right="2cm"/>'
        '<style:footer-style><style:header-footer-properties fo:min-height="1cm" fo:margin-top="0.4cm"/></style:footer-style></style:page-layout></office:automatic-styles>'
        '<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pm1"><style:footer>'
        f'<text:p text:style-name="Footer">{escape(footer)}<text:tab/><text:page-number text:select-page="current">1</text:page-number> / '
        "<text:page-count>1</text:page-count></text:p></style:footer></style:master-page></office:master-styles>"
    )
