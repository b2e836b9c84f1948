import assert from "node:assert/strict";
import { test } from "node:test";

import { ordered, waysOut } from "./search-orders.js";

const orders = { byTitle: [3, 0, 2, 1], years: { of: [[1], [], [0, 1], [1]] } };

test("pages stand as they were found, by title, or from the newest year; those without a year last", () => {
  assert.deepEqual(ordered([2, 0, 3, 1], [0, 1, 3], "", orders), [0, 3, 1]);
  assert.deepEqual(ordered([2, 0, 3, 1], [0, 1, 3], "title", orders), [1, 3, 0]);
  assert.deepEqual(ordered([3, 1, 0, 2], [0, 1, 2, 3], "-year", orders), [2, 3, 0, 1]);
  assert.deepEqual(ordered([3, 1], [1, 3], "-year", { byTitle: [] }), [3, 1]);
});

test("a way out leaves one facet out and finds something", () => {
  const choice = { query: "x", sort: "", chosen: new Map([["countries", ["de"]], ["year", ["2012"]]]) };
  const count = ({ chosen }) => (chosen.has("year") ? 0 : 4);
  assert.deepEqual(waysOut(choice, count).map(({ name, count, choice }) => [name, count, [...choice.chosen.keys()]]), [["year", 4, ["countries"]]]);
  assert.deepEqual(waysOut({ ...choice, chosen: new Map([["year", ["2012"]]]) }, () => 9), []);
});
