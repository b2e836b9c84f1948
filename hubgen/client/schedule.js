/**
 * Who meets whom, when: sessions of meetings of two, so that nobody is in two places, nobody meets twice, nobody is asked
 * to come while away, and as many wishes as can be are honoured.
 *
 * A schedule is a colouring of the meetings' edges by sessions. Meetings are put in one after the other; where two people
 * share no free session, two sessions change places along a chain of other people's meetings (Kempe's chain) until they
 * do. Then meetings that found no place are forced in, those they displace are put in elsewhere, and what is worse is
 * undone. The same participants and settings give the same schedule.
 */
import { plain } from "./registrations.js";

const ROUNDS = 6000;
/** How many forced meetings are tried; more hardly finds more. */

const FREE = -1;

/** Returns a source of numbers from 0 to 1 that gives the same ones each time. */
const dice = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
};

const words = (texts) => new Set(texts.flatMap((text) => plain(text).split(" ")).filter((word) => word.length > 3));

/**
 * Returns what could be met: {a, b, wishes, match}, `a` < `b` being places in the list. `wishes` counts who of the two wants
 * it; `match` counts words that one offers and the other seeks, and only where `fill` asks for such pairs. Those of the
 * same side are paired by wish alone.
 */
export const candidates = (participants, { fill = true } = {}) => {
  const wanted = participants.map((one) => new Set(one.wishes));
  const offers = participants.map((one) => words(one.offers));
  const seeks = participants.map((one) => words(one.seeks));
  const meets = (mine, theirs) => [...mine].reduce((sum, word) => sum + theirs.has(word), 0);
  const found = [];
  participants.forEach((one, a) => {
    for (let b = a + 1; b < participants.length; b += 1) {
      const wishes = wanted[a].has(b) + wanted[b].has(a);
      const apart = !one.side || plain(one.side) !== plain(participants[b].side);
      const match = fill && (apart || wishes) ? meets(offers[a], seeks[b]) + meets(offers[b], seeks[a]) : 0;
      if (wishes || match) found.push({ a, b, wishes, match });
    }
  });
  return found;
};

/** Returns how many wishes no schedule can exceed: each has so many sessions, and all together so many tables. */
export const mostWishes = (participants, pairs, sessions, tables) => {
  const open = participants.map((one) => sessions - one.away.filter((session) => session <= sessions).length);
  const possible = pairs.filter(({ a, b, wishes }) => wishes && shared(participants, a, b, sessions));
  const values = participants.map(() => []);
  for (const { a, b, wishes } of possible) {
    values[a].push(wishes);
    values[b].push(wishes);
  }
  const top = (list, count) => list.sort((x, y) => y - x).slice(0, count).reduce((sum, one) => sum + one, 0);
  const byPerson = values.reduce((sum, list, person) => sum + top(list, open[person]), 0);
  const places = sessions * Math.min(tables, Math.floor(participants.length / 2));
  return Math.min(Math.floor(byPerson / 2), top(possible.map((pair) => pair.wishes), places));
};

const shared = (participants, a, b, sessions) => {
  for (let session = 1; session <= sessions; session += 1)
    if (!participants[a].away.includes(session) && !participants[b].away.includes(session)) return true;
  return false;
};

class Board {
  constructor(participants, pairs, sessions, tables) {
    this.count = participants.length;
    this.sessions = sessions;
    this.tables = tables;
    this.partner = participants.map(() => new Int32Array(sessions).fill(FREE));
    this.away = participants.map((one) => Array.from({ length: sessions }, (_, session) => one.away.includes(session + 1)));
    this.used = new Int32Array(sessions);
    this.placed = new Map(); // a pair's number → its session
    this.numbers = new Map(pairs.map(({ a, b }, number) => [a * this.count + b, number]));
    this.log = [];
  }

  isFree(person, session) {
    return this.partner[person][session] === FREE && !this.away[person][session];
  }

  #key(a, b) {
    return this.numbers.get(a < b ? a * this.count + b : b * this.count + a);
  }

  put(a, b, session) {
    this.partner[a][session] = b;
    this.partner[b][session] = a;
    this.used[session] += 1;
    this.placed.set(this.#key(a, b), session);
    this.log.push([1, a, b, session]);
  }

  take(a, b, session) {
    this.partner[a][session] = FREE;
    this.partner[b][session] = FREE;
    this.used[session] -= 1;
    this.placed.delete(this.#key(a, b));
    this.log.push([0, a, b, session]);
  }

  /** Undoes all that was done since the log had `length` entries. */
  undo(length) {
    while (this.log.length > length) {
      const [was, a, b, session] = this.log.pop();
      if (was) this.take(a, b, session);
      else this.put(a, b, session);
      this.log.pop();
    }
  }

  /** Puts a pair where both are free, changing other meetings' sessions if need be. Returns whether that could be done. */
  insert(a, b) {
    let best = FREE;
    for (let session = 0; session < this.sessions; session += 1)
      if (this.isFree(a, session) && this.isFree(b, session) && this.used[session] < this.tables && (best === FREE || this.used[session] < this.used[best])) best = session;
    if (best !== FREE) {
      this.put(a, b, best);
      return true;
    }
    for (let one = 0; one < this.sessions; one += 1) {
      if (!this.isFree(a, one) || this.partner[b][one] === FREE) continue;
      for (let other = 0; other < this.sessions; other += 1)
        if (other !== one && this.isFree(b, other) && this.#swap(b, a, one, other)) {
          this.put(a, b, one);
          return true;
        }
    }
    return false;
  }

  /** Exchanges two sessions along the chain of meetings that begins with `from` in session `one`; false where it cannot be. */
  #swap(from, free, one, other) {
    const chain = [];
    let person = from;
    let session = one;
    while (this.partner[person][session] !== FREE) {
      const next = this.partner[person][session];
      const into = session === one ? other : one;
      if (this.away[person][into] || this.away[next][into] || next === free) return false;
      chain.push([person, next, session, into]);
      person = next;
      session = into;
    }
    const odd = chain.length % 2 === 1;
    if (odd ? this.used[other] + 1 > this.tables : this.used[one] + 1 > this.tables) return false;
    for (const [a, b, was] of chain) this.take(a, b, was);
    for (const [a, b, , into] of chain) this.put(a, b, into);
    return true;
  }
}

/** What a schedule is worth: wishes before all, then how many have at least one honoured, then offers that meet needs. */
class Worth {
  constructor(participants, pairs) {
    this.first = 1 / (participants.length + 1);
    this.match = this.first / (1 + pairs.reduce((sum, pair) => sum + pair.match, 0));
    this.wanted = participants.map((one) => new Set(one.wishes));
    this.pairs = pairs;
  }

  of(placed) {
    const happy = new Set();
    let sum = 0;
    for (const number of placed.keys()) {
      const { a, b, wishes, match } = this.pairs[number];
      sum += wishes + match * this.match;
      if (this.wanted[a].has(b)) happy.add(a);
      if (this.wanted[b].has(a)) happy.add(b);
    }
    return sum + happy.size * this.first;
  }

  /** What one pair adds at most; the order in which pairs are tried. */
  one({ wishes, match }) {
    return wishes + match * this.match;
  }
}

/**
 * Makes a schedule of `sessions` sessions at `tables` tables.
 *
 * Returns {meetings, wishes, honoured, most, without}: `meetings` are {session, table, a, b} with numbers from 1 for sessions
 * and tables and places in the list for people; `honoured` of `wishes` wishes are honoured, and no schedule could honour
 * more than `most`; `without` are those who meet nobody.
 */
export const schedule = (participants, { sessions, tables, fill = true, rounds = ROUNDS }) => {
  const pairs = candidates(participants, { fill });
  const worth = new Worth(participants, pairs);
  const board = new Board(participants, pairs, sessions, tables);
  const order = pairs.map((pair, number) => number).filter((number) => shared(participants, pairs[number].a, pairs[number].b, sessions));
  const most = mostWishes(participants, pairs, sessions, tables);
  fillFairly(board, pairs, order, worth);
  improve(board, pairs, order, worth, rounds, most);
  const meetings = seated(board, pairs, tables);
  const wanted = participants.reduce((sum, one) => sum + one.wishes.length, 0);
  const met = new Set(meetings.flatMap(({ a, b }) => [a, b]));
  return {
    meetings,
    wishes: wanted,
    honoured: meetings.reduce((sum, { a, b }) => sum + worth.wanted[a].has(b) + worth.wanted[b].has(a), 0),
    most,
    without: participants.map((_, person) => person).filter((person) => !met.has(person)),
  };
};

/** Puts pairs in, those with most wishes first; among equals those whose people have fewest meetings so far. */
const fillFairly = (board, pairs, order, worth) => {
  const meetings = new Int32Array(board.count);
  const groups = new Map();
  for (const number of order) {
    const level = pairs[number].wishes || worth.one(pairs[number]);
    if (!groups.has(level)) groups.set(level, []);
    groups.get(level).push(number);
  }
  for (const level of [...groups.keys()].sort((x, y) => y - x)) {
    let waiting = groups.get(level);
    for (let had = 0; waiting.length; had += 1) {
      const later = [];
      for (const number of waiting) {
        const { a, b } = pairs[number];
        if (meetings[a] + meetings[b] > had) later.push(number);
        else if (board.insert(a, b)) {
          meetings[a] += 1;
          meetings[b] += 1;
        }
      }
      waiting = later;
    }
  }
};

const improve = (board, pairs, order, worth, rounds, most) => {
  const chance = dice(2014);
  const pick = (list) => list[Math.floor(chance() * list.length)];
  let best = worth.of(board.placed);
  for (let round = 0; round < rounds; round += 1) {
    const left = order.filter((number) => !board.placed.has(number));
    if (!left.length || best >= most + board.count * worth.first) return;
    // a few from the same list, for making it anew is what costs
    for (let tries = 0; tries < 25; tries += 1, round += 1) {
      const number = pick(left);
      if (board.placed.has(number)) continue;
      board.log.length = 0;
      force(board, pairs, number, chance);
      for (let more = 0; more < 12; more += 1) {
        const other = pick(left);
        if (!board.placed.has(other)) board.insert(pairs[other].a, pairs[other].b);
      }
      const now = worth.of(board.placed);
      if (now >= best) best = now;
      else board.undo(0);
    }
  }
};

/** Puts a pair into a session whatever it displaces, and puts what it displaced elsewhere where that can be. */
const force = (board, pairs, number, chance) => {
  const { a, b } = pairs[number];
  const open = [];
  for (let session = 0; session < board.sessions; session += 1) if (!board.away[a][session] && !board.away[b][session]) open.push(session);
  const session = open[Math.floor(chance() * open.length)];
  const displaced = [];
  for (const person of [a, b]) {
    const partner = board.partner[person][session];
    if (partner === FREE) continue;
    board.take(person, partner, session);
    displaced.push([person, partner]);
  }
  if (board.used[session] >= board.tables) {
    const sitting = [...board.placed].filter(([, at]) => at === session).map(([one]) => one);
    const { a: one, b: other } = pairs[sitting[Math.floor(chance() * sitting.length)]];
    board.take(one, other, session);
    displaced.push([one, other]);
  }
  board.put(a, b, session);
  for (const [one, other] of displaced) board.insert(one, other);
};

/** Gives each meeting a table; somebody who sat at a table before stays there where that can be. */
const seated = (board, pairs, tables) => {
  const last = new Map();
  const meetings = [];
  for (let session = 0; session < board.sessions; session += 1) {
    const here = [...board.placed].filter(([, at]) => at === session).map(([number]) => pairs[number]);
    here.sort((x, y) => x.a - y.a);
    const taken = new Set();
    const waiting = [];
    const sit = ({ a, b }, table) => {
      taken.add(table);
      last.set(a, table).set(b, table);
      meetings.push({ session: session + 1, table, a, b });
    };
    for (const pair of here) {
      const table = [last.get(pair.a), last.get(pair.b)].find((one) => one && !taken.has(one));
      if (table) sit(pair, table);
      else waiting.push(pair);
    }
    let next = 1;
    for (const pair of waiting) {
      while (taken.has(next)) next += 1;
      sit(pair, next);
    }
  }
  return meetings.sort((x, y) => x.session - y.session || x.table - y.table);
};

/**
 * Returns when each session is, in minutes since midnight: {session, start, end}, with breaks as {pause: true, start, end}.
 * A break follows each session that `breaks` names: [{after, minutes}].
 */
export const times = ({ start, sessions, minutes, change = 0, breaks = [] }) => {
  const found = [];
  let now = start;
  for (let session = 1; session <= sessions; session += 1) {
    found.push({ session, start: now, end: now + minutes });
    now += minutes;
    const pause = breaks.find((one) => one.after === session)?.minutes;
    if (pause && session < sessions) {
      found.push({ pause: true, start: now, end: now + pause });
      now += pause;
    } else now += change;
  }
  return found;
};
