/** The drawer of filters: a column of its own where there is room, else closed until somebody opens it. */

/** Returns the query that says whether there is room for a column. */
export const wide = () => matchMedia("(min-width: 56em)");

/** Opens a drawer, a `<details>`, where there is room, now and when that changes. */
export const openWhereWide = (drawer) => {
  const room = wide();
  const fit = () => (drawer.open = room.matches);
  room.addEventListener("change", fit);
  fit();
  drawer.dataset.ready = "";
};
