/**
 * The page that makes a speed-dating schedule from registrations: reads a pasted table or a file, has a worker make the
 * schedule, shows it and gives it away. Nothing leaves the page; what was typed stays in the browser until it is cleared.
 */
import { agendaCalendar, agendas, clock, fileName, minutesOf, scheduleRows, tableCards } from "./agenda.js";
import { announce } from "./announce.js";
import { make } from "./elements.js";
import { readRegistrations } from "./registrations.js";
import { writeTable } from "./table.js";
import { save } from "./take-away.js";
import { fill } from "./words.js";

const STORE = "hub-scheduler";
const SHOWN_FAULTS = 50;

/** Returns the settings that a form's fields say, times in minutes; breaks are those with a session and a length. */
export const settingsOf = (fields) => ({
  title: fields.title.trim(),
  place: fields.place.trim(),
  date: fields.date,
  start: minutesOf(fields.start),
  minutes: Number(fields.minutes),
  change: Number(fields.change),
  sessions: Number(fields.sessions),
  tables: Number(fields.tables),
  breaks: [1, 2].map((number) => ({ after: Number(fields[`after${number}`]), minutes: Number(fields[`pause${number}`]) })).filter((one) => one.after && one.minutes),
  fill: Boolean(fields.fill),
});

class Scheduler {
  #words;
  #worker;

  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.faults = root.querySelector("[data-faults]");
    this.result = root.querySelector("[data-result]");
    this.#words = JSON.parse(root.querySelector("script[type='application/json']").textContent);
    root.hidden = false;
    document.querySelector("[data-without-script]").remove();
    this.#restore();
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#make();
    });
    this.form.addEventListener("input", () => this.#keep());
    this.form.elements.file.addEventListener("change", ({ target }) => this.#open(target.files[0]));
    root.querySelector("[data-example]").addEventListener("click", () => this.#example());
    root.querySelector("[data-clear]").addEventListener("click", () => this.#clear());
    addEventListener("afterprint", () => this.#printed());
  }

  // --- what is typed ---

  #fields() {
    return Object.fromEntries([...new FormData(this.form)].filter(([, value]) => typeof value === "string"));
  }

  #keep() {
    try {
      localStorage.setItem(STORE, JSON.stringify(this.#fields()));
    } catch {
      // a browser that keeps nothing still makes schedules
    }
  }

  #restore() {
    let kept = null;
    try {
      kept = JSON.parse(localStorage.getItem(STORE) ?? "null");
    } catch {
      return;
    }
    if (!kept) return;
    for (const [name, value] of Object.entries(kept)) if (this.form.elements[name] && name !== "file") this.form.elements[name].value = value;
    this.form.elements.fill.checked = "fill" in kept;
  }

  #clear() {
    try {
      localStorage.removeItem(STORE);
    } catch {
      // nothing was kept
    }
    this.form.reset();
    this.faults.replaceChildren();
    this.result.replaceChildren();
    announce(this.#words.cleared);
    this.form.elements.registrations.focus();
  }

  async #open(file) {
    if (!file) return;
    this.form.elements.registrations.value = await file.text();
    this.form.elements.file.value = "";
    this.#keep();
  }

  #example() {
    this.form.elements.registrations.value = this.#words.example.trim();
    this.#keep();
    this.form.elements.registrations.focus();
  }

  // --- the schedule ---

  #make() {
    const { participants, faults } = readRegistrations(this.form.elements.registrations.value);
    this.#showFaults(faults, participants.length);
    if (participants.length < 2) {
      this.result.replaceChildren();
      return this.form.elements.registrations.focus();
    }
    const settings = settingsOf(this.#fields());
    this.#worker?.terminate();
    this.#worker = new Worker(new URL("./schedule-worker.js", import.meta.url), { type: "module" });
    this.result.setAttribute("aria-busy", "true");
    this.#worker.addEventListener("message", ({ data }) => this.#show(participants, settings, data));
    this.#worker.addEventListener("error", () => announce(this.#words.failed));
    this.#worker.postMessage({ participants, settings });
  }

  #showFaults(faults, read) {
    if (!faults.length) return this.faults.replaceChildren();
    const { faults: words, faults_head: head, more_faults: more } = this.#words;
    const line = (fault) => make("li", {}, make("b", {}, fill(this.#words.where, fault)), " ", fill(words[fault.code], fault));
    const list = make("ul", {}, ...faults.slice(0, SHOWN_FAULTS).map(line));
    if (faults.length > SHOWN_FAULTS) list.append(make("li", {}, fill(more, { count: faults.length - SHOWN_FAULTS })));
    this.faults.replaceChildren(make("p", {}, fill(head, { count: faults.length, read })), list);
  }

  #show(participants, settings, made) {
    const words = this.#words;
    const all = agendas(participants, made, settings);
    const best = made.honoured === made.most ? words.best : fill(words.bound, made);
    const heading = make("h2", { tabIndex: -1 }, words.result);
    const summary = make("p", { className: "hub-lead" }, fill(words.honoured, made), " ", made.wishes ? best : "");
    const parts = [heading, summary];
    if (made.without.length) parts.push(make("p", { className: "hub-note" }, fill(words.without, { names: made.without.map((one) => participants[one].name).join(", ") })));
    parts.push(this.#actions(participants, settings, made), this.#sessions(participants, settings, made));
    parts.push(this.#agendas(participants, settings, all), this.#cards(participants, settings, made));
    this.result.removeAttribute("aria-busy");
    this.result.replaceChildren(...parts);
    heading.focus();
    announce(summary.textContent);
  }

  #actions(participants, settings, made) {
    const words = this.#words;
    const button = (label, act, quiet = true) => make("button", { type: "button", className: `hub-button${quiet ? " hub-button--quiet" : ""}`, onclick: act }, label);
    const csv = () => save(`${fileName(settings.title || words.file)}.csv`, writeTable(scheduleRows(participants, made, settings, words.heads)), "text/csv");
    return make("p", { className: "hub-actions" }, button(words.print_agendas, () => this.#print("agendas"), false), button(words.print_cards, () => this.#print("cards")), button(words.save_csv, csv));
  }

  #print(part) {
    document.documentElement.dataset.printing = part;
    for (const one of this.result.querySelectorAll(`.hub-scheduler__${part} details:not([open])`)) {
      one.open = true;
      one.dataset.opened = "";
    }
    print();
  }

  #printed() {
    delete document.documentElement.dataset.printing;
    for (const one of this.result.querySelectorAll("[data-opened]")) {
      one.open = false;
      delete one.dataset.opened;
    }
  }

  #sessions(participants, settings, { meetings }) {
    const words = this.#words;
    const rows = scheduleRows(participants, { meetings }, settings, words.heads).slice(1);
    const table = make("table", { className: "hub-table" });
    table.append(make("caption", { className: "hub-visually-hidden" }, words.result), make("thead", {}, make("tr", {}, ...words.heads.map((head) => make("th", { scope: "col" }, head)))));
    table.append(make("tbody", {}, ...rows.map((row) => make("tr", {}, ...row.map((cell) => make("td", {}, String(cell)))))));
    const scroll = make("div", { className: "table-scroll", tabIndex: 0 }, table);
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", words.all_meetings);
    const details = make("details", { className: "hub-scheduler__all", open: rows.length <= 60 }, make("summary", {}, words.all_meetings), scroll);
    return details;
  }

  #agendas(participants, settings, all) {
    const words = this.#words;
    const section = make("section", { className: "hub-scheduler__agendas" }, make("h3", {}, words.agendas));
    for (const agenda of all) {
      const one = participants[agenda.person];
      const ics = () => save(`${fileName(one.name)}.ics`, agendaCalendar(participants, agenda, settings, words, new Date()), "text/calendar");
      const items = agenda.entries.map((entry) => make("li", {}, make("b", {}, `${clock(entry.start)}–${clock(entry.end)}`), " ", this.#entry(participants, entry)));
      const button = make("button", { type: "button", className: "hub-button hub-button--quiet", onclick: ics, disabled: !settings.date }, words.save_ics);
      const head = [settings.title, settings.date && new Date(`${settings.date}T12:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" }), settings.place].filter(Boolean).join(" · ");
      const list = make("ol", { className: "hub-scheduler__plan" }, ...items);
      list.setAttribute("role", "list");
      section.append(make("details", {}, make("summary", {}, one.name), make("p", { className: "hub-scheduler__event" }, head), list, button));
    }
    return section;
  }

  #entry(participants, entry) {
    const words = this.#words;
    if (entry.pause) return words.pause;
    if (entry.away) return words.away;
    if (entry.partner === undefined) return words.free;
    const other = participants[entry.partner];
    const about = [other.profile, other.offers.length && fill(words.offers, { items: other.offers.join(", ") }), other.seeks.length && fill(words.seeks, { items: other.seeks.join(", ") })].filter(Boolean).join(" · ");
    const text = [fill(words.at_table, entry), ": ", make("strong", {}, other.name)];
    if (about) text.push(make("small", {}, about));
    return make("span", {}, ...text);
  }

  #cards(participants, settings, made) {
    const words = this.#words;
    const section = make("section", { className: "hub-scheduler__cards" }, make("h3", {}, words.cards));
    for (const { table, rows } of tableCards(made, settings)) {
      const name = (person) => participants[person].name;
      const items = rows.map(({ start, end, a, b }) => make("li", {}, make("b", {}, `${clock(start)}–${clock(end)}`), " ", a === undefined ? words.free : fill(words.pair, { a: name(a), b: name(b) })));
      const list = make("ol", { className: "hub-scheduler__plan" }, ...items);
      list.setAttribute("role", "list");
      section.append(make("details", {}, make("summary", {}, fill(words.at_table, { table })), list));
    }
    return section;
  }
}

export const start = () => {
  for (const root of document.querySelectorAll(".hub-scheduler")) new Scheduler(root);
};
