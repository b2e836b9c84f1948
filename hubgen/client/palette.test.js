import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const script = readFileSync(new URL("palette.js", import.meta.url), "utf8");

/** A page just big enough for the script, and what happened to it. */
const page = (stored, { forbidden = false } = {}) => {
  const attributes = {};
  const listeners = {};
  const listen = (name, listener) => (listeners[name] = listener);
  const metas = [{ dataset: { scheme: "default" } }, { dataset: { scheme: "slate" } }];
  const radios = [{ value: "" }, { value: "default" }, { value: "slate" }];
  const kept = new Map(stored ? [["hub-palette", stored]] : []);
  const root = { classList: { add: () => {} }, setAttribute: (n, v) => (attributes[n] = v), removeAttribute: (n) => delete attributes[n] };
  const document = { documentElement: root, addEventListener: listen, querySelectorAll: (s) => (s.startsWith("meta") ? metas : radios) };
  const localStorage = { getItem: (k) => kept.get(k) ?? null, setItem: (k, v) => kept.set(k, v), removeItem: (k) => kept.delete(k) };
  const world = { document, addEventListener: listen };
  Object.defineProperty(world, "localStorage", { get: () => { if (forbidden) throw new Error("forbidden"); return localStorage; } });
  vm.runInNewContext(script, world);
  const choose = (value) => listeners.change({ target: { name: "hub-palette", value } });
  return { attributes, metas, radios, kept, choose };
};

test("without a choice the device decides", () => {
  const { attributes, metas, radios } = page(null);
  assert.deepEqual(attributes, {});
  assert.deepEqual(metas.map((meta) => meta.media), ["(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"]);
  assert.deepEqual(radios.map((radio) => radio.checked), [true, false, false]);
});

test("a stored choice holds before the first paint", () => {
  const { attributes, metas } = page("slate");
  assert.deepEqual(attributes, { "data-md-color-scheme": "slate" });
  assert.deepEqual(metas.map((meta) => meta.media), ["not all", "all"]);
});

test("a choice is kept, and given back to the device", () => {
  const { attributes, kept, choose } = page(null);
  choose("default");
  assert.deepEqual([attributes["data-md-color-scheme"], kept.get("hub-palette")], ["default", "default"]);
  choose("");
  assert.deepEqual([attributes["data-md-color-scheme"], kept.has("hub-palette")], [undefined, false]);
});

test("an unknown value or forbidden storage is no choice", () => {
  assert.deepEqual(page("pink").attributes, {});
  const { attributes, choose } = page(null, { forbidden: true });
  choose("slate");
  assert.deepEqual(attributes, { "data-md-color-scheme": "slate" });
});
