/**
 * Lets arrow keys go from link to link in a picture, as the eye would: up, down, left, right; Home and End to the first and
 * the last. In each drawing or list Tab stops once, at the link where one was last. Enter opens a link as it always does.
 */

const PICTURES = ".hub-ties, .hub-network__picture";
const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const ASTRAY = 3; // how much more a step to the side counts than one ahead

/**
 * Returns the number of the nearest place in a direction ([1, 0] is right, [0, 1] down), or -1 where there is none. Places
 * are rectangles; what lies beside the start, and not ahead of its edge, is not in that direction.
 */
export const nearest = (places, start, [across, down]) => {
  const middle = (place) => [(place.left + place.right) / 2, (place.top + place.bottom) / 2];
  const gap = (place) => (across ? (across > 0 ? place.left - start.right : start.left - place.right) : down > 0 ? place.top - start.bottom : start.top - place.bottom);
  const [x, y] = middle(start);
  let best = -1;
  let least = Infinity;
  places.forEach((place, number) => {
    const ahead = gap(place);
    if (ahead < -4) return;
    const [otherX, otherY] = middle(place);
    // two links in one column are one below the other, however long their words
    const beside = across ? Math.abs(otherY - y) : Math.max(0, place.left - start.right, start.left - place.right) + Math.abs(otherX - x) / 100;
    const cost = Math.max(0, ahead) + ASTRAY * beside;
    if (cost < least) [best, least] = [number, cost];
  });
  return best;
};

const isShown = (link) => link.getClientRects().length > 0;

/** Leaves one stop for Tab in a drawing: `link`. */
const stopAt = (link, group) => {
  for (const other of group.querySelectorAll("a[href]")) other.setAttribute("tabindex", other === link ? "0" : "-1");
};

const step = (picture, link, key) => {
  const links = [...picture.querySelectorAll("a[href]")].filter(isShown);
  if (key === "Home") return links[0];
  if (key === "End") return links.at(-1);
  const others = links.filter((other) => other !== link);
  return others[nearest(others.map((other) => other.getBoundingClientRect()), link.getBoundingClientRect(), DIRECTIONS[key])];
};

const serve = (picture) => {
  const groupOf = (link) => link.closest("svg, ul");
  for (const group of picture.querySelectorAll("svg, ul")) stopAt(group.querySelector("a[href]"), group);
  picture.addEventListener("focusin", ({ target }) => stopAt(target.closest("a[href]"), groupOf(target)));
  picture.addEventListener("keydown", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.altKey || event.ctrlKey || event.metaKey || !(event.key in DIRECTIONS || event.key === "Home" || event.key === "End")) return;
    const next = step(picture, link, event.key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
};

export const start = () => {
  for (const picture of document.querySelectorAll(PICTURES)) serve(picture);
};
