/** Draws values of records for the cells of a comparison, by the shape of their field. Nothing is read as markup. */
import { given, list, make } from "./elements.js";
import { keyOf } from "./comparison.js";
import { amountText, bareAddress, dateText, isLinkable, languageText, numberText, pointText } from "./values.js";
import { fill } from "./words.js";

/** Characters from which a text of a comparison is cut to its beginning, to be opened. */
const LONG = 320;
/** Items shown at once; a few more than fit are shown rather than hidden. */
const MOST = 12;
const SPARE = 3;

/** What an object of the build's says by a key that came from a record. */
const said = (object, key) => (object && Object.hasOwn(object, key) ? object[key] : undefined);

const several = (value) => (Array.isArray(value) ? value : [value]);

/** Draws the values of one kind: `kind` is what the build tells of it, `link(key)` the address of a record or term. */
export class Cells {
  #kind;
  #words;
  #language;
  #link;
  #draw;

  constructor(kind, words, language, link) {
    this.#kind = kind;
    this.#words = words;
    this.#language = language;
    this.#link = link;
    const number = (value) => numberText(value, language);
    const date = (value) => dateText(value, language);
    this.#draw = {
      refs: (value, field) => this.#ref(value, field.to ?? []),
      countries: (code) => this.#entry(`countries/${code.toLowerCase()}`, code),
      regions: (code) => said(kind.regions, code) ?? code,
      enum: (value, field) => said(field.values, value) ?? value,
      bool: (value) => (value ? words.yes : words.no),
      number,
      date,
      language: (tag) => languageText(tag, language),
      mail: (box) => make("a", { href: `mailto:${box}` }, box),
      url: (url) => this.#outside(url),
      address: (address) => this.#address(address),
      location: (point) => [pointText(point, words), make("small", {}, said(words.precision, point.precision) ?? "")],
      amount: (amount, field) => amountText({ ...field.defaults, ...amount }, words, language),
      claims: (claim) => this.#claim(claim),
      steps: (step) => this.#named(step.title, [step.duration]),
      roles: (role) => this.#named(role.name, [role.does]),
      parts: (part, field) => this.#part(part, field),
      mapping: (part, field) => list("hub-cell", ...this.#rest(part, field.parts).map((line) => make("li", {}, ...line))),
      keys: (value) => list("hub-cell", ...Object.entries(value).map(([key, one]) => make("li", {}, `${key}: ${one}`))),
      sources: (source) => this.#source(source),
    };
  }

  /** Returns the children of a cell; items that several of `count` records have are marked. */
  content({ field, shared, likeness }, value, count) {
    const items = several(value);
    // of very many records that refer to one, the build names the first and counts the others
    const named = field.shape === "refs" ? items.filter((item) => this.#keyOf(item, field.to ?? [])) : items;
    // of a line that is the same in all, its head says so
    const mark = (item) => (likeness === "same" ? [] : this.#mark(shared.get(keyOf(item)) ?? 0, count));
    if (items.length === 1) return [...this.#one(items[0], field), ...mark(items[0])];
    const drawn = named.map((item) => make("li", {}, ...this.#one(item, field), ...mark(item)));
    const cut = drawn.length > MOST + SPARE ? MOST : drawn.length;
    const shown = given(make(field.shape === "steps" ? "ol" : "ul", { className: "hub-cell" }, ...drawn.slice(0, cut)), { role: "list" });
    return [shown, ...this.#more(drawn.slice(cut), items.length - named.length)];
  }

  /** The items that follow, to open, and the number of those that are only counted. */
  #more(drawn, counted) {
    if (!drawn.length && !counted) return [];
    const said = fill(this.#words.more, { count: numberText(drawn.length + counted, this.#language) });
    if (!drawn.length) return [make("small", {}, said)];
    const rest = counted ? make("small", {}, fill(this.#words.more, { count: numberText(counted, this.#language) })) : "";
    return [make("details", { className: "hub-cell__more" }, make("summary", {}, said), list("hub-cell", ...drawn), rest)];
  }

  /** One value of a field, as nodes and texts. */
  #one(value, field) {
    const draw = this.#draw[field.shape];
    return draw ? [draw(value, field)].flat() : this.#text(String(value));
  }

  /** A text in paragraphs; of a long one the beginning, with the rest to open. */
  #text(text) {
    const paragraphs = text.split(/\n{2,}/).map((part) => part.trim()).filter(Boolean);
    if (text.length <= LONG) return paragraphs.length > 1 ? paragraphs.map((part) => make("p", {}, part)) : [text];
    const [first] = paragraphs;
    const space = first.lastIndexOf(" ", LONG);
    const end = first.length <= LONG ? first.length : space > 0 ? space : LONG;
    const rest = [first.slice(end).trim(), ...paragraphs.slice(1)].filter(Boolean).map((part) => make("p", {}, part));
    return [make("p", {}, first.slice(0, end)), make("details", { className: "hub-cell__more" }, make("summary", {}, this.#words.rest), ...rest)];
  }

  /** What says in words how many of the records have an item; nothing where it is the only one. */
  #mark(times, count) {
    if (times < 2) return [];
    const all = times === count;
    return [" ", make("span", { className: all ? "hub-shared hub-shared--all" : "hub-shared" }, all ? this.#words.in_all : fill(this.#words.in_some, { count: times }))];
  }

  /** A link to a record or term; where nobody told its title, only what it is. */
  #entry(key, fallback) {
    const title = said(this.#kind.labels, key);
    return title === undefined ? fallback : make("a", { href: this.#link(key) }, title);
  }

  #ref(value, folders) {
    const key = this.#keyOf(value, folders);
    return key ? this.#entry(key, value) : value;
  }

  /** The key of what an id means, as far as its title is told. */
  #keyOf(value, folders) {
    const keys = value.includes("/") ? [value] : folders.map((folder) => `${folder}/${value}`);
    return keys.find((key) => said(this.#kind.labels, key) !== undefined);
  }

  #outside(url) {
    if (!isLinkable(url)) return bareAddress(url);
    const outside = make("span", { className: "hub-visually-hidden" }, ` ${this.#words.outside}`);
    return given(make("a", { href: url }, bareAddress(url), outside), { rel: "external noopener" });
  }

  #address({ url, as_of, state }) {
    const seen = as_of ? make("small", {}, `${this.#words.as_of} ${dateText(as_of, this.#language)}`) : "";
    return [state === "live" ? this.#outside(url) : bareAddress(url), seen].filter(Boolean);
  }

  /** A figure with its date and where it comes from. */
  #claim({ value, as_of, source, section, note }) {
    const from = source ? [this.#publication(source, section ? `${this.#words.section} ${section}` : this.#words.source)] : section ? [`${this.#words.section} ${section}`] : [];
    const beside = [as_of && dateText(as_of, this.#language), ...from, note].filter(Boolean);
    return [make("span", { className: "hub-cell__figure" }, value), ...(beside.length ? [make("small", {}, ...parted(beside))] : [])];
  }

  #publication(id, place) {
    const key = `white-papers/${id}`;
    const title = said(this.#kind.labels, key);
    return title === undefined ? place : make("a", { href: this.#link(key), title }, place);
  }

  #source({ publication, sections }) {
    const title = publication ? this.#entry(`white-papers/${publication}`, publication) : this.#words.own_guidance;
    return sections.length ? [title, make("small", {}, `${this.#words.section} ${sections.join(", ")}`)] : [title];
  }

  #named(name, more) {
    const beside = more.filter(Boolean).join(" · ");
    return beside ? [name, make("small", {}, beside)] : [name];
  }

  /** A mapping of a list: what it is called, and the rest of it in small. */
  #part(part, field) {
    const name = field.parts.find((one) => ["title", "label", "name", "ref", "phase"].includes(one.name)) ?? field.parts[0];
    const rest = this.#rest(part, field.parts.filter((one) => one !== name && one.name !== "id"));
    return [...this.#one(part[name.name] ?? "", name), ...rest.map((line) => make("small", {}, ...line))];
  }

  /** What a mapping says, field by field: label and value. */
  #rest(part, fields) {
    return fields
      .map((field) => [field, part[field.name]])
      .filter(([, value]) => value !== undefined && value !== null && value !== false && several(value).length)
      .map(([field, value]) => [`${field.label}: `, ...parted(several(value).map((one) => this.#one(one, field)), ", ")]);
  }
}

/** Returns parts with a sign between them. */
const parted = (parts, sign = " · ") => parts.flatMap((part, place) => (place ? [sign, part] : [part])).flat();
