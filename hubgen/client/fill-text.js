/**
 * A document with the answers in it, as Markdown; and what is blank as it is filled in by hand. `hubgen/forms/filling.py`
 * does the same when the hub is built, to the letter, and tells of plans, values and trees.
 *
 * What was filled in is text: it is escaped, so that no answer makes a heading, a link or a tag.
 */

const BLANK_ROWS = 4;
const ROW = "|";
const LINE = "\\_".repeat(24);
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const present = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));
const own = (mapping, name) => (mapping && Object.hasOwn(mapping, name) ? mapping[name] : undefined);

// --- answers in words ---------------------------------------------------------------------------------------------------

const labelOf = (field, value) => field.options?.find(([option]) => option === value)?.[1] ?? value;

/** Returns `12,500.50` for `12500.50`; what is no decimal stays as it is. */
export const grouped = (value) => {
  const found = /^(-?)(\d{1,15})(\.\d{1,6})?$/.exec(value);
  return found ? found[1] + found[2].replace(/^0+(?=\d)/, "").replace(/\B(?=(\d{3})+$)/g, ",") + (found[3] ?? "") : value;
};

/** Returns `3 May 2027` for `2027-05-03`; what is no day stays as it is. */
export const day = (value) => {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value);
  const month = found && MONTHS[Number(found[2]) - 1];
  return month ? `${Number(found[3])} ${month} ${found[1]}` : value;
};

/** Returns an answer in words, as plain text on one or several lines. */
export const said = (field, value) => {
  switch (field.type) {
    case "number":
    case "money":
      return grouped(value);
    case "date":
      return day(value);
    case "scale": {
      const label = labelOf(field, value);
      return label === value ? `${value} of 5` : `${value} of 5: ${label}`;
    }
    case "choices":
    case "checklist":
      return value.map((one) => labelOf(field, one)).join(", ");
    case "table":
      return value.map((row) => field.columns.map((column) => own(row, column.id) || "").join(", ")).join("; ");
    default:
      return labelOf(field, value);
  }
};

// --- answers as Markdown ------------------------------------------------------------------------------------------------

/** Returns a text on one line, with nothing in it that Markdown would read. */
export const inline = (text) =>
  text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, "")
    .replace(/[ \t\r\n]+/g, " ")
    .replace(/^ | $/g, "")
    .replace(/[\\`*_[\]<>|~&{}$^]/g, "\\$&")
    .replace(/^([0-9]*)([#+\-=>:.)])/, "$1\\$2");

/** Returns the paragraphs and lines of a text, kept. */
export const paragraphs = (text) =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/^[ \t\n]+|[ \t\n]+$/g, "")
    .split(/\n[ \t]*\n[ \t\n]*/)
    .map((part) => part.split("\n").map(inline).filter(Boolean).join("\\\n"))
    .filter(Boolean)
    .join("\n\n");

const boxes = (field, ticked) => field.options.map(([option, label]) => `- [${ticked.includes(option) ? "x" : " "}] ${inline(label)}`).join("\n");

const row = (cells) => `| ${cells.join(" | ")} |`;

const table = (columns, rows) =>
  [
    row(columns.map((column) => inline(column.label))),
    row(columns.map(() => "---")),
    ...rows.map((one) => row(columns.map((column) => (own(one, column.id) ? inline(said(column, one[column.id])) : "")))),
  ].join("\n");

/** Returns an answer with lines of its own. */
const block = (field, value) => {
  switch (field.type) {
    case "long-text":
      return paragraphs(value);
    case "choices":
      return value.map((one) => `- ${inline(labelOf(field, one))}`).join("\n");
    case "checklist":
      return boxes(field, value);
    case "table":
      return table(field.columns, value);
    default:
      return inline(said(field, value));
  }
};

// --- places without an answer -------------------------------------------------------------------------------------------

/** Returns a table with the rows it begins with, and more to write on where somebody is to write. */
export const blankTable = (field) => {
  const given = field.rows ?? [];
  const more = field.made ? 0 : Math.max(0, BLANK_ROWS - given.length);
  return table(field.columns, [...given, ...Array.from({ length: more }, () => ({}))]);
};

/** Returns what a pen fills in: a line, boxes to tick, rows; nothing in a cell, which is room enough. */
export const byHand = (field, where) => {
  const alone = where !== null && where !== ROW;
  if ((field.type === "choice" || field.type === "choices") && field.options.length <= 8) return field.options.map(([, label]) => `☐ ${inline(label)}`).join("   ");
  if (field.type === "scale") return [1, 2, 3, 4, 5].map((number) => `☐ ${number}`).join("   ");
  if (field.type === "checklist" && alone) return boxes(field, []);
  if (field.type === "table" && alone) return blankTable(field);
  if (field.type === "long-text" && alone) return Array(3).fill(LINE.repeat(2)).join("\n\n");
  return where === ROW ? "" : LINE;
};

// --- the tree -----------------------------------------------------------------------------------------------------------

const NUMBER = /^-?\d{1,15}(\.\d{1,6})?$/;
const COMPARED = { ">=": (a, b) => a >= b, "<=": (a, b) => a <= b, ">": (a, b) => a > b, "<": (a, b) => a < b };

const testHolds = (answer, operator, value) => {
  if (operator === "filled") return present(answer);
  if (operator === "contains") return present(answer) && answer.includes(value);
  if (operator === "==" || operator === "!=") return ((present(answer) ? answer : "") === value) === (operator === "==");
  return typeof answer === "string" && NUMBER.test(answer) && COMPARED[operator](Number(answer), Number(value));
};

/** Writes nodes of a tree. A scope has the rows of the loops around them, each with its table. */
class Writer {
  constructor(fields, values, blank) {
    Object.assign(this, { fields, values, blank });
  }

  write(nodes, scope) {
    return nodes.map((node) => (typeof node === "string" ? node : this[node[0]](node, scope))).join("");
  }

  place([, way, where], scope) {
    const [field, value] = this.#found(way, scope);
    if (!field) return "";
    if (where === null || where === ROW) return present(value) ? inline(said(field, value)) : this.blank(field, where);
    const text = present(value) ? block(field, value) : this.blank(field, where);
    return `\n${text.split("\n").map((line) => line && where + line).join("\n")}\n`;
  }

  if([, branches, other], scope) {
    const chosen = branches.find(([condition]) => this.#holds(condition, scope));
    return this.write(chosen ? chosen[1] : other, scope);
  }

  for([, name, list, inside], scope) {
    return (own(this.values, list) ?? []).map((one) => this.write(inside, { ...scope, [name]: [list, one] })).join("");
  }

  #found(way, scope) {
    const [name, column] = way.split(".");
    if (!column) return [this.fields.get(name), own(this.values, name)];
    const [list, one] = scope[name] ?? ["", {}];
    return [this.fields.get(list)?.columns?.find(({ id }) => id === column), own(one, column)];
  }

  #holds([how, tests], scope) {
    const held = tests.map(([way, operator, value]) => testHolds(this.#found(way, scope)[1], operator, value));
    return held.length > 0 && (how === "any" ? held.some(Boolean) : held.every(Boolean));
  }
}

/** Returns the document as Markdown; a place without an answer is left to be filled in by hand, or to `blank`. */
export const filled = (plan, values, blank = byHand) => {
  const writer = new Writer(new Map(plan.fields.map((field) => [field.id, field])), values, blank);
  const text = writer.write(plan.document, {}).replace(/\n{3,}/g, "\n\n");
  return `${text.replace(/^\s+|\s+$/g, "")}\n`;
};
