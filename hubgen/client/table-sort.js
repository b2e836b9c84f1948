/** Sorts `.hub-table`s by the column whose heading is pressed. Without it a table keeps the order of the build. */
import { announce } from "./announce.js";
import { fill } from "./words.js";

/** Returns the order that pressing a heading leads to, from its aria-sort. */
export const nextOrder = (order) => (order === "ascending" ? "descending" : "ascending");

/** Returns a comparison of cell values as people read them: numbers by size, words by language, what is empty last. */
export const comparison = (language, order) => {
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const sign = order === "descending" ? -1 : 1;
  return (a, b) => {
    if (!a || !b) return a === b ? 0 : a ? -1 : 1;
    return sign * collator.compare(a, b);
  };
};

/** Returns `rows` sorted by `value(row)`; equal ones keep their order. */
export const sorted = (rows, value, compare) =>
  rows
    .map((row) => ({ row, key: value(row) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ row }) => row);

const cellValue = (column) => (row) => {
  const cell = row.cells[column];
  return (cell?.dataset.sortValue ?? cell?.textContent ?? "").trim();
};

const sortBy = (heading, words) => {
  const order = nextOrder(heading.getAttribute("aria-sort"));
  const table = heading.closest("table");
  for (const other of table.tHead.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", order);
  const compare = comparison(document.documentElement.lang, order);
  for (const body of table.tBodies) body.append(...sorted([...body.rows], cellValue(heading.cellIndex), compare));
  announce(fill(order === "ascending" ? words.sorted_up : words.sorted_down, { column: heading.textContent.trim() }));
};

export const start = (words) => {
  for (const heading of document.querySelectorAll('table.hub-table > thead th:not([data-sort="none"])')) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sortBy(heading, words));
    heading.append(button);
  }
};
