/** Makes elements. Text is always text: nothing that a record says is read as markup. */
import { SITE } from "./site.js";

/** Returns a new element with properties and children; what is `undefined`, `null`, `false` or "" among the children is left out. */
export const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
};

/** Returns an element with attributes given to it. */
export const given = (element, attributes) => {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

/** Returns a list that is announced as one, though it is drawn without bullets. */
export const list = (className, ...items) => given(make("ul", { className }, ...items), { role: "list" });

const SVG = "http://www.w3.org/2000/svg";

/** Returns an icon, by its id in the file that holds the drawings. */
export const drawing = (id) => {
  const svg = given(document.createElementNS(SVG, "svg"), { class: "hub-icon", "aria-hidden": "true" });
  svg.append(given(document.createElementNS(SVG, "use"), { href: new URL(`assets/images/icons.svg#${id}`, SITE).href }));
  return svg;
};
