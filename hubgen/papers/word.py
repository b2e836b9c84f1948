"""The look of Word documents: every part of the file but its text, as XML.

Pandoc takes it as its reference document, and the browser as what surrounds the text that it writes. Styles have the
names that pandoc gives to paragraphs. Sizes are in twentieths of a point, letters in halves of one.
"""

from __future__ import annotations

import json
import re
from xml.sax.saxutils import escape, quoteattr, unescape

from .package import packed

FOOTER, TITLE, AUTHOR, LANG = "{{footer}}", "{{title}}", "{{author}}", "{{lang}}"
"""What stands in the parts for what is each document's own."""
LONGEST_NAME = 60
_ALIAS = '<w:alias w:val="{{name}}"/>'
_PARAGRAPH, _FIELD = re.compile("<w:p>.*?</w:p>", re.DOTALL), re.compile("(<w:sdt>.*?</w:sdt>)", re.DOTALL)
_TEXT, _CELL, _AROUND = re.compile("<w:t(?: [^>]*)?>([^<]*)</w:t>"), '"Compact"', " :,.\u2003\xa0"
_MARK = re.compile(r"\{\{(?:footer|title|author|lang)\}\}")
BODY = "word/document.xml"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_W14 = (
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_INK, _MUTED, _TEAL, _LINE, _PANEL = "14243A", "55637A", "0B6E6E", "B9B4A7", "F1EFE9"
_WIDTH = 9638
"""The width of the text on a page."""
_UNDERLINED, _RAISED = '<w:u w:val="single"/>', '<w:vertAlign w:val="superscript"/>'
_SERIF, _SANS, _MONO = "Georgia", "Calibri", "Consolas"


def parts() -> dict[str, str]:
    """All parts by their path, with an empty text, and marks for what is each document's own."""
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_OFFICE}/officeDocument", BODY),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _properties(),
        BODY: _document("<w:p/>" + _section()),
        "word/_rels/document.xml.rels": _relations(
            *((f"rId{n}", f"{_OFFICE}/{name}", f"{name}.xml") for n, name in enumerate(_BESIDE, 1)),
            (f"rId{len(_BESIDE) + 1}", f"{_OFFICE}/footer", "footer1.xml"),
        ),
        "word/footer1.xml": _footer(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": f'{_HEAD}<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
        "word/styles.xml": _styles(),
    }


def fields() -> dict[str, str]:
    """What is filled in within a text: boxes that Word ticks by a click, and lines that it selects as a whole, so that
    typing takes the line's place; `{{line}}` stands for the line's signs, and `across` goes to the edge of the page.
    `named` puts the field's name into `{{name}}`.
    """
    return {
        "ticked": _box("1", "☒"),
        "open": _box("0", "☐"),
        "line": _blank("<w:t>{{line}}</w:t>"),
        "across": _blank("<w:tab/>"),
    }


def _box(state: str, sign: str) -> str:
    font = 'w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"'
    return (
        f'<w:sdt><w:sdtPr>{_ALIAS}<w14:checkbox><w14:checked w14:val="{state}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
        f"<w:sdtContent><w:r><w:rPr><w:rFonts {font}/></w:rPr><w:t>{sign}</w:t></w:r></w:sdtContent></w:sdt>"
    )


def _blank(line: str) -> str:
    letters = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
    return f"<w:sdt><w:sdtPr>{_ALIAS}<w:showingPlcHdr/><w:text/></w:sdtPr><w:sdtContent><w:r>{letters}{line}</w:r></w:sdtContent></w:sdt>"


def named(document: str) -> str:
    """A text with the names of its fields, which Word shows and reads aloud: of a box what follows it, of a line what is
    before it, on the same line or, outside of tables, above.
    """
    above = ""

    def paragraph(found: re.Match[str]) -> str:
        nonlocal above
        parts = _FIELD.split(found[0])
        texts = ["".join(_TEXT.findall(part)) for part in parts]
        for n in range(1, len(parts), 2):
            beside = texts[n + 1] if "<w14:checkbox>" in parts[n] else texts[n - 1]
            parts[n] = parts[n].replace(_ALIAS, _alias(beside.strip(_AROUND) or above))
        if _CELL not in found[0]:
            above = "".join(texts[::2]).strip(_AROUND) or above
        return "".join(parts)

    return _PARAGRAPH.sub(paragraph, document)


def _alias(name: str) -> str:
    return f"<w:alias w:val={quoteattr(unescape(name)[:LONGEST_NAME])}/>" if name else ""


def template() -> str:
    """A text in pandoc's hands: its template."""
    return _document("$body$$sectpr$")


def module() -> str:
    """The look as a module for the browser."""
    return f"export default {json.dumps({'parts': parts(), 'fields': fields()}, ensure_ascii=False)};\n"


def _document(content: str) -> str:
    return f"{_HEAD}<w:document {_W} {_R} {_W14}><w:body>{content}</w:body></w:document>"


def reference(title: str, footer: str, lang: str) -> bytes:
    """A Word file without text for pandoc to take the look from, with one document's footer."""
    marks = {TITLE: title, FOOTER: footer, LANG: lang, AUTHOR: ""}
    return packed({path: _marked(part, marks).encode() for path, part in parts().items()})


def _marked(part: str, marks: dict[str, str]) -> str:
    return _MARK.sub(lambda found: escape(marks[found[0]]), part)


_BESIDE = ("styles", "numbering", "settings")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def _content_types() -> str:
    kinds = [("document", "document.main"), *((name, name) for name in _BESIDE), ("footer1", "footer")]
    overrides = [f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>' for name, kind in kinds]
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(overrides)}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    rows = [f"<Relationship Id={quoteattr(i)} Type={quoteattr(t)} Target={quoteattr(to)}/>" for i, t, to in relations]
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _properties() -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{TITLE}</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:description>{FOOTER}</dc:description><dc:language>{LANG}</dc:language></cp:coreProperties>"
    )


def _section() -> str:
    """A page of A4 with 2 cm around the text."""
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId{len(_BESIDE) + 1}"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )


def _footer() -> str:
    """What the document is on the left, the page's number on the right."""
    number = [
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {field} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
        for field in ("PAGE", "NUMPAGES")
    ]
    return (
        f'{_HEAD}<w:ftr {_W} {_R}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">{FOOTER}</w:t></w:r>'
        f'<w:r><w:tab/></w:r>{number[0]}<w:r><w:t xml:space="preserve"> / </w:t></w:r>{number[1]}</w:p></w:ftr>'
    )


def _numbering() -> str:
    """Bullets (1) and numbers (2). Each numbered list of a document begins anew with a number of its own."""
    return (
        f"{_HEAD}<w:numbering {_W}>{_levels(1, 'bullet')}{_levels(2, 'decimal')}{_number(1)}{_number(2)}</w:numbering>"
    )


def _levels(of: int, how: str) -> str:
    texts = ("•", "–", "•") if how == "bullet" else ("%1.", "%2.", "%3.")
    levels = [
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{how}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{(n + 1) * 397}" w:hanging="397"/></w:pPr></w:lvl>'
        for n, text in enumerate(texts)
    ]
    return f'<w:abstractNum w:abstractNumId="{of}"><w:multiLevelType w:val="hybridMultilevel"/>{"".join(levels)}</w:abstractNum>'


def _number(of: int) -> str:
    return f'<w:num w:numId="{of}"><w:abstractNumId w:val="{of}"/></w:num>'


# --- styles -----------------------------------------------------------------------------------------------------------


def _styles() -> str:
    return (
        f"{_HEAD}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_font(_SANS)}{_colour(_INK)}{_size(21)}"
        f'<w:lang w:val="{LANG}" w:eastAsia="{LANG}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_space(0, 120, 276)}</w:pPr></w:pPrDefault></w:docDefaults>{''.join(_paragraphs())}"
        f'<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>'
        f"{_letters('Hyperlink', 'Hyperlink', _colour(_TEAL) + _UNDERLINED)}"
        f"{_letters('VerbatimChar', 'Verbatim Char', _font(_MONO))}{_letters('PlaceholderText', 'Placeholder Text', _colour(_MUTED))}"
        f"{_letters('FootnoteReference', 'Footnote Reference', _RAISED)}{_table()}</w:styles>"
    )


def _paragraphs() -> list[str]:
    """The styles of paragraphs: id, name, what it rests on, how it stands, its letters."""
    quote = f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{_TEAL}"/></w:pBdr>'
    rule = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{_LINE}"/></w:pBdr>'
    return [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        _heading(1, 40, 0, 140),
        _heading(2, 28, 360, 80),
        _heading(3, 23, 240, 60),
        *(_heading(level, 21, 200, 60) for level in (4, 5, 6)),
        _paragraph("BodyText", "Body Text", "Normal"),
        _paragraph("FirstParagraph", "First Paragraph", "BodyText", _space(110, 120, 276)),
        _paragraph("Compact", "Compact", "BodyText", _space(40, 40, 252)),
        _paragraph("Task", "Task", "BodyText", f'<w:tabs><w:tab w:val="left" w:pos="425"/></w:tabs>{_space(40, 160, 300)}<w:ind w:left="425" w:hanging="425"/><w:contextualSpacing/>'),
        _paragraph("Line", "Line", "BodyText", f'<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="{_WIDTH}"/></w:tabs>{_space(60, 60, 300)}'),
        _paragraph("BlockText", "Block Text", "BodyText", f'{quote}{_space(160, 160, 264)}<w:ind w:left="284" w:right="284"/>', _colour(_MUTED)),
        _paragraph("SourceCode", "Source Code", "BodyText", letters=_font(_MONO)),
        _paragraph("FootnoteText", "Footnote Text", "Normal", _space(0, 40, 240), _size(18)),
        _paragraph("Footer", "footer", "Normal", f'{rule}<w:tabs><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>{_space(0, 0, 240)}', f"{_colour(_MUTED)}{_size(17)}"),
    ]  # fmt: skip


def _heading(level: int, size: int, before: int, after: int) -> str:
    stands = f'<w:keepNext/><w:keepLines/>{_space(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>'
    return _paragraph(
        f"Heading{level}", f"heading {level}", "Normal", stands, f"{_font(_SERIF)}<w:b/>{_size(size)}", "BodyText"
    )


def _paragraph(name: str, said: str, rests: str, stands: str = "", letters: str = "", then: str = "") -> str:
    follows = f'<w:next w:val="{then}"/>' if then else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{said}"/><w:basedOn w:val="{rests}"/>{follows}<w:qFormat/>'
        f"<w:pPr>{stands}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _letters(name: str, said: str, letters: str) -> str:
    return f'<w:style w:type="character" w:styleId="{name}"><w:name w:val="{said}"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{letters}</w:rPr></w:style>'


def _table() -> str:
    """A table with lines around its cells, room to write in them, and a shaded head."""
    sides = [
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{_LINE}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    room = "".join(
        [
            f'<w:{side} w:w="{width}" w:type="dxa"/>'
            for side, width in (("top", 30), ("left", 100), ("bottom", 30), ("right", 100))
        ]
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="Table"><w:name w:val="Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
        f'<w:tblPr><w:tblBorders>{"".join(sides)}</w:tblBorders><w:tblCellMar>{room}</w:tblCellMar></w:tblPr><w:trPr><w:cantSplit/></w:trPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{_PANEL}"/></w:tcPr></w:tblStylePr></w:style>'
    )  # fmt: skip


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def _colour(value: str) -> str:
    return f'<w:color w:val="{value}"/>'


def _size(halves: int) -> str:
    return f'<w:sz w:val="{halves}"/><w:szCs w:val="{halves}"/>'


def _space(before: int, after: int, line: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'
