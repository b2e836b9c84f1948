/**
 * Draws facets as groups of checkboxes, and what is chosen in them as a line of chips. Which rows are found, and how many,
 * is worked out elsewhere: see facets.js.
 *
 *   const panel = new FacetPanel({ facets, words, change, rest });
 *   somewhere.append(panel.element); elsewhere.append(panel.chips);
 *   panel.show(choice, counts);
 *
 * `facets` is a list of { name, title, values: [[value, label]…] }, values in the order to show them in. `words` is the
 * section "filters" of the words. `change(choice)` is called with the choice that a visitor asks for; show it to see it.
 * `counts` is a Map of Maps, name → value → number. `rest` gets the focus when the last chip went.
 */
import { given, list, make } from "./elements.js";
import { choices, cleared, isFiltering, isLong, folded, shownFirst, toggled } from "./facets.js";
import { fill } from "./words.js";

/** Facets that are open from the start; one with a choice always is. */
export const OPEN = 4;
/** Values from which a facet that shows all has a field to find one in. */
const FIND = 20;

const NONE = new Map();
let number = 0;

/** One facet: its values are made when they are first shown, and none moves while it is there, so that the focus stays. */
class Facet {
  #words;
  #toggle;
  #labels;
  #values;
  #rows = new Map();
  #kept = new Set();
  #list = list("hub-facet__values");
  #all = false;
  #open;
  #last = [[], NONE];

  constructor({ name, title, values }, words, open, toggle) {
    this.name = name;
    this.#words = words;
    this.#toggle = toggle;
    this.#labels = new Map(values);
    this.#values = [...this.#labels.keys()];
    this.#list.id = `hub-facet-${(number += 1)}`;
    this.head = given(make("button", { type: "button", className: "hub-facet__head", onclick: () => this.open(!this.#open) }, title), {
      "aria-controls": this.#list.id,
    });
    this.field = make("input", { type: "search", className: "hub-facet__find", autocomplete: "off", oninput: () => this.#draw() });
    this.field.placeholder = fill(words.find, { facet: title });
    this.field.setAttribute("aria-label", this.field.placeholder);
    this.more = make("button", { type: "button", className: "hub-facet__more", onclick: () => this.#showAll(!this.#all) });
    this.more.setAttribute("aria-controls", this.#list.id);
    this.element = make("fieldset", { className: "hub-facet" }, make("legend", {}, this.head), this.field, this.#list, this.more);
    this.open(open);
  }

  open(open) {
    this.#open = open;
    this.head.setAttribute("aria-expanded", String(open));
    this.#draw();
  }

  show(chosen, counts) {
    if (chosen.length && !this.#last[0].length) this.open(true);
    for (const value of chosen) this.#kept.add(value);
    this.#last = [chosen, counts];
    this.#draw();
  }

  label(value) {
    return this.#labels.get(value) ?? value;
  }

  #showAll(all) {
    this.#all = all;
    this.field.value = "";
    this.#draw();
  }

  #draw() {
    const [chosen, counts] = this.#last;
    const long = isLong(this.#values);
    const finding = this.#all && this.#values.length > FIND;
    const words = finding ? folded(this.field.value.trim()) : "";
    const shown = new Set(
      this.#all ? this.#values.filter((value) => !words || folded(this.label(value)).includes(words)) : shownFirst(this.#values, counts, [...this.#kept]),
    );
    this.#list.hidden = !this.#open;
    this.field.hidden = !(this.#open && finding);
    this.more.hidden = !(this.#open && long);
    this.more.textContent = this.#all ? this.#words.fewer : fill(this.#words.all, { count: this.#values.length });
    this.more.setAttribute("aria-expanded", String(this.#all));
    if (!this.#open) return;
    let next = null;
    for (const value of this.#values.toReversed()) {
      const row = this.#rows.get(value) ?? (shown.has(value) ? this.#row(value, next) : undefined);
      if (!row) continue;
      const count = counts.get(value);
      row.item.hidden = !shown.has(value);
      row.box.checked = chosen.includes(value);
      row.count.textContent = count ?? "";
      row.item.classList.toggle("hub-facet__none", count === 0 && !row.box.checked);
      next = row.item;
    }
  }

  #row(value, next) {
    const box = make("input", { type: "checkbox", value, onchange: () => this.#toggle(this.name, value) });
    const count = make("span", { className: "hub-filters__count" });
    const item = make("li", {}, make("label", {}, box, make("span", {}, this.label(value)), " ", count));
    this.#rows.set(value, { item, box, count });
    this.#list.insertBefore(item, next);
    return this.#rows.get(value);
  }
}

export class FacetPanel {
  #words;
  #change;
  #rest;
  #facets;
  #choice;

  constructor({ facets, words, change, rest, open = OPEN }) {
    this.#words = words;
    this.#change = change;
    this.#rest = rest;
    const toggle = (name, value) => change(toggled(this.#choice, name, value));
    this.#facets = new Map(facets.map((facet, place) => [facet.name, new Facet(facet, words, place < open, toggle)]));
    this.element = make("div", { className: "hub-facets" }, ...[...this.#facets.values()].map((facet) => facet.element));
    this.chips = list("hub-chips");
    this.chips.setAttribute("aria-label", words.chosen);
    this.chips.hidden = true;
  }

  /** The names of the facets. */
  get names() {
    return [...this.#facets.keys()];
  }

  /** What a value is called; the value itself, where nobody knows it. */
  label(name, value) {
    return this.#facets.get(name)?.label(value) ?? value;
  }

  /** Shows a choice and how many each value finds; without counts, none. */
  show(choice, counts = NONE) {
    this.#choice = choice;
    for (const [name, facet] of this.#facets) facet.show(choice.chosen.get(name) ?? [], counts.get(name) ?? NONE);
    this.#showChips();
  }

  #showChips() {
    const choice = this.#choice;
    const chips = choices(choice).map(([name, value]) => this.#chip(this.label(name, value), () => toggled(this.#choice, name, value)));
    const query = choice.query.trim();
    if (query) chips.unshift(this.#chip(`“${query}”`, () => ({ ...this.#choice, query: "" })));
    if (chips.length > 1) chips.push(make("button", { type: "button", className: "hub-chips__clear", onclick: () => this.#change(cleared(this.#choice)) }, this.#words.clear));
    const before = [...this.chips.querySelectorAll("button")].indexOf(document.activeElement);
    this.chips.replaceChildren(...chips.map((chip) => make("li", {}, chip)));
    this.chips.hidden = !isFiltering(choice);
    if (before >= 0) this.#focus(before);
  }

  #chip(label, next) {
    const button = make("button", { type: "button", className: "hub-chip" }, label);
    button.setAttribute("aria-label", fill(this.#words.remove, { value: label }));
    button.addEventListener("click", () => this.#change(next()));
    return button;
  }

  /** Puts the focus where a chip was that went: on the one that took its place, else on the last, else beyond the chips. */
  #focus(place) {
    const buttons = this.chips.querySelectorAll("button");
    (buttons[Math.min(place, buttons.length - 1)] ?? this.#rest)?.focus();
  }
}
