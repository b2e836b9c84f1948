/** Calendar files after RFC 5545: what people open to put dates into their own calendar. */

const LINE = 75;
const encoder = new TextEncoder();

const escape = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n?|\n/g, "\\n");

/** Returns a line folded at 75 bytes, never inside a character. */
const fold = (line) => {
  const parts = [];
  let part = "";
  let bytes = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > LINE) {
      parts.push(part);
      part = " ";
      bytes = 1;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join("\r\n");
};

const two = (number) => String(number).padStart(2, "0");
const day = (date) => date.replaceAll("-", "");
const utc = (when) => when.toISOString().replace(/[-:]|\.\d+/g, "");

/** Returns `date` ("2027-04-21") and minutes since its midnight as a local time, which is that of the place. */
const local = (date, minutes) => {
  const [year, month, dayOfMonth] = date.split("-").map(Number);
  const when = new Date(Date.UTC(year, month - 1, dayOfMonth, 0, minutes));
  return `${when.getUTCFullYear()}${two(when.getUTCMonth() + 1)}${two(when.getUTCDate())}T${two(when.getUTCHours())}${two(when.getUTCMinutes())}00`;
};

const nextDay = (date) => local(date, 24 * 60).slice(0, 8);

/**
 * Returns a calendar of events: {uid, date, start, end, title, text, place, remind}. `date` is "2027-04-21"; `start` and
 * `end` are minutes since midnight, and without them the event lasts the day. `remind` is minutes before. `made` is a Date.
 */
export const calendar = (events, made) => {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//hubgen//hub//EN", "CALSCALE:GREGORIAN"];
  for (const { uid, date, start, end, title, text = "", place = "", remind } of events) {
    lines.push("BEGIN:VEVENT", `UID:${escape(uid)}`, `DTSTAMP:${utc(made)}`);
    if (start === undefined) lines.push(`DTSTART;VALUE=DATE:${day(date)}`, `DTEND;VALUE=DATE:${nextDay(date)}`);
    else lines.push(`DTSTART:${local(date, start)}`, `DTEND:${local(date, end)}`);
    lines.push(`SUMMARY:${escape(title)}`);
    if (text) lines.push(`DESCRIPTION:${escape(text)}`);
    if (place) lines.push(`LOCATION:${escape(place)}`);
    if (remind !== undefined) lines.push("BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escape(title)}`, `TRIGGER:-PT${remind}M`, "END:VALARM");
    lines.push("END:VEVENT");
  }
  lines.push("END:VCALENDAR");
  return `${lines.map(fold).join("\r\n")}\r\n`;
};
