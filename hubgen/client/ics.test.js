import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar } from "./ics.js";

const MADE = new Date(Date.UTC(2026, 10, 22, 9, 5, 7));

test("an event is written as RFC 5545 wants it", () => {
  const lines = calendar([{ uid: "1@hub", date: "2027-04-21", start: 14 * 60, end: 14 * 60 + 10, title: "Water; food, and\nmore", place: "Hall \\ 2", remind: 15 }], MADE).split("\r\n");
  assert.deepEqual(lines, [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hubgen//hub//EN", "CALSCALE:GREGORIAN", "BEGIN:VEVENT", "UID:1@hub", "DTSTAMP:20261122T090507Z",
    "DTSTART:20270421T140000", "DTEND:20270421T141000", "SUMMARY:Water\\; food\\, and\\nmore", "LOCATION:Hall \\\\ 2",
    "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:Water\\; food\\, and\\nmore", "TRIGGER:-PT15M", "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
  ]);
});

test("an event without a time lasts the day, over the end of a month too", () => {
  const text = calendar([{ uid: "2", date: "2027-02-28", title: "Answer" }], MADE);
  assert.match(text, /DTSTART;VALUE=DATE:20270228\r\nDTEND;VALUE=DATE:20270301\r\n/);
});

test("a session after midnight is on the next day", () => {
  assert.match(calendar([{ uid: "3", date: "2027-12-31", start: 24 * 60 + 5, end: 24 * 60 + 15, title: "Late" }], MADE), /DTSTART:20280101T000500/);
});

test("long lines are folded at 75 bytes and not inside a character", () => {
  const text = calendar([{ uid: "4", date: "2027-04-21", title: "Zürich ".repeat(40) + "€".repeat(60) }], MADE);
  const size = (line) => new TextEncoder().encode(line).length;
  assert.ok(text.split("\r\n").every((line) => size(line) <= 75));
  assert.ok(text.replaceAll("\r\n ", "").includes("€".repeat(60)));
});
