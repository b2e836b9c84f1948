import assert from "node:assert/strict";
import { test } from "node:test";

import {
  NOTHING, choiceIn, choices, cleared, folded, found, holds, isChosen, isFiltering, isSame, parameterOf, shownFirst, toggled, withChoice, wordsOf,
} from "./facets.js";

const NAMES = ["countries", "sectors", "sort"];
const at = (query) => `https://hub.example.eu/hub/clusters/${query}`;
const choice = (given = {}, query = "", sort = "") => ({ query, sort, chosen: new Map(Object.entries(given)) });

test("a choice is read from the address and written back", () => {
  const address = at("?q=smart+pack&countries=de&countries=se&sort=title");
  const read = choiceIn(address, NAMES);
  assert.deepEqual(read, choice({ countries: ["de", "se"] }, "smart pack", "title"));
  assert.equal(withChoice(at("?countries=fr&other=1#group-se"), read, NAMES), at("?other=1&q=smart+pack&countries=de&countries=se&sort=title"));
  assert.equal(withChoice(address, NOTHING, NAMES), at(""));
});

test("what an address repeats, leaves empty or does not know is left out", () => {
  assert.deepEqual(choiceIn(at("?countries=de&countries=de&countries=&sectors=&colour=red"), NAMES), choice({ countries: ["de"] }));
  assert.equal(choiceIn(at(`?q=${"x".repeat(500)}`), NAMES).query.length, 200);
});

test("a facet that is called like another parameter has one of its own", () => {
  const chosen = choice({ sort: ["b"] }, "", "title");
  assert.equal(parameterOf("sort"), "sort_");
  assert.deepEqual(choiceIn(withChoice(at(""), chosen, NAMES), NAMES), chosen);
});

test("values are toggled one by one, and cleared but for the order", () => {
  const one = toggled(NOTHING, "countries", "de");
  const two = toggled(toggled(one, "countries", "se"), "sectors", "food");
  assert.deepEqual(choices(two), [["countries", "de"], ["countries", "se"], ["sectors", "food"]]);
  assert.ok(isChosen(two, "countries", "se") && !isChosen(two, "countries", "fr") && !isChosen(two, "industries", "x"));
  assert.deepEqual(toggled(one, "countries", "de"), NOTHING);
  assert.equal(NOTHING.chosen.size, 0);
  assert.deepEqual(cleared({ ...two, query: "x", sort: "title" }), choice({}, "", "title"));
  assert.ok(isFiltering(two) && isFiltering(choice({}, "x")) && !isFiltering(choice({}, " ", "title")));
  assert.ok(isSame(choice({ a: ["1"] }, "x"), choice({ a: ["1"] }, " x ")) && !isSame(one, two));
});

test("texts are compared without accents, also where a letter is one of its own", () => {
  assert.equal(folded("Skåne Łódź Ærø Đà Straße Øresund Þór İzmir Ðuro ŒUVRE"), "skane lodz aero da strasse oresund thor izmir duro oeuvre");
  assert.equal(folded("ﬁne"), "fine");
  assert.deepEqual(wordsOf("  Smart   PÄCKAGING "), ["smart", "packaging"]);
  assert.ok(holds(folded("Packbridge, smart packaging in Skåne"), wordsOf("skane pack")));
  assert.ok(!holds("packaging", wordsOf("pack food")));
});

test("counts leave a facet's own choice out, as asking for each value alone would", () => {
  const facets = [
    { name: "countries", values: ["de", "se", "constructor"], of: [] },
    { name: "sectors", values: ["food", "pack"], of: [] },
    { name: "year", values: ["2012"], of: [] },
  ];
  const size = 60;
  for (let row = 0; row < size; row += 1) {
    facets[0].of.push(row % 4 === 3 ? [] : [row % 3]);
    facets[1].of.push(row % 5 ? [row % 2] : [0, 1]);
    facets[2].of.push(row % 7 ? [] : [0]);
  }
  const passes = (row) => row % 11 !== 0;
  const agrees = (row, chosen) =>
    passes(row) && facets.every(({ name, values, of }) => !chosen.has(name) || of[row].some((value) => chosen.get(name).includes(values[value])));
  const every = [...Array(size).keys()];
  for (const given of [{}, { countries: ["de"] }, { countries: ["de", "constructor"], sectors: ["pack"] }, { sectors: ["food"], year: ["2012"] }]) {
    const { rows, counts } = found(facets, choice(given), size, passes);
    assert.deepEqual(rows, every.filter((row) => agrees(row, new Map(Object.entries(given)))));
    for (const { name, values } of facets) {
      for (const value of values) {
        const alone = new Map(Object.entries({ ...given, [name]: [value] }));
        assert.equal(counts.get(name).get(value), every.filter((row) => agrees(row, alone)).length, `${name} ${value}`);
      }
    }
  }
});

test("a value that no row has finds nothing", () => {
  const facets = [{ name: "countries", values: ["de"], of: [[0]] }];
  assert.deepEqual(found(facets, choice({ countries: ["xx"] }), 1, () => true).rows, []);
  assert.deepEqual(found(facets, choice({ countries: ["xx", "de"] }), 1, () => true).rows, [0]);
});

test("of a long facet the values that find most are shown, in their order, and those chosen", () => {
  const values = [..."abcdefghijkl"];
  const counts = new Map(values.map((value, place) => [value, place]));
  assert.deepEqual(shownFirst(values, counts, ["b"]), [..."befghijkl"]);
  assert.deepEqual(shownFirst(values, new Map([["a", 0], ["c", 2], ["k", 1]]), ["b"]), [..."bck"]);
  assert.deepEqual(shownFirst(values, new Map()), [..."abcdefgh"]);
  assert.deepEqual(shownFirst(values.slice(0, 10), counts), values.slice(0, 10));
});
