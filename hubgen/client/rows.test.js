import assert from "node:assert/strict";
import { test } from "node:test";

import { NOTHING } from "./facets.js";
import { Rows, comparison, orderOf, readRows, sorted, textOf } from "./rows.js";

const PACKED = {
  ids: ["packbridge", "foodregio", "lodz"],
  titles: ["Packbridge", "foodRegio", "Life sciences Łódź"],
  summaries: ["Smart packaging.", "Food in the north.", "<b>Medicine</b>"],
  names: { 0: "PB · The packagers" },
  groups: [{ label: "Sweden", size: 1, category: "matchmaking", icon: "M1 1" }, { label: "Germany", size: 1 }, { label: "", size: 1 }],
  facts: [{ name: "place", label: "Place", values: ["Malmö", "Lübeck"], of: [0, 1, []] }],
  keys: [{ name: "founded", values: ["2010", "2006-12-31"], of: [0, 1, []] }],
  facets: [
    { name: "countries", values: ["se", "de"], of: [0, 1, []] },
    { name: "sectors", values: ["packaging", "food"], of: [[0, 1], 1, []] },
  ],
};

const choice = (given, query = "") => ({ ...NOTHING, query, chosen: new Map(Object.entries(given)) });
const rows = new Rows(PACKED, "en");
const ids = (numbers) => numbers.map((number) => rows.rows[number].id);

test("columns become rows, each with its group and the facts it has", () => {
  const { rows: read, facets } = readRows(PACKED);
  assert.deepEqual(read[0], {
    id: "packbridge", title: "Packbridge", summary: "Smart packaging.", names: "PB · The packagers",
    group: { label: "Sweden", category: "matchmaking", icon: "M1 1" }, facts: [["Place", "Malmö"]],
  });
  assert.deepEqual(read[2].facts, []);
  assert.deepEqual(read[1].group, { label: "Germany", category: "", icon: "" });
  assert.deepEqual(facets[1], { name: "sectors", values: ["packaging", "food"], of: [[0, 1], [1], []] });
});

test("a row is found by title, other names, summary, facts and group, without accents", () => {
  assert.equal(textOf(rows.rows[0]), "packbridge\npb · the packagers\nsmart packaging.\nsweden\nmalmo");
  for (const [query, found] of [["pb smart", ["packbridge"]], ["Malmo", ["packbridge"]], ["LODZ", ["lodz"]], ["germ lubeck", ["foodregio"]], ["food packagers", []]]) {
    assert.deepEqual(ids(rows.find(choice({}, query)).rows), found, query);
  }
});

test("words and values must both agree", () => {
  const { rows: found, counts } = rows.find(choice({ sectors: ["food"] }, "pack"));
  assert.deepEqual(ids(found), ["packbridge"]);
  assert.deepEqual([...counts.get("countries")], [["se", 1], ["de", 0]]);
  assert.deepEqual([...counts.get("sectors")], [["packaging", 1], ["food", 1]]);
});

test("where nothing is found, what finds something is told", () => {
  const ways = rows.waysOut(choice({ countries: ["de"], sectors: ["packaging"] }, "smart"));
  assert.deepEqual(ways.map(({ name, count }) => [name, count]), [["countries", 1]]);
  assert.deepEqual([...ways[0].choice.chosen.keys()], ["sectors"]);
  assert.deepEqual(rows.waysOut(choice({ countries: ["xx"] })), []);
});

test("rows are sorted by title, by what a fact shows and by its key", () => {
  assert.deepEqual(ids(rows.sort([0, 1, 2], "title", "text")), ["foodregio", "lodz", "packbridge"]);
  assert.deepEqual(ids(rows.sort([0, 1, 2], "place", "text")), ["foodregio", "packbridge", "lodz"]);
  assert.deepEqual(ids(rows.sort([0, 1, 2], "-founded", "date")), ["packbridge", "foodregio", "lodz"]);
  assert.deepEqual(ids(rows.sort([2, 0], "nothing", "text")), ["lodz", "packbridge"]);
});

const by = (type, down, language = "en") => (values) => sorted([...values.keys()], values, comparison(language, type, down)).map((n) => values[n]);

test("numbers by size, dates by day, what is empty last in both directions", () => {
  assert.deepEqual(by("number", false)(["100", "20", "", "3.5"]), ["3.5", "20", "100", ""]);
  assert.deepEqual(by("number", true)(["100", "20", "", "3.5"]), ["100", "20", "3.5", ""]);
  assert.deepEqual(by("date", true)(["2011", "", "2014-12-31", "2014-04-30"]), ["2014-12-31", "2014-04-30", "2011", ""]);
});

test("words whatever their case, as the language of the page orders them", () => {
  assert.deepEqual(by("text", false)(["Övertorneå", "oslo", "Part 10", "Part 9", "Augsburg"]), ["Augsburg", "oslo", "Övertorneå", "Part 9", "Part 10"]);
  assert.deepEqual(by("text", false, "sv")(["Övertorneå", "Oulu", "Zwolle"]), ["Oulu", "Zwolle", "Övertorneå"]);
});

test("equal rows keep their order", () => {
  assert.deepEqual(sorted([2, 0, 1], ["a", "b", "a"], comparison("en", "text", false)), [2, 0, 1]);
});

test("an order is a column, with a minus where it goes down", () => {
  assert.deepEqual([orderOf("place"), orderOf("-founded")], [{ column: "place", down: false }, { column: "founded", down: true }]);
});
