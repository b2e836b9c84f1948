/**
 * What is chosen among facets, and what it finds: plain functions, for directories and for the search alike.
 *
 * A choice is `{ query, chosen, sort }`: words to look for, a Map from a facet's name to the values chosen in it, and the
 * name of an order. Within a facet one value is enough, and every facet with a choice must agree. A choice is never
 * changed: each function gives a new one. It stands in a page's address as `?q=pack&countries=de&countries=se&sort=title`.
 *
 * A facet is `{ name, values, of }`: its values as ids, and for each row the indexes of those that the row has.
 */

const QUERY = "q";
const SORT = "sort";
const MOST = 200;

/** What a filter without choice is. */
export const NOTHING = Object.freeze({ query: "", chosen: new Map(), sort: "" });

/** Returns the name of a facet's parameter in an address; a facet that is called like another parameter gets a mark. */
export const parameterOf = (name) => (name === QUERY || name === SORT ? `${name}_` : name);

/** Returns the choice that an address holds, for the facets of these names. */
export const choiceIn = (address, names) => {
  const given = new URL(address).searchParams;
  const chosen = names.map((name) => [name, [...new Set(given.getAll(parameterOf(name)).filter(Boolean))]]);
  return {
    query: (given.get(QUERY) ?? "").slice(0, MOST),
    chosen: new Map(chosen.filter(([, values]) => values.length)),
    sort: given.get(SORT) ?? "",
  };
};

/** Returns the address with a choice in it; parameters of others stay, an anchor goes, for it may name what is not shown. */
export const withChoice = (address, choice, names) => {
  const url = new URL(address);
  for (const name of [QUERY, SORT, ...names.map(parameterOf)]) url.searchParams.delete(name);
  if (choice.query.trim()) url.searchParams.set(QUERY, choice.query.trim());
  for (const [name, values] of choice.chosen) for (const value of values) url.searchParams.append(parameterOf(name), value);
  if (choice.sort) url.searchParams.set(SORT, choice.sort);
  url.hash = "";
  return url.href;
};

/** Returns the choice with a value chosen that was not, or not chosen that was. */
export const toggled = (choice, name, value) => {
  const before = choice.chosen.get(name) ?? [];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  const chosen = new Map(choice.chosen);
  if (after.length) chosen.set(name, after);
  else chosen.delete(name);
  return { ...choice, chosen };
};

/** Returns the choice without words and values; an order is no filter and stays. */
export const cleared = (choice) => ({ ...NOTHING, sort: choice.sort });

/** Returns whether a value is chosen. */
export const isChosen = (choice, name, value) => choice.chosen.get(name)?.includes(value) ?? false;

/** Returns all that is chosen as [[name, value]…]. */
export const choices = (choice) => [...choice.chosen].flatMap(([name, values]) => values.map((value) => [name, value]));

/** Returns whether anything is left out by a choice. */
export const isFiltering = (choice) => choice.chosen.size > 0 || choice.query.trim() !== "";

/** Returns whether two choices are the same in all that an address says. */
export const isSame = (one, other) =>
  one.query.trim() === other.query.trim() && one.sort === other.sort && String(choices(one)) === String(choices(other));

/** Letters that no decomposition parts from what is on or in them. */
const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", ŋ: "n", ß: "ss", æ: "ae", œ: "oe", þ: "th" };
const LETTER = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");

/** Returns a text as it is compared: small letters without accents, so that Skane finds Skåne. */
export const folded = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(LETTER, (letter) => LETTERS[letter]);

/** Returns the words of a query, folded. */
export const wordsOf = (query) => folded(query).split(/\s+/).filter(Boolean);

/** Returns whether a folded text holds all of these words, in any order. */
export const holds = (text, words) => words.every((word) => text.includes(word));

/**
 * Returns what a choice finds among `size` rows: their numbers, and how many each value would find, as a Map of Maps.
 *
 * A facet is counted with its own choice left out: what is said at a value is what ticking it adds. `passes(row)` says
 * whether a row holds the words. Each row is looked at once: one that fails in a single facet counts in that one alone.
 */
export const found = (facets, choice, size, passes) => {
  const wanted = facets.map(({ name, values }) => {
    const chosen = choice.chosen.get(name);
    return chosen && new Set(chosen.map((value) => values.indexOf(value)));
  });
  const counts = facets.map(({ values }) => new Array(values.length).fill(0));
  const add = (facet, row) => {
    for (const value of facets[facet].of[row]) counts[facet][value] += 1;
  };
  const rows = [];
  for (let row = 0; row < size; row += 1) {
    if (!passes(row)) continue;
    const failed = [];
    for (let facet = 0; facet < facets.length && failed.length < 2; facet += 1) {
      if (wanted[facet] && !facets[facet].of[row].some((value) => wanted[facet].has(value))) failed.push(facet);
    }
    if (failed.length === 1) add(failed[0], row);
    if (failed.length) continue;
    rows.push(row);
    for (let facet = 0; facet < facets.length; facet += 1) add(facet, row);
  }
  return { rows, counts: new Map(facets.map(({ name, values }, n) => [name, new Map(values.map((value, v) => [value, counts[n][v]]))])) };
};

/** How many values of a long facet are shown at first; a few more than fit are shown rather than hidden. */
export const SHOWN = 8;
const SPARE = 2;

/** Returns whether a facet has more values than are shown at first. */
export const isLong = (values) => values.length > SHOWN + SPARE;

/**
 * Returns the values of a facet to show at first, in their own order: of a long one those that find most, none that find
 * nothing, and all that are chosen. `values` is a list of ids, `counts` a Map from id to number, empty where nobody counted.
 */
export const shownFirst = (values, counts, chosen = []) => {
  if (!isLong(values)) return values;
  const first = values
    .map((value, place) => ({ value, place, count: counts.get(value) ?? (counts.size ? 0 : 1) }))
    .filter(({ count }) => count)
    .sort((a, b) => b.count - a.count || a.place - b.place)
    .slice(0, SHOWN)
    .map(({ value }) => value);
  const shown = new Set([...first, ...chosen]);
  return values.filter((value) => shown.has(value));
};
