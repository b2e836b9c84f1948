/** Draws what the search finds: for the dialog and for the search page. */
import { drawing, given, make } from "./elements.js";
import { withChoice } from "./facets.js";
import { marked, matcher, passage } from "./search-passage.js";
import { fill } from "./words.js";

/** Returns how many results there are, in words. */
export const countWords = (words, { pages, complete, query }, language) => {
  const count = pages.length.toLocaleString(language);
  if (pages.length && !complete) return fill(pages.length === 1 ? words.found_one_partly : words.found_partly, { count, term: query });
  return fill(!pages.length ? words.found_none : pages.length === 1 ? words.found_one : words.found_many, { count, term: query });
};

/** Returns text with the words found in it marked. */
const shown = (parts) => parts.map(({ text, marked }) => (marked ? make("mark", {}, text) : text));

/**
 * Returns what is said of each card of a query, as elements by name: kind, title, names, summary and passage.
 * Other names are said only where the query is in one of them and not in the title.
 */
export const describing = (index, words, labels) => {
  const match = matcher(words, index.language);
  const hits = (text) => marked(text, match).some((part) => part.marked);
  return (card) => {
    const names = hits(card.title) ? [] : card.names.filter(hits);
    const inside = words.length ? passage(card.text, match) : [];
    return {
      kind: kindLine(index, card),
      title: shown(marked(card.title, match)),
      names: names.length ? [`${labels.also_known} `, ...shown(marked(names.join(" · "), match))] : [],
      summary: shown(marked(card.summary, match)),
      passage: shown(inside),
    };
  };
};

/** What a result is: its kind with an icon, and what it is grouped by, a service category with its own icon and colour. */
const kindLine = (index, { kind, group, category }) => {
  const parts = [make("span", { className: "hub-result__kind" }, kind.icon && drawing(kind.icon), kind.one)];
  const icon = index.categoryIcon(category);
  if (group) parts.push(make("span", { className: "hub-result__group" }, icon && drawing(icon), group));
  if (group && category) parts[1].dataset.category = category;
  return parts;
};

/** Returns the sentence that asks whether something else was meant; `choose` is called with that. */
export const suggestion = (words, likely, choose) => {
  const [before, after] = words.meant.split("{term}");
  const button = make("button", { type: "button", className: "hub-meant__term", onclick: () => choose(likely) }, likely);
  return make("p", { className: "hub-meant" }, before, button, after);
};

/** Returns how many results are of each kind, the most first, of as many in the order of the kinds: [[kind, number]…]. */
export const byKind = (index, pages) => {
  const counts = new Map(index.kinds.map((kind) => [kind, 0]));
  for (const page of pages) {
    const kind = index.kindOf(page);
    counts.set(kind, counts.get(kind) + 1);
  }
  return [...counts].filter(([, count]) => count).sort(([, one], [, other]) => other - one);
};

/** Returns links to the results of each kind on the search page. */
export const kindLinks = (index, { query, pages }, site, words, most) => {
  const address = (kind) => withChoice(new URL("search/", site).href, { query, chosen: new Map([["kind", [kind]]]), sort: "" }, ["kind"]);
  const kinds = byKind(index, pages);
  if (kinds.length < 2) return "";
  const links = kinds.slice(0, most).map(([kind, count]) => {
    const number = make("span", { className: "hub-kinds__count" }, count.toLocaleString(index.language));
    return make("li", {}, make("a", { href: address(kind.id) }, kind.icon && drawing(kind.icon), kind.many, " ", number));
  });
  return given(make("ul", { className: "hub-kinds" }, ...links), { role: "list", "aria-label": words.by_kind });
};
