import assert from "node:assert/strict";
import { test } from "node:test";

import { beginningWith, eachPage, queryWords, rank, runTogether, shelvesOf, stem, tokens, worth } from "./search-terms.js";

const list = (...levels) => Uint8Array.from(levels.flat());

test("words are folded as the index has them", () => {
  assert.deepEqual(tokens("Łódź & Skåne: R&D, it’s 3P4I_x"), ["lodz", "skane", "r", "d", "it", "s", "3p4i", "x"]);
  assert.equal(runTogether("Food-Regio e.V."), "foodregioev");
});

test("small words are looked for only where there are no others, and each word once", () => {
  const small = new Set(["the", "of", "a"]);
  assert.deepEqual(queryWords("the matching of the members, matching", small), ["matching", "members"]);
  assert.deepEqual(queryWords("of the", small), ["of", "the"]);
  assert.deepEqual(queryWords("…", small), []);
  assert.equal(queryWords("a b c d e f g h i j k l m n o p", small).length, 12);
});

test("a word and its other endings have one beginning", () => {
  for (const forms of [
    ["strategy", "strategies"], ["service", "services"], ["match", "matches", "matched", "matching", "matchings"], ["process", "processes", "processing"],
    ["plan", "plans", "planned", "planning"], ["technology", "technologies"], ["packaging", "package", "packaged"], ["cluster", "clusters", "clustering"], ["survey", "surveys"],
  ]) {
    const stems = new Set(forms.map((form) => stem(form, "en")));
    assert.equal(stems.size, 1, forms.join(" "));
    for (const form of forms) assert.ok(form.startsWith([...stems][0]));
  }
  for (const word of ["string", "speed", "analysis", "status", "ict", "bus", "eu"]) assert.equal(stem(word, "en"), word);
  assert.equal(stem("strategies", "bg"), "strategies");
});

test("a word is worth most to itself, then to its endings, then to what it begins", () => {
  assert.equal(worth("voucher", "voucher", "en"), 1);
  assert.ok(worth("vouchers", "voucher", "en") > worth("voucherscheme", "voucher", "en"));
  assert.ok(worth("packaging", "pack", "en") > worth("packagingindustry", "pack", "en"));
  assert.equal(worth("unpack", "pack", "en"), 0);
  assert.equal(worth("pack", "packaging", "en"), 0);
  assert.equal(worth("ab", "a", "en"), 0);
});

test("the shelves with a beginning are found, at most four", () => {
  const begins = ["a", "cluster", "clusterland", "food", "packaging"];
  assert.deepEqual(shelvesOf(begins, "clusterl"), [1, 2]);
  assert.deepEqual(shelvesOf(begins, "cluster"), [1, 2]);
  assert.deepEqual(shelvesOf(begins, "b"), [0]);
  assert.deepEqual(shelvesOf(begins, "zz"), [4]);
  assert.deepEqual(shelvesOf(["m"], "a"), []);
  assert.deepEqual(shelvesOf([], "a"), []);
  assert.equal(shelvesOf(["pa", "pb", "pc", "pd", "pe", "pf"], "p").length, 4);
});

test("words of a shelf are found by how they begin", () => {
  const shelf = { words: ["food", "foodregio", "foods", "forum"], lists: [1, 2, 3, 4] };
  assert.deepEqual(beginningWith(shelf, "food"), [["food", 1], ["foodregio", 2], ["foods", 3]]);
  assert.deepEqual(beginningWith(shelf, "g"), []);
});

test("a list is read level by level, in steps of one byte or several", () => {
  const seen = [];
  eachPage(list([9, 2, 1, 3], [2, 1, 0xac, 0x02]), (page, level) => seen.push([page, level]));
  assert.deepEqual(seen, [[1, 9], [4, 9], [300, 2]]);
});

test("pages with all words come first, the rarer word counts more, and of equal ones the first", () => {
  const food = [[1, list([5, 5, 0, 1, 1, 1, 1])]]; // pages 0 to 4
  const pack = [[1, list([5, 2, 1, 2])], [0.5, list([9, 1, 1])]]; // pages 1 and 3
  assert.deepEqual(rank(6, [food, pack]), { pages: [1, 3], complete: true, held: [5, 2] });
  const voucher = [[1, list([5, 1, 5])]];
  assert.deepEqual(rank(6, [food, voucher]).pages, [5, 0, 1, 2, 3, 4]);
  assert.equal(rank(6, [food, voucher]).complete, false);
  assert.deepEqual(rank(6, [[]]), { pages: [], complete: false, held: [0] });
});

test("who is called like the query comes first: by title, by another name, by how the name begins", () => {
  const text = [[1, list([15, 4, 0, 1, 1, 1])]];
  const names = [[1, list([2, 1, 3])], [1, list([1, 1, 2])], [0.5, list([2, 1, 5])]];
  assert.deepEqual(rank(6, [text], names).pages, [3, 2, 5, 0, 1]);
});
