import assert from "node:assert/strict";
import { test } from "node:test";

import { NOTHING } from "./facets.js";
import { known, nextPoint, numbered, somePlaces, stepTo } from "./map.js";

const words = { map_more: "{places} and {count} more places" };

test("an arrow leads to the nearest point that lies that way", () => {
  const points = [[50, 50], [60, 52], [90, 50], [50, 20], [49, 80], [10, 55]];
  assert.deepEqual(["ArrowRight", "ArrowUp", "ArrowDown", "ArrowLeft"].map((key) => nextPoint(points, 0, key)), [1, 3, 4, 5]);
});

test("what lies straight ahead comes before what lies nearer but aside", () => {
  assert.equal(nextPoint([[0, 0], [20, 4], [4, 14]], 0, "ArrowRight"), 1);
  assert.equal(nextPoint([[0, 0], [4, 14]], 0, "ArrowRight"), 1);
});

test("where nothing lies ahead an arrow leads nowhere", () => {
  assert.equal(nextPoint([[0, 0], [-5, 0]], 0, "ArrowRight"), 0);
  assert.equal(nextPoint([[3, 3], [3, 3]], 0, "ArrowUp"), 0);
  assert.equal(nextPoint([[3, 3]], 0, "ArrowDown"), 0);
});

test("by arrows every point is reached from every other", () => {
  for (const count of [2, 9, 40, 120]) {
    const points = Array.from({ length: count }, (_, n) => [(n * 61.8034) % 100, (n * 75.4878 + n * n) % 100]);
    const reached = new Set([0]);
    for (const from of reached) for (const key of ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"]) reached.add(nextPoint(points, from, key));
    assert.equal(reached.size, count);
  }
});

test("Home and End lead to the ends, PageUp and PageDown from one to the next, other keys nowhere", () => {
  assert.deepEqual(["Home", "End", "PageUp", "PageDown", "Enter"].map((key) => stepTo(5, 2, key)), [0, 4, 1, 3, undefined]);
  assert.deepEqual([stepTo(5, 0, "PageUp"), stepTo(5, 4, "PageDown")], [0, 4]);
});

test("a group names its places, those of most records first, and counts the rest", () => {
  assert.equal(somePlaces(["Linz", "Graz", "Graz"], words), "Graz, Linz");
  assert.equal(somePlaces(["a", "b", "c", "d"], words), "a, b, c, d");
  assert.equal(somePlaces(["a", "b", "c", "d", "e"], words), "a, b, c and 2 more places");
});

test("of an address that chooses what no facet has, the rest holds", () => {
  const facets = [{ name: "sectors", values: ["food", "ict"] }, { name: "categories", values: ["matchmaking"] }];
  const asked = (sectors) => ({ query: "x", sort: "title", chosen: new Map([["sectors", sectors]]) });
  assert.deepEqual(known(asked(["steel", "ict", "food"]), facets), { ...NOTHING, chosen: new Map([["sectors", ["ict", "food"]]]) });
  assert.deepEqual(known(asked(["steel"]), facets), NOTHING);
});

test("numbers of values go on from facet to facet", () => {
  const facets = [{ name: "sectors", values: [["food", "Food"], ["ict", "ICT"]] }, { name: "categories", values: [["matchmaking", "Matchmaking"]] }];
  assert.deepEqual(numbered(facets, [[2, 3], [], [1]]), [
    { name: "sectors", values: ["food", "ict"], of: [[1], [], [0]] },
    { name: "categories", values: ["matchmaking"], of: [[0], [], []] },
  ]);
});
