import assert from "node:assert/strict";
import { test } from "node:test";

import { opened, written } from "./fill-file.js";

const PLAN = {
  id: "plan",
  version: "1.1",
  fields: [
    { id: "name", type: "text" },
    { id: "many", type: "choices" },
    { id: "rows", type: "table" },
    { id: "due", type: "date", made: true },
  ],
};

test("what is saved can be opened again; what is empty is left out", () => {
  const values = { name: "A {{b}}", many: ["x"], rows: [{ a: "1" }] };
  const text = written(PLAN, { ...values, other: "", none: [] }, "values.schema.json");
  assert.deepEqual(JSON.parse(text), { $schema: "values.schema.json", template: "plan", version: "1.1", values });
  assert.deepEqual(opened(PLAN, `\uFEFF${text}`), { values, left: [], version: "1.1" });
});

test("what does not belong to the form is told of and left out", () => {
  const file = JSON.stringify({ template: "plan", values: { name: 5, many: "x", rows: [["a"], null], gone: "y", due: "2027-01-01", __proto__: "z" } });
  assert.deepEqual(opened(PLAN, file), { values: {}, left: ["name", "many", "rows", "gone", "due"], version: "" });
});

test("a file that holds no answers, or others, is refused", () => {
  const refused = (text) => {
    try {
      opened(PLAN, text);
    } catch (error) {
      return [error.name, error.message];
    }
  };
  assert.deepEqual(refused("{"), ["json", ""]);
  assert.deepEqual(refused("[]"), ["empty", ""]);
  assert.deepEqual(refused('{"values": []}'), ["empty", ""]);
  assert.deepEqual(refused('{"template": "other", "values": {}}'), ["other", "other"]);
});
