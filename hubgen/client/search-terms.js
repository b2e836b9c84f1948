/**
 * What a query finds, worked out from lists of pages: plain functions. How the lists come here is told in search-index.js.
 *
 * A word finds itself, its other endings and what begins with it. Pages that hold all words are found; where there are
 * none, those that hold most.
 */
import { folded } from "./facets.js";

const WORD = /[\p{L}\p{N}]+/gu;
const MOST_WORDS = 12;
const MOST_SHELVES = 4;
/** What another ending of a word is worth, and at most what only begins with it. */
const ENDING = 0.9;
const BEGINNING = 0.7;
/** What it is worth that all of the query is a page's title, or another name of it, or how one begins. */
const TITLED = 1000;
const NAMED = 900;
const NAME_BEGINS = 40;

/** Returns the words of a text, folded as the index has them. */
export const tokens = (text) => folded(text).match(WORD) ?? [];

/** Returns a text run together, as names are in the index: `food regio` and `foodRegio` are one. */
export const runTogether = (text) => tokens(text).join("");

/** Returns the words of a query to look for, each once; `small` ones (a, of, the) only where there are no others. */
export const queryWords = (query, small) => {
  const words = [...new Set(tokens(query))];
  const telling = words.filter((word) => !small.has(word));
  return (telling.length ? telling : words).slice(0, MOST_WORDS);
};

const VOWEL = /[aeiouy]/;
/** Endings by language, the first that a word has holds; some only behind a vowel: string is no form of str. */
const ENDINGS = {
  en: [{ ending: /(?<=...)ie[sd]$/ }, { ending: /(?<=..[^aeiou])y$/ }, { ending: /(?<=...)ings?$|(?<=..[^e])ed$/, behind: VOWEL }, { ending: /(?<=...)es?$/ }, { ending: /(?<=..[^sui])s$/ }],
};

/**
 * Returns a word without its ending, where the language's are known. It is always how the word begins: so the other
 * endings of a word stand near it in the index.
 */
export const stem = (word, language) => {
  const endings = ENDINGS[language];
  if (!endings) return word;
  const found = endings.find(({ ending, behind }) => ending.test(word) && (!behind || behind.test(word.replace(ending, ""))));
  return single(found ? word.replace(found.ending, "") : word);
};

const single = (word) => (word.length > 3 && word.at(-1) === word.at(-2) && !VOWEL.test(word.at(-1)) ? word.slice(0, -1) : word);

/** Returns what a word of the index is worth to a word of a query: 1 for itself, 0 for another word. */
export const worth = (form, word, language) => {
  if (form === word) return 1;
  if (stem(form, language) === stem(word, language)) return ENDING;
  return word.length > 1 && form.startsWith(word) ? (BEGINNING * word.length) / form.length : 0;
};

/** Returns the numbers of the shelves on which what begins with `start` stands; `begins` has the first word of each. */
export const shelvesOf = (begins, start) => {
  const after = `${start}\uffff`;
  const shelves = [];
  for (let shelf = 0; shelf < begins.length && begins[shelf] < after && shelves.length < MOST_SHELVES; shelf += 1) {
    if (begins[shelf + 1] === undefined || begins[shelf + 1] > start) shelves.push(shelf);
  }
  return shelves;
};

/** Returns the words of a shelf that begin with `start`, as [word, list]; a shelf is { words, lists }, in order. */
export const beginningWith = ({ words, lists }, start) => {
  let low = 0;
  for (let high = words.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (words[middle] < start) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (; low < words.length && words[low].startsWith(start); low += 1) found.push([words[low], lists[low]]);
  return found;
};

/** Returns what reads numbers from bytes one by one: each in bytes of seven bits (LEB128). */
export const numbersIn = (bytes, at = 0) => ({
  get at() {
    return at;
  },
  next() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at];
      at += 1;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  },
});

/** Calls `visit(page, level)` for each page in a list: of each level the number of pages and the steps between theirs. */
export const eachPage = (list, visit) => {
  for (const numbers = numbersIn(list); numbers.at < list.length; ) {
    const level = numbers.next();
    let page = 0;
    for (let left = numbers.next(); left > 0; left -= 1) visit((page += numbers.next()), level);
  }
};

/**
 * Returns what a query finds among `size` pages: { pages, complete, held }.
 *
 * `words` has for each word of the query its lists as [worth, list]; `names` are lists as well, of pages whose name the
 * query is: [share, list], the share being 1 for the whole name. `pages` are numbers, the best first; `complete` says
 * whether they hold all words; `held` how many pages hold each.
 */
export const rank = (size, words, names = []) => {
  const scores = new Float64Array(size);
  const hits = new Uint8Array(size);
  const held = words.map((lists) => addWord(scores, hits, lists));
  for (const [share, list] of names) {
    eachPage(list, (page, level) => {
      scores[page] += share === 1 ? (level === 2 ? TITLED : NAMED) : NAME_BEGINS * share;
      hits[page] = words.length;
    });
  }
  const most = hits.reduce((one, other) => Math.max(one, other), 0);
  const pages = [];
  for (let page = 0; most && page < size; page += 1) if (hits[page] === most) pages.push(page);
  pages.sort((one, other) => scores[other] - scores[one] || one - other);
  return { pages, complete: most === words.length, held };
};

/** Adds what one word is worth to each page: its best form there counts, the more the fewer pages hold it. */
const addWord = (scores, hits, lists) => {
  const best = new Float32Array(scores.length);
  let held = 0;
  for (const [worth, list] of lists) {
    eachPage(list, (page, level) => {
      if (!best[page]) held += 1;
      best[page] = Math.max(best[page], worth * level);
    });
  }
  const rarity = Math.log(1 + (scores.length - held + 0.5) / (held + 0.5));
  for (let page = 0; page < best.length; page += 1) {
    if (!best[page]) continue;
    scores[page] += rarity * best[page];
    hits[page] += 1;
  }
  return held;
};
