/**
 * A filled-in document as a Word file. It is written of a Markdown parser's tokens; all that surrounds the text, its styles
 * among it, is made in `hubgen/papers/word.py` and handed in, so a document has the same look whoever makes it.
 */
import { zip } from "./zip.js";

const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const WIDTH = 9638;
/** Letters that a column is taken to hold: at most, at least, and where somebody is to write. */
const [WIDEST, NARROWEST, ROOM] = [40, 14, 24];
const FIELD = /(☐|☒|_{20,})/;
/** A box stays on its label's line, and off the label before it. */
const [GAP, LABEL] = [/ +(?=[☐☒])/g, /([☐☒]) +/g];
const ACROSS = /^_{40,}$/;
const SAFE = /^(https?:\/\/|mailto:)/i;
/** What no XML may hold, not even as a reference. */
const NEVER = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu;

/** Returns a text as XML. */
export const escaped = (text) => text.replace(NEVER, "").replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);

const paragraph = (style, content, more = "") => `<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${content}</w:p>`;

/** Returns the parts of a table's width, in twentieths of a point, by what stands in its columns. */
export const widths = (rows) => {
  const wide = rows[0].map((_, n) => Math.max(NARROWEST, ...rows.map((row) => (row[n] ? Math.min([...row[n]].length, WIDEST) : ROOM))));
  const sum = wide.reduce((one, other) => one + other, 0);
  return wide.map((letters) => Math.round((WIDTH * letters) / sum));
};

/** Writes tokens as the body of a document, and collects where its links lead and which lists are numbered. */
class Writer {
  constructor(fields) {
    Object.assign(this, { fields, links: [], numbered: [], lists: [], quotes: 0, before: "" });
  }

  body(tokens) {
    let written = "";
    for (let n = 0; n < tokens.length; n += 1) {
      const token = tokens[n];
      if (token.type === "table_open") {
        const end = tokens.findIndex((one, at) => at > n && one.type === "table_close");
        written += this.#table(tokens.slice(n, end));
        n = end;
      } else written += this[token.type]?.(token, tokens[n + 1]) ?? "";
    }
    return written;
  }

  // --- blocks: those without a method of their name write nothing themselves ---

  heading_open({ tag }, { children }) {
    this.before = "heading";
    return paragraph(`Heading${tag.slice(1)}`, this.#inline(children));
  }

  paragraph_open(_, { content, children }) {
    const list = this.lists.at(-1);
    const first = this.before !== "paragraph";
    this.before = "paragraph";
    if (list) return this.#item(list, children);
    if (this.quotes) return paragraph("BlockText", this.#inline(children));
    if (ACROSS.test(content.replaceAll("\\", ""))) return paragraph("Line", this.fields.across);
    return paragraph(first ? "FirstParagraph" : "BodyText", this.#inline(children));
  }

  /** A list's paragraph: the first of an item has its mark, and a task its box. */
  #item(list, children) {
    const { begun } = list;
    list.begun = true;
    if (!begun && children[0]?.type === "box") return paragraph("Task", `${this.#box(children[0].meta)}<w:r><w:tab/></w:r>${this.#inline(children.slice(1))}`);
    const level = Math.min(this.lists.length, 3) - 1;
    const stands = begun ? `<w:ind w:left="${(level + 1) * 397}"/>` : `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list.number}"/></w:numPr>`;
    return paragraph("Compact", this.#inline(children), stands);
  }

  bullet_list_open() {
    this.lists.push({ number: 1 });
  }

  ordered_list_open(token) {
    const number = this.numbered.length + 3;
    this.numbered.push({ number, level: Math.min(this.lists.length, 2), start: Number(token.attrGet("start") ?? 1) });
    this.lists.push({ number });
  }

  list_item_open() {
    this.lists.at(-1).begun = false;
  }

  bullet_list_close() {
    this.lists.pop();
    this.before = "list";
  }

  ordered_list_close() {
    this.bullet_list_close();
  }

  blockquote_open() {
    this.quotes += 1;
  }

  blockquote_close() {
    this.quotes -= 1;
    this.before = "quote";
  }

  fence({ content }) {
    this.before = "code";
    const lines = content.replace(/\n$/, "").split("\n");
    return paragraph("SourceCode", lines.map((line) => this.#run(line)).join("<w:r><w:br/></w:r>"));
  }

  code_block(token) {
    return this.fence(token);
  }

  #table(tokens) {
    const cells = [];
    for (const [n, { type }] of tokens.entries()) {
      if (type === "tr_open") cells.push([]);
      if (type === "th_open" || type === "td_open") cells.at(-1).push(tokens[n + 1]);
    }
    const wide = widths(cells.map((row) => row.map(({ content }) => content)));
    // two tables with nothing between them would be one
    const apart = this.before === "table" ? paragraph("Compact", "") : "";
    this.before = "table";
    return (
      `${apart}<w:tbl><w:tblPr><w:tblStyle w:val="Table"/><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>` +
      `<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="0" w:noVBand="0"/></w:tblPr>` +
      `<w:tblGrid>${wide.map((width) => `<w:gridCol w:w="${width}"/>`).join("")}</w:tblGrid>${cells.map((row, n) => this.#row(row, wide, n === 0)).join("")}</w:tbl>`
    );
  }

  #row(cells, wide, head) {
    const written = cells.map(({ children }, n) => `<w:tc><w:tcPr><w:tcW w:w="${wide[n]}" w:type="dxa"/></w:tcPr>${paragraph("Compact", this.#inline(children))}</w:tc>`);
    return `<w:tr>${head ? '<w:trPr><w:tblHeader w:val="on"/></w:trPr>' : ""}${written.join("")}</w:tr>`;
  }

  // --- what stands within a line ---

  #inline(children) {
    const on = new Set();
    let [written, ends] = ["", []];
    for (const token of children) {
      const [, name, end] = /^(strong|em|s)_(open|close)$/.exec(token.type) ?? [];
      if (end === "open") on.add(name);
      else if (end) on.delete(name);
      else if (token.type === "link_open") {
        const href = token.attrGet("href");
        ends.push(SAFE.test(href) ? "</w:hyperlink>" : "");
        if (ends.at(-1)) written += `<w:hyperlink r:id="link${this.links.push(href)}">`;
      } else if (token.type === "link_close") written += ends.pop();
      else written += this.#part(token, on, ends.some(Boolean));
    }
    return written;
  }

  #part({ type, content, meta }, on, linked) {
    const looks = [linked && '<w:rStyle w:val="Hyperlink"/>', on.has("strong") && "<w:b/>", on.has("em") && "<w:i/>", on.has("s") && "<w:strike/>"].filter(Boolean).join("");
    switch (type) {
      case "hardbreak":
        return "<w:r><w:br/></w:r>";
      case "softbreak":
        return this.#run(" ", looks);
      case "box":
        return `${this.#box(meta)}${this.#run(" ")}`;
      case "code_inline":
        return this.#run(content, '<w:rStyle w:val="VerbatimChar"/>');
      default:
        return content.replace(GAP, "\u2003").replace(LABEL, "$1\u00a0").split(FIELD).map((part, n) => (n % 2 ? this.#field(part) : this.#run(part, looks))).join("");
    }
  }

  #run(text, looks = "") {
    return text && `<w:r>${looks && `<w:rPr>${looks}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`;
  }

  #field(text) {
    return text.startsWith("_") ? this.fields.line.replace("{{line}}", text) : this.#box(text === "☒");
  }

  #box(ticked) {
    return ticked ? this.fields.ticked : this.fields.open;
  }
}

const textOf = (xml) => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/g)].map(([, text]) => text).join("").replace(/^[ :,.\u2003\xa0]+|[ :,.\u2003\xa0]+$/g, "");

/** Returns a name cut to what Word has room for, and no sign of it in two. */
const cut = (name) => escaped([...name.replace(/&(amp|lt|gt|quot);/g, (_, sign) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[sign])].slice(0, 60).join(""));

/** Returns a text with the names of its fields: of a box what follows it, of a line what is before it or, outside of tables, above. */
export const named = (body) => {
  let above = "";
  return body.replace(/<w:p>.*?<\/w:p>/gs, (paragraph) => {
    const parts = paragraph.split(/(<w:sdt>.*?<\/w:sdt>)/s);
    const texts = parts.map(textOf);
    const before = above;
    if (!paragraph.includes('"Compact"')) above = textOf(parts.filter((_, n) => n % 2 === 0).join("")) || above;
    return parts
      .map((part, n) => {
        if (n % 2 === 0) return part;
        const name = texts[part.includes("<w14:checkbox>") ? n + 1 : n - 1] || before;
        return part.replace('<w:alias w:val="{{name}}"/>', () => name && `<w:alias w:val="${cut(name)}"/>`);
      })
      .join("");
  });
};

/** Returns the parts of a Word file with the text of `tokens`; `about` has title, footer, author and lang. */
export const files = (about, tokens, { parts, fields }) => {
  const writer = new Writer(fields);
  const body = named(writer.body(tokens));
  const relations = writer.links.map((href, n) => `<Relationship Id="link${n + 1}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="${escaped(href)}" TargetMode="External"/>`);
  const numbers = writer.numbered.map(({ number, level, start }) => `<w:num w:numId="${number}"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${start}"/></w:lvlOverride></w:num>`);
  const put = { "word/document.xml": ["<w:p/>", body], "word/_rels/document.xml.rels": ["</Relationships>", `${relations.join("")}</Relationships>`], "word/numbering.xml": ["</w:numbering>", `${numbers.join("")}</w:numbering>`] };
  return Object.fromEntries(
    Object.entries(parts).map(([path, part]) => {
      const marked = part.replace(/\{\{(\w+)\}\}/g, (mark, name) => (Object.hasOwn(about, name) ? escaped(about[name]) : mark));
      return [path, put[path] ? marked.replace(put[path][0], () => put[path][1]) : marked];
    }),
  );
};

/** Returns a Word file as a Blob. */
export const word = (about, tokens, look) => zip(files(about, tokens, look), TYPE);
