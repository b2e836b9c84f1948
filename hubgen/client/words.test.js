import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, readWords } from "./words.js";

test("braces are filled in, unknown ones stay", () => {
  assert.equal(fill("{count} of {all}, {unknown}", { count: 3, all: 0 }), "3 of 0, {unknown}");
});

test("the page's words are read as data", () => {
  const page = { getElementById: (id) => (id === "hub-words" ? { textContent: '{"search": {"close": "\\u003cClose"}}' } : null) };
  assert.equal(readWords(page).search.close, "<Close");
});
