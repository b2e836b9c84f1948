/**
 * The page that shows records of a kind side by side. The address says which (?clusters=foodregio,packbridge); without any, the
 * records chosen last in this browser are shown. What a record states comes from its own exported file.
 */
import { announce } from "./announce.js";
import { Cells } from "./cells.js";
import { Combobox } from "./combobox.js";
import { linesOf, summed } from "./comparison.js";
import { given, make } from "./elements.js";
import { folded } from "./facets.js";
import { printAddress } from "./printed.js";
import { SITE } from "./site.js";
import { Kept, MOST, chosenOf, comparedIn, comparisonOf, isId, withRecords } from "./tray.js";
import { fill } from "./words.js";

/** Returns what a file of the site holds; undefined where there is none. */
const readFile = async (path) => {
  const answer = await fetch(new URL(path, SITE));
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
};

const remembered = (read) => {
  const known = new Map();
  return (path) => {
    if (!known.has(path)) known.set(path, read(path).catch((fault) => (known.delete(path), Promise.reject(fault))));
    return known.get(path);
  };
};

const fetched = remembered(readFile);

/**
 * Returns an element with its role in a table said outright: on a phone the rows are laid out as grids, and browsers do not
 * take those for rows of a table.
 */
const as = (role, element, attributes = {}) => given(element, { role, ...attributes });

/** Returns { kind, records, unknown, left }: what is compared, ids that nothing is known of, and those that find no room. */
const gathered = async (folder, ids) => {
  const [asked, left] = [ids.slice(0, MOST), ids.slice(MOST)];
  const [kind, ...found] = await Promise.all([
    fetched(`compare/${folder}.json`),
    ...asked.map((id) => (isId(id) ? fetched(`api/v1/${folder}/${id}.json`) : undefined)),
  ]);
  if (!kind) throw new Error(`compare/${folder}.json is missing`);
  return { kind, records: found.filter(Boolean), unknown: asked.filter((_, place) => !found[place]), left };
};

class Comparison {
  #root;
  #words;
  #folders;
  #names;
  #from;
  #title = document.title;
  #kept = new Kept(SITE);
  #shown = { folder: "", ids: [] };
  #asked = 0;
  #differing = false;
  #records = [];
  #texts = new Map();
  #field;

  constructor(root, { kinds, names, words }) {
    this.#root = root;
    this.#words = words;
    this.#folders = kinds;
    this.#names = names;
    this.#from = document.querySelector(".hub-comparison__from");
    addEventListener("popstate", () => this.#show(this.#read()));
    addEventListener("beforeprint", () => this.#unfold());
    this.#show(this.#read());
  }

  /** What the address asks for; without anything, what this browser keeps. */
  #read() {
    const asked = comparedIn(location.href, this.#folders);
    if (asked.folder) return asked;
    const { tray } = this.#kept;
    const folder = this.#folders.includes(tray.last) ? tray.last : this.#folders.find((one) => tray.kinds.has(one)) ?? this.#folders[0];
    const ids = chosenOf(tray, folder).map(({ id }) => id);
    if (ids.length) history.replaceState(null, "", new URL(comparisonOf(folder, ids), SITE));
    return { folder, ids };
  }

  async #show({ folder, ids }) {
    const asked = (this.#asked += 1);
    this.#shown = { folder, ids };
    this.#root.setAttribute("aria-busy", "true");
    if (!this.#root.querySelector("table")) this.#root.replaceChildren(this.#status(this.#words.loading));
    try {
      const found = await gathered(folder, ids);
      if (asked === this.#asked) this.#draw(found);
    } catch (fault) {
      console.error(fault);
      const again = make("button", { type: "button", className: "hub-button hub-button--quiet", onclick: () => this.#show(this.#shown) }, this.#words.again);
      if (asked === this.#asked) this.#root.replaceChildren(this.#status(this.#words.failed), make("p", {}, again));
    } finally {
      if (asked === this.#asked) this.#root.removeAttribute("aria-busy");
    }
  }

  #status(text) {
    return given(make("p", { className: "hub-note" }, text), { role: "status" });
  }

  #draw({ kind, records, unknown, left }) {
    const titles = records.map(({ title }) => title);
    this.#records = records.map(({ id, title }) => ({ id, title }));
    const notes = [
      unknown.length && fill(this.#words.unknown, { names: unknown.join(", ") }),
      left.length && fill(this.#words.many, { names: left.join(", ") }),
      records.length === 1 && this.#words.one,
    ].filter(Boolean);
    const parts = [
      this.#controls(kind, records),
      ...notes.map((note) => this.#status(note)),
      ...(records.length ? this.#table(kind, records) : []),
    ];
    this.#root.replaceChildren(...parts);
    this.#from.hidden = records.length > 1;
    printAddress();
    document.title = titles.length > 1 ? `${titles.join(", ")} · ${this.#title}` : this.#title;
  }

  // --- what is compared ------------------------------------------------------------------------------------------------

  #controls(kind, records) {
    const parts = [];
    if (!records.length) parts.push(this.#kinds());
    if (records.length < MOST) parts.push(this.#adding().element);
    else parts.push(make("p", { className: "hub-comparison__full" }, this.#words.add_full));
    if (records.length) {
      parts.push(
        make(
          "p",
          { className: "hub-comparison__actions" },
          records.length > 1 && make("button", { type: "button", className: "hub-button hub-button--quiet", onclick: () => print() }, this.#words.print),
          make("button", { type: "button", className: "hub-button hub-button--quiet", onclick: () => this.#anew() }, this.#words.anew),
        ),
      );
    }
    return make("div", { className: "hub-comparison__head" }, ...parts);
  }

  /** A choice of the kind, as long as nothing is compared. */
  #kinds() {
    const options = this.#folders.map((folder, place) => make("option", { value: folder }, this.#names[place]));
    const select = make("select", { id: "hub-comparison-kind" }, ...options);
    select.value = this.#shown.folder;
    select.addEventListener("change", async () => {
      await this.#show({ folder: select.value, ids: [] });
      document.getElementById("hub-comparison-kind")?.focus();
    });
    return make("p", { className: "hub-comparison__kind" }, given(make("label", {}, this.#words.kind), { for: select.id }), select);
  }

  #adding() {
    const { folder } = this.#shown;
    const things = async () => {
      const { ids, titles, groups } = await fetched(`${folder}/rows.json`);
      const notes = groups.flatMap(({ label, size }) => new Array(size).fill(label));
      this.#texts.set(folder, this.#texts.get(folder) ?? titles.map(folded));
      const all = ids.map((value, place) => ({ value, label: titles[place], note: notes[place], text: this.#texts.get(folder)[place] }));
      return all.filter(({ value }) => !this.#shown.ids.includes(value));
    };
    const { add, add_hint, add_none } = this.#words;
    this.#field = new Combobox({ label: add, hint: add_hint, none: add_none, things, take: (thing) => this.#add(thing) });
    return this.#field;
  }

  async #add({ value, label }) {
    await this.#change([...this.#records, { id: value, title: label }]);
    announce(fill(this.#words.added, { title: label }));
    (this.#field?.element.isConnected ? this.#field.input : this.#root.querySelector("table button"))?.focus();
  }

  async #remove(record) {
    const place = this.#records.findIndex(({ id }) => id === record.id);
    await this.#change(this.#records.filter(({ id }) => id !== record.id));
    announce(fill(this.#words.removed, { title: record.title }));
    const buttons = this.#root.querySelectorAll(".hub-comparison__remove");
    (buttons[Math.min(place, buttons.length - 1)] ?? this.#field?.input)?.focus();
  }

  async #anew() {
    await this.#change([]);
    this.#field?.input.focus();
  }

  /** Compares other records. What this browser keeps changes along where it was what is shown, not where somebody else's was. */
  #change(records) {
    const { folder } = this.#shown;
    const kept = chosenOf(this.#kept.tray, folder).map(({ id }) => id);
    if (!kept.length || String(kept) === String(this.#records.map(({ id }) => id))) this.#kept.tray = withRecords(this.#kept.tray, folder, records);
    const ids = records.map(({ id }) => id);
    history.pushState(null, "", new URL(ids.length ? comparisonOf(folder, ids) : "compare/", SITE));
    return this.#show({ folder, ids });
  }

  /** On paper nothing can be opened: it is open, until what was closed is closed again. */
  #unfold() {
    const closed = [...this.#root.querySelectorAll("details:not([open])")];
    for (const details of closed) details.open = true;
    addEventListener("afterprint", () => closed.forEach((details) => (details.open = false)), { once: true });
  }

  // --- the table -------------------------------------------------------------------------------------------------------

  #table(kind, records) {
    const language = document.documentElement.lang;
    const cells = new Cells(kind, this.#words, language, (key) => new URL(`${key}/`, SITE).href);
    const lines = linesOf(kind, records, this.#words);
    const several = records.length > 1;
    const body = as("rowgroup", make("tbody", {}, this.#summaries(records), ...lines.map((line) => this.#line(line, cells, records, several))));
    const caption = make("caption", { className: "hub-visually-hidden" }, fill(this.#words.table, { titles: records.map(({ title }) => title).join(", ") }));
    const table = as("table", make("table", { className: "hub-comparison__table" }, caption, as("rowgroup", make("thead", {}, this.#heads(records))), body));
    table.dataset.columns = records.length;
    const region = given(make("div", { className: "hub-comparison__scroll", tabIndex: 0 }, table), { role: "region", "aria-label": this.#words.region });
    if (!several) return [region];
    return [this.#sum(lines, body), region];
  }

  /** How much is alike, and a box that leaves only what differs. */
  #sum(lines, body) {
    const box = make("input", { type: "checkbox", checked: this.#differing });
    const show = () => {
      this.#differing = box.checked;
      for (const row of body.rows) row.hidden = box.checked && row.dataset.likeness === "same";
    };
    box.addEventListener("change", show);
    show();
    return make("div", { className: "hub-comparison__sum" }, make("p", {}, fill(this.#words.summed, summed(lines))), make("label", {}, box, this.#words.differing));
  }

  #heads(records) {
    const cells = records.map((record) => {
      const remove = given(make("button", { type: "button", className: "hub-comparison__remove", onclick: () => this.#remove(record) }), {
        "aria-label": fill(this.#words.remove, { title: record.title }),
      });
      return as("columnheader", make("th", {}, make("div", {}, make("a", { href: new URL(record.page, SITE).href }, record.title), remove)), { scope: "col" });
    });
    return as("row", make("tr", {}, as("cell", make("td", {}, make("span", { className: "hub-visually-hidden" }, this.#words.field))), ...cells));
  }

  #summaries(records) {
    return this.#row([this.#words.summary], records.map(({ summary }) => [summary]));
  }

  #line(line, cells, records, several) {
    const said = several && line.likeness ? make("span", { className: `hub-mark hub-mark--${line.likeness}` }, this.#words[line.likeness]) : "";
    const drawn = line.values.map((value) =>
      value === undefined ? [make("span", { className: "hub-comparison__unstated" }, this.#words.unstated)] : cells.content(line, value, records.length),
    );
    const row = this.#row([line.label, said], drawn);
    row.dataset.likeness = several ? line.likeness : "";
    return row;
  }

  #row(head, cells) {
    const [label, said] = head;
    const header = as("rowheader", make("th", {}, make("div", {}, make("span", {}, label), said)), { scope: "row" });
    return as("row", make("tr", {}, header, ...cells.map((content) => as("cell", make("td", {}, ...content)))));
  }
}

export const start = () => {
  const root = document.querySelector(".hub-comparison");
  new Comparison(root, JSON.parse(document.querySelector(".hub-comparison__words").textContent));
};
