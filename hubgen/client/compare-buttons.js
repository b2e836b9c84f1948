/**
 * Buttons that choose records to compare, and the line at the foot of the page that leads to the comparison.
 *
 * Any <button data-compare="clusters/foodregio" data-title="foodRegio" aria-pressed="false"> is one, wherever it stands; where
 * the title is left out, it is that of the row. Whoever draws some after the page was loaded tells so by the event
 * "hub:drawn" on the document. A record's own page gets its button here.
 */
import { announce } from "./announce.js";
import { given, list, make } from "./elements.js";
import { compareButton } from "./compare-button.js";
import { SITE } from "./site.js";
import { Kept, chosenOf, comparisonOf, toggledRecord, withRecords } from "./tray.js";
import { fill } from "./words.js";

const BUTTONS = "button[data-compare]";

const titleOf = (button) => button.dataset.title ?? button.closest(".hub-row")?.querySelector(".hub-row__title").textContent.trim() ?? "";

const recordOf = (button) => {
  const [folder, id] = button.dataset.compare.split("/");
  return { folder, record: { id, title: titleOf(button) } };
};

/** Puts a button below the head of a record's own page. */
const addToRecord = (words) => {
  const record = document.querySelector(".hub-record[data-record]");
  if (!record) return;
  const head = record.querySelector(".hub-record__head");
  const title = head.querySelector("h1").textContent.trim();
  head.append(make("p", { className: "hub-record__compare" }, compareButton(record.dataset.record, words.compare, title)));
};

class Bar {
  #words;
  #kept;
  #here;
  #hidden = "";
  #list = list("hub-tray__records");
  #open = make("a", { className: "hub-button" });
  #more;

  constructor(words, kept, here) {
    this.#words = words;
    this.#kept = kept;
    this.#here = here;
    this.#more = make("span", { className: "hub-tray__more" }, words.compare_one);
    const clear = make("button", { type: "button", onclick: () => this.#clear() }, words.compare_clear);
    const hide = make("button", { type: "button", onclick: () => this.#hide() }, words.compare_hide);
    this.element = given(make("section", { className: "hub-tray", hidden: true }, this.#list, make("p", { className: "hub-tray__actions" }, this.#open, this.#more, clear, hide)), {
      "aria-label": words.compare_tray,
    });
    document.body.append(this.element);
  }

  /** Shows what is chosen of the kind of this page, else of the kind that was last changed. */
  show(tray) {
    this.folder = this.#here || tray.last;
    const records = chosenOf(tray, this.folder);
    const ids = records.map(({ id }) => id);
    this.element.hidden = !records.length || this.#hidden === String(ids);
    this.#list.replaceChildren(...records.map(({ title }) => make("li", {}, title)));
    this.#open.hidden = records.length < 2;
    this.#more.hidden = records.length > 1;
    this.#open.href = new URL(comparisonOf(this.folder, ids), SITE).href;
    this.#open.textContent = fill(this.#words.compare_open, { count: records.length });
  }

  #clear() {
    this.#leave();
    this.#kept.tray = withRecords(this.#kept.tray, this.folder, []);
  }

  /** Hides until something else is chosen. */
  #hide() {
    this.#leave();
    this.#hidden = String(chosenOf(this.#kept.tray, this.folder).map(({ id }) => id));
    this.show(this.#kept.tray);
  }

  /** The focus goes to the content, for what had it is about to go. */
  #leave() {
    document.getElementById("content")?.focus({ preventScroll: true });
  }
}

export const start = (words) => {
  const kept = new Kept(SITE);
  addToRecord(words);
  const here = document.querySelector(".hub-record[data-record]")?.dataset.record.split("/")[0] ?? document.querySelector(".hub-directory[data-kind]")?.dataset.kind ?? "";
  const bar = new Bar(words, kept, here);
  const dress = () => {
    const tray = kept.tray;
    for (const button of document.querySelectorAll(BUTTONS)) {
      const { folder, record } = recordOf(button);
      button.setAttribute("aria-pressed", String(chosenOf(tray, folder).some(({ id }) => id === record.id)));
      button.setAttribute("aria-label", fill(words.compare_this, { title: record.title }));
    }
  };
  const choose = (button) => {
    const { folder, record } = recordOf(button);
    const before = kept.tray;
    const after = toggledRecord(before, folder, record);
    if (after === before) return announce(words.compare_full);
    kept.tray = after;
    const count = chosenOf(after, folder).length;
    const added = count > chosenOf(before, folder).length;
    announce(fill(added ? words.compare_added : words.compare_removed, { title: record.title, count }));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(BUTTONS);
    if (button) choose(button);
  });
  document.addEventListener("hub:drawn", dress);
  kept.watch((tray) => {
    bar.show(tray);
    dress();
  });
};

