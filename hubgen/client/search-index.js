/**
 * Fetches the files of the index as a query needs them, each once. What they are is told in hubgen/search/index.py.
 */
import { meant } from "./search-near.js";
import { beginningWith, numbersIn, queryWords, rank, runTogether, shelvesOf, stem, worth } from "./search-terms.js";
import { SITE } from "./site.js";

/** Letters from which the beginning of a name is a name. */
const NAME = 2;
/** Results up to which it is asked whether something else was meant. */
const FEW = 2;

let opened;

/** Returns the site's index, opened once; `words` are those of the section "search". */
export const openIndex = (words) => {
  opened ??= SearchIndex.open(new URL("search/", SITE), { language: document.documentElement.lang, small: words.small }).catch((fault) => {
    opened = undefined; // the next attempt may succeed
    throw fault;
  });
  return opened;
};

/** Returns bytes as they were before zlib. */
const inflated = async (bytes) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());

const parsed = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

/** Returns a shelf of its bytes: a line of JSON, and the lists one after the other. */
const shelf = (bytes) => {
  const end = bytes.indexOf(10);
  const [words, lengths] = parsed(bytes.subarray(0, end));
  let at = end + 1;
  return { words, lists: lengths.map((length) => bytes.subarray(at, (at += length))) };
};

/** Returns numbers from the steps between them. */
const summed = (steps) => {
  let sum = 0;
  return steps.map((step) => (sum += step));
};

export class SearchIndex {
  #folder;
  #manifest;
  #language;
  #small;
  #files = new Map();

  constructor(folder, manifest, { language, small }) {
    this.#folder = folder;
    this.#manifest = manifest;
    this.#language = language;
    this.#small = new Set(small.split(" "));
  }

  /** Returns the index in a folder, or throws an Error whose `missing` tells a site without index from a failed request. */
  static async open(folder, options) {
    const answer = await fetch(new URL("index.json", folder), { cache: "no-cache" });
    if (!answer.ok) throw Object.assign(new Error(`${answer.status} for ${answer.url}`), { missing: answer.status === 404 });
    return new SearchIndex(folder, await answer.json(), options);
  }

  get size() {
    return this.#manifest.size;
  }

  get language() {
    return this.#language;
  }

  /** The kinds of pages, in the order of the pages' numbers: [{ id, one, many, icon, size }]. */
  get kinds() {
    return this.#manifest.kinds;
  }

  /** The kind of a page. */
  kindOf(page) {
    let end = 0;
    return this.kinds.find(({ size }) => page < (end += size));
  }

  /** A service category's icon, by its id among the drawings. */
  categoryIcon(category) {
    return this.#manifest.categories[category] ?? "";
  }

  /** Returns what a query finds: see `rank`; with `words`, those that were looked for. */
  async find(query) {
    const words = queryWords(query, this.#small);
    const [lists, names] = await Promise.all([Promise.all(words.map((word) => this.#lists(word))), this.#names(runTogether(query))]);
    return { query, words, ...rank(this.size, lists, names) };
  }

  /** Returns all pages, by kind. */
  all() {
    return { query: "", words: [], pages: Array.from({ length: this.size }, (_, page) => page), complete: true, held: [] };
  }

  /** Returns what somebody likely meant whose query finds nothing or little, or "". */
  async meant({ query, words, held, pages }) {
    const doubtful = words.filter((_, place) => held[place] <= (pages.length > FEW ? 0 : FEW));
    return doubtful.length ? meant(query, doubtful, await this.spellings()) : "";
  }

  async #lists(word) {
    const start = stem(word, this.#language);
    const forms = await this.#begin("words", this.#manifest.words, start);
    return forms.map(([form, list]) => [worth(form, word, this.#language), list]).filter(([share]) => share);
  }

  async #names(name) {
    if (!name) return [];
    const found = await this.#begin("names", this.#manifest.names, name);
    return found.filter(([whole]) => whole === name || name.length >= NAME).map(([whole, list]) => [name.length / whole.length, list]);
  }

  async #begin(kind, begins, start) {
    const shelves = await Promise.all(shelvesOf(begins, start).map((number) => this.#file(`${kind}/${number}.bin`, shelf)));
    return shelves.flatMap((one) => beginningWith(one, start));
  }

  /** Returns what there is to show of a page: { url, title, category, group, names, summary, text, kind, page }. */
  async card(page) {
    const [url, title, category, group, names, summary, text] = await this.#cardFields(page);
    return { url: new URL(`../${url}`, this.#folder).href, title, category, group, names, summary, text, kind: this.kindOf(page), page };
  }

  async #cardFields(page) {
    const { cards } = this.#manifest;
    const bytes = await this.#fetched(`cards/${Math.floor(page / cards)}.bin`);
    const place = page % cards;
    const numbers = numbersIn(bytes);
    const lengths = Array.from({ length: Math.min(cards, this.size - page + place) }, () => numbers.next());
    const at = lengths.slice(0, place).reduce((sum, length) => sum + length, numbers.at);
    return parsed(await inflated(bytes.subarray(at, at + lengths[place])));
  }

  /** Returns by what pages are filtered and sorted: { facets, byTitle, byYear }; a facet as in facets.js, with title and labels. */
  facets() {
    return this.#file("facets.bin", (bytes) => {
      const { facets, titles, kind } = parsed(bytes);
      const shown = [this.#kindFacet(kind), ...facets.map((facet) => this.#facet(facet))];
      return { facets: shown, byTitle: this.#byTitle(titles), years: shown.find(({ name }) => name === "year") };
    });
  }

  #kindFacet(title) {
    const of = this.kinds.flatMap(({ size }, place) => Array.from({ length: size }, () => [place]));
    return { name: "kind", title, values: this.kinds.map(({ id }) => id), labels: this.kinds.map(({ many }) => many), of };
  }

  #facet({ name, title, values }) {
    const of = Array.from({ length: this.size }, () => []);
    values.forEach(([, , steps], place) => summed(steps).forEach((page) => of[page].push(place)));
    return { name, title, values: values.map(([id]) => id), labels: values.map(([, label]) => label), of };
  }

  /** The pages by title: of each kind they are in this order, so which kind comes next says all. */
  #byTitle(titles) {
    let begin = 0;
    const next = this.kinds.map(({ size }) => (begin += size) - size);
    const places = new Uint32Array(this.size);
    Array.from(titles).forEach((kind, place) => (places[next[kind.codePointAt(0) - 0x30]++] = place));
    return places;
  }

  /** Returns the words that somebody may have meant: a Map from word to how often it is there. */
  spellings() {
    return this.#file("spellings.bin", (bytes) => {
      const [words, often] = parsed(bytes);
      return new Map(words.split(" ").map((word, place) => [word, Number(often[place])]));
    });
  }

  async #fetched(path) {
    const kept = this.#files.get(path);
    if (kept) return kept;
    const loading = fetch(new URL(`${path}?v=${this.#manifest.version}`, this.#folder)).then(async (answer) => {
      if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
      return new Uint8Array(await answer.arrayBuffer());
    });
    return this.#keep(path, loading);
  }

  /** Returns what is made of a compressed file. */
  #file(path, make) {
    const name = `${path} made`;
    return this.#files.get(name) ?? this.#keep(name, this.#fetched(path).then(inflated).then(make));
  }

  /** Keeps a promise, unless it fails: the next attempt may succeed. */
  #keep(name, promise) {
    this.#files.set(name, promise);
    promise.catch(() => this.#files.delete(name));
    return promise;
  }
}
