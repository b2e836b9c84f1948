/** Values of records in words, as the build words them on record pages: plain functions. */
import { fill } from "./words.js";

const ISO = /\b(\d{4})-(\d{2})(?:-(\d{2}))?\b/g;
const RANGE = /(\d)\s*[-–—]\s*(?=\d)/g;
const UP_TO = /^up to\b[\s,]*/i;

/** British English where a page only says English. */
const spoken = (language) => (language === "en" ? "en-GB" : language);

/** Returns `22 November 2026` for 2026-11-22, `April 2014` for 2014-04, a dash in ranges; words stay as they are. */
export const dateText = (when, language) =>
  String(when)
    .replace(ISO, (whole, year, month, day) => {
      const date = new Date(`${year}-${month}-${day ?? "01"}T00:00:00Z`);
      if (Number.isNaN(date.getTime())) return whole;
      const shown = { month: "long", year: "numeric", timeZone: "UTC", ...(day && { day: "numeric" }) };
      return new Intl.DateTimeFormat(spoken(language), shown).format(date);
    })
    .replace(RANGE, "$1–");

/** Returns `4,000`; decimals only where there are some, and then two. */
export const numberText = (value, language) =>
  Number.isInteger(value) ? value.toLocaleString(spoken(language)) : value.toLocaleString(spoken(language), { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Returns `EUR 4,000, fixed, per incentive`, `EUR 500 to 7,000`, `up to EUR 500, per incentive`. */
export const amountText = ({ min, max, basis = "", currency }, words, language) => {
  const number = (value) => numberText(value, language);
  if (min !== undefined && max !== undefined && min !== max) {
    const sum = fill(words.amount_between, { currency, min: number(min), max: number(max) });
    return basis ? `${sum}, ${basis}` : sum;
  }
  if (max === undefined && min === undefined) return basis;
  const upTo = max !== undefined && UP_TO.test(basis);
  const rest = upTo ? basis.replace(UP_TO, "") : basis;
  const template = max === undefined ? words.amount_at_least : upTo ? words.amount_up_to : "{currency} {amount}";
  const sum = fill(template, { currency, amount: number(max ?? min) });
  return rest ? `${sum}, ${rest}` : sum;
};

/** Returns a point in words: `48.37° N, 10.90° E`. */
export const pointText = ({ lat, lon }, words) =>
  `${Math.abs(lat).toFixed(2)}° ${lat >= 0 ? words.north : words.south}, ${Math.abs(lon).toFixed(2)}° ${lon >= 0 ? words.east : words.west}`;

/** Returns a language's name in the language of the page; the tag where the browser knows none. */
export const languageText = (tag, language) => {
  try {
    return new Intl.DisplayNames([spoken(language)], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
};

/** Returns an address as people read it. */
export const bareAddress = (url) => url.replace(/^(mailto:|https?:\/\/)/, "").replace(/\/$/, "");

/** Returns whether an address may be a link. */
export const isLinkable = (url) => /^https?:\/\//i.test(url);
