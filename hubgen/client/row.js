/** A row of a directory, in the markup in which the build delivers one, with its group above the title. */
import { compareButton } from "./compare-button.js";
import { drawing, list, make } from "./elements.js";
import { SITE } from "./site.js";

/**
 * Returns the row of a record, { id, title, summary, group: { label, category, icon }, facts: [[label, text]…] }, with a button
 * that says `compare`.
 */
export const row = ({ id, title, summary, group, facts }, folder, compare) => {
  const kind = make("p", { className: "hub-row__kind" }, group.icon && drawing(group.icon), group.label);
  if (group.category) kind.dataset.category = group.category;
  const href = new URL(`${folder}/${id}/`, SITE).href;
  return make(
    "li",
    { className: "hub-row" },
    group.label && kind,
    make("h3", { className: "hub-row__title" }, make("a", { href }, title)),
    make("p", { className: "hub-row__summary" }, summary),
    facts.length > 0 && list("hub-row__facts", ...facts.map(([label, text]) => make("li", {}, make("span", { className: "hub-visually-hidden" }, `${label}: `), text))),
    compareButton(`${folder}/${id}`, compare),
  );
};
