import assert from "node:assert/strict";
import { test } from "node:test";

import { frontMatter, pasted } from "./take-away.js";

test("what is copied with its layout has boxes and lines that word processors paste", () => {
  assert.equal(
    pasted('<table>\n<td>a &lt;table&gt;</td></table><li><input type="checkbox" disabled> a</li><li><input type="checkbox" disabled checked> b</li>'),
    '<table border="1" cellspacing="0" cellpadding="5">\n<td>a &lt;table&gt;</td></table><li>☐ a</li><li>☒ b</li>',
  );
});

test("front matter is made of answers, and what is no plain id is in quotation marks", () => {
  const plan = { writes: { keys: [{ key: "offers", answer: "a" }, { key: "seeks", answer: "b" }, { key: "place", answer: "c" }, { key: "no", answer: "d" }] } };
  assert.equal(
    frontMatter(plan, { a: ["smart-packaging", "no", "2014"], c: 'A: "b"\n- c', d: [] }),
    'offers: [smart-packaging, "no", "2014"]\nplace: "A: \\"b\\"\\n- c"\n',
  );
});
