/**
 * Puts the rows of a directory in the order chosen from its list, and keeps the choice in the page's address (?sort=title).
 *
 * The page is delivered in groups, which is the order without a name. In any other the groups' headings go and each row
 * says its group itself. A row's title is read from it, its other values from data-sort-<column>.
 */
import { fill } from "./words.js";

const PARAMETER = "sort";
const TITLE = "title";

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

/** Returns `rows` sorted by `value(row)`; equal ones keep their order. */
export const sorted = (rows, value, compare) =>
  rows
    .map((row) => ({ row, key: value(row) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ row }) => row);

/** Returns the order that an address asks for, if the page offers it; else "", the order of the build. */
export const orderIn = (address, offered) => {
  const name = new URL(address).searchParams.get(PARAMETER) ?? "";
  return offered.includes(name) ? name : "";
};

/** Returns the address with the order in it; an anchor goes, for it may name a group that is not shown. */
export const withOrder = (address, name) => {
  const url = new URL(address);
  if (name) url.searchParams.set(PARAMETER, name);
  else url.searchParams.delete(PARAMETER);
  url.hash = "";
  return url.href;
};

const titleOf = (row) => row.querySelector(".hub-row__title").textContent.trim();

class Directory {
  #words;
  #select;
  #found;
  #foundText;
  #rows;
  #lists;
  #grouped;
  #groupNames;
  #heading = document.createElement("h2");
  #list = document.createElement("ul");

  constructor(root, select, words) {
    this.#words = words;
    this.#select = select;
    this.#found = root.querySelector(".hub-found");
    this.#foundText = this.#found.textContent;
    this.#rows = [...root.querySelectorAll(".hub-row")];
    this.#lists = [...root.querySelectorAll(".hub-rows")].map((list) => [list, [...list.children]]);
    this.#grouped = [...root.querySelectorAll(".hub-jump, .hub-group, .hub-rows")];
    this.#groupNames = [...root.querySelectorAll(".hub-row__kind")];
    this.#heading.className = "hub-visually-hidden";
    this.#list.className = "hub-rows";
    this.#list.setAttribute("role", "list");
    select.addEventListener("change", () => this.#choose(select.value));
    select.value = orderIn(location.href, [...select.options].map((option) => option.value));
    if (select.value) this.#show(select.value);
    select.parentElement.hidden = false;
  }

  #choose(name) {
    history.replaceState(history.state, "", withOrder(location.href, name));
    this.#show(name);
  }

  /** Shows the rows in an order and says so: what was found is a live region. */
  #show(name) {
    if (name) this.#sort(name);
    else for (const [list, rows] of this.#lists) list.append(...rows);
    this.#heading.remove();
    this.#list.remove();
    if (name) this.#grouped[0].before(this.#heading, this.#list);
    for (const element of this.#grouped) element.hidden = Boolean(name);
    for (const element of this.#groupNames) element.hidden = !name;
    this.#found.textContent = name ? `${this.#foundText} · ${this.#heading.textContent}` : this.#foundText;
  }

  #sort(name) {
    const { column, down } = orderOf(name);
    const option = this.#select.selectedOptions[0];
    const value = column === TITLE ? titleOf : (row) => row.getAttribute(`data-sort-${column}`) ?? "";
    this.#list.append(...sorted(this.#rows, value, comparison(document.documentElement.lang, option.dataset.type, down)));
    this.#heading.textContent = fill(this.#words.sorted, { order: option.textContent });
  }
}

export const start = (words) => {
  for (const select of document.querySelectorAll(".hub-sort > select")) new Directory(select.closest(".hub-directory"), select, words);
};
