/** The record of an adaptation, as text that the hub's check finds nothing wrong with, and where it is proposed. */
import { paragraphs } from "./fill-text.js";
import { fill } from "./words.js";

/** Addresses that browsers and forges let through. */
const LONGEST = 7500;

/** Returns a text as a YAML scalar that means just this text: on one line, in quotation marks. */
const quoted = (text) => JSON.stringify(text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, "").replace(/\s+/g, " ").trim()).replace(/[\u2028\u2029\ufeff\ufffe\uffff]/g, "");

/** Returns an id made of a title: small letters and digits without accents, joined by hyphens. */
export const idOf = (title) =>
  title
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/ß/g, "ss")
    .replace(/æ/gi, "ae")
    .replace(/ø/gi, "o")
    .replace(/ł/gi, "l")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 80)
    .replace(/^-+|-+$/g, "")
    .replace(/^(index|readme)$/, "the-$1") || "adaptation"; // files of these names are no records

/**
 * Returns the text of the record. `told` is what was typed: title, summary, cluster, who, say (texts by key), changed, result.
 * `source` is {adapted, template, taken}: the id it was adapted from, the template that was used, ids by key.
 */
export const record = (told, source, { refer, today, words }) => {
  const lines = [`title: ${quoted(told.title)}`, `summary: ${quoted(told.summary)}`];
  if (source.adapted) lines.push(`adapted_from: ${source.adapted}`);
  for (const [key, many] of refer) {
    const ids = [source.taken[key] ?? []].flat();
    if (ids.length) lines.push(many ? `${key}: [${ids.join(", ")}]` : `${key}: ${ids[0]}`);
  }
  if (told.cluster) lines.push(`clusters: [${told.cluster}]`);
  for (const [key, text] of Object.entries(told.say)) lines.push(`${key}: ${quoted(text)}`);
  lines.push("sources:", `  - {origin: hub, note: ${quoted(fill(words.note, { who: told.who }))}}`, `reviewed: ${today}`);
  const used = source.template ? `${words.used} [[${source.template}]].\n\n` : "";
  return `---\n${lines.join("\n")}\n---\n${used}## ${words.changed}\n\n${paragraphs(told.changed)}\n\n## ${words.result}\n\n${paragraphs(told.result)}\n`;
};

/** Returns whether a directory's records (`rows.json`) have this title or id already. */
export const taken = (title, { ids = [], titles = [] }) => {
  const plain = (text) => text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
  return ids.includes(idOf(title)) || titles.some((other) => plain(other) === plain(title));
};

/** Returns the address of the forge's page for the new file, and whether it holds the text; null where there is no forge. */
export const proposal = (address, path, id, text) => {
  if (!address) return null;
  const encoded = (value) => value.split("/").map(encodeURIComponent).join("/");
  const bare = address.replace("{folder}", encoded(path)).replace("{name}", encodeURIComponent(`${id}.md`));
  const whole = bare.replace("{text}", () => encodeURIComponent(text));
  if (bare.includes("{text}") && whole.length <= LONGEST) return { href: whole, whole: true };
  return { href: bare.replace(/&value=\{text\}/, ""), whole: false };
};
