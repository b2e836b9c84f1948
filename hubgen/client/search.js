/**
 * The search dialog, over Pagefind's API (its own Component UI draws icons from data: addresses, which the site's policy
 * forbids, and weighs 48 kB). Nothing of Pagefind is fetched before the dialog is opened.
 */
import { countWords, nextIndex, opensSearch, resultParts } from "./results.js";
import { fill } from "./words.js";

/** The site's address, whatever folder it lives in: this file lies in assets/javascripts/. */
const SITE = new URL("../../", import.meta.url);
const INDEX = new URL("pagefind/pagefind.js", SITE).href;
const SHOWN = 8;
const PAUSE = 120;

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const svg = (path) => {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return make("span", { className: "hub-icon" }, drawing);
};

const inField = (element) => element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? "");

/** Returns the loaded index, or throws an Error whose `missing` tells a site without index from a failed request. */
const loadIndex = async () => {
  try {
    const pagefind = await import(INDEX);
    await pagefind.options({ baseUrl: SITE.pathname });
    await pagefind.init();
    return pagefind;
  } catch (cause) {
    const answer = await fetch(INDEX, { method: "HEAD" }).catch(() => null);
    throw Object.assign(new Error("no search index", { cause }), { missing: answer?.status === 404 });
  }
};

class SearchDialog {
  #words;
  #index;
  #term = "";

  constructor(words) {
    this.#words = words;
    this.input = make("input", {
      type: "search", className: "hub-search__input", autocomplete: "off", spellcheck: false, enterKeyHint: "search", placeholder: words.placeholder,
    });
    this.input.setAttribute("aria-label", words.label);
    this.status = make("p", { className: "hub-search__status" });
    this.status.setAttribute("role", "status");
    this.content = make("div");
    const close = make("button", { type: "button", className: "hub-icon-button", onclick: () => this.dialog.close() }, words.close);
    const form = make("form", { className: "hub-search__head" }, this.#searchIcon(), this.input, close);
    form.setAttribute("role", "search");
    form.addEventListener("submit", (event) => this.#openFirst(event));
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
    this.input.addEventListener("input", () => this.#search());
    document.body.append(this.dialog);
    this.#showIdle();
  }

  /** Opens the dialog; the browser gives the focus back to where it was when it closes. */
  open() {
    if (this.dialog.open) return;
    this.dialog.showModal();
    this.input.focus();
    this.input.select();
    this.#ready().catch((fault) => this.#showFault(fault));
  }

  #ready() {
    this.#index ??= loadIndex().catch((fault) => {
      this.#index = undefined; // the next attempt may succeed
      throw fault;
    });
    return this.#index;
  }

  async #search() {
    const term = this.input.value.trim();
    if (term === this.#term) return;
    this.#term = term;
    if (!term) return this.#showIdle();
    try {
      const index = await this.#ready();
      if (!this.content.querySelector("ol")) this.status.textContent = fill(this.#words.searching, { term });
      const found = await index.debouncedSearch(term, {}, PAUSE);
      if (found && term === this.#term) await this.#showResults(term, found.results);
    } catch (fault) {
      this.#showFault(fault);
    }
  }

  async #showResults(term, results) {
    const list = make("ol", { className: "hub-search__list" });
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", this.#words.results);
    const more = make("button", { type: "button", className: "hub-button hub-button--quiet hub-search__more" });
    const append = async () => {
      const from = list.children.length;
      const next = await Promise.all(results.slice(from, from + SHOWN).map((result) => result.data()));
      if (term !== this.#term) return;
      list.append(...next.map((page) => this.#row(resultParts(page))));
      const left = results.length - list.children.length;
      more.hidden = left <= 0;
      more.textContent = fill(this.#words.more, { count: Math.min(left, SHOWN) });
      if (from) list.children[from].querySelector("a").focus();
    };
    more.addEventListener("click", append);
    await append();
    if (term !== this.#term) return;
    this.status.textContent = countWords(this.#words, results.length, term);
    if (results.length) this.content.replaceChildren(list, more);
    else this.content.replaceChildren(make("p", { className: "hub-search__hint" }, this.#words.found_none_hint), this.#places());
  }

  #row({ url, title, kind, category, icon, text }) {
    const link = make("a", { href: url });
    if (kind) link.append(make("span", { className: "hub-search__kind" }, ...(icon ? [svg(icon)] : []), kind));
    link.append(make("span", { className: "hub-search__title" }, title));
    link.append(make("span", { className: "hub-search__text" }, ...text.map((part) => (part.marked ? make("mark", {}, part.text) : part.text))));
    const row = make("li", {}, link);
    if (category) row.dataset.category = category;
    return row;
  }

  #showIdle() {
    this.status.textContent = "";
    this.content.replaceChildren(make("p", { className: "hub-search__hint" }, this.#words.hint), this.#places());
  }

  #showFault(fault) {
    const { missing, missing_hint, failed, failed_hint } = this.#words;
    if (!fault.missing) console.error(fault);
    this.status.textContent = fault.missing ? missing : failed;
    this.content.replaceChildren(make("p", { className: "hub-search__hint" }, fault.missing ? missing_hint : failed_hint), this.#places());
  }

  /** The places of the header, for somebody who would rather browse. */
  #places() {
    const links = [...document.querySelectorAll(".hub-places a")].map((link) => make("li", {}, make("a", { href: link.href }, link.textContent)));
    const list = make("ul", { className: "hub-search__places" }, ...links);
    list.setAttribute("role", "list");
    return make("div", { className: "hub-search__browse" }, this.#words.browse, list);
  }

  #searchIcon() {
    return document.querySelector("[data-hub-search] .hub-icon")?.cloneNode(true) ?? "";
  }

  #openFirst(event) {
    event.preventDefault();
    this.content.querySelector(".hub-search__list a")?.click();
  }

  #move(event) {
    if (event.key === "Escape") {
      event.preventDefault(); // in a search field it would only empty the field
      return this.dialog.close();
    }
    const stops = [this.input, ...this.content.querySelectorAll("a, button:not([hidden])")];
    const to = nextIndex(event.key, stops.indexOf(document.activeElement), stops.length);
    if (to >= 0) {
      event.preventDefault();
      stops[to].focus();
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.input.focus(); // typing goes on in the field
    }
  }
}

/** Makes every `[data-hub-search]` link, Ctrl+K, ⌘K and "/" open the dialog. Without this script the links browse. */
export const startSearch = (words) => {
  let dialog;
  const open = (event) => {
    event.preventDefault();
    document.querySelector(".hub-menu:popover-open")?.hidePopover();
    (dialog ??= new SearchDialog(words)).open();
  };
  for (const link of document.querySelectorAll("[data-hub-search]")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => !(event.ctrlKey || event.metaKey || event.shiftKey) && open(event));
    link.addEventListener("keydown", (event) => event.key === " " && open(event));
  }
  document.addEventListener("keydown", (event) => opensSearch(event, inField(event.target)) && open(event));
  if (/Mac|iPhone|iPad/.test(navigator.platform)) for (const key of document.querySelectorAll("kbd[data-mac]")) key.textContent = key.dataset.mac;
};
