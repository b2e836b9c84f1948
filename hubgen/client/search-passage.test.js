import assert from "node:assert/strict";
import { test } from "node:test";

import { marked, matcher, passage } from "./search-passage.js";

const match = (...words) => matcher(words, "en");
const said = (parts) => parts.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

test("words found are marked, whatever their accents and endings; markup is text", () => {
  assert.equal(said(marked("Skåne’s <b>clusters</b>, a Cluster", match("skane", "cluster"))), "[Skåne]’s <b>[clusters]</b>, a [Cluster]");
  assert.equal(said(marked("speed dating at the fair", match("speed", "date"))), "[speed dating] at the fair");
  assert.deepEqual(marked("nothing", match("x")), [{ text: "nothing", marked: false }]);
});

test("a passage is the line in which most of the words stand", () => {
  const text = "Packaging of food.\nA smart idea.\nSmart packaging keeps food fresh.\nSmart packaging again.";
  assert.equal(said(passage(text, match("smart", "packaging", "food"))), "[Smart packaging] keeps [food] fresh.");
  assert.deepEqual(passage(text, match("voucher")), []);
});

test("of a long line it is a piece, from a sentence's beginning where one is near", () => {
  const long = `${"Some words come before. ".repeat(20)}The voucher is worth EUR 4,000. ${"Others follow it. ".repeat(20)}`;
  const piece = said(passage(long, match("voucher")));
  assert.ok(piece.startsWith("The [voucher] is worth"), piece);
  assert.ok(piece.endsWith(" …") && piece.length < 220, piece);
  const run = `${"word ".repeat(60)}voucher ${"word ".repeat(60)}`;
  assert.match(said(passage(run, match("voucher"))), /^… word .*\[voucher\].* …$/);
});
