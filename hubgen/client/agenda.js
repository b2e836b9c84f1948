/** What a schedule says to each: agendas, table cards, a table for spreadsheets, calendars. Plain functions, no page. */
import { calendar } from "./ics.js";
import { times } from "./schedule.js";

/** Returns minutes since midnight as a time of day: 13:05. */
export const clock = (minutes) => `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** Returns a time of day ("13:05") as minutes since midnight. */
export const minutesOf = (time) => {
  const [hours, minutes] = time.split(":").map(Number);
  return hours * 60 + minutes;
};

/**
 * Returns each participant's agenda: {person, entries}. An entry is {start, end} with {session, table, partner}, with
 * {session} alone where nobody is met, with {session, away: true}, or with {pause: true}.
 */
export const agendas = (participants, { meetings }, settings) => {
  const found = new Map(meetings.flatMap(({ session, table, a, b }) => [[`${a}/${session}`, { table, partner: b }], [`${b}/${session}`, { table, partner: a }]]));
  const plan = times(settings);
  return participants.map((one, person) => ({
    person,
    entries: plan.map((slot) => {
      if (slot.pause) return slot;
      if (one.away.includes(slot.session)) return { ...slot, away: true };
      return { ...slot, ...found.get(`${person}/${slot.session}`) };
    }),
  }));
};

/** Returns each table's card: {table, rows}, a row being {session, start, end, a, b} or without people where it is free. */
export const tableCards = ({ meetings }, settings) => {
  const plan = times(settings).filter((slot) => !slot.pause);
  const used = [...new Set(meetings.map((one) => one.table))].sort((x, y) => x - y);
  const found = new Map(meetings.map((one) => [`${one.table}/${one.session}`, one]));
  return used.map((table) => ({
    table,
    rows: plan.map((slot) => {
      const { a, b } = found.get(`${table}/${slot.session}`) ?? {};
      return { ...slot, a, b };
    }),
  }));
};

/** Returns the schedule as rows for a spreadsheet, headed by `heads`: session, start, end, table, and both names. */
export const scheduleRows = (participants, { meetings }, settings, heads) => {
  const plan = new Map(times(settings).filter((slot) => !slot.pause).map((slot) => [slot.session, slot]));
  return [
    heads,
    ...meetings.map(({ session, table, a, b }) => [session, clock(plan.get(session).start), clock(plan.get(session).end), table, participants[a].name, participants[b].name]),
  ];
};

/** Returns one participant's meetings as a calendar; `words` has `meet` with {name} and `at_table` with {table}. */
export const agendaCalendar = (participants, { entries, person }, { date, place, title }, words, made) =>
  calendar(
    entries
      .filter((entry) => entry.partner !== undefined)
      .map((entry) => ({
        uid: `${date}-${entry.session}-${person}-${entry.partner}@hubgen`,
        date,
        start: entry.start,
        end: entry.end,
        title: words.meet.replace("{name}", participants[entry.partner].name),
        text: title,
        place: [words.at_table.replace("{table}", entry.table), place].filter(Boolean).join(", "),
      })),
    made,
  );

/** Returns a name as part of a file's: small letters, digits and hyphens. */
export const fileName = (name) =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60) || "agenda";
