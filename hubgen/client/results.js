/** What the search shows, without showing it: plain functions over what Pagefind returns. */
import { fill } from "./words.js";

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'" };
const decode = (text) => text.replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole);

/** Returns the sentence that says how many results there are. */
export const countWords = (words, count, term) =>
  fill(count === 0 ? words.found_none : count === 1 ? words.found_one : words.found_many, { count, term });

/** Returns an excerpt of Pagefind's, which is escaped text with <mark>s, as [{text, marked}]. */
export const excerptParts = (excerpt) =>
  excerpt
    .split(/(<mark>.*?<\/mark>)/s)
    .filter(Boolean)
    .map((part) => {
      const marked = part.startsWith("<mark>");
      return { text: decode(marked ? part.slice(6, -7) : part), marked };
    });

/** Returns the svg path of a result's icon, or "" when the page gave none or something else. */
export const iconPath = (meta) => (/^[\sMLHVCSQTAZ\d.,+-]+$/i.test(meta.icon ?? "") ? meta.icon : "");

/** Returns what one result says: the page's summary, or the excerpt where it has none. */
export const resultParts = ({ url, meta, excerpt }) => ({
  url,
  title: meta.title ?? url,
  kind: meta.kicker ?? meta.kind ?? "",
  category: meta.category ?? "",
  icon: iconPath(meta),
  text: meta.summary ? [{ text: meta.summary, marked: false }] : excerptParts(excerpt ?? ""),
});

/** Returns whether a key press, told by what was pressed and where, opens the search. */
export const opensSearch = ({ key, ctrlKey, metaKey, altKey, shiftKey }, inField) => {
  const command = Boolean(ctrlKey || metaKey);
  if (key?.toLowerCase() === "k") return command && !altKey && !shiftKey;
  return key === "/" && !command && !altKey && !inField;
};

/** Returns the index to go to from `at` among `count` things, the field being 0: down stops at the last, up at the field. */
export const nextIndex = (key, at, count) =>
  key === "ArrowDown" ? Math.min(at + 1, count - 1) : key === "ArrowUp" ? Math.max(at - 1, 0) : -1;
