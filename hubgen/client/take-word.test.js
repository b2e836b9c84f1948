import assert from "node:assert/strict";
import { test } from "node:test";

import markdownIt from "markdown-it";

import { boxes } from "./fill-boxes.js";
import { escaped, files, named, widths } from "./take-word.js";

const fields = { open: "[OPEN]", ticked: "[TICKED]", line: "[{{line}}]", across: "[ACROSS]" };
const parts = {
  "word/document.xml": "<w:body><w:p/></w:body>",
  "word/_rels/document.xml.rels": "<Relationships></Relationships>",
  "word/numbering.xml": "<w:numbering></w:numbering>",
  "word/footer1.xml": "<w:t>{{footer}} {{other}}</w:t>",
};
const made = (text, about = {}) => files(about, markdownIt({ html: false }).use(boxes).parse(text, {}), { parts, fields });

/** Returns the body of a document as short lines: style and what stands in it. */
const body = (text) =>
  made(text)["word/document.xml"]
    .replace(/<\/?w:body>/g, "")
    .replace(/<w:pStyle w:val="(\w+)"\/>/g, "$1:")
    .replace(/<w:numPr><w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/><\/w:numPr>/g, "#$2.$1 ")
    .replace(/<w:rPr>(.*?)<\/w:rPr>/g, "{$1}")
    .replace(/<w:tab\/>/g, "→")
    .replace(/<w:br\/>/g, "⏎")
    .replace(/<\/w:p>/g, "\n")
    .replace(/<\/?w:(p|r|t|pPr)( xml:space="preserve")?>/g, "")
    .trimEnd();

test("headings, paragraphs and what stands in them", () => {
  assert.equal(
    body("# Head\n\nOne **bold** and *slanted* ~~gone~~ `code`,\nthe same\\\nnext.\n\nTwo.\n\n### Below"),
    "Heading1:Head\nFirstParagraph:One {<w:b/>}bold and {<w:i/>}slanted {<w:strike/>}gone {<w:rStyle w:val=\"VerbatimChar\"/>}code, the same⏎next.\nBodyText:Two.\nHeading3:Below",
  );
});

test("lists have marks and numbers of their own, tasks have boxes", () => {
  assert.equal(body("- a\n- b\n  - c\n\n1. x\n\n   more\n2. y\n\ntext\n\n5. z"), "Compact:#1.0 a\nCompact:#1.0 b\nCompact:#1.1 c\nCompact:#3.0 x\nCompact:<w:ind w:left=\"397\"/>more\nCompact:#3.0 y\nFirstParagraph:text\nCompact:#4.0 z");
  assert.match(made("5. z")["word/numbering.xml"], /<w:num w:numId="3">.*<w:startOverride w:val="5"\/>/);
  assert.equal(body("- [ ] Ask\n- [x] **Answer**"), "Task:[OPEN]→Ask\nTask:[TICKED]→{<w:b/>}Answer");
});

test("places are boxes and lines", () => {
  const line = "\\_".repeat(24);
  assert.equal(body(`Name: ${line}, ☐ yes ☒ no _ _`), `FirstParagraph:Name: [${"_".repeat(24)}],\u2003[OPEN]\u00a0yes\u2003[TICKED]\u00a0no _ _`);
  assert.equal(body(line.repeat(2)), "Line:[ACROSS]");
});

test("quotations", () => {
  assert.equal(body("> **From the hub.** So.\n\nAnd on."), "BlockText:{<w:b/>}From the hub. So.\nFirstParagraph:And on.");
});

test("tables have a head that is repeated, and columns as wide as what stands in them asks for", () => {
  const table = made("| No. | What |\n|---|---|\n| 1 |  |\n\n| A |\n|---|\n| b |")["word/document.xml"];
  assert.equal(table.match(/<w:tblHeader/g).length, 2);
  assert.match(table, /<\/w:tbl><w:p>.*?<\/w:p><w:tbl>/);
  assert.match(table, /<w:gridCol w:w="3551"\/><w:gridCol w:w="6087"\/>/);
  assert.deepEqual(widths([["No.", "What"], ["1", ""]]), [3551, 6087]);
});

test("links lead to the web alone", () => {
  const { "word/document.xml": text, "word/_rels/document.xml.rels": relations } = made('[a](https://a.eu/?x=1&y="2") [b](../b.md) [c](javascript:x) [d](mailto:d@a.eu)');
  assert.equal(text.match(/<w:hyperlink/g).length, 2);
  assert.match(relations, /Target="https:\/\/a.eu\/\?x=1&amp;y=%222%22" TargetMode="External"/);
  assert.match(relations, /Target="mailto:d@a.eu"/);
});

test("what was filled in stays text", () => {
  assert.equal(escaped('</w:t><w:p> & "x"\u0000\u000b\ufffe\ud800'), "&lt;/w:t&gt;&lt;w:p&gt; &amp; &quot;x&quot;");
  assert.match(made("\\<w:p> $& $1 {{title}}", { title: "T" })["word/document.xml"], /&lt;w:p&gt; \$&amp; \$1 \{\{title\}\}/);
  assert.equal(made("", { footer: "<b> & $&" })["word/footer1.xml"], "<w:t>&lt;b&gt; &amp; $&amp; {{other}}</w:t>");
});

test("fields have names, for those who hear them", () => {
  const field = (kind = "") => `<w:sdt><w:alias w:val="{{name}}"/>${kind}</w:sdt>`;
  const names = (...paragraphs) => [...named(paragraphs.map((inside) => `<w:p>${inside}</w:p>`).join("")).matchAll(/w:val="(.*?)"/g)].map(([, name]) => name);
  const text = (content) => `<w:t xml:space="preserve">${content}</w:t>`;
  assert.deepEqual(names(`${text("Due: ")}${field()}${field("<w14:checkbox>")}${text("Yes &amp; no")}`), ["Due", "Yes &amp; no"]);
  assert.deepEqual(names(text("The task"), field(), field()), ["The task", "The task"]);
  assert.deepEqual(names(`${text('a "b" '.repeat(12))}${field()}`), [`${'a &quot;b&quot; '.repeat(10)}`]);
  assert.equal(named(`<w:p>${field()}</w:p>`), "<w:p><w:sdt></w:sdt></w:p>");
});
