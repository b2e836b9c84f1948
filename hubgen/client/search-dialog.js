/**
 * The search dialog: the best results while somebody types, and the way to all of them. It is there at once, so that no key
 * is lost; what searches is fetched when it is opened.
 */
import { drawing, given, make } from "./elements.js";
import { nextIndex } from "./search-keys.js";
import { SITE } from "./site.js";
import { fill } from "./words.js";

const SHOWN = 8;
const KINDS = 4;
/** Milliseconds without a key after which it is searched, and those after which it is said that it takes long. */
const PAUSE = 40;
const PATIENCE = 300;
const ALL = "M4 11v2h12l-5.5 5.5 1.42 1.42L19.84 12l-7.92-7.92L10.5 5.5 16 11z";

export class SearchDialog {
  #words;
  #asked = 0;
  #term = "";
  #shown = "";
  #entered = false;
  #timer = 0;

  constructor(words) {
    this.#words = words;
    this.input = make("input", {
      type: "search", className: "hub-search__input", autocomplete: "off", spellcheck: false, enterKeyHint: "search", placeholder: words.placeholder, maxLength: 200,
    });
    this.input.setAttribute("aria-label", words.label);
    this.status = given(make("p", { className: "hub-search__status" }), { role: "status" });
    this.content = make("div");
    const close = make("button", { type: "button", className: "hub-icon-button", onclick: () => this.dialog.close() }, words.close);
    const form = given(make("form", { className: "hub-search__head" }, this.#searchIcon(), this.input, close), { role: "search" });
    form.addEventListener("submit", (event) => this.#enter(event));
    this.dialog = make(
      "dialog",
      { className: "hub-search" },
      form,
      make("div", { className: "hub-search__body" }, this.status, this.content),
      make("p", { className: "hub-search__keys" }, words.keys),
    );
    this.dialog.setAttribute("aria-label", words.label);
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    this.dialog.addEventListener("keydown", (event) => this.#move(event));
    this.input.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#entered = false;
      this.#timer = setTimeout(() => this.#search(), PAUSE);
    });
    document.body.append(this.dialog);
    this.#showIdle();
  }

  /** Opens the dialog; the browser gives the focus back to where it was when it closes. */
  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.input.focus();
    this.input.select();
    this.#load().catch((fault) => this.#showFault(fault));
  }

  /** What searches, and what draws results: { index, results }. */
  async #load() {
    const [{ openIndex }, results] = await Promise.all([import("./search-index.js"), import("./search-results.js")]);
    return { index: await openIndex(this.#words), results };
  }

  #ask(term) {
    this.input.value = term;
    this.input.focus();
    this.#search();
  }

  async #search() {
    clearTimeout(this.#timer);
    const term = this.input.value.trim();
    if (term === this.#term) return;
    this.#term = term;
    const asked = (this.#asked += 1);
    if (!term) return this.#showIdle();
    const patience = setTimeout(() => asked === this.#asked && (this.status.textContent = fill(this.#words.searching, { term })), PATIENCE);
    try {
      const { index, results } = await this.#load();
      const found = await index.find(term);
      const cards = await Promise.all(found.pages.slice(0, SHOWN).map((page) => index.card(page)));
      const likely = await index.meant(found);
      if (asked === this.#asked) this.#showFound(index, results, found, cards, likely);
    } catch (fault) {
      if (asked === this.#asked) this.#showFault(fault);
    } finally {
      clearTimeout(patience);
    }
  }

  #showFound(index, { countWords, describing, kindLinks, suggestion }, found, cards, likely) {
    const describe = describing(index, found.words, this.#words);
    const list = given(make("ol", { className: "hub-search__list" }, ...cards.map((card) => this.#row(card, describe(card)))), {
      role: "list", "aria-label": this.#words.results,
    });
    this.#shown = this.#term;
    this.status.textContent = countWords(this.#words, found, index.language);
    const ask = likely && suggestion(this.#words, likely, (term) => this.#ask(term));
    if (cards.length) this.content.replaceChildren(...[ask, kindLinks(index, found, SITE, this.#words, KINDS), list, this.#all(index, found)].filter(Boolean));
    else this.content.replaceChildren(...[ask, make("p", { className: "hub-search__hint" }, this.#words.found_none_hint), this.#places()].filter(Boolean));
    this.content.parentElement.scrollTop = 0;
    if (this.#entered) this.#open();
  }

  #row({ url }, { kind, title, names, summary, passage }) {
    const parts = [
      make("span", { className: "hub-result__line" }, ...kind),
      make("span", { className: "hub-search__title" }, ...title),
      names.length > 0 && make("span", { className: "hub-result__names" }, ...names),
      make("span", { className: "hub-search__text" }, ...summary),
      passage.length > 0 && make("span", { className: "hub-passage" }, ...passage),
    ];
    return make("li", {}, make("a", { href: url }, ...parts.filter(Boolean).flatMap((part) => [part, " "])));
  }

  #all(index, { pages, query }) {
    const count = pages.length.toLocaleString(index.language);
    const words = pages.length === 1 ? this.#words.all_one : fill(this.#words.all, { count });
    return make("p", { className: "hub-search__all" }, make("a", { href: this.#page(query) }, words, drawing(ALL)));
  }

  /** The search page's address, with words. */
  #page(query) {
    const url = new URL("search/", SITE);
    if (query) url.searchParams.set("q", query);
    return url.href;
  }

  #showIdle() {
    this.#shown = "";
    this.status.textContent = "";
    const finder = make("p", { className: "hub-search__all" }, make("a", { href: this.#page("") }, this.#words.by_facets, drawing(ALL)));
    this.content.replaceChildren(make("p", { className: "hub-search__hint" }, this.#words.hint), this.#places(), finder);
  }

  #showFault(fault) {
    const { missing, missing_hint, failed, failed_hint } = this.#words;
    if (!fault.missing) console.error(fault);
    this.#term = ""; // the same words can be asked for again
    this.status.textContent = fault.missing ? missing : failed;
    this.content.replaceChildren(make("p", { className: "hub-search__hint" }, fault.missing ? missing_hint : failed_hint), this.#places());
  }

  /** The places of the header, for somebody who would rather browse. */
  #places() {
    const links = [...document.querySelectorAll(".hub-places a")].map((link) => make("li", {}, make("a", { href: link.href }, link.textContent)));
    return make("div", { className: "hub-search__browse" }, this.#words.browse, given(make("ul", { className: "hub-search__places" }, ...links), { role: "list" }));
  }

  #searchIcon() {
    return document.querySelector("[data-hub-search] .hub-icon")?.cloneNode(true) ?? "";
  }

  /** Opens the first result; where it is not there yet, as soon as it is. */
  #enter(event) {
    event.preventDefault();
    if (!this.input.value.trim()) return;
    if (this.#shown === this.input.value.trim()) return this.#open();
    this.#entered = true;
    this.#search();
  }

  #open() {
    const first = this.content.querySelector(".hub-search__list a");
    location.assign(first?.href ?? this.#page(this.#term));
  }

  #move(event) {
    if (event.key === "Escape") {
      event.preventDefault(); // in a search field it would only empty the field
      return this.dialog.close();
    }
    const stops = [this.input, ...this.content.querySelectorAll(".hub-meant button, .hub-search__list a, .hub-search__all a, .hub-search__places a")];
    const to = nextIndex(event.key, stops.indexOf(document.activeElement), stops.length);
    if (to >= 0) {
      event.preventDefault();
      stops[to].focus();
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.input.focus(); // typing goes on in the field
    }
  }
}
