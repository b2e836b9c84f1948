import assert from "node:assert/strict";
import { test } from "node:test";
import { mostWishes, candidates, schedule, times } from "./schedule.js";

const dice = (seed) => () => ((seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) / 0x7fffffff);

const people = (count, wishesEach, chance, { away = 0, sessions = 1 } = {}) =>
  Array.from({ length: count }, (_, number) => ({
    name: `P${number}`,
    side: "",
    profile: "",
    offers: [],
    seeks: [],
    wishes: [...new Set(Array.from({ length: wishesEach }, () => Math.floor(chance() * count)))].filter((one) => one !== number),
    away: chance() < away ? [1 + Math.floor(chance() * sessions)] : [],
  }));

/** The rules that every schedule keeps, however poor it is. */
const assertSound = (participants, { meetings, honoured, most, without }, { sessions, tables }) => {
  const places = new Set();
  const pairs = new Set();
  const seats = new Set();
  for (const { session, table, a, b } of meetings) {
    for (const person of [a, b]) {
      assert.ok(!places.has(`${session}/${person}`), "in two places");
      places.add(`${session}/${person}`);
      assert.ok(!participants[person].away.includes(session), "called while away");
    }
    assert.ok(!pairs.has(`${a}/${b}`) && a < b, "met twice");
    pairs.add(`${a}/${b}`);
    assert.ok(!seats.has(`${session}/${table}`), "two pairs at one table");
    seats.add(`${session}/${table}`);
    assert.ok(session >= 1 && session <= sessions && table >= 1 && table <= tables);
  }
  const count = participants.reduce((sum, one, a) => sum + one.wishes.filter((b) => pairs.has(a < b ? `${a}/${b}` : `${b}/${a}`)).length, 0);
  assert.equal(honoured, count);
  assert.ok(honoured <= most);
  assert.deepEqual(without, participants.map((_, n) => n).filter((n) => !meetings.some(({ a, b }) => a === n || b === n)));
};

/** The most wishes that any schedule honours, found by trying all. */
const best = (participants, sessions, tables) => {
  const pairs = candidates(participants, { fill: false });
  const busy = new Set();
  const used = Array(sessions + 1).fill(0);
  const go = (number, left) => {
    if (number === pairs.length || left === 0) return 0;
    const { a, b, wishes } = pairs[number];
    let most = go(number + 1, left);
    for (let session = 1; session <= sessions; session += 1) {
      if (used[session] === tables || busy.has(`${session}/${a}`) || busy.has(`${session}/${b}`)) continue;
      if (participants[a].away.includes(session) || participants[b].away.includes(session)) continue;
      busy.add(`${session}/${a}`).add(`${session}/${b}`);
      used[session] += 1;
      most = Math.max(most, wishes + go(number + 1, left - 1));
      busy.delete(`${session}/${a}`);
      busy.delete(`${session}/${b}`);
      used[session] -= 1;
    }
    return most;
  };
  return go(0, sessions * tables);
};

test("nobody is in two places, nobody meets twice, nobody is called while away", () => {
  const chance = dice(7);
  for (let round = 0; round < 60; round += 1) {
    const settings = { sessions: 1 + Math.floor(chance() * 7), tables: 1 + Math.floor(chance() * 9), rounds: 200 };
    const participants = people(2 + Math.floor(chance() * 24), Math.floor(chance() * 7), chance, { away: 0.4, sessions: settings.sessions });
    assertSound(participants, schedule(participants, settings), settings);
  }
});

test("on small events, tried out in full, no wish is lost and the bound holds", () => {
  const chance = dice(11);
  let found = 0;
  let possible = 0;
  for (let round = 0; round < 150; round += 1) {
    const sessions = 1 + Math.floor(chance() * 3);
    const tables = 1 + Math.floor(chance() * 3);
    const participants = people(3 + Math.floor(chance() * 4), 1 + Math.floor(chance() * 2), chance, { away: 0.3, sessions });
    const most = best(participants, sessions, tables);
    const made = schedule(participants, { sessions, tables, fill: false });
    assertSound(participants, made, { sessions, tables });
    assert.ok(made.most >= most, "the bound is below what can be done");
    found += made.honoured;
    possible += most;
  }
  assert.equal(found, possible);
});

test("two hundred participants take less than the visitor notices, and nearly all that can be is honoured", () => {
  const participants = people(200, 8, dice(3));
  const settings = { sessions: 8, tables: 100 };
  const made = schedule(participants, settings);
  assertSound(participants, made, settings);
  assert.ok(made.honoured >= 0.9 * made.most, `${made.honoured} of at most ${made.most}`);
});

test("the same registrations give the same schedule", () => {
  const participants = people(30, 4, dice(5));
  assert.deepEqual(schedule(participants, { sessions: 5, tables: 10 }), schedule(participants, { sessions: 5, tables: 10 }));
});

test("free places go to those who offer what the other seeks, of another side", () => {
  const one = { profile: "", wishes: [], away: [] };
  const participants = [
    { ...one, name: "A", side: "food", offers: ["rinsing water"], seeks: ["sensor technology"] },
    { ...one, name: "B", side: "sensors", offers: ["Sensor for flow"], seeks: [] },
    { ...one, name: "C", side: "food", offers: ["sensor of taste"], seeks: [] },
  ];
  assert.deepEqual(schedule(participants, { sessions: 2, tables: 2 }).meetings, [{ session: 1, table: 1, a: 0, b: 1 }]);
  assert.deepEqual(schedule(participants, { sessions: 2, tables: 2, fill: false }).meetings, []);
});

test("the bound counts sessions, tables and those away", () => {
  const participants = people(4, 0, dice(1)).map((one, number) => ({ ...one, wishes: [0, 1, 2, 3].filter((other) => other !== number) }));
  const pairs = candidates(participants);
  assert.equal(mostWishes(participants, pairs, 3, 2), 12);
  assert.equal(mostWishes(participants, pairs, 1, 2), 4);
  assert.equal(mostWishes(participants, pairs, 3, 1), 6);
  assert.equal(mostWishes(participants.map((one) => ({ ...one, away: [1, 2, 3] })), pairs, 3, 2), 0);
});

test("breaks follow their sessions and not the last", () => {
  assert.deepEqual(times({ start: 780, sessions: 3, minutes: 10, change: 2, breaks: [{ after: 1, minutes: 20 }, { after: 3, minutes: 20 }] }), [
    { session: 1, start: 780, end: 790 },
    { pause: true, start: 790, end: 810 },
    { session: 2, start: 810, end: 820 },
    { session: 3, start: 822, end: 832 },
  ]);
});
