import assert from "node:assert/strict";
import { test } from "node:test";

import { crc32, zip } from "./zip.js";

test("the checksum is that of the standard's example", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});

test("an archive holds each text as it is, under its path", async () => {
  const bytes = new Uint8Array(await zip({ "a.xml": "<a>é</a>", "b/c.xml": "" }, "application/zip").arrayBuffer());
  const view = new DataView(bytes.buffer);
  assert.equal(view.getUint32(0, true), 0x04034b50);
  assert.equal(view.getUint32(22, true), 9); // é takes two bytes
  assert.equal(new TextDecoder().decode(bytes.slice(30, 30 + 5 + 9)), "a.xml<a>é</a>");
  const end = bytes.length - 22;
  assert.equal(view.getUint32(end, true), 0x06054b50);
  assert.equal(view.getUint16(end + 10, true), 2);
  assert.equal(view.getUint32(view.getUint32(end + 16, true), true), 0x02014b50);
});
