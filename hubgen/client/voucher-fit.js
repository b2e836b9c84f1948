/** Whether an instrument of support fits what somebody needs: each criterion with yes, no or not stated, and why in words. */
import { fill } from "./words.js";

const criterion = (holds, text) => ({ holds, text });

const among = (wanted, offered, words, yes, no, unknown, said) => {
  if (!wanted) return [];
  if (!offered?.length) return [criterion(null, said ? fill(words.in_words, { said }) : unknown)];
  return [criterion(offered.includes(wanted), fill(offered.includes(wanted) ? yes : no, { said }))];
};

const country = (asked, one, words) => {
  const said = (one.country_words ?? []).join(", ");
  // where a programme works is no rule on who may apply: being elsewhere is a no, being there is not yet a yes
  if (asked.country && !one.countries?.length && one.works_in?.length) {
    const there = one.works_in.includes(asked.country);
    return [criterion(there ? null : false, fill(there ? words.works_here : words.country_no, { said }))];
  }
  return among(asked.country, one.countries, words, words.country_yes, words.country_no, words.country_unknown, said);
};

const sum = (asked, one, words) => {
  if (!asked.sum) return [];
  if (one.most === undefined && one.least === undefined) return [criterion(null, words.sum_unknown)];
  const amount = { amount: one.amount };
  if (one.currency && one.currency !== "EUR") return [criterion(null, fill(words.sum_currency, amount))];
  if (one.least !== undefined && asked.sum < one.least) return [criterion(false, fill(words.sum_small, amount))];
  if (one.most !== undefined && asked.sum > one.most) return [criterion(true, fill(words.sum_part, amount))];
  return [criterion(true, fill(words.sum_yes, amount))];
};

/** Returns {criteria, fits, open}: `fits` where no criterion is a no, `open` how many are not stated. */
export const fit = (asked, one, words) => {
  const criteria = [
    ...among(asked.size, one.sizes, words, words.size_yes, words.size_no, words.size_unknown, one.size_words),
    ...country(asked, one, words),
    ...among(asked.sector, one.sectors, words, words.sector_yes, words.sector_no, words.sector_unknown, (one.sector_words ?? []).join(", ")),
    ...among(asked.activity, one.activities, words, words.activity_yes, words.activity_no, words.activity_unknown, (one.activities ?? []).join(", ")),
    ...sum(asked, one, words),
  ];
  return { criteria, fits: criteria.every(({ holds }) => holds !== false), open: criteria.filter(({ holds }) => holds === null).length };
};

/** Returns all instruments, those that fit first, of these those with most said for them. */
export const ranked = (asked, all, words) =>
  all
    .map((one, n) => ({ one, n, ...fit(asked, one, words) }))
    .sort((a, b) => b.fits - a.fits || a.criteria.filter(({ holds }) => holds === false).length - b.criteria.filter(({ holds }) => holds === false).length || a.open - b.open || a.n - b.n);
