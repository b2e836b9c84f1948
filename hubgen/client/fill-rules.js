/** What follows from the answers of a form: dates, the verdict, the scores of areas; and which answers are missing. */
import { day } from "./fill-text.js";
import { fill } from "./words.js";

const present = (value) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** Returns a date so many days, weeks, months or years later, or earlier by less than none; the last day of a month stays one. */
export const later = (date, count, unit) => {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  const months = { month: count, year: count * 12 }[unit] ?? 0;
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  const days = { day: count, week: count * 7 }[unit] ?? 0;
  return new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, last) + days)).toISOString().slice(0, 10);
};

const isDay = (value) => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));

/** Returns whether one condition of a verdict holds. */
export const holds = (condition, values) => {
  const answer = values[condition.answer];
  if (condition.filled === false) return !present(answer);
  if (!present(answer)) return false;
  const given = Array.isArray(answer) ? answer : [answer];
  const number = Number(answer);
  return (
    (!condition.equals || condition.equals.some((value) => given.includes(value))) &&
    (!condition.differs || !condition.differs.some((value) => given.includes(value))) &&
    (condition.at_least === undefined || number >= condition.at_least) &&
    (condition.at_most === undefined || number <= condition.at_most)
  );
};

/** Returns the first verdict whose conditions all hold, with the labels of those that are missing for a yes; or null. */
export const verdict = (plan, values) => {
  const found = plan.verdicts.find((one) => (one.when ?? []).every((condition) => holds(condition, values)));
  if (!found) return null;
  const go = plan.verdicts.find((one) => one.tone === "go");
  const labels = new Map(plan.fields.map((field) => [field.id, field.label]));
  const missing = found.missing ? (go?.when ?? []).filter((condition) => !holds(condition, values)) : [];
  return { says: found.says, tone: found.tone, missing: missing.map((condition) => condition.label ?? labels.get(condition.answer)) };
};

/** Returns each area with the mean of its answers to one decimal, null where none is given, and whether it is weak. */
export const scores = (plan, values) =>
  plan.scores.map((area) => {
    const marks = area.fields.map((field) => Number(values[field])).filter((mark) => mark >= 1 && mark <= 5);
    const mean = marks.length ? Math.round((marks.reduce((sum, mark) => sum + mark, 0) / marks.length) * 10) / 10 : null;
    return { ...area, mean, answered: marks.length, weak: mean !== null && mean < area.weak_below };
  });

/** Returns the values with those that follow from them. */
export const made = (plan, values, words) => {
  const all = { ...values };
  for (const { id, since, count, unit } of plan.dates) if (isDay(all[since])) all[id] = later(all[since], count, unit);
  const found = verdict(plan, values);
  if (found) all.verdict = [found.says, ...found.missing.map((label) => fill(words.is_missing, { label }))].join("\n");
  if (plan.scores.length && scores(plan, values).some(({ mean }) => mean !== null)) {
    all.scores = scores(plan, values).map(({ label, mean, weak }) => ({ area: label, mean: mean === null ? "" : String(mean), reading: mean === null ? words.not_answered : weak ? words.weak : words.sound }));
  }
  return all;
};

/** Returns the entries of the calendar, as `ics.js` wants them; those without a date are left out. */
export const events = (plan, values, name) => {
  const found = [];
  for (const { title, date, each, remind } of plan.calendar) {
    const rows = each ? (values[each] ?? []) : [values];
    for (const one of rows) {
      if (!isDay(one[date])) continue;
      const called = each ? one[title] : title;
      found.push({ uid: `${name}-${date}-${found.length}-${one[date]}@hub`, date: one[date], title: called || plan.title, text: plan.title, ...(remind ? { remind } : {}) });
    }
  }
  return found;
};

/** Returns what is wrong with an answer: "required", "number", "date", or "" where nothing is. */
export const fault = (field, value) => {
  if (!present(value)) return field.required && !field.made ? "required" : "";
  if ((field.type === "number" || field.type === "money") && !/^-?\d{1,15}(\.\d{1,6})?$/.test(value)) return "number";
  if (field.type === "date" && !isDay(value)) return "date";
  return "";
};

/** Returns a number as people type it (`12.500,50`, `12,500.5`, `EUR 4 000`) as a plain decimal; what is none stays. */
export const decimal = (typed) => {
  const bare = typed.replace(/^[^\d-]*(?=[-\d])|[\s\u00a0\u202f']+|\D*$/g, "");
  const mark = /[.,]\d{1,2}$/.exec(bare) ?? /^-?\d+\.(\d{4,6})$/.exec(bare);
  const whole = (mark ? bare.slice(0, bare.search(/[.,]\d*$/)) : bare).replace(/[.,](?=\d{3}(\D|$))/g, "");
  const number = mark ? `${whole}.${bare.slice(bare.search(/[.,]\d*$/) + 1)}` : whole;
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(number) ? number : typed.trim();
};

export { day, isDay, present };
