/** The order of what is found, and the ways out of a choice that leaves nothing: plain functions. */
import { isFiltering } from "./facets.js";

/**
 * Returns the pages of `kept` in an order: "title", "-year" from the newest, or "", the one in which `found` has them.
 * `byTitle` has each page's place among all by title; `years` is a facet whose first value is the newest year.
 */
export const ordered = (found, kept, order, { byTitle, years }) => {
  if (order === "title") return kept.toSorted((one, other) => byTitle[one] - byTitle[other]);
  const inside = new Set(kept);
  const pages = found.filter((page) => inside.has(page));
  if (order !== "-year" || !years) return pages;
  const newest = (page) => Math.min(Infinity, ...years.of[page]);
  return pages.toSorted((one, other) => (newest(one) === newest(other) ? 0 : newest(one) - newest(other)));
};

/** Returns the choices without one of the facets that find something, as [{ name, choice, count }]; `count(choice)` tells how many. */
export const waysOut = (choice, count) =>
  [...choice.chosen.keys()]
    .map((name) => ({ name, choice: { ...choice, chosen: new Map([...choice.chosen].filter(([other]) => other !== name)) } }))
    .filter((way) => way.choice.chosen.size && isFiltering(way.choice))
    .map((way) => ({ ...way, count: count(way.choice) }))
    .filter((way) => way.count);
