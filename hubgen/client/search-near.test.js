import assert from "node:assert/strict";
import { test } from "node:test";

import { distance, meant, nearest, parted } from "./search-near.js";

const known = new Map(Object.entries({ smart: 3, packaging: 5, voucher: 2, vouchers: 4, roadmapping: 1, food: 6, wood: 2, speed: 2, dating: 1, cluster: 9, vdc: 0 }));

test("a letter wrong, missing, too many, or exchanged with its neighbour is one step", () => {
  assert.equal(distance("packaging", "packaging", 2), 0);
  for (const wrong of ["packeging", "packging", "packkaging", "pakcaging"]) assert.equal(distance(wrong, "packaging", 2), 1, wrong);
  assert.equal(distance("pakcagng", "packaging", 2), 2);
  assert.equal(distance("food", "cluster", 1), 2);
});

test("the nearest known word is found; short words are taken as meant", () => {
  assert.equal(nearest("packging", known), "packaging");
  assert.equal(nearest("roadmaping", known), "roadmapping");
  assert.equal(nearest("vouchr", known), "voucher");
  assert.equal(nearest("foood", known), "food");
  assert.equal(nearest("vdx", known), "");
  assert.equal(nearest("observatory", known), "");
});

test("of words as near the one that begins alike is taken, then the most usual", () => {
  assert.equal(nearest("wodd", new Map([["food", 9], ["wood", 1]])), "wood");
  assert.equal(nearest("mats", new Map([["mast", 1], ["matt", 4]])), "matt");
});

test("every word of a query is looked at by itself", () => {
  assert.equal(meant("smrat packging", ["smrat", "packging"], known), "smart packaging");
  assert.equal(meant("Smart packging!", ["packging"], known), "smart packaging");
  assert.equal(meant("speeddating", ["speeddating"], known), "speed dating");
  assert.equal(meant("smart packaging", ["smart"], known), "");
  assert.equal(meant("xyzzy", ["xyzzy"], known), "");
  assert.equal(parted("food", known), "");
});
