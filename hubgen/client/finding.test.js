import assert from "node:assert/strict";
import { test } from "node:test";

import { NAMES, found, isAsking, listed, reasonsOf, said, summed, wishesOf } from "./finding.js";
import { choiceIn } from "./facets.js";

const DATA = {
  currency: "EUR",
  kinds: { cases: "Good practice", services: "Service" },
  goals: { matchmaking: "matchmaking", strategy: "strategy" },
  roles: { "cluster manager": "Cluster management", company: "Companies" },
  sectors: { food: "food", wood: "wood" },
  holders: [["foodRegio", "clusters/foodregio/"], ["Packbridge", "clusters/packbridge/"]],
  practices: [],
};
const DATING = {
  title: "Speed dating",
  url: "services/dating/",
  kind: "services",
  summary: "An afternoon in short talks.",
  serves: [["matchmaking", 1], ["strategy", 0]],
  time: { text: "four hours", least: 0.5, most: 0.5 },
  money: { text: "EUR 500 to 700", least: 500, most: 700 },
  roles: [["cluster manager", "cluster management"], ["company", "companies"]],
  sectors: { food: [0, 1] },
  words: "profiles",
};
const BARE = { title: "Ábrete", url: "cases/bare/", kind: "cases" };
const NOTHING = { goal: "", words: [], time: null, money: null, roles: [], sector: "" };

const asked = (wishes, practice = DATING) => reasonsOf(practice, { ...NOTHING, ...wishes }, DATA);
const one = (wishes, practice = DATING) => {
  const reasons = asked(wishes, practice);
  assert.equal(reasons.length, 1);
  return [reasons[0].state, reasons[0].name];
};

test("wishes are read from the address, and what is not offered is not asked", () => {
  const at = (query) => wishesOf(choiceIn(`https://hub.example.eu/finder/${query}`, NAMES), DATA);
  assert.deepEqual(at("?goal=matchmaking&q=Short+Talks&time=0.5&money=0&role=company&role=nobody&sector=wood"), {
    goal: "matchmaking", words: ["short", "talks"], time: 0.5, money: 0, roles: ["company"], sector: "wood",
  });
  assert.deepEqual(at("?goal=flying&time=soon&money=&role=nobody&sector=__proto__"), NOTHING);
  assert.equal(isAsking(at("")), false);
  assert.equal(isAsking(at("?money=0")), true);
});

test("a goal fits as main focus or beside it, else it does not", () => {
  assert.deepEqual(one({ goal: "matchmaking" }), ["fits", "goal_main"]);
  assert.deepEqual(one({ goal: "strategy" }), ["fits", "goal_also"]);
  assert.deepEqual(one({ goal: "strategy" }, { ...DATING, serves: [["matchmaking", 1]] }), ["misfits", "goal_other"]);
  assert.deepEqual(one({ goal: "strategy" }, BARE), ["open", "goal_none"]);
});

test("words are looked for in title, summary and purpose, without accents", () => {
  assert.deepEqual(one({ words: ["dating", "profile"] }), ["fits", "words_found"]);
  assert.deepEqual(one({ words: ["abrete"] }, BARE), ["fits", "words_found"]);
  assert.deepEqual(asked({ words: ["dating", "patents"] })[0].values.words, ["patents"]);
});

test("a time fits, does not, or cannot be said to", () => {
  const time = (given, days) => one({ time: days }, { ...DATING, time: given });
  assert.deepEqual(time(DATING.time, 0.5), ["fits", "time_fits"]);
  assert.deepEqual(time({ text: "two to five days", least: 2, most: 5 }, 1), ["misfits", "time_long"]);
  assert.deepEqual(time({ text: "two to five days", least: 2, most: 5 }, 3), ["open", "time_part"]);
  assert.deepEqual(time({ text: "half a day (1 of 2 steps)", least: 0.5, most: null, steps: 1 }, 183), ["open", "time_part"]);
  assert.deepEqual(time({ text: "a year (1 of 2 steps)", least: 365, most: null, steps: 1 }, 183), ["misfits", "time_steps"]);
  assert.deepEqual(time({ text: "long-term" }, 183), ["open", "time_unread"]);
  assert.deepEqual(time(undefined, 183), ["open", "time_none"]);
});

test("money fits, does not, or cannot be said to", () => {
  const money = (given, sum) => one({ money: sum }, { ...DATING, money: given });
  assert.deepEqual(money(DATING.money, 1000), ["fits", "money_fits"]);
  assert.deepEqual(money(DATING.money, 600), ["open", "money_part"]);
  assert.deepEqual(money(DATING.money, 0), ["misfits", "money_much"]);
  assert.deepEqual(money({ text: "free of charge", least: 0, most: 0 }, 0), ["fits", "money_fits"]);
  assert.deepEqual(money({ text: "DKK 500" }, 1000), ["open", "money_unread"]);
  assert.deepEqual(money({ paid: "The members pay" }, 0), ["open", "money_paid"]);
  assert.deepEqual(money(undefined, 0), ["open", "money_none"]);
});

test("roles that can be ticked and are not are missing; others are to be found out", () => {
  assert.deepEqual(one({ roles: ["cluster manager", "company"] }), ["fits", "roles_fit"]);
  assert.deepEqual(one({ roles: ["company"] }), ["misfits", "roles_missing"]);
  assert.deepEqual(asked({ roles: ["company"] })[0].values.missing, ["cluster management"]);
  const judged = asked({ roles: ["company"] }, { ...DATING, roles: [["company", "companies"], ["chair", "chair"]] })[0];
  assert.deepEqual([judged.state, judged.values.others], ["open", ["chair"]]);
  assert.deepEqual(one({ roles: ["company"] }, BARE), ["open", "roles_none"]);
});

test("a sector without a record is no misfit", () => {
  assert.deepEqual(one({ sector: "food" }), ["fits", "sector_fits"]);
  assert.deepEqual(asked({ sector: "food" })[0].values.holders, ["foodRegio", "Packbridge"]);
  assert.deepEqual(one({ sector: "wood" }), ["open", "sector_open"]);
});

test("what fits in most comes first, then titles; what does not fit stands apart", () => {
  const data = { ...DATA, practices: [{ ...DATING, title: "B" }, { ...DATING, title: "Ä" }, BARE, { ...DATING, title: "C", time: undefined }, { ...DATING, title: "D", serves: [["strategy", 1]] }] };
  const outcome = found(data, { ...NOTHING, goal: "matchmaking", time: 1 });
  assert.deepEqual(outcome.fitting.map(({ practice }) => practice.title), ["Ä", "B", "C", "Ábrete"]);
  assert.deepEqual(outcome.left.map(({ practice }) => practice.title), ["D"]);
  assert.equal(outcome.all, 2);
});

test("what was found is said in words, whatever the numbers", () => {
  const words = { all_none: "None fits.", all_one: "1 fits.", all_many: "{count} fit.", some_one: "1 may fit.", some_many: "{count} may fit." };
  const say = (all, some) => summed({ fitting: new Array(all + some), all }, words);
  assert.equal(say(0, 0), "None fits.");
  assert.equal(say(1, 2), "1 fits. 2 may fit.");
  assert.equal(say(3, 1), "3 fit. 1 may fit.");
});

test("names are listed as people do, and a reason is filled in", () => {
  const and = "{all} and {last}";
  assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((names) => listed(names, and)), ["", "a", "a and b", "a, b and c"]);
  assert.equal(said({ name: "needs", values: { roles: ["a", "b"], sum: "{roles}" } }, { needs: "needs {roles}: {sum}", and }), "needs a and b: {roles}");
});
