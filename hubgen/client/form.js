/**
 * A template's form beside its document: typing fills the document. Answers stay in the browser until they are cleared; they
 * can be saved to a file and opened again, and the document can be taken home. Nothing that is typed leaves the page.
 */
import { announce } from "./announce.js";
import { given, make } from "./elements.js";
import { control } from "./fill-controls.js";
import { given as answered, opened, written } from "./fill-file.js";
import { marked, parser, show } from "./fill-paper.js";
import { events, fault, made, scores, verdict } from "./fill-rules.js";
import { byHand, filled } from "./fill-text.js";
import { calendar } from "./ics.js";
import { SITE } from "./site.js";
import { frontMatter, pasted, rich, save } from "./take-away.js";
import { fill } from "./words.js";

const WAIT = 120;

class Form {
  constructor(root, { plan, words, schema, about }, name) {
    Object.assign(this, { root, plan, words, schema, about });
    this.key = `hub-form ${SITE.pathname}${name}`;
    this.paper = root.querySelector(".hub-template__paper");
    this.markdown = parser();
    this.byId = new Map(plan.fields.map((field) => [field.id, field]));
    this.blanks = new Map(plan.fields.flatMap((field) => [[field.id, field], ...(field.columns ?? []).map((column) => [column.id, column])]));
    this.controls = new Map();
    this.touched = new Set();
    this.#build();
    this.#set(this.#restored());
    addEventListener("pointerdown", () => (this.pressed = true), true);
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (this.pressed = false), true);
    addEventListener("beforeprint", () => this.#draw(byHand));
    addEventListener("afterprint", () => this.#draw());
  }

  get values() {
    return Object.fromEntries([...this.controls].map(([id, { value }]) => [id, value()]).filter(([, value]) => value.length));
  }

  get all() {
    return made(this.plan, this.values, this.words);
  }

  /** Returns the filled document as Markdown, with its title. */
  text() {
    return `# ${this.plan.title}\n\n${filled(this.plan, this.all)}`;
  }

  // --- what is on the page ---

  #build() {
    const words = this.words;
    const button = (label, act, quiet = true) => make("button", { type: "button", className: `hub-button${quiet ? " hub-button--quiet" : ""}`, onclick: act }, label);
    this.form = make("form", { className: "hub-form", autocomplete: "off", noValidate: true });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.note = given(make("p", { className: "hub-form__note" }), { role: "status" });
    this.progress = make("p", { className: "hub-form__progress" });
    this.summary = given(make("div", { className: "hub-form__summary", tabIndex: -1 }), { role: "alert" });
    this.outcome = given(make("div", { className: "hub-form__outcome" }), { "aria-live": "polite" });
    const file = make("input", { type: "file", accept: ".json,application/json", hidden: true });
    file.addEventListener("change", () => this.#open(file));
    this.form.append(...this.#sections(), make("p", { className: "hub-actions" }, button(words.check, () => this.#check(), false)), this.summary, this.outcome);
    const keeping = make("p", { className: "hub-actions" }, button(words.save, () => this.#save()), button(words.open, () => file.click()), button(words.clear, () => this.#clear()), file);
    const side = given(make("section", { className: "hub-fill__form" }), { "aria-labelledby": "part-form" });
    side.append(make("h2", { id: "part-form" }, words.head), make("p", { className: "hub-form__kept" }, words.kept), keeping, this.note, this.progress, this.form);
    this.root.prepend(side);
    this.ruling = given(make("p", { className: "hub-fill__ruling" }), { "aria-hidden": "true" });
    this.root.querySelector(".hub-fill__document h2").after(this.#taking(button), this.ruling);
    for (const one of document.querySelectorAll("[data-without-form]")) one.remove();
    document.documentElement.dataset.form = "";
    this.paper.addEventListener("click", (event) => this.#follow(event));
  }

  #taking(button) {
    const words = this.words;
    const actions = [
      button(words.word, () => this.#word(), false),
      button(words.markdown, () => save(`${this.plan.id}.md`, this.text(), "text/markdown")),
      button(words.copy_rich, () => this.#copy(rich(pasted(this.markdown.render(this.text())), this.text()))),
      button(words.copy_markdown, () => this.#copy(rich("", this.text()))),
      button(words.print, () => print()),
    ];
    if (this.plan.calendar.length) actions.push((this.ics = button(words.calendar, () => this.#calendar())));
    return given(make("div", { className: "hub-actions hub-fill__take" }, ...actions), { role: "group", "aria-label": words.take });
  }

  #sections() {
    const parts = [];
    for (const field of this.plan.fields.filter((one) => !one.made)) {
      if (field.section || !parts.length) parts.push(make("section", { className: "hub-form__part" }, field.section && make("h3", {}, field.section)));
      parts.at(-1).append(this.#field(field));
    }
    return parts;
  }

  #field(field) {
    const id = `fill-${field.id}`;
    const one = control(field, id, () => this.#changed(), this.words, announce);
    const help = field.help && make("p", { className: "hub-form__help", id: `${id}-help` }, field.help);
    const wrong = make("p", { className: "hub-form__fault", id: `${id}-fault` });
    const label = make(one.grouped ? "legend" : "label", one.grouped ? {} : { htmlFor: id }, field.label, field.required && make("small", {}, ` ${this.words.required}`));
    const element = make(one.grouped ? "fieldset" : "div", { className: "hub-form__field" }, label, help, one.element, wrong);
    const described = one.grouped ? element : one.element;
    given(described, { "aria-describedby": [help && help.id, wrong.id].filter(Boolean).join(" ") });
    element.addEventListener("focusout", ({ relatedTarget }) => {
      if (element.contains(relatedTarget)) return;
      this.touched.add(field.id);
      this.#released(() => this.#mark(field));
    });
    this.controls.set(field.id, Object.assign(one, { field, wrong, described }));
    return element;
  }

  /** Does something when no button of the mouse is down: what moves the page between press and release loses the click. */
  #released(act) {
    if (this.pressed) addEventListener("pointerup", () => setTimeout(act), { once: true });
    else act();
  }

  /** Says at a field what is wrong with its answer. */
  #mark(field) {
    const { wrong, described, value } = this.controls.get(field.id);
    const found = this.touched.has(field.id) ? fault(field, value()) : "";
    wrong.textContent = found ? this.words.faults[found] : "";
    if (described.tagName !== "FIELDSET") described.setAttribute("aria-invalid", String(Boolean(found)));
    return found;
  }

  // --- what follows from typing ---

  #changed() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.#follows(), WAIT);
    this.#keep();
  }

  #follows() {
    for (const id of this.touched) this.#mark(this.byId.get(id));
    const required = this.plan.fields.filter((field) => field.required && !field.made);
    const values = this.values;
    this.progress.textContent = required.length ? fill(this.words.progress, { done: required.filter((field) => !fault(field, values[field.id] ?? "")).length, all: required.length }) : "";
    if (this.ics) this.ics.disabled = !events(this.plan, this.all, this.plan.id).length;
    this.#draw();
    this.#tell(values);
  }

  #draw(blank = marked) {
    const text = filled(this.plan, this.all, this.#whole(blank));
    show(this.paper, this.markdown, text, this.blanks, ({ label }) => fill(this.words.blank, { label }), (number) => fill(this.words.table, { number }));
  }

  /** A table or checklist is printed whole, also on the screen. */
  #whole(blank) {
    return (field, where) => (where !== null && where !== "|" && (field.type === "table" || field.type === "checklist") ? byHand(field, where) : blank(field, where));
  }

  #follow(event) {
    const id = event.target.closest?.("a.hub-fillin")?.getAttribute("href").slice("#fill-".length);
    if (!this.controls.has(id)) return;
    event.preventDefault();
    this.controls.get(id).focus();
  }

  /** Shows what follows from the answers, anew only where it is another, so that it is not read out at each key. */
  #tell(values) {
    const told = make("div", {}, ...this.#verdict(values), ...this.#scores(values), ...this.#record(values));
    if (told.textContent === this.outcome.textContent) return;
    this.outcome.replaceChildren(...told.childNodes);
    const found = this.plan.verdicts.length ? verdict(this.plan, values) : null;
    this.ruling.className = `hub-fill__ruling${found ? ` hub-verdict--${found.tone}` : ""}`;
    this.ruling.textContent = found ? found.says : "";
  }

  #verdict(values) {
    if (!this.plan.verdicts.length) return [];
    const found = verdict(this.plan, values);
    const head = make("h3", {}, this.words.verdict);
    if (!found) return [make("section", { className: "hub-verdict" }, head, make("p", {}, this.words.undecided))];
    const missing = found.missing.length > 0 && make("ul", {}, ...found.missing.map((label) => make("li", {}, fill(this.words.is_missing, { label }))));
    return [make("section", { className: `hub-verdict hub-verdict--${found.tone}` }, head, make("p", {}, found.says), missing)];
  }

  #scores(values) {
    if (!this.plan.scores.length) return [];
    const words = this.words;
    const rows = scores(this.plan, values).map(({ label, mean, weak, leads_to: links }) => {
      const said = mean === null ? words.not_answered : `${fill(words.mean, { mean })} · ${weak ? words.weak : words.sound}`;
      const bar = mean !== null && given(make("meter", { min: 0, max: 5, value: mean }), { "aria-hidden": "true" });
      const others = weak && links.length > 0 && make("p", {}, words.shown_by, " ", ...links.flatMap(([href, title], n) => [n ? ", " : "", href ? make("a", { href }, title) : title]));
      return make("div", { className: weak ? "hub-score hub-score--weak" : "hub-score" }, make("dt", {}, label), make("dd", {}, bar, make("span", {}, said), others));
    });
    return [make("section", { className: "hub-scores" }, make("h3", {}, words.scores), make("dl", {}, ...rows), make("p", { className: "hub-form__help" }, words.coverage))];
  }

  #record(values) {
    const text = this.plan.writes && frontMatter(this.plan, values);
    if (!text) return [];
    const words = this.words;
    const copy = make("button", { type: "button", className: "hub-button hub-button--quiet", onclick: () => this.#copy(rich("", text)) }, words.copy_record);
    return [make("section", {}, make("h3", {}, words.record), make("p", { className: "hub-form__help" }, fill(words.record_note, { kind: this.plan.writes.kind })), make("pre", { tabIndex: 0 }, text), copy)];
  }

  /** Says of all fields at once what is missing, and leads to each. */
  #check() {
    for (const id of this.controls.keys()) this.touched.add(id);
    const faulty = [...this.controls.values()].filter(({ field }) => this.#mark(field));
    if (!faulty.length) return this.summary.replaceChildren(make("p", {}, this.words.nothing_missing));
    const links = faulty.map(({ field, focus }) => {
      const link = make("a", { href: `#fill-${field.id}` }, field.label);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        focus();
      });
      return make("li", {}, link);
    });
    this.summary.replaceChildren(make("p", {}, fill(this.words.missing, { count: faulty.length })), make("ul", {}, ...links));
    this.summary.focus();
  }

  // --- what is kept ---

  #keep() {
    try {
      localStorage.setItem(this.key, JSON.stringify({ version: this.plan.version, values: answered(this.values) }));
    } catch {
      // a browser that keeps nothing still fills in the document
    }
  }

  #restored() {
    try {
      const kept = localStorage.getItem(this.key);
      if (!kept) return {};
      const { values, version } = opened(this.plan, JSON.stringify({ ...JSON.parse(kept), template: this.plan.id }));
      if (Object.keys(values).length) this.#say(version === this.plan.version ? this.words.restored : fill(this.words.other_version, { version }));
      return values;
    } catch {
      return {};
    }
  }

  #set(values) {
    for (const [id, { set }] of this.controls) set(values[id]);
    this.#follows();
  }

  #say(text) {
    this.note.textContent = text;
  }

  #clear() {
    if (!confirm(this.words.sure)) return;
    try {
      localStorage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
    this.touched.clear();
    this.summary.replaceChildren();
    this.#set({});
    for (const { field } of this.controls.values()) this.#mark(field);
    this.#say(this.words.cleared);
    [...this.controls.values()][0]?.focus();
  }

  #save() {
    save(`${this.plan.id}.json`, written(this.plan, this.values, this.schema), "application/json");
  }

  async #open(input) {
    const [file] = input.files;
    if (!file) return;
    try {
      const { values, left } = opened(this.plan, await file.text());
      this.touched.clear();
      this.#set(values);
      this.#keep();
      this.#say([fill(this.words.opened, { name: file.name }), left.length && fill(this.words.left, { names: left.join(", ") })].filter(Boolean).join(" "));
    } catch (error) {
      this.#say(fill(this.words.refused[error.name] ?? this.words.refused.unread, { name: error.message }));
    }
    input.value = "";
  }

  // --- what is taken home ---

  #calendar() {
    save(`${this.plan.id}.ics`, calendar(events(this.plan, this.all, this.plan.id), new Date()), "text/calendar");
  }

  async #word() {
    announce(this.words.making);
    try {
      const [{ word }, { default: look }] = await Promise.all([import("./take-word.js"), import("./word-look.js")]);
      save(`${this.plan.id}.docx`, word(this.about, this.markdown.parse(this.text(), {}), look));
    } catch (error) {
      console.error(error);
      this.#say(this.words.word_failed);
    }
  }

  async #copy(items) {
    try {
      await navigator.clipboard.write([items()]);
      announce(this.words.copied);
      this.#say(this.words.copied);
    } catch {
      this.#say(this.words.copy_failed);
    }
  }
}

export const start = async () => {
  for (const root of document.querySelectorAll("[data-form]")) {
    const address = new URL(root.dataset.form, location.href);
    const answer = await fetch(address);
    if (answer.ok) new Form(root, await answer.json(), address.pathname.split("/").at(-2));
  }
};
