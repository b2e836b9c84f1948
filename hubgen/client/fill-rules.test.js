import assert from "node:assert/strict";
import { test } from "node:test";

import { decimal, events, fault, holds, later, made, scores, verdict } from "./fill-rules.js";

const PLAN = {
  title: "Screening",
  fields: [
    { id: "market", label: "Market", type: "choice" },
    { id: "owner", label: "Owner", type: "choice" },
    { id: "received", label: "Received", type: "date" },
    { id: "q1", label: "Q1", type: "scale" },
    { id: "q2", label: "Q2", type: "scale" },
  ],
  dates: [{ id: "due", since: "received", count: 3, unit: "week" }],
  calendar: [{ title: "Answer", date: "due", remind: 2880 }, { each: "plan", title: "step", date: "by" }],
  verdicts: [
    { says: "Go.", tone: "go", when: [{ answer: "market", equals: ["Met"], label: "A world market" }, { answer: "owner", equals: ["Met"] }] },
    { says: "Stop.", tone: "stop", when: [{ answer: "market", equals: ["Not met"] }] },
    { says: "Not yet.", tone: "open", missing: true },
  ],
  scores: [{ id: "a", label: "A", fields: ["q1", "q2"], weak_below: 3, leads_to: [] }, { id: "b", label: "B", fields: ["q3"], weak_below: 3, leads_to: [] }],
};
const WORDS = { is_missing: "Missing: {label}", not_answered: "not answered", weak: "weak", sound: "sound" };

test("a date follows by days, weeks, months and years", () => {
  assert.equal(later("2027-01-31", 1, "month"), "2027-02-28");
  assert.equal(later("2027-12-31", 2, "month"), "2028-02-29");
  assert.equal(later("2028-02-29", 1, "year"), "2029-02-28");
  assert.equal(later("2027-03-20", 3, "week"), "2027-04-10");
  assert.equal(later("2027-03-28", 1, "day"), "2027-03-29");
  assert.equal(later("2027-04-21", -12, "week"), "2027-01-27");
  assert.equal(later("2027-01-31", -2, "month"), "2026-11-30");
});

test("a condition without an answer does not hold, but that there is none", () => {
  assert.equal(holds({ answer: "a", differs: ["x"] }, {}), false);
  assert.equal(holds({ answer: "a", filled: false }, {}), true);
  assert.equal(holds({ answer: "a", filled: true }, { a: ["x"] }), true);
  assert.equal(holds({ answer: "a", equals: ["x"] }, { a: ["y", "x"] }), true);
  assert.equal(holds({ answer: "a", at_least: 3, at_most: 4 }, { a: "3.5" }), true);
  assert.equal(holds({ answer: "a", at_least: 3 }, { a: "abc" }), false);
});

test("the first verdict that holds is given, with what is missing for a yes", () => {
  assert.deepEqual(verdict(PLAN, { market: "Met", owner: "Met" }), { says: "Go.", tone: "go", missing: [] });
  assert.deepEqual(verdict(PLAN, { market: "Not met" }), { says: "Stop.", tone: "stop", missing: [] });
  assert.deepEqual(verdict(PLAN, { market: "Met" }), { says: "Not yet.", tone: "open", missing: ["Owner"] });
  assert.deepEqual(verdict(PLAN, {}).missing, ["A world market", "Owner"]);
  assert.equal(verdict({ ...PLAN, verdicts: PLAN.verdicts.slice(0, 2) }, {}), null);
});

test("an area is the mean of its answers; without an answer it is neither weak nor sound", () => {
  assert.deepEqual(scores(PLAN, { q1: "2", q2: "3" }).map(({ mean, weak }) => [mean, weak]), [[2.5, true], [null, false]]);
});

test("what follows from answers has places of its own", () => {
  assert.deepEqual(made(PLAN, { received: "2027-03-01", q1: "5", market: "Met" }, WORDS), {
    received: "2027-03-01", q1: "5", market: "Met", due: "2027-03-22", verdict: "Not yet.\nMissing: Owner",
    scores: [{ area: "A", mean: "5", reading: "sound" }, { area: "B", mean: "", reading: "not answered" }],
  });
});

test("the calendar has an entry for each date there is, also for each row of a table", () => {
  const values = { due: "2027-03-22", plan: [{ step: "Ask", by: "2027-04-01" }, { step: "Wait" }, { by: "2027-05-01" }] };
  assert.deepEqual(events(PLAN, values, "p").map(({ date, title, remind }) => [date, title, remind]), [
    ["2027-03-22", "Answer", 2880], ["2027-04-01", "Ask", undefined], ["2027-05-01", "Screening", undefined],
  ]);
});

test("an answer that cannot be read is told of", () => {
  assert.equal(fault({ type: "text", required: true }, ""), "required");
  assert.equal(fault({ type: "table", required: true }, []), "required");
  assert.equal(fault({ type: "money" }, "much"), "number");
  assert.equal(fault({ type: "date" }, "2027-13-01"), "date");
  assert.equal(fault({ type: "date" }, "2027-12-01"), "");
});

test("numbers are read as people type them", () => {
  const typed = { "12.500,50": "12500.50", "12,500.5": "12500.5", "EUR 4 000": "4000", "4.000 €": "4000", "-3,5": "-3.5", "1,234,567": "1234567", "0.1234": "0.1234", abc: "abc", "": "" };
  for (const [text, number] of Object.entries(typed)) assert.equal(decimal(text), number, text);
});
