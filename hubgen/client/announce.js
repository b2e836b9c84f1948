/** Says a short text to screen readers without moving the focus. */
let region;

export const announce = (text) => {
  if (!region) {
    region = document.createElement("p");
    region.className = "hub-visually-hidden";
    region.setAttribute("role", "status");
    document.body.append(region);
  }
  region.textContent = "";
  setTimeout(() => (region.textContent = text), 50); // a region that was just made, or says the same again, must change to be read
};
