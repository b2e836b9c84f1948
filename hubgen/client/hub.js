/** What every page starts. A module that serves one component is fetched only where a page has that component. */
import words from "./said.js";
import { startSearch } from "./search.js";

/** What a page may hold, and the module that serves it: each exports `start(words)`. */
const COMPONENTS = [
  ["button[data-copy-target], button[data-download-target]", "./copy.js"],
  [".hub-finder", "./finder.js"],
  [".hub-compare, .hub-record[data-record], .hub-search-page", "./compare-buttons.js"],
  [".hub-comparison", "./compare.js"],
  [".hub-scheduler", "./scheduler.js"],
  ["[data-form]", "./form.js"],
  [".hub-back", "./give-back.js"],
  [".hub-vouchers", "./vouchers.js"],
  [".hub-map", "./map.js"],
  [".hub-directory__choices", "./directory.js"],
  [".hub-search-page", "./search-page.js"],
  [".hub-ties, .hub-network", "./walk.js"],
  [".hub-network", "./network.js"],
];

startSearch(words.search);
for (const [selector, module] of COMPONENTS) {
  if (document.querySelector(selector)) import(module).then(({ start }) => start(words.client));
}
