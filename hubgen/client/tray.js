/**
 * The records that somebody has chosen to compare, kept in this browser: plain functions, and the storage.
 *
 * A tray is { kinds, last }: a Map from a kind's folder to its records as [{ id, title }…], up to five, and the folder that was
 * last changed. Each kind has records of its own, so that nothing is lost by looking at another kind. A tray is never
 * changed: each function gives a new one.
 */

/** How many records stand side by side at most. */
export const MOST = 5;

const EMPTY = { kinds: new Map(), last: "" };
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Returns whether a text can be the id of a record. */
export const isId = (text) => typeof text === "string" && text.length <= 200 && ID.test(text);

const isRecord = (one) => isId(one?.id) && typeof one.title === "string";

/** Returns the tray that a text holds; what does not belong into one is left out. */
export const readTray = (text) => {
  try {
    const { kinds, last } = JSON.parse(text ?? "");
    const read = Object.entries(kinds)
      .filter(([folder, records]) => isId(folder) && Array.isArray(records))
      .map(([folder, records]) => [folder, records.filter(isRecord).slice(0, MOST).map(({ id, title }) => ({ id, title }))]);
    return { kinds: new Map(read.filter(([, records]) => records.length)), last: String(last ?? "") };
  } catch {
    return EMPTY;
  }
};

/** Returns a tray as text. */
export const writeTray = ({ kinds, last }) => JSON.stringify({ kinds: Object.fromEntries(kinds), last });

/** Returns the records chosen of a kind. */
export const chosenOf = (tray, folder) => tray.kinds.get(folder) ?? [];

/** Returns the tray with these records of a kind, and no others of it. */
export const withRecords = (tray, folder, records) => {
  const kinds = new Map(tray.kinds);
  if (records.length) kinds.set(folder, records.slice(0, MOST));
  else kinds.delete(folder);
  return { kinds, last: folder };
};

/** Returns the tray with a record that was not in it, or without one that was; the same tray where there is no room. */
export const toggledRecord = (tray, folder, record) => {
  const before = chosenOf(tray, folder);
  const after = before.filter(({ id }) => id !== record.id);
  if (after.length < before.length) return withRecords(tray, folder, after);
  return before.length < MOST ? withRecords(tray, folder, [...before, record]) : tray;
};

/** Returns the address of a comparison, relative to the site's root. */
export const comparisonOf = (folder, ids) => `compare/?${encodeURIComponent(folder)}=${ids.map(encodeURIComponent).join(",")}`;

/** Returns what an address compares, { folder, ids }, as far as it names a kind of these folders; each id once. */
export const comparedIn = (address, folders) => {
  const asked = new URL(address).searchParams;
  const folder = [...asked.keys()].find((name) => folders.includes(name)) ?? "";
  const ids = folder ? asked.getAll(folder).join(",").split(",").map((id) => id.trim()).filter(Boolean) : [];
  return { folder, ids: [...new Set(ids)] };
};

/** The tray of this browser, for the site at an address: sites of one host have their own each. */
export class Kept {
  #key;
  #listeners = [];
  #fallback = "";

  constructor(site) {
    this.#key = `hub-compare ${site.pathname}`;
    // another tab, or the way back
    addEventListener("storage", (event) => event.key === this.#key && this.#tell());
    addEventListener("pageshow", (event) => event.persisted && this.#tell());
  }

  get tray() {
    try {
      return readTray(localStorage.getItem(this.#key));
    } catch {
      return readTray(this.#fallback); // storage is forbidden: it lasts as long as the page
    }
  }

  set tray(tray) {
    this.#fallback = writeTray(tray);
    try {
      localStorage.setItem(this.#key, this.#fallback);
    } catch {
      // see above
    }
    this.#tell();
  }

  /** Calls a function with the tray now and whenever it changes. */
  watch(listener) {
    this.#listeners.push(listener);
    listener(this.tray);
  }

  #tell() {
    for (const listener of this.#listeners) listener(this.tray);
  }
}
