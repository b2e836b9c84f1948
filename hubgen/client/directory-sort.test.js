import assert from "node:assert/strict";
import { test } from "node:test";

import { comparison, orderIn, orderOf, sorted, withOrder } from "./directory-sort.js";

const by = (type, down, language = "en") => (values) => sorted(values, (value) => value, comparison(language, type, down));

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
  const rows = [["a", 1], ["b", 2], ["a", 3]];
  assert.deepEqual(sorted(rows, ([letter]) => letter, comparison("en", "text", false)), [["a", 1], ["a", 3], ["b", 2]]);
});

test("an order is a column, with a minus where it goes down", () => {
  assert.deepEqual([orderOf("place"), orderOf("-founded")], [{ column: "place", down: false }, { column: "founded", down: true }]);
});

test("the address asks for an order that the page offers, or for none", () => {
  const offered = ["", "title", "-year"];
  const asked = ["https://x.eu/hub/cases/", "https://x.eu/hub/cases/?sort=title", "https://x.eu/?sort=-year#y", "https://x.eu/?sort=nothing"];
  assert.deepEqual(asked.map((address) => orderIn(address, offered)), ["", "title", "-year", ""]);
});

test("the address keeps the order and the rest of what it says, but no anchor of a group", () => {
  assert.equal(withOrder("https://x.eu/hub/cases/?q=a#group-b", "-year"), "https://x.eu/hub/cases/?q=a&sort=-year");
  assert.equal(withOrder("https://x.eu/hub/cases/?sort=title", ""), "https://x.eu/hub/cases/");
});
