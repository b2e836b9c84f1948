import assert from "node:assert/strict";
import { test } from "node:test";

import { fill } from "./words.js";

test("braces are filled in, unknown ones stay", () => {
  assert.equal(fill("{count} of {all}, {unknown}", { count: 3, all: 0 }), "3 of 0, {unknown}");
});
