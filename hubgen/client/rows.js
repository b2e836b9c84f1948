/**
 * The records of a directory as the build packs them (`rows.json`), unpacked, searched and sorted: plain functions.
 *
 * Packed are columns, each record at the same place in all of them. A column of few values, { values, of }, has each value
 * once and for each record the place of its own, or a list of places.
 */
import { folded, found, holds, isFiltering, wordsOf } from "./facets.js";

const TITLE = "title";

const several = (place) => (typeof place === "number" ? [place] : place);

/** Returns for each record its value in a packed column; "" where it has none. */
const unpacked = ({ values, of }) => of.map((place) => values[place] ?? "");

/** Returns the records of a directory: what is shown of each, what it is searched by, and its facets as facets.js wants them. */
export const readRows = (packed) => {
  const groups = packed.groups.flatMap(({ label, category = "", icon = "", size }) => new Array(size).fill({ label, category, icon }));
  const facts = packed.facts.map((fact) => ({ ...fact, texts: unpacked(fact) }));
  const rows = packed.ids.map((id, n) => ({
    id,
    title: packed.titles[n],
    summary: packed.summaries[n],
    group: groups[n],
    facts: facts.filter(({ texts }) => texts[n]).map(({ label, texts }) => [label, texts[n]]),
    names: packed.names[n] ?? "",
  }));
  const columns = new Map([...packed.facts, ...packed.keys].map((column) => [column.name, unpacked(column)]));
  columns.set(TITLE, packed.titles);
  return { rows, columns, facets: packed.facets.map(({ name, values, of }) => ({ name, values, of: of.map(several) })) };
};

/** Returns the folded text that a row is found by: all that it shows, and its other names. */
export const textOf = ({ title, summary, group, facts, names }) =>
  folded([title, names, summary, group.label, ...facts.map(([, text]) => text)].join("\n"));

/** Returns the column that an order goes by and whether it goes down: `-founded` is from the newest to the oldest. */
export const orderOf = (name) => (name.startsWith("-") ? { column: name.slice(1), down: true } : { column: name, down: false });

/** Returns a comparison of values of a type ("text", "number", "date") in a language; what is empty comes last, up or down. */
export const comparison = (language, type, down) => {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const compare = { number: (a, b) => a - b, date: (a, b) => (a < b ? -1 : a > b ? 1 : 0) }[type] ?? collator.compare;
  return (a, b) => {
    if (!a || !b) return a === b ? 0 : a ? -1 : 1;
    return down ? compare(b, a) : compare(a, b);
  };
};

/** Returns numbers of rows sorted by their values in a column; equal ones keep their order. */
export const sorted = (numbers, values, compare) => numbers.toSorted((a, b) => compare(values[a], values[b]));

/** What is known of a directory's records, with an answer to each choice. */
export class Rows {
  #facets;
  #columns;
  #texts;
  #language;

  constructor(packed, language) {
    const { rows, columns, facets } = readRows(packed);
    this.rows = rows;
    this.#columns = columns;
    this.#facets = facets;
    this.#language = language;
  }

  /** Returns { rows, counts }: numbers of the rows found, in the order of the directory, and how many each value finds. */
  find(choice) {
    const words = wordsOf(choice.query);
    if (words.length) this.#texts ??= this.rows.map(textOf);
    return found(this.#facets, choice, this.rows.length, words.length ? (row) => holds(this.#texts[row], words) : () => true);
  }

  /** Returns numbers of rows in an order of a type; in the given one where the order has no name. */
  sort(numbers, order, type) {
    const { column, down } = orderOf(order);
    const values = this.#columns.get(column);
    return values ? sorted(numbers, values, comparison(this.#language, type, down)) : numbers;
  }

  /** Returns what finds something where a choice finds nothing: the choice without its words, or without one facet, as
   * [{ choice, name, count }] with the facet's name, or "" for the words. */
  waysOut(choice) {
    const without = [...choice.chosen.keys()].map((name) => ({ name, choice: { ...choice, chosen: new Map([...choice.chosen].filter(([other]) => other !== name)) } }));
    if (choice.query.trim()) without.unshift({ name: "", choice: { ...choice, query: "" } });
    return without
      .filter((way) => isFiltering(way.choice))
      .map((way) => ({ ...way, count: this.find(way.choice).rows.length }))
      .filter(({ count }) => count);
  }
}
