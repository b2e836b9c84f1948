/** The voucher finder: shows which instruments fit, with each yes and no, and keeps what is asked in the address. */
import { announce } from "./announce.js";
import { drawing, given, make } from "./elements.js";
import { decimal } from "./fill-rules.js";
import { ranked } from "./voucher-fit.js";
import { fill } from "./words.js";

const ASKED = ["size", "country", "sector", "activity", "sum"];

class Vouchers {
  constructor(root, all) {
    Object.assign(this, { root, all });
    this.words = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    this.form = root.querySelector("form");
    this.status = root.querySelector("[role=status]");
    this.list = root.querySelector("ol");
    this.form.addEventListener("input", () => this.#changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", () => setTimeout(() => this.#changed()));
    addEventListener("popstate", () => this.#read());
    root.hidden = false;
    this.#read();
  }

  #read() {
    const address = new URLSearchParams(location.search);
    for (const name of ASKED) this.form.elements[name].value = address.get(name) ?? "";
    this.#show();
  }

  #changed() {
    const address = new URLSearchParams(ASKED.map((name) => [name, this.form.elements[name].value.trim()]).filter(([, value]) => value));
    history.replaceState(null, "", `${location.pathname}${address.size ? `?${address}` : ""}`);
    this.#show();
  }

  #show() {
    const asked = Object.fromEntries(ASKED.map((name) => [name, this.form.elements[name].value.trim()]));
    asked.sum = Number(decimal(asked.sum)) || 0;
    const found = ranked(asked, this.all, this.words);
    const fitting = found.filter(({ fits }) => fits).length;
    const text = fill(this.words.found, { count: fitting, all: found.length });
    this.status.textContent = text;
    this.list.replaceChildren(...found.map((row) => this.#row(row)));
    clearTimeout(this.saying);
    this.saying = setTimeout(() => announce(text), 600);
  }

  #row({ one, fits, criteria }) {
    const words = this.words;
    const sign = { true: ["yes", "material-check", words.yes], false: ["no", "material-close", words.no], null: ["open", "material-help-circle-outline", words.not_stated] };
    const reasons = criteria.map(({ holds, text }) => {
      const [name, icon, label] = sign[holds];
      return make("li", { className: `hub-fit hub-fit--${name}`, title: label }, drawing(icon), make("span", { className: "hub-visually-hidden" }, `${label}: `), text);
    });
    const approval = one.approval ? make("strong", {}, words.approval_first) : one.approval === false ? words.approval_not : words.approval_unknown;
    const notes = [approval, one.regions && fill(words.regions, { regions: one.regions }), one.calls && fill(words.calls, { calls: one.calls }), one.over && fill(words.over, { period: one.period }), one.known && fill(words.known, { when: one.known })].filter(Boolean);
    const title = make("h3", {}, make("a", { href: new URL(`${this.root.dataset.root}${one.url}`, location.href).href }, `${one.name}`));
    return make(
      "li",
      { className: `hub-voucher${fits ? "" : " hub-voucher--no"}` },
      make("p", { className: "hub-voucher__kind" }, fits ? words.fits : words.does_not_fit, " · ", one.programme),
      title,
      make("p", {}, [one.amount, one.purpose].filter(Boolean).join(" · ")),
      reasons.length > 0 && given(make("ul", {}, ...reasons), { role: "list" }),
      ...notes.map((note) => make("p", { className: "hub-voucher__note" }, note)),
    );
  }
}

export const start = async () => {
  for (const root of document.querySelectorAll(".hub-vouchers")) {
    const answer = await fetch(new URL(root.dataset.src, location.href));
    if (answer.ok) new Vouchers(root, await answer.json());
  }
};
