/** The words that the page's modules say: given by the page, filled in here. */

/** Returns the page's words by section, as the template wrote them. */
export const readWords = (document) => JSON.parse(document.getElementById("hub-words").textContent);

/** Returns `text` with each {name} replaced by `values[name]`; names without a value stay. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
