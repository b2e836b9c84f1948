/**
 * A field that finds one of many things by a part of its name, after the pattern "editable combobox with list autocomplete" of
 * the ARIA Authoring Practices: arrow keys go through what is found, Enter takes it, Escape closes the list.
 */
import { given, make } from "./elements.js";
import { folded, holds, wordsOf } from "./facets.js";

/** Things shown at once. */
const SHOWN = 12;

/** Returns the first things whose names hold all words of a query; those that begin with it come first. */
export const offers = (things, query, most = SHOWN) => {
  const words = wordsOf(query);
  const all = folded(query.trim());
  const found = things.filter(({ text }) => holds(text, words));
  const begins = found.filter(({ text }) => text.startsWith(all));
  return [...begins, ...found.filter((thing) => !begins.includes(thing))].slice(0, most);
};

/** Returns the place to go to in a list by a key, -1 being the field itself. */
export const placeAfter = (key, place, count) => {
  if (!count) return -1;
  if (key === "ArrowDown") return place + 1 < count ? place + 1 : 0;
  return place > 0 ? place - 1 : count - 1;
};

let number = 0;

export class Combobox {
  #things;
  #take;
  #words;
  #found = [];
  #place = -1;
  #list;
  #status;

  /** `things` is a function that gives, or promises, [{ value, label, note, text }…] with `text` folded; `take(thing)` is called with the one taken. */
  constructor({ label, hint, none, things, take }) {
    this.#things = things;
    this.#take = take;
    this.#words = { none };
    const id = `hub-combobox-${(number += 1)}`;
    this.#list = given(make("ul", { className: "hub-combobox__list", id: `${id}-list`, hidden: true }), { role: "listbox", "aria-label": label });
    this.input = given(make("input", { type: "text", id, autocomplete: "off", spellcheck: false, placeholder: hint }), {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.#list.id,
    });
    this.#status = given(make("span", { className: "hub-visually-hidden" }), { role: "status" });
    this.element = make("div", { className: "hub-combobox" }, given(make("label", {}, label), { for: id }), this.input, this.#list, this.#status);
    this.input.addEventListener("input", () => this.#open());
    this.input.addEventListener("click", () => this.#open());
    this.input.addEventListener("blur", () => this.#close());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    // the focus stays in the field
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(this.#found[[...this.#list.children].indexOf(option)]);
    });
  }

  async #open() {
    const query = this.input.value;
    const things = await this.#things();
    if (query !== this.input.value || document.activeElement !== this.input) return;
    this.#found = offers(things, query);
    this.#place = -1;
    this.#list.replaceChildren(...this.#found.map((thing, place) => this.#option(thing, place)));
    this.#status.textContent = this.#found.length ? "" : this.#words.none;
    if (!this.#found.length) this.#list.replaceChildren(given(make("li", { className: "hub-combobox__none" }, this.#words.none), { role: "option", "aria-disabled": "true" }));
    this.#list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#point();
  }

  #option({ label, note }, place) {
    return given(make("li", { id: `${this.#list.id}-${place}` }, label, note && make("small", {}, note)), { role: "option", "aria-selected": "false" });
  }

  #close() {
    this.#list.hidden = true;
    this.#place = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.#point();
  }

  async #key(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.#list.hidden) await this.#open();
      this.#place = placeAfter(event.key, this.#place, this.#found.length);
      this.#point();
    } else if (event.key === "Enter" && !this.#list.hidden) {
      event.preventDefault();
      const thing = this.#found[this.#place] ?? (this.#found.length === 1 ? this.#found[0] : undefined);
      if (thing) this.#choose(thing);
    } else if (event.key === "Escape" && !this.#list.hidden) {
      event.preventDefault();
      this.#close();
    }
  }

  /** Shows which option the arrow keys have reached. */
  #point() {
    [...this.#list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === this.#place)));
    const option = this.#list.children[this.#place];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #choose(thing) {
    if (!thing) return;
    this.input.value = "";
    this.#close();
    this.#take(thing);
  }
}
