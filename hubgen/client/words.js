/** The words that modules say are in said.js, which the build makes; here they are filled in. */

/** Returns `text` with each {name} replaced by `values[name]`; names without a value stay. */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
