import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

// --- as much of a browser as the script asks for ------------------------------------------------------------------------

class Element extends EventTarget {
  children = [];
  attributes = {};
  hidden = false;
  textContent = "";
  append(...more) {
    this.children.push(...more);
  }
  replaceChildren(...all) {
    this.children = all;
  }
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  focus() {
    document.activeElement = this;
  }
}

class Source extends EventTarget {
  static all = [];
  closed = false;
  constructor(address) {
    super();
    this.address = address;
    Source.all.push(this);
  }
  close() {
    this.closed = true;
  }
}

const kept = new Map();
const document = Object.assign(new EventTarget(), {
  body: new Element(),
  visibilityState: "visible",
  querySelector: () => ({ content: "v 1" }),
  createElement: (name) => Object.assign(new Element(), { name }),
});
let reloads = 0;
Object.assign(globalThis, {
  document,
  location: { pathname: "/clusters/food/", reload: () => (reloads += 1) },
  EventSource: Source,
  addEventListener: () => {},
  sessionStorage: {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  },
});
await import("./preview.js");

// --- what it shows ------------------------------------------------------------------------------------------------------

const [box, show] = document.body.children;
const [status, hide, note, list, more] = box.children;
const CLEAN = { title: "" };
const FAULT = { place: "content/clusters/food.md:8:12", code: "HG301", message: "no such service.", hint: "<b>?" };
const FAULTS = {
  title: "1 error in the content", label: "Faults", note: "The last page.", hide: "Hide", more: "", issues: [FAULT],
};

const hear = (name, data) => {
  const event = Object.assign(new Event(name), { data: data && JSON.stringify(data) });
  Source.all.at(-1).dispatchEvent(event);
};
const text = (element) =>
  typeof element === "string" ? element : element.textContent + element.children.map(text).join("");
const looked = (state) => {
  document.visibilityState = state;
  document.dispatchEvent(new Event("visibilitychange"));
};

beforeEach(() => {
  looked("visible");
  hear("issues", CLEAN);
});

test("it asks for its own page, as it was when it was loaded", () => {
  assert.equal(Source.all[0].address, "/_hubgen/events?page=%2Fclusters%2Ffood%2F&version=v%201");
});

test("faults are shown with their places, as text", () => {
  hear("issues", FAULTS);
  assert.deepEqual([box.hidden, show.hidden], [false, true]);
  assert.deepEqual([status, note, hide, more].map(text), ["1 error in the content", "The last page.", "Hide", ""]);
  assert.deepEqual(list.children.map(text), ["content/clusters/food.md:8:12 HG301no such service.<b>?"]);
  assert.equal(box.attributes["aria-label"], "Faults");
  assert.equal(status.attributes.role, "status");
});

test("they go when they are mended", () => {
  hear("issues", FAULTS);
  hear("issues", CLEAN);
  assert.deepEqual([box.hidden, show.hidden, text(status)], [true, true, ""]);
});

test("what was hidden stays hidden until something else is wrong", () => {
  hear("issues", FAULTS);
  hide.dispatchEvent(new Event("click"));
  assert.deepEqual([box.hidden, show.hidden, document.activeElement === show], [true, false, true]);

  hear("issues", FAULTS);
  assert.deepEqual([box.hidden, show.hidden, text(show)], [true, false, "1 error in the content"]);

  hear("issues", { ...FAULTS, title: "2 errors in the content" });
  assert.deepEqual([box.hidden, show.hidden], [false, true]);
});

test("Escape hides, other keys do not; the button brings it back", () => {
  hear("issues", FAULTS);
  box.dispatchEvent(Object.assign(new Event("keydown"), { key: "Tab" }));
  assert.equal(box.hidden, false);
  box.dispatchEvent(Object.assign(new Event("keydown"), { key: "Escape" }));
  assert.equal(box.hidden, true);
  show.dispatchEvent(new Event("click"));
  assert.deepEqual([box.hidden, document.activeElement === hide], [false, true]);
});

test("a fault without a place is told alone", () => {
  hear("issues", { ...FAULTS, issues: [{ place: "", code: "", message: "mkdocs.yml: no such theme", hint: "" }] });
  assert.deepEqual(list.children.map(text), ["mkdocs.yml: no such theme"]);
});

test("the page is loaded again when it is told to", () => {
  hear("reload");
  assert.equal(reloads, 1);
});

test("a page that nobody looks at holds no connection", () => {
  const before = Source.all.at(-1);
  looked("hidden");
  assert.equal(before.closed, true);
  assert.equal(Source.all.at(-1), before);
  looked("visible");
  assert.notEqual(Source.all.at(-1), before);
});
