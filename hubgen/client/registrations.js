/** Registrations for a speed-dating event: rows of a table become participants, and what is wrong is told by its place. */
import { readTable } from "./table.js";

/** How a column may be headed; the first is the name in messages. Compared without case, accents and punctuation. */
export const COLUMNS = {
  name: ["organisation", "organization", "participant", "company", "name", "institution", "firm"],
  side: ["side", "group", "cluster", "member of", "sector"],
  profile: ["profile", "about", "description", "kind", "kind of organisation"],
  offers: ["offers", "offer", "what you offer", "we offer"],
  seeks: ["seeks", "seek", "needs", "what you seek", "looking for", "we seek"],
  wishes: ["wishes", "wish", "wants to meet", "who you want to meet", "preferences", "preferred partners", "meet"],
  away: ["away", "not in", "absent", "not in sessions", "not available"],
};
const LIST = new Set(["offers", "seeks", "wishes"]);
const MOST = 1000;

/** Returns text as it is compared: small letters, no accents, no punctuation, single spaces. */
export const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

const KNOWN = new Map(Object.entries(COLUMNS).flatMap(([field, names]) => names.map((name) => [plain(name), field])));

const items = (text) =>
  text
    .split(/[;|\n]/.test(text) ? /[;|\n]/ : /,/)
    .map((one) => one.trim())
    .filter(Boolean);

/** Returns the numbers of sessions that a cell names ("1, 3-5") as a sorted list, or null where it cannot be read. */
export const sessionsOf = (text) => {
  const found = new Set();
  for (const part of text.split(/[,;\s]+/).filter(Boolean)) {
    const range = /^(\d{1,2})(?:[-–](\d{1,2}))?$/.exec(part);
    if (!range || Number(range[1]) < 1 || Number(range[2] ?? range[1]) < Number(range[1])) return null;
    for (let one = Number(range[1]); one <= Number(range[2] ?? range[1]); one += 1) found.add(one);
  }
  return [...found].sort((a, b) => a - b);
};

/**
 * Reads registrations from a table whose first row heads the columns.
 *
 * Returns {participants, faults}. A participant is {name, side, profile, offers, seeks, wishes, away}: `wishes` are places in
 * the list of participants, `away` numbers of sessions from 1. A fault is {code, line, column, value}: its row is left out
 * where it has no name or one that was there before, and is kept without the value at fault elsewhere.
 */
export const readRegistrations = (text) => {
  const { rows, faults: broken } = readTable(text);
  const faults = broken.map((fault) => ({ ...fault, value: "" }));
  const note = (code, { line, column }, value = "") => faults.push({ code, line, column, value });
  if (!rows.length) return { participants: [], faults: [...faults, { code: "empty", line: 1, column: 1, value: "" }] };
  const [head, ...body] = rows;
  const fields = head.map((cell) => KNOWN.get(plain(cell.text)));
  head.forEach((cell, number) => {
    if (cell.text && !fields[number]) note("unknown-column", cell, cell.text);
    else if (fields[number] && fields.indexOf(fields[number]) < number) note("column-twice", cell, cell.text);
  });
  if (!fields.includes("name")) {
    note("no-name-column", head[0]);
    return { participants: [], faults: sorted(faults) };
  }
  const participants = [];
  const places = new Map();
  for (const row of body) {
    const cells = {};
    row.forEach((cell, number) => {
      if (number >= fields.length && cell.text) note("too-many-cells", cell, cell.text);
      else if (fields[number]) cells[fields[number]] ??= cell;
    });
    const name = cells.name;
    if (!name?.text) note("no-name", name ?? row[0]);
    else if (places.has(plain(name.text))) note("name-twice", name, name.text);
    else if (participants.length >= MOST) note("too-many", name, String(MOST));
    else {
      places.set(plain(name.text), participants.length);
      participants.push(participant(cells, note));
    }
  }
  for (const one of participants) one.wishes = wishes(one, places, note);
  return { participants: participants.map(({ cells, ...rest }) => rest), faults: sorted(faults) };
};

const sorted = (faults) => faults.sort((a, b) => a.line - b.line || a.column - b.column);

const participant = (cells, note) => {
  const text = (field) => cells[field]?.text ?? "";
  const away = sessionsOf(text("away"));
  if (!away) note("bad-sessions", cells.away, text("away"));
  return {
    name: text("name"),
    side: text("side"),
    profile: text("profile"),
    ...Object.fromEntries(["offers", "seeks"].map((field) => [field, LIST.has(field) ? items(text(field)) : text(field)])),
    away: away ?? [],
    cells,
  };
};

/** Returns the places of those a participant wants to meet; a name that contains a comma is found as a whole too. */
const wishes = (one, places, note) => {
  const cell = one.cells.wishes;
  if (!cell?.text) return [];
  const whole = places.get(plain(cell.text));
  const found = new Set();
  for (const wanted of whole === undefined ? items(cell.text) : [cell.text]) {
    const place = places.get(plain(wanted));
    if (place === undefined) note("unknown-wish", cell, wanted);
    else if (place === places.get(plain(one.name))) note("own-wish", cell, wanted);
    else found.add(place);
  }
  return [...found];
};
