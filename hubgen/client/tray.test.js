import assert from "node:assert/strict";
import { test } from "node:test";

import { MOST, chosenOf, comparedIn, comparisonOf, isId, readTray, toggledRecord, withRecords, writeTray } from "./tray.js";

const EMPTY = readTray(null);
const record = (id) => ({ id, title: `The ${id}` });
const ids = (tray, folder) => chosenOf(tray, folder).map(({ id }) => id);

test("records are chosen and taken out, each kind by itself", () => {
  let tray = toggledRecord(EMPTY, "clusters", record("a"));
  tray = toggledRecord(tray, "cases", record("x"));
  tray = toggledRecord(tray, "clusters", record("b"));
  assert.deepEqual([ids(tray, "clusters"), ids(tray, "cases"), tray.last], [["a", "b"], ["x"], "clusters"]);
  tray = toggledRecord(tray, "cases", record("x"));
  assert.deepEqual([[...tray.kinds.keys()], tray.last], [["clusters"], "cases"]);
  assert.deepEqual(ids(EMPTY, "clusters"), []);
});

test("a sixth record finds no room", () => {
  const full = withRecords(EMPTY, "clusters", [..."abcdef"].map(record));
  assert.equal(chosenOf(full, "clusters").length, MOST);
  assert.equal(toggledRecord(full, "clusters", record("z")), full);
  assert.deepEqual(ids(toggledRecord(full, "clusters", record("c")), "clusters"), [..."abde"]);
});

test("a tray is read as it was written", () => {
  const tray = withRecords(withRecords(EMPTY, "clusters", [record("a"), record("b")]), "cases", [record("x")]);
  assert.deepEqual(readTray(writeTray(tray)), tray);
});

test("what is no tray is none, and what does not belong into one is left out", () => {
  for (const text of [null, "", "nonsense", "[]", "null", "3", '{"kinds": null}']) assert.deepEqual(readTray(text), EMPTY, String(text));
  const odd = { clusters: [record("a"), { id: "../../x", title: "X" }, { id: "b" }, null, "c"], "__proto__/x": [record("a")], cases: "a", empty: [] };
  assert.deepEqual([...readTray(JSON.stringify({ kinds: odd, last: 3 })).kinds], [["clusters", [record("a")]]]);
});

test("an address names what is compared, and only that", () => {
  assert.equal(comparisonOf("clusters", ["foodregio", "its-owl"]), "compare/?clusters=foodregio,its-owl");
  const folders = ["clusters", "cases"];
  const read = (query) => comparedIn(`https://x.eu/hub/compare/${query}`, folders);
  assert.deepEqual(read("?clusters=foodregio,its-owl"), { folder: "clusters", ids: ["foodregio", "its-owl"] });
  assert.deepEqual(read("?utm=1&cases=a%2C%20b&cases=b,,c&clusters=z"), { folder: "cases", ids: ["a", "b", "c"] });
  assert.deepEqual(read("?others=a"), { folder: "", ids: [] });
});

test("an id is small letters, digits and hyphens", () => {
  assert.deepEqual(["its-owl", "3p4i", "../x", "a/b", "A", "", "a--b", "x".repeat(300)].map(isId), [true, true, false, false, false, false, false, false]);
});
