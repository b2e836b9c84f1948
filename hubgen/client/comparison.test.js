import assert from "node:assert/strict";
import { test } from "node:test";

import { keyOf, likeness, linesOf, shared, summed } from "./comparison.js";

test("values are the same in all, in part, or differ", () => {
  for (const [expected, shape, values] of [
    ["same", "text", ["Augsburg", " augsburg"]],
    ["differs", "text", ["Augsburg", "Lund"]],
    ["same", "number", [4, 4]],
    ["same", "bool", [false, false]],
    ["differs", "bool", [true, false]],
    ["same", "refs", [["food", "ict"], ["ict", "food"]]],
    ["partly", "refs", [["food", "ict"], ["food"], ["food", "wood"]]],
    ["differs", "refs", [["food", "ict"], ["ict"], ["wood"]]],
    ["same", "claims", [[{ value: "174", as_of: "2014" }], [{ value: "174", as_of: "2012", source: "x" }]]],
    ["differs", "claims", [[{ value: "174" }], [{ value: "100" }]]],
    ["partly", "steps", [[{ title: "Ask" }, { title: "Meet" }], [{ title: "ask", duration: "a day" }]]],
  ]) assert.equal(likeness(shape, values), expected, JSON.stringify([shape, values]));
});

test("what is not stated is no difference, and no likeness", () => {
  assert.equal(likeness("text", ["Augsburg", undefined, "Augsburg"]), "gaps");
  assert.equal(likeness("text", ["Augsburg", undefined, "Lund"]), "differs");
  assert.equal(likeness("refs", [["food"], undefined, ["food", "ict"]]), "differs");
  assert.equal(likeness("enum", [undefined, "active"]), "gaps");
});

test("that two say it in words of their own says nothing", () => {
  assert.equal(likeness("prose", ["It was hard.", "It was easy."]), "");
  assert.equal(likeness("prose", ["It was hard.", "It was hard."]), "same");
  assert.equal(likeness("text", ["x".repeat(120), "Lund"]), "");
  assert.equal(likeness("prose", ["It was hard.", undefined, "It was easy."]), "gaps");
});

test("it is counted how many have an item, each once", () => {
  assert.deepEqual([...shared("refs", [["food", "ict", "food"], ["food"], undefined])], [["food", 2], ["ict", 1]]);
  assert.deepEqual([...shared("text", ["food", "food"])], []);
});

test("an item is known by its name, not by what is said beside it", () => {
  assert.deepEqual([{ value: "About 6" }, { title: "Ask", text: "…" }, { ref: "optitec", brings: "light" }, "Food", 3, { url: "x" }].map(keyOf), [
    "about 6", "ask", "optitec", "food", "3", '{"url":"x"}',
  ]);
});

const KIND = {
  fields: [
    { name: "country", label: "Country", shape: "countries" },
    { name: "type", label: "Type", shape: "enum", default: "white-paper" },
    { name: "website", label: "Website", shape: "address", defaults: { state: "live" } },
    { name: "funding", label: "Funding", shape: "prose" },
    { name: "sectors", label: "Sectors", shape: "refs", to: ["sectors"] },
  ],
  ties: [{ label: "Partnerships", names: ["members"] }, { label: "Hosts", names: ["hosted_by"] }],
};
const WORDS = { sources: "Sources", reviewed: "Last reviewed" };
const RECORDS = [
  {
    country: "DE", website: { url: "https://a.eu" }, sectors: [], reviewed: "2026-11-22", sources: [{ publication: "report", section: "3.1" }, { publication: "report", section: "3.2" }],
    relations: [
      { name: "members", label: "Partnerships", record: "partnerships/a", inverse: true },
      { name: "members", label: "Partnerships", record: "partnerships/a", inverse: true },
      { name: "text", label: "Partnerships", record: "partnerships/b", inverse: true },
    ],
  },
  { country: "DE", type: "guide", reviewed: "2026-11-22", origin: "hub", relations: [{ name: "members", label: "Partnerships", record: "partnerships/a", inverse: true }] },
];

test("lines come in the kind's order, without what no record states, and then what others say, sources and review", () => {
  const lines = linesOf(KIND, RECORDS, WORDS);
  assert.deepEqual(lines.map(({ label, likeness }) => [label, likeness]), [
    ["Country", "same"], ["Type", "differs"], ["Website", "gaps"], ["Partnerships", "same"], ["Sources", "differs"], ["Last reviewed", "same"],
  ]);
  const byLabel = new Map(lines.map((line) => [line.label, line.values]));
  assert.deepEqual(byLabel.get("Type"), ["white-paper", "guide"]);
  assert.deepEqual(byLabel.get("Website"), [{ state: "live", url: "https://a.eu" }, undefined]);
  assert.deepEqual(byLabel.get("Partnerships"), [["partnerships/a"], ["partnerships/a"]]);
  assert.deepEqual(byLabel.get("Sources"), [[{ publication: "report", sections: ["3.1", "3.2"] }], [{ publication: "", sections: [] }]]);
  assert.deepEqual(summed(lines), { all: 6, same: 3, differ: 2 });
});
