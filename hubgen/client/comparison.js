/**
 * What a comparison says: lines of a table, each with what its records have in common. Plain functions over what the build
 * tells of a kind (`compare/clusters.json`) and over exported records (`api/v1/clusters/foodregio.json`).
 *
 * Something that a record does not state is not the same as something it does not have: nothing is made of it.
 */

/** Shapes of which each item can be had in common. */
const ITEMS = new Set(["refs", "countries", "regions", "list", "enum", "claims", "steps", "roles", "parts", "sources"]);
/** Shapes in words of one's own: that they differ says nothing. */
const OWN_WORDS = new Set(["prose", "steps", "roles", "mapping", "location", "address", "url", "mail"]);
/** Characters from which a text is in words of one's own. */
const LONG = 90;

const isNothing = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && !value.length);

const several = (value) => (Array.isArray(value) ? value : [value]);

const folded = (text) => String(text).trim().toLowerCase();

/** Returns what two items are compared by: a figure by its value, a step by its title, not by what is said beside it. */
export const keyOf = (item) => {
  if (typeof item !== "object") return folded(item);
  const named = item.value ?? item.title ?? item.name ?? item.ref ?? item.publication ?? item.label ?? item.phase;
  return named === undefined ? JSON.stringify(item) : folded(named);
};

/** Returns the items of a value by key, each once. */
const itemsOf = (value) => new Map(several(value).map((item) => [keyOf(item), item]));

/** Returns how many of some lists of keys have each key. */
const countsOf = (lists) => {
  const counts = new Map();
  for (const key of lists.flatMap((keys) => [...keys])) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

const isOwnWords = (shape, stated) => OWN_WORDS.has(shape) || (shape === "text" && stated.some((value) => String(value).length > LONG));

/**
 * Returns how the values of a line are alike: "same" in all, "partly", "differs", "gaps" where what is stated agrees but is
 * not stated by all, or "" where nothing can be said. `values` has undefined for what is not stated.
 */
export const likeness = (shape, values) => {
  const stated = values.filter((value) => !isNothing(value));
  const lists = stated.map((value) => (ITEMS.has(shape) ? [...itemsOf(value).keys()].sort() : [typeof value === "object" ? JSON.stringify(value) : folded(value)]));
  const agree = lists.every((keys) => keys.join("\n") === lists[0].join("\n"));
  if (stated.length < values.length && (agree || isOwnWords(shape, stated))) return "gaps";
  if (agree) return "same";
  if (ITEMS.has(shape) && stated.length === values.length && [...countsOf(lists).values()].some((count) => count === lists.length)) return "partly";
  return isOwnWords(shape, stated) ? "" : "differs";
};

/** Returns how many of the records have each item of a line, by key; for a shape without items none. */
export const shared = (shape, values) => (ITEMS.has(shape) ? countsOf(values.filter((value) => !isNothing(value)).map((value) => itemsOf(value).keys())) : new Map());

/** Returns the records that refer to a record by one tie, as keys. */
const tied = (record, { label, names }) =>
  record.relations.filter((relation) => relation.label === label && names.includes(relation.name)).map((relation) => relation.record);

/** Returns the publications a record comes from, each once, with the sections. */
const sourcesOf = (record) => {
  const sections = new Map();
  for (const { publication = "", section } of record.sources ?? []) sections.set(publication, [...(sections.get(publication) ?? []), ...(section ? [section] : [])]);
  if (record.origin && !sections.has("")) sections.set("", []);
  return [...sections].map(([publication, found]) => ({ publication, sections: [...new Set(found)] }));
};

/**
 * Returns the lines of a comparison: [{ name, label, field, values, likeness, shared }], with what no record states left out.
 * `words` has what is called the same for all kinds.
 */
export const linesOf = ({ fields, ties }, records, words) => {
  const valueOf = (record, { name, default: meant, defaults }) => {
    const value = record[name] ?? meant;
    return defaults && value && !Array.isArray(value) ? { ...defaults, ...value } : value;
  };
  const plain = (name, shape) => ({ name, label: words[name], shape });
  const asked = [
    ...fields.map((field) => [field, (record) => valueOf(record, field)]),
    ...ties.map((tie) => [{ name: `tie-${tie.label}`, label: tie.label, shape: "refs" }, (record) => [...new Set(tied(record, tie))]]),
    [plain("sources", "sources"), sourcesOf],
    [plain("reviewed", "date"), (record) => record.reviewed],
  ];
  return asked
    .map(([field, of]) => ({ field, values: records.map(of).map((value) => (isNothing(value) ? undefined : value)) }))
    .filter(({ values }) => values.some((value) => value !== undefined))
    .map(({ field, values }) => ({
      name: field.name, label: field.label, field, values, likeness: likeness(field.shape, values), shared: shared(field.shape, values),
    }));
};

/** Returns how many lines are the same in all, and how many differ, at least in part. */
export const summed = (lines) => ({
  all: lines.length,
  same: lines.filter((line) => line.likeness === "same").length,
  differ: lines.filter((line) => line.likeness === "differs" || line.likeness === "partly").length,
});
