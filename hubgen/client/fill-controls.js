/** The controls of a form, one for each field. Each is {element, focus, value, set}, and tells `changed()` when it changes. */
import { given, make } from "./elements.js";
import { decimal } from "./fill-rules.js";
import { fill } from "./words.js";

const FEW = 7;
const ROWS = { "long-text": 4 };

const input = (id, type, more = {}) => Object.assign(given(make("input", { type, ...more }), { autocomplete: "off" }), { id });

const plain = (field, id, changed, cell) => {
  // a cell of text begins as a line and grows with what is typed
  const long = field.type === "long-text" || (cell && field.type === "text");
  const number = field.type === "number" || field.type === "money";
  const control = long ? make("textarea", { id, rows: ROWS[field.type] ?? 1 }) : input(id, field.type === "date" ? "date" : "text", { inputMode: number ? "decimal" : "" });
  control.addEventListener("input", changed);
  if (number) {
    control.addEventListener("change", () => {
      control.value = decimal(control.value);
      changed();
    });
  }
  return {
    element: control,
    focus: () => control.focus(),
    value: () => (number ? decimal(control.value) : control.value.trim()),
    set: (value = "") => (control.value = value),
  };
};

const select = (field, id, changed, words) => {
  const control = make("select", { id }, make("option", { value: "" }, words.choose), ...field.options.map(([value, label]) => make("option", { value }, label)));
  control.addEventListener("change", changed);
  return { element: control, focus: () => control.focus(), value: () => control.value, set: (value = "") => (control.value = value) };
};

/** Several buttons of which one, or with `many` any number, is chosen. A chosen one that is clicked again is let go. */
const buttons = (field, id, changed, many) => {
  const options = field.options.map(([value, label], n) => {
    const one = input(n ? `${id}-${n}` : id, many ? "checkbox" : "radio", { name: id, value });
    one.addEventListener("change", changed);
    return { one, element: make("label", { className: "hub-form__option" }, one, make("span", {}, label)) };
  });
  const chosen = () => options.filter(({ one }) => one.checked).map(({ one }) => one.value);
  return {
    element: make("div", { className: `hub-form__options hub-form__options--${field.type}` }, ...options.map(({ element }) => element)),
    focus: () => (options.find(({ one }) => one.checked) ?? options[0])?.one.focus(),
    value: () => (many ? chosen() : (chosen()[0] ?? "")),
    set: (value) => options.forEach(({ one }) => (one.checked = many ? (value ?? []).includes(one.value) : value === one.value)),
    grouped: true,
  };
};

const same = (rows, others) => {
  const filled = others.map((row) => Object.fromEntries(Object.entries(row).filter(([, cell]) => cell)));
  return JSON.stringify(rows) === JSON.stringify(filled);
};

/** The rows of a table, each with a control for each column; rows are added, moved and taken away. */
const table = (field, id, changed, words, announce) => {
  const rows = make("div", { className: "hub-form__rows" });
  let all = [];
  const number = (row) => all.indexOf(row) + 1;
  const draw = () => {
    rows.replaceChildren(...all.map((row) => row.element));
    all.forEach((row, n) => row.name(n + 1, all.length));
  };
  const button = (act) => make("button", { type: "button", className: "hub-form__small", onclick: act });
  const move = (row, by) => {
    const from = all.indexOf(row);
    all.splice(from + by, 0, ...all.splice(from, 1));
    draw();
    (by < 0 ? row.up : row.down).focus();
    if (document.activeElement === document.body) row.cells[0].focus();
    changed();
  };
  const remove = (row) => {
    const at = all.indexOf(row);
    announce(fill(words.removed, { number: number(row) }));
    all.splice(at, 1);
    if (!all.length) all.push(line({}));
    draw();
    all[Math.min(at, all.length - 1)].cells[0].focus();
    changed();
  };
  let made = 0;
  const line = (values) => {
    const key = `${id}-r${made++}`;
    const cells = field.columns.map((column, n) => Object.assign(control(column, n || all.length ? `${key}-${column.id}` : id, changed, words, announce, true), { column }));
    cells.forEach((cell) => cell.set(values[cell.column.id]));
    const row = { cells, legend: make("legend"), up: button(() => move(row, -1)), down: button(() => move(row, 1)), away: button(() => remove(row)) };
    const labelled = cells.map((cell) => make("div", { className: "hub-form__cell" }, make("label", { htmlFor: cell.element.id }, cell.column.label), cell.element));
    row.element = make("fieldset", { className: "hub-form__row" }, row.legend, ...labelled, make("div", { className: "hub-form__tools" }, row.up, row.down, row.away));
    row.name = (at, count) => {
      row.legend.textContent = fill(words.row, { number: at });
      for (const [one, sign, said] of [[row.up, "↑", words.up], [row.down, "↓", words.down], [row.away, "×", words.remove_row]]) {
        one.textContent = sign;
        one.title = fill(said, { number: at });
        one.setAttribute("aria-label", one.title);
      }
      row.up.disabled = at === 1;
      row.down.disabled = at === count;
    };
    row.value = () => Object.fromEntries(cells.map((cell) => [cell.column.id, cell.value()]).filter(([, value]) => value));
    return row;
  };
  const add = make("button", { type: "button", className: "hub-button hub-button--quiet", onclick: () => {
    all.push(line({}));
    draw();
    all.at(-1).cells[0].focus();
    changed();
  } }, words.add_row);
  return {
    element: make("div", {}, rows, add),
    focus: () => all[0].cells[0].focus(),
    value: () => {
      const rows = all.map((row) => row.value()).filter((row) => Object.keys(row).length);
      // rows that are as they were from the start are no answer
      return same(rows, field.rows ?? []) ? [] : rows;
    },
    set: (value) => {
      all = [];
      for (const row of value?.length ? value : field.rows?.length ? field.rows : [{}]) all.push(line(row));
      draw();
    },
    grouped: true,
  };
};

/** Returns the control of a field; `cell` says that it stands in a row of a table. */
export const control = (field, id, changed, words, announce, cell = false) => {
  switch (field.type) {
    case "choice":
      return cell || field.options.length > FEW ? select(field, id, changed, words) : buttons(field, id, changed, false);
    case "scale":
      return buttons(field, id, changed, false);
    case "choices":
    case "checklist":
      return buttons(field, id, changed, true);
    case "table":
      return table(field, id, changed, words, announce);
    default:
      return plain(field, id, changed, cell);
  }
};
