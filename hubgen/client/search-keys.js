/** What keys do in the search: plain functions. */

/** Returns whether a key press, told by what was pressed and where, opens the search. */
export const opensSearch = ({ key, ctrlKey, metaKey, altKey, shiftKey }, inField) => {
  const command = Boolean(ctrlKey || metaKey);
  if (key?.toLowerCase() === "k") return command && !altKey && !shiftKey;
  return key === "/" && !command && !altKey && !inField;
};

/** Returns the index to go to from `at` among `count` things, the field being 0: down stops at the last, up at the field. */
export const nextIndex = (key, at, count) =>
  key === "ArrowDown" ? Math.min(at + 1, count - 1) : key === "ArrowUp" ? Math.max(at - 1, 0) : -1;
