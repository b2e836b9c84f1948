import assert from "node:assert/strict";
import { test } from "node:test";

import { fit, ranked } from "./voucher-fit.js";

const WORDS = new Proxy({}, { get: (_, name) => `${String(name)} {said}{amount}` });
const MEET = { name: "Meet", sizes: ["micro", "small"], size_words: "SME", works_in: ["DE", "DK"], country_words: ["Germany", "Denmark"], sectors: ["health"], sector_words: ["Health"], activities: ["Travel"], most: 500, amount: "up to EUR 500" };
const OPEN = { name: "Open" };

const said = (asked, one) => fit(asked, one, WORDS).criteria.map(({ holds, text }) => [holds, text]);

test("each thing asked is answered with yes, no, or that it is not stated", () => {
  assert.deepEqual(said({ size: "small", country: "DE", sector: "food", activity: "Travel", sum: 400 }, MEET), [
    [true, "size_yes SME{amount}"], [null, "works_here Germany, Denmark{amount}"], [false, "sector_no Health{amount}"], [true, "activity_yes Travel{amount}"], [true, "sum_yes {said}up to EUR 500"],
  ]);
  assert.deepEqual(said({ size: "small", country: "DE", sector: "food", activity: "Travel", sum: 400 }, OPEN).map(([holds]) => holds), [null, null, null, null, null]);
});

test("what is stated in words alone, or in other money, is left to the reader", () => {
  assert.deepEqual(said({ size: "small" }, { size_words: "Guilds" }), [[null, "in_words Guilds{amount}"]]);
  assert.deepEqual(said({ sum: 10 }, { most: 500, currency: "DKK", amount: "up to DKK 500" }), [[null, "sum_currency {said}up to DKK 500"]]);
});

test("nothing asked is answered by nothing", () => assert.deepEqual(said({}, MEET), []));

test("where a programme works is a no for those elsewhere, and no yes for those there", () => {
  assert.deepEqual(said({ country: "FR" }, MEET).map(([holds]) => holds), [false]);
  assert.deepEqual(said({ country: "FR" }, { ...MEET, countries: ["FR"] }).map(([holds]) => holds), [true]);
});

test("more than it gives is given in part; less than it begins with is a no", () => {
  assert.deepEqual(said({ sum: 900 }, MEET), [[true, "sum_part {said}up to EUR 500"]]);
  assert.deepEqual(said({ sum: 10 }, { least: 100, amount: "from EUR 100" }), [[false, "sum_small {said}from EUR 100"]]);
});

test("what fits comes first, and of that what is stated most fully", () => {
  assert.deepEqual(ranked({ size: "large" }, [MEET, OPEN, { name: "Large", sizes: ["large"] }], WORDS).map(({ one }) => one.name), ["Large", "Open", "Meet"]);
});
