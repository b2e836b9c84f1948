import assert from "node:assert/strict";
import { test } from "node:test";

import { nameIn, tiesOf } from "./network.js";

const seats = [["clusters/a", "partnerships/x"], ["clusters/b", "partnerships/y"]];
const lines = [["clusters/c", "partnerships/x"], ["clusters/c", "partnerships/y"]];

test("a community is tied to its members, those too who belong to several", () => {
  assert.deepEqual([...tiesOf("partnerships/x", seats, lines)].sort(), ["clusters/a", "clusters/c"]);
});

test("a member is tied to its communities", () => {
  assert.deepEqual([...tiesOf("clusters/c", seats, lines)].sort(), ["partnerships/x", "partnerships/y"]);
  assert.deepEqual([...tiesOf("clusters/b", seats, lines)], ["partnerships/y"]);
});

test("who has no line has no ties", () => assert.equal(tiesOf("clusters/d", seats, lines).size, 0));

test("a tie that is drawn twice, for wide and narrow screens, counts once", () => {
  assert.equal(tiesOf("clusters/c", seats, [...lines, ...lines]).size, 2);
});

test("the address names what the picture has, or nothing", () => {
  const names = new Map([["clusters/a", []]]);
  const asked = ["", "#clusters/a", "#clusters%2Fa", "#clusters/zzz", "#%E0%A4%A"];
  assert.deepEqual(asked.map((hash) => nameIn(hash, names)), ["", "clusters/a", "clusters/a", "", ""]);
});
