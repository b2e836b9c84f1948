/** What leaves the page by the reader's hand: files, the clipboard, lines for a record. */

const KEPT = 2000;

/** Saves a text or a Blob as a file. */
export const save = (name, content, type = "") => {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT);
};

/** Returns what makes an item for the clipboard: text, and the same with its layout where `html` is given. */
export const rich = (html, text) => () =>
  new ClipboardItem({ "text/plain": new Blob([text], { type: "text/plain" }), ...(html ? { "text/html": new Blob([html], { type: "text/html" }) } : {}) });

/** Returns the HTML of a document as word processors paste it well: boxes as signs, for they drop inputs, and tables with lines. */
export const pasted = (html) =>
  html
    .replace(/<input type="checkbox" disabled( checked)?>/g, (_, ticked) => (ticked ? "☒" : "☐"))
    .replaceAll("<table>", '<table border="1" cellspacing="0" cellpadding="5">');

/** Returns a text as YAML that no reader of YAML takes for anything else. */
const scalar = (value) => (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(value) && !/^(true|false|yes|no|on|off|null|y|n)$/.test(value) ? value : JSON.stringify(value));

/** Returns the lines of front matter that answers give, "" where there are none. */
export const frontMatter = (plan, values) =>
  plan.writes.keys
    .map(({ key, answer }) => [key, values[answer] ?? ""])
    .filter(([, value]) => value.length)
    .map(([key, value]) => (Array.isArray(value) ? `${key}: [${value.map(scalar).join(", ")}]` : `${key}: ${scalar(value)}`))
    .map((line) => `${line}\n`)
    .join("");
