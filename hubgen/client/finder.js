/**
 * The finder's form: shows what fits of all practices, each with its reasons, and keeps what is asked in the address.
 *
 * Without it the page is the whole list. The practices are fetched when something is asked for the first time.
 */
import { choiceIn, isSame, withChoice } from "./facets.js";
import { NAMES, found, isAsking, said, summed, wishesOf } from "./finding.js";
import { fill } from "./words.js";

const SHOWN = 30;
const WAIT = 150;

const element = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};

class Finder {
  #root;
  #form;
  #results;
  #all;
  #words;
  #status = element("p", { class: "hub-found", role: "status" });
  #lists = element("div");
  #fetched;
  #timer;
  #choice;

  constructor(root) {
    this.#root = root;
    this.#form = root.querySelector("form");
    this.#results = root.querySelector(".hub-finder__results");
    this.#all = document.querySelector(".hub-finder__all");
    this.#words = JSON.parse(root.querySelector(".hub-finder__words").textContent);
    this.#results.append(element("h2", { class: "hub-visually-hidden" }, this.#words.results), this.#status, this.#lists);
    this.#choice = choiceIn(location.href, NAMES);
    this.#fillIn();
    this.#form.hidden = false;
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("input", ({ target }) => this.#ask(target.type === "search" ? WAIT : 0));
    this.#form.addEventListener("reset", () => this.#ask(0));
    addEventListener("popstate", () => this.#return());
    this.#show();
  }

  /** Puts the address' choice into the form. */
  #fillIn() {
    const { query, chosen } = this.#choice;
    const { elements } = this.#form;
    elements.q.value = query;
    for (const field of elements) {
      const values = chosen.get(field.name);
      if (field.type === "checkbox") field.checked = values?.includes(field.value) ?? false;
      else if (field.type === "radio") field.checked = field.value === (values?.[0] ?? "");
      else if (field.tagName === "SELECT") field.value = values?.[0] ?? "";
    }
    // an address may name what is not offered: then nothing is asked
    for (const select of this.#form.querySelectorAll("select")) if (select.selectedIndex < 0) select.value = "";
    const goals = [...this.#form.querySelectorAll("input[name=goal]")];
    if (goals.length && !goals.some(({ checked }) => checked)) goals[0].checked = true;
  }

  #chosen() {
    const given = new FormData(this.#form);
    const chosen = NAMES.map((name) => [name, given.getAll(name).filter(Boolean)]).filter(([, values]) => values.length);
    return { query: given.get("q") ?? "", chosen: new Map(chosen), sort: "" };
  }

  #ask(wait) {
    clearTimeout(this.#timer);
    // a form that is reset has its old values until the event is over
    this.#timer = setTimeout(() => {
      const choice = this.#chosen();
      if (isSame(choice, this.#choice)) return;
      this.#choice = choice;
      history.replaceState(history.state, "", withChoice(location.href, choice, NAMES));
      this.#show();
    }, wait);
  }

  #return() {
    this.#choice = choiceIn(location.href, NAMES);
    this.#fillIn();
    this.#show();
  }

  async #show() {
    const choice = this.#choice;
    const asked = choice.query.trim() !== "" || choice.chosen.size > 0;
    if (asked && !this.#fetched) this.#status.textContent = this.#words.loading;
    this.#reveal(asked);
    if (!asked) return;
    try {
      const data = await this.#practices();
      if (choice !== this.#choice) return;
      const wishes = wishesOf(choice, data);
      this.#reveal(isAsking(wishes));
      if (isAsking(wishes)) this.#list(found(data, wishes, document.documentElement.lang), data);
    } catch {
      this.#fetched = undefined;
      this.#status.textContent = this.#words.failed;
      this.#lists.replaceChildren();
      this.#all.hidden = false;
    }
  }

  #reveal(asked) {
    this.#results.hidden = !asked;
    this.#all.hidden = asked;
  }

  #practices() {
    this.#fetched ??= fetch(new URL(this.#root.dataset.src, location.href)).then((answer) => {
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      return answer.json();
    });
    return this.#fetched;
  }

  #list(outcome, data) {
    this.#status.textContent = summed(outcome, this.#words);
    const left = outcome.left.length;
    const parts = outcome.fitting.length ? [this.#rows(outcome.fitting, data)] : [];
    if (left) {
      const summary = element("summary", {}, fill(this.#words[left === 1 ? "left_one" : "left_many"], { count: left }));
      const details = element("details", { class: "hub-finder__left" }, summary);
      // most people never open it
      details.addEventListener("toggle", () => details.append(this.#rows(outcome.left, data)), { once: true });
      parts.push(details);
    }
    this.#lists.replaceChildren(...parts);
  }

  /** A list of practices; of many the first, with a button that shows more. */
  #rows(judged, data) {
    const list = element("ul", { class: "hub-rows", role: "list" });
    const more = element("button", { class: "hub-button hub-button--quiet", type: "button" });
    const holder = element("div", {}, list);
    let shown = 0;
    const show = () => {
      const next = judged.slice(shown, shown + SHOWN).map((one) => this.#row(one, data));
      shown += next.length;
      list.append(...next);
      more.textContent = fill(this.#words.more, { count: Math.min(SHOWN, judged.length - shown) });
      if (shown >= judged.length) more.remove();
      return next[0];
    };
    more.addEventListener("click", () => show()?.querySelector("a").focus());
    holder.append(more);
    show();
    return holder;
  }

  #row({ practice, reasons }, data) {
    const href = this.#root.dataset.root + practice.url;
    const why = reasons.map((one) =>
      element("li", { "data-state": one.state }, element("b", {}, this.#words[one.state]), " ", element("span", {}, said(one, this.#words))),
    );
    return element(
      "li",
      { class: "hub-row" },
      element("p", { class: "hub-row__kind" }, data.kinds[practice.kind] ?? ""),
      element("h3", { class: "hub-row__title" }, element("a", { href }, practice.title)),
      element("p", { class: "hub-row__summary" }, practice.summary ?? ""),
      element("ul", { class: "hub-why", role: "list" }, ...why),
    );
  }
}

export const start = () => {
  for (const root of document.querySelectorAll(".hub-finder")) new Finder(root);
};
