/** The button that chooses a record to compare. What it does is told in compare-buttons.js. */
import { make } from "./elements.js";

/** Returns the button of a record, `clusters/foodregio`, that says `label`; where it stands in a row, its title is that of the row. */
export const compareButton = (key, label, title) => {
  const button = make("button", { type: "button", className: "hub-compare" }, label);
  button.dataset.compare = key;
  if (title !== undefined) button.dataset.title = title;
  return button;
};

/** Tells that there are new buttons on the page. */
export const tellDrawn = () => document.dispatchEvent(new Event("hub:drawn"));
