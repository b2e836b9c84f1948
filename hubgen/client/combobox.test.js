import assert from "node:assert/strict";
import { test } from "node:test";

import { offers, placeAfter } from "./combobox.js";

const things = ["Packbridge", "Food packaging network", "Łódź food", "foodRegio"].map((label) => ({ label, text: label.toLowerCase().replace("łódź", "lodz") }));
const labels = (query, most) => offers(things, query, most).map(({ label }) => label);

test("things are found by all words, those that begin with them first", () => {
  assert.deepEqual(labels("food"), ["Food packaging network", "foodRegio", "Łódź food"]);
  assert.deepEqual(labels("pack food"), ["Food packaging network"]);
  assert.deepEqual(labels("ŁÓDŹ"), ["Łódź food"]);
  assert.deepEqual(labels("", 2), ["Packbridge", "Food packaging network"]);
  assert.deepEqual(labels("nothing"), []);
});

test("arrow keys go round", () => {
  assert.deepEqual([placeAfter("ArrowDown", -1, 3), placeAfter("ArrowDown", 2, 3), placeAfter("ArrowUp", -1, 3), placeAfter("ArrowUp", 1, 3), placeAfter("ArrowDown", -1, 0)], [0, 0, 2, 0, -1]);
});
