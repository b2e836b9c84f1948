import assert from "node:assert/strict";
import { test } from "node:test";

import { comparison, nextOrder, sorted } from "./table-sort.js";

const by = (order) => (values) => sorted(values, (value) => value, comparison("en", order));

test("numbers by size, words whatever their case and accents, empty cells last in both orders", () => {
  assert.deepEqual(by("ascending")(["100", "20", "", "3"]), ["3", "20", "100", ""]);
  assert.deepEqual(by("descending")(["100", "20", "", "3"]), ["100", "20", "3", ""]);
  assert.deepEqual(by("ascending")(["Övertorneå", "oslo", "Oulu", "Augsburg"]), ["Augsburg", "oslo", "Oulu", "Övertorneå"]);
});

test("equal rows keep their order", () => {
  const rows = [["a", 1], ["b", 2], ["a", 3]];
  assert.deepEqual(sorted(rows, ([letter]) => letter, comparison("en", "ascending")), [["a", 1], ["a", 3], ["b", 2]]);
});

test("a heading is pressed: ascending first, then back and forth", () => {
  assert.deepEqual([null, "ascending", "descending"].map(nextOrder), ["ascending", "descending", "ascending"]);
});
