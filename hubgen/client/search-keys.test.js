import assert from "node:assert/strict";
import { test } from "node:test";

import { nextIndex, opensSearch } from "./search-keys.js";

test("Ctrl+K and ⌘K open the search anywhere, a slash only outside fields", () => {
  assert.equal(opensSearch({ key: "k", ctrlKey: true }, true), true);
  assert.equal(opensSearch({ key: "K", metaKey: true }, false), true);
  assert.equal(opensSearch({ key: "k" }, false), false);
  assert.equal(opensSearch({ key: "k", ctrlKey: true, shiftKey: true }, false), false);
  assert.equal(opensSearch({ key: "/" }, false), true);
  assert.equal(opensSearch({ key: "/" }, true), false);
});

test("arrows stop at the ends", () => {
  assert.deepEqual([nextIndex("ArrowDown", 0, 3), nextIndex("ArrowDown", 2, 3), nextIndex("ArrowUp", 0, 3), nextIndex("a", 1, 3)], [1, 2, 0, -1]);
});
