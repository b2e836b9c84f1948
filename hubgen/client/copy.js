/**
 * Copies or downloads a text of the page.
 *
 *   <button data-copy-target="plan">            copies what #plan holds
 *   <button data-download-target="plan" data-download-name="plan.md">   saves it as a file of that name
 */
import { announce } from "./announce.js";

const SHOWN = 2000;

/** Returns the text an element holds: what was typed into a field, else its text, without the indentation of the page. */
export const textOf = (element) => element.value ?? (element.content ?? element).textContent.replace(/^\n+|\s+$/g, "") + "\n";

/** Returns the media type that a file name's ending promises. */
export const mediaType = (name) =>
  ({ md: "text/markdown", csv: "text/csv", json: "application/json", bib: "application/x-bibtex" })[name.split(".").pop().toLowerCase()] ?? "text/plain";

const copy = async (button, words) => {
  const label = button.lastChild;
  if (button.dataset.busy) return;
  try {
    await navigator.clipboard.writeText(textOf(document.getElementById(button.dataset.copyTarget)));
  } catch {
    return announce(words.copy_failed);
  }
  const before = label.textContent;
  button.dataset.busy = "true";
  label.textContent = words.copied;
  announce(words.copied);
  setTimeout(() => {
    label.textContent = before;
    delete button.dataset.busy;
  }, SHOWN);
};

const download = (button) => {
  const { downloadTarget, downloadName } = button.dataset;
  const file = new Blob([textOf(document.getElementById(downloadTarget))], { type: `${mediaType(downloadName)};charset=utf-8` });
  const address = URL.createObjectURL(file);
  Object.assign(document.createElement("a"), { href: address, download: downloadName }).click();
  setTimeout(() => URL.revokeObjectURL(address), SHOWN);
};

export const start = (words) =>
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-copy-target], button[data-download-target]");
    if (!button) return;
    if (button.dataset.copyTarget) copy(button, words);
    else download(button);
  });
