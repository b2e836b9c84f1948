import assert from "node:assert/strict";
import { test } from "node:test";
import { agendaCalendar, agendas, clock, fileName, minutesOf, scheduleRows, tableCards } from "./agenda.js";
import { settingsOf } from "./scheduler.js";

const people = ["Aqua", "Bakery", "Chem"].map((name) => ({ name, away: name === "Chem" ? [1] : [] }));
const made = { meetings: [{ session: 1, table: 1, a: 0, b: 1 }, { session: 2, table: 1, a: 0, b: 2 }] };
const settings = { start: minutesOf("14:00"), sessions: 2, minutes: 10, change: 2, breaks: [{ after: 1, minutes: 20 }], date: "2027-04-21", place: "Hall", title: "Water meets food" };

test("each agenda has every session and break, met or free or away", () => {
  const [aqua, bakery, chem] = agendas(people, made, settings);
  assert.deepEqual(aqua.entries.map(({ start, partner, pause }) => [clock(start), partner ?? pause]), [["14:00", 1], ["14:10", true], ["14:30", 2]]);
  assert.deepEqual(bakery.entries.map(({ partner, pause, away }) => [partner, pause, away]), [[0, undefined, undefined], [undefined, true, undefined], [undefined, undefined, undefined]]);
  assert.equal(chem.entries[0].away, true);
});

test("a table's card has every session", () => {
  assert.deepEqual(tableCards(made, settings).map(({ table, rows }) => [table, rows.map(({ a, b }) => [a, b])]), [[1, [[0, 1], [0, 2]]]]);
});

test("a spreadsheet gets one row a meeting", () => {
  assert.deepEqual(scheduleRows(people, made, settings, ["Session"]), [["Session"], [1, "14:00", "14:10", 1, "Aqua", "Bakery"], [2, "14:30", "14:40", 1, "Aqua", "Chem"]]);
});

test("a calendar holds the meetings alone", () => {
  const text = agendaCalendar(people, agendas(people, made, settings)[1], settings, { meet: "Meeting with {name}", at_table: "Table {table}" }, new Date(0));
  assert.equal(text.match(/BEGIN:VEVENT/g).length, 1);
  assert.match(text, /SUMMARY:Meeting with Aqua\r\n/);
  assert.match(text, /LOCATION:Table 1\\, Hall\r\n/);
});

test("names become names of files", () => {
  assert.equal(fileName("Café & Söhne GmbH"), "cafe-sohne-gmbh");
  assert.equal(fileName("…"), "agenda");
});

test("fields become settings; a break needs both its numbers", () => {
  const fields = { title: " T ", place: "", date: "", start: "09:30", minutes: "10", change: "2", sessions: "6", tables: "20", after1: "3", pause1: "20", after2: "4", pause2: "", fill: "on" };
  assert.deepEqual(settingsOf(fields), { title: "T", place: "", date: "", start: 570, minutes: 10, change: 2, sessions: 6, tables: 20, breaks: [{ after: 3, minutes: 20 }], fill: true });
});
