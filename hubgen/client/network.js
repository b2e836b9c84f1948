/**
 * Shows one name's ties in the picture of the network: of the name under the pointer or the focus, or of the one chosen from
 * the list, which is kept in the page's address (#partnerships/a2lt) as the names of the tables' rows are.
 */
import { announce } from "./announce.js";
import { fill } from "./words.js";

/**
 * Returns the names tied to a name: a community's members, a member's communities. `seats` has pairs of member and
 * community, `lines` pairs of who belongs to several and community.
 */
export const tiesOf = (name, seats, lines) => {
  const tied = new Set();
  for (const [one, other] of [...seats, ...lines]) {
    if (one === name) tied.add(other);
    if (other === name) tied.add(one);
  }
  return tied;
};

/** Returns the name that an address asks for, if the picture has it; else "". */
export const nameIn = (hash, names) => {
  let name = hash.slice(1);
  try {
    name = decodeURIComponent(name);
  } catch {
    return "";
  }
  return names.has(name) ? name : "";
};

class Network {
  #root;
  #choice;
  #words;
  #nodes = new Map();
  #lines;
  #ties = new Map();

  constructor(root, words) {
    this.#root = root.querySelector(".hub-network__picture");
    this.#choice = root.querySelector(".hub-network__choice > select");
    this.#words = words;
    for (const node of this.#root.querySelectorAll("[data-n]")) this.#nodes.set(node.dataset.n, [...(this.#nodes.get(node.dataset.n) ?? []), node]);
    this.#lines = [...this.#root.querySelectorAll(".t")];
    const seats = [...this.#root.querySelectorAll("g[data-n] > a[data-n]")].map((seat) => [seat.dataset.n, seat.parentElement.dataset.n]);
    const lines = this.#lines.map((line) => [line.dataset.a, line.dataset.b]);
    for (const name of this.#nodes.keys()) this.#ties.set(name, tiesOf(name, seats, lines));
    this.#listen();
    const asked = nameIn(location.hash, this.#nodes);
    if (asked) {
      this.#choose(asked);
      root.scrollIntoView();
    }
    this.#choice.parentElement.hidden = false;
  }

  #listen() {
    this.#choice.addEventListener("change", () => {
      this.#choose(this.#choice.value);
      history.replaceState(history.state, "", this.#choice.value ? `#${this.#choice.value}` : location.pathname + location.search);
      this.#say(this.#choice.value);
    });
    const under = ({ target }) => this.#show(target.closest("[data-n]")?.dataset.n ?? this.#choice.value);
    this.#root.addEventListener("pointerover", under);
    this.#root.addEventListener("pointerleave", () => this.#show(this.#choice.value));
    this.#root.addEventListener("focusin", under);
    this.#root.addEventListener("focusout", () => this.#show(this.#choice.value));
    this.#root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.#choose("");
      history.replaceState(history.state, "", location.pathname + location.search);
      this.#say("");
    });
  }

  /** Keeps showing a name's ties, or those of all for "". */
  #choose(name) {
    this.#choice.value = name;
    this.#show(name);
  }

  #show(name) {
    const tied = this.#ties.get(name);
    this.#root.classList.toggle("is-chosen", Boolean(tied));
    for (const [other, nodes] of this.#nodes) {
      for (const node of nodes) {
        node.classList.toggle("is-it", other === name);
        node.classList.toggle("is-on", other === name || Boolean(tied?.has(other)));
      }
    }
    for (const line of this.#lines) line.classList.toggle("is-on", line.dataset.a === name || line.dataset.b === name);
  }

  #say(name) {
    const option = this.#choice.selectedOptions[0];
    announce(name ? fill(this.#words.ties_of, { name: option.textContent, count: this.#ties.get(name).size }) : this.#words.ties_all);
  }
}

export const start = (words) => {
  for (const root of document.querySelectorAll(".hub-network")) new Network(root, words);
};
