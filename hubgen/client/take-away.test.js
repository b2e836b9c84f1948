import assert from "node:assert/strict";
import { test } from "node:test";

import { frontMatter } from "./take-away.js";

test("front matter is made of answers, and what is no plain id is in quotation marks", () => {
  const plan = { writes: { keys: [{ key: "offers", answer: "a" }, { key: "seeks", answer: "b" }, { key: "place", answer: "c" }, { key: "no", answer: "d" }] } };
  assert.equal(
    frontMatter(plan, { a: ["smart-packaging", "no", "2014"], c: 'A: "b"\n- c', d: [] }),
    'offers: [smart-packaging, "no", "2014"]\nplace: "A: \\"b\\"\\n- c"\n',
  );
});
