import assert from "node:assert/strict";
import { test } from "node:test";
import { readRegistrations, sessionsOf } from "./registrations.js";

const codes = (text) => readRegistrations(text).faults.map(({ code, line, column }) => `${line}:${column} ${code}`);

test("columns are known by several names, in any order, and lists are parted", () => {
  const { participants, faults } = readRegistrations("Wants to meet;ORGANISATION;Seeks;not in\nBeta;Alpha;water|sensors;2-3\n\u00c4lpha;Beta;;\n;\u00c4lpha GmbH;;");
  assert.deepEqual(participants.map(({ name, wishes, seeks, away }) => ({ name, wishes, seeks, away })), [
    { name: "Alpha", wishes: [1], seeks: ["water", "sensors"], away: [2, 3] },
    { name: "Beta", wishes: [0], seeks: [], away: [] },
    { name: "Älpha GmbH", wishes: [], seeks: [], away: [] },
  ]);
  assert.deepEqual(faults, []);
});

test("a name with a comma is one wish", () => {
  const { participants } = readRegistrations('name,wishes\n"Muster, Sohn & Co","Beta"\nBeta,"Muster, Sohn & Co"\n');
  assert.deepEqual(participants.map((one) => one.wishes), [[1], [0]]);
});

test("bad rows are named by line and column, and the good ones are kept", () => {
  assert.deepEqual(codes("organisation,wishes,away,shoe\nA,B; Nobody,9-2\n,B\nB,B,1\na,,\nC,,,,extra\n"), [
    "1:26 unknown-column",
    "2:3 unknown-wish",
    "2:13 bad-sessions",
    "3:1 no-name",
    "4:3 own-wish",
    "5:1 name-twice",
    "6:6 too-many-cells",
  ]);
  assert.deepEqual(codes("shoe,size\n1,2\n"), ["1:1 unknown-column", "1:1 no-name-column", "1:6 unknown-column"]);
  assert.deepEqual(codes("  \n"), ["1:1 empty"]);
  assert.deepEqual(codes("name,name\nA,B\n"), ["1:6 column-twice"]);
});

test("sessions are numbers and ranges", () => {
  assert.deepEqual(sessionsOf("4-6, 1 5"), [1, 4, 5, 6]);
  assert.deepEqual(sessionsOf(""), []);
  for (const bad of ["0", "2-1", "x", "1-", "100"]) assert.equal(sessionsOf(bad), null, bad);
});
