/**
 * Filters and sorts a directory. The page is delivered with its records in groups; whoever asks for something else gets rows
 * drawn here, from columns of the whole kind that are fetched when they are first needed. What is asked for stands in the
 * page's address.
 */
import { tellDrawn } from "./compare-button.js";
import { openWhereWide, wide } from "./drawer.js";
import { list, make } from "./elements.js";
import { FacetPanel, OPEN } from "./facet-panel.js";
import { NOTHING, choiceIn, choices, cleared, isFiltering, isSame, withChoice } from "./facets.js";
import { printAddress } from "./printed.js";
import { row } from "./row.js";
import { Rows } from "./rows.js";
import { SITE } from "./site.js";
import { fill } from "./words.js";

/** Rows drawn at once. */
const STEP = 100;
/** Milliseconds without a key after which words are looked for. */
const PAUSE = 120;
/** Milliseconds of fetching after which it is said. */
const PATIENCE = 400;

const readJson = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
};

class Directory {
  #root;
  #words;
  #folder;
  #panel;
  #field;
  #select;
  #drawer;
  #status;
  #total;
  #totals;
  #delivered;
  #results = make("div", { className: "hub-directory__found", hidden: true });
  #done;
  #rows;
  #ready;
  #choice = NOTHING;
  #asked = 0;
  #typing = false;
  #timer = 0;
  #shown = STEP;

  constructor(root, { facets, words }, said) {
    this.#root = root;
    this.#words = { ...words, sorted: said.sorted, compare: said.compare };
    this.#folder = root.dataset.kind;
    this.#field = root.querySelector("#hub-filter");
    this.#select = root.querySelector("#hub-sort");
    this.#drawer = root.querySelector(".hub-filters");
    this.#status = root.querySelector(".hub-found");
    this.#total = { text: this.#status.textContent, all: this.#status.querySelector("span").textContent, count: Number(root.dataset.total) };
    this.#delivered = root.querySelector(".hub-directory__all");
    this.#delivered.after(this.#results);
    this.#panel = new FacetPanel({ facets, words, rest: this.#status, open: wide().matches ? OPEN : 1, change: (choice) => this.#change(choice) });
    this.#totals = new Map(facets.map(({ name, values }) => [name, new Map(values.map(([value, , count]) => [value, count]))]));
    root.querySelector(".hub-directory__head").after(this.#panel.chips);
    this.#done = make("button", { type: "button", className: "hub-button hub-filters__done", onclick: () => this.#closeDrawer() });
    this.#drawer.append(this.#panel.element, this.#done);
    this.#listen();
    this.#show(this.#read(), history.state?.shown);
  }

  #listen() {
    this.#field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#change({ ...this.#choice, query: this.#field.value }, true), PAUSE);
    });
    this.#field.addEventListener("blur", () => (this.#typing = false));
    this.#select?.addEventListener("change", () => this.#change({ ...this.#choice, sort: this.#select.value }));
    if (this.#select) this.#select.parentElement.hidden = false;
    // fetched before the first choice, where somebody is about to make one
    for (const control of [this.#drawer, this.#select].filter(Boolean)) {
      for (const sign of ["pointerenter", "focusin"]) control.addEventListener(sign, () => this.#load().catch(() => {}), { once: true });
    }
    addEventListener("popstate", (event) => this.#show(this.#read(), event.state?.shown));
    openWhereWide(this.#drawer);
    if (location.hash === "#hub-filter") {
      this.#drawer.open = true;
      this.#field.focus();
    }
  }

  /** The choice in the address; an order that is not offered is none. */
  #read() {
    const choice = choiceIn(location.href, this.#panel.names);
    const offered = [...(this.#select?.options ?? [])].map((option) => option.value);
    return offered.includes(choice.sort) ? choice : { ...choice, sort: "" };
  }

  /** Shows a choice and puts it into the address: one entry of the history for each, and one for all that is typed at once. */
  #change(choice, typing = false) {
    if (isSame(choice, this.#choice)) return;
    const address = withChoice(location.href, choice, this.#panel.names);
    if (typing && this.#typing) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.#typing = typing;
    this.#show(choice);
  }

  #load() {
    this.#ready ??= readJson(new URL(`${this.#folder}/rows.json`, SITE))
      .then((packed) => (this.#rows = new Rows(packed, document.documentElement.lang)))
      .catch((fault) => {
        this.#ready = undefined; // the next attempt may succeed
        throw fault;
      });
    return this.#ready;
  }

  async #show(choice, shown = STEP) {
    const asked = (this.#asked += 1);
    clearTimeout(this.#timer);
    this.#choice = choice;
    this.#shown = shown;
    if (this.#field.value.trim() !== choice.query.trim()) this.#field.value = choice.query;
    if (this.#select) this.#select.value = choice.sort;
    printAddress();
    this.#showOnMap();
    if (!isFiltering(choice) && !choice.sort) return this.#showDelivered();
    const patience = setTimeout(() => asked === this.#asked && this.#say(this.#words.loading), this.#rows ? PATIENCE * 100 : PATIENCE);
    try {
      if (!this.#rows) await this.#load();
    } catch (fault) {
      console.error(fault);
      if (asked === this.#asked) this.#showFault();
      return;
    } finally {
      clearTimeout(patience);
    }
    if (asked === this.#asked) this.#showFound();
  }

  /** The map shows what is chosen here, as far as it knows it. */
  #showOnMap() {
    const way = document.querySelector(".hub-to-map a");
    if (way) way.href = withChoice(way.href, { ...NOTHING, chosen: this.#choice.chosen }, this.#panel.names);
  }

  #showDelivered() {
    this.#panel.show(this.#choice, this.#totals);
    this.#results.replaceChildren();
    this.#results.hidden = true;
    this.#delivered.hidden = false;
    this.#say(this.#total.text);
    this.#sayChosen(this.#total.count);
  }

  #showFault() {
    this.#showDelivered();
    this.#say(this.#words.failed);
  }

  #showFound() {
    const { rows, counts } = this.#rows.find(this.#choice);
    const order = this.#choice.sort ? this.#select.selectedOptions[0] : undefined;
    const numbers = order ? this.#rows.sort(rows, order.value, order.dataset.type) : rows;
    const sortedBy = order ? fill(this.#words.sorted, { order: order.textContent }) : "";
    const counted = isFiltering(this.#choice) ? fill(this.#words.found, { count: this.#number(rows.length), all: this.#number(this.#total.count) }) : this.#total.all;
    this.#panel.show(this.#choice, counts);
    this.#delivered.hidden = true;
    this.#results.hidden = false;
    if (rows.length) this.#results.replaceChildren(...this.#list(numbers, sortedBy || this.#words.results));
    else this.#results.replaceChildren(this.#empty());
    tellDrawn();
    this.#say([counted, rows.length && sortedBy].filter(Boolean).join(" · "));
    this.#sayChosen(rows.length);
  }

  /** A heading for who cannot see the rows, the rows, and a button for more of them. */
  #list(numbers, heading) {
    const found = list("hub-rows");
    const more = make("button", { type: "button", className: "hub-button hub-button--quiet hub-directory__more" });
    const add = (upTo) => {
      found.append(...numbers.slice(found.children.length, upTo).map((number) => row(this.#rows.rows[number], this.#folder, this.#words.compare)));
      const left = numbers.length - found.children.length;
      more.hidden = !left;
      more.textContent = fill(this.#words.more, { count: this.#number(Math.min(left, STEP)) });
    };
    more.addEventListener("click", () => {
      const from = found.children.length;
      add(from + STEP);
      this.#shown = found.children.length;
      history.replaceState({ ...history.state, shown: this.#shown }, "");
      found.children[from].querySelector("a").focus();
      tellDrawn();
    });
    add(this.#shown);
    return [make("h2", { className: "hub-visually-hidden" }, heading), found, more];
  }

  /** What to do where nothing is found: leave out what stands in the way. */
  #empty() {
    const ways = this.#rows.waysOut(this.#choice).map(({ name, choice, count }) => {
      const value = name ? this.#choice.chosen.get(name).map((one) => this.#panel.label(name, one)).join(", ") : `“${this.#choice.query.trim()}”`;
      return make("li", {}, make("button", { type: "button", className: "hub-button hub-button--quiet", onclick: () => this.#leave(choice) }, fill(this.#words.without, { value, count: this.#number(count) })));
    });
    const all = make("button", { type: "button", className: "hub-button hub-button--quiet", onclick: () => this.#leave(cleared(this.#choice)) }, fill(this.#words.whole, { count: this.#number(this.#total.count) }));
    return make("div", { className: "hub-empty" }, make("p", {}, this.#words.none), list("hub-empty__ways", ...ways, make("li", {}, all)));
  }

  #leave(choice) {
    this.#status.focus();
    this.#change(choice);
  }

  #sayChosen(count) {
    const number = choices(this.#choice).length + (this.#choice.query.trim() ? 1 : 0);
    this.#drawer.querySelector(".hub-filters__chosen").textContent = number ? fill(this.#words.number, { count: number }) : "";
    this.#done.textContent = fill(this.#words.show, { count: this.#number(count) });
  }

  #closeDrawer() {
    this.#drawer.open = false;
    this.#status.focus();
    this.#root.scrollIntoView();
  }

  #say(text) {
    if (this.#status.textContent !== text) this.#status.textContent = text;
  }

  #number(number) {
    return number.toLocaleString(document.documentElement.lang);
  }
}

export const start = (words) => {
  for (const source of document.querySelectorAll(".hub-directory__choices")) {
    new Directory(source.closest(".hub-directory"), JSON.parse(source.textContent), words);
  }
};
