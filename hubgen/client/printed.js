/** On paper a page says its address: with what is chosen on it, where a script has put that into the address. */

/** Makes the line for print say the address as it is now. */
export const printAddress = () => {
  const line = document.querySelector(".hub-printed");
  if (!line) return;
  line.dataset.whole ??= line.textContent;
  line.textContent = line.dataset.whole + decodeURI(location.search);
};
