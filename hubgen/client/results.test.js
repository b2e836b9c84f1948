import assert from "node:assert/strict";
import { test } from "node:test";

import { countWords, excerptParts, iconPath, nextIndex, opensSearch, resultParts } from "./results.js";

const words = { found_none: "Nothing for “{term}”", found_one: "1 result for “{term}”", found_many: "{count} results for “{term}”" };

test("the count is said in words", () => {
  assert.equal(countWords(words, 0, "pack"), "Nothing for “pack”");
  assert.equal(countWords(words, 1, "pack"), "1 result for “pack”");
  assert.equal(countWords(words, 12, "{count}"), "12 results for “{count}”");
});

test("an excerpt is text and marks, never markup", () => {
  assert.deepEqual(excerptParts("R&amp;D of <mark>smart</mark> &lt;b&gt;"), [
    { text: "R&D of ", marked: false },
    { text: "smart", marked: true },
    { text: " <b>", marked: false },
  ]);
});

test("a result says kind, title and summary, or the excerpt where there is no summary", () => {
  const page = { url: "/hub/cases/x/", meta: { title: "X", kind: "Good practice", summary: "What X is." }, excerpt: "an <mark>x</mark>" };
  assert.deepEqual(resultParts(page), {
    url: "/hub/cases/x/", title: "X", kind: "Good practice", category: "", icon: "", text: [{ text: "What X is.", marked: false }],
  });
  assert.deepEqual(resultParts({ ...page, meta: {} }).text, [{ text: "an ", marked: false }, { text: "x", marked: true }]);
});

test("an icon is a path or nothing", () => {
  assert.equal(iconPath({ icon: "M3 6h18v2H3z" }), "M3 6h18v2H3z");
  assert.equal(iconPath({ icon: "url(evil)" }), "");
  assert.equal(iconPath({}), "");
});

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
