/**
 * Records as the page /admin/ reads and writes them: what an editor did not touch keeps every byte.
 *
 * A form knows fewer shapes than a record: where a lone value may stand for a list or a mapping, the form gets the list or
 * the mapping. Values stay text, as the hub reads them: 1.10 is a section, and NO a country.
 */

const SOURCE = "hubgen: the file as it was read";
const FRONT = /^(\uFEFF?---[ \t]*\r?\n)([^]*?)^(---[ \t]*(?:\r?\n|$))/m;
const KEY = /^(?:"([^"\\]*)"|'([^']*)'|([^\s#'"[\]{},&*!|>%@`?:-][^:]*?))[ \t]*:(?=\s|$)/;
const EMPTY = /^(?:[ \t]*(?:#.*)?\r?\n)*$/;
const WIDE = 110;

/**
 * How Decap reads and writes files of a kind: its `fields` as in config.yml, js-yaml, and what stands for the title of a
 * file whose front matter is broken. Such a file is listed, and is not written to: `toFile` throws.
 */
export function recordFormat(fields, yaml, broken) {
  const read = (front) => (EMPTY.test(front) ? {} : yaml.load(front, { schema: yaml.FAILSAFE_SCHEMA }));
  return {
    fromFile: (text) => ({ ...(readOrNot(() => readFile(text, fields, read)) ?? { title: broken }), [SOURCE]: text }),
    toFile: ({ [SOURCE]: source = "", ...entry }) => written(source, entry, fields, read),
  };
}

function parts(text) {
  const found = FRONT.exec(text);
  if (!found || found.index > 0) return { open: "---\n", front: "", close: "---\n", body: text };
  const [whole, open, front, close] = found;
  return { open, front, close, body: text.slice(whole.length) };
}

function readFile(text, fields, read) {
  const { front, body } = parts(text);
  return { ...shaped(fields, read(front)), body };
}

function written(source, entry, fields, read) {
  const { open, front, close, body } = parts(source);
  const before = pruned(shaped(fields, read(front)));
  const { body: text = "", ...values } = entry;
  const now = pruned(values) ?? {};
  const end = source.includes("\r\n") ? "\r\n" : "\n";
  const lines = edited(front, before ?? {}, now, fields, end, read);
  const unchanged = text === body || (!text.trim() && !body.trim());
  return open + lines + (close.endsWith("\n") ? close : close + end) + (unchanged ? body : lastLine(text, end));
}

function lastLine(text, end) {
  return `${text.replace(/\r?\n/g, end).trimEnd()}${end}`;
}

// --- what a form shows ---------------------------------------------------------------------------------------------------

function shaped(fields, values) {
  const found = { ...values };
  for (const field of fields) if (field.name in found) found[field.name] = shape(field, found[field.name]);
  return found;
}

function shape(field, value) {
  if (field.widget === "list" || field.multiple) {
    const items = Array.isArray(value) ? value : value === "" ? [] : [value];
    return field.fields ? items.map((item) => whole(field, item)) : items.map(plain);
  }
  if (field.widget === "object") return whole(field, value);
  if (field.widget === "boolean") return value === "true" ? true : value === "false" ? false : value;
  return field.widget === "text" ? trimmed(value) : plain(value);
}

/** A mapping, also where its first value stands for it. */
function whole(field, value) {
  if (typeof value === "string") return value === "" ? {} : { [field.fields[0].name]: value };
  return value && !Array.isArray(value) ? shaped(field.fields, value) : value;
}

const trimmed = (value) => (typeof value === "string" ? value.trim() : value);
const plain = (value) => (typeof value === "string" ? value.trim().replace(/\s*\n\s*/g, " ") : value);

/** A value without what is empty; undefined for one that is. */
function pruned(value) {
  if (Array.isArray(value)) {
    const items = value.map(pruned).filter((item) => item !== undefined);
    return items.length ? items : undefined;
  }
  if (value && typeof value === "object") {
    const pairs = Object.entries(value).map(([key, item]) => [key, pruned(item)]);
    const filled = pairs.filter(([, item]) => item !== undefined);
    return filled.length ? Object.fromEntries(filled) : undefined;
  }
  return value === "" || value === null || value === undefined ? undefined : String(value);
}

function same(one, other) {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}

// --- the file ------------------------------------------------------------------------------------------------------------

function edited(front, before, now, fields, end, read) {
  const known = new Map(fields.map((field) => [field.name, field]));
  const keys = [...fields.map((field) => field.name), ...Object.keys({ ...before, ...now })];
  const changed = [...new Set(keys)].filter((key) => key !== "body" && !same(before[key], now[key]));
  const lines = (key) => pair(key, compact(known.get(key), now[key]), read).replaceAll("\n", end);
  let text = front;
  for (const key of changed) text = replaced(text, key, key in now ? lines(key) : "", [...known.keys()]);
  if (same(readOrNot(() => pruned(shaped(fields, read(text))) ?? {}), now)) return text;
  // the lines were not what they seemed to be
  return Object.keys(now).map(lines).join("");
}

function readOrNot(reading) {
  try {
    return reading();
  } catch {
    return null;
  }
}

/** Front matter with a key's lines in the place of those it has; a new key stands behind the one that goes before it. */
function replaced(front, key, lines, order) {
  const all = stretches(front);
  const old = all.find((one) => one.key === key);
  if (old) return front.slice(0, old.start) + lines + front.slice(old.end);
  const earlier = order.slice(0, order.indexOf(key));
  const last = order.includes(key) ? all.findLast((one) => earlier.includes(one.key)) : all.at(-1);
  const at = last ? last.end : 0;
  return front.slice(0, at) + lines + front.slice(at);
}

/** Where each key with its value stands, without blank lines and comments that come before the next. */
function stretches(front) {
  const found = [];
  let at = 0;
  for (const line of front.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const key = KEY.exec(line);
    if (key) found.push({ key: key[1] ?? key[2] ?? key[3], start: at, end: at + line.length });
    else if (found.length && !/^(#|\s*$)/.test(line)) found.at(-1).end = at + line.length;
    at += line.length;
  }
  return found;
}

// --- YAML ----------------------------------------------------------------------------------------------------------------

/** A value as short as its field allows. */
function compact(field, value) {
  if (!field || typeof value !== "object") return value;
  if (!Array.isArray(value)) return shortest(field, value);
  const items = value.map((item) => shortest(field, item));
  return field.single && items.length === 1 ? items[0] : items;
}

function shortest(field, value) {
  if (!field.fields || typeof value !== "object" || Array.isArray(value)) return value;
  const inner = new Map(field.fields.map((one) => [one.name, one]));
  const keys = Object.keys(value);
  if (field.alone && keys.length === 1 && keys[0] === field.fields[0].name) return value[keys[0]];
  const order = [...inner.keys(), ...keys].filter((key, n, all) => key in value && all.indexOf(key) === n);
  return Object.fromEntries(order.map((key) => [key, compact(inner.get(key), value[key])]));
}

function pair(key, value, read) {
  if (typeof value === "string") return `${key}: ${scalar(value, 2, read)}\n`;
  const line = `${key}: ${flow(value, read)}\n`;
  return line.length <= WIDE ? line : `${key}:\n${block(value, 2, read)}`;
}

function block(value, indent, read) {
  const space = " ".repeat(indent);
  if (!Array.isArray(value)) {
    return Object.entries(value).map(([key, item]) => space + nested(key, item, indent, read)).join("");
  }
  return value.map((item) => `${space}- ${listed(item, indent + 2, read)}`).join("");
}

function listed(item, indent, read) {
  if (typeof item === "string") return `${scalar(item, indent, read)}\n`;
  const short = flow(item, read);
  return indent + short.length <= WIDE ? `${short}\n` : block(item, indent, read).slice(indent);
}

function nested(key, item, indent, read) {
  if (typeof item === "string") return `${key}: ${scalar(item, indent + 2, read)}\n`;
  const short = flow(item, read);
  if (indent + key.length + short.length < WIDE) return `${key}: ${short}\n`;
  return `${key}:\n${block(item, indent + 2, read)}`;
}

function flow(value, read) {
  if (Array.isArray(value)) return `[${value.map((item) => flow(item, read)).join(", ")}]`;
  if (typeof value !== "object") return isPlain(value, `[${value}]`, [value], read) ? value : JSON.stringify(value);
  return `{${Object.entries(value).map(([key, item]) => `${key}: ${flow(item, read)}`).join(", ")}}`;
}

function scalar(text, indent, read) {
  if (!text.includes("\n")) return isPlain(text, text, text, read) ? text : JSON.stringify(text);
  const space = " ".repeat(indent);
  const lines = text.split("\n").map((line) => (line.trimEnd() ? space + line.trimEnd() : ""));
  return /^\s/.test(text) ? JSON.stringify(text) : `|-\n${lines.join("\n")}`;
}

/** Whether a text means itself without quotation marks. */
function isPlain(text, line, meant, read) {
  if (/^(?:~|null)?$/i.test(text) || /[\n\t\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return false;
  const found = readOrNot(() => read(`k: ${line}\n`));
  return found !== null && same(found, { k: meant });
}
