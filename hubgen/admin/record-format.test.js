import assert from "node:assert/strict";
import { test } from "node:test";

import * as yaml from "js-yaml";

import { recordFormat } from "./record-format.js";

const FIELDS = [
  { name: "title", widget: "string" },
  { name: "purpose", widget: "text" },
  { name: "country", widget: "select" },
  { name: "sources", widget: "list", alone: true, single: true, fields: [{ name: "publication" }, { name: "section" }] },
  { name: "website", widget: "object", alone: true, fields: [{ name: "url" }, { name: "as_of" }] },
  { name: "aliases", widget: "list", field: { name: "item" } },
  { name: "sectors", widget: "select", multiple: true },
  { name: "draft", widget: "boolean" },
];
const format = recordFormat(FIELDS, yaml, "Broken");

function saved(text, change) {
  const entry = structuredClone(format.fromFile(text));
  change(entry);
  return format.toFile(entry);
}

const FILE = `---
# of the north
title:   'A title'   # as it was founded
country: NO

sources: {publication: eco, section: 1.10}   # not 1.1
website: https://a.example
aliases: Old name
sectors:
- water
- energy
# the end
unknown: {kept: [as, it, "is"]}
---

Text with [[link]].
`;

test("a form gets lists and mappings, and texts that no YAML has guessed at", () => {
  const { title, country, sources, website, aliases, sectors, unknown, body } = format.fromFile(FILE);

  assert.deepEqual({ title, country, sources, website, aliases, sectors, unknown, body }, {
    title: "A title",
    country: "NO",
    sources: [{ publication: "eco", section: "1.10" }],
    website: { url: "https://a.example" },
    aliases: ["Old name"],
    sectors: ["water", "energy"],
    unknown: { kept: ["as", "it", "is"] },
    body: "\nText with [[link]].\n",
  });
});

test("what is saved untouched keeps every byte", () => {
  for (const text of [FILE, FILE.replaceAll("\n", "\r\n"), `\uFEFF${FILE}`, "---\n---\nText\n", "---\n# a note\n---\n"]) {
    assert.equal(saved(text, () => {}), text);
  }
});

test("what a form adds as empty is not written", () => {
  assert.equal(saved(FILE, (entry) => Object.assign(entry, { purpose: "", draft: undefined, website: { ...entry.website, as_of: "" } })), FILE);
});

test("a change replaces the lines of its key and no other", () => {
  assert.equal(
    saved(FILE, (entry) => entry.sectors.push("food: and drink")),
    FILE.replace("sectors:\n- water\n- energy\n", 'sectors: [water, energy, "food: and drink"]\n'),
  );
  assert.equal(
    saved(FILE, (entry) => (entry.sources[0].section = "3.20")),
    FILE.replace("section: 1.10}   # not 1.1", "section: 3.20}"),
  );
});

test("a new key stands behind the one that goes before it, one that was emptied is gone", () => {
  assert.equal(
    saved(FILE, (entry) => {
      entry.purpose = "Two\n\nparagraphs: and more";
      entry.aliases = [];
    }),
    FILE.replace("# as it was founded\n", "# as it was founded\npurpose: |-\n  Two\n\n  paragraphs: and more\n").replace("aliases: Old name\n", ""),
  );
});

test("texts that YAML would take for something else are quoted", () => {
  const odd = ["- a", "a: b", "x #y", "null", "~", "[a", '"q"', "#z", "tab\there", "a, b", "{c}", "true", "1.10", "!t", "*a", "é 🎈"];
  const text = saved(FILE, (entry) => (entry.aliases = odd));

  assert.deepEqual(format.fromFile(text).aliases, odd);
  assert.match(text, /  - true\n  - 1\.10\n/);
});

test("a new record is written in the order of its fields", () => {
  const text = format.toFile({ body: "Text.", sectors: ["water"], title: "A: b", draft: true, website: { url: "https://a.example" }, sources: [{ publication: "eco" }] });

  assert.equal(text, '---\ntitle: "A: b"\nsources: eco\nwebsite: https://a.example\nsectors: [water]\ndraft: true\n---\nText.\n');
});

test("long lists stand below one another", () => {
  const long = "a sentence that is long enough to be put on a line of its own, and a little longer";
  const text = saved(FILE, (entry) => (entry.aliases = [long, long]));

  assert.match(text, new RegExp(`aliases:\n  - ${long}\n  - ${long}\n`));
});

test("line ends stay as they are where something is changed", () => {
  const text = saved(FILE.replaceAll("\n", "\r\n"), (entry) => {
    entry.title = "Another";
    entry.body = "One\nTwo";
  });

  assert.equal(text.replaceAll("\r\n", "").includes("\n"), false);
  assert.match(text, /title: Another\r\ncountry: NO\r\n/);
});

test("front matter that cannot be mended line by line is written anew, with all that it says", () => {
  const text = "---\ntitle: &name Water\naliases: [*name]\nunknown: {kept: 1}\n---\n";

  assert.equal(
    saved(text, (entry) => (entry.title = "Energy")),
    "---\ntitle: Energy\naliases: [Water]\nunknown: {kept: 1}\n---\n",
  );
});

test("what the form cannot show inside a list is kept", () => {
  const text = "---\nsources:\n  - {publication: eco, rows: [[a, b], [c]]}\n---\n";

  assert.equal(
    saved(text, (entry) => (entry.sources[0].section = "2")),
    "---\nsources: {publication: eco, section: 2, rows: [[a, b], [c]]}\n---\n",
  );
});

test("a file that cannot be read is listed, and never written to", () => {
  const text = "---\ntitle: [\n---\nText\n";

  assert.equal(format.fromFile(text).title, "Broken");
  assert.throws(() => saved(text, (entry) => (entry.title = "Mended")));
});
