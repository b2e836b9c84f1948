/** "We used this": a form that makes the record of an adaptation, ready for the hub's forge or as a file. Nothing is sent. */
import { make } from "./elements.js";
import { idOf, proposal, record, taken } from "./give-back-record.js";
import { SITE } from "./site.js";
import { save } from "./take-away.js";
import { fill } from "./words.js";

const exported = async (key) => {
  if (!/^[a-z0-9-]+\/[a-z0-9-]+$/.test(key ?? "")) return null;
  const answer = await fetch(new URL(`api/v1/${key}.json`, SITE)).catch(() => null);
  return answer?.ok ? answer.json() : null;
};

/** Returns the records of a directory as the build packs them; none where they cannot be had. */
const directory = async (folder) => {
  const answer = await fetch(new URL(`${folder}/rows.json`, SITE)).catch(() => null);
  return answer?.ok ? answer.json() : {};
};

/** Returns what an adaptation takes over of a record, by its key: {title, page, adapted, template, taken, say}. */
const sourceOf = async (key, settings) => {
  const first = await exported(key);
  if (!first) return { title: "", adapted: "", template: "", taken: {}, say: {} };
  const folder = key.split("/")[0];
  const direct = folder === settings.folder;
  const through = !direct && first[settings.through[folder]];
  const practice = direct ? first : through ? await exported(`${settings.folder}/${through}`) : null;
  const field = (name) => first[name] ?? practice?.[name];
  return {
    title: first.title,
    page: first.page,
    adapted: practice?.id ?? "",
    template: direct ? "" : key,
    taken: Object.fromEntries(settings.refer.map(([name]) => [name, field(name) ?? []])),
    say: Object.fromEntries(settings.say.map(([name]) => [name, field(name) ?? ""])),
  };
};

class GiveBack {
  constructor(root, settings, source) {
    Object.assign(this, { root, settings, source, words: settings.words });
    this.form = root.querySelector("form");
    this.made = root.querySelector(".hub-back__made");
    const from = root.querySelector(".hub-back__from");
    if (source.title) from.append(`${this.words.from} `, make("a", { href: new URL(source.page, SITE).href }, source.title));
    else from.textContent = this.words.unknown;
    for (const [name] of settings.say) if (typeof source.say[name] === "string") this.form.elements[`say-${name}`].value = source.say[name];
    this.form.elements.title.addEventListener("input", ({ target }) => target.setCustomValidity(""));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submitted();
    });
    document.querySelector("[data-without-script]").remove();
    root.hidden = false;
  }

  #told() {
    const value = (name) => this.form.elements[name]?.value.trim() ?? "";
    const say = Object.fromEntries(this.settings.say.map(([name]) => [name, value(`say-${name}`)]));
    return { ...Object.fromEntries(["title", "summary", "cluster", "who", "changed", "result"].map((name) => [name, value(name)])), say };
  }

  async #submitted() {
    this.rows ??= await directory(this.settings.folder);
    const { title } = this.form.elements;
    if (!taken(title.value, this.rows)) return this.#make();
    title.setCustomValidity(this.words.taken);
    title.reportValidity();
  }

  #make() {
    const told = this.#told();
    const id = idOf(told.title);
    const today = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    const text = record(told, this.source, { ...this.settings, today });
    const where = proposal(this.settings.address, this.settings.path, id, text);
    const words = this.words;
    this.made.querySelector(".hub-back__path").textContent = fill(words.path, { path: `${this.settings.path}/${id}.md` });
    this.made.querySelector("pre").textContent = text;
    const button = (label, act, quiet = true) => make("button", { type: "button", className: `hub-button${quiet ? " hub-button--quiet" : ""}`, onclick: act }, label);
    const actions = [button(words.save, () => save(`${id}.md`, text, "text/markdown"), Boolean(where)), button(words.copy, () => this.#copy(text))];
    if (where) actions.unshift(make("a", { className: "hub-button", href: where.href, rel: "noopener external" }, fill(words.propose, { forge: this.settings.forge })));
    this.made.querySelector(".hub-actions").replaceChildren(...actions);
    this.#say(where ? (where.whole ? words.proposed : words.paste) : words.by_file);
    this.made.hidden = false;
    this.made.querySelector("h2").focus();
  }

  async #copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      this.#say(this.words.copied);
    } catch {
      this.#say(this.words.copy_failed);
    }
  }

  #say(text) {
    this.made.querySelector(".hub-back__note").textContent = text;
  }
}

export const start = async () => {
  const root = document.querySelector(".hub-back");
  const settings = JSON.parse(root.querySelector("script[type='application/json']").textContent);
  new GiveBack(root, settings, await sourceOf(new URLSearchParams(location.search).get("from"), settings));
};
