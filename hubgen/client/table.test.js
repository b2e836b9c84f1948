import assert from "node:assert/strict";
import { test } from "node:test";
import { readTable, separatorOf, writeTable } from "./table.js";

const texts = (text) => readTable(text).rows.map((row) => row.map((cell) => cell.text));

test("cells are told apart by tabs, semicolons or commas, whichever the first line has most of", () => {
  assert.deepEqual(texts("a,b\r\nc,d\r\n"), [["a", "b"], ["c", "d"]]);
  assert.deepEqual(texts("a;b, c\nd;e"), [["a", "b, c"], ["d", "e"]]);
  assert.deepEqual(texts("a\tb;c;d\te\n"), [["a", "b;c;d", "e"]]);
  assert.equal(separatorOf('"a;b;c",d'), ",");
  assert.equal(separatorOf("one"), ",");
});

test("quoted cells hold separators, quotation marks and lines", () => {
  assert.deepEqual(texts('name,about\n"Muster, ""the"" firm","two\r\nlines"\n'), [["name", "about"], ['Muster, "the" firm', "two\nlines"]]);
});

test("each cell knows its line and column, also after a cell of several lines and a byte order mark", () => {
  const { rows } = readTable('\ufeffa,b\n"x\ny",z\n\nlast,\n');
  assert.deepEqual(rows.map((row) => row.map(({ line, column }) => [line, column])), [[[1, 1], [1, 3]], [[2, 1], [3, 4]], [[5, 1], [5, 6]]]);
  assert.equal(rows[2][1].text, "");
});

test("what is wrong with the quoting is told, and no text is lost", () => {
  assert.deepEqual(readTable('a,"b" c\n').faults, [{ code: "after-quote", line: 1, column: 6 }]);
  assert.deepEqual(texts('a,"b" c\n'), [["a", "b c"]]);
  assert.deepEqual(readTable('a\n"b\nc\n').faults, [{ code: "open-quote", line: 2, column: 1 }]);
  assert.deepEqual(texts('a\n"b\nc\n'), [["a"], ["b\nc"]]);
});

test("what is written is read again, and a spreadsheet runs none of it", () => {
  const rows = [["a", 'b "c"', "d,e"], ["two\nlines", "", "7"]];
  assert.deepEqual(texts(writeTable(rows)), rows.map((row) => row.map(String)));
  assert.equal(writeTable([["=1+1", "@x", "-2", "plain"]]), "\ufeff'=1+1,'@x,'-2,plain\r\n");
});
