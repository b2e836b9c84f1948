/**
 * What fits somebody who thinks of taking a practice over, and why: plain functions over the build's practices.
 *
 * A wish list is `{ goal, words, time, money, roles, sector }`; what is not asked is "", null or empty. Each thing asked
 * gives one reason: `{ state, name, values }`, where `state` is "fits", "misfits" or "open" (the record does not say), and
 * `name` and `values` are a word of the interface and what fills it in.
 */
import { folded, holds, wordsOf } from "./facets.js";
import { fill } from "./words.js";

/** The parameters of an address, beside the words. */
export const NAMES = ["goal", "time", "money", "role", "sector"];

const FITS = "fits";
const MISFITS = "misfits";
const OPEN = "open";

const reason = (state, name, values = {}) => ({ state, name, values });

const number = (text) => (text === undefined || text === "" || !Number.isFinite(Number(text)) ? null : Number(text));

/** Returns the wishes that a choice of facets.js holds; values that the finder does not offer are left out. */
export const wishesOf = ({ query, chosen }, { goals, roles, sectors }) => {
  const one = (name, offered) => (chosen.get(name) ?? []).find((value) => Object.hasOwn(offered, value)) ?? "";
  return {
    goal: one("goal", goals),
    words: wordsOf(query),
    time: number(chosen.get("time")?.[0]),
    money: number(chosen.get("money")?.[0]),
    roles: (chosen.get("role") ?? []).filter((value) => Object.hasOwn(roles, value)),
    sector: one("sector", sectors),
  };
};

/** Returns whether anything is asked. */
export const isAsking = ({ goal, words, time, money, roles, sector }) =>
  Boolean(goal || words.length || time !== null || money !== null || roles.length || sector);

/** Returns names as people list them. */
export const listed = (names, and) =>
  names.length < 2 ? names.join("") : fill(and, { all: names.slice(0, -1).join(", "), last: names.at(-1) });

const ofGoal = (practice, goal, { goals }) => {
  const serves = practice.serves ?? [];
  const found = serves.find(([category]) => category === goal);
  if (found) return reason(FITS, found[1] ? "goal_main" : "goal_also", { goal: goals[goal] });
  return serves.length ? reason(MISFITS, "goal_other", { other: serves.map(([category]) => goals[category]).filter(Boolean) }) : reason(OPEN, "goal_none");
};

const textOf = (practice) => folded([practice.title, practice.summary ?? "", practice.words ?? ""].join(" "));

const ofWords = (practice, words) => {
  const text = textOf(practice);
  const missing = words.filter((word) => !holds(text, [word]));
  return missing.length ? reason(MISFITS, "words_missing", { words: missing }) : reason(FITS, "words_found", { words });
};

/** Compares what is needed, from `least` to `most` (null without an end), with what there is. */
const compared = ({ least, most }, there) => (least > there ? MISFITS : most !== null && most !== undefined && most <= there ? FITS : OPEN);

const ofTime = ({ time = {} }, days) => {
  if (!time.text) return reason(OPEN, "time_none");
  const values = { time: time.text };
  if (time.least === undefined) return reason(OPEN, "time_unread", values);
  const state = compared(time, days);
  return reason(state, { fits: "time_fits", misfits: time.steps ? "time_steps" : "time_long", open: "time_part" }[state], values);
};

const ofMoney = ({ money = {} }, sum) => {
  if (!money.text) return money.paid ? reason(OPEN, "money_paid", { funding: money.paid }) : reason(OPEN, "money_none");
  const values = { money: money.text };
  if (money.least === undefined) return reason(OPEN, "money_unread", values);
  const state = compared(money, sum);
  return reason(state, { fits: "money_fits", misfits: "money_much", open: "money_part" }[state], values);
};

/** A role that can be ticked and is not is missing; whether there is somebody for any other, the finder cannot know. */
const ofRoles = ({ roles: needed = [] }, there, { roles: offered }) => {
  const roles = needed.map(([, name]) => name);
  if (!roles.length) return reason(OPEN, "roles_none");
  const missing = needed.filter(([key]) => Object.hasOwn(offered, key) && !there.includes(key)).map(([, name]) => name);
  if (missing.length) return reason(MISFITS, "roles_missing", { roles, missing });
  const others = needed.filter(([key]) => !Object.hasOwn(offered, key)).map(([, name]) => name);
  return others.length ? reason(OPEN, "roles_open", { roles, others }) : reason(FITS, "roles_fit", { roles });
};

const ofSector = ({ sectors = {} }, sector, { sectors: named, holders }) => {
  const shown = Object.hasOwn(sectors, sector) && sectors[sector];
  if (!shown) return reason(OPEN, "sector_open", { sector: named[sector] });
  return reason(FITS, "sector_fits", { sector: named[sector], holders: shown.map((place) => holders[place][0]) });
};

/** Returns a reason for each thing that is asked, in the order of the form. */
export const reasonsOf = (practice, wishes, data) =>
  [
    wishes.goal && ofGoal(practice, wishes.goal, data),
    wishes.words.length > 0 && ofWords(practice, wishes.words),
    wishes.time !== null && ofTime(practice, wishes.time),
    wishes.money !== null && ofMoney(practice, wishes.money),
    wishes.sector && ofSector(practice, wishes.sector, data),
    wishes.roles.length > 0 && ofRoles(practice, wishes.roles, data),
  ].filter(Boolean);

/** Returns a reason in words. */
export const said = ({ name, values }, words) =>
  fill(words[name], Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? listed(value, words.and) : value])));

/**
 * Returns the practices that fit or may fit, and those that do not: `{ fitting, left, all }`, each a list of
 * `{ practice, reasons }`, those that more fits first, then by title; `all` is how many fit in all that is asked.
 */
export const found = (data, wishes, language = "en") => {
  const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const judged = data.practices.map((practice) => {
    const reasons = reasonsOf(practice, wishes, data);
    return { practice, reasons, fits: reasons.filter(({ state }) => state === FITS).length };
  });
  judged.sort((a, b) => b.fits - a.fits || compare(a.practice.title, b.practice.title));
  const fails = ({ reasons }) => reasons.some(({ state }) => state === MISFITS);
  const fitting = judged.filter((one) => !fails(one));
  return { fitting, left: judged.filter(fails), all: fitting.filter(({ reasons, fits }) => fits === reasons.length).length };
};

/** Returns what was found in words, for all to see and hear. */
export const summed = ({ fitting, all }, words) => {
  const count = (name, value) => fill(words[`${name}_${value === 1 ? "one" : value ? "many" : "none"}`] ?? "", { count: value });
  return [count("all", all), count("some", fitting.length - all)].filter(Boolean).join(" ");
};
