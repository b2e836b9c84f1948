/** Tables as text: reads what a spreadsheet saves or a page gives when copied, and writes what a spreadsheet opens. */

const SEPARATORS = ["\t", ";", ","];

/** Returns the separator that parts most cells of the first line that is not empty; a comma where none does. */
export const separatorOf = (text) => {
  const line = text.split(/\r\n?|\n/).find((one) => one.trim()) ?? "";
  const bare = line.replace(/"(?:[^"]|"")*"/g, "");
  const counts = SEPARATORS.map((separator) => bare.split(separator).length - 1);
  const most = Math.max(...counts);
  return most ? SEPARATORS[counts.indexOf(most)] : ",";
};

/**
 * Reads a table with the quoting of RFC 4180, separated by tabs, semicolons or commas.
 *
 * Returns {rows, faults}: `rows` are lists of {text, line, column}, one for each line that is not empty; places count from
 * 1. `faults` are {code, line, column}: "open-quote" for a quotation mark that never closes, "after-quote" for text right
 * after one that does. A fault loses no text.
 */
export const readTable = (text, separator = separatorOf(text)) => {
  const rows = [];
  const faults = [];
  let row = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  let begin = at; // of the line
  const place = () => ({ line, column: at - begin + 1 });
  const newLine = () => {
    at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
    line += 1;
    begin = at;
  };
  const isEnd = () => at >= text.length || text[at] === "\n" || text[at] === "\r";
  const quoted = () => {
    const from = place();
    let value = "";
    at += 1;
    while (at < text.length) {
      if (text[at] === '"' && text[at + 1] === '"') {
        value += '"';
        at += 2;
      } else if (text[at] === '"') {
        at += 1;
        return value;
      } else if (text[at] === "\n" || text[at] === "\r") {
        value += "\n";
        newLine();
      } else value += text[at++];
    }
    faults.push({ code: "open-quote", ...from });
    return value;
  };
  const plain = () => {
    const from = at;
    while (!isEnd() && text[at] !== separator) at += 1;
    return text.slice(from, at);
  };
  while (at < text.length) {
    const cell = place();
    let value = "";
    if (text[at] === '"') {
      value = quoted();
      const rest = place();
      const after = plain();
      if (after.trim()) faults.push({ code: "after-quote", ...rest });
      value += after;
    } else value = plain();
    row.push({ text: value.trim(), ...cell });
    if (text[at] === separator && at < text.length) {
      at += 1;
      if (isEnd()) row.push({ text: "", ...place() });
    }
    if (isEnd()) {
      if (row.some((one) => one.text)) rows.push(row);
      row = [];
      if (at < text.length) newLine();
    }
  }
  return { rows, faults };
};

const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** Returns one cell as CSV: quoted where it must be, and marked where a spreadsheet would run it as a formula. */
const cell = (value) => {
  const text = FORMULA.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Returns rows of values as CSV that spreadsheets open: UTF-8 with a mark, lines as RFC 4180 wants them. */
export const writeTable = (rows) => `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
