import assert from "node:assert/strict";
import { test } from "node:test";

import { idOf, proposal, record, taken } from "./give-back-record.js";

const WORDS = { changed: "What was changed", result: "What came of it", note: "Told by {who}", used: "The template that was used:" };

test("a title becomes an id", () => {
  assert.equal(idOf("Market check in Skåne – the 2nd!"), "market-check-in-skane-the-2nd");
  assert.equal(idOf("Łódź & Ærø & Straße"), "lodz-aero-strasse");
  assert.equal(idOf("日本"), "adaptation");
  assert.equal(idOf("README"), "the-readme");
});

test("a title is taken where a record has it, or would have its address", () => {
  const rows = { ids: ["chemie-market-check"], titles: ["Market check of  Chemie-Cluster"] };
  assert.equal(taken("market check of chemie-cluster", rows), true);
  assert.equal(taken("Chemie: market check!", rows), true);
  assert.equal(taken("Market check in Skåne", rows), false);
  assert.equal(taken("Market check", {}), false);
});

test("a record says what was used, changed and reached", () => {
  const told = { title: 'A "b": c', summary: "Two\nlines", cluster: "packbridge", who: "Pack {who} $& Bridge", say: { problem: "# hard" }, changed: "- one\n\n---\ntwo", result: "[[x]]" };
  const source = { adapted: "market-check", template: "templates/market-check-form", taken: { services: ["a", "b"] } };
  assert.equal(
    record(told, source, { refer: [["services", true]], today: "2026-11-27", words: WORDS }),
    '---\ntitle: "A \\"b\\": c"\nsummary: "Two lines"\nadapted_from: market-check\nservices: [a, b]\nclusters: [packbridge]\nproblem: "# hard"\nsources:\n  - {origin: hub, note: "Told by Pack {who} $& Bridge"}\nreviewed: 2026-11-27\n---\n' +
      "The template that was used: [[templates/market-check-form]].\n\n## What was changed\n\n\\- one\n\n\\---\\\ntwo\n\n## What came of it\n\n\\[\\[x\\]\\]\n",
  );
});

test("a proposal has the text in its address where the forge takes it and it is short enough", () => {
  const github = "https://forge.example.eu/o/r/new/main/{folder}?filename={name}&value={text}";
  assert.deepEqual(proposal(github, "content/cases", "a", "x & y"), { href: "https://forge.example.eu/o/r/new/main/content/cases?filename=a.md&value=x%20%26%20y", whole: true });
  assert.deepEqual(proposal(github, "content/cases", "a", "x".repeat(9000)), { href: "https://forge.example.eu/o/r/new/main/content/cases?filename=a.md", whole: false });
  assert.deepEqual(proposal("https://forge.example.eu/o/r/-/new/main?file_name={folder}/{name}", "content/cases", "a", "x"), { href: "https://forge.example.eu/o/r/-/new/main?file_name=content/cases/a.md", whole: false });
  assert.equal(proposal("", "content/cases", "a", "x"), null);
});
