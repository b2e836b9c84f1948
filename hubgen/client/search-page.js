/**
 * The search page: all results, narrowed down by facets, in an order. What is asked for stands in the page's address: a step
 * of the history for each choice, and one for all that is typed at once.
 */
import { announce } from "./announce.js";
import { compareButton, tellDrawn } from "./compare-button.js";
import { list, make } from "./elements.js";
import { FacetPanel } from "./facet-panel.js";
import { NOTHING, choiceIn, choices, cleared, found as narrowed, isFiltering, isSame, withChoice } from "./facets.js";
import said from "./said.js";
import { openIndex } from "./search-index.js";
import { ordered, waysOut } from "./search-orders.js";
import { countWords, describing, suggestion } from "./search-results.js";
import { fill } from "./words.js";

/** Results drawn at once. */
const STEP = 10;
/** Milliseconds without a key after which it is searched, those of waiting after which it is said, and of rest before a count is spoken. */
const PAUSE = 60;
const PATIENCE = 400;
const REST = 700;
const WIDE = matchMedia("(min-width: 56em)");

class SearchPage {
  #words;
  #parts;
  #title = document.title;
  #index;
  #facets;
  #panel;
  #choice = NOTHING;
  #found;
  #asked = 0;
  #typing = false;
  #timer = 0;
  #speaking = 0;

  constructor(root, words) {
    this.#words = words;
    const part = (selector) => root.querySelector(selector);
    this.#parts = {
      root, form: part(".hub-search-page__form"), field: part("#hub-search-page-field"), head: part(".hub-directory__head"), drawer: part(".hub-filters"),
      status: part(".hub-found"), sort: part("#hub-sort"), results: part(".hub-search-page__results"), without: part(".hub-search-page__without"),
    };
    this.#start().catch((fault) => this.#showFault(fault));
  }

  async #start() {
    this.#index = await openIndex(this.#words.search);
    this.#facets = await this.#index.facets();
    const facets = this.#facets.facets.map(({ name, title, values, labels }) => ({ name, title, values: values.map((value, place) => [value, labels[place]]) }));
    this.#panel = new FacetPanel({ facets, words: this.#words.filters, rest: this.#parts.status, change: (choice) => this.#change({ ...choice, query: this.#choice.query }) });
    this.#parts.head.after(this.#panel.chips);
    const done = make("button", { type: "button", className: "hub-button hub-filters__done", onclick: () => this.#closeDrawer() });
    this.#parts.drawer.append(this.#panel.element, done);
    this.#parts.done = done;
    this.#listen();
    this.#parts.root.dataset.ready = "";
    const address = this.#read();
    if (!isFiltering(address) && WIDE.matches) this.#parts.field.focus({ preventScroll: true });
    await this.#show(address, history.state?.shown);
  }

  #listen() {
    const { field, form, sort, drawer } = this.#parts;
    field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#type(), PAUSE);
    });
    field.addEventListener("blur", () => (this.#typing = false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#type();
      this.#typing = false;
    });
    sort.addEventListener("change", () => this.#change({ ...this.#choice, sort: sort.value }));
    addEventListener("popstate", (event) => this.#show(this.#read(), event.state?.shown));
    const fit = () => (drawer.open = WIDE.matches);
    WIDE.addEventListener("change", fit);
    fit();
    drawer.dataset.ready = "";
  }

  #read() {
    const choice = choiceIn(location.href, this.#panel.names);
    const offered = [...this.#parts.sort.options].map((option) => option.value);
    return offered.includes(choice.sort) ? choice : { ...choice, sort: "" };
  }

  #type() {
    clearTimeout(this.#timer);
    this.#change({ ...this.#choice, query: this.#parts.field.value }, true);
  }

  #change(choice, typing = false) {
    if (isSame(choice, this.#choice)) return;
    const address = withChoice(location.href, choice, this.#panel.names);
    if (typing && this.#typing) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    this.#typing = typing;
    this.#show(choice);
  }

  async #show(choice, shown = STEP) {
    const asked = (this.#asked += 1);
    const { field, sort } = this.#parts;
    this.#choice = choice;
    if (field.value.trim() !== choice.query.trim()) field.value = choice.query;
    sort.value = choice.sort;
    const query = choice.query.trim();
    sort.options[0].textContent = query ? this.#words.search_page.by_relevance : this.#words.search_page.by_kind;
    document.title = query ? `${query} · ${this.#title}` : this.#title;
    const patience = setTimeout(() => asked === this.#asked && this.#say(fill(this.#words.search.searching, { term: query })), PATIENCE);
    try {
      const found = this.#found?.query === query ? this.#found : query ? await this.#index.find(query) : this.#index.all();
      const { rows, counts } = this.#narrow(found, choice);
      const pages = ordered(found.pages, rows, choice.sort, this.#facets);
      const cards = await Promise.all(pages.slice(0, shown).map((page) => this.#index.card(page)));
      const likely = query ? await this.#index.meant(found) : "";
      if (asked !== this.#asked) return;
      this.#found = found;
      this.#panel.show({ ...choice, query: "" }, counts); // the words are in the field: they need no chip
      this.#draw(found, pages, cards, likely);
    } catch (fault) {
      if (asked === this.#asked) this.#showFault(fault);
    } finally {
      clearTimeout(patience);
    }
  }

  /** What a choice leaves of the pages found, and how many each value would leave. */
  #narrow(found, choice) {
    const inside = new Uint8Array(this.#index.size);
    for (const page of found.pages) inside[page] = 1;
    return narrowed(this.#facets.facets, choice, this.#index.size, (page) => inside[page]);
  }

  #draw(found, pages, cards, likely) {
    const { results, drawer, done } = this.#parts;
    const { search } = this.#words;
    const ask = likely && suggestion(search, likely, (query) => this.#leave({ ...this.#choice, query }));
    const body = pages.length ? this.#list(found, pages, cards) : found.pages.length ? [this.#narrowedToNone(found)] : [this.#nothing()];
    results.replaceChildren(...[ask, ...body].filter(Boolean));
    tellDrawn();
    const counted = this.#counted(found, pages);
    this.#say(counted);
    this.#speak(counted);
    const number = choices(this.#choice).length;
    drawer.querySelector(".hub-filters__chosen").textContent = number ? fill(this.#words.filters.number, { count: number }) : "";
    done.textContent = fill(this.#words.search_page.show, { count: this.#number(pages.length) });
  }

  #counted(found, pages) {
    const { search_page, search } = this.#words;
    if (found.query && pages.length === found.pages.length) return countWords(search, found, this.#index.language);
    const filtered = { count: this.#number(pages.length), all: this.#number(found.pages.length), term: found.query };
    return fill(pages.length === found.pages.length ? search_page.all : found.query ? search_page.some_for : search_page.some, filtered);
  }

  /** A heading for who cannot see the rows, the rows, and a button for more of them. */
  #list(found, pages, cards) {
    const describe = describing(this.#index, found.words, this.#words.search);
    const rows = list("hub-rows", ...cards.map((card) => this.#row(card, describe(card))));
    const more = make("button", { type: "button", className: "hub-button hub-button--quiet hub-directory__more" });
    const label = () => {
      const left = pages.length - rows.children.length;
      more.hidden = !left;
      more.textContent = fill(this.#words.search.more, { count: Math.min(left, STEP) });
    };
    more.addEventListener("click", async () => {
      const from = rows.children.length;
      const next = await Promise.all(pages.slice(from, from + STEP).map((page) => this.#index.card(page)));
      rows.append(...next.map((card) => this.#row(card, describe(card))));
      history.replaceState({ ...history.state, shown: rows.children.length }, "");
      label();
      tellDrawn();
      rows.children[from].querySelector("a").focus();
    });
    label();
    return [make("h2", { className: "hub-visually-hidden" }, this.#words.search.results), rows, more];
  }

  /** A row; what can be compared, with a button for it. */
  #row(card, { kind, title, names, summary, passage }) {
    return make(
      "li",
      { className: "hub-row" },
      make("p", { className: "hub-result__line" }, ...kind),
      make("h3", { className: "hub-row__title" }, make("a", { href: card.url }, ...title)),
      names.length > 0 && make("p", { className: "hub-result__names" }, ...names),
      make("p", { className: "hub-row__summary" }, ...summary),
      passage.length > 0 && make("p", { className: "hub-passage" }, ...passage),
      this.#words.compared.includes(card.kind.id) && compareButton(`${card.kind.id}/${card.url.split("/").at(-2)}`, this.#words.compare, card.title),
    );
  }

  /** What to do where the facets leave nothing: give up one of them. */
  #narrowedToNone(found) {
    const { filters, search_page } = this.#words;
    const way = (label, choice) => make("li", {}, make("button", { type: "button", className: "hub-button hub-button--quiet", onclick: () => this.#leave(choice) }, label));
    const ways = waysOut(this.#choice, (choice) => this.#narrow(found, choice).rows.length).map(({ name, choice, count }) => {
      const value = this.#choice.chosen.get(name).map((one) => this.#panel.label(name, one)).join(", ");
      return way(fill(filters.without, { value, count: this.#number(count) }), choice);
    });
    const all = way(fill(search_page.unfiltered, { count: this.#number(found.pages.length) }), { ...cleared(this.#choice), query: this.#choice.query });
    return make("div", { className: "hub-empty" }, make("p", {}, search_page.none), list("hub-empty__ways", ...ways, all));
  }

  /** What to do where the words find nothing. */
  #nothing() {
    const browse = this.#parts.without.querySelector("ul")?.cloneNode(true);
    return make("div", { className: "hub-empty" }, make("p", {}, this.#words.search.found_none_hint), browse);
  }

  #leave(choice) {
    this.#parts.status.focus();
    this.#change(choice);
  }

  #closeDrawer() {
    this.#parts.drawer.open = false;
    this.#parts.status.focus();
    this.#parts.status.scrollIntoView({ block: "center" });
  }

  #showFault(fault) {
    const { missing, missing_hint, failed, failed_hint } = this.#words.search;
    if (!fault.missing) console.error(fault);
    const said = fault.missing ? [missing, missing_hint] : [failed, failed_hint];
    this.#parts.without.querySelector("p").textContent = said.join(". ");
    this.#parts.root.dataset.ready = "failed";
    announce(said[0]);
  }

  #say(text) {
    this.#parts.status.textContent = text;
  }

  /** Says a count to screen readers when nobody has typed for a while. */
  #speak(text) {
    clearTimeout(this.#speaking);
    this.#speaking = setTimeout(() => announce(text), REST);
  }

  #number(number) {
    return number.toLocaleString(this.#index.language);
  }
}

export const start = ({ compare }) => {
  const root = document.querySelector(".hub-search-page");
  const own = JSON.parse(root.querySelector(".hub-search-page__words").textContent);
  new SearchPage(root, { search: said.search, compare, ...own });
};
