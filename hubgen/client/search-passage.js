/** Where the words of a query stand in a text: plain functions. A text in parts is [{ text, marked }]. */
import { folded } from "./facets.js";
import { worth } from "./search-terms.js";

const WORD = /[\p{L}\p{N}]+/gu;
const LENGTH = 200;
/** Characters of a passage that may stand before the first word found. */
const BEFORE = 70;
/** Words found in one line that are looked at: somebody may have written a word a thousand times. */
const MOST_FOUND = 100;

/** Returns a function that tells which of the words of a query a word of a text is: its place, or -1. */
export const matcher = (words, language) => {
  const known = new Map();
  return (word) => {
    if (!known.has(word)) {
      const plain = folded(word);
      known.set(word, words.findIndex((one) => worth(plain, one, language) > 0));
    }
    return known.get(word);
  };
};

/** Returns the words of a text that are found: [{ start, end, place }]. */
const foundIn = (text, match) =>
  [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ start: index, end: index + word.length, place: match(word) })).filter(({ place }) => place >= 0);

/** Returns a text in parts, with the words found marked; words beside each other are one mark. */
export const marked = (text, match) => {
  const parts = [];
  let at = 0;
  for (const { start, end } of foundIn(text, match)) {
    const between = text.slice(at, start);
    if (at && between.length === 1 && !between.trim()) parts.at(-1).text += between + text.slice(start, end);
    else parts.push({ text: between, marked: false }, { text: text.slice(start, end), marked: true });
    at = end;
  }
  return [...parts, { text: text.slice(at), marked: false }].filter((part) => part.text);
};

const telling = (found) => new Set(found.map(({ place }) => place)).size;

/** Returns the part of a text, one line or less, in which most of the words stand, with them marked; [] where none does. */
export const passage = (text, match, length = LENGTH) => {
  let best = { score: 0 };
  for (const line of text.split("\n")) {
    const found = foundIn(line, match).slice(0, MOST_FOUND);
    for (let first = 0; first < found.length; first += 1) {
      const inside = found.slice(first).filter(({ end }) => end - found[first].start <= length - BEFORE);
      const score = telling(inside) * 100 + Math.min(inside.length, 9);
      if (score > best.score) best = { score, line, from: found[first].start };
    }
  }
  return best.score ? marked(cut(best.line, best.from, length), match) : [];
};

/** Returns a piece of a line around a place, from the beginning of a sentence or at least of a word. */
const cut = (line, from, length) => {
  if (line.length <= length) return line;
  let start = 0;
  if (from > BEFORE) {
    const before = line.slice(0, from);
    const sentence = Math.max(...[". ", "? ", "! "].map((end) => before.lastIndexOf(end) + 2));
    start = from - sentence <= BEFORE && sentence > 1 ? sentence : before.indexOf(" ", from - BEFORE) + 1 || from;
  }
  let end = Math.min(line.length, start + length);
  if (end < line.length) end = line.lastIndexOf(" ", end) > from ? line.lastIndexOf(" ", end) : end;
  const whole = start === 0 || /[.?!] $/.test(line.slice(0, start));
  return `${whole ? "" : "… "}${line.slice(start, end)}${end < line.length ? " …" : ""}`;
};
