/**
 * Keys and filters for a map. The page is whole without: every point is a link, and the list has all that the map has.
 *
 * Of all points one at a time is in the order of Tab; arrow keys go to the next one in their direction, Home and End to
 * the first and the last, PageUp and PageDown through all of them. Filters count the groups anew: a group of which one
 * record is left is that record's point, at its own place. What is chosen stands in the page's address
 * (?sectors=food&sectors=packaging).
 */
import { announce } from "./announce.js";
import { openWhereWide } from "./drawer.js";
import { make } from "./elements.js";
import { FacetPanel } from "./facet-panel.js";
import { NOTHING, choiceIn, choices, found, isFiltering, withChoice } from "./facets.js";
import { fill } from "./words.js";

const NAMED = 3; // places that the name of a group tells, as when the page was made
const UNFOLDED = 60; // records left by a choice up to which a long list is opened as a whole
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/**
 * Returns the index of the point to go to from point `from` with an arrow key, or `from` where none lies that way.
 * `points` are [x, y] in pixels. What lies straight ahead comes first, then what lies to the side of it.
 */
export const nextPoint = (points, from, key) => {
  const [right, down] = WAYS[key];
  let best = from;
  let least = Infinity;
  points.forEach(([x, y], index) => {
    const [across, along] = [x - points[from][0], y - points[from][1]];
    const ahead = across * right + along * down;
    const aside = Math.abs(across * down) + Math.abs(along * right);
    if (index === from || ahead <= 0) return;
    const far = Math.hypot(ahead, aside) * (aside > ahead ? 3 : 1);
    if (far < least) [best, least] = [index, far];
  });
  return best;
};

/** Returns the index that Home, End, PageUp or PageDown lead to among `count` points. */
export const stepTo = (count, from, key) =>
  ({ Home: 0, End: count - 1, PageUp: Math.max(0, from - 1), PageDown: Math.min(count - 1, from + 1) })[key];

/** Returns the names in `places`, those that come up most first, cut after a few: as the page's own group labels. */
export const somePlaces = (places, words) => {
  const times = new Map();
  for (const place of places) times.set(place, (times.get(place) ?? 0) + 1);
  const names = [...times.keys()].sort((a, b) => times.get(b) - times.get(a));
  const more = names.length - NAMED;
  return more > 1 ? fill(words.map_more, { places: names.slice(0, NAMED).join(", "), count: more }) : names.join(", ");
};

/** Returns a choice without the values that no facet has; an address may be of another list. `facets` are those of facets.js. */
export const known = (choice, facets) => {
  const kept = facets.map(({ name, values }) => [name, (choice.chosen.get(name) ?? []).filter((value) => values.includes(value))]);
  return { ...NOTHING, chosen: new Map(kept.filter(([, values]) => values.length)) };
};

/**
 * Returns facets as facets.js wants them. The values of all are numbered on from 1 as they are listed, and `choices` has for
 * each row the numbers of those that it has.
 */
export const numbered = (facets, choices) => {
  let first = 1;
  return facets.map(({ name, values }) => {
    const from = first;
    first += values.length;
    const of = choices.map((numbers) => numbers.map((number) => number - from).filter((place) => place >= 0 && place < values.length));
    return { name, values: values.map(([value]) => value), of };
  });
};

const inWords = (number) => number.toLocaleString(document.documentElement.lang);

/** Reads a row of the list: what its record's point would be, and the numbers of the choices that find it. */
const readRow = (element, words) => {
  const link = element.querySelector("a");
  const places = [...element.querySelectorAll("span")].map((span) => span.textContent);
  const hollow = element.classList.contains("hub-hollow");
  const label = [link.textContent, places.join("")].filter(Boolean).join(": ");
  return {
    element,
    hollow,
    at: element.dataset.at?.split(" "),
    choices: (element.dataset.choices ?? "").split(" ").filter(Boolean).map(Number),
    href: link.getAttribute("href"),
    label: hollow ? fill(words.map_hollow, { label }) : label,
    place: places[0] ?? "",
  };
};

/** A link of the map, with what it was when the page was made. */
class Symbol {
  constructor(link, rowsOf) {
    this.link = link;
    this.svg = link.querySelector("svg");
    this.rows = rowsOf(link.dataset.of);
    this.text = link.querySelector("text");
    this.circles = [...link.querySelectorAll("circle")];
    this.whole = {
      label: link.querySelector("title").textContent,
      href: link.getAttribute("href"),
      at: [parseFloat(this.svg.getAttribute("x")), parseFloat(this.svg.getAttribute("y"))],
      count: this.rows.length,
      hollow: link.classList.contains("hub-hollow"),
    };
    link.querySelector("title").remove(); // its words become the label, and the tip, which the keyboard shows too
    this.draw(this.whole);
  }

  /** Shows what of its rows is in `shown`. */
  show(shown, words, many) {
    const left = this.rows.filter((row) => shown.has(row));
    this.link.toggleAttribute("hidden", !left.length);
    if (left.length === this.rows.length) return this.draw(this.whole);
    if (left.length === 1) return this.draw({ ...left[0], count: 1 });
    const places = somePlaces(left.map((row) => row.place), words);
    const label = fill(words.map_group, { count: inWords(left.length), many, places });
    if (left.length) this.draw({ label, href: this.whole.href, at: this.whole.at, count: left.length, hollow: left.every((row) => row.hollow) });
  }

  draw({ label, href, at, count, hollow }) {
    this.label = label;
    this.at = at.map(Number);
    this.link.setAttribute("aria-label", label);
    this.link.setAttribute("href", href);
    this.link.classList.toggle("hub-hollow", hollow);
    this.svg.setAttribute("x", `${at[0]}%`);
    this.svg.setAttribute("y", `${at[1]}%`);
    this.text.textContent = count > 1 ? count : "";
    const [ring, spot] = count > 1 ? [15, 12] : [12, 6.5];
    this.circles[0].setAttribute("r", ring);
    this.circles[1].setAttribute("r", spot);
  }
}

/** One drawing of a map: its symbols, which of them Tab leads to, and the tip. */
class Drawing {
  #tip = document.createElement("p");
  #leaving;

  constructor(svg, rowsOf) {
    this.svg = svg;
    this.symbols = [...svg.querySelectorAll("a")].map((link) => new Symbol(link, rowsOf));
    this.#tip.className = "hub-map__tip";
    this.#tip.hidden = true;
    this.#tip.setAttribute("aria-hidden", "true"); // it says what the link is called
    svg.after(this.#tip);
    this.#enter(this.symbols[0]);
    const of = (event) => this.symbols.find(({ link }) => link.contains(event.target));
    svg.addEventListener("keydown", (event) => this.#key(event, of(event)));
    for (const { link } of this.symbols) {
      // on the links: a drawing that listens to the focus itself would be in the order of Tab
      link.addEventListener("focus", (event) => {
        this.#enter(of(event));
        this.#say(of(event));
      });
      link.addEventListener("blur", () => this.#hush());
    }
    svg.addEventListener("pointerover", (event) => of(event) && this.#say(of(event)));
    svg.addEventListener("pointerout", () => this.#hush(200));
    this.#tip.addEventListener("pointerover", () => clearTimeout(this.#leaving));
    this.#tip.addEventListener("pointerout", () => this.#hush());
  }

  get #shown() {
    return this.symbols.filter(({ link }) => !link.hasAttribute("hidden"));
  }

  /** Shows the rows in `shown`; Tab leads to the first symbol left where the one it led to is gone. */
  show(shown, words, many) {
    this.#hush();
    for (const symbol of this.symbols) symbol.show(shown, words, many);
    const left = this.#shown;
    if (left.length && !left.some(({ link }) => link.getAttribute("tabindex") === "0")) this.#enter(left[0]);
  }

  #enter(symbol) {
    for (const { link } of this.symbols) link.setAttribute("tabindex", link === symbol?.link ? "0" : "-1");
  }

  #key(event, symbol) {
    if (event.key === "Escape") this.#hush();
    if (!symbol || event.ctrlKey || event.altKey || event.metaKey) return;
    const shown = this.#shown;
    const from = shown.indexOf(symbol);
    const { width, height } = this.svg.getBoundingClientRect();
    const pixels = () => shown.map(({ at: [x, y] }) => [x * width, y * height]);
    const to = event.key in WAYS ? nextPoint(pixels(), from, event.key) : stepTo(shown.length, from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    shown[to].link.focus();
  }

  #say({ label, at: [x, y] }) {
    clearTimeout(this.#leaving);
    this.#tip.textContent = label;
    this.#tip.classList.toggle("hub-map__tip--before", x > 50);
    this.#tip.style.left = `${x}%`;
    this.#tip.style.top = `${y}%`;
    this.#tip.hidden = false;
  }

  #hush(after = 0) {
    clearTimeout(this.#leaving);
    this.#leaving = setTimeout(() => (this.#tip.hidden = true), after);
  }
}

class HubMap {
  constructor(root, words) {
    this.words = words;
    this.many = root.dataset.many.toLowerCase();
    this.rows = [...root.querySelectorAll(".hub-map__areas li")].map((element) => readRow(element, words));
    const rowOf = new Map(this.rows.map((row) => [row.element, row]));
    const rowsOf = (id) => [...document.getElementById(id).querySelectorAll("li")].map((element) => rowOf.get(element));
    this.areas = [...root.querySelectorAll(".hub-map__area")].map((area) => [area, area.querySelector(".hub-group__count")]);
    this.drawings = [...root.querySelectorAll(".hub-sheet__points")].map((svg) => new Drawing(svg, rowsOf));
    this.filters = root.querySelector(".hub-map__filters");
    this.#describe(root.querySelector(".hub-map__keys"));
    if (this.filters) this.#offer();
    addEventListener("hashchange", () => this.#unfold());
    this.#unfold();
  }

  /** Opens the area of what the address names, for browsers that do not by themselves. */
  #unfold() {
    const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const area = named?.closest(".hub-map__area")?.querySelector("details:not([open])");
    if (!area) return;
    area.open = true;
    named.scrollIntoView();
  }

  #describe(keys) {
    for (const { svg } of this.drawings) svg.setAttribute("aria-describedby", keys.id);
  }

  #offer() {
    const { facets, words } = JSON.parse(this.filters.querySelector(".hub-map__facets").textContent);
    this.drawer = this.filters.querySelector(".hub-filters");
    this.found = this.filters.querySelector(".hub-found");
    this.facets = numbered(facets, this.rows.map(({ choices }) => choices));
    this.panel = new FacetPanel({ facets, words, rest: this.found, open: 1, change: (choice) => this.#choose(choice) });
    this.done = make("button", { type: "button", className: "hub-button hub-filters__done", onclick: () => this.#close() });
    this.filterWords = words;
    this.drawer.append(this.panel.element, this.done);
    this.found.after(this.panel.chips);
    openWhereWide(this.drawer);
    addEventListener("popstate", () => this.#read());
    this.#read();
  }

  #close() {
    this.drawer.open = false;
    this.found.focus();
  }

  #read() {
    this.#show(known(choiceIn(location.href, this.panel.names), this.facets));
  }

  /** Shows a choice and puts it into the address, an entry of the history for each. */
  #choose(choice) {
    history.pushState(null, "", withChoice(location.href, choice, this.panel.names));
    this.#show(choice);
    announce(this.found.textContent);
  }

  #show(choice) {
    const { rows, counts } = found(this.facets, choice, this.rows.length, () => true);
    const shown = new Set(rows.map((row) => this.rows[row]));
    for (const row of this.rows) row.element.hidden = !shown.has(row);
    for (const [area, count] of this.areas) {
      for (const list of area.querySelectorAll("h4 + ul")) list.previousElementSibling.hidden = !list.querySelector("li:not([hidden])");
      const left = area.querySelectorAll("li:not([hidden])").length;
      area.hidden = !left;
      const details = area.querySelector("details");
      if (details && isFiltering(choice)) details.open = shown.size <= UNFOLDED;
      count.textContent = inWords(left);
    }
    for (const drawing of this.drawings) drawing.show(shown, this.words, this.many);
    this.panel.show(choice, counts);
    const said = isFiltering(choice) ? this.words.map_found : this.words.map_all;
    this.found.textContent = fill(said, { count: inWords(shown.size), total: inWords(this.rows.length) });
    const chosen = choices(choice).length;
    this.drawer.querySelector(".hub-filters__chosen").textContent = chosen ? fill(this.filterWords.number, { count: chosen }) : "";
    this.done.textContent = fill(this.filterWords.show, { count: inWords(shown.size) });
  }
}

export const start = (words) => {
  for (const root of document.querySelectorAll(".hub-map")) new HubMap(root, words);
};
