/** What opens the search: Ctrl+K, ⌘K, "/" and every `[data-hub-search]` link. */
import { SearchDialog } from "./search-dialog.js";
import { opensSearch } from "./search-keys.js";

const inField = (element) => element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? "");

/** Makes links and keys open the search dialog, or, on the search page, go to its field. Without this script the links browse. */
export const startSearch = (words) => {
  let dialog;
  const open = (event) => {
    event.preventDefault();
    document.querySelector(".hub-menu:popover-open")?.hidePopover();
    const field = document.querySelector("#hub-search-page-field");
    if (field?.checkVisibility()) return field.select();
    (dialog ??= new SearchDialog(words)).open();
  };
  for (const link of document.querySelectorAll("[data-hub-search]")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => !(event.ctrlKey || event.metaKey || event.shiftKey) && open(event));
    link.addEventListener("keydown", (event) => event.key === " " && open(event));
  }
  document.addEventListener("keydown", (event) => opensSearch(event, inField(event.target)) && open(event));
  if (/Mac|iPhone|iPad/.test(navigator.platform)) for (const key of document.querySelectorAll("kbd[data-mac]")) key.textContent = key.dataset.mac;
};
