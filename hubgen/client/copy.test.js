import assert from "node:assert/strict";
import { test } from "node:test";

import { mediaType, textOf } from "./copy.js";

test("the text of a field is what was typed, of anything else its text with one line end", () => {
  assert.equal(textOf({ value: "typed " }), "typed ");
  assert.equal(textOf({ textContent: "\n# Plan\n\n- one  \n\n" }), "# Plan\n\n- one\n");
  assert.equal(textOf({ content: { textContent: "from a template" }, textContent: "" }), "from a template\n");
});

test("a file's ending tells its media type", () => {
  assert.deepEqual(["plan.md", "rows.CSV", "cite.bib", "note"].map(mediaType), ["text/markdown", "text/csv", "application/x-bibtex", "text/plain"]);
});
