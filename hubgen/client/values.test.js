import assert from "node:assert/strict";
import { test } from "node:test";

import { amountText, bareAddress, dateText, isLinkable, languageText, numberText, pointText } from "./values.js";

test("dates are in words as on record pages; words around them stay", () => {
  for (const [when, said] of [
    ["2026-11-22", "22 November 2026"], ["2014-04", "April 2014"], ["2011", "2011"], ["by end 2014", "by end 2014"], ["2007-2013", "2007–2013"],
    ["2014-04 - 2015-01-03", "April 2014–3 January 2015"],
  ]) assert.equal(dateText(when, "en"), said);
  assert.equal(dateText("2026-11-22", "de"), "22. November 2026");
});

test("numbers have decimals only where there are some", () => {
  assert.deepEqual([4000, 2.5, 0].map((number) => numberText(number, "en")), ["4,000", "2.50", "0"]);
});

test("amounts say what they are for", () => {
  const words = { amount_between: "{currency} {min} to {max}", amount_up_to: "up to {currency} {amount}", amount_at_least: "from {currency} {amount}" };
  const text = (amount) => amountText({ currency: "EUR", ...amount }, words, "en");
  assert.equal(text({ max: 4000, basis: "fixed, per incentive" }), "EUR 4,000, fixed, per incentive");
  assert.equal(text({ min: 500, max: 7000 }), "EUR 500 to 7,000");
  assert.equal(text({ max: 500, basis: "up to, per incentive" }), "up to EUR 500, per incentive");
  assert.equal(text({ min: 0, max: 0 }), "EUR 0");
  assert.equal(text({ min: 100 }), "from EUR 100");
  assert.equal(text({ basis: "half of the cost" }), "half of the cost");
});

test("points, languages and addresses are as people read them", () => {
  assert.equal(pointText({ lat: -48.371, lon: 10.9 }, { north: "N", south: "S", east: "E", west: "W" }), "48.37° S, 10.90° E");
  assert.deepEqual([languageText("de", "en"), languageText("not a tag", "en")], ["German", "not a tag"]);
  assert.deepEqual(["https://a.eu/b/", "mailto:office@a.eu"].map(bareAddress), ["a.eu/b", "office@a.eu"]);
  assert.deepEqual(["https://a.eu", "http://a.eu", "javascript:alert(1)", "mailto:a@b.eu"].map(isLinkable), [true, true, false, false]);
});
