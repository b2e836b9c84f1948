/** What somebody may have meant who mistyped: plain functions over the words of titles, names and labels. */
import { tokens } from "./search-terms.js";

/** Letters up to which a word is taken as meant, and those from which two mistakes are looked past. */
const SHORT = 3;
const LONG = 8;

/** Returns how many letters must be changed, added, left out or exchanged with their neighbour; `most + 1` for more than `most`. */
export const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[other.length];
};

/** Returns which letters a word has, as bits: two words of which many bits differ cannot be near. */
const letters = (word) => {
  let bits = 0;
  for (let at = 0; at < word.length; at += 1) bits |= 1 << word.charCodeAt(at) % 31;
  return bits;
};

const bitsIn = (bits) => {
  let count = 0;
  for (let left = bits; left; left &= left - 1) count += 1;
  return count;
};

/** Returns the known word nearest to one, or ""; among those as near the one with the same first letter, then the most usual. */
export const nearest = (word, known) => {
  const most = word.length <= SHORT ? 0 : word.length < LONG ? 1 : 2;
  const has = letters(word);
  let [best, least] = ["", Infinity];
  for (const [other, often] of most ? known : []) {
    if (Math.abs(other.length - word.length) > most || bitsIn(letters(other) ^ has) > 2 * most) continue;
    const steps = distance(word, other, most);
    if (steps > most || !steps) continue;
    const cost = steps * 100 + (other[0] === word[0] ? 0 : 50) - often;
    if (cost < least) [best, least] = [other, cost];
  }
  return best;
};

/** Returns a word that was run together as the two known words it is made of, or "". */
export const parted = (word, known) => {
  for (let at = word.length - SHORT; at >= SHORT; at -= 1) {
    const [one, other] = [word.slice(0, at), word.slice(at)];
    if (known.has(one) && known.has(other)) return `${one} ${other}`;
  }
  return "";
};

/** Returns a query with each of its words in `doubtful` that is not known replaced by what was likely meant; "" where nothing was. */
export const meant = (query, doubtful, known) => {
  const given = tokens(query);
  const likely = given.map((word) => (doubtful.includes(word) && !known.has(word) ? nearest(word, known) || parted(word, known) || word : word));
  return likely.every((word, place) => word === given[place]) ? "" : likely.join(" ");
};
